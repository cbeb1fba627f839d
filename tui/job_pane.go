package tui

import (
	"context"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"drover/model"
	"drover/tui/theme"
)

// jobPane is one job told in tabs. The job's page is one with a title above
// it, the preview of the list another.
type jobPane struct {
	env   *env
	owner Screen // who shows it: answers come to it
	page  bool   // it has a page of its own

	job    model.Job
	sample model.Sample
	trail  *model.Trail
	known  learned

	detail  remote[model.Detail]
	monitor remote[model.Monitor]
	check   remote[model.PreCheck]
	events  remote[model.Listed[model.Event]]
	run     runTab
	raw     rawView

	tab  int // from 1
	tops [len(tabNames) + 1]int
	w, h int
	can  func() []Action // what may be done to the job, for "you can" and "not now"
}

// The tabs of a job, in the order of their digits.
const (
	tabOverview = iota + 1
	tabRun
	tabPolicy
	tabObjects
	tabEnds
	tabLimits
	tabRaw
	tabCheck
)

var tabNames = [...]string{"overview", "run", "policy", "objects", "ends", "limits", "raw", "check"}

// learned is what drover knows of a job beyond the list's own answer: what it
// saw happen, and what a detail told.
type learned struct {
	since   time.Time // when it was seen to enter its state; zero: not seen
	begins  time.Time // when a scheduled start is due
	expires int       // days in failure until it ends by itself; 0: not told
	spec    string    // node type
}

func newJobPane(e *env, owner Screen, can func() []Action) *jobPane {
	p := &jobPane{env: e, owner: owner, tab: tabOverview, can: can}
	p.run.pane = p
	return p
}

// show turns to a job. What was read of another one is dropped.
func (p *jobPane) show(job model.Job, sample model.Sample, trail *model.Trail, known learned) {
	if job.ID != p.job.ID {
		p.forget()
	}
	p.job, p.sample, p.trail, p.known = job, sample, trail, known
}

func (p *jobPane) forget() {
	forget(&p.detail)
	forget(&p.monitor)
	forget(&p.check)
	forget(&p.events)
	p.run.forget()
	p.raw = rawView{}
	p.tops = [len(tabNames) + 1]int{}
}

// forget drops what was read and refuses what is on its way.
func forget[T any](r *remote[T]) {
	r.drop()
	*r = remote[T]{ticket: r.ticket}
}

// read asks for what the tab in sight shows. The detail comes first: it says
// whether there is more to ask for.
func (p *jobPane) read() tea.Cmd {
	if p.job.ID.Empty() {
		return nil
	}
	c, id := p.env.client, p.job.ID
	detail := ask(p.env, p.owner, &p.detail, func(ctx context.Context) (model.Detail, error) { return c.Job(ctx, id) })
	return tea.Batch(detail, p.readTab())
}

// readTab asks for what a tab shows beyond the detail.
func (p *jobPane) readTab() tea.Cmd {
	c, id := p.env.client, p.job.ID
	switch p.tab {
	case tabRun:
		return p.run.read()
	case tabCheck:
		return ask(p.env, p.owner, &p.check, func(ctx context.Context) (model.PreCheck, error) { return c.PreCheck(ctx, id) })
	}
	return nil
}

// readMore asks for what the overview shows of a job whose detail has come.
func (p *jobPane) readMore() tea.Cmd {
	if p.tab != tabOverview || p.job.Generation == "v3" {
		return nil
	}
	return tea.Batch(p.readEvents(3), p.readMonitor())
}

func (p *jobPane) readEvents(n int) tea.Cmd {
	c, id := p.env.client, p.job.ID
	return ask(p.env, p.owner, &p.events, func(ctx context.Context) (model.Listed[model.Event], error) {
		return c.Timeline(ctx, id, model.Page{Limit: n})
	})
}

func (p *jobPane) readMonitor() tea.Cmd {
	if p.job.State.Family != model.Running {
		return nil
	}
	c, id := p.env.client, p.job.ID
	return ask(p.env, p.owner, &p.monitor, func(ctx context.Context) (model.Monitor, error) { return c.Monitor(ctx, id) })
}

