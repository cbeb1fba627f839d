package tui

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"drover/tui/theme"
)

// widest is how wide a dialog may be, borders included.
const widest = 76

// float draws a dialog over the page beneath it, which goes faint: what is
// behind stays readable, but only the dialog has colour.
func float(e *env, page []string, d dialog) []string {
	th := e.theme
	inner := min(d.Width(), widest-4, max(e.width-4, 1))
	content := strings.Split(d.View(), "\n")
	if most := len(page) - 2; len(content) > most {
		content = content[:max(most, 0)]
	}
	box := frame(th, d, content, inner)
	out := make([]string, len(page))
	copy(out, strings.Split(th.Beneath(strings.Join(page, "\n")), "\n"))
	top, left := max((len(page)-len(box))/2, 0), max((e.width-inner-4)/2, 0)
	for i, line := range box {
		if top+i >= len(out) {
			break
		}
		out[top+i] = splice(th, page[top+i], line, left, inner+4)
	}
	return out
}

// splice lays a line over part of another, faint one.
func splice(th *theme.Theme, under, over string, left, width int) string {
	plain := ansi.Strip(under)
	before := ansi.Cut(plain, 0, left)
	before += strings.Repeat(" ", max(left-ansi.StringWidth(before), 0))
	after := ""
	if w := ansi.StringWidth(plain); w > left+width {
		after = ansi.Cut(plain, left+width, w)
	}
	return th.Paint(theme.Rule, before) + over + th.Paint(theme.Rule, after)
}

// frame puts a square border around a dialog's content, its title above and
// its keys below.
func frame(th *theme.Theme, d dialog, content []string, inner int) []string {
	b := th.Signs().Border
	title := theme.Cut(d.Title(), inner-2, th.Signs().Cut)
	out := []string{th.Paint(theme.Accent, b.TopLeft+b.Edge+" ") + th.Paint(theme.Strong, title) +
		th.Paint(theme.Accent, " "+strings.Repeat(b.Edge, max(inner-theme.Width(title)-1, 0))+b.TopRight)}
	for _, line := range content {
		line = theme.Cut(line, inner, th.Signs().Cut)
		pad := strings.Repeat(" ", max(inner-ansi.StringWidth(line), 0))
		out = append(out, th.Paint(theme.Accent, b.Side)+" "+line+pad+" "+th.Paint(theme.Accent, b.Side))
	}
	keys, width := frameKeys(th, d, inner-2)
	rule := strings.Repeat(b.Edge, max(inner+2-width, 0))
	out = append(out, th.Paint(theme.Accent, b.BottomLeft+rule)+keys+th.Paint(theme.Accent, b.BottomRight))
	return out
}

// frameKeys is the dialog's footer, set into its lower border.
func frameKeys(th *theme.Theme, d dialog, room int) (string, int) {
	out, width := "", 0
	for _, act := range footed(d.Actions()) {
		h := act.Help()
		w := theme.Width(h.Key) + 1 + theme.Width(h.Desc) + 2
		if width+w > room {
			break
		}
		out += " " + th.Paint(theme.Key, h.Key) + " " + h.Desc + " "
		width += w
	}
	return out, width
}
