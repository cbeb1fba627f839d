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
