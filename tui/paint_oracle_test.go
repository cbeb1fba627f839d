package tui

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"testing"
	"testing/synctest"
	"time"

	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"

	"drover/client/sim"
	"drover/tui/table"
	"drover/tui/theme"
)

// kinds are the terminals whose abilities differ.
var kinds = []string{"xterm-256color", "screen-256color", "vt100"}

// differs says where a terminal shows something else than it must; "" if
// nowhere. The colour of a blank cell's letters cannot be seen.
func differs(screen *vt.Emulator, want uv.ScreenBuffer) string {
	if screen.Width() != want.Width() || screen.Height() != want.Height() {
		return fmt.Sprintf("the window is %d×%d, the frame %d×%d", screen.Width(), screen.Height(), want.Width(), want.Height())
	}
	for y := range want.Height() {
		for x := range want.Width() {
			has, must := screen.CellAt(x, y), want.CellAt(x, y)
			if has != nil && must != nil && has.Equal(must) {
				continue
			}
			if a, b := seen(has), seen(must); a != b {
				return fmt.Sprintf("line %d, column %d is %s and must be %s", y+1, x+1, a, b)
			}
		}
	}
	return ""
}

// seen is what can be seen of a cell.
func seen(c *uv.Cell) string {
	if c == nil || c.IsZero() {
		return "nothing" // the right half of a wide character
	}
	s := c.Style
	if c.Content == " " {
		if s.Attrs&uv.AttrReverse == 0 {
			s.Fg = nil
		}
		s.Attrs &= uv.AttrReverse | uv.AttrStrikethrough
	}
	return fmt.Sprintf("%q fg %v bg %v attrs %d", c.Content, s.Fg, s.Bg, s.Attrs)
}

// walker is somebody at a desk whose frames are painted on a terminal.
type walker struct {
	*desk
	random *rand.Rand
	paint  *painter
	screen *vt.Emulator
	built  string // the frame that was built last
	last   string // what was done last
}

// Write is the way to the terminal.
func (o *walker) Write(p []byte) (int, error) {
	_, err := o.screen.Write(inserted(p))
	return len(p), err
}

var insertMode = regexp.MustCompile(`\x1b\[4h(.*?)\x1b\[4l`)

// inserted says in other words what the emulator does not know: insert mode,
// which a vt100 gets for want of a sequence that inserts cells.
func inserted(p []byte) []byte {
	return insertMode.ReplaceAllFunc(p, func(b []byte) []byte {
		text := insertMode.FindSubmatch(b)[1]
		return append([]byte(ansi.InsertCharacter(ansi.StringWidth(string(text)))), text...)
	})
}

// walk opens the program before a terminal of some kind, in virtual time.
func walk(d *desk, kind string, seed uint64) *walker {
	o := &walker{desk: d, random: rand.New(rand.NewPCG(3, seed)), screen: vt.NewEmulator(d.app.env.width, d.app.env.height)}
	o.paint = newPainter(o, newCanvas([]string{"TERM=" + kind}, colorprofile.ANSI256))
	o.paint.guard, o.paint.gone = d.app.env.crash.Guard, func(err error) { d.Error(err) }
	o.paint.wake = func() { d.inbox <- frameWanted{} }
	o.app.env.redraw = o.paint.forget
	o.paint.start("")
	return o
}

func (o *walker) build() screenful {
	o.built = o.app.View().Content
	return screenful{content: o.built, w: o.app.env.width, h: o.app.env.height}
}

// shown waits until the latest frame is painted, and compares.
func (o *walker) shown() {
	o.Helper()
	for o.paint.offer(o.build); o.built != o.app.View().Content; o.paint.offer(o.build) {
		o.Wait(pace)
	}
	synctest.Wait()
	if wrong := differs(o.screen, o.cells()); wrong != "" {
		o.Fatalf("after %s: %s\nthe terminal:\n%s\nthe frame:\n%s", o.last, wrong, o.screen.String(), o.Screen())
	}
}

