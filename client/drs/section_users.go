package drs

import (
	"context"
	"errors"
	"slices"
	"strings"

	"drover/client/rest"
	"drover/client/rest/wire"
	"drover/model"
)

// readUsers reads the users and roles of the source (V3ListUsers), and what of
// them was chosen.
func (b *Backend) readUsers(ctx context.Context, p *model.Part, id model.JobID, v wire.Value) {
	if !b.memory.offers(v3) {
		p.Lacks = model.Clean(lacking(v3Users).Error())
		return
	}
	answer, err := b.read(ctx, b.about(v3Users, id, nil))
	if err != nil {
		p.Lacks = model.Clean(err.Error())
		return
	}
	if why := untoldUsers(answer.Body); why != "" {
		p.Lacks = why
		return
	}
	for name, key := range map[string]model.FieldKey{"is_migrate_user": model.KeyMoveUsers, "is_set_password": model.KeyOnePassword} {
		if yes, told := v.Get(name).Bool(); told && yes {
			p.Values[key] = "true"
		}
	}
	var users, roles []string
	before, beforeRoles := namesIn(v.Get("user_list"), "id"), namesIn(v.Get("role_list"), "role")
	for e := range answer.Body.Get("user_list").Each() {
		u := sourceUser(e, "account")
		if u.ID = e.Get("id").Text(); e.Get("selected").Absent() {
			u.Moves = slices.Contains(before, u.ID.Raw())
		}
		if u.Moves {
			users = append(users, u.ID.Raw())
		}
		p.Users = append(p.Users, u)
	}
	for e := range answer.Body.Get("roles_list").Each() {
		r := sourceUser(e, "role")
		if r.ID = r.Account; e.Get("selected").Absent() {
			r.Moves = slices.Contains(beforeRoles, r.ID.Raw())
		}
		if r.Moves {
			roles = append(roles, r.ID.Raw())
		}
		p.Roles = append(p.Roles, r)
	}
	for _, u := range slices.Concat(p.Users, p.Roles) {
		if id := u.ID.Raw(); id == "" || strings.Contains(id, ",") || strings.TrimSpace(id) != id {
			p.Lacks = "a user or role has a name that drover cannot keep in a list: " + u.Account.String()
			return
		}
	}
	if v.Absent() { // v5 does not tell of the job: v3 tells who moves alone
		if len(users)+len(roles) > 0 {
			p.Values[model.KeyMoveUsers] = "true"
		}
		if yes, _ := answer.Body.Get("is_global_password").Bool(); yes {
			p.Values[model.KeyOnePassword] = "true"
		}
	}
	putList(p, model.KeyUsers, users)
	putList(p, model.KeyRoles, roles)
}

// untoldUsers says why an answer tells of no users; "": it does. A list that was
// not read must not be sent back as an empty one.
func untoldUsers(body wire.Value) string {
	if name, twice := body.Twice(); twice {
		return "the answer says " + model.Clean(name) + " twice"
	}
	if yes, told := body.Get("is_success").Bool(); told && !yes {
		return strings.TrimSuffix("the service could not read them: "+body.Get("message").Text().String(), ": ")
	}
	if body.Get("user_list").Absent() && body.Get("roles_list").Absent() {
		return "the answer tells of no users"
	}
	return ""
}

func putList(p *model.Part, key model.FieldKey, tokens []string) {
	if slices.Sort(tokens); len(tokens) > 0 {
		p.Values[key] = strings.Join(tokens, ",")
	}
}

// namesIn are those that the job itself says move.
func namesIn(v wire.Value, member string) []string {
	var out []string
	for e := range v.Each() {
		out = append(out, e.Get(member).String())
	}
	return out
}

// sourceUser reads a user or a role. is_transfer says whether it can move at all,
// selected whether it is chosen.
func sourceUser(e wire.Value, name string) model.SourceUser {
	u := model.SourceUser{
		Account: e.Get(name).Text(), Privileges: e.Get("privileges").Text(), Lost: e.Get("no_privileges").Text(),
		Comment: e.Get("comment").Text(), Movable: e.Get("is_transfer").Tri(),
	}
	u.Moves, _ = e.Get("selected").Bool()
	list := "roles"
	if name == "role" {
		list = "inherits_roles"
	}
	for _, role := range e.Get(list).Strings() {
		u.Roles = append(u.Roles, model.NewText(role))
	}
	return u
}

type usersRequest struct {
	Jobs  []usersJob `json:"jobs"`
	given []model.Secret
}

func (r usersRequest) hidden() []model.Secret { return r.given }

