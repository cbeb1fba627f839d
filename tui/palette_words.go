package tui

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"drover/model"
	"drover/tui/theme"
)

// wordCommand is a command that takes words after its name: "sort lag".
type wordCommand struct {
	name string
	hint string // what may follow
	key  string // the key that asks for the same, if there is one
	// parse answers what the words would do, in a few words, and does it; why is
	// what is wrong with them.
	parse func(words string) (what string, do func() (tea.Cmd, Nav), why string)
}

// commander is a screen with such commands.
type commander interface{ Commands() []wordCommand }

// spoken is the command that a text names with words after it: the one with the
// longest name. A text that may yet become another name names none.
func (p *palette) spoken(text string) (entry, bool) {
	text = strings.TrimLeft(text, " ")
	lower := strings.ToLower(text)
	var found *wordCommand
	for i, w := range p.words {
		if len(w.name) >= len(lower) && strings.Contains(w.name, " ") && strings.HasPrefix(w.name, lower) {
			return entry{}, false
		}
		if strings.HasPrefix(lower, w.name+" ") && (found == nil || len(w.name) > len(found.name)) {
			found = &p.words[i]
		}
	}
	if found == nil {
		return entry{}, false
	}
	return found.entry(strings.TrimSpace(text[len(found.name):])), true
}

// entry is the command with words after its name.
func (w *wordCommand) entry(words string) entry {
	what, do, why := "", (func() (tea.Cmd, Nav))(nil), "type "+w.hint
	if words != "" {
		what, do, why = w.parse(words)
	}
	shown := theme.Safe(w.name + " " + model.Clean(words))
	a := act(groupLook, 0, shown, "", do)
	if why != "" {
		a = a.unless(func() string { return why })
		return entry{name: strings.TrimSpace(shown), act: a}
	}
	return entry{name: shown, on: what, key: w.key, act: a, said: w.name}
}

// Commands are those that work on every page.
func (a *app) Commands() []wordCommand {
	return []wordCommand{
		{name: "profile", hint: "its name", key: "p", parse: a.profileSpoken},
		{name: "refresh", hint: "how often: 30s, 0 by hand", parse: a.refreshWords},
		{name: "theme", hint: "dark or light", parse: a.themeWords},
	}
}

// fastest is how often the list may be read at most.
const fastest = 2 * time.Second

func (a *app) refreshWords(words string) (string, func() (tea.Cmd, Nav), string) {
	d, err := time.ParseDuration(words)
	switch {
	case words == "0":
		d = 0
	case err != nil || d < 0:
		return "", nil, "a time like 30s or 2m, or 0"
	case d < fastest:
		return "", nil, "not faster than every " + model.Duration(fastest)
	case d > time.Hour:
		return "", nil, "not slower than every hour; 0 is by hand"
	}
	what := "read every " + model.Duration(d)
	if d == 0 {
		what = "read by hand"
	}
	return what, func() (tea.Cmd, Nav) {
		a.env.refresh = d
		if list, ok := a.stack[0].(*jobsScreen); ok {
			list.read.auto = d > 0
			cmd := list.readIn(d)
			if by := list.byHandWords(); by != "" && len(list.watch.list) > 0 {
				cmd = tea.Batch(cmd, list.told(by))
			}
			return cmd, stay
		}
		return nil, stay
	}, ""
}

func (a *app) themeWords(words string) (string, func() (tea.Cmd, Nav), string) {
	if words != "dark" && words != "light" {
		return "", nil, "dark or light"
	}
	if !a.env.theme.Turns() {
		return "", nil, "this session's colours were fixed at the start"
	}
	return "until you leave", func() (tea.Cmd, Nav) { a.setTheme(a.env.theme.WithBackground(words == "dark")); return nil, stay }, ""
}