// step does something, whatever is on screen; nothing that leaves.
func (o *walker) step() {
	moves := []string{"down", "down", "down", "down", "down", "up", "up", "pgdown", "pgup", "home", "end", "space"}
	other := []string{
		"esc", "esc", "esc", "enter", "tab", "*", "u", "h", "l", "s", "f", "/", "t", "!", "?", ":", "S", "r", "a", "ctrl+l",
		"1", "2", "7", "b", "$", "n", "w", "o", "x", "ctrl+u",
	}
	switch n := o.random.IntN(20); {
	case n == 0:
		w, h := 1+o.random.IntN(160), 1+o.random.IntN(50)
		o.last = fmt.Sprintf("%d×%d", w, h)
		o.screen.Resize(w, h)
		o.Size(w, h)
	case n == 1:
		o.last = "a pause"
		o.Wait(time.Duration(o.random.IntN(15)) * time.Second)
	case n < 14:
		for range 1 + o.random.IntN(3) { // some of them while the painter rests
			o.last = moves[o.random.IntN(len(moves))]
			o.press(o.last)
			o.paint.offer(o.build)
		}
	default:
		o.last = other[o.random.IntN(len(other))]
		o.press(o.last)
	}
	o.shown()
}

// TestTheTerminalShowsTheProgram walks about at random, and looks at every
// cell after every step.
func TestTheTerminalShowsTheProgram(t *testing.T) {
	for seed, kind := range kinds {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			tell(t, world{service: sim.Options{Jobs: 300}, size: [2]int{100, 30}, moving: true}, func(d *desk) {
				o := walk(d, kind, uint64(seed))
				defer o.paint.stop("")
				for range 350 * soak() {
					o.step()
				}
			})
		})
	}
}

// TestTheTerminalShowsEqualLines scrolls lists full of equal, blank and wide
// lines, the worst case for a painter that moves lines instead of writing them.
func TestTheTerminalShowsEqualLines(t *testing.T) {
	for _, kind := range kinds {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			random := rand.New(rand.NewPCG(1, 2))
			w, h := 60, 16
			screen, c := vt.NewEmulator(w, h), newCanvas([]string{"TERM=" + kind}, colorprofile.ANSI256)
			th := theme.New(theme.Options{Mode: theme.Dark})
			tb := table.New(table.Options[int, named]{Theme: th, Key: func(l named) int { return l.n }})
			tb.SetColumns([]table.Column[named]{
				{Title: "NAME", Width: 20, Cell: func(l named) table.Cell { return table.Plain(theme.Text, l.name) }},
				{Title: "LAG", Width: 9, Right: true, Cell: func(named) table.Cell { return table.Plain(theme.Muted, "0s") }},
			})
			tb.SetRows(equalRows(random, 200))
			tb.Resize(w, h-1)
			for n := range 300 * soak() {
				switch random.IntN(12) {
				case 0:
					tb.SetRows(equalRows(random, 150+random.IntN(100)))
				case 1:
					w, h = 40+random.IntN(40), 4+random.IntN(16)
					screen.Resize(w, h)
					tb.Resize(w, h-1)
				case 2:
					odd := random.IntN(2)
					tb.SetFilter(func(l named) bool { return l.n%2 == odd })
				case 3:
					tb.PageDown()
				case 4:
					tb.PageUp()
				case 5:
					tb.Toggle()
				default:
					tb.Move(random.IntN(7) - 2)
				}
				content := tb.Titles() + "\n" + tb.View()
				if _, err := screen.Write(inserted(c.draw(screenful{content: content, w: w, h: h}))); err != nil {
					t.Fatal(err)
				}
				want := uv.NewScreenBuffer(w, h)
				uv.NewStyledString(content).Draw(want, want.Bounds())
				if wrong := differs(screen, want); wrong != "" {
					t.Fatalf("step %d: %s\nthe terminal:\n%s\nthe frame:\n%s", n, wrong, screen.String(), want.String())
				}
			}
		})
	}
}

// named is a row with a name; most names are not the only one.
type named struct {
	n    int
	name string
}

func equalRows(random *rand.Rand, n int) []named {
	rows := make([]named, n)
	for i := range rows {
		rows[i] = named{i, []string{"", "same", "same", "数据", fmt.Sprint("other-", i)}[random.IntN(5)]}
	}
	return rows
}
