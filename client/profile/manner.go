package profile

// manner is how the service is talked to.
func (r *resolver) manner() error {
	f, p, s := &r.flags, &r.profile, &r.out
	s.Language = r.choose("language", r.ofFlag("language", f.said("language", f.Language)), r.ofProfile("language", p.Language), choice{"en-us", "default"})
	if err := r.wire(r.ofImport(r.imported.caFile), r.ofEnv("OS_CACERT")); err != nil {
		return err
	}
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
