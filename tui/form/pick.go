package form

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/huh/v2"
	"github.com/charmbracelet/x/ansi"

	"drover/model"
	"drover/tui/theme"
)

// Pick is a list to choose one option of a field from. Where there are few and
// all can be chosen, the library's; else one of drover's own, which has words
// beside each option, says why one cannot be chosen, and finds by what is typed.
type Pick struct {
	theme *theme.Theme
	field model.Field
	box   *Box   // nil: it is drover's own
	value string // the one under the cursor, of the box
	find  Line
	hits  []int // of the options, those that match
	at    int   // among the hits
	top   int
	why   string
	w, h  int
}

// fewest is up to how many options the library's list is quick.
const fewest = 50

// NewPick is the list for a field, the cursor on what stands there.
func NewPick(th *theme.Theme, f model.Field) *Pick {
	p := &Pick{theme: th, field: f, value: f.Value, find: NewLine("")}
	plain := !slices.ContainsFunc(f.Options, func(o model.Option) bool { return o.Why != "" || o.Help != "" })
	if plain && len(f.Options) <= fewest && len(f.Options) > 0 {
		p.box = New(th, "", pickOne(&p.value, f.Options))
		return p
	}
	p.narrow()
	p.at = max(slices.IndexFunc(f.Options, func(o model.Option) bool { return o.Value == f.Value }), 0)
	return p
}

// Renewed is the list with other options, such as were read while it is open. What was
// typed to find one stays, and the cursor on its option.
func (p *Pick) Renewed(options []model.Option) *Pick {
	f := p.field
	if f.Options = options; p.box != nil {
		f.Value = p.value
	} else if len(p.hits) > 0 {
		f.Value = p.field.Options[p.hits[p.at]].Value
	}
	next := NewPick(p.theme, f)
	if next.find = p.find; next.box == nil {
		next.narrow()
		next.at = max(slices.IndexFunc(next.hits, func(i int) bool { return options[i].Value == f.Value }), 0)
	}
	next.Resize(p.w, p.h)
	return next
}

// pickOne asks for one of some options.
func pickOne(value *string, options []model.Option) Field {
	return Field{build: func(*theme.Theme) huh.Field {
		var all []huh.Option[string]
		for _, o := range options {
			all = append(all, huh.NewOption(theme.Safe(model.Clean(o.Words())), o.Value))
		}
		if len(all) > 0 && *value == "" {
			*value = all[0].Value
		}
		return huh.NewSelect[string]().Options(all...).Value(value)
	}}
}

// Resize gives the list w cells in at most h lines.
func (p *Pick) Resize(w, h int) {
	p.w, p.h = max(w, 1), max(h, 1)
	if p.box != nil {
		p.box.Resize(p.w, min(len(p.field.Options)+1, p.h))
	}
}

// Update takes a message. Enter chooses at once, so that the keys after it meet
// what comes next.
func (p *Pick) Update(msg tea.Msg) (cmd tea.Cmd, value string, chosen bool) {
	k, isKey := msg.(tea.KeyPressMsg)
	if isKey && k.String() == "enter" {
		value, chosen = p.choose()
		return nil, value, chosen
	}
	if p.box != nil {
		return p.box.Update(msg), "", false
	}
	p.why = ""
	if isKey {
		switch k.String() {
		case "up":
			p.move(-1)
			return nil, "", false
		case "down", "tab":
			p.move(1)
			return nil, "", false
		case "pgup":
			p.move(-min(p.room(), p.at))
			return nil, "", false
		case "pgdown":
			p.move(min(p.room(), len(p.hits)-1-p.at))
			return nil, "", false
		}
	}
	before := p.find.Value()
	if p.find.Take(msg); p.find.Value() != before {
		p.narrow()
		p.at, p.top = 0, 0
	}
	return nil, "", false
}

