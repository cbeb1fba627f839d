package tui

import (
	"context"
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"

	"drover/client"
	"drover/model"
)

// endsEdit is the way of the two ends of a job that exists: read, edited in the walk,
// reached, stored, read back. What is typed is on no disk.
type endsEdit struct {
	endsLegs // of the ends as they are to be

	of     model.Job
	detail remote[model.Detail]
	was    model.Draft               // the ends as they were read
	known  bool                      // they were
	begin  map[model.FieldKey]string // what is another value from the beginning: from a file
	note   string
	warned bool // esc was pressed once on what would be lost
	top    int
	height int
}

// unkept is where a draft is kept that is on no disk.
type unkept struct{}

// Save keeps nothing.
func (unkept) Save(model.Draft) (time.Time, error) { return time.Time{}, nil }

// Drop has nothing to take away.
func (unkept) Drop() error { return nil }

// Close has nothing to let go of.
func (unkept) Close() {}

// openEndsEdit reads the ends of a job, to be edited and stored anew.
func openEndsEdit(e *env, job model.Job) Screen {
	s := &endsEdit{endsLegs: endsLegs{env: e, file: unkept{}}, of: job}
	s.page = s
	return s
}

// openEndsWith opens them with values that were chosen elsewhere: from a file.
func openEndsWith(e *env, job model.Job, values map[model.FieldKey]string) Screen {
	s := openEndsEdit(e, job).(*endsEdit)
	s.begin = values
	return s
}

// Title starts with the verb.
func (s *endsEdit) Title() string { return "update endpoints of " + s.of.Name.String() }

// Init reads the job whole.
func (s *endsEdit) Init() tea.Cmd { return s.read() }

func (s *endsEdit) read() tea.Cmd {
	c, id := s.env.client, s.of.ID
	return ask(s.env, s, &s.detail, func(ctx context.Context) (model.Detail, error) { return c.Job(ctx, id) })
}

func (s *endsEdit) Resize(w, h int) { s.width, s.height = w, h }

// Typing: fields are on pages of their own.
func (s *endsEdit) Typing() bool { return false }

// Closed waits for nothing.
func (s *endsEdit) Closed() {
	s.detail.drop()
	s.tests.drop()
}

// Resumed takes up the ends that were edited in the walk. What was stored before is
// none of it.
func (s *endsEdit) Resumed() tea.Cmd {
	before := s.draft
	s.walked()
	var drops []model.Drop
	if s.draft, drops = model.OfInstance(before, s.draft); len(drops) > 0 {
		s.note = drops[0].Label
		for _, drop := range drops[1:] {
			s.note += ", " + drop.Label
		}
		s.note += " went: of the former instance"
	}
	if !before.SameValues(s.draft) && s.store != nil && !s.store.Report().Ended.IsZero() {
		s.store = nil
	}
	return nil
}

// Update takes answers.
func (s *endsEdit) Update(msg tea.Msg) (tea.Cmd, Nav) {
	switch m := msg.(type) {
	case answer[model.Detail]:
		if m.take() && m.err == nil {
			s.took(m.value)
		}
	case answer[[]model.EndResult]:
		m.take()
	}
	return nil, stay
}

// took takes up what was read. What was changed here stays, upon what stands there
// now; once it is stored, nothing of it is left to be changed.
func (s *endsEdit) took(d model.Detail) {
	s.of = d.Job
	s.note = ""
	if d.Lacks != "" {
		if s.known {
			s.note = "not read anew: " + model.Clean(d.Lacks)
		}
		return
	}
	now := model.EditEnds(d)
	switch {
	case !s.known, s.stored():
		s.was, s.draft, s.known = now, now, true
		for key, value := range s.begin {
			s.draft = s.draft.Put(key, value)
		}
		s.begin = nil
		return
	case now.SameValues(s.was):
		return
	}
	onto, clash := model.EndsOnto(s.was, s.draft, now)
	if !onto.SameValues(s.draft) {
		s.untested()
	}
	s.was, s.draft = now, onto
	s.note = "somebody else has changed the ends; what you changed stays"
	if len(clash) > 0 {
		s.note = "somebody else has changed this, too: " + clash[0].Label
		if n := len(clash) - 1; n > 0 {
			s.note += ", and " + digit(n) + " more"
		}
		s.note += "; yours stays"
	}
}

// Moved takes the news of the run that stores: what the service shows then is read.
// Of what was not stored nothing is read before somebody asks: it says why.
func (s *endsEdit) Moved(run *client.Run, over bool) tea.Cmd {
	if run == s.store && over && s.stored() {
		return s.read()
	}
	return nil
}

// tells reports whether the page shows what becomes of a run.
func (s *endsEdit) tells(run string) bool { return s.store != nil && s.store.ID() == run }

// Tick keeps the page moving while ends are stored.
func (s *endsEdit) Tick(time.Time) (tea.Cmd, time.Duration) {
	if s.store != nil && s.store.Report().Ended.IsZero() {
		return nil, time.Second
	}
	return nil, 0
}

// job is the job as it was read last.
func (s *endsEdit) job() (model.Job, bool) { return s.of, s.known }

