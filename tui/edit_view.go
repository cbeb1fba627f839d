package tui

import (
	"strings"

	"drover/model"
	"drover/tui/theme"
)

// editShape is how the page is laid out in the cells it was given: the fields,
// below them what their values mean together, and below that the help of the one
// with the focus, which is at the right where there is room.
type editShape struct {
	rules  bool
	aside  bool
	w      int // of the fields and what they mean
	fields int // lines of each
	means  int // its rule among them
	help   int // its rule among them
}

// Lines that the parts take at least, where there is room, and the help at most.
const (
	meansLeast = 4
	helpLeast  = 4
	helpLines  = 5
)

func (s *edit) shape() editShape {
	h := editShape{rules: s.env.ruled() && s.height >= 10, aside: s.width >= asideWide, w: s.width}
	if h.aside {
		h.w -= asideCells + 1
	}
	room := max(s.height-len(s.head()), 0)
	wide := *s.sheet // as it would be
	tall := wide.Tall(h.w)
	switch {
	case h.aside:
	case room >= 18:
		h.help = helpLeast
	case room >= 12:
		h.help = 3
	case room >= 5:
		h.help = 2
	}
	means := len(s.meansLines(h.w))
	if means > 0 {
		means++ // the rule
	}
	switch {
	case room >= 18:
		h.means = min(means, meansLeast)
	case room >= 9:
		h.means = min(means, 2)
	}
	free := room - tall - h.help - h.means
	if more := min(max(free, 0), means-h.means); more > 0 {
		h.means, free = h.means+more, free-more
	}
	if more := min(max(free, 0), helpLines-h.help); more > 0 && h.help > 0 {
		h.help += more
	}
	h.fields = max(room-h.help-h.means, 0)
	return h
}

// fit gives the fields the room that the page has for them.
func (s *edit) fit() {
	if s.has && s.width > 0 {
		h := s.shape()
		s.sheet.Resize(h.w, h.fields)
	}
}

// View draws head, fields, what they mean, and help.
func (s *edit) View() string {
	if s.width < 1 || s.height < 1 {
		return ""
	}
	lines := s.head()
	if !s.has {
		lines = append(lines, s.unreadLines()...)
		if s.read.err != nil && s.env.roomy() {
			lines = overlayBottom(lines, errorPanel(s.env, s.read.err, "Nothing was being changed."), s.height)
		}
		return strings.Join(fill(lines, s.height), "\n")
	}
	s.fit()
	h := s.shape()
	left := s.upper(h)
	if h.aside {
		left = s.beside(left, h)
	}
	lines = append(lines, left...)
	return strings.Join(fill(append(lines, s.helpBelow(h)...), s.height), "\n")
}

// upper is the fields with what they mean below them.
func (s *edit) upper(h editShape) []string {
	th := s.env.theme
	out := s.sheet.View()
	if len(s.look.Fields) == 0 {
		out = []string{"   " + th.Paint(theme.Muted, "There is nothing in it that drover can change.")}
	}
	room := h.fields + h.means
	if h.means == 0 {
		return fill(out, room)
	}
	if len(out)+h.means < room {
		out = append(out, "")
	}
	means := s.meansLines(h.w)
	s.top = max(min(s.top, len(means)-h.means+1), 0)
	captions := []string{th.Paint(theme.Warn, "what this combination means")}
	if more := len(means) - (h.means - 1) - s.top; more > 0 {
		captions = append(captions, digit(more)+" more  pgdn")
	}
	out = append(out, th.Rule(h.w, captions...))
	return fill(append(out, means[s.top:min(s.top+h.means-1, len(means))]...), room)
}

// meansLines are what the values mean together; of flow windows the day comes
// first.
func (s *edit) meansLines(w int) []string {
	var out []string
	if s.section == model.SectionFlow && s.height >= 16 { // below that the sentences say it
		out = dayLines(s.env, model.ParseWindows(s.form.Get(model.KeyWindows)), w)
	}
	return append(out, effectLines(s.env.theme, s.look.Means, w)...)
}

// beside joins the lines with the help at their right.
func (s *edit) beside(lines []string, h editShape) []string {
	th := s.env.theme
	divider := th.Paint(theme.Rule, th.Signs().Divider)
	help := fill(s.helpAside(asideCells-2), len(lines))
	for i := range lines {
		lines[i] = theme.Fit(lines[i], h.w, "") + divider + " " + help[i]
	}
	return lines
}

// head is the line that says what is changed, when it was read and how far it is,
// the rule, and why nothing can be changed, if that is so.
func (s *edit) head() []string {
	th := s.env.theme
	out := []string{s.headLine()}
	if s.env.ruled() && s.height >= 10 {
		out = append(out, th.Rule(s.width))
	}
	if !s.has {
		return out
	}
	if why := s.locked(); why != "" {
		out = append(out, " "+th.Paint(theme.Warn, th.Signs().Flag)+" "+th.Paint(theme.Text, theme.Cut("to look at only: "+theme.Safe(why), max(s.width-4, 1), th.Signs().Cut)))
	}
	return out
}

