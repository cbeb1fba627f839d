package objects

import "slices"

// synced looks for other names of objects that are on the target already.
func (c *checking) synced() {
	if c.base == nil {
		return
	}
	const mend = "take its former name back"
	for n := range c.tree.boxes {
		box := Node(n) //nolint:gosec // fits
		if was, ok := c.baseNode(box); ok && c.base.Target(was) != c.Target(box) && c.anySynced(box) {
			c.wrong(box, MistakeSynced, "it is on the target as "+sayName(c.base.Target(was))+", and that name stays", mend)
		}
	}
	for at, chunk := range c.chunks {
		if c.base.tree == c.tree && chunk == c.base.chunks[at] {
			continue
		}
		for w, word := range chunk.synced {
			for i := w * 64; word != 0; i, word = i+1, word>>1 {
				if word&1 != 0 {
					c.syncedLeaf(c.node(at, i), chunk, i, mend)
				}
			}
		}
	}
}

func (c *checking) baseNode(n Node) (Node, bool) {
	if c.base.tree == c.tree {
		return n, true
	}
	return c.base.tree.Find(c.tree.Path(n))
}

// anySynced reports whether an object, or something in it, is on the target already.
func (c *checking) anySynced(box Node) bool {
	if c.Synced(box) {
		return true
	}
	some := func(from, to Node) bool {
		for ; from < to; from++ {
			if c.Synced(from) {
				return true
			}
		}
		return false
	}
	if some(c.tree.Leaves(box)) {
		return true
	}
	for from, to := c.tree.Schemas(box); from < to; from++ {
		if some(c.tree.Leaves(from)) {
			return true
		}
	}
	return false
}

func (c *checking) syncedLeaf(n Node, chunk *chunk, i int, mend string) {
	was, ok := c.baseNode(n)
	if !ok {
		return
	}
	b, j := c.base.place(was)
	if before := b.target(j); before != chunk.target(i) {
		c.wrong(n, MistakeSynced, "it is on the target as "+sayName(c.base.Target(was))+", and that name stays", mend)
	}
	x, y := chunk.extra(i), b.extra(j)
	if x == y {
		return
	}
	if x, y = x.Clone(), y.Clone(); x.DBAlias != y.DBAlias || x.SchemaAlias != y.SchemaAlias {
		c.wrong(n, MistakeSynced, "it is on the target already, and where it went stays", mend)
	}
	for _, column := range x.Columns {
		at := slices.IndexFunc(y.Columns, func(o Column) bool { return o.Name == column.Name && o.Added == column.Added })
		before := column.Name
		if at >= 0 {
			before = orName(y.Columns[at].Target, column.Name)
		}
		if keeps(column) && orName(column.Target, column.Name) != before {
			c.put(Mistake{Node: n, Column: column.Name, Key: MistakeSynced, Why: "the table is on the target already, and this column's name there stays", Mend: "take " + sayName(before) + " back"})
		}
	}
}
