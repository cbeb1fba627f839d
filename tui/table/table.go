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
type Table[K comparable, R any] struct {
	opts Options[K, R]

	rows  []row[K, R]
	place map[K]int32 // key to index in rows

	order   []int32 // every row, sorted
	spare   []int32 // the order before this one, to be written over
	kids    []int32 // rows that name a parent
	lines   []int32 // rows on the list, top to bottom
	shown   int     // lines without a ghost
	changed []int32 // rows to be filtered and sorted anew
	dirty   dirty

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
	folded   map[K]bool
}

// row is a row with what the table knows of it.
type row[K comparable, R any] struct {
	key    K
	parent K
	value  R
	up     int32 // index of the parent's row, -1 for none
	rank   int32 // its place in order when that was made
	child  bool  // names a parent
	kid    bool  // is in kids
	match  bool  // passes the filter
	gone   bool  // no longer listed; kept for the cursor alone
	fresh  bool  // waits in changed
}

// dirty is what the next question has to do first.
type dirty uint8

const (
	dirtyLines dirty = 1 << iota // put together anew
	dirtyOrder                   // sort everything
	dirtyMatch                   // filter everything
	newFilter                    // and the cursor goes to the first row if its own does not match
)

// New makes an empty table.
func New[K comparable, R any](o Options[K, R]) *Table[K, R] {
	return &Table[K, R]{
		opts: o, place: map[K]int32{}, cursor: -1,
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

// Upsert adds rows, or replaces those with the same key. No row leaves.
func (t *Table[K, R]) Upsert(rows []R) {
	if t.dirty&newFilter != 0 {
		t.ensure() // a filter is about the rows there were
	}
	for _, r := range rows {
		t.put(r)
	}
}

// SetRows makes these the only rows. A row under the cursor that is not among
// them stays, struck through, until the cursor leaves it.
func (t *Table[K, R]) SetRows(rows []R) {
	t.ensure()
	for i := range t.rows {
		t.rows[i].gone = true
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
func (t *Table[K, R]) put(value R) {
	key := t.opts.Key(value)
	i, known := t.place[key]
	if !known {
		i = int32(len(t.rows))
		t.place[key] = i
		t.rows = append(t.rows, row[K, R]{key: key, up: -1, rank: i})
		t.order = append(t.order, i)
	}
	r := &t.rows[i]
	r.value, r.gone = value, false
	t.adopt(i)
	if !r.fresh {
		r.fresh = true
		t.changed = append(t.changed, i)
	}
}

// adopt reads whom the row names as its parent.
func (t *Table[K, R]) adopt(i int32) {
	if t.opts.Parent == nil {
		return
	}
	r := &t.rows[i]
	r.parent, r.child = t.opts.Parent(r.value)
	if r.child && !r.kid {
		r.kid = true
		t.kids = append(t.kids, i)
	}
}

// Get returns a listed row by its key.
func (t *Table[K, R]) Get(key K) (value R, ok bool) {
	i, ok := t.place[key]
	if !ok || t.rows[i].gone {
		return value, false
	}
	return t.rows[i].value, true
}

// Len is how many rows are on the list: they match and are not folded away.
func (t *Table[K, R]) Len() int { t.ensure(); return t.shown }

// Total is how many rows there are, shown or not.
func (t *Table[K, R]) Total() int {
	n := len(t.rows)
	if t.cursor >= 0 && t.rows[t.cursor].gone {
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
