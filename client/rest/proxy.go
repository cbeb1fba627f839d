package rest

import (
	"errors"
	"net/http"
	"net/url"
	"strings"
)

// proxier names the proxy that a request goes through; nil is none.
type proxier = func(*http.Request) (*url.URL, error)

// proxyOf tells which proxy a request goes through: that of the address, or
// that of the environment where the address is "". A service on this very
// machine has none: plain http would leave it.
func proxyOf(address string) (proxier, error) {
	if address == "" {
		return http.ProxyFromEnvironment, nil
	}
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Hostname() == "" || u.Opaque != "" {
		return nil, errors.New("the proxy is no address: it should look like http://proxy.example.com:3128")
	}
	if _, secret := u.User.Password(); secret {
		return nil, errors.New("the proxy's address holds a password: set HTTPS_PROXY in the environment instead, which no file keeps")
	}
	switch u.Scheme {
	case "http", "https", "socks5":
	default:
		return nil, errors.New("the proxy is none of http, https and socks5")
	}
	if strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.Fragment != "" {
		return nil, errors.New("the proxy's address holds a path or query: give scheme, host and port only")
	}
	return func(r *http.Request) (*url.URL, error) {
		if loopback(r.URL.Hostname()) {
			return nil, nil //nolint:nilnil // net/http reads it as: no proxy
		}
		return u, nil
	}, nil
}
