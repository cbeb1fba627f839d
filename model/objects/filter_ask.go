package objects

import "math/bits"

// filterRun asks a filter of the leaves of one box after the other, 64 at a time:
// every condition takes the leaves that are still in question as bits and gives back
// those that satisfy it.
type filterRun struct {
	s    *State
	at   []*filterNode
	fits []bool // of at: what the box answers
}

func newFilterRun(f Filter, s *State) *filterRun {
	return &filterRun{s: s, at: f.at, fits: make([]bool, len(f.at))}
}

// boxNames are the names of a box's database and schema.
func (s *State) boxNames(box Node, target bool) (db, schema string, inSchema bool) {
	name := s.tree.Name
	if target {
		name = s.Target
	}
	if up := s.tree.Parent(box); up != None {
		return name(up), name(box), true
	}
	return name(box), "", false
}

// enter answers what can be answered by the box alone.
func (r *filterRun) enter(box Node) {
	for id, n := range r.at {
		db, schema, inSchema := r.s.boxNames(box, n.op == filterToPath)
		switch n.op {
		case filterDB:
			r.fits[id] = n.word.match(db)
		case filterSchema:
			r.fits[id] = inSchema && n.word.match(schema)
		default:
			r.fits[id] = n.fitsPath(db, schema, inSchema)
		}
	}
}

// fitsPath holds the parts of a path that are boxes against those of a leaf.
func (n *filterNode) fitsPath(db, schema string, inSchema bool) bool {
	if len(n.box) == 1 {
		return n.box[0].match(db) || inSchema && n.box[0].match(schema)
	}
	if !inSchema {
		return n.box[1].how == wordAny && n.box[0].match(db)
	}
	return n.box[0].match(db) && n.box[1].match(schema)
}

// ask gives those of 64 leaves that satisfy a condition; leaf is the number of the
// first one.
func (r *filterRun) ask(n *filterNode, leaf int, in uint64) uint64 {
	out := uint64(0)
	switch n.op {
	case filterAll:
		out = in
		for _, kid := range n.kids {
			if out != 0 {
				out = r.ask(kid, leaf, out)
			}
		}
	case filterAny:
		for _, kid := range n.kids {
			if rest := in &^ out; rest != 0 {
				out |= r.ask(kid, leaf, rest)
			}
		}
	case filterName:
		out = r.names(n.word, leaf, in)
	case filterTo:
		out = r.targets(n.word, leaf, in)
	case filterIs:
		out = r.state(n.is, leaf, in)
	case filterDB, filterSchema:
		if r.fits[n.id] {
			out = in
		}
	case filterPath:
		if r.fits[n.id] {
			out = r.names(n.word, leaf, in)
		}
	case filterToPath:
		if r.fits[n.id] {
			out = r.targets(n.word, leaf, in)
		}
	}
	if n.neg {
		return in &^ out
	}
	return out
}

// few is how many leaves are looked at one by one.
const few = 12

// names holds a word against the names of leaves. Their names lie side by side: a
// text is looked for in all of them at once.
func (r *filterRun) names(w *filterWord, leaf int, in uint64) uint64 {
	switch {
	case w.how == wordAny:
		return in
	case w.how == wordPart && w.quick != nil && bits.OnesCount64(in) > few:
		return r.scan(w.quick, leaf, in)
	}
	out := uint64(0)
	t := r.s.tree
	for rest := in; rest != 0; rest &= rest - 1 {
		i := bits.TrailingZeros64(rest)
		if at := t.boxes + leaf + i; w.match(t.names[t.at[at]:t.at[at+1]]) {
			out |= 1 << i
		}
	}
	return out
}

func (r *filterRun) scan(n *filterNeedle, leaf int, in uint64) uint64 {
	t := r.s.tree
	first, last := bits.TrailingZeros64(in), 64-bits.LeadingZeros64(in)
	at := t.at[t.boxes+leaf+first : t.boxes+leaf+last+1]
	start := int(at[0])
	all := t.names[start:at[len(at)-1]]
	out := uint64(0)
	k := 0
	for from := 0; ; {
		hit := n.in(all, from)
		if hit < 0 {
			return out & in
		}
		for int(at[k+1])-start <= hit {
			k++
		}
		// One that begins in this name and ends in the next is none, and so is each that
		// begins later in it.
		if from = int(at[k+1]) - start; hit+len(n.text) <= from {
			out |= 1 << (first + k)
		}
	}
}

