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
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/term"

	"drover/client"
	"drover/client/doctor"
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
		return named(ctx, args[0], args[1:], stdout, stderr)
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

// named runs a command other than the screens and the simulator.
func named(ctx context.Context, name string, args []string, stdout, stderr io.Writer) int {
	help := map[string]string{"doctor": profile.DoctorHelp, "completion": profile.CompletionHelp, "version": profile.VersionHelp}[name]
	switch {
	case help == "":
		return usage(stderr, fmt.Sprintf("there is no command %q: drover, drover doctor, drover sim, drover completion and drover version are; drover -h tells more", name))
	case len(args) == 1 && (args[0] == "-h" || args[0] == "--help" || args[0] == "-help"):
		_, _ = fmt.Fprint(stdout, help)
		return exitFine
	case name == "doctor":
		return examine(ctx, args, stdout, stderr)
	case name == "completion":
		return completion(args, stdout, stderr)
	case len(args) > 0:
		return usage(stderr, fmt.Sprintf("drover version takes no %q", args[0]))
	}
	_, _ = fmt.Fprintln(stdout, versionLine())
	return exitFine
}

// completion prints a script, or for that script the names of profiles.
func completion(args []string, stdout, stderr io.Writer) int {
	shell := strings.Join(args, " ")
	if len(args) > 0 && len(args) < 3 && args[0] == "profiles" {
		c, err := profile.Load(strings.Join(args[1:], ""))
		if err != nil {
			return fail(stderr, err)
		}
		for _, name := range c.Names() {
			_, _ = fmt.Fprintln(stdout, name)
		}
		return exitFine
	}
	script, err := profile.Completion(shell)
	if err != nil {
		return usage(stderr, err.Error())
	}
	_, _ = io.WriteString(stdout, script)
	return exitFine
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

func versionLine() string {
	commit, goVersion := "unknown", "unknown"
	if info, ok := debug.ReadBuildInfo(); ok {
		goVersion = info.GoVersion
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" {
				commit = s.Value
			}
		}
	}
	return fmt.Sprintf("drover %s   commit %s   %s", release, commit, goVersion)
}

// examine is "drover doctor".
func examine(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	f, err := profile.ParseDoctorFlags(args)
	if err != nil {
		return usage(stderr, err.Error())
	}
	env := profile.ReadEnvironment(os.Environ())
	profile.Forget()
	checks := doctor.Checks{
		Version: versionLine(), Getenv: os.Getenv, Now: time.Now,
		Found: profile.Look(f.Config, env), Terminal: terminal(),
	}
	checks.State, checks.StateErr = profile.StateDir()
	checks.Settings, checks.SettingsErr = settings(f, env)
	if checks.SettingsErr == nil {
		checks.Network, checks.SettingsErr = doctor.NewNetwork(checks.Settings.CAFile, checks.Settings.Proxy)
	}
	checks.Login = func(ctx context.Context) doctor.Login { return tryLogin(ctx, checks.Settings) }
	text, usable := doctor.Report(ctx, checks)
	_, _ = io.WriteString(stdout, text)
	if !usable {
		return exitError
	}
	return exitFine
}

// terminal is what doctor says of it.
func terminal() doctor.Terminal {
	t := doctor.Terminal{Name: os.Getenv("TERM")}
	if w, h, err := term.GetSize(os.Stdout.Fd()); err == nil {
		t.Width, t.Height = w, h
	}
	t.Colours = map[colorprofile.Profile]string{
		colorprofile.TrueColor: "16 million colours", colorprofile.ANSI256: "256 colours", colorprofile.ANSI: "16 colours",
	}[colorprofile.Detect(os.Stdout, os.Environ())]
	if t.Colours == "" {
		t.Colours = "no colours"
	}
	return t
}

