package profile

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// sentinel is a secret that no message may show.
const sentinel = "S3NTINEL-hunter2"

// home gives the test a home of its own, with nothing in it.
func home(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	t.Setenv("HOME", dir)
	t.Setenv("XDG_CONFIG_HOME", "")
	t.Chdir(dir)
	for _, name := range append(SecretNames(), "OS_CLIENT_CONFIG_FILE", "HUAWEICLOUD_SDK_CREDENTIALS_FILE") {
		t.Setenv(name, "")
	}
	return dir
}

// write puts a file below the home, private.
func write(t *testing.T, path, text string) string {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// configured reads a configuration from a text.
func configured(t *testing.T, text string) (Config, error) {
	t.Helper()
	return Load(write(t, filepath.Join(t.TempDir(), "config.toml"), text))
}

func environment(pairs ...string) Environment {
	var list []string
	for i := 0; i+1 < len(pairs); i += 2 {
		list = append(list, pairs[i]+"="+pairs[i+1])
	}
	return ReadEnvironment(list)
}

// oneSentence refuses errors that are several lines, show the sentinel, or say
// nothing of what is wanted.
func oneSentence(t *testing.T, name string, err error, wants ...string) {
	t.Helper()
	if err == nil {
		t.Errorf("%s: no error", name)
		return
	}
	said := err.Error()
	if strings.ContainsAny(said, "\n\r\x1b") || strings.Contains(said, sentinel) {
		t.Errorf("%s: %q", name, said)
	}
	for _, want := range wants {
		if !strings.Contains(said, want) {
			t.Errorf("%s: %q does not say %q", name, said, want)
		}
	}
}
