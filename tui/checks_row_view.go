package tui

import (
	"strconv"
	"strings"

	"drover/model"
	"drover/tui/theme"
)

// itemGlyph is the sign of an item's state.
func itemGlyph(th *theme.Theme, s model.ItemState) string {
	switch s {
	case model.ItemFailed:
		return th.Glyph(model.Failed)
	case model.ItemWarned:
		return th.Signs().Flag
	case model.ItemPending:
		return "~"
	case model.ItemSkipped:
		return "-"
	case model.ItemPassed:
		return th.OutcomeGlyph(model.Done)
	case model.ItemUnknown:
	}
	return "?"
}

func itemTone(s model.ItemState) theme.Tone {
	return [...]theme.Tone{
		model.ItemFailed: theme.Bad, model.ItemWarned: theme.Warn, model.ItemUnknown: theme.Unknown,
		model.ItemPending: theme.Busy, model.ItemSkipped: theme.Muted, model.ItemPassed: theme.OK,
	}[s]
}

// rowLines draws a row with all that is said below it.
func (t *checkTab) rowLines(r checkRow, current bool) []string {
	if r.kind != oneItem {
		return t.manyLines(r, current)
	}
	p, it := t.pane, r.item
	var out []string
	if r.cause != "" {
		out = append(out, p.heading(theme.Safe(r.cause)))
	}
	out = append(out, t.titleLine(it, current))
	out = append(out, t.saidLines(it)...)
	if words, _ := it.Words(); words.Mend != "" && it.State() <= model.ItemWarned {
		out = append(out, t.labelled("to mend", words.Mend, theme.Text)...)
	}
	if it.State() == model.ItemSkipped {
		why := "the reason is not told again by the service"
		if reason, known := t.reasons[it.Item]; known {
			why = strconv.Quote(model.Clean(reason))
		}
		out = append(out, t.labelled("skipped", why, theme.Muted)...)
	}
	out = append(out, t.objectLines(r)...)
	if len(it.Subs) > 0 {
		var names []string
		for _, s := range it.Subs {
			names = append(names, joined(" ", s.Name, s.Result))
		}
		out = append(out, t.labelled(plural(len(it.Subs), "subtask", "subtasks"), strings.Join(names, ", "), theme.Muted)...)
	}
	return out
}

// titleLine is sign and words, at the right what became of it.
func (t *checkTab) titleLine(it model.CheckItem, current bool) string {
	p, th, state := t.pane, t.pane.env.theme, it.State()
	cursor, mark, tone := " ", " ", theme.Strong
	if current {
		cursor, tone = th.Paint(theme.Accent, th.Signs().Cursor), theme.Select
	}
	if t.marks[it.Item] {
		mark = th.Paint(theme.Accent, th.Signs().Mark)
	}
	right := t.delta.Of(it.Item).String()
	if it.CannotSkip() == "" && t.cannot(model.SkipItem) == "" {
		right = strings.TrimSpace(right + "   may be skipped")
	}
	room := max(p.w-7-theme.Width(right), 8)
	line := cursor + mark + " " + th.Paint(itemTone(state), itemGlyph(th, state)) + " " + th.Paint(tone, theme.Cut(theme.Safe(it.Title()), room, th.Signs().Cut))
	return spread(line, th.Paint(theme.Muted, right), p.w)
}

// saidLines are the service's own words, and the item's code.
func (t *checkTab) saidLines(it model.CheckItem) []string {
	said := it.Reason
	if said.Empty() {
		said = it.Raw
	}
	code := ""
	if _, known := it.Words(); known {
		code = it.Item.String()
	}
	switch {
	case said.Empty() || said.String() == it.Title():
		return t.labelled("", code, theme.Muted)
	case code != "":
		code = "   " + code
	}
	return t.labelled("", `"`+said.String()+`"`+code, theme.Muted)
}

// unfoldedObjects is how many lines of objects an unfolded item shows; enter shows all
// of them.
const unfoldedObjects = 8

// objectLines are what the item is about: a few on a line, or one a line.
func (t *checkTab) objectLines(r checkRow) []string {
	p, th, objects := t.pane, t.pane.env.theme, r.item.Objects
	n := len(objects)
	if n == 0 {
		return nil
	}
	label := grouped(n) + " objects"
	if n == 1 {
		label = "1 object"
	}
	if !t.open[r.key()] {
		line, room := "", max(p.w-7-theme.Width(label)-2, 8)
		for i, o := range objects {
			if theme.Width(line) > room || i > 20 {
				break
			}
			line += "  " + safe(o)
		}
		return []string{"     " + th.Paint(theme.Text, label) + th.Paint(theme.Muted, theme.Cut(line, room, th.Signs().Cut))}
	}
	out := []string{"     " + th.Paint(theme.Text, label)}
	for _, o := range objects[:min(n, unfoldedObjects)] {
		out = append(out, "       "+th.Paint(theme.Muted, theme.Cut(safe(o), max(p.w-9, 8), th.Signs().Cut)))
	}
	if n > unfoldedObjects {
		out = append(out, "       "+th.Paint(theme.Muted, "and "+grouped(n-unfoldedObjects)+" more: enter shows and searches all"))
	}
	return out
}

// labelled is a sentence below an item, its label first.
func (t *checkTab) labelled(label, words string, tone theme.Tone) []string {
	p, th := t.pane, t.pane.env.theme
	if words == "" {
		return nil
	}
	if label != "" {
		label += "  "
	}
	w := theme.Width(label)
	var out []string
	for i, l := range wrapped(theme.Safe(words), max(p.w-6-w, 8)) {
		lead := theme.Spaces(w)
		if i == 0 {
			lead = th.Paint(theme.Muted, label)
		}
		out = append(out, "     "+lead+th.Paint(tone, strings.TrimLeft(l, " ")))
	}
	return out
}

// manyLines is a row that stands for many items.
func (t *checkTab) manyLines(r checkRow, current bool) []string {
	p, th := t.pane, t.pane.env.theme
	state := r.kind.state()
	cursor, tone := " ", theme.Text
	if current {
		cursor, tone = th.Paint(theme.Accent, th.Signs().Cursor), theme.Select
	}
	var out []string
	if len(t.check().Items) > len(r.of) && p.h >= tightPane {
		out = append(out, "")
	}
	out = append(out, cursor+"  "+th.Paint(itemTone(state), itemGlyph(th, state))+" "+th.Paint(tone, plural(len(r.of), "item", "items")+" "+state.String()))
	if !t.open[r.key()] {
		return out
	}
	var names []string
	for _, it := range r.of {
		names = append(names, th.Paint(theme.Muted, theme.Safe(it.Title())))
	}
	for _, l := range packed(names, max(p.w-7, 8)) {
		out = append(out, "     "+l)
	}
	return out
}
