package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"drover/tui/theme"
)

// palette lists every command of the screen beneath it: words in any order,
// grey lines last with their reason.
type palette struct {
	env    *env
	of     string
	acts   []Action
	search line
	at     int
	height int
}

func newPalette(e *env, of string, acts []Action) *palette {
	return &palette{env: e, of: of, acts: acts, search: newLine("")}
}

func (p *palette) Title() string   { return "commands" }
func (p *palette) Init() tea.Cmd   { return nil }
func (p *palette) Resize(_, h int) { p.height = h }
func (p *palette) Typing() bool    { return true }
func (p *palette) Width() int      { return 56 }

// Update searches as letters are typed; arrows move the choice.
func (p *palette) Update(msg tea.Msg) (tea.Cmd, Nav) {
	if k, ok := msg.(tea.KeyPressMsg); ok {
		switch k.String() {
		case "esc", "enter", "up", "down":
			return nil, pass()
		}
	}
	before := p.search.value()
	p.search.take(msg)
	if p.search.value() != before {
		p.at = 0
	}
	return nil, stay
}

// Actions of the dialog itself.
func (p *palette) Actions() []Action {
	move := func(by int) func() (tea.Cmd, Nav) {
		return func() (tea.Cmd, Nav) {
			p.at = min(max(p.at+by, 0), max(len(p.found())-1, 0))
			return nil, stay
		}
	}
	return []Action{
		act(groupLook, 0, "previous", "up", move(-1)),
		act(groupLook, 0, "next", "down", move(1)),
		act(groupLook, 1, "do it", "enter", p.do),
		act(groupLeave, 2, "close", "esc", func() (tea.Cmd, Nav) { return nil, pop() }),
	}
}

func (p *palette) do() (tea.Cmd, Nav) {
	found := p.found()
	if p.at >= len(found) {
		return nil, stay
	}
	return nil, Nav{kind: navPop, act: &found[p.at]}
}

// found lists the matching commands, those that can be done first.
func (p *palette) found() []Action {
	var can, grey []Action
	for _, a := range p.acts {
		if a.Help().Desc == "" || !matchesWords(a.name()+" "+a.Help().Desc+" "+a.Group, p.search.value()) {
			continue
		}
		if a.reason() == "" {
			can = append(can, a)
		} else {
			grey = append(grey, a)
		}
	}
	return append(can, grey...)
}

// View draws the field and as many commands as there is room for.
func (p *palette) View() string {
	th, w := p.env.theme, min(p.Width(), max(p.env.width-4, 1))
	out := []string{th.Paint(theme.Key, ":") + " " + p.search.draw(th, w-2)}
	found := p.found()
	rows := max(min(p.height-4, 16), 1)
	top := max(p.at-rows+1, 0)
	for i := top; i < len(found) && i < top+rows; i++ {
		out = append(out, p.row(found[i], i == p.at, w))
	}
	if len(found) == 0 {
		out = append(out, th.Paint(theme.Muted, "no command matches; esc closes"))
	}
	return strings.Join(out, "\n")
}

func (p *palette) row(a Action, current bool, w int) string {
	th := p.env.theme
	name, k := a.name(), a.Help().Key
	if why := a.reason(); why != "" {
		return "  " + th.Paint(theme.Muted, theme.Cut(name+": "+why, w-2, th.Signs().Cut))
	}
	gap := strings.Repeat(" ", max(w-3-theme.Width(name)-theme.Width(k), 1))
	if current {
		return th.Paint(theme.Accent, th.Signs().Cursor) + " " + th.Paint(theme.Select, name) + gap + th.Paint(theme.Key, k)
	}
	return "  " + th.Paint(theme.Text, name) + gap + th.Paint(theme.Key, k)
}
