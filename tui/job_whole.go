package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"drover/tui/theme"
)

// whole is a dialog that shows a text in full: a row that a list cuts off, or
// the requests that a review would send.
type whole struct {
	env   *env
	title string
	text  textView
}

// newWhole shows lines; words tells that they are sentences, which are broken
// at spaces.
func newWhole(e *env, title string, lines []string, words bool) *whole {
	d := &whole{env: e, title: title, text: textView{words: words}}
	text := make([]textLine, len(lines))
	for i, l := range lines {
		text[i] = textLine{l, theme.Text}
	}
	d.text.set(text)
	return d
}

func (d *whole) Title() string { return d.title }
func (d *whole) Init() tea.Cmd { return nil }
func (d *whole) Width() int    { return widest - 4 }
func (d *whole) Typing() bool  { return d.text.typing }

// Resize leaves a line to the bar, and the border does what the text's own
// margins do on a page.
func (d *whole) Resize(w, h int) { d.text.resize(min(d.Width(), max(w-4, 1))+2, max(h-3, 1)) }

// Update takes the search's letters.
func (d *whole) Update(msg tea.Msg) (tea.Cmd, Nav) { return d.text.update(msg) }

// View shows what fits, and where that is if it is not all.
func (d *whole) View() string {
	lines := d.text.lines(d.env)
	for i, l := range lines {
		lines[i] = strings.TrimPrefix(l, " ")
	}
	if d.text.typing || d.text.search != "" || len(d.text.broken) > d.text.height {
		lines = append(lines, d.text.bar(d.env, d.text.width-2))
	}
	return strings.Join(lines, "\n")
}

// Actions scroll, search and close.
func (d *whole) Actions() []Action {
	if d.text.typing {
		return d.text.typingActions()
	}
	return append(d.text.actions(), act(groupLeave, 4, "close", "esc", func() (tea.Cmd, Nav) { return nil, pop() }, "q", "enter"))
}
