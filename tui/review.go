package tui

import (
	"context"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"drover/client"
	"drover/model"
)

// review is what stands between a wish and a write: every job with its
// reason, when, the exact request, and a guard as strong as the risk.
type review struct {
	env    *env
	intent string
	verb   model.Verb
	picks  []model.Pick
	when   model.When
	plan   model.Plan

	drawn   bool // keys typed before the first picture are dropped
	focus   reviewFocus
	field   line // the number, or the word
	whenIn  line // the moment, as it is typed
	whenErr error
	note    string // why Send did nothing
	sent    bool

	checks map[model.JobID]*remote[model.PreCheck]
	asking int // pre-checks under way
	status remote[samples]
	read   time.Time // when the jobs were last read
	top    int       // first line on screen
	cursor int       // the step under the cursor, for leaving out
	width  int
	height int
}

type reviewFocus uint8

const (
	onGuard reviewFocus = iota // the typed number or word; Back if nothing is typed
	onSend
	onWhen
	onBack
)

// checksAtOnce is how many pre-checks are read at the same time: the service
// answers them one job a call.
const checksAtOnce = 4

// reviewDrawn says that the first picture can have been seen.
type reviewDrawn struct{}

const seenAfter = 120 * time.Millisecond

func newReview(e *env, picks []model.Pick, when model.When) *review {
	r := &review{
		env: e, intent: e.client.NewIntent(), verb: model.Start, picks: picks, when: when,
		field: newLine(""), whenIn: newLine(""), checks: map[model.JobID]*remote[model.PreCheck]{},
	}
	if t, ok := when.Time(); ok {
		r.whenIn.set(t.Format("2006-01-02 15:04Z"))
	}
	r.replan()
	r.focus = r.firstFocus()
	return r
}

// Title starts with the verb: start 4 jobs.
func (r *review) Title() string {
	return string(r.verb) + " " + plural(len(r.picks), "job", "jobs")
}

// Init reads the jobs' states anew and their pre-checks one by one.
func (r *review) Init() tea.Cmd {
	drawn := tea.Tick(seenAfter, func(time.Time) tea.Msg { return reply{to: r, msg: reviewDrawn{}} })
	return tea.Batch(drawn, r.readJobs())
}

func (r *review) Resize(w, h int) { r.width, r.height = w, h }

// Typing: the number field takes digits only, so letters stay commands; a
// word field and the moment take all.
func (r *review) Typing() bool { return true }

// replan makes the plan anew from what is known now.
func (r *review) replan() {
	open := unresolvedIDs(r.env.client)
	for i, p := range r.picks {
		r.picks[i].Open = open[p.Job.ID]
	}
	r.plan = model.PlanStart(r.intent, r.env.client.Capabilities(), r.picks, r.when)
	r.cursor = min(r.cursor, max(len(r.plan.Steps)-1, 0))
}

// readJobs reads the status of every job; the pre-checks follow.
func (r *review) readJobs() tea.Cmd {
	ids := make([]model.JobID, 0, len(r.picks))
	for _, p := range r.picks {
		ids = append(ids, p.Job.ID)
	}
	c := r.env.client
	return ask(r.env, r, &r.status, func(ctx context.Context) (samples, error) { return c.Status(ctx, ids) })
}

// Update takes answers, and keys once the review could be seen.
func (r *review) Update(msg tea.Msg) (tea.Cmd, Nav) {
	switch m := msg.(type) {
	case reviewDrawn:
		r.drawn = true
	case answer[samples]:
		return r.statusRead(m), stay
	case answer[model.PreCheck]:
		return r.checkRead(m), stay
	case tea.KeyPressMsg:
		if !r.drawn {
			return nil, stay
		}
		return r.key(m)
	case tea.PasteMsg:
		if r.focus == onWhen && r.drawn {
			r.whenIn.take(m)
			r.parseWhen()
		} else if r.focus == onGuard {
			r.note = "the number is typed, never pasted"
		}
	}
	return nil, stay
}

