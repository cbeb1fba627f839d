package tui

import (
	"drover/tui/table"
	"drover/tui/theme"
)

func (s *jobsScreen) lastColumn() table.Column[*row] {
	return table.Column[*row]{Title: "LAST 15m", Width: 10, Cell: s.lastCell}
}

// lastCell is what the samples of the last quarter of an hour say.
func (s *jobsScreen) lastCell(*row) table.Cell { return table.Plain(theme.Muted, "") }
