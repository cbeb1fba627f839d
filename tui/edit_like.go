package tui

import (
	tea "charm.land/bubbletea/v2"

	"drover/model"
	"drover/tui/theme"
)

func (s *edit) cannotTake() string {
	if why := s.locked(); why != "" {
		return why
	}
	return unless(!s.files.like.loading(), "another job is being read")
}

// askLike asks for a job whose policy is to be taken.
func (s *edit) askLike() (tea.Cmd, Nav) {
	s.now = editVisit{}
	return nil, push(newPickJob(s.env, "take the policy of which job", func(job model.Job) tea.Cmd {
		s.files.whose = job.Name.String()
		return ask(s.env, s, &s.files.like, readSection(s.env.client, job.ID, s.section))
	}))
}

// likeRead shows what the other job's policy would change, before anything does.
func (s *edit) likeRead(m answer[sectionRead]) (tea.Cmd, Nav) {
	switch {
	case !m.take():
		return nil, stay
	case m.err != nil:
		return s.env.say(note{kind: noteBad, text: theme.Safe("not read: " + unread(m.err)), bare: "another job's policy was not read"}), stay
	case m.value.part.Lacks != "":
		return s.env.say(note{kind: noteBad, text: theme.Safe("not read: " + m.value.part.Lacks), bare: "another job's policy was not read"}), stay
	}
	e, lost := s.form.Take(m.value.part, m.value.part.Keys()...)
	return nil, push(&taking{
		env: s.env, from: "the policy of " + s.files.whose, changes: s.changesTo(e), lost: lost,
		foot: "Nothing has changed yet, and nothing is sent: this changes the form alone.",
		take: func() tea.Cmd { return s.take(e) },
	})
}
