package tui

import (
	"context"
	"errors"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"drover/client"
	"drover/model"
)

// sectionRead is a section as it stands, with the job that it is of.
type sectionRead struct {
	detail model.Detail
	part   model.Part
	draft  string // of the section that was left; "": there is none
	busy   bool   // that is open elsewhere
}

// editName is what is known of a name that is typed.
type editName struct {
	check model.NameCheck
	typed int  // counts the changes, so that only the last one's rest asks
	due   bool // it has changed and is to be asked for
}

// readSection reads one section of a job.
func readSection(cl *client.Client, id model.JobID, section model.Section) func(context.Context) (sectionRead, error) {
	return func(ctx context.Context) (sectionRead, error) {
		d, parts, err := cl.Sections(ctx, id, section)
		switch {
		case err != nil:
			return sectionRead{}, err
		case len(parts) != 1 || parts[0].Section != section || d.Job.ID != id:
			return sectionRead{}, errors.New("the answer is of another job")
		}
		return sectionRead{detail: d, part: parts[0]}, nil
	}
}

// ask reads the section.
func (s *edit) ask(next editNext) tea.Cmd {
	s.wants = next
	cl, id, section, first := s.env.client, s.job.ID, s.section, !s.has && s.left == nil && s.own == nil
	read, own := readSection(cl, id, section), s.own != nil
	return ask(s.env, s, &s.read, func(ctx context.Context) (sectionRead, error) {
		got, err := read(ctx)
		if own {
			got.detail = atRest(cl.Capabilities().Realm, got.detail)
		}
		if err == nil && first {
			got.draft, got.busy = draftOf(cl, id, section)
		}
		return got, err
	})
}

// askConnections reads where a copy may read and write.
func (s *edit) askConnections() tea.Cmd {
	cl := s.env.client
	if s.section != model.SectionCopy || cl.Capabilities().Lacks(model.FacetFolders) != "" {
		return nil
	}
	return ask(s.env, s, &s.conns, func(ctx context.Context) ([]model.Connection, error) { return cl.Connections(ctx, "") })
}

// again reads it anew; what was changed stands upon that.
func (s *edit) again() (tea.Cmd, Nav) { return tea.Batch(s.ask(editOn), s.askName()), stay }

// reviewing reports that a review waits for the section to be read once more.
func (s *edit) reviewing() bool { return s.read.loading() && s.wants == editReview }

// landed takes a reading: the first one opens the form, a later one goes below
// what was changed. What somebody else has changed meanwhile is shown first.
func (s *edit) landed(m answer[sectionRead]) (tea.Cmd, Nav) {
	if !m.take() {
		return nil, stay
	}
	next := s.wants
	s.wants = editOn
	if m.err != nil {
		return nil, stay
	}
	if s.lacks = m.value.part.Lacks; s.lacks != "" {
		return nil, stay
	}
	s.job = m.value.detail.Job
	if !s.has {
		s.form, s.has = model.NewEdit(m.value.detail, m.value.part), true
		s.reform()
		s.sheet.First()
		s.light()
		return s.resumeLeft(m.value)
	}
	if clashes := s.form.Clashes(m.value.part, s.around()); len(clashes) > 0 {
		return nil, push(newClash(s, m.value, clashes, next))
	}
	said := s.upon(m.value)
	if next == editReview {
		cmd, nav := s.toReview()
		return tea.Batch(said, cmd), nav
	}
	return said, stay
}

// upon puts the edit upon another reading, and says if that takes a change away:
// the same stands there already, by whomever.
func (s *edit) upon(r sectionRead) tea.Cmd {
	before := len(s.form.Changed())
	s.rebase(s.form.Onto(r.detail, r.part, nil))
	n := before - len(s.form.Changed())
	if n <= 0 {
		return nil
	}
	words := "the job shows the same already: " + plural(n, "change", "changes") + " less to send"
	return s.env.say(note{kind: noteGood, text: words, bare: words})
}

// rebase puts an edit upon another reading in the place of this one.
func (s *edit) rebase(e model.Edit) {
	s.form, s.job, s.now = e, e.Detail.Job, editVisit{}
	s.reform()
}

// readAction reads again; where the login has ended it asks for one.
func (s *edit) readAction() Action {
	var e *client.Error
	if s.env.login != nil && errors.As(s.read.err, &e) && e.Kind == client.LoginEnded {
		return act(groupFind, 1, "log in again", "r", func() (tea.Cmd, Nav) { return nil, push(newLogin(s.env, s.again)) })
	}
	foot := 0
	if s.read.err != nil || s.lacks != "" {
		foot = 1
	}
	return act(groupFind, foot, "read again", "r", s.again).unless(func() string { return unless(!s.read.loading(), "it is being read") })
}

// The name of a job is asked for once it rests, as on the page of a copy.

func (s *edit) newName() string { return s.form.Get(model.KeyName) }

// renamed reports whether the name is to be another one than that of the job.
// Names differ in case only to people.
func (s *edit) renamed() bool {
	return s.section == model.SectionName && !strings.EqualFold(s.newName(), s.form.Base.Get(model.KeyName))
}

// nameListed reports whether another job on the list has the name.
func (s *edit) nameListed() bool {
	return s.renamed() && s.env.named != nil && s.env.named(s.newName())
}

// asksName reports whether the service is to be asked for the name.
func (s *edit) asksName() bool {
	return s.has && s.renamed() && model.CheckName(s.newName()) == nil && !s.nameListed()
}

// nameChanged has the name asked for once it rests.
func (s *edit) nameChanged() tea.Cmd {
	s.name.drop()
	s.asking.check = model.NameCheck{}
	s.asking.typed++
	typed := s.asking.typed
	if s.asking.due = s.asksName(); !s.asking.due {
		return nil
	}
	return tea.Tick(askNameAfter, func(time.Time) tea.Msg { return reply{to: s, msg: nameRested{typed}} })
}

func (s *edit) askName() tea.Cmd {
	s.asking.due = false
	s.name.drop()
	if !s.asksName() {
		return nil
	}
	cl, name := s.env.client, s.newName()
	return ask(s.env, s, &s.name, func(ctx context.Context) (model.NameCheck, error) {
		got, err := cl.CheckName(ctx, name)
		got.Name = name
		return got, err
	})
}

func (s *edit) nameRead(m answer[model.NameCheck]) tea.Cmd {
	if !m.take() {
		return nil
	}
	if s.asking.check = m.value; m.err != nil {
		s.asking.check = model.NameCheck{Name: s.newName(), Unasked: unread(m.err)}
	}
	s.reform()
	return nil
}

// nameWords say on the name what the service says of it, as far as the form does
// not.
func (s *edit) nameWords(f *model.Field) {
	if f.Key != model.KeyName || !s.renamed() || f.Wrong != "" {
		return
	}
	got := s.asking.check
	switch {
	case s.asking.due || s.name.loading():
		f.Hint, f.Help = "~ asking", "The service is being asked whether it is free. "+f.Help
	case got.Name != f.Value:
	case got.Unasked != "":
		f.Risk = "not asked for: " + got.Unasked
	case got.Asked && got.Free:
		f.Hint = "free " + s.env.atSecond(s.name.got)
		f.Help = "It is free " + s.env.atSecond(s.name.got) + ", says the service. " + f.Help
	case got.Asked:
		f.Wrong = strings.TrimSpace("taken " + got.Code.String() + " " + got.Why.String())
		s.look.Wrong++
	}
}
