package tui

import (
	"cmp"
	"strconv"
	"strings"
	"time"

	"drover/model"
	"drover/tui/table"
	"drover/tui/theme"
)

// sorting is the column the list is ordered by.
type sorting struct {
	by   sortKey
	desc bool
}

type sortKey uint8

const (
	sortName sortKey = iota
	sortEnds
	sortTask
	sortStatus
	sortLag
	sortAge
	sortKind
	sortNet
)

// columns picks the columns for a list of this width, in the order of the
// screen.
func (s *jobsScreen) columns(width int) []table.Column[*row] {
	cols := []table.Column[*row]{s.nameColumn()}
	if width >= 78 {
		cols = append(cols, s.endsColumn())
	}
	if width >= 110 {
		cols = append(cols, s.kindColumn())
	}
	if width >= 78 {
		cols = append(cols, s.taskColumn())
	}
	cols = append(cols, s.statusColumn(), s.lagColumn())
	if width >= 92 {
		cols = append(cols, s.lastColumn())
	}
	if width >= 60 {
		cols = append(cols, s.ageColumn())
	}
	if width >= 130 {
		cols = append(cols, s.netColumn())
	}
	return cols
}

func (s *jobsScreen) nameColumn() table.Column[*row] {
	return table.Column[*row]{
		Title: "NAME", Min: 8, Max: 44,
		Cell: func(r *row) table.Cell {
			if r.job.State.Family == model.Ended {
				return table.Plain(theme.Muted, r.name)
			}
			return table.Plain(theme.Text, r.name)
		},
	}
}

func (s *jobsScreen) endsColumn() table.Column[*row] {
	return table.Column[*row]{
		Title: "FROM>TO", Width: 14,
		Cell: func(r *row) table.Cell { return table.Plain(theme.Muted, ends(r.job.Job())) },
	}
}

// ends is the short form of a job's engines: mysql>kafka.
func ends(j model.Job) string {
	from, to := model.Ends(j.Engine.String())
	if to == "" {
		return from
	}
	return from + ">" + to
}

func (s *jobsScreen) kindColumn() table.Column[*row] {
	return table.Column[*row]{
		Title: "KIND", Width: 4,
		Cell: func(r *row) table.Cell { return table.Plain(theme.Muted, r.job.Scenario.Short()) },
	}
}

func (s *jobsScreen) taskColumn() table.Column[*row] {
	return table.Column[*row]{
		Title: "TASK", Width: 4,
		Cell: func(r *row) table.Cell { return table.Plain(theme.Muted, r.job.Task.Short()) },
	}
}

func (s *jobsScreen) statusColumn() table.Column[*row] {
	th := s.env.theme
	return table.Column[*row]{
		Title: "  STATUS", Width: 16,
		Cell: func(r *row) table.Cell {
			f := r.job.State.Family
			return table.Cell{
				Lead: theme.Span{Text: th.Glyph(f) + " ", Tone: th.FamilyTone(f)},
				Text: r.job.State.Word, Tone: th.WordTone(f),
			}
		},
	}
}

func (s *jobsScreen) lagColumn() table.Column[*row] {
	return table.Column[*row]{
		Title: "LAG/%", Width: 6, Right: true,
		Cell: func(r *row) table.Cell { return lagCell(r, s.env.now()) },
	}
}

const lagIsLong = time.Minute

// lagCell is percent in the full phase, lag in the incremental one, the time
// to go of a scheduled start, else a dash.
func lagCell(r *row, now time.Time) table.Cell {
	switch status := r.job.Status.Raw(); {
	case status == "WAITING_FOR_START" && !r.at.IsZero():
		return table.Plain(theme.Text, "in"+strings.TrimPrefix(model.Duration(max(r.at.Sub(now), 0)), "in"))
	case status == "FULL_TRANSFER_COMPLETE":
		return table.Plain(theme.Text, "100%")
	case strings.HasPrefix(status, "FULL_TRANSFER") && r.sample.Percent >= 0:
		return table.Plain(theme.Text, strconv.Itoa(r.sample.Percent)+"%")
	case status == "INCRE_TRANSFER_STARTED" && r.sample.Lag >= 0:
		tone := theme.Text
		if r.sample.Lag > lagIsLong {
			tone = theme.Warn
		}
		return table.Plain(tone, model.Duration(r.sample.Lag))
	}
	return table.Plain(theme.Muted, "-")
}

func (s *jobsScreen) ageColumn() table.Column[*row] {
	return table.Column[*row]{
		Title: "AGE", Width: 5, Right: true,
		Cell: func(r *row) table.Cell {
			if r.job.Created.IsZero() {
				return table.Plain(theme.Muted, "-")
			}
			return table.Plain(theme.Muted, model.Duration(s.env.now().Sub(r.job.Created)))
		},
	}
}

func (s *jobsScreen) lastColumn() table.Column[*row] {
	return table.Column[*row]{Title: "LAST 15m", Width: lastCells, Cell: s.lastCell}
}

func (s *jobsScreen) netColumn() table.Column[*row] {
	return table.Column[*row]{
		Title: "NET", Width: 3,
		Cell: func(r *row) table.Cell { return table.Plain(theme.Muted, r.job.Net.String()) },
	}
}

// setSort orders the list; a tie is broken by name, then by id, so that a
// refresh never swaps two rows.
func (s *jobsScreen) setSort(by sortKey, desc bool) {
	s.sort = sorting{by, desc}
	s.table.SetSort(table.Sort[*row]{Compare: compare(by, desc), Descending: desc, Title: by.title()})
}

// title is the column title that gets the arrow.
func (k sortKey) title() string {
	return [...]string{"NAME", "FROM>TO", "TASK", "  STATUS", "LAG/%", "AGE", "KIND", "NET"}[k]
}

// compare orders by a column. The table turns the whole of it round for a
// descending order, so the names of a tie are turned round beforehand.
func compare(by sortKey, desc bool) func(a, b *row) int {
	if by == sortName {
		return byName
	}
	first := firstCompare(by)
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

func firstCompare(by sortKey) func(a, b *row) int {
	switch by {
	case sortEnds:
		return func(a, b *row) int { return cmp.Compare(ends(a.job.Job()), ends(b.job.Job())) }
	case sortTask:
		return func(a, b *row) int { return cmp.Compare(a.job.Task.Short(), b.job.Task.Short()) }
	case sortStatus:
		return func(a, b *row) int { return cmp.Compare(a.job.State.Word, b.job.State.Word) }
	case sortLag:
		return func(a, b *row) int { return cmp.Compare(a.sample.Lag, b.sample.Lag) }
	case sortAge:
		return func(a, b *row) int { return b.job.Created.Compare(a.job.Created) }
	case sortKind:
		return func(a, b *row) int { return cmp.Compare(a.job.Scenario, b.job.Scenario) }
	case sortNet:
		return func(a, b *row) int { return cmp.Compare(a.job.Net.String(), b.job.Net.String()) }
	case sortName:
	}
	return byName
}
