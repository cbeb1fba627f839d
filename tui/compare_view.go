package tui

import (
	"strings"

	"drover/model"
	"drover/tui/theme"
)

// compareLead is what stands before a label: cursor, mark, and the inset of a value.
const compareLead = 5

// head and foot are how many lines stand around the rows.
func (s *compare) head() int {
	if s.env.ruled() {
		return 3
	}
	return 2
}

func (s *compare) foot() int {
	if s.env.roomy() && s.height >= 10 {
		return 2
	}
	return 0
}

// room is how many rows there is room for.
func (s *compare) room() int { return max(s.height-s.head()-s.foot(), 0) }

// columns are how wide the labels and the values are.
func (s *compare) columns() (label, value int) {
	label = min(max(s.width/5, 13), 24)
	return label, max((s.width-compareLead-label-3)/2, 4)
}

// View draws the head, the rows in sight, and what t would do.
func (s *compare) View() string {
	if s.width < 1 || s.height < 1 {
		return ""
	}
	th := s.env.theme
	lines := []string{s.countLine()}
	if s.env.ruled() {
		lines = append(lines, th.Rule(s.width))
	}
	lines = append(lines, s.nameLine())
	room := s.room()
	var body []string
	if s.ready() {
		for i := s.top; i < min(s.top+room, len(s.rows)); i++ {
			body = append(body, s.line(i))
		}
	} else {
		body = s.unreadLines()
	}
	lines = append(lines, fill(body[:min(room, len(body))], room)...)
	if s.foot() > 0 {
		lines = append(lines, th.Rule(s.width, s.moreWords()...), s.footLine())
	}
	return strings.Join(fill(lines, s.height), "\n")
}

// countLine says when both were read, and how much differs.
func (s *compare) countLine() string {
	th := s.env.theme
	left := " " + th.Paint(theme.Strong, "compare")
	if !s.ready() {
		return left
	}
	left += th.Paint(theme.Muted, "   read "+s.env.atSecond(s.oldest()))
	switch {
	case s.loading():
		left += " " + th.Paint(theme.Busy, "~")
	case s.failed() != "":
		left += " " + th.Paint(theme.Warn, th.Signs().Flag) + th.Paint(theme.Text, " "+s.failed()+" not read anew")
	}
	for _, words := range s.countWords() { // the longest that there is room for
		if theme.Width(left)+theme.Width(words)+2 <= s.width {
			return spread(left, words, s.width)
		}
	}
	return left
}

// countWords say how much differs, in ever fewer words.
func (s *compare) countWords() []string {
	th := s.env.theme
	values, sections, unread := 0, 0, 0
	for _, b := range s.blocks {
		if n := b.Differing(); n > 0 {
			values, sections = values+n, sections+1
		}
		if b.Unread() {
			unread++
		}
	}
	tone := theme.Accent
	if values == 0 {
		tone = theme.OK
	}
	short := th.Paint(tone, plural(values, "difference", "differences"))
	whole, more := short, ""
	if values > 0 {
		whole = th.Paint(tone, plural(values, "difference", "differences")+" in "+plural(sections, "section", "sections"))
	}
	if unread > 0 {
		more += th.Paint(theme.Warn, "   "+digit(unread)+" not compared")
	}
	if n := len(s.marks); n > 0 {
		more += th.Paint(theme.Accent, "   "+digit(n)+" marked")
	}
	return []string{whole + more, short + more, short}
}

// failed names the jobs whose last reading failed.
func (s *compare) failed() string {
	var out []string
	for side := range s.read {
		if s.read[side].err != nil {
			out = append(out, letterOf(side))
		}
	}
	return strings.Join(out, ", ")
}

// nameLine names both jobs over their columns, and says which of them takes.
func (s *compare) nameLine() string {
	th := s.env.theme
	label, value := s.columns()
	line := theme.Spaces(compareLead + label + 1)
	for side, job := range s.jobs {
		takes := ""
		if side == s.into {
			takes = " takes"
		}
		name := theme.CutMiddle(theme.Safe(job.Name.String()), max(value-3-len(takes), 4), th.Signs().Cut)
		cell := th.Paint(theme.Key, letterOf(side)) + " " + th.Paint(theme.Strong, name) + th.Paint(theme.Accent, takes)
		if side == 0 {
			cell += theme.Spaces(max(value-2-theme.Width(name)-len(takes), 0) + 2)
		}
		line += cell
	}
	return line
}

// line is one row.
func (s *compare) line(i int) string {
	th, r := s.env.theme, s.rows[i]
	b := s.blocks[r.block]
	cursor := " "
	if i == s.at {
		cursor = th.Paint(theme.Accent, th.Signs().Cursor)
	}
	if r.pair < 0 {
		return cursor + " " + s.titleLine(b, i == s.at)
	}
	label, value := s.columns()
	p := b.Pairs[r.pair]
	mark, words := " ", p.Words
	name, tone := theme.Cut(theme.Safe(p.Label), label, th.Signs().Cut), theme.Text
	switch {
	case r.item >= 0:
		name, words = "", [2]string{}
		for side, in := range p.Items[r.item].In {
			if in {
				words[side] = p.Items[r.item].Words
			}
		}
	case s.marks[p.Key]:
		mark = th.Paint(theme.Accent, th.Signs().Mark)
	case len(p.Items) > 0 && !s.open[r.id]:
		mark = th.Paint(theme.Muted, "+")
	}
	if i == s.at {
		tone = theme.Select
	}
	line := cursor + " " + mark + "  " + th.Paint(tone, name) + theme.Spaces(label-theme.Width(name)+1)
	same := p.Same || r.item >= 0 && p.Items[r.item].In == [2]bool{true, true}
	return line + s.cells(words, value, same)
}

