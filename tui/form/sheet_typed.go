package form

import (
	"cmp"
	"strings"
	"unicode"

	tea "charm.land/bubbletea/v2"

	"drover/model"
)

// commands are the letters that mean something to a field that takes no text.
const commands = "hjklu "

// refuses reports text where none is taken: a letter or a digit that means
// nothing to the field. What follows it is text as well, and means nothing
// either, until a key that nobody types words with: an arrow, tab, enter.
func (s *Sheet) refuses(k tea.KeyPressMsg) bool {
	if k.Text == "" || s.Typing() {
		s.deaf = false
		return false
	}
	for _, r := range k.Text {
		if !strings.ContainsRune(commands, r) && (s.deaf || !strings.ContainsRune(s.hears, r)) && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
			s.deaf = true
		}
	}
	return s.deaf
}

// notTyped says how a field that takes no text is changed.
func (s *Sheet) notTyped(f model.Field) string {
	how := ""
	switch {
	case !s.open(f):
		return cmp.Or(f.Fixed, f.Grey, s.locked, "is only shown")
	case f.Kind == model.ButtonField:
		return "a button takes no text: enter presses it"
	case f.Kind == model.ChoiceField && len(f.Options) > 0:
		how = ": enter lists it, arrows turn it"
	case f.Kind == model.BoolField:
		how = ": arrows turn it"
	case f.Kind == model.FlagsField:
		how = ": arrows lead to an option, space then turns it"
	}
	return "this field is chosen, not typed" + how
}

// pasted takes a paste, which lands on one line. Of a secret nobody could see
// what became of several.
func (s *Sheet) pasted(m tea.PasteMsg) Did {
	lines := strings.FieldsFunc(m.Content, func(r rune) bool { return r == '\n' || r == '\r' })
	if f := s.Field(); f.Kind == model.SecretField && len(lines) > 1 {
		return Did{Key: f.Key, Why: f.Label + ": the paste has several lines: paste the password alone"}
	}
	d := s.edit(m)
	if d.Set && len(lines) > 1 {
		d.Joined = len(lines)
	}
	return d
}
