package form

import (
	"strings"

	"drover/model"
	"drover/tui/theme"
)

// Where the parts of a field stand: labels take as much as the longest needs,
// and at least labelLeast; what is said of a value begins at saidAt in a sheet
// of narrow cells, and further right in a wider one.
const (
	labelLeast = 13
	labelWide  = 21 // at least, of a sheet without an inset
	labelRoom  = 66 // that is not narrower than this
	narrow     = 60
	saidAt     = 38
	saidLeast  = 52 // below this width there is no room to say anything
)

// gutter is the width of what stands before the labels, without the inset.
func (s *Sheet) gutter() int { return s.inset + 3 - min(s.inset, 1) }

// valueAt is the column of the values.
func (s *Sheet) valueAt() int {
	longest := labelLeast
	if s.inset == 0 && s.w >= labelRoom {
		longest = labelWide
	}
	for _, f := range s.fields {
		longest = max(longest, theme.Width(f.Label)+1)
	}
	return s.gutter() + longest
}

// said is the column of what is said of a value; 0: there is no room.
func (s *Sheet) said() int {
	if s.w < saidLeast {
		return 0
	}
	return max(saidAt+1-min(s.inset, 1)+(s.w-narrow)*2/5, s.valueAt()+14)
}

// View draws the lines there is room for, with the field that has the focus
// among them.
func (s *Sheet) View() []string {
	lines, first, last := s.lines()
	s.top = max(s.top, last-s.h+1)
	s.top = min(s.top, first) // of a field taller than the room its beginning
	s.top = max(min(s.top, len(lines)-s.h), 0)
	return lines[s.top:min(s.top+max(s.h, 0), len(lines))]
}

// More is how many lines there are above what View shows, and below.
func (s *Sheet) More() (above, below int) {
	lines, _, _ := s.lines()
	return s.top, max(len(lines)-s.top-s.h, 0)
}

// Tall is how many lines the fields need in so many cells.
func (s *Sheet) Tall(w int) int {
	wide, n := *s, 0
	wide.w = w
	for _, f := range s.fields {
		n++
		if f.Kind == model.FlagsField && len(f.Options) > 0 {
			_, across := wide.flagColumns(f)
			n += (len(f.Options) - 1) / across
		}
	}
	return n
}

// lines draws every field; first and last are those of the field with the
// focus.
func (s *Sheet) lines() (all []string, first, last int) {
	for i, f := range s.fields {
		own := s.fieldLines(f, s.lit && i == s.at)
		if i == s.at {
			first, last = len(all), len(all)+len(own)-1
		}
		all = append(all, own...)
	}
	return all, first, last
}

// fieldLines draws one field: gutter, label, value and what is said of it.
func (s *Sheet) fieldLines(f model.Field, lit bool) []string {
	th := s.theme
	tone := theme.Muted
	switch {
	case lit:
		tone = theme.Key
	case f.Grey != "":
		tone = theme.Rule
	}
	room := s.valueAt() - s.gutter()
	label := f.Label
	if f.Kind == model.ButtonField && f.Value == "" { // it stands on the button
		label = ""
	}
	head := s.mark(f, lit) + th.Paint(tone, theme.Fit(theme.Safe(label), room-1, th.Signs().Cut)) + " "
	values := s.values(f, lit)
	out := make([]string, 0, len(values))
	for i, v := range values {
		if i > 0 {
			head = theme.Spaces(s.valueAt())
		}
		line := head + v
		if i == 0 {
			line += s.saying(f, theme.Width(line))
		}
		out = append(out, theme.Cut(line, s.w, ""))
	}
	return out
}

// mark is the gutter: the cursor, and the sign of a changed value.
func (s *Sheet) mark(f model.Field, lit bool) string {
	th := s.theme
	cursor, changed := " ", " "
	if lit {
		cursor = th.Paint(theme.Accent, th.Signs().Cursor)
	}
	if s.changed(f) {
		changed = th.Paint(theme.Warn, "~")
	}
	switch {
	case s.inset == 0 && lit:
		return cursor + changed + " "
	case s.inset == 0:
		return changed + "  "
	}
	return theme.Spaces(s.inset-1) + changed + cursor + " "
}

