package profile

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"drover/model"
)

// Settings is what a session needs to know of its service.
type Settings struct {
	Profile     string // its name; "" where flags and environment alone say where to go
	Backend     string // DRS, DryvIQ
	Endpoint    string // https://drs.cn-north-4.myhuaweicloud.com
	IAMEndpoint string // https://iam.cn-north-4.myhuaweicloud.com; "": nobody knows
	Region      string // cn-north-4; "" beside an endpoint that was named
	Site        string // of a DryvIQ server, its name; "": the server itself
	Project     string // the project's id; "": to be asked for
	ProjectName string // to find its id by
	Auth        string // the way of logging in that is wanted; "": any
	Username    string // for whom a password is typed
	Domain      string // and of which account
	Language    string
	CAFile      string
	Proxy       string // "": the environment's
	Refresh     time.Duration
	ReadOnly    bool
	Production  bool
	Generation  string // "auto", "v5", "v3"
	Signature   string // "access", "credential"

	// Credential is of an imported file or the environment; without a Kind
	// where there is none. Login runs the profile's command, too.
	Credential Credential
	Command    *Command
	// Missing says which variables are there without the one they need, or for
	// another way of logging in; "" if that is not what a credential lacks.
	Missing string
	Sources []Source

	reread func() (Credential, error) // of a file; nil: there is nothing to be read again
}

// Source says where one setting came from.
type Source struct {
	Setting string // "region"
	Value   string // cleaned; never a secret
	From    string // "flag --region", "profile prod (config.toml line 4)"; "": the value says it
}

// ErrNothing means that flags, configuration and environment name no service.
var ErrNothing = errors.New("no service is named: give --profile, or --endpoint or --region with --project and a token, or look around with drover --demo")

// Way is the way of logging in: of the credential at hand, else the wanted one,
// else a token; at a DryvIQ server, whose tokens nobody sees, a password.
func (s *Settings) Way() string {
	for _, way := range []string{s.Credential.Kind, s.Auth} {
		if way != "" {
			return way
		}
	}
	if s.Backend == DryvIQ {
		return Password
	}
	return Token
}

// Login gives the credential: it runs the profile's credential_command if it
// has one. Without a Kind there is none, and it must be typed.
func (s *Settings) Login(ctx context.Context) (Credential, error) {
	if s.Command == nil {
		return s.Credential, nil
	}
	return s.Command.Run(ctx)
}

// Reread is Credential as its file has it now; one of the environment is as it
// was when drover began.
func (s *Settings) Reread() (Credential, error) {
	if s.reread == nil {
		return s.Credential, nil
	}
	return s.reread()
}

// Resolve joins flags, configuration and environment, in this order. A flag
// goes before a profile, a profile before the environment. Its errors are one
// sentence each. Nothing is sent and no command is run.
//
// --endpoint without --profile names a service that is not the default
// profile's: that profile is left alone then, so that its credential does not
// go there. So it is where --region names another region than that profile's;
// a profile that is named by --profile beside it leaves what belongs to its
// region (project, endpoints) behind.
func Resolve(f Flags, c Config, e Environment) (Settings, error) {
	p, err := c.pick(f)
	if err != nil {
		return Settings{}, err
	}
	r := resolver{flags: f, profile: p, env: e, profiles: c.Names()}
	switch backend, err := r.backend(); {
	case err != nil:
		return Settings{}, err
	case backend == DryvIQ:
		return r.files()
	}
	if p.Import != "" && (f.Profile != "" || p.Region == "" || !r.moved()) { // of one that is left alone nothing is read
		if r.imported, err = e.load(p); err != nil {
			return Settings{}, fmt.Errorf("profile %s: %w", p.Name, err)
		}
	}
	if r.moved() {
		r.leave(f.Profile != "")
	}
	return r.settings()
}

// pick finds the profile to use: the one that is named, else the default one,
// else the only one. None is an empty one.
func (c *Config) pick(f Flags) (Profile, error) {
	name := f.Profile
	if name == "" && f.Endpoint == "" {
		name = c.Default
		if name == "" && len(c.Profiles) == 1 {
			name = c.Profiles[0].Name
		}
		if p, ok := c.Profile(name); ok && f.given["backend"] && p.Backend != f.Backend {
			name = "" // another service is asked for than that of the default
		}
	}
	if name == "" {
		return Profile{}, nil
	}
	if p, ok := c.Profile(name); ok {
		return p, nil
	}
	if !c.Exists {
		return Profile{}, fmt.Errorf("there is no profile %q: %s is not there; drover -h shows how to write it", shown(name), shown(c.Path))
	}
	return Profile{}, fmt.Errorf("there is no profile %q in %s: %s", shown(name), shown(c.Path), listed(c.Names()))
}

// resolver joins what three sources say.
type resolver struct {
	flags    Flags
	profile  Profile
	imported imported
	env      Environment
	profiles []string // all there are
	family   family   // whose credential is used
	out      Settings
}

func (r *resolver) settings() (Settings, error) {
	p, s := &r.profile, &r.out
	s.Profile, s.Backend, s.Auth = p.Name, DRS, p.Auth
	s.Username, s.Domain = p.Username, p.Domain
	r.credential()
	if err := r.place(); err != nil {
		return Settings{}, err
	}
	if err := r.addresses(); err != nil {
		return Settings{}, err
	}
	if err := r.manner(); err != nil {
		return Settings{}, err
	}
	return r.out, nil
}

// choice is one source's word on a setting.
type choice struct{ value, from string }

