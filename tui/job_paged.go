package tui

import (
	"context"
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"drover/model"
	"drover/tui/theme"
)

// pageRows is how many rows of a long list are asked for at once, and
// keptPages how many such pages are remembered.
const (
	pageRows  = 100
	keptPages = 30
)

// paged is a list that may be longer than anybody wants to wait for: a page
// is read when it comes in sight, and the rest is known by its number alone.
type paged[T any] struct {
	env   *env
	owner Screen
	fetch func(context.Context, model.Page) (model.Listed[T], error)
	draw  func(row T, w int) string
	tell  func(row T) []string // the row in full, paragraph by paragraph
	none  string // a sentence for an empty list

	page  remote[model.Listed[T]] // under way, or read last
	pages map[int][]T
	order []int // pages in the order they were read, for forgetting
	total int
	asked int // the page under way
	top   int
	at    int // row under the cursor
}

// reset forgets everything, for another job or another question.
func (l *paged[T]) reset() {
	forget(&l.page)
	l.pages, l.order, l.total, l.top, l.at = nil, nil, 0, 0, 0
}

// again reads anew what is in sight; the place stays.
func (l *paged[T]) again(h int) tea.Cmd {
	forget(&l.page)
	l.pages, l.order = nil, nil
	return l.need(h)
}

// begun reports whether anything was asked for since the last reset.
func (l *paged[T]) begun() bool { return l.pages != nil || l.page.loading() || l.page.err != nil }

// need asks for the first page in sight that is not there yet.
func (l *paged[T]) need(h int) tea.Cmd {
	if l.page.loading() || l.page.err != nil {
		return nil
	}
	n := l.top / pageRows
	if l.pages != nil {
		last := min(l.top+max(h, 1), l.total) - 1
		for n <= last/pageRows && l.pages[n] != nil {
			n++
		}
		if n > last/pageRows {
			return nil
		}
	}
	l.asked = n
	fetch := l.fetch
	return ask(l.env, l.owner, &l.page, func(ctx context.Context) (model.Listed[T], error) {
		return fetch(ctx, model.Page{Offset: n * pageRows, Limit: pageRows})
	})
}

// landed takes a page; false means that the message is not for this list.
func (l *paged[T]) landed(msg tea.Msg) bool {
	a, ok := msg.(answer[model.Listed[T]])
	if !ok || a.slot != &l.page {
		return false
	}
	if !a.take() || a.err != nil {
		return true
	}
	if l.pages == nil {
		l.pages = map[int][]T{}
	}
	got := l.page.value
	l.pages[l.asked] = append([]T{}, got.Rows...)
	l.order = append(slices.DeleteFunc(l.order, func(n int) bool { return n == l.asked }), l.asked)
	l.total = max(got.Total, l.asked*pageRows+len(got.Rows))
	if len(got.Rows) < pageRows { // the end, whatever was announced
		l.total = l.asked*pageRows + len(got.Rows)
	}
	if len(l.order) > keptPages {
		delete(l.pages, l.order[0])
		l.order = l.order[1:]
	}
	return true
}

// scroll moves the cursor, and the list no further than it must.
func (l *paged[T]) scroll(by, h int) {
	l.at = min(max(l.at+by, 0), max(l.total-1, 0))
	l.top = min(max(l.top, l.at-h+1), l.at, max(l.total-h, 0))
}

// row is the one under the cursor, in full; ok is false while it is yet to
// come.
func (l *paged[T]) row() (text []string, ok bool) {
	rows := l.pages[l.at/pageRows]
	if l.at%pageRows >= len(rows) {
		return nil, false
	}
	return l.tell(rows[l.at%pageRows]), true
}

// status says which rows are in sight, and of how many.
func (l *paged[T]) status(h int) string {
	if l.total == 0 {
		return ""
	}
	return fmt.Sprintf("%s%s%s of %s", grouped(l.top+1), l.env.theme.Signs().Dash, grouped(min(l.top+h, l.total)), grouped(l.total))
}

// lines draws what is in sight; a row yet to come is a shadow.
func (l *paged[T]) lines(w, h int) []string {
	th := l.env.theme
	switch {
	case l.page.err != nil && l.total == 0:
		return errorLines(l.env, l.page.err, w)
	case l.pages == nil:
		return []string{" " + th.Paint(theme.Busy, "~") + th.Paint(theme.Muted, " reading")}
	case l.total == 0:
		return []string{" " + th.Paint(theme.Muted, l.none)}
	}
	l.scroll(0, h)
	out := make([]string, 0, h)
	for i := l.top; i < min(l.top+h, l.total); i++ {
		lead := " "
		if i == l.at {
			lead = th.Paint(theme.Accent, th.Signs().Cursor)
		}
		if rows := l.pages[i/pageRows]; i%pageRows < len(rows) {
			out = append(out, lead+theme.Cut(l.draw(rows[i%pageRows], w-2), w-2, th.Signs().Cut))
		} else {
			out = append(out, lead+th.Paint(theme.Rule, th.Signs().Pending+th.Signs().Pending+th.Signs().Pending))
		}
	}
	return out
}

// errorLines tells of a part that could not be read, in a few lines.
func errorLines(e *env, err error, w int) []string {
	th := e.theme
	out := []string{" " + th.Paint(theme.Warn, th.Signs().Flag) + " " + th.Paint(theme.Text, "not read: "+errorTitle(e, err))}
	for _, l := range wrapped(theme.Safe(shortError(err)), w-4) {
		out = append(out, "   "+th.Paint(theme.Muted, l))
	}
	return out
}

// grouped writes a number with plain spaces between thousands.
func grouped(n int) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + " " + s[i:]
	}
	return s
}
