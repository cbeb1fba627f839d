package tui

import (
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"drover/model"
	"drover/tui/theme"
)

// jobPane is one job told in tabs. The job's page is one with a title above
// it, the preview of the list another.
type jobPane struct {
	env    *env
	owner  Screen // who shows it: answers come to it
	page   bool   // it has a page of its own
	inside bool   // the keys go to it, though the list is beside it

	job    model.Job
	sample model.Sample
	trail  *model.Trail
	known  learned

	detail   remote[model.Detail]
	monitor  remote[model.Monitor]
	check    remote[model.PreCheck]
	events   remote[model.Listed[model.Event]]
	run      runTab
	checks   checkTab
	raw      textView
	unfolded bool // raw holds what the detail does

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
	id      model.JobID
	since   time.Time // when it was seen to enter its state; zero: not seen
	begins  time.Time // when a scheduled start is due
	expires int       // days in failure until it ends by itself; 0: not told
	spec    string    // node type
}

func newJobPane(e *env, owner Screen, can func() []Action) *jobPane {
	p := &jobPane{env: e, owner: owner, tab: tabOverview, can: can}
	p.run.pane, p.checks.pane = p, p
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
	p.checks.forget()
	p.raw, p.unfolded = textView{}, false
	p.tops = [len(tabNames) + 1]int{}
}

// forget drops what was read and refuses what is on its way.
func forget[T any](r *remote[T]) {
	r.drop()
	*r = remote[T]{ticket: r.ticket}
}

// active reports whether the keys go to the pane.
func (p *jobPane) active() bool { return p.page || p.inside }

// resize gives the pane its cells.
func (p *jobPane) resize(w, h int) { p.w, p.h = w, h }

// shortTabs name the tabs where there is no room for their whole names.
func shortTabs() [len(tabNames)]string {
	return [...]string{"over", "run", "pol", "obj", "ends", "lim", "raw", "check"}
}

// tabLine names the tabs. Where there is no room for all names, those farthest
// from the chosen one are shortened, and below that their digits alone.
func (p *jobPane) tabLine(w int) string {
	th, gap := p.env.theme, 2
	if w < 76 {
		gap = 1
	}
	words := make([]string, len(tabNames))
	for i, name := range tabNames {
		words[i] = digit(i+1) + " " + name
	}
	p.shorten(words, gap, w, func(i int) string { return digit(i+1) + " " + shortTabs()[i] })
	p.shorten(words, gap, w, func(i int) string { return digit(i + 1) })
	var parts []string
	for i, word := range words {
		tone := theme.Muted
		if i+1 == p.tab {
			tone = theme.Tab
		}
		parts = append(parts, th.Paint(tone, word))
	}
	return theme.Cut(strings.Join(parts, theme.Spaces(gap)), w, "")
}

// shorten has the words farthest from the chosen tab as short ones, until all fit.
func (p *jobPane) shorten(words []string, gap, w int, short func(int) string) {
	for far := len(words); far > 0; far-- {
		for i := range words {
			if d := i + 1 - p.tab; (d == far || d == -far) && tabsWidth(words, gap) > w {
				words[i] = short(i)
			}
		}
	}
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
	switch p.tab {
	case tabRaw:
		return p.rawBody()
	case tabCheck:
		return p.checks.body()
	}
	head, lines := p.head(), p.lines()
	if p.h < tightPane {
		lines = slices.DeleteFunc(slices.Clone(lines), func(l string) bool { return l == "" })
	}
	foot := p.foot()
	top, room := &p.tops[p.tab], max(p.h-len(head)-len(foot), 0)
	*top = min(max(*top, 0), max(len(lines)-room, 0))
	lines = p.endingWell(lines[*top:], room)
	return fill(append(fill(append(head[:len(head):len(head)], lines...), len(head)+room), foot...), p.h)
}

// endingWell cuts lines to the room there is. A heading whose lines are out of
// sight says instead how many there are, and the key that leads to them.
func (p *jobPane) endingWell(lines []string, room int) []string {
	if len(lines) <= room || room < 1 {
		return lines
	}
	out := slices.Clone(lines[:room])
	rule := ansi.Strip(p.env.theme.Rule(1))
	if !strings.HasPrefix(ansi.Strip(out[room-1]), rule) {
		return out
	}
	out[room-1] = ""
	if p.active() {
		out[room-1] = p.heading("j  " + plural(len(lines)-room+1, "line more", "lines more"))
	}
	return out
}

// head stands still above a tab's lines while they scroll.
func (p *jobPane) head() []string {
	if p.tab == tabRun {
		return p.run.head()
	}
	return nil
}

// rawBody is the service's own answers below the bar of their search.
func (p *jobPane) rawBody() []string {
	if !p.detail.have {
		return fill(p.unread(), p.h)
	}
	if !p.unfolded { // long, and seldom looked at
		p.raw.set(rawText(p.detail.value.Raw))
		p.unfolded = true
	}
	p.raw.resize(p.w, max(p.h-1, 0))
	return fill(append([]string{p.raw.bar(p.env, p.w)}, p.raw.lines(p.env)...), p.h)
}

// rawText is what the service answered, as text.
func rawText(sections []model.RawSection) []textLine {
	var out []textLine
	for i, sec := range sections {
		if i > 0 {
			out = append(out, textLine{})
		}
		out = append(out, textLine{"// " + model.Clean(sec.Title), theme.Muted})
		for l := range strings.SplitSeq(string(sec.JSON), "\n") {
			out = append(out, textLine{l, theme.Text})
		}
	}
	return out
}

// lines is the whole of the chosen tab.
func (p *jobPane) lines() []string {
	switch p.tab {
	case tabOverview:
		return p.overview()
	case tabRun:
		return p.run.lines()
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
	switch {
	case p.tab == tabRun && p.run.listing():
		return p.run.scroll(by)
	case p.tab == tabCheck:
		p.checks.move(by)
		return nil
	}
	top := &p.tops[p.tab]
	*top = min(max(*top+by, 0), max(len(p.lines())+len(p.head())+len(p.foot())-p.h, 0))
	return nil
}
