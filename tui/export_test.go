package tui

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"drover/client/sim"
)

// file is what a file of the desk's folder holds.
func (d *desk) file(name string) string {
	d.Helper()
	text, err := os.ReadFile(filepath.Join(filepath.Dir(d.world.state), name)) //nolint:gosec // a test's own folder
	if err != nil {
		d.Fatal(err)
	}
	return string(text)
}

// TestListToAFile is what the filter shows, in the list's order.
func TestListToAFile(t *testing.T) {
	tell(t, world{}, func(d *desk) {
		d.Keys("/").Type("wave2").Keys("enter", "s", "n", "O").Sees("write 3 jobs to a file", "CSV", "drover-jobs-2026-03-14.csv")
		d.Keys("enter", "enter").Sees("wrote 3 jobs to ")
		rows, err := csv.NewReader(strings.NewReader(d.file("drover-jobs-2026-03-14.csv"))).ReadAll()
		if err != nil || len(rows) != 4 || rows[1][1] != "wave2-shop-03" || rows[3][1] != "wave2-shop-01" {
			t.Errorf("the file holds %v: %v", rows, err)
		}
		d.Keys("O", "space").Sees("JSON", "drover-jobs-2026-03-14.json").Keys("tab").Type("x").Keys("enter").Sees("wrote 3 jobs")
		var list []map[string]any
		if err := json.Unmarshal([]byte(d.file("drover-jobs-2026-03-14.jsonx")), &list); err != nil || len(list) != 3 {
			t.Errorf("%v: %v", list, err)
		}
	})
}

// TestMarkedToAFile writes the marked ones alone, hidden ones too.
func TestMarkedToAFile(t *testing.T) {
	tell(t, world{}, func(d *desk) {
		d.Keys("/").Type("wave2").Keys("enter", "*", "/").Type(" 01").Keys("enter", "O").Sees("write 3 jobs").Keys("tab", "enter").Sees("wrote 3 jobs")
		if got := strings.Count(d.file("drover-jobs-2026-03-14.csv"), "\n"); got != 4 {
			t.Errorf("%d lines", got)
		}
	})
}

// TestFileIsReplacedOnlyIfAsked, and enter alone never asks for it.
func TestFileIsReplacedOnlyIfAsked(t *testing.T) {
	tell(t, world{}, func(d *desk) {
		d.Keys("O", "tab", "enter").Sees("wrote 40 jobs")
		old := d.file("drover-jobs-2026-03-14.csv")
		d.Keys("/").Type("wave2").Keys("enter", "O", "tab", "enter").Sees("is there already", "[ Back ]", "[ Replace ]")
		d.Keys("enter").Misses("is there already").Keys("enter").Sees("is there already").Keys("esc")
		if d.file("drover-jobs-2026-03-14.csv") != old {
			t.Fatal("the file was replaced without a word")
		}
		d.Keys("enter").Sees("is there already").Keys("tab", "enter").Sees("wrote 3 jobs")
		if strings.Count(d.file("drover-jobs-2026-03-14.csv"), "\n") != 4 {
			t.Error("the file was not replaced")
		}
	})
}

// TestFileAskedAboutIsTheOneReplaced, whatever is pressed before the question
// comes.
func TestFileAskedAboutIsTheOneReplaced(t *testing.T) {
	tell(t, world{}, func(d *desk) {
		for _, name := range []string{"a.csv", "a.csvb", "a.json"} {
			if err := os.WriteFile(filepath.Join(d.app.env.folder, name), []byte(name), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		d.Keys("O", "tab", "ctrl+u").Type("a.csv").Fast("enter", "b", "shift+tab", "space", "tab", "enter")
		d.take(tea.PasteMsg{Content: "b"})
		d.Sees("writing").Wait(calm).Sees("a.csv", "is there already").Misses("a.csvb").Keys("tab", "enter").Sees("wrote 40 jobs to ").Misses("a.csvb")
		if d.file("a.csvb") != "a.csvb" || d.file("a.json") != "a.json" {
			t.Error("a file was replaced that nobody was asked about")
		}
		if rows, err := csv.NewReader(strings.NewReader(d.file("a.csv"))).ReadAll(); err != nil || len(rows) != 41 {
			t.Errorf("a.csv holds %d rows: %v", len(rows), err)
		}
	})
}

// TestFileThatCannotBeWritten says why; the name stays to be mended.
func TestFileThatCannotBeWritten(t *testing.T) {
	tell(t, world{}, func(d *desk) {
		d.Keys("O", "tab", "ctrl+u").Type("/nowhere/at/all.csv").Keys("enter").Sees("× not written: there is no folder /nowhere/at; nothing was", "replaced")
		d.Keys("ctrl+u", "enter").Sees("a file's name is needed").Type("ok.csv").Misses("is needed").Keys("enter").Sees("wrote 40 jobs")
	})
	tell(t, world{service: sim.Options{Jobs: -1}}, func(d *desk) {
		d.Keys("O").Sees("O to a file: there is no job on the list")
	})
}
