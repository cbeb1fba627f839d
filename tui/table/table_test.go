package table_test

import (
	"cmp"
	"fmt"
	"strings"
	"testing"

	uv "github.com/charmbracelet/ultraviolet"

	"drover/tui/table"
	"drover/tui/theme"
)

// item is a row of the tests.
type item struct {
	id, parent int // parent 0: none
	name       string
	lag        int
}

type items = table.Table[int, item]

func newTable(th *theme.Theme) *items {
	t := table.New(table.Options[int, item]{
		Theme:    th,
		Key:      func(i item) int { return i.id },
		Parent:   func(i item) (int, bool) { return i.parent, i.parent != 0 },
		Siblings: func(a, b item) int { return cmp.Compare(a.id, b.id) },
		Gone: func(_ item, listed bool) string {
			if listed {
				return "left the filter"
			}
			return "not listed since 03:12Z"
		},
	})
	t.SetColumns(columns(th))
	return t
}

func columns(th *theme.Theme) []table.Column[item] {
	return []table.Column[item]{
		{
			Title: "NAME", Min: 8, Max: 44,
			Cell:    func(i item) table.Cell { return table.Plain(theme.Text, i.name) },
			Compare: func(a, b item) int { return cmp.Compare(a.name, b.name) },
		},
		{Title: "  STATUS", Width: 16, Cell: func(item) table.Cell {
			return table.Cell{Lead: theme.Span{Text: "► ", Tone: theme.OK}, Text: "incr running", Tone: theme.Text}
		}},
		{
			Title: "LAG/%", Width: 6, Right: true,
			Cell:    func(i item) table.Cell { return table.Plain(theme.Text, fmt.Sprintf("%ds", i.lag)) },
			Compare: func(a, b item) int { return cmp.Compare(a.lag, b.lag) },
		},
	}
}

func bare() *theme.Theme { return theme.New(theme.Options{Mode: theme.None}) }

// filled is a settled table of n rows in 60 cells and h lines.
func filled(n, h int) *items {
	t := newTable(bare())
	t.Resize(60, h)
	t.Upsert(numbered(n))
	t.Settle()
	return t
}

func numbered(n int) []item {
	rows := make([]item, n)
	for i := range rows {
		rows[i] = item{id: i + 1, name: fmt.Sprintf("job-%06d", i+1), lag: (i * 7919) % 997}
	}
	return rows
}

func byLag(desc bool) table.Sort[item] {
	return table.Sort[item]{
		Title: "LAG/%", Descending: desc,
		Compare: func(a, b item) int { return cmp.Compare(a.lag, b.lag) },
	}
}

// drawn is what a screen shows, without the blanks at the end of lines.
func drawn(s string, w int) []string {
	lines := strings.Split(s, "\n")
	b := uv.NewScreenBuffer(w, len(lines))
	uv.NewStyledString(s).Draw(b, b.Bounds())
	out := strings.Split(b.String(), "\n")
	for i := range out {
		out[i] = strings.TrimRight(out[i], " \r")
	}
	return out
}