func (s *Sheet) changed(f model.Field) bool {
	was, known := s.was[f.Key]
	return known && f.Live() && f.Kind != model.SecretField && f.Kind != model.ButtonField && was != f.Value
}

// saying is the one thing that is said of a value that ends at a column. What
// has no room is cut, or left out: Whole says it.
func (s *Sheet) saying(f model.Field, ends int) string {
	th := s.theme
	words, sign, tone := s.word(f)
	at := s.said()
	if words == "" || at == 0 {
		if sign != "" && ends+2 < s.w {
			return " " + th.Paint(tone, sign)
		}
		return ""
	}
	if sign != "" {
		words = sign + " " + words
	}
	gap := max(at-ends, 2)
	room := s.w - ends - gap
	if room < 8 && sign == "" || room < 1 {
		return ""
	}
	return theme.Spaces(gap) + th.Paint(tone, theme.Cut(words, room, th.Signs().Cut))
}

// word is what is to be said of a field: what is right where it is wrong, else
// its risk, else why it cannot be changed, else how it is limited.
func (s *Sheet) word(f model.Field) (words, sign string, tone theme.Tone) {
	th := s.theme
	switch {
	case f.Grey != "":
		return theme.Safe(f.Grey), "", theme.Rule
	case f.Wrong != "" && f.Missing:
		return theme.Safe(f.Wrong), th.Failure(), theme.Warn
	case f.Wrong != "":
		return theme.Safe(f.Wrong), th.Failure(), theme.Bad
	case f.Risk != "":
		return theme.Safe(f.Risk), th.Signs().Flag, theme.Warn
	case f.Fixed != "":
		return theme.Safe(f.Fixed), "", theme.Muted
	case s.changed(f):
		return "was " + s.wasWords(f), "", theme.Muted
	case f.Kind == model.SecretField && strings.HasPrefix(f.Known, "from "):
		return theme.Safe(model.Clean(f.Known)), "", theme.Muted
	}
	return theme.Safe(f.Hint), "", theme.Muted
}

// Said is in full what is said of the field with the focus.
func (s *Sheet) Said() (words, sign string, tone theme.Tone) {
	f := s.Field()
	words, sign, tone = s.word(f)
	if sign == "" && strings.HasPrefix(words, "was ") && s.changed(f) {
		words = "was " + theme.Safe(model.Clean(wordsOf(f, s.was[f.Key])))
	}
	return words, sign, tone
}

// wasWords are what stood there; of several options that have no room beside it
// their values, which are shorter.
func (s *Sheet) wasWords(f model.Field) string {
	was := s.was[f.Key]
	words := theme.Safe(model.Clean(wordsOf(f, was)))
	if f.Kind != model.FlagsField || was == "" {
		return words
	}
	if ends := s.valueAt() + theme.Width(s.values(f, false)[0]); ends+len("  was ")+theme.Width(words) > s.w {
		return theme.Safe(model.Clean(strings.ReplaceAll(was, ",", " ")))
	}
	return words
}

// Cut reports whether what is said of the field with the focus is not in sight
// as a whole, and so must be said elsewhere.
func (s *Sheet) Cut() bool {
	f := s.Field()
	words, sign, _ := s.word(f)
	if words == "" {
		return false
	}
	if sign != "" {
		words = sign + " " + words
	}
	at := s.said()
	ends := s.valueAt() + theme.Width(s.values(f, s.lit)[0])
	return at == 0 || max(at, ends+2)+theme.Width(words) > s.w
}

// wordsOf is a value as the user reads it.
func wordsOf(f model.Field, value string) string {
	switch {
	case value == "":
		return "empty"
	case f.Kind == model.BoolField:
		return boolWord(f, value)
	case f.Kind == model.FlagsField:
		var out []string
		for v := range strings.SplitSeq(value, ",") {
			out = append(out, wordOf(f, v))
		}
		return strings.Join(out, ", ")
	}
	return wordOf(f, value)
}

func wordOf(f model.Field, value string) string {
	if o, ok := f.Option(value); ok {
		return o.Words()
	}
	return value
}

func boolWord(f model.Field, value string) string {
	if o, ok := f.Option(value); ok {
		return o.Words()
	}
	switch value {
	case "true":
		return "on"
	case "false":
		return "off"
	}
	return "not set"
}
