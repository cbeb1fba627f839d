package doctor

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"time"
)

// Network is how the way to an address is tried.
type Network struct {
	// Proxy is what stands between here and an address, "" for nothing; without
	// its password.
	Proxy func(address string) (string, error)
	// Lookup finds the addresses of a name.
	Lookup func(ctx context.Context, host string) ([]string, error)
	// Dial connects to host:port and lets go.
	Dial func(ctx context.Context, address string) error
	// Handshake does that with TLS and says whose certificate it was.
	Handshake func(ctx context.Context, address, host string) (string, error)
	// Get asks for an address without a credential. Any status is an answer; date
	// is the service's clock, zero where it does not say.
	Get func(ctx context.Context, address string) (status int, date time.Time, err error)
}

// NewNetwork is the real one. caFile and proxy are the settings of these names,
// "" where there are none.
func NewNetwork(caFile, proxy string) (Network, error) {
	roots, err := x509.SystemCertPool()
	if err != nil {
		roots = x509.NewCertPool()
	}
	if caFile != "" {
		pem, err := os.ReadFile(caFile) //nolint:gosec // the user names the file
		if err != nil {
			return Network{}, errors.New("the CA file cannot be read: " + err.Error())
		}
		if !roots.AppendCertsFromPEM(pem) {
			return Network{}, errors.New("the CA file holds no PEM certificate: " + caFile)
		}
	}
	between := http.ProxyFromEnvironment
	if proxy != "" {
		u, err := url.Parse(proxy)
		if err != nil {
			return Network{}, errors.New("the proxy is no address: it should look like http://proxy:3128")
		}
		between = http.ProxyURL(u)
	}
	config := &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12}
	return Network{
		Proxy:  func(address string) (string, error) { return proxyOf(between, address) },
		Lookup: net.DefaultResolver.LookupHost,
		Dial: func(ctx context.Context, address string) error {
			conn, err := new(net.Dialer).DialContext(ctx, "tcp", address)
			if err != nil {
				return err
			}
			return conn.Close()
		},
		Handshake: func(ctx context.Context, address, host string) (string, error) {
			c := config.Clone()
			c.ServerName = host
			conn, err := (&tls.Dialer{Config: c}).DialContext(ctx, "tcp", address)
			if err != nil {
				return "", err
			}
			defer func() { _ = conn.Close() }()
			leaf := conn.(*tls.Conn).ConnectionState().PeerCertificates[0]
			return fmt.Sprintf("by %s, until %s", leaf.Issuer.CommonName, leaf.NotAfter.UTC().Format(time.DateOnly)), nil
		},
		Get: getter(config, between),
	}, nil
}

func proxyOf(between func(*http.Request) (*url.URL, error), address string) (string, error) {
	r, err := http.NewRequestWithContext(context.Background(), http.MethodGet, address, nil)
	if err != nil {
		return "", errors.New("the address cannot be asked")
	}
	u, err := between(r)
	switch {
	case err != nil: // what it says may repeat a password
		return "", errors.New("the proxy is no address that can be used")
	case u == nil:
		return "", nil
	}
	return u.Scheme + "://" + u.Host, nil
}

// getter follows no redirect and keeps no connection.
func getter(config *tls.Config, between func(*http.Request) (*url.URL, error)) func(context.Context, string) (int, time.Time, error) {
	client := &http.Client{
		Transport:     &http.Transport{TLSClientConfig: config, Proxy: between, DisableKeepAlives: true, MaxResponseHeaderBytes: 64 << 10},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	return func(ctx context.Context, address string) (int, time.Time, error) {
		r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
		if err != nil {
			return 0, time.Time{}, err
		}
		a, err := client.Do(r)
		if err != nil {
			return 0, time.Time{}, err
		}
		defer func() { _ = a.Body.Close() }()
		date, err := http.ParseTime(a.Header.Get("Date"))
		if err != nil {
			date = time.Time{}
		}
		return a.StatusCode, date, nil
	}
}
