package tui

import (
	"strings"
	"time"

	"drover/model"
	"drover/tui/table"
	"drover/tui/theme"
)

// lastCells is how wide LAST 15m is, and how many samples it shows.
const lastCells = 10

func (s *jobsScreen) lastColumn() table.Column[*row] {
	return table.Column[*row]{Title: "LAST 15m", Width: lastCells, Cell: s.lastCell}
}

// lastCell is what drover has seen of a job: a bar in the full phase, the lag
// of the last fifteen minutes in the incremental one, a cross where it failed.
// The number beside it says it too.
func (s *jobsScreen) lastCell(r *row) table.Cell {
	th := s.env.theme
	switch phase := r.job.Phase(); {
	case phase == model.PhaseCopied:
		full, _ := th.Bar(lastCells, 100)
		return table.Plain(theme.Accent, full)
	case phase == model.PhaseFailed && r.sample.Percent >= 0:
		return failedBar(th, r.sample.Percent)
	case phase == model.PhaseFull && r.sample.Percent >= 0:
		full, rest := th.Bar(lastCells, r.sample.Percent)
		return table.Cell{Lead: theme.Span{Text: full, Tone: theme.Accent}, Tail: theme.Span{Text: rest, Tone: theme.Rule}}
	case r.trail.Empty():
		return table.Plain(theme.Rule, "")
	}
	spark, tone := th.Spark(r.trail.Spark(s.env.now(), 15*time.Minute, lastCells))
	seen := strings.TrimRight(spark, " ")
	if r.job.State.Family != model.Failed || seen == "" {
		return table.Plain(tone, spark)
	}
	if n := theme.Width(seen); n == lastCells {
		seen = theme.Cut(seen, lastCells-1, "")
	}
	return table.Cell{Lead: theme.Span{Text: seen, Tone: tone}, Text: th.Glyph(model.Failed), Tone: theme.Bad}
}

// failedBar is a bar that ends in a cross.
func failedBar(th *theme.Theme, percent int) table.Cell {
	full, rest := th.Bar(lastCells-1, percent)
	return table.Cell{
		Lead: theme.Span{Text: full, Tone: theme.Bad}, Text: th.Glyph(model.Failed), Tone: theme.Bad,
		Tail: theme.Span{Text: rest, Tone: theme.Rule},
	}
}

// noted enters a reading into the job's course, which its row shares with the
// rows after it.
func (r *row) noted(s model.Sample) {
	if s.Lag < 0 {
		return
	}
	if r.trail == nil {
		r.trail = &model.Trail{}
	}
	r.trail.Add(s.At, s.Lag)
}

// lagWords says how many lags are known while it is not all of them: sort and
// filter go by what is known.
func (s *jobsScreen) lagWords() string {
	t := s.counts()
	if t.lagKnown >= t.lagWanted {
		return ""
	}
	return "lag " + digit(t.lagKnown) + " of " + digit(t.lagWanted)
}
