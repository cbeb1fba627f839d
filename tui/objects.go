package tui

import (
	"cmp"
	"context"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"drover/client"
	"drover/model"
	"drover/model/objects"
	"drover/tui/tree"
)

// objectsPage is the page of what moves: a tree of what the source holds, what of it
// goes, under which names and with which filters.
type objectsPage struct {
	env *env
	job model.Job

	detail   remote[model.Detail]
	support  remote[objects.Support]
	held     remote[objects.Reading] // what the job's own document says
	source   remote[objects.Reading] // what there is
	theirs   remote[objects.Reading] // what somebody else has saved meanwhile
	checks   remote[objectChecked]
	planning remote[objectsPlanned]
	columns  objectColumns
	reading  objectReading // how far the reading of the source is

	base    *objects.State // the job's document, over what there is
	history *objects.History
	outline *objects.Outline
	tree    *tree.Model[objects.Line]
	fresh   objects.Set // on the source since the reading before
	hasNew  bool

	turn   func(tab int) (tea.Cmd, Nav) // to another tab of the job's page below; nil: there is none
	filter objectFilter
	files  objectFiles
	told   objectFacts // what is said of the state, worked out once for each

	steps    *objectsSaving // the way of what was sent last; nil: nothing was
	sent     *client.Run    // what was sent last; nil: nothing was
	went     *objects.State // what was on the page then
	replaces bool           // somebody else has changed the objects since they were read: theirs are replaced
	saves    objectSaves
	warned   bool // esc was pressed once on what would be lost
	width    int
	height   int
}

// objectFacts is what follows from a state.
type objectFacts struct {
	of       *objects.State
	on, all  int
	waiting  int // of a job that runs: saved, and not on the target yet
	diff     *objects.Diff
	changed  objects.Set
	leaving  objects.Set
	mistakes objects.Checked
	means    []model.Effect
}

// newObjects opens the objects of a job.
func newObjects(e *env, job model.Job) *objectsPage {
	s := &objectsPage{env: e, job: job, history: objects.NewHistory(objects.Open(nil, nil))}
	s.base = s.state()
	s.outline = objects.NewOutline(s.state())
	s.outline.Columns = s.columnCount
	s.tree = tree.New[objects.Line](e.theme, s.outline)
	s.renew()
	return s
}

// Title is what is updated.
func (s *objectsPage) Title() string { return "update objects" }

// Init reads what the job holds and what the source does.
func (s *objectsPage) Init() tea.Cmd {
	return tea.Batch(s.askKept(), s.askDetail(), s.askSupport(), s.askHeld(), s.askSource(false))
}

func (s *objectsPage) Resize(w, h int) {
	s.width, s.height = w, h
	s.fit()
}

// Themed takes up a theme that has changed.
func (s *objectsPage) Themed() { s.tree.SetTheme(s.env.theme) }

// Typing: letters are text for the filter.
func (s *objectsPage) Typing() bool { return s.filter.open }

// Closed waits for nothing any more.
func (s *objectsPage) Closed() {
	s.detail.drop()
	s.support.drop()
	s.held.drop()
	s.theirs.drop()
	s.source.drop()
	s.columns.read.drop()
	s.checks.drop()
	s.planning.drop()
	s.filter.hits.drop()
	s.files.read.drop()
	s.saves.left.drop()
	s.endSaving()
}

// Resumed takes up what was changed on a page above this one.
func (s *objectsPage) Resumed() tea.Cmd {
	s.reshow()
	return nil
}

// Tick counts the age of a reading that is under way, and turns its spinner.
func (s *objectsPage) Tick(time.Time) (tea.Cmd, time.Duration) {
	if s.source.loading() || s.held.loading() || s.columns.read.loading() {
		return nil, 500 * time.Millisecond
	}
	return nil, 0
}

// Update takes answers, and the filter's letters.
func (s *objectsPage) Update(msg tea.Msg) (tea.Cmd, Nav) {
	switch m := msg.(type) {
	case answer[model.Detail]:
		return s.detailRead(m), stay
	case answer[objects.Support]:
		if m.take() {
			s.renew()
		}
	case answer[objects.Reading]:
		switch m.slot {
		case &s.held:
			return tea.Batch(s.heldRead(m), s.tidy()), stay
		case &s.theirs:
			return s.theirsRead(m)
		}
		return tea.Batch(s.sourceRead(m), s.tidy()), stay
	case answer[[]objects.TableColumns]:
		return s.columnsRead(m), stay
	case answer[objectFile]:
		return s.fileRead(m)
	case answer[objectsPlanned]:
		return s.planMade(m)
	case answer[objectChecked]:
		s.checkedNow(m)
	case answer[objectHits]:
		return s.hitsFound(m), stay
	case answer[objectsLeft]:
		return s.keptRead(m), stay
	case objectsKept:
		return s.keptNow(m), stay
	case objectsDue:
		return s.keepDue(m), stay
	case tea.KeyPressMsg, tea.PasteMsg:
		if s.filter.open {
			return s.typeFilter(msg)
		}
	}
	return nil, stay
}

