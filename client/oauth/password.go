package oauth

import (
	"context"
	"errors"
	"strings"
	"sync"
	"time"

	"drover/client/rest"
	"drover/model"
)

// The keys of what Password may want typed.
const (
	KeyUser     = "user"
	KeyPassword = "password"
)

// Password is a credential of tokens which a user's password gets: the first when
// one is needed, the next before the end or after a refusal, by a refresh token
// where there is one. It is a rest.Renewer.
type Password struct {
	*rest.Lease
	service *Service

	mu       sync.Mutex
	user     string
	password model.Secret
	refresh  model.Secret // empty: none; used once
	wrong    bool         // what is known was refused
}

// NewPassword makes the credential; it asks for nothing yet. Source says where
// the account came from, now is the clock that ends tokens.
func NewPassword(s *Service, user string, password model.Secret, now func() time.Time, source string) *Password {
	p := &Password{service: s, user: user, password: password}
	p.Lease = rest.NewBearerLease(p.login, now, source)
	return p
}

// Missing lists, by key, what must be typed before a login can work: after a
// refusal all that may be wrong. Known then has what need not be typed anew.
func (p *Password) Missing() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.missing()
}

func (p *Password) missing() []string {
	var out []string
	if p.user == "" || p.wrong {
		out = append(out, KeyUser)
	}
	if p.password.Empty() || p.wrong {
		out = append(out, KeyPassword)
	}
	return out
}

// Holds reports that there is a password to log in with, be it refused.
func (p *Password) Holds() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.user != "" && !p.password.Empty()
}

// News reports that something is typed which is not known already.
func (p *Password) News(typed map[string]model.Secret) bool {
	user := strings.TrimSpace(typed[KeyUser].Reveal())
	return user != "" && user != p.Known()[KeyUser] || !typed[KeyPassword].Empty()
}

// Known is what is known already of the user, by key, to be changed.
func (p *Password) Known() map[string]string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return map[string]string{KeyUser: p.user}
}

// Enter takes what was typed, by key, and logs in. Its error is of the server, or
// one sentence. What is not in typed stays as it was.
func (p *Password) Enter(ctx context.Context, typed map[string]model.Secret) error {
	p.mu.Lock()
	if v := strings.TrimSpace(typed[KeyUser].Reveal()); v != "" {
		p.user = v
	}
	if v := typed[KeyPassword]; !v.Empty() {
		p.password = v
	}
	p.wrong, p.refresh = false, model.Secret{} // that may be another user's
	p.mu.Unlock()
	return p.Login(ctx)
}

// login is what the Lease calls: the refresh token first, once. Where the server
// takes it no more, the password again.
func (p *Password) login(ctx context.Context) (rest.Grant, error) {
	if refresh := p.takeRefresh(); !refresh.Empty() {
		g, err := p.service.byRefresh(ctx, refresh)
		switch {
		case err == nil && !g.grant.Token.Empty():
			p.keep(g, refresh)
			return g.grant, nil
		case err != nil && !answered(err): // nobody has looked at it
			p.keep(granted{refresh: refresh}, refresh)
			return rest.Grant{}, err
		}
	}
	user, password, err := p.take()
	if err != nil {
		return rest.Grant{}, err
	}
	g, err := p.service.byPassword(ctx, user, password)
	if err != nil {
		p.refused(err, password)
		return rest.Grant{}, err
	}
	p.keep(g, model.Secret{})
	return g.grant, nil
}

func (p *Password) takeRefresh() model.Secret {
	p.mu.Lock()
	defer p.mu.Unlock()
	refresh := p.refresh
	p.refresh = model.Secret{}
	return refresh
}

// keep remembers the refresh token that came, or the one that was used where none
// came with a new token: then it goes on (RFC 6749, 6).
func (p *Password) keep(g granted, used model.Secret) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.refresh = g.refresh; p.refresh.Empty() {
		p.refresh = used
	}
}

func (p *Password) take() (user string, password model.Secret, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if missing := p.missing(); len(missing) > 0 {
		return "", model.Secret{}, errors.New("a login by password needs " + strings.Join(missing, ", "))
	}
	return p.user, p.password, nil
}

// refused learns that a password is wrong: it is not sent again by itself, which
// could lock its user out.
func (p *Password) refused(err error, password model.Secret) {
	if kind, ok := rest.KindOf(err); !ok || kind != rest.LoginEnded && kind != rest.Refused && kind != rest.NotPermitted {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.wrong = p.wrong || p.password == password // else another one was typed meanwhile
}

// answered reports a refusal by the server itself.
func answered(err error) bool {
	kind, ok := rest.KindOf(err)
	return ok && (kind == rest.LoginEnded || kind == rest.Refused || kind == rest.NotPermitted || kind == rest.Gone)
}
