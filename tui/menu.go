package tui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"drover/tui/theme"
)

// menu is a small dialog of choices, each with a key of its own.
type menu struct {
	env     *env
	title   string
	choices []choice
	about   []string // sentences below the choices
	at      int
	top     int
	height  int
}

// choice is one line of a menu.
type choice struct {
	key  string
	name string
	more string // at the right: a count, a hint
	do   func() (tea.Cmd, Nav)
}

func newMenu(e *env, title string, choices []choice) *menu {
	return &menu{env: e, title: title, choices: choices}
}

func (m *menu) Title() string                 { return m.title }
func (m *menu) Init() tea.Cmd                 { return nil }
func (m *menu) Resize(_, h int)               { m.height = h }
func (m *menu) Typing() bool                  { return false }
func (m *menu) Update(tea.Msg) (tea.Cmd, Nav) { return nil, stay }

// Width is that of the longest choice.
func (m *menu) Width() int {
	w := theme.Width(m.title) + 4
	for _, c := range m.choices {
		w = max(w, 3+theme.Width(c.key)+2+theme.Width(c.name)+3+theme.Width(c.more))
	}
	for _, words := range m.about {
		w = max(w, theme.Width(words))
	}
	return max(w, 34)
}

// View lists the choices.
func (m *menu) View() string {
	th, w := m.env.theme, min(m.Width(), widest-4, max(m.env.width-4, 1))
	lines := make([]string, 0, len(m.choices))
	for i, c := range m.choices {
		cursor, name := " ", theme.Cut(c.name, w-8-theme.Width(c.more), th.Signs().Cut)
		gap := strings.Repeat(" ", max(w-4-theme.Width(c.key)-theme.Width(name)-theme.Width(c.more), 1))
		shown := th.Paint(theme.Text, name)
		if i == m.at {
			cursor, shown = th.Paint(theme.Accent, th.Signs().Cursor), th.Paint(theme.Select, name)
		}
		lines = append(lines, cursor+" "+th.Paint(theme.Key, c.key)+"  "+shown+gap+th.Paint(theme.Muted, c.more))
	}
	room := max(m.height-2-len(m.about), 1)
	m.top = scrolled(m.top, m.at, room, len(lines))
	lines = lines[m.top:min(m.top+room, len(lines))]
	for _, words := range m.about {
		lines = append(lines, th.Paint(theme.Muted, theme.Cut(words, w, th.Signs().Cut)))
	}
	return strings.Join(lines, "\n")
}

// scrolled is the first line to show of n, so that the one at the cursor is
// among the room that there is.
func scrolled(top, at, room, n int) int {
	top = min(max(top, at-room+1), at)
	return max(min(top, n-room), 0)
}

// Actions are the choices' own keys, the cursor and the way back.
func (m *menu) Actions() []Action {
	var acts []Action
	for _, c := range m.choices {
		acts = append(acts, act(groupLook, 0, c.name, c.key, func() (tea.Cmd, Nav) { return nil, popThen(c.do) }))
	}
	if len(m.choices) == 0 {
		return []Action{act(groupLeave, 2, "close", "esc", func() (tea.Cmd, Nav) { return nil, pop() }, "q", "enter")}
	}
	return append(acts,
		act(groupLook, 0, "next", "down", m.move(1), m.free("j")...),
		act(groupLook, 0, "previous", "up", m.move(-1), m.free("k")...),
		act(groupLook, 1, "choose", "enter", func() (tea.Cmd, Nav) { return nil, popThen(m.choices[m.at].do) }),
		act(groupLeave, 2, "close", "esc", func() (tea.Cmd, Nav) { return nil, pop() }, m.free("q")...),
	)
}

// free is a key that moves or closes, unless a choice has it.
func (m *menu) free(key string) []string {
	if slices.ContainsFunc(m.choices, func(c choice) bool { return c.key == key }) {
		return nil
	}
	return []string{key}
}

func (m *menu) move(by int) func() (tea.Cmd, Nav) {
	return func() (tea.Cmd, Nav) {
		m.at = (m.at + by + len(m.choices)) % len(m.choices)
		return nil, stay
	}
}
