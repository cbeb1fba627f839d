package tui

import (
	tea "charm.land/bubbletea/v2"

	"drover/model"
	"drover/model/objects"
)

// toggle chooses what is under the cursor, or takes it out.
func (s *objectsPage) toggle() (tea.Cmd, Nav) {
	line, ok := s.cursor()
	if !ok {
		return nil, stay
	}
	if line.Part == objects.ColumnLine {
		return s.toggleColumn(line)
	}
	now, n := s.state(), line.Node
	if why := s.cannotToggle(n); why != "" {
		return s.env.say(note{kind: noteBad, text: why, bare: "an object could not be chosen"}), stay
	}
	on := now.Chosen(n) != objects.Whole
	words := s.nameOf(n) + " taken out"
	if on {
		words = s.nameOf(n) + " chosen"
	}
	return s.do(now.Select(objects.SetOf(now.Tree(), n), on), words), stay
}

// cannotToggle is why one object cannot be chosen or taken out.
func (s *objectsPage) cannotToggle(n objects.Node) string {
	now := s.state()
	box := n
	for up := now.Tree().Parent(n); up != objects.None; up = now.Tree().Parent(up) {
		box = up
	}
	if !now.Tree().IsBox(n) && now.SourceRead() && !now.Complete(box) && now.Chosen(box) == objects.Whole {
		return "not all of " + s.nameOf(box) + " is known: unfold it to read it, then take tables out"
	}
	return ""
}

// hitsSet is what a key that works on hits works on: the hits, or everything.
func (s *objectsPage) hitsSet() (set objects.Set, words string, n int) {
	if h := s.filter.shown(s); h != nil {
		return h.Set, plural(h.Count, "hit", "hits"), h.Count
	}
	t := s.state().Tree()
	return objects.Every(t), "everything", t.Len()
}

// chooseHits chooses all hits.
func (s *objectsPage) chooseHits() (tea.Cmd, Nav) { return s.selectHits(true) }

func (s *objectsPage) selectHits(on bool) (tea.Cmd, Nav) {
	set, words, n := s.hitsSet()
	if n == 0 {
		return s.env.say(note{kind: noteBad, text: "nothing is hit", bare: "nothing is hit"}), stay
	}
	verb := " chosen"
	if !on {
		verb = " taken out"
	}
	before := s.state()
	next := before.Select(set, on)
	said := objects.ChosenWords(before, next)
	cmd := s.do(next, words+verb)
	return tea.Batch(cmd, s.env.say(note{kind: noteGood, text: said + "; u takes it back", bare: words + verb})), stay
}

// invert turns around what goes of the hits, or of all.
func (s *objectsPage) invert() (tea.Cmd, Nav) {
	set, words, _ := s.hitsSet()
	return s.do(s.state().Invert(set), words+" turned around"), stay
}

// everything chooses all there is, and what comes later.
func (s *objectsPage) everything() (tea.Cmd, Nav) {
	return s.do(s.state().SelectEverything(), "everything chosen, also what comes later"), stay
}

// undo takes the last change back.
func (s *objectsPage) undo() (tea.Cmd, Nav) {
	_, what, ok := s.history.Undo()
	if !ok {
		words := "nothing to take back"
		if !s.told.diff.Empty() { // the source was read anew
			words += " step by step: s b goes back to what the job holds"
		}
		return s.env.say(note{kind: noteBad, text: words, bare: "nothing to take back"}), stay
	}
	return tea.Batch(s.after(), s.env.say(note{kind: noteGood, text: what, bare: "a change was taken back"})), stay
}

// redo does again what was taken back.
func (s *objectsPage) redo() (tea.Cmd, Nav) {
	_, what, ok := s.history.Redo()
	if !ok {
		return s.env.say(note{kind: noteBad, text: "nothing to do again", bare: "nothing to do again"}), stay
	}
	return tea.Batch(s.after(), s.env.say(note{kind: noteGood, text: what, bare: "a change was done again"})), stay
}

// nextChange goes to the next object that differs from what the job holds.
func (s *objectsPage) nextChange() (tea.Cmd, Nav) {
	line, _ := s.cursor()
	n, ok := s.outline.NextIn(s.told.changed, line)
	if !ok {
		return s.env.say(note{kind: noteGood, text: "nothing is changed", bare: "nothing is changed"}), stay
	}
	s.goTo(n)
	return nil, stay
}

