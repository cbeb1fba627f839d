package model

import (
	"slices"
	"strings"
	"time"
)

// Query is a filter as somebody typed it, ready to be asked of many rows. Its
// zero value matches everything.
//
//	words           AND, by substring, in any case     wave prod
//	| or OR         either                             a | b c    is a | (b c)
//	!               not                                !paused  !(a | b)
//	"exact"         whole words, operators are text    "orders-1" is not orders-10
//	/re/            RE2; ^ and $ are those of a fact   /^orders-\d+$/
//	status:failed   short word, wire name or family
//	engine: type: task: net: id: name:
//	lag>10s age<2h  also >= and <=; what is not known never matches
type Query struct {
	src   string
	root  *node
	terms []*node
	words []*node // that have a bit, see Seen
}

// Term is one condition of a query: a word, a field, or a whole !(…).
type Term struct {
	Text string // as it was typed
	Pos  int    // column of its first rune
}

// QueryError is the mistake in a query that cannot be read.
type QueryError struct {
	Pos  int    // rune column of the mistake, from 0; the query's length for its end
	Why  string // one clause
	Open bool   // more typing can mend it: a quote not closed yet, a field without its word
}

// Error is the clause with the column, counted from 1.
func (e *QueryError) Error() string { return "column " + itoa(e.Pos+1) + ": " + e.Why }

// Empty reports whether the query has no term and so matches everything.
func (q Query) Empty() bool { return q.root == nil }

// String is the query as it was typed.
func (q Query) String() string { return q.src }

// Ages reports whether the query asks how old a job is: then its answer about
// a job changes while the job does not.
func (q Query) Ages() bool {
	return slices.ContainsFunc(q.terms, func(n *node) bool { return n.ages() })
}

// Narrows reports that no job satisfies the query that did not satisfy former
// before, as far as can be told without asking any: each condition of former
// stands here too, or a word that holds its word.
func (q Query) Narrows(former Query) bool {
	if q.root == nil {
		return former.root == nil
	}
	for _, old := range former.conditions() {
		if !slices.ContainsFunc(q.conditions(), func(n *node) bool { return n.implies(q.src, old, former.src) }) {
			return false
		}
	}
	return true
}

// conditions are those that must all hold.
func (q Query) conditions() []*node {
	switch {
	case q.root == nil:
		return nil
	case q.root.op == opAll && !q.root.neg:
		return q.root.kids
	}
	return []*node{q.root}
}

// Terms lists the query's conditions in the order they were typed, those
// inside parentheses too.
func (q Query) Terms() []Term {
	out := make([]Term, len(q.terms))
	for i, n := range q.terms {
		out[i] = Term{Text: q.src[n.from:n.to], Pos: column(q.src, n.from)}
	}
	return out
}

// Alone is the query that consists of term i of Terms only, for telling which
// of them leaves nothing over.
func (q Query) Alone(i int) Query {
	n := *q.terms[i]
	src := q.src[n.from:n.to]
	n.from, n.to = 0, len(src)
	return Query{src: src, root: &n, terms: []*node{&n}, words: words(nil, &n)}
}

// Facts is what a query may ask of one row.
type Facts struct {
	Job    *Job      // never nil; for a query Kind.Common will do, unless it Ages
	Hay    string    // Hay(*Job), made again when the job changes
	Shared string    // the last lines of Hay, where they stand apart; see Kept.Hay
	Seen   uint64    // Query.Seen of the job's kind; 0: not asked yet
	Sample Sample    // NoSample() if there is none
	Now    time.Time // for ages
	// Marked, Unresolved and RunsOut are what only the screen knows: the user's
	// mark, a write of unknown outcome, a clock that runs out within a day.
	Marked, Unresolved, RunsOut bool
}

// Match reports whether the row satisfies the query. It allocates nothing, but
// for an expression where Hay comes in two parts.
func (q Query) Match(f Facts) bool { return q.Ask(&f) }

// Ask is Match for many rows: the facts are not copied.
func (q Query) Ask(f *Facts) bool { return q.root == nil || q.root.match(f) }

// The parts of a haystack, in their order.
const (
	hayName = iota
	hayID
	hayDescription
	hayEngine     // short: mysql>kafka; the first of what many jobs share
	hayEngineWire // mysql-to-kafka
	hayWord       // the state's word
)

// Hay is what the plain words of a query are looked for in: the row's name,
// id, description, engines (short and on the wire) and state, in lower case,
// one to a line.
func Hay(j Job) string {
	own := strings.Join([]string{hayName: j.Name.String(), hayID: j.ID.String(), hayDescription: j.Description.String()}, "\n")
	return strings.ToLower(own) + "\n" + kindHay(&j)
}

// kindHay are the lines of Hay from hayEngine on.
func kindHay(j *Job) string {
	engine := j.Engine.String()
	return strings.ToLower(FromTo(engine) + "\n" + engine + "\n" + j.State.Word)
}

// hayParts cuts parts from up to and without to out of a haystack. Cleaned
// strings hold no line breaks, so the breaks are those of Hay.
func hayParts(hay string, from, to int) string {
	start, at := 0, 0
	for part := 0; part < to; part++ {
		if part == from {
			start = at
		}
		n := strings.IndexByte(hay[at:], '\n')
		if n < 0 {
			return hay[start:]
		}
		at += n + 1
	}
	return hay[start : at-1]
}

// engines are the two lines about engines.
func (f *Facts) engines() string {
	if f.Shared != "" {
		return hayParts(f.Shared, 0, hayWord-hayEngine)
	}
	return hayParts(f.Hay, hayEngine, hayWord)
}

// seen is set in whatever Seen answers.
const seen = 1 << 63

// Seen tells which words of the query occur in what a kind's jobs share, for
// Facts: of 100,000 jobs they are then looked for in a few thousand kinds, and
// beyond that in each job's own words alone.
func (q Query) Seen(k *Kind) uint64 {
	found := uint64(seen)
	for _, n := range q.words {
		if n.pat.in(k.hay) {
			found |= n.bit
		}
	}
	return found
}

// words collects the nodes that have a bit.
func words(out []*node, n *node) []*node {
	if n.bit != 0 {
		out = append(out, n)
	}
	for _, kid := range n.kids {
		out = words(out, kid)
	}
	return out
}

// finds looks for a node's pattern in the whole haystack.
func (f *Facts) finds(n *node) bool {
	p := &n.pat
	switch {
	case f.Seen != 0 && n.bit != 0:
		return f.Seen&n.bit != 0 || p.in(f.Hay)
	case f.Shared == "":
		return p.in(f.Hay)
	case p.re != nil: // it may look across lines
		return p.in(f.Hay + "\n" + f.Shared)
	}
	return p.in(f.Hay) || p.in(f.Shared)
}
