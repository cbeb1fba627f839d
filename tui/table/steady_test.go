package table_test

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"drover/tui/table"
	"drover/tui/theme"
)

// reference is a table of few words and no cleverness.
type reference struct {
	rows           map[int]item
	filter         int
	sort           int
	marks          map[int]bool
	cursor         int  // 0: none
	gone           item // what stands struck through under the cursor
	top, height, w int
}

func (r *reference) passes(i item) bool {
	switch r.filter {
	case 1:
		return i.lag%2 == 0
	case 2:
		return i.id > 6
	case 3:
		return false
	case 4:
		return i.lag%2 == 0 && i.id > 6
	}
	return true
}

// narrower are the filters that let through only what this one does.
func narrower(filter int) []int {
	return [][]int{{0, 1, 2, 3, 4}, {1, 3, 4}, {2, 3, 4}, {3}, {3, 4}}[filter]
}

func filterOf(n int) func(item) bool {
	if n == 0 {
		return nil
	}
	return (&reference{filter: n}).passes
}

func orderOf(n int) table.Sort[item] {
	switch n {
	case 1:
		return table.Sort[item]{Compare: func(a, b item) int { return cmp.Or(cmp.Compare(a.lag, b.lag), cmp.Compare(a.id, b.id)) }}
	case 2:
		return table.Sort[item]{Descending: true, Compare: func(a, b item) int { return cmp.Or(cmp.Compare(a.name, b.name), cmp.Compare(a.id, b.id)) }}
	}
	return table.Sort[item]{Compare: func(a, b item) int { return cmp.Compare(a.id, b.id) }}
}

// lines is the list as it must be, with the cursor's row whether it matches
// or not.
func (r *reference) lines() []int {
	rows := map[int]item{}
	for id, row := range r.rows {
		rows[id] = row
	}
	if _, listed := rows[r.cursor]; !listed && r.cursor != 0 {
		rows[r.cursor] = r.gone
	}
	var all []item
	for _, row := range rows {
		all = append(all, row)
	}
	o := orderOf(r.sort)
	slices.SortFunc(all, func(a, b item) int {
		if o.Descending {
			a, b = b, a
		}
		return o.Compare(a, b)
	})
	below := func(i item) bool { // one level
		p, ok := rows[i.parent]
		if !ok || p.id == i.id {
			return false
		}
		_, grand := rows[p.parent]
		return !grand
	}
	shown := func(i item) bool {
		_, listed := r.rows[i.id]
		return i.id == r.cursor || listed && r.passes(i)
	}
	var out []int
	for _, row := range all {
		if below(row) {
			continue
		}
		if shown(row) {
			out = append(out, row.id)
		}
		var kids []int
		for _, kid := range all {
			if kid.parent == row.id && below(kid) && shown(kid) {
				kids = append(kids, kid.id)
			}
		}
		slices.Sort(kids)
		out = append(out, kids...)
	}
	return out
}

// refreshed is what must hold after rows, filter or order changed.
func (r *reference) refreshed(screenLine int) {
	lines := r.lines()
	if len(lines) == 0 {
		r.cursor, r.top = 0, 0
		return
	}
	if r.cursor == 0 {
		r.cursor, screenLine = lines[0], 0
	}
	r.top = slices.Index(lines, r.cursor) - screenLine
	r.clamp()
}

func (r *reference) screenLine() int { return max(slices.Index(r.lines(), r.cursor), 0) - r.top }

func (r *reference) clamp() {
	lines, h := r.lines(), max(r.height, 1)
	at := slices.Index(lines, r.cursor)
	r.top = max(min(r.top, len(lines)-h), 0)
	r.top = max(min(r.top, at), at-h+1, 0)
}

// change applies a change that is not the cursor's own.
func (r *reference) change(f func()) {
	screenLine := r.screenLine()
	if row, ok := r.rows[r.cursor]; ok {
		r.gone = row
	}
	f()
	r.refreshed(screenLine)
}

