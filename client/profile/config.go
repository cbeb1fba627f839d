package profile

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Config is a configuration file, read and checked.
type Config struct {
	Path     string
	Exists   bool
	Default  string // default_profile, "" if the file names none
	Profiles []Profile
}

// Profile is what the configuration says of one service and account. It holds
// no secret. What is not said is empty.
type Profile struct {
	Name        string
	Backend     string // "drs", "dryviq"
	Region      string
	ProjectID   string
	ProjectName string
	Auth        string // "aksk", "password", "token"
	Production  bool
	ReadOnly    bool
	Username    string
	Domain      string // the account's name
	Language    string
	Endpoint    string
	IAMEndpoint string
	CAFile      string // absolute
	Proxy       string
	Refresh     *time.Duration // 0: by hand
	Command     []string       // credential_command
	Import      string         // "sdk", "clouds:NAME", "koocli:NAME"
	Site        string         // DryvIQ: its name
	Generation  string         // "auto", "v5", "v3"
	Signature   string         // "access", "credential"

	lines map[string]int // where each key stands
	file  string
}

// ConfigPath is where the configuration is: what --config names, else
// config.toml in $XDG_CONFIG_HOME/drover.
func ConfigPath(named string) (string, error) {
	if named != "" {
		return filepath.Abs(named)
	}
	dir, err := configDir()
	return filepath.Join(dir, "config.toml"), err
}

// ShortPath is the file's path as it is shown, with ~ for the home folder.
func (c *Config) ShortPath() string {
	path := shown(c.Path)
	if home, err := os.UserHomeDir(); err == nil && home != "" {
		if rest, ok := strings.CutPrefix(path, shown(home)+string(filepath.Separator)); ok {
			return "~/" + filepath.ToSlash(rest)
		}
	}
	return path
}

// Load reads the configuration. named is --config, "" for the usual place,
// where none is an empty configuration. Its errors are one sentence, with
// file, line, key and what to do.
func Load(named string) (Config, error) {
	path, err := ConfigPath(named)
	if err != nil {
		return Config{}, err
	}
	text, err := readTrusted(path)
	if errors.Is(err, fs.ErrNotExist) {
		if named != "" {
			return Config{Path: path}, fmt.Errorf("--config %s is not there", shown(named))
		}
		return Config{Path: path}, nil
	}
	if err != nil {
		return Config{Path: path}, err
	}
	c := Config{Path: path, Exists: true}
	settings, wrong := parse(text)
	if wrong == nil {
		wrong = c.fill(settings)
	}
	if wrong != nil {
		return Config{Path: path, Exists: true}, fmt.Errorf("%s line %d: %s", shown(path), wrong.line, wrong.what)
	}
	return c, nil
}

// Profile finds a profile by its name.
func (c *Config) Profile(name string) (Profile, bool) {
	for _, p := range c.Profiles {
		if p.Name == name {
			return p, true
		}
	}
	return Profile{}, false
}

// Names lists the profiles, in the order of the file.
func (c *Config) Names() []string {
	var out []string
	for _, p := range c.Profiles {
		out = append(out, p.Name)
	}
	return out
}

// from is where a key of the profile stands, for people.
func (p *Profile) from(key string) string {
	return fmt.Sprintf("profile %s (%s line %d)", p.Name, filepath.Base(p.file), p.lines[key])
}

// fill takes the settings. A secret is refused before anything else is looked
// at, so that no other message can come to show one.
func (c *Config) fill(settings []setting) *mistake {
	for _, s := range settings {
		if s.value == nil || len(s.path) == 2 && s.path[0] == "profile" {
			continue // a table's name is none of its keys
		}
		if holdsSecret(s.name()) {
			return &mistake{s.line, secretRefused(s.name())}
		}
	}
	for _, s := range settings {
		if what := c.take(s); what != "" {
			return &mistake{s.line, what}
		}
	}
	for _, p := range c.Profiles {
		if wrong := p.checkTogether(); wrong != nil {
			return wrong
		}
	}
	if _, ok := c.Profile(c.Default); c.Default != "" && !ok {
		i := slices.IndexFunc(settings, func(s setting) bool { return s.path[0] == "default_profile" })
		return &mistake{settings[i].line, fmt.Sprintf("default_profile %q is none of the profiles here: %s", shown(c.Default), listed(c.Names()))}
	}
	return nil
}

// take puts one setting where it belongs, and says what is wrong with it.
func (c *Config) take(s setting) string {
	switch {
	case len(s.path) == 1 && s.path[0] == "default_profile":
		name, ok := s.value.(string)
		if !ok || name == "" {
			return `default_profile must be the name of a profile in quotes, such as "prod"`
		}
		c.Default = name
		return ""
	case s.path[0] != "profile":
		return fmt.Sprintf("there is no key %s: a file has default_profile and tables [profile.NAME]", keyShown(s.path))
	case len(s.path) == 1:
		if s.value != nil {
			return "profile must be a table: write [profile.NAME] and the keys below it"
		}
		return ""
	}
	p, what := c.named(s.path[1])
	switch {
	case what != "":
		return what
	case len(s.path) == 2 && s.value != nil:
		return fmt.Sprintf("profile %s must be a table: write [profile.%s] once and the keys below it", p.Name, p.Name)
	case len(s.path) == 2:
		return ""
	case len(s.path) > 3 || s.value == nil:
		return fmt.Sprintf("there is no table %s: a profile's keys have no tables below them", keyShown(s.path))
	}
	return p.take(s)
}

// named finds a profile to be filled, or begins it.
func (c *Config) named(name string) (*Profile, string) {
	if !plainName(name) {
		return nil, fmt.Sprintf("%q is no name for a profile: letters, digits, . _ and - only, at most 64", shown(name))
	}
	for i := range c.Profiles {
		if c.Profiles[i].Name == name {
			return &c.Profiles[i], ""
		}
	}
	c.Profiles = append(c.Profiles, Profile{Name: name, Backend: "drs", lines: map[string]int{}, file: c.Path})
	return &c.Profiles[len(c.Profiles)-1], ""
}

// keyShown is a dotted key, for a sentence.
func keyShown(path []string) string { return shown(strings.Join(path, ".")) }

func listed(names []string) string {
	if len(names) == 0 {
		return "there are none"
	}
	return shown(strings.Join(names, ", "))
}

// holdsSecret reports a key whose value would be a secret, or the half of one.
func holdsSecret(name string) bool {
	name = strings.ToLower(strings.ReplaceAll(name, "-", "_"))
	switch name {
	case "ak", "sk", "access_key", "access_key_id", "passcode", "passwd", "pwd", "api_key":
		return true
	}
	return strings.Contains(name, "password") || strings.Contains(name, "secret") || strings.Contains(name, "token")
}

func secretRefused(name string) string {
	return shown(name) + " does not stand in this file, where it would lie open: name a credential_command that prints it, or set it in the environment (drover -h names the variables)"
}
