package rest

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"drover/model"
)

const (
	algorithm  = "SDK-HMAC-SHA256"
	signedMost = 12 << 20 // bytes of a body that the gateway checks a signature over
)

// The schemes of a signature.
const (
	SchemeAccess     = "access"     // Access=<AK>: Huawei Cloud
	SchemeCredential = "credential" // Credential=<AK>/<day>/<region>/<service>/sdk_request: OTC
)

// Keys are an access key and what goes with it.
type Keys struct {
	Access  string // the access key's id, which is no secret
	Secret  model.Secret
	Session model.Secret // of a temporary key, sent as X-Security-Token; empty: it is a lasting one
	Project string       // id, sent as X-Project-Id; "": not sent
	Scheme  string       // "" is SchemeAccess
	Region  string       // this and Service are signed by SchemeCredential; OTC's own client leaves both empty
	Service string
}

// KeyCredential signs every request by SDK-HMAC-SHA256, at the time that now
// gives. Source says where the keys came from.
func KeyCredential(keys Keys, now func() time.Time, source string) Credential {
	return &keyCredential{keys: keys, now: now, source: source, trial: newTrial(now)}
}

type keyCredential struct {
	keys   Keys
	now    func() time.Time
	source string
	*trial
}

// Same reports whether both are one key, used in one way.
func (k Keys) Same(other Keys) bool {
	one, two := k, other
	one.Secret, one.Session, two.Secret, two.Session = model.Secret{}, model.Secret{}, model.Secret{}, model.Secret{}
	return one == two && k.Secret.Reveal() == other.Secret.Reveal() && k.Session.Reveal() == other.Session.Reveal()
}

// ForProject is the same login for requests about another project, where that
// is a signature: the key is on trial for both. Any other comes back as it is.
func ForProject(c Credential, project string) Credential {
	k, ok := c.(*keyCredential)
	if !ok {
		return c
	}
	other := *k
	other.keys.Project = project
	return &other
}

func (k *keyCredential) Source() string { return k.source }

// Sign signs host, date, project and session, and the body as it is sent.
func (k *keyCredential) Sign(r *http.Request, body []byte) error {
	if err := k.keys.check(); err != nil {
		return err
	}
	if len(body) > signedMost {
		return fmt.Errorf("%w: its body is larger than the 12 MB that a signature may cover; log in with a password or a token to send it", errUnsendable)
	}
	date := k.now().UTC().Format("20060102T150405Z")
	r.Header.Set("X-Sdk-Date", date)
	if k.keys.Project != "" {
		r.Header.Set("X-Project-Id", k.keys.Project)
	}
	if session := k.keys.Session.Reveal(); session != "" {
		r.Header.Set("X-Security-Token", session)
	}
	names, head := signedHead(r)
	canonical := strings.Join([]string{r.Method, canonicalPath(r.URL), canonicalQuery(r.URL.Query()), head, names, digest(body)}, "\n")
	r.Header.Set("Authorization", k.keys.authorize(date, canonical, names))
	return nil
}

// check refuses keys that no header can carry, or that were cut in copying.
func (k Keys) check() error {
	switch {
	case k.Access == "" || k.Secret.Empty():
		return errors.New("access key and secret key are needed")
	case odd(k.Access) || strings.ContainsAny(k.Access, ",/="):
		return errors.New("the access key holds characters that no access key has: copy it again, whole")
	case odd(k.Secret.Reveal()):
		return errors.New("the secret key holds characters that no secret key has: copy it again, whole")
	case odd(k.Session.Reveal()):
		return errors.New("the security token holds characters that no token has: copy it again, whole")
	case odd(k.Project):
		return errors.New("the project's id holds characters that no id has")
	case k.Scheme != "" && k.Scheme != SchemeAccess && k.Scheme != SchemeCredential:
		return errors.New("there is no such way to sign: it is " + SchemeAccess + " or " + SchemeCredential)
	}
	return nil
}

// odd reports blanks, control characters and what is not ASCII.
func odd(s string) bool {
	return strings.ContainsFunc(s, func(c rune) bool { return c < 0x21 || c > 0x7e })
}

// authorize is the header that proves who sends a canonical request.
func (k Keys) authorize(date, canonical, names string) string {
	who, key, parts := "Access="+k.Access, []byte(k.Secret.Reveal()), []string{algorithm, date}
	if k.Scheme == SchemeCredential {
		day := date[:8]
		scope := strings.Join([]string{day, k.Region, k.Service, "sdk_request"}, "/")
		who, key = "Credential="+k.Access+"/"+scope, []byte("SDK"+k.Secret.Reveal())
		for _, step := range []string{day, k.Region, k.Service, "sdk_request"} {
			key = mac(key, step)
		}
		parts = append(parts, scope)
	}
	signed := strings.Join(append(parts, digest([]byte(canonical))), "\n")
	return fmt.Sprintf("%s %s, SignedHeaders=%s, Signature=%s", algorithm, who, names, hex.EncodeToString(mac(key, signed)))
}

// signedHead gives the names of the headers that are signed, and their lines.
func signedHead(r *http.Request) (names, lines string) {
	all := []string{"host", "x-project-id", "x-sdk-date", "x-security-token"} // in the order of the signature
	all = slices.DeleteFunc(all, func(name string) bool { return name != "host" && r.Header.Get(name) == "" })
	for _, name := range all {
		value := r.Header.Get(name)
		if name == "host" {
			value = r.URL.Host
		}
		lines += name + ":" + value + "\n"
	}
	return strings.Join(all, ";"), lines
}

// canonicalPath is the path with every segment escaped alike. In a signature
// it ends in a slash, though in the request it does not.
func canonicalPath(u *url.URL) string {
	parts := strings.Split(u.EscapedPath(), "/")
	for i, part := range parts {
		if plain, err := url.PathUnescape(part); err == nil {
			parts[i] = escape(plain)
		}
	}
	return strings.TrimSuffix(strings.Join(parts, "/"), "/") + "/"
}

// canonicalQuery is sorted by name, then by value.
func canonicalQuery(query url.Values) string {
	var pairs [][2]string
	for name, values := range query {
		for _, value := range values {
			pairs = append(pairs, [2]string{name, value})
		}
	}
	slices.SortFunc(pairs, func(a, b [2]string) int { return slices.Compare(a[:], b[:]) })
	out := make([]string, len(pairs))
	for i, p := range pairs {
		out[i] = escape(p[0]) + "=" + escape(p[1])
	}
	return strings.Join(out, "&")
}

// escape is percent-encoding with RFC 3986's unreserved characters as they
// are: what url.QueryEscape does, but for the blank.
func escape(s string) string { return strings.ReplaceAll(url.QueryEscape(s), "+", "%20") }

func digest(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

func mac(key []byte, said string) []byte {
	h := hmac.New(sha256.New, key)
	h.Write([]byte(said))
	return h.Sum(nil)
}

// bodyMost is how large a body the gateway checks a signature over.
func (*keyCredential) bodyMost() int64 { return signedMost }
