package tui

import (
	tea "charm.land/bubbletea/v2"

	"drover/model/objects"
)

// cannotChoose is why columns of this table are not chosen at all.
func (p *objectTable) cannotChoose() string {
	n, _, _, why := p.table()
	switch {
	case why != "":
		return why
	case p.page.locked() != "":
		return p.page.locked()
	}
	return p.page.rowsOff(n)
}

// rowsOff is why neither columns nor rows of a table are chosen.
func (s *objectsPage) rowsOff(leaf objects.Node) string {
	if s.state().Lookup(leaf) {
		return s.nameOf(leaf) + " is only looked up: nothing of it is copied"
	}
	return s.columnsOff()
}

// columnsOff is why nothing is chosen below a table in this job.
func (s *objectsPage) columnsOff() string {
	return unless(s.terms().Sync, "rows and columns are chosen in synchronizations only: a migration copies all of a table")
}

// cannotToggle is why the column under the cursor is copied as it is.
func (p *objectTable) cannotToggle() string {
	c, ok := p.here()
	switch {
	case p.cannotChoose() != "":
		return p.cannotChoose()
	case !ok:
		return "there is no column here"
	case c.Fate == objects.ColumnLeftOut:
		return ""
	case c.Stays != "":
		return shownName(c.ColumnName()) + ": " + c.Stays
	}
	return ""
}

// cannotName is why the column under the cursor keeps its name.
func (p *objectTable) cannotName() string {
	c, ok := p.here()
	switch {
	case p.cannotChoose() != "":
		return p.cannotChoose()
	case !ok:
		return "there is no column here"
	case c.Fate == objects.ColumnAdded:
		return ""
	}
	n, _, _, _ := p.table()
	return p.page.columnNameWhy(n, c)
}

// cannotDrop is why there is nothing to be dropped here.
func (p *objectTable) cannotDrop() string {
	c, ok := p.here()
	switch {
	case p.page.locked() != "":
		return p.page.locked()
	case !ok || c.Fate != objects.ColumnAdded:
		return "the cursor is on no added column: space leaves one of the source out"
	}
	return ""
}

// Actions of the page.
func (p *objectTable) Actions() []Action {
	step := func(by int) func() (tea.Cmd, Nav) { return func() (tea.Cmd, Nav) { p.move(by); return nil, stay } }
	leaf := max(p.room()-1, 1)
	return []Action{
		act(groupMark, 1, "copy, leave out", "space", p.toggle).unless(p.cannotToggle),
		act(groupChange, 2, "target name", "n", p.name, "enter").unless(p.cannotName),
		act(groupChange, 3, "add", "+", p.add).named("add a column on the target").unless(p.cannotChoose),
		act(groupChange, 4, "drop", "-", p.drop, "delete").named("drop an added column").unless(p.cannotDrop),
		act(groupMark, 0, "copy all", "*", p.all).named("copy all columns under their own names").unless(p.cannotChoose),
		act(groupChange, 5, "undo", "u", p.page.undo),
		act(groupChange, 0, "redo", ".", p.page.redo),
		act(groupFind, 0, "read the columns again", "r", p.again).unless(func() string {
			return unless(!p.page.columns.read.loading(), "they are being read")
		}),
		act(groupLook, 0, "up, down", "down", step(1), "j").shown("j k"),
		act(groupLook, 0, "", "up", step(-1), "k"),
		act(groupLook, 0, "page down, up", "pgdown", step(leaf), "ctrl+d").shown("pgdn pgup"),
		act(groupLook, 0, "", "pgup", step(-leaf), "ctrl+u"),
		act(groupLook, 0, "first, last", "home", step(-1<<20), "g").shown("g G"),
		act(groupLook, 0, "", "end", step(1<<20), "G"),
		act(groupLeave, 90, "objects", "esc", func() (tea.Cmd, Nav) { return nil, pop() }, "q"),
	}
}
