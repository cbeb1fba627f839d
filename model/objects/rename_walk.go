package objects

import (
	"context"
	"slices"
	"strings"
)

// renaming is one walk of a rule over a range of nodes.
type renaming struct {
	Rule
	s     *State
	in    Within
	terms Terms
	most  int

	out   [][]newName
	tally Preview
}

// renamings are the names that a rule gives, in order, and what it counts on the way.
// The ranges are looked at side by side.
func (r Rule) renamings(ctx context.Context, s *State, in Within, terms Terms, most int) ([][]newName, Preview, error) {
	from, to := r.level.span(s.tree)
	parts := sideBySide(ctx, int(to-from), func(a, b int) *renaming {
		w := &renaming{Rule: r, s: s, in: in, terms: terms, most: most}
		w.walk(ctx, from+Node(a), from+Node(b)) //nolint:gosec // below to
		return w
	})
	if err := ctx.Err(); err != nil {
		return nil, Preview{}, err
	}
	var out [][]newName
	var sum Preview
	for _, w := range parts {
		out = append(out, w.out...)
		sum.Matched += w.tally.Matched
		sum.Renamed += w.tally.Renamed
		sum.Same += w.tally.Same
		sum.Locked += w.tally.Locked
		sum.TooLong += w.tally.TooLong
		sum.Invalid += w.tally.Invalid
		sum.Troubles = append(sum.Troubles, w.tally.Troubles...)
	}
	sum.Troubles = slices.Clip(sum.Troubles[:min(most, len(sum.Troubles))])
	return out, sum, nil
}

// walk looks at the nodes from, up to but without to, a batch at a time: the new names
// of one are one string.
func (w *renaming) walk(ctx context.Context, from, to Node) {
	const batch = 8 * chunkLen
	m := w.matcher()
	b := renameBatch{nodes: make([]Node, 0, batch), ends: make([]int, 0, batch)}
	for ; from < to && ctx.Err() == nil; from += batch {
		b.nodes, b.ends, b.names = b.nodes[:0], b.ends[:0], b.names[:0]
		for n := from; n < min(from+batch, to); n++ {
			w.node(m, &b, n)
		}
		if len(b.nodes) > 0 {
			w.out = append(w.out, b.done())
		}
	}
}

// renameBatch are new names, one behind the other.
type renameBatch struct {
	nodes []Node
	ends  []int
	names []byte
}

func (b *renameBatch) done() []newName {
	text, begin := string(b.names), 0
	out := make([]newName, len(b.nodes))
	for i, n := range b.nodes {
		out[i] = newName{n, text[begin:b.ends[i]]}
		begin = b.ends[i]
	}
	return out
}

// node has the rule look at one node.
func (w *renaming) node(m *matcher, b *renameBatch, n Node) {
	if !w.looksAt(n) {
		return
	}
	source := w.s.tree.Name(n)
	if w.onTarget {
		source = w.s.Target(n)
	}
	begin := len(b.names)
	names, ok := m.rename(b.names, source)
	if !ok {
		return
	}
	w.tally.Matched++
	b.names = names[:begin]
	if w.takes(n, names[begin:]) {
		b.names = names
		b.nodes, b.ends = append(b.nodes, n), append(b.ends, len(names))
	}
}

func (w *renaming) looksAt(n Node) bool {
	if w.in.Set != nil && !w.in.Set.Has(n) {
		return false
	}
	if w.in.Chosen && w.s.Chosen(n) == Nothing || w.s.Lookup(n) {
		return false
	}
	return true
}

// takes counts what becomes of a node whose new name is to be this one.
func (w *renaming) takes(n Node, to []byte) bool {
	source := w.s.tree.Name(n)
	if string(to) == w.s.Target(n) {
		w.tally.Same++
		return false
	}
	if w.s.Synced(n) {
		w.tally.Locked++
		w.trouble(n, to, syncedName)
		return false
	}
	most := longName
	if limit := w.terms.MaxTarget.Most; limit > 0 {
		most = min(most, limit)
	}
	if string(to) == source || len(to) <= most && len(source) <= longName && asciiName(to) {
		w.tally.Renamed++
		return true
	}
	switch fault, why := judgeTarget(source, string(to), w.terms.MaxTarget); fault {
	case nameTooLong:
		w.tally.TooLong++
		w.trouble(n, to, why)
		return false
	case nameInvalid:
		w.tally.Invalid++
		w.trouble(n, to, why)
		return false
	case nameFine:
	}
	w.tally.Renamed++
	return true
}

// syncedName is why the name of an object stays.
const syncedName = "it is on the target already: its name there stays"

func (w *renaming) trouble(n Node, to []byte, why string) {
	if len(w.tally.Troubles) < w.most {
		w.tally.Troubles = append(w.tally.Troubles, Renaming{Node: n, From: w.s.tree.Name(n), To: strings.Clone(string(to)), Why: why})
	}
}
