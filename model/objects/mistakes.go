package objects

import (
	"context"

	"drover/model"
)

// Mistake is one thing that keeps a document from being legal, or that is to be read
// before it is sent.
type Mistake struct {
	Node   Node   // None: of the document as a whole
	Column string // the column it is about; "": none
	Key    MistakeKey
	Why    string // what is wrong, one clause
	Mend   string // what mends it, one clause
	Warn   bool   // it may be sent
}

// Words are the mistake in one line.
func (m Mistake) Words() string {
	why := m.Why
	if m.Column != "" {
		why = "column " + sayName(m.Column) + ": " + why
	}
	if m.Mend != "" {
		why += "; " + m.Mend
	}
	return model.Clean(why)
}

// MistakeKey says what a mistake is about.
type MistakeKey string

// The keys.
const (
	MistakeScope   MistakeKey = "scope"
	MistakeNothing MistakeKey = "nothing"
	MistakeRoot    MistakeKey = "root"
	MistakeTarget  MistakeKey = "target"
	MistakeClash   MistakeKey = "clash"
	MistakeSynced  MistakeKey = "synced"
	MistakeFilter  MistakeKey = "filter"
	MistakeColumns MistakeKey = "columns"
	MistakeAdded   MistakeKey = "added"
	MistakeLookup  MistakeKey = "lookup"
	MistakeSource  MistakeKey = "source"
	MistakeUnread  MistakeKey = "unread"
)

// Checked is all that is wrong with a State.
type Checked struct {
	Mistakes         []Mistake // the first few: what cannot be sent, then what is to be read
	Errors, Warnings int       // all of them
	Clashed          Clashed   // as they were found on the way
	Objects          Set       // what they are about
	Wrong            Set       // … of which these cannot be sent
}

// mostMistakes is how many are kept of each sort.
const mostMistakes = 200

// Check finds what is wrong with a State. base is what the job holds; nil: nothing is
// held against it. Its Tree may be another one.
func Check(s, base *State, t Terms) Checked {
	out, _ := CheckWithin(context.Background(), s, base, t)
	return out
}

// CheckWithin is Check that stops with the error of ctx.
//
// It looks at boxes, and at those leaves that something is said of.
func CheckWithin(ctx context.Context, s, base *State, t Terms) (Checked, error) {
	c := checking{State: s, base: base, terms: t}
	c.out.Objects, c.out.Wrong = NewSet(s.tree), NewSet(s.tree)
	c.whole()
	c.rootOf()
	c.boxNames()
	c.leafNames()
	c.oddNames()
	c.synced()
	if err := ctx.Err(); err != nil {
		return Checked{}, err
	}
	c.extras()
	c.lookups()
	c.sources()
	c.unread()
	if !t.ManyToOne {
		found, err := ClashesOf(ctx, s, t.FoldNames)
		if err != nil {
			return Checked{}, err
		}
		var held Clashed
		if found.Count > 0 && base != nil && base.tree == s.tree {
			if held, err = ClashesOf(ctx, base, false); err != nil {
				return Checked{}, err
			}
		}
		c.clashes(found, held)
	} else {
		c.out.Clashed.Set, c.out.Clashed.CaseSet = NewSet(s.tree), NewSet(s.tree)
	}
	c.out.Mistakes = append(c.errors, c.warnings...)
	return c.out, ctx.Err()
}

type checking struct {
	*State
	base  *State
	terms Terms
	out   Checked

	errors, warnings []Mistake
	used             bool // a table has a row filter, which lookups can serve
	taken            bool // what is looked at is as the job holds it: the service has taken it
}

// put notes a mistake; beyond the first few they are counted alone.
func (c *checking) put(m Mistake) {
	m.Warn = m.Warn || c.taken
	kept, n := &c.errors, &c.out.Errors
	if m.Warn {
		kept, n = &c.warnings, &c.out.Warnings
	}
	*n++
	if m.Node != None {
		c.out.Objects.Put(m.Node)
		if !m.Warn {
			c.out.Wrong.Put(m.Node)
		}
	}
	if len(*kept) < mostMistakes {
		*kept = append(*kept, m)
	}
}

func (c *checking) wrong(n Node, key MistakeKey, why, mend string) {
	c.put(Mistake{Node: n, Key: key, Why: why, Mend: mend})
}

func (c *checking) warn(n Node, key MistakeKey, why, mend string) {
	c.put(Mistake{Node: n, Key: key, Why: why, Mend: mend, Warn: true})
}

// clashes takes over what was found. Objects that clash in what the job holds, under
// the names that they have now, are no error: the service has taken them.
func (c *checking) clashes(found Clashed, held Clashed) {
	c.out.Clashed = found
	pairs := func(all []Clash, set, taken Set, warn bool, why, mend string) {
		told := NewSet(c.tree)
		for _, p := range all {
			for _, of := range [][2]Node{{p.A, p.B}, {p.B, p.A}} {
				if told.Has(of[0]) {
					continue
				}
				told.Put(of[0])
				c.put(Mistake{Node: of[0], Key: MistakeClash, Warn: warn || taken.Has(of[0]), Mend: mend, Why: p.String() + " on the target is also " + c.tree.Path(of[1]).String() + why})
			}
		}
		rest := set.Without(told)
		fresh := rest.Without(taken).Leaves()
		if warn {
			fresh = 0
		}
		c.out.Errors += fresh
		c.out.Warnings += rest.Leaves() - fresh
		c.out.Objects = c.out.Objects.With(set)
		if !warn {
			c.out.Wrong = c.out.Wrong.With(set.Without(taken))
		}
	}
	if found.Count > 0 {
		pairs(found.Pairs, found.Set, c.clashedBefore(found.Set, held.Set), false, "", "give one of them another name, or leave it out")
	}
	if found.CaseCount > 0 {
		pairs(found.CasePairs, found.CaseSet, NewSet(c.tree), true, " where upper and lower case are the same", "give one of them another name if the target does not tell them apart")
	}
	for _, box := range found.Unseen {
		c.warn(box, MistakeClash, "other objects go to "+c.placeWords(box)+" as well, and not all that is in it is known", "read it before sending")
	}
}

// clashedBefore are those that clash, did before, and have the same name and place.
func (c *checking) clashedBefore(now, held Set) Set {
	out := NewSet(c.tree)
	if held.tree != c.tree {
		return out
	}
	was, is := finder{State: c.base}, finder{State: c.State}
	now.Each(func(n Node) bool {
		if held.Has(n) && c.base.Target(n) == c.Target(n) && was.leafPlace(n) == is.leafPlace(n) {
			out.Put(n)
		}
		return true
	})
	return out
}

func (c *checking) placeWords(box Node) string {
	p := Path{Database: c.Target(box)}
	if up := c.tree.Parent(box); up != None {
		p = Path{Database: c.Target(up), Schema: c.Target(box)}
	}
	return p.String()
}
