package rest_test

import (
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"

	"drover/client/rest"
)

func TestProxyAddress(t *testing.T) {
	for address, why := range map[string]string{
		"":                                     "",
		"http://proxy.example.com:3128":        "",
		"https://proxy.example.com/":           "",
		"socks5://127.0.0.1:1080":              "",
		"http://user@proxy.example.com":        "",
		"http://user:geheim@proxy.example.com": "holds a password: set HTTPS_PROXY",
		"http://:geheim@proxy.example.com":     "holds a password",
		"ftp://proxy.example.com":              "none of http, https and socks5",
		"proxy.example.com:3128":               "no address",
		"http://":                              "no address",
		"http://proxy.example.com/pac?x=1":     "path or query",
		"http://proxy.example.com\r\nX: 1":     "no address",
	} {
		_, err := rest.New(rest.Config{Endpoint: "https://drs.example.com", Credential: token, Proxy: address})
		switch {
		case why == "" && err != nil:
			t.Errorf("%q: %v", address, err)
		case why != "" && (err == nil || !strings.Contains(err.Error(), why)):
			t.Errorf("%q: %v, want %q", address, err, why)
		case err != nil && strings.Contains(err.Error(), "geheim"):
			t.Errorf("%q: the sentence repeats the password: %v", address, err)
		}
	}
}

// tunnel is a proxy that leads every CONNECT to one place and counts them.
func tunnel(t *testing.T, to string) (address string, led *atomic.Int32) {
	t.Helper()
	led = new(atomic.Int32)
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodConnect || r.Header.Get("X-Auth-Token") != "" {
			t.Errorf("the proxy saw %s %v", r.Method, r.Header)
		}
		led.Add(1)
		near, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			t.Error(err)
			return
		}
		_, _ = io.WriteString(near, "HTTP/1.1 200 OK\r\n\r\n")
		far, err := new(net.Dialer).DialContext(r.Context(), "tcp", to)
		if err != nil {
			t.Error(err)
			return
		}
		go func() { _, _ = io.Copy(far, near); _ = far.Close() }()
		_, _ = io.Copy(near, far)
		_ = near.Close()
	}))
	t.Cleanup(s.Close)
	return s.URL, led
}

func TestRequestsGoThroughTheProxy(t *testing.T) {
	s, file := secure(t)
	u, err := url.Parse(s.URL)
	if err != nil {
		t.Fatal(err)
	}
	proxy, led := tunnel(t, u.Host)
	c := conn(t, rest.Config{Endpoint: "https://example.com", CAFile: file, Proxy: proxy}) // a name that the test's certificate has
	for _, call := range []rest.Call{read(), write()} {
		if _, err := c.Do(t.Context(), call); err != nil {
			t.Error(err)
		}
	}
	if led.Load() != 2 {
		t.Errorf("the proxy led %d times", led.Load())
	}
	c.Close()
}

// TestProxyIsNotForThisMachine: plain http would leave it.
func TestProxyIsNotForThisMachine(t *testing.T) {
	s, _ := served(t, status(200))
	proxy, led := tunnel(t, "")
	c := conn(t, rest.Config{Endpoint: s.Origin(), Proxy: proxy})
	if _, err := c.Do(t.Context(), read()); err != nil || led.Load() != 0 {
		t.Errorf("%v, led %d times", err, led.Load())
	}
}

func TestProxyThatIsNotThereIsUnreached(t *testing.T) {
	l := listen(t)
	_ = l.Close()
	c := conn(t, rest.Config{Endpoint: "https://example.com", Proxy: "http://" + l.Addr().String()})
	if _, err := c.Do(t.Context(), write()); kind(t, err) != rest.Unreached {
		t.Error(err)
	}
}
