package login

import (
	"context"
	"errors"
	"io"
	"maps"
	"net"
	"slices"
	"strings"
	"sync"
	"time"

	"drover/client"
	"drover/client/iam"
	"drover/client/oauth"
	"drover/client/profile"
	"drover/client/rest"
	"drover/model"
)

// Options is what a login needs besides its settings. All may stay zero.
type Options struct {
	Now  func() time.Time // nil: time.Now
	Log  io.Writer        // of requests; nil: nobody is told
	Dial func(ctx context.Context, network, addr string) (net.Conn, error)
}

// Login proves who a session is, to every connection that it gave a credential
// to. It is safe for concurrent use.
type Login struct {
	set profile.Settings
	now func() time.Time
	iam *iam.Service // nil: nobody says where it is

	oauth *oauth.Service // of a DryvIQ server; nil for any other

	mu       sync.Mutex
	have     profile.Credential     // at hand, or typed; no Kind: none
	prints   bool                   // the profile's command is what counts
	laters   map[string]*rest.Later // what it prints, by project
	password password               // for a way of Password, where somebody gives tokens
	refused  bool                   // what is at hand was no good: ask
	typed    bool                   // what is at hand was typed
	given    []given

	keys keyring // has a lock of its own
}

// given is a connection that has its credential from here.
type given struct {
	conn    *rest.Conn
	project string
}

var _ client.Login = (*Login)(nil)

// New makes a login by what settings found. Nothing is sent, no command is run.
func New(set profile.Settings, o Options) (*Login, error) {
	l := &Login{set: set, now: o.Now, have: set.Credential, prints: set.Command != nil, laters: map[string]*rest.Later{}}
	if l.now == nil {
		l.now = time.Now
	}
	if err := l.connect(o); err != nil {
		return nil, err
	}
	if l.way() == profile.Password {
		l.password = l.newPassword(l.have)
	}
	return l, nil
}

// connect makes the connection to whoever gives tokens.
func (l *Login) connect(o Options) (err error) {
	cfg := rest.Config{
		Endpoint: l.set.IAMEndpoint, Language: l.set.Language, UserAgent: "drover", CAFile: l.set.CAFile, Proxy: l.set.Proxy,
		Log: o.Log, Dial: o.Dial, Now: o.Now,
	}
	switch {
	case l.files():
		cfg.Endpoint = l.set.Endpoint
		l.oauth, err = oauth.New(cfg)
	case cfg.Endpoint != "":
		l.iam, err = iam.New(cfg)
	}
	return err
}

// Close lets go of connections of its own.
func (l *Login) Close() {
	if l.iam != nil {
		l.iam.Close()
	}
	if l.oauth != nil {
		l.oauth.Close()
	}
}

// Give gives a connection its credential for requests about a project, now and
// whenever somebody logs in anew.
func (l *Login) Give(conn *rest.Conn, project string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.given = append(l.given, given{conn, project})
	conn.Use(l.credential(project))
}

// Source says in words where the credential comes from.
func (l *Login) Source() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.prints {
		return l.commandSource()
	}
	return l.have.Source
}

// Ends is when what it sends ends; zero: it does not, or nobody told.
func (l *Login) Ends() time.Time {
	l.mu.Lock()
	defer l.mu.Unlock()
	var first time.Time
	for _, later := range l.laters {
		if e := later.Ends(); !e.IsZero() && (first.IsZero() || e.Before(first)) {
			first = e
		}
	}
	switch {
	case l.prints:
		return first
	case l.password != nil:
		return l.password.Ends()
	}
	return l.have.Expires
}

// Enter takes what was typed. With nothing typed, or nothing but what is known,
// it tries once more what is at hand, read anew from its file; where that cannot
// help, Asks has grown.
func (l *Login) Enter(ctx context.Context, typed map[string]model.Secret) error {
	l.mu.Lock()
	way, prints, laters := l.way(), l.prints, slices.Collect(maps.Values(l.laters))
	same, holds := l.same(typed), l.holds()
	l.mu.Unlock()
	switch {
	case same && prints:
		l.keys.forget()
		for _, later := range laters {
			if err := later.Again(ctx); err != nil {
				l.ask()
				return err
			}
		}
		l.heard(nil)
		return nil
	case same && holds:
		return l.again(ctx)
	case way == profile.Password:
		return l.enterPassword(ctx, typed)
	}
	return l.take(way, typed)
}

// take replaces what is at hand by what was typed.
func (l *Login) take(way string, typed map[string]model.Secret) error {
	c := profile.Credential{Kind: way, Source: map[string]string{profile.Token: "token typed in", profile.KeyPair: "access key typed in"}[way]}
	if way == profile.Token {
		c.Token = typed[keyToken].Trimmed()
		if c.Token.Empty() {
			return errors.New("the token is empty: type or paste one")
		}
	} else {
		c.SecretKey, c.SecurityToken = typed[keySecret].Trimmed(), typed[keySession].Trimmed()
		c.AccessKey = rest.Keys{}.Typed(typed[keyAccess]).Access
		if c.AccessKey == "" || c.SecretKey.Empty() {
			return errors.New("access key and secret key are both needed")
		}
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.have, l.prints, l.refused, l.typed = c, false, false, true
	l.keys.forget()
	l.spread()
	return nil
}

// enterPassword logs in by a password that is at hand or was typed.
func (l *Login) enterPassword(ctx context.Context, typed map[string]model.Secret) error {
	l.mu.Lock()
	p := l.password
	l.mu.Unlock()
	if p == nil {
		return errNoIAM
	}
	if missing := p.Missing(); len(typed) == 0 && !p.Holds() && len(missing) > 0 {
		return errors.New("to log in, type " + strings.Join(missing, ", "))
	}
	err := p.Enter(ctx, typed)
	l.mu.Lock()
	defer l.mu.Unlock()
	l.refused = err != nil
	if err == nil && len(typed) > 0 {
		l.have.Kind, l.have.Source, l.prints, l.typed = profile.Password, "password typed in", false, true
		l.spread()
	}
	return err
}

// ask has Asks list everything again.
func (l *Login) ask() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.refused = true
}

// spread gives every connection the present credential.
func (l *Login) spread() {
	for _, g := range l.given {
		g.conn.Use(l.credential(g.project))
	}
}
