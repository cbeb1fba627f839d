package profile

import (
	"maps"
	"os"
	"slices"
)

// Found is what this machine has already: what a first screen offers. It holds
// names and paths only.
type Found struct {
	Config      string   // where the configuration is, or would be
	Exists      bool     // and whether it is
	Profiles    []string // in it
	Trouble     string   // what is wrong with it, in one sentence; "" if nothing is
	Clouds      string   // clouds.yaml, "" if there is none
	CloudNames  []string // in it, sorted
	SDK         string   // the SDK's file, "" if there is none
	KooCLI      string   // KooCLI's file, "" if there is none
	KooLocked   bool     // its secrets are encrypted: nobody else can read them
	Environment []string // variables of credentials that are set
}

// Look looks around. named is --config. Nothing is changed, nothing is sent.
func Look(named string, e Environment) Found {
	c, err := Load(named)
	f := Found{Config: shown(c.Path), Exists: c.Exists, Profiles: c.Names(), Environment: e.Present()}
	if err != nil {
		f.Trouble = err.Error()
	}
	if path := e.cloudsFile(); path != "" {
		if clouds, _, err := readClouds(path); err == nil {
			f.Clouds = shown(path)
			for _, name := range slices.Sorted(maps.Keys(clouds)) {
				f.CloudNames = append(f.CloudNames, shown(name))
			}
		}
	}
	if path, err := e.sdkFile(); err == nil && plainFile(path) {
		f.SDK = shown(path)
	}
	if path, err := kooFile(); err == nil && plainFile(path) {
		f.KooCLI = shown(path)
		if text, _, err := readForeign(path); err == nil {
			f.KooLocked, _ = kooEncrypted(text)
		}
	}
	return f
}

func plainFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}

// Offer is one thing that was found, in a few words.
type Offer struct {
	Words    string    // "clouds.yaml: otc", "HW_ACCESS_KEY in the environment"
	Settings *Settings // of the service that it leads to by itself; nil: it names none
}

// Offers lists what was found for somebody who chooses. A cloud of clouds.yaml
// names a service; keys alone do not.
func (f Found) Offers(flags Flags, e Environment) []Offer {
	var out []Offer
	for _, name := range f.CloudNames {
		o := Offer{Words: "clouds.yaml: " + name}
		cloud := Config{Default: name, Profiles: []Profile{{Name: name, Backend: "drs", Import: "clouds:" + name}}}
		if set, err := Resolve(flags, cloud, e); err == nil {
			set.Profile = "" // it is nobody's profile
			o.Settings = &set
		}
		out = append(out, o)
	}
	if e.plain["SKYSYNC_SERVER"] != "" {
		o := Offer{Words: "SKYSYNC_SERVER: a DryvIQ server"}
		flags.Backend = DryvIQ
		if set, err := Resolve(flags, Config{}, e); err == nil {
			o.Settings = &set
		}
		out = append(out, o)
	}
	for _, file := range []string{f.SDK, f.KooCLI} {
		if file != "" {
			out = append(out, Offer{Words: file})
		}
	}
	for _, name := range f.Environment {
		out = append(out, Offer{Words: name + " in the environment"})
	}
	return out
}
