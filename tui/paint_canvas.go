package tui

import (
	"bytes"
	"strings"

	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"
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
	changed := c.take(strings.Split(f.content, "\n"))
	if changed == 0 && !fresh {
		return nil
	}
	if changed > few {
		// Scrolling moves lines that have not changed themselves: all of them
		// are compared with what the terminal then shows.
		for y := range c.lines {
			c.cells.TouchLine(0, y, f.w)
		}
	}
	c.scr.SetScrollOptim(changed > few)
	c.out.Reset()
	c.scr.Render(c.cells.RenderBuffer)
	_ = c.scr.Flush() // into memory
	return c.out.Bytes()
}

// take puts the lines that have changed into cells.
func (c *canvas) take(lines []string) (changed int) {
	for y := range c.lines {
		line := ""
		if y < len(lines) {
			line = lines[y]
		}
		if line == c.lines[y] {
			continue
		}
		changed++
		c.lines[y] = line
		uv.NewStyledString(line).Draw(c.cells, uv.Rect(0, y, c.cells.Width(), 1))
	}
	return changed
}
