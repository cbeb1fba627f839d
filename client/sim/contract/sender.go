package contract

import (
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// signature is the Authorization of a signed request, of either scheme.
var signature = regexp.MustCompile(`^SDK-HMAC-SHA256 (?:Access=[^,/ ]+|Credential=[^,/ ]+/\d{8}/[^/]*/[^/]*/sdk_request), SignedHeaders=([a-z0-9;-]+), Signature=[0-9a-f]{64}$`)

var signedAt = regexp.MustCompile(`^\d{8}T\d{6}Z$`)

// sender checks that a request says whose it is: by a token or by a signature,
// never by both; and that a login says nothing of the kind. Whether it is the
// right one, the service decides.
func sender(r *http.Request, op *openapi3.Operation, bearer bool) error {
	token, signed := r.Header.Get("X-Auth-Token") != "", r.Header.Get("Authorization") != ""
	open := op.Security != nil && len(*op.Security) == 0
	switch {
	case open && (token || signed):
		return errors.New("a login is sent with a credential")
	case open:
		return nil
	case bearer && (token || !strings.HasPrefix(r.Header.Get("Authorization"), "Bearer ")):
		return errors.New("there is no bearer token, or an X-Auth-Token that nobody knows")
	case bearer:
		return nil
	case token && signed:
		return errors.New("there are both an X-Auth-Token and a signature")
	case token:
		return nil
	case signed:
		return signedWell(r.Header)
	}
	return errors.New("the X-Auth-Token is missing, and there is no signature")
}

// byBearer tells whether a contract knows callers by a bearer token, as DryvIQ does.
func byBearer(doc *openapi3.T) bool {
	if doc == nil || doc.Components == nil {
		return false
	}
	for _, scheme := range doc.Components.SecuritySchemes {
		if scheme.Value != nil && scheme.Value.Scheme == "bearer" {
			return true
		}
	}
	return false
}

// signedWell checks the form of a signature: its headers are the host, the
// date, and the token of a temporary key if there is one.
func signedWell(h http.Header) error {
	form := signature.FindStringSubmatch(h.Get("Authorization"))
	if form == nil {
		return errors.New("the Authorization is no signature")
	}
	if !signedAt.MatchString(h.Get("X-Sdk-Date")) {
		return fmt.Errorf("the X-Sdk-Date %q is none", h.Get("X-Sdk-Date"))
	}
	names := strings.Split(form[1], ";")
	if !slices.IsSorted(names) {
		return fmt.Errorf("the signed headers %s are not in order", form[1])
	}
	want := []string{"host", "x-sdk-date"}
	if h.Get("X-Security-Token") != "" {
		want = append(want, "x-security-token")
	}
	for _, name := range want {
		if !slices.Contains(names, name) {
			return fmt.Errorf("the header %s is not signed", name)
		}
	}
	return nil
}
