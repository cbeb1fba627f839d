package table_test

import (
	"fmt"
	"strings"
	"testing"

	"drover/tui/table"
	"drover/tui/theme"
)

// sized has a column that grows with its words, and two that may leave.
func sized(words map[int]string) *items {
	t := table.New(table.Options[int, item]{Theme: bare(), Key: func(i item) int { return i.id }})
	t.SetColumns([]table.Column[item]{
		{Title: "NAME", Min: 8, Max: 44, Cell: func(i item) table.Cell { return table.Plain(theme.Text, i.name) }},
		{Title: "WORD", Width: 5, Most: 12, Cell: func(i item) table.Cell { return table.Plain(theme.Text, words[i.id]) }},
		{Title: "LAST", Width: 6, Rank: 2, Cell: func(item) table.Cell { return table.Plain(theme.Text, "last") }},
		{Title: "LAG", Width: 6, Rank: 1, Cell: func(i item) table.Cell { return table.Plain(theme.Text, fmt.Sprint(i.lag)) }},
	})
	t.Resize(60, 2)
	t.Upsert(numbered(9))
	t.Settle()
	return t
}

// wordWidth is how many cells the growing column has.
func wordWidth(t *items) int {
	titles := drawn(t.Titles(), 60)[0]
	return strings.Index(titles, "LAST") - strings.Index(titles, "WORD") - 1
}

// TestWidthsComeFromTheWholeFilteredSet: off screen too; they grow at once and
// shrink on a new filter only.
func TestWidthsComeFromTheWholeFilteredSet(t *testing.T) {
	words := map[int]string{1: "one", 8: "eight888", 9: "ninenineninenine"}
	tb := sized(words)
	want := func(w int, when string) {
		t.Helper()
		if got := wordWidth(tb); got != w {
			t.Errorf("%s the column has %d cells, not %d", when, got, w)
		}
	}
	want(12, "with a word beyond the most")
	tb.SetFilter(func(i item) bool { return i.id < 9 })
	want(8, "after a new filter")
	words[2] = "twotwotwo"
	tb.Upsert(numbered(2))
	want(9, "after a row has grown")
	words[2] = "two"
	tb.Upsert(numbered(9))
	want(9, "after the row has shrunk again")
	tb.SetFilter(func(i item) bool { return i.id < 3 })
	want(5, "after another filter")
	tb.SetFilter(func(item) bool { return false })
	want(5, "of an empty list")
}

// TestColumnsWithoutRoomLeaveByRank, and come back.
func TestColumnsWithoutRoomLeaveByRank(t *testing.T) {
	tb := sized(nil)
	for _, c := range []struct {
		w         int
		last, lag bool
	}{{60, true, true}, {33, true, true}, {32, false, true}, {26, false, true}, {25, false, false}, {1, false, false}, {60, true, true}} {
		tb.Resize(c.w, 2)
		if last, lag := tb.Shows("LAST"), tb.Shows("LAG"); last != c.last || lag != c.lag {
			t.Errorf("in %d cells LAST is shown: %v, LAG: %v", c.w, last, lag)
		}
		for _, line := range append(strings.Split(tb.View(), "\n"), tb.Titles()) {
			if theme.Width(line) != c.w {
				t.Errorf("a line of %d cells in %d: %q", theme.Width(line), c.w, line)
			}
		}
	}
	if tb.Shows("NOBODY") {
		t.Error("a column that is not there is shown")
	}
}
