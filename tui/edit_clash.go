package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"drover/model"
	"drover/tui/theme"
)

// clash shows what somebody else has changed of a section since it was read, and
// lets each value be theirs or mine. Theirs stays where nothing else is said.
type clash struct {
	env    *env
	page   *edit
	theirs sectionRead
	list   []model.Clash
	mine   map[model.FieldKey]bool
	next   editNext
	over   bool // the page of the section lies beneath
	at     int
	top    int
	width  int
	height int
}

// newClash opens over the page of the section.
func newClash(s *edit, theirs sectionRead, list []model.Clash, next editNext) *clash {
	return &clash{env: s.env, page: s, theirs: theirs, list: list, mine: map[model.FieldKey]bool{}, next: next, over: true}
}

func (c *clash) Title() string                 { return "changed elsewhere" }
func (c *clash) Init() tea.Cmd                 { return nil }
func (c *clash) Resize(w, h int)               { c.width, c.height = w, h }
func (c *clash) Typing() bool                  { return false }
func (c *clash) Update(tea.Msg) (tea.Cmd, Nav) { return nil, stay }

// Actions of the page.
func (c *clash) Actions() []Action {
	word := "go on"
	if c.next == editReview {
		word = "review"
	}
	move := func(by int) func() (tea.Cmd, Nav) {
		return func() (tea.Cmd, Nav) { c.at = max(min(c.at+by, len(c.list)-1), 0); return nil, stay }
	}
	choose := func(mine bool) func() (tea.Cmd, Nav) {
		return func() (tea.Cmd, Nav) { c.mine[c.list[c.at].Key] = mine; return nil, stay }
	}
	return []Action{
		act(groupChange, 1, "choose", "space", func() (tea.Cmd, Nav) { return choose(!c.mine[c.list[c.at].Key])() }).named("theirs or mine"),
		act(groupChange, 0, "theirs", "h", choose(false), "left"),
		act(groupChange, 0, "mine", "l", choose(true), "right"),
		act(groupChange, 2, word, "ctrl+r", c.done),
		act(groupLook, 0, "next", "down", move(1), "j").shown("j k"),
		act(groupLook, 0, "previous", "up", move(-1), "k"),
		act(groupLook, 0, "first, last", "home", move(-len(c.list)), "g").shown("g G"),
		act(groupLook, 0, "", "end", move(len(c.list)), "G"),
		act(groupLeave, 90, "back", "esc", func() (tea.Cmd, Nav) { return nil, c.back() }, "q").named("back, nothing sent"),
	}
}

// Closed lets go of the page of the section, where that does not lie beneath.
func (c *clash) Closed() {
	if !c.over {
		c.page.Closed()
	}
}

// back leaves the edit upon what it was made from.
func (c *clash) back() Nav {
	if c.over {
		return pop()
	}
	return replace(c.page)
}

// done puts the edit upon what stands there now.
func (c *clash) done() (tea.Cmd, Nav) {
	s := c.page
	s.rebase(s.form.Onto(c.theirs.detail, c.theirs.part, c.mine))
	saved := s.touched()
	if !c.over {
		return saved, replace(s)
	}
	return saved, popThen(func() (tea.Cmd, Nav) {
		switch {
		case s.look.Changed == 0:
			words := "nothing of yours is left to send: all is as it stands there"
			return s.env.say(note{kind: noteGood, text: words, bare: words}), stay
		case c.next == editReview:
			return s.toReview()
		}
		return nil, stay
	})
}

