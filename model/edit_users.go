package model

import (
	"slices"
	"strings"
)

const onlyMySQLMoves = "only migrations of MySQL set passwords"

// userRules are those of the users that a migration moves (user_migration). Users
// and roles are one list each, which goes as a whole.
func userRules() sectionRules {
	return sectionRules{
		fields: userFields, means: userMeans, with: withUser,
		effects: func(Edit, Around) []Effect {
			return []Effect{
				{Text: "The whole list goes: who is not chosen does not move."},
				{Text: "Users that exist at the target are not removed by it."},
			}
		},
		label: func(e Edit, key FieldKey) string {
			if id, ok := userOfSecret(key); ok {
				return "password of " + accountOf(e, id)
			}
			return ""
		},
		words: func(_ Edit, key FieldKey, value string) string {
			switch key {
			case KeyUsers, KeyRoles, KeyOwnSecrets:
				if value == "" {
					return "none"
				}
			default:
			}
			return ""
		},
	}
}

// setsPasswords reports whether the job can give the users passwords: MySQL alone.
func setsPasswords(e Edit) bool {
	from, _ := Ends(e.Detail.Job.Engine.String())
	return e.Detail.Job.Scenario == Migration && from == "mysql"
}

func isOn(e Edit, key FieldKey) bool { return strings.EqualFold(strings.TrimSpace(e.Get(key)), "true") }

// userOfSecret tells whose password a key is.
func userOfSecret(key FieldKey) (id string, ok bool) {
	id, ok = strings.CutPrefix(string(key), "user_migration.user_list[")
	if !ok {
		return "", false
	}
	return strings.CutSuffix(id, "].password")
}

func accountOf(e Edit, id string) string {
	for _, u := range e.Base.Users {
		if u.ID.Raw() == id {
			return u.Account.String()
		}
	}
	return Clean(id)
}

// noOf is a no as it was read, if it was.
func noOf(e Edit, key FieldKey) string {
	if base := e.Base.Get(key); SameValue(key, base, "false") {
		return base
	}
	return "false"
}

// withUser changes one value, and takes out the passwords of those who do not get
// one any more.
func withUser(e Edit, key FieldKey, value string) Edit {
	if _, secret := userOfSecret(key); secret || key == KeyUsersSecret {
		return e // a secret is put by PutSecret
	}
	e = withLive(e, userFields(e, Around{}), key, value)
	if !isOn(e, KeyMoveUsers) && Canonical(KeyOnePassword, e.Get(KeyOnePassword)) != "" {
		e = e.Put(KeyOnePassword, noOf(e, KeyOnePassword))
	}
	own := ownSecrets(e)
	if len(own) != len(listed(e.Get(KeyOwnSecrets))) {
		e = e.Put(KeyOwnSecrets, strings.Join(own, ","))
	}
	if !isOn(e, KeyOnePassword) {
		e = e.PutSecret(KeyUsersSecret, Secret{})
	}
	for k := range e.secrets {
		if id, ok := userOfSecret(k); ok && !slices.Contains(own, id) {
			e = e.PutSecret(k, Secret{})
		}
	}
	return e
}

// ownSecrets are those who are to have a password of their own: they must move,
// and there is none for all.
func ownSecrets(e Edit) []string {
	if !isOn(e, KeyMoveUsers) || isOn(e, KeyOnePassword) {
		return nil
	}
	moving := listed(e.Get(KeyUsers))
	return slices.DeleteFunc(listed(e.Get(KeyOwnSecrets)), func(id string) bool { return !slices.Contains(moving, id) })
}

// unmovable is why the service cannot move a user or a role; "": it can.
func unmovable(u SourceUser) string {
	if u.Movable == No {
		return "the service cannot move it"
	}
	return ""
}

// userFields are who moves, with which roles, and with which passwords.
func userFields(e Edit, _ Around) []Field {
	move := Field{
		Key: KeyMoveUsers, Label: "move users", Options: yesOrNo("yes", "no"),
		Help: "Whether database accounts of the source are made at the target, with their rights.",
	}
	yesField(&move, e)
	still := ""
	if !isOn(e, KeyMoveUsers) {
		still = "no user moves"
	}
	users := Field{
		Key: KeyUsers, Label: "users", Kind: FlagsField, Value: e.Get(KeyUsers), Grey: still, By: "move users",
		Help: "Who moves. A user that exists at the target, or whose rights must shrink there, is confirmed by being chosen.",
	}
	confirm := 0
	for _, u := range e.Base.Users {
		users.Options = append(users.Options, Option{Value: u.ID.Raw(), Label: u.Account.String(), Help: userHelp(u), Why: unmovable(u)})
		if needsConfirming(u) && slices.Contains(listed(users.Value), u.ID.Raw()) {
			confirm++
		}
	}
	flagsOf(&users, e.Base.Get(KeyUsers))
	roles := Field{
		Key: KeyRoles, Label: "roles", Kind: FlagsField, Value: e.Get(KeyRoles), Grey: still, By: "move users",
		Help: "Which roles of the source are made at the target.",
	}
	for _, r := range e.Base.Roles {
		roles.Options = append(roles.Options, Option{Value: r.ID.Raw(), Label: r.Account.String(), Help: userHelp(r), Why: unmovable(r)})
		if needsConfirming(r) && slices.Contains(listed(roles.Value), r.ID.Raw()) {
			confirm++
		}
	}
	flagsOf(&roles, e.Base.Get(KeyRoles))
	if len(roles.Options) == 0 {
		roles.Grey = "the source has no roles"
	}
	if len(users.Options) == 0 && still == "" {
		users.Grey = "the source has no users"
	}
	if confirm > 0 && still == "" {
		users.Risk = plural(confirm, "of them needs", "of them need") + " confirming"
	}
	fields := append([]Field{move, users, roles}, passwordFields(e, still)...)
	return heldGrey(e, fields)
}

