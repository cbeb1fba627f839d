package iam

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"drover/client/rest"
	"drover/model"
)

// The keys of what Password may want typed.
const (
	KeyUser     = "user"
	KeyAccount  = "account"
	KeyPassword = "password"
	KeyPasscode = "passcode"
)

// Password is a credential of tokens for one project, which a user's password
// gets: the first when one is needed, the next before the end. It is a
// rest.Renewer. A login with a passcode cannot be renewed by itself: then Sign
// and Renew fail with rest.ErrPasscode, and Missing names it.
type Password struct {
	*rest.Lease
	service *Service
	who     *person
	project string // id wanted; ""
	name    string // of the project, where no id is known

	mu   sync.Mutex
	told string // id of the project that the last token is for
}

// person is who logs in, for every project they log in to.
type person struct {
	mu      sync.Mutex
	account Account
	second  bool // logs in with a passcode
	spent   bool // the one at hand was used: it counts once
	wrong   bool // what is known was refused
	vouched bool // the password was not what was missing: IAM asked for a passcode
}

// NewPassword makes the credential; it asks for nothing yet. Source says where
// the account came from, now is the clock that ends tokens.
func NewPassword(s *Service, a Account, now func() time.Time, source string) *Password {
	who := &person{account: a, second: !a.Passcode.Empty()}
	return who.at(s, a.Project, a.Name, now, source)
}

func (w *person) at(s *Service, project, name string, now func() time.Time, source string) *Password {
	p := &Password{service: s, who: w, project: project, name: name}
	p.Lease = rest.NewLease(p.login, now, source)
	return p
}

// For is the same user's credential for another project, with tokens of its
// own: a token is good for one project. Where a passcode is needed, it is
// needed once more.
func (p *Password) For(project string, now func() time.Time) *Password {
	return p.who.at(p.service, project, "", now, p.Source())
}

// Project is the id of the project that the tokens are for; "" where only its
// name is known, and nobody has logged in yet.
func (p *Password) Project() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.told != "" {
		return p.told
	}
	return p.project
}

// Missing lists, by key, what must be typed before a login can work: after a
// refusal all that may be wrong. Known then has what need not be typed anew.
func (p *Password) Missing() []string {
	p.who.mu.Lock()
	defer p.who.mu.Unlock()
	return p.who.missing()
}

func (w *person) missing() []string {
	var out []string
	a := w.account
	if a.UserID == "" {
		if a.User == "" || w.wrong {
			out = append(out, KeyUser)
		}
		if a.Domain == "" || w.wrong {
			out = append(out, KeyAccount)
		}
	}
	if a.Password.Empty() || w.wrong {
		out = append(out, KeyPassword)
	}
	if w.second && (a.Passcode.Empty() || w.spent) {
		out = append(out, KeyPasscode)
	}
	return out
}

// Holds reports that there is a password to log in with, be it refused.
func (p *Password) Holds() bool {
	p.who.mu.Lock()
	defer p.who.mu.Unlock()
	a := p.who.account
	return !a.Password.Empty() && (a.UserID != "" || a.User != "" && a.Domain != "")
}

// News reports that something is typed which is not known already.
func (p *Password) News(typed map[string]model.Secret) bool {
	known := p.Known()
	for _, key := range []string{KeyUser, KeyAccount} {
		if v := strings.TrimSpace(typed[key].Reveal()); v != "" && v != known[key] {
			return true
		}
	}
	return !typed[KeyPassword].Empty() || !typed[KeyPasscode].Trimmed().Empty()
}

// Known is what is known already of user and account, by key, to be changed.
func (p *Password) Known() map[string]string {
	p.who.mu.Lock()
	defer p.who.mu.Unlock()
	return map[string]string{KeyUser: p.who.account.User, KeyAccount: p.who.account.Domain}
}

// Enter takes what was typed, by key, and logs in. Its error is of IAM, or one
// sentence; after it Missing may name a passcode. What is not in typed stays as
// it was.
func (p *Password) Enter(ctx context.Context, typed map[string]model.Secret) error {
	p.who.enter(typed)
	return p.Login(ctx)
}

func (w *person) enter(typed map[string]model.Secret) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.wrong = false
	before := w.account
	if v := strings.TrimSpace(typed[KeyUser].Reveal()); v != "" {
		w.account.User, w.account.UserID = v, ""
	}
	if v := strings.TrimSpace(typed[KeyAccount].Reveal()); v != "" {
		w.account.Domain = v
	}
	if v := typed[KeyPassword]; !v.Empty() {
		w.account.Password = v
	}
	w.vouched = w.vouched && w.account == before
	if v := strings.Join(strings.Fields(typed[KeyPasscode].Reveal()), ""); v != "" {
		w.account.Passcode, w.second, w.spent = model.NewSecret(v), true, false
	}
}

// login is what the Lease calls, one at a time.
func (p *Password) login(ctx context.Context) (rest.Grant, error) {
	a, err := p.who.take()
	if err != nil {
		return rest.Grant{}, err
	}
	a.Project, a.Name = p.project, p.name
	l, err := p.service.token(ctx, a)
	if err != nil {
		return rest.Grant{}, p.who.refused(err, !a.Passcode.Empty())
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.told = l.project
	return l.grant, nil
}

// take is the account for one login, which uses the passcode up.
func (w *person) take() (Account, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	switch missing := w.missing(); {
	case len(missing) == 1 && missing[0] == KeyPasscode:
		return Account{}, rest.ErrPasscode
	case len(missing) > 0:
		return Account{}, errors.New("a login by password needs " + strings.Join(missing, ", "))
	}
	a := w.account
	if !w.second {
		a.Passcode = model.Secret{}
	}
	if digits := a.Passcode.Reveal(); w.second && (len(digits) != 6 || strings.Trim(digits, "0123456789") != "") {
		w.spent = true
		return Account{}, fmt.Errorf("%w: it is the six digits that the authenticator app shows", rest.ErrPasscode)
	}
	w.spent = w.second
	return a, nil
}

// refused learns from an error that a passcode is wanted, or that the one that
// was sent never arrived. second says that one was sent.
func (w *person) refused(err error, second bool) error {
	var e *rest.Error
	if !errors.As(err, &e) {
		return err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if e.Kind == rest.Unreached {
		w.spent = false
	}
	switch asked := wantsPasscode(e.Message.String()); {
	case e.Status == 401 && (asked || w.second && w.vouched):
		w.second, w.vouched = true, true
		wanted := *e
		if wanted.Cause = rest.ErrPasscode; second {
			wanted.Cause = rest.ErrPasscodeRefused
		}
		return &wanted
	case e.Kind == rest.LoginEnded, e.Kind == rest.Refused && !strings.Contains(strings.ToLower(e.Message.String()), "project"):
		w.wrong = true
	}
	return err
}

// wantsPasscode reads a refusal's words: which code it has is not documented.
// OTC says "mfa totp code verify fail" of a login without a passcode; of one
// with a wrong one it may say that the password is wrong.
func wantsPasscode(said string) bool {
	said = strings.ToLower(said)
	for _, word := range []string{"mfa", "totp", "passcode", "verification code"} {
		if strings.Contains(said, word) {
			return true
		}
	}
	return false
}
