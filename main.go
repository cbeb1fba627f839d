// Command drover runs data-replication jobs from a terminal: it lists them,
// says which can start and why the others cannot, starts many in one batch and
// follows each until its outcome is known.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	mathrand "math/rand/v2"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/charmbracelet/colorprofile"

	"drover/client"
	"drover/client/drs"
	"drover/client/journal"
	"drover/client/profile"
	"drover/client/rest"
	"drover/client/sim"
	"drover/model"
	"drover/tui"
	"drover/tui/theme"
)

const release = "0.1.0"

// Exit codes; scripts depend on them.
const (
	exitFine       = 0
	exitError      = 1
	exitUsage      = 2
	exitUnresolved = 3
	exitSignal     = 130
)

// garbage is how much of what lives may lie around as garbage, in percent,
// unless GOGC says otherwise. A list of 100,000 jobs is read for a tenth more
// CPU than with Go's own 100, and in two thirds of the memory.
const garbage = 30

func main() {
	profile.Harden()
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(garbage)
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGHUP, syscall.SIGTERM, syscall.SIGINT, syscall.SIGQUIT)
	code := command(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// command runs what the first argument names, else the screens.
func command(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	if len(args) > 0 && args[0] == "sim" {
		return simulate(ctx, args[1:], stdout, stderr)
	}
	if name := profile.SecretFlag(args); name != "" {
		return usage(stderr, name+" would show a secret to everybody on this machine: set DROVER_TOKEN in the environment, or type it when asked")
	}
	if len(args) > 0 && !strings.HasPrefix(args[0], "-") {
		if args[0] == "version" && len(args) == 1 {
			return version(stdout)
		}
		return usage(stderr, fmt.Sprintf("there is no command %q: drover, drover sim and drover version are; drover -h tells more", args[0]))
	}
	f, err := profile.ParseFlags(args)
	switch {
	case errors.Is(err, profile.ErrHelp):
		_, _ = fmt.Fprint(stdout, profile.Help)
		return exitFine
	case err != nil:
		return usage(stderr, err.Error())
	}
	return screens(ctx, f, stderr)
}

// usage says one clean line; so does fail.
func usage(stderr io.Writer, what string) int {
	_, _ = fmt.Fprintln(stderr, "drover: "+model.Clean(what))
	return exitUsage
}

func fail(stderr io.Writer, err error) int {
	_ = usage(stderr, err.Error())
	return exitError
}

func version(stdout io.Writer) int {
	commit, goVersion := "unknown", "unknown"
	if info, ok := debug.ReadBuildInfo(); ok {
		goVersion = info.GoVersion
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" {
				commit = s.Value
			}
		}
	}
	_, _ = fmt.Fprintf(stdout, "drover %s   commit %s   %s\n", release, commit, goVersion)
	return exitFine
}

// simulate serves the simulated service to other programs.
func simulate(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	o, err := sim.ParseFlags(args)
	switch {
	case errors.Is(err, sim.ErrHelp):
		_, _ = fmt.Fprint(stdout, sim.Help)
		return exitFine
	case err != nil:
		return usage(stderr, err.Error())
	}
	if err := sim.Serve(ctx, o, stdout, stderr); err != nil {
		return fail(stderr, err)
	}
	return exitFine
}

// session is what the screens are run with, and what must be closed after them.
type session struct {
	options tui.Options
	flags   profile.Flags
	chance  io.Reader // of intents' ids; nil: the system's
	closers []func()
}

func (s *session) close() {
	for i := len(s.closers) - 1; i >= 0; i-- {
		s.closers[i]()
	}
}

// screens runs the terminal UI and says, when it ends, what stays open.
func screens(ctx context.Context, f profile.Flags, stderr io.Writer) int {
	if why := tui.Unusable(os.Stdin, os.Stdout, os.Getenv("TERM")); why != "" {
		return usage(stderr, why)
	}
	s, err := open(f)
	defer s.close()
	if err != nil {
		return usage(stderr, err.Error())
	}
	left, err := tui.Run(ctx, s.options)
	if left.Trouble != nil {
		_ = fail(stderr, left.Trouble)
	}
	if n := len(left.Unresolved); n > 0 {
		_ = usage(stderr, fmt.Sprintf("%d without a known outcome; the next start looks for them: %s", n, strings.Join(left.Unresolved, " ")))
	}
	switch {
	case ctx.Err() != nil:
		return exitSignal
	case err != nil:
		return fail(stderr, err)
	case len(left.Unresolved) > 0:
		return exitUnresolved
	}
	return exitFine
}

// open makes the way in: through the embedded simulator, or to the service
// that flags and environment name. Where they name none, the first screen asks.
func open(f profile.Flags) (*session, error) {
	s := &session{flags: f, options: tui.Options{Version: release, Refresh: f.Refresh, Theme: look(f, os.Getenv)}}
	if f.Demo.On {
		d, err := s.demo()
		if err != nil {
			return s, err
		}
		s.options.Door = d
		return s, nil
	}
	set, err := profile.Resolve(f, os.LookupEnv)
	profile.Forget()
	if errors.Is(err, profile.ErrNothing) {
		s.options.First = tui.First{Demo: s.demo, Jobs: f.Demo.Jobs}
		s.options.Crash = tui.NewCrash("")
		return s, nil
	}
	if err != nil {
		return s, err
	}
	state, err := profile.StateDir()
	if err != nil {
		return s, err
	}
	conn, err := rest.New(rest.Config{
		Endpoint: set.Endpoint, Credential: rest.TokenCredential(set.Token, set.TokenSource),
		Language: f.Language, CAFile: f.CAFile, UserAgent: "drover",
	})
	if err != nil {
		return s, err
	}
	s.options.Door = s.door(conn, client.Place{Region: set.Region, Project: set.Project, Service: "DRS"}, state, !set.Token.Empty())
	return s, nil
}

