package objects

// count is Changes; see there.
func (d *Diff) count() int {
	any := d.any
	n := 0
	for db := range Node(d.now.tree.dbs) { //nolint:gosec // fits
		n += d.changesIn(db, any)
	}
	if n == 0 {
		n += d.counts[ChangesScope]
	}
	return n + d.counts[ChangesRoot]
}

// changesIn counts the changes in a database or a schema.
func (d *Diff) changesIn(box Node, any Set) int {
	if any.tree == nil {
		return 0
	}
	if d.WholeBox(box) != NotWhole {
		return 1
	}
	from, to := d.now.tree.Leaves(box)
	n := any.count(int(from), int(to))
	for sc, end := d.now.tree.Schemas(box); sc < end; sc++ {
		n += d.changesIn(sc, any)
	}
	switch {
	case d.has(Renames, box), d.has(LooksUp, box), d.has(Joins, box), d.has(Leaves, box):
		n++
	case n == 0 && d.has(TakesLater, box):
		n++
	}
	return n
}

// WholeWay says how a database or a schema comes or goes as a whole.
type WholeWay uint8

// It does not, it joins, or it leaves.
const (
	NotWhole WholeWay = iota
	JoinsWhole
	LeavesWhole
)

// WholeBox reports a database or a schema of which nothing went and all goes, or the
// other way round. One within another that does so is not told apart.
func (d *Diff) WholeBox(box Node) WholeWay {
	was, is := d.base.Chosen(box), d.now.Chosen(box)
	switch {
	case was == Nothing && is == Whole && !d.base.boxes[box].lookup:
		return JoinsWhole
	case was == Whole && is == Nothing && !d.now.boxes[box].lookup:
		return LeavesWhole
	}
	return NotWhole
}
