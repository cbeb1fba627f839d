package sim

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// vector is a request whose signature other signers computed.
type vector struct {
	what, method, host, target, body string
	header                           [2]string // one more than X-Sdk-Date; empty: none
	form, names, value               string
}

// The first four agree with the vendor's signer; the last two are of the
// Credential form, computed by a program of its own, one with the empty
// region and service that Open Telekom Cloud's client sends.
func vectors() []vector {
	const huawei, otc, access = "drs.cn-north-4.myhuaweicloud.com", "drs.eu-de.otc.t-systems.com", "Access=AKEXAMPLE0000000000A"
	list := "/v5/0123456789abcdef0123456789abcdef/jobs?job_type=sync&limit=10&offset=0"
	project := [2]string{"X-Project-Id", "0123456789abcdef0123456789abcdef"}
	return []vector{
		{"a list", "GET", huawei, list, "", project, access, "host;x-project-id;x-sdk-date", "35c542777e5cdd9cb3aa85d77b134fe3f40a832be273cef73ee20145914bbdd6"},
		{"a query to be encoded and sorted", "GET", huawei, "/v5/p/jobs?status=B&name=a+b%2Bc~%C3%A9%2F%26&status=A", "", [2]string{}, access, "host;x-sdk-date", "bfb00dfb6afaacaeda539081934d39d5289682a49f66c87f78573b35eeb8dbb4"},
		{"a session's token", "POST", huawei, "/v5/p/jobs/clone", `{"job_id":"j","name":"DRS-copy"}`, [2]string{"X-Security-Token", "ST"}, access, "host;x-sdk-date;x-security-token", "94785b2f3a19721c689a29a7e36c661ad4494db8830aeb853f16d3dbef738e19"},
		{"a body", "POST", otc, "/v3/p/jobs/batch-starting", `{"jobs":[{"job_id":"j"}]}`, [2]string{}, access, "host;x-sdk-date", "dfb8ff4feec64d9c33c477d7384b5c660525c7aeb56dfd6aef2693ef0bcbe877"},
		{"a body, derived key", "POST", otc, "/v3/p/jobs/batch-starting", `{"jobs":[{"job_id":"j"}]}`, [2]string{}, "Credential=AKEXAMPLE0000000000A/20260102///sdk_request", "host;x-sdk-date", "a7f2edfbc3972a29c3b79af716d84263c792eff3c94b02ed450186cc58a4d3f6"},
		{"a list, derived key", "GET", huawei, list, "", project, "Credential=AKEXAMPLE0000000000A/20260102/cn-north-4/drs/sdk_request", "host;x-project-id;x-sdk-date", "a0d6f65730410c54e449495e88cd6e3378da05884716844498590e97802546d3"},
	}
}

// check gives what an account answers to a vector.
func (v vector) check(ctx context.Context, a *account) answer {
	r := httptest.NewRequestWithContext(ctx, v.method, "http://"+v.host+v.target, strings.NewReader(v.body))
	r.Header.Set("X-Sdk-Date", "20260102T030405Z")
	if v.header[0] != "" {
		r.Header.Set(v.header[0], v.header[1])
	}
	r.Header.Set("Authorization", "SDK-HMAC-SHA256 "+v.form+", SignedHeaders="+v.names+", Signature="+v.value)
	_, refused := a.admit(&call{request: r, body: []byte(v.body)})
	return refused
}

func vectorAccount() *account {
	o := Options{AK: "AKEXAMPLE0000000000A", SK: "SKEXAMPLE000000000000000000000000000000A", LockAfter: -1, Now: func() time.Time {
		return time.Date(2026, 1, 2, 3, 10, 0, 0, time.UTC)
	}}.withDefaults()
	return newAccount(o, []project{{"p", "cn-north-4"}})
}

func TestSignaturesOfOtherSigners(t *testing.T) {
	a := vectorAccount()
	for _, v := range vectors() {
		if refused := v.check(t.Context(), a); refused.status != 0 {
			t.Errorf("%s: %s", v.what, refused.body)
		}
		spoilt := map[string]vector{"path": v, "query": v, "host": v, "body": v, "method": v, "signature": v}
		for part, w := range spoilt {
			switch part {
			case "path":
				w.target = strings.Replace(w.target, "jobs", "job", 1)
			case "query":
				w.target += "?x=1"
			case "host":
				w.host += ".invalid"
			case "body":
				w.body += " "
			case "method":
				w.method = "PUT"
			case "signature":
				w.value = strings.Map(func(r rune) rune { return (r^1)&^0x20 | r&0x20 }, w.value)
			}
			if refused := w.check(t.Context(), a); refused.status != http.StatusUnauthorized || !strings.Contains(string(refused.body), "verify aksk signature fail") {
				t.Errorf("%s, another %s: %d %s", v.what, part, refused.status, refused.body)
			}
		}
	}
}

// A slash at the end changes nothing: the signed path always has one.
func TestSignedPathEndsInASlash(t *testing.T) {
	v := vectors()[3]
	v.target += "/"
	if refused := v.check(t.Context(), vectorAccount()); refused.status != 0 {
		t.Errorf("%s", refused.body)
	}
	for path, want := range map[string]string{"": "/", "/": "/", "/a": "/a/", "/a%20b/c": "/a%20b/c/", "/~%7e*/": "/~~%2A/", "/a%2Fb": "/a%2Fb/"} {
		if got := canonicalPath(path); got != want {
			t.Errorf("%q: %q, want %q", path, got, want)
		}
	}
}

func TestAuthorizationHeadersThatAreNone(t *testing.T) {
	whole := "SDK-HMAC-SHA256 Access=AK, SignedHeaders=host;x-sdk-date, Signature=00"
	if _, ok := readSignature(whole); !ok {
		t.Error("a whole one is not read")
	}
	for _, header := range []string{
		"", "SDK-HMAC-SHA256", "Bearer x", strings.ToLower(whole), strings.Replace(whole, "SHA256 ", "SHA512 ", 1),
		strings.Replace(whole, "Access=AK", "Access=", 1), strings.Replace(whole, "Access", "Key", 1),
		strings.Replace(whole, "host;x-sdk-date", "x-sdk-date;host", 1), strings.Replace(whole, "host;", "Host;", 1),
		strings.Replace(whole, "host;", "host;host;", 1), whole + ", Signature=00", strings.Replace(whole, "Signature=", "", 1),
		strings.Replace(whole, "Access=AK", "Credential=AK", 1), strings.Replace(whole, "Access=AK", "Credential=AK/20260102/r/s/aws4_request", 1),
	} {
		if s, ok := readSignature(header); ok {
			t.Errorf("%q is read as %+v", header, s)
		}
	}
}
