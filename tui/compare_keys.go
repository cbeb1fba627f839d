package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"drover/model"
	"drover/tui/theme"
)

// Actions of the page.
func (s *compare) Actions() []Action {
	page := max(s.room()-1, 1)
	return []Action{
		act(groupLook, 1, "unfold", "enter", s.unfold, "l", "right").shown("enter l").unless(s.cannotUnfold),
		act(groupLook, 2, "fold", "h", s.fold, "left").unless(s.cannotFold),
		act(groupChange, 3, letterOf(s.into)+" takes it", "t", s.take).named("take values over into " + letterOf(s.into)).
			to(s.jobs[s.into].Name.String()).unless(s.cannotTake),
		act(groupMark, 4, "mark", "space", s.mark).named("mark a value to be taken").unless(s.cannotMark),
		act(groupChange, 5, "other way", "tab", s.turn).named("let the other job take"),
		act(groupMark, 0, "no marks", "u", func() (tea.Cmd, Nav) { clear(s.marks); return nil, stay }).
			unless(func() string { return unless(len(s.marks) > 0, "nothing is marked") }),
		act(groupLook, 6, "copy", "y", func() (tea.Cmd, Nav) { return s.env.copy("the comparison", s.text()), stay }).
			named("copy the comparison as text").unless(s.unread),
		s.readAction(),
		act(groupLook, 0, "next, previous", "down", s.moves(1), "j").shown("j k"),
		act(groupLook, 0, "", "up", s.moves(-1), "k"),
		act(groupLook, 0, "page down, up", "pgdown", s.moves(page), "ctrl+d").shown("pgdn pgup"),
		act(groupLook, 0, "", "pgup", s.moves(-page), "ctrl+u"),
		act(groupLook, 0, "first, last", "home", s.moves(-len(s.rows)), "g").shown("g G"),
		act(groupLook, 0, "", "end", s.moves(len(s.rows)), "G"),
		act(groupLeave, 90, "back", "esc", func() (tea.Cmd, Nav) { return nil, pop() }, "q"),
	}
}

// readAction reads again; where the login has ended it asks for one.
func (s *compare) readAction() Action {
	if s.loginEnded() && s.env.login != nil {
		return act(groupFind, 1, "log in again", "r", func() (tea.Cmd, Nav) { return nil, push(newLogin(s.env, s.again)) })
	}
	return act(groupFind, 7, "read again", "r", s.again)
}

func (s *compare) unread() string {
	if s.ready() {
		return ""
	}
	return s.notYet()
}

// turn has the other job take.
func (s *compare) turn() (tea.Cmd, Nav) { s.into = 1 - s.into; return nil, stay }

// mark marks the value at the cursor, or takes its mark away, and goes on.
func (s *compare) mark() (tea.Cmd, Nav) {
	b, _ := s.block()
	key := b.Pairs[s.here().pair].Key
	if s.marks[key] {
		delete(s.marks, key)
	} else {
		s.marks[key] = true
	}
	s.move(1)
	return nil, stay
}

func (s *compare) cannotMark() string {
	b, ok := s.block()
	switch {
	case !ok:
		return s.notYet()
	case s.here().pair < 0:
		return "a section is taken whole by t; marks are for values"
	case b.Section == "":
		return s.fixedWhy(b)
	}
	return unless(!b.Pairs[s.here().pair].Same, "it is the same in both")
}

// fixedWhy is why a part that no section holds is not taken over.
func (s *compare) fixedWhy(b model.Block) string {
	switch {
	case strings.HasPrefix(b.Title, "source"), strings.HasPrefix(b.Title, "target"):
		return "an end is not taken over: each job has its own, with passwords"
	}
	return "it is decided when a job is created"
}

