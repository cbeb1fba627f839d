package sim

import (
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// account is who may come in: what logins are checked against, and what they
// have given out. All projects of a service share it.
type account struct {
	options  Options
	now      func() time.Time
	projects []project
	userID   string
	domainID string

	mu     sync.Mutex // guards what follows
	token  string     // Options.Token, or what expire put in its place
	issued map[string]grant
	failed int       // wrong signatures in a row
	locked time.Time // until then the access key is shut out
}

// grant is a token that a login has given out.
type grant struct {
	project string // id of the one project it is good for; empty: none
	ends    time.Time
}

// newAccount expects options with their defaults. A frozen clock does not
// rule logins: whoever comes from outside has a clock that goes.
func newAccount(o Options, projects []project) *account {
	a := &account{
		options: o, now: o.Now, projects: projects, token: o.Token, issued: map[string]grant{},
		userID: hexID("user " + o.User), domainID: hexID("domain " + o.Domain),
	}
	if o.Freeze {
		a.now = time.Now
	}
	return a
}

// hexID makes the 32 digits that ids of IAM are.
func hexID(of string) string {
	var x uint64
	for _, c := range []byte(of) {
		x = mix(x ^ uint64(c))
	}
	return fmt.Sprintf("%016x%016x", x, mix(x))
}

// reach tells whether a login is good for a project.
type reach func(project) bool

// admit finds out who calls. An answer with a status is a refusal.
func (a *account) admit(c *call) (reach, answer) {
	h := c.request.Header
	token, signature := h.Get("X-Auth-Token"), h.Get("Authorization")
	if token == "" && strings.HasPrefix(signature, algorithm) {
		return signedReach(h.Get("X-Project-Id")), a.checkSignature(c, signature)
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	g, known := a.issued[token]
	switch {
	case same(token, a.token):
		return func(project) bool { return true }, answer{}
	case known && a.now().Before(g.ends):
		return func(p project) bool { return p.id == g.project }, answer{}
	case known:
		return nil, unauthenticated("decrypt token fail, the token must be updated")
	case token == "":
		return nil, unauthenticated("x-auth-token not found")
	}
	return nil, unauthenticated("decrypt token fail")
}

// signedReach: an access key is good for all projects, but a sub-project must
// be named in X-Project-Id.
func signedReach(named string) reach {
	return func(p project) bool { return p.id == named || named == "" && !p.sub() }
}

// unauthenticated is how the gateway refuses a login.
func unauthenticated(why string) answer {
	return refuse(http.StatusUnauthorized, "APIGW.0301", "Incorrect IAM authentication information: "+why)
}

// issue gives out a fresh token for a project; the older ones stay.
func (a *account) issue(p project) (token string, at time.Time, g grant) {
	a.mu.Lock()
	defer a.mu.Unlock()
	at = a.now()
	g = grant{project: p.id, ends: at.Add(a.options.TokenLife)}
	token = a.write(len(a.issued) + 1)
	a.issued[token] = g
	return token, at, g
}

// write makes the text of the n-th token: some KB of base64, as IAM's are.
func (a *account) write(n int) string {
	const bytes = 3 << 10
	d := dice{state: mix(uint64(a.options.Seed)) ^ mix(uint64(n))}
	raw := make([]byte, bytes)
	for i := range raw {
		raw[i] = byte(d.next())
	}
	return "MII" + strconv.Itoa(n) + "-" + base64.RawURLEncoding.EncodeToString(raw)
}

// expire ends the token that a call carries, if it is one, and tells how to
// go on: for the token of the options there is a next one.
func (a *account) expire(token string) string {
	a.mu.Lock()
	defer a.mu.Unlock()
	if _, known := a.issued[token]; known {
		a.issued[token] = grant{}
		return "log in again"
	}
	if token == a.token {
		a.turn()
	}
	return "the simulator takes " + a.token + " from now on"
}

// turn puts the next token in the place of the present one. The caller holds
// the lock.
func (a *account) turn() {
	generation := 2
	if _, n, ok := strings.Cut(strings.TrimPrefix(a.token, a.options.Token), "-"); ok {
		if k, err := strconv.Atoi(n); err == nil {
			generation = k + 1
		}
	}
	a.token = a.options.Token + "-" + strconv.Itoa(generation)
}

// Expire ends every token that is accepted now: those that logins have given
// out, and the one of the options, in whose place comes the same with a "-2"
// behind it, then "-3", and so on.
func (s *Sim) Expire() {
	s.dvExpireAll()
	a := s.account
	a.mu.Lock()
	defer a.mu.Unlock()
	for token := range a.issued {
		a.issued[token] = grant{}
	}
	a.turn()
}

// project finds one by its id.
func (a *account) project(id string) (project, bool) {
	i := slices.IndexFunc(a.projects, func(p project) bool { return p.id == id })
	if i < 0 {
		return project{}, false
	}
	return a.projects[i], true
}

func same(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }
