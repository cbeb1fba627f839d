package sim

import (
	"net/http"
	"slices"
)

// sourceUser is an account of the source that a migration may take along. Those of one name on
// another host are others.
type sourceUser struct {
	id, account string
	privileges  string
	without     string // what the destination does not grant
	comment     string
	roles       []string
	apart       bool // it is not taken along unless somebody says so
}

type sourceRole struct {
	role, privileges string
	inherits         []string
}

const (
	alreadyThere = "The account exists at the destination. Its privileges there will be replaced."
	notGranted   = "The destination does not grant all privileges of the account."
)

// sourceUsers are the accounts and roles at the source of a job.
func sourceUsers(l link) ([]sourceUser, []sourceRole) {
	if l == mongoDDS {
		return []sourceUser{
				{id: "1", account: "catalog.app", roles: []string{"readWrite", "catalogReader"}},
				{id: "2", account: "catalog.report", roles: []string{"catalogReader"}},
				{id: "3", account: "admin.rwuser", roles: []string{"root"}, comment: alreadyThere, apart: true},
				{id: "4", account: "admin.monitor", roles: []string{"clusterMonitor"}},
			}, []sourceRole{
				{"catalogReader", "find", []string{"read"}}, {"catalogOwner", "find, insert, update, remove", []string{"catalogReader"}},
			}
	}
	return []sourceUser{
		{id: "1", account: "'app'@'%'", privileges: "SELECT, INSERT, UPDATE, DELETE"},
		{id: "2", account: "'report'@'10.%'", privileges: "SELECT", roles: []string{"reader"}},
		{id: "3", account: "'repl'@'%'", privileges: "REPLICATION SLAVE, SUPER", without: "SUPER", comment: notGranted},
		{id: "4", account: "'root'@'%'", privileges: "ALL PRIVILEGES", comment: alreadyThere, apart: true},
		{id: "5", account: "'batch'@'10.7.%'", privileges: "SELECT, INSERT, CREATE TEMPORARY TABLES"},
	}, []sourceRole{{"reader", "SELECT", nil}}
}

// userChoice is which accounts and roles a job takes along.
type userChoice struct {
	ID       string       `json:"job_id"`
	Password string       `json:"password"`
	Reset    bool         `json:"is_set_password"`
	Migrate  bool         `json:"is_migrate_user"`
	Users    []chosenUser `json:"list"`
	Roles    []chosenRole `json:"user_roles"`
}

type chosenUser struct {
	ID       string   `json:"id"`
	Account  string   `json:"account"`
	Password string   `json:"password"`
	Reset    bool     `json:"is_set_password"`
	Roles    []string `json:"roles"`
	Selected bool     `json:"selected"`
}

type chosenRole struct {
	Role     string `json:"role"`
	Selected *bool  `json:"selected"`
}

func userChoiceShape() shape {
	texts := listOf(func() shape { return text() })
	return closed("job_id is_set_password is_migrate_user", map[string]shape{
		"is_set_password": truth(), "is_migrate_user": truth(), "is_sync_object_privilege": truth(),
		"list": listOf(func() shape {
			return closed("id account is_transfer roles selected", map[string]shape{
				"is_transfer": truth(), "selected": truth(), "is_set_password": truth(), "privileges": texts, "roles": texts,
			}).texts("id", "account", "comment", "password")
		}),
		"user_roles": listOf(func() shape {
			return closed("role is_transfer privileges", map[string]shape{"is_transfer": truth(), "selected": truth(), "inherits_roles": texts}).
				texts("role", "comment", "privileges")
		}),
	}).texts("job_id", "password")
}

// hasUsers refuses jobs that take no accounts along.
func (s *Sim) hasUsers(i int) answer {
	if j := &s.world.jobs[i]; j.scenario != migration || j.link.pair().from != "mysql" && j.link != mongoDDS {
		return refuse(http.StatusBadRequest, "DRS.M00302", "Only a migration of MySQL or MongoDB takes accounts along.")
	}
	return answer{}
}

// usersV3 answers V3ListUsers.
func (s *Sim) usersV3(c *call) answer {
	s.mu.Lock()
	defer s.mu.Unlock()
	i, _, code, message := s.admit(c, 0, 1, act{letter: 'E', name: "users", id: c.request.PathValue("id")})
	if code != "" {
		return refuse(http.StatusBadRequest, code, message)
	}
	if problem := s.hasUsers(i); problem.status != 0 {
		return problem
	}
	out := s.usersTold(i)
	out["message"] = "1 account exists at the destination."
	return okay(out.encode())
}

