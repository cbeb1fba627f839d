package tui

import (
	"slices"
	"strings"

	"drover/client"
	"drover/model"
	"drover/tui/theme"
)

// View lists the sections, and below them how the one under the cursor differs.
func (t *jobTake) View() string {
	if t.w < 1 || t.h < 1 {
		return ""
	}
	th := t.env.theme
	head := []string{t.titleLine()}
	if t.env.ruled() {
		head = append(head, th.Rule(t.w))
	}
	foot := t.foot(max(t.h-len(head)-len(t.rows), t.h/3))
	room := max(t.h-len(head)-len(foot), 1)
	var body []string
	if why := t.trouble(); len(t.rows) == 0 && why != "" {
		tone := theme.Muted
		if t.file.err != nil {
			tone = theme.Bad
		}
		for _, l := range wrapped(theme.Safe(why), max(t.w-2, 8)) {
			body = append(body, " "+th.Paint(tone, l))
		}
	} else {
		t.top = scrolled(t.top, t.at, room, len(t.rows))
		for i := t.top; i < min(t.top+room, len(t.rows)); i++ {
			body = append(body, t.line(i))
		}
	}
	lines := fill(append(append(head, fill(body, room)...), foot...), t.h)
	if t.read.err != nil && t.env.roomy() {
		lines = overlayBottom(lines, errorPanel(t.env, t.read.err, "Nothing was being changed. What was chosen stays."), t.h)
	}
	return strings.Join(lines, "\n")
}

func (t *jobTake) titleLine() string {
	th := t.env.theme
	right := ""
	switch {
	case t.loading():
		right = th.Paint(theme.Busy, "~") + th.Paint(theme.Muted, " reading")
	case t.read.have && t.w >= 70:
		right = th.Paint(theme.Muted, "read "+t.env.atSecond(t.read.got))
	}
	if n := len(t.file.value.Mistakes); n > 0 && t.file.err == nil {
		right = spaced(th.Paint(theme.Bad, plural(n, "mistake", "mistakes")), right)
	}
	if n := t.chosenSections(); n > 0 {
		right = spaced(th.Paint(theme.Accent, digit(n)+" chosen"), right)
	}
	room, cut := max(t.w-theme.Width(right)-6, 8), th.Signs().Cut
	file := theme.CutMiddle(theme.Safe(model.Clean(t.name)), room/2, cut)
	name := theme.CutMiddle(theme.Safe(t.job.Name.String()), room-theme.Width(file), cut)
	return spread(" "+th.Paint(theme.Strong, name)+" "+th.Signs().Crumb+" "+th.Paint(theme.Text, file), right, t.w)
}

// spaced is two parts of a line, if there are two.
func spaced(a, b string) string {
	if b == "" {
		return a
	}
	return a + "   " + b
}

// takeWords is how wide the names of sections are.
const takeWords = 18

// line is one section: whether it is chosen, and how it differs.
func (t *jobTake) line(i int) string {
	th, r := t.env.theme, t.rows[i]
	cursor, tone := " ", theme.Text
	if r.why != "" {
		tone = theme.Muted
	}
	if i == t.at {
		cursor, tone = th.Paint(theme.Accent, th.Signs().Cursor), theme.Select
	}
	name := th.Paint(tone, r.word) + theme.Spaces(takeWords-theme.Width(r.word))
	words, wordTone := t.standing(r)
	room := max(t.w-takeWords-9, 4)
	return cursor + " " + t.box(r) + " " + name + " " + th.Paint(wordTone, theme.Cut(theme.Safe(words), room, th.Signs().Cut))
}

// box says how much of a section is chosen.
func (t *jobTake) box(r takeRow) string {
	th, taken := t.env.theme, t.taken(r)
	whole := r.count(func(v model.FileRow) bool { return !v.Remove && r.cannot(v) == "" })
	switch {
	case r.done:
		return " " + th.Paint(theme.OK, th.OutcomeGlyph(model.Done)) + " "
	case len(taken) > 0 && len(taken) >= whole:
		return th.Paint(theme.Accent, "[x]")
	case len(taken) > 0:
		return th.Paint(theme.Accent, "[-]")
	case r.spoken && r.count(func(v model.FileRow) bool { return r.cannot(v) == "" }) > 0:
		return "[ ]"
	}
	return "   "
}

