package rest

import (
	"net/http"
	"testing"

	"drover/model"
)

// TestBelts looks at what should never matter: that a request could not be
// replayed, and that a credential would not follow it elsewhere.
func TestBelts(t *testing.T) {
	c, err := New(Config{Endpoint: "https://drs.example.com", Credential: TokenCredential(model.NewSecret("tok"), "test")})
	if err != nil {
		t.Fatal(err)
	}
	r, err := c.request(t.Context(), Call{Operation: Operation{Method: http.MethodPost, Path: "/x"}, Body: []byte("{}")}, c.credential)
	if err != nil || r.GetBody != nil || r.Header.Get("X-Auth-Token") != "tok" {
		t.Errorf("%v %v", r.Header, err)
	}
	for _, elsewhere := range []string{"http://drs.example.com/x", "https://drs.example.com:444/x", "https://evil.example.com/x", "https://drs.example.com.evil.com/x"} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, elsewhere, http.NoBody)
		if err != nil {
			t.Fatal(err)
		}
		if err := c.sign(r, nil, c.credential); err == nil || len(r.Header) > 0 {
			t.Errorf("%s: %v %v", elsewhere, r.Header, err)
		}
	}
}
