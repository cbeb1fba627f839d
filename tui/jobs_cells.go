package tui

import (
	"time"

	"drover/model"
	"drover/tui/table"
	"drover/tui/theme"
)

// The columns a list has by itself, where it is wide enough.

func (s *jobsScreen) nameColumn() table.Column[*row] {
	least := 8
	if len(s.chosen) > 0 { // a column of one's own goes before names cannot be told apart
		least = min(max(8+(s.listWidth()-80)/4, 8), 16)
	}
	return table.Column[*row]{
		Title: "NAME", Min: least, Max: 44,
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
		Cell: func(r *row) table.Cell { return table.Plain(theme.Muted, ends(r.job.Engine)) },
	}
}

// ends is the short form of a job's engines: mysql>kafka.
func ends(engine model.Text) string {
	from, to := model.Ends(engine.String())
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

// lagCell is percent in the full phase and of a run, lag in the incremental phase, the
// time to go of a scheduled start, else a dash.
func lagCell(r *row, now time.Time) table.Cell {
	switch phase := r.job.Phase(); {
	case phase == model.PhaseWaits && !r.at.IsZero():
		return table.Plain(theme.Text, startsIn(r.at.Sub(now)))
	case phase == model.PhaseCopied:
		return table.Plain(theme.Text, "100%")
	case (phase == model.PhaseFull || phase == model.PhaseFailed) && r.sample.Percent >= 0:
		return table.Plain(theme.Text, digit(r.sample.Percent)+"%")
	case phase == model.PhaseLags && r.sample.Lag >= 0:
		tone := theme.Text
		if r.sample.Lag > lagIsLong {
			tone = theme.Warn
		}
		return table.Plain(tone, model.Duration(r.sample.Lag))
	case (phase == model.PhaseNone || phase == model.PhaseFailed) && !r.job.NextRun.IsZero():
		return table.Plain(theme.Muted, startsIn(r.job.NextRun.Sub(now)))
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

func (s *jobsScreen) netColumn() table.Column[*row] {
	return table.Column[*row]{
		Title: "NET", Width: 3,
		Cell: func(r *row) table.Cell { return table.Plain(theme.Muted, r.job.Net.String()) },
	}
}

// startsIn is the time to go within six cells: in48m, in4h, in1d.
func startsIn(d time.Duration) string {
	words := "in" + model.Duration(max(d, 0))
	for _, unit := range []time.Duration{time.Hour, 24 * time.Hour} {
		if len(words) > 6 {
			words = "in" + model.Duration(max(d.Truncate(unit), 0))
		}
	}
	return words
}
