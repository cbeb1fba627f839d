package tui

import (
	"context"
	"slices"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"drover/model"
	"drover/tui/theme"
)

// runTab is how a job runs: where it stands now, and the long lists that
// explain it, each read when it is looked at.
type runTab struct {
	pane *jobPane
	view int
	kind int    // of object, as numbered by model.ObjectKinds
	bad  bool   // of the log: warnings and errors only
	find string // part of an object's name
	made bool

	typing bool
	field  line

	objects paged[model.ObjectProgress]
	dirty   paged[model.DirtyRow]
	ddl     paged[model.DDL]
	log     paged[model.LogLine]
	events  paged[model.Event]
}

// The views of the run tab, in the order of its line.
const (
	runNow = iota
	runObjects
	runDirty
	runDDL
	runLog
	runEvents
)

var runViews = [...]string{"now", "objects", "dirty rows", "ddl", "log", "events"}

// views are those the service has something to tell in.
func (t *runTab) views() []int {
	if t.pane.lacks(model.FacetMeasures) != "" {
		return []int{runNow, runEvents}
	}
	return []int{runNow, runObjects, runDirty, runDDL, runLog, runEvents}
}

// viewName is what a view is called: where jobs run again and again, their history is
// that of the runs.
func (t *runTab) viewName(view int) string {
	if view == runEvents && t.pane.lacks(model.FacetRuns) == "" {
		return string(model.FacetRuns)
	}
	return runViews[view]
}

// long is what the tab does with any of its lists.
type long interface {
	reset()
	again(h int) tea.Cmd
	begun() bool
	need(h int) tea.Cmd
	landed(msg tea.Msg) bool
	scroll(by, h int)
	status(h int) string
	row() (text []string, ok bool)
	lines(w, h int) []string
}

func (t *runTab) lists() []long {
	if !t.made {
		t.make()
	}
	return []long{&t.objects, &t.dirty, &t.ddl, &t.log, &t.events}
}

// list is the one in sight; nil while the tab tells of now.
func (t *runTab) list() long {
	if t.view == runNow {
		return nil
	}
	return t.lists()[t.view-1]
}

func (t *runTab) listing() bool { return t.view != runNow }

// make says where each list comes from and how its rows are drawn. What is
// asked for is settled when a page is: the job, the kind, the search.
func (t *runTab) make() {
	t.made = true
	p, c := t.pane, t.pane.env.client
	t.objects = paged[model.ObjectProgress]{env: p.env, owner: p.owner, active: p.active, size: pageRows, draw: t.objectRow, tell: t.objectWhole, none: t.noObject,
		fetch: func() fetching[model.ObjectProgress] {
			id, ask := p.job.ID, model.ObjectAsk{Kind: model.ObjectKinds()[t.kind], Search: t.find}
			return func(ctx context.Context, page model.Page) (model.Listed[model.ObjectProgress], error) {
				ask.Page = page
				return c.ObjectProgress(ctx, id, ask)
			}
		}}
	t.dirty = paged[model.DirtyRow]{env: p.env, owner: p.owner, active: p.active, size: pageRows, draw: t.dirtyRow, tell: t.dirtyWhole, none: says("No row was refused by the target."),
		fetch: func() fetching[model.DirtyRow] { return ofJob(p.job.ID, c.DirtyRows) }}
	t.ddl = paged[model.DDL]{env: p.env, owner: p.owner, active: p.active, size: pageRows, draw: t.ddlRow, tell: t.ddlWhole, none: says("No change of structure was met."),
		fetch: func() fetching[model.DDL] { return ofJob(p.job.ID, c.DDLs) }}
	t.log = paged[model.LogLine]{env: p.env, owner: p.owner, active: p.active, size: pageRows, draw: t.logRow, tell: t.logWhole, none: says("No log line."),
		fetch: func() fetching[model.LogLine] {
			id, level := p.job.ID, t.level()
			return func(ctx context.Context, page model.Page) (model.Listed[model.LogLine], error) {
				return c.Log(ctx, id, page, level)
			}
		}}
	t.events = paged[model.Event]{env: p.env, owner: p.owner, active: p.active, size: pageRows, draw: t.eventRow, tell: t.eventWhole, none: t.noEvent,
		fetch: func() fetching[model.Event] { return ofJob(p.job.ID, c.Timeline) }}
}

func says(words string) func() string { return func() string { return words } }

// noEvent is why the history is empty.
func (t *runTab) noEvent() string {
	if t.pane.lacks(model.FacetRuns) == "" {
		return "No run is on record."
	}
	return "No operation is on record."
}

// noObject is why the list of objects is empty.
func (t *runTab) noObject() string {
	if t.find != "" {
		return "No name holds " + strconv.Quote(model.Clean(t.find)) + ". / searches for another; an empty search shows all."
	}
	return "Nothing of this kind."
}

// ofJob settles which job a page is asked of.
func ofJob[T any](id model.JobID, read func(context.Context, model.JobID, model.Page) (model.Listed[T], error)) fetching[T] {
	return func(ctx context.Context, page model.Page) (model.Listed[T], error) { return read(ctx, id, page) }
}

// level is the log's level as the service names it; "" is all of them.
func (t *runTab) level() string {
	if levels := model.LogLevels(); t.bad {
		return levels[len(levels)-1]
	}
	return ""
}

func (t *runTab) forget() {
	for _, l := range t.lists() {
		l.reset()
	}
	t.find, t.typing = "", false
}

func (t *runTab) begun() bool {
	if l := t.list(); l != nil {
		return l.begun()
	}
	return t.pane.lacks(model.FacetMeasures) != "" || t.pane.monitor.have || t.pane.monitor.loading()
}

