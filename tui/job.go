package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"drover/client"
	"drover/model"
	"drover/tui/theme"
)

// jobScreen is one job on a page of its own.
type jobScreen struct {
	env    *env
	pane   *jobPane
	width  int
	height int
}

func newJob(e *env, job model.Job, sample model.Sample) *jobScreen {
	s := &jobScreen{env: e}
	s.pane = newJobPane(e, s, func() []Action { return s.writes().verbs() })
	s.pane.page = true
	trail, known := e.seen(job.ID)
	s.pane.show(job, sample, trail, known)
	return s
}

func (s *jobScreen) Title() string { return "job" }
func (s *jobScreen) Init() tea.Cmd { return s.pane.read() }
func (s *jobScreen) Typing() bool  { return s.pane.typing() }

// Resize gives the pane what title, tabs and rule leave.
func (s *jobScreen) Resize(w, h int) {
	s.width, s.height = w, h
	s.pane.resize(w, max(h-s.head(), 0))
}

// head is how many lines stand above the pane.
func (s *jobScreen) head() int {
	if s.height < 12 || s.env.compact {
		return 2
	}
	return 3
}

// Update takes answers, and the search's letters.
func (s *jobScreen) Update(msg tea.Msg) (tea.Cmd, Nav) {
	if cmd, ok := s.pane.take(msg); ok {
		return cmd, stay
	}
	return s.pane.typed(msg)
}

// View draws name, tabs and the chosen one.
func (s *jobScreen) View() string {
	if s.width < 1 || s.height < 1 {
		return ""
	}
	th := s.env.theme
	s.pane.resize(s.width, max(s.height-s.head(), 0))
	lines := append([]string{s.titleLine(), " " + s.pane.tabLine(s.width-2), th.Rule(s.width)}[:s.head()], s.pane.body()...)
	if s.pane.detail.err != nil && s.env.roomy() {
		lines = overlayBottom(lines, errorPanel(s.env, s.pane.detail.err, "Nothing was being changed."), s.height)
	}
	return strings.Join(lines, "\n")
}

func (s *jobScreen) titleLine() string {
	th, d := s.env.theme, &s.pane.detail
	right := ""
	switch {
	case d.loading():
		right = th.Paint(theme.Busy, "~") + th.Paint(theme.Muted, " reading")
	case d.have:
		right = th.Paint(theme.Muted, "read "+s.env.atSecond(d.got))
	}
	name := theme.CutMiddle(theme.Safe(s.pane.job.Name.String()), max(s.width-26, 8), th.Signs().Cut)
	return spread(" "+th.Paint(theme.Strong, name), right, s.width)
}

// Closed asks nothing more: nobody would see the answers.
func (s *jobScreen) Closed() { s.pane.forget() }

// writes is what may be done to the job of the page.
func (s *jobScreen) writes() writes {
	return writesOf(s.env, s.pane.job, s.pane.sample, func() string { return "" })
}

// Offers are the verbs and the sections, for the palette.
func (s *jobScreen) Offers() []Action {
	none := func() string { return "" }
	return append(s.writes().verbs(), editOffers(s.env, func() model.Job { return s.pane.job }, none, s.pane.job.Name.String())...)
}

// Actions of a job's page.
func (s *jobScreen) Actions() []Action {
	if s.pane.typing() {
		return s.pane.typingActions()
	}
	turn := func(tab int) (tea.Cmd, Nav) { return s.pane.turnTo((tab-1+len(tabNames))%len(tabNames) + 1), stay }
	var to func(tab int) (tea.Cmd, Nav)
	to = func(tab int) (tea.Cmd, Nav) {
		cmd, nav := turn(tab)
		if tab == tabObjects && s.objectsWhy() == "" { // the page of the objects is this tab's, written large
			nav = push(s.objects(to))
		} else if tab == tabObjects {
			why := "one by one they cannot be looked at: " + s.objectsWhy()
			cmd = tea.Batch(cmd, s.env.say(note{kind: noteBad, text: theme.Safe(why), bare: "objects cannot be looked at one by one"}))
		}
		return cmd, nav
	}
	acts := []Action{
		act(groupLook, 1, "tab", "tab", func() (tea.Cmd, Nav) { return turn(s.pane.tab + 1) }).shown("1" + s.env.theme.Signs().Dash + "8"),
		act(groupLook, 0, "", "shift+tab", func() (tea.Cmd, Nav) { return turn(s.pane.tab - 1) }),
	}
	acts = append(append(append(acts, s.editAction()), s.writes().actions()...), s.pane.cloneAction(9), s.scheduleAction(), s.endsAction(), s.copyAction(), s.pane.fileAction(),
		takeAction(s.env, func() model.Job { return s.pane.job }, func() string { return "" }).to(model.Clean(s.pane.job.Name.String())))
	acts = append(acts, s.pane.actions()...)
	if s.pane.tab != tabCheck { // there it stands among the tab's own
		acts = append(acts, s.pane.checks.runAction(0))
	}
	if s.pane.tab == tabObjects {
		acts = append(acts, act(groupLook, 1, "open", "enter", func() (tea.Cmd, Nav) { return nil, push(s.objects(to)) }).unless(s.objectsWhy))
	}
	return append(acts, s.pane.tabActions(to)...)
}

// Moved keeps the page true while a run works on this job.
func (s *jobScreen) Moved(run *client.Run, over bool) tea.Cmd {
	for _, r := range run.Report().Rows {
		if r.Job() != s.pane.job.ID {
			continue
		}
		cmd := s.pane.moved(r)
		if over {
			return s.pane.read()
		}
		return cmd
	}
	return nil
}

// objects is the page of the tab 4; from there the digits lead to the other tabs.
func (s *jobScreen) objects(to func(tab int) (tea.Cmd, Nav)) *objectsPage {
	p := newObjects(s.env, s.pane.job)
	p.turn = to
	return p
}

// objectsWhy is why the objects of the job cannot be looked at one by one.
func (s *jobScreen) objectsWhy() string { return objectsWhy(s.env, s.pane.job) }
