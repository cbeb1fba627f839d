package tui

import (
	"slices"
	"strings"

	"drover/tui/table"
)

// heading is a column the list can show and be ordered by.
type heading struct {
	title string // its name in the columns' dialog and in what is remembered
	about string // what stands in it
	by    sortKey
	key   string // its letter in the sort menu; "": the list is not ordered by it
	from  int    // the list width from which on it is there by itself; 0: on request
	rank  int    // of those that do not fit the highest goes first; 0: never
	make  func() table.Column[*row]
	order func(a, b *row) int
}

// Ranks: first those go that a wide list has by itself, then the requested
// ones from the right, then what the narrowest list shows.
const (
	rankStatus = 1 + iota
	rankLag
	rankAsked // and up, by place
	rankAge   = 100 + iota
	rankEnds
	rankTask
	rankLast
	rankKind
	rankNet
)

// headings lists every column in the order of the screen.
func (s *jobsScreen) headings() []heading {
	return append([]heading{
		{title: "NAME", by: sortName, key: "n", from: 1, make: s.nameColumn, order: byName},
		{title: "FROM>TO", about: "engines of both ends", by: sortEnds, key: "f", from: 78, rank: rankEnds, make: s.endsColumn, order: s.byEnds},
		{title: "KIND", about: "sync, migr, dr", by: sortKind, key: "i", from: 110, rank: rankKind, make: s.kindColumn, order: byKind},
		{title: "TASK", about: "F full, I incremental", by: sortTask, key: "t", from: 78, rank: rankTask, make: s.taskColumn, order: byTask},
		{title: "STATUS", about: "in a word", by: sortStatus, key: "s", from: 1, rank: rankStatus, make: s.statusColumn, order: byStatus},
		{title: "LAG/%", about: "lag, or percent of the full copy", by: sortLag, key: "l", from: 1, rank: rankLag, make: s.lagColumn, order: byLag},
		{title: "LAST 15m", about: "samples of the last 15 minutes", from: 92, rank: rankLast, make: s.lastColumn},
		{title: "AGE", about: "since creation", by: sortAge, key: "g", from: 60, rank: rankAge, make: s.ageColumn, order: byAge},
		{title: "NET", about: "vpc, vpn, eip", by: sortNet, key: "e", from: 130, rank: rankNet, make: s.netColumn, order: byNet},
	}, s.askedHeadings()...)
}

// shownHeadings picks the columns for a list of this width, in the order of the
// screen: the chosen ones, else those of the width.
func (s *jobsScreen) shownHeadings(width int) []heading {
	all := s.headings()
	if len(s.chosen) == 0 {
		return slices.DeleteFunc(all, func(h heading) bool { return h.from == 0 || width < h.from && h.from > 1 })
	}
	shown := all[:1:1]
	for _, title := range s.chosen {
		if i := slices.IndexFunc(all, func(h heading) bool { return h.title == title }); i > 0 {
			shown = append(shown, all[i])
		}
	}
	return shown
}

// columns makes the table's columns for a list of this width. Which of the
// chosen ones have room is the table's to say.
func (s *jobsScreen) columns(width int) []table.Column[*row] {
	shown := s.shownHeadings(width)
	cols := make([]table.Column[*row], 0, len(shown))
	for i, h := range shown {
		c := h.make()
		c.Rank = h.rank
		if h.rank == rankAsked {
			c.Rank += i
		}
		cols = append(cols, c)
	}
	return cols
}

// setColumns chooses columns by their titles; none: those of the width.
func (s *jobsScreen) setColumns(titles []string) {
	s.chosen = titles
	s.table.SetColumns(s.columns(s.listWidth()))
}

// shows reports whether there is room for a column.
func (s *jobsScreen) shows(title string) bool {
	return s.table.Shows(title) || s.table.Shows("  "+title)
}

// known keeps the titles there are columns for, each once, and says which
// others there were.
func (s *jobsScreen) knownColumns(titles []string) (known, strange []string) {
	for _, title := range titles {
		there := slices.ContainsFunc(s.headings()[1:], func(h heading) bool { return h.title == title })
		switch {
		case !there:
			strange = append(strange, strings.TrimSpace(title))
		case !slices.Contains(known, title):
			known = append(known, title)
		}
	}
	return known, strange
}
