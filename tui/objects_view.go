package tui

import (
	"strconv"
	"strings"

	"drover/model/objects"
	"drover/tui/theme"
)

// head is the page's title, the filter with its hits, and the columns' titles.
func (s *objectsPage) head() []string {
	lines := []string{s.titleLine(), s.filterLine()}
	if s.height < 10 {
		lines = lines[:1]
		if s.filter.open || s.filter.inForce() {
			lines[0] = s.filterLine()
		}
	}
	return append(lines, s.titles())
}

func (s *objectsPage) titleLine() string {
	th, f := s.env.theme, s.told
	name := func(right string) string {
		name := theme.CutMiddle(theme.Safe(s.job.Name.String()), max(s.width-theme.Width(right)-16, 8), th.Signs().Cut)
		return " " + th.Paint(theme.Text, name) + th.Paint(theme.Muted, " "+th.Signs().Crumb+" ") + th.Paint(theme.Strong, "objects")
	}
	if !s.held.have { // nothing is known that could be counted
		return spread(name(""), "", s.width)
	}
	errs, tone := "0 errors", theme.OK
	if n := f.mistakes.Errors; n > 0 {
		errs, tone = plural(n, "error", "errors"), theme.Bad
	}
	changes := th.Paint(theme.Muted, "0 changes")
	if n := f.diff.Changes(); n > 0 {
		changes = th.Paint(theme.Accent, grouped(n)+" "+oneOf(n, "change", "changes"))
	}
	of := grouped(f.on) + " of " + grouped(f.all)
	if !s.state().SourceRead() {
		of = grouped(f.on) + " listed"
	}
	right := th.Paint(theme.Text, of) + "   " + changes + "   " + th.Paint(tone, errs)
	if s.width < 60 {
		right = changes + "   " + th.Paint(tone, errs)
	}
	if s.width < 36 {
		right = changes
	}
	return spread(name(right), right, s.width)
}

