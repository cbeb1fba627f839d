package journal_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"drover/client/journal"
	"drover/model"
)

// demo opens the folder of a demo.
func demo(t *testing.T, base string, keep bool) *journal.Passing {
	t.Helper()
	p, err := journal.NewPassing(base, "home", keep)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// left is the name of a folder that an earlier demo of the same home left.
func left(t *testing.T, more string) string {
	t.Helper()
	p := demo(t, t.TempDir(), false)
	defer end(t, p)
	name := filepath.Base(filepath.Dir(p.Dir()))
	return name[:strings.LastIndex(name, "-")+1] + more
}

func end(t *testing.T, p *journal.Passing) {
	t.Helper()
	if err := p.Close(); err != nil {
		t.Error(err)
	}
}

// leave plays a whole demo, which leaves the list sorted in some way.
func leave(t *testing.T, base, sort string, keep bool) (found string) {
	t.Helper()
	p := demo(t, base, keep)
	open(t, p.Dir())
	if j := open(t, p.Dir()); len(j.Seen()) != 0 {
		t.Error("the journal of an earlier demo is there")
	} else {
		add(t, j, line("a", journal.Intent))
	}
	found = readView(t, p.Dir(), "demo").Sort
	if err := journal.NewViews(p.Dir()).Write("demo", model.View{}, model.View{Sort: sort}); err != nil {
		t.Fatal(err)
	}
	end(t, p)
	return found
}

// below lists the files under a folder, the random part of names as *.
func below(t *testing.T, base string) string {
	t.Helper()
	var out []string
	err := filepath.WalkDir(base, func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			parts := strings.Split(strings.TrimPrefix(path, base+"/"), "/")
			if strings.HasPrefix(parts[0], "drover-demo-") {
				parts[0] = "drover-demo-*"
			}
			out = append(out, strings.Join(parts, "/"))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(out, " ")
}

func TestDemoIsLeftAndFoundAgain(t *testing.T) {
	base := t.TempDir()
	var found []string
	for _, sort := range []string{"lag", "name", "status"} {
		found = append(found, leave(t, base, sort, true))
		if got := below(t, base); got != "drover-demo-*/state/view.json" {
			t.Errorf("left after %s: %s", sort, got)
		}
	}
	if want := []string{"", "lag", "name"}; !slices.Equal(found, want) {
		t.Errorf("found %q, want %q", found, want)
	}
	if found := leave(t, base, "frozen", false); found != "" {
		t.Errorf("a frozen demo found %q", found)
	}
	if found := leave(t, base, "more", true); found != "status" {
		t.Errorf("found %q after a frozen demo", found)
	}
}

// A demo of another home finds nothing, and takes nothing away.
func TestDemosOfTwoHomes(t *testing.T) {
	base := t.TempDir()
	leave(t, base, "lag", true)
	other, err := journal.NewPassing(base, "another home", true)
	if err != nil {
		t.Fatal(err)
	}
	if found := readView(t, other.Dir(), "demo").Sort; found != "" {
		t.Errorf("another home found %q", found)
	}
	if err := journal.NewViews(other.Dir()).Write("demo", model.View{}, model.View{Sort: "theirs"}); err != nil {
		t.Fatal(err)
	}
	end(t, other)
	if found := leave(t, base, "more", true); found != "lag" {
		t.Errorf("found %q after the demo of another home", found)
	}
}

func TestDemoWithoutAViewLeavesNothing(t *testing.T) {
	base := t.TempDir()
	p := demo(t, base, true)
	open(t, p.Dir())
	end(t, p)
	if names, err := os.ReadDir(base); err != nil || len(names) != 0 {
		t.Errorf("left: %v, %v", names, err)
	}
}

// Demos at the same time leave each other alone; one folder waits in the end,
// that of the demo that ended last.
func TestDemosAtTheSameTime(t *testing.T) {
	base := t.TempDir()
	var demos []*journal.Passing
	for _, sort := range []string{"one", "two", "three"} {
		p := demo(t, base, true)
		if got := readView(t, p.Dir(), "demo").Sort; got != "" {
			t.Errorf("%s took the view of a running demo: %q", sort, got)
		}
		if err := journal.NewViews(p.Dir()).Write("demo", model.View{}, model.View{Sort: sort}); err != nil {
			t.Fatal(err)
		}
		demos = append(demos, p)
	}
	for _, i := range []int{1, 0, 2} {
		end(t, demos[i])
	}
	if got := below(t, base); got != "drover-demo-*/state/view.json" {
		t.Errorf("left: %s", got)
	}
	if found := leave(t, base, "more", true); found != "three" {
		t.Errorf("found %q", found)
	}
}

// A demo that was killed leaves everything: the next one takes the view alone
// and removes the rest, and of several the newest counts.
func TestKilledDemos(t *testing.T) {
	base := t.TempDir()
	for i, sort := range []string{"newer", "older", ""} {
		dir := filepath.Join(base, left(t, string(rune('1'+i))), "state")
		if err := os.MkdirAll(dir, 0o700); err != nil {
			t.Fatal(err)
		}
		add(t, open(t, dir), line("a", journal.Intent))
		if sort == "" {
			continue
		}
		if err := journal.NewViews(dir).Write("demo", model.View{}, model.View{Sort: sort}); err != nil {
			t.Fatal(err)
		}
		then := time.Now().Add(-time.Duration(i+1) * time.Hour)
		if err := os.Chtimes(filepath.Join(dir, "view.json"), then, then); err != nil {
			t.Fatal(err)
		}
	}
	if found := leave(t, base, "mine", true); found != "newer" {
		t.Errorf("found %q", found)
	}
	if got := below(t, base); got != "drover-demo-*/state/view.json" {
		t.Errorf("left: %s", got)
	}
}

// elsewhere moves a folder to another name, and puts something in its place.
func elsewhere(dir string, put func(to string) error) error {
	to := filepath.Join(filepath.Dir(dir), "elsewhere")
	if err := os.Rename(dir, to); err != nil {
		return err
	}
	return put(to)
}

// What is not plainly this user's own is neither read nor removed.
func TestForeignDemoFoldersAreLeftAlone(t *testing.T) {
	cases := map[string]func(dir string) error{
		"open to others": func(d string) error { return os.Chmod(d, 0o755) },
		"a link":         func(d string) error { return elsewhere(d, func(to string) error { return os.Symlink(to, d) }) },
		"another name":   func(d string) error { return os.Rename(d, filepath.Join(filepath.Dir(d), "drover-other")) },
		"a file":         func(d string) error { return elsewhere(d, func(string) error { return os.WriteFile(d, nil, 0o600) }) },
	}
	if os.Geteuid() == 0 {
		cases["of another user"] = func(d string) error { return os.Chown(d, 12345, 12345) }
	}
	for name, spoil := range cases {
		base := t.TempDir()
		leave(t, base, "foreign", true)
		names, err := filepath.Glob(filepath.Join(base, "drover-demo-*"))
		if err != nil || len(names) != 1 {
			t.Fatal(names, err)
		}
		theirs := filepath.Join(base, left(t, "x"))
		if err := os.Rename(names[0], theirs); err != nil {
			t.Fatal(err)
		}
		if err := spoil(theirs); err != nil {
			t.Fatal(err)
		}
		before := below(t, base)
		p := demo(t, base, true)
		if found := readView(t, p.Dir(), "demo").Sort; found != "" {
			t.Errorf("%s: found %q", name, found)
		}
		if err := os.RemoveAll(filepath.Dir(p.Dir())); err != nil {
			t.Fatal(err)
		}
		end(t, p)
		if after := below(t, base); after != before {
			t.Errorf("%s: %q became %q", name, before, after)
		}
	}
}

// What somebody was describing is there in the next demo, also if this one was
// killed, and a frozen demo neither finds nor leaves it.
func TestDraftsOfDemosWaitForTheNextOne(t *testing.T) {
	base := t.TempDir()
	killed := filepath.Join(base, left(t, "1"), "state")
	if err := newDraft(t, killed, "killed").Save(someJob("one"), moment); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(filepath.Dir(killed), 0o700); err != nil {
		t.Fatal(err)
	}
	p := demo(t, base, true)
	h := newDraft(t, p.Dir(), "left")
	if err := h.Save(someJob("two"), moment); err != nil {
		t.Fatal(err)
	}
	h.Close()
	for range 2 { // each with a frozen one after it
		if n := len(listed(t, p.Dir(), draftPlace())); n != 2 {
			t.Errorf("%d drafts", n)
		}
		end(t, p)
		frozen := demo(t, base, false)
		if n := len(listed(t, frozen.Dir(), draftPlace())); n != 0 {
			t.Errorf("a frozen demo has %d drafts", n)
		}
		end(t, frozen)
		p = demo(t, base, true)
	}
	end(t, p)
	if got := below(t, base); strings.Count(got, ".json") != 2 || strings.Contains(got, "journal") {
		t.Errorf("left: %s", got)
	}
}
