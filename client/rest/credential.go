package rest

import (
	"errors"
	"fmt"
	"net/http"
	"strings"

	"drover/model"
)

// Credential makes a request one of somebody's. It is only ever asked for
// requests to the origin of its Conn.
type Credential interface {
	// Sign adds what proves the sender. It is the last to touch the request.
	Sign(*http.Request) error
	// Source says in words where the credential came from, never what it is.
	Source() string
}

// TokenCredential sends a token as X-Auth-Token. Source says where it came
// from, such as "token from the environment (DROVER_TOKEN)".
func TokenCredential(token model.Secret, source string) Credential {
	return tokenCredential{token, source}
}

type tokenCredential struct {
	token  model.Secret
	source string
}

func (t tokenCredential) Source() string { return t.source }

func (t tokenCredential) Sign(r *http.Request) error {
	token := t.token.Reveal()
	if token == "" {
		return errors.New("there is no token")
	}
	if strings.ContainsFunc(token, func(c rune) bool { return c < 0x21 || c > 0x7e }) {
		return errors.New("the token holds characters that no token has: was it copied whole?")
	}
	r.Header.Set("X-Auth-Token", token)
	return nil
}

// sign signs a request to the endpoint's origin and refuses any other.
func (c *Conn) sign(r *http.Request) error {
	if origin(r.URL) != c.Origin() {
		return errors.New("the request leaves the endpoint, its credential does not")
	}
	c.mu.Lock()
	credential := c.credential
	c.mu.Unlock()
	if err := credential.Sign(r); err != nil {
		return fmt.Errorf("%w: %w", errCredential, err)
	}
	return nil
}

// Source says where the credential in use came from.
func (c *Conn) Source() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.credential.Source()
}

// Use replaces the credential, for everything sent from now on: what a new
// login needs.
func (c *Conn) Use(credential Credential) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.credential = credential
}
