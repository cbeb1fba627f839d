package tui

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"drover/client"
	"drover/model"
	"drover/tui/theme"
)

// Actions of the page: the steps that are left, and the ways on.
func (s *created) Actions() []Action {
	return []Action{
		act(groupLook, 1, "open the job", "enter", s.open).unless(s.unmade),
		act(groupChange, 2, "test ends", "T", s.test).named("test connection of both ends").unless(s.cannotTest),
		act(groupChange, 3, "store ends", "E", s.storeEnds).named("store both endpoints").unless(s.cannotStore),
		act(groupChange, 4, "edit the draft", "e", s.edit).unless(s.cannotEdit),
		act(groupFind, 5, "read again", "r", func() (tea.Cmd, Nav) {
			if s.made().Empty() {
				return s.search(), stay
			}
			return s.read(), stay
		}),
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
		return "there is no job yet"
	}
	return cannotDo(s.env, job, verb)
}

func (s *created) cannotTest() string {
	if s.tests.loading() {
		return "the test is under way"
	}
	return s.cannotAct(model.TestEnds)
}

// test reaches for both ends, with the passwords of the draft: those that are not
// in memory any more are asked for first. Nothing is stored.
func (s *created) test() (tea.Cmd, Nav) {
	return s.withSecrets(func() (tea.Cmd, Nav) {
		job, _ := s.job()
		s.tried = model.EndTests(s.draft)
		c, ends := s.env.client, s.tried
		return ask(s.env, s, &s.tests, func(ctx context.Context) ([]model.EndResult, error) { return c.TestConnection(ctx, job, ends) }), stay
	})
}

func (s *created) cannotStore() string {
	switch {
	case s.stored():
		return "both ends are stored"
	case s.store != nil && s.store.Report().Ended.IsZero():
		return "they are being stored"
	}
	return s.cannotAct(model.SaveEnds)
}

// stored reports whether the service shows the ends that were stored here.
func (s *created) stored() bool {
	return s.store != nil && s.store.Report().Rows[0].Outcome.Kind == model.Done
}

// storeEnds opens the review of storing both ends.
func (s *created) storeEnds() (tea.Cmd, Nav) {
	return s.withSecrets(func() (tea.Cmd, Nav) {
		job, _ := s.job()
		plan := model.PlanSaveEnds(s.env.client.NewIntent(), s.env.client.Capabilities(), job, s.draft)
		p := &planned{env: s.env, plan: plan, title: "store endpoints of " + job.Name.String()}
		p.about = func(w int) []string { return s.endsAbout(w) }
		p.sent = func(run *client.Run) (tea.Cmd, Nav) { s.store = run; return nil, pop() }
		return nil, push(p.open())
	})
}

// endsAbout is what would be stored.
func (s *created) endsAbout(w int) []string {
	th := s.env.theme
	var out []string
	for _, f := range model.CreateFacts(s.draft) {
		if f.Label == "from" || f.Label == "to" {
			out = append(out, factLines(th, f, w)...)
		}
	}
	out = append(out, "")
	for _, words := range []string{
		"The service keeps both ends as they stand here, passwords and all; what it had of them is replaced as a whole.",
		"Nothing starts by itself. A pre-check that was run before counts no more.",
	} {
		for _, l := range wrapped(words, max(w-3, 8)) {
			out = append(out, " "+th.Paint(theme.Text, strings.TrimLeft(l, " ")))
		}
	}
	return out
}

// cannotEdit: what was made is edited in the job; what nobody knows of is not
// sent again.
func (s *created) cannotEdit() string {
	switch k := s.outcome().Kind; {
	case s.entry.loading():
		return "the journal is being read"
	case k == model.Refused, k == model.NotSent, k == model.Absent:
		return ""
	case k == model.UnknownOutcome:
		return "nobody knows yet whether it was made"
	case k == model.Waiting:
		return "it is on its way"
	}
	return "the job is made: edit that"
}

// edit goes back to the walk: at the field that the refusal names, if it names
// one.
func (s *created) edit() (tea.Cmd, Nav) {
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
