package table_test

import (
	"cmp"
	"fmt"
	"math"
	"strings"
	"testing"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"

	"drover/model"
	"drover/tui/table"
	"drover/tui/theme"
)

// wide is the columns of a job list of 80 cells.
func wide(th *theme.Theme) []table.Column[item] {
	text := func(s string) func(item) table.Cell {
		return func(item) table.Cell { return table.Plain(theme.Muted, s) }
	}
	cols := columns(th)
	return []table.Column[item]{
		cols[0],
		{Title: "FROM>TO", Width: 14, Cell: text("oracle>gaussdb")},
		{Title: "TASK", Width: 4, Cell: text("F+I")},
		cols[1], cols[2],
		{Title: "AGE", Width: 5, Right: true, Cell: text("3d04h")},
	}
}

func TestAt80(t *testing.T) {
	for _, ascii := range []bool{false, true} {
		t.Run(map[bool]string{false: "unicode", true: "ascii"}[ascii], func(t *testing.T) {
			th := theme.New(theme.Options{Mode: theme.None, ASCII: ascii})
			tb := table.New(table.Options[int, item]{
				Theme: th, Key: func(i item) int { return i.id },
				Parent: func(i item) (int, bool) { return i.parent, i.parent != 0 },
				Flag: func(i item) theme.Span {
					if i.lag > 60 {
						return theme.Span{Text: th.Signs().Flag, Tone: theme.Warn}
					}
					return theme.Span{}
				},
			})
			tb.SetColumns(wide(th))
			tb.Resize(80, 10)
			tb.SortBy("NAME")
			tb.Upsert([]item{
				{id: 1, name: "billing-ora-archive-2019-2024-eu", lag: 3}, {id: 2, name: "catalog-mongo-01", lag: 3}, {id: 3, name: "crm-dr"},
				{id: 4, parent: 3, name: "crm-dr-forward"}, {id: 5, parent: 3, name: "crm-dr-backward-with-a-long-name"},
				{id: 6, name: "订单同步-生产环境-二零二四年-归档-01"}, {id: 7, name: "orders-prod-sync-02", lag: 999}, {id: 8, name: "gone-soon"},
			})
			tb.MoveTo(2)
			tb.Toggle()
			tb.MoveTo(8)
			tb.SetFilter(func(i item) bool { return i.lag < 1000 })
			tb.Upsert([]item{{id: 8, name: "gone-soon", lag: 1000}})
			golden.RequireEqual(t, strings.Join(drawn(tb.Titles()+"\n"+tb.View(), 80), "\n")+"\n")
		})
	}
}

func TestHostileNamesKeepColumns(t *testing.T) {
	names := []string{
		"plain", "数据库同步", "e\u0301e\u0301", "क्षि-हिन्दी", "👨‍👩‍👧‍👦-family", "👍🏽", "🇨🇳🇩🇪", "1️⃣", "☺️", "กำน้ำ", "\u202egnp.exe",
		"a\x1b[31mb\x1b[2J", "a\rb\nc\td", "\u009b5A", "\xff\xfe", strings.Repeat("界", 60), strings.Repeat("e\u0301", 60), "", "\u0301start", "ﾊﾟﾋﾟ",
		"\u1112\u1161\u11ab", "🏿", "ൎa", "﷽﷽﷽﷽﷽﷽﷽﷽﷽﷽﷽﷽﷽﷽﷽﷽﷽", "%s%n", "`rm -rf`",
	}
	for _, method := range []ansi.Method{ansi.WcWidth, ansi.GraphemeWidth} {
		for w := 40; w < 70; w++ {
			tb := newTable(bare())
			tb.Resize(w, len(names))
			for i, n := range names {
				tb.Upsert([]item{{id: i + 1, name: model.NewText(n).String(), lag: 7}})
			}
			b := uv.NewScreenBuffer(w, len(names))
			b.Method = method
			uv.NewStyledString(tb.View()).Draw(b, b.Bounds())
			for y, n := range names {
				status, lag := b.CellAt(w-1-24+1, y).Content, b.CellAt(w-2, y).Content
				if w < 4+44+25 && (status != "►" || lag != "s") {
					t.Fatalf("%d cells, method %d: %q shifts its line: %q where the glyph must be, %q where the number ends", w, method, n, status, lag)
				}
			}
		}
	}
}

func TestColoursOfARow(t *testing.T) {
	th := theme.New(theme.Options{Mode: theme.Dark})
	tb := newTable(th)
	tb.Resize(60, 4)
	tb.Upsert(numbered(4))
	tb.MoveTo(2)
	tb.Toggle()
	tb.Up()
	lines := strings.Split(tb.View(), "\n")
	if want := "▌   " + th.Paint(theme.Select, "job-000001") + " "; !strings.HasPrefix(lines[0], want) {
		t.Errorf("cursor: %q", lines[0])
	}
	if want := " " + th.Paint(theme.Accent, "●  ") + th.Paint(theme.Strong, "job-000002"); !strings.HasPrefix(lines[1], want) {
		t.Errorf("mark: %q", lines[1])
	}
	if !strings.Contains(lines[2], th.Paint(theme.OK, "► ")+"incr running") {
		t.Errorf("glyph: %q", lines[2])
	}
	if strings.HasSuffix(strings.TrimRight(lines[0], " "), "m") {
		t.Errorf("the line ends in a style: %q", lines[0])
	}
	tb.SetStale(true)
	if lines = strings.Split(tb.View(), "\n"); !strings.Contains(lines[2], strings.TrimSuffix(th.Paint(theme.Muted, "job-000003"), "\x1b[m")) || strings.Contains(lines[2], th.Paint(theme.OK, "► ")) {
		t.Errorf("a stale row: %q", lines[2])
	}
	tb.SetRows(numbered(1)[:0])
	if lines = strings.Split(tb.View(), "\n"); !strings.Contains(lines[0], th.Paint(theme.Gone, "job-000001")) {
		t.Errorf("a row that is gone: %q", lines[0])
	}
}

