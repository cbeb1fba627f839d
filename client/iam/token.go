package iam

import (
	"context"
	"encoding/json"
	"net/url"
	"time"

	"drover/client/rest"
	"drover/client/rest/wire"
	"drover/model"
)

// Account is who logs in, and where to.
type Account struct {
	User     string // name of the IAM user, within Domain
	UserID   string // instead of User and Domain
	Domain   string // the account's name
	Password model.Secret
	Passcode model.Secret // of a virtual MFA device, six digits; empty: none
	Project  string       // id of the project that the token is for
	Name     string       // its name, where no id is known: the region's id, or region_name
}

// login is what came of a login.
type login struct {
	grant   rest.Grant
	project string // id
}

// token logs in once (API: KeystoneCreateUserTokenByPassword, and the same with
// totp).
func (s *Service) token(ctx context.Context, a Account) (login, error) {
	body, err := json.Marshal(a.request())
	if err != nil {
		return login{}, err
	}
	answer, err := s.conn.Do(ctx, rest.Call{
		Operation: Operations().Row(createToken), Query: url.Values{"nocatalog": {"true"}},
		Body: body, Secrets: []model.Secret{a.Password, a.Passcode},
	})
	if err != nil {
		return login{}, err
	}
	defer answer.Release()
	return s.granted(answer.Body, answer.Subject), nil
}

// granted reads what came with a token.
func (s *Service) granted(body wire.Value, token model.Secret) login {
	about := body.Get("token")
	return login{
		grant:   rest.Grant{Token: token, Life: s.life(about.Get("issued_at").Time(), about.Get("expires_at").Time())},
		project: about.Path("project", "id").String(),
	}
}

// life is how long a new token lives: by the service's clock at both ends, so
// that a wrong clock here does not shorten it. 0: nobody told.
func (s *Service) life(issued, expires time.Time) time.Duration {
	if expires.IsZero() {
		return 0
	}
	if issued.IsZero() {
		issued, _ = s.conn.ServiceTime()
	}
	if issued.IsZero() {
		return 0
	}
	return expires.Sub(issued)
}

type (
	tokenRequest struct {
		Auth auth `json:"auth"`
	}
	auth struct {
		Identity identity `json:"identity"`
		Scope    *scope   `json:"scope,omitempty"`
	}
	identity struct {
		Methods  []string `json:"methods"`
		Password method   `json:"password"`
		Totp     *method  `json:"totp,omitempty"`
	}
	method struct {
		User user `json:"user"`
	}
	user struct {
		ID       string `json:"id,omitempty"`
		Name     string `json:"name,omitempty"`
		Password string `json:"password,omitempty"`
		Passcode string `json:"passcode,omitempty"`
		Domain   *named `json:"domain,omitempty"`
	}
	scope struct {
		Project named `json:"project"`
	}
	named struct {
		ID   string `json:"id,omitempty"`
		Name string `json:"name,omitempty"`
	}
)

func (a Account) request() tokenRequest {
	who := user{Name: a.User, Domain: &named{Name: a.Domain}}
	if a.UserID != "" {
		who = user{ID: a.UserID}
	}
	second := user{ID: who.ID, Name: who.Name, Passcode: a.Passcode.Reveal()}
	who.Password = a.Password.Reveal()
	r := tokenRequest{auth{Identity: identity{Methods: []string{"password"}, Password: method{who}}}}
	if second.Passcode != "" {
		r.Auth.Identity.Methods = append(r.Auth.Identity.Methods, "totp")
		r.Auth.Identity.Totp = &method{second}
	}
	switch {
	case a.Project != "":
		r.Auth.Scope = &scope{named{ID: a.Project}}
	case a.Name != "":
		r.Auth.Scope = &scope{named{Name: a.Name}}
	}
	return r
}
