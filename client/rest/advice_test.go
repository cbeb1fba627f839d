package rest_test

import (
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"drover/client/rest"
	"drover/model"
)

// TestLoginAdvice asks what is said of the services' own words.
func TestLoginAdvice(t *testing.T) {
	const incorrect = "Incorrect IAM authentication information: "
	said := func(status int, kind rest.Kind, code, message string) *rest.Error {
		return &rest.Error{Op: "ListJobs", Kind: kind, Status: status, Code: model.NewText(code), Message: model.NewText(message)}
	}
	gateway := func(message string) *rest.Error { return said(401, rest.LoginEnded, "APIGW.0301", incorrect+message) }
	iam := func(status int, kind rest.Kind, message string) *rest.Error {
		e := said(status, kind, fmt.Sprint(status), message)
		e.Op = "KeystoneCreateUserTokenByPassword"
		return e
	}
	for name, c := range map[string]struct {
		err        *rest.Error
		skew       time.Duration
		what, cure string
	}{
		"unknown key":         {gateway("Get secretKey failed,ak:AKX,err:ak not exist"), 0, "does not know the access key: key from a test.", "belongs to this cloud"},
		"unknown key, short":  {gateway("ak AKX not exist"), 0, "does not know the access key", "belongs to this cloud"},
		"wrong secret":        {gateway("verify aksk signature fail"), 0, "The secret key does not belong to the access key: key from a test.", "signature = \"credential\""},
		"locked key":          {gateway("AK access failed to reach the limit,forbidden."), 0, "is locked", "Wait five minutes"},
		"clock ahead":         {gateway("verify aksk signature fail"), 21*time.Minute + 30*time.Second, "clock is 21 minutes ahead of the service's", "Set the clock"},
		"clock behind":        {gateway("calc ak sk signature fail:signature expired"), -2 * time.Hour, "120 minutes behind", "Set the clock"},
		"clock a little off":  {gateway("verify aksk signature fail"), 14 * time.Minute, "The secret key does not belong", ""},
		"not in time":         {gateway("signature expired, signature time:20230527T000431Z"), 0, "not in time", "clock"},
		"clock and a token":   {gateway("decrypt token fail"), time.Hour, "The token has ended", "Log in again"},
		"no token":            {gateway("x-auth-token not found"), 0, "had no token", ""},
		"dead token":          {said(401, rest.LoginEnded, "", "The token must be updated"), 0, "The token has ended", ""},
		"dead token, DRS":     {said(403, rest.LoginEnded, "DRS.M00100", "Invalid token."), 0, "The token has ended", ""},
		"wrong password":      {iam(401, rest.LoginEnded, "The username or password is wrong."), 0, "User name, password or account name is wrong", "HUAWEI ID"},
		"a second factor":     {iam(401, rest.LoginEnded, "mfa totp code verify fail"), 0, "second factor", "passcode"},
		"locked user":         {iam(401, rest.LoginEnded, "The account is locked."), 0, "user is locked", "fifteen minutes"},
		"old password":        {iam(401, rest.LoginEnded, "Your password has expired."), 0, "password has ended", "console"},
		"wrong account":       {iam(404, rest.Refused, "Could not find domain: nobody"), 0, "no account of that name", "My Credentials"},
		"wrong project":       {iam(403, rest.Refused, "Could not find project: eu-de_x"), 0, "may not use this project", "named like the region"},
		"forbidden project":   {said(403, rest.Refused, "DRS.M00261", "No."), 0, "may not use this project", ""},
		"a HUAWEI ID":         {iam(403, rest.Refused, "HUAWEI ID is not supported"), 0, "HUAWEI ID cannot log in", "IAM user"},
		"frozen":              {gateway("the account is frozen"), 0, "frozen", "owes"},
		"a permission":        {said(403, rest.NotPermitted, "DRS.M00102", "Policy doesn't allow"), 0, "lacks a permission", "administrator"},
		"no words":            {said(401, rest.LoginEnded, "", ""), 0, "The login was not accepted: key from a test.", ""},
		"nothing of a login":  {said(400, rest.Refused, "DRS.M00202", "bad project parameter"), 0, "", ""},
		"nothing of one, 500": {said(500, rest.Lost, "", "the token server is down"), 0, "", ""},
		"no error":            {nil, 0, "", ""},
	} {
		what, cure := rest.LoginAdvice(c.err, c.skew, "key from a test")
		if !strings.Contains(what, c.what) || !strings.Contains(cure, c.cure) || (c.what == "") != (what == "") || (what == "") != (cure == "") {
			t.Errorf("%s: %s | %s", name, what, cure)
		}
	}
	if what, _ := rest.LoginAdvice(gateway("decrypt token fail"), 0, "a\x1b[31m"); strings.Contains(what, "\x1b") {
		t.Errorf("%q", what)
	}
}

// TestAdviceLooksBehindTheCall: what is wrong is the login below it.
func TestAdviceLooksBehindTheCall(t *testing.T) {
	wrong := &rest.Error{Op: "Login", Kind: rest.LoginEnded, Status: 401, Message: model.NewText("The username or password is wrong.")}
	for name, c := range map[string]struct {
		err        error
		what, cure string
	}{
		"refused":     {wrong, "User name, password", "Check all three"},
		"wrapped":     {fmt.Errorf("%w: %w", rest.ErrPasscode, wrong), "second factor", "passcode"},
		"no passcode": {rest.ErrPasscode, "second factor", "passcode"},
		"unreached":   {&rest.Error{Op: "Login", Kind: rest.Unreached, Cause: errors.New("no such host")}, "No new login: Login   no such host.", "IAM endpoint"},
		"not trusted": {&rest.Error{Op: "createToken", Manner: rest.DryvIQ, Kind: rest.Unreached, Cause: &tls.CertificateVerificationError{Err: errors.New("unknown authority")}}, "No new login", "the server signs its own, or a firewall does, name its certificate by --ca-file"},
		"its own":     {errors.New("there is no token"), "There is no token", "Log in again"},
	} {
		call := read()
		call.As = failing{c.err}
		s, _ := served(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "{}") })
		_, err := s.Do(t.Context(), call)
		var e *rest.Error
		if !errors.As(err, &e) {
			t.Fatal(err)
		}
		if what, cure := rest.LoginAdvice(e, 0, ""); !strings.Contains(what, c.what) || !strings.Contains(cure, c.cure) {
			t.Errorf("%s: %s | %s", name, what, cure)
		}
	}
}

// failing is a credential that cannot sign.
type failing struct{ err error }

func (f failing) Sign(*http.Request, []byte) error { return f.err }
func (f failing) Source() string                   { return "test" }
