package sim

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
)

// ServeOptions is a service and where it listens.
type ServeOptions struct {
	Options
	Listen string // loopback address with a port [127.0.0.1:0]
}

// Serve is "drover sim": it offers the service on loopback until ctx ends,
// which is its orderly end and no error. It prints where it listens on stdout,
// and on stderr the command lines that connect to it, one a way to log in.
func Serve(ctx context.Context, o ServeOptions, stdout, stderr io.Writer) error {
	address := or(o.Listen, "127.0.0.1:0")
	if err := loopbackOnly(address); err != nil {
		return err
	}
	s, err := New(o.Options)
	if err != nil {
		return err
	}
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", address)
	if err != nil {
		return fmt.Errorf("cannot listen: %w", err)
	}
	if err := announce(s, l.Addr(), stdout, stderr); err != nil {
		return errors.Join(err, l.Close())
	}
	server := newServer(s.Handler())
	stop := context.AfterFunc(ctx, func() { _ = server.Close() })
	defer stop()
	if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("the server ended: %w", err)
	}
	return nil
}

func announce(s *Sim, a net.Addr, stdout, stderr io.Writer) error {
	url := "http://" + a.String()
	if _, err := fmt.Fprintf(stdout, "listening %s\n", url); err != nil {
		return err
	}
	for _, line := range hints(s.options, url) {
		if _, err := fmt.Fprintln(stderr, line); err != nil {
			return err
		}
	}
	return nil
}

// hints are the command lines that connect to a service, one for each way to
// log in.
func hints(o Options, url string) []string {
	here := " drover --endpoint " + url + " --project " + shellWord(o.Project)
	files := " drover --backend dryviq --endpoint " + url
	keys := "DROVER_ACCESS_KEY=" + shellWord(o.AK) + " DROVER_SECRET_KEY=" + shellWord(o.SK)
	if o.SecurityToken != "" {
		keys += " DROVER_SECURITY_TOKEN=" + shellWord(o.SecurityToken)
	}
	password := "DROVER_USERNAME=" + shellWord(o.User) + " DROVER_PASSWORD=" + shellWord(o.Password) + " DROVER_DOMAIN_NAME=" + shellWord(o.Domain)
	return []string{
		"DROVER_TOKEN=" + shellWord(o.Token) + here,
		keys + here,
		password + here + " --iam-endpoint " + url,
		"DROVER_TOKEN=" + shellWord(o.Token) + files,
		"DROVER_USERNAME=" + shellWord(o.User) + " DROVER_PASSWORD=" + shellWord(o.Password) + files,
	}
}

// loopbackOnly refuses addresses that other machines could reach: the
// credentials are test data.
func loopbackOnly(address string) error {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return fmt.Errorf("listen address %q: give a loopback address with a port, such as 127.0.0.1:0", address)
	}
	if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return fmt.Errorf("listen address %q is not a loopback address: the simulator listens on 127.0.0.1 or [::1] only", address)
	}
	return nil
}

// shellWord quotes what a shell would not take as one word.
func shellWord(s string) string {
	plain := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("-_.:/", r)
	}
	if s != "" && strings.IndexFunc(s, func(r rune) bool { return !plain(r) }) < 0 {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}