type usersJob struct {
	ID       string     `json:"job_id"`
	Password string     `json:"password,omitempty"`
	Users    []userSent `json:"list,omitempty"`
	Roles    []roleSent `json:"user_roles,omitempty"`
	One      bool       `json:"is_set_password"`
	Moves    bool       `json:"is_migrate_user"`
}

type userSent struct {
	ID       string   `json:"id"`
	Account  string   `json:"account"`
	Movable  bool     `json:"is_transfer"`
	Password string   `json:"password,omitempty"`
	Own      bool     `json:"is_set_password"`
	Roles    []string `json:"roles"`
	Selected bool     `json:"selected"`
}

type roleSent struct {
	Role       string   `json:"role"`
	Movable    bool     `json:"is_transfer"`
	Privileges string   `json:"privileges"`
	Inherits   []string `json:"inherits_roles,omitempty"`
	Selected   bool     `json:"selected"`
}

// usersBody encodes which users and roles move, and with which passwords
// (V3BatchUpdateUser).
func usersBody(changes []model.Change) (any, error) {
	var body usersRequest
	err := each(changes, func(id string, c model.Change) error {
		edit, ok := c.(model.EditJob)
		if !ok || len(changes) != 1 {
			return errors.New("one call changes the users of one job")
		}
		job := usersJob{ID: id, Moves: edit.Want[model.KeyMoveUsers] == "true", One: edit.Want[model.KeyOnePassword] == "true"}
		if one := edit.Secrets[model.KeyUsersSecret]; job.One && one.Empty() {
			return errors.New("the one password for all is needed")
		} else if job.One {
			job.Password, body.given = one.Reveal(), append(body.given, one)
		}
		for _, u := range edit.Base.Users {
			sent := userSent{
				ID: u.ID.Raw(), Account: u.Account.Raw(), Selected: has(edit.Want[model.KeyUsers], u.ID.Raw()),
				Own: has(edit.Want[model.KeyOwnSecrets], u.ID.Raw()), Roles: raws(u.Roles),
			}
			sent.Movable = movable(u, sent.Selected)
			if own := edit.Secrets[model.UserSecretKey(u.ID.Raw())]; sent.Own && own.Empty() {
				return errors.New("a password for " + u.Account.String() + " is needed")
			} else if sent.Own {
				sent.Password, body.given = own.Reveal(), append(body.given, own)
			}
			job.Users = append(job.Users, sent)
		}
		for _, r := range edit.Base.Roles {
			chosen := has(edit.Want[model.KeyRoles], r.ID.Raw())
			job.Roles = append(job.Roles, roleSent{
				Role: r.Account.Raw(), Movable: movable(r, chosen), Privileges: r.Privileges.Raw(), Inherits: raws(r.Roles), Selected: chosen,
			})
		}
		body.Jobs = []usersJob{job}
		return nil
	})
	return body, err
}

// movable is whether a user can move at all, as it came; the contract wants it said,
// and where the service has not, who is chosen can.
func movable(u model.SourceUser, chosen bool) bool {
	return u.Movable == model.Yes || u.Movable != model.No && chosen
}

// has reports a token of a list that is joined by commas.
func has(list, token string) bool {
	return token != "" && slices.Contains(strings.Split(list, ","), token)
}

func raws(texts []model.Text) []string {
	out := make([]string, 0, len(texts))
	for _, t := range texts {
		out = append(out, t.Raw())
	}
	return out
}

// usersSet3 reads the answer of V3BatchUpdateUser, which tells of each job.
func usersSet3(c model.Change, answer *rest.Answer) model.Outcome {
	o := model.Outcome{ID: c.Target(), Kind: model.UnknownOutcome, RequestID: answer.RequestID, Why: "the answer does not name this job"}
	if name, twice := answer.Body.Twice(); twice {
		o.Why = "the answer says " + model.Clean(name) + " twice"
		return o
	}
	named := 0
	for e := range results(answer.Body) {
		if entryID(e) != c.Target() {
			continue
		}
		if named++; named > 1 {
			return model.Outcome{ID: c.Target(), Kind: model.UnknownOutcome, RequestID: answer.RequestID, Why: "the answer names this job more than once"}
		}
		refused := refusedSample(e)
		o.Code, o.Message = refused.Code, refused.Message
		fill(&o.Message, e.Get("message").Text())
		switch yes, told := e.Get("is_success").Bool(); {
		case told && yes && o.Code.Empty():
			o.Kind, o.Why, o.Message = model.Accepted, "", model.Text{}
		case fault(o.Code.Raw()):
			o.Why = "the service had a fault"
		case told && !yes:
			o.Kind, o.Why = model.Refused, ""
		default:
			o.Why = "the answer does not say whether it was done"
		}
	}
	return o
}
