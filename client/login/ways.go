package login

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"sync"
	"time"

	"drover/client/profile"
	"drover/client/rest"
)

// errNoIAM is a password that nobody says where to take to.
var errNoIAM = errors.New("nobody says where a password gets a token, because the endpoint is not the region's own: give --iam-endpoint, or iam_endpoint in the profile")

// way is the way of logging in: of what is at hand, else the one that is asked
// for.
func (l *Login) way() string { return cmp.Or(l.have.Kind, l.set.Way()) }

// credential is what a connection sends about a project; "" for none.
func (l *Login) credential(project string) rest.Credential {
	if !l.prints {
		return l.of(l.have, l.password, project)
	}
	later := l.laters[project]
	if later == nil {
		later = rest.NewLater(func(ctx context.Context) (rest.Credential, time.Time, error) { return l.print(ctx, project) }, l.now, l.commandSource())
		l.laters[project] = later
	}
	return later
}

func (l *Login) commandSource() string { return "credential_command of profile " + l.set.Profile }

// print runs the profile's command and makes a credential of what it prints.
func (l *Login) print(ctx context.Context, project string) (rest.Credential, time.Time, error) {
	c, err := l.set.Login(ctx)
	if err != nil {
		return nil, time.Time{}, err
	}
	if err := l.set.Command.Lives(c, l.now()); err != nil {
		return nil, time.Time{}, err
	}
	var by password
	if c.Kind == profile.Password {
		by = l.newPassword(c)
	}
	return l.of(c, by, project), c.Expires, nil
}

// of makes a credential for requests about a project. by is what its password
// logs in by.
func (l *Login) of(c profile.Credential, by password, project string) rest.Credential {
	way := cmp.Or(c.Kind, l.set.Way())
	switch {
	case way == profile.KeyPair:
		return rest.ForProject(l.keys.credential(rest.Keys{
			Access: c.AccessKey, Secret: c.SecretKey, Session: c.SecurityToken, Scheme: l.set.Signature,
		}, l.now, c.Source), project)
	case way == profile.Token:
		return l.token(c.Token, c.Source)
	case by == nil:
		return homeless{c.Source}
	}
	return l.about(by, project)
}

// keyring has one credential for a key, whichever project it is for: what is
// learnt of a key counts for all of them, so that a wrong one is refused once.
type keyring struct {
	mu   sync.Mutex
	keys rest.Keys
	by   rest.Credential
}

// credential is the one that is there, if it is of these keys.
func (k *keyring) credential(keys rest.Keys, now func() time.Time, source string) rest.Credential {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.by == nil || !k.keys.Same(keys) {
		k.keys, k.by = keys, rest.KeyCredential(keys, now, source)
	}
	return k.by
}

// refused reports a key that was turned down when it was last looked at.
func (k *keyring) refused() bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	return rest.TurnedDown(k.by)
}

// forget has the next login begin anew, with the same key as well.
func (k *keyring) forget() {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.by = nil
}

// homeless is a password where there is no IAM.
type homeless struct{ source string }

func (h homeless) Source() string                 { return h.source }
func (homeless) Sign(*http.Request, []byte) error { return errNoIAM }
