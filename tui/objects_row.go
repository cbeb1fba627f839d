package tui

import (
	"strings"

	"drover/model"
	"drover/model/objects"
	"drover/tui/theme"
)

// drawRow draws one line of the tree, from the cell behind the cursor's on.
func (s *objectsPage) drawRow(_ int, line objects.Line, cursor bool, w int) string {
	var b strings.Builder
	r := objectRow{page: s, th: s.env.theme, shape: s.shape(), line: line, cursor: cursor, w: w}
	r.pen = r.th.Pen(&b)
	if line.Part == objects.Self {
		r.object()
	} else {
		r.extra()
	}
	r.pen.End()
	return b.String()
}

// objectRow is one line being drawn. Cells count from the left of the screen; the
// widget has drawn the first.
type objectRow struct {
	page   *objectsPage
	th     *theme.Theme
	shape  objectShape
	pen    theme.Pen
	line   objects.Line
	cursor bool
	w      int
}

// at pads up to a cell of the screen.
func (r *objectRow) at(cell int) { r.pen.Pad(cell - 1 - r.pen.Used()) }

// put writes words of one tone.
func (r *objectRow) put(tone theme.Tone, words string) { r.pen.Put(tone, words, theme.Width(words)) }

func (r *objectRow) indent() int { return 2 + 2*r.line.Depth }

// box draws the three signs that say how much of an object goes.
func boxSigns(c objects.Chosen, lookup bool) string {
	switch {
	case lookup:
		return "[?]"
	case c == objects.Whole:
		return "[x]"
	case c == objects.Some:
		return "[-]"
	}
	return "[ ]"
}

// object is the line of a database, a schema, a table, a view or a procedure.
func (r *objectRow) object() {
	s, n := r.page, r.line.Node
	now := s.state()
	chosen, lookup := now.Chosen(n), now.Lookup(n)
	goes := chosen != objects.Nothing
	changed := s.told.changed.Has(n)
	tone := theme.Text
	switch {
	case changed:
		tone = theme.Warn
	case !goes && !lookup:
		tone = theme.Muted
	case now.Tree().IsBox(n) && r.line.Depth == 0:
		tone = theme.Strong
	}
	r.at(max(r.indent()-2, 1))
	if changed || now.Tree().IsBox(n) && s.told.changed.Below(n) {
		r.put(theme.Warn, "~")
	}
	r.at(r.indent())
	signTone := theme.Text
	if changed {
		signTone = theme.Warn
	}
	if r.cursor {
		tone = theme.Select
	}
	r.put(signTone, boxSigns(chosen, lookup))
	r.pen.Pad(1)
	r.put(tone, theme.CutMiddle(s.nameOf(n), max(r.shape.nameEnd(r.w+1)-r.indent()-4, 4), r.th.Signs().Cut))
	r.target(n, goes, lookup)
	r.counts(n)
	r.synced(n, goes)
}

// target is the name on the target, or what is to be said in its place.
func (r *objectRow) target(n objects.Node, goes, lookup bool) {
	if r.shape.target == 0 {
		return
	}
	s := r.page
	now := s.state()
	words, tone := "=", theme.Muted
	switch {
	case lookup:
		words = "looked up only"
	case now.SourceRead() && !now.OnSource(n):
		words, tone = "not on the source", theme.Warn
	case !goes && (s.told.leaving.Has(n) || now.Tree().IsBox(n) && s.told.leaving.Below(n)):
		words = "was selected"
	case !goes:
		return
	case now.Mapped(n):
		words, tone = shownName(now.Target(n)), theme.Accent
	}
	if x := now.Extra(n); goes && x != nil && (x.DBAlias != "" || x.SchemaAlias != "") {
		parts := []string{x.DBAlias, x.SchemaAlias, now.Target(n)}
		words, tone = shownName(strings.TrimLeft(strings.Join(parts, "."), ".")), theme.Accent
	}
	switch { // readable without colour, too
	case s.told.mistakes.Wrong.Has(n):
		words, tone = r.th.Glyph(model.Failed)+" "+words, theme.Bad
	case s.told.mistakes.Objects.Has(n):
		words, tone = r.th.Signs().Flag+" "+words, theme.Warn
	}
	r.at(r.shape.target)
	r.put(tone, theme.Cut(words, r.shape.targetW, r.th.Signs().Cut))
}

// counts is how many of a box go, or of a table's columns.
func (r *objectRow) counts(n objects.Node) {
	s := r.page
	now := s.state()
	if now.Tree().IsBox(n) {
		if r.shape.count == 0 {
			return
		}
		on, all := now.Count(n)
		words := grouped(on) + "/" + grouped(all)
		switch {
		case !now.SourceRead() && all == 0: // nobody knows yet how many there are
			return
		case now.SourceRead() && !now.Complete(n):
			words = "not listed"
		}
		tone := theme.Text
		if on == 0 {
			tone = theme.Muted
		}
		r.right(r.shape.count, r.shape.countW, words, tone)
		return
	}
	if r.shape.cols == 0 {
		return
	}
	if kind := now.Tree().Kind(n); kind != objects.Table {
		words := kind.Word()
		if len(words) > r.shape.colsW {
			words = "proc"
		}
		r.right(r.shape.cols, r.shape.colsW, words, theme.Muted)
		return
	}
	if rows, known := s.columnsOf(n); known && len(rows) > 0 {
		kept, all := 0, 0
		for i := range rows {
			if rows[i].Fate != objects.ColumnAdded {
				all++
			}
			if rows[i].Fate == objects.ColumnCopied {
				kept++
			}
		}
		tone := theme.Text
		if kept < all {
			tone = theme.Warn
		}
		r.right(r.shape.cols, r.shape.colsW, grouped(kept)+"/"+grouped(all), tone)
	} else if x := now.Extra(n); x.Chosen() {
		r.right(r.shape.cols, r.shape.colsW, "some", theme.Warn)
	}
}

func (r *objectRow) right(at, w int, words string, tone theme.Tone) {
	words = theme.Cut(words, w, r.th.Signs().Cut)
	r.at(at + w - theme.Width(words))
	r.put(tone, words)
}

// synced says whether an object is on the target already; it stays there when it is
// taken out.
func (r *objectRow) synced(n objects.Node, goes bool) {
	if r.shape.synced == 0 {
		return
	}
	now := r.page.state()
	if !now.Synced(n) {
		if goes && !now.Tree().IsBox(n) && r.page.anySynced() {
			r.at(r.shape.synced)
			r.put(theme.Muted, r.th.Signs().Dash)
		}
		return
	}
	words, tone := "yes", theme.Text
	if !goes {
		words, tone = "stays", theme.Warn
	}
	r.at(r.shape.synced)
	r.put(tone, words)
}

// anySynced reports that the job has begun: only then is it told what is on the
// target.
func (s *objectsPage) anySynced() bool { return s.job.Status.String() != "CONFIGURATION" }
