package profile

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"
	"time"
)

// Flags is the command line of the screens.
type Flags struct {
	Endpoint, Region, Project string
	Backend                   string
	Language                  string
	CAFile                    string
	ReadOnly                  bool
	Theme                     string
	ASCII                     bool
	Refresh                   time.Duration // 0: by hand
	Demo                      Demo
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

// Help is what -h prints.
const Help = `drover   replication jobs from a terminal: Huawei Cloud DRS, Open Telekom Cloud

  drover --demo                              look around: 40 made-up jobs, no network, nothing
                                             kept but how you left the list
  drover --region cn-north-4 --project ID    a real project; the token comes from DROVER_TOKEN or a prompt
  drover --endpoint URL --project ID         the same at an address of your own
  drover sim                                 serve the simulator to other programs (drover sim -h)
  drover version

  --endpoint URL       service address; https, or plain http to this machine only
  --region ID          region, such as cn-north-4 or eu-de
  --project ID         project id
  --backend drs        the service
  --language en-us     language of the service's messages: en-us or zh-cn
  --ca-file FILE       certificates (PEM) added to the system's
  --read-only          every write is grey
  --theme auto         auto, dark, light or none; NO_COLOR with any value means none
  --ascii              draw with ASCII characters only
  --refresh 10s        how often the list is read; at least 2s, 0 by hand
  --demo               with --demo-jobs N --demo-tables N --demo-seed N
                       --demo-latency D --demo-fault SPEC --demo-freeze

No flag takes a secret. Exit codes: 0 fine, 1 error, 2 usage, 3 left with unresolved
outcomes, 130 ended by a signal.
`

// shortestRefresh keeps a typing mistake from asking the service all day.
const shortestRefresh = 2 * time.Second

// ParseFlags reads the command line of the screens. Its errors are one
// sentence each; ErrHelp means that help was asked for.
func ParseFlags(args []string) (Flags, error) {
	var f Flags
	set := flag.NewFlagSet("drover", flag.ContinueOnError)
	set.SetOutput(io.Discard)
	set.StringVar(&f.Endpoint, "endpoint", "", "")
	set.StringVar(&f.Region, "region", "", "")
	set.StringVar(&f.Project, "project", "", "")
	set.StringVar(&f.Backend, "backend", "drs", "")
	set.StringVar(&f.Language, "language", "en-us", "")
	set.StringVar(&f.CAFile, "ca-file", "", "")
	set.BoolVar(&f.ReadOnly, "read-only", false, "")
	set.StringVar(&f.Theme, "theme", "auto", "")
	set.BoolVar(&f.ASCII, "ascii", false, "")
	set.DurationVar(&f.Refresh, "refresh", 10*time.Second, "")
	set.BoolVar(&f.Demo.On, "demo", false, "")
	set.IntVar(&f.Demo.Jobs, "demo-jobs", 40, "")
	set.IntVar(&f.Demo.Tables, "demo-tables", 2000, "")
	set.Int64Var(&f.Demo.Seed, "demo-seed", 1, "")
	set.DurationVar(&f.Demo.Latency, "demo-latency", 0, "")
	set.StringVar(&f.Demo.Fault, "demo-fault", "", "")
	set.BoolVar(&f.Demo.Freeze, "demo-freeze", false, "")
	if err := Parse(set, args); err != nil {
		return Flags{}, err
	}
	return f, f.check()
}

// Parse reads args into a flag set; every mistake is one sentence that names
// the help.
func Parse(set *flag.FlagSet, args []string) error {
	err := set.Parse(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return ErrHelp
	case err != nil:
		return fmt.Errorf("%s; %s -h lists the flags", strings.ReplaceAll(err.Error(), "flag provided but not defined: -", "there is no flag --"), set.Name())
	case set.NArg() > 0:
		return fmt.Errorf("%q is no flag; %s -h lists them", set.Arg(0), set.Name())
	}
	return nil
}

func (f Flags) check() error {
	switch {
	case f.Backend != "drs":
		return fmt.Errorf("--backend %q is not offered: drs is", f.Backend)
	case f.Language != "en-us" && f.Language != "zh-cn":
		return fmt.Errorf("--language %q is not offered: en-us and zh-cn are", f.Language)
	case f.Theme != "auto" && f.Theme != "dark" && f.Theme != "light" && f.Theme != "none":
		return fmt.Errorf("--theme %q is not offered: auto, dark, light and none are", f.Theme)
	case f.Refresh < 0 || f.Refresh > 0 && f.Refresh < shortestRefresh:
		return errors.New("--refresh is too short: at least 2s, or 0 to read by hand")
	case f.Demo.Jobs < 0 || f.Demo.Jobs > 1_000_000:
		return errors.New("--demo-jobs is out of range: 0 to 1000000")
	case f.Demo.On && (f.Endpoint != "" || f.Region != "" || f.Project != "" || f.CAFile != ""):
		return errors.New("--demo goes without --endpoint, --region, --project and --ca-file: it has its own service")
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
