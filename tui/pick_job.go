package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"drover/model"
	"drover/tui/theme"
)

// pickJob is a dialog that finds a job of the list by what is typed of its name.
type pickJob struct {
	env    *env
	title  string
	search line
	found  []model.Job
	at     int
	take   func(model.Job) tea.Cmd
	open   func(model.Job) (tea.Cmd, Nav) // goes on with the job elsewhere, in place of take
}

// pickMost is how many jobs the dialog lists: of more, another letter tells.
const pickMost = 8

func newPickJob(e *env, title string, take func(model.Job) tea.Cmd) *pickJob {
	p := &pickJob{env: e, title: title, search: newLine(""), take: take}
	p.find()
	return p
}

func (p *pickJob) Title() string   { return p.title }
func (p *pickJob) Init() tea.Cmd   { return nil }
func (p *pickJob) Resize(int, int) {}
func (p *pickJob) Typing() bool    { return true }
func (p *pickJob) Width() int      { return 60 }

func (p *pickJob) find() { p.found, p.at = p.env.finds(p.search.value(), pickMost), 0 }

// Update searches as letters are typed; tab completes the name.
func (p *pickJob) Update(msg tea.Msg) (tea.Cmd, Nav) {
	if k, ok := msg.(tea.KeyPressMsg); ok {
		switch k.String() {
		case "esc", "enter", "up", "down":
			return nil, pass()
		case "tab":
			if p.at < len(p.found) {
				p.search.set(p.found[p.at].Name.String())
				p.find()
			}
			return nil, stay
		}
	}
	before := p.search.value()
	if p.search.take(msg); p.search.value() != before {
		p.find()
	}
	return nil, stay
}

// View draws the field and the jobs that fit.
func (p *pickJob) View() string {
	th, w := p.env.theme, min(p.Width(), max(p.env.width-4, 1))
	cut := th.Signs().Cut
	out := []string{th.Paint(theme.Muted, "name") + "  " + p.search.draw(th, w-6)}
	for i, job := range p.found {
		cursor, tone := " ", theme.Text
		if i == p.at {
			cursor, tone = th.Paint(theme.Accent, th.Signs().Cursor), theme.Select
		}
		name := theme.CutMiddle(theme.Safe(job.Name.String()), max(w-22, 8), cut)
		from, to := model.Ends(job.Engine.String())
		ends := theme.Cut(theme.Safe(from+">"+to), max(w-4-theme.Width(name), 0), cut)
		out = append(out, cursor+" "+th.Paint(tone, name)+theme.Spaces(max(w-2-theme.Width(name)-theme.Width(ends), 1))+th.Paint(theme.Muted, ends))
	}
	switch len(p.found) {
	case 0:
		out = append(out, th.Paint(theme.Muted, "no job on the list has that in its name"))
	case pickMost:
		out = append(out, th.Paint(theme.Muted, "there may be more: type on"))
	}
	return strings.Join(out, "\n")
}

// Actions of the dialog.
func (p *pickJob) Actions() []Action {
	move := func(by int) func() (tea.Cmd, Nav) {
		return func() (tea.Cmd, Nav) {
			p.at = max(min(p.at+by, len(p.found)-1), 0)
			return nil, stay
		}
	}
	return []Action{
		act(groupChange, 1, "take it", "enter", p.enter).
			unless(func() string { return unless(len(p.found) > 0, "no job on the list has that in its name") }),
		act(groupLook, 2, "complete", "tab", nil),
		act(groupLook, 0, "next", "down", move(1)),
		act(groupLook, 0, "previous", "up", move(-1)),
		act(groupLeave, 3, "close", "esc", func() (tea.Cmd, Nav) { return nil, pop() }),
	}
}

// enter goes on with the job at the cursor.
func (p *pickJob) enter() (tea.Cmd, Nav) {
	job := p.found[p.at]
	if p.open != nil {
		return nil, popThen(func() (tea.Cmd, Nav) { return p.open(job) })
	}
	return p.take(job), pop()
}

// jobsNamed finds jobs of the list by a part of their names, in the list's
// order; the marked ones and the one under the cursor come first.
func (s *jobsScreen) jobsNamed(part string, most int) []model.Job {
	part = strings.ToLower(strings.TrimSpace(part))
	var first, rest []model.Job
	on, _ := s.table.CursorKey()
	for r := range s.table.Each {
		if !strings.Contains(strings.ToLower(r.name), part) {
			continue
		}
		switch {
		case r.job.ID == on || s.table.Marks() > 0 && s.table.IsMarked(r.job.ID):
			first = append(first, r.job.Job())
		case len(rest) < most:
			rest = append(rest, r.job.Job())
		}
	}
	all := append(first, rest...)
	return all[:min(len(all), most)]
}
