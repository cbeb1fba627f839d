package rest

import (
	"errors"
	"net/http"
	"strings"

	"drover/model"
)

// Credential makes a request one of somebody's. It is only ever asked for
// requests to the origin of its Conn.
type Credential interface {
	// Sign adds what proves the sender. It is the last to touch the request,
	// which sends body; nil is none. It may wait for a login, as long as the
	// request's context allows.
	Sign(r *http.Request, body []byte) error
	// Source says in words where the credential came from, never what it is.
	Source() string
}

// TokenCredential sends a token as X-Auth-Token. Source says where it came
// from, such as "token from the environment (DROVER_TOKEN)".
func TokenCredential(token model.Secret, source string) Credential {
	return tokenCredential{token: token, source: source}
}

// BearerCredential is TokenCredential for a service that takes a token as
// Authorization: Bearer.
func BearerCredential(token model.Secret, source string) Credential {
	return tokenCredential{token: token, source: source, bearer: true}
}

type tokenCredential struct {
	token  model.Secret
	source string
	bearer bool
}

func (t tokenCredential) Source() string { return t.source }

func (t tokenCredential) Sign(r *http.Request, _ []byte) error {
	token := t.token.Reveal()
	if token == "" {
		return errors.New("there is no token")
	}
	if odd(token) {
		return errors.New("the token holds characters that no token has: copy it again, whole")
	}
	if t.bearer {
		r.Header.Set("Authorization", bearer+token)
		return nil
	}
	r.Header.Set("X-Auth-Token", token)
	return nil
}

const bearer = "Bearer "

// sentToken is the token that a request was sent with, in either way; "" for none.
func sentToken(r *http.Request) string {
	if token, ok := strings.CutPrefix(r.Header.Get("Authorization"), bearer); ok {
		return token
	}
	return r.Header.Get("X-Auth-Token")
}

// Nobody is the credential of those who only want to log in.
func Nobody() Credential { return nobody{} }

type nobody struct{}

func (nobody) Source() string                   { return "nobody" }
func (nobody) Sign(*http.Request, []byte) error { return nil }

// refuse answers for the service where a token was given, was refused, and
// nobody has logged in since: nothing is sent with it any more.
func (c *Conn) refuse(op Op, t try) *Error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.spent == nil || t.login != c.logins {
		return nil
	}
	e := *c.spent
	e.Op = string(op)
	return &e
}

// learn remembers that a given token was refused, and tells whoever gets
// tokens that one was accepted.
func (c *Conn) learn(call Call, t try, err *Error) {
	if t.req == nil {
		return
	}
	if accepted(err) {
		for _, by := range []Credential{t.by, t.sends} {
			if a, ok := by.(interface{ accepted(*http.Request) }); ok {
				a.accepted(t.req)
			}
		}
		return
	}
	if _, given := t.by.(tokenCredential); !given || call.As != nil || !ended(t, err) {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if t.login == c.logins {
		c.spent = err
	}
}

// accepted reports an answer that only somebody who is known gets. A gateway in
// trouble proves nothing.
func accepted(err *Error) bool {
	return err == nil || err.Status/100 == 4 && err.Kind != LoginEnded && err.Kind != Throttled
}

// sign signs a request to the endpoint's origin and refuses any other.
func (c *Conn) sign(r *http.Request, body []byte, by Credential) error {
	if origin(r.URL) != c.Origin() {
		return errors.New("the request leaves the endpoint, its credential does not")
	}
	err := by.Sign(r, body)
	switch {
	case err == nil, errors.Is(err, errUnsendable):
		return err
	case r.Context().Err() != nil:
		return reason(r.Context(), err)
	}
	return unlogged{errCredential, err}
}

// Source says where the credential in use came from.
func (c *Conn) Source() string {
	by, _ := c.signer()
	return by.Source()
}

// Spent reports that the token in use was refused, and that only another login
// goes on.
func (c *Conn) Spent() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.spent != nil
}

// Use replaces the credential, for everything sent from now on: what a new
// login needs.
func (c *Conn) Use(credential Credential) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.credential, c.spent = credential, nil
	c.logins++
}

// signer is the credential in use, and the how manieth it is.
func (c *Conn) signer() (by Credential, login int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.credential, c.logins
}
