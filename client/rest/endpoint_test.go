package rest_test

import (
	"context"
	"net"
	"strings"
	"testing"

	"drover/client/rest"
)

func TestEndpoint(t *testing.T) {
	for endpoint, why := range map[string]string{
		"https://drs.cn-north-4.myhuaweicloud.com": "",
		"https://drs.example.com:8443/gateway/":    "",
		"http://127.0.0.1:8080":                    "",
		"http://127.9.9.9":                         "",
		"http://[::1]:80":                          "",
		"http://LOCALHOST:80":                      "",
		"http://drs.example.com":                   "plain http",
		"http://localhost.example.com":             "plain http",
		"http://10.0.0.1":                          "plain http",
		"http://127.0.0.1.example.com":             "plain http",
		"http://0.0.0.0":                           "plain http",
		"https://user:geheim@drs.example.com":      "user name or password",
		"https://drs.example.com?x=1":              "query",
		"https://drs.example.com/#x":               "fragment",
		"ftp://drs.example.com":                    "neither",
		"drs.example.com":                          "no address",
		"https://":                                 "no address",
		"":                                         "no address",
		"https://drs.example.com\r\nX-Evil: 1":     "no address",
		"https:drs.example.com":                    "no address",
	} {
		_, err := rest.New(rest.Config{Endpoint: endpoint, Credential: token})
		switch {
		case why == "" && err != nil:
			t.Errorf("%q: %v", endpoint, err)
		case why != "" && (err == nil || !strings.Contains(err.Error(), why)):
			t.Errorf("%q: %v, want %q", endpoint, err, why)
		case err != nil && (strings.Contains(err.Error(), "geheim") || strings.Contains(err.Error(), "\n")):
			t.Errorf("%q: the sentence repeats the input: %v", endpoint, err)
		}
	}
}

func TestHTTPIsFineInMemory(t *testing.T) {
	dial := func(context.Context, string, string) (net.Conn, error) { return nil, net.ErrClosed }
	c, err := rest.New(rest.Config{Endpoint: "http://demo.invalid", Credential: token, Dial: dial})
	if err != nil {
		t.Fatal(err)
	}
	if got := c.Origin(); got != "http://demo.invalid:80" {
		t.Errorf("origin %q", got)
	}
}

func TestBadCAFile(t *testing.T) {
	for file, why := range map[string]string{"endpoint_test.go": "no PEM certificate", "none.pem": "cannot be read"} {
		_, err := rest.New(rest.Config{Endpoint: "https://drs.example.com", Credential: token, CAFile: file})
		if err == nil || !strings.Contains(err.Error(), why) {
			t.Errorf("%s: %v", file, err)
		}
	}
}

func TestPathValuesCannotLeaveTheirPlace(t *testing.T) {
	c := conn(t, rest.Config{Endpoint: "https://drs.example.com"})
	call := read()
	for value, want := range map[string]string{
		"a/../b?c#d": "https://drs.example.com/v5/a%2F..%2Fb%3Fc%23d/things", "..": "", ".": "", "": "", "a b": "https://drs.example.com/v5/a%20b/things",
	} {
		call.Values = map[string]string{"p": value}
		u, err := c.URL(call)
		if want == "" {
			if err == nil {
				t.Errorf("%q went through as %v", value, u)
			}
			continue
		}
		if err != nil || u.String() != want {
			t.Errorf("%q: %v %v", value, u, err)
		}
	}
}
