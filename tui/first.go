package tui

import (
	"cmp"
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"drover/client"
	"drover/model"
	"drover/tui/theme"
)

// First is what the first screen shows where no profile says whither.
type First struct {
	Config string         // the configuration's path as it is shown: "~/.config/drover/config.toml"
	Sample string         // the lines of a profile, TOML, to be copied
	Found  func() []Found // looks for what this machine has already; nil: nobody looks
	// Demo opens the demo; Jobs is how many it has. nil: there is none.
	Demo func() (client.Door, error)
	Jobs int
	// Doctor looks at the surroundings and tells, as lines of text; nil: nobody
	// can.
	Doctor func(context.Context) string
}

// Found is a credential that this machine has already.
type Found struct {
	Words string                      // "clouds.yaml (2 clouds)", "HW_ACCESS_KEY in the environment"
	Open  func() (client.Door, error) // nil: it is there, and leads nowhere by itself
	Why   string                      // it does not; "": it does not say which service
}

// firstScreen is the root where there is no profile. Nothing is sent before
// something is chosen.
type firstScreen struct {
	app  *app
	env  *env
	of   First
	has  []Found
	at   int
	w, h int
}

func newFirst(a *app) *firstScreen {
	s := &firstScreen{app: a, env: a.env, of: a.doors.first}
	if s.of.Found != nil {
		s.has = s.of.Found()
	}
	return s
}

func (s *firstScreen) Title() string                 { return "first screen" }
func (s *firstScreen) Init() tea.Cmd                 { return nil }
func (s *firstScreen) Resize(w, h int)               { s.w, s.h = w, h }
func (s *firstScreen) Update(tea.Msg) (tea.Cmd, Nav) { return nil, stay }
func (s *firstScreen) Typing() bool                  { return false }

// wayIn is one choice of the first screen.
type wayIn struct {
	key, name string
	about     []string // parts, which stay whole where they fit
	do        func() (tea.Cmd, Nav)
	why       string // it cannot be chosen
}

func (s *firstScreen) ways() []wayIn {
	jobs := digit(s.of.Jobs)
	if s.of.Jobs == 0 {
		jobs = "40"
	}
	var ways []wayIn
	if n := len(s.app.doors.profiles); n > 0 {
		ways = append(ways, wayIn{key: "p", name: "choose a profile", about: []string{plural(n, "profile", "profiles") + " in " + cmp.Or(model.Clean(s.of.Config), "config.toml")}, do: s.app.profilesMenu})
	}
	return append(ways, []wayIn{
		{key: "d", name: "look around in the demo", about: []string{jobs + " made-up jobs, no network, nothing kept"}, do: s.demo, why: unless(s.of.Demo != nil, "there is no demo in this drover")},
		{key: "w", name: "write a profile", do: s.sample, why: unless(s.of.Sample != "", "there are no lines to show"),
			about: []string{"shows the lines for " + cmp.Or(model.Clean(s.of.Config), "config.toml") + ", ready to copy; credentials come from the environment, a command or a prompt"}},
		{key: "i", name: "use what this machine has already", about: s.foundWords(), do: s.found, why: unless(len(s.has) > 0, "nothing was found on this machine")},
		{key: "c", name: "check the surroundings (terminal, clock, network: drover doctor)", do: s.doctor, why: unless(s.of.Doctor != nil, "drover doctor does it in the shell")},
	}...)
}

// unless is why something cannot be done, where it cannot.
func unless(can bool, why string) string {
	if can {
		return ""
	}
	return why
}

func (s *firstScreen) foundWords() []string {
	words := make([]string, len(s.has))
	for i, f := range s.has {
		words[i] = model.Clean(f.Words)
	}
	if len(words) == 0 {
		return []string{"found: nothing"}
	}
	words[0] = "found: " + words[0]
	return words
}

// usable are those that lead somewhere.
func (s *firstScreen) usable() []int {
	var out []int
	for i, f := range s.has {
		if f.Open != nil {
			out = append(out, i)
		}
	}
	return out
}

func (s *firstScreen) demo() (tea.Cmd, Nav) {
	return s.app.goingThrough(demoKey, "the demo", s.of.Demo)
}

// found opens what was found; of several one is chosen, and those that lead
// nowhere by themselves say why.
func (s *firstScreen) found() (tea.Cmd, Nav) {
	if usable := s.usable(); len(s.has) == 1 && len(usable) == 1 {
		return s.open(usable[0])
	}
	choices, grey := make([]choice, len(s.has)), false
	for i, f := range s.has {
		c := choice{key: menuKey(i), name: theme.Safe(model.Clean(f.Words)), do: func() (tea.Cmd, Nav) { return s.open(i) }}
		if f.Open == nil {
			grey, c.why = true, cmp.Or(model.Clean(f.Why), "it does not say which service; w shows how a profile does")
		}
		choices[i] = c
	}
	m := newMenu(s.env, "use which", choices)
	if m.at = max(slices.IndexFunc(choices, func(c choice) bool { return c.why == "" }), 0); grey {
		m.about = wrapped("What is grey does not say which service, or cannot be read: enter on it says why.", 60)
	}
	return nil, push(m)
}

