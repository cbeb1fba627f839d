package sim

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

const (
	algorithm  = "SDK-HMAC-SHA256"
	layoutDate = "20060102T150405Z"           // of X-Sdk-Date
	skewLimit  = 15 * time.Minute             // between X-Sdk-Date and the service's clock
	lockedFor  = 5 * time.Minute              // after too many failures in a row
	badSign    = "verify aksk signature fail" // how every wrong signature is answered
)

// signature is an Authorization header, taken apart.
type signature struct {
	key     string   // the access key
	scope   string   // date/region/service/sdk_request of the Credential form; empty: the Access form
	headers []string // names, lower case, sorted
	value   string   // hexadecimal
}

// readSignature reads both forms of the header:
//
//	SDK-HMAC-SHA256 Access=AK, SignedHeaders=a;b, Signature=HEX
//	SDK-HMAC-SHA256 Credential=AK/DATE/REGION/SERVICE/sdk_request, SignedHeaders=a;b, Signature=HEX
func readSignature(header string) (signature, bool) {
	var s signature
	rest, ok := strings.CutPrefix(header, algorithm+" ")
	parts := strings.Split(rest, ",")
	if !ok || len(parts) != 3 {
		return s, false
	}
	who, is, _ := strings.Cut(strings.TrimSpace(parts[0]), "=")
	switch who {
	case "Access":
		s.key = is
	case "Credential":
		s.key, s.scope, ok = strings.Cut(is, "/")
		if !ok || strings.Count(s.scope, "/") != 3 || !strings.HasSuffix(s.scope, "/sdk_request") {
			return s, false
		}
	}
	names, okNames := strings.CutPrefix(strings.TrimSpace(parts[1]), "SignedHeaders=")
	value, okValue := strings.CutPrefix(strings.TrimSpace(parts[2]), "Signature=")
	s.headers, s.value = strings.Split(names, ";"), value
	sorted := slices.IsSorted(s.headers) && len(slices.Compact(slices.Clone(s.headers))) == len(s.headers)
	return s, s.key != "" && okNames && okValue && sorted && names == strings.ToLower(names)
}

// checkSignature refuses a call that is not signed with the account's key.
func (a *account) checkSignature(c *call, header string) answer {
	s, ok := readSignature(header)
	switch {
	case !ok:
		return unauthenticated(badSign + ", the Authorization header cannot be read")
	case !same(s.key, a.options.AK):
		return unauthenticated("Get secretKey failed,ak:" + s.key + ",err:ak not exist")
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	now := a.now()
	if now.Before(a.locked) {
		return unauthenticated("AK access failed to reach the limit, forbidden")
	}
	if why := a.mistake(s, c, now); why != "" {
		a.failed++
		if a.options.LockAfter > 0 && a.failed >= a.options.LockAfter {
			a.failed, a.locked = 0, now.Add(lockedFor)
		}
		return unauthenticated(why)
	}
	a.failed = 0
	return answer{}
}

// mistake is what is wrong with a signature of the right key; empty: nothing.
func (a *account) mistake(s signature, c *call, now time.Time) string {
	h := c.request.Header
	date := h.Get("X-Sdk-Date")
	at, err := time.Parse(layoutDate, date)
	switch {
	case !slices.Contains(s.headers, "host") || !slices.Contains(s.headers, "x-sdk-date"):
		return badSign + ", SignedHeaders must name host and x-sdk-date"
	case err != nil:
		return badSign + ", the X-Sdk-Date cannot be read"
	case now.Sub(at).Abs() > skewLimit:
		return "signature expired, signature time:" + date + ",server time:" + now.UTC().Format(layoutDate)
	case s.scope != "" && !strings.HasPrefix(s.scope, date[:len("20060102")]+"/"):
		return badSign + ", the Credential is of another day than the X-Sdk-Date"
	}
	if want := a.options.SecurityToken; want != "" {
		switch {
		case !slices.Contains(s.headers, "x-security-token"):
			return badSign + ", the X-Security-Token is missing or not signed"
		case !same(h.Get("X-Security-Token"), want):
			return badSign + ", the X-Security-Token is invalid"
		}
	}
	canonical := canonicalRequest(c.request, s.headers, c.body)
	if !same(s.value, s.sign(a.options.SK, date, canonical)) {
		return badSign + ", canonicalRequest:" + strings.ReplaceAll(canonical, "\n", "|")
	}
	return ""
}

// sign is the signature as it should be. The Access form uses the secret key
// itself; the Credential form one that is derived along its scope, which then
// stands in the string to sign as well.
func (s signature) sign(secret, date, canonical string) string {
	sum := sha256.Sum256([]byte(canonical))
	lines := []string{algorithm, date}
	key := []byte(secret)
	if s.scope != "" {
		lines = append(lines, s.scope)
		key = []byte("SDK" + secret)
		for step := range strings.SplitSeq(s.scope, "/") {
			key = mac(key, step)
		}
	}
	return hex.EncodeToString(mac(key, strings.Join(append(lines, hex.EncodeToString(sum[:])), "\n")))
}

func mac(key []byte, text string) []byte {
	m := hmac.New(sha256.New, key)
	m.Write([]byte(text))
	return m.Sum(nil)
}

// canonicalRequest is a request in the one spelling that both sides sign.
func canonicalRequest(r *http.Request, names []string, body []byte) string {
	var headers strings.Builder
	for _, name := range names {
		value := strings.Join(r.Header.Values(name), ",")
		if name == "host" {
			value = r.Host
		}
		headers.WriteString(name + ":" + strings.TrimSpace(value) + "\n")
	}
	sum := sha256.Sum256(body)
	return strings.Join([]string{
		r.Method, canonicalPath(r.URL.EscapedPath()), canonicalQuery(r.URL.RawQuery),
		headers.String(), strings.Join(names, ";"), hex.EncodeToString(sum[:]),
	}, "\n")
}

// canonicalPath always ends in a slash, whether the request does or not.
func canonicalPath(path string) string {
	parts := strings.Split(path, "/")
	for i, part := range parts {
		if plain, err := url.PathUnescape(part); err == nil {
			parts[i] = percent(plain)
		}
	}
	return strings.TrimSuffix(strings.Join(parts, "/"), "/") + "/"
}

// canonicalQuery sorts by name, then by value, both as they were sent.
func canonicalQuery(raw string) string {
	type pair struct{ name, value string }
	var pairs []pair
	for part := range strings.SplitSeq(raw, "&") {
		if part == "" {
			continue
		}
		name, value, _ := strings.Cut(part, "=")
		pairs = append(pairs, pair{unquery(name), unquery(value)})
	}
	slices.SortFunc(pairs, func(a, b pair) int {
		if a.name != b.name {
			return strings.Compare(a.name, b.name)
		}
		return strings.Compare(a.value, b.value)
	})
	out := make([]string, 0, len(pairs))
	for _, p := range pairs {
		out = append(out, percent(p.name)+"="+percent(p.value))
	}
	return strings.Join(out, "&")
}

func unquery(s string) string {
	if plain, err := url.QueryUnescape(s); err == nil {
		return plain
	}
	return s
}

// percent encodes every byte but the unreserved ones.
func percent(s string) string {
	const digits = "0123456789ABCDEF"
	var b strings.Builder
	for _, c := range []byte(s) {
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', strings.IndexByte("-_.~", c) >= 0:
			b.WriteByte(c)
		default:
			b.WriteString("%" + string(digits[c>>4]) + string(digits[c&15]))
		}
	}
	return b.String()
}
