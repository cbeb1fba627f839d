package rest_test

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"syscall"
	"testing"

	"drover/client/rest"
	"drover/model"
)

// TestAdviceOfTheWay: whatever keeps a call from the service has a cure.
func TestAdviceOfTheWay(t *testing.T) {
	for name, c := range map[string]struct {
		kind       rest.Kind
		cause      error
		what, cure string
	}{
		"refused":       {rest.Unreached, &net.OpError{Op: "dial", Err: syscall.ECONNREFUSED}, "Nothing answers", "port"},
		"no name":       {rest.Unreached, &net.OpError{Op: "dial", Err: &net.DNSError{Err: "no such host", IsNotFound: true}}, "host name is not found", "region"},
		"slow":          {rest.Lost, fmt.Errorf("%w: gone", context.DeadlineExceeded), "in time", "VPN"},
		"a certificate": {rest.Unreached, &tls.CertificateVerificationError{Err: errors.New("unknown authority")}, "certificate", "--ca-file"},
		"a proxy":       {rest.Unreached, &net.OpError{Op: "proxyconnect", Err: syscall.ECONNREFUSED}, "proxy", "HTTPS_PROXY"},
		"no route":      {rest.Unreached, &net.OpError{Op: "dial", Err: syscall.EHOSTUNREACH}, "not reached", "network"},
		"cancelled":     {rest.Unreached, context.Canceled, "", ""},
		"lost":          {rest.Lost, io.EOF, "", ""},
	} {
		what, cure := rest.Advice(&rest.Error{Op: "ListJobs", Kind: c.kind, Cause: c.cause}, 0, "")
		if !strings.Contains(what, c.what) || !strings.Contains(cure, c.cure) || (what == "") != (c.what == "") || (c.what != "") != strings.Contains(cure, "drover doctor") {
			t.Errorf("%s: %s | %s", name, what, cure)
		}
	}
	if what, cure := rest.Advice(&rest.Error{Op: "ListJobs", Kind: rest.Lost, Status: 502}, 0, ""); what+cure != "" {
		t.Errorf("an answer: %s %s", what, cure)
	}
	if what, _ := rest.Advice(&rest.Error{Op: "ListJobs", Kind: rest.LoginEnded, Status: 401}, 0, ""); what == "" {
		t.Error("a login has no advice")
	}
}

// own is a login's error that knows its cure.
type own struct{}

func (own) Error() string { return "the vault is sealed: unseal it" }
func (own) What() string  { return "the vault is sealed" }
func (own) Cure() string  { return "unseal it" }

// TestALoginsOwnErrorIsSaidOnce: with the cure that it knows, each once.
func TestALoginsOwnErrorIsSaidOnce(t *testing.T) {
	err := signed(t, fmt.Errorf("of a test: %w", own{}))
	what, cure := rest.LoginAdvice(err, 0, "credential_command of a test")
	if what != "The vault is sealed." || cure != "Unseal it." {
		t.Errorf("%s | %s", what, cure)
	}
}

// TestTheLoginBelowIsNamedOnce: its code is no second status, its request is
// that of the whole.
func TestTheLoginBelowIsNamedOnce(t *testing.T) {
	below := &rest.Error{Op: "Login", Kind: rest.LoginEnded, Status: 401, Message: model.NewText("Wrong."), RequestID: model.NewText("r-1")}
	if err := signed(t, below); err.Error() != string(read().Op)+"   the credential cannot be used: Login   401   Wrong.   request r-1" || err.RequestID.Raw() != "r-1" {
		t.Errorf("%q", err.Error())
	}
	below.RequestID = model.Text{}
	if err := signed(t, below); strings.Contains(err.Error(), "request") {
		t.Errorf("%q", err.Error())
	}
	s, _ := served(t, func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusUnauthorized)
		_, _ = io.WriteString(w, `{"error":{"code":401,"message":"The username or password is wrong."}}`)
	})
	if _, err := s.Do(t.Context(), read()); err == nil || strings.Count(err.Error(), "401") != 1 {
		t.Errorf("%v", err)
	}
}

func TestAPasscodeThatWasRefusedIsSaidToBe(t *testing.T) {
	e := &rest.Error{Op: "Login", Kind: rest.LoginEnded, Status: 401, Message: model.NewText("The username or password is wrong."), Cause: rest.ErrPasscodeRefused}
	what, cure := rest.LoginAdvice(e, 0, "")
	if what != "The passcode was not accepted, or is too old." || !strings.Contains(cure, "shows now") || !errors.Is(e, rest.ErrPasscode) {
		t.Errorf("%s | %s", what, cure)
	}
}

// signed is the error of a call whose credential fails.
func signed(t *testing.T, failed error) *rest.Error {
	t.Helper()
	s, _ := served(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "{}") })
	call := read()
	call.As = failing{failed}
	_, err := s.Do(t.Context(), call)
	var e *rest.Error
	if !errors.As(err, &e) {
		t.Fatal(err)
	}
	return e
}
