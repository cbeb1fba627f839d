package objects

import (
	"context"
	"iter"
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