// choose takes the first word that says anything, and notes whose it was.
func (r *resolver) choose(setting string, choices ...choice) string {
	for _, c := range choices {
		if c.value != "" {
			r.out.Sources = append(r.out.Sources, Source{Setting: setting, Value: model.Clean(c.value), From: c.from})
			return c.value
		}
	}
	return ""
}

func (r *resolver) ofFlag(name, value string) choice { return choice{value, "flag --" + name} }

func (r *resolver) ofProfile(key, value string) choice {
	if value == "" {
		return choice{}
	}
	return choice{value, r.profile.from(key)}
}

func (r *resolver) ofImport(value string) choice { return choice{value, r.imported.from} }

func (r *resolver) ofEnv(names ...string) choice {
	value, name := r.env.first(names...)
	return choice{value, "environment (" + name + ")"}
}

// credential takes the one at hand: of the command, the import, or the
// environment.
func (r *resolver) credential() {
	p, s := &r.profile, &r.out
	switch {
	case len(p.Command) > 0:
		s.Command = &Command{Profile: p.Name, Argv: p.Command, Auth: p.Auth, Backend: p.Backend}
		r.choose("credential", choice{"command " + s.Command.name(), p.from("credential_command")})
	case p.Import != "":
		s.Credential = r.imported.credential
		s.reread = r.rereader()
		r.choose("credential", choice{s.Credential.Source, p.from("import")})
	default:
		s.Credential, r.family, s.Missing = r.env.credential(p.Auth, *p)
		r.choose("credential", choice{s.Credential.Source, ""}, choice{s.Missing, ""}, choice{"to be typed", ""})
	}
}

// place is region and project.
func (r *resolver) place() error {
	f, p, s := &r.flags, &r.profile, &r.out
	s.Region = r.choose("region", r.ofFlag("region", f.Region), r.ofProfile("region", p.Region), r.ofImport(r.imported.region),
		r.ofEnv("DROVER_REGION", "HW_REGION_NAME", "OS_REGION_NAME"))
	project := []choice{
		r.ofFlag("project", f.Project), r.ofProfile("project_id", p.ProjectID),
	}
	if p.ProjectName == "" { // the profile's name of a project goes before ids from elsewhere
		project = append(project, r.ofImport(r.imported.projectID))
		if r.imported.projectName == "" {
			project = append(project, r.ofEnv("DROVER_PROJECT_ID", "HW_PROJECT_ID", "OS_PROJECT_ID", "HUAWEICLOUD_SDK_PROJECT_ID"))
		}
	}
	if s.Project = r.choose("project", project...); s.Project == "" {
		s.ProjectName = r.choose("project name", r.ofProfile("project_name", p.ProjectName), r.ofImport(r.imported.projectName),
			r.ofEnv("HW_PROJECT_NAME", "OS_PROJECT_NAME"))
	}
	if s.Project != "" && !plainID(s.Project) {
		return errors.New("the project is no id: letters, digits and - only, as the console shows it")
	}
	return nil
}

// addresses are the service's and that of IAM. Where the service's was named
// and belongs to no region, IAM's is not guessed: a password would go there.
func (r *resolver) addresses() error {
	f, p, s := &r.flags, &r.profile, &r.out
	sdk := r.ofEnv(sdkEndpoint(s.Region))         // of no region: a name that nobody sets
	sdk.value, _, _ = strings.Cut(sdk.value, ",") // the SDKs take several
	named := []choice{r.ofFlag("endpoint", f.Endpoint), r.ofProfile("endpoint", p.Endpoint), sdk}
	if s.Region == "" && first(named[0].value, named[1].value) == "" {
		return r.nothing()
	}
	ours, iam := choice{from: "the region"}, choice{from: "the region"}
	if s.Region != "" {
		var err error
		if ours.value, err = regionEndpoint("drs", s.Region); err != nil {
			return err
		}
		iam.value, _ = regionEndpoint("iam", s.Region)
	}
	if err := forCredentials(named); err != nil {
		return err
	}
	s.Endpoint = r.choose("endpoint", append(named, ours)...)
	switch {
	case s.Endpoint == ours.value:
	case onThisMachine(s.Endpoint):
		iam = choice{s.Endpoint, "the endpoint, which is on this machine"}
	default:
		iam = choice{}
	}
	s.IAMEndpoint = r.choose("IAM endpoint", r.ofFlag("iam-endpoint", f.IAMEndpoint), r.ofProfile("iam_endpoint", p.IAMEndpoint),
		r.ofIAM(r.ofImport(r.imported.endpoint)), r.ofIAM(r.ofEnv(r.family.authURL...)), r.ofIAM(r.ofEnv("HUAWEICLOUD_SDK_IAM_ENDPOINT")), iam)
	if s.IAMEndpoint != "" && !plainAddress(s.IAMEndpoint) {
		return fmt.Errorf("the IAM endpoint %s is no address for credentials: it should look like https://iam.cn-north-4.myhuaweicloud.com (plain http to this machine only)", shown(s.IAMEndpoint))
	}
	return nil
}

// nothing says what could have been named.
func (r *resolver) nothing() error {
	switch {
	case r.profile.Name != "":
		return fmt.Errorf("profile %s names no service: give it a region or an endpoint", r.profile.Name)
	case len(r.profiles) > 0:
		return fmt.Errorf("%w; profiles: %s", ErrNothing, listed(r.profiles))
	}
	return ErrNothing
}

func (r *resolver) ofIAM(c choice) choice { return choice{iamRoot(c.value), c.from} }
