package tui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"drover/client"
	"drover/model"
	"drover/tui/table"
	"drover/tui/theme"
)

// jobsScreen is the root: every job of the project, one row each.
type jobsScreen struct {
	env        *env
	table      *table.Table[model.JobID, *row]
	kinds      model.Kinds
	room       []row // where the next new rows go
	tally      tally
	filter     filter
	sort       sorting
	chosen     []string // titles of the columns beyond the name; none: those of the width
	read       reading
	watch      watching
	rested     model.JobID // whose facts the detail line shows: the cursor's, once it has rested
	moves      int         // counts cursor moves, so that only the last one's rest counts
	stood      int         // the move after which the cursor has rested last
	preview    preview
	learned    map[model.JobID]learned
	cloned     cloned
	drafts     remote[[]begun]
	copyings   remote[[]client.CopyKept]
	collisions map[model.JobID][]model.JobID // which jobs spoil each other's work
	ends       map[model.Text]string         // engines as FROM>TO shows them
	width      int
	height     int
}

func newJobs(e *env) *jobsScreen {
	s := &jobsScreen{env: e}
	s.table = table.New(table.Options[model.JobID, *row]{
		Key:      func(r *row) model.JobID { return r.job.ID },
		Parent:   func(r *row) (model.JobID, bool) { return r.job.Parent, !r.job.Parent.Empty() },
		Flag:     s.flag,
		Dim:      s.old,
		Gone:     s.goneNote,
		Siblings: byName,
		Theme:    e.theme,
	})
	s.read.auto = true
	s.preview.pane = newJobPane(e, s, s.previewCan)
	e.listed = func(id model.JobID) (model.Job, model.Sample, bool) {
		r, ok := s.table.Get(id)
		if !ok {
			return model.Job{}, model.NoSample(), false
		}
		return r.job.Job(), r.sample, true
	}
	e.named, e.told, e.finds = s.hasName, s.heardOf, s.jobsNamed
	e.collides = s.copyTrouble
	e.twins = func(id model.JobID) (of, as *model.Job) { return s.twins(id, e.client.Copies()) }
	e.copyings, e.copyTaken = func() []client.CopyKept { return s.copyings.value }, s.copyTaken
	e.seen = func(id model.JobID) (*model.Trail, learned) {
		if r, ok := s.table.Get(id); ok {
			return r.trail, s.learned[id]
		}
		return nil, learned{}
	}
	e.families = func() [model.Ended + 1]int { return s.counts().family }
	s.setSort(sortName, false)
	return s
}

func (s *jobsScreen) Title() string { return "jobs" }

// Init reads the list for the first time.
func (s *jobsScreen) Init() tea.Cmd { return tea.Batch(s.readAll(), s.readDrafts(), s.readCopyings()) }

// Resize fits table and columns; what the screen keeps for itself are the
// header, the titles, the rule and, where there is room, the detail line.
func (s *jobsScreen) Resize(w, h int) {
	s.width, s.height = w, h
	s.table.SetColumns(s.columns(s.listWidth()))
	s.table.Resize(s.listWidth(), max(h-s.chrome(), 0))
}

// Themed takes up a theme that has changed.
func (s *jobsScreen) Themed() {
	s.table.SetTheme(s.env.theme)
	s.table.SetColumns(s.columns(s.listWidth()))
}

// chrome is how many lines are not rows.
func (s *jobsScreen) chrome() int {
	lines := 1
	if s.env.roomy() {
		lines = 2
		if !s.env.compact {
			lines = 3
		}
	}
	switch {
	case s.spot() == below:
		lines += previewBelowLines
	case s.hasDetailLine():
		lines++
	}
	return lines
}

// hasDetailLine: where there is no preview, one line tells of the job under
// the cursor.
func (s *jobsScreen) hasDetailLine() bool {
	return s.env.tall() && !s.env.compact && s.spot() == nowhere
}

func (s *jobsScreen) Typing() bool {
	return s.filter.open || s.preview.pane.inside && s.preview.pane.typing()
}

// Update takes pages, samples and the filter's letters.
func (s *jobsScreen) Update(msg tea.Msg) (tea.Cmd, Nav) {
	switch m := msg.(type) {
	case batch:
		return tea.Batch(s.landed(m), s.alarms()), stay
	case answer[samples]:
		s.sampled(m)
		return s.alarms(), stay
	case refreshDue:
		return s.due(m), stay
	case answer[[]begun]:
		m.take()
	case answer[[]client.CopyKept]:
		m.take()
	case cursorRested:
		return s.rest(m), stay
	case previewDue:
		return s.askPreview(m), stay
	case runChanged:
		return tea.Batch(s.runChanged(m), s.alarms()), stay
	case tea.KeyPressMsg:
		if !s.filter.open {
			return s.preview.pane.typed(m)
		}
		return s.typeFilter(m)
	case tea.PasteMsg:
		if s.filter.open {
			s.filter.field.take(m)
			s.applyFilter()
		} else if s.preview.pane.inside {
			return s.preview.pane.typed(m)
		}
	default:
		cmd, _ := s.preview.pane.take(msg)
		return cmd, stay
	}
	return nil, stay
}

// Touched ties the cursor to its row: while the list is read for the first
// time, other rows may not slide under it once somebody has pressed a key.
func (s *jobsScreen) Touched() tea.Cmd {
	if s.read.shown || s.table.Len() == 0 || s.stood != s.moves || !s.rested.Empty() {
		return nil
	}
	s.table.Settle()
	return s.moved()
}

// Tick asks for a second's clock while something on screen counts seconds.
func (s *jobsScreen) Tick(time.Time) (tea.Cmd, time.Duration) {
	if s.env.shown(s) && s.read.counting(s.env) {
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
	if !s.env.shown(s) {
		return nil
	}
	return tea.Batch(s.readVisible(), s.showPreview())
}

// Moving reports whether the cursor has moved and not yet rested.
func (s *jobsScreen) Moving() bool { return s.stood != s.moves }

// flag is the third cell of the gutter: an unresolved write goes first.
func (s *jobsScreen) flag(r *row) theme.Span {
	signs := s.env.theme.Signs()
	switch {
	case r.unresolved:
		return theme.Span{Text: signs.Unresolved, Tone: theme.Unknown}
	case s.runsOut(r, s.env.now()), len(s.collisions[r.job.ID]) > 0, s.copyFlag(r.job.ID):
		return theme.Span{Text: signs.Flag, Tone: theme.Warn}
	}
	return theme.Span{}
}

// goneNote stands beside a row that left while the cursor was on it.
func (s *jobsScreen) goneNote(_ *row, listed bool) string {
	if listed {
		return "does not match the filter any more"
	}
	return "not listed since " + s.env.at(s.read.last)
}
