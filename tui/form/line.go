package form

import (
	"strings"

	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"drover/model"
	"drover/tui/theme"
)

// Line is a one-line text field: line editing as in a shell, drawn by drover
// so that it costs few bytes and never blinks. It takes effect at once: no
// command has a part in it.
type Line struct {
	in     textinput.Model
	masked bool
}

// NewLine is a field with a text in it and the cursor at its end.
func NewLine(value string) Line {
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
	return Line{in: in}
}

// newMasked is an empty field for what nobody may see.
func newMasked() Line {
	l := NewLine("")
	l.masked = true
	return l
}

// Take edits by a key or a paste; what is pasted lands on one line.
func (l *Line) Take(msg tea.Msg) {
	if p, ok := msg.(tea.PasteMsg); ok {
		msg = tea.PasteMsg{Content: l.oneLine(p.Content)}
	}
	l.in, _ = l.in.Update(msg)
}

// oneLine makes blanks of line breaks. A secret keeps its own blanks: they may
// be part of it, but for those at its ends, which come with a copied line.
func (l *Line) oneLine(s string) string {
	if !l.masked {
		return strings.Join(strings.Fields(s), " ")
	}
	s = strings.Trim(strings.ReplaceAll(s, "\r\n", "\n"), "\r\n")
	return strings.NewReplacer("\n", " ", "\r", " ", "\t", " ").Replace(s)
}

// Value is the text that stands there.
func (l *Line) Value() string { return l.in.Value() }

// Set puts another text there, the cursor at its end.
func (l *Line) Set(s string) { l.in.SetValue(s); l.in.CursorEnd() }

// Draw shows the text and the cursor within w cells.
func (l *Line) Draw(th *theme.Theme, w int) string {
	before, after := l.parts(th, w)
	return th.Paint(theme.Text, before) + th.Paint(theme.Accent, "_") + th.Paint(theme.Text, after)
}

// parts are what stands before and after the cursor, as much as w cells have
// room for with the cursor between them.
func (l *Line) parts(th *theme.Theme, w int) (before, after string) {
	runes := []rune(l.in.Value())
	at := min(l.in.Position(), len(runes))
	before, after = string(runes[:at]), string(runes[at:])
	if l.masked {
		sign := th.Signs().Password
		before, after = strings.Repeat(sign, at), strings.Repeat(sign, len(runes)-at)
	}
	before, after = theme.Safe(model.Clean(before)), theme.Safe(model.Clean(after))
	for theme.Width(before) > w-1 && before != "" {
		before = string([]rune(before)[1:])
	}
	return before, theme.Cut(after, max(w-1-theme.Width(before), 0), "")
}