func (s *edit) headLine() string {
	th := s.env.theme
	right := s.headWords()
	name := theme.Safe(model.Clean(s.job.Name.String()))
	crumb := " " + th.Signs().Crumb + " " + s.word()
	parts := len(right)
	for parts > 1 && joinedWidth(right[:parts]) > s.width-theme.Width(crumb)-min(theme.Width(name), 20)-4 {
		right = right[1:] // when it was read goes first, then how much is changed
		parts--
	}
	words := strings.Join(right, "   ")
	name = theme.CutMiddle(name, max(s.width-theme.Width(crumb)-theme.Width(words)-4, 4), th.Signs().Cut)
	left := " " + th.Paint(theme.Text, name) + th.Paint(theme.Muted, " "+th.Signs().Crumb+" ") + th.Paint(theme.Strong, s.word())
	return spread(left, words, s.width)
}

func joinedWidth(parts []string) int { return theme.Width(strings.Join(parts, "   ")) }

// headWords say how the reading stands, how many values differ from it, and how
// many are wrong. A form that is complete says "0 errors", and no other.
func (s *edit) headWords() []string {
	th := s.env.theme
	var out []string
	switch {
	case s.reviewing():
		out = append(out, th.Paint(theme.Busy, "~")+th.Paint(theme.Muted, " reading again, for the review"))
	case s.read.loading() && s.has:
		out = append(out, th.Paint(theme.Busy, "~")+th.Paint(theme.Muted, " reading again"))
	case s.read.loading():
		out = append(out, th.Paint(theme.Busy, "~")+th.Paint(theme.Muted, " reading"))
	case s.has && (s.read.err != nil || s.lacks != ""):
		out = append(out, th.Paint(theme.Bad, "not read again")+th.Paint(theme.Muted, ", read "+s.env.atSecond(s.form.Base.Read)))
	case s.has:
		out = append(out, th.Paint(theme.Muted, "read "+s.env.atSecond(s.form.Base.Read)))
	}
	if !s.has {
		return out
	}
	tone := theme.Muted
	if s.look.Changed > 0 {
		tone = theme.Key
	}
	out = append(out, th.Paint(tone, plural(s.look.Changed, "change", "changes")))
	words, tone := plural(s.look.Wrong, "error", "errors"), theme.Bad
	if s.look.Wrong == 0 {
		words, tone = "0 errors", theme.OK
	}
	return append(out, th.Paint(tone, words))
}

// unreadLines stand where a section will.
func (s *edit) unreadLines() []string {
	th := s.env.theme
	switch {
	case s.read.loading():
		return []string{" " + th.Paint(theme.Muted, "The "+s.section.Word()+" is being read, as it stands now.")}
	case s.lacks != "":
		return append(signed(th, th.Paint(theme.Bad, th.Failure()), "It could not be read: "+s.lacks, s.width), "", " "+th.Paint(theme.Muted, "Nothing was being changed. r reads it again."))
	case s.read.err != nil:
		return nil // the panel says it
	}
	return []string{" " + th.Paint(theme.Muted, "not read yet; r reads")}
}

// Standing is what stands on the message line for as long as it is true.
func (s *edit) Standing() string {
	switch {
	case s.reviewing():
		return "reading the " + s.section.Word() + " once more before the review; esc goes on without"
	case s.has && s.read.err != nil && !s.read.loading():
		return "not read again: " + unread(s.read.err) + "; r tries again, what you changed stays"
	case s.has && s.lacks != "" && !s.read.loading():
		return "not read again: " + s.lacks + "; r tries again, what you changed stays"
	}
	return ""
}

// helpBelow is what is to be known of the field with the focus.
func (s *edit) helpBelow(h editShape) []string {
	th, f := s.env.theme, s.sheet.Field()
	if h.help < 2 || f.Key == "" {
		return nil
	}
	captions := []string{th.Paint(theme.Key, theme.Safe(strings.TrimSpace(f.Label)))}
	if words := moreWords(s.sheet); words != "" {
		captions = append(captions, words+" in the form")
	}
	room, w := h.help-1, s.width-2
	var first []string
	if words, sign, tone := s.sheet.Said(); s.sheet.Cut() && sign != "" {
		first = toneSigned(th, tone, sign, words, w)
	} else if s.sheet.Cut() {
		first = toned(th, tone, words, w)
	}
	first = append(first, toned(th, theme.Text, f.Help, w-2)...)
	var last []string
	if f.Key != "" && f.Kind != model.ButtonField && room > 1 {
		last = []string{wireLine(th, f, w)}
	}
	if most := room - len(last); len(first) > most {
		first = first[:most]
		first[most-1] += th.Paint(theme.Muted, " "+th.Signs().Cut)
	}
	return append([]string{th.Rule(s.width, captions...)}, fill(append(first, last...), room)...)
}

// helpAside is the same at the right, where there is room for all of it.
func (s *edit) helpAside(w int) []string {
	th, f := s.env.theme, s.sheet.Field()
	if f.Key == "" {
		return nil
	}
	lines := []string{th.Paint(theme.Key, theme.Safe(strings.TrimSpace(f.Label))), ""}
	lines = append(lines, toned(th, theme.Text, f.Help, w)...)
	if words, sign, tone := s.sheet.Said(); sign != "" {
		lines = append(append(lines, ""), toneSigned(th, tone, sign, words, w)...)
	} else if words != "" {
		lines = append(append(lines, ""), toned(th, tone, words, w)...)
	}
	if f.Kind != model.ButtonField {
		lines = append(append(lines, ""), toned(th, theme.Muted, wireWords(th, f), w)...)
		lines = append(lines, optionWords(th, f, w)...)
	}
	if words := moreWords(s.sheet); words != "" {
		lines = append(lines, "", th.Paint(theme.Muted, words+" in the form"))
	}
	return lines
}
