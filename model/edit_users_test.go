package model_test

import (
	"slices"
	"strings"
	"testing"

	. "drover/model"
)

// movers is a migration that moves two of three users.
func movers(engine string, values ...string) Edit {
	e := edited(SectionUsers, detailOf(Migration, FullIncr, engine), values...)
	e.Base.Users = []SourceUser{
		{ID: NewText("u1"), Account: NewText("app@%"), Privileges: NewText("SELECT")},
		{ID: NewText("u2"), Account: NewText("root@%"), Lost: NewText("SUPER")},
		{ID: NewText("u3"), Account: NewText("ops@%"), Comment: NewText("exists at the target."), Roles: []Text{NewText("dba")}},
	}
	return NewEdit(e.Detail, e.Base)
}

func moving(values ...string) Edit {
	return movers("mysql", append([]string{put(KeyMoveUsers, "true"), put(KeyUsers, "u1,u2")}, values...)...)
}

func TestUsersThatMove(t *testing.T) {
	a := Around{}
	for name, c := range map[string]struct {
		e     Edit
		wrong string
		greys string
	}{
		"as read":              {moving(), "", "password: there is not one for all; roles: the source has no roles"},
		"nobody moves":         {movers("mysql"), "", "one password: no user moves; own passwords: no user moves; password: no user moves; roles: the source has no roles; users: no user moves"},
		"a third one":          {moving().With(KeyUsers, "u1,u2,u3"), "", "password: there is not one for all; roles: the source has no roles"},
		"one password":         {moving().With(KeyOnePassword, "true"), "user_migration.password: needed here", "own passwords: there is one for all; roles: the source has no roles"},
		"one that is set":      {moving().With(KeyOnePassword, "true").PutSecret(KeyUsersSecret, NewSecret("x")), "", "own passwords: there is one for all; roles: the source has no roles"},
		"one that stood there": {moving(put(KeyOnePassword, "true")), "", "own passwords: there is one for all; roles: the source has no roles"},
		"it goes with every change": {moving(put(KeyOnePassword, "true")).With(KeyUsers, "u1"), "user_migration.password: needed here",
			"own passwords: there is one for all; roles: the source has no roles"},
		"a password of their own": {moving().With(KeyOwnSecrets, "u2"), "user_migration.user_list[u2].password: needed here", "password: there is not one for all; roles: the source has no roles"},
		"which is set":            {moving().With(KeyOwnSecrets, "u2").PutSecret(UserSecretKey("u2"), NewSecret("x")), "", "password: there is not one for all; roles: the source has no roles"},
		"another one's is set":    {moving().With(KeyOwnSecrets, "u1,u2").PutSecret(UserSecretKey("u2"), NewSecret("x")), "user_migration.user_list[u1].password: needed here", "password: there is not one for all; roles: the source has no roles"},
		"MongoDB": {movers("mongodb", put(KeyMoveUsers, "true"), put(KeyUsers, "u1")).With(KeyUsers, "u1,u3"), "",
			"one password: only migrations of MySQL set passwords; own passwords: only migrations of MySQL set passwords; password: only migrations of MySQL set passwords; roles: the source has no roles"},
		"a user that is not there": {moving().With(KeyUsers, "u1,u9"), "user_migration.user_list: drover does not know u9", "password: there is not one for all; roles: the source has no roles"},
		"neither yes nor no":       {moving().With(KeyMoveUsers, "perhaps"), "user_migration.is_migrate_user: yes or no", "one password: no user moves; own passwords: no user moves; password: no user moves; roles: the source has no roles; users: no user moves"},
	} {
		if got := wrongs(c.e, a); got != c.wrong {
			t.Errorf("%s is wrong: %q, want %q", name, got, c.wrong)
		}
		var greys []string
		for _, f := range c.e.Form(a).Fields {
			if f.Grey != "" {
				greys = append(greys, f.Label+": "+f.Grey)
			}
		}
		slices.Sort(greys)
		if got := strings.Join(greys, "; "); got != c.greys {
			t.Errorf("%s is grey: %q, want %q", name, got, c.greys)
		}
	}
}

