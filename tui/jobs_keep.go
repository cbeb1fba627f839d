package tui

import (
	"slices"

	"drover/model"
	"drover/tui/theme"
)

// markedOnly is the quick filter that means nothing at the next start: marks
// are not remembered.
const markedOnly = 6

// Keep writes order, filter and columns; of a filter that is being typed, the
// one before it.
func (s *jobsScreen) Keep(v *model.View) {
	v.Sort, v.Descending = string(s.sort.by), s.sort.desc
	if s.sort.by == sortName {
		v.Sort = "" // how it comes
	}
	f := &s.filter
	v.Filter, v.Quick = f.query.String(), f.quick.Digit
	if f.open {
		v.Filter, v.Quick = f.former, f.before.Digit
	}
	if v.Quick == markedOnly {
		v.Quick = 0
	}
	v.Columns, v.History, v.Saved = s.chosen, f.history, f.saved
}

// Restore takes up what was remembered, and names what it had to leave out.
func (s *jobsScreen) Restore(v model.View) (trouble []string) {
	if v.Sort == "" {
		v.Sort = string(sortName)
	}
	if !s.setSort(sortKey(v.Sort), v.Descending) {
		trouble = append(trouble, "the order "+quoted(v.Sort))
	}
	known, strange := s.knownColumns(v.Columns)
	for _, title := range strange {
		trouble = append(trouble, "the column "+quoted(title))
	}
	s.chosen = known
	f := &s.filter
	f.history = slices.Clone(v.History[max(len(v.History)-keepHistory, 0):])
	f.saved = s.sound(v.Saved, &trouble)
	if _, mistake := model.ParseQuery(v.Filter); mistake != nil {
		trouble = append(trouble, "the filter "+quoted(v.Filter))
		v.Filter = ""
	}
	s.setQuery(v.Filter)
	if v.Quick == 0 {
		return trouble
	}
	all := model.QuickFiltersOf(s.env.can())
	i := slices.IndexFunc(all, func(q model.QuickFilter) bool { return q.Digit == v.Quick })
	if i < 0 {
		return append(trouble, "the quick filter "+digit(v.Quick))
	}
	s.setQuick(all[i])
	s.stood = s.moves // nothing is on screen yet: no rest will come
	return trouble
}

// sound keeps the saved filters that can be read.
func (s *jobsScreen) sound(saved []model.SavedFilter, trouble *[]string) []model.SavedFilter {
	var out []model.SavedFilter
	for _, f := range saved {
		_, mistake := model.ParseQuery(f.Query)
		twice := slices.ContainsFunc(out, func(o model.SavedFilter) bool { return o.Name == f.Name })
		if mistake != nil || f.Name == "" || twice || len(out) == len(savedLetters) {
			*trouble = append(*trouble, "the saved filter "+quoted(f.Name))
			continue
		}
		out = append(out, f)
	}
	return out
}

// shortened is somebody's text for one line of a dialog.
func (s *jobsScreen) shortened(text string, cells int) string {
	return theme.Cut(theme.Safe(model.Clean(text)), cells, s.env.theme.Signs().Cut)
}
