package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"drover/client"
	"drover/model"
	"drover/tui/theme"
)

// endsLegs are the steps of a job's two ends on their way to the service, on whatever
// page they are taken: edited in the walk, reached, stored.
type endsLegs struct {
	env   *env
	page  endsPage
	file  draftFile   // where what is typed is kept
	draft model.Draft // the ends as they are to be
	tests remote[[]model.EndResult]
	tried []model.EndTest // what tests are of
	store *client.Run     // of storing the ends; nil: not tried here
	walk  *create         // where the ends are edited; nil: nowhere
	width int
}

// endsPage is the page that the steps are taken on.
type endsPage interface {
	Screen
	job() (model.Job, bool)           // as it was read last
	cannotAct(verb model.Verb) string // why nothing can be done to its ends now
	plan(job model.Job) *planned      // the review of storing them, but for what both pages show
}

// walked takes up the ends that were edited on another page: what was tested were
// others.
func (s *endsLegs) walked() {
	if s.walk == nil {
		return
	}
	if d := s.walk.draft; !d.SameValues(s.draft) {
		s.untested()
	}
	s.draft, s.walk = s.walk.draft, nil
}

// untested forgets what came of a test: it was of other ends.
func (s *endsLegs) untested() {
	s.tests.drop()
	s.tests = remote[[]model.EndResult]{ticket: s.tests.ticket}
}

func (s *endsLegs) cannotTest() string {
	if s.tests.loading() {
		return "the test is under way"
	}
	return s.page.cannotAct(model.TestEnds)
}

// test reaches for both ends, with the passwords of the draft: those that are not
// in memory any more are asked for first. Nothing is stored.
func (s *endsLegs) test() (tea.Cmd, Nav) {
	return s.withSecrets("test", func() (tea.Cmd, Nav) {
		job, _ := s.page.job()
		p := &planned{env: s.env, title: "test both ends of " + job.Name.String()}
		p.about = func(w int) []string {
			return s.endsAbout(w, "The service reaches for both with the passwords that are in memory; nothing is stored.")
		}
		p.call = func() (tea.Cmd, Nav) { return nil, popThen(func() (tea.Cmd, Nav) { return s.reach(job), stay }) }
		return nil, push(p.open())
	})
}

// reach has the service reach for both ends.
func (s *endsLegs) reach(job model.Job) tea.Cmd {
	s.tried = model.EndTests(s.draft)
	c, ends := s.env.client, s.tried
	return ask(s.env, s.page, &s.tests, func(ctx context.Context) ([]model.EndResult, error) { return c.TestConnection(ctx, job, ends) })
}

// retype asks for all passwords anew.
func (s *endsLegs) retype() (tea.Cmd, Nav) {
	for _, f := range model.SecretsOfEnds(s.draft) {
		s.draft = s.draft.PutSecret(f.Key, model.Secret{})
	}
	s.untested()
	return s.withSecrets("keep", func() (tea.Cmd, Nav) { return nil, stay })
}

func (s *endsLegs) cannotStore() string {
	switch {
	case s.stored():
		return "both ends are stored"
	case s.store != nil && s.store.Report().Ended.IsZero():
		return "they are being stored"
	}
	return s.page.cannotAct(model.SaveEnds)
}

// stored reports whether the service shows the ends that were stored here.
func (s *endsLegs) stored() bool {
	return s.store != nil && s.store.Report().Rows[0].Outcome.Kind == model.Done
}

// storeEnds opens the review of storing both ends.
func (s *endsLegs) storeEnds() (tea.Cmd, Nav) {
	return s.withSecrets("store", func() (tea.Cmd, Nav) {
		job, _ := s.page.job()
		p := s.page.plan(job)
		p.sent = func(run *client.Run) (tea.Cmd, Nav) { s.store = run; return nil, pop() }
		return nil, push(p.open())
	})
}

// endsAbout shows both ends, what came of reaching them last, and what is done.
func (s *endsLegs) endsAbout(w int, then ...string) []string {
	th := s.env.theme
	var out []string
	for _, f := range model.CreateFacts(s.draft, s.env.zone) {
		if f.Label == "from" || f.Label == "to" {
			out = append(out, factLines(th, f, w)...)
		}
	}
	out = append(out, "")
	for _, r := range s.tests.value {
		if !r.Reached {
			out = append(out, signed(th, th.Paint(theme.Warn, th.Signs().Flag), "when tested, the "+sideWord(r.Source)+" was "+r.Word()+": "+joined(" ", r.Code, r.Message), w)...)
		}
	}
	for _, words := range then {
		out = append(out, signed(th, " ", words, w)...)
	}
	return out
}

// withSecrets goes on once every password that the draft needs is in memory; verb is what
// it goes on to.
func (s *endsLegs) withSecrets(verb string, then func() (tea.Cmd, Nav)) (tea.Cmd, Nav) {
	missing := missingSecrets(s.draft)
	if len(missing) == 0 {
		return then()
	}
	return nil, push(&askSecrets{env: s.env, fields: missing, take: func(typed model.EndSecrets) {
		for _, f := range missing {
			s.draft = s.draft.PutSecret(f.Key, typed.Passwords[f.Key])
		}
	}, then: then, verb: verb})
}
