package tui

import (
	"context"
	"errors"

	tea "charm.land/bubbletea/v2"

	"drover/client"
	"drover/model"
)

// compare lays two jobs side by side, section by section, and takes values of one
// over to the other: as an edit of that, which is reviewed before it is sent.
type compare struct {
	env    *env
	jobs   [2]model.Job
	read   [2]remote[model.Reading]
	blocks []model.Block
	rows   []compareRow
	into   int                     // which job takes: its place in jobs
	marks  map[model.FieldKey]bool // values to be taken together
	open   map[string]bool         // what is unfolded, by the rows' ids
	at     int                     // the row with the cursor
	top    int
	stale  bool // an edit was opened from here: what was read may be old
	width  int
	height int
}

// newCompare compares two jobs; at first the second takes from the first.
func newCompare(e *env, a, b model.Job) *compare {
	return &compare{env: e, jobs: [2]model.Job{a, b}, into: 1, marks: map[model.FieldKey]bool{}, open: map[string]bool{}}
}

// letterOf is what a job is called on the page.
func letterOf(side int) string { return [2]string{"A", "B"}[side] }

// Title names the page.
func (s *compare) Title() string { return "compare" }

// Init reads both jobs.
func (s *compare) Init() tea.Cmd { return tea.Batch(s.ask(0), s.ask(1)) }

// ask reads one job whole.
func (s *compare) ask(side int) tea.Cmd {
	c, job := s.env.client, s.jobs[side]
	return ask(s.env, s, &s.read[side], func(ctx context.Context) (model.Reading, error) {
		d, parts, err := c.Sections(ctx, job.ID, model.Comparable(job)...)
		return model.Reading{Detail: d, Parts: parts}, err
	})
}

func (s *compare) Resize(w, h int) { s.width, s.height = w, h; s.reveal() }

// Typing: there is no field.
func (s *compare) Typing() bool { return false }

// Closed waits for nothing.
func (s *compare) Closed() {
	for side := range s.read {
		s.read[side].drop()
	}
}

// Resumed reads the job that may have been changed from here.
func (s *compare) Resumed() tea.Cmd {
	if !s.stale {
		return nil
	}
	s.stale = false
	return s.Init()
}

// Update takes what was read.
func (s *compare) Update(msg tea.Msg) (tea.Cmd, Nav) {
	if m, ok := msg.(answer[model.Reading]); ok && m.take() && m.err == nil {
		for side := range s.read {
			if s.read[side].have {
				s.jobs[side] = s.read[side].value.Detail.Job
			}
		}
		s.lay()
	}
	return nil, stay
}

// lay compares what was read.
func (s *compare) lay() {
	if !s.ready() {
		return
	}
	s.blocks = model.Compare(s.read[0].value, s.read[1].value)
	for key := range s.marks {
		if p, ok := s.pair(key); !ok || p.Same {
			delete(s.marks, key)
		}
	}
	s.list()
}

// ready reports whether both were read.
func (s *compare) ready() bool { return s.read[0].have && s.read[1].have }

// loading reports whether one is being read.
func (s *compare) loading() bool { return s.read[0].loading() || s.read[1].loading() }

// pair finds a value by its key.
func (s *compare) pair(key model.FieldKey) (model.Pair, bool) {
	for _, b := range s.blocks {
		for _, p := range b.Pairs {
			if p.Key == key && key != "" {
				return p, true
			}
		}
	}
	return model.Pair{}, false
}

// again reads both anew.
func (s *compare) again() (tea.Cmd, Nav) { return s.Init(), stay }

// loginEnded reports that nothing can be read before somebody logs in.
func (s *compare) loginEnded() bool {
	for side := range s.read {
		var e *client.Error
		if errors.As(s.read[side].err, &e) && e.Kind == client.LoginEnded {
			return true
		}
	}
	return s.env.ended != nil
}

// compareAction is the list's key: the marked ones are compared, or the marked
// one and the cursor's; of what lacks, it asks.
func (s *jobsScreen) compareAction() Action {
	foot := 0
	if s.table.Marks() == 2 {
		foot = 8
	}
	return act(groupMark, foot, "compare", "=", s.compare).named("compare two jobs").to(s.meantWords()).unless(s.cannotCompare)
}

func (s *jobsScreen) cannotCompare() string {
	switch n := s.table.Marks(); {
	case n > 2:
		return "two jobs are compared: " + digit(n) + " are marked"
	case n > 0:
		return unless(len(s.marked()) == n, "a marked job is not listed any more")
	}
	return s.noCursor()
}

// marked are the marked jobs, in the list's order.
func (s *jobsScreen) marked() []model.Job {
	var out []model.Job
	for r := range s.table.Each {
		if s.table.IsMarked(r.job.ID) {
			out = append(out, r.job.Job())
		}
	}
	return out
}

func (s *jobsScreen) compare() (tea.Cmd, Nav) {
	var jobs []model.Job
	if s.table.Marks() > 0 {
		jobs = s.marked()
	}
	if r, ok := s.table.Cursor(); ok && len(jobs) < 2 && s.noCursor() == "" && (len(jobs) == 0 || jobs[0].ID != r.job.ID) {
		jobs = append(jobs, r.job.Job())
	}
	if len(jobs) == 2 {
		return nil, push(newCompare(s.env, jobs[0], jobs[1]))
	}
	p := newPickJob(s.env, "compare "+jobs[0].Name.String()+" with which job", nil)
	p.open = func(other model.Job) (tea.Cmd, Nav) {
		if other.ID == jobs[0].ID {
			words := "a job is the same as itself: choose another"
			return s.env.say(note{kind: noteBad, text: words, bare: words}), stay
		}
		return nil, push(newCompare(s.env, jobs[0], other))
	}
	return nil, push(p)
}