// taken are the values that t means: the marked ones of the section, else the one
// at the cursor, else all that differ.
func (s *compare) taken() []model.FieldKey {
	b, ok := s.block()
	if !ok {
		return nil
	}
	var all, marked []model.FieldKey
	for _, p := range b.Pairs {
		if p.Same || p.Key == "" {
			continue
		}
		all = append(all, p.Key)
		if s.marks[p.Key] {
			marked = append(marked, p.Key)
		}
	}
	switch r := s.here(); {
	case len(marked) > 0:
		return marked
	case r.pair >= 0 && b.Pairs[r.pair].Same:
		return nil
	case r.pair >= 0:
		return []model.FieldKey{b.Pairs[r.pair].Key}
	}
	return all
}

func (s *compare) cannotTake() string {
	b, ok := s.block()
	switch {
	case !ok:
		return s.notYet()
	case b.Section == "":
		return s.fixedWhy(b)
	case b.Unread():
		return "it was not read of both"
	case s.env.where().ReadOnly:
		return "this session is read-only"
	case len(s.taken()) == 0:
		return "it is the same in both"
	}
	if b.Section == model.SectionCopy {
		return letterOf(s.into) + ": it is fixed by creation; C copies the job with values of its own"
	}
	if why := model.CanEdit(s.env.client.Capabilities(), s.jobs[s.into], b.Section); why != "" {
		return letterOf(s.into) + ": " + why
	}
	return ""
}

// take opens the edit of the job that takes, with the values taken. What does not
// fit there is told first.
func (s *compare) take() (tea.Cmd, Nav) {
	b, _ := s.block()
	from, into := s.read[1-s.into].value, s.read[s.into].value
	other, _ := from.Part(b.Section)
	own, _ := into.Part(b.Section)
	keys := s.taken()
	edit, drops := model.NewEdit(into.Detail, own).Take(other, keys...)
	for _, key := range keys {
		delete(s.marks, key)
	}
	open := func() (tea.Cmd, Nav) {
		s.stale = true
		return nil, push(openEditWith(s.env, edit))
	}
	if len(drops) == 0 {
		return open()
	}
	d := &untaken{env: s.env, name: s.jobs[s.into].Name.String(), drops: drops, taken: len(edit.Changed())}
	if d.taken > 0 {
		d.open = open
	}
	return nil, push(d)
}

// untaken tells which values did not come along, and why.
type untaken struct {
	env   *env
	name  string // of the job that takes
	drops []model.Drop
	taken int
	open  func() (tea.Cmd, Nav) // goes on with the others; nil: there are none
}

func (d *untaken) Title() string {
	return plural(len(d.drops), "value does", "values do") + " not come along"
}
func (d *untaken) Init() tea.Cmd                 { return nil }
func (d *untaken) Resize(int, int)               {}
func (d *untaken) Typing() bool                  { return false }
func (d *untaken) Width() int                    { return 72 }
func (d *untaken) Update(tea.Msg) (tea.Cmd, Nav) { return nil, stay }

// View says of every value why.
func (d *untaken) View() string {
	th, w := d.env.theme, max(min(d.Width(), d.env.width-4), 8)
	var lines []string
	for _, drop := range d.drops {
		words := drop.Label + ": " + drop.Why
		if drop.Value != "" {
			words = drop.Label + " " + drop.Value + ": " + drop.Why
		}
		lines = append(lines, signed(th, th.Paint(theme.Warn, th.Signs().Flag), words, w)...)
	}
	last := "Nothing is left to be changed."
	if d.open != nil {
		last = plural(d.taken, "value comes", "values come") + " along; they are reviewed before anything is sent."
	}
	lines = append(lines, "")
	for _, l := range wrapped(last, w-2) {
		lines = append(lines, " "+th.Paint(theme.Text, strings.TrimLeft(l, " ")))
	}
	return strings.Join(lines, "\n")
}

// Actions of the dialog.
func (d *untaken) Actions() []Action {
	back := act(groupLeave, 90, "back", "esc", func() (tea.Cmd, Nav) { return nil, pop() }, "q")
	if d.open == nil {
		return []Action{back}
	}
	return []Action{
		act(groupChange, 1, "edit with the others", "enter", func() (tea.Cmd, Nav) { return nil, popThen(d.open) }).to(d.name),
		back,
	}
}
