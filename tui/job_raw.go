package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"drover/model"
	"drover/tui/theme"
)

// rawView is the service's own answers, as JSON, with a search.
type rawView struct {
	text   []string
	typing bool
	field  line
	search string
	hit    int // the line of the current hit
}

func (v *rawView) set(sections []model.RawSection) {
	v.text = v.text[:0]
	for i, sec := range sections {
		if i > 0 {
			v.text = append(v.text, "")
		}
		v.text = append(v.text, "// "+model.Clean(sec.Title))
		for l := range strings.SplitSeq(string(sec.JSON), "\n") {
			v.text = append(v.text, theme.Safe(model.Clean(l)))
		}
	}
}

// lines draws the text with its hits lit.
func (v *rawView) lines(e *env, width int) []string {
	th := e.theme
	if len(v.text) == 0 {
		return []string{"  " + th.Paint(theme.Muted, "nothing was read yet")}
	}
	out := make([]string, 0, len(v.text))
	for i, l := range v.text {
		tone := theme.Text
		if strings.HasPrefix(l, "// ") {
			tone = theme.Muted
		} else if v.search != "" && i == v.hit {
			tone = theme.Select
		}
		out = append(out, " "+th.Paint(tone, theme.Cut(l, width-2, th.Signs().Cut)))
	}
	return out
}

// bar is the search's line; it stands still while the text scrolls.
func (v *rawView) bar(e *env, width int) []string {
	th := e.theme
	switch {
	case v.typing:
		return []string{" " + th.Paint(theme.Accent, "/") + v.field.draw(th, width-3)}
	case v.search != "":
		return []string{" " + th.Paint(theme.Accent, "/"+theme.Safe(model.Clean(v.search))) + th.Paint(theme.Muted, "   "+plural(len(v.hits()), "hit", "hits")+"   n next")}
	}
	return nil
}

func (v *rawView) hits() []int {
	var out []int
	want := strings.ToLower(v.search)
	for i, l := range v.text {
		if want != "" && strings.Contains(strings.ToLower(l), want) {
			out = append(out, i)
		}
	}
	return out
}

// key edits the search; enter keeps it, esc forgets it.
func (v *rawView) key(k tea.KeyPressMsg) (tea.Cmd, Nav) {
	switch k.String() {
	case "enter", "esc":
		return nil, pass()
	}
	v.field.take(k)
	v.search, v.hit = v.field.value(), -1
	return nil, stay
}

func (v *rawView) paste(m tea.PasteMsg) {
	if v.typing {
		v.field.take(m)
		v.search = v.field.value()
	}
}

func (v *rawView) typingActions(p *jobPane) []Action {
	return []Action{
		act(groupFind, 1, "first hit", "enter", func() (tea.Cmd, Nav) {
			v.typing, v.hit = false, -1
			if len(v.hits()) > 0 {
				v.next(p)
			}
			return nil, stay
		}),
		act(groupLeave, 2, "no search", "esc", func() (tea.Cmd, Nav) { v.typing, v.search = false, ""; return nil, stay }),
	}
}

// actions of the raw tab: search and the next hit.
func (v *rawView) actions(p *jobPane) []Action {
	return []Action{
		act(groupFind, 2, "search", "/", func() (tea.Cmd, Nav) { v.typing, v.field = true, newLine(v.search); return nil, stay }),
		act(groupFind, 3, "next hit", "n", func() (tea.Cmd, Nav) { v.next(p); return nil, stay }).unless(func() string {
			if len(v.hits()) == 0 {
				return "nothing is found; / searches"
			}
			return ""
		}),
	}
}

func (v *rawView) next(p *jobPane) {
	hits := v.hits()
	for _, h := range hits {
		if h > v.hit {
			v.hit = h
			p.tops[tabRaw] = max(h-4, 0)
			return
		}
	}
	v.hit = hits[0]
	p.tops[tabRaw] = max(v.hit-4, 0)
}
