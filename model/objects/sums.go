package objects

import (
	"math/bits"
	"slices"

	"drover/model"
)

// Sums are counts of what goes, and how. What is said of objects that do not go does
// not count.
type Sums struct {
	On, All int // leaves

	Renamed  int // objects with another name on the target, boxes too
	Aliased  int // leaves that go into another database or schema
	Filtered int // leaves with a row filter
	Out      int // leaves that leave columns out
	Columns  int // leaves with columns under other names
	Added    int // leaves that get columns of their own
	Lookups  int // objects that are only looked up, boxes too
	Gone     int // leaves that the source does not hold any more
	GoneDBs  int // databases of that sort
}

// Sums counts what goes. It costs what is out of the ordinary, not what there is.
func (s *State) Sums() Sums {
	var out Sums
	out.On, out.All = s.Total()
	for n := range Node(s.tree.boxes) { //nolint:gosec // fits
		b := &s.boxes[n]
		if b.lookup {
			out.Lookups++
		}
		gone := int(n) < s.tree.dbs && !s.OnSource(n)
		if (b.target != "" || gone) && s.Chosen(n) != Nothing {
			if b.target != "" {
				out.Renamed++
			}
			if gone {
				out.GoneDBs++
			}
		}
	}
	for at, c := range s.chunks {
		out.Renamed += c.renamedOn()
		for i, x := range c.extras {
			out.extra(x, c.on.has(int(i)))
		}
		if s.known.source != nil {
			out.Gone += s.goneOn(at, c)
		}
	}
	return out
}

// renamedOn counts leaves that go under another name.
func (c *chunk) renamedOn() int {
	n := 0
	for w, word := range c.on {
		n += bits.OnesCount64(word & c.mapped[w])
	}
	return n
}

func (s *State) goneOn(at int, c *chunk) int {
	n := 0
	source := Set{s.tree, s.known.source}
	for w, word := range c.on {
		if word != 0 {
			n += bits.OnesCount64(word &^ source.leafWord(at*chunkLen+w*64))
		}
	}
	return n
}

func (out *Sums) extra(x *Extra, on bool) {
	if !on {
		if x.Lookup {
			out.Lookups++
		}
		return
	}
	if x.DBAlias != "" || x.SchemaAlias != "" {
		out.Aliased++
	}
	if len(x.Filter) > 0 {
		out.Filtered++
	}
	if slices.ContainsFunc(x.Columns, func(c Column) bool { return !c.Added && c.Keep == model.No }) {
		out.Out++
	}
	if slices.ContainsFunc(x.Columns, func(c Column) bool { return !c.Added && c.Mapped() }) {
		out.Columns++
	}
	if slices.ContainsFunc(x.Columns, func(c Column) bool { return c.Added }) {
		out.Added++
	}
}

// Level is the scope that a document of the State needs at least. It is what Document
// says, without making one.
func (s *State) Level() Scope {
	table, renamed := s.boxLevel()
	table = table || slices.ContainsFunc(s.chunks, (*chunk).ofItsOwn)
	switch {
	case s.every && !table && !renamed:
		return ScopeAll
	case table || s.known.scope == ScopeTable:
		return ScopeTable
	}
	return ScopeDatabase
}

// boxLevel says whether the boxes alone make it a choice of tables, and whether a
// database has another name.
func (s *State) boxLevel() (table, renamed bool) {
	for db := range Node(s.tree.dbs) { //nolint:gosec // fits
		chosen := s.Chosen(db)
		if chosen == Some || s.boxes[db].lookup || s.looks[db] > 0 {
			return true, false
		}
		for sc, to := s.tree.Schemas(db); sc < to; sc++ {
			b := &s.boxes[sc]
			if b.lookup || s.looks[sc] > 0 || b.target != "" && s.Chosen(sc) != Nothing {
				return true, false
			}
		}
		renamed = renamed || s.boxes[db].target != "" && chosen != Nothing
	}
	return false, renamed
}

// ofItsOwn reports a leaf that goes, of which there is something to say.
func (c *chunk) ofItsOwn() bool {
	for i := range c.extras {
		if c.on.has(int(i)) {
			return true
		}
	}
	return c.renamedOn() > 0
}
