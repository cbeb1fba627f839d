package tui

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"drover/model"
	"drover/tui/theme"
)

// preview is the job under the cursor beside or below the list. It follows
// the cursor once that has rested, and asks the service a little later, so
// that running down the list asks nothing.
type preview struct {
	pane    *jobPane
	seen    map[model.JobID]glance
	seenIDs []model.JobID // in the order they were looked at
}

// glance is what was read of a job that the cursor has left.
type glance struct {
	detail  remote[model.Detail]
	monitor remote[model.Monitor]
	events  remote[model.Listed[model.Event]]
}

const (
	previewBelowLines = 10
	keptGlances       = 40
	askAfter          = 150 * time.Millisecond // beyond restAfter
	glanceLasts       = time.Minute
)

// spot is where the preview is.
type spot uint8

const (
	nowhere spot = iota
	right
	below
)

// spot follows the window: right from 140×24, below from 100×36.
func (s *jobsScreen) spot() spot {
	switch {
	case s.env.width >= 140 && s.env.height >= 24:
		return right
	case s.env.width >= 100 && s.env.height >= 36 && !s.env.compact:
		return below
	}
	return nowhere
}

// listWidth is how many cells the list has.
func (s *jobsScreen) listWidth() int {
	if s.spot() == right {
		return s.width - s.width*38/100
	}
	return s.width
}

// previewDue says that the cursor has rested long enough to ask.
type previewDue struct{ move int }

// showPreview turns to the row the cursor rests on; the answer to come is
// asked for after another moment.
func (s *jobsScreen) showPreview() tea.Cmd {
	s.preview.pane.inside = s.preview.pane.inside && s.spot() != nowhere
	r, ok := s.table.Get(s.rested)
	if !ok || !s.env.shown(s) || !s.previews(r) {
		return nil
	}
	p := s.preview.pane
	if p.job.ID != r.job.ID {
		s.stash()
		s.freshen(r)
		s.recall(r.job.ID)
	} else {
		s.freshen(r)
	}
	if !s.previewWants() {
		return nil
	}
	move := s.moves
	return tea.Tick(askAfter, func(time.Time) tea.Msg { return reply{to: s, msg: previewDue{move}} })
}

// previews reports whether a job is read when the cursor rests on it: where a
// preview shows it, or the detail line says why it failed.
func (s *jobsScreen) previews(r *row) bool {
	return s.spot() != nowhere || s.hasDetailLine() && r.job.State.Family == model.Failed
}

func (s *jobsScreen) freshen(r *row) {
	s.preview.pane.show(r.job.Job(), r.sample, r.trail, s.learned[r.job.ID])
}

// previewWants reports whether there is something to ask for the job in sight.
func (s *jobsScreen) previewWants() bool {
	d := &s.preview.pane.detail
	if d.loading() {
		return false
	}
	return !d.have || !s.preview.pane.begun() || s.env.now().Sub(d.got) > glanceLasts || d.value.Job.Status != s.preview.pane.job.Status
}

// askPreview asks, if the cursor still rests where it did.
func (s *jobsScreen) askPreview(m previewDue) tea.Cmd {
	p := s.preview.pane
	if m.move != s.moves || p.job.ID != s.rested || !s.env.shown(s) || !s.previewWants() {
		return nil
	}
	if p.detail.have && !p.begun() { // the detail is young: only the tab's own part is missing
		return p.readTab()
	}
	return p.read()
}

// stash keeps what was read of the job in sight; recall brings it back.
func (s *jobsScreen) stash() {
	p, v := s.preview.pane, &s.preview
	if !p.detail.have {
		return
	}
	if v.seen == nil {
		v.seen = map[model.JobID]glance{}
	}
	if _, known := v.seen[p.job.ID]; !known {
		v.seenIDs = append(v.seenIDs, p.job.ID)
	}
	v.seen[p.job.ID] = glance{p.detail, p.monitor, p.events}
	if len(v.seenIDs) > keptGlances {
		delete(v.seen, v.seenIDs[0])
		v.seenIDs = v.seenIDs[1:]
	}
}

func (s *jobsScreen) recall(id model.JobID) {
	g, ok := s.preview.seen[id]
	if !ok {
		return
	}
	p := s.preview.pane
	restore(&p.detail, g.detail)
	restore(&p.monitor, g.monitor)
	restore(&p.events, g.events)
	p.unfolded = false
	p.known = p.known.with(&p.detail.value)
}

// restore puts a value back; questions under way are not part of it.
func restore[T any](to *remote[T], from remote[T]) {
	to.value, to.have, to.got, to.err = from.value, from.have, from.got, nil
}

// heardOf takes up what was read of a job, beside the list or on its page.
func (s *jobsScreen) heardOf(l learned, d *model.Detail) {
	s.learn(l.id, func(known *learned) {
		if d != nil {
			*known = known.with(d)
		}
		if known.since.IsZero() {
			known.since = l.since
		}
	})
	old, ok := s.table.Get(l.id)
	if !ok || d == nil {
		return
	}
	r := old.withStatus(d.Job.Status)
	r.sample = d.Sample.Over(r.sample)
	r.noted(d.Sample)
	if !d.ScheduledAt.IsZero() {
		r.at = d.ScheduledAt
	}
	s.upsert([]*row{r})
	s.keepPreview()
}

// keepPreview shows what a refresh told of the job in sight.
func (s *jobsScreen) keepPreview() {
	if r, ok := s.table.Get(s.rested); ok && s.preview.pane.job.ID == s.rested {
		s.freshen(r)
	}
}

// previewLines draws the pane: its tabs first, unless they stand in the
// header's line.
func (s *jobsScreen) previewLines(w, h int) []string {
	p, th := s.preview.pane, s.env.theme
	if h < 1 {
		return nil
	}
	var lines []string
	if s.spot() == below {
		lines, h = append(lines, " "+p.tabLine(w-2)), h-1
	}
	if _, ok := s.table.Get(s.rested); !ok || p.job.ID.Empty() {
		return fill(append(lines, " "+th.Paint(theme.Muted, "no job under the cursor")), h)
	}
	name := theme.CutMiddle(theme.Safe(p.job.Name.String()), max(w-4, 8), th.Signs().Cut)
	tone, lead := theme.Strong, " "
	if s.preview.pane.inside {
		tone, lead = theme.Select, th.Paint(theme.Accent, th.Signs().Cursor)
	}
	lines = append(lines, lead+th.Paint(tone, name))
	p.resize(w, max(h-1, 0))
	return append(lines, p.body()...)
}

// beside joins the list's lines with the preview at their right.
func (s *jobsScreen) beside(lines []string) []string {
	th, lw := s.env.theme, s.listWidth()
	w := s.width - lw - 1
	side := append([]string{" " + s.preview.pane.tabLine(w-2)}, s.previewLines(w, len(lines)-1)...)
	divider := th.Paint(theme.Rule, th.Signs().Divider)
	if s.preview.pane.inside {
		divider = th.Paint(theme.Accent, th.Signs().Divider)
	}
	for i := range lines {
		text := ""
		if i < len(side) {
			text = theme.Cut(side[i], w, "")
		}
		lines[i] = strings.TrimRight(theme.Fit(lines[i], lw, "")+divider+text, " ")
	}
	return lines
}

// previewCan is what may be done to the job in sight, whatever is marked.
func (s *jobsScreen) previewCan() []Action {
	p := s.preview.pane
	return writesOf(s.env, p.job, p.sample, func() string { return "" }).verbs()
}

// previewKeys are those of the list that lead into the preview, or to a tab
// of the job's own page where there is none.
func (s *jobsScreen) previewKeys() []Action {
	none := func() string {
		if s.spot() == nowhere {
			return "the window is too small for a preview; enter opens the job"
		}
		return s.noCursor()
	}
	acts := []Action{act(groupLook, 0, "into the preview", "tab", func() (tea.Cmd, Nav) {
		s.preview.pane.inside = true
		return nil, stay
	}).unless(none)}
	return append(acts, s.tabKeys()...)
}

func (s *jobsScreen) tabKeys() []Action {
	acts := s.preview.pane.tabActions(func(tab int) (tea.Cmd, Nav) {
		if s.spot() != nowhere {
			return s.preview.pane.turnTo((tab-1+len(tabNames))%len(tabNames) + 1), stay
		}
		cmd, nav := s.openJob()
		page, _ := nav.to.(*jobScreen)
		page.pane.tab = tab
		return cmd, nav
	})
	for i := range acts {
		acts[i] = acts[i].unless(s.noCursor)
		acts[i].SetHelp(acts[i].Help().Key, "")
	}
	acts[0].SetHelp("1"+s.env.theme.Signs().Dash+"8", "tabs of the job")
	return acts
}

// insideActions are the keys while the preview has them.
func (s *jobsScreen) insideActions() []Action {
	p := s.preview.pane
	if p.typing() {
		return p.typingActions()
	}
	out := func() (tea.Cmd, Nav) { s.preview.pane.inside = false; return nil, stay }
	acts := []Action{act(groupLeave, 89, "list", "esc", out, "q", "tab", "shift+tab")}
	if p.tab != tabRun || !p.run.listing() {
		acts = append(acts, act(groupLook, 5, "open", "enter", s.openJob).unless(s.noCursor))
	}
	acts = append(acts, s.changeActions()...)
	acts = append(acts, p.actions()...)
	return append(acts, s.tabKeys()...)
}
