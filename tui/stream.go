package tui

import (
	"context"
	"iter"
	"time"

	tea "charm.land/bubbletea/v2"

	"drover/model"
)

// drainWindow is how long landed pages are gathered before they are drawn:
// short enough to look live, long enough not to draw once a page.
const drainWindow = 25 * time.Millisecond

// pagesAhead is how many pages may wait to be drawn: a page of a thousand jobs
// takes a third of a megabyte until it is.
const pagesAhead = 8

// listing is one reading of the whole list, page by page.
type listing struct {
	cancel context.CancelFunc
	pages  chan landed
	begun  time.Time
	login  int // which login it was asked with
}

// landed is a page, or a scenario that failed.
type landed struct {
	page model.JobPage
	err  error
}

// batch is what landed within one window.
type batch struct {
	of    *listing
	pages []landed
	done  bool
}

// told is what became of it, and with which login it was asked.
func (b batch) told() (login int, err error) {
	for _, p := range b.pages {
		if endedLogin(p.err) {
			return b.of.login, p.err
		}
	}
	return b.of.login, nil
}

// readList starts reading the list; next gives its pages in windows.
func readList(e *env, jobs func(context.Context) iter.Seq2[model.JobPage, error]) *listing {
	ctx, cancel := context.WithCancel(context.Background())
	l := &listing{cancel: cancel, pages: make(chan landed, pagesAhead), begun: e.now(), login: e.logins}
	go func() {
		defer close(l.pages)
		e.crash.Guard(func() { l.read(ctx, jobs) })
	}()
	return l
}

func (l *listing) read(ctx context.Context, jobs func(context.Context) iter.Seq2[model.JobPage, error]) {
	for page, err := range jobs(ctx) {
		select {
		case l.pages <- landed{page, err}:
		case <-ctx.Done():
			return
		}
	}
}

// next waits for the first page and then gathers until the window is over.
func (l *listing) next(s Screen) tea.Cmd {
	return func() tea.Msg {
		b := batch{of: l}
		first, open := <-l.pages
		if !open {
			b.done = true
			return reply{to: s, msg: b}
		}
		b.pages = append(b.pages, first)
		over := time.After(drainWindow)
		for {
			select {
			case p, open := <-l.pages:
				if !open {
					b.done = true
					return reply{to: s, msg: b}
				}
				b.pages = append(b.pages, p)
			case <-over:
				return reply{to: s, msg: b}
			}
		}
	}
}
