package sim

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"time"
)

const (
	wrongPassword = "The username or password is wrong."
	layoutIAM     = "2006-01-02T15:04:05.000000Z"
)

// person is a user as a login names one.
type person struct{ id, name, domainID, domainName, secret string }

// ask is a login, read.
type ask struct {
	methods  []string
	user     person // secret: the password
	mfa      person // secret: the passcode
	project  project
	scoped   bool // to project; else the token is good for none
	catalog  bool // wanted in the answer
	passcode bool // the login names one
}

// login answers KeystoneCreateUserTokenByPassword: with password alone, or
// with the passcode of a virtual MFA device beside it.
func (s *Sim) login(c *call) answer {
	l, err := readLogin(c)
	if err != nil {
		return iamRefuse(http.StatusBadRequest, "The request body is invalid: "+err.Error())
	}
	a, o := s.account, s.options
	switch {
	case !a.isUser(l.user, true) || !same(l.user.secret, o.Password):
		return iamRefuse(http.StatusUnauthorized, wrongPassword)
	case o.MFA != "" && !l.passcode:
		return iamRefuse(http.StatusUnauthorized, "The user has a virtual MFA device: the methods must be password and totp.")
	case l.passcode && (o.MFA == "" || !a.isUser(l.mfa, false) || !same(l.mfa.secret, o.MFA)):
		return iamRefuse(http.StatusUnauthorized, wrongPassword) // so it is: IAM does not tell which of them
	}
	p, found := a.scope(l)
	if !found {
		return iamRefuse(http.StatusNotFound, "Could not find project: "+or(l.project.id, l.project.name)+".")
	}
	token, at, g := a.issue(p)
	return answer{
		status: http.StatusCreated, header: map[string]string{"X-Subject-Token": token},
		body: object{"token": a.describe(l, p, at, g)}.encode(),
	}
}

// isUser tells whether a login means the account's user. The account itself
// must be named beside a password, but not beside a passcode.
func (a *account) isUser(p person, domain bool) bool {
	named := p.id != "" || p.name != "" && (p.domainID != "" || p.domainName != "" || !domain)
	fits := func(text, is string) bool { return text == "" || text == is }
	return named && fits(p.id, a.userID) && fits(p.name, a.options.User) &&
		fits(p.domainID, a.domainID) && fits(p.domainName, a.options.Domain)
}

// scope finds the project that a login asks for, by all that it says of it.
func (a *account) scope(l ask) (project, bool) {
	if !l.scoped {
		return project{}, true
	}
	i := slices.IndexFunc(a.projects, func(p project) bool {
		return (l.project.id == "" || l.project.id == p.id) && (l.project.name == "" || l.project.name == p.name)
	})
	if i < 0 {
		return project{}, false
	}
	return a.projects[i], true
}

// describe is the body that goes with a token.
func (a *account) describe(l ask, p project, at time.Time, g grant) object {
	domain := object{"id": a.domainID, "name": a.options.Domain}
	out := object{
		"methods": l.methods, "issued_at": at.UTC().Format(layoutIAM), "expires_at": g.ends.UTC().Format(layoutIAM),
		"user":  object{"id": a.userID, "name": a.options.User, "domain": domain, "password_expires_at": ""},
		"roles": []object{{"id": "0", "name": "drs_admin"}},
	}
	if l.scoped {
		out["project"] = object{"id": p.id, "name": p.name, "domain": domain}
	} else {
		out["domain"] = domain
	}
	if l.catalog {
		out["catalog"] = []any{}
	}
	return out
}

// readLogin reads the whole request, as closed as IAM's page describes it.
func readLogin(c *call) (ask, error) {
	l := ask{catalog: true}
	for name, values := range c.request.URL.Query() {
		if name != "nocatalog" {
			return l, fmt.Errorf("the parameter %q is unknown", name)
		}
		l.catalog = values[0] == ""
	}
	whole, err := members(c.body, "auth")
	if err != nil {
		return l, err
	}
	body, err := child(whole, "auth", "identity", "scope")
	if err != nil {
		return l, err
	}
	identity, err := child(body, "identity", "methods", "password", "totp")
	if err != nil {
		return l, err
	}
	if err := l.readIdentity(identity); err != nil {
		return l, err
	}
	return l, l.readScope(body)
}

func (l *ask) readIdentity(identity map[string]json.RawMessage) error {
	if err := value(identity, "methods", &l.methods); err != nil {
		return err
	}
	sorted := slices.Sorted(slices.Values(l.methods))
	l.passcode = slices.Equal(sorted, []string{"password", "totp"})
	if _, beside := identity["totp"]; !l.passcode && !slices.Equal(sorted, []string{"password"}) || beside != l.passcode {
		return errors.New(`the methods are "password", or "password" and "totp", each with its part`)
	}
	var err error
	if l.user, err = readPerson(identity, "password", "password"); err != nil || !l.passcode {
		return err
	}
	l.mfa, err = readPerson(identity, "totp", "passcode")
	return err
}

// readPerson reads the user of one method.
func readPerson(identity map[string]json.RawMessage, method, secret string) (person, error) {
	var p person
	part, err := child(identity, method, "user")
	if err != nil {
		return p, err
	}
	user, err := child(part, "user", "id", "name", "domain", secret)
	if err != nil {
		return p, err
	}
	if _, there := user["domain"]; there {
		domain, err := child(user, "domain", "id", "name")
		if err != nil {
			return p, err
		}
		if err := errors.Join(value(domain, "id", &p.domainID), value(domain, "name", &p.domainName)); err != nil {
			return p, err
		}
	}
	if _, there := user[secret]; !there {
		return p, fmt.Errorf("the parameter %q is missing", secret)
	}
	return p, errors.Join(value(user, "id", &p.id), value(user, "name", &p.name), value(user, secret, &p.secret))
}

// readScope reads what the token is to be good for: of project and domain,
// the project counts; without either it is the account as a whole.
func (l *ask) readScope(body map[string]json.RawMessage) error {
	if _, there := body["scope"]; !there {
		return nil
	}
	scope, err := child(body, "scope", "project", "domain")
	if err != nil {
		return err
	}
	if _, there := scope["project"]; !there {
		_, err := child(scope, "domain", "id", "name")
		return err
	}
	p, err := child(scope, "project", "id", "name")
	if err != nil {
		return err
	}
	l.scoped = true
	if err := errors.Join(value(p, "id", &l.project.id), value(p, "name", &l.project.name)); err != nil {
		return err
	}
	if l.project.id == "" && l.project.name == "" {
		return errors.New(`the "project" names none`)
	}
	return nil
}

// child reads one member that must be there and be an object itself.
func child(from map[string]json.RawMessage, name string, known ...string) (map[string]json.RawMessage, error) {
	raw, there := from[name]
	if !there {
		return nil, fmt.Errorf("the parameter %q is missing", name)
	}
	return members(raw, known...)
}
