package objects

import (
	"slices"
	"strings"

	"drover/model"
)

// How says what becomes of what is chosen already.
type How uint8

// The ways to take over a document: in place of what is chosen, on top of it, or out
// of it.
const (
	TakeInstead How = iota
	TakeMore
	TakeAway
)

// Taken says what came of taking over a document.
type Taken struct {
	Matched int    // objects of the document that are there: leaves, and boxes that go as a whole
	Missing int    // objects that are not there
	Absent  []Path // the first few of those
	Unread  int    // of the missing: in a database of which nothing below is known
	Locked  int    // on the target already: the name there stays
}

// absentMost is how many missing objects are named.
const absentMost = 10

// Words say it in one line: "4 120 taken, 2 not on the source: A.b, A.c".
func (t Taken) Words() string {
	out := sayCount(t.Matched) + " taken"
	if t.Missing > 0 {
		out += ", " + sayCount(t.Missing) + " not on the source: "
		var names []string
		for _, p := range t.Absent[:min(len(t.Absent), namedMost)] {
			names = append(names, p.String())
		}
		out += strings.Join(names, ", ")
		if more := t.Missing - len(names); more > 0 {
			out += " and " + sayCount(more) + " more"
		}
	}
	if t.Unread > 0 {
		out += "; " + sayCount(t.Unread) + " may be there, their databases are not read"
	}
	if t.Locked > 0 {
		out += "; " + sayMany(t.Locked, "name stays, it is", "names stay, they are") + " on the target already"
	}
	return out
}

// Take takes over what a document chooses, by names: that of a file, or of another
// job. What is not there is left out and told. Names, filters and columns come along
// with what the document lists; TakeAway takes away what it lists and leaves those.
func Take(now *State, from *Listing, how How) (*State, Taken) {
	at := places(from, now.tree)
	want := opened(now.tree, nil, nil, from, at)
	want.known = now.known
	want.recount()
	taken := now.matched(from, at)
	switch how {
	case TakeAway:
		set := want.ChosenSet()
		want.eachTaken(from, at, func(n Node) { set.Put(n) })
		if from.Scope == ScopeAll {
			set = Every(now.tree)
		}
		return now.Select(set, false).withoutLookups(want), taken
	case TakeMore:
		return now.takeMore(want, from, at, &taken), taken
	case TakeInstead:
	}
	out := want.keepSynced(now, &taken)
	if from.Root.Empty() {
		out.root = now.root
	}
	return out, taken
}

// matched counts what of a document is there. A box without leaves of its own in the
// document counts itself.
func (s *State) matched(from *Listing, at []Node) Taken {
	var t Taken
	if from.Scope == ScopeAll {
		_, t.Matched = s.Total()
		return t
	}
	for n, to := range at {
		n := Node(n) //nolint:gosec // fits
		switch {
		case to == notNamed:
		case from.Tree.IsBox(n) && from.Box(n).All != model.Yes && !from.Box(n).Config && from.Scope != ScopeDatabase:
		case to == None:
			t.Missing++
			if len(t.Absent) < absentMost {
				t.Absent = append(t.Absent, from.Tree.Path(n))
			}
			if db, ok := s.tree.Find(Path{Database: from.Tree.Path(n).Database}); ok && !s.known.complete[db] && s.known.read {
				t.Unread++
			}
		default:
			t.Matched++
		}
	}
	return t
}

// eachTaken calls f with those boxes that a document takes as a whole and that no
// leaf tells.
func (s *State) eachTaken(from *Listing, at []Node, f func(Node)) {
	for n, to := range at[:from.Tree.boxes] {
		if to >= 0 && !from.Box(Node(n)).Config && s.boxes[to].whole { //nolint:gosec // fits
			f(to)
			for sc, end := s.tree.Schemas(to); sc < end; sc++ {
				f(sc)
			}
		}
	}
}

// keepSynced notes what is on the target already, and keeps the names there.
func (s *State) keepSynced(now *State, taken *Taken) *State {
	for at, c := range s.chunks { // want's own
		was := now.chunks[at]
		c.synced = was.synced
		for i := range c.synced.each() {
			if was.on.has(i) && c.on.has(i) && c.target(i) != was.target(i) {
				c.put(i, was.target(i))
				taken.Locked++
			}
		}
	}
	for n := range s.boxes {
		if now.known.held[n].Synced && now.Chosen(Node(n)) != Nothing && s.boxes[n].target != now.boxes[n].target { //nolint:gosec // fits
			s.boxes[n].target = now.boxes[n].target
			taken.Locked++
		}
	}
	return s
}

// takeMore puts a document on top of what is chosen.
func (s *State) takeMore(want *State, from *Listing, at []Node, taken *Taken) *State {
	set := want.ChosenSet()
	want.eachTaken(from, at, func(n Node) { set.Put(n) })
	out := s.Select(set, true)
	if from.Scope == ScopeAll {
		out = s.SelectEverything()
	}
	out = out.RenameAll(func(yield func(Node, string) bool) {
		for n, to := range at {
			if to < 0 {
				continue
			}
			target := ""
			if from.Tree.IsBox(Node(n)) { //nolint:gosec // fits
				target = from.Box(Node(n)).Target //nolint:gosec // fits
			} else {
				target = from.Target(Node(n)) //nolint:gosec // fits
			}
			switch {
			case target == "" || target == s.Target(to):
			case s.Synced(to) && s.Chosen(to) != Nothing:
				taken.Locked++
			default:
				yield(to, target)
			}
		}
	})
	for n, to := range at[:from.Tree.boxes] {
		if to >= 0 && from.Box(Node(n)).Config && s.Chosen(to) == Nothing { //nolint:gosec // fits
			out.boxes[to].lookup = true // RenameAll made them out's own
		}
	}
	return out.PutExtras(func(yield func(Node, *Extra) bool) {
		for n, to := range at[from.Tree.boxes:] {
			if x := from.Extra(Node(from.Tree.boxes + n)); to >= 0 && x != nil { //nolint:gosec // fits
				if x.Lookup && s.Chosen(to) == Whole { // what is copied can be looked up as well
					continue
				}
				yield(to, x)
			}
		}
	})
}

// withoutLookups has those lookups cease that another State has.
func (s *State) withoutLookups(want *State) *State {
	if !slices.ContainsFunc(want.looks, func(n int32) bool { return n > 0 }) {
		return s
	}
	return s.PutExtras(func(yield func(Node, *Extra) bool) {
		want.EachExtra(func(n Node, x *Extra) bool {
			if have := s.Extra(n); x.Lookup && have != nil && have.Lookup {
				have = have.Clone()
				have.Lookup = false
				yield(n, have)
			}
			return true
		})
	})
}