// take accepts an answer that belongs to the pane; ok is false for any other
// message.
func (p *jobPane) take(msg tea.Msg) (cmd tea.Cmd, ok bool) {
	switch m := msg.(type) {
	case answer[model.Detail]:
		if m.take() && m.err == nil {
			cmd = p.detailed()
		}
	case answer[model.Monitor]:
		m.take()
	case answer[model.PreCheck]:
		m.take()
	case answer[model.Listed[model.Event]]:
		if m.slot != &p.events {
			return p.run.take(msg)
		}
		if m.take(); p.known.since.IsZero() {
			p.known.since = model.EnteredAt(p.job, p.events.value.Rows)
		}
	default:
		return p.run.take(msg)
	}
	return cmd, true
}

// detailed takes up what the detail knows better than the list.
func (p *jobPane) detailed() tea.Cmd {
	d := &p.detail.value
	p.job, p.sample = d.Job, d.Sample.Over(p.sample)
	p.known = p.known.with(d)
	p.raw.set(d.Raw)
	return p.readMore()
}

// with adds what a detail tells.
func (l learned) with(d *model.Detail) learned {
	l.begins = d.ScheduledAt
	if d.ExpiredDays > 0 {
		l.expires = d.ExpiredDays
	}
	if !d.NodeType.Empty() {
		l.spec = d.NodeType.String()
	}
	return l
}

// moved is what a run tells of the job meanwhile.
func (p *jobPane) moved(r model.Result) {
	if r.ID == p.job.ID {
		p.job = p.job.WithStatus(r.Now.Status)
		p.sample = r.Sample.Over(p.sample)
	}
}

// turnTo opens a tab and asks for what it shows, if that was not read yet.
func (p *jobPane) turnTo(tab int) tea.Cmd {
	p.tab = tab
	switch {
	case tab == tabCheck && p.check.have, tab == tabRun && p.run.begun():
		return nil
	case tab == tabOverview && p.detail.have && !p.events.have:
		return p.readMore()
	}
	return p.readTab()
}

// resize gives the pane its cells.
func (p *jobPane) resize(w, h int) { p.w, p.h = w, h }

// tabLine names the tabs, as many as there is room for; the chosen one is
// always among them.
func (p *jobPane) tabLine(w int) string {
	th, gap := p.env.theme, 2
	if w < 76 {
		gap = 1
	}
	words := make([]string, len(tabNames))
	for i, name := range tabNames {
		words[i] = digit(i+1) + " " + name
	}
	first := 0
	for tabsWidth(words[first:p.tab], gap) > w {
		first++
	}
	line, used := "", 0
	for i := first; i < len(words); i++ {
		need := theme.Width(words[i])
		if used > 0 {
			need += gap
		}
		if used+need > w {
			break
		}
		if used > 0 {
			line += theme.Spaces(gap)
		}
		tone := theme.Muted
		if i+1 == p.tab {
			tone = theme.Tab
		}
		line, used = line+th.Paint(tone, words[i]), used+need
	}
	return line
}

func tabsWidth(words []string, gap int) int {
	n := -gap
	for _, w := range words {
		n += theme.Width(w) + gap
	}
	return n
}

// tightPane is the height below which blank lines are left out.
const tightPane = 12

// body draws the chosen tab into the pane's cells, scrolled.
func (p *jobPane) body() []string {
	head, lines := p.head(), p.lines()
	if p.h < tightPane {
		lines = slices.DeleteFunc(slices.Clone(lines), func(l string) bool { return l == "" })
	}
	foot := p.foot()
	top, room := &p.tops[p.tab], max(p.h-len(head)-len(foot), 0)
	*top = min(max(*top, 0), max(len(lines)-room, 0))
	return fill(append(fill(append(head[:len(head):len(head)], lines[*top:]...), len(head)+room), foot...), p.h)
}

