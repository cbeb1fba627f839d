package profile

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
)

// The backends, as a profile and --backend name them.
const (
	DRS    = "drs"
	DryvIQ = "dryviq"
)

// filesFamilies are the families that a DryvIQ server is logged in to with. No
// other one is ever sent there, and the second one nowhere else: it is that of the
// vendor's own command line.
func filesFamilies() []family {
	return []family{
		{token: []string{"DROVER_TOKEN"}, user: []string{"DROVER_USERNAME"}, password: []string{"DROVER_PASSWORD"}},
		{user: []string{"SKYSYNC_USERNAME"}, password: []string{"SKYSYNC_PASSWORD"}, server: "SKYSYNC_SERVER"},
	}
}

// familiesOf are those of a backend.
func familiesOf(backend string) []family {
	if backend == DryvIQ {
		return filesFamilies()
	}
	return families()
}

// skySync reports a variable of the vendor's command line that drover reads. The
// server product has many others of that beginning, which are none of its business.
func skySync(name string) bool {
	return slices.Contains([]string{"SKYSYNC_SERVER", "SKYSYNC_SITE", "SKYSYNC_USERNAME", "SKYSYNC_PASSWORD"}, name)
}

// foreign refuses what a profile of DryvIQ says of Huawei Cloud: the first such
// line.
func (p *Profile) foreign() *mistake {
	var out *mistake
	for _, key := range []string{"region", "project_id", "project_name", "domain_name", "iam_endpoint", "import", "language", "generation", "signature"} {
		if line := p.lines[key]; line > 0 && (out == nil || line < out.line) {
			out = &mistake{line, key + ` belongs to backend = "drs": a DryvIQ server knows nothing of it, take the line out`}
		}
	}
	if line := p.lines["auth"]; p.Auth == KeyPair && (out == nil || line < out.line) {
		out = &mistake{line, `a DryvIQ server has no access keys: write auth = "password" or "token"`}
	}
	return out
}

// files resolves the settings of a DryvIQ server. It has no region and no project.
func (r *resolver) files() (Settings, error) {
	f, p, s := &r.flags, &r.profile, &r.out
	p.Backend = DryvIQ // where there is no profile, too
	for _, flag := range []choice{r.ofFlag("region", f.Region), r.ofFlag("project", f.Project), r.ofFlag("iam-endpoint", f.IAMEndpoint)} {
		if flag.value != "" {
			return Settings{}, fmt.Errorf("%s belongs to DRS: a DryvIQ server knows nothing of it", strings.TrimPrefix(flag.from, "flag "))
		}
	}
	s.Profile, s.Backend, s.Auth, s.Username = p.Name, DryvIQ, p.Auth, p.Username
	named := []choice{r.ofFlag("endpoint", f.Endpoint), r.ofProfile("endpoint", p.Endpoint), r.ofEnv("SKYSYNC_SERVER")}
	if err := r.server(named); err != nil {
		return Settings{}, err
	}
	r.env.elsewhere = func(server string) bool { return server != "" && serverRoot(server) != s.Endpoint }
	site := r.ofEnv("SKYSYNC_SITE")
	if r.env.elsewhere(r.env.plain["SKYSYNC_SERVER"]) {
		site = choice{} // that is one of the other server
	}
	if site.value != "" && !plainSite(site.value) {
		return Settings{}, errors.New("SKYSYNC_SITE is no name of a site")
	}
	s.Site = r.choose("site", r.ofProfile("site", p.Site), site)
	r.credential()
	if err := r.wire(choice{}); err != nil {
		return Settings{}, err
	}
	return r.out, nil
}

// server takes the address that is named first.
func (r *resolver) server(named []choice) error {
	for _, c := range named {
		if c.value == "" {
			continue
		}
		if !plainAddress(c.value) {
			return fmt.Errorf("the endpoint, %s, is no address for credentials: it should look like https://dryviq.example.com (plain http to this machine only, no user in it)", c.from)
		}
		r.out.Endpoint = r.choose("endpoint", choice{serverRoot(c.value), c.from})
		return nil
	}
	if r.profile.Name != "" {
		return fmt.Errorf("profile %s names no server: give it an endpoint, such as \"https://dryviq.example.com\"", r.profile.Name)
	}
	return errors.New("no DryvIQ server is named: give --endpoint or SKYSYNC_SERVER, or --profile with one of backend = \"dryviq\"")
}

// serverRoot is a server's address as it is used: people write it with the root of
// the API behind.
func serverRoot(address string) string {
	return strings.TrimRight(strings.TrimSuffix(strings.TrimRight(address, "/"), "/v1"), "/")
}

// plainSite takes the name of a site, which is no address.
func plainSite(s string) bool {
	return plainLine(s) && s != "." && s != ".." && !strings.ContainsAny(s, `/\`)
}

// wire is how any service is reached. cacert is another program's word on
// certificates.
func (r *resolver) wire(cacert ...choice) error {
	f, p, s := &r.flags, &r.profile, &r.out
	s.CAFile = r.choose("CA file", append([]choice{r.ofFlag("ca-file", f.CAFile), r.ofProfile("ca_file", p.CAFile)}, cacert...)...)
	if _, err := os.Stat(s.CAFile); s.CAFile != "" && err != nil {
		of := r.out.Sources[len(r.out.Sources)-1].From
		return fmt.Errorf("%s names a ca_file that is no use: %w; name a file of PEM certificates, or leave it out", of, unreadable(s.CAFile, err))
	}
	s.Proxy = r.choose("proxy", r.ofProfile("proxy", p.Proxy))
	s.Refresh = f.Refresh
	if p.Refresh != nil && !f.given["refresh"] {
		s.Refresh = *p.Refresh
	}
	s.Production, s.ReadOnly = p.Production, p.ReadOnly || f.ReadOnly
	return nil
}

// backend is whose service is meant: the profile's, else the flag's.
func (r *resolver) backend() (string, error) {
	asked := r.flags.said("backend", r.flags.Backend)
	switch {
	case r.profile.Name == "":
		return first(r.flags.Backend, DRS), nil
	case asked != "" && asked != r.profile.Backend:
		return "", fmt.Errorf("profile %s is one of %s: --backend %s is for use without a profile", r.profile.Name, r.profile.Backend, asked)
	}
	return first(r.profile.Backend, DRS), nil
}

// For is a command line for another profile: what it says of a place was meant for
// the one it began with.
func (f Flags) For(profile string) Flags {
	f.Profile, f.Region, f.Project, f.Endpoint, f.IAMEndpoint = profile, "", "", "", ""
	given := map[string]bool{}
	for name := range f.given {
		given[name] = name != "backend" && f.given[name]
	}
	f.given = given
	return f
}
