package tui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"drover/client"
	"drover/model"
)

// objectsSaving is the way of a job's objects from Send to where they work: saved;
// and, of a job that runs, checked, taken on by it, copied by a child. Leaving stops
// nothing.
type objectsSaving struct {
	page *objectsPage
	env  *env
	run  *client.Run // of the saving; nil: what the job holds was saved at some time before

	wanted         []wantedName // what the service is to have understood
	names          remote[namesFound]
	check, restart *client.Run // nil: not sent yet
	result         remote[model.PreCheck]
	children       remote[[]model.Job]
	job            model.Job
	since          map[model.JobID]bool // children that were there before
	known          bool
	looked         time.Time // by the clock of Tick: the shown one may stand still
	top            int
	width, height  int
}

// newObjectsSaving follows a saving.
func newObjectsSaving(p *objectsPage, run *client.Run) *objectsSaving {
	return &objectsSaving{page: p, env: p.env, run: run, job: p.job}
}

// Title is what is done.
func (s *objectsSaving) Title() string { return "update objects " + s.job.Name.String() }

// Init asks for the children that are there already.
func (s *objectsSaving) Init() tea.Cmd { return s.askChildren() }

func (s *objectsSaving) Resize(w, h int) { s.width, s.height = w, h }
func (s *objectsSaving) Typing() bool    { return false }

// tells reports whether the page shows what becomes of a run.
func (s *objectsSaving) tells(run string) bool {
	return s.run != nil && s.run.ID() == run || s.check != nil && s.check.ID() == run || s.restart != nil && s.restart.ID() == run
}

// Closed waits for nothing; the page of the objects goes with it.
func (s *objectsSaving) Closed() {
	s.result.drop()
	s.children.drop()
	s.names.drop()
}

// Update takes answers.
func (s *objectsSaving) Update(msg tea.Msg) (tea.Cmd, Nav) {
	switch m := msg.(type) {
	case answer[[]model.Job]:
		if m.take() && m.err == nil && !s.known {
			s.known, s.since = true, map[model.JobID]bool{}
			for _, j := range m.value {
				s.since[j.ID] = true
			}
		}
	case answer[namesFound]:
		m.take()
	case answer[model.PreCheck]:
		m.take()
	}
	return nil, stay
}

func (s *objectsSaving) askChildren() tea.Cmd {
	c, job := s.env.client, s.job
	return ask(s.env, s, &s.children, func(ctx context.Context) ([]model.Job, error) { return c.ChildrenOf(ctx, job) })
}

// outcome is what became of a run's one job.
func outcomeOf(run *client.Run) model.Outcome {
	if run == nil {
		return model.Outcome{}
	}
	if rows := run.Report().Rows; len(rows) > 0 {
		return rows[0].Outcome
	}
	return model.Outcome{Kind: model.NotSent, Why: "nothing of it went"}
}

// saved reports that the job holds what was asked for.
func (s *objectsSaving) saved() bool {
	return s.run == nil || outcomeOf(s.run).Kind == model.Done
}

// running reports a job that has begun: it takes new objects on by a re-edit.
func (s *objectsSaving) running() bool { return s.page.terms().Started }

// Moved takes the news of a run.
func (s *objectsSaving) Moved(run *client.Run, over bool) tea.Cmd {
	rows := run.Report().Rows
	if len(rows) == 1 && rows[0].ID == s.job.ID && !rows[0].Now.Status.Empty() {
		s.job = s.job.WithStatus(rows[0].Now.Status)
	}
	switch {
	case s.run != nil && run == s.run && over && s.saved():
		return s.lookAtNames()
	case run == s.check && len(rows) == 1 && rows[0].Check != nil: // the run reads it until it is over
		s.result.drop()
		s.result.value, s.result.have, s.result.err, s.result.got = *rows[0].Check, true, nil, s.env.now()
	case run == s.check && over && tookOn(outcomeOf(run)):
		return s.readCheck()
	case run == s.restart && over:
		return s.askChildren()
	}
	return nil
}

func (s *objectsSaving) readCheck() tea.Cmd {
	c, id := s.env.client, s.job.ID
	return ask(s.env, s, &s.result, func(ctx context.Context) (model.PreCheck, error) { return c.PreCheck(ctx, id) })
}

// followEvery is how often the child is looked at.
const followEvery = 5 * time.Second

// Tick keeps the times moving, and looks at the child.
func (s *objectsSaving) Tick(now time.Time) (tea.Cmd, time.Duration) {
	switch {
	case s.restart == nil && (s.run != nil && s.run.Report().Ended.IsZero() || s.check != nil && s.check.Report().Ended.IsZero()):
		return nil, time.Second
	case s.checking() && !s.check.Report().Ended.IsZero() && !s.result.loading() && now.Sub(s.looked) >= checkEvery:
		s.looked = now
		return s.readCheck(), time.Second
	case s.checking():
		return nil, time.Second
	case s.restart != nil && s.restart.Report().Ended.IsZero():
		return nil, time.Second
	case s.following() && !s.children.loading() && now.Sub(s.looked) >= followEvery:
		s.looked = now
		return s.askChildren(), time.Second
	case s.following():
		return nil, time.Second
	}
	return nil, 0
}

// checking reports a pre-check that is under way.
func (s *objectsSaving) checking() bool {
	return s.check != nil && tookOn(outcomeOf(s.check)) && (!s.result.have || s.result.value.Process < 100) && s.result.tries < 5
}

// checked reports that the pre-check lets the job take its objects on.
func (s *objectsSaving) checked() bool {
	return s.check != nil && s.result.have && s.result.value.Process >= 100 && s.result.value.Passed()
}

