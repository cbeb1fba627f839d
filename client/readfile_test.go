package client

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestASmallFileIsReadWhole and nothing else is.
func TestASmallFileIsReadWhole(t *testing.T) {
	dir := t.TempDir()
	write := func(name string, size int) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(strings.Repeat("x", size)), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	small := write("small", 2048)
	if data, err := ReadSmallFile(small, 2048); err != nil || len(data) != 2048 {
		t.Errorf("%d bytes, %v", len(data), err)
	}
	link := filepath.Join(dir, "link")
	if err := os.Symlink(small, link); err != nil {
		t.Fatal(err)
	}
	for path, why := range map[string]string{
		write("large", 2049): "larger than 2 kB", link: "a symbolic link", dir: "a folder",
		filepath.Join(dir, "none"): "there is no such file", os.DevNull: "a device",
	} {
		if _, err := ReadSmallFile(path, 2048); err == nil || !strings.Contains(err.Error(), why) {
			t.Errorf("%s: %v, want %q", path, err, why)
		}
	}
}
