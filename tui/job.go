package tui

import (
	"context"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"drover/client"
	"drover/model"
	"drover/tui/theme"
)

// jobScreen is one job: what its sections say, tab by tab.
type jobScreen struct {
	env    *env
	job    model.Job
	sample model.Sample
	detail remote[model.Detail]
	tab    int // from 1
	raw    rawView
	top    int
	width  int
	height int
}

// tabs of a job, in the order of their digits. Those without a view yet say
// what will stand there.
var tabNames = [...]string{"overview", "run", "policy", "objects", "ends", "limits", "raw", "check"}

const (
	tabOverview = 1
	tabRaw      = 7
)

func newJob(e *env, job model.Job, sample model.Sample) *jobScreen {
	return &jobScreen{env: e, job: job, sample: sample, tab: tabOverview}
}

func (s *jobScreen) Title() string   { return "job" }
func (s *jobScreen) Init() tea.Cmd   { return s.read() }
func (s *jobScreen) Resize(w, h int) { s.width, s.height = w, h }
func (s *jobScreen) Typing() bool    { return s.raw.typing }

func (s *jobScreen) read() tea.Cmd {
	c, id := s.env.client, s.job.ID
	return ask(s.env, s, &s.detail, func(ctx context.Context) (model.Detail, error) { return c.Job(ctx, id) })
}

// Update takes the detail, and the search's letters.
func (s *jobScreen) Update(msg tea.Msg) (tea.Cmd, Nav) {
	switch m := msg.(type) {
	case answer[model.Detail]:
		if m.take() && m.err == nil {
			s.job, s.sample = s.detail.value.Job, s.detail.value.Sample.Over(s.sample)
			s.raw.set(s.detail.value.Raw)
			s.env.learned(s.detail.value)
		}
	case tea.KeyPressMsg:
		return s.raw.key(m)
	case tea.PasteMsg:
		s.raw.paste(m)
	}
	return nil, stay
}

// View draws name, tabs and the chosen one.
func (s *jobScreen) View() string {
	if s.width < 1 || s.height < 1 {
		return ""
	}
	th := s.env.theme
	lines := []string{s.titleLine(), s.tabLine(), th.Rule(s.width)}
	if s.height < 12 || s.env.compact {
		lines = lines[:2]
	}
	if s.tab == tabRaw {
		lines = append(lines, s.raw.bar(s.env, s.width)...)
	}
	body, foot := s.body(), s.notNow()
	room := max(s.height-len(lines)-len(foot), 0)
	s.top = min(s.top, max(len(body)-room, 0))
	lines = append(lines, fill(append([]string{}, body[min(s.top, len(body)):]...), room)...)
	lines = append(lines, foot...)
	if s.detail.err != nil && s.env.roomy() {
		lines = overlayBottom(lines, errorPanel(s.env, s.detail.err, "Nothing was being changed."), s.height)
	}
	return strings.Join(lines, "\n")
}

func (s *jobScreen) titleLine() string {
	th := s.env.theme
	right := ""
	switch {
	case s.detail.loading():
		right = th.Paint(theme.Busy, "~") + th.Paint(theme.Muted, " reading")
	case s.detail.have:
		right = th.Paint(theme.Muted, "read "+model.ClockSeconds(s.detail.got, time.UTC))
	}
	name := theme.CutMiddle(theme.Safe(s.job.Name.String()), max(s.width-20, 8), th.Signs().Cut)
	return spread(" "+th.Paint(theme.Strong, name), right, s.width)
}

func (s *jobScreen) tabLine() string {
	th, line := s.env.theme, ""
	for i, name := range tabNames {
		word := digit(i+1) + " " + name
		if theme.Width(line)+theme.Width(word)+3 > s.width {
			break
		}
		tone := theme.Muted
		if i+1 == s.tab {
			tone = theme.Tab
		}
		if line != "" {
			line += "  "
		}
		line += th.Paint(tone, word)
	}
	return " " + line
}

