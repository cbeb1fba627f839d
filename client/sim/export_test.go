package sim

import (
	"net/http"
	"strings"
)

// Sign signs a request the way a client would, with the code that the vectors
// have proven: date, then names of headers beside host and x-sdk-date, sorted
// among them. An empty scope means the Access form.
func Sign(r *http.Request, body []byte, ak, sk, scope, date string, names ...string) {
	r.Header.Set("X-Sdk-Date", date)
	s := signature{key: ak, scope: scope, headers: append([]string{"host", "x-sdk-date"}, names...)}
	who := "Access=" + ak
	if scope != "" {
		who = "Credential=" + ak + "/" + scope
	}
	s.value = s.sign(sk, date, canonicalRequest(r, s.headers, body))
	r.Header.Set("Authorization", algorithm+" "+who+", SignedHeaders="+strings.Join(s.headers, ";")+", Signature="+s.value)
}

// UserID is the id of the account's user of this name.
func UserID(name string) string { return hexID("user " + name) }
