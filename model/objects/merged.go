package objects

// Merged is one document of several. Where two name the same, the later one is right;
// what is said of the whole stands in the first.
func Merged(all ...*Listing) *Listing {
	b := NewBuilder()
	for i, l := range all {
		if i == 0 {
			b.Scope, b.Root, b.MaxTables, b.Unknown = l.Scope, l.Root, l.MaxTables, l.Unknown
		}
		t := l.Tree
		for db := range l.Databases() {
			d := b.Database(t.Name(db))
			*b.Box(d) = l.Box(db)
			b.mergeLeaves(l, db, d)
			for sc := range l.Range(t.Schemas(db)) {
				s := b.Schema(d, t.Name(sc))
				*b.Box(s) = l.Box(sc)
				b.mergeLeaves(l, sc, s)
			}
		}
	}
	out, _ := b.Done()
	return out
}

func (b *Builder) mergeLeaves(l *Listing, box Node, in int) {
	for n := range l.Range(l.Tree.Leaves(box)) {
		b.Leaf(in, []byte(l.Tree.Name(n)), l.Tree.Kind(n), l.Target(n), l.Synced(n), l.Extra(n))
	}
}
