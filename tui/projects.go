package tui

import (
	"cmp"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"drover/model"
	"drover/tui/theme"
)

// projectChoice is the projects of a region, one of which is to be chosen.
type projectChoice struct {
	env      *env
	projects []model.Project
	here     string // the id of the one that is open; "": none is
	seen     bool   // keys typed before the list could be seen are dropped
	at, top  int
	w, h     int
}

// choiceSeen says that the list can have been seen.
type choiceSeen struct{}

// newProjectChoice begins on the region's own project, or on the one that is
// open: here. Those that are switched off come last.
func newProjectChoice(e *env, projects []model.Project, region, here string) *projectChoice {
	c := &projectChoice{env: e, projects: slices.Clone(projects), here: here}
	rank := func(p model.Project) int {
		switch {
		case !p.Enabled:
			return 2
		case p.Name.String() == region:
			return 0
		}
		return 1
	}
	slices.SortStableFunc(c.projects, func(a, b model.Project) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a.Name.String(), b.Name.String()))
	})
	c.at = max(slices.IndexFunc(c.projects, func(p model.Project) bool { return here != "" && p.ID == here }), 0)
	return c
}

func (c *projectChoice) shown(s Screen) tea.Cmd {
	return tea.Tick(seenAfter, func(time.Time) tea.Msg { return reply{to: s, msg: choiceSeen{}} })
}

func (c *projectChoice) resize(w, h int) { c.w, c.h = w, h }

// lines draws as many projects as there is room for.
func (c *projectChoice) lines() []string {
	th, cut := c.env.theme, c.env.theme.Signs().Cut
	name := 12
	for _, p := range c.projects {
		name = min(max(name, theme.Width(theme.Safe(p.Name.String()))), max(c.w/3, 12))
	}
	c.top = scrolled(c.top, c.at, c.h, len(c.projects))
	var out []string
	for i := c.top; i < min(c.top+c.h, len(c.projects)); i++ {
		p := c.projects[i]
		cursor, tone, about := " ", theme.Text, theme.Safe(p.Description.String())
		if !p.Enabled {
			tone, about = theme.Muted, "switched off: "+cmp.Or(about, "nothing can be read there")
		}
		if c.here != "" && p.ID == c.here {
			about = strings.TrimSpace(th.Signs().Mark + " here   " + about)
		}
		if i == c.at {
			cursor, tone = th.Paint(theme.Accent, th.Signs().Cursor), theme.Select
		}
		shown := theme.CutMiddle(theme.Safe(p.Name.String()), name, cut)
		rest := theme.Spaces(name-theme.Width(shown)+2) + theme.Pad(theme.Cut(theme.Safe(model.Clean(p.ID)), 32, cut), 34) + about
		out = append(out, cursor+" "+th.Paint(tone, shown)+th.Paint(theme.Muted, theme.Cut(rest, max(c.w-theme.Width(shown)-3, 0), cut)))
	}
	return out
}

// place says which of how many the cursor is on.
func (c *projectChoice) place() string {
	return digit(c.at+1) + " of " + digit(len(c.projects))
}

// actions choose, and move the cursor.
func (c *projectChoice) actions(open func(id string) (tea.Cmd, Nav)) []Action {
	acts := rolling("next", "previous", func(n int) { c.at = max(min(c.at+n, len(c.projects)-1), 0) })
	return append(acts, act(groupChange, 1, "open", "enter", func() (tea.Cmd, Nav) {
		if !c.seen || len(c.projects) == 0 {
			return nil, stay
		}
		return open(c.projects[c.at].ID)
	}).unless(c.cannotOpen))
}

// cannotOpen is why the project under the cursor cannot be opened.
func (c *projectChoice) cannotOpen() string {
	switch {
	case len(c.projects) == 0:
		return "there is no project"
	case !c.projects[c.at].Enabled:
		return "this project is switched off: the account's administrator can switch it on"
	}
	return ""
}

// otherProject lets another project of the profile that is open be chosen.
func (a *app) otherProject() (tea.Cmd, Nav) {
	k := a.doors.kept[a.doors.here]
	n := newEntry(a.env, k.door, a.doors.here, a.top().Title())
	n.here, n.asking, n.sure = k.project, false, a.afterAsking
	return nil, push(n)
}

// hasProjects reports whether there may be another project to go to.
func (a *app) hasProjects() bool {
	return a.env.client != nil && !a.env.where().Demo && a.env.where().HasProject() && a.doors.kept[a.doors.here] != nil
}