// cannotAct is why nothing can be done to the ends now.
func (s *endsEdit) cannotAct(verb model.Verb) string {
	switch {
	case s.detail.loading() && !s.known:
		return "the job is being read"
	case !s.known:
		return "the job could not be read; r tries again"
	}
	return cannotDo(s.env, s.of, verb)
}

// changes are what is to be another value.
func (s *endsEdit) changes() []model.Difference { return model.EndsDifferences(s.was, s.draft) }

// cannotStore: ends are reached before they are stored, wherever that can be tried.
func (s *endsEdit) cannotStore() string {
	switch why := s.endsLegs.cannotStore(); {
	case why != "":
		return why
	case len(s.changes()) == 0 && !s.tests.have:
		return "nothing is changed; e edits the ends, w types their passwords anew"
	case s.tests.loading():
		return "the test is under way"
	}
	if why := s.lacks(); why != "" {
		return why
	}
	if s.untestable() == "" && !s.tests.have {
		return "T tests both ends first"
	}
	return ""
}

// lacks is what is wrong with the ends, or missing, other than passwords: those are
// asked for.
func (s *endsEdit) lacks() string {
	if len(missingSecrets(s.draft)) > 0 {
		return ""
	}
	step := model.PlanSaveEnds("", s.env.client.Capabilities(), s.of, s.draft).Steps[0]
	if step.Mend == "" {
		return ""
	}
	return step.Why + "; e edits the ends"
}

// untestable is why the ends cannot be tested at all; "": they can be.
func (s *endsEdit) untestable() string {
	if s.tests.err != nil {
		return errorTitle(s.env, s.tests.err)
	}
	return s.cannotAct(model.TestEnds)
}

// edit opens both ends in the walk.
func (s *endsEdit) edit() (tea.Cmd, Nav) {
	s.walk = newEndsWalk(s.env, s.file, s.draft)
	s.walk.whose = s.of.Name.String()
	s.warned, s.note = false, ""
	return nil, push(s.walk)
}

func (s *endsEdit) cannotEdit() string {
	if s.store != nil && s.store.Report().Ended.IsZero() {
		return "they are being stored"
	}
	return s.cannotAct(model.SaveEnds)
}

// plan is the review of storing the ends in place of those that were read. Where no
// test was made, the job's name is typed.
func (s *endsEdit) plan(job model.Job) *planned {
	d := s.detail.value
	p := &planned{
		env: s.env, title: "update endpoints of " + job.Name.String(),
		plan: model.PlanEditEnds(s.env.client.NewIntent(), s.env.client.Capabilities(), d, s.draft),
	}
	if !s.tests.have {
		p.word = job.Name.String()
	}
	p.about = s.planAbout
	return p
}

// again reads the job anew.
func (s *endsEdit) again() (tea.Cmd, Nav) {
	if s.store != nil && !s.store.Report().Ended.IsZero() && !s.stored() {
		s.store = nil
	}
	return s.read(), stay
}

// anew begins something after which what was stored before is not what stands here.
func (s *endsEdit) anew(do func() (tea.Cmd, Nav)) func() (tea.Cmd, Nav) {
	return func() (tea.Cmd, Nav) {
		if s.store != nil && !s.store.Report().Ended.IsZero() {
			s.store = nil
		}
		return do()
	}
}

// leave goes back; what would be lost by that goes with the second key alone.
func (s *endsEdit) leave() (tea.Cmd, Nav) {
	if len(s.changes()) > 0 && !s.warned && !s.stored() {
		s.warned = true
		words := "esc again drops what was changed; nothing of it was stored"
		return s.env.say(note{kind: noteBad, text: words, bare: words}), stay
	}
	return nil, pop()
}

// loginEnded reports that nothing can be read before somebody logs in.
func (s *endsEdit) loginEnded() bool {
	var e *client.Error
	return errors.As(s.detail.err, &e) && e.Kind == client.LoginEnded || s.env.ended != nil
}

// Actions of the page.
func (s *endsEdit) Actions() []Action {
	scroll := func(by int) func() (tea.Cmd, Nav) {
		return func() (tea.Cmd, Nav) { s.top = max(s.top+by, 0); return nil, stay }
	}
	read := act(groupFind, 5, "read again", "r", s.again)
	if s.loginEnded() && s.env.login != nil {
		read = act(groupFind, 1, "log in again", "r", func() (tea.Cmd, Nav) { return nil, push(newLogin(s.env, s.again)) })
	}
	return []Action{
		act(groupChange, 1, "edit ends", "e", s.edit, "enter").named("edit both ends").unless(s.cannotEdit),
		act(groupChange, 2, "test ends", "T", s.anew(s.test)).named("test connection of both ends").unless(s.cannotTest),
		act(groupChange, 3, "store ends", "E", s.storeEnds).named("store both endpoints").unless(s.cannotStore),
		act(groupChange, 4, "passwords", "w", s.anew(s.retype)).named("type the passwords anew").unless(s.cannotEdit),
		read,
		act(groupLook, 0, "scroll", "pgdown", scroll(5), "down", "j").shown("pgdn pgup"),
		act(groupLook, 0, "", "pgup", scroll(-5), "up", "k"),
		act(groupLeave, 90, "back", "esc", s.leave, "q"),
	}
}
