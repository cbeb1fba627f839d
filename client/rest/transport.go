package rest

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"net/http"
	"os"
	"time"
)

// headerCap is how large the head of an answer may be.
const headerCap = 64 << 10

type dialer = func(ctx context.Context, network, addr string) (net.Conn, error)

// readTransport keeps connections, as many as a backend reads at once.
func readTransport(dial dialer, roots *x509.CertPool, proxy proxier) *http.Transport {
	t := transport(dial, roots, proxy)
	t.MaxIdleConnsPerHost = 8
	t.ForceAttemptHTTP2 = true
	return t
}

// writeTransport takes a fresh connection each time and speaks HTTP/1.1, so
// that the bytes on it are those of one request and net/http has no reason to
// send it again.
func writeTransport(dial dialer, roots *x509.CertPool, proxy proxier) *http.Transport {
	t := transport(dial, roots, proxy)
	t.DisableKeepAlives = true
	t.Protocols = new(http.Protocols)
	t.Protocols.SetHTTP1(true)
	return t
}

func transport(dial dialer, roots *x509.CertPool, proxy proxier) *http.Transport {
	t := &http.Transport{
		TLSClientConfig:        &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12},
		TLSHandshakeTimeout:    10 * time.Second,
		IdleConnTimeout:        30 * time.Second,
		MaxResponseHeaderBytes: headerCap,
	}
	if dial == nil {
		dial = (&net.Dialer{Timeout: 10 * time.Second}).DialContext
		t.Proxy = proxy
	}
	t.DialContext = func(ctx context.Context, network, addr string) (net.Conn, error) {
		conn, err := dial(ctx, network, addr)
		if err != nil {
			return nil, err
		}
		return &meter{Conn: conn}, nil
	}
	return t
}

// roots are the system's with those of a file added; nil means the system's
// alone.
func roots(file string) (*x509.CertPool, error) {
	if file == "" {
		return nil, nil //nolint:nilnil // crypto/tls reads nil as the system's roots
	}
	pem, err := os.ReadFile(file) //nolint:gosec // the user names the file
	if err != nil {
		return nil, errors.New("the CA file cannot be read: " + err.Error())
	}
	pool, err := x509.SystemCertPool()
	if err != nil {
		pool = x509.NewCertPool()
	}
	if !pool.AppendCertsFromPEM(pem) {
		return nil, errors.New("the CA file holds no PEM certificate: " + file)
	}
	return pool, nil
}