func oneOf(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// filterLine is what is typed or in force, how many it hits, and how old the reading
// of the source is.
func (s *objectsPage) filterLine() string {
	th, f := s.env.theme, &s.filter
	left := ""
	switch {
	case f.open:
		left = " " + th.Paint(theme.Accent, "/") + f.field.draw(th, max(s.width/2, 10))
	case f.inForce():
		words := ""
		if !f.query.Empty() {
			words = "/" + f.query.String()
		}
		if f.only != onlyAll {
			words = strings.TrimSpace(words + "  only " + f.only.word())
		}
		left = " " + th.Paint(theme.Accent, theme.Cut(shownName(words), max(s.width/2, 10), th.Signs().Cut))
	default:
		left = " " + th.Paint(theme.Muted, theme.Cut(s.scopeWords(), max(s.width-theme.Width(s.ageWords())-4, 8), th.Signs().Cut))
	}
	if h := f.shown(s); h != nil {
		tone := theme.Text
		if h.Count == 0 {
			tone = theme.Warn
		}
		left += "   " + th.Paint(tone, grouped(h.Count)+" "+oneOf(h.Count, "hit", "hits"))
	}
	if f.hits.loading() {
		left += " " + th.Paint(theme.Busy, "~")
	}
	return spread(left, s.ageWords(), s.width)
}

// scopeWords says at what level the job chooses, and why nothing can be changed.
func (s *objectsPage) scopeWords() string {
	if !s.held.have {
		return ""
	}
	if why := s.unsendable(); why != "" {
		return "cannot be sent now: " + why
	}
	switch s.state().Level() {
	case objects.ScopeAll:
		return "everything goes, also what comes later"
	case objects.ScopeDatabase:
		return "whole databases"
	case objects.ScopeTable, objects.ScopeNotTold:
	}
	if n := s.told.waiting; n > 0 {
		return "table by table; " + grouped(n) + " not on the target yet: R has the job take them on"
	}
	return "table by table"
}

// ageWords is how far the reading of the source is, or how old what is shown is.
func (s *objectsPage) ageWords() string {
	th := s.env.theme
	switch {
	case s.planning.loading():
		return th.Paint(theme.Busy, "~ ") + th.Paint(theme.Muted, "making the review")
	case s.source.loading():
		words := "reading the source"
		if s.reading.alone != objects.None {
			words = "reading " + shownName(s.reading.path.Database)
		}
		if n := s.reading.leaves.Load(); n > 0 {
			words += "  " + grouped(n) + " objects"
		} else if d := s.env.now().Sub(s.reading.since); d >= 2e9 {
			words += "  " + strconv.Itoa(int(d.Seconds())) + "s"
		}
		return th.Paint(theme.Busy, "~ ") + th.Paint(theme.Muted, theme.Cut(words, max(s.width/2-4, 8), th.Signs().Cut))
	case s.held.loading():
		return th.Paint(theme.Busy, "~ ") + th.Paint(theme.Muted, "reading what the job holds")
	case s.source.err != nil:
		return th.Paint(theme.Warn, "! the source was not read")
	case s.source.have:
		return th.Paint(theme.Muted, "listed "+s.env.at(s.source.got))
	}
	return ""
}

// objectShape is where the columns of the tree stand: cells from the left, 0 where a
// column has no room.
type objectShape struct {
	target, targetW int
	count, countW   int
	cols, colsW     int
	synced, syncedW int
}

// rightEdge is a free cell at the right.
const rightEdge = 1

func (s *objectsPage) shape() objectShape {
	w := s.width - rightEdge
	var h objectShape
	switch {
	case w >= 76:
		h.syncedW, h.colsW, h.countW = 6, 6, 15
	case w >= 58:
		h.countW = 13
	case w >= 40:
		h.countW = 11
	}
	at := w
	for _, c := range []struct{ at, w *int }{{&h.synced, &h.syncedW}, {&h.cols, &h.colsW}, {&h.count, &h.countW}} {
		if *c.w > 0 {
			at -= *c.w
			*c.at = at
			at -= 2
		}
	}
	if w >= 50 {
		h.target = max(at*34/50, 20)
		if w < 76 {
			h.target = max(at-14, 20)
		}
		h.targetW = at - h.target + 1
	}
	return h
}

// nameEnd is the cell behind the names.
func (h objectShape) nameEnd(w int) int {
	for _, at := range []int{h.target, h.count, h.cols, h.synced} {
		if at > 0 {
			return at - 1
		}
	}
	return w - rightEdge
}

// titles is the line above the tree; a mistake in the filter stands in its place.
func (s *objectsPage) titles() string {
	th := s.env.theme
	if m := s.filter.mistake; m != nil && s.filter.open {
		return th.Paint(theme.Bad, theme.Cut(theme.Spaces(min(2+m.At, max(s.width-30, 2)))+"^ "+shownName(m.Why), s.width, th.Signs().Cut))
	}
	var b strings.Builder
	p := th.Pen(&b)
	write := func(words string) { p.Put(theme.Muted, words, len(words)) }
	h := s.shape()
	p.Pad(3)
	write("SOURCE")
	put := func(at, w int, title string, right bool) {
		if at == 0 {
			return
		}
		if right {
			at += w - len(title)
		}
		p.Pad(at - p.Used())
		write(title)
	}
	put(h.target, h.targetW, "TARGET", false)
	put(h.count, h.countW, "TABLES", true)
	put(h.cols, h.colsW, "COLS", true)
	put(h.synced, h.syncedW, "SYNCED", false)
	p.End()
	return b.String()
}

// fit gives the tree the room there is.
func (s *objectsPage) fit() {
	if s.width < 1 {
		return
	}
	s.tree.Resize(s.width, max(s.height-len(s.head())-len(s.meansLines()), 1))
}

// rows are the lines of the tree, or why there are none.
func (s *objectsPage) rows() []string {
	th := s.env.theme
	if s.outline.Len() > 0 {
		return strings.Split(s.tree.View(s.drawRow), "\n")
	}
	words := ""
	switch {
	case s.source.loading() || s.held.loading():
		words = ""
	case s.filter.shown(s) != nil:
		words = "No object matches. esc shows everything again."
	case s.held.have && s.source.have:
		words = "The source holds no database that this job's user may see. r reads it again."
	case s.held.have && s.held.value.Listing.Scope == objects.ScopeAll:
		words = "The job takes everything; what there is was not read."
	}
	if words == "" {
		return nil
	}
	var out []string
	for _, l := range wrapped(words, max(s.width-4, 10)) {
		out = append(out, "   "+th.Paint(theme.Muted, strings.TrimLeft(l, " ")))
	}
	return out
}
