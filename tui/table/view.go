package table

import (
	"strconv"
	"strings"

	"drover/tui/theme"
)

// Titles is the line above the rows, exactly as wide as the table.
func (t *Table[K, R]) Titles() string {
	t.ensure()
	var b strings.Builder
	b.WriteString(theme.Spaces(min(gutter, t.width)))
	used := min(gutter, t.width)
	for i, c := range t.columns {
		if t.widths[i] == 0 {
			continue
		}
		if i > 0 {
			b.WriteByte(' ')
			used++
		}
		t.title(&b, c, t.widths[i])
		used += t.widths[i]
	}
	b.WriteString(theme.Spaces(t.width - used))
	return b.String()
}

func (t *Table[K, R]) title(b *strings.Builder, c Column[R], w int) {
	th, tone, arrow := t.opts.Theme, theme.Muted, ""
	if c.Title == t.sorted.Title && t.sorted.Compare != nil {
		tone, arrow = theme.Strong, th.Signs().SortUp
		if t.sorted.Descending {
			arrow = th.Signs().SortDown
		}
	}
	text := theme.Cut(theme.Cut(c.Title, w-theme.Width(arrow), "")+arrow, w, "")
	pad := theme.Spaces(w - theme.Width(text))
	if c.Right {
		b.WriteString(pad)
		pad = ""
	}
	th.Write(b, tone, text)
	b.WriteString(pad)
}

// View draws the rows on screen: as many lines as the table is high, each
// exactly as wide as the table.
func (t *Table[K, R]) View() string {
	t.ensure()
	var b strings.Builder
	b.Grow(t.height * (t.width + 80))
	first, last, ranged := t.rangeLines()
	for line := t.top; line < t.top+t.height; line++ {
		if line > t.top {
			b.WriteByte('\n')
		}
		if line < len(t.lines) {
			t.drawLine(&b, line, ranged && first <= line && line <= last)
		} else {
			b.WriteString(theme.Spaces(t.width))
		}
	}
	return b.String()
}

// pen draws one row: it knows how the row as a whole looks.
type pen struct {
	theme.Pen
	dim bool
}

func (p *pen) put(tone theme.Tone, text string, cells int) {
	if p.dim && tone != theme.Select && tone != theme.Gone {
		tone = theme.Muted
	}
	p.Put(tone, text, cells)
}

func (t *Table[K, R]) drawLine(b *strings.Builder, line int, ranged bool) {
	i := t.lines[line]
	r := t.rows[i]
	p := pen{Pen: t.opts.Theme.Pen(b)}
	defer p.End()
	ghost := t.ghost(i)
	p.dim = t.stale || ghost || t.opts.Dim != nil && t.opts.Dim(r)
	t.drawGutter(&p, i, ranged)
	for c := range t.columns {
		switch {
		case t.widths[c] == 0:
		case c == 0:
			t.drawName(&p, i)
		case ghost:
			t.drawGone(&p, i)
			return
		default:
			p.Pad(1)
			t.drawCell(&p, t.columns[c], r, t.widths[c])
		}
	}
	p.Pad(t.width - p.Used())
}

// drawGutter draws cursor, mark and flag, which never share a cell.
func (t *Table[K, R]) drawGutter(p *pen, i int32, ranged bool) {
	r, signs := t.rows[i], t.opts.Theme.Signs()
	var cells [gutter - 1]theme.Span
	if i == t.cursor {
		cells[0] = theme.Span{Text: signs.Cursor} // no colour: it is what each key draws
	}
	switch {
	case len(t.marks) > 0 && t.IsMarked(t.opts.Key(r)):
		cells[1] = theme.Span{Text: signs.Mark, Tone: theme.Accent}
	case ranged:
		cells[1] = theme.Span{Text: signs.Dot, Tone: theme.Accent}
	}
	if t.opts.Flag != nil && !t.ghost(i) {
		cells[2] = t.opts.Flag(r)
	}
	for n, s := range cells {
		switch {
		case n >= t.width:
		case s.Text == "":
			p.Pad(1)
		default: // a sign keeps its tone on a dim row
			p.Put(s.Tone, s.Text, 1)
		}
	}
	p.Pad(min(gutter, t.width) - p.Used())
}

func (t *Table[K, R]) drawName(p *pen, i int32) {
	signs := t.opts.Theme.Signs()
	cell := t.columns[0].Cell(t.rows[i])
	w := t.widths[0]
	end := p.Used() + w
	if up := t.up[i]; up >= 0 && t.onList(up) && w > 2 {
		p.put(theme.Muted, signs.Child, 1)
		p.Pad(1)
		w -= 2
	}
	count := t.foldedCount(i)
	if w-len(count) < 8 {
		count = ""
	}
	name := theme.CutMiddle(theme.Safe(cell.Text), w-len(count), signs.Cut)
	p.put(t.nameTone(i, cell.Tone), name, theme.Width(name))
	if count != "" {
		p.put(theme.Muted, count, len(count))
	}
	p.Pad(end - p.Used())
}

func (t *Table[K, R]) nameTone(i int32, tone theme.Tone) theme.Tone {
	switch {
	case t.ghost(i):
		return theme.Gone
	case i == t.cursor:
		return theme.Select
	case len(t.marks) > 0 && t.IsMarked(t.opts.Key(t.rows[i])):
		return theme.Strong
	}
	return tone
}

func (t *Table[K, R]) foldedCount(i int32) string {
	if len(t.folded) == 0 || !t.folded[t.opts.Key(t.rows[i])] {
		return ""
	}
	if n := t.Children(t.opts.Key(t.rows[i])); n > 0 {
		return " +" + strconv.Itoa(n)
	}
	return ""
}

// drawGone fills the rest of the line with the reason why the row is struck.
func (t *Table[K, R]) drawGone(p *pen, i int32) {
	note := "not listed"
	if t.opts.Gone != nil {
		note = t.opts.Gone(t.rows[i], !t.is(i, gone))
	}
	p.Pad(1)
	note = theme.Cut(theme.Safe(note), t.width-p.Used(), t.opts.Theme.Signs().Cut)
	p.put(theme.Muted, note, theme.Width(note))
	p.Pad(t.width - p.Used())
}

func (t *Table[K, R]) drawCell(p *pen, c Column[R], value R, w int) {
	cell := c.Cell(value)
	lead, tail := theme.Width(cell.Lead.Text), theme.Width(cell.Tail.Text)
	if lead+tail > w { // no room for what is never cut: show what fits of the first
		cell.Lead.Text = theme.Cut(cell.Lead.Text, w, "")
		cell.Tail.Text, cell.Text = "", ""
		lead, tail = theme.Width(cell.Lead.Text), 0
	}
	text := theme.Cut(theme.Safe(cell.Text), w-lead-tail, t.opts.Theme.Signs().Cut)
	cells := theme.Width(text)
	pad := w - lead - cells - tail
	if c.Right {
		p.Pad(pad)
		pad = 0
	}
	p.put(cell.Lead.Tone, cell.Lead.Text, lead)
	p.put(cell.Tone, text, cells)
	p.put(cell.Tail.Tone, cell.Tail.Text, tail)
	p.Pad(pad)
}
