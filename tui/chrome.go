package tui

import (
	"cmp"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"drover/tui/theme"
)

// View composes the window: banner, the top screen, message line, keys.
func (a *app) View() tea.View {
	v := tea.NewView("")
	if a.env.width == 0 {
		return v
	}
	a.env.crash.Guard(func() { v.SetContent(strings.Join(a.lines(), "\n")) })
	return v
}

// lines draws exactly the window's height.
func (a *app) lines() []string {
	h := a.env.height
	if h < 3 {
		return a.clip(fill([]string{a.banner()}, h))
	}
	lines := append([]string{a.banner()}, a.body()...)
	switch {
	case a.env.tall():
		lines = append(lines, a.noteLine(), a.footer())
	case a.note.kind != noteNone:
		lines = append(lines, a.noteLine())
	default:
		lines = append(lines, a.footer())
	}
	return a.clip(fill(lines, h))
}

// narrowest is the least width that screens are laid out for.
const narrowest = 80

// clip cuts what does not fit into a window below that.
func (a *app) clip(lines []string) []string {
	if a.env.width < narrowest {
		for i, l := range lines {
			lines[i] = theme.Cut(l, a.env.width, "")
		}
	}
	return lines
}

// body draws the top screen; a dialog floats over the page beneath it, which
// goes faint.
func (a *app) body() []string {
	h := a.bodyHeight()
	lines := fill(strings.Split(a.stack[a.page()].View(), "\n"), h)
	if d, floats := a.top().(dialog); floats {
		return float(a.env, lines, d)
	}
	return lines
}

// page is the place on the stack of the page that is seen: the top one that
// does not float.
func (a *app) page() int {
	at := len(a.stack) - 1
	for at > 0 {
		if _, floats := a.stack[at].(dialog); !floats {
			break
		}
		at--
	}
	return at
}

// fill cuts or pads to exactly h lines.
func fill(lines []string, h int) []string {
	if len(lines) > h {
		return lines[:max(h, 0)]
	}
	for len(lines) < h {
		lines = append(lines, "")
	}
	return lines
}

// moving is a screen whose cursor may be on its way somewhere: what follows
// the cursor waits until it has rested.
type moving interface{ Moving() bool }

// foot is the footer as it was drawn last, and what it was drawn for.
type foot struct {
	line   string
	screen Screen
	typing bool
	width  int
	theme  *theme.Theme
}

// footer draws the keys that fit. Those of a row change with the cursor: while
// it moves they stay as they are, since they would cost more bytes than the
// move itself.
func (a *app) footer() string {
	s := a.top()
	f := foot{screen: s, typing: s.Typing(), width: a.env.width, theme: a.env.theme, line: a.foot.line}
	if m, ok := s.(moving); !ok || !m.Moving() || f != a.foot {
		f.line = a.keysThatFit()
	}
	a.foot = f
	return f.line
}

// keysThatFit are the keys of the footer, in the order of their Foot.
func (a *app) keysThatFit() string {
	room := a.env.width - 1
	var tail string
	tailWidth := 0
	page := a.page()
	paint := a.footPart
	if page < len(a.stack)-1 {
		paint = a.faintPart
	}
	acts := footed(a.actionsOf(page))
	for i := len(acts) - 1; i >= 0 && acts[i].Foot >= 90; i-- {
		part, w := paint(acts[i])
		if tailWidth+w+2 > room {
			break
		}
		tail, tailWidth = "  "+part+tail, tailWidth+w+2
	}
	line, used := "", 0
	for _, act := range acts {
		if act.Foot >= 90 {
			break
		}
		part, w := paint(act)
		if used > 0 {
			w += 2
		}
		if used+w+tailWidth > room {
			break
		}
		if used > 0 {
			line += "  "
		}
		line, used = line+part, used+w
	}
	if line == "" {
		tail = strings.TrimPrefix(tail, "  ")
	}
	return " " + line + tail
}

// faintPart is a key of the page beneath a dialog: there, but out of reach.
func (a *app) faintPart(act Action) (string, int) {
	h := act.Help()
	return a.env.theme.Paint(theme.Rule, h.Key+" "+h.Desc), theme.Width(h.Key) + 1 + theme.Width(h.Desc)
}

func (a *app) footPart(act Action) (string, int) {
	th, h := a.env.theme, act.Help()
	return th.Paint(theme.Key, h.Key) + " " + th.Paint(theme.Text, h.Desc), theme.Width(h.Key) + 1 + theme.Width(h.Desc)
}

// footed picks the actions that belong in the footer and can be done, in
// order.
func footed(acts []Action) []Action {
	var out []Action
	for _, act := range acts {
		if act.Foot > 0 && act.reason() == "" {
			out = append(out, act)
		}
	}
	slices.SortStableFunc(out, func(a, b Action) int { return cmp.Compare(a.Foot, b.Foot) })
	return out
}
