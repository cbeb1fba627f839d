package tree_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	uv "github.com/charmbracelet/ultraviolet"
	"pgregory.net/rapid"

	"drover/tui/theme"
	"drover/tui/tree"
)

// list is rows in order, and how many were asked for. What is not there has its
// place where the next smaller one is.
type list struct {
	keys  []int
	asked map[int]bool
}

func (l *list) Len() int { return len(l.keys) }

func (l *list) At(i int) int {
	if l.asked != nil {
		l.asked[i] = true
	}
	return l.keys[i]
}

func (l *list) Place(key int) int {
	i, ok := slices.BinarySearch(l.keys, key)
	if !ok {
		i--
	}
	return i
}

func to(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

func bare() *theme.Theme { return theme.New(theme.Options{Mode: theme.None}) }

func shown(l *list, w, h int) *tree.Model[int] {
	m := tree.New(bare(), l)
	m.Resize(w, h)
	return m
}

func row(_ int, key int, _ bool, _ int) string { return fmt.Sprint(key) }

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

func wantLines(t *testing.T, m *tree.Model[int], want ...string) {
	t.Helper()
	if got := drawn(m.View(row), 20); strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("drawn:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestATreeOfNothing(t *testing.T) {
	l := &list{}
	m := shown(l, 20, 2)
	m.Move(3)
	m.Page(1)
	m.Top()
	m.Bottom()
	if m.Go(0) {
		t.Error("it went to a row that is not there")
	}
	if _, ok := m.Cursor(); ok {
		t.Error("a cursor without a row")
	}
	wantLines(t, m, "", "")
	l.keys = to(1)
	if key, ok := m.Cursor(); key != 0 || !ok {
		t.Errorf("the cursor is on %d (%v)", key, ok)
	}
	wantLines(t, m, "▌0", "")
}

func TestMoving(t *testing.T) {
	m := shown(&list{keys: to(10)}, 20, 3)
	for _, c := range []struct {
		key  func()
		want []string
	}{
		{func() {}, []string{"▌0", " 1", " 2"}},
		{func() { m.Move(-1) }, []string{"▌0", " 1", " 2"}},
		{func() { m.Move(1) }, []string{" 0", "▌1", " 2"}},
		{func() { m.Page(1) }, []string{" 3", "▌4", " 5"}},
		{func() { m.Move(2) }, []string{" 4", " 5", "▌6"}},
		{func() { m.Page(1) }, []string{" 7", " 8", "▌9"}},
		{func() { m.Page(-1) }, []string{" 4", " 5", "▌6"}},
		{func() { m.Top() }, []string{"▌0", " 1", " 2"}},
		{func() { m.Bottom() }, []string{" 7", " 8", "▌9"}},
		{func() { m.Go(4) }, []string{"▌4", " 5", " 6"}},
		{func() { m.Go(44) }, []string{"▌4", " 5", " 6"}},
		{func() { m.Resize(20, 2) }, []string{"▌4", " 5"}},
	} {
		c.key()
		wantLines(t, m, c.want...)
	}
}

func TestTheCursorStaysOnItsRowAndItsLine(t *testing.T) {
	l := &list{keys: to(20)}
	m := shown(l, 20, 3)
	m.Go(10)
	m.Move(-1)
	wantLines(t, m, " 8", "▌9", " 10")
	l.keys = l.keys[5:] // some went above it
	wantLines(t, m, " 8", "▌9", " 10")
	l.keys = []int{1, 2, 8, 9, 30, 31} // and between
	wantLines(t, m, " 8", "▌9", " 30")
	l.keys = []int{1, 2, 8, 30, 31} // it went itself
	wantLines(t, m, " 2", "▌8", " 30")
	l.keys = to(20)
	wantLines(t, m, " 7", "▌8", " 9")
	m.Became(15)
	wantLines(t, m, " 14", "▌15", " 16")
	m.SetRows(&list{keys: []int{15, 16, 17, 18}})
	wantLines(t, m, "▌15", " 16", " 17")
}

func TestOnlyRowsOnScreenAreAskedFor(t *testing.T) {
	l := &list{keys: to(1_000_000)}
	m := shown(l, 20, 5)
	m.Go(500_000)
	for _, key := range []func(){func() { m.Move(1) }, func() { m.Page(1) }, func() { l.keys = l.keys[3:] }} {
		l.asked = map[int]bool{}
		key()
		calls := 0
		m.View(func(i, _ int, cursor bool, w int) string {
			if cursor != (i == m.Line()) || w != 19 {
				t.Errorf("row %d is drawn in %d cells as the cursor's: %v", i, w, cursor)
			}
			calls++
			return ""
		})
		if from, to := m.Visible(); calls != 5 || to-from != 5 || len(l.asked) > 8 {
			t.Errorf("%d rows drawn, %d asked for", calls, len(l.asked))
		}
	}
}

func TestEveryLineIsAsWideAsTheTree(t *testing.T) {
	th := theme.New(theme.Options{Mode: theme.Dark})
	for _, w := range []int{0, 1, 2, 9, 40} {
		m := tree.New(th, &list{keys: to(2)})
		m.Resize(w, 3)
		view := m.View(func(int, int, bool, int) string { return th.Paint(theme.Accent, "订单同步-orders") })
		for line := range strings.SplitSeq(view, "\n") {
			if theme.Width(line) != w {
				t.Errorf("%d cells in %d: %q", theme.Width(line), w, line)
			}
		}
	}
}

func TestTheCursorIsAlwaysInSight(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := &list{keys: to(rapid.IntRange(0, 30).Draw(t, "rows"))}
		m := tree.New(bare(), l)
		h := 0
		for range rapid.IntRange(1, 20).Draw(t, "keys") {
			before, had := m.Cursor()
			from, _ := m.Visible()
			screen := m.Line() - from
			changed := false
			switch rapid.IntRange(0, 6).Draw(t, "key") {
			case 0:
				m.Move(rapid.IntRange(-9, 9).Draw(t, "by"))
			case 1:
				m.Page(rapid.IntRange(-2, 2).Draw(t, "by"))
			case 2:
				m.Top()
			case 3:
				m.Bottom()
			case 4:
				key := rapid.IntRange(0, 40).Draw(t, "to")
				if at, ok := m.Cursor(); m.Go(key) != slices.Contains(l.keys, key) {
					t.Fatalf("from %d (%v) it went to %d or not", at, ok, key)
				}
			case 5:
				l.keys = rapid.SliceOfDistinct(rapid.IntRange(0, 40), rapid.ID[int]).Draw(t, "rows")
				slices.Sort(l.keys)
				changed = true
			case 6:
				h = rapid.IntRange(0, 9).Draw(t, "height")
				m.Resize(20, h)
			}
			key, ok := m.Cursor()
			from, to := m.Visible()
			switch {
			case ok != (len(l.keys) > 0):
				t.Fatal("a cursor without rows, or rows without a cursor")
			case !ok:
				continue
			case l.keys[m.Line()] != key:
				t.Fatalf("the cursor is on %d, its line shows %d", key, l.keys[m.Line()])
			case h > 0 && (m.Line() < from || m.Line() >= to):
				t.Fatalf("line %d is out of sight: %d to %d", m.Line(), from, to)
			case to-from != min(h, len(l.keys)) && h > 0:
				t.Fatalf("%d to %d leaves lines blank", from, to)
			case changed && had && slices.Contains(l.keys, before) && key != before:
				t.Fatalf("the cursor left %d for %d", before, key)
			case changed && had && h > 0 && from > 0 && to < len(l.keys) && m.Line()-from != screen:
				t.Fatalf("it stood in line %d of the screen, and stands in %d", screen, m.Line()-from)
			}
		}
	})
}
