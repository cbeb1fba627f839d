package tui

import (
	"strconv"
	"strings"

	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"drover/model"
	"drover/tui/theme"
)

// grouped is a number with a space between its thousands.
func grouped[N int | int64](n N) string {
	return groupedDigits(strconv.FormatInt(int64(n), 10))
}

func groupedDigits(s string) string {
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + " " + s[i:]
	}
	return s
}

// wrapped breaks a sentence at spaces into lines of at most w cells.
func wrapped(s string, w int) []string {
	if s == "" {
		return nil
	}
	var out []string
	now := ""
	for _, word := range strings.Fields(s) {
		if now != "" && theme.Width(now)+1+theme.Width(word) > w {
			out, now = append(out, now), "  "
		}
		if now != "" && now != "  " {
			now += " "
		}
		now += theme.Cut(word, max(w-theme.Width(now), 1), "")
	}
	return append(out, now)
}

// line is a one-line text field: line editing as in a shell, drawn by drover
// so that it costs few bytes and never blinks.
type line struct {
	in textinput.Model
}

func newLine(value string) line {
	in := textinput.New()
	in.Prompt = ""
	in.KeyMap.Paste.SetEnabled(false) // paste comes from the terminal
	in.KeyMap.AcceptSuggestion.SetEnabled(false)
	in.KeyMap.NextSuggestion.SetEnabled(false)
	in.KeyMap.PrevSuggestion.SetEnabled(false)
	in.CharLimit = 2000
	in.SetValue(value)
	in.CursorEnd()
	in.Focus()
	return line{in: in}
}

// take edits by a key or a paste; what is pasted lands on one line.
func (l *line) take(msg tea.Msg) {
	if p, ok := msg.(tea.PasteMsg); ok {
		msg = tea.PasteMsg{Content: strings.Join(strings.Fields(p.Content), " ")}
	}
	l.in, _ = l.in.Update(msg)
}

func (l *line) value() string { return l.in.Value() }

func (l *line) set(s string) { l.in.SetValue(s); l.in.CursorEnd() }

// draw shows the text and the cursor within w cells.
func (l *line) draw(th *theme.Theme, w int) string {
	runes := []rune(l.in.Value())
	at := min(l.in.Position(), len(runes))
	before, after := string(runes[:at]), string(runes[at:])
	before, after = theme.Safe(model.Clean(before)), theme.Safe(model.Clean(after))
	for theme.Width(before) > w-1 && before != "" {
		before = string([]rune(before)[1:])
	}
	after = theme.Cut(after, max(w-1-theme.Width(before), 0), "")
	return th.Paint(theme.Text, before) + th.Paint(theme.Accent, "_") + th.Paint(theme.Text, after)
}