func BenchmarkKey(b *testing.B) {
	for _, n := range []int{100, 10_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			tb := benchTable(n)
			tb.View()
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				tb.Down()
				if i%n == n-1 {
					tb.Home()
				}
				tb.View()
			}
		})
	}
}

func BenchmarkFilter(b *testing.B) {
	for _, n := range []int{10_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			tb := benchTable(n)
			words := []string{"7", "77", "777", "77", "7"}
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				tb.SetFilter(func(it item) bool { return strings.Contains(it.name, words[i%len(words)]) })
				tb.View()
			}
		})
	}
}

func BenchmarkUpsertPage(b *testing.B) {
	for _, n := range []int{10_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			tb := benchTable(n)
			page := numbered(n)[n/2 : n/2+1000]
			tb.View()
			b.ReportAllocs()
			for b.Loop() {
				for i := range page {
					page[i].lag = (page[i].lag + 131) % 997
				}
				tb.Upsert(page)
				tb.View()
			}
		})
	}
}

func benchTable(n int) *items {
	th := theme.New(theme.Options{Mode: theme.Dark})
	tb := newTable(th)
	tb.SetColumns(wide(th))
	tb.Resize(120, 40)
	tb.SortBy("LAG/%")
	tb.Upsert(numbered(n))
	tb.Settle()
	return tb
}

// TestAKeyCostsTheSameInALongList counts what a key allocates.
func TestAKeyCostsTheSameInALongList(t *testing.T) {
	allocs := func(n int) float64 {
		tb := benchTable(n)
		tb.View()
		least := math.Inf(1) // whatever else allocates meanwhile only adds
		for range 5 {
			least = min(least, testing.AllocsPerRun(50, func() { tb.Down(); tb.View() }))
		}
		return least
	}
	if few, many := allocs(1000), allocs(50_000); many > few+1 {
		t.Errorf("a key allocates %.0f times in 50,000 rows, %.0f in 1,000", many, few)
	}
}

// TestAFilterAsksEachRowOnce, and a refresh only the rows it brought.
func TestAFilterAsksEachRowOnce(t *testing.T) {
	tb := benchTable(2000)
	asked := 0
	tb.SetFilter(func(item) bool { asked++; return true })
	tb.Len()
	tb.View()
	if asked != 2000 {
		t.Errorf("a filter over 2,000 rows asked %d times", asked)
	}
	asked = 0
	tb.Upsert(numbered(2000)[100:110])
	for range 3 {
		tb.View()
		tb.Down()
	}
	if asked != 10 {
		t.Errorf("a refresh of 10 rows asked %d times", asked)
	}
}

// TestNarrowingAsksOnlyWhatMatches: a longer word is asked of the rows that
// hold the shorter one, and a refresh is asked what is in force then.
func TestNarrowingAsksOnlyWhatMatches(t *testing.T) {
	tb := benchTable(2000)
	tb.SetFilter(func(i item) bool { return i.id <= 100 })
	tb.Len()
	asked := 0
	tb.Narrow(func(i item) bool { asked++; return i.id <= 10 })
	if tb.Matches() != 10 || asked != 100 {
		t.Errorf("of 100 rows that matched %d were asked and %d match", asked, tb.Matches())
	}
	tb.Upsert([]item{{id: 5000, name: "new"}, {id: 0, name: "another"}})
	if tb.Matches() != 11 {
		t.Errorf("%d rows match after a refresh, want 11", tb.Matches())
	}
}

// TestARefreshPaysForWhatItBrought: rows that stay where they are cost the
// same in a long list, whatever is asked of the table then.
func TestARefreshPaysForWhatItBrought(t *testing.T) {
	calls := func(n int) int {
		count := 0
		tb := table.New(table.Options[int, item]{
			Theme:    bare(),
			Key:      func(i item) int { count++; return i.id },
			Parent:   func(i item) (int, bool) { count++; return i.parent, i.parent != 0 },
			Siblings: func(a, b item) int { count++; return cmp.Compare(a.id, b.id) },
		})
		tb.Resize(80, 20)
		tb.SetColumns(nil)
		tb.SetSort(table.Sort[item]{Compare: func(a, b item) int { count++; return cmp.Compare(a.id, b.id) }})
		rows := numbered(n)
		for i := range rows {
			rows[i].id = i + 1
			if i%3 == 2 {
				rows[i].parent = i
			}
		}
		tb.Upsert(rows)
		tb.MarkAllFiltered()
		tb.HiddenMarks()
		count = 0
		for i := range rows[:100] {
			rows[i].lag++
		}
		tb.Upsert(rows[:100])
		if tb.Matches() != n || tb.HiddenMarks() != 0 || tb.Len() != n {
			t.Errorf("%d of %d rows match", tb.Matches(), n)
		}
		tb.Down()
		return count
	}
	// A key is looked for among a few others more in a fuller table.
	if few, many := calls(1000), calls(20_000); many > few+few/4 {
		t.Errorf("a refresh of 100 rows asks %d times in 20,000 rows, %d in 1,000", many, few)
	}
}
