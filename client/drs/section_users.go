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
	for name, key := range map[string]model.FieldKey{"is_migrate_user": model.KeyMoveUsers, "is_set_password": model.KeyOnePassword} {
		if yes, told := v.Get(name).Bool(); told && yes {
			p.Values[key] = "true"
		}
	}
	var users, roles []string
	for e := range answer.Body.Get("user_list").Each() {
		u := sourceUser(e, "account")
		if u.ID = e.Get("id").Text(); u.Moves {
			users = append(users, u.ID.Raw())
		}
		p.Users = append(p.Users, u)
	}
	for e := range answer.Body.Get("roles_list").Each() {
		r := sourceUser(e, "role")
		if r.ID = r.Account; r.Moves {
			roles = append(roles, r.ID.Raw())
		}
		p.Roles = append(p.Roles, r)
	}
	putList(p, model.KeyUsers, users)
	putList(p, model.KeyRoles, roles)
}

func putList(p *model.Part, key model.FieldKey, tokens []string) {
	if slices.Sort(tokens); len(tokens) > 0 {
		p.Values[key] = strings.Join(tokens, ",")
	}
}

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
				ID: u.ID.Raw(), Account: u.Account.Raw(), Movable: u.Movable == model.Yes,
				Own: has(edit.Want[model.KeyOwnSecrets], u.ID.Raw()), Roles: raws(u.Roles), Selected: has(edit.Want[model.KeyUsers], u.ID.Raw()),
			}
			if own := edit.Secrets[model.UserSecretKey(u.ID.Raw())]; sent.Own && own.Empty() {
				return errors.New("a password for " + u.Account.String() + " is needed")
			} else if sent.Own {
				sent.Password, body.given = own.Reveal(), append(body.given, own)
			}
			job.Users = append(job.Users, sent)
		}
		for _, r := range edit.Base.Roles {
			job.Roles = append(job.Roles, roleSent{
				Role: r.Account.Raw(), Movable: r.Movable == model.Yes, Privileges: r.Privileges.Raw(),
				Inherits: raws(r.Roles), Selected: has(edit.Want[model.KeyRoles], r.ID.Raw()),
			})
		}
		body.Jobs = []usersJob{job}
		return nil
	})
	return body, err
}

// has reports a token of a list that is joined by commas.
func has(list, token string) bool { return slices.Contains(strings.Split(list, ","), token) }

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
	for e := range results(answer.Body) {
		if entryID(e) != c.Target() {
			continue
		}
		refused := refusedSample(e)
		o.Code, o.Message = refused.Code, refused.Message
		fill(&o.Message, e.Get("message").Text())
		switch yes, told := e.Get("is_success").Bool(); {
		case told && yes && o.Code.Empty():
			o.Kind, o.Why, o.Message = model.Accepted, "", model.Text{}
		case told && !yes:
			o.Kind, o.Why = model.Refused, ""
		default:
			o.Why = "the answer does not say whether it was done"
		}
	}
	return o
}
