package form

import (
	"slices"
	"strings"

	"drover/model"
	"drover/tui/theme"
)

// signWidth is what stands around the label of a flag, "[x] ".
const signWidth = 4

// values are the lines of a field's value.
func (s *Sheet) values(f model.Field, lit bool) []string {
	if f.Kind == model.FlagsField && len(f.Options) > 0 {
		return s.flags(f, lit)
	}
	return []string{s.value(f, lit)}
}

// column is how many cells a value has: up to what is said of it, or, where
// that is no more than how it is limited, to the end of the line.
func (s *Sheet) column(f model.Field, lit bool) int {
	whole := max(s.w-s.valueAt()-1, 1)
	at := s.said()
	if at == 0 {
		return max(whole-2, 1)
	}
	beside := at - s.valueAt() - 2
	need := theme.Width(theme.Safe(model.Clean(wordOf(f, f.Value)))) + 1
	if f.Kind == model.ChoiceField {
		need += 3
	}
	switch {
	case need > beside && (lit || f.Wrong == "" && f.Risk == ""):
		return whole
	case need <= beside+mayShift: // what is said begins a little further right
		return max(beside, need)
	}
	return max(beside, 1)
}

// mayShift is by how many cells a value may push aside what is said of it.
const mayShift = 6

// value draws what is not several flags.
func (s *Sheet) value(f model.Field, lit bool) string {
	th, room := s.theme, s.column(f, lit)
	tone := theme.Text
	if f.Grey != "" {
		tone = theme.Rule
	}
	live := s.open(f)
	switch {
	case f.Kind == model.ButtonField:
		if lit {
			tone = theme.Select
		}
		return th.Paint(tone, theme.Cut("[ "+shown(f.Value, f.Label)+" ]", room, th.Signs().Cut))
	case lit && live && textual(f):
		return s.written(f, room)
	case f.Kind == model.SecretField:
		return th.Paint(tone, s.secret(f))
	case f.Kind == model.ChoiceField && live:
		return s.choice(f, lit, room)
	case f.Kind == model.BoolField:
		return s.box(f.Value == "true", boolWord(f, f.Value), tone, lit && live)
	}
	words := shown(theme.Safe(model.Clean(wordOf(f, f.Value))), s.empty(f))
	if words == "_" {
		tone = map[bool]theme.Tone{true: theme.Warn, false: theme.Muted}[f.Missing]
	}
	return th.Paint(tone, theme.CutMiddle(words, room, th.Signs().Cut))
}

// empty stands where there is no value: a field can be filled in, or not.
func (s *Sheet) empty(f model.Field) string {
	if s.open(f) {
		return "_"
	}
	return "-"
}

func shown(words, otherwise string) string {
	if words == "" {
		return otherwise
	}
	return words
}

// written is the text field with the focus: its text, its cursor, and a field
// of colour to the end of the column.
func (s *Sheet) written(f model.Field, room int) string {
	th := s.theme
	if f.Kind == model.SecretField && !s.typed && f.Known != "" {
		return th.Paint(theme.Select, theme.Fit(strings.Repeat(th.Signs().Password, secretSigns)+"_", room, ""))
	}
	before, after := s.line.parts(th, room)
	return th.Paint(theme.Select, theme.Fit(before+"_"+after, room, ""))
}

// secretSigns stand for a secret, however long it is.
const secretSigns = 8

func (s *Sheet) secret(f model.Field) string {
	if f.Known == "" {
		return s.empty(f)
	}
	return strings.Repeat(s.theme.Signs().Password, secretSigns)
}

func (s *Sheet) choice(f model.Field, lit bool, room int) string {
	th, signs := s.theme, s.theme.Signs()
	tone, words := theme.Text, theme.Safe(model.Clean(wordOf(f, f.Value)))
	if words == "" {
		tone, words = theme.Muted, "choose"
		if f.Missing {
			tone = theme.Warn
		}
	}
	if lit {
		tone = theme.Select
	}
	return th.Paint(theme.Accent, signs.ChoiceLeft) + " " + th.Paint(tone, theme.CutMiddle(words, max(room-4, 1), signs.Cut)) + " " +
		th.Paint(theme.Accent, signs.ChoiceRight)
}

func (s *Sheet) box(on bool, words string, tone theme.Tone, lit bool) string {
	text := "[ ] "
	if on {
		text = "[x] "
	}
	if lit {
		tone = theme.Select
	}
	return s.theme.Paint(tone, text+theme.Safe(model.Clean(words)))
}

// flags draws several boxes: on one line where they fit, else in columns.
func (s *Sheet) flags(f model.Field, lit bool) []string {
	th := s.theme
	width, across := s.flagColumns(f)
	chosen := strings.Split(f.Value, ",")
	var lines []string
	line, used := "", 0
	for i, o := range f.Options {
		if i > 0 && i%across == 0 {
			lines, line, used = append(lines, line), "", 0
		}
		tone := theme.Text
		if o.Why != "" || f.Grey != "" {
			tone = theme.Rule
		}
		words := theme.Cut(theme.Safe(o.Words()), max(s.w-s.valueAt()-signWidth, 1), th.Signs().Cut)
		switch {
		case used > 0 && width > 0:
			line += theme.Spaces(i%across*width - used)
		case used > 0:
			line += theme.Spaces(2)
		}
		line += s.box(slices.Contains(chosen, o.Value), words, tone, lit && s.open(f) && i == s.flag)
		used = theme.Width(line)
	}
	return append(lines, line)
}

// flagColumns is how wide a column of flags is, and how many stand on a line;
// width 0: all of them stand on one, each as wide as it is.
func (s *Sheet) flagColumns(f model.Field) (width, across int) {
	room := s.w - s.valueAt()
	all, widest := -2, 0
	for _, o := range f.Options {
		w := signWidth + theme.Width(theme.Safe(o.Words()))
		all += w + 2
		widest = max(widest, w)
	}
	if all <= room {
		return 0, max(len(f.Options), 1)
	}
	gap := signWidth - 1 + min(s.inset, 1)
	width = widest + gap
	return width, max((room+gap)/width, 1)
}
