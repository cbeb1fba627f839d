package objects

import (
	"context"
	"iter"
	"slices"
	"strings"
)

// RuleLevel is which objects a rule renames.
type RuleLevel uint8

// The levels.
const (
	OnLeaves RuleLevel = iota
	OnSchemas
	OnDatabases
)

// Word is the level as the screen calls it.
func (l RuleLevel) Word() string { return [...]string{"tables", "schemas", "databases"}[l] }

// span are the nodes of a level in a tree: from, up to but without to.
func (l RuleLevel) span(t *Tree) (from, to Node) {
	switch l {
	case OnDatabases:
		return 0, Node(t.dbs) //nolint:gosec // fits
	case OnSchemas:
		return Node(t.dbs), Node(t.boxes) //nolint:gosec // fits
	case OnLeaves:
	}
	return Node(t.boxes), Node(t.Len()) //nolint:gosec // fits
}

// Renaming is a name that a rule gives, or would give if Why did not stand against it.
type Renaming struct {
	Node     Node
	From, To string // the name on the source, the name on the target
	Why      string
}

// Preview is what a rule does to a State.
type Preview struct {
	Matched int // names that the rule matches
	Renamed int // those that get another name than they have on the target now
	Same    int // those that have it already
	Locked  int // those that are on the target already: their names there stay
	TooLong int // those whose new name would be too long
	Invalid int // those whose new name the service does not take
	Clashes int // those of Renamed whose new name another object has, too

	Samples  []Renaming // the first few of Renamed
	Troubles []Renaming // the first few that are locked, too long, invalid or clash

	After *State // with the new names: what Apply gives
}

// Words count what the rule does: "312 renamed, 0 clashes, 2 names too long".
func (p Preview) Words() string {
	if p.Matched == 0 {
		return "it matches no name"
	}
	out := sayCount(p.Renamed) + " renamed, " + sayMany(p.Clashes, "clash", "clashes")
	for _, rest := range []struct {
		n         int
		one, many string
	}{
		{p.TooLong, "name too long", "names too long"},
		{p.Invalid, "name that the service does not take", "names that the service does not take"},
		{p.Locked, "stays: it is on the target already", "stay: they are on the target already"},
		{p.Same, "has the name already", "have the name already"},
	} {
		if rest.n > 0 {
			out += ", " + sayMany(rest.n, rest.one, rest.many)
		}
	}
	return out
}

// Within says which objects a rule looks at.
type Within struct {
	Set    *Set // nil: all
	Chosen bool // only what goes
}

// Preview is what the rule does. most bounds each list of samples. It stops with the
// error of ctx.
func (r Rule) Preview(ctx context.Context, s *State, in Within, terms Terms, most int) (Preview, error) {
	all, tally, err := r.renamings(ctx, s, in, terms, most)
	if err != nil {
		return Preview{}, err
	}
	p := tally
	p.After = renamed(s, all)
	for n := range eachName(all) {
		if len(p.Samples) >= most {
			break
		}
		p.Samples = append(p.Samples, Renaming{Node: n.node, From: s.tree.Name(n.node), To: n.to})
	}
	if !terms.ManyToOne {
		err = p.clashes(ctx, s, all, terms, most)
	}
	return p, err
}

// clashes counts the new names that another object has, too.
func (p *Preview) clashes(ctx context.Context, s *State, all [][]newName, terms Terms, most int) error {
	found, err := ClashesOf(ctx, p.After, false)
	if err != nil || found.Count == 0 {
		return err
	}
	for n := range eachName(all) {
		if !found.Set.Has(n.node) {
			continue
		}
		p.Clashes++
		if len(p.Troubles) < most {
			p.Troubles = append(p.Troubles, Renaming{Node: n.node, From: s.tree.Name(n.node), To: n.to, Why: "another object has that name on the target"})
		}
	}
	return nil
}

// Apply gives the names: those that are fine and not locked. A clash is no reason not
// to: it is a mistake that is shown until it is mended.
func (r Rule) Apply(ctx context.Context, s *State, in Within, terms Terms) (*State, error) {
	all, _, err := r.renamings(ctx, s, in, terms, 0)
	if err != nil {
		return s, err
	}
	return renamed(s, all), nil
}

func renamed(s *State, all [][]newName) *State {
	if len(all) == 0 {
		return s
	}
	return s.RenameAll(func(yield func(Node, string) bool) {
		for n := range eachName(all) {
			if !yield(n.node, n.to) {
				return
			}
		}
	})
}

func eachName(all [][]newName) iter.Seq[newName] {
	return func(yield func(newName) bool) {
		for _, batch := range all {
			for _, n := range batch {
				if !yield(n) {
					return
				}
			}
		}
	}
}

// newName is a name that a rule gives and that is fine.
type newName struct {
	node Node
	to   string
}

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
