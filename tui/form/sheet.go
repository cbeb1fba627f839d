package form

import (
	"slices"
	"strings"

	"drover/model"
	"drover/tui/theme"
)

// Sheet is a form of many fields, one below the other, that scrolls. What a
// key does is done when Update returns: no command moves the focus, so what is
// typed ahead lands where it was meant.
//
// A sheet changes no value itself. It tells what was typed, and whoever owns it
// hands the fields back as they stand then, by Put.
type Sheet struct {
	theme  *theme.Theme
	fields []model.Field
	was    map[model.FieldKey]string // what to compare with; nil: nothing is marked as changed
	inset  int                       // blank cells before the gutter
	locked string                    // why nothing can be changed here; "": it can
	hears  string                    // letters that are commands of the page, outside text
	lit    bool                      // it has the focus
	at     int                       // the field with it, also while another part of the page has the focus
	flag   int                       // the option under the cursor, of a field of several
	line   Line                      // of the text field with the focus
	typed  bool                      // something was typed into it since it has the focus
	deaf   bool                      // text was typed where none is taken: what more of it comes means nothing
	top    int                       // first line in sight
	w, h   int
}

// NewSheet is a sheet without fields. inset is how many cells stay blank
// before the gutter.
func NewSheet(th *theme.Theme, inset int) *Sheet { return &Sheet{theme: th, inset: inset} }

// Compare marks what differs from these values as changed.
func (s *Sheet) Compare(was map[model.FieldKey]string) { s.was = was }

// Lock keeps every field from being changed, and says why; "" lets them be.
func (s *Sheet) Lock(why string) { s.locked = why }

// Hear names letters that are commands of the page where no text is typed.
func (s *Sheet) Hear(letters string) { s.hears = letters }

// open reports whether a field can be changed here and now.
func (s *Sheet) open(f model.Field) bool { return s.locked == "" && f.Live() }

// SetTheme changes the look.
func (s *Sheet) SetTheme(th *theme.Theme) { s.theme = th }

// Resize gives the sheet w cells in h lines.
func (s *Sheet) Resize(w, h int) { s.w, s.h = max(w, 0), max(h, 0) }

// Put hands the sheet its fields as they stand now. The focus stays on its
// field; where that is gone, on what stands in its place.
func (s *Sheet) Put(fields []model.Field) {
	key, had := s.Key(), len(s.fields) > 0
	s.fields = fields
	at := slices.IndexFunc(fields, func(f model.Field) bool { return f.Key == key })
	if had && at >= 0 {
		s.at = at
		s.follow()
		return
	}
	s.at = max(min(s.at, len(fields)-1), 0)
	if !had {
		s.at = max(s.live(-1, 1), 0)
	}
	s.enter()
}

// follow has the text field with the focus show its value, where that was
// changed by something else than its own keys. Whoever owns the sheet keeps what was
// typed without the blanks around it: they stand in the line all the same, or nobody
// could type the second word.
func (s *Sheet) follow() {
	f := s.Field()
	if textual(f) && f.Kind != model.SecretField && strings.TrimSpace(s.line.Value()) != strings.TrimSpace(f.Value) {
		s.line.Set(f.Value)
	}
	s.flag = max(min(s.flag, len(f.Options)-1), 0)
}

// enter begins with the field that has the focus now.
func (s *Sheet) enter() {
	f := s.Field()
	s.flag, s.typed, s.deaf, s.line = 0, false, false, Line{}
	switch {
	case f.Kind == model.SecretField:
		s.line = newMasked()
	case textual(f):
		s.line = NewLine(f.Value)
	}
}

// Field is the one with the focus; the zero Field where there is none.
func (s *Sheet) Field() model.Field {
	if s.at >= len(s.fields) {
		return model.Field{}
	}
	return s.fields[s.at]
}

// Key is the key of the field with the focus.
func (s *Sheet) Key() model.FieldKey { return s.Field().Key }

// Typing reports whether letters are text now.
func (s *Sheet) Typing() bool { return s.lit && s.open(s.Field()) && textual(s.Field()) }

// Light gives the focus to the sheet, or takes it away. What was typed into a
// secret field is forgotten here then.
func (s *Sheet) Light(on bool) {
	if s.lit != on {
		s.lit = on
		s.enter()
	}
}

// Lit reports whether the sheet has the focus.
func (s *Sheet) Lit() bool { return s.lit }

// Focus puts the focus on a field; false: there is no such field.
func (s *Sheet) Focus(key model.FieldKey) bool {
	at := slices.IndexFunc(s.fields, func(f model.Field) bool { return f.Key == key })
	if at < 0 {
		return false
	}
	s.at = at
	s.enter()
	return true
}

// First puts the focus on the first field that can be changed, Last on the last
// one.
func (s *Sheet) First() { s.begin(s.live(-1, 1)) }

// Last is the other end of First.
func (s *Sheet) Last() { s.begin(s.live(len(s.fields), -1)) }

func (s *Sheet) begin(at int) {
	s.at = max(at, 0)
	s.top = 0
	s.enter()
}

// live is the next field after at that can be changed, in steps of by; -1:
// there is none. Where nothing can be changed every field is to be looked at.
func (s *Sheet) live(at, by int) int {
	for i := at + by; i >= 0 && i < len(s.fields); i += by {
		if s.fields[i].Live() || s.locked != "" {
			return i
		}
	}
	return -1
}

// Go moves the focus as a key asked. It reports false where there is no
// further field that way.
func (s *Sheet) Go(m Move) bool {
	to := -1
	switch m {
	case Stay:
		return true
	case Next:
		to = s.live(s.at, 1)
	case Back:
		to = s.live(s.at, -1)
	case Down:
		to = s.at + 1
	case Up:
		to = s.at - 1
	}
	if to < 0 || to >= len(s.fields) {
		return false
	}
	s.at = to
	s.enter()
	return true
}

// textual reports a field of one line of text.
func textual(f model.Field) bool {
	switch f.Kind {
	case model.TextField, model.NumberField, model.SecretField, model.FileField:
		return true
	default:
		return false
	}
}
