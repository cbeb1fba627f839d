package objects

import "math/bits"

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
		m.risk("all there is now, but no databases that are made later: names or filters have each of them listed")
		return
	}
	var whole, none sayNames
	var some []Node
	for db := range Node(m.tree.dbs) { //nolint:gosec // fits
		switch m.Chosen(db) {
		case Whole:
			whole.add(m.tree.Name(db))
		case Nothing:
			none.add(m.tree.Name(db))
		case Some:
			some = append(some, db)
		}
	}
	parts := m.parts(some)
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

// partsMost is how many databases that go in part have some of them named.
const partsMost = 4 * namedMost

// parts says how much goes of databases that do not go as a whole: of a few by name,
// of many in all.
func (m *meaning) parts(some []Node) []string {
	named := some[:min(len(some), namedMost)]
	if len(some) > partsMost {
		named = nil
	}
	var out []string
	for _, db := range named {
		out = append(out, m.part(db))
	}
	rest := some[len(named):]
	if len(rest) == 0 {
		return out
	}
	on, all := 0, 0
	for _, db := range rest {
		n, of := m.Count(db)
		on += n
		all += of
	}
	what := sayMany(len(rest), "more database", "more databases")
	if len(named) == 0 {
		what = sayCount(len(rest)) + " databases"
	}
	return append(out, "parts of "+what+" ("+sayCount(on)+" of "+sayCount(all)+")")
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
