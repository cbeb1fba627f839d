package tui

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
)

// screenful is a frame of the whole window: exactly h lines of at most w cells.
type screenful struct {
	content string
	w, h    int
	fresh   bool // the terminal may show anything: draw every cell
}

// canvas knows what the terminal shows, and finds the fewest bytes that make
// it show the next frame. There are no synchronized updates (mode 2026): a
// frame is one short write, asking for them would bring answers that can land
// in a shell, and over ssh few terminals can be trusted with them.
type canvas struct {
	env     []string
	profile colorprofile.Profile
	out     bytes.Buffer
	scr     *uv.TerminalRenderer
	cells   uv.ScreenBuffer
	lines   []string // of the last frame
}

func newCanvas(env []string, profile colorprofile.Profile) *canvas {
	return &canvas{env: env, profile: profile}
}

// begin forgets the terminal. What it can do is told by TERM; tabs are not
// used, since how wide they are is the user's.
func (c *canvas) begin(w, h int) {
	c.out.Reset()
	c.scr = uv.NewTerminalRenderer(&c.out, c.env)
	c.scr.SetColorProfile(c.profile)
	c.scr.SetFullscreen(true)
	c.scr.SetBackspace(true)
	c.scr.Erase()
	c.cells = uv.NewScreenBuffer(w, h)
	c.lines = make([]string, h)
}

// few is how many changed lines are not worth looking for something that has
// scrolled.
const few = 4

// draw returns the bytes for a frame, valid until the next call.
func (c *canvas) draw(f screenful) []byte {
	fresh := f.fresh || c.scr == nil || f.w != c.cells.Width() || f.h != c.cells.Height()
	if fresh {
		c.begin(f.w, f.h)
	}
	lines := strings.Split(f.content, "\n")
	lines = append(lines, make([]string, max(f.h-len(lines), 0))...)[:f.h]
	c.out.Reset()
	if row, ok := c.leftBehind(lines); ok && !fresh {
		c.put(row.from, lines[row.to])
		c.render(false)
	}
	changed := 0
	for y, line := range lines {
		if line != c.lines[y] {
			c.put(y, line)
			changed++
		}
	}
	if changed > 0 || fresh {
		c.render(changed > few)
	}
	_ = c.scr.Flush() // into memory
	return c.out.Bytes()
}

// put draws a line into cells. The line above is compared with the terminal
// too: to clear what is blank at the bottom the renderer begins one line too
// high, and would leave that one erased.
func (c *canvas) put(y int, line string) {
	c.lines[y] = line
	if y > 0 {
		c.cells.TouchLine(0, y-1, c.cells.Width())
	}
	uv.NewStyledString(line).Draw(c.cells, uv.Rect(0, y, c.cells.Width(), 1))
}

// render finds what must be written. Scrolling moves lines that have not
// changed themselves: then all of them are compared with what the terminal
// shows.
func (c *canvas) render(scrolls bool) {
	if scrolls {
		for y := range c.lines {
			c.cells.TouchLine(0, y, c.cells.Width())
		}
	}
	c.scr.SetScrollOptim(scrolls)
	c.scr.Render(c.cells.RenderBuffer)
}

// shift is where a line was and where it is.
type shift struct{ from, to int }

// leftBehind finds, in a list that has moved by one line, the row that the
// cursor has left. Drawn without the cursor where it was, it moves with the
// others and needs not be written anew.
func (c *canvas) leftBehind(lines []string) (row shift, ok bool) {
	for _, by := range []int{1, -1} {
		moved, other := 0, []shift(nil)
		for to, line := range lines {
			switch from := to + by; {
			case from < 0 || from >= len(lines) || line == c.lines[to]:
			case line == c.lines[from]:
				moved++
			default:
				other = append(other, shift{from, to})
			}
		}
		if moved <= few {
			continue
		}
		for _, row := range other {
			if words(lines[row.to]) == words(c.lines[row.from]) {
				return row, true
			}
		}
	}
	return shift{}, false
}

// words is a row without colours and the sign of the cursor.
func words(line string) string {
	line = ansi.Strip(line)
	_, size := utf8.DecodeRuneInString(line)
	return line[size:]
}
