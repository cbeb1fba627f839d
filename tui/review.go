package tui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"drover/client"
	"drover/model"
)

// review is what stands between a wish and a write: every job with its
// reason, when, the exact request, and a guard as strong as the risk.
type review struct {
	env    *env
	owner  Screen // what lies on the stack: the review, or a dialog that shows it
	plan   *model.Planner
	open   map[model.JobID]bool // jobs with an earlier write of unknown outcome
	places map[model.JobID]int  // of the jobs among the steps; nil until one is looked for

	drawn     bool // keys typed before the first picture are dropped
	focus     reviewFocus
	field     line // the number, or the word
	whenIn    line // the moment of a start, as it is typed
	whenErr   error
	typedWhen bool   // it was, by hand
	warned    bool   // it was asked whether the moment that was typed may be dropped
	note      string // why Send did nothing
	sent      bool

	checks checks
	status remote[samples]
	states states
	read   time.Time // when the jobs were last read
	lines  heights
	top    int // first line on screen
	cursor int // the step under the cursor, for leaving out
	width  int
	height int
}

type reviewFocus uint8

const (
	onGuard reviewFocus = iota // the typed number or word; Back if nothing is typed
	onSend
	onChoice // the moment of a start, the mode of a pause
	onBack
)

// reviewDrawn says that the first picture can have been seen.
type reviewDrawn struct{}

const seenAfter = 120 * time.Millisecond

func newReview(e *env, wish model.Wish, picks []model.Pick) *review {
	r := &review{
		env: e, field: newLine(""), whenIn: newLine(""), checks: newChecks(),
		plan: model.NewPlanner(e.client.NewIntent(), e.client.Capabilities(), wish, picks),
	}
	r.owner = r
	r.reopen()
	if t, ok := wish.When.Time(); ok {
		r.whenIn.set(t.Format("2006-01-02 15:04Z"))
	}
	r.focus = r.firstFocus()
	return r
}

// reviewOf is the review of a wish: one job that is to be ended or deleted is
// asked for over the list, all else on a page.
func reviewOf(e *env, wish model.Wish, picks []model.Pick) Screen {
	r := newReview(e, wish, picks)
	if r.final() && len(picks) == 1 && !r.plan.Wish().NeedsCheck() {
		return newReviewDialog(r)
	}
	return r
}

func (r *review) verb() model.Verb { return r.plan.Wish().Verb }

// final reports a verb that nothing takes back.
func (r *review) final() bool { return r.verb().Final() }

// Title starts with the verb, and counts all that were meant: start 4 jobs.
func (r *review) Title() string {
	return verbJobs(r.verb(), r.plan.Len())
}

// Init reads the jobs' states anew and their pre-checks one by one.
func (r *review) Init() tea.Cmd {
	drawn := tea.Tick(seenAfter, func(time.Time) tea.Msg { return reply{to: r.owner, msg: reviewDrawn{}} })
	return tea.Batch(drawn, r.readJobs())
}

func (r *review) Resize(w, h int) { r.width, r.height = w, h }

// Typing: the number field takes digits only, so letters stay commands; a
// word field and the moment take all.
func (r *review) Typing() bool { return true }

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
		r.pressed(m.String())
		return r.key(m)
	case tea.PasteMsg:
		if r.focus == onChoice && r.verb() == model.Start && r.drawn {
			r.whenIn.take(m)
			r.typedWhen = true
			r.parseWhen()
		} else if r.focus == onGuard {
			r.note = "it is typed, never pasted"
		}
	}
	return nil, stay
}

// stale is the age from which on a review reads its jobs again before it
// sends.
const stale = time.Minute

// send hands the plan to the client, which journals it before a byte leaves.
func (r *review) send() (tea.Cmd, Nav) {
	if why := r.cannotSend(); why != "" {
		r.note = why
		if g := r.guard(); g.word != "" && why == g.why() {
			r.focus = onGuard // what is typed next is the word
		}
		return nil, stay
	}
	if r.read.IsZero() {
		r.note = "the states could not be read; " + r.keyAgain() + " them again"
		return nil, stay
	}
	if r.env.now().Sub(r.read) > stale {
		r.note = "this review was older than 60s: it reads its jobs again; press Send anew"
		return r.readJobs(), stay
	}
	if t, ok := r.plan.When().Time(); ok {
		if _, err := model.ParseWhen(t.Format("2006-01-02 15:04Z"), r.env.serviceNow(), time.UTC); err != nil {
			r.whenErr, r.note = err, "the time has come too near: "+err.Error()
			return nil, stay
		}
	}
	run, err := r.env.client.Apply(context.Background(), r.plan.Plan())
	if err != nil {
		r.note = model.Clean(err.Error())
		return nil, stay
	}
	r.sent = true
	return r.env.own(run), replace(newReport(r.env, run))
}

// retryReview is the review of what a run's report offers again, with the wish
// of that run.
func retryReview(e *env, run *client.Run) Screen {
	report := run.Report()
	again := model.Retry("", e.client.Capabilities(), report.Plan, report)
	now := map[model.JobID]model.Result{}
	for _, row := range report.Rows {
		now[row.ID] = row
	}
	var picks []model.Pick
	for _, s := range again.Steps {
		pick := model.Pick{Job: s.Job}
		if row := now[s.Job.ID]; row.Now.ID == s.Job.ID {
			pick.Job, pick.Sample = row.Now, &row.Sample
		}
		picks = append(picks, pick)
	}
	return reviewOf(e, report.Plan.Wish, picks)
}