func yesOrNo(yes, no string) []Option {
	return []Option{{Value: "true", Label: yes}, {Value: "false", Label: no}}
}

// yesField fills in what is yes or no: what is not told is no.
func yesField(f *Field, e Edit) {
	f.Kind, f.Value = BoolField, Canonical(f.Key, e.Get(f.Key))
	switch f.Value {
	case "":
		f.Value = "false"
	case "true":
	default:
		f.Wrong = "yes or no"
	}
}

// needsConfirming reports a user of which the service has something to say: that
// it exists at the target, that its rights shrink.
func needsConfirming(u SourceUser) bool { return !u.Comment.Empty() || !u.Lost.Empty() }

func userHelp(u SourceUser) string {
	var parts []string
	if !u.Comment.Empty() {
		parts = append(parts, u.Comment.String())
	}
	if !u.Lost.Empty() {
		parts = append(parts, "not at the target: "+u.Lost.String())
	}
	if !u.Privileges.Empty() {
		parts = append(parts, "may "+u.Privileges.String())
	}
	if len(u.Roles) > 0 {
		var roles []string
		for _, r := range u.Roles {
			roles = append(roles, r.String())
		}
		parts = append(parts, "roles "+strings.Join(roles, ", "))
	}
	return strings.Join(parts, "; ")
}

// passwordFields are one password for all, or one for each of some.
func passwordFields(e Edit, still string) []Field {
	if !setsPasswords(e) {
		still = onlyMySQLMoves
	}
	one := Field{
		Key: KeyOnePassword, Label: "one password", Options: yesOrNo("for all", "no"), Grey: still, By: "move users",
		Help: "Whether everybody who moves gets the same new password. Else the old one moves, but for those chosen below.",
	}
	yesField(&one, e)
	changed := len(e.Changed()) > 0
	all := secretField(e, KeyUsersSecret, "password", "The new password of everybody who moves. It goes with every change: the service does not tell the one that stands there.")
	all.Grey = still
	if all.Grey == "" && !isOn(e, KeyOnePassword) {
		all.Grey = "there is not one for all"
	}
	all.Need = all.Grey == "" && changed
	own := Field{
		Key: KeyOwnSecrets, Label: "own passwords", Kind: FlagsField, Value: strings.Join(ownSecrets(e), ","), Grey: still, By: "users",
		Help: "Who gets a new password of their own. Everybody else keeps the one that they have at the source.",
	}
	if own.Grey == "" && isOn(e, KeyOnePassword) {
		own.Grey = "there is one for all"
	}
	moving := listed(e.Get(KeyUsers))
	for _, u := range e.Base.Users {
		if slices.Contains(moving, u.ID.Raw()) {
			own.Options = append(own.Options, Option{Value: u.ID.Raw(), Label: u.Account.String()})
		}
	}
	fields := []Field{one, all, own}
	if own.Grey == "" {
		for _, id := range ownSecrets(e) {
			f := secretField(e, UserSecretKey(id), "  "+accountOf(e, id), "The new password of "+accountOf(e, id)+".")
			f.Need = changed
			fields = append(fields, f)
		}
	}
	for i := range fields {
		if f := &fields[i]; f.Kind == SecretField {
			judge(f)
		}
	}
	return fields
}

func secretField(e Edit, key FieldKey, label, help string) Field {
	f := Field{Key: key, Label: label, Kind: SecretField, Help: help, Wire: "password"}
	if !e.Secret(key).Empty() {
		f.Known = "typed"
	}
	return f
}

func userMeans(e Edit, _ Around) []Effect {
	var s saying
	if !isOn(e, KeyMoveUsers) {
		s.note("No user moves: make them at the target by hand.")
		return s
	}
	moving := listed(e.Get(KeyUsers))
	if n := len(moving); n == 0 {
		s.risk("No user is chosen: none moves.")
	} else {
		s.note(plural(n, "user moves", "users move") + ".")
	}
	if n := len(listed(e.Get(KeyRoles))); n > 0 {
		s.note(plural(n, "role moves", "roles move") + ".")
	}
	for _, list := range []struct {
		all    []SourceUser
		chosen []string
	}{{e.Base.Users, moving}, {e.Base.Roles, listed(e.Get(KeyRoles))}} {
		for _, u := range list.all {
			if !slices.Contains(list.chosen, u.ID.Raw()) {
				continue
			}
			if !u.Lost.Empty() {
				s.risk(u.Account.String() + " does not get all its rights at the target: " + u.Lost.String() + ".")
			}
			if !u.Comment.Empty() {
				s.risk(u.Account.String() + ": " + strings.TrimSuffix(u.Comment.String(), ".") + ".")
			}
		}
	}
	if !setsPasswords(e) {
		return s.risksFirst()
	}
	switch n := len(ownSecrets(e)); {
	case isOn(e, KeyOnePassword):
		s.risk("Everybody who moves gets the same new password: programs must be told.")
	case n > 0:
		s.risk(plural(n, "user gets", "users get") + " a new password: programs must be told.")
	default:
		s.note("Everybody keeps the password that they have at the source.")
	}
	return s.risksFirst()
}