// statusRead lays fresh states over the picks and starts the pre-checks.
func (r *review) statusRead(a answer[samples]) tea.Cmd {
	if !a.take() {
		return nil
	}
	if a.err != nil {
		r.note = "the states could not be read: " + strings.TrimRight(shortError(a.err), ".") + "; r reads again"
		return r.nextChecks()
	}
	r.read = a.at
	changed := ""
	for i, p := range r.picks {
		got, ok := a.value[p.Job.ID]
		if !ok || got.Status.Empty() || got.Status == p.Job.Status {
			continue
		}
		r.picks[i].Job = p.Job.WithStatus(got.Status)
		changed = p.Job.Name.String() + " is " + r.picks[i].Job.State.Word + " now"
	}
	r.replan()
	if changed != "" && r.sentBefore() {
		r.note = changed + "; press Send anew"
	}
	return r.nextChecks()
}

// sentBefore reports whether Send was pressed on a review that was too old.
func (r *review) sentBefore() bool { return r.note != "" }

// nextChecks asks for pre-checks that are not read yet, a few at a time.
func (r *review) nextChecks() tea.Cmd {
	var cmds []tea.Cmd
	c := r.env.client
	for _, p := range r.picks {
		if r.asking >= checksAtOnce {
			break
		}
		if p.Check != nil || p.CheckEr != "" || r.checks[p.Job.ID] != nil || model.Can(c.Capabilities(), p.Job, r.verb) != "" {
			continue
		}
		id, slot := p.Job.ID, &remote[model.PreCheck]{}
		r.checks[id] = slot
		r.asking++
		cmds = append(cmds, ask(r.env, r, slot, func(ctx context.Context) (model.PreCheck, error) { return c.PreCheck(ctx, id) }))
	}
	return tea.Batch(cmds...)
}

// Moved plans anew when a run settles what held a job back.
func (r *review) Moved(*client.Run, bool) tea.Cmd {
	r.replan()
	return nil
}

func (r *review) checkRead(a answer[model.PreCheck]) tea.Cmd {
	if !a.take() {
		return nil
	}
	r.asking--
	for i, p := range r.picks {
		if r.checks[p.Job.ID] != a.slot {
			continue
		}
		if a.err != nil {
			r.picks[i].CheckEr = shortError(a.err)
		} else {
			check := a.value
			r.picks[i].Check = &check
		}
	}
	if strings.HasPrefix(r.note, waiting) {
		r.note = ""
	}
	r.replan()
	return r.nextChecks()
}

// waiting begins the sentence that is over once all pre-checks are read.
const waiting = "wait for "

// again reads states and pre-checks anew.
func (r *review) again() (tea.Cmd, Nav) {
	for id, slot := range r.checks {
		slot.drop()
		delete(r.checks, id)
	}
	r.asking, r.note = 0, ""
	for i := range r.picks {
		r.picks[i].Check, r.picks[i].CheckEr = nil, ""
	}
	r.replan()
	return r.readJobs(), stay
}

// stale is the age from which on a review reads its jobs again before it
// sends.
const stale = time.Minute

// send hands the plan to the client, which journals it before a byte leaves.
func (r *review) send() (tea.Cmd, Nav) {
	if why := r.cannotSend(); why != "" {
		r.note = why
		return nil, stay
	}
	if r.read.IsZero() {
		r.note = "the states could not be read; r reads them again"
		return nil, stay
	}
	if r.env.now().Sub(r.read) > stale {
		r.note = "this review was older than 60s: it reads its jobs again; press Send anew"
		return r.readJobs(), stay
	}
	if t, ok := r.when.Time(); ok {
		if _, err := model.ParseWhen(t.Format("2006-01-02 15:04Z"), r.env.serviceNow(), time.UTC); err != nil {
			r.whenErr, r.note = err, "the time has come too near: "+err.Error()
			return nil, stay
		}
	}
	run, err := r.env.client.Apply(context.Background(), r.plan)
	if err != nil {
		r.note = model.Clean(err.Error())
		return nil, stay
	}
	r.sent = true
	return r.env.own(run), replace(newReport(r.env, run))
}

// run is what a report offers again.
func retryReview(e *env, run *client.Run) *review {
	report := run.Report()
	again := model.Retry("", e.client.Capabilities(), report.Plan, report)
	now := map[model.JobID]model.Job{}
	for _, row := range report.Rows {
		now[row.ID] = row.Now
	}
	var picks []model.Pick
	for _, s := range again.Steps {
		job := s.Job
		if j, ok := now[job.ID]; ok {
			job = j
		}
		picks = append(picks, model.Pick{Job: job})
	}
	return newReview(e, picks, report.Plan.When)
}
