package tui

import (
	"encoding/base64"
	"encoding/json"
	"strings"
	"testing"

	"drover/client/sim"
)

const osc52 = "\x1b]52;c;"

// clipboard is what the terminal was asked to take, last.
func (d *desk) clipboard() string {
	d.Helper()
	at := strings.LastIndex(d.raw, osc52)
	if at < 0 {
		d.Fatalf("nothing was copied: %q", d.raw)
	}
	text, _, _ := strings.Cut(d.raw[at+len(osc52):], "\a")
	got, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		d.Fatalf("%v in %q", err, text)
	}
	return string(got)
}

// TestCopyTheID is what a DBA does most: y i.
func TestCopyTheID(t *testing.T) {
	tell(t, world{}, func(d *desk) {
		id := d.sim.ID("wave2-shop-01")
		d.find("wave2-shop-01").Keys("y").Sees("copy", "$DROVER_TOKEN").Keys("i")
		d.Sees("copied the id to your terminal's clipboard (OSC 52)")
		if got := d.clipboard(); got != id {
			t.Errorf("copied %q, not %s", got, id)
		}
		d.Keys("enter").Sees("state").Keys("y", "n").Sees("copied the name")
		if got := d.clipboard(); got != "wave2-shop-01" {
			t.Errorf("copied %q", got)
		}
	})
}

// TestCopyOfMarks has one line for each, those the filter hides too.
func TestCopyOfMarks(t *testing.T) {
	tell(t, world{}, func(d *desk) {
		d.Keys("/").Type("wave2").Keys("enter", "*", "/").Type(" 01").Keys("enter").Sees("3 marked (2 hidden)")
		d.Keys("y").Sees("copy of 3 marked jobs").Keys("n").Sees("copied 3 names")
		if got := d.clipboard(); got != "wave2-shop-01\nwave2-shop-02\nwave2-shop-03" {
			t.Errorf("copied %q", got)
		}
		d.Keys("y", "r").Sees("copied 3 rows")
		if got := d.clipboard(); !strings.HasPrefix(got, "wave2-shop-01\tmysql>mysql\tF+I\t○ configuration\t-\t9h\n") {
			t.Errorf("copied %q", got)
		}
		d.Keys("y", "j")
		var list []map[string]any
		if err := json.Unmarshal([]byte(d.clipboard()), &list); err != nil || len(list) != 3 || list[0]["name"] != "wave2-shop-01" {
			t.Errorf("copied %q: %v", d.clipboard(), err)
		}
		d.Keys("y", "c")
		if got := d.clipboard(); strings.Count(got, "curl -X GET 'http://drs.demo/v5/") != 3 || strings.Count(got, "$DROVER_TOKEN") != 3 {
			t.Errorf("copied %q", got)
		}
	})
}

// TestCopyOfADetail holds the service's own words, no secret among them.
func TestCopyOfADetail(t *testing.T) {
	const sentinel = "MIIsentinel0TOKEN4242verySecret"
	tell(t, world{service: sim.Options{Token: sentinel}}, func(d *desk) {
		d.find("orders-prod-sync-02").Keys("enter").Sees("read ").Keys("y").Sees("as the service says it").Keys("j").Sees("copied the JSON")
		var sections map[string]map[string]any
		if err := json.Unmarshal([]byte(d.clipboard()), &sections); err != nil || len(sections) < 2 {
			t.Errorf("%v in %s", err, d.clipboard())
		}
		d.Keys("y", "c").Sees("copied the curl")
		if strings.Contains(d.raw, sentinel) || strings.Contains(d.clipboard(), sentinel) {
			t.Error("the token was copied")
		}
	})
}

// TestCopyIsClean: what a server put into a name reaches no other program as a
// control character.
func TestCopyIsClean(t *testing.T) {
	tell(t, world{}, func(d *desk) {
		d.Keys("/").Type("evil").Keys("enter", "y", "n")
		if got := d.clipboard(); !strings.HasPrefix(got, "evil-^[[31mred") {
			t.Errorf("copied %q", got)
		}
		if got := cleanLines("a\tb\r\nc\x1b"); got != "a\tb^M\nc^[" {
			t.Errorf("cleaned: %q", got)
		}
	})
}

// TestCopyWhereThereIsNoClipboard says so, and what else can be done.
func TestCopyWhereThereIsNoClipboard(t *testing.T) {
	tell(t, world{environ: []string{"TERM=linux"}}, func(d *desk) {
		d.Keys("y", "i").Sees("the id: this terminal has no clipboard of its own")
		if d.raw != "" {
			t.Errorf("the console got %q", d.raw)
		}
	})
	tell(t, world{service: sim.Options{Jobs: 3000}}, func(d *desk) {
		d.Keys("*", "y", "i").Sees("too long for a terminal's clipboard: O writes a file")
		if d.raw != "" {
			t.Errorf("the terminal got %d bytes", len(d.raw))
		}
	})
}

// TestWaysToTheClipboard: plainly, through tmux, through screen.
func TestWaysToTheClipboard(t *testing.T) {
	plain := osc52 + "aWQ=\a"
	tmux := plain + "\x1bPtmux;\x1b" + plain + "\x1b\\"
	for _, c := range []struct {
		environ   []string
		seq, says string
	}{
		{[]string{"TERM=xterm-256color"}, plain, "OSC 52"},
		{[]string{"TERM=xterm", "TMUX="}, plain, "OSC 52"},
		{[]string{"TERM=screen-256color", "TMUX=/tmp/tmux-0/default,1,0"}, tmux, "OSC 52 by tmux: needs set-clipboard or allow-passthrough on"},
		{[]string{"TERM=tmux-256color"}, tmux, "OSC 52 by tmux: needs set-clipboard or allow-passthrough on"},
		{[]string{"TERM=screen"}, "\x1bP" + plain + "\x1b\\", "OSC 52, through screen"},
		{[]string{"TERM=xterm", "STY=1.pts"}, "\x1bP" + plain + "\x1b\\", "OSC 52, through screen"},
		{nil, plain, "OSC 52"},
	} {
		if seq, way := outsideOf(c.environ).clipboard("id"); seq != c.seq || way != c.says {
			t.Errorf("%v: %q by way of %q", c.environ, seq, way)
		}
	}
	long, _ := outsideOf([]string{"TERM=screen"}).clipboard(strings.Repeat("x", 3000))
	for part := range strings.SplitSeq(strings.TrimSuffix(long, "\x1b\\"), "\x1b\\") {
		if body, ok := strings.CutPrefix(part, "\x1bP"); !ok || len(body) > screenChunk {
			t.Errorf("screen gets a piece of %d bytes that begins %q", len(part), part[:4])
		}
	}
	for environ, want := range map[string]string{
		"TERM=linux": "\a", "TERM=vt100": "\a", "TERM=xterm": "\a\x1b]9;it ^[ is\a", "TERM=tmux": "\a\x1bPtmux;\x1b\x1b]9;it ^[ is\a\x1b\\",
	} {
		if got := outsideOf([]string{environ}).notify("it \x1b is"); got != want {
			t.Errorf("%s rings with %q", environ, got)
		}
	}
}
