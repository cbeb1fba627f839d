package tui

import (
	"strings"

	"drover/model"
	"drover/tui/theme"
)

// View draws the ways to begin, and below them the drafts.
func (s *start) View() string {
	if s.w < 1 || s.h < 1 {
		return ""
	}
	th := s.env.theme
	right := ""
	switch n := len(s.drafts.value); {
	case s.like.loading():
		right = s.env.wait("reading "+shortName(s.job.Name.String()), s.like.asked)
	case s.file.loading():
		right = s.env.wait("reading the file", s.file.asked)
	case n > 0:
		right = th.Paint(theme.Muted, plural(n, "draft", "drafts"))
	}
	title := " " + th.Paint(theme.Strong, s.Title())
	if place := s.env.place(); place != "" {
		title += th.Paint(theme.Muted, "   on ") + th.Paint(theme.Text, place)
	}
	lines := []string{spread(title, right, s.w)}
	if s.env.ruled() {
		lines = append(lines, th.Rule(s.w))
	}
	lines = append(lines, s.wayLines()...)
	about := s.aboutDraft()
	lines = append(lines, s.draftLines(s.h-len(lines)-len(about))...)
	lines = overlayBottom(lines, about, s.h)
	if s.like.err != nil && s.env.roomy() {
		return strings.Join(overlayBottom(lines, errorPanel(s.env, s.like.err, "No draft was begun."), s.h), "\n")
	}
	return strings.Join(lines, "\n")
}

// shortName fits beside a title.
func shortName(name string) string { return theme.CutMiddle(theme.Safe(name), 28, "..") }

// wayLines are the ways to begin; what each is stands below it where there is
// room, else beside it.
func (s *start) wayLines() []string {
	th, cut := s.env.theme, s.env.theme.Signs().Cut
	var lines []string
	tall := s.h >= 18
	for i, way := range s.ways() {
		if tall && i > 0 {
			lines = append(lines, "")
		}
		name := theme.CutMiddle(theme.Safe(way.name), max(min(s.w-8, 48), 1), cut)
		row := s.row(i == s.at, way.key, name, way.why != "")
		lines = append(lines, row+s.besideWay(way.key, s.w-1-theme.Width(row)))
		about := theme.Safe(strings.Join(way.about, " "))
		if tall {
			lines = append(lines, theme.Spaces(6)+th.Paint(theme.Muted, theme.Cut(about, max(s.w-8, 0), cut)))
		}
	}
	return lines
}

// aboutDraft says at the foot of the page what the draft under the cursor holds.
func (s *start) aboutDraft() []string {
	n, ok := s.draft()
	if s.h < 18 || !s.env.ruled() {
		return nil
	}
	th := s.env.theme
	switch {
	case !ok && s.env.where().Demo:
		words := "Drafts of a demo lie in a temporary folder; a frozen demo keeps none."
		return []string{th.Rule(s.w), " " + th.Paint(theme.Muted, theme.Cut(words, max(s.w-2, 0), th.Signs().Cut))}
	case !ok:
		return nil
	}
	words := strings.Join(n.made, "   ")
	switch {
	case n.Err != nil:
		lines := []string{th.Rule(s.w)}
		for _, l := range wrapped(theme.Safe(n.damage()), max(s.w-2, 8)) {
			lines = append(lines, " "+th.Paint(theme.Muted, l))
		}
		return lines
	case words == "":
		words = "nothing is chosen in it yet"
	}
	from := ""
	if !n.Begun.IsZero() {
		from = "begun " + s.env.at(n.Begun)
	}
	if n.Draft.From != "" {
		from += " from " + theme.CutMiddle(theme.Safe(model.Clean(n.Draft.From)), 40, th.Signs().Cut)
	}
	lines := []string{th.Rule(s.w)}
	for _, text := range []string{words, from} {
		lines = append(lines, " "+th.Paint(theme.Muted, theme.Cut(theme.Safe(text), max(s.w-2, 0), th.Signs().Cut)))
	}
	return lines
}

// row begins a line of the page: cursor, key, name.
func (s *start) row(current bool, key, name string, grey bool) string {
	th := s.env.theme
	cursor, tone, keyTone := " ", theme.Text, theme.Key
	if grey {
		tone, keyTone = theme.Muted, theme.Muted
	}
	if current {
		cursor, tone = th.Paint(theme.Accent, th.Signs().Cursor), theme.Select
	}
	return " " + cursor + " " + th.Paint(keyTone, key) + "  " + th.Paint(tone, name)
}

// draftLines list the drafts in the lines that there are.
func (s *start) draftLines(room int) []string {
	th := s.env.theme
	switch {
	case s.drafts.err != nil:
		out := []string{th.Rule(s.w, th.Paint(theme.Bad, th.Glyph(model.Failed)+" the drafts were not read"))}
		for _, l := range wrapped(theme.Safe(model.Clean(s.drafts.err.Error())), max(s.w-2, 8)) {
			out = append(out, " "+th.Paint(theme.Text, l))
		}
		return append(out, " "+th.Paint(theme.Muted, "They stay as they are. r reads them again."))
	case len(s.drafts.value) == 0:
		return nil
	}
	lines := []string{th.Rule(s.w, "drafts, the last one first")}
	if s.h >= 18 {
		lines = append([]string{""}, lines...)
	}
	rows := max(room-len(lines), 1)
	s.top = scrolled(s.top, max(s.at-len(s.ways()), 0), rows, len(s.drafts.value))
	for i := s.top; i < min(s.top+rows, len(s.drafts.value)); i++ {
		lines = append(lines, s.draftLine(i))
	}
	return lines
}

// draftLine is one draft: its name, how far it is, what is missing still, and
// when it was saved; of one that cannot be opened, why.
func (s *start) draftLine(i int) string {
	n := s.drafts.value[i]
	th, cut := s.env.theme, s.env.theme.Signs().Cut
	why := n.why()
	names := s.names()
	name := theme.Pad(theme.CutMiddle(n.name(), names, cut), names)
	row := s.row(i+len(s.ways()) == s.at, menuKey(i), name, why != "")
	if why != "" {
		return row + "  " + th.Paint(theme.Muted, theme.Cut(theme.Safe(why), max(s.w-names-9, 0), cut))
	}
	for _, part := range s.facts(n) {
		if theme.Width(row)+2+theme.Width(part) >= s.w {
			break
		}
		row += "  " + part
	}
	return row
}

// names is how wide the names of drafts are: what stands beside them has room,
// but where that leaves no name, its last part goes first.
func (s *start) names() int {
	if room := s.w - 53; room >= 24 {
		return min(room, 44)
	}
	return max(s.w-35, 12)
}

// facts are what there is to say of a draft, what may be left out last.
func (s *start) facts(n begun) []string {
	th := s.env.theme
	wrong, tone := n.wrong.words()
	far := stepWords(n.Step)
	if of := n.Draft.Of; of != nil {
		return []string{
			th.Paint(theme.Text, theme.Pad("update "+of.Section.Word(), 25)),
			th.Paint(theme.Muted, agoWords(s.env.now(), n.Saved)),
		}
	}
	if n.sent != "" { // how far the form is counts no more
		wrong, tone, far = n.sent, theme.Strong, theme.Pad("create", theme.Width(far))
	}
	return []string{
		th.Paint(theme.Text, far),
		th.Paint(tone, theme.Pad(wrong, 13)),
		th.Paint(theme.Muted, theme.Pad(agoWords(s.env.now(), n.Saved), 16)),
		th.Paint(theme.Muted, n.Step.String()),
	}
}
