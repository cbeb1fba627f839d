package table

import "drover/tui/theme"

// Options is what a table must be told about its rows. Key is required.
type Options[K comparable, R any] struct {
	Theme *theme.Theme
	Key   func(R) K

	// Parent names the row below which a row stands, if it has one.
	Parent func(R) (K, bool)
	// Siblings orders the children of one parent, whatever the list is sorted
	// by; nil is the order in which they came.
	Siblings func(a, b R) int
	// Flag is the sign in the third cell of the gutter; an empty text is none.
	Flag func(R) theme.Span
	// Dim reports a row that is to be skipped by the eye: ended, or old.
	Dim func(R) bool
	// Gone is what stands beside a row that left the list (listed is false) or
	// the filter while the cursor was on it: "not listed since 03:12Z".
	Gone func(row R, listed bool) string
}

// Table shows rows of type R that are known by keys of type K. Changes are
// taken up at the next question or View, so many of them cost as much as one.
// What it knows of each row lies in lists of small numbers, which a filter or
// an order runs through without touching the rows themselves.
type Table[K comparable, R any] struct {
	opts Options[K, R]

	rows  []R
	state []state // of each row
	rank  []int32 // the place of each row in order when that was made
	up    []int32 // the parent of each row, -1 for none
	place places[K]

	order    []int32           // every row, sorted
	kids     []int32           // rows that name a parent
	families map[int32][]int32 // parents with their children
	lines    []int32           // rows on the list, top to bottom
	shown    int               // lines without a ghost
	matching int               // rows that match, folded away or not
	changed  []int32           // rows to be filtered anew
	moved    []int32           // rows to be sorted in anew
	dirty    dirty

	filter  func(R) bool
	columns []Column[R]
	sorted  Sort[R]
	widths  []int
	fits    map[string]int // cells of the columns that grow, by title

	width, height int
	stale         bool

	cursor   int32 // index in rows, -1 for none
	line     int   // of the cursor in lines
	top      int   // first line on screen
	settled  bool  // the cursor belongs to its row
	marks    map[K]int
	markings int // ever made: marks remember their order
	anchor   *K  // where a range begins; nil: there is none
	hidden   int // marks that are not on the list, -1 if not counted
	folded   map[K]bool
}

// state is what the table knows of a row.
type state uint8

const (
	matches state = 1 << iota // it passes the filter
	gone                      // it is no longer listed; kept for the cursor alone
	child                     // it names a parent, and is in kids
	parent                    // it has children
	fresh                     // it waits in changed
	astray                    // it waits in moved
)

func (t *Table[K, R]) is(i int32, s state) bool { return t.state[i]&s != 0 }

// dirty is what the next question has to do first.
type dirty uint8

const (
	dirtyLines  dirty = 1 << iota // put together anew
	dirtyOrder                    // sort everything
	dirtyMatch                    // filter everything
	dirtyNarrow                   // filter what matches
	dirtyKin                      // find parents and children
	newFilter                     // and the cursor goes to the first row if its own does not match
)

// New makes an empty table.
func New[K comparable, R any](o Options[K, R]) *Table[K, R] {
	return &Table[K, R]{
		opts: o, place: newPlaces[K](), cursor: -1,
		marks: map[K]int{}, folded: map[K]bool{},
	}
}

// SetTheme changes the look.
func (t *Table[K, R]) SetTheme(th *theme.Theme) { t.opts.Theme = th }

// SetStale dims every row: the list could not be read again.
func (t *Table[K, R]) SetStale(stale bool) { t.stale = stale }

// Resize gives the table w cells in h lines, titles not counted.
func (t *Table[K, R]) Resize(w, h int) {
	t.ensure()
	t.width, t.height = max(w, 0), max(h, 0)
	t.layout()
	t.reveal()
}

// SetFilter shows only rows that keep reports true for; nil shows all. The
// cursor stays on its row if that matches, else it goes to the first.
func (t *Table[K, R]) SetFilter(keep func(R) bool) {
	t.ensure()
	t.filter = keep
	t.dirty |= dirtyMatch | newFilter
}

// Narrow is SetFilter for a filter that no row passes but those that pass the
// one in force: only they are asked.
func (t *Table[K, R]) Narrow(keep func(R) bool) {
	t.ensure()
	t.filter = keep
	t.dirty |= dirtyNarrow | newFilter
}

