package objects

import "drover/model"

// Document is the smallest legal document that says what a State does. fixed is the
// scope that the service holds to once a job was started; ScopeNotTold leaves it to
// the State: everything, whole databases, or tables.
//
// A box goes with "all" where the whole of it does and nothing in it has a row
// filter, a column filter or a column mapping; then only those leaves are listed
// that have another name or something else of their own. Else every leaf that goes
// is listed, and every lookup.
func (s *State) Document(fixed Scope) *Listing {
	l := &Listing{
		Tree: s.tree, Root: s.root, Unknown: s.known.unknown,
		chunks: s.chunks, boxes: make([]Box, s.tree.boxes), listed: make([]uint64, (s.tree.Len()+63)/64),
	}
	d := drafting{State: s, l: l, fine: s.fineBoxes()}
	for db := range Node(s.tree.dbs) { //nolint:gosec // fits
		d.database(db)
	}
	l.Scope = d.scope(fixed)
	if l.Scope == ScopeAll && !d.table && s.every {
		clear(l.listed)
	}
	return l
}

type drafting struct {
	*State
	l       *Listing
	fine    []bool
	table   bool // something below a database is listed
	renamed bool // a database has another name
}

func (d *drafting) scope(fixed Scope) Scope {
	switch {
	case fixed != ScopeNotTold:
		return fixed
	case d.every && !d.table && !d.renamed:
		return ScopeAll
	case d.table || d.known.scope == ScopeTable:
		return ScopeTable
	}
	return ScopeDatabase
}

// fineBoxes says which boxes have a leaf in them that keeps them from going as "all".
func (s *State) fineBoxes() []bool {
	out := make([]bool, s.tree.boxes)
	for at, c := range s.chunks {
		for i, x := range c.extras {
			if !c.on.has(int(i)) || !x.Fine() {
				continue
			}
			box := s.tree.Parent(s.node(at, int(i)))
			out[box] = true
			if up := s.tree.Parent(box); up != None {
				out[up] = true
			}
		}
	}
	return out
}

func (d *drafting) list(n Node) { d.l.listed[n>>6] |= 1 << (n & 63) }

// database lists a database with what has to be said of what is in it.
func (d *drafting) database(db Node) {
	whole, all := d.box(db)
	from, to := d.tree.Schemas(db)
	below := d.leaves(db, all)
	for sc := from; sc < to; sc++ {
		_, innerAll := d.box(sc)
		lists := d.leaves(sc, innerAll)
		// Below "all" only what differs from it is listed.
		if lists || d.boxes[sc].lookup || d.said(sc) && (!all || d.boxes[sc].target != "") {
			d.list(sc)
			below = true
		}
	}
	if whole || below || d.boxes[db].lookup || d.said(db) {
		d.list(db)
		d.table = d.table || below || !whole
		d.renamed = d.renamed || d.boxes[db].target != "" || d.boxes[db].lookup
	}
}

// said reports a box of which something goes.
func (d *drafting) said(n Node) bool { return d.Chosen(n) != Nothing }

// box fills in what is said of a box itself; all: nothing in it keeps it from that.
func (d *drafting) box(n Node) (whole, all bool) {
	b := d.known.held[n]
	b.Target, b.Config, b.Total = d.tree.Name(n), d.boxes[n].lookup, -1
	if d.said(n) { // else it is named for a lookup that is in it
		b.Target = d.Target(n)
	}
	whole = d.Chosen(n) == Whole
	all = whole && !d.fine[n]
	if b.All = model.No; all {
		b.All = model.Yes
	}
	if b.Config {
		b.All = model.NotTold
	}
	d.l.boxes[n] = b
	return whole, all
}

// leaves lists those of a box that have to be, and says whether there are any.
func (d *drafting) leaves(box Node, all bool) bool {
	from, to := d.tree.Leaves(box)
	any := false
	for n := from; n < to; n++ {
		c, i := d.place(n)
		if all && i&63 == 0 && to-n >= 64 && len(c.extras) == 0 && c.on[i>>6]&c.mapped[i>>6] == 0 {
			n += 63 // nothing is said of these
			continue
		}
		x := c.extra(i)
		on := c.on.has(i)
		lookup := x != nil && x.Lookup
		if lookup && !on || on && (!all || x != nil || c.target(i) != "") {
			d.list(n)
			any = true
		}
	}
	return any
}
