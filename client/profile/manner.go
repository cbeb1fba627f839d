package profile

import (
	"fmt"
	"os"
)

// manner is how the service is talked to.
func (r *resolver) manner() error {
	f, p, s := &r.flags, &r.profile, &r.out
	s.Language = r.choose("language", r.ofFlag("language", f.said("language", f.Language)), r.ofProfile("language", p.Language), choice{"en-us", "default"})
	s.CAFile = r.choose("CA file", r.ofFlag("ca-file", f.CAFile), r.ofProfile("ca_file", p.CAFile), r.ofImport(r.imported.caFile), r.ofEnv("OS_CACERT"))
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
	s.Generation = r.choose("generation", r.ofProfile("generation", p.Generation), choice{"auto", "default"})
	usual := choice{"access", "default"}
	if ofOTC(s.Region) || atOTC(s.Endpoint) {
		usual = choice{"credential", "Open Telekom Cloud"}
	}
	s.Signature = r.choose("signature", r.ofProfile("signature", p.Signature), usual)
	return nil
}

// said is a flag's value if it was written.
func (f *Flags) said(name, value string) string {
	if f.given[name] {
		return value
	}
	return ""
}
