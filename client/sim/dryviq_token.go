package sim

import (
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"
)

// dvKeys are the tokens that DryvIQ has given out.
type dvKeys struct {
	mu      sync.Mutex
	access  map[string]time.Time // until when each is good
	refresh map[string]bool
	count   int
}

// dvOAuth is how the token endpoint refuses.
func dvOAuth(code, why string) answer {
	return answer{status: http.StatusBadRequest, body: encodeValue(map[string]any{"error": code, "error_description": why})}
}

// dvToken answers createToken: by password, or by a refresh token, which is good
// for one time.
func (s *Sim) dvToken(c *call) answer {
	media, _, err := mime.ParseMediaType(c.request.Header.Get("Content-Type"))
	form, broken := url.ParseQuery(string(c.body))
	if err != nil || media != "application/x-www-form-urlencoded" || broken != nil {
		return dvOAuth("invalid_request", "The body must be form-encoded.")
	}
	k := &s.dryviq.keys
	k.mu.Lock()
	defer k.mu.Unlock()
	lasting := slices.Contains(strings.Fields(form.Get("scope")), "offline_access")
	switch form.Get("grant_type") {
	case "password":
		if !same(form.Get("username"), s.options.User) || !same(form.Get("password"), s.options.Password) {
			return dvOAuth("invalid_grant", "The user name or password is wrong.")
		}
	case "refresh_token":
		old := form.Get("refresh_token")
		if !k.refresh[old] {
			return dvOAuth("invalid_grant", "The refresh token is not valid.")
		}
		delete(k.refresh, old)
		lasting = true
	default:
		return dvOAuth("unsupported_grant_type", "There are password and refresh_token.")
	}
	return k.issue(s, lasting)
}

func (k *dvKeys) issue(s *Sim, lasting bool) answer {
	if k.access == nil {
		k.access, k.refresh = map[string]time.Time{}, map[string]bool{}
	}
	k.count++
	d := dice{state: mix(uint64(s.options.Seed)^0xd1) + uint64(k.count)<<8}
	token := hexWord(&d)
	k.access[token] = s.account.now().Add(s.options.TokenLife)
	out := map[string]any{"access_token": token, "token_type": "Bearer", "expires_in": int(s.options.TokenLife / time.Second)}
	if lasting {
		again := hexWord(&d)
		k.refresh[again] = true
		out["refresh_token"] = again
	}
	return okay(encodeValue(out))
}

func hexWord(d *dice) string {
	const digits = "0123456789abcdef"
	out := make([]byte, 64)
	for i := range out {
		out[i] = digits[d.below(16)]
	}
	return string(out)
}

// dvKnows tells whether a bearer token is good now. That of the options has no
// end but by expire.
func (s *Sim) dvKnows(token string) bool {
	s.account.mu.Lock()
	own := s.account.token
	s.account.mu.Unlock()
	if token == "" || same(token, own) {
		return token != ""
	}
	k := &s.dryviq.keys
	k.mu.Lock()
	defer k.mu.Unlock()
	ends, known := k.access[token]
	return known && s.account.now().Before(ends)
}

// dvExpire ends one token; its refresh token stays good. For that of the options
// there is a next one, which it tells.
func (s *Sim) dvExpire(token string) string {
	k := &s.dryviq.keys
	k.mu.Lock()
	delete(k.access, token)
	k.mu.Unlock()
	s.account.mu.Lock()
	defer s.account.mu.Unlock()
	if token == s.account.token {
		s.account.turn()
		return " The simulator takes " + s.account.token + " from now on."
	}
	return ""
}

// dvExpireAll ends all tokens that logins have given out.
func (s *Sim) dvExpireAll() {
	k := &s.dryviq.keys
	k.mu.Lock()
	defer k.mu.Unlock()
	clear(k.access)
}

// RevokeRefresh ends every refresh token that DryvIQ has given out.
func (s *Sim) RevokeRefresh() {
	k := &s.dryviq.keys
	k.mu.Lock()
	defer k.mu.Unlock()
	clear(k.refresh)
}
