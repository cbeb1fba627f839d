package tui

import (
	"strings"

	"drover/model"
	"drover/tui/theme"
)

// sideBySide reports whether jobs are columns: from a width on, or where
// somebody wants it.
func (m *matrix) sideBySide() bool { return (m.width >= 110) != m.turned }

const (
	cellWidth    = 4
	widestItem   = 52
	narrowItem   = 24
	legendHeight = 2
)

// itemWidth is that of the items' words.
func (m *matrix) itemWidth() int {
	return min(max(m.width-len(m.jobs)*cellWidth-3, narrowItem), widestItem)
}

// columns is how many jobs are in sight.
func (m *matrix) columns() int {
	return min(max((m.width-m.itemWidth()-3)/cellWidth, 1), len(m.jobs))
}

// inSight is which jobs are on screen.
func (m *matrix) inSight() (from, to int) {
	if m.sideBySide() {
		return m.left, min(m.left+m.columns(), len(m.jobs))
	}
	return m.top, min(m.top+m.room(), len(m.jobs))
}

// room is how many lines rows have.
func (m *matrix) room() int {
	used := 4 // title, counts, column titles, the job under the cursor
	if m.env.ruled() {
		used += 2
	}
	if m.sideBySide() && m.height >= 18 {
		used += legendHeight
	}
	return max(m.height-used, 1)
}

// fit scrolls to the cursor.
func (m *matrix) fit() {
	if !m.sideBySide() {
		m.top = scrolled(m.top, m.job, m.room(), len(m.jobs))
		return
	}
	m.left = scrolled(m.left, m.job, m.columns(), len(m.jobs))
	line := m.lineOf(m.row)
	above := 0
	if m.row < len(m.rows) && m.rows[m.row].cause != "" {
		above = 1
	}
	m.top = max(min(max(m.top, line-m.room()+1), line-above), 0)
}

// lineOf is the line of an item: a heading stands above each cause.
func (m *matrix) lineOf(row int) int {
	line := -1
	for i := 0; i <= row && i < len(m.rows); i++ {
		line++
		if m.rows[i].cause != "" {
			line++
		}
	}
	return max(line, 0)
}

// View draws counts, rows, and who is in the columns.
func (m *matrix) View() string {
	if m.width < 1 || m.height < 1 {
		return ""
	}
	th := m.env.theme
	m.fit()
	lines := []string{m.titleLine(), " " + strings.Join(m.countWords(), "   ")}
	if m.env.ruled() {
		lines = append(lines, th.Rule(m.width))
	}
	if m.sideBySide() {
		lines = append(lines, m.columnTitles())
		lines = append(lines, fill(m.itemLines(), m.room())...)
	} else {
		lines = append(lines, th.Paint(theme.Muted, "    "+theme.Pad("JOB", m.nameWidth())+" "+theme.Pad("FOUND", foundWidth)+" FIRST TO MEND"))
		lines = append(lines, fill(m.jobLines(), m.room())...)
	}
	from, to := m.inSight()
	if m.env.ruled() {
		lines = append(lines, th.Rule(m.width, digit(from+1)+th.Signs().Dash+digit(to)+" of "+digit(len(m.jobs))))
	}
	lines = append(lines, m.currentLine())
	if m.sideBySide() && m.height >= 18 {
		lines = append(lines, fill(m.legend(), legendHeight)...)
	}
	return strings.Join(fill(lines, m.height), "\n")
}

func (m *matrix) titleLine() string {
	th := m.env.theme
	right, done := "", 0
	for i := range m.jobs {
		if !m.jobs[i].wants() {
			done++
		}
	}
	if done < len(m.jobs) {
		right = th.Paint(theme.Busy, "~") + th.Paint(theme.Muted, " reading "+digit(done)+" of "+digit(len(m.jobs)))
	}
	return spread(" "+th.Paint(theme.Strong, m.Title())+th.Paint(theme.Muted, " on "+model.Clean(m.env.place())), right, m.width)
}

