package tui

import (
	"errors"

	tea "charm.land/bubbletea/v2"

	"drover/client"
	"drover/model"
)

// Actions of the page: the steps that are left, and the ways on.
func (s *created) Actions() []Action {
	return []Action{
		act(groupLook, 1, "open the job", "enter", s.open).unless(s.unmade),
		act(groupChange, 2, "test ends", "T", s.test).named("test connection of both ends").unless(s.cannotTest),
		act(groupChange, 3, "store ends", "E", s.storeEnds).named("store both endpoints").unless(s.cannotStore),
		act(groupChange, 4, s.editWord(), "e", s.edit).unless(s.cannotEdit),
		act(groupChange, 6, "passwords", "w", s.retype).named("type the passwords anew").unless(s.unmade),
		s.readAction(),
		act(groupLook, 0, "scroll", "pgdown", s.scroll(5), "down", "j").shown("pgdn pgup"),
		act(groupLook, 0, "", "pgup", s.scroll(-5), "up", "k"),
		act(groupLeave, 90, "jobs", "esc", func() (tea.Cmd, Nav) { return nil, pop() }, "q"),
	}
}

func (s *created) scroll(by int) func() (tea.Cmd, Nav) {
	return func() (tea.Cmd, Nav) { s.top = max(s.top+by, 0); return nil, stay }
}

// unmade is why there is no job to open.
func (s *created) unmade() string {
	if s.made().Empty() {
		return "no job is known to have been made"
	}
	return ""
}

// open goes to the job's page.
func (s *created) open() (tea.Cmd, Nav) {
	job, ok := s.job()
	if !ok {
		job = model.Job{ID: s.made(), Name: model.NewText(s.draft.Name())}
	}
	return nil, push(newJob(s.env, job, model.NoSample()))
}

// cannotAct is why nothing can be done to the job's ends now.
func (s *created) cannotAct(verb model.Verb) string {
	job, ok := s.job()
	if !ok {
		if !s.made().Empty() {
			return "the job is being made"
		}
		return "there is no job yet"
	}
	if job.Status.Raw() == "CREATING" {
		return "the job is being made"
	}
	return cannotDo(s.env, job, verb)
}

// readAction reads again; where the credential has ended it asks for one.
func (s *created) readAction() Action {
	if s.loginEnded() && s.env.login != nil {
		return act(groupFind, 1, "log in again", "r", func() (tea.Cmd, Nav) { return nil, push(newLogin(s.env, s.again)) })
	}
	return act(groupFind, 5, "read again", "r", s.again)
}

// again reads what is known anew.
func (s *created) again() (tea.Cmd, Nav) {
	if s.made().Empty() {
		return s.search(), stay
	}
	return s.read(), stay
}

// loginEnded reports that nothing can be read before somebody logs in.
func (s *created) loginEnded() bool {
	var e *client.Error
	if errors.As(s.detail.err, &e) && e.Kind == client.LoginEnded {
		return true
	}
	return s.env.ended != nil || s.run != nil && s.run.Report().Login
}

// over reports a job that is made and cannot be used any more.
func (s *created) over() bool {
	job, ok := s.job()
	return ok && (job.Status.Raw() == "CREATE_FAILED" || job.State.Family == model.Ended)
}

// resting reports a job whose ends can be stored now.
func (s *created) resting() bool {
	job, ok := s.job()
	return ok && job.Status.Raw() == "CONFIGURATION" && !s.gone
}

// editWord says what e does.
func (s *created) editWord() string {
	switch {
	case s.over():
		return "draft of a new one"
	case s.resting():
		return "edit ends"
	}
	return "edit the draft"
}

// cannotEdit: what was made is edited in the job, as long as there is one; what
// nobody knows of is not sent again.
func (s *created) cannotEdit() string {
	switch k := s.outcome().Kind; {
	case s.entry.loading():
		return "the journal is being read"
	case s.gone:
		return "the draft is gone: the service holds all of it"
	case k == model.Refused, k == model.NotSent, k == model.Absent, s.over(), s.resting():
		return ""
	case k == model.UnknownOutcome:
		return "nobody knows yet whether it was made"
	case k == model.Waiting:
		return "it is on its way"
	}
	return "the job is made: its ends can be edited once it rests in configuration"
}

// edit opens the ends of a job that rests; of one that was not made, or is over,
// it goes back to the walk: at the field that the refusal names, if it names
// one.
func (s *created) edit() (tea.Cmd, Nav) {
	if s.resting() {
		s.walk = newEndsWalk(s.env, s.file, s.draft)
		return nil, push(s.walk)
	}
	d, o := s.draft, s.outcome()
	d.Sent = ""
	saved, err := s.file.Save(d)
	if err != nil {
		s.note = model.Clean(err.Error())
		return nil, stay
	}
	d.Saved = saved
	c := openCreate(s.env, s.file, d)
	s.file = nil
	if words := joined(" ", o.Code, o.Message); o.Kind == model.Refused && words != "" {
		c.refused(words)
	}
	return nil, replace(c)
}

// plan is the review of storing both ends of the job that was made.
func (s *created) plan(job model.Job) *planned {
	plan := model.PlanSaveEnds(s.env.client.NewIntent(), s.env.client.Capabilities(), job, s.draft)
	p := &planned{env: s.env, plan: plan, title: "store endpoints of " + job.Name.String()}
	p.about = func(w int) []string { return s.endsAbout(w, storesEnds()...) }
	return p
}

// storesEnds is what storing ends does.
func storesEnds() []string {
	return []string{
		"The service keeps both ends as they stand here, passwords and all; what it had of them is replaced as a whole.",
		"Nothing starts by itself. A pre-check that was run before counts no more.",
	}
}
