package sim

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"
	"time"
)

// ErrHelp means that help was asked for.
var ErrHelp = flag.ErrHelp

// DemoToken and DemoProject are what a service made of zero Options accepts:
// test data, no secret.
const (
	DemoToken   = "sim-token"
	DemoProject = "p1"
)

// Help is what "drover sim -h" prints.
const Help = `drover sim   the simulated service over HTTP, for other programs

  drover sim                                          prints "listening http://127.0.0.1:PORT"
  drover sim --fault 'reset-after@V3BatchStartJobs/1'  every start is applied and its answer lost
  drover sim --jobs 100000 --latency 30ms

  --listen ADDR        where to listen [127.0.0.1:0]; this machine only
  --jobs N             jobs in all [40]          --tables N   tables per job [2000]
  --seed N             of names and trouble [1]  --latency D  before every answer
  --fault SPEC         kind[:arg][@operation][/n], comma-separated, such as
                       429:2s@ListJobs/3  reset-after@V3BatchStartJobs/1  slow:800ms  expire@*/20
                       limit:10 (429 to what comes beyond ten calls in a second)
                       drift@ShowJobDetail/2 (after the call, somebody else updates a section of the job it was
                       about: policy, flow control, name or alarms; so at UpdateJob; at ShowDbObjectsList its
                       objects; at CollectDbObjectsInfo tables come at the source; at other calls drift
                       starts or pauses any job)
                       fail:NAME@ShowUpdateObjectSavingStatus (the saving of its objects fails; so does
                       their reading at ShowDbObjectCollectionStatus)
  --freeze             the service's clock stands still
  --prepared           two jobs more, in configuration: wave4-crm-move, a migration of MySQL (accounts,
                       parameters), and wave4-crm-stream, which copies nothing (start position)
  --generation v3      the older API alone, as on Open Telekom Cloud [both]

Who may log in: test data, not secrets. IAM answers at the same address.

  --token sim-token --ak sim-ak --sk sim-sk --user sim --password sim --domain sim --project p1
                       the credentials it accepts; the domain is the account's name
  --projects LIST      several: p1=cn-north-4,p2=cn-north-4_team
  --security-token T   must go with the access key     --mfa 123456   must go with the password
  --token-life D       of a login by password [24h]
  --lock-after N       wrong signatures in a row that lock the access key for 5 minutes [5]; 0: never

The databases behind its jobs take any password but "wrong" and "bad-password", and any user but
"nobody"; 203.0.113.x does not answer, names below .invalid are not known, nothing listens on port 1,
and there is no database "nowhere". What a pre-check finds (a log that is off, a full disk) somebody
mends within 20 seconds: run it again.

The policy, the alarms and the objects of wave2-shop-03 hold x_engine_hint, which no page names: what was
read of it may be sent back. One database of wave2-shop-02 has more tables than max_table_num. Reading a
source anew finds three new tables every other time. The source of billing-ora-02 cannot be read.

Jobs are created as well. An instance is there if its ID has the form of one (32 hexadecimal digits,
in, two digits) and does not begin with eight zeros. The size micro is sold out, high in the last
zone; a node in the subnet "full" finds no address, and its creation fails.

DryvIQ answers at the same address, with as many transfers of files as there are jobs: /connect/token by
--user and --password or a refresh token, /v1 by a bearer token, which --token is as well.

  --site main          the site that /v1/sites/main/api stands for
  --fault SPEC         its operations are written with a small letter: 500@cloneJob, 403@patchJob, expire@getJob/5
                       ignore:destination@cloneJob (the server drops that member; so at patchJob),
                       replace@cloneJob (nested objects are replaced, not merged), drift@getJob/2, fail:NAME@patchJob

finance-to-sharepoint runs, by a schedule; hr-archive has a window, legal-hold-box is paused, media-to-s3 waits
to be started; two are called scans. A clone has the schedule of its original, and runs by it at once, unless
the request says otherwise. The folders of Box legal may not be seen; Old file server is disabled.

It serves until it is interrupted.
`

