package doctor

import (
	"cmp"
	"strings"

	"drover/client/profile"
)

// configured is the configuration and where each setting came from. It reports
// whether there are settings to go on with.
func configured(r *report, c Checks) bool {
	f := c.Found
	switch {
	case f.Trouble != "":
		r.wrong(bad, "configuration", f.Trouble, "drover begins once this is mended")
	case !f.Exists:
		r.add(ok, "configuration", "none: %s is not there", f.Config)
	default:
		r.add(ok, "configuration", "%s, profiles: %s", f.Config, cmp.Or(strings.Join(f.Profiles, ", "), "none"))
	}
	if len(f.Environment) > 0 {
		r.add(ok, "environment", "set: %s", strings.Join(f.Environment, ", "))
	}
	if c.SettingsErr != nil {
		if f.Trouble != c.SettingsErr.Error() { // else it was said
			r.wrong(bad, "profile", c.SettingsErr.Error(), "drover -h shows how a service is named and a profile written")
		}
		return false
	}
	s := c.Settings
	switch {
	case s.Profile == "":
		r.add(ok, "profile", "none: flags and environment say where to go")
	case s.Production:
		r.add(ok, "profile", "%s, production%s", s.Profile, readOnly(s.ReadOnly))
	default:
		r.add(ok, "profile", "%s%s", s.Profile, readOnly(s.ReadOnly))
	}
	for _, src := range s.Sources {
		l := ok
		if src.Setting == "credential" && s.Command == nil && s.Credential.Kind == "" {
			l = warn
		}
		if src.From == "" {
			r.add(l, src.Setting, "%s", src.Value)
			continue
		}
		r.add(l, src.Setting, "%s   (%s)", src.Value, src.From)
	}
	if w := s.Credential.Warning; w != "" {
		r.add(warn, "credential", "%s", w)
	}
	if s.IAMEndpoint == "" && s.Way() == profile.Password && s.Backend != profile.DryvIQ {
		r.wrong(bad, "IAM endpoint", "nobody says where tokens come from: the endpoint is not the region's own", "give --iam-endpoint, or iam_endpoint in the profile")
	}
	return true
}

func readOnly(on bool) string {
	if on {
		return ", read-only"
	}
	return ""
}
