package tui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"drover/model"
	"drover/tui/form"
)

// set takes a value from the sheet.
func (s *edit) set(d form.Did) tea.Cmd {
	f := s.field(d.Key)
	s.begin(d.Key, f.Value)
	if f.Kind == model.SecretField {
		s.form = s.form.PutSecret(d.Key, d.Secret)
	} else {
		s.form = s.now.before.At(s.env.serviceNow(), s.env.zone).With(d.Key, d.Value)
	}
	return s.changed(d.Key)
}

// begin notes what stood there before a field is changed.
func (s *edit) begin(key model.FieldKey, value string) {
	if s.now.key == key {
		return
	}
	s.now = editVisit{key: key, before: s.form}
	if s.past = append(s.past, editUndone{key, value}); len(s.past) > undoMost {
		s.past = slices.Delete(s.past, 0, 1)
	}
}

// changed is what every change leads to.
func (s *edit) changed(key model.FieldKey) tea.Cmd {
	s.warned = false
	var cmd tea.Cmd
	if key == model.KeyName {
		cmd = s.nameChanged()
	}
	s.reform()
	return tea.Batch(cmd, s.touched())
}

func (s *edit) field(key model.FieldKey) model.Field {
	if i := slices.IndexFunc(s.look.Fields, func(f model.Field) bool { return f.Key == key }); i >= 0 {
		return s.look.Fields[i]
	}
	return model.Field{}
}

// press does what a button of the sheet says.
func (s *edit) press(key model.FieldKey) (tea.Cmd, Nav) {
	switch {
	case key == reviewIt && s.own != nil:
		return s.keepOwn()
	case key == reviewIt:
		return s.review()
	}
	s.now = editVisit{}
	before := map[model.FieldKey]bool{}
	for _, f := range s.look.Fields {
		before[f.Key] = true
	}
	s.form = s.form.Press(key)
	cmd := s.changed(key)
	for _, f := range s.look.Fields { // what it has made is filled in next
		if !before[f.Key] && f.Live() {
			s.sheet.Focus(f.Key)
			break
		}
	}
	return cmd, stay
}

// undo has a field as it was read. What is the form's own has no value in the
// reading: it gets what stood there before it was changed last.
func (s *edit) undo(key model.FieldKey) (tea.Cmd, Nav) {
	s.now = editVisit{}
	f := s.field(key)
	at := len(s.past) - 1
	for at >= 0 && s.past[at].key != key {
		at--
	}
	switch {
	case f.Kind == model.SecretField && !s.form.Secret(key).Empty():
		s.form = s.form.PutSecret(key, model.Secret{})
	case key == model.KeyFilterExts && f.Value != model.NewEdit(s.form.Detail, s.form.Base).Shows(key):
		s.form = s.form.Undo(key)
	case !strings.Contains(string(key), "#") && !model.SameValue(key, s.form.Base.Get(key), s.form.Get(key)):
		s.form = s.form.Undo(key)
	case strings.Contains(string(key), "#") && at >= 0:
		s.form = s.form.With(key, s.past[at].value)
		s.past = slices.Delete(s.past, at, at+1)
	default:
		words := "nothing was changed here"
		return s.env.say(note{kind: noteBad, text: words, bare: words}), stay
	}
	return s.changed(key), stay
}

// pick opens the list of a field's options. Choosing stays on the field.
func (s *edit) pick(key model.FieldKey) (tea.Cmd, Nav) {
	f := s.field(key)
	d := &pickDialog{env: s.env, field: f, list: form.NewPick(s.env.theme, f), now: func() model.Field { return s.field(key) }}
	d.take = func(value string) tea.Cmd {
		if value == f.Value {
			return nil
		}
		return s.set(form.Did{Key: key, Set: true, Value: value})
	}
	return nil, push(d)
}

// take puts other values in place of several, as one change: what was written in
// an editor, what another job has.
func (s *edit) take(e model.Edit) tea.Cmd {
	s.now, s.form = editVisit{}, e
	if s.section == model.SectionName {
		return s.changed(model.KeyName)
	}
	return s.changed("")
}
