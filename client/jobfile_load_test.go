package client

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

func TestOnlyPlainFilesOfTheRightSizeAreRead(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	for name, size := range map[string]int{"fits": 16, "large": 17, "closed": 1} {
		if err := os.WriteFile(at(name), []byte(strings.Repeat("x", size)), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := syscall.Mkfifo(at("pipe"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(at("fits"), at("link")); err != nil {
		t.Fatal(err)
	}
	for name, why := range map[string]string{
		"fits": "", "link": "a symbolic link", "large": "larger than", "pipe": "no file but a device", ".": "a folder", "none": "no such file", "\x1b[2J": "no such file",
	} {
		data, err := ReadSmallFile(dir+"/"+name, 16)
		switch {
		case why == "" && (err != nil || len(data) != 16):
			t.Errorf("%s: %d bytes, %v", name, len(data), err)
		case why != "" && (err == nil || !strings.Contains(err.Error(), why) || strings.ContainsAny(err.Error(), "\x1b\n")):
			t.Errorf("%q: %v", name, err)
		}
	}
}

func TestAMistakeSaysItsLine(t *testing.T) {
	for want, m := range map[string]Mistake{"line 12: not a number": {Line: 12, Why: "not a number"}, "the file is empty": {Why: "the file is empty"}} {
		if got := m.Words(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