// goTo unfolds what a node is in and puts the cursor on it.
func (s *objectsPage) goTo(n objects.Node) {
	t := s.state().Tree()
	for up := t.Parent(n); up != objects.None; up = t.Parent(up) {
		s.outline.Open(up)
	}
	s.onLine(objects.Line{Node: n})
}

// onLine puts the cursor on a line, or on what it is below where it is not shown. How
// deep it lies need not be known.
func (s *objectsPage) onLine(l objects.Line) {
	if i, _ := s.outline.Find(l); i < s.outline.Len() {
		s.tree.Go(s.outline.Line(i))
	}
}

// unfold opens what is under the cursor; a database of which nothing is known is read
// first, and so are the columns of a table.
func (s *objectsPage) unfold() (tea.Cmd, Nav) {
	line, ok := s.cursor()
	if !ok || line.Part != objects.Self {
		return nil, stay
	}
	now, n := s.state(), line.Node
	if now.Tree().IsBox(n) {
		if now.SourceRead() && !now.Complete(n) && now.Tree().Kind(n) == objects.Database {
			if s.source.loading() {
				return s.env.say(note{kind: noteBad, text: "the source is being read", bare: "the source is being read"}), stay
			}
			return s.askPart(false, n), stay
		}
		s.outline.Open(n)
		return nil, stay
	}
	if now.Tree().Kind(n) != objects.Table {
		return nil, stay
	}
	s.outline.Open(n)
	if _, known := s.columnsOf(n); known {
		return nil, stay
	}
	return s.askColumns(n, nil), stay
}

// fold closes what is under the cursor, or goes to what it is in.
func (s *objectsPage) fold() (tea.Cmd, Nav) {
	line, ok := s.cursor()
	if !ok {
		return nil, stay
	}
	n := line.Node
	switch {
	case line.Part != objects.Self:
		s.onLine(objects.Line{Node: n})
	case s.outline.IsOpen(n):
		s.outline.Close(n)
	default:
		if up := s.state().Tree().Parent(n); up != objects.None {
			s.onLine(objects.Line{Node: up})
		}
	}
	return nil, stay
}

// selectMenu is the algebra: what is chosen, by what.
func (s *objectsPage) selectMenu() (tea.Cmd, Nav) {
	on := func(do func() (tea.Cmd, Nav)) func() (tea.Cmd, Nav) { return do }
	_, hits, n := s.hitsSet()
	all := func(on bool, words string) func() (tea.Cmd, Nav) {
		return func() (tea.Cmd, Nav) {
			now := s.state()
			return s.do(now.Select(objects.Every(now.Tree()), on), words), stay
		}
	}
	choices := []choice{
		{key: "e", name: "everything, also what comes later", do: on(s.everything)},
		{key: "a", name: "all that is there now", do: all(true, "all chosen")},
		{key: "n", name: "nothing", do: all(false, "all taken out")},
		{key: "i", name: "the other way round", more: hits, do: on(s.invert)},
		{key: "h", name: "the hits", more: hits, do: on(s.chooseHits)},
		{key: "t", name: "take the hits out", more: hits, do: func() (tea.Cmd, Nav) { return s.selectHits(false) }},
		{key: "p", name: "by patterns, from a file", do: on(s.selectByFile)},
		{key: "j", name: "as another job does", do: on(s.selectLike)},
		{key: "b", name: "back to what the job holds", do: func() (tea.Cmd, Nav) { return s.do(s.base, "back to what the job holds"), stay }},
	}
	if s.filter.shown(s) == nil || n == 0 {
		for i := range choices {
			if choices[i].key == "h" || choices[i].key == "t" {
				choices[i].why, choices[i].more = "a filter makes hits: / first", "/ first"
			}
		}
	}
	return nil, push(newMenu(s.env, "choose", choices))
}

// lockedOr is locked, or another reason.
func (s *objectsPage) lockedOr(why func() string) func() string {
	return func() string {
		if l := s.locked(); l != "" {
			return l
		}
		return why()
	}
}

// leafWhy is why something that is for tables alone cannot be done here.
func (s *objectsPage) leafWhy() string {
	line, ok := s.cursor()
	switch {
	case !ok:
		return "there is nothing here"
	case s.state().Tree().Kind(line.Node) != objects.Table:
		return "the cursor is on no table"
	}
	return ""
}

// cursorWhy is why nothing can be done to what is under the cursor.
func (s *objectsPage) cursorWhy() string {
	if _, ok := s.cursor(); !ok {
		return "there is nothing here"
	}
	return ""
}

// shownName is a name from a database, fit to be shown.
func shownName(name string) string { return safe(model.NewText(name)) }