// tookOn reports an outcome with which the service has taken something on.
func tookOn(o model.Outcome) bool { return o.Kind == model.Accepted || o.Kind == model.Done }

// following reports that a child copies what has joined.
func (s *objectsSaving) following() bool {
	if s.restart == nil || s.restart.Report().Ended.IsZero() || !tookOn(outcomeOf(s.restart)) {
		return false
	}
	child, ok := s.child()
	return !ok || !childOver(child)
}

func childOver(j model.Job) bool {
	switch j.Status.String() {
	case "RELEASE_CHILD_TRANSFER_COMPLETE", "DELETED":
		return true
	}
	return j.State.Family == model.Failed
}

// child is the job that was born of the re-edit.
func (s *objectsSaving) child() (model.Job, bool) {
	for _, j := range s.children.value {
		if !s.since[j.ID] {
			return j, true
		}
	}
	return model.Job{}, false
}

// Actions of the page: the next step, and the ways on.
func (s *objectsSaving) Actions() []Action {
	scroll := func(by int) func() (tea.Cmd, Nav) {
		return func() (tea.Cmd, Nav) { s.top = max(s.top+by, 0); return nil, stay }
	}
	acts := []Action{}
	if outcomeOf(s.run).Elsewhere {
		acts = append(acts, act(groupChange, 1, "what they changed", "e", func() (tea.Cmd, Nav) { return nil, popThen(s.page.askTheirs) }))
	} else if s.running() {
		acts = append(acts,
			act(groupChange, 1, "pre-check", "K", s.runCheck).named("run the pre-check for the re-edit").unless(s.cannotCheck),
			act(groupChange, 2, "take on", "R", s.takeOn).named("have the job take its new objects on").unless(s.cannotTakeOn),
		)
	}
	return append(acts,
		act(groupLook, 3, "open the job", "enter", func() (tea.Cmd, Nav) { return nil, push(newJob(s.env, s.job, model.NoSample())) }),
		act(groupLook, 0, "scroll", "pgdown", scroll(5), "down", "j").shown("pgdn pgup"),
		act(groupLook, 0, "", "pgup", scroll(-5), "up", "k"),
		act(groupFind, 5, "read again", "r", s.again),
		act(groupLeave, 90, "objects", "esc", func() (tea.Cmd, Nav) { return nil, pop() }, "q"),
	)
}

func (s *objectsSaving) again() (tea.Cmd, Nav) {
	cmds := []tea.Cmd{s.askChildren()}
	if s.check != nil {
		cmds = append(cmds, s.readCheck())
	}
	return tea.Batch(cmds...), stay
}

func (s *objectsSaving) cannotCheck() string {
	switch {
	case !s.saved():
		return "the objects are not known to be saved"
	case s.check != nil && (s.check.Report().Ended.IsZero() || s.checking()):
		return "a pre-check is under way"
	case s.restart != nil && tookOn(outcomeOf(s.restart)):
		return "the job has taken its objects on"
	}
	if s.env.where().ReadOnly {
		return "this session is read-only"
	}
	return model.CanCheckReEdit(s.env.client.Capabilities(), s.job)
}

func (s *objectsSaving) cannotTakeOn() string {
	switch {
	case !s.saved():
		return "the objects are not known to be saved"
	case !s.checked():
		return "the pre-check for it has not passed: K runs it"
	case s.restart != nil && (s.restart.Report().Ended.IsZero() || tookOn(outcomeOf(s.restart))):
		return "it was sent already"
	}
	return cannotDo(s.env, s.job, model.ReEdit)
}

// step opens the review of the next write.
func (s *objectsSaving) step(plan model.Plan, title string, sent func(*client.Run)) (tea.Cmd, Nav) {
	p := &planned{env: s.env, plan: plan, title: title + " " + s.job.Name.String()}
	p.about = func(w int) []string {
		return effectLines(s.env.theme, model.Effects(plan.Wish, model.Sum{Tally: model.Tally{Goes: 1}}, s.env.serviceNow(), s.env.zone), w)
	}
	p.sent = func(run *client.Run) (tea.Cmd, Nav) {
		sent(run)
		return nil, pop()
	}
	return nil, push(p.open())
}

func (s *objectsSaving) runCheck() (tea.Cmd, Nav) {
	c := s.env.client
	return s.step(model.PlanReEditCheck(c.NewIntent(), c.Capabilities(), s.job), "pre-check", func(run *client.Run) {
		s.check = run
		forget(&s.result)
	})
}

func (s *objectsSaving) takeOn() (tea.Cmd, Nav) {
	c, pick := s.env.client, model.Pick{Job: s.job}
	if s.checked() {
		pick.Check = &s.result.value
	}
	return s.step(model.NewPlan(c.NewIntent(), c.Capabilities(), model.Wish{Verb: model.ReEdit}, []model.Pick{pick}), "re-edit", func(run *client.Run) { s.restart = run })
}

// Moved puts the page upon what the job holds once that is what was sent, also where nobody
// looks at the steps any more. What was changed since stays.
func (s *objectsPage) Moved(run *client.Run, over bool) tea.Cmd {
	if run != s.sent || !over || outcomeOf(run).Kind != model.Done || s.state() != s.went {
		return nil
	}
	return s.savedNow()
}

// savedNow puts the page upon what the job holds now: all that was sent was taken on.
func (s *objectsPage) savedNow() tea.Cmd {
	s.letGo()
	s.replaces = false
	forget(&s.held)
	return s.askHeld()
}