func (p *Pick) choose() (string, bool) {
	if p.box != nil {
		return p.value, true
	}
	if len(p.hits) == 0 {
		p.why = "nothing matches"
		return "", false
	}
	o := p.field.Options[p.hits[p.at]]
	if o.Why != "" {
		p.why = o.Why
		return "", false
	}
	return o.Value, true
}

func (p *Pick) move(by int) {
	if n := len(p.hits); n > 0 {
		p.at = (p.at + by + n) % n
	}
}

// narrow lists the options with every word that was typed.
func (p *Pick) narrow() {
	p.hits = nil
	words := strings.Fields(strings.ToLower(p.find.Value()))
	for i, o := range p.field.Options {
		text := strings.ToLower(o.Words() + " " + o.Value + " " + o.Help)
		if !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, w) }) {
			p.hits = append(p.hits, i)
		}
	}
}

// room is how many options are in sight: one line is for what is typed, the
// last ones are for the words on the one under the cursor.
func (p *Pick) room() int { return max(p.h-1-p.foot(), 1) }

// foot is how many lines the words on an option take, of the longest.
func (p *Pick) foot() int {
	for _, o := range p.field.Options {
		if p.h > 6 && theme.Width(theme.Safe(shown(o.Why, o.Help))) > p.w-2 {
			return 2
		}
	}
	return 1
}

// View draws the list.
func (p *Pick) View() string {
	if p.box != nil {
		return strings.TrimRight(p.box.View(), " \n")
	}
	th, cut := p.theme, p.theme.Signs().Cut
	p.top = min(p.top, p.at)
	p.top = max(p.top, p.at-p.room()+1)
	lines := []string{th.Paint(theme.Muted, "find  ") + p.find.Draw(th, max(p.w-6, 4))}
	names := 0
	for _, i := range p.hits {
		names = max(names, theme.Width(theme.Safe(model.Clean(p.field.Options[i].Words()))))
	}
	names = min(names, max(p.w/2, 8))
	for n := p.top; n < min(p.top+p.room(), len(p.hits)); n++ {
		lines = append(lines, theme.Cut(p.option(p.field.Options[p.hits[n]], n == p.at, names), p.w, cut))
	}
	return strings.Join(append(lines, p.footLines()...), "\n")
}

// footLines are the words on the option under the cursor, whole as far as there
// is room; or why it was not chosen.
func (p *Pick) footLines() []string {
	th := p.theme
	words, sign, tone := p.why, "", theme.Muted
	switch {
	case words != "":
		sign, tone = th.Failure()+" ", theme.Bad
	case len(p.hits) > 0:
		o := p.field.Options[p.hits[p.at]]
		words = shown(o.Why, o.Help)
	}
	lines := make([]string, p.foot())
	folded := strings.Split(ansi.Wrap(sign+theme.Safe(words), p.w, ""), "\n")
	if n := len(lines); len(folded) > n {
		folded = append(folded[:n-1:n-1], theme.Cut(strings.Join(folded[n-1:], " "), p.w, th.Signs().Cut))
	}
	for i, l := range folded {
		lines[i] = th.Paint(tone, l)
	}
	return lines
}

func (p *Pick) option(o model.Option, lit bool, names int) string {
	th, cut := p.theme, p.theme.Signs().Cut
	cursor, tone, more := " ", theme.Text, o.Help
	if o.Why != "" {
		tone, more = theme.Rule, o.Why
	}
	aside := theme.Muted
	if o.Why != "" {
		aside = theme.Rule
	}
	if lit {
		cursor, tone = th.Paint(theme.Accent, th.Signs().Cursor), theme.Select
	}
	name := theme.CutMiddle(theme.Safe(model.Clean(o.Words())), names, cut)
	return cursor + " " + th.Paint(tone, name) + theme.Spaces(names-theme.Width(name)+2) + th.Paint(aside, theme.Safe(more))
}

// SetTheme changes the look.
func (p *Pick) SetTheme(th *theme.Theme) {
	p.theme = th
	if p.box != nil {
		p.box.SetTheme(th)
	}
}
