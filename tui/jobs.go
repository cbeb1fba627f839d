package tui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"drover/model"
	"drover/tui/table"
	"drover/tui/theme"
)

// jobsScreen is the root: every job of the project, one row each.
type jobsScreen struct {
	env    *env
	table  *table.Table[model.JobID, *row]
	tally  tally
	filter filter
	sort   sorting
	read   reading
	rested model.JobID // whose facts the detail line shows: the cursor's, once it has rested
	moves  int         // counts cursor moves, so that only the last one's rest counts
	stood  int         // the move after which the cursor has rested last
	width  int
	height int
}

// row is one line of the list. A row is never changed in place: what is new
// is put into a copy.
type row struct {
	job        model.Job
	name       string // cleaned, for order and cells
	hay        string // what words of the filter look at
	sample     model.Sample
	pass       int          // the reading that saw it last
	at         time.Time    // when a scheduled start is due, where the moment is known
	unresolved bool         // a write on it has an unknown outcome
	trail      *model.Trail // lag seen since the start; nil: none
}

func newJobs(e *env) *jobsScreen {
	s := &jobsScreen{env: e}
	s.table = table.New(table.Options[model.JobID, *row]{
		Key:      func(r *row) model.JobID { return r.job.ID },
		Parent:   func(r *row) (model.JobID, bool) { return r.job.Parent, !r.job.Parent.Empty() },
		Flag:     s.flag,
		Gone:     s.goneNote,
		Siblings: byName,
		Theme:    e.theme,
	})
	s.read.auto = true
	e.listed = func(id model.JobID) (model.Job, model.Sample, bool) {
		r, ok := s.table.Get(id)
		if !ok {
			return model.Job{}, model.NoSample(), false
		}
		return r.job, r.sample, true
	}
	s.setSort(sortName, false)
	return s
}

func (s *jobsScreen) Title() string { return "jobs" }

// Init reads the list for the first time.
func (s *jobsScreen) Init() tea.Cmd { return s.readAll() }

// Resize fits table and columns; what the screen keeps for itself are the
// header, the titles, the rule and, where there is room, the detail line.
func (s *jobsScreen) Resize(w, h int) {
	s.width, s.height = w, h
	s.table.SetColumns(s.columns(w))
	s.table.Resize(w, max(h-s.chrome(), 0))
}

// Themed takes up a theme that has changed.
func (s *jobsScreen) Themed() {
	s.table.SetTheme(s.env.theme)
	s.table.SetColumns(s.columns(s.width))
}

func (s *jobsScreen) chrome() int {
	switch {
	case s.env.tall():
		return 4
	case s.env.roomy():
		return 3
	}
	return 1
}

func (s *jobsScreen) Typing() bool { return s.filter.open }

// Update takes pages, samples and the filter's letters.
func (s *jobsScreen) Update(msg tea.Msg) (tea.Cmd, Nav) {
	switch m := msg.(type) {
	case batch:
		return s.landed(m), stay
	case answer[samples]:
		s.sampled(m)
	case refreshDue:
		return s.due(m), stay
	case cursorRested:
		return s.rest(m), stay
	case runChanged:
		return s.runChanged(m), stay
	case tea.KeyPressMsg:
		return s.typeFilter(m)
	case tea.PasteMsg:
		if s.filter.open {
			s.filter.field.take(m)
			s.applyFilter()
		}
	}
	return nil, stay
}

// Tick asks for a second's clock while something on screen counts seconds.
func (s *jobsScreen) Tick(time.Time) (tea.Cmd, time.Duration) {
	if s.read.counting(s.env) {
		return nil, time.Second
	}
	return nil, 0
}

// cursorRested comes 150 ms after a move of the cursor.
type cursorRested struct{ move int }

const restAfter = 150 * time.Millisecond

// moved starts the time after which what follows the cursor is redrawn.
func (s *jobsScreen) moved() tea.Cmd {
	s.moves++
	move := s.moves
	return tea.Tick(restAfter, func(time.Time) tea.Msg { return reply{to: s, msg: cursorRested{move}} })
}

func (s *jobsScreen) rest(m cursorRested) tea.Cmd {
	if m.move != s.moves {
		return nil
	}
	s.rested, _ = s.table.CursorKey()
	s.stood = s.moves
	return s.readVisible()
}

// Moving reports whether the cursor has moved and not yet rested.
func (s *jobsScreen) Moving() bool { return s.stood != s.moves }

// flag is the third cell of the gutter: an unresolved write goes first.
func (s *jobsScreen) flag(r *row) theme.Span {
	signs := s.env.theme.Signs()
	switch {
	case r.unresolved:
		return theme.Span{Text: signs.Unresolved, Tone: theme.Unknown}
	case runsOut(r, s.env.now()):
		return theme.Span{Text: signs.Flag, Tone: theme.Warn}
	}
	return theme.Span{}
}

// goneNote stands beside a row that left while the cursor was on it.
func (s *jobsScreen) goneNote(_ *row, listed bool) string {
	if listed {
		return "does not match the filter any more"
	}
	return "not listed since " + model.Clock(s.read.last, time.UTC)
}

// runsOut reports whether a known clock of the job ends within a day: an
// unused configuration loses its node three days after creation.
func runsOut(r *row, now time.Time) bool {
	if r.job.Status.Raw() != "CONFIGURATION" || r.job.Created.IsZero() {
		return false
	}
	age := now.Sub(r.job.Created)
	return age > 48*time.Hour && age < 72*time.Hour
}
