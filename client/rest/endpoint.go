package rest

import (
	"errors"
	"net"
	"net/netip"
	"net/url"
	"strings"
)

// endpoint is the root of a service, checked: scheme, host, port and maybe a
// path in front of every operation's own.
type endpoint struct{ url *url.URL }

// parseEndpoint refuses, in one sentence each, what no credential may be sent
// to. Plain http is for loopback hosts, and for connections in memory.
func parseEndpoint(raw string, inMemory bool) (endpoint, error) {
	u, err := url.Parse(strings.TrimSpace(raw))
	if err != nil || u.Host == "" || u.Hostname() == "" || u.Opaque != "" {
		return endpoint{}, errors.New("the endpoint is no address: it should look like https://drs.cn-north-4.myhuaweicloud.com")
	}
	switch {
	case u.User != nil:
		return endpoint{}, errors.New("the endpoint holds a user name or password: credentials never stand in an address")
	case u.RawQuery != "" || u.ForceQuery || u.Fragment != "":
		return endpoint{}, errors.New("the endpoint holds a query or fragment: give scheme, host and port only")
	case u.Scheme == "http" && !inMemory && !loopback(u.Hostname()):
		return endpoint{}, errors.New("the endpoint is plain http: outside this machine only https is used, so that nobody reads the token")
	case u.Scheme != "https" && u.Scheme != "http":
		return endpoint{}, errors.New("the endpoint is neither https nor http")
	}
	u.Host = strings.ToLower(u.Host)
	u.Path, u.RawPath = strings.TrimRight(u.Path, "/"), strings.TrimRight(u.RawPath, "/")
	return endpoint{u}, nil
}

// loopback reports the names and addresses of this very machine.
func loopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	addr, err := netip.ParseAddr(host)
	return err == nil && addr.Unmap().IsLoopback()
}

// at is the address of an escaped path below the endpoint.
func (e endpoint) at(path string, query url.Values) (*url.URL, error) {
	u, err := url.Parse(e.url.String() + path)
	if err != nil {
		return nil, err
	}
	u.RawQuery = query.Encode()
	return u, nil
}

// origin is scheme, host and port of an address: what a credential is bound to.
func origin(u *url.URL) string {
	port := u.Port()
	if port == "" {
		port = map[string]string{"https": "443", "http": "80"}[u.Scheme]
	}
	return u.Scheme + "://" + net.JoinHostPort(strings.ToLower(u.Hostname()), port)
}