// head stands still above a tab's lines while they scroll.
func (p *jobPane) head() []string {
	switch p.tab {
	case tabRun:
		return p.run.head()
	case tabRaw:
		return p.raw.bar(p.env, p.w)
	}
	return nil
}

// lines is the whole of the chosen tab.
func (p *jobPane) lines() []string {
	switch p.tab {
	case tabOverview:
		return p.overview()
	case tabRun:
		return p.run.lines()
	case tabRaw:
		return p.raw.lines(p.env, p.w)
	case tabCheck:
		return p.checkLines()
	}
	if !p.detail.have {
		return p.unread()
	}
	switch p.tab {
	case tabPolicy:
		return p.policyLines()
	case tabObjects:
		return p.objectLines()
	case tabEnds:
		return p.endsLines()
	}
	return p.limitLines()
}

// unread stands where a detail will.
func (p *jobPane) unread() []string {
	th := p.env.theme
	switch {
	case p.detail.loading():
		return []string{" " + th.Paint(theme.Busy, "~") + th.Paint(theme.Muted, " reading")}
	case p.detail.err != nil:
		return []string{" " + th.Paint(theme.Bad, th.Glyph(model.Failed)) + " " + theme.Cut(shortError(p.detail.err), p.w-4, th.Signs().Cut)}
	}
	return []string{" " + th.Paint(theme.Muted, "not read yet; r reads")}
}

// scroll moves the tab's lines.
func (p *jobPane) scroll(by int) tea.Cmd {
	if p.tab == tabRun && p.run.listing() {
		return p.run.scroll(by)
	}
	top := &p.tops[p.tab]
	*top = min(max(*top+by, 0), max(len(p.lines())+len(p.head())+len(p.foot())-p.h, 0))
	return nil
}

// actions are the keys of the pane itself.
func (p *jobPane) actions() []Action {
	move := func(by int) func() (tea.Cmd, Nav) {
		return func() (tea.Cmd, Nav) { return p.scroll(by), stay }
	}
	acts := []Action{
		act(groupLook, 0, "scroll", "down", move(1), "j").shown("j k"),
		act(groupLook, 0, "", "up", move(-1), "k"),
		act(groupLook, 0, "page down, up", "pgdown", move(max(p.h-1, 1)), "ctrl+d").shown("pgdn pgup"),
		act(groupLook, 0, "", "pgup", move(-max(p.h-1, 1)), "ctrl+u"),
		act(groupLook, 0, "first, last", "home", move(-1<<30), "g").shown("g G"),
		act(groupLook, 0, "", "end", move(1<<30), "G"),
		act(groupFind, 4, "read again", "r", func() (tea.Cmd, Nav) { return p.read(), stay }),
	}
	switch p.tab {
	case tabRaw:
		acts = append(acts, p.raw.actions(p)...)
	case tabRun:
		acts = append(acts, p.run.actions()...)
	}
	return acts
}

// tabActions are the digits.
func (p *jobPane) tabActions(turn func(int) (tea.Cmd, Nav)) []Action {
	acts := make([]Action, 0, len(tabNames))
	for i, name := range tabNames {
		acts = append(acts, act(groupLook, 0, name, digit(i+1), func() (tea.Cmd, Nav) { return turn(i + 1) }))
	}
	return acts
}

// typing reports whether letters are text for a search.
func (p *jobPane) typing() bool {
	return p.tab == tabRaw && p.raw.typing || p.tab == tabRun && p.run.typing
}

// typed takes a key or a paste for the search that is open.
func (p *jobPane) typed(msg tea.Msg) (tea.Cmd, Nav) {
	switch m := msg.(type) {
	case tea.KeyPressMsg:
		if p.tab == tabRun {
			return p.run.key(m)
		}
		return p.raw.key(m)
	case tea.PasteMsg:
		if p.tab == tabRun {
			p.run.paste(m)
		} else {
			p.raw.paste(m)
		}
	}
	return nil, stay
}

// typingActions are the keys while letters are text.
func (p *jobPane) typingActions() []Action {
	if p.tab == tabRun {
		return p.run.typingActions()
	}
	return p.raw.typingActions(p)
}
