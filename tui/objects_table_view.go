package tui

import (
	"strings"

	"drover/model/objects"
	"drover/tui/theme"
)

// head is the table, and how many of its columns go.
func (p *objectTable) head(rows []objects.ColumnRow) string {
	th := p.page.env.theme
	right := ""
	if len(rows) > 0 {
		t := tallyColumns(rows)
		right = th.Paint(theme.Text, grouped(t.copied)+" of "+grouped(t.copied+t.left)+" copied")
		if t.added > 0 {
			right += "   " + th.Paint(theme.Accent, grouped(t.added)+" added")
		}
	}
	if p.page.columns.read.loading() {
		right = th.Paint(theme.Busy, "~") + th.Paint(theme.Muted, " reading")
	}
	crumb := th.Paint(theme.Muted, " "+th.Signs().Crumb+" ")
	name := theme.CutMiddle(shownName(p.ref.path.String()), max(p.width-theme.Width(right)-24, 8), th.Signs().Cut)
	return spread(" "+th.Paint(theme.Muted, "objects")+crumb+th.Paint(theme.Text, name)+crumb+th.Paint(theme.Strong, "columns"), right, p.width)
}

// columnTally counts columns by what becomes of them.
type columnTally struct{ copied, left, added, mapped, gone int }

func tallyColumns(rows []objects.ColumnRow) columnTally {
	var t columnTally
	for _, c := range rows {
		switch c.Fate {
		case objects.ColumnCopied:
			t.copied++
			if c.To != c.ColumnName() {
				t.mapped++
			}
		case objects.ColumnLeftOut:
			t.left++
		case objects.ColumnAdded:
			t.added++
		case objects.ColumnLooked:
		}
		if c.Gone {
			t.gone++
		}
	}
	return t
}

// tableShape is where the parts of a column's line stand.
type tableShape struct{ target, kind, key, w int }

func (p *objectTable) shape() tableShape {
	h := tableShape{w: p.width - 1}
	switch {
	case p.width >= 70:
		h.key = h.w - 9
		h.kind = h.key - 18
		h.target = 6 + (h.kind-6)/2
	case p.width >= 44:
		h.kind = h.w - 16
		h.target = 6 + (h.kind-6)/2
	default:
		h.target = 6 + (h.w-6)/2
	}
	return h
}

func (p *objectTable) titles() string {
	th, h := p.page.env.theme, p.shape()
	var b strings.Builder
	pen := th.Pen(&b)
	for _, c := range []struct {
		at    int
		title string
	}{{6, "COLUMN"}, {h.target, "TARGET"}, {h.kind, "TYPE"}, {h.key, "KEY"}} {
		if c.at > 0 {
			pen.Pad(c.at - pen.Used())
			pen.Put(theme.Muted, c.title, len(c.title))
		}
	}
	pen.End()
	return b.String()
}

// row is one column.
func (p *objectTable) row(c objects.ColumnRow, cursor bool, h tableShape) string {
	th := p.page.env.theme
	cut := th.Signs().Cut
	var b strings.Builder
	pen := th.Pen(&b)
	put := func(at, end int, tone theme.Tone, text string) {
		if at < 1 {
			return
		}
		text = theme.Cut(text, end-at-1, cut)
		pen.Pad(at - pen.Used())
		pen.Put(tone, text, theme.Width(text))
	}
	if cursor {
		pen.Put(theme.Accent, th.Signs().Cursor, 1)
	}
	sign, tone := "[x]", theme.Text
	switch c.Fate {
	case objects.ColumnLeftOut:
		sign, tone = "[ ]", theme.Muted
	case objects.ColumnAdded:
		sign = "[+]"
	case objects.ColumnLooked:
		sign, tone = "[?]", theme.Muted
	case objects.ColumnCopied:
	}
	nameTone := tone
	if cursor {
		nameTone = theme.Select
	}
	put(2, 6, tone, sign)
	put(6, h.target, nameTone, shownName(c.ColumnName()))
	words, wordsTone := columnWords(c)
	end := h.kind
	if end == 0 {
		end = h.w + 1
	}
	put(h.target, end, wordsTone, words)
	if h.kind > 0 {
		end = h.key
		if end == 0 {
			end = h.w + 1
		}
		put(h.kind, end, theme.Muted, shownName(c.ColumnType()))
	}
	put(h.key, h.w+1, theme.Muted, columnRole(c))
	pen.End()
	return b.String()
}

