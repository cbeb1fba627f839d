package tui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"drover/model"
)

// compareRow is one line of the comparison: a section's title, a value of it, or
// an element of a value that is a list.
type compareRow struct {
	id    string
	block int
	pair  int // -1: the title
	item  int // -1: the value whole
}

// list makes the rows anew; the cursor stays on what it was on.
func (s *compare) list() {
	was := s.here().id
	s.rows = s.rows[:0]
	for i, b := range s.blocks {
		title := b.Title
		s.rows = append(s.rows, compareRow{id: title, block: i, pair: -1, item: -1})
		for k, p := range b.Pairs {
			if p.Same && !s.open[title] {
				continue
			}
			id := title + "\x00" + p.Label + "\x00" + string(p.Key)
			s.rows = append(s.rows, compareRow{id: id, block: i, pair: k, item: -1})
			for n, item := range p.Items {
				if s.open[id] {
					s.rows = append(s.rows, compareRow{id: id + "\x00" + item.Words, block: i, pair: k, item: n})
				}
			}
		}
	}
	if i := slices.IndexFunc(s.rows, func(r compareRow) bool { return r.id == was }); i >= 0 {
		s.at = i
	}
	s.move(0)
}

// here is the row with the cursor; the zero value's id is none.
func (s *compare) here() compareRow {
	if s.at < len(s.rows) {
		return s.rows[s.at]
	}
	return compareRow{pair: -1, item: -1}
}

// block is the section that the cursor is in.
func (s *compare) block() (model.Block, bool) {
	if s.at < len(s.rows) {
		return s.blocks[s.rows[s.at].block], true
	}
	return model.Block{}, false
}

func (s *compare) move(by int) {
	s.at = max(min(s.at+by, len(s.rows)-1), 0)
	s.reveal()
}

// reveal scrolls so that the cursor is in sight.
func (s *compare) reveal() { s.top = scrolled(s.top, s.at, max(s.room(), 1), len(s.rows)) }

func (s *compare) moves(by int) func() (tea.Cmd, Nav) {
	return func() (tea.Cmd, Nav) { s.move(by); return nil, stay }
}

// unfold shows the elements of a list; of a section also the values that are the
// same.
func (s *compare) unfold() (tea.Cmd, Nav) {
	s.open[s.here().id] = true
	s.list()
	return nil, stay
}

func (s *compare) cannotUnfold() string {
	r := s.here()
	b, ok := s.block()
	switch {
	case !ok:
		return s.notYet()
	case r.item >= 0, r.pair >= 0 && len(b.Pairs[r.pair].Items) == 0:
		return "nothing is folded there"
	case s.open[r.id]:
		return "it is unfolded"
	case r.pair < 0 && b.Unread():
		return "it was not read of both"
	case r.pair < 0 && b.Differing() == len(b.Pairs):
		return "all of it is shown: nothing is the same"
	}
	return ""
}

// fold closes what the cursor is in, and goes there.
func (s *compare) fold() (tea.Cmd, Nav) {
	to := s.foldable()
	s.open[s.rows[to].id] = false
	s.at = to
	s.list()
	return nil, stay
}

// foldable is the nearest row above, or this one, that is unfolded; -1: none.
func (s *compare) foldable() int {
	r := s.here()
	for i := min(s.at, len(s.rows)-1); i >= 0 && s.rows[i].block == r.block; i-- {
		up := s.rows[i]
		if s.open[up.id] && (up.pair < 0 || up.pair == r.pair) && up.item < 0 {
			return i
		}
	}
	return -1
}

func (s *compare) cannotFold() string {
	if len(s.rows) == 0 {
		return s.notYet()
	}
	return unless(s.foldable() >= 0, "nothing is unfolded there")
}

// notYet is why there are no rows.
func (s *compare) notYet() string {
	if s.loading() {
		return "the jobs are being read"
	}
	return "not both jobs could be read"
}