// read asks again for what is in sight.
func (t *runTab) read() tea.Cmd {
	if l := t.list(); l != nil {
		return l.again(t.room())
	}
	return t.pane.readMonitor()
}

// take gives a page to the list it is for, and asks for the next in sight.
func (t *runTab) take(msg tea.Msg) (tea.Cmd, bool) {
	for _, l := range t.lists() {
		if l.landed(msg) {
			return l.need(t.room()), true
		}
	}
	return nil, false
}

func (t *runTab) scroll(by int) tea.Cmd {
	l := t.list()
	l.scroll(by, t.room())
	return l.need(t.room())
}

// room is how many rows of a list are in sight.
func (t *runTab) room() int { return max(t.pane.h-len(t.head()), 1) }

// head names the views; below it stands what the list in sight is about. It
// does not scroll.
func (t *runTab) head() []string {
	th, line := t.pane.env.theme, ""
	for _, view := range t.views() {
		tone := theme.Muted
		if view == t.view {
			tone = theme.Tab
		}
		line += " " + th.Paint(tone, t.viewName(view)) + " "
	}
	head := []string{theme.Cut(line, t.pane.w-1, "")}
	if l := t.list(); l != nil {
		head = append(head, spread(" "+t.about(), th.Paint(theme.Muted, l.status(max(t.pane.h-2, 1))), t.pane.w))
	}
	return head
}

// about says what a list shows, and which keys change that.
func (t *runTab) about() string {
	th := t.pane.env.theme
	switch {
	case t.typing:
		return th.Paint(theme.Accent, "/") + t.field.draw(th, max(t.pane.w-30, 8))
	case t.view == runObjects:
		words := th.Paint(theme.Strong, model.ObjectKinds()[t.kind].Word())
		if t.find != "" {
			words += "   " + th.Paint(theme.Accent, "/"+theme.Safe(model.Clean(t.find)))
		}
		return words
	case t.view == runLog && t.bad:
		return th.Paint(theme.Strong, "errors only")
	case t.view == runDDL:
		return th.Paint(theme.Muted, "met in the incremental phase; × was skipped or failed")
	case t.view == runDirty:
		return th.Paint(theme.Muted, "rows the target refused")
	}
	return ""
}

func (t *runTab) lines() []string {
	if l := t.list(); l != nil {
		return l.lines(t.pane.w, t.room())
	}
	return t.now()
}

// turn goes to the view beside this one.
func (t *runTab) turn(by int) func() (tea.Cmd, Nav) {
	return func() (tea.Cmd, Nav) {
		views := t.views()
		t.view = views[(slices.Index(views, t.view)+by+len(views))%len(views)]
		t.pane.tops[tabRun] = 0
		if t.begun() {
			return nil, stay
		}
		return t.read(), stay
	}
}

// actions of the run tab.
func (t *runTab) actions() []Action {
	acts := []Action{
		act(groupLook, 2, "view", "l", t.turn(1), "right").shown("h l"),
		act(groupLook, 0, "", "h", t.turn(-1), "left"),
	}
	if l := t.list(); l != nil {
		acts = append(acts, act(groupLook, 5, "whole row", "enter", func() (tea.Cmd, Nav) {
			text, _ := l.row()
			return nil, push(newWhole(t.pane.env, t.viewName(t.view), text, true))
		}).unless(func() string {
			if _, ok := l.row(); !ok {
				return "there is no row under the cursor"
			}
			return ""
		}))
	}
	if t.view == runObjects && t.find != "" {
		acts = append(acts, act(groupFind, 4, "all names", "esc", func() (tea.Cmd, Nav) {
			t.find = ""
			t.objects.reset()
			return t.read(), stay
		}))
	}
	switch t.view {
	case runObjects:
		acts = append(acts, act(groupFind, 2, "kind", "f", t.kinds), act(groupFind, 3, "search", "/", t.search))
	case runLog:
		acts = append(acts, act(groupFind, 2, "errors only", "f", func() (tea.Cmd, Nav) {
			t.bad = !t.bad
			t.log.reset()
			return t.read(), stay
		}))
	}
	return acts
}

func (t *runTab) kinds() (tea.Cmd, Nav) {
	var choices []choice
	for i, k := range model.ObjectKinds() {
		choices = append(choices, choice{key: digit(i + 1), name: k.Word(), do: func() (tea.Cmd, Nav) {
			t.kind = i
			t.objects.reset()
			return t.read(), stay
		}})
	}
	return nil, push(newMenu(t.pane.env, "progress of", choices))
}

func (t *runTab) search() (tea.Cmd, Nav) {
	t.typing, t.field = true, newLine(t.find)
	return nil, stay
}

// update edits the search; the service looks once it is kept.
func (t *runTab) update(msg tea.Msg) (tea.Cmd, Nav) {
	switch m := msg.(type) {
	case tea.KeyPressMsg:
		if k := m.String(); k == "enter" || k == "esc" {
			return nil, pass()
		}
	case tea.PasteMsg:
	default:
		return nil, stay
	}
	if t.typing {
		t.field.take(msg)
	}
	return nil, stay
}

func (t *runTab) typingActions() []Action {
	look := func(find string) func() (tea.Cmd, Nav) {
		return func() (tea.Cmd, Nav) {
			t.typing = false
			if find == t.find {
				return nil, stay
			}
			t.find = find
			t.objects.reset()
			return t.read(), stay
		}
	}
	return []Action{
		act(groupFind, 1, "search", "enter", look(t.field.value())),
		act(groupLeave, 2, "no search", "esc", look("")),
	}
}
