package doors

import (
	"drover/client/profile"
	"drover/model"
)

// DemoSettings are those of the service in memory, of the backend that the command
// line names.
func DemoSettings(f profile.Flags, project, token string) profile.Settings {
	set := profile.Settings{
		Backend: f.Backend, ReadOnly: f.ReadOnly,
		Credential: profile.Credential{Kind: profile.Token, Token: model.NewSecret(token), Source: "the demo's own token"},
	}
	if f.Backend == profile.DryvIQ {
		set.Endpoint = "http://dryviq.demo"
		return set
	}
	set.Endpoint, set.Region, set.Project, set.Language = "http://drs.demo", "cn-north-4", project, f.Language
	return set
}
