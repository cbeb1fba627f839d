package tui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"drover/client"
	"drover/model"
	"drover/tui/theme"
)

// taking shows what a file would change in the draft, and what is wrong in it,
// before anything changes.
type taking struct {
	env      *env
	from     string // the file's name, or what it is
	mistakes []client.Mistake
	changes  []change
	lost     []model.Drop // secrets that do not go along
	foot     string       // what is said below it; "": what is true of a draft
	later    string       // what of it is for after the creation; "": nothing
	take     func() tea.Cmd
	edit     func(line int) tea.Cmd // opens it in the editor again; nil: it was not written there
	drop     func()                 // is done when nothing is taken; nil: nothing is
	top      int
	asked    bool // whether what was written may be dropped
	w, h     int
}

// change is one value that would become another one.
type change struct {
	key      model.FieldKey
	label    string // as the form has it, else the key
	was, now string
}

// changesOf lists how two drafts differ in what goes over the wire, in the order
// of the form.
func changesOf(form model.CreateForm, was, now model.Draft) []change {
	var out []change
	seen := map[model.FieldKey]bool{}
	add := func(key model.FieldKey, label string) {
		if seen[key] || strings.Contains(string(key), "#") || was.Get(key) == now.Get(key) {
			return
		}
		seen[key] = true
		out = append(out, change{key: key, label: label, was: was.Get(key), now: now.Get(key)})
	}
	for _, s := range form.Steps {
		for _, f := range s.Fields {
			if f.Kind == model.SecretField || f.Fixed != "" { // what is fixed follows by itself
				seen[f.Key] = true
				continue
			}
			add(f.Key, f.Label)
		}
	}
	for _, key := range slices.Sorted(slices.Values(append(was.Keys(), now.Keys()...))) {
		add(key, "")
	}
	return out
}

func (t *taking) Title() string                 { return "take " + theme.Safe(model.Clean(t.from)) }
func (t *taking) Init() tea.Cmd                 { return nil }
func (t *taking) Resize(w, h int)               { t.w, t.h = w, h }
func (t *taking) Update(tea.Msg) (tea.Cmd, Nav) { return nil, stay }
func (t *taking) Typing() bool                  { return false }

// View lists the mistakes by their lines, and then the changes.
func (t *taking) View() string {
	if t.w < 1 || t.h < 1 {
		return ""
	}
	th := t.env.theme
	right := th.Paint(theme.Text, plural(len(t.changes), "change", "changes"))
	if n := len(t.mistakes); n > 0 {
		right = th.Paint(theme.Bad, plural(n, "mistake", "mistakes")) + "   " + right
	}
	head := []string{spread(" "+th.Paint(theme.Strong, t.Title()), right, t.w)}
	if t.env.ruled() {
		head = append(head, th.Rule(t.w))
	}
	var foot []string
	if t.env.roomy() {
		foot = []string{th.Rule(t.w), " " + th.Paint(theme.Text, theme.Cut(t.footWords(), max(t.w-2, 0), th.Signs().Cut))}
	}
	lines, room := t.lines(), max(t.h-len(head)-len(foot), 1)
	t.top = max(min(t.top, len(lines)-room), 0)
	body := fill(slices.Clone(lines[t.top:min(t.top+room, len(lines))]), room)
	return strings.Join(fill(append(append(head, body...), foot...), t.h), "\n")
}

func (t *taking) footWords() string {
	switch {
	case t.asked:
		return "esc again drops what you wrote."
	case t.foot != "":
		return t.foot
	case len(t.mistakes) > 0 && len(t.changes) > 0:
		return "Nothing has changed yet. What is right can be taken; the rest is left out."
	case len(t.lost) > 0:
		return "Nothing has changed yet; u takes it back."
	case len(t.changes) > 0:
		return "Nothing has changed yet. Secrets stay as they are; u takes it back."
	}
	return "Nothing in it would change the draft."
}