// body is the chosen tab's lines.
func (s *jobScreen) body() []string {
	switch s.tab {
	case tabOverview:
		return s.overview()
	case tabRaw:
		return s.raw.lines(s.env, s.width)
	}
	th := s.env.theme
	out := []string{""}
	for _, l := range wrapped(comingTabs[s.tab-1], s.width-3) {
		out = append(out, "  "+th.Paint(theme.Muted, l))
	}
	return append(out, "  "+th.Paint(theme.Muted, "What the service says of it stands under 7 raw today."))
}

// comingTabs says what each tab will hold.
var comingTabs = [...]string{
	"", "Phases, per-object progress, lag per component and the log will stand here.",
	"Policy, field by field with help, will stand here; the overview has its summary.",
	"Databases, schemas, tables and columns with their mapping will stand here.",
	"Both ends with every field will stand here; the overview has their addresses.",
	"Flow windows, alarms and tuning parameters will stand here.", "",
	"The pre-check as a worklist will stand here; a review of a start shows its result.",
}

// notNow is the line of writes that cannot be done now, with the reason.
func (s *jobScreen) notNow() []string {
	th := s.env.theme
	if s.height < 12 || s.env.compact || s.tab != tabOverview {
		return nil
	}
	why := s.cannotStart()
	if why == "" {
		return nil
	}
	return []string{th.Rule(s.width), " " + th.Paint(theme.Muted, "not now    S start ") + th.Paint(theme.Muted, theme.Cut(why, s.width-22, th.Signs().Cut))}
}

func (s *jobScreen) cannotStart() string {
	if s.env.client.Place().ReadOnly {
		return "this session is read-only"
	}
	return model.Can(s.env.client.Capabilities(), s.job, model.Start)
}

// Actions of a job's page.
func (s *jobScreen) Actions() []Action {
	if s.raw.typing {
		return s.raw.typingActions(s)
	}
	acts := []Action{
		act(groupLook, 1, "tab", "tab", s.turn(1)).shown("1" + s.env.theme.Signs().Dash + "8"),
		act(groupLook, 0, "", "shift+tab", s.turn(-1)),
		act(groupChange, 3, "start", "S", s.start).unless(s.cannotStart),
		s.copyAction(),
		act(groupFind, 4, "read again", "r", func() (tea.Cmd, Nav) { return s.read(), stay }),
		act(groupLook, 0, "", "down", s.scroll(1), "j"),
		act(groupLook, 0, "", "up", s.scroll(-1), "k"),
		act(groupLook, 0, "", "pgdown", s.scroll(10), "ctrl+d"),
		act(groupLook, 0, "", "pgup", s.scroll(-10), "ctrl+u"),
		act(groupLook, 0, "", "home", s.scroll(-1<<20), "g"),
		act(groupLook, 0, "", "end", s.scroll(1<<20), "G"),
	}
	for i := range tabNames {
		acts = append(acts, act(groupLook, 0, tabNames[i], digit(i+1), func() (tea.Cmd, Nav) { s.tab, s.top = i+1, 0; return nil, stay }))
	}
	if s.tab == tabRaw {
		acts = append(acts, s.raw.actions(s)...)
	}
	return acts
}

func (s *jobScreen) turn(by int) func() (tea.Cmd, Nav) {
	return func() (tea.Cmd, Nav) {
		s.tab, s.top = (s.tab-1+by+len(tabNames))%len(tabNames)+1, 0
		return nil, stay
	}
}

func (s *jobScreen) scroll(by int) func() (tea.Cmd, Nav) {
	return func() (tea.Cmd, Nav) {
		room := max(s.height-3, 1)
		s.top = min(max(s.top+by, 0), max(len(s.body())-room, 0))
		return nil, stay
	}
}

func (s *jobScreen) start() (tea.Cmd, Nav) {
	return nil, push(newReview(s.env, []model.Pick{{Job: s.job}}, model.AtOnce()))
}

// Moved keeps the page true while a run works on this job.
func (s *jobScreen) Moved(run *client.Run, over bool) tea.Cmd {
	for _, r := range run.Report().Rows {
		if r.ID != s.job.ID {
			continue
		}
		s.job = s.job.WithStatus(r.Now.Status)
		if over {
			return s.read()
		}
	}
	return nil
}