// columnWords are a column's name on the target, or what becomes of it.
func columnWords(c objects.ColumnRow) (string, theme.Tone) {
	switch {
	case c.Gone:
		return "not on the source", theme.Warn
	case c.Fate == objects.ColumnAdded:
		return addedWords(c.Column), theme.Accent
	case c.Fate != objects.ColumnCopied:
		return c.Fate.Word(), theme.Muted
	case c.To != c.ColumnName():
		return shownName(c.To), theme.Accent
	}
	return "=", theme.Muted
}

// addedWords say how an added column is filled.
func addedWords(c objects.Column) string {
	op, _ := objects.FindOperation(c.Operation)
	words := op.Words
	if op.NeedsValue() {
		words += ": " + c.Value
	}
	return shownName(words)
}

// columnRole is what a column is for the table.
func columnRole(c objects.ColumnRow) string {
	switch {
	case c.ColumnInfo.Key || c.Column.Key:
		return "key"
	case c.Partition:
		return "partition"
	case c.Unique:
		return "unique"
	}
	return ""
}

// means is what the choice means, and why the column under the cursor stays as it is.
func (p *objectTable) means(rows []objects.ColumnRow) []string {
	th := p.page.env.theme
	if p.below() == 0 {
		return nil
	}
	caption := th.Paint(theme.Strong, "this means")
	where := ""
	if room := p.room(); len(rows) > room {
		where = digit(p.top+1) + th.Signs().Dash + digit(min(p.top+room, len(rows))) + " of " + digit(len(rows))
	}
	out := []string{th.Rule(p.width, caption, where)}
	if len(rows) > 0 {
		out = append(out, columnsMean(th, rows, p.width, p.below()-1)...)
	}
	if why := p.cannotChoose(); why != "" {
		out = append(out, signed(th, th.Paint(theme.Warn, th.Signs().Flag), theme.Safe(why)+".", p.width)...)
	} else if c, ok := p.here(); ok {
		for _, why := range []string{c.Stays, c.Fixed} {
			if why != "" && c.Fate != objects.ColumnAdded && c.Fate != objects.ColumnLeftOut {
				out = append(out, toned(th, theme.Muted, shownName(c.ColumnName())+": "+why+".", p.width)...)
			}
		}
	}
	return fill(out, p.below())
}

// columnsMean says what goes of a table's columns, in as many sentences as have room.
func columnsMean(th *theme.Theme, rows []objects.ColumnRow, w, room int) []string {
	t := tallyColumns(rows)
	var parts []string
	switch {
	case t.left > 0:
		parts = append(parts, grouped(t.copied)+" of "+grouped(t.copied+t.left)+" columns are copied, "+grouped(t.left)+" "+oneOf(t.left, "is", "are")+" left out.")
	case t.copied > 0:
		parts = append(parts, "All columns are copied.")
	}
	if t.mapped > 0 {
		parts = append(parts, grouped(t.mapped)+" "+oneOf(t.mapped, "has", "have")+" another name on the target.")
	}
	if t.added > 0 {
		parts = append(parts, grouped(t.added)+" "+oneOf(t.added, "is", "are")+" made there.")
	}
	if t.gone > 0 {
		parts = append(parts, grouped(t.gone)+" "+oneOf(t.gone, "is", "are")+" not on the source any more.")
	}
	var out []string
	for n := range parts {
		lines := toned(th, theme.Text, strings.Join(parts[:n+1], " "), w)
		if len(lines) > room {
			break
		}
		out = lines
	}
	return out
}
