package tui

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"drover/model"
)

// checkTab is a job's last pre-check as a worklist: what must be mended, cause
// by cause, with what the service says of it and what it is about.
type checkTab struct {
	pane    *jobPane
	at      int // row under the cursor
	top     int // first line in sight
	open    map[string]bool
	marks   map[model.Text]bool // items to be passed over
	delta   model.Delta
	reasons map[model.Text]string // why items were passed over, as far as this session knows
	dues    int                   // counts timers, so that only the last one counts
}

// checkRow is one thing the cursor can be on.
type checkRow struct {
	kind  checkRowKind
	cause string // stands above it, where a cause begins
	item  model.CheckItem
	of    []model.CheckItem // of a row that stands for many
}

type checkRowKind uint8

const (
	oneItem checkRowKind = iota
	itemsToCome
	itemsPassed
)

// state is that of the items of a row that stands for many.
func (k checkRowKind) state() model.ItemState {
	if k == itemsToCome {
		return model.ItemPending
	}
	return model.ItemPassed
}

// key names a row, so that the cursor and what is unfolded stay while items
// land.
func (r checkRow) key() string {
	return [...]string{"item ", "to come", "passed"}[r.kind] + r.item.Item.String()
}

// checkEvery is how often a pre-check that runs is read.
const checkEvery = 2 * time.Second

// checkDue says that it is time to read a pre-check again.
type checkDue struct{ id int }

func (t *checkTab) check() *model.PreCheck { return &t.pane.check.value }

// forget drops what belongs to another job.
func (t *checkTab) forget() { *t = checkTab{pane: t.pane, dues: t.dues + 1} }

// underWay reports whether the pre-check still runs.
func (t *checkTab) underWay() bool {
	c := t.check()
	return t.pane.check.have && c.Ran && c.Process >= 0 && c.Process < 100
}

// rows lists causes in the order of mending, then what is to come, then what
// has passed.
func (t *checkTab) rows() []checkRow {
	var out []checkRow
	for _, cause := range t.check().Causes() {
		for i, it := range cause.Items {
			row := checkRow{item: it}
			if i == 0 {
				row.cause = cause.Word
			}
			out = append(out, row)
		}
	}
	for _, row := range []checkRow{{kind: itemsToCome}, {kind: itemsPassed}} {
		for _, it := range t.check().Items {
			if it.State() == row.kind.state() {
				row.of = append(row.of, it)
			}
		}
		if len(row.of) > 0 {
			out = append(out, row)
		}
	}
	return out
}

// row is the one under the cursor.
func (t *checkTab) row() (checkRow, bool) {
	rows := t.rows()
	if t.at >= len(rows) {
		return checkRow{}, false
	}
	return rows[t.at], true
}

// landed takes up a reading: the cursor stays on its row, marks stay on items
// that may still be passed over, and a check that runs is read again.
func (t *checkTab) landed(was []checkRow) tea.Cmd {
	c, id := t.check(), t.pane.job.ID
	t.delta = model.Delta{}
	if before, ok := t.pane.env.client.CheckBefore(id); ok {
		t.delta = model.DeltaOf(before, *c)
	}
	t.reasons = skipReasons(t.pane.env, id)
	for _, it := range c.Items {
		if t.marks[it.Item] && it.CannotSkip() != "" {
			delete(t.marks, it.Item)
		}
	}
	rows := t.rows()
	if t.at > 0 && t.at < len(was) {
		if i := slices.IndexFunc(rows, func(r checkRow) bool { return r.key() == was[t.at].key() }); i >= 0 {
			t.at = i
		}
	}
	t.at = min(t.at, max(len(rows)-1, 0))
	t.show(rows)
	return t.later()
}

// take accepts a reading that was asked for.
func (t *checkTab) take(a answer[model.PreCheck]) tea.Cmd {
	was := t.rows()
	if !a.take() || a.err != nil {
		return nil
	}
	return t.landed(was)
}

// told takes up what a run read of the pre-check it follows, or sees that one
// was begun.
func (t *checkTab) told(r model.Result) tea.Cmd {
	slot := &t.pane.check
	switch {
	case r.Check != nil:
		was := t.rows()
		slot.drop()
		slot.value, slot.have, slot.err, slot.got = *r.Check, true, nil, t.pane.env.now()
		return t.landed(was)
	case r.Outcome.Kind == model.Accepted && t.pane.tab == tabCheck && !slot.loading():
		return t.pane.readTab()
	}
	return nil
}

// later sets the timer of the next reading while the check runs.
func (t *checkTab) later() tea.Cmd {
	t.dues++
	if !t.underWay() {
		return nil
	}
	id, owner := t.dues, t.pane.owner
	return tea.Tick(checkEvery, func(time.Time) tea.Msg { return reply{to: owner, msg: checkDue{id}} })
}

// due reads again, unless nobody looks or a run that follows the check has just
// told of it.
func (t *checkTab) due(m checkDue) tea.Cmd {
	p := t.pane
	switch {
	case m.id != t.dues || !t.underWay():
		return nil
	case p.tab != tabCheck || p.check.loading() || !p.env.shown(p.owner):
		return t.later()
	}
	return p.readTab()
}

// skipReasons is why items of a job were passed over: the service does not tell
// it again, the runs of this session know theirs.
func skipReasons(e *env, id model.JobID) map[model.Text]string {
	out := map[model.Text]string{}
	for _, run := range e.client.Runs() { // newest first
		r := run.Report()
		if r.Plan.Verb != model.SkipItem {
			continue
		}
		for _, row := range r.Rows {
			if k := row.Outcome.Kind; row.ID != id || k != model.Accepted && k != model.Done {
				continue
			}
			for _, code := range r.Plan.Skip.Items {
				if _, known := out[model.NewText(code)]; !known {
					out[model.NewText(code)] = r.Plan.Skip.Reason
				}
			}
		}
	}
	return out
}

// move goes to another row; within one that is taller than the window it
// scrolls first.
func (t *checkTab) move(by int) {
	rows := t.rows()
	if len(rows) == 0 {
		return
	}
	room := t.room()
	first, last := t.span(rows)
	switch {
	case by == 1 && last > t.top+room:
		t.top++
		return
	case by == -1 && first < t.top:
		t.top--
		return
	case by > 1 && by < 1<<20:
		by = max(room/4, 1)
	case by < -1 && by > -1<<20:
		by = -max(room/4, 1)
	}
	t.at = min(max(t.at+by, 0), len(rows)-1)
	t.show(rows)
}

// show scrolls to the row under the cursor, to its beginning if it is taller
// than the window.
func (t *checkTab) show(rows []checkRow) {
	first, last := t.span(rows)
	t.top = max(min(max(t.top, last-t.room()), first), 0)
}
