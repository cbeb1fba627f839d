package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"drover/model"
	"drover/tui/theme"
)

// textView is a text to be scrolled and searched. Lines that are too long go on
// in the next one, so that nothing is out of sight.
type textView struct {
	source []textLine
	broken []textLine // to the width
	top    int
	width  int
	height int
	typing bool
	field  line
	words  bool // broken at spaces, for what nobody copies
	search string
	hit    int // the line of the current hit; -1: none yet
}

// textLine is one line of text from anywhere, and its tone.
type textLine struct {
	text string
	tone theme.Tone
}

func (v *textView) set(text []textLine) {
	v.source = text
	v.wrap()
}

func (v *textView) resize(w, h int) {
	v.height = h
	if w != v.width {
		v.width = w
		v.wrap()
	}
}

// wrap cleans the text and breaks it to the width.
func (v *textView) wrap() {
	v.broken = v.broken[:0]
	for _, l := range v.source {
		for _, part := range v.parts(l.text, max(v.width-2, 8)) {
			v.broken = append(v.broken, textLine{part, l.tone})
		}
	}
	v.hit = -1
}

func (v *textView) parts(text string, w int) []string {
	if clean := theme.Safe(model.Clean(text)); v.words && clean != "" {
		return wrapped(clean, w)
	}
	return folded(text, w)
}

// folded breaks a line at w cells: no sign of it is lost.
func folded(l string, w int) []string {
	var out []string
	l = theme.Safe(model.Clean(l))
	for theme.Width(l) > w {
		part := theme.Cut(l, w, "")
		if part == "" {
			break
		}
		out, l = append(out, part), strings.TrimPrefix(l, part)
	}
	return append(out, l)
}

// lines draws what is in sight.
func (v *textView) lines(e *env) []string {
	v.top = max(min(v.top, len(v.broken)-v.height), 0)
	var out []string
	for i := v.top; i < min(v.top+v.height, len(v.broken)); i++ {
		l := v.broken[i]
		if v.search != "" && i == v.hit {
			l.tone = theme.Select
		}
		out = append(out, " "+e.theme.Paint(l.tone, theme.Cut(l.text, v.width-1, "")))
	}
	return out
}

// bar is a rule that says where the text is, or the search.
func (v *textView) bar(e *env, w int) string {
	th := e.theme
	switch {
	case v.typing:
		return " " + th.Paint(theme.Accent, "/") + v.field.draw(th, w-3)
	case v.search != "":
		return " " + th.Paint(theme.Accent, "/"+theme.Safe(model.Clean(v.search))) + th.Paint(theme.Muted, "   "+plural(len(v.hits()), "line", "lines")+"   n next")
	case len(v.broken) <= v.height:
		return th.Rule(w)
	}
	return th.Rule(w, digit(v.top+1)+th.Signs().Dash+digit(min(v.top+v.height, len(v.broken)))+" of "+digit(len(v.broken)))
}

func (v *textView) hits() []int {
	var out []int
	want := strings.ToLower(v.search)
	for i, l := range v.broken {
		if want != "" && strings.Contains(strings.ToLower(l.text), want) {
			out = append(out, i)
		}
	}
	return out
}

// update edits the search; what it finds is shown by enter.
func (v *textView) update(msg tea.Msg) (tea.Cmd, Nav) {
	switch m := msg.(type) {
	case tea.KeyPressMsg:
		if k := m.String(); k == "enter" || k == "esc" {
			return nil, pass()
		}
		v.field.take(m)
	case tea.PasteMsg:
		if !v.typing {
			return nil, stay
		}
		v.field.take(m)
	default:
		return nil, stay
	}
	v.search, v.hit = v.field.value(), -1
	return nil, stay
}

func (v *textView) typingActions() []Action {
	return []Action{
		act(groupFind, 1, "first hit", "enter", func() (tea.Cmd, Nav) {
			v.typing, v.hit = false, -1
			v.next()
			return nil, stay
		}),
		act(groupLeave, 2, "no search", "esc", func() (tea.Cmd, Nav) { v.typing, v.search = false, ""; return nil, stay }),
	}
}

// next goes to the hit after the last one, and from the end to the first.
func (v *textView) next() {
	hits := v.hits()
	if len(hits) == 0 {
		return
	}
	at := hits[0]
	for _, h := range hits {
		if h > v.hit {
			at = h
			break
		}
	}
	v.hit, v.top = at, max(at-4, 0)
}

// actions of a text: scrolling and search.
func (v *textView) actions() []Action {
	return append(rolling("scroll", "", func(n int) { v.top = max(min(v.top+n, len(v.broken)-v.height), 0) }),
		act(groupFind, 2, "search", "/", func() (tea.Cmd, Nav) { v.typing, v.field = true, newLine(v.search); return nil, stay }),
		act(groupFind, 3, "next hit", "n", func() (tea.Cmd, Nav) { v.next(); return nil, stay }).unless(func() string {
			if len(v.hits()) == 0 {
				return "nothing is found; / searches"
			}
			return ""
		}),
	)
}

// rolling are the keys that go through lines or entries. by goes so many on, or
// back, and stops at either end.
func rolling(next, previous string, by func(n int)) []Action {
	step := func(n int) func() (tea.Cmd, Nav) { return func() (tea.Cmd, Nav) { by(n); return nil, stay } }
	return []Action{
		act(groupLook, 1, next, "down", step(1), "j").shown("j k"),
		act(groupLook, 0, previous, "up", step(-1), "k"),
		act(groupLook, 0, "", "pgdown", step(10), "ctrl+d"),
		act(groupLook, 0, "", "pgup", step(-10), "ctrl+u"),
		act(groupLook, 0, "", "home", step(-1<<20), "g"),
		act(groupLook, 0, "", "end", step(1<<20), "G"),
	}
}