func wantLines(t *testing.T, tb *items, want ...string) {
	t.Helper()
	got := drawn(tb.View(), 60)
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("drawn:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func wantCursor(t *testing.T, tb *items, id int, gone bool) {
	t.Helper()
	key, ok := tb.CursorKey()
	if !ok || key != id || tb.CursorGone() != gone {
		t.Errorf("cursor on %d (%v), gone %v; want %d, gone %v", key, ok, tb.CursorGone(), id, gone)
	}
}

func TestEmptyTable(t *testing.T) {
	tb := newTable(bare())
	tb.Resize(60, 3)
	tb.Move(3)
	tb.PageDown()
	tb.End()
	tb.Toggle()
	tb.MarkAllFiltered()
	tb.Fold()
	tb.Unfold()
	tb.SetFilter(func(item) bool { return true })
	tb.SetSort(byLag(true))
	if _, ok := tb.Cursor(); ok || tb.CursorGone() {
		t.Error("a cursor in an empty table")
	}
	if first, last, total := tb.Position(); first+last+total != 0 {
		t.Errorf("position %d–%d of %d", first, last, total)
	}
	wantLines(t, tb, "", "", "")
	tb.SetRows(numbered(1))
	wantCursor(t, tb, 1, false)
	tb.Down()
	tb.Up()
	wantCursor(t, tb, 1, false)
	tb.SetRows(nil)
	wantCursor(t, tb, 1, true)
	if tb.Len() != 0 || tb.Total() != 0 {
		t.Errorf("%d of %d listed", tb.Len(), tb.Total())
	}
	tb.SetRows(numbered(1))
	wantCursor(t, tb, 1, false)
}

func TestTheCursorRestsOnTheFirstRowWhileRowsLand(t *testing.T) {
	tb := newTable(bare())
	tb.Resize(60, 3)
	tb.SetSort(byLag(false))
	rows := numbered(40)
	for i := 30; i >= 0; i -= 10 {
		tb.Upsert(rows[i : i+10])
		if first, _, _ := tb.Position(); first != 1 {
			t.Fatalf("the list starts at row %d", first)
		}
	}
	wantCursor(t, tb, 1, false)
	tb.Settle()
	tb.Upsert([]item{{id: 99, name: "new", lag: -1}})
	wantCursor(t, tb, 1, false)
	if first, _, _ := tb.Position(); first != 2 {
		t.Errorf("the list starts at row %d: the cursor left its screen line", first)
	}
}

func TestANewOrderScrollsAroundTheCursor(t *testing.T) {
	tb := filled(100, 10)
	tb.Move(50)
	tb.Move(-4) // line 5 of the screen
	before := strings.Index(screenOfNames(tb), "job-000047")
	tb.SetSort(byLag(true))
	wantCursor(t, tb, 47, false)
	if after := strings.Index(screenOfNames(tb), "job-000047"); after != before {
		t.Errorf("the cursor's row moved on the screen, from %d to %d", before, after)
	}
}

// screenOfNames has ten letters per line of the screen.
func screenOfNames(tb *items) string {
	var b strings.Builder
	for _, l := range drawn(tb.View(), 60) {
		b.WriteString(l[min(len(l), strings.Index(l+"job", "job")):][:10])
	}
	return b.String()
}

func TestEqualRowsKeepTheirPlaces(t *testing.T) {
	tb := filled(50, 50)
	tb.SetSort(table.Sort[item]{Compare: func(item, item) int { return 0 }})
	want := screenOfNames(tb)
	for _, r := range []int{3, 40, 17} {
		tb.Upsert(numbered(50)[r : r+2])
		if screenOfNames(tb) != want {
			t.Fatal("a refresh moved equal rows")
		}
	}
	tb.Upsert(numbered(50))
	if screenOfNames(tb) != want {
		t.Fatal("a refresh of all moved equal rows")
	}
}

func TestARowThatLeavesStaysUntilTheCursorDoes(t *testing.T) {
	tb := filled(5, 6)
	tb.Move(2)
	tb.SetRows(append(numbered(2), numbered(5)[3:]...))
	wantCursor(t, tb, 3, true)
	wantLines(t, tb,
		"    job-000001                      ► incr running       0s",
		"    job-000002                      ► incr running     940s",
		"▌   job-000003                      not listed since 03:12Z",
		"    job-000004                      ► incr running     826s",
		"    job-000005                      ► incr running     769s",
		"")
	if tb.Len() != 4 || tb.Total() != 4 {
		t.Errorf("%d of %d listed", tb.Len(), tb.Total())
	}
	tb.Toggle()
	tb.MarkAllFiltered()
	if tb.IsMarked(3) || tb.Marks() != 4 {
		t.Error("a row that is gone took a mark")
	}
	tb.ClearMarks()
	tb.Down()
	wantCursor(t, tb, 4, false)
	wantLines(t, tb,
		"    job-000001                      ► incr running       0s",
		"    job-000002                      ► incr running     940s",
		"▌   job-000004                      ► incr running     826s",
		"    job-000005                      ► incr running     769s",
		"", "")
}

func TestARowThatComesBackIsWhole(t *testing.T) {
	tb := filled(3, 3)
	tb.SetRows(numbered(3)[1:])
	wantCursor(t, tb, 1, true)
	tb.SetRows(numbered(3))
	wantCursor(t, tb, 1, false)
	if tb.Len() != 3 {
		t.Errorf("%d listed", tb.Len())
	}
}

func TestARefreshOutOfTheFilterStrikesThrough(t *testing.T) {
	tb := filled(3, 3)
	tb.SetFilter(func(i item) bool { return i.lag < 900 || i.id != 2 })
	wantCursor(t, tb, 1, false)
	tb.Upsert([]item{{id: 1, name: "job-000001", lag: 1}})
	wantCursor(t, tb, 1, false)
	tb.SetFilter(func(i item) bool { return i.lag < 900 })
	tb.Upsert([]item{{id: 1, name: "job-000001", lag: 950}})
	wantCursor(t, tb, 1, true)
	wantLines(t, tb,
		"▌   job-000001                      left the filter",
		"    job-000003                      ► incr running     883s",
		"")
	tb.SetFilter(func(i item) bool { return i.lag >= 900 })
	wantCursor(t, tb, 1, false)
	tb.SetFilter(func(i item) bool { return i.id == 3 })
	wantCursor(t, tb, 3, false)
}

func TestChildrenStandBelowTheirParents(t *testing.T) {
	tb := newTable(bare())
	tb.Resize(60, 6)
	tb.SetSort(table.Sort[item]{Title: "NAME", Compare: func(a, b item) int { return cmp.Compare(a.name, b.name) }})
	tb.Upsert([]item{
		{id: 5, name: "alone"}, {id: 2, parent: 1, name: "zz-forward"}, {id: 3, parent: 1, name: "aa-backward"},
		{id: 1, name: "pair"}, {id: 4, parent: 9, name: "orphan"},
	})
	name := func(rest string) string {
		return rest + strings.Repeat(" ", 36-len([]rune(rest))) + "► incr running       0s"
	}
	wantLines(t, tb, name("▌   alone"), name("    orphan"), name("    pair"), name("    └ zz-forward"), name("    └ aa-backward"), "")
	tb.MoveTo(3)
	if !tb.Fold() || tb.Fold() {
		t.Error("the parent of the cursor's row was not folded once")
	}
	wantCursor(t, tb, 1, false)
	wantLines(t, tb, name("    alone"), name("    orphan"), name("▌   pair +2"), "", "", "")
	if tb.Len() != 3 || tb.Matches() != 5 || !tb.Hidden(2) {
		t.Errorf("%d on the list, %d match", tb.Len(), tb.Matches())
	}
	if !tb.Unfold() || tb.Unfold() {
		t.Error("not unfolded once")
	}
	tb.SetFilter(func(i item) bool { return i.id != 1 })
	wantLines(t, tb, name("▌   alone"), name("    orphan"), name("    zz-forward"), name("    aa-backward"), "", "")
}

func TestRowsInARingAreAllShown(t *testing.T) {
	tb := newTable(bare())
	tb.Resize(60, 6)
	tb.Upsert([]item{{id: 1, parent: 2}, {id: 2, parent: 1}, {id: 3, parent: 3}, {id: 4, parent: 1}})
	if tb.Len() != 4 {
		t.Errorf("%d of 4 rows are listed", tb.Len())
	}
	for range 3 { // a row that is a child now and then is listed once
		tb.Upsert([]item{{id: 1}, {id: 2, parent: 1}})
		tb.Upsert([]item{{id: 1, parent: 2}, {id: 2}})
		tb.Upsert([]item{{id: 1}, {id: 2, parent: 1}})
		if tb.Len() != 4 {
			t.Errorf("%d of 4 rows are listed", tb.Len())
		}
	}
}

func TestMarks(t *testing.T) {
	tb := filled(6, 6)
	tb.Toggle()
	tb.Move(2)
	tb.Toggle()
	tb.SetFilter(func(i item) bool { return i.id > 2 })
	if got := fmt.Sprint(tb.Marked(), tb.HiddenMarks()); got != "[1 3] 1" {
		t.Errorf("marked and hidden: %s", got)
	}
	tb.InvertMarks()
	if got := fmt.Sprint(tb.Marked()); got != "[1 4 5 6]" {
		t.Errorf("inverted: %s", got)
	}
	tb.ClearMarks()
	tb.MoveTo(5)
	tb.StartRange()
	tb.MoveTo(3)
	if from, n, ok := tb.Range(); from.id != 5 || n != 3 || !ok {
		t.Errorf("the range holds %d rows from %d, %v", n, from.id, ok)
	}
	tb.SetFilter(func(i item) bool { return i.id == 4 })
	if _, _, ok := tb.Range(); ok {
		t.Error("a range from a row that is not on the list")
	}
	tb.SetFilter(func(i item) bool { return i.id > 2 })
	tb.MoveTo(3)
	tb.MarkRange()
	tb.MarkRange() // there is none any more
	if got := fmt.Sprint(tb.Marked()); got != "[3 4 5]" {
		t.Errorf("range: %s", got)
	}
	tb.SetRows(numbered(4))
	tb.SetFilter(nil)
	if got := fmt.Sprint(tb.Marked(), tb.HiddenMarks()); got != "[3 4 5] 1" {
		t.Errorf("a mark of a row that is not listed: %s", got)
	}
	tb.Mark(4, 9)
	tb.Unmark(3)
	if got := fmt.Sprint(tb.Marked()); got != "[4 5 9]" {
		t.Errorf("marked by key: %s", got)
	}
}

func TestSortByATitleReverses(t *testing.T) {
	tb := filled(3, 3)
	if tb.SortBy("STATUS") || !tb.SortBy("LAG/%") {
		t.Fatal("sorting by the wrong columns")
	}
	if got := drawn(tb.Titles(), 60)[0]; got != "    NAME                              STATUS         LAG/%↑" {
		t.Errorf("%q", got)
	}
	tb.SortBy("LAG/%")
	if !tb.Sorted().Descending || !strings.Contains(tb.Titles(), "LAG/%↓") {
		t.Errorf("the same column again does not reverse: %q", tb.Titles())
	}
	if got := screenOfNames(tb); got != "job-000002job-000003job-000001" {
		t.Error(got)
	}
}
