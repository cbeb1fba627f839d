package tui

import (
	"cmp"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"drover/tui/theme"
)

// palette lists every command of the screen beneath it: words in any order, the
// last ones used on top, grey lines last with their reason. Some take a word or
// two after their name; see palette_words.go.
type palette struct {
	env    *env
	of     string
	acts   []Action
	words  []wordCommand
	recent []string
	used   func(name string)
	search line
	at     int
	top    int
	height int
}

func (a *app) newPalette() *palette {
	p := &palette{env: a.env, of: a.top().Title(), acts: a.actions(), recent: a.recent, used: a.use, search: newLine("")}
	if o, ok := a.top().(offering); ok {
		p.acts = merged(p.acts, o.Offers())
	}
	if a.hasProjects() {
		p.acts = append(p.acts, act(groupLook, 0, "other project", "", a.otherProject))
	}
	if c, ok := a.top().(commander); ok {
		p.words = c.Commands()
	}
	p.words = append(p.words, a.Commands()...)
	return p
}

// offering is a screen that can do more than has keys of its own.
type offering interface{ Offers() []Action }

// merged adds what has no key of its own; a key that stands for several of them
// gives way.
func merged(acts, offers []Action) []Action {
	out := slices.DeleteFunc(slices.Clone(acts), func(a Action) bool {
		return slices.ContainsFunc(offers, func(o Action) bool { return o.Help().Key == a.Help().Key })
	})
	return append(out, offers...)
}

// use puts a command on top of those used last.
func (a *app) use(name string) {
	kept := slices.DeleteFunc(slices.Clone(a.recent), func(r string) bool { return r == name })
	kept = append([]string{name}, kept...)
	a.recent = kept[:min(len(kept), keepRecent)]
}

func (p *palette) Title() string   { return "commands" }
func (p *palette) Init() tea.Cmd   { return nil }
func (p *palette) Resize(_, h int) { p.height = h }
func (p *palette) Typing() bool    { return true }
func (p *palette) Width() int      { return 60 }

// Update searches as letters are typed; arrows move the choice.
func (p *palette) Update(msg tea.Msg) (tea.Cmd, Nav) {
	if k, ok := msg.(tea.KeyPressMsg); ok {
		switch k.String() {
		case "esc", "enter", "up", "down":
			return nil, pass()
		}
	}
	before := p.search.value()
	p.search.take(msg)
	if p.search.value() != before {
		p.at = 0
	}
	return nil, stay
}

// Actions of the dialog itself.
func (p *palette) Actions() []Action {
	move := func(by int) func() (tea.Cmd, Nav) {
		return func() (tea.Cmd, Nav) {
			p.at = min(max(p.at+by, 0), max(len(p.entries())-1, 0))
			return nil, stay
		}
	}
	return []Action{
		act(groupLook, 0, "previous", "up", move(-1)),
		act(groupLook, 0, "next", "down", move(1)),
		act(groupLook, 1, "do it", "enter", p.do),
		act(groupLeave, 2, "close", "esc", func() (tea.Cmd, Nav) { return nil, pop() }),
	}
}

// do runs the chosen line on the screen beneath; one that still wants a word
// puts its name into the field.
func (p *palette) do() (tea.Cmd, Nav) {
	found := p.entries()
	if p.at >= len(found) {
		return nil, stay
	}
	e := found[p.at]
	if e.wants != "" {
		p.search.set(e.wants + " ")
		p.at = 0
		return nil, stay
	}
	if e.act.reason() == "" {
		p.used(cmp.Or(e.said, e.name))
	}
	return nil, Nav{kind: navPop, act: &e.act}
}

// entry is one line of the palette.
type entry struct {
	name  string
	on    string // what it acts upon, or the word it wants
	key   string
	wants string // the name to go on typing after
	said  string // the name that words were typed after
	act   Action
}

// entries lists what matches: a command with its words, then those used last,
// then what can be done, then what cannot.
func (p *palette) entries() []entry {
	text := p.search.value()
	if e, ok := p.spoken(text); ok {
		return []entry{e}
	}
	var can, grey []entry
	named := map[string]bool{}
	for _, a := range p.acts {
		e := entry{name: a.name(), on: cmp.Or(a.On, p.hint(a.name())), key: a.Help().Key, act: a}
		named[e.name] = true
		switch {
		case a.Help().Desc == "" || !matchesWords(e.name+" "+a.Help().Desc+" "+a.Group+" "+e.on, text):
		case a.reason() == "":
			can = append(can, e)
		default:
			grey = append(grey, e)
		}
	}
	for _, w := range p.words {
		if !named[w.name] && matchesWords(w.name+" "+w.hint, text) {
			can = append(can, entry{name: w.name, on: w.hint, key: w.key, wants: w.name})
		}
	}
	slices.SortStableFunc(can, func(a, b entry) int { return p.age(a.name) - p.age(b.name) })
	return append(can, grey...)
}

// hint is what may follow a command that has a key of its own, too.
func (p *palette) hint(name string) string {
	if i := slices.IndexFunc(p.words, func(w wordCommand) bool { return w.name == name }); i >= 0 {
		return p.words[i].hint
	}
	return ""
}

// age is how long ago a command was used: 0 the last one, keepRecent never.
func (p *palette) age(name string) int {
	if i := slices.Index(p.recent, name); i >= 0 {
		return i
	}
	return keepRecent
}

// View draws the field and as many commands as there is room for.
func (p *palette) View() string {
	th, w := p.env.theme, min(p.Width(), max(p.env.width-4, 1))
	out := []string{th.Paint(theme.Key, ":") + " " + p.search.draw(th, w-2)}
	found := p.entries()
	rows := max(min(p.height-4, 16), 1)
	p.top = scrolled(p.top, p.at, rows, len(found))
	for i := p.top; i < len(found) && i < p.top+rows; i++ {
		out = append(out, p.row(found[i], i == p.at, w))
	}
	if len(found) == 0 {
		out = append(out, th.Paint(theme.Muted, "no command matches; esc closes"))
	}
	return strings.Join(out, "\n")
}

// row is name, object and key.
func (p *palette) row(e entry, current bool, w int) string {
	th, cut := p.env.theme, p.env.theme.Signs().Cut
	cursor, tone := " ", theme.Text
	if current {
		cursor, tone = th.Paint(theme.Accent, th.Signs().Cursor), theme.Select
	}
	if why := e.act.reason(); why != "" {
		return cursor + " " + th.Paint(theme.Muted, theme.Cut(theme.Safe(e.name+": "+why), w-2, cut))
	}
	name := theme.Cut(theme.Safe(e.name), w-3-theme.Width(e.key), cut)
	room := w - 3 - theme.Width(name) - theme.Width(e.key)
	on := ""
	if room > 6 && e.on != "" {
		on = "  " + theme.Cut(theme.Safe(e.on), room-3, cut)
	}
	gap := theme.Spaces(max(room+1-theme.Width(on), 1))
	return cursor + " " + th.Paint(tone, name) + th.Paint(theme.Muted, on) + gap + th.Paint(theme.Key, e.key)
}
