package journal_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"drover/client/journal"
	"drover/model"
)

// viewChild is a second drover that keeps views.
func viewChild(part, dir string) int {
	views, name := journal.NewViews(dir), os.Getenv("JOURNAL_NAME")
	switch part {
	case "views":
		for i := range 50 {
			if err := views.Write(fmt.Sprint(name, i%5), model.View{}, model.View{Sort: name, Quick: i % 10}); err != nil {
				fmt.Println(err)
				return 1
			}
		}
	case "full view":
		fmt.Println(views.Write("k", model.View{}, model.View{Filter: strings.Repeat("x", 2000), Sort: "new"}))
	case "views without end":
		fmt.Println("ready")
		for i := 0; ; i++ {
			if err := replaceView(views, "k", steady(i)); err != nil {
				return 1
			}
		}
	}
	return 0
}

// steady is a view whose parts tell that they were written together.
func steady(i int) model.View {
	n := strconv.Itoa(i)
	return model.View{Sort: n, Filter: n, History: []string{strings.Repeat("x", 1900), n}}
}

func TestTwoDroversKeepEachOthersViews(t *testing.T) {
	dir := viewDir(t, "")
	left, right := process(t, "views", dir, "left"), process(t, "views", dir, "right")
	for _, cmd := range []interface{ Start() error }{left, right} {
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
	}
	views := journal.NewViews(dir)
	for i := range 50 {
		if err := views.Write(fmt.Sprint("here", i%5), model.View{}, model.View{Sort: "here", Quick: i % 10}); err != nil {
			t.Fatal(err)
		}
	}
	for _, cmd := range []interface{ Wait() error }{left, right} {
		if err := cmd.Wait(); err != nil {
			t.Fatal(err)
		}
	}
	for _, who := range []string{"left", "right", "here"} {
		for i := range 5 {
			if got := readView(t, dir, fmt.Sprint(who, i)); got.Sort != who || got.Quick != 5+i {
				t.Errorf("%s%d: %+v", who, i, got)
			}
		}
	}
}

func TestFullDiskLeavesTheOldViews(t *testing.T) {
	dir := viewDir(t, "")
	if err := journal.NewViews(dir).Write("k", model.View{}, model.View{Sort: "old"}); err != nil {
		t.Fatal(err)
	}
	out, err := process(t, "full view", dir, "").Output()
	if err != nil || !strings.HasPrefix(string(out), "how the list is wanted could not be kept: ") {
		t.Fatalf("child said %q, %v; want a refusal", out, err)
	}
	if got := readView(t, dir, "k"); got.Sort != "old" {
		t.Errorf("%+v", got)
	}
	if names, _ := filepath.Glob(filepath.Join(dir, "view.json*")); len(names) != 1 {
		t.Errorf("left: %v", names)
	}
	if err := journal.NewViews(dir).Write("k", model.View{}, model.View{Sort: "later"}); err != nil || readView(t, dir, "k").Sort != "later" {
		t.Errorf("once there is room again: %v", err)
	}
}

// Whenever a drover is killed, the file holds the view before or the one
// after, whole, and the next drover writes as if nothing had been.
func TestKilledWhileKeepingAView(t *testing.T) {
	cycles, err := strconv.Atoi(os.Getenv("DROVER_KILL"))
	if err != nil {
		cycles = 20
	}
	if os.Getenv("DROVER_SOAK") == "1" {
		cycles = 5000
	}
	dir, torn := viewDir(t, ""), 0
	dice := rand.New(rand.NewPCG(1, 2))
	for range cycles {
		cmd := process(t, "views without end", dir, "")
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		if _, err := out.Read(make([]byte, 6)); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(dice.IntN(8000)) * time.Microsecond)
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		_ = cmd.Wait() // killed
		if _, err := os.Lstat(filepath.Join(dir, "view.json.new")); err == nil {
			torn++
		}
		got := readView(t, dir, "k")
		if i, err := strconv.Atoi(got.Sort); got.Sort != "" && (err != nil || !same(got, steady(i))) {
			t.Fatalf("half a view: %+v", got)
		}
		if err := journal.NewViews(dir).Write("next", model.View{}, model.View{Sort: "next"}); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d of %d kills came between the new file and its renaming", torn, cycles)
}

// What a death between the two leaves, and what others may have put there.
func TestLeftoversOfTheNewFile(t *testing.T) {
	for name, leave := range map[string]func(path string) error{
		"half a file": func(p string) error { return os.WriteFile(p, []byte(`{"views": {"k"`), 0o600) },
		"a link":      func(p string) error { return os.Symlink(filepath.Join(filepath.Dir(p), "victim"), p) },
	} {
		dir := viewDir(t, "")
		if err := journal.NewViews(dir).Write("k", model.View{}, model.View{Sort: "old"}); err != nil {
			t.Fatal(err)
		}
		if err := leave(filepath.Join(dir, "view.json.new")); err != nil {
			t.Fatal(err)
		}
		if got := readView(t, dir, "k"); got.Sort != "old" {
			t.Errorf("%s: %+v", name, got)
		}
		if err := journal.NewViews(dir).Write("k", model.View{}, model.View{Sort: "new"}); err != nil || readView(t, dir, "k").Sort != "new" {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := os.Stat(filepath.Join(dir, "victim")); err == nil {
			t.Errorf("%s: somebody else's file was written", name)
		}
	}
}

func TestViewsInUnsafePlacesAreNotKept(t *testing.T) {
	file := func(d string) string { return filepath.Join(d, "view.json") }
	cases := map[string]struct {
		spoil func(dir string) error
		says  string
	}{
		"file open to others":   {func(d string) error { return os.Chmod(file(d), 0o644) }, "chmod 600"},
		"folder open to others": {func(d string) error { return os.Chmod(d, 0o750) }, "chmod 700"},
		"file is a link":        {func(d string) error { return relink(file(d)) }, "symbolic link"},
		"folder is a link":      {relink, "symbolic link"},
		"file is a folder":      {func(d string) error { return swap(file(d), func(p string) error { return os.Mkdir(p, 0o700) }) }, "no plain file"},
		"nothing can be written": {func(d string) error {
			return swap(filepath.Join(d, "locks", "view"), func(p string) error { return os.Mkdir(p, 0o700) })
		}, "directory"},
	}
	if os.Geteuid() == 0 { // nobody else can give a file away
		cases["file of another user"] = struct {
			spoil func(dir string) error
			says  string
		}{func(d string) error { return os.Chown(file(d), 12345, 12345) }, "another user"}
	}
	for name, c := range cases {
		dir := viewDir(t, "")
		if err := journal.NewViews(dir).Write("k", model.View{}, model.View{Sort: "old"}); err != nil {
			t.Fatal(err)
		}
		before := viewText(t, dir)
		if err := c.spoil(dir); err != nil {
			t.Fatal(err)
		}
		views := journal.NewViews(dir)
		view, trouble := views.Read("k")
		if !same(view, model.View{}) || !strings.Contains(trouble, "will not be kept") || !strings.Contains(trouble, c.says) {
			t.Errorf("%s: %+v, %q", name, view, trouble)
		}
		if err := views.Write("k", model.View{}, model.View{Sort: "new"}); err != nil {
			t.Errorf("%s: said twice: %v", name, err)
		}
		path := file(dir)
		if _, err := os.Stat(path + ".old"); err == nil {
			path += ".old"
		}
		if text, err := os.ReadFile(path); err != nil || string(text) != before || !json.Valid(text) {
			t.Errorf("%s: the file is not what it was: %v", name, err)
		}
	}
}
