package profile

import (
	"path/filepath"
	"strings"
	"testing"
)

func TestWhatAMachineHasIsFound(t *testing.T) {
	dir := home(t)
	if f := Look("", environment()); f.Exists || f.Trouble != "" || f.Clouds != "" || f.SDK != "" || f.KooCLI != "" || len(f.Environment) != 0 || !strings.HasSuffix(f.Config, "config.toml") {
		t.Errorf("nothing: %+v", f)
	}
	write(t, filepath.Join(dir, ".config", "drover", "config.toml"), two)
	write(t, filepath.Join(dir, ".config", "openstack", "clouds.yaml"), "clouds: {b: {}, \"a\\e[2J\": {}}")
	xdg := filepath.Join(dir, "xdg")
	t.Setenv("XDG_CONFIG_HOME", xdg)
	if path, theirs := environment().cloudsFile(), write(t, filepath.Join(xdg, "openstack", "clouds.yaml"), "clouds: {}"); path == theirs {
		t.Error("found before it was there")
	} else if path = environment().cloudsFile(); path != theirs {
		t.Errorf("clouds.yaml is %s", path)
	}
	t.Setenv("XDG_CONFIG_HOME", "")
	sdk := write(t, filepath.Join(dir, ".huaweicloud", "credentials"), "[basic]\n")
	koo := write(t, filepath.Join(dir, ".hcloud", "config.json"), `{"authEncrypt":"true"}`)
	f := Look("", environment("HW_SECRET_KEY", sentinel, "HW_ACCESS_KEY", "a", "PATH", "x"))
	if !f.Exists || strings.Join(f.Profiles, " ") != "prod otc" || strings.Join(f.CloudNames, " ") != "a^[[2J b" || f.SDK != sdk || f.KooCLI != koo || !f.KooLocked ||
		strings.Join(f.Environment, " ") != "HW_ACCESS_KEY HW_SECRET_KEY" {
		t.Errorf("%+v", f)
	}
	write(t, filepath.Join(dir, ".config", "drover", "config.toml"), "[profile.p]\ntoken = \""+sentinel+"\"")
	if f := Look("", environment()); !strings.Contains(f.Trouble, "line 2") || strings.Contains(f.Trouble, sentinel) || !f.Exists {
		t.Errorf("%+v", f)
	}
}

// TestOffersLeadWhereTheyCan: a cloud that names its region does; keys alone do
// not say which service they are for.
func TestOffersLeadWhereTheyCan(t *testing.T) {
	dir := home(t)
	write(t, filepath.Join(dir, ".config", "openstack", "clouds.yaml"),
		"clouds: {otc: {region_name: eu-de, auth: {auth_url: \"https://iam.eu-de.otc.t-systems.com/v3\", username: u, password: "+sentinel+", user_domain_name: d, project_id: p1}}, empty: {}}")
	env := environment("HW_SECRET_KEY", sentinel)
	f := Look("", env)
	var words []string
	for _, o := range f.Offers(Flags{}, env) {
		words = append(words, o.Words)
		if leads := o.Settings != nil; leads != (o.Words == "clouds.yaml: otc") {
			t.Errorf("%s leads: %v", o.Words, leads)
		} else if leads && (o.Settings.Region != "eu-de" || o.Settings.Profile != "" || o.Settings.Project != "p1") {
			t.Errorf("%+v", o.Settings.Sources)
		}
	}
	if got := strings.Join(words, ", "); got != "clouds.yaml: empty, clouds.yaml: otc, HW_SECRET_KEY in the environment" {
		t.Errorf("offers %s", got)
	}
	if c, err := Load(""); err != nil || c.ShortPath() != "~/.config/drover/config.toml" {
		t.Errorf("the path is shown as %s: %v", c.ShortPath(), err)
	}
}
