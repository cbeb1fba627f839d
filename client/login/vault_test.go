package login_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"drover/client/profile"
)

// vault is a command that prints a credential, and keeps count.
type vault struct{ dir string }

func newVault(t *testing.T) *vault {
	t.Helper()
	v := &vault{ram(t)}
	script := fmt.Sprintf("#!/bin/sh\necho x >> '%s/ran'\ncat '%s/out'\n", v.dir, v.dir)
	if err := os.WriteFile(v.program(), []byte(script), 0o700); err != nil { //nolint:gosec // it is run
		t.Fatal(err)
	}
	return v
}

func (v *vault) program() string { return filepath.Join(v.dir, "vault") }

func (v *vault) settings() profile.Settings {
	return profile.Settings{Profile: "prod", Command: &profile.Command{Profile: "prod", Argv: []string{v.program()}}}
}

// holds is what it prints from now on.
func (v *vault) holds(t *testing.T, credential map[string]string) {
	t.Helper()
	text, err := json.Marshal(credential)
	if err != nil {
		t.Fatal(err)
	}
	next := filepath.Join(v.dir, "next")
	if err := errors.Join(os.WriteFile(next, text, 0o600), os.Rename(next, filepath.Join(v.dir, "out"))); err != nil {
		t.Fatal(err)
	}
}

func (v *vault) ran() int {
	text, _ := os.ReadFile(filepath.Join(v.dir, "ran")) // it did not run yet
	return strings.Count(string(text), "x")
}
