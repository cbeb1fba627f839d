package client

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestTheEditorIsTheOneThatIsNamed(t *testing.T) {
	for _, c := range []struct {
		env  map[string]string
		want string
	}{
		{map[string]string{"VISUAL": "code --wait", "EDITOR": "nano"}, "code"},
		{map[string]string{"VISUAL": "  ", "EDITOR": "/usr/bin/nano"}, "nano"},
		{nil, "vi"},
	} {
		if got := EditorOf(func(name string) string { return c.env[name] }).Name(); got != c.want {
			t.Errorf("%v: %s, want %s", c.env, got, c.want)
		}
	}
}

func TestAnEditorIsToldTheLineIfItUnderstands(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"vim", "ed"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("#!/bin/sh\n"), 0o700); err != nil { //nolint:gosec // it is to be run
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		words string
		line  int
		want  []string
	}{
		{"/vim -n", 12, []string{"-n", "+12", "job.yaml"}},
		{"/vim -n", 0, []string{"-n", "job.yaml"}},
		{"/ed", 12, []string{"job.yaml"}},
	} {
		cmd, err := EditorOf(func(string) string { return dir + c.words }).Command("job.yaml", c.line)
		if err != nil || !slices.Equal(cmd.Args[1:], c.want) {
			t.Errorf("%s at %d: %v, %v", c.words, c.line, cmd, err)
		}
	}
	if _, err := EditorOf(func(string) string { return "/no/such\x1b[2J" }).Command("job.yaml", 1); err == nil || strings.Contains(err.Error(), "\x1b") {
		t.Errorf("an editor that is not there: %v", err)
	}
}