// standing is how a section differs, in words.
func (t *jobTake) standing(r takeRow) (string, theme.Tone) {
	var parts []string
	if n := len(r.mistakes); n > 0 {
		parts = append(parts, plural(n, "mistake", "mistakes")+" in the file")
	}
	if n := r.differ(); n > 0 {
		parts = append(parts, plural(n, "value differs", "values differ"))
	}
	if n := r.barred(); n > 0 {
		parts = append(parts, digit(n)+" cannot be taken")
	}
	tone := theme.Text
	switch n := r.lacks(); {
	case !r.spoken && len(r.mistakes) == 0 && n == 0 && len(r.edit.Base.Values) == 0:
		parts, tone = append(parts, "not in the file"), theme.Muted
	case !r.spoken && len(r.mistakes) == 0:
		parts, tone = append(parts, "not in the file: it stays"), theme.Muted
	case n > 0 && r.why == "":
		parts = append(parts, digit(n)+" not in the file: "+itStays(n))
	case len(parts) == 0 && r.done:
		parts = append(parts, "done: as the file has it")
	case len(parts) == 0:
		parts, tone = append(parts, sameWords(r.same)), theme.Muted
	}
	if r.why != "" {
		tone = theme.Muted
	}
	if r.why != "" && r.spoken {
		parts = append(parts, r.why)
	}
	if len(r.mistakes) > 0 {
		tone = theme.Bad
	}
	return strings.Join(parts, "   "), tone
}

func itStays(n int) string {
	if n == 1 {
		return "it stays"
	}
	return "they stay"
}

func sameWords(n int) string {
	switch n {
	case 0:
		return "the same"
	case 1:
		return "the same, 1 value"
	}
	return "the same, " + digit(n) + " values"
}

// foot tells of the section under the cursor, as far as there is room.
func (t *jobTake) foot(most int) []string {
	th := t.env.theme
	r, ok := t.under()
	if !ok || most < 3 {
		return nil
	}
	lines := []string{th.Rule(t.w, r.word)}
	if why := r.why; why != "" {
		for _, l := range wrapped(theme.Safe(upperFirst(why))+".", max(t.w-2, 8)) {
			lines = append(lines, " "+th.Paint(theme.Muted, strings.TrimLeft(l, " ")))
		}
	}
	var values []string
	for _, m := range r.mistakes {
		values = append(values, mistakeLine(t.env, m, t.w))
	}
	for _, v := range r.rows {
		values = append(values, "  "+t.valueLine(r, v, t.w-3))
	}
	if n := max(most-len(lines)-1, 0); len(values) > n {
		more := len(values) - max(n-1, 0)
		values = append(values[:max(n-1, 0)], "  "+th.Paint(theme.Muted, "enter  "+digit(more)+" more"))
	}
	lines = append(lines, values...)
	words := "Nothing is sent from here: each section has its own review."
	return append(lines, " "+th.Paint(theme.Muted, theme.Cut(words, max(t.w-2, 0), th.Signs().Cut)))
}

// upperFirst begins a sentence.
func upperFirst(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// lineWord is where a mistake is.
func lineWord(m client.Mistake) string {
	if m.Line > 0 {
		return "line " + digit(m.Line)
	}
	return "the file"
}

func mistakeLine(e *env, m client.Mistake, w int) string {
	th := e.theme
	where := lineWord(m)
	return "  " + th.Paint(theme.Bad, th.Glyph(model.Failed)) + " " + th.Paint(theme.Key, where) + "  " +
		th.Paint(theme.Text, theme.Cut(theme.Safe(model.Clean(m.Why)), max(w-theme.Width(where)-7, 0), th.Signs().Cut))
}

// valueLine is one value: what it is called, what it becomes, and what it was.
func (t *jobTake) valueLine(r takeRow, v model.FileRow, w int) string {
	th, cut := t.env.theme, t.env.theme.Signs().Cut
	names := max(min(w*2/5, 30), 12)
	label := theme.Pad(theme.CutMiddle(theme.Safe(model.Clean(v.Label)), names, cut), names)
	room := max(w-names-2, 8)
	on := t.chosen[r.id(v)]
	var words, more string
	tone := theme.Accent
	switch {
	case v.Remove && on:
		words, more, tone = "removed", "  was "+shownValue(v.Was), theme.Warn
	case v.Remove:
		words, more, tone = shownValue(v.Was), "  not in the file: it stays", theme.Muted
	default:
		words, more = shownValue(v.Is), "  was "+shownValue(v.Was)
	}
	if v.Why != "" {
		tone = theme.Muted
		more += "  " + v.Why
	}
	words = theme.CutMiddle(words, room, cut)
	left := room - theme.Width(words)
	if theme.Width(more) > left && left <= 12 {
		more = ""
	}
	return th.Paint(theme.Text, label) + "  " + th.Paint(tone, words) + th.Paint(theme.Muted, theme.Cut(theme.Safe(more), left, cut))
}

// boxOf says whether a value is chosen, "" of one that cannot be.
func (t *jobTake) boxOf(r takeRow, v model.FileRow) string {
	switch {
	case r.cannot(v) != "":
		return "   "
	case t.chosen[r.id(v)]:
		return t.env.theme.Paint(theme.Accent, "[x]")
	}
	return "[ ]"
}

// find is the row of a name.
func (t *jobTake) find(name takeName) (takeRow, bool) {
	at := slices.IndexFunc(t.rows, func(r takeRow) bool { return r.name == name })
	if at < 0 {
		return takeRow{}, false
	}
	return t.rows[at], true
}