// View draws a row for each value, in three columns, and below the rule the one
// under the cursor in full.
func (c *clash) View() string {
	if c.width < 1 || c.height < 1 {
		return ""
	}
	th := c.env.theme
	mine := 0
	for _, on := range c.mine {
		if on {
			mine++
		}
	}
	right := th.Paint(theme.Muted, "theirs "+digit(len(c.list)-mine)+"   mine "+digit(mine))
	name := theme.CutMiddle(theme.Safe(model.Clean(c.page.job.Name.String())), max(c.width-theme.Width(right)-theme.Width(c.page.section.Word())-24, 4), th.Signs().Cut)
	left := " " + th.Paint(theme.Text, name) + th.Paint(theme.Muted, " "+th.Signs().Crumb+" ") + th.Paint(theme.Strong, c.page.section.Word()) +
		"   " + th.Paint(theme.Warn, "changed elsewhere")
	lines := []string{spread(left, right, c.width)}
	if c.env.ruled() {
		lines = append(lines, th.Rule(c.width))
	}
	label, cell := c.columns()
	lines = append(lines, theme.Cut(th.Paint(theme.Muted, "     "+theme.Pad("", label)+theme.Pad("AS IT WAS READ", cell)+theme.Pad("THEIRS NOW", cell)+"MINE"), c.width, ""))
	foot := c.foot()
	room := max(c.height-len(lines)-len(foot), 1)
	c.top = scrolled(c.top, c.at, room, len(c.list))
	for i := c.top; i < min(c.top+room, len(c.list)); i++ {
		lines = append(lines, c.row(i, label, cell))
	}
	return strings.Join(fill(append(fill(lines, c.height-len(foot)), foot...), c.height), "\n")
}

// columns are how wide the labels and each of the three values are.
func (c *clash) columns() (label, cell int) {
	for _, one := range c.list {
		label = max(label, theme.Width(theme.Safe(one.Label))+2)
	}
	label = min(label, max(c.width/4, 8))
	return label, max((c.width-5-label)/3, 6)
}

// row is one value: as it was read, theirs, and mine; the one that stays is lit.
func (c *clash) row(i, label, cell int) string {
	th, one, cut := c.env.theme, c.list[i], c.env.theme.Signs().Cut
	cursor, both := " ", " "
	if i == c.at {
		cursor = th.Paint(theme.Accent, th.Signs().Cursor)
	}
	if one.Both {
		both = th.Paint(theme.Warn, th.Signs().Flag)
	}
	name := theme.Fit(theme.Safe(one.Label), label-1, cut) + " "
	if i == c.at {
		name = th.Paint(theme.Key, name)
	}
	value := func(words string, taken bool) string {
		tone, sign := theme.Muted, "  "
		if taken {
			tone, sign = theme.Accent, th.Signs().Mark+" "
		}
		return th.Paint(tone, sign+theme.Fit(shownValue(words), cell-3, cut)) + " "
	}
	mine := c.mine[one.Key]
	line := cursor + both + " " + name + value(one.Base, false) + value(one.Theirs, !mine) + value(one.Mine, mine)
	return theme.Cut(line, c.width, "")
}

// foot says the value under the cursor in full, and what becomes of it.
func (c *clash) foot() []string {
	th := c.env.theme
	if c.height < 10 {
		return nil
	}
	one := c.list[c.at]
	out := []string{th.Rule(c.width, th.Paint(theme.Key, theme.Safe(one.Label)))}
	words := "You have not changed it: theirs stays, unless you put back what was read."
	switch {
	case c.mine[one.Key] && one.Both:
		words = "Yours replaces what somebody else has written. The job's name must be typed for that."
	case c.mine[one.Key]:
		words = "What was read replaces what somebody else has written. The job's name must be typed for that."
	case one.Both:
		words = "Both were changed: theirs stays, and yours is dropped."
	}
	out = append(out, signed(th, " ", words, c.width)...)
	if c.height < 14 {
		return out
	}
	for _, v := range []struct{ label, words string }{{"as read", one.Base}, {"theirs", one.Theirs}, {"mine", one.Mine}} {
		lines := wrapped(shownValue(v.words), max(c.width-14, 8))
		if len(lines) > 2 {
			lines = append(lines[:1], theme.Cut(lines[1], max(c.width-16, 4), "")+th.Signs().Cut)
		}
		for i, l := range lines {
			label := v.label
			if i > 0 {
				label = ""
			}
			out = append(out, "   "+th.Paint(theme.Muted, theme.Pad(label, 10))+th.Paint(theme.Text, strings.TrimLeft(l, " ")))
		}
	}
	return out
}