// state is what goes, as it stands now.
func (s *objectsPage) state() *objects.State { return s.history.Now() }

// do takes up another state, and says it.
func (s *objectsPage) do(next *objects.State, what string) tea.Cmd {
	s.history.Do(next, what)
	return s.after()
}

// after shows the state that was taken up.
func (s *objectsPage) after() tea.Cmd {
	s.warned = false
	s.reshow()
	return tea.Batch(s.findHits(), s.recheck(), s.touched())
}

// reshow draws what there is now. Boxes that are open stay so.
func (s *objectsPage) reshow() {
	s.outline.Show(s.state(), s.filter.shown(s))
	s.outline.Measure()
	s.renew()
}

// renew works out what is said of the state, once.
func (s *objectsPage) renew() {
	now := s.state()
	f := objectFacts{of: now, diff: objects.Compare(s.base, now)}
	f.on, f.all = now.Total()
	if s.source.have && f.diff.Empty() && s.cannotStep() == "" {
		f.waiting = now.Waiting()
	}
	f.changed, f.leaving = f.diff.Set(), f.diff.Of(objects.Leaves)
	f.mistakes = s.told.mistakes
	if f.mistakes.Objects.Tree() != now.Tree() || f.all <= checkedAtOnce {
		f.mistakes = objects.Check(now, s.base, s.terms())
	}
	f.means = objects.Means(now, f.mistakes.Clashed.Count)
	s.told = f
	s.fit()
}

// checkedAtOnce is how many objects are checked while a key is answered; of more it
// is done beside the loop.
const checkedAtOnce = 50_000

// recheck finds what is wrong with what goes now, beside the loop.
func (s *objectsPage) recheck() tea.Cmd {
	if s.told.all <= checkedAtOnce {
		return nil
	}
	now, base, terms := s.state(), s.base, s.terms()
	terms.Columns = nil // they are the loop's
	return work(s.env, s, &s.checks, func(ctx context.Context) (objectChecked, error) {
		found, err := objects.CheckWithin(ctx, now, base, terms)
		return objectChecked{found, now}, err
	})
}

// objectChecked is what is wrong with a state.
type objectChecked struct {
	found objects.Checked
	of    *objects.State
}

func (s *objectsPage) checkedNow(m answer[objectChecked]) {
	if m.take() && m.err == nil && m.value.of == s.state() {
		s.told.mistakes = m.value.found
		s.told.means = objects.Means(s.state(), m.value.found.Clashed.Count)
		s.fit()
	}
}

// terms is what holds for this job.
func (s *objectsPage) terms() objects.Terms {
	var d *model.Detail
	if s.detail.have {
		d = &s.detail.value
	}
	t := objects.TermsOf(s.job, d, s.support.value, s.base.Scope())
	t.Columns = s.columnsKnown
	return t
}

// locked is why nothing can be changed here, "" if it can. What cannot be sent now can
// be chosen all the same: it is kept, and goes to a file.
func (s *objectsPage) locked() string {
	if !s.held.have {
		return "what the job holds was not read yet"
	}
	return s.notResumed()
}

// unsendable is why what is changed cannot be sent now, "" if it can.
func (s *objectsPage) unsendable() string {
	if s.env.where().ReadOnly {
		return "this session is read-only"
	}
	return model.Can(s.env.client.Capabilities(), s.job, model.SaveObjects)
}

// cursor is the object under the cursor.
func (s *objectsPage) cursor() (objects.Line, bool) {
	return s.tree.Cursor()
}

// name is a node's own name, fit to be shown.
func (s *objectsPage) nameOf(n objects.Node) string {
	return shownName(s.state().Tree().Name(n))
}

// View draws head, tree and what it means.
func (s *objectsPage) View() string {
	if s.width < 1 || s.height < 1 {
		return ""
	}
	lines := s.head()
	rows := s.rows()
	below := s.meansLines()
	lines = append(lines, fill(rows, max(s.height-len(lines)-len(below), 0))...)
	lines = fill(append(lines, below...), s.height)
	if err := s.failed(); err != nil && s.env.roomy() {
		lines = overlayBottom(lines, errorPanel(s.env, err, "Nothing was being changed."), s.height)
	}
	return strings.Join(lines, "\n")
}

// objectsWhy is why the objects of a job cannot be read, "" if they can.
func objectsWhy(e *env, job model.Job) string {
	return cmp.Or(e.can().Lacks(model.FacetObjects), model.CanReadObjects(e.client.Capabilities(), job))
}
