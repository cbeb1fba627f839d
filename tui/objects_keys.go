package tui

import (
	tea "charm.land/bubbletea/v2"

	"drover/model"
	"drover/model/objects"
	"drover/tui/theme"
)

// Actions of the page.
func (s *objectsPage) Actions() []Action {
	switch {
	case s.planning.loading(): // keys were typed for a page that nobody has seen yet
		return []Action{act(groupLeave, 90, "no review", "esc", func() (tea.Cmd, Nav) { s.planning.drop(); return nil, stay })}
	case s.filter.open:
		return s.typingActions()
	}
	acts := append(s.treeActions(), s.changeActions()...)
	acts = append(acts, s.fileActions()...)
	acts = append(acts,
		act(groupFind, 3, "filter", "/", s.openFilter),
		act(groupFind, 7, "show only", "f", s.onlyMenu),
		act(groupFind, 0, "next change", "d", s.nextChange),
		s.readAction(),
	)
	return append(append(acts, s.tabActions()...), s.backActions()...)
}

// tabActions lead to the other tabs of the job.
func (s *objectsPage) tabActions() []Action {
	if s.turn == nil {
		return nil
	}
	var acts []Action
	for i, name := range tabNames {
		if i+1 == tabObjects {
			continue
		}
		acts = append(acts, act(groupLook, 0, name, digit(i+1), func() (tea.Cmd, Nav) {
			cmd, nav := s.leave()
			if nav.kind != navPop {
				return cmd, nav
			}
			return cmd, popThen(func() (tea.Cmd, Nav) { return s.turn(i + 1) })
		}))
	}
	return acts
}

// backActions lead back: first out of the filter, then off the page.
func (s *objectsPage) backActions() []Action {
	if s.filter.inForce() {
		return []Action{act(groupLeave, 90, "everything again", "esc", s.clearFilter)}
	}
	return []Action{act(groupLeave, 90, "job", "esc", s.leave, "q")}
}

// clearFilter shows everything again.
func (s *objectsPage) clearFilter() (tea.Cmd, Nav) {
	line, had := s.cursor()
	s.filter.query, s.filter.only = objects.Filter{}, onlyAll
	cmd := s.findHits()
	if had {
		s.goTo(line.Node)
	}
	return cmd, stay
}

// typingActions are the keys while letters are text.
func (s *objectsPage) typingActions() []Action {
	press := func(k tea.KeyPressMsg) func() (tea.Cmd, Nav) {
		return func() (tea.Cmd, Nav) { return s.typeFilter(k) }
	}
	return []Action{
		act(groupFind, 1, "keep the filter", "enter", press(tea.KeyPressMsg{Code: tea.KeyEnter})),
		act(groupFind, 2, "earlier filters", "up", press(tea.KeyPressMsg{Code: tea.KeyUp}), "down").shown("up down"),
		act(groupLeave, 3, "the former filter", "esc", press(tea.KeyPressMsg{Code: tea.KeyEscape})),
	}
}

// treeActions move the cursor and unfold.
func (s *objectsPage) treeActions() []Action {
	move := func(by int) func() (tea.Cmd, Nav) {
		return func() (tea.Cmd, Nav) { s.tree.Move(by); return nil, stay }
	}
	page := func(by int) func() (tea.Cmd, Nav) {
		return func() (tea.Cmd, Nav) { s.tree.Page(by); return nil, stay }
	}
	all := func(open bool) func() (tea.Cmd, Nav) {
		return func() (tea.Cmd, Nav) {
			line, had := s.cursor()
			if open {
				s.outline.OpenAll()
			} else {
				s.outline.CloseAll()
			}
			if had {
				s.onLine(line)
			}
			return nil, stay
		}
	}
	return []Action{
		act(groupLook, 0, "up, down", "down", move(1), "j").shown("j k"),
		act(groupLook, 0, "", "up", move(-1), "k"),
		act(groupLook, 0, "page down, up", "pgdown", page(1), "ctrl+d").shown("pgdn pgup"),
		act(groupLook, 0, "", "pgup", page(-1), "ctrl+u"),
		act(groupLook, 0, "first, last", "home", func() (tea.Cmd, Nav) { s.tree.Top(); return nil, stay }, "g").shown("g G"),
		act(groupLook, 0, "", "end", func() (tea.Cmd, Nav) { s.tree.Bottom(); return nil, stay }, "G"),
		act(groupLook, 8, "unfold", "enter", s.unfold, "l", "right").shown("l"),
		act(groupLook, 0, "fold, parent", "h", s.fold, "left"),
		act(groupLook, 0, "unfold all", ">", all(true)),
		act(groupLook, 0, "fold all", "<", all(false)),
		act(groupLook, 0, "all that this means", "v", s.showMeaning).unless(s.locked),
		act(groupLook, 0, "copy the path", "y", s.copyPath).unless(s.cursorWhy),
	}
}

