package tui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"drover/model"
	"drover/tui/form"
	"drover/tui/theme"
)

// key gives a key or a paste to the fields; what they do not take is a command.
// While a review waits for its reading, keys mean nothing: they were typed for a
// page that nobody has seen yet.
func (s *edit) key(msg tea.Msg) (tea.Cmd, Nav) {
	if s.reviewing() {
		if k, ok := msg.(tea.KeyPressMsg); ok && k.String() == "esc" {
			s.read.drop()
			s.wants = editOn
		}
		return nil, stay
	}
	letters := s.sheet.Typing()
	if k, isKey := msg.(tea.KeyPressMsg); isKey && s.opensFolders(k.String()) {
		return s.pickFolder()
	}
	d := s.sheet.Update(msg)
	switch {
	case d.Pass:
		return nil, pass()
	case d.Out && letters:
		s.sheet.Light(false)
		return nil, stay
	case d.Out:
		return nil, pass()
	case d.Undo:
		return s.undo(d.Key)
	case d.Press:
		return s.press(d.Key)
	case d.Pick:
		return s.pick(d.Key)
	case d.Why != "":
		return s.env.say(note{kind: noteBad, text: theme.Safe(model.Clean(d.Why)), bare: "a field that takes no text or cannot be changed"}), stay
	case d.Joined > 0:
		words := "a paste of " + digit(d.Joined) + " lines was joined"
		return tea.Batch(s.set(d), s.env.say(note{kind: noteBad, text: words, bare: words})), stay
	case d.Set:
		return s.set(d), stay
	case d.Move != form.Stay:
		return s.move(d.Move), stay
	}
	return nil, stay
}

// move leaves the field, around the ends.
func (s *edit) move(m form.Move) tea.Cmd {
	s.now, s.top = editVisit{}, 0
	switch {
	case s.sheet.Go(m):
	case m == form.Next:
		s.sheet.First()
	case m == form.Back:
		s.sheet.Last()
	}
	return nil
}

// Actions of the page.
func (s *edit) Actions() []Action {
	acts := []Action{s.readAction()}
	if !s.has {
		return acts
	}
	scroll := func(by int) func() (tea.Cmd, Nav) {
		return func() (tea.Cmd, Nav) { s.top = max(s.top+by, 0); return nil, stay }
	}
	acts = append(s.fieldActions(),
		act(groupFind, 0, "next error", "ctrl+g", s.nextError).unless(s.locked),
		s.reviewAction(),
		act(groupChange, 6, "$EDITOR", "ctrl+o", s.toEditor).named(s.Title()+" in "+s.env.editor.Name()).unless(s.cannotEdit),
		act(groupLook, 0, "more of what it means", "pgdown", scroll(3)).shown("pgdn pgup"),
		act(groupLook, 0, "", "pgup", scroll(-3)),
		act(groupLook, 4, "copy", "y", s.copy).named("copy the "+s.section.Word()),
		s.readAction(),
	)
	if s.section == model.SectionPolicy {
		acts = append(acts, act(groupChange, 5, "from a job", "f", s.askLike).named("take the policy of another job").unless(s.cannotTake))
	}
	return acts
}

// reviewAction leads on: to the review of what is sent, or back to the copy that has
// the values.
func (s *edit) reviewAction() Action {
	if s.own != nil {
		return act(groupChange, 1, "back to the copy", "ctrl+r", s.keepOwn)
	}
	return act(groupChange, 3, "review", "ctrl+r", s.review).unless(s.cannotReview)
}

// fieldActions are those of the field with the focus: the sheet takes their keys.
func (s *edit) fieldActions() []Action {
	move := func(m form.Move) func() (tea.Cmd, Nav) { return func() (tea.Cmd, Nav) { return s.move(m), stay } }
	if !s.sheet.Lit() {
		into := func() (tea.Cmd, Nav) { s.light(); return nil, stay }
		acts := []Action{act(groupChange, 1, "fields", "enter", into, "tab", "shift+tab", "up", "down", "j", "k")}
		// While a text has the focus u is a letter of it.
		if f := s.sheet.Field(); len(s.look.Fields) > 0 && slices.Contains([]model.FieldKind{model.TextField, model.NumberField}, f.Kind) {
			acts = append(acts, act(groupChange, 2, "undo field", "u", func() (tea.Cmd, Nav) { return s.undo(f.Key) }))
		}
		return acts
	}
	foot := 0
	if s.Letters() { // there no letter says what works
		foot = 1
	}
	acts := append(s.folderActions(),
		act(groupLook, foot, "next", "tab", move(form.Next), "enter"),
		act(groupLook, 0, "the field before", "shift+tab", move(form.Back)),
		act(groupLook, 0, "any field", "down", move(form.Down)).shown("up down"),
		act(groupLook, 0, "", "up", move(form.Up)),
	)
	f := s.sheet.Field()
	if s.Letters() {
		return append(acts, act(groupLeave, 90, "out of the field", "esc", func() (tea.Cmd, Nav) { s.sheet.Light(false); return nil, stay }))
	}
	why := func() string {
		switch {
		case s.locked() != "":
			return s.locked()
		case f.Fixed != "":
			return f.Fixed
		}
		return f.Grey
	}
	press := func(key string) func() (tea.Cmd, Nav) {
		return func() (tea.Cmd, Nav) { return s.key(keyPress(key)) }
	}
	switch f.Kind {
	case model.ChoiceField:
		acts = append(acts, act(groupChange, 1, "change", "space", press(" "), "h", "l", "left", "right").unless(why))
	case model.ButtonField:
		acts = append(acts, act(groupChange, 1, "do it", "enter", func() (tea.Cmd, Nav) { return s.press(f.Key) }, "space").unless(why))
	default:
		acts = append(acts, act(groupChange, 1, "change", "space", press(" ")).unless(why))
	}
	if f.Kind == model.ButtonField {
		return acts
	}
	return append(acts, act(groupChange, 2, "undo field", "u", func() (tea.Cmd, Nav) { return s.undo(f.Key) }).unless(why))
}

// keyPress is a key that a line of the palette stands for.
func keyPress(key string) tea.KeyPressMsg { return tea.KeyPressMsg{Code: rune(key[0]), Text: key} }

// nextError goes to the next field with something wrong, around the end.
func (s *edit) nextError() (tea.Cmd, Nav) {
	s.now = editVisit{}
	fields, here := s.look.Fields, 0
	for i, f := range fields {
		if f.Key == s.sheet.Key() {
			here = i
		}
	}
	for n := range fields {
		if f := fields[(here+1+n)%len(fields)]; f.Wrong != "" {
			s.light()
			s.sheet.Focus(f.Key)
			return nil, stay
		}
	}
	words := "0 errors: nothing is wrong"
	return s.env.say(note{kind: noteGood, text: words, bare: words}), stay
}

// copy puts the section as it is to be on the clipboard, secrets left out.
func (s *edit) copy() (tea.Cmd, Nav) {
	var b strings.Builder
	b.WriteString(model.Clean(s.job.Name.String()) + "  " + s.section.Word() + "\n")
	for _, f := range s.look.Fields {
		if f.Kind == model.ButtonField || f.Kind == model.SecretField || f.Value == "" {
			continue
		}
		words := f.Value
		if o, ok := f.Option(f.Value); ok {
			words = o.Words()
		}
		b.WriteString(model.Clean(f.Label+"  "+words) + "\n")
	}
	return s.env.copy("the "+s.section.Word(), b.String()), stay
}
