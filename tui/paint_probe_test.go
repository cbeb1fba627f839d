package tui

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"drover/tui/theme"
)

const toldWide = "this terminal draws signs two cells wide"

// wrote is everything that the program has sent so far.
func (m *terminal) wrote() string {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.sent.String()
}

func TestWideTerminalGetsASCII(t *testing.T) {
	m := run(t, world{}, at{term: "xterm-256color", wide: true})
	m.sees("jobs 40 of 40", toldWide, "+ incr running", "o configuration", ">   ")
	if s := m.text(); strings.ContainsAny(s, "○►─▌…") {
		t.Errorf("still drawn with wide signs:\n%s", s)
	}
}

func TestOtherTerminalsKeepTheirSigns(t *testing.T) {
	for name, c := range map[string]struct {
		world world
		at    at
		asked bool
	}{
		"narrow":          {world{}, at{term: "xterm-256color"}, true},
		"screen":          {world{}, at{term: "screen"}, true},
		"linux console":   {world{}, at{term: "linux", wide: true}, false},
		"vt100":           {world{}, at{term: "vt100", wide: true}, false},
		"dumb":            {world{}, at{term: "dumb", wide: true}, false},
		"ASCII asked for": {world{look: theme.Options{ASCII: true}}, at{term: "xterm", wide: true}, false},
	} {
		t.Run(name, func(t *testing.T) {
			m := run(t, c.world, c.at).sees("jobs 40 of 40")
			if asked := strings.Contains(m.wrote(), probe); asked != c.asked {
				t.Errorf("asked: %v; sent %q", asked, m.wrote()[:200])
			}
			if strings.Contains(m.text(), toldWide) || c.world.look.ASCII == strings.Contains(m.text(), "►") {
				t.Error(m.text())
			}
		})
	}
}

// TestAnswersAreNoKeys: neither the answer nor one that comes late may act or
// land in a field.
func TestAnswersAreNoKeys(t *testing.T) {
	for _, wide := range []bool{false, true} {
		m := run(t, world{needed: true}, at{term: "xterm", wide: wide})
		m.sees("DROVER_TOKEN in the environment")
		if wide {
			m.sees(toldWide)
		}
		before := m.text()
		for _, late := range []string{"\x1b[7;3R", "\x1b[1;2R", "\x1b[1;3R", "\x1b]11;rgb:ffff/ffff/ffff\x07", "x"} {
			if _, err := m.typed.Write([]byte(late)); err != nil {
				t.Fatal(err)
			}
		}
		m.until(t, func() bool { return m.text() != before })
		if got := m.text(); strings.Count(got, "•")+strings.Count(got, "*") != 1 {
			t.Errorf("the field takes more than one letter:\n%s", got)
		}
	}
}

// TestAnswerFromTheFirstLine: in a window of one line it reads like a key.
func TestAnswerFromTheFirstLine(t *testing.T) {
	for answer, wide := range map[tea.KeyMod]bool{tea.ModShift: false, tea.ModAlt: true} { // CSI 1;2R, CSI 1;3R
		tell(t, world{bare: true}, func(d *desk) {
			d.app.probing = true
			d.begin()
			d.take(tea.KeyPressMsg{Code: tea.KeyF3, Mod: answer})
			if d.app.probing || d.app.env.theme.ASCII() != wide {
				t.Errorf("after %v: ASCII %v", answer, d.app.env.theme.ASCII())
			}
			d.Misses(map[bool]string{true: "►", false: toldWide}[wide])
		})
	}
}

// TestBackground: the theme follows what the terminal tells.
func TestBackground(t *testing.T) {
	m := run(t, world{auto: true}).sees("jobs 40 of 40", "►")
	if !strings.Contains(m.wrote(), "\x1b]11;?") {
		t.Fatalf("the background is not asked for: %q", m.wrote()[:200])
	}
	if _, err := m.typed.Write([]byte("\x1b]11;rgb:0000/0000/0000\x07")); err != nil {
		t.Fatal(err)
	}
	m.keys("ctrl+l").until(t, func() bool { return strings.Contains(m.wrote(), "48;5;24m") })
}