// countWords counts the jobs by the worst that was found.
func (m *matrix) countWords() []string {
	th := m.env.theme
	var n [model.ItemPassed + 1]int
	none, unread := 0, 0
	for i := range m.jobs {
		switch j := &m.jobs[i]; {
		case j.why != "" && !j.have:
			unread++
		case !j.have:
		case !j.check.Ran:
			none++
		default:
			n[m.stateOf(i)]++
		}
	}
	var out []string
	for _, w := range []struct {
		n    int
		tone theme.Tone
		word string
	}{
		{n[model.ItemFailed], theme.Bad, "failed"}, {n[model.ItemWarned], theme.Warn, "with warnings"}, {n[model.ItemUnknown], theme.Unknown, "unknown"},
		{n[model.ItemPending], theme.Busy, "still run"}, {n[model.ItemPassed] + n[model.ItemSkipped], theme.OK, "passed"},
		{none, theme.Warn, "without a pre-check"}, {unread, theme.Warn, "not read"},
	} {
		if w.n > 0 {
			out = append(out, th.Paint(w.tone, digit(w.n))+th.Paint(theme.Text, " "+w.word))
		}
	}
	return out
}

// stateOf is the worst that a job's pre-check found; while it runs it has
// found nothing for good.
func (m *matrix) stateOf(i int) model.ItemState {
	if m.jobs[i].underWay() {
		return model.ItemPending
	}
	return m.jobs[i].check.Worst()
}

func (m *matrix) nameWidth() int { return min(max(m.width/2-16, 18), 44) }

const foundWidth = 22

// jobLines is a job a line with the worst that was found, and what to mend
// first.
func (m *matrix) jobLines() []string {
	th := m.env.theme
	var out []string
	from, to := m.inSight()
	for i := from; i < to; i++ {
		cursor, tone := " ", theme.Text
		if i == m.job {
			cursor, tone = th.Paint(theme.Accent, th.Signs().Cursor), theme.Select
		}
		glyph, found := m.found(i)
		name := theme.CutMiddle(theme.Safe(m.jobs[i].job.Name.String()), m.nameWidth(), th.Signs().Cut)
		pad := theme.Spaces(m.nameWidth() - theme.Width(name))
		line := cursor + " " + glyph + " " + th.Paint(tone, name) + pad + " " + th.Paint(theme.Text, theme.Pad(theme.Cut(found, foundWidth, th.Signs().Cut), foundWidth))
		out = append(out, line+" "+th.Paint(theme.Muted, theme.Cut(m.firstToMend(i), max(m.width-m.nameWidth()-foundWidth-8, 0), th.Signs().Cut)))
	}
	return out
}

// found is a job's sign, and its counts in words.
func (m *matrix) found(i int) (glyph, words string) {
	th, j := m.env.theme, &m.jobs[i]
	paint := func(s model.ItemState) string { return th.Paint(itemTone(s), itemGlyph(th, s)) }
	switch {
	case !j.have && j.why != "":
		return paint(model.ItemUnknown), "not read"
	case !j.have:
		return paint(model.ItemPending), "reading"
	case !j.check.Ran:
		return th.Paint(theme.Muted, th.Signs().Nothing), "none was run"
	case j.underWay():
		return paint(model.ItemPending), "runs, " + digit(j.check.Process) + " %"
	}
	var parts []string
	for _, s := range []model.ItemState{model.ItemFailed, model.ItemWarned, model.ItemUnknown, model.ItemSkipped} {
		if n := j.check.Count(s); n > 0 {
			word := s.String()
			if s == model.ItemWarned && n > 1 {
				word += "s"
			}
			parts = append(parts, digit(n)+" "+word)
		}
	}
	if len(parts) == 0 {
		parts = append(parts, j.check.Worst().String())
	}
	return paint(j.check.Worst()), strings.Join(parts, " ")
}

// firstToMend is the first item in the way, or why nothing is known.
func (m *matrix) firstToMend(i int) string {
	j := &m.jobs[i]
	if !j.have {
		return theme.Safe(j.why)
	}
	if causes := j.check.Causes(); len(causes) > 0 {
		return theme.Safe(causes[0].Items[0].Title())
	}
	return ""
}

// currentLine tells of the job under the cursor and, side by side, of the item.
func (m *matrix) currentLine() string {
	th := m.env.theme
	glyph, found := m.found(m.job)
	parts := []string{glyph + " " + th.Paint(theme.Strong, theme.CutMiddle(theme.Safe(m.jobs[m.job].job.Name.String()), 44, th.Signs().Cut)), th.Paint(theme.Text, found)}
	if m.sideBySide() {
		parts[0] = th.Paint(theme.Muted, digit(m.job+1)) + " " + parts[0]
		if m.row < len(m.rows) {
			parts = append(parts, th.Paint(theme.Muted, theme.Safe(m.rows[m.row].item.Title())+": "+plural(m.rows[m.row].jobs, "job", "jobs")))
		}
	}
	return " " + theme.Cut(strings.Join(parts, "   "), m.width-2, th.Signs().Cut)
}