// settings joins flags, configuration and environment.
func settings(f profile.Flags, env profile.Environment) (profile.Settings, error) {
	c, err := profile.Load(f.Config)
	if err != nil {
		return profile.Settings{}, err
	}
	return profile.Resolve(f, c, env)
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

// session is a client with everything that must be closed after it.
type session struct {
	options tui.Options
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
	s, err := open(ctx, f)
	defer s.close()
	if err != nil {
		return usage(stderr, err.Error())
	}
	err = tui.Run(ctx, s.options)
	if cerr := s.options.Client.Close(); cerr != nil {
		_ = fail(stderr, cerr)
	}
	left := tui.Open(s.options.Client) // what was out at the end is known only now
	if n := len(left); n > 0 {
		_ = usage(stderr, fmt.Sprintf("%d without a known outcome; the next start looks for them: %s", n, strings.Join(left, " ")))
	}
	switch {
	case ctx.Err() != nil:
		return exitSignal
	case err != nil:
		return fail(stderr, err)
	case len(left) > 0:
		return exitUnresolved
	}
	return exitFine
}

// open builds the client: over the embedded simulator, or over the service
// that flags and environment name.
func open(ctx context.Context, f profile.Flags) (*session, error) {
	s := &session{options: tui.Options{Version: release, Refresh: f.Refresh, Theme: look(f, os.Getenv)}}
	conn, place, state, err := connect(ctx, s, f)
	if err != nil {
		return s, err
	}
	place.ReadOnly, place.Origin = place.ReadOnly || f.ReadOnly, conn.Origin()
	place.LoginSource = conn.Source()
	s.closers = append(s.closers, conn.Close)

	j, broken := journal.Open(state)
	if broken == nil {
		s.closers = append(s.closers, func() { _ = j.Close() })
	}
	s.options.Crash = tui.NewCrash(state)
	s.options.Client = client.New(drs.New(conn, place.Project), client.Options{
		Journal: j, Broken: broken, Views: journal.NewViews(state), Place: place, Now: s.options.Now, Rand: s.chance, Guard: s.options.Crash.Guard,
	})
	s.options.Login = func(token model.Secret) { conn.Use(rest.TokenCredential(token, "token typed in")) }
	return s, nil
}

// connect makes the connection, and says where it leads and where state is
// kept.
func connect(ctx context.Context, s *session, f profile.Flags) (*rest.Conn, client.Place, string, error) {
	if f.Demo.On {
		return demo(s, f)
	}
	env := profile.ReadEnvironment(os.Environ())
	profile.Forget()
	set, err := settings(f, env)
	if err == nil && set.Project == "" {
		err = errors.New("the project is not named: give --project ID or set DROVER_PROJECT_ID")
	}
	if err != nil {
		return nil, client.Place{}, "", err
	}
	state, err := profile.StateDir()
	if err != nil {
		return nil, client.Place{}, "", err
	}
	token, err := set.Login(ctx)
	if err != nil {
		return nil, client.Place{}, "", err
	}
	s.options.Needed, s.options.Refresh = token.Token.Empty(), set.Refresh
	conn, err := dial(set, token)
	return conn, client.Place{
		Profile: set.Profile, Region: set.Region, Project: set.Project, Service: "DRS",
		Production: set.Production, ReadOnly: set.ReadOnly, TokenEnds: token.Expires,
	}, state, err
}

// dial makes a connection to the service; nothing is sent yet.
func dial(set profile.Settings, c profile.Credential) (*rest.Conn, error) {
	return rest.New(rest.Config{
		Endpoint: set.Endpoint, Credential: rest.TokenCredential(c.Token, c.Source),
		Language: set.Language, CAFile: set.CAFile, UserAgent: "drover",
	})
}

// tryLogin logs in once for doctor and reads the first page of each generation.
func tryLogin(ctx context.Context, set profile.Settings) doctor.Login {
	credential, err := set.Login(ctx)
	if err != nil {
		return doctor.Login{What: err.Error(), Cure: "mend the command, or take it out of the profile and type the credential"}
	}
	l := doctor.Login{Source: credential.Source, Ends: credential.Expires}
	conn, err := dial(set, credential)
	if err != nil {
		return doctor.Login{What: err.Error(), Cure: "mend the setting that it names"}
	}
	defer conn.Close()
	for page, err := range drs.New(conn, set.Project).Jobs(ctx) {
		if err != nil {
			return doctor.Login{What: err.Error(), Cure: "drover -h tells where a credential comes from"}
		}
		if !slices.Contains(l.Generations, page.Generation) {
			l.Generations = append(l.Generations, page.Generation)
		}
		if len(l.Generations) == 2 {
			break
		}
	}
	return l
}

// demo serves the simulator in memory: no network, nothing kept but how the
// list was left, and not even that of a frozen one.
func demo(s *session, f profile.Flags) (*rest.Conn, client.Place, string, error) {
	service, err := sim.New(sim.Options{
		Jobs: f.Demo.Jobs, Tables: f.Demo.Tables, Seed: f.Demo.Seed, Latency: f.Demo.Latency, Fault: f.Demo.Fault, Freeze: f.Demo.Freeze,
	})
	if err != nil {
		return nil, client.Place{}, "", err
	}
	state, err := journal.NewPassing(os.TempDir(), !f.Demo.Freeze)
	if err != nil {
		return nil, client.Place{}, "", err
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
	return conn, client.Place{Demo: true, Region: "cn-north-4", Project: sim.DemoProject, Service: "DRS"}, state.Dir(), err
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
