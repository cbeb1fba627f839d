package tui

import (
	tea "charm.land/bubbletea/v2"

	"drover/model"
	"drover/model/objects"
	"drover/tui/theme"
)

// extra is a line below a table: its filter, what it adds, one of its columns.
func (r *objectRow) extra() {
	s, n := r.page, r.line.Node
	x := s.state().Extra(n)
	at := r.indent() + 4
	room := max(r.w+1-at-rightEdge, 4)
	word, words := "", ""
	switch r.line.Part {
	case objects.Self:
	case objects.Where:
		word, words = "where", x.Filter[r.line.Index]
	case objects.Join:
		word, words = "looks up", x.Join[r.line.Index]
	case objects.Adds:
		c := x.AddedColumns()[r.line.Index]
		word, words = "adds", c.Name+objects.AddedWords(c)
	case objects.ColumnLine:
		r.column()
		return
	case objects.Note:
		word, words = "", "reading its columns"
		switch {
		case s.state().Tree().IsBox(n):
			words = "nothing is in it"
		case !s.columns.read.loading():
			words = "its columns were not read: enter reads them"
		}
	}
	r.at(at)
	tone := theme.Text
	if r.cursor {
		tone = theme.Select
	}
	if word != "" {
		r.put(theme.Warn, word)
		r.pen.Pad(max(6-len(word), 1))
		room -= max(6, len(word)+1)
	} else {
		tone = theme.Muted
	}
	r.put(tone, theme.Cut(shownName(words), room, r.th.Signs().Cut))
}

// column is one column of a table that is unfolded.
func (r *objectRow) column() {
	s := r.page
	rows, known := s.columnsOf(r.line.Node)
	if !known || r.line.Index >= len(rows) {
		return
	}
	c := rows[r.line.Index]
	sign, tone := "[x]", theme.Text
	switch c.Fate {
	case objects.ColumnAdded:
		sign = "[+]"
	case objects.ColumnLooked:
		sign = "[?]"
	case objects.ColumnLeftOut:
		sign, tone = "[ ]", theme.Muted
	case objects.ColumnCopied:
	}
	r.at(r.indent())
	r.put(theme.Text, sign)
	r.pen.Pad(1)
	nameTone := tone
	if r.cursor {
		nameTone = theme.Select
	}
	r.put(nameTone, theme.CutMiddle(shownName(c.ColumnName()), max(r.shape.nameEnd(r.w+1)-r.indent()-4, 4), r.th.Signs().Cut))
	if r.shape.target > 0 {
		words, tone := "=", theme.Muted
		switch {
		case c.Fate != objects.ColumnCopied:
			words = c.Fate.Word()
		case c.To != c.ColumnName():
			words, tone = shownName(c.To), theme.Accent
		}
		r.at(r.shape.target)
		r.put(tone, theme.Cut(words, r.shape.targetW, r.th.Signs().Cut))
	}
	if r.shape.count > 0 {
		r.right(r.shape.count, r.shape.countW, shownName(c.ColumnType()), theme.Muted)
	}
	if r.shape.cols > 0 && c.ColumnInfo.Key {
		r.right(r.shape.cols, r.shape.colsW, "key", theme.Muted)
	}
}

// toggleColumn copies a column, or leaves it out.
func (s *objectsPage) toggleColumn(line objects.Line) (tea.Cmd, Nav) {
	rows, known := s.columnsOf(line.Node)
	if !known || line.Index >= len(rows) {
		return nil, stay
	}
	c, table := rows[line.Index], s.columnsKnown(line.Node)
	x, name := s.state().Extra(line.Node), c.ColumnName()
	next, why, words := (*objects.Extra)(nil), "", name+" copied"
	switch c.Fate {
	case objects.ColumnLeftOut:
		next, why = table.Keep(x, name)
	case objects.ColumnCopied:
		words = name + " left out"
		next, why = table.LeaveOut(x, name)
	case objects.ColumnAdded, objects.ColumnLooked:
		why = c.Stays
	}
	if off := s.columnsOff(); off != "" {
		why = off
	}
	if why != "" {
		return s.env.say(note{kind: noteBad, text: shownName(name + ": " + why), bare: "a column could not be changed"}), stay
	}
	return s.do(s.state().PutExtra(line.Node, next), model.Clean(words)), stay
}
