package tui

import (
	"cmp"
	"context"
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
	return []wayIn{
		{key: "d", name: "look around in the demo", about: []string{jobs + " made-up jobs, no network, nothing kept"}, do: s.demo, why: unless(s.of.Demo != nil, "there is no demo in this drover")},
		{key: "w", name: "write a profile", do: s.sample, why: unless(s.of.Sample != "", "there are no lines to show"),
			about: []string{"shows the lines for " + cmp.Or(model.Clean(s.of.Config), "config.toml") + ", ready to copy; credentials come from the environment, a command or a prompt"}},
		{key: "i", name: "use what this machine has already", about: s.foundWords(), do: s.found, why: unless(len(s.usable()) > 0, s.cannotUse())},
		{key: "c", name: "check the surroundings (terminal, clock, network: drover doctor)", do: s.doctor, why: unless(s.of.Doctor != nil, "drover doctor does it in the shell")},
	}
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

func (s *firstScreen) cannotUse() string {
	if len(s.has) == 0 {
		return "nothing was found on this machine"
	}
	return "what was found does not say which service: w shows how a profile does"
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

func (s *firstScreen) demo() (tea.Cmd, Nav) { return s.app.goThrough(demoKey, s.of.Demo) }

// found opens what was found; of several one is chosen.
func (s *firstScreen) found() (tea.Cmd, Nav) {
	usable := s.usable()
	open := func(i int) (tea.Cmd, Nav) { return s.app.goThrough(foundKey+digit(i), s.has[i].Open) }
	if len(usable) == 1 {
		return open(usable[0])
	}
	var choices []choice
	for n, i := range usable[:min(len(usable), len(menuKeys))] {
		choices = append(choices, choice{key: menuKeys[n : n+1], name: model.Clean(s.has[i].Words), do: func() (tea.Cmd, Nav) { return open(i) }})
	}
	return nil, push(newMenu(s.env, "use which", choices))
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
	return append(acts,
		act(groupLook, 1, "choose", "enter", ways[s.at].do).unless(func() string { return ways[s.at].why }),
		act(groupLook, 0, "next", "down", move(1), "j"),
		act(groupLook, 0, "previous", "up", move(-1), "k"),
		act(groupLeave, 2, "leave", "q", func() (tea.Cmd, Nav) { return nil, leave() }),
	)
}

// goThrough opens a door that is asked for here, or says why it does not open.
func (a *app) goThrough(key string, open func() (client.Door, error)) (tea.Cmd, Nav) {
	door, err := a.doors.through(key, open)
	if err != nil {
		return a.sayNow(note{kind: noteBad, text: model.Clean(err.Error()), bare: "a profile could not be opened"}), stay
	}
	return nil, a.enter(key, door, a.top().Title())
}