// lines are the mistakes, and what would change.
func (t *taking) lines() []string {
	th, cut := t.env.theme, t.env.theme.Signs().Cut
	lines := make([]string, 0, len(t.mistakes)+len(t.lost)+len(t.changes))
	for _, m := range t.mistakes {
		where := "file"
		if m.Line > 0 {
			where = "line " + digit(m.Line)
		}
		for i, l := range wrapped(theme.Safe(model.Clean(m.Why)), max(t.w-14, 8)) {
			lead := " " + th.Paint(theme.Bad, th.Glyph(model.Failed)) + " " + th.Paint(theme.Key, theme.Pad(where, 9)) + " "
			if i > 0 {
				lead = theme.Spaces(13)
			}
			lines = append(lines, lead+th.Paint(theme.Text, strings.TrimLeft(l, " ")))
		}
	}
	if len(t.mistakes) > 0 && len(t.changes) > 0 {
		lines = append(lines, "")
	}
	if t.later != "" {
		for _, l := range wrapped(theme.Safe(model.Clean(upperFirst(t.later)))+".", max(t.w-2, 8)) {
			lines = append(lines, " "+th.Paint(theme.Muted, strings.TrimLeft(l, " ")))
		}
	}
	for _, l := range t.lost {
		lines = append(lines, " "+th.Paint(theme.Warn, th.Signs().Flag)+" "+th.Paint(theme.Text, theme.Cut(theme.Safe(l.Label+" is dropped: "+l.Why), max(t.w-4, 0), cut)))
	}
	names := max(min(t.w*2/5, 46), 14)
	for _, c := range t.changes {
		name := theme.CutMiddle(theme.Safe(model.Clean(string(c.key))), names, cut)
		if len(c.label) > 0 && t.w < 100 {
			name = theme.CutMiddle(theme.Safe(sectionOf(c.key).String()+" "+c.label), names, cut)
		}
		room := max(t.w-names-6, 8)
		words := theme.CutMiddle(shownValue(c.now), room, cut)
		old := "  was " + shownValue(c.was)
		if left := room - theme.Width(words); theme.Width(old) <= left || left > 12 {
			words = th.Paint(theme.Accent, words) + th.Paint(theme.Muted, theme.Cut(old, left, cut))
		} else {
			words = th.Paint(theme.Accent, words)
		}
		lines = append(lines, " "+th.Paint(theme.Warn, "~")+" "+th.Paint(theme.Text, theme.Pad(name, names))+"  "+words)
	}
	return lines
}

// shownValue is a value as a line shows it; an empty one as a dash.
func shownValue(v string) string {
	if v == "" {
		return "-"
	}
	return theme.Safe(model.Clean(v))
}

// Actions of the page.
func (t *taking) Actions() []Action {
	acts := []Action{act(groupChange, 1, t.takeWord(), "enter", func() (tea.Cmd, Nav) {
		take := t.take
		return nil, popThen(func() (tea.Cmd, Nav) { return take(), stay })
	}).unless(func() string { return unless(len(t.changes) > 0, "nothing in it would change the draft") })}
	if t.edit != nil {
		line := 0
		if len(t.mistakes) > 0 {
			line = t.mistakes[0].Line
		}
		word := "edit again"
		if line > 0 {
			word += " at line " + digit(line)
		}
		edit := t.edit
		acts = append(acts, act(groupChange, 2, word, "e", func() (tea.Cmd, Nav) {
			return nil, popThen(func() (tea.Cmd, Nav) { return edit(line), stay })
		}))
	}
	scroll := func(by int) func() (tea.Cmd, Nav) {
		return func() (tea.Cmd, Nav) { t.top = max(t.top+by, 0); return nil, stay }
	}
	return append(acts,
		act(groupLook, 0, "scroll", "down", scroll(1), "j").shown("j k"),
		act(groupLook, 0, "", "up", scroll(-1), "k"),
		act(groupLook, 0, "page down, up", "pgdown", scroll(max(t.h-6, 1)), "ctrl+d").shown("pgdn pgup"),
		act(groupLook, 0, "", "pgup", scroll(-max(t.h-6, 1)), "ctrl+u"),
		act(groupLook, 0, "first, last", "home", scroll(-1<<20), "g").shown("g G"),
		act(groupLook, 0, "", "end", scroll(1<<20), "G"),
		act(groupLeave, 3, t.leaveWord(), "esc", t.leave, "q"),
	)
}

func (t *taking) takeWord() string {
	if len(t.mistakes) > 0 {
		return "take what is right"
	}
	return "take it"
}

func (t *taking) leaveWord() string {
	if t.drop != nil {
		return "drop it"
	}
	return "back, nothing changed"
}

// leave goes back with nothing taken. What was written in an editor goes with
// the second esc alone.
func (t *taking) leave() (tea.Cmd, Nav) {
	if t.drop == nil {
		return nil, pop()
	}
	if !t.asked {
		t.asked = true
		return nil, stay
	}
	t.drop()
	return nil, pop()
}
