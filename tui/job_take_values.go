package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"drover/model"
	"drover/tui/theme"
)

// takeValues is one section of a file against a job, value by value.
type takeValues struct {
	page *jobTake
	name takeName
	at   int
	top  int
	w, h int
}

// Title names the page.
func (s *takeValues) Title() string                 { return "values of " + s.row().word }
func (s *takeValues) Init() tea.Cmd                 { return nil }
func (s *takeValues) Typing() bool                  { return false }
func (s *takeValues) Resize(w, h int)               { s.w, s.h = w, h }
func (s *takeValues) Update(tea.Msg) (tea.Cmd, Nav) { return nil, stay }

// row is the section as it stands now.
func (s *takeValues) row() takeRow {
	r, _ := s.page.find(s.name)
	return r
}

// value is the one under the cursor; mistakes stand above the values.
func (s *takeValues) value() (model.FileRow, bool) {
	r := s.row()
	i := s.at - len(r.mistakes)
	if i < 0 || i >= len(r.rows) {
		return model.FileRow{}, false
	}
	return r.rows[i], true
}

// View lists mistakes and values, and says the one under the cursor in full.
func (s *takeValues) View() string {
	if s.w < 1 || s.h < 1 {
		return ""
	}
	th, r, t := s.page.env.theme, s.row(), s.page
	right := th.Paint(theme.Text, plural(len(t.taken(r)), "value is taken", "values are taken"))
	head := []string{spread(" "+th.Paint(theme.Strong, theme.CutMiddle(theme.Safe(t.job.Name.String()), max(s.w-len(r.word)-28, 8), th.Signs().Cut)+" "+th.Signs().Crumb+" "+r.word), right, s.w)}
	if t.env.ruled() {
		head = append(head, th.Rule(s.w))
	}
	foot := s.foot(max(s.h/2, 1))
	n, room := len(r.mistakes)+len(r.rows), max(s.h-len(head)-len(foot), 1)
	s.at = max(min(s.at, n-1), 0)
	s.top = scrolled(s.top, s.at, room, n)
	var body []string
	for i := s.top; i < min(s.top+room, n); i++ {
		cursor := " "
		if i == s.at {
			cursor = th.Paint(theme.Accent, th.Signs().Cursor)
		}
		if i < len(r.mistakes) {
			body = append(body, cursor+mistakeLine(t.env, r.mistakes[i], s.w-1))
			continue
		}
		v := r.rows[i-len(r.mistakes)]
		body = append(body, cursor+" "+t.boxOf(r, v)+" "+t.valueLine(r, v, s.w-7))
	}
	return strings.Join(fill(append(append(head, fill(body, room)...), foot...), s.h), "\n")
}

// foot says the value under the cursor in full, as far as there is room.
func (s *takeValues) foot(most int) []string {
	th, r := s.page.env.theme, s.row()
	if !s.page.env.roomy() {
		return nil
	}
	var sentences []string
	v, ok := s.value()
	switch {
	case !ok && s.at < len(r.mistakes):
		sentences = []string{lineWord(r.mistakes[s.at]) + ": " + model.Clean(r.mistakes[s.at].Why)}
	case v.Remove && s.page.chosen[r.id(v)]:
		sentences = []string{"It is removed. The job has " + shownValue(v.Was) + "."}
	case v.Remove:
		sentences = []string{"The file does not have it: it stays. The job has " + shownValue(v.Was) + "."}
	default:
		sentences = []string{"file  " + shownValue(v.Is), "job   " + shownValue(v.Was)}
	}
	if why := r.cannot(v); why != "" && ok {
		sentences = append(sentences, "It cannot be taken: "+why+".")
	}
	title := model.Clean(string(v.Key))
	lines := []string{th.Rule(s.w, theme.Cut(theme.Safe(title), max(s.w-8, 0), th.Signs().Cut))}
	for _, sentence := range sentences {
		for _, l := range wrapped(theme.Safe(sentence), max(s.w-2, 8)) {
			lines = append(lines, " "+th.Paint(theme.Text, l))
		}
	}
	return lines[:min(len(lines), most)]
}

// Actions of the page.
func (s *takeValues) Actions() []Action {
	move := func(by int) func() (tea.Cmd, Nav) {
		return func() (tea.Cmd, Nav) { s.move(by); return nil, stay }
	}
	word := "take"
	if v, ok := s.value(); ok && v.Remove {
		word = "remove"
	}
	if v, ok := s.value(); ok && s.page.chosen[s.row().id(v)] {
		word = "leave it"
	}
	return []Action{
		act(groupMark, 1, word, "space", s.choose).named("take, or remove, the value").unless(s.cannotChoose),
		act(groupLook, 0, "next, previous", "down", move(1), "j").shown("j k"),
		act(groupLook, 0, "", "up", move(-1), "k"),
		act(groupLook, 0, "page down, up", "pgdown", move(10), "ctrl+d").shown("pgdn pgup"),
		act(groupLook, 0, "", "pgup", move(-10), "ctrl+u"),
		act(groupLook, 0, "first, last", "home", move(-1<<20), "g").shown("g G"),
		act(groupLook, 0, "", "end", move(1<<20), "G"),
		act(groupLeave, 2, "sections", "esc", func() (tea.Cmd, Nav) { return nil, pop() }, "q", "h", "left"),
	}
}

func (s *takeValues) move(by int) {
	r := s.row()
	s.at = max(min(s.at+by, len(r.mistakes)+len(r.rows)-1), 0)
}

func (s *takeValues) cannotChoose() string {
	v, ok := s.value()
	if !ok {
		return "there is no value here"
	}
	return s.row().cannot(v)
}

// choose takes the value, or leaves it.
func (s *takeValues) choose() (tea.Cmd, Nav) {
	v, _ := s.value()
	r := s.row()
	if id := r.id(v); s.page.chosen[id] {
		delete(s.page.chosen, id)
	} else {
		s.page.chosen[id] = true
	}
	s.move(1)
	return nil, stay
}
