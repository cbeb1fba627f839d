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
	table   bool // what stands beside the names begins in one column
}

// choice is one line of a menu.
type choice struct {
	key  string // " ": none, the cursor alone reaches it
	name string
	more string // at the right: a count, a hint
	why  string // why it cannot be chosen now: it is grey
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
		name := theme.Width(c.name)
		if m.table {
			name = m.names()
		}
		w = max(w, 3+theme.Width(c.key)+2+name+3+theme.Width(c.more))
	}
	for _, words := range m.about {
		w = max(w, theme.Width(words))
	}
	return max(w, 34)
}

// names is how wide the longest name is.
func (m *menu) names() int {
	w := 0
	for _, c := range m.choices {
		w = max(w, theme.Width(c.name))
	}
	return w
}

// View lists the choices.
func (m *menu) View() string {
	th, w := m.env.theme, min(m.Width(), widest-4, max(m.env.width-4, 1))
	lines := make([]string, 0, len(m.choices))
	for i := range m.choices {
		lines = append(lines, m.line(i, w))
	}
	whole, about := m.wholeLines(w), m.about
	room := max(m.height-2-len(about)-len(whole), 1)
	if n := len(lines); n > room && len(whole) == 0 { // that there is more is said
		room = max(room-1, 1)
		m.top = scrolled(m.top, m.at, room, n)
		about = append([]string{digit(m.at+1) + " of " + digit(n)}, about...)
	}
	m.top = scrolled(m.top, m.at, room, len(lines))
	lines = lines[m.top:min(m.top+room, len(lines))]
	if len(whole) > 0 {
		whole[0] = m.ruleOver(room, w)
		lines = append(lines, whole...)
	}
	for _, words := range about {
		lines = append(lines, th.Paint(theme.Muted, theme.Cut(words, w, th.Signs().Cut)))
	}
	return strings.Join(lines, "\n")
}

// wholeLines have room for what stands beside any choice, where it is cut in
// its line; of the one under the cursor they say it in full. The first is for
// the rule above them.
func (m *menu) wholeLines(w int) []string {
	th, most := m.env.theme, 0
	if !m.table {
		return nil
	}
	for i, c := range m.choices {
		if m.cut(i, w) {
			most = max(most, len(wrapped(theme.Safe(c.more), w-1)))
		}
	}
	if most == 0 {
		return nil
	}
	out := make([]string, 1+most)
	if m.cut(m.at, w) {
		for i, l := range wrapped(theme.Safe(m.choices[m.at].more), w-1) {
			out[1+i] = " " + th.Paint(theme.Text, strings.TrimLeft(l, " "))
		}
	}
	return out
}

// cut reports a choice with more beside it than its line has room for.
func (m *menu) cut(i, w int) bool {
	return theme.Width(theme.Safe(m.choices[i].more)) > m.besides(w, m.choices[i].key)
}

// besides is how wide the column beside the names is.
func (m *menu) besides(w int, key string) int {
	return max(w-4-theme.Width(key)-m.names()-2, 0)
}

// ruleOver stands below the choices; where not all of them are in sight it
// counts the others.
func (m *menu) ruleOver(room, w int) string {
	below := len(m.choices) - m.top - room
	var words []string
	if m.top > 0 {
		words = append(words, digit(m.top)+" more above")
	}
	if below > 0 {
		words = append(words, digit(below)+" more below")
	}
	return m.env.theme.Rule(w, words...)
}

// line is one choice: its key, its name, and what there is to say of it at the
// right, or in a column of its own.
func (m *menu) line(i, w int) string {
	th, c := m.env.theme, m.choices[i]
	name, more, cut := c.name, c.more, th.Signs().Cut
	gap := ""
	if m.table {
		gap = theme.Spaces(m.names() - theme.Width(name) + 2)
		more = theme.Cut(theme.Safe(more), m.besides(w, c.key), cut)
	} else {
		name = theme.Cut(name, w-8-theme.Width(more), cut)
		gap = theme.Spaces(max(w-4-theme.Width(c.key)-theme.Width(name)-theme.Width(more), 1))
	}
	cursor, key, shown := " ", theme.Key, th.Paint(theme.Text, name)
	if c.why != "" {
		key, shown = theme.Muted, th.Paint(theme.Muted, name)
	}
	if i == m.at {
		cursor, shown = th.Paint(theme.Accent, th.Signs().Cursor), th.Paint(theme.Select, name)
	}
	return cursor + " " + th.Paint(key, c.key) + "  " + shown + gap + th.Paint(theme.Muted, more)
}

// scrolled is the first line to show of n, so that the one at the cursor is
// among the room that there is.
func scrolled(top, at, room, n int) int {
	top = min(max(top, at-room+1), at)
	return max(min(top, n-room), 0)
}

// scrollWords say how much of a page's lines is out of sight: below, or, at its end,
// above; "" where all of them are in sight.
func scrollWords(top, room, n int) string {
	switch below := n - room - top; {
	case below > 0:
		return plural(below, "line more", "lines more") + "  pgdn pgup"
	case top > 0:
		return plural(top, "line above", "lines above") + "  pgup"
	}
	return ""
}

// Actions are the choices' own keys, the cursor and the way back.
func (m *menu) Actions() []Action {
	var acts []Action
	for _, c := range m.choices {
		if c.key == " " {
			continue
		}
		acts = append(acts, act(groupLook, 0, c.name, c.key, func() (tea.Cmd, Nav) { return nil, popThen(c.do) }).unless(func() string { return c.why }))
	}
	if len(m.choices) == 0 {
		return []Action{act(groupLeave, 2, "close", "esc", func() (tea.Cmd, Nav) { return nil, pop() }, "q", "enter")}
	}
	return append(acts,
		act(groupLook, 0, "next", "down", m.move(1), m.free("j")...),
		act(groupLook, 0, "previous", "up", m.move(-1), m.free("k")...),
		act(groupLook, 0, "", "pgdown", m.leap(10), m.free("ctrl+d")...),
		act(groupLook, 0, "", "pgup", m.leap(-10), m.free("ctrl+u")...),
		act(groupLook, 0, "", "home", m.leap(-len(m.choices))),
		act(groupLook, 0, "", "end", m.leap(len(m.choices))),
		act(groupLook, 1, "choose", "enter", func() (tea.Cmd, Nav) { return nil, popThen(m.choices[m.at].do) }).
			unless(func() string { return m.choices[m.at].why }),
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

// leap moves by many, and stops at the ends.
func (m *menu) leap(by int) func() (tea.Cmd, Nav) {
	return func() (tea.Cmd, Nav) {
		m.at = max(min(m.at+by, len(m.choices)-1), 0)
		return nil, stay
	}
}

func (m *menu) move(by int) func() (tea.Cmd, Nav) {
	return func() (tea.Cmd, Nav) {
		m.at = (m.at + by + len(m.choices)) % len(m.choices)
		return nil, stay
	}
}
