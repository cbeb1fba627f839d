package tui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"drover/model"
	"drover/tui/theme"
)

// help shows the keys of the screen beneath it: in columns by what they are
// for, then what is grey now and why, then what the glyphs mean. Typing
// searches, enter does what is found first.
type help struct {
	env    *env
	of     string
	acts   []Action
	search line
	height int
	top    int // first line in sight, where there are more than fit
}

func newHelp(e *env, of string, acts []Action) *help {
	return &help{env: e, of: of, acts: acts, search: newLine("")}
}

func (h *help) Title() string      { return "keys of " + h.of }
func (h *help) Init() tea.Cmd      { return nil }
func (h *help) Resize(_, rows int) { h.height = rows }
func (h *help) Typing() bool       { return true }
func (h *help) Width() int         { return widest - 4 }

// Update searches as letters are typed.
func (h *help) Update(msg tea.Msg) (tea.Cmd, Nav) {
	k, isKey := msg.(tea.KeyPressMsg)
	if isKey {
		switch k.String() {
		case "esc", "enter", "?", "up", "down":
			return nil, pass()
		}
	}
	h.search.take(msg)
	h.top = 0
	return nil, stay
}

// Actions of the dialog itself.
func (h *help) Actions() []Action {
	scroll := func(by int) func() (tea.Cmd, Nav) {
		return func() (tea.Cmd, Nav) { h.top = max(h.top+by, 0); return nil, stay }
	}
	return []Action{
		act(groupLook, 0, "scroll", "down", scroll(3)),
		act(groupLook, 0, "", "up", scroll(-3)),
		act(groupLook, 1, "do it", "enter", h.do),
		act(groupLeave, 2, "close", "esc", func() (tea.Cmd, Nav) { return nil, pop() }, "?"),
	}
}

func (h *help) do() (tea.Cmd, Nav) {
	found := h.found()
	if strings.TrimSpace(h.search.value()) == "" || len(found) == 0 || found[0].reason() != "" {
		return nil, pop()
	}
	return nil, popThen(found[0].Do)
}

func (h *help) found() []Action {
	var out []Action
	for _, a := range h.acts {
		if a.Help().Desc != "" && matchesWords(a.Help().Desc+" "+a.Help().Key, h.search.value()) {
			out = append(out, a)
		}
	}
	return out
}

// View draws the columns.
func (h *help) View() string {
	th := h.env.theme
	width := min(h.Width(), max(h.env.width-4, 1))
	out := []string{th.Paint(theme.Muted, "type to search  ") + h.search.draw(th, 30)}
	out = append(out, columns(th, h.found(), width)...)
	if grey := h.grey(width); len(grey) > 0 {
		out = append(out, "", th.Paint(theme.Key, "grey now"))
		out = append(out, grey...)
	}
	out = append(append(out, ""), strings.Split(legend(th), "\n")...)
	room := max(h.height-2, 2)
	h.top = min(h.top, max(len(out)-room, 0))
	return strings.Join(out[h.top:min(h.top+room, len(out))], "\n")
}

// columns lays the groups side by side: find and mark, look, change and leave;
// each column is as wide as its words, and below one another they go where
// there is no room.
func columns(th *theme.Theme, acts []Action, width int) []string {
	const gap = 2
	var cols [3][]string
	var widths [3]int
	for i, groups := range [3][]string{{groupFind, groupMark}, {groupLook}, {groupChange, groupLeave}} {
		for _, g := range groups {
			rows, w := groupRows(th, acts, g)
			if len(rows) == 0 {
				continue
			}
			if len(cols[i]) > 0 {
				cols[i] = append(cols[i], "")
			}
			cols[i] = append(append(cols[i], th.Paint(theme.Key, g)), rows...)
			widths[i] = max(widths[i], w)
		}
	}
	if widths[0]+widths[1]+widths[2]+2*gap > width {
		return slices.Concat(cols[0], cols[1], cols[2])
	}
	var out []string
	for row := range max(len(cols[0]), len(cols[1]), len(cols[2])) {
		line := ""
		for i, col := range cols {
			cell := ""
			if row < len(col) {
				cell = col[row]
			}
			line += theme.Pad(cell, widths[i]+gap)
		}
		out = append(out, strings.TrimRight(line, " "))
	}
	return out
}

// groupRows is a group's keys with what they do, and the widest of them.
func groupRows(th *theme.Theme, acts []Action, group string) (rows []string, width int) {
	keys := 5
	for _, a := range acts {
		if a.Group == group && a.reason() == "" {
			keys = max(keys, theme.Width(a.Help().Key))
		}
	}
	for _, a := range acts {
		if a.Group != group || a.reason() != "" {
			continue
		}
		rows = append(rows, th.Paint(theme.Key, theme.Pad(a.Help().Key, keys))+"  "+th.Paint(theme.Text, a.Help().Desc))
		width = max(width, keys+2+theme.Width(a.Help().Desc))
	}
	return rows, width
}

// grey lists what cannot be done now, each with its reason.
func (h *help) grey(width int) []string {
	th := h.env.theme
	var out []string
	for _, a := range h.found() {
		if why := a.reason(); why != "" {
			what := theme.Pad(a.Help().Key+" "+a.Help().Desc, 16)
			out = append(out, th.Paint(theme.Muted, what+" ")+th.Paint(theme.Muted, theme.Cut(why, width-17, th.Signs().Cut)))
		}
	}
	return out
}

// legend says what the glyphs mean.
func legend(th *theme.Theme) string {
	words := map[model.Family]string{
		model.Running: "running", model.Busy: "at work", model.Idle: "waits", model.Paused: "paused",
		model.Failed: "failed", model.Ended: "ended", model.Unknown: "unknown",
	}
	var parts []string
	for _, f := range model.Families() {
		parts = append(parts, th.Paint(th.FamilyTone(f), th.Glyph(f))+" "+words[f])
	}
	signs := th.Signs()
	return strings.Join(parts, "  ") + "\n" + th.Paint(theme.Accent, signs.Mark) + " marked  " +
		th.Paint(theme.Unknown, signs.Unresolved) + " a write of unknown outcome\n" +
		th.Paint(theme.Warn, signs.Flag) + " a clock runs out within a day, a copy rests, or two jobs collide"
}

// matchesWords reports whether text holds every word of the search, in any
// order.
func matchesWords(text, search string) bool {
	text = strings.ToLower(text)
	for _, w := range strings.Fields(strings.ToLower(search)) {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}
