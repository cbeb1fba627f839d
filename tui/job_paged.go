package tui

import (
	"context"
	"fmt"
	"slices"
	"strings"

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

// fetching reads one page. It runs beside the screens and knows nothing of
// them.
type fetching[T any] = func(context.Context, model.Page) (model.Listed[T], error)

// paged is a list that may be longer than anybody wants to wait for: a page
// is read when it comes in sight, and the rest is known by its number alone.
type paged[T any] struct {
	env    *env
	owner  Screen
	fetch  func() fetching[T] // made for the job and the wishes of now
	draw   func(row T, w int) string
	tell   func(row T) []string // the row in full, paragraph by paragraph
	none   func() string        // a sentence for an empty list
	active func() bool          // the keys are its own: the cursor is shown

	page  remote[model.Listed[T]] // under way, or read last
	pages map[int][]T
	order []int // pages in the order they were read, for forgetting
	size  int   // rows of a page: what the service gives at most
	total int
	asked int // the page under way, or the one that failed
	top   int
	at    int // row under the cursor
}

// reset forgets everything, for another job or another question.
func (l *paged[T]) reset() {
	forget(&l.page)
	l.pages, l.order, l.size, l.total, l.top, l.at = nil, nil, pageRows, 0, 0, 0
}

// again reads anew what is in sight; the place stays.
func (l *paged[T]) again(h int) tea.Cmd {
	forget(&l.page)
	l.pages, l.order = nil, nil
	return l.need(h)
}

// begun reports whether anything was asked for since the last reset.
func (l *paged[T]) begun() bool { return l.pages != nil || l.page.loading() || l.page.err != nil }

// need asks for the first page in sight that is not there yet. One that failed
// is not asked for again by itself: r does that.
func (l *paged[T]) need(h int) tea.Cmd {
	n, missing := l.missing(h)
	if !missing || l.page.loading() || l.page.err != nil && l.asked == n {
		return nil
	}
	l.asked = n
	fetch, page := l.fetch(), model.Page{Offset: n * l.size, Limit: l.size}
	return ask(l.env, l.owner, &l.page, func(ctx context.Context) (model.Listed[T], error) { return fetch(ctx, page) })
}

// missing is the first page in sight that is not there.
func (l *paged[T]) missing(h int) (n int, ok bool) {
	n = l.top / l.size
	if l.pages == nil {
		return n, true
	}
	last := (min(l.top+max(h, 1), l.total) - 1) / l.size
	for n <= last && l.pages[n] != nil {
		n++
	}
	return n, n <= last
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
	if n := len(got.Rows); l.asked == 0 && n > 0 && n < l.size && got.Total > n {
		l.size = n // the service gives no more at once
	}
	l.pages[l.asked] = append([]T{}, got.Rows...)
	l.order = append(slices.DeleteFunc(l.order, func(n int) bool { return n == l.asked }), l.asked)
	l.total = max(got.Total, l.asked*l.size+len(got.Rows))
	if len(got.Rows) == 0 { // the end, whatever was announced
		l.total = l.asked * l.size
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
	r, ok := l.rowAt(l.at)
	if !ok {
		return nil, false
	}
	return l.tell(r), true
}

func (l *paged[T]) rowAt(i int) (row T, ok bool) {
	rows := l.pages[i/l.size]
	if i%l.size >= len(rows) {
		return row, false
	}
	return rows[i%l.size], true
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
	case l.pages == nil && !l.page.loading():
		return []string{" " + th.Paint(theme.Muted, "not read yet; r reads")}
	case l.pages == nil:
		return []string{" " + th.Paint(theme.Busy, "~") + th.Paint(theme.Muted, " reading")}
	case l.total == 0:
		return []string{" " + th.Paint(theme.Muted, l.none())}
	}
	l.scroll(0, h)
	out := make([]string, 0, h)
	for i := l.top; i < min(l.top+h, l.total); i++ {
		lead := " "
		if i == l.at && l.active() {
			lead = th.Paint(theme.Accent, th.Signs().Cursor)
		}
		out = append(out, lead+theme.Cut(l.line(i, w-2), w-2, th.Signs().Cut))
	}
	return out
}

// line is one row; one that could not be read says why, one yet to come is a
// shadow.
func (l *paged[T]) line(i, w int) string {
	th := l.env.theme
	if row, ok := l.rowAt(i); ok {
		return l.draw(row, w)
	}
	if l.page.err != nil && i/l.size == l.asked && (i == l.top || i%l.size == 0) {
		return th.Paint(theme.Warn, th.Signs().Flag) + " " + th.Paint(theme.Text, "not read, r tries again: "+theme.Safe(shortError(l.page.err)))
	}
	return th.Paint(theme.Rule, strings.Repeat(th.Signs().Pending, 3))
}

// errorLines tells of a part that could not be read, in a few lines.
func errorLines(e *env, err error, w int) []string {
	th := e.theme
	out := []string{" " + th.Paint(theme.Warn, th.Signs().Flag) + " " + th.Paint(theme.Text, "not read: "+errorTitle(e, err))}
	for _, fact := range append(errorFacts(e, err), "r tries again; ! shows every request") {
		for _, l := range wrapped(theme.Safe(fact), w-4) {
			out = append(out, "   "+th.Paint(theme.Muted, l))
		}
	}
	return out
}
