package tui

import (
	"cmp"
	"slices"

	tea "charm.land/bubbletea/v2"

	"drover/model"
	"drover/tui/table"
)

// sorting is what the list is ordered by.
type sorting struct {
	by   sortKey
	desc bool
}

// sortKey is the word for an order, as it is typed and remembered.
type sortKey string

const (
	sortName      sortKey = "name"
	sortEnds      sortKey = "from"
	sortTask      sortKey = "task"
	sortStatus    sortKey = "status"
	sortLag       sortKey = "lag"
	sortAge       sortKey = "age"
	sortKind      sortKey = "kind"
	sortNet       sortKey = "net"
	sortAttention sortKey = "attention" // what wants to be looked at first: no column
)

// setSort orders the list; a tie is broken by name, then by id, so that a
// refresh never swaps two rows. It reports false if there is no such order.
func (s *jobsScreen) setSort(by sortKey, desc bool) bool {
	first, title := byAttention, ""
	if by != sortAttention {
		all := s.headings()
		i := slices.IndexFunc(all, func(h heading) bool { return h.by == by && h.order != nil })
		if i < 0 {
			return false
		}
		first, title = all[i].order, all[i].make().Title
	}
	s.sort = sorting{by, desc}
	compare := byName
	if by != sortName {
		compare = withTies(first, desc)
	}
	s.table.SetSort(table.Sort[*row]{Compare: compare, Descending: desc, Title: title})
	return true
}

// orderWords name an order that no column's title shows.
func (s *jobsScreen) orderWords() string {
	signs := s.env.theme.Signs()
	switch title := s.table.Sorted().Title; {
	case title != "" && s.table.Shows(title):
		return ""
	case s.sort.desc:
		return "by " + string(s.sort.by) + signs.SortDown
	}
	return "by " + string(s.sort.by) + signs.SortUp
}

// withTies turns the names of a tie round where the table will turn the whole
// round, for a descending order.
func withTies(first func(a, b *row) int, desc bool) func(a, b *row) int {
	return func(a, b *row) int {
		if desc {
			return cmp.Or(first(a, b), byName(b, a))
		}
		return cmp.Or(first(a, b), byName(a, b))
	}
}

func byName(a, b *row) int {
	if c := cmp.Compare(a.name, b.name); c != 0 {
		return c
	}
	return cmp.Compare(a.job.ID.String(), b.job.ID.String())
}

func byTask(a, b *row) int   { return cmp.Compare(a.job.Task.Short(), b.job.Task.Short()) }
func byStatus(a, b *row) int { return cmp.Compare(a.job.State.Word, b.job.State.Word) }
func byLag(a, b *row) int    { return cmp.Compare(a.sample.Lag, b.sample.Lag) }
func byAge(a, b *row) int    { return b.job.Created.Compare(a.job.Created) }
func byKind(a, b *row) int   { return cmp.Compare(a.job.Scenario, b.job.Scenario) }
func byNet(a, b *row) int    { return cmp.Compare(a.job.Net.String(), b.job.Net.String()) }

// byEnds orders by both engines. There are few of them and many comparisons,
// so each is put into words once.
func (s *jobsScreen) byEnds(a, b *row) int {
	if a.job.Engine == b.job.Engine {
		return 0
	}
	return cmp.Compare(s.endsOf(a.job.Engine), s.endsOf(b.job.Engine))
}

func (s *jobsScreen) endsOf(engine model.Text) string {
	words, known := s.ends[engine]
	if !known {
		if s.ends == nil {
			s.ends = map[model.Text]string{}
		}
		words = ends(engine)
		s.ends[engine] = words
	}
	return words
}

// byAttention is what wants to be looked at first; of what moves, the longest
// lag.
func byAttention(a, b *row) int {
	if c := cmp.Compare(a.wants, b.wants); c != 0 || a.wants != model.WantsWatching {
		return c
	}
	return byLag(b, a)
}

// order is a line of the sort menu.
type order struct {
	key, name string
	by        sortKey
}

// orders lists what the list can be sorted by: what it may show by itself,
// attention, and what was asked for.
func (s *jobsScreen) orders() []order {
	names := map[sortKey]string{sortEnds: "from and to", sortNet: "network"}
	var out, asked []order
	shown := s.shownHeadings(s.listWidth())
	for _, h := range s.headings() {
		o := order{h.key, cmp.Or(names[h.by], string(h.by)), h.by}
		switch {
		case h.order == nil:
		case h.from > 0:
			out = append(out, o)
		case slices.ContainsFunc(shown, func(c heading) bool { return c.title == h.title }):
			asked = append(asked, o)
		}
	}
	out = append(out, order{"a", "attention", sortAttention})
	slices.SortFunc(out, func(a, b order) int { return cmp.Compare(inMenu(a.by), inMenu(b.by)) })
	return append(out, asked...)
}

// inMenu is where the menu has an order: what is asked for most comes first.
func inMenu(by sortKey) int {
	return slices.Index([]sortKey{sortName, sortStatus, sortLag, sortAttention, sortAge, sortEnds, sortTask, sortKind, sortNet}, by)
}

// sortMenu orders by a column; the same one again turns the order round.
func (s *jobsScreen) sortMenu() (tea.Cmd, Nav) {
	var choices []choice
	for _, o := range s.orders() {
		more := ""
		switch {
		case s.sort.by == o.by:
			more = "turn round"
		case o.by == sortAttention:
			more = "what is wrong first"
		}
		choices = append(choices, choice{key: o.key, name: o.name, more: more, do: func() (tea.Cmd, Nav) {
			return s.sortBy(o.by), stay
		}})
	}
	return nil, push(newMenu(s.env, "sort by", choices))
}

// sortBy orders by a column, or turns its order round.
func (s *jobsScreen) sortBy(by sortKey) tea.Cmd {
	desc := by == sortLag // the longest first
	if s.sort.by == by {
		desc = !s.sort.desc
	}
	s.setSort(by, desc)
	return s.moved()
}
