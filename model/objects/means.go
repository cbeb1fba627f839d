package objects

import "drover/model"

// Means says in words what goes. clashes is how many objects share a name on the
// target; below zero nobody has counted. It costs what is out of the ordinary and
// the number of databases and schemas, not that of tables.
func Means(s *State, clashes int) []model.Effect {
	m := &meaning{State: s, sums: s.Sums(), fine: s.fineBoxes()}
	m.what()
	m.unread()
	m.gone()
	m.later()
	m.renamed(clashes)
	m.extras()
	if r := s.root; r.Name != "" {
		text := "All goes into database " + sayName(r.Name)
		if r.Encoding != "" {
			text += " (" + sayName(r.Encoding) + ")"
		}
		m.say(text)
	}
	return m.out
}

type meaning struct {
	*State
	sums Sums
	fine []bool
	out  []model.Effect
}

func (m *meaning) say(text string) { m.out = append(m.out, model.Effect{Text: saySentence(text)}) }
func (m *meaning) risk(text string) {
	m.out = append(m.out, model.Effect{Text: saySentence(text), Risk: true})
}

// takesLater says of each box whether tables that are made in it later go, too: it
// goes as "all" then. fine is what fineBoxes says.
func (s *State) takesLater(box Node, fine []bool) bool { return !fine[box] && s.Chosen(box) == Whole }

// later says which databases take tables that are made later.
func (m *meaning) later() {
	if m.every && m.Level() == ScopeAll {
		return
	}
	var yes, byHand, kept sayNames
	schemas := 0
	for db := range Node(m.tree.dbs) { //nolint:gosec // fits
		chosen := m.Chosen(db)
		switch {
		case chosen == Nothing:
			continue
		case m.takesLater(db, m.fine):
			yes.add(m.tree.Name(db))
			continue
		case chosen == Whole:
			kept.add(m.tree.Name(db))
		default:
			byHand.add(m.tree.Name(db))
		}
		for sc, to := m.tree.Schemas(db); sc < to; sc++ {
			if m.takesLater(sc, m.fine) {
				schemas++
			}
		}
	}
	where := ""
	switch {
	case byHand.len()+kept.len() == 0 && yes.len() > 0:
		m.say("tables that are made in " + sayWord(yes.len(), "it", "them") + " later go, too")
	case yes.len() > 0 && schemas > 0:
		where = yes.words() + ", and in " + sayMany(schemas, "schema", "schemas") + " of others"
	case yes.len() > 0:
		where = yes.words()
	case schemas > 0:
		where = sayMany(schemas, "schema", "schemas")
	}
	if where != "" {
		m.say("tables that are made later go, too, in " + where)
	}
	// The service asks for the list wherever rows or columns are picked.
	if kept.len() > 0 {
		m.risk("tables that are made later in " + kept.words() + " do not go: " +
			sayWord(kept.len(), "it goes", "they go") + " table by table because of a filter or a choice of columns")
	}
	if byHand.len() > 0 {
		m.say("tables that are made later in " + byHand.words() + " do not go" + sayWord(min(schemas, 1), " but in whole schemas", ""))
	}
}

func (m *meaning) renamed(clashes int) {
	sums := m.sums
	if sums.Renamed > 0 || clashes > 0 {
		text := sayCount(sums.Renamed) + " renamed"
		if clashes >= 0 {
			text += ", " + sayMany(clashes, "clash", "clashes")
		}
		if clashes > 0 {
			m.risk(text)
		} else {
			m.say(text)
		}
	}
	if n := sums.Aliased; n > 0 {
		m.say(sayMany(n, "goes", "go") + " into another database or schema")
	}
}

// extras counts what only few have.
func (m *meaning) extras() {
	for _, what := range []struct {
		n         int
		one, many string
	}{
		{m.sums.Filtered, "with a row filter", "with a row filter"},
		{m.sums.Out, "table leaves columns out", "tables leave columns out"},
		{m.sums.Columns, "table has columns under other names", "tables have columns under other names"},
		{m.sums.Added, "table gets added columns", "tables get added columns"},
		{m.sums.Lookups, "object is only looked up", "objects are only looked up"},
	} {
		if what.n > 0 {
			m.say(sayMany(what.n, what.one, what.many))
		}
	}
}

// gone says what is chosen and not there any more.
func (m *meaning) gone() {
	var parts []string
	if n := m.sums.GoneDBs; n > 0 {
		parts = append(parts, sayMany(n, "database", "databases"))
	}
	if n := m.sums.Gone; n > 0 {
		parts = append(parts, sayMany(n, "object", "objects"))
	}
	if len(parts) > 0 {
		m.risk(sayAnd(parts) + " " + sayWord(m.sums.GoneDBs+m.sums.Gone, "is", "are") + " chosen that the source does not hold")
	}
}

// unread says of what drover has not seen what is in it.
func (m *meaning) unread() {
	if !m.known.read {
		if m.tree.dbs > 0 {
			m.say("the source is not read: this is what the job lists")
		}
		return
	}
	var whole, part, unseen sayNames
	for db := range Node(m.tree.dbs) { //nolint:gosec // fits
		if m.known.complete[db] || !m.OnSource(db) {
			continue
		}
		switch chosen := m.Chosen(db); {
		case m.takesLater(db, m.fine):
			whole.add(m.tree.Name(db))
		case chosen == Whole:
			unseen.add(m.tree.Name(db))
		case chosen == Some:
			part.add(m.tree.Name(db))
		}
	}
	if unseen.len() > 0 {
		m.risk("what is in " + unseen.words() + " is not read yet, and does not go: a filter or a choice of columns has only go what is listed")
	}
	if whole.len() > 0 {
		m.say("what is in " + whole.words() + " is not read yet; all of it goes")
	}
	if part.len() > 0 {
		m.say("what is in " + part.words() + " is not read yet; only what is listed goes")
	}
}
