package tui

import (
	"cmp"
	"strings"

	tea "charm.land/bubbletea/v2"

	"drover/model"
	"drover/tui/theme"
)

// prompt is a small dialog that asks for one line of text.
type prompt struct {
	env   *env
	title string
	label string
	about string // what becomes of it
	word  string // of the key that takes it; "": keep
	field line
	wrong string                                          // why the text cannot be taken
	typed bool                                            // something was
	asked bool                                            // whether that may be dropped
	take  func(string) (cmd tea.Cmd, nav Nav, why string) // why: it stays open and says so
}

func (p *prompt) Title() string   { return p.title }
func (p *prompt) Init() tea.Cmd   { return nil }
func (p *prompt) Resize(int, int) {}
func (p *prompt) Typing() bool    { return true }
func (p *prompt) Width() int      { return 60 }

// Update edits the line.
func (p *prompt) Update(msg tea.Msg) (tea.Cmd, Nav) {
	switch m := msg.(type) {
	case tea.KeyPressMsg:
		if k := m.String(); k == "esc" || k == "enter" {
			return nil, pass()
		}
		p.edit(m)
	case tea.PasteMsg:
		p.edit(m)
	}
	p.wrong, p.asked = "", false
	return nil, stay
}

func (p *prompt) edit(msg tea.Msg) {
	before := p.field.value()
	p.field.take(msg)
	p.typed = p.typed || p.field.value() != before
}

// leave closes. What is typed goes with the second esc alone.
func (p *prompt) leave() (tea.Cmd, Nav) {
	if p.typed && p.field.value() != "" && !p.asked {
		p.asked, p.wrong = true, "esc again drops what was typed"
		return nil, stay
	}
	return nil, pop()
}

// View draws label, field and what is wrong with it.
func (p *prompt) View() string {
	th, w := p.env.theme, min(p.Width(), max(p.env.width-4, 1))
	room := max(w-theme.Width(p.label)-2, 4)
	lines := []string{th.Paint(theme.Muted, p.label) + "  " + p.field.draw(th, room)}
	if p.wrong != "" {
		return lines[0] + "\n" + th.Paint(theme.Bad, th.Glyph(model.Failed)+" ") + th.Paint(theme.Text, theme.Cut(theme.Safe(p.wrong), w-2, th.Signs().Cut))
	}
	return strings.Join(append(lines, th.Paint(theme.Muted, p.about)), "\n")
}

// Actions of the dialog.
func (p *prompt) Actions() []Action {
	return []Action{
		act(groupChange, 1, cmp.Or(p.word, "keep"), "enter", func() (tea.Cmd, Nav) {
			p.asked = false
			cmd, nav, why := p.take(strings.TrimSpace(p.field.value()))
			if p.wrong = why; why != "" {
				return nil, stay
			}
			return cmd, nav
		}),
		act(groupLeave, 2, "close", "esc", p.leave),
	}
}