// copyPath gives the path under the cursor to the terminal's clipboard.
func (s *objectsPage) copyPath() (tea.Cmd, Nav) {
	line, _ := s.cursor()
	return s.env.copy("the path", s.state().Tree().Path(line.Node).String()), stay
}

// changeActions change what goes.
func (s *objectsPage) changeActions() []Action {
	nothing := func() string { return "" }
	none := s.lockedOr(nothing)
	here := s.lockedOr(s.cursorWhy)
	return []Action{
		act(groupMark, 1, "select", "space", s.toggle).unless(here),
		act(groupMark, 4, "hits", "*", s.chooseHits).unless(none),
		act(groupMark, 0, "invert", "i", s.invert).unless(none),
		act(groupMark, 0, "choose by", "s", s.selectMenu).unless(none),
		act(groupChange, 0, "target name", "n", s.nameDialog).unless(s.lockedOr(s.nameWhy)),
		act(groupChange, 4, "rename", "m", s.ruleDialog).named("rename by a rule").unless(none),
		act(groupChange, 5, "where", "w", s.whereDialog).named("row filter of a table").unless(s.lockedOr(s.whereWhy)),
		act(groupChange, 6, "columns", "c", s.columnsPage).named("columns of a table").unless(s.leafWhy),
		act(groupChange, 0, "added column", "+", s.addedDialog).named("add a column on the target").unless(s.lockedOr(s.addedWhy)),
		act(groupChange, 0, "lookup", "o", s.lookupDialog).named("a table that only others' filters look up").unless(s.lockedOr(s.whereWhy)),
		act(groupChange, 0, "alias", "b", s.aliasDialog).named("another database for one table").unless(s.lockedOr(s.aliasWhy)),
		act(groupChange, 0, "target database", "T", s.rootDialog).named("the database that all goes into").unless(s.lockedOr(s.rootGrey)),
		act(groupChange, 0, "undo", "u", s.undo).unless(nothing),
		act(groupChange, 0, "redo", ".", s.redo).unless(nothing),
		act(groupChange, 0, "steps of the re-edit", "R", s.toSteps).named("have the job take on what is saved").unless(s.cannotStep),
		act(groupFind, 0, "next error", "ctrl+g", s.nextError),
		act(groupChange, 2, "review", "ctrl+r", s.review).unless(s.cannotReview),
	}
}

// toSteps goes to the steps by which a job that runs takes on what is saved: those of
// what was sent last, or of what it holds since before.
func (s *objectsPage) toSteps() (tea.Cmd, Nav) {
	if s.steps == nil {
		s.steps = newObjectsSaving(s, nil)
	}
	return nil, push(s.steps)
}

// cannotStep is why there are no steps to go.
func (s *objectsPage) cannotStep() string {
	switch {
	case s.locked() != "":
		return s.locked()
	case s.steps != nil && s.steps.run != nil:
		return ""
	case !s.terms().Started:
		return "the job has not begun: what is saved goes with its start"
	case !s.told.diff.Empty():
		return "what is changed here is not saved yet: ctrl+r"
	}
	return model.Can(s.env.client.Capabilities(), s.job, model.ReEdit)
}

// nextError goes to the next object with something wrong, and says what.
func (s *objectsPage) nextError() (tea.Cmd, Nav) {
	m := s.told.mistakes
	if len(m.Mistakes) == 0 {
		words := "0 errors: nothing is wrong"
		return s.env.say(note{kind: noteGood, text: words, bare: words}), stay
	}
	line, _ := s.cursor()
	next := m.Mistakes[0]
	for _, one := range m.Mistakes {
		if one.Warn == (m.Errors == 0) && one.Node > line.Node {
			next = one
			break
		}
	}
	if next.Node != objects.None {
		s.goTo(next.Node)
	}
	return s.env.say(note{kind: noteBad, text: theme.Safe(next.Words()), bare: "what is wrong with an object"}), stay
}
