package objects

import "iter"

// Listing is one document: what a source holds, what a job holds, what a file says,
// or what is to be sent (DRS: DbObject). It never changes once it was made.
type Listing struct {
	Tree      *Tree
	Scope     Scope
	Root      Root
	MaxTables int // a database with more tables lists none unless it is asked for alone; 0: not told
	Unknown   []Member

	boxes  []Box
	chunks []*chunk // on is not used
	listed []uint64 // of all nodes: those that the document names; nil: all
}

// Box is what the document says of a database or a schema.
func (l *Listing) Box(n Node) Box { return l.boxes[n] }

// Named reports whether the document names a node.
func (l *Listing) Named(n Node) bool { return l.listed == nil || l.listed[n>>6]&(1<<(n&63)) != 0 }

// Target is a leaf's name on the target; "": the same.
func (l *Listing) Target(leaf Node) string {
	i := int(leaf) - l.Tree.boxes
	return l.chunks[i/chunkLen].target(i % chunkLen)
}

// Synced reports a leaf that is on the target already.
func (l *Listing) Synced(leaf Node) bool {
	i := int(leaf) - l.Tree.boxes
	return l.chunks[i/chunkLen].synced.has(i % chunkLen)
}

// Extra is what else is said of a leaf; nil: nothing.
func (l *Listing) Extra(leaf Node) *Extra {
	i := int(leaf) - l.Tree.boxes
	return l.chunks[i/chunkLen].extra(i % chunkLen)
}

// Range are the nodes from, up to but without to, that the document names.
func (l *Listing) Range(from, to Node) iter.Seq[Node] {
	return func(yield func(Node) bool) {
		for n := from; n < to; n++ {
			if l.listed != nil && l.listed[n>>6] == 0 {
				n |= 63
				continue
			}
			if l.Named(n) && !yield(n) {
				return
			}
		}
	}
}

// Databases are the databases that the document names.
func (l *Listing) Databases() iter.Seq[Node] { return l.Range(0, Node(l.Tree.dbs)) } //nolint:gosec // fits

// Empty reports a document that names nothing.
func (l *Listing) Empty() bool {
	for range l.Databases() {
		return false
	}
	return true
}
