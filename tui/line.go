package tui

import (
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"drover/tui/form"
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

// pieces are the words of a sentence; the groups of a number stay together.
func pieces(s string) []string {
	var out []string
	for _, word := range strings.Fields(s) {
		if n := len(out); n > 0 && isGroup(word) && digits(out[n-1][strings.LastIndexByte(out[n-1], ' ')+1:]) {
			out[n-1] += " " + word
			continue
		}
		out = append(out, word)
	}
	return out
}

// isGroup reports three digits, perhaps with a sign of punctuation behind them.
func isGroup(word string) bool {
	return len(word) >= 3 && digits(word[:3]) && (len(word) == 3 || strings.ContainsRune(".,;:)/", rune(word[3])))
}

func digits(word string) bool {
	return word != "" && len(word) <= 3 && strings.Trim(word, "0123456789") == ""
}

// wrapped breaks a sentence at spaces into lines of at most w cells.
func wrapped(s string, w int) []string {
	if s == "" {
		return nil
	}
	var out []string
	now := ""
	for _, word := range pieces(s) {
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

// line is a one-line text field.
type line struct{ form.Line }

func newLine(value string) line { return line{form.NewLine(value)} }

// take edits by a key or a paste; what is pasted lands on one line.
func (l *line) take(msg tea.Msg) { l.Take(msg) }

func (l *line) value() string { return l.Value() }

func (l *line) set(s string) { l.Set(s) }

// draw shows the text and the cursor within w cells.
func (l *line) draw(th *theme.Theme, w int) string { return l.Draw(th, w) }