func TestPasswordsGoWithThoseWhoGetThem(t *testing.T) {
	e := moving().With(KeyOwnSecrets, "u1,u2").PutSecret(UserSecretKey("u1"), NewSecret("a")).PutSecret(UserSecretKey("u2"), NewSecret("b"))
	less := e.With(KeyUsers, "u1")
	if less.Get(KeyOwnSecrets) != "u1" || !less.Secret(UserSecretKey("u2")).Empty() || less.Secret(UserSecretKey("u1")).Empty() {
		t.Errorf("after u2 stays: %s", less.Get(KeyOwnSecrets))
	}
	one := e.With(KeyOnePassword, "true")
	if one.Get(KeyOwnSecrets) != "" || !one.Secret(UserSecretKey("u1")).Empty() {
		t.Error("with one password for all somebody has their own")
	}
	one = one.PutSecret(KeyUsersSecret, NewSecret("c"))
	if !one.With(KeyOnePassword, "false").Secret(KeyUsersSecret).Empty() {
		t.Error("the password for all stays without it")
	}
	none := one.With(KeyMoveUsers, "false")
	if none.Get(KeyOnePassword) == "true" || !none.Secret(KeyUsersSecret).Empty() {
		t.Error("nobody moves, and gets a password")
	}
	if back := none.Undo(KeyMoveUsers).Undo(KeyOnePassword); len(back.Changed()) != 0 {
		t.Errorf("undone, changed is %v", back.Changed())
	}
	for _, d := range e.Differences(Around{}) {
		if d.Key == UserSecretKey("u2") && (d.Label != "password of root@%" || d.Is != "set anew") {
			t.Errorf("the difference is %+v", d)
		}
	}
	if e.With(KeyUsersSecret, "typed").Get(KeyUsersSecret) != "" || e.With(UserSecretKey("u1"), "typed").Get(UserSecretKey("u1")) != "" {
		t.Error("a secret is among the values")
	}
	// A yes that is told, and a no that is not.
	if changed := movers("mysql").With(KeyMoveUsers, "true").With(KeyMoveUsers, "false").Changed(); len(changed) != 0 {
		t.Errorf("there and back, changed is %v", changed)
	}
}

func TestWhatMovingUsersMeans(t *testing.T) {
	third := moving().With(KeyUsers, "u1,u3")
	checkSays(t, Around{}, []saysOnly{
		{"· No user moves: make them at the target by hand.", movers("mysql"), moving()},
		{"! No user is chosen: none moves.", movers("mysql", put(KeyMoveUsers, "true")), moving()},
		{"· 2 users move.", moving(), moving().With(KeyUsers, "u1")},
		{"! root@% does not get all its rights at the target: SUPER.", moving(), third},
		{"! ops@%: exists at the target.", third, moving()},
		{"! Everybody who moves gets the same new password: programs must be told.", moving().With(KeyOnePassword, "true"), moving()},
		{"! 1 user gets a new password: programs must be told.", moving().With(KeyOwnSecrets, "u1"), moving()},
		{"· Everybody keeps the password that they have at the source.", moving(), movers("mongodb", put(KeyMoveUsers, "true"), put(KeyUsers, "u1"))},
	})
	if f := fieldIn(t, moving(), Around{}, KeyUsers); f.Risk != "1 of them needs confirming" {
		t.Errorf("the risk is %q", f.Risk)
	}
	if f := fieldIn(t, moving().With(KeyUsers, "u1"), Around{}, KeyUsers); f.Risk != "" {
		t.Errorf("of u1 alone the risk is %q", f.Risk)
	}
	roles := moving()
	roles.Base.Roles = []SourceUser{{ID: NewText("dba"), Account: NewText("dba")}}
	roles = NewEdit(roles.Detail, roles.Base).With(KeyRoles, "dba")
	if got := meansOf(roles, Around{}); !slices.Contains(got, "· 1 role moves.") || len(roles.Changed()) != 1 {
		t.Errorf("with a role it means %v", got)
	}
}
