package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"drover/model/objects"
)

// objectFilter is what is shown of a tree: what a typed filter hits, or only what
// differs, clashes, is left out or is new.
type objectFilter struct {
	open    bool
	field   line
	query   objects.Filter
	mistake *objects.FilterMistake
	former  string
	only    objectOnly
	hits    remote[objectHits]
	opened  string        // the query whose hits were unfolded
	found   *objects.Hits // of the state they were found in; nil: everything is shown
	history []string
	at      int
}

// objectHits is what a filter found, and in which state.
type objectHits struct {
	hits objects.Hits
	of   *objects.State
}

// objectOnly is a quick filter.
type objectOnly uint8

const (
	onlyAll objectOnly = iota
	onlyChanges
	onlyClashes
	onlyLeft
	onlyNew
)

func (o objectOnly) word() string {
	return [...]string{"", "changes", "clashes and errors", "not chosen", "new on the source"}[o]
}

// shown is what the outline is to show; nil: everything.
func (f *objectFilter) shown(s *objectsPage) *objects.Hits {
	if f.found == nil || f.found.Set.Tree() != s.state().Tree() {
		return nil
	}
	return f.found
}

// drop forgets hits of another tree.
func (f *objectFilter) drop() {
	f.hits.drop()
	f.found = nil
}

// inForce reports whether less than everything is shown.
func (f *objectFilter) inForce() bool { return !f.query.Empty() || f.only != onlyAll }

// openFilter begins typing, with what is in force.
func (s *objectsPage) openFilter() (tea.Cmd, Nav) {
	f := &s.filter
	f.former = f.query.String()
	f.field = newLine(f.former)
	f.open, f.at = true, len(f.history)
	return nil, stay
}

// typeFilter edits the filter's line; the tree follows each letter.
func (s *objectsPage) typeFilter(msg tea.Msg) (tea.Cmd, Nav) {
	f := &s.filter
	k, isKey := msg.(tea.KeyPressMsg)
	if !isKey {
		f.field.take(msg)
		return s.applyFilter(), stay
	}
	switch k.String() {
	case "enter":
		if f.mistake != nil {
			return nil, stay // the titles' line says why
		}
		f.open = false
		if text := f.field.value(); text != "" {
			f.history = append(f.history, text)
		}
		return nil, stay
	case "esc":
		f.open, f.mistake = false, nil
		f.field.set(f.former)
		return s.applyFilter(), stay
	case "up", "down":
		s.walkFilters(k.String() == "up")
	default:
		f.field.take(k)
	}
	return s.applyFilter(), stay
}

func (s *objectsPage) walkFilters(up bool) {
	f := &s.filter
	if up && f.at > 0 {
		f.at--
	} else if !up && f.at < len(f.history) {
		f.at++
	}
	text := f.former
	if f.at < len(f.history) {
		text = f.history[f.at]
	}
	f.field.set(text)
}

// applyFilter shows what the line asks for. With a mistake in it the last good one
// stays in force.
func (s *objectsPage) applyFilter() tea.Cmd {
	f := &s.filter
	q, mistake := objects.ParseFilter(f.field.value())
	if f.mistake = mistake; mistake != nil {
		return nil
	}
	f.query = q
	return s.findHits()
}

// findHits looks for what is to be shown, beside the loop: typing never waits for it.
func (s *objectsPage) findHits() tea.Cmd {
	f := &s.filter
	if !f.inForce() {
		had := f.found != nil
		f.drop()
		if had {
			s.reshow()
		}
		return nil
	}
	now, query, only := s.state(), f.query, s.onlyOf()
	return work(s.env, s, &f.hits, func(ctx context.Context) (objectHits, error) {
		h, ok := query.HitsOf(ctx, now, only)
		if !ok {
			return objectHits{}, context.Canceled
		}
		return objectHits{h, now}, nil
	})
}

// onlyOf is what the quick filter lets through.
func (s *objectsPage) onlyOf() objects.Only {
	switch s.filter.only {
	case onlyAll:
	case onlyChanges:
		return objects.OnlySet(s.told.changed)
	case onlyClashes:
		return objects.OnlySet(s.told.mistakes.Objects)
	case onlyLeft:
		return objects.OnlyLeft()
	case onlyNew:
		if s.hasNew {
			return objects.OnlyNew(s.fresh)
		}
		return objects.OnlyNew(objects.NewSet(s.state().Tree()))
	}
	return objects.Only{}
}

func (s *objectsPage) hitsFound(m answer[objectHits]) tea.Cmd {
	if !m.take() || m.err != nil || m.value.of.Tree() != s.state().Tree() {
		return nil
	}
	first := s.filter.found == nil || s.filter.opened != s.filter.query.String()
	s.filter.opened = s.filter.query.String()
	s.filter.found = &m.value.hits
	s.outline.Show(s.state(), s.filter.found)
	if first {
		s.openHits()
	}
	s.fit()
	return nil
}

// openHits unfolds what hits are in, where that fits on a few screens.
func (s *objectsPage) openHits() {
	if s.filter.found.Count > 0 && s.filter.found.Count <= 2000 {
		s.outline.OpenAll()
	}
}

// setOnly puts a quick filter in force.
func (s *objectsPage) setOnly(o objectOnly) func() (tea.Cmd, Nav) {
	return func() (tea.Cmd, Nav) {
		s.filter.only = o
		return s.findHits(), stay
	}
}

// onlyMenu asks which objects are to be shown.
func (s *objectsPage) onlyMenu() (tea.Cmd, Nav) {
	counts := map[objectOnly]int{
		onlyChanges: s.told.diff.Changes(), onlyClashes: s.told.mistakes.Errors + s.told.mistakes.Warnings, onlyLeft: s.told.all - s.told.on,
	}
	if s.hasNew {
		counts[onlyNew] = s.fresh.Leaves()
	}
	var choices []choice
	for _, o := range []objectOnly{onlyChanges, onlyClashes, onlyLeft, onlyNew} {
		c := choice{key: digit(int(o)), name: o.word(), more: grouped(counts[o]), do: s.setOnly(o)}
		if o == onlyNew && !s.hasNew {
			c.more, c.why = "after the source was read again", "r reads the source again; then what is new can be shown"
		}
		choices = append(choices, c)
	}
	choices = append(choices, choice{key: "0", name: "everything", do: s.setOnly(onlyAll)})
	return nil, push(newMenu(s.env, "show only", choices))
}
