package tui

import (
	"bytes"
	"maps"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"drover/client"
	"drover/model"
	"drover/tui/theme"
)

// editFiles is what the page of a section has to do with an editor and with other
// jobs.
type editFiles struct {
	edited *editing
	like   remote[sectionRead] // of the job that the policy is taken from
	whose  string              // its name
}

func (s *edit) cannotEdit() string {
	switch {
	case s.locked() != "":
		return s.locked()
	case s.files.edited != nil:
		return "it is in your editor already"
	case len(s.textKeys()) == 0:
		return "there is nothing in it that an editor could change"
	}
	return ""
}

// textKeys are what of the section stands in the editor: no secret, no button, and
// nothing that is the form's own.
func (s *edit) textKeys() map[model.FieldKey]bool {
	keys := map[model.FieldKey]bool{}
	for key := range s.form.Want() {
		keys[key] = true
	}
	for key := range s.form.Base.Values {
		keys[key] = true
	}
	for _, f := range s.look.Fields {
		if f.Kind == model.SecretField || f.Kind == model.ButtonField {
			delete(keys, f.Key)
		} else {
			keys[f.Key] = true
		}
	}
	if s.section == model.SectionFlow {
		keys[model.KeyWindows] = true
	}
	maps.DeleteFunc(keys, func(key model.FieldKey, _ bool) bool { return strings.Contains(string(key), "#") })
	return keys
}

// toEditor gives the section to the editor.
func (s *edit) toEditor() (tea.Cmd, Nav) {
	s.now = editVisit{}
	e := &editing{text: s.textFor()}
	var err error
	if e.scratch, err = client.NewScratch(s.env.crash.folder, string(s.section)+".json", e.text); err != nil {
		return s.env.say(badNote(err)), stay
	}
	s.files.edited = e
	return s.openEditor(0), stay
}

// openEditor gives the terminal to the editor.
func (s *edit) openEditor(line int) tea.Cmd {
	e := s.files.edited
	cmd, err := s.env.editor.Command(e.scratch.Path(), line)
	if err != nil {
		s.endEditing()
		return s.env.say(badNote(err))
	}
	e.scratch.LendTo(cmd)
	return s.env.lend(cmd, func(err error) tea.Msg { return reply{to: s, msg: editorLeft{of: e, err: err}} })
}

// endEditing takes the file away.
func (s *edit) endEditing() {
	if e := s.files.edited; e != nil {
		e.scratch.Remove()
		s.files.edited = nil
	}
}

// editorLeft takes what the editor has left. What has mistakes is asked about
// first.
func (s *edit) editorLeft(m editorLeft) (tea.Cmd, Nav) {
	if m.of != s.files.edited || m.of == nil {
		return nil, stay
	}
	text, err := m.of.scratch.Read()
	switch {
	case m.err != nil:
		s.endEditing()
		words := s.env.editor.Name() + " failed: " + strings.TrimRight(model.Clean(m.err.Error()), ".") + "; nothing was changed"
		return s.env.say(note{kind: noteBad, text: theme.Safe(words), bare: "the editor failed"}), stay
	case err != nil:
		s.endEditing()
		words := "what " + s.env.editor.Name() + " left cannot be read: it is gone, no plain file, or larger than 1 MiB; nothing was changed"
		return s.env.say(note{kind: noteBad, text: theme.Safe(words), bare: "what the editor left cannot be read"}), stay
	case bytes.Equal(text, m.of.text):
		s.endEditing()
		words := "nothing was changed in the editor"
		return s.env.say(note{kind: noteGood, text: words, bare: words}), stay
	}
	e, name, wrong := s.writtenText(text)
	if len(wrong) == 0 {
		s.endEditing()
		s.renameCopy(name)
		return s.takeWritten(e), stay
	}
	return nil, push(&taking{
		env: s.env, from: "what you wrote", mistakes: wrong, changes: append(s.nameChange(name), s.changesTo(e)...),
		foot: "Nothing has changed yet. What is right can be taken; the rest stays as it was.",
		take: func() tea.Cmd { s.endEditing(); s.renameCopy(name); return s.takeWritten(e) },
		edit: s.openEditor,
		drop: s.endEditing,
	})
}

func (s *edit) takeWritten(e model.Edit) tea.Cmd {
	words := plural(len(s.changesTo(e)), "value has", "values have") + " changed"
	return tea.Batch(s.take(e), s.env.say(note{kind: noteGood, text: words, bare: words}))
}

// written is the edit that a text makes, as far as it is right, and what is wrong
// with it. What is missing in it is taken out, unless the text could not be read to
// its end.
func (s *edit) written(text client.SectionText) (model.Edit, []client.Mistake) {
	e, known := s.form, s.textKeys()
	wrong := slices.Clone(text.Mistakes)
	refuse := func(key model.FieldKey, why string) {
		wrong = append(wrong, client.Mistake{Line: text.Lines[key], Key: key, Why: model.Clean(string(key) + ": " + why)})
	}
	whole := !slices.ContainsFunc(text.Mistakes, func(m client.Mistake) bool { return m.Key == "" })
	for _, key := range slices.Sorted(maps.Keys(text.Lines)) {
		if !known[key] {
			refuse(key, "the "+s.section.Word()+" has no such member")
		}
	}
	for _, key := range slices.Sorted(maps.Keys(known)) {
		value, there := text.Values[key]
		if _, told := text.Lines[key]; told != there || !there && !whole || model.SameValue(key, value, s.form.Get(key)) {
			continue
		}
		if f := s.field(key); f.Key != "" && !f.Live() {
			refuse(key, f.Fixed+f.Grey)
			continue
		}
		e = e.Put(key, value)
	}
	was := map[model.FieldKey]bool{}
	for _, f := range s.look.Fields {
		was[f.Key] = f.Wrong != ""
	}
	for _, f := range e.Form(s.around()).Fields {
		head, _, _ := strings.Cut(string(f.Key), "#")
		if key := model.FieldKey(head); f.Wrong != "" && !was[f.Key] {
			refuse(key, f.Label+" "+f.Wrong)
			e = e.Put(key, s.form.Get(key))
		}
	}
	slices.SortStableFunc(wrong, func(a, b client.Mistake) int { return a.Line - b.Line })
	return e, wrong
}

// changesTo lists how another edit differs from this one.
func (s *edit) changesTo(e model.Edit) []change {
	base := s.form.Base
	base.Values = s.form.Want()
	from := model.NewEdit(s.form.Detail, base)
	for key, value := range e.Want() {
		from = from.Put(key, value)
	}
	for key := range base.Values {
		from = from.Put(key, e.Get(key))
	}
	var out []change
	for _, d := range from.Differences(s.around()) {
		out = append(out, change{key: model.FieldKey(d.Label), was: d.Was, now: d.Is})
	}
	return out
}