// filtered puts a filter in force.
func (r *reference) filtered(n int) {
	screenLine := r.screenLine()
	r.filter = n
	if row, listed := r.rows[r.cursor]; !listed || !r.passes(row) {
		r.cursor = 0
	}
	r.refreshed(screenLine)
}

func (r *reference) move(to func(line, last int) int, scroll int) {
	lines := r.lines()
	if len(lines) == 0 {
		return
	}
	line := to(slices.Index(lines, r.cursor), len(lines)-1)
	next := lines[max(min(line, len(lines)-1), 0)]
	r.top += scroll
	was := r.cursor
	r.top = max(min(r.top, len(lines)-max(r.height, 1)), 0)
	at := slices.Index(lines, next)
	r.top = max(min(r.top, at), at-max(r.height, 1)+1)
	screenLine := at - r.top
	r.cursor = next
	if _, listed := r.rows[was]; was != next && (!listed || !r.passes(r.rows[was])) {
		r.refreshed(screenLine)
	}
}

func drawRows(t *rapid.T) []item {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) item {
		id := rapid.IntRange(1, 12).Draw(t, "id")
		return item{
			id: id, parent: rapid.SampledFrom([]int{0, 0, 0, 1, 2, 7}).Draw(t, "parent"),
			name: rapid.StringOfN(rapid.RuneFrom([]rune("ab数é")), 1, 12, -1).Draw(t, "name"),
			lag:  rapid.IntRange(0, 5).Draw(t, "lag"),
		}
	}), 0, 12).Draw(t, "rows")
}

// TestCursorAndMarksStickToTheirRows runs a table beside the reference under
// any refresh, sort, filter, size and move.
func TestCursorAndMarksStickToTheirRows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tb := newTable(bare())
		ref := &reference{rows: map[int]item{}, marks: map[int]bool{}, height: 4, w: 50}
		tb.Resize(ref.w, ref.height)
		tb.SetSort(orderOf(0))
		tb.Settle()
		t.Repeat(actions(tb, ref))
	})
}

func actions(tb *items, ref *reference) map[string]func(*rapid.T) {
	all := refreshes(tb, ref)
	maps.Copy(all, moves(tb, ref))
	all[""] = func(t *rapid.T) { compare(t, tb, ref) }
	return all
}

// refreshes is what changes the rows, or which of them are listed and where.
func refreshes(tb *items, ref *reference) map[string]func(*rapid.T) {
	return map[string]func(*rapid.T){
		"set": func(t *rapid.T) {
			rows := drawRows(t)
			ref.change(func() { ref.rows = map[int]item{}; put(ref.rows, rows) })
			tb.SetRows(rows)
		},
		"upsert": func(t *rapid.T) {
			rows := drawRows(t)
			ref.change(func() { put(ref.rows, rows) })
			tb.Upsert(rows)
		},
		"filter": func(t *rapid.T) {
			n := rapid.IntRange(0, 4).Draw(t, "filter")
			ref.filtered(n)
			tb.SetFilter(filterOf(n))
		},
		"narrow": func(t *rapid.T) {
			n := rapid.SampledFrom(narrower(ref.filter)).Draw(t, "filter")
			ref.filtered(n)
			tb.Narrow(filterOf(n))
		},
		"sort": func(t *rapid.T) {
			n := rapid.IntRange(0, 2).Draw(t, "order")
			ref.change(func() { ref.sort = n })
			tb.SetSort(orderOf(n))
		},
	}
}

