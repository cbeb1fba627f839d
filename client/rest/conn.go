package rest

import (
	"context"
	"errors"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"net/url"
	"sync"
	"time"
)

// Config is what a Conn needs. Only Endpoint and Credential must be given.
type Config struct {
	Endpoint   string
	Credential Credential
	Manner     Manner // of operations that name none of their own
	Language   string // sent as X-Language; "": not sent
	UserAgent  string
	CAFile     string // PEM certificates, added to the system's roots
	Proxy      string // http://, https:// or socks5:// address; "": the environment's
	// Log gets one line of JSON for each attempt that is over, without bodies,
	// headers and queries; nil: nobody is told. A line is one Write, and one at a
	// time.
	Log io.Writer
	// Dial replaces the network, for a service in memory: then plain http is
	// fine for any host, and no proxy is asked.
	Dial func(ctx context.Context, network, addr string) (net.Conn, error)
	Now  func() time.Time // nil: time.Now
	Rand func() float64   // from 0 up to 1, for jitter; nil: the runtime's
}

// Conn is one service under one credential. It is safe for concurrent use.
type Conn struct {
	endpoint  endpoint
	manner    Manner
	language  string
	userAgent string
	now       func() time.Time
	rand      func() float64
	reads     *http.Transport // keeps connections
	writes    *http.Transport // a fresh one each time
	budget    *budget
	pace      *pace
	clock     clock
	trace     *trace
	rooms     sync.Pool // *bytes.Buffer, for answers

	mu         sync.Mutex
	credential Credential
	logins     int    // how often the credential was replaced
	spent      *Error // how the token in use was refused, where none can be got in its place
}

// New checks the configuration; it sends nothing. Its errors are whole
// sentences for the user.
func New(cfg Config) (*Conn, error) {
	e, err := parseEndpoint(cfg.Endpoint, cfg.Dial != nil)
	if err != nil {
		return nil, err
	}
	if cfg.Credential == nil {
		return nil, errors.New("there is nothing to log in with")
	}
	roots, err := roots(cfg.CAFile)
	if err != nil {
		return nil, err
	}
	proxy, err := proxyOf(cfg.Proxy)
	if err != nil {
		return nil, err
	}
	c := &Conn{
		endpoint: e, manner: cfg.Manner, language: cfg.Language, userAgent: cfg.UserAgent, now: cfg.Now, rand: cfg.Rand, credential: cfg.Credential,
		reads: readTransport(cfg.Dial, roots, proxy), writes: writeTransport(cfg.Dial, roots, proxy),
	}
	if c.now == nil {
		c.now = time.Now
	}
	if c.rand == nil {
		c.rand = rand.Float64 //nolint:gosec // jitter is no secret
	}
	c.budget, c.pace, c.trace = newBudget(c.now), &pace{now: c.now}, newTrace(c.now, newLines(cfg.Log))
	return c, nil
}

// Origin is scheme, host and port of the service.
func (c *Conn) Origin() string { return origin(c.endpoint.url) }

// Language is what X-Language says, "" if it is not sent.
func (c *Conn) Language() string { return c.language }

// Now is the local clock of this connection.
func (c *Conn) Now() time.Time { return c.now() }

// ServiceTime is the service's clock as of its last answer, carried forward;
// ok is false before the first one.
func (c *Conn) ServiceTime() (now time.Time, ok bool) { return c.clock.at(c.now()) }

// URL is where a call goes.
func (c *Conn) URL(call Call) (*url.URL, error) {
	path, err := call.path()
	if err != nil {
		return nil, err
	}
	return c.endpoint.at(path, call.Query)
}

// Close gives idle connections back. Calls under way go on.
func (c *Conn) Close() {
	c.reads.CloseIdleConnections()
	c.writes.CloseIdleConnections()
}

// Do sends a call: a write exactly once, a read again if the trouble may pass
// or a new login mends it.
// The error is always an *Error. The answer comes with it where the service
// gave one that can be read, so that a refusal's results are not lost.
func (c *Conn) Do(ctx context.Context, call Call) (*Answer, error) {
	if call.Class == Write {
		a, t, err := c.attempt(ctx, call, 1)
		return settle(a, c.afterWrite(ctx, call, t, err))
	}
	return settle(c.repeat(ctx, call))
}

// settle keeps a nil *Error from becoming an error.
func settle(a *Answer, err *Error) (*Answer, error) {
	if err != nil {
		return a, err
	}
	return a, nil
}
