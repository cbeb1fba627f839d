package login

import (
	"context"
	"errors"

	"drover/client/iam"
	"drover/client/profile"
	"drover/client/rest"
	"drover/model"
)

// same reports that nothing is typed which is not at hand already: what a
// prompt began with counts as that.
func (l *Login) same(typed map[string]model.Secret) bool {
	if l.password != nil && l.password.News(typed) {
		return false
	}
	for _, key := range []string{keyToken, keySecret, keySession} {
		if !typed[key].Trimmed().Empty() {
			return false
		}
	}
	access := rest.Keys{}.Typed(typed[keyAccess]).Access
	return access == "" || access == l.have.AccessKey
}

// holds reports that there is something at hand to log in with.
func (l *Login) holds() bool {
	return l.have.Kind != "" || l.password != nil && l.password.Holds()
}

// again logs in once more with what is at hand, read anew from where it came
// from: it may have been mended there, or a lock is over.
func (l *Login) again(ctx context.Context) error {
	c, err := l.reread()
	if err != nil {
		l.ask()
		return err
	}
	l.mu.Lock()
	changed := c != l.have
	l.have, l.refused = c, false
	l.keys.forget()
	if changed {
		if l.password = nil; l.way() == profile.Password {
			l.password = l.newPassword(c)
		}
	}
	way := l.way()
	l.spread()
	l.mu.Unlock()
	if way == profile.Password {
		return l.enterPassword(ctx, nil)
	}
	return nil
}

// reread is the credential at hand as its source has it now. What was typed has
// no other source.
func (l *Login) reread() (profile.Credential, error) {
	l.mu.Lock()
	have, typed := l.have, l.typed
	l.mu.Unlock()
	if typed || have.Kind == "" {
		return have, nil
	}
	c, err := l.set.Reread()
	if err == nil && c.Kind == "" {
		err = errors.New("there is no credential any more where the last one came from: type one")
	}
	return c, err
}

// turnedDown reports what is at hand and was refused when it was last sent.
func (l *Login) turnedDown() bool {
	if l.refused || l.keys.refused() {
		return true
	}
	for _, g := range l.given {
		if g.conn.Spent() {
			return true
		}
	}
	return false
}

// heard learns from what came of a call whether what is at hand is accepted. A
// command is run again first.
func (l *Login) heard(err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	kind, failed := rest.KindOf(err)
	switch {
	case err == nil:
		l.refused = false
	case l.prints, errors.Is(err, rest.ErrPasscode):
	case failed && kind == rest.LoginEnded:
		l.refused = true
	}
}

// missing is what is to be typed for a password, by key.
func (l *Login) missing() []string {
	missing := l.password.Missing()
	for _, key := range missing {
		if key == iam.KeyPasscode {
			return missing
		}
	}
	if l.refused {
		return []string{iam.KeyUser, iam.KeyAccount, iam.KeyPassword}
	}
	return missing
}
