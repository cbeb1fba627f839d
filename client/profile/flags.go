package profile

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"
	"time"
)

// Flags is the command line of the screens and of doctor.
type Flags struct {
	Profile, Config       string
	Endpoint, IAMEndpoint string
	Region, Project       string
	Backend               string
	Language              string
	CAFile                string
	ReadOnly              bool
	Theme                 string
	ASCII                 bool
	Refresh               time.Duration // 0: by hand
	Log                   string
	From                  string // a job file that creation opens with
	Demo                  Demo

	given map[string]bool // by name: those that were written, be it with their default
}

// Demo is what the embedded simulator is made of.
type Demo struct {
	On           bool
	Jobs, Tables int
	Seed         int64
	Latency      time.Duration
	Fault        string
	Freeze       bool
}

// ErrHelp means that help was asked for.
var ErrHelp = flag.ErrHelp

// shortestRefresh keeps a typing mistake from asking the service all day.
const shortestRefresh = 2 * time.Second

// ParseFlags reads the command line of the screens. Its errors are one
// sentence each; ErrHelp means that help was asked for.
func ParseFlags(args []string) (Flags, error) { return parseFlags("drover", args) }

// ParseDoctorFlags reads the command line of doctor, which takes the flags of
// the screens: it looks at what they would use.
func ParseDoctorFlags(args []string) (Flags, error) {
	f, err := parseFlags("drover doctor", args)
	if err == nil && f.Demo.On {
		err = errors.New("drover doctor goes without --demo, which needs nothing of what it looks at")
	}
	return f, err
}

func parseFlags(name string, args []string) (Flags, error) {
	f := Flags{given: map[string]bool{}}
	set := f.set(name)
	if err := Parse(set, args); err != nil {
		return Flags{}, err
	}
	set.Visit(func(g *flag.Flag) { f.given[g.Name] = true })
	return f, f.check()
}

// set is the table of the flags.
func (f *Flags) set(name string) *flag.FlagSet {
	set := flag.NewFlagSet(name, flag.ContinueOnError)
	set.SetOutput(io.Discard)
	set.StringVar(&f.Profile, "profile", "", "")
	set.StringVar(&f.Config, "config", "", "")
	set.StringVar(&f.Endpoint, "endpoint", "", "")
	set.StringVar(&f.IAMEndpoint, "iam-endpoint", "", "")
	set.StringVar(&f.Region, "region", "", "")
	set.StringVar(&f.Project, "project", "", "")
	set.StringVar(&f.Backend, "backend", "drs", "")
	set.StringVar(&f.Language, "language", "en-us", "")
	set.StringVar(&f.CAFile, "ca-file", "", "")
	set.BoolVar(&f.ReadOnly, "read-only", false, "")
	set.StringVar(&f.Theme, "theme", "auto", "")
	set.BoolVar(&f.ASCII, "ascii", false, "")
	set.DurationVar(&f.Refresh, "refresh", 10*time.Second, "")
	set.StringVar(&f.Log, "log", "", "")
	set.StringVar(&f.From, "from", "", "")
	set.BoolVar(&f.Demo.On, "demo", false, "")
	set.IntVar(&f.Demo.Jobs, "demo-jobs", 40, "")
	set.IntVar(&f.Demo.Tables, "demo-tables", 2000, "")
	set.Int64Var(&f.Demo.Seed, "demo-seed", 1, "")
	set.DurationVar(&f.Demo.Latency, "demo-latency", 0, "")
	set.StringVar(&f.Demo.Fault, "demo-fault", "", "")
	set.BoolVar(&f.Demo.Freeze, "demo-freeze", false, "")
	return set
}

// Parse reads args into a flag set; every mistake is one sentence that names
// the help.
func Parse(set *flag.FlagSet, args []string) error {
	err := set.Parse(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return ErrHelp
	case err != nil:
		return fmt.Errorf("%s; %s -h lists the flags", plainly(err.Error()), set.Name())
	case set.NArg() > 0:
		return fmt.Errorf("%q is no flag; %s -h lists them", set.Arg(0), set.Name())
	}
	return nil
}

// plainly puts what package flag complains of into our own words.
func plainly(said string) string {
	if name, ok := strings.CutPrefix(said, "flag needs an argument: -"); ok {
		return "--" + name + " needs a value"
	}
	return strings.NewReplacer("flag provided but not defined: -", "there is no flag --", " for flag -", " for --").Replace(said)
}

func (f Flags) check() error {
	switch {
	case f.Backend != DRS && f.Backend != DryvIQ:
		return fmt.Errorf("--backend %q is not offered: drs and dryviq are", f.Backend)
	case f.Language != "en-us" && f.Language != "zh-cn":
		return fmt.Errorf("--language %q is not offered: en-us and zh-cn are", f.Language)
	case f.Theme != "auto" && f.Theme != "dark" && f.Theme != "light" && f.Theme != "none":
		return fmt.Errorf("--theme %q is not offered: auto, dark, light and none are", f.Theme)
	case f.Refresh < 0 || f.Refresh > 0 && f.Refresh < shortestRefresh:
		return errors.New("--refresh is too short: at least 2s, or 0 to read by hand")
	case f.Demo.Jobs < 0 || f.Demo.Jobs > 1_000_000:
		return errors.New("--demo-jobs is out of range: 0 to 1000000")
	case f.Demo.On && (f.Endpoint != "" || f.IAMEndpoint != "" || f.Region != "" || f.Project != "" || f.CAFile != "" || f.Profile != "" || f.Config != ""):
		return errors.New("--demo goes without --profile, --config, --endpoint, --iam-endpoint, --region, --project and --ca-file: it has its own service")
	case f.IAMEndpoint != "" && !plainAddress(f.IAMEndpoint):
		return errors.New("--iam-endpoint is no address for credentials: it should look like https://iam.cn-north-4.myhuaweicloud.com (plain http to this machine only)")
	case !f.Demo.On && f.Demo != Demo{Jobs: 40, Tables: 2000, Seed: 1}:
		return errors.New("--demo-… flags need --demo")
	}
	return nil
}

// SecretFlag names the flag in args that would carry a secret, "" if none
// does. The value is never looked at.
func SecretFlag(args []string) string {
	for _, a := range args {
		name, _, _ := strings.Cut(a, "=")
		switch strings.TrimLeft(name, "-") {
		case "token", "password", "sk", "ak", "secret-key", "access-key", "security-token", "secret", "auth-token":
			if strings.HasPrefix(name, "-") {
				return "--" + strings.TrimLeft(name, "-")
			}
		}
	}
	return ""
}

// InsteadOf says where a secret belongs that SecretFlag has found on the
// command line.
func InsteadOf(flagName string) string {
	what := "DROVER_TOKEN"
	switch strings.TrimLeft(flagName, "-") {
	case "password":
		what = "DROVER_USERNAME, DROVER_PASSWORD and, for Huawei Cloud, DROVER_DOMAIN_NAME"
	case "ak", "access-key", "sk", "secret-key", "secret":
		what = "DROVER_ACCESS_KEY and DROVER_SECRET_KEY"
	case "security-token":
		what = "DROVER_SECURITY_TOKEN, beside DROVER_ACCESS_KEY and DROVER_SECRET_KEY,"
	}
	return "set " + what + " in the environment, or type it when asked"
}
