package model

import (
	"slices"
	"strings"
	"time"
)

// NameCheck is the service's word on the name of a job to be made (DRS:
// name-validation).
type NameCheck struct {
	Name    string
	Asked   bool // false: the service cannot be asked, or need not be
	Free    bool
	Code    Text
	Why     Text      // the service's words where it is not free
	Unasked string    // why the service could not be asked, as a sentence's tail
	At      time.Time // when it was asked; zero: not told
}

// EndTest is one end of a job that is to be reached, as it is configured and
// with the password typed for it. The password is in no text of it.
type EndTest struct {
	Endpoint
	Source   bool // else the target
	Password Secret
	CertBody Secret // the certificate in base64, where it was read from a file
	CertPass Secret // of a certificate in a .p12 file
}

// EndResult is what came of reaching one end.
type EndResult struct {
	Source  bool
	Address Text
	Reached bool
	Refused bool // the end was reached, and does not take the login
	Silent  bool // the end did not answer, or nothing is there
	Code    Text
	Message Text   // the service's words
	Why     string // drover's, where the answer tells nothing
	// RequestID is that of the answer that told it.
	RequestID Text
}

// Word says in two or three words what came of it. Where neither the code nor
// the words of the service tell that an end was not there, it is not claimed.
func (r EndResult) Word() string {
	switch {
	case r.Reached:
		return "reached"
	case r.Refused:
		return "reached, login refused"
	case r.Silent:
		return "not reached"
	}
	return "failed"
}

// Said sorts a result that failed by what the service, or the database behind
// it, said in Message: codes are the service's own, and are in no list.
func (r EndResult) Said() EndResult {
	if r.Reached {
		return r
	}
	words := strings.ToLower(r.Message.String())
	holds := func(parts ...string) bool {
		return slices.ContainsFunc(parts, func(part string) bool { return strings.Contains(words, part) })
	}
	r.Refused = holds("access denied", "authentication failed", "login failed", "logon denied", "invalid username", "invalid password", "auth failed")
	r.Silent = !r.Refused && holds("timed out", "timeout", "cannot be reached", "unreachable", "refuses the connection", "connection refused", "unknown host", "host is unknown", "no route to host")
	return r
}
