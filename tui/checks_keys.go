package tui

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"drover/model"
)

// actions of the pre-check's tab.
func (t *checkTab) actions() []Action {
	fold := func(open bool) func() (tea.Cmd, Nav) {
		return func() (tea.Cmd, Nav) { t.fold(open); return nil, stay }
	}
	skip := "skip"
	if n := len(t.marks); n > 0 {
		skip += " " + digit(n)
	}
	return []Action{
		act(groupMark, 2, "to skip", "space", func() (tea.Cmd, Nav) { t.mark(); return nil, stay }).named("mark an item to be skipped").unless(t.cannotMark),
		act(groupChange, 2, skip, "X", t.skip).named("skip items of the pre-check, with a reason").unless(t.cannotSkip).to(t.pane.job.Name.String()),
		t.runAction(1),
		act(groupLook, 5, "whole item", "enter", t.whole).unless(t.nothing),
		act(groupLook, 6, "unfold, fold", "l", fold(true), "right").shown("l h").unless(t.nothing),
		act(groupLook, 0, "", "h", fold(false), "left"),
	}
}

// runAction is the key that runs a pre-check, on whatever tab the job is seen.
func (t *checkTab) runAction(foot int) Action {
	return act(groupChange, foot, "pre-check", "K", t.run).named("run a pre-check").unless(t.cannotRun).to(t.pane.job.Name.String())
}

func (t *checkTab) nothing() string {
	if _, ok := t.row(); !ok {
		return "there is no item under the cursor"
	}
	return ""
}

// fold unfolds the row under the cursor, or folds it.
func (t *checkTab) fold(open bool) {
	if r, ok := t.row(); ok {
		if t.open == nil {
			t.open = map[string]bool{}
		}
		t.open[r.key()] = open
		t.show(t.rows())
	}
}

// whole shows an item in full: raw text, every object, the data as it came.
func (t *checkTab) whole() (tea.Cmd, Nav) {
	r, ok := t.row()
	switch {
	case !ok:
		return nil, stay
	case r.kind != oneItem:
		t.fold(!t.open[r.key()])
		return nil, stay
	}
	it := r.item
	text := []string{joined("   ", it.Item, it.Result, it.Group)}
	for _, part := range []struct {
		label string
		words model.Text
	}{{"the service: ", it.Reason}, {"raw: ", it.Raw}} {
		if !part.words.Empty() {
			text = append(text, "", part.label+part.words.String())
		}
	}
	if words, _ := it.Words(); words.Mend != "" {
		text = append(text, "", "to mend: "+words.Mend)
	}
	if why := it.CannotSkip(); why != "" {
		text = append(text, "", "not to be skipped: "+why)
	}
	for _, s := range it.Subs {
		text = append(text, "", "subtask "+joined("   ", s.Name, s.Result)+"   "+s.ID.String())
	}
	if n := len(it.Objects); n > 0 {
		text = append(text, "", "objects: "+digit(n))
		for _, o := range it.Objects {
			text = append(text, o.String())
		}
	}
	if !it.Data.Empty() {
		text = append(text, "", "data: "+it.Data.String())
	}
	return nil, push(newWhole(t.pane.env, it.Title(), text, true))
}

// mark marks the item under the cursor to be passed over, and goes on.
func (t *checkTab) mark() {
	r, _ := t.row()
	if t.marks == nil {
		t.marks = map[model.Text]bool{}
	}
	if t.marks[r.item.Item] {
		delete(t.marks, r.item.Item)
	} else {
		t.marks[r.item.Item] = true
	}
	rows := t.rows()
	t.at = min(t.at+1, len(rows)-1)
	t.show(rows)
}

func (t *checkTab) cannotMark() string {
	r, ok := t.row()
	switch {
	case !ok || r.kind != oneItem:
		return "there is no item under the cursor that did not pass"
	case t.marks[r.item.Item]:
		return ""
	case t.cannot(model.SkipItem) != "":
		return t.cannot(model.SkipItem)
	case !t.check().Done():
		return "the pre-check still runs"
	}
	return r.item.CannotSkip()
}

func (t *checkTab) cannot(verb model.Verb) string { return cannotDo(t.pane.env, t.pane.job, verb) }

// cannotDo is why a verb is not for a job now.
func cannotDo(e *env, job model.Job, verb model.Verb) string {
	if e.client.Place().ReadOnly {
		return "this session is read-only"
	}
	return model.Can(e.client.Capabilities(), job, verb)
}

func (t *checkTab) cannotSkip() string {
	if len(t.marks) == 0 {
		return t.cannotMark()
	}
	return t.cannot(model.SkipItem)
}

