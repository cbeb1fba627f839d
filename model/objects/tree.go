package objects

import (
	"sort"
	"strings"
)

// Tree is what there is, and below what. It never changes.
type Tree struct {
	names string   // all names, one behind the other
	at    []uint32 // where the name of each node begins; one more for the end
	kinds []Kind   // of leaves

	dbs    int    // nodes [0,dbs) are databases
	boxes  int    // nodes [dbs,boxes) are schemas, the rest leaves
	under  []Node // first schema of each database, one more for the end
	leaves []Node // first leaf of each box, one more for the end

	odd func() []Node // OddNames, found once; it may be asked for beside the loop
}

// Len counts all objects.
func (t *Tree) Len() int { return len(t.at) - 1 }

// Databases counts the databases: the nodes from 0.
func (t *Tree) Databases() int { return t.dbs }

// Boxes counts databases and schemas: the nodes from 0.
func (t *Tree) Boxes() int { return t.boxes }

// LeafCount counts tables, views and procedures: the nodes from Boxes.
func (t *Tree) LeafCount() int { return t.Len() - t.boxes }

// Name is a node's own name as it came.
func (t *Tree) Name(n Node) string { return t.names[t.at[n]:t.at[n+1]] }

// Kind says what a node is.
func (t *Tree) Kind(n Node) Kind {
	switch {
	case int(n) < t.dbs:
		return Database
	case int(n) < t.boxes:
		return Schema
	}
	return t.kinds[int(n)-t.boxes]
}

// IsBox reports a database or a schema.
func (t *Tree) IsBox(n Node) bool { return int(n) < t.boxes }

// Parent is the box a node is in; None for a database.
func (t *Tree) Parent(n Node) Node {
	switch {
	case int(n) < t.dbs:
		return None
	case int(n) < t.boxes:
		return Node(sort.Search(t.dbs, func(d int) bool { return t.under[d+1] > n })) //nolint:gosec // below dbs
	}
	return Node(sort.Search(t.boxes, func(b int) bool { return t.leaves[b+1] > n })) //nolint:gosec // below boxes
}

// Schemas are the schemas of a database: from, up to but without to.
func (t *Tree) Schemas(db Node) (from, to Node) {
	if int(db) >= t.dbs {
		return 0, 0
	}
	return t.under[db], t.under[db+1]
}

// Leaves are the leaves that lie in a box itself: from, up to but without to.
func (t *Tree) Leaves(box Node) (from, to Node) { return t.leaves[box], t.leaves[box+1] }

// Within counts the leaves of a box, those of its schemas too.
func (t *Tree) Within(box Node) int {
	from, to := t.Leaves(box)
	n := int(to - from)
	if from, to := t.Schemas(box); to > from {
		n += int(t.leaves[to] - t.leaves[from])
	}
	return n
}

// Path names a node.
func (t *Tree) Path(n Node) Path {
	switch {
	case n < 0 || int(n) >= t.Len():
		return Path{}
	case int(n) < t.dbs:
		return Path{Database: t.Name(n)}
	case int(n) < t.boxes:
		return Path{Database: t.Name(t.Parent(n)), Schema: t.Name(n)}
	}
	p := t.Path(t.Parent(n))
	p.Name = t.Name(n)
	return p
}

// Find is the node of a path; ok is false if there is none.
func (t *Tree) Find(p Path) (n Node, ok bool) {
	n, ok = t.search(0, Node(t.dbs), p.Database) //nolint:gosec // fits
	if ok && p.Schema != "" {
		from, to := t.Schemas(n)
		n, ok = t.search(from, to, p.Schema)
	}
	if ok && p.Name != "" {
		from, to := t.Leaves(n)
		n, ok = t.search(from, to, p.Name)
	}
	return n, ok
}

// search finds a name in a range that is in order.
func (t *Tree) search(from, to Node, name string) (Node, bool) {
	n, ok := sort.Find(int(to-from), func(i int) int { return strings.Compare(name, t.Name(from+Node(i))) }) //nolint:gosec // below to
	return from + Node(n), ok                                                                                //nolint:gosec // below to
}