// demo serves the simulator in memory: no network, nothing kept but how the
// list was left, and not even that of a frozen one.
func (s *session) demo() (client.Door, error) {
	f := s.flags
	service, err := sim.New(sim.Options{
		Jobs: f.Demo.Jobs, Tables: f.Demo.Tables, Seed: f.Demo.Seed, Latency: f.Demo.Latency, Fault: f.Demo.Fault, Freeze: f.Demo.Freeze,
	})
	if err != nil {
		return nil, err
	}
	state, err := journal.NewPassing(os.TempDir(), !f.Demo.Freeze)
	if err != nil {
		return nil, err
	}
	s.closers = append(s.closers, func() { _ = state.Close() }, func() { _ = service.Close() })
	if f.Demo.Freeze {
		s.options.Now = sim.FrozenNow
		s.chance = mathrand.NewChaCha8([32]byte{byte(f.Demo.Seed)})
	}
	conn, err := rest.New(rest.Config{
		Endpoint: "http://drs.demo", Dial: service.Dial, Now: s.options.Now, Language: f.Language, UserAgent: "drover",
		Credential: rest.TokenCredential(model.NewSecret(sim.DemoToken), "the demo's own token"),
	})
	if err != nil {
		return nil, err
	}
	return s.door(conn, client.Place{Demo: true, Region: "cn-north-4", Project: sim.DemoProject, Service: "DRS"}, state.Dir(), true), nil
}

// door leads to one project by a token.
type door struct {
	session *session
	conn    *rest.Conn
	place   client.Place
	state   string // folder of journal and views
	journal *journal.Journal
	broken  error // why there is no journal
	login   *tokenLogin
}

// door opens the journal of a place; the closers close it after the screens.
// Token tells that there is one already.
func (s *session) door(conn *rest.Conn, place client.Place, state string, token bool) *door {
	place.ReadOnly, place.Origin, place.LoginSource = s.flags.ReadOnly, conn.Origin(), conn.Source()
	d := &door{session: s, conn: conn, place: place, state: state, login: &tokenLogin{conn: conn, asks: !token}}
	if d.journal, d.broken = journal.Open(state); d.broken == nil {
		s.closers = append(s.closers, func() { _ = d.journal.Close() })
	}
	if s.options.Crash == nil {
		s.options.Crash = tui.NewCrash(state)
	}
	return d
}

func (d *door) Profile() client.Profile {
	return client.Profile{Backend: "drs", Region: d.place.Region, Auth: "token", ReadOnly: d.place.ReadOnly}
}

func (d *door) Login() client.Login { return d.login }
func (d *door) Project() string     { return d.place.Project }
func (d *door) Close()              { d.conn.Close() }

func (d *door) Projects(context.Context) ([]model.Project, error) {
	return nil, errors.New("the project is not named: give --project ID or set DROVER_PROJECT_ID")
}

func (d *door) Open(project string) (*client.Client, error) {
	place, s := d.place, d.session
	place.Project = project
	return client.New(drs.New(d.conn, project), client.Options{
		Journal: d.journal, Broken: d.broken, Views: journal.NewViews(d.state), Place: place, Now: s.options.Now, Rand: s.chance, Guard: s.options.Crash.Guard,
	}), nil
}

// tokenLogin is a token from the environment, or typed in.
type tokenLogin struct {
	conn *rest.Conn
	mu   sync.Mutex
	asks bool // there is none, or it has ended
}

func (l *tokenLogin) Source() string { return l.conn.Source() }
func (*tokenLogin) Ends() time.Time  { return time.Time{} }

func (l *tokenLogin) Asks() []client.Prompt {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.asks {
		return nil
	}
	return []client.Prompt{{Key: "token", Label: "Token (X-Auth-Token)", Help: "DROVER_TOKEN in the environment does the same.", Masked: true}}
}

func (l *tokenLogin) Enter(_ context.Context, typed map[string]model.Secret) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	token := typed["token"]
	if l.asks = token.Empty(); l.asks {
		return errors.New("the token has ended or was not accepted: type another one")
	}
	l.conn.Use(rest.TokenCredential(token, "token typed in"))
	return nil
}

// look is how the screens are drawn: flags first, then what the environment
// says of the terminal.
func look(f profile.Flags, getenv func(string) string) theme.Options {
	mode, _ := theme.ParseMode(f.Theme)
	o := theme.Options{Mode: mode, ASCII: f.ASCII || !utf8Locale(getenv)}
	if getenv("NO_COLOR") != "" || mode == theme.None || strings.HasPrefix(getenv("TERM"), "vt") {
		o.Mode, o.Profile = theme.None, colorprofile.ASCII
	} else {
		o.Profile = colorprofile.Detect(os.Stdout, os.Environ())
	}
	return o
}

// utf8Locale reports whether the locale can show more than ASCII.
func utf8Locale(getenv func(string) string) bool {
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if v := getenv(name); v != "" {
			v = strings.ToLower(v)
			return strings.Contains(v, "utf-8") || strings.Contains(v, "utf8")
		}
	}
	return false
}