func (s *firstScreen) open(i int) (tea.Cmd, Nav) {
	return s.app.goingThrough(foundKey+digit(i), "what this machine has", s.has[i].Open)
}

func (s *firstScreen) sample() (tea.Cmd, Nav) {
	lines := "# " + s.of.Config + "   (folder 0700, file 0600)\n" + s.of.Sample
	return nil, push(newPaper(s.env, "write a profile", "the lines", func(context.Context) string { return lines }))
}

func (s *firstScreen) doctor() (tea.Cmd, Nav) {
	return nil, push(newPaper(s.env, "the surroundings", "the report", s.of.Doctor))
}

// View draws the ways in; where there is room, with a blank line between them.
func (s *firstScreen) View() string {
	if s.w < 1 || s.h < 1 {
		return ""
	}
	th, cut := s.env.theme, s.env.theme.Signs().Cut
	name := "    drover"
	lines := []string{th.Paint(theme.Strong, name) + th.Paint(theme.Muted, theme.Cut("   replication jobs from a terminal: Huawei Cloud DRS", max(s.w-theme.Width(name)-1, 0), cut))}
	for i, way := range s.ways() {
		if s.h >= 18 {
			lines = append(lines, "")
		}
		lines = append(lines, s.wayLine(way, i == s.at))
		for _, about := range together(way.about, max(s.w-10, 8)) {
			lines = append(lines, theme.Spaces(9)+th.Paint(theme.Muted, about))
		}
	}
	return strings.Join(overlayBottom(lines, []string{th.Rule(s.w), " " + theme.Cut("Nothing is sent anywhere before you choose a profile.", max(s.w-2, 0), cut)}, s.h), "\n")
}

// together puts parts side by side as far as they fit into w cells, and breaks
// those that do not fit into a line.
func together(parts []string, w int) []string {
	var out []string
	for _, part := range parts {
		for i, line := range wrapped(theme.Safe(part), w) {
			line = strings.TrimPrefix(line, "  ")
			if last := len(out) - 1; i == 0 && last >= 0 && theme.Width(out[last])+3+theme.Width(line) <= w {
				out[last] += "   " + line
				continue
			}
			out = append(out, line)
		}
	}
	return out
}

// wayLine is one way in; grey where it cannot be chosen.
func (s *firstScreen) wayLine(way wayIn, current bool) string {
	th := s.env.theme
	cursor, tone := " ", theme.Text
	if way.why != "" {
		tone = theme.Muted
	}
	if current {
		cursor, tone = th.Paint(theme.Accent, th.Signs().Cursor), theme.Select
	}
	return "    " + cursor + " " + th.Paint(theme.Key, way.key) + "  " + th.Paint(tone, theme.Cut(way.name, max(s.w-11, 0), th.Signs().Cut))
}

// Actions are the ways in, by their letters and under the cursor.
func (s *firstScreen) Actions() []Action {
	var acts []Action
	ways := s.ways()
	for _, way := range ways {
		acts = append(acts, act(groupLook, 0, way.name, way.key, way.do).unless(func() string { return way.why }))
	}
	move := func(by int) func() (tea.Cmd, Nav) {
		return func() (tea.Cmd, Nav) { s.at = (s.at + by + len(ways)) % len(ways); return nil, stay }
	}
	acts = append(acts,
		act(groupLook, 1, "choose", "enter", ways[s.at].do).unless(func() string { return ways[s.at].why }),
		act(groupLook, 0, "next", "down", move(1), "j"),
		act(groupLook, 0, "previous", "up", move(-1), "k"),
	)
	if s.app.stack[0] != Screen(s) {
		return acts // esc and q lead back to what lies beneath
	}
	return append(acts, act(groupLeave, 2, "leave", "q", func() (tea.Cmd, Nav) { return nil, leave() }))
}

// goThrough opens a door that is asked for here, or says why it does not open.
func (a *app) goThrough(key string, open func() (client.Door, error)) (tea.Cmd, Nav) {
	door, err := a.doors.through(key, open)
	if err != nil {
		return a.refused(model.Clean(err.Error()), "a profile could not be opened")
	}
	n, asking := a.top().(*entryScreen)
	if !asking || n.form != nil && n.form.box != nil && n.form.box.Touched() {
		return nil, a.enter(key, door, a.top().Title())
	}
	nav := a.enter(key, door, n.over)
	if nav.kind == navPush { // in place of one that nothing was typed into
		n.Closed()
		nav.kind = navReplace
	}
	return nil, nav
}

// goingThrough is goThrough for a page that may lie over a session.
func (a *app) goingThrough(key, words string, open func() (client.Door, error)) (tea.Cmd, Nav) {
	if a.env.client == nil {
		return a.goThrough(key, open)
	}
	return a.switchBy(key, words, open)
}

// refused says why something cannot be done: on the message line, or in a
// dialog where the sentence is longer than that.
func (a *app) refused(why, bare string) (tea.Cmd, Nav) {
	n := note{kind: noteBad, text: why, bare: bare}
	if theme.Width(why) <= a.env.width-4 {
		return a.sayNow(n), stay
	}
	a.remember(n)
	m := newMenu(a.env, "it cannot be opened", nil)
	m.about = wrapped(theme.Safe(why), max(min(a.env.width-8, 72), 20))
	return nil, push(m)
}