// Upsert adds rows, or replaces those with the same key. No row leaves.
func (t *Table[K, R]) Upsert(rows []R) {
	for _, r := range rows {
		t.Put(r)
	}
}

// Put adds one row, or replaces the one with the same key, which it returns if
// that was listed.
func (t *Table[K, R]) Put(row R) (former R, listed bool) {
	if t.dirty&newFilter != 0 {
		t.ensure() // a filter is about the rows there were
	}
	return t.put(row)
}

// SetRows makes these the only rows. A row under the cursor that is not among
// them stays, struck through, until the cursor leaves it.
func (t *Table[K, R]) SetRows(rows []R) {
	t.ensure()
	for i := range t.state {
		t.state[i] |= gone
	}
	for _, r := range rows {
		t.put(r)
	}
	if !t.settled {
		t.cursor = -1
	}
	t.sweep()
}

// put takes one row in. A row that comes back is one that never left.
func (t *Table[K, R]) put(value R) (former R, listed bool) {
	key := t.opts.Key(value)
	i, known := t.find(key)
	if known {
		former, listed = t.rows[i], !t.is(i, gone)
		t.state[i] &^= gone
		t.replace(i, former, value)
	} else {
		i = t.append(key, value)
	}
	if !t.is(i, fresh) {
		t.state[i] |= fresh
		t.changed = append(t.changed, i)
	}
	return former, listed
}

// append puts a new row behind the others.
func (t *Table[K, R]) append(key K, value R) int32 {
	i := int32(len(t.rows))
	t.rows, t.state, t.up = append(t.rows, value), append(t.state, 0), append(t.up, -1)
	t.rank, t.order = append(t.rank, i), append(t.order, i)
	t.learn(key, i)
	t.stray(i)
	t.adopt(i)
	if len(t.kids) > 0 {
		t.dirty |= dirtyKin // it may be the parent they name
	}
	return i
}

// replace puts a row in the place of an older one. It is sorted anew only if
// the order can tell the two apart.
func (t *Table[K, R]) replace(i int32, former, value R) {
	t.rows[i] = value
	if t.sorted.Compare != nil && t.sorted.Compare(former, value) != 0 {
		t.stray(i)
	}
	if t.opts.Parent == nil {
		return
	}
	was, named := t.opts.Parent(former)
	now, names := t.opts.Parent(value)
	if was != now || named != names {
		t.adopt(i)
	} else if names && t.opts.Siblings != nil && t.opts.Siblings(former, value) != 0 {
		t.dirty |= dirtyKin
	}
}

// stray notes a row whose place in the order is not known.
func (t *Table[K, R]) stray(i int32) {
	if !t.is(i, astray) {
		t.state[i] |= astray
		t.moved = append(t.moved, i)
	}
}

// adopt notes that the row has a new parent, or none any more.
func (t *Table[K, R]) adopt(i int32) {
	if t.opts.Parent == nil {
		return
	}
	if _, names := t.opts.Parent(t.rows[i]); names && !t.is(i, child) {
		t.state[i] |= child
		t.kids = append(t.kids, i)
	}
	if t.is(i, child) {
		t.dirty |= dirtyKin
	}
}

// Get returns a listed row by its key.
func (t *Table[K, R]) Get(key K) (value R, ok bool) {
	i, ok := t.find(key)
	if !ok || t.is(i, gone) {
		return value, false
	}
	return t.rows[i], true
}

// Len is how many rows are on the list: they match and are not folded away.
func (t *Table[K, R]) Len() int { t.ensure(); return t.shown }

// Total is how many rows there are, shown or not.
func (t *Table[K, R]) Total() int {
	n := len(t.rows)
	if t.cursor >= 0 && t.is(t.cursor, gone) {
		n--
	}
	return n
}

// Position says which rows are on screen, counted from 1, and of how many.
// All three are 0 for an empty list.
func (t *Table[K, R]) Position() (first, last, total int) {
	t.ensure()
	if len(t.lines) == 0 || t.height == 0 {
		return 0, 0, 0
	}
	return t.top + 1, min(t.top+t.height, len(t.lines)), len(t.lines)
}
