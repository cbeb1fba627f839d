package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"drover/tui/theme"
)

// whole shows a row of a long list in full: what a line cuts off.
type whole struct {
	env    *env
	title  string
	text   []string // paragraphs, clean
	height int
	top    int
}

func newWhole(e *env, title string, text []string) *whole {
	return &whole{env: e, title: title, text: text}
}

func (d *whole) Title() string                 { return d.title }
func (d *whole) Init() tea.Cmd                 { return nil }
func (d *whole) Resize(_, h int)               { d.height = h }
func (d *whole) Update(tea.Msg) (tea.Cmd, Nav) { return nil, stay }
func (d *whole) Typing() bool                  { return false }
func (d *whole) Width() int                    { return widest - 4 }

func (d *whole) lines() []string {
	w := min(d.Width(), max(d.env.width-4, 1))
	var out []string
	for _, p := range d.text {
		if p == "" {
			out = append(out, "")
		}
		out = append(out, wrapped(theme.Safe(p), w)...)
	}
	return out
}

// View shows what fits, scrolled.
func (d *whole) View() string {
	lines, room := d.lines(), max(d.height-4, 1)
	d.top = min(max(d.top, 0), max(len(lines)-room, 0))
	return strings.Join(lines[d.top:min(d.top+room, len(lines))], "\n")
}

// Actions scroll and close.
func (d *whole) Actions() []Action {
	by := func(n int) func() (tea.Cmd, Nav) { return func() (tea.Cmd, Nav) { d.top += n; return nil, stay } }
	return []Action{
		act(groupLook, 0, "scroll", "down", by(1), "j").shown("j k"),
		act(groupLook, 0, "", "up", by(-1), "k"),
		act(groupLeave, 1, "close", "esc", func() (tea.Cmd, Nav) { return nil, pop() }, "q", "enter"),
	}
}