// ParseFlags reads the command line of "drover sim". Its errors are one
// sentence each.
func ParseFlags(args []string) (ServeOptions, error) {
	var o ServeOptions
	set := flag.NewFlagSet("drover sim", flag.ContinueOnError)
	set.SetOutput(io.Discard)
	set.StringVar(&o.Listen, "listen", "127.0.0.1:0", "")
	set.IntVar(&o.Jobs, "jobs", 40, "")
	set.IntVar(&o.Tables, "tables", 2000, "")
	set.Int64Var(&o.Seed, "seed", 1, "")
	set.DurationVar(&o.Latency, "latency", 0, "")
	set.StringVar(&o.Fault, "fault", "", "")
	set.BoolVar(&o.Freeze, "freeze", false, "")
	set.BoolVar(&o.Prepared, "prepared", false, "")
	set.StringVar(&o.Token, "token", DemoToken, "")
	set.StringVar(&o.AK, "ak", "sim-ak", "")
	set.StringVar(&o.SK, "sk", "sim-sk", "")
	set.StringVar(&o.User, "user", "sim", "")
	set.StringVar(&o.Password, "password", "sim", "")
	set.StringVar(&o.Project, "project", DemoProject, "")
	loginFlags(set, &o)
	err := set.Parse(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return o, ErrHelp
	case err != nil:
		return o, fmt.Errorf("%s; drover sim -h lists the flags", strings.ReplaceAll(err.Error(), "flag provided but not defined: -", "there is no flag --"))
	case set.NArg() > 0:
		return o, fmt.Errorf("%q is no flag; drover sim -h lists them", set.Arg(0))
	case o.Latency < 0 || o.Latency > time.Minute:
		return o, errors.New("--latency is out of range: 0 to 1m")
	case o.Jobs < 0 || o.Jobs > 1_000_000:
		return o, errors.New("--jobs is out of range: 0 to 1000000")
	}
	if err := loopbackOnly(o.Listen); err != nil {
		return o, err
	}
	if _, err := ParseFaults(o.Fault); err != nil {
		return o, err
	}
	return o, checkLogin(set, &o)
}

// loginFlags are those of logging in by key or password.
func loginFlags(set *flag.FlagSet, o *ServeOptions) {
	set.StringVar(&o.Projects, "projects", "", "")
	set.StringVar(&o.SecurityToken, "security-token", "", "")
	set.StringVar(&o.Site, "site", "main", "")
	set.StringVar(&o.Domain, "domain", "sim", "")
	set.StringVar(&o.MFA, "mfa", "", "")
	set.DurationVar(&o.TokenLife, "token-life", 24*time.Hour, "")
	set.IntVar(&o.LockAfter, "lock-after", 5, "")
	set.StringVar(&o.Generation, "generation", "both", "")
}

func checkLogin(set *flag.FlagSet, o *ServeOptions) error {
	given := map[string]bool{}
	set.Visit(func(f *flag.Flag) { given[f.Name] = true })
	switch {
	case given["project"] && given["projects"]:
		return errors.New("--project names the one project, --projects all of several: give one of them")
	case o.TokenLife <= 0 || o.TokenLife > 24*time.Hour:
		return errors.New("--token-life is out of range: above 0, to 24h")
	case o.LockAfter < 0 || o.LockAfter > 1000:
		return errors.New("--lock-after is out of range: 0 to 1000")
	case o.Generation != "both" && o.Generation != "v3":
		return fmt.Errorf("--generation %q: there are both and v3", o.Generation)
	}
	if o.LockAfter == 0 {
		o.LockAfter = -1 // in Options, 0 is the default
	}
	if o.Projects != "" {
		if _, err := parseProjects(o.Projects); err != nil {
			return err
		}
	}
	return nil
}