// skip asks why the marked items, or the one under the cursor, are to be
// passed over; a review follows.
func (t *checkTab) skip() (tea.Cmd, Nav) {
	var codes []model.Text
	for _, r := range t.rows() {
		if t.marks[r.item.Item] {
			codes = append(codes, r.item.Item)
		}
	}
	if len(codes) == 0 {
		r, _ := t.row()
		codes = []model.Text{r.item.Item}
	}
	e, job := t.pane.env, t.pane.job
	return nil, push(&prompt{
		env: e, title: "skip " + plural(len(codes), "item", "items"), label: "reason", field: newLine(""),
		about: "It goes to the service with the items; a review comes first.",
		take: func(reason string) (tea.Cmd, Nav, string) {
			if err := checkReason(reason); err != nil {
				return nil, stay, err.Error()
			}
			wish := model.Wish{Verb: model.SkipItem, Skip: model.SkipOf(codes, reason)}
			return nil, replace(reviewOf(e, wish, []model.Pick{{Job: job}})), ""
		},
	})
}

// longestReason is how long a reason may be: the contract sets no limit, and a
// line is what somebody reads again.
const longestReason = 256

func checkReason(reason string) error {
	switch {
	case strings.TrimSpace(reason) == "":
		return errors.New("say why: whoever reads the job later will ask")
	case len([]rune(reason)) > longestReason:
		return errors.New("at most " + digit(longestReason) + " letters")
	}
	return nil
}

func (t *checkTab) cannotRun() string {
	if why := t.cannot(model.RunCheck); why != "" || !t.underWay() {
		return why
	}
	return "one runs already, " + digit(t.check().Process) + " %"
}

// run opens the review of a pre-check; what it finds lands here.
func (t *checkTab) run() (tea.Cmd, Nav) {
	return nil, push(reviewOf(t.pane.env, model.Wish{Verb: model.RunCheck}, []model.Pick{{Job: t.pane.job}}))
}

// newWorklist is a job's page at its pre-check.
func newWorklist(e *env, job model.Job, sample model.Sample) *jobScreen {
	s := newJob(e, job, sample)
	s.pane.tab = tabCheck
	return s
}

// preCheck opens the worklist of the job under the cursor, or what the
// pre-checks of the marked ones found side by side.
func (s *jobsScreen) preCheck() (tea.Cmd, Nav) {
	picks := s.picks()
	if len(picks) != 1 {
		return nil, push(newMatrix(s.env, picks, s.markOnly))
	}
	job, sample := picks[0].Job, model.NoSample()
	if r, ok := s.table.Get(job.ID); ok {
		sample = r.sample
	}
	return nil, push(newWorklist(s.env, job, sample))
}

// markOnly marks these jobs and no others.
func (s *jobsScreen) markOnly(ids []model.JobID) {
	s.table.ClearMarks()
	s.table.Mark(ids...)
}

// runChecks opens the review of a pre-check of the jobs meant.
func (s *jobsScreen) runChecks() (tea.Cmd, Nav) {
	return nil, push(reviewOf(s.env, model.Wish{Verb: model.RunCheck}, s.picks()))
}

// checkActions are the list's keys for pre-checks.
func (s *jobsScreen) checkActions() []Action {
	what := "pre-check"
	if n := s.table.Marks(); n > 0 {
		what += " " + digit(n)
	}
	return []Action{
		act(groupLook, 0, "check", "c", s.preCheck).named("check: what the pre-check found").unless(func() string {
			return cmp.Or(s.env.can().Lacks(model.FacetChecks), s.nothingMeant())
		}).to(s.meantWords()),
		act(groupChange, 0, what, "K", s.runChecks).named("run a pre-check").unless(s.cannotCheck).to(s.meantWords()),
	}
}

// cannotCheck is why no pre-check can be run: of the job under the cursor, or
// of a few marked ones, not one of which can have one.
func (s *jobsScreen) cannotCheck() string {
	if why := s.nothingMeant(); why != "" {
		return why
	}
	picks := s.picks()
	if len(picks) > fewMarked || slices.ContainsFunc(picks, func(p model.Pick) bool { return cannotDo(s.env, p.Job, model.RunCheck) == "" }) {
		return ""
	}
	why := cannotDo(s.env, picks[0].Job, model.RunCheck)
	if len(picks) > 1 {
		why = "none of the " + digit(len(picks)) + " marked can: " + why
	}
	return why
}

// openCheck leads from a review to what the pre-check of its job found.
func (r *review) openCheck() (tea.Cmd, Nav) {
	return nil, push(newWorklist(r.env, r.plan.Step(r.cursor).Job, model.NoSample()))
}

func (r *review) noCheck() string {
	switch {
	case !r.plan.Wish().NeedsCheck():
		return "it needs no pre-check"
	case r.cursor >= r.plan.Len():
		return "there is no job under the cursor"
	}
	return ""
}
