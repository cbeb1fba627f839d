package objects

import (
	"math/bits"

	"drover/model"
)

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

// what says which databases go, and how much of them.
func (m *meaning) what() {
	if m.tree.dbs == 0 {
		m.say("there are no databases")
		return
	}
	if m.every {
		if m.Level() == ScopeAll {
			m.say("everything, also databases that are made later")
			return
		}
		m.risk("all there is now, but no databases that are made later: single objects are listed")
		return
	}
	var whole, none sayNames
	var parts []string
	var rest struct{ dbs, on, all int }
	for db := range Node(m.tree.dbs) { //nolint:gosec // fits
		switch m.Chosen(db) {
		case Whole:
			whole.add(m.tree.Name(db))
		case Nothing:
			none.add(m.tree.Name(db))
		case Some:
			if len(parts) < namedMost {
				parts = append(parts, m.part(db))
				continue
			}
			on, all := m.Count(db)
			rest.dbs++
			rest.on += on
			rest.all += all
		}
	}
	if rest.dbs > 0 {
		parts = append(parts, "parts of "+sayMany(rest.dbs, "more database", "more databases")+
			" ("+sayCount(rest.on)+" of "+sayCount(rest.all)+")")
	}
	switch {
	case none.len() == m.tree.dbs:
		m.risk("nothing is chosen: nothing goes")
		return
	case whole.len() == m.tree.dbs && whole.more > 0:
		m.say("all " + sayCount(m.tree.dbs) + " databases as they are")
		return
	}
	if whole.len() > 0 {
		parts = append(parts, "all of "+whole.words())
	}
	if none.len() > 0 {
		parts = append(parts, "nothing of "+none.words())
	}
	text := parts[0]
	for _, part := range parts[1:] {
		text += ", " + part
	}
	m.say(text)
}

// part says how much goes of a database that does not go as a whole.
func (m *meaning) part(db Node) string {
	on, all := m.Count(db)
	look, bare := m.aside(db), 0 // bare: schemas with nothing in them that do not go
	whole := 0
	for sc, to := m.tree.Schemas(db); sc < to; sc++ {
		look += m.aside(sc)
		if from, to := m.tree.Leaves(sc); from != to {
			continue
		}
		if m.boxes[sc].whole && !m.boxes[sc].lookup {
			whole++
		} else {
			bare++
		}
	}
	name, left := sayName(m.tree.Name(db)), all-on-look
	known := m.known.complete[db] || !m.known.read
	switch {
	case on == 0:
		return sayMany(whole, "empty schema", "empty schemas") + " of " + name
	case left == 0 && bare > 0 && known:
		return "everything in " + name + " but " + sayMany(bare, "empty schema", "empty schemas")
	case left == 0 || !known:
		return m.leavesOf(db, true, on) + " of " + name
	case left <= on:
		return "everything in " + name + " but " + m.leavesOf(db, false, left)
	}
	one, many := m.noun(db, true)
	return sayCount(on) + " of " + sayMany(all-look, one, many) + " in " + name
}

func (m *meaning) leavesOf(db Node, on bool, n int) string {
	one, many := m.noun(db, on)
	return sayMany(n, one, many)
}

// noun calls the leaves of a database that go, or do not, tables if they are.
func (s *State) noun(db Node, on bool) (one, many string) {
	from, to := s.tree.Leaves(db)
	plain := s.onlyTables(from, to, on)
	if sc, end := s.tree.Schemas(db); plain && end > sc {
		plain = s.onlyTables(s.tree.leaves[sc], s.tree.leaves[end], on)
	}
	if plain {
		return "table", "tables"
	}
	return "object", "objects"
}

func (s *State) onlyTables(from, to Node, on bool) bool {
	for n := from; n < to; {
		c, i := s.place(n)
		word := c.on[i>>6]
		if !on {
			word = ^word
		}
		word >>= i & 63
		step := Node(64 - i&63) //nolint:gosec // at most 64
		if left := to - n; left < step {
			step = left
			word &= 1<<left - 1
		}
		for ; word != 0; word &= word - 1 {
			if s.tree.kinds[int(n)-s.tree.boxes+bits.TrailingZeros64(word)] != Table {
				return false
			}
		}
		n += step
	}
	return true
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
		m.risk("the source does not hold " + sayAnd(parts) + " that " + sayWord(m.sums.GoneDBs+m.sums.Gone, "is", "are") + " chosen")
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
