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
	"path/filepath"
	"runtime/debug"
	"strings"
	"syscall"
	"time"

	"drover/client"
	"drover/client/doctor"
	"drover/client/doors"
	"drover/client/journal"
	"drover/client/profile"
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
		return usage(stderr, name+" would show a secret to everybody on this machine: "+profile.InsteadOf(name))
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
	text, usable := diagnose(ctx, f, env)
	_, _ = io.WriteString(stdout, text)
	if !usable {
		return exitError
	}
	return exitFine
}

// diagnose is what doctor says.
func diagnose(ctx context.Context, f profile.Flags, env profile.Environment) (text string, usable bool) {
	checks := doctor.Checks{
		Version: versionLine(), Getenv: os.Getenv, Now: time.Now,
		Found: profile.Look(f.Config, env), Terminal: doctor.Here(os.Stdout, os.Environ()),
	}
	checks.State, checks.StateErr = profile.StateDir()
	checks.Settings, checks.SettingsErr = settings(f, env)
	if checks.SettingsErr == nil {
		checks.Network, checks.SettingsErr = doctor.NewNetwork(checks.Settings.CAFile, checks.Settings.Proxy)
	}
	checks.Login = func(ctx context.Context) doctor.Login { return tryLogin(ctx, checks.Settings) }
	return doctor.Report(ctx, checks)
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

// session is what all doors share, and what must be closed after them.
type session struct {
	options tui.Options
	flags   profile.Flags
	env     profile.Environment
	config  profile.Config
	shared  doors.Session
	state   string       // folder of what is kept
	kept    *doors.Store // there, for all profiles; nil until the first one is opened
	closers []func()
}

func (s *session) close() {
	for i := len(s.closers) - 1; i >= 0; i-- {
		s.closers[i]()
	}
}

// screens runs the terminal UI and says, when it ends, what stays open.
func screens(ctx context.Context, f profile.Flags, stderr io.Writer) int {
	from, err := jobFile(f.From)
	if err != nil {
		return usage(stderr, err.Error())
	}
	if why := tui.Unusable(os.Stdin, os.Stdout, os.Getenv("TERM")); why != "" {
		return usage(stderr, why)
	}
	mode, _ := theme.ParseMode(f.Theme)
	s := &session{flags: f, options: tui.Options{
		Version: release, Refresh: f.Refresh, From: from, Theme: theme.ForTerminal(mode, f.ASCII, os.Stdout, os.Environ()),
	}}
	defer s.close()
	if err := s.open(); err != nil {
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

// jobFile is what --from names, read before the terminal is taken; nil without
// it.
func jobFile(named string) (*tui.From, error) {
	if named == "" {
		return nil, nil
	}
	path, err := client.FilePath("", named)
	if err != nil {
		return nil, fmt.Errorf("--from %s: %w", named, err)
	}
	file, err := client.LoadJobFile(path)
	if err != nil {
		return nil, fmt.Errorf("--from: %w", err)
	}
	return &tui.From{Name: filepath.Base(path), File: file}, nil
}

// open makes the door of what the command line names. Where nothing does, the
// first screen asks: with the profiles, of which none is the default one.
func (s *session) open() error {
	if s.flags.Demo.On {
		d, err := s.demo()
		s.options.Door = d
		return err
	}
	s.env = profile.ReadEnvironment(os.Environ())
	profile.Forget()
	var err error
	if s.config, err = profile.Load(s.flags.Config); err != nil {
		return err
	}
	set, err := profile.Resolve(s.flags, s.config, s.env)
	first := errors.Is(err, profile.ErrNothing)
	if err != nil && !first {
		return err
	}
	if s.state, err = profile.StateDir(); err != nil {
		return err
	}
	s.options.Crash = tui.NewCrash(s.state)
	if s.flags.Log != "" {
		f, err := profile.OpenLog(s.flags.Log)
		if err != nil {
			return err
		}
		s.shared.Log, s.closers = f, append(s.closers, func() { _ = f.Close() })
	}
	s.options.First, s.options.Doors, s.options.Profiles = s.first(), s.profile, profiles(s.config)
	if first {
		return nil
	}
	s.options.Refresh = set.Refresh
	s.options.Door, err = s.real(set)
	return err
}

// profile is the door of a profile.
func (s *session) profile(name string) (client.Door, error) {
	set, err := profile.Resolve(s.flags.For(name), s.config, s.env)
	if err != nil {
		return nil, err
	}
	return s.real(set)
}

// profiles are those of a configuration, for the switcher.
func profiles(c profile.Config) []client.Profile {
	out := make([]client.Profile, len(c.Profiles))
	for i, p := range c.Profiles {
		out[i] = client.Profile{Name: p.Name, Backend: p.Backend, Region: p.Region, Auth: p.Auth, Production: p.Production, ReadOnly: p.ReadOnly, Endpoint: p.Endpoint}
	}
	return out
}

// real is a door to a service, with the journal of the state folder.
func (s *session) real(set profile.Settings) (client.Door, error) {
	if s.kept == nil {
		s.kept = s.keep(s.state)
	}
	return s.door(s.shared, set, s.kept)
}

// first is what the first screen shows.
func (s *session) first() tui.First {
	return tui.First{
		Config: s.config.ShortPath(), Sample: profile.Sample, Found: s.found, Jobs: s.flags.Demo.Jobs, Demo: s.demo,
		Doctor: func(ctx context.Context) string { text, _ := diagnose(ctx, s.flags, s.env); return text },
	}
}

// found is what this machine has already, and the doors that it opens.
func (s *session) found() []tui.Found {
	var out []tui.Found
	for _, o := range profile.Look(s.flags.Config, s.env).Offers(s.flags, s.env) {
		one := tui.Found{Words: o.Words}
		if set := o.Settings; set != nil {
			one.Open = func() (client.Door, error) { return s.real(*set) }
		}
		out = append(out, one)
	}
	return out
}

// keep opens what is kept in a state folder.
func (s *session) keep(dir string) *doors.Store {
	if s.options.Crash == nil {
		s.options.Crash = tui.NewCrash(dir)
	}
	client.SweepScratch(dir)
	k := doors.OpenStore(dir)
	s.closers = append(s.closers, k.Close)
	return k
}

// door makes the door of some settings. Nothing is sent.
func (s *session) door(shared doors.Session, set profile.Settings, kept *doors.Store) (client.Door, error) {
	shared.Now, shared.Guard = s.options.Now, s.options.Crash.Guard
	return doors.New(shared, set, kept)
}

// tryLogin logs in once for doctor.
func tryLogin(ctx context.Context, set profile.Settings) doctor.Login {
	t, err := doors.Try(ctx, set)
	switch {
	case errors.Is(err, doors.ErrSetting):
		return doctor.Login{What: err.Error(), Cure: "mend the setting that it names"}
	case err != nil:
		return doctor.Failed(err, t.Source)
	}
	return doctor.Login{Source: t.Source, Ends: t.Ends, Offers: t.Offers}
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
	home, _ := profile.StateDir() // without a home, demos that have none share their view
	state, err := journal.NewPassing(os.TempDir(), home, !f.Demo.Freeze)
	if err != nil {
		return nil, err
	}
	s.closers = append(s.closers, func() { _ = state.Close() }, func() { _ = service.Close() })
	if f.Demo.Freeze {
		s.options.Now = sim.FrozenNow
		s.shared.Chance = mathrand.NewChaCha8([32]byte{byte(f.Demo.Seed)})
	}
	shared := s.shared
	shared.Dial = service.Dial
	return s.door(shared, doors.DemoSettings(f, sim.DemoProject, sim.DemoToken), s.keep(state.Dir()))
}