// cells are both values of a row; the one that would be replaced is told apart.
func (s *compare) cells(words [2]string, w int, same bool) string {
	th, out := s.env.theme, ""
	for side, text := range words {
		tone := theme.Text
		switch {
		case same:
			tone = theme.Muted
		case side != s.into:
			tone = theme.Accent
		}
		text = theme.Cut(theme.Safe(text), w, th.Signs().Cut)
		if text == "" {
			text, tone = th.Signs().Nothing, theme.Muted
		}
		out += th.Paint(tone, text) + theme.Spaces(w-theme.Width(text)+2)
	}
	return strings.TrimRight(out, " ")
}

// titleLine is a section: how much of it differs, or that it was not read.
func (s *compare) titleLine(b model.Block, lit bool) string {
	th := s.env.theme
	label, _ := s.columns()
	tone := theme.Strong
	if lit {
		tone = theme.Select
	}
	title := theme.Cut(theme.Safe(b.Title), label+2, th.Signs().Cut)
	line := th.Paint(tone, title) + theme.Spaces(max(label+4-theme.Width(title), 1))
	n, of := b.Differing(), len(b.Pairs)
	rest := max(s.width-label-7, 4)
	switch {
	case b.Unread():
		return line + th.Paint(theme.Warn, th.Signs().Flag) + " " + th.Paint(theme.Text, theme.Cut(theme.Safe(lackWords(b)), rest-2, th.Signs().Cut))
	case n == 0:
		return line + th.Paint(theme.Muted, "the same, "+plural(of, "value", "values"))
	case n == of:
		return line + th.Paint(theme.Accent, plural(n, "value differs", "values differ"))
	}
	return line + th.Paint(theme.Accent, digit(n)+" of "+digit(of)+" differ")
}

// lackWords say of which job a section is not there, and why.
func lackWords(b model.Block) string {
	if b.Lacks[0] == b.Lacks[1] {
		return "not compared: " + model.Clean(b.Lacks[0])
	}
	var out []string
	for side, why := range b.Lacks {
		if why != "" {
			out = append(out, letterOf(side)+": "+model.Clean(why))
		}
	}
	return "not compared, " + strings.Join(out, "; ")
}

// unreadLines stand in place of rows: how far the reading is, job by job.
func (s *compare) unreadLines() []string {
	th := s.env.theme
	var out []string
	for side, job := range s.jobs {
		r := &s.read[side]
		who := letterOf(side) + " " + theme.CutMiddle(theme.Safe(job.Name.String()), max(s.width-30, 8), th.Signs().Cut)
		switch {
		case r.loading():
			out = append(out, " "+th.Paint(theme.Busy, "~")+" "+th.Paint(theme.Text, who)+th.Paint(theme.Muted, " is being read"))
		case r.err != nil:
			out = append(out, " "+th.Paint(theme.Bad, th.Failure())+" "+th.Paint(theme.Text, who))
			out = append(out, errorLines(s.env, r.err, s.width)...)
		case r.have:
			out = append(out, " "+th.Paint(theme.OK, th.OutcomeGlyph(model.Done))+" "+th.Paint(theme.Text, who)+th.Paint(theme.Muted, " is read"))
		}
	}
	return out
}

// moreWords count the rows out of sight.
func (s *compare) moreWords() []string {
	below := max(len(s.rows)-s.top-s.room(), 0)
	switch {
	case !s.ready() || s.top == 0 && below == 0:
		return nil
	case below == 0:
		return []string{digit(s.top) + " more above"}
	case s.top == 0:
		return []string{digit(below) + " more below"}
	}
	return []string{digit(s.top) + " more above, " + digit(below) + " below"}
}

// footLine says what t would do, or why it does nothing.
func (s *compare) footLine() string {
	th := s.env.theme
	if !s.ready() {
		return " " + th.Paint(theme.Muted, theme.Cut("Both jobs are needed for a comparison.", s.width-2, th.Signs().Cut))
	}
	words, tone := s.cannotTake(), theme.Muted
	if words == "" {
		var names []string
		for _, key := range s.taken() {
			p, _ := s.pair(key)
			names = append(names, p.Label)
		}
		tone = theme.Text
		words = "t: " + letterOf(s.into) + " takes " + strings.Join(names, ", ") + " from " + letterOf(1-s.into) + ", after a review."
	} else {
		words = "Not taken: " + words + "."
	}
	return " " + th.Paint(tone, theme.Cut(theme.Safe(words), s.width-2, th.Signs().Cut))
}
