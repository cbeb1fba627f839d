package objects

// Reopen opens what is open in another Outline, by its names.
func (o *Outline) Reopen(from *Outline) {
	o.reopen(from)
	o.measure()
	o.lay()
}

func (o *Outline) reopen(from *Outline) {
	for n, open := range from.open {
		if open {
			if at, ok := o.s.tree.same(Node(n), from.s.tree); ok { //nolint:gosec // fits
				o.open[at] = true
			}
		}
	}
	for n := range from.opened {
		if at, ok := o.s.tree.same(n, from.s.tree); ok {
			o.opened[at] = struct{}{}
		}
	}
}

// same is where what has a place in another Tree stands in this one.
func (t *Tree) same(n Node, in *Tree) (Node, bool) {
	at, ok := t.Find(in.Path(n))
	return at, ok && t.IsBox(at) == in.IsBox(n)
}

// Carry is a line of another Outline in this one, by its names; ok is false if there
// is no such object any more: then it is the nearest box above it that there is.
func (o *Outline) Carry(from *Outline, l Line) (Line, bool) {
	t := from.s.tree
	for n := l.Node; n != None; n = t.Parent(n) {
		if at, ok := o.s.tree.same(n, t); ok {
			if n == l.Node {
				l.Node = at
				return l, true
			}
			return o.self(at), false
		}
	}
	return Line{}, false
}
