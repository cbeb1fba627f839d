package tui

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"drover/model"
	"drover/tui/theme"
)

// paper is a page of text to be read and copied: lines for a file, a report.
type paper struct {
	env   *env
	title string
	what  string // what is copied: "the lines"
	write func(context.Context) string
	read  remote[string]
	text  textView
	w, h  int
}

func newPaper(e *env, title, what string, write func(context.Context) string) *paper {
	return &paper{env: e, title: title, what: what, write: write}
}

func (p *paper) Title() string { return p.title }
func (p *paper) Typing() bool  { return p.text.typing }

// Closed does not wait for the text any more.
func (p *paper) Closed() { p.read.drop() }

// Init has the text written.
func (p *paper) Init() tea.Cmd {
	write := p.write
	text := work(p.env, p, &p.read, func(ctx context.Context) (string, error) { return write(ctx), nil })
	return tea.Batch(text, waitOn(p))
}

// Resize breaks the lines anew.
func (p *paper) Resize(w, h int) {
	p.text.resize(w, max(h-2, 1))
	if wider := w != p.w; wider {
		p.text.set(underColumn(p.read.value, max(w-2, 8)))
	}
	p.w, p.h = w, h
}

// Update takes the text and the search's letters.
func (p *paper) Update(msg tea.Msg) (tea.Cmd, Nav) {
	switch m := msg.(type) {
	case answer[string]:
		if m.take() {
			p.text.set(underColumn(m.value, max(p.w-2, 8)))
		}
		return nil, stay
	case stillWaiting:
		if p.read.loading() {
			return waitOn(p), stay
		}
		return nil, stay
	}
	return p.text.update(msg)
}

// underColumn breaks the lines of a text at spaces. What goes on in the next line
// begins under its own column, the last one that two spaces set off.
func underColumn(text string, w int) []textLine {
	if text == "" {
		return nil
	}
	var out []textLine
	for line := range strings.SplitSeq(strings.TrimRight(text, "\n"), "\n") {
		line = theme.Safe(model.Clean(line))
		indent := strings.LastIndex(line[:min(len(line), w/2)], "  ") + 2
		if indent < 2 {
			indent = 2
		}
		for theme.Width(line) > w {
			at := strings.LastIndex(theme.Cut(line, w+1, ""), " ")
			if at <= indent {
				break // one long word: the text view cuts it
			}
			out = append(out, textLine{line[:at], theme.Text})
			line = theme.Spaces(indent) + strings.TrimLeft(line[at:], " ")
		}
		out = append(out, textLine{line, theme.Text})
	}
	return out
}

// View draws the text, or that it is waited for.
func (p *paper) View() string {
	if p.w < 1 || p.h < 1 {
		return ""
	}
	right := ""
	if p.read.loading() {
		right = p.env.wait("looking", p.read.asked)
	}
	lines := []string{spread(" "+p.env.theme.Paint(theme.Strong, p.title), right, p.w), p.text.bar(p.env, p.w)}
	return strings.Join(fill(append(lines, p.text.lines(p.env)...), p.h), "\n")
}

// Actions of the page.
func (p *paper) Actions() []Action {
	if p.text.typing {
		return p.text.typingActions()
	}
	return append(p.text.actions(),
		act(groupLook, 1, "copy "+p.what, "y", func() (tea.Cmd, Nav) { return p.env.copy(p.what, p.read.value), stay }).unless(func() string {
			return unless(p.read.have, "it is not written yet")
		}),
		act(groupFind, 5, "look again", "r", func() (tea.Cmd, Nav) { return p.Init(), stay }),
	)
}
