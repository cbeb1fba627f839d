package doctor

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strings"
	"time"
)

// reach walks the way to an address: its name, a connection, the certificate,
// an answer. Through a proxy the first steps are the proxy's.
func reach(ctx context.Context, r *report, c Checks, what, address string, clock *skew) {
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" {
		r.wrong(bad, what, address+" is no address", "give it as https://host")
		return
	}
	host, port := u.Hostname(), u.Port()
	if port == "" {
		port = map[string]string{"https": "443", "http": "80"}[u.Scheme]
	}
	proxy, err := c.Network.Proxy(address)
	switch {
	case err != nil:
		r.wrong(bad, what+" proxy", err.Error(), "mend HTTPS_PROXY and NO_PROXY in the environment, or proxy in the profile")
		return
	case proxy != "":
		r.add(ok, what+" proxy", "%s", proxy)
	default:
		if !direct(ctx, r, c, what, u.Scheme, host, port) {
			return
		}
	}
	answered(ctx, r, c, what, address, clock)
}

// direct goes to a host without a proxy, as far as it gets.
func direct(ctx context.Context, r *report, c Checks, what, scheme, host, port string) bool {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	if net.ParseIP(host) == nil {
		found, err := c.Network.Lookup(ctx, host)
		if err != nil {
			r.wrong(bad, what+" name", fmt.Sprintf("%s is not found: %s", host, short(err)), "is the region or the endpoint right, and does this machine have a name server? A proxy is named by HTTPS_PROXY or by proxy in the profile")
			return false
		}
		r.add(ok, what+" name", "%s is %s", host, strings.Join(found, ", "))
	}
	if err := c.Network.Dial(ctx, net.JoinHostPort(host, port)); err != nil {
		r.wrong(bad, what+" connection", fmt.Sprintf("%s does not answer at port %s: %s", host, port, short(err)), "ask for the way out to this host and port to be opened, or name a proxy")
		return false
	}
	r.add(ok, what+" connection", "port %s answers", port)
	if scheme != "https" {
		return true
	}
	certificate, err := c.Network.Handshake(ctx, net.JoinHostPort(host, port), host)
	if err != nil {
		r.wrong(bad, what+" certificate", short(err), "if the server signs its own, or a firewall signs for this host, add its certificate by --ca-file or ca_file in the profile")
		return false
	}
	r.add(ok, what+" certificate", "%s", certificate)
	return true
}

// answered asks for one answer, whatever it says: the clock comes with it.
func answered(ctx context.Context, r *report, c Checks, what, address string, clock *skew) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	status, date, err := c.Network.Get(ctx, address)
	if err != nil {
		r.wrong(bad, what+" answer", short(err), "the way is there, and no HTTP comes back: is this the address of the service?")
		return
	}
	r.add(ok, what+" answer", "HTTP %d", status)
	if !date.IsZero() && !clock.known {
		clock.known, clock.ahead = true, c.Now().Sub(date)
	}
}

// skew is how far this machine's clock is ahead of the service's.
type skew struct {
	known bool
	ahead time.Duration
}

const (
	skewSeen  = time.Minute
	skewFatal = 15 * time.Minute // the gateway refuses signatures beyond it
)

// say says how the clocks differ. A date has whole seconds.
func (s *skew) say(r *report, way string) {
	if !s.known {
		r.add(warn, "clock", "not compared: no answer has a date")
		return
	}
	by := s.ahead.Abs().Truncate(time.Second)
	where := map[bool]string{true: "ahead of", false: "behind"}[s.ahead > 0]
	cure := "set this machine's clock (timedatectl set-ntp true): times of starts are reckoned by it"
	switch {
	case by <= 2*time.Second:
		r.add(ok, "clock", "agrees with the service's")
	case by <= skewSeen:
		r.add(ok, "clock", "%s %s the service's", by, where)
	case by > skewFatal && way == "aksk":
		r.wrong(bad, "clock", fmt.Sprintf("%s %s the service's: every signature is refused beyond 15 minutes", by, where), cure)
	default:
		r.wrong(warn, "clock", fmt.Sprintf("%s %s the service's", by, where), cure)
	}
}

// short is the inmost cause of an error of the network.
func short(err error) string {
	var dns *net.DNSError
	var op *net.OpError
	var at *url.Error
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return fmt.Sprintf("no answer within %s", patience)
	case errors.As(err, &dns):
		return dns.Err
	case errors.As(err, &op):
		return op.Err.Error()
	case errors.As(err, &at):
		return at.Err.Error()
	}
	return err.Error()
}