// targets holds a word against the names of leaves on the target.
func (r *filterRun) targets(w *filterWord, leaf int, in uint64) uint64 {
	c := r.s.chunks[leaf/chunkLen]
	if w.how == wordAny || c.targets == nil {
		return r.names(w, leaf, in)
	}
	out := uint64(0)
	for rest := in; rest != 0; rest &= rest - 1 {
		i := bits.TrailingZeros64(rest)
		name := c.targets[leaf%chunkLen+i]
		if name == "" {
			name = r.s.tree.Name(Node(r.s.tree.boxes + leaf + i)) //nolint:gosec // fits
		}
		if w.match(name) {
			out |= 1 << i
		}
	}
	return out
}

// state are those leaves of which a word behind is: holds.
func (r *filterRun) state(is filterIsWord, leaf int, in uint64) uint64 {
	c, w := r.s.chunks[leaf/chunkLen], leaf%chunkLen/64
	switch is {
	case isChosen:
		return in & c.on[w]
	case isLeft:
		return in &^ c.on[w]
	case isSynced:
		return in & c.synced[w]
	case isMapped:
		if c.targets == nil {
			return 0
		}
	case isFiltered, isColumns, isLookup:
		if len(c.extras) == 0 {
			return 0
		}
	case isGone:
		if r.s.known.source == nil {
			return 0
		}
	default: // the kinds
	}
	out := uint64(0)
	for rest := in; rest != 0; rest &= rest - 1 {
		i := bits.TrailingZeros64(rest)
		if r.is(is, c, leaf+i) {
			out |= 1 << i
		}
	}
	return out
}

func (r *filterRun) is(is filterIsWord, c *chunk, leaf int) bool {
	i := leaf % chunkLen
	switch is {
	case isView:
		return r.s.tree.kinds[leaf] == View
	case isTable:
		return r.s.tree.kinds[leaf] == Table
	case isProcedure:
		return r.s.tree.kinds[leaf] == Procedure
	case isMapped:
		return c.target(i) != ""
	case isGone:
		return !r.s.OnSource(Node(r.s.tree.boxes + leaf)) //nolint:gosec // fits
	default:
		x := c.extra(i)
		return x != nil && (is == isFiltered && len(x.Filter) > 0 || is == isLookup && x.Lookup || is == isColumns && (x.Chosen() || x.addedCount() > 0))
	}
}

// addedCount counts the columns that are made on the target.
func (x *Extra) addedCount() int {
	n := 0
	for i := range x.Columns {
		if x.Columns[i].Added {
			n++
		}
	}
	return n
}

// filterSays is what the name of a box has to do with a filter.
type filterSays uint8

const (
	saysNothing filterSays = iota
	saysNo
	saysYes
)

// named asks a filter of a box's own name. Words that must not be there can only
// speak against it, and what is asked of leaves says nothing.
func (r *filterRun) named(n *filterNode, box Node) filterSays {
	says := saysNothing
	switch n.op {
	case filterAll:
		for _, kid := range n.kids {
			switch r.named(kid, box) {
			case saysNo:
				says = saysNo
			case saysYes:
				if says != saysNo {
					says = saysYes
				}
			case saysNothing:
			}
		}
	case filterAny:
		says = saysNo
		for _, kid := range n.kids {
			switch k := r.named(kid, box); {
			case k == saysYes, k == saysNothing && says == saysNo:
				says = k
			}
		}
	case filterName:
		says = yesNo(n.word.match(r.s.tree.Name(box)))
	case filterDB, filterSchema:
		if own := r.s.tree.Kind(box); r.fits[n.id] && (own == Database) != (n.op == filterDB) {
			break // what it is in has that name
		}
		says = yesNo(r.fits[n.id])
	case filterPath:
		switch {
		case !r.fits[n.id]:
			says = saysNo
		case n.word.how == wordAny:
			says = saysYes
		}
	case filterTo, filterToPath, filterIs:
	}
	if !n.neg {
		return says
	}
	return [...]filterSays{saysNothing: saysNothing, saysNo: saysNothing, saysYes: saysNo}[says]
}

func yesNo(is bool) filterSays {
	if is {
		return saysYes
	}
	return saysNo
}
