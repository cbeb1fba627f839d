package tui

import (
	tea "charm.land/bubbletea/v2"

	"drover/model"
	"drover/tui/theme"
)

// Actions of the page.
func (t *jobTake) Actions() []Action {
	move := func(by int) func() (tea.Cmd, Nav) {
		return func() (tea.Cmd, Nav) { t.move(by); return nil, stay }
	}
	acts := []Action{
		act(groupMark, 1, "choose", "space", t.choose).named("take what the file has otherwise of this section").unless(t.cannotChoose),
		act(groupMark, 4, "all", "*", t.chooseAll).named("choose every section that differs").unless(t.trouble),
		act(groupLook, 3, "values", "enter", t.open, "l", "right").named("the values of the section, one by one").unless(t.cannotOpen),
		t.startAction(),
		act(groupFind, 7, "read again", "r", func() (tea.Cmd, Nav) { return t.Init(), stay }).named("read file and job again").
			unless(func() string { return unless(!t.loading(), "it is still being read") }),
		act(groupChange, 0, "other file", "I", t.otherFile),
	}
	if n := len(t.file.value.Mistakes); n > 0 && t.file.err == nil {
		acts = append(acts, act(groupFind, 6, plural(n, "mistake", "mistakes")+" of the file", "m", func() (tea.Cmd, Nav) { return nil, push(t.mistakes()) }))
	}
	return append(acts,
		act(groupLook, 0, "next, previous", "down", move(1), "j").shown("j k"),
		act(groupLook, 0, "", "up", move(-1), "k"),
		act(groupLook, 0, "first, last", "home", move(-1<<20), "g").shown("g G"),
		act(groupLook, 0, "", "end", move(1<<20), "G"),
		act(groupLeave, 5, "back", "esc", func() (tea.Cmd, Nav) { return nil, pop() }, "q"),
	)
}

// startAction edits the sections that are chosen, one after the other.
func (t *jobTake) startAction() Action {
	word := "edit the chosen"
	r, ok := t.next()
	if ok {
		word = "edit " + r.word
	}
	return act(groupChange, 2, word, "ctrl+r", t.start).named("edit the chosen sections, one after the other").unless(func() string {
		if why := t.trouble(); why != "" || ok {
			return why
		}
		return "nothing is chosen"
	})
}

// start opens the edit of the first section that is chosen, with what is taken
// from the file already in it. Nothing is sent before its review.
func (t *jobTake) start() (tea.Cmd, Nav) {
	r, _ := t.next()
	t.sent[r.name], t.away = true, true
	if r.section == model.SectionEnds {
		values := map[model.FieldKey]string{}
		for _, v := range t.taken(r) {
			values[v.Key] = t.file.value.Draft.Get(v.Key)
		}
		return nil, push(openEndsWith(t.env, t.job, values))
	}
	return nil, push(openEditWith(t.env, r.edit.Taking(r.told, t.taken(r))))
}

// otherFile holds another file against the job.
func (t *jobTake) otherFile() (tea.Cmd, Nav) {
	return nil, push(askTakeFile(t.env, t.job, t.typed, func(typed, path string) (tea.Cmd, Nav) {
		t.take(typed, path)
		return t.readFile(), pop()
	}))
}

func (t *jobTake) move(by int) { t.at = max(min(t.at+by, len(t.rows)-1), 0) }

func (t *jobTake) under() (takeRow, bool) {
	if t.at >= len(t.rows) {
		return takeRow{}, false
	}
	return t.rows[t.at], true
}

func (t *jobTake) cannotChoose() string {
	r, ok := t.under()
	switch {
	case t.trouble() != "":
		return t.trouble()
	case !ok:
		return "there is no section here"
	case r.why != "":
		return r.why
	case r.differ() > 0 || len(t.taken(r)) > 0:
		return ""
	case r.lacks() > 0:
		return "the file only lacks values of it: enter, then choose those to remove"
	case r.barred() > 0:
		return "none of its values can be taken: enter says why"
	}
	return "file and job are the same here"
}

func (t *jobTake) choose() (tea.Cmd, Nav) {
	r, _ := t.under()
	t.choosing(r)
	t.move(1)
	return nil, stay
}

func (t *jobTake) chooseAll() (tea.Cmd, Nav) {
	for _, r := range t.rows {
		if r.why == "" && len(t.taken(r)) == 0 {
			t.choosing(r)
		}
	}
	return nil, stay
}

func (t *jobTake) cannotOpen() string {
	r, ok := t.under()
	switch {
	case t.trouble() != "":
		return t.trouble()
	case !ok || len(r.rows)+len(r.mistakes) == 0:
		return "file and job do not differ here"
	}
	return ""
}

func (t *jobTake) open() (tea.Cmd, Nav) {
	r, _ := t.under()
	return nil, push(&takeValues{page: t, name: r.name})
}

// mistakes lists what is wrong in the file.
func (t *jobTake) mistakes() Screen {
	list := t.file.value.Mistakes
	choices := make([]choice, len(list))
	for i, m := range list {
		choices[i] = choice{key: menuKey(i), name: lineWord(m), more: theme.Safe(model.Clean(m.Why)), do: func() (tea.Cmd, Nav) {
			s, _ := model.SectionOf(m.Key)
			for at, r := range t.rows {
				if r.section != "" && r.section == s {
					t.at = at
				}
			}
			return nil, stay
		}}
	}
	menu := newMenu(t.env, plural(len(list), "mistake", "mistakes")+" in "+shortName(model.Clean(t.name)), choices)
	menu.table = true
	return menu
}