// moves is what a user does with the cursor, the marks and the window.
func moves(tb *items, ref *reference) map[string]func(*rapid.T) {
	return map[string]func(*rapid.T){
		"move": func(t *rapid.T) {
			n := rapid.IntRange(-5, 5).Draw(t, "by")
			ref.move(func(line, _ int) int { return line + n }, 0)
			tb.Move(n)
		},
		"page": func(t *rapid.T) {
			h := max(ref.height, 1)
			if rapid.Bool().Draw(t, "down") {
				ref.move(func(line, _ int) int { return line + h }, h)
				tb.PageDown()
			} else {
				ref.move(func(line, _ int) int { return line - h }, -h)
				tb.PageUp()
			}
		},
		"ends": func(t *rapid.T) {
			if rapid.Bool().Draw(t, "last") {
				ref.move(func(_, last int) int { return last }, 0)
				tb.End()
			} else {
				ref.move(func(int, int) int { return 0 }, 0)
				tb.Home()
			}
		},
		"resize": func(t *rapid.T) {
			ref.w, ref.height = rapid.IntRange(0, 90).Draw(t, "w"), rapid.IntRange(0, 9).Draw(t, "h")
			ref.clamp()
			tb.Resize(ref.w, ref.height)
		},
		"mark": func(*rapid.T) {
			if row, listed := ref.rows[ref.cursor]; ref.marks[ref.cursor] {
				delete(ref.marks, ref.cursor)
			} else if listed && ref.passes(row) {
				ref.marks[ref.cursor] = true
			}
			tb.Toggle()
		},
		"mark all": func(*rapid.T) {
			for _, row := range ref.rows {
				if ref.passes(row) {
					ref.marks[row.id] = true
				}
			}
			tb.MarkAllFiltered()
		},
	}
}

func put(into map[int]item, rows []item) {
	for _, r := range rows {
		into[r.id] = r
	}
}

func compare(t *rapid.T, tb *items, ref *reference) {
	key, _ := tb.CursorKey()
	if key != ref.cursor {
		t.Fatalf("cursor on %d, want %d", key, ref.cursor)
	}
	row, listed := ref.rows[ref.cursor]
	if gone := ref.cursor != 0 && (!listed || !ref.passes(row)); tb.CursorGone() != gone {
		t.Fatalf("gone %v, want %v", tb.CursorGone(), gone)
	}
	marked := tb.Marked()
	slices.Sort(marked)
	var want []int
	hidden := 0
	for id := range ref.marks {
		want = append(want, id)
		if row, ok := ref.rows[id]; !ok || !ref.passes(row) {
			hidden++
		}
	}
	slices.Sort(want)
	if fmt.Sprint(marked) != fmt.Sprint(want) || tb.HiddenMarks() != hidden {
		t.Fatalf("marked %v, %d hidden; want %v, %d", marked, tb.HiddenMarks(), want, hidden)
	}
	lines := ref.lines()
	first := min(ref.top, len(lines))
	shown := lines[first:min(first+ref.height, len(lines))]
	if got := tb.OnScreen(); fmt.Sprint(got) != fmt.Sprint(shown) {
		t.Fatalf("on screen %v, want %v of %v", got, shown, lines)
	}
	if tb.Total() != len(ref.rows) {
		t.Fatalf("total %d, want %d", tb.Total(), len(ref.rows))
	}
	matching := 0
	for _, row := range ref.rows {
		if ref.passes(row) {
			matching++
		}
	}
	if tb.Matches() != matching {
		t.Fatalf("%d rows match, want %d", tb.Matches(), matching)
	}
	exact(t, tb, ref.w, ref.height)
}

// exact checks the shape of what is drawn.
func exact(t *rapid.T, tb *items, w, h int) {
	if theme.Width(tb.Titles()) != w {
		t.Fatalf("titles %q are not %d cells", tb.Titles(), w)
	}
	lines := strings.Split(tb.View(), "\n")
	if len(lines) != max(h, 1) {
		t.Fatalf("%d lines, want %d", len(lines), h)
	}
	for _, l := range lines {
		if h > 0 && theme.Width(l) != w {
			t.Fatalf("%q has %d cells, want %d", l, theme.Width(l), w)
		}
	}
}