// usersTold are the accounts at the source, and what was chosen of them.
func (s *Sim) usersTold(i int) object {
	users, roles := sourceUsers(s.world.jobs[i].link)
	chosen := s.editsOf(i).users
	list, more := []object{}, []object{}
	for _, u := range users {
		selected := chosen != nil && slices.ContainsFunc(chosen.Users, func(w chosenUser) bool { return w.ID == u.id && w.Selected })
		list = append(list, object{
			"id": u.id, "account": u.account, "comment": u.comment, "is_transfer": !u.apart, "privileges": u.privileges, "no_privileges": u.without,
			"roles": append([]string{}, u.roles...), "selected": selected,
		})
	}
	for _, r := range roles {
		selected := chosen != nil && slices.ContainsFunc(chosen.Roles, func(w chosenRole) bool { return w.Role == r.role && w.chosen() })
		more = append(more, object{
			"role": r.role, "comment": "", "is_transfer": true, "privileges": r.privileges, "inherits_roles": append([]string{}, r.inherits...), "selected": selected,
		})
	}
	global := "false"
	if chosen != nil && chosen.Reset {
		global = "true"
	}
	return object{"job_id": s.world.id(i), "is_success": true, "is_global_password": global, "user_list": list, "roles_list": more}
}

// chosen: a role that stands in the list is, unless it says otherwise.
func (r chosenRole) chosen() bool { return r.Selected == nil || *r.Selected }

// chooseUsersV3 answers V3BatchUpdateUser: an entry per job.
func (s *Sim) chooseUsersV3(c *call) answer {
	raw, problem := entries(c.body)
	if problem.status != 0 {
		return problem
	}
	wishes := make([]userChoice, len(raw))
	for n, one := range raw {
		if wishes[n], problem = readWhole[userChoice](one, userChoiceShape()); problem.status != 0 {
			return problem
		}
		if slices.ContainsFunc(wishes[:n], func(w userChoice) bool { return w.ID == wishes[n].ID }) {
			return refuse(http.StatusBadRequest, "DRS.M00301", "The parameter jobs holds an ID twice.")
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	results := []object{}
	for n, w := range wishes {
		a := act{letter: 'E', name: "users", id: w.ID}
		problem := s.apply(c, a, change{letter: 'N', bars: func(i int) answer {
			return firstOf(func() answer { return s.hasUsers(i) }, func() answer { return lawfulUsers(w, s.world.jobs[i].link) })
		}, do: func(i int) { s.edit(i).users = &w }}, raw[n])
		if problem.status != 0 {
			results = append(results, object{"job_id": w.ID, "is_success": false, "message": problem.message()})
			continue
		}
		i, _ := s.world.find(w.ID)
		results = append(results, s.usersTold(i))
	}
	return okay(object{"all_counts": len(results), "results": results}.encode())
}

// lawfulUsers holds a choice against the accounts that there are.
func lawfulUsers(w userChoice, l link) answer {
	users, roles := sourceUsers(l)
	switch {
	case w.Reset && l == mongoDDS:
		return unfit("is_set_password", "only a migration of MySQL sets passwords")
	case w.Reset && w.Password == "":
		return lacks("password")
	case w.Migrate && !slices.ContainsFunc(w.Users, func(u chosenUser) bool { return u.Selected }):
		return lacks("list")
	}
	for n, u := range w.Users {
		at := item5("list", n)
		k := slices.IndexFunc(users, func(have sourceUser) bool { return have.id == u.ID })
		switch {
		case k < 0 || users[k].account != u.Account:
			return wrong(at, "the source has no such account")
		case u.Reset && l == mongoDDS:
			return unfit(at+".is_set_password", "only a migration of MySQL sets passwords")
		case u.Reset && u.Password == "":
			return lacks(at + ".password")
		}
	}
	for n, r := range w.Roles {
		if !slices.ContainsFunc(roles, func(have sourceRole) bool { return have.role == r.Role }) {
			return wrong(item5("user_roles", n), "the source has no such role")
		}
	}
	return answer{}
}

// tell is a choice as a detail shows it, without a password.
func (w userChoice) tell() object {
	mask := func(o object, set bool) object {
		if o["is_set_password"] = set; set {
			o["password"] = masked
		}
		return o
	}
	users, roles := []object{}, []object{}
	for _, u := range w.Users {
		if u.Selected {
			users = append(users, mask(object{"id": u.ID, "account": u.Account}, u.Reset))
		}
	}
	for _, r := range w.Roles {
		if r.chosen() {
			roles = append(roles, object{"role": r.Role})
		}
	}
	return mask(object{"is_migrate_user": w.Migrate, "user_list": users, "role_list": roles}, w.Reset)
}
