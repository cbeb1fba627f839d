package tui

import (
	"cmp"
	"slices"

	tea "charm.land/bubbletea/v2"

	"drover/model"
)

// savedLetters are the keys of saved filters: what moves in a menu or closes
// it is not among them.
const savedLetters = "abcdefghilmnoprstuvwxyz"

// longestName is how many letters the name of a saved filter has.
const longestName = 24

// quickCounts is how many jobs each quick filter would show: one look at each
// job answers for all of them.
func (s *jobsScreen) quickCounts() []int {
	filters := model.QuickFiltersOf(s.env.can())
	counts := make([]int, len(filters))
	look := s.facts(func(f model.Facts) bool {
		for i := range filters {
			if filters[i].Match(f) {
				counts[i]++
			}
		}
		return false
	})
	for r := range s.table.Each {
		look(r)
	}
	return counts
}

// quickFilters opens the menu of f: the filters behind digits, each with its
// count, then those saved under letters.
func (s *jobsScreen) quickFilters() (tea.Cmd, Nav) {
	var choices []choice
	counts := s.quickCounts()
	for i, q := range model.QuickFiltersOf(s.env.can()) {
		choices = append(choices, choice{
			key: digit(q.Digit), name: q.Label, more: cmp.Or(q.Never, grouped(counts[i])), why: q.Never,
			do: func() (tea.Cmd, Nav) { return s.setQuick(q) },
		})
	}
	choices = append(choices, s.savedChoices(func(f model.SavedFilter) (tea.Cmd, Nav) {
		s.setQuery(f.Query)
		return s.moved(), stay
	})...)
	if !s.filter.query.Empty() {
		choices = append(choices, choice{key: "+", name: "save this filter", more: s.shortened(s.filter.query.String(), 24), do: s.saveFilter})
	}
	if len(s.filter.saved) > 0 {
		choices = append(choices, choice{key: "-", name: "delete a saved filter", do: s.deleteFilter})
	}
	return nil, push(newMenu(s.env, "show only", choices))
}

// savedChoices is a line for each saved filter.
func (s *jobsScreen) savedChoices(do func(model.SavedFilter) (tea.Cmd, Nav)) []choice {
	var choices []choice
	for i, f := range s.filter.saved {
		choices = append(choices, choice{
			key: savedLetters[i : i+1], name: s.shortened(f.Name, longestName), more: s.shortened(f.Query, 30),
			do: func() (tea.Cmd, Nav) { return do(f) },
		})
	}
	return choices
}

// saveFilter asks for a name; the same name again replaces.
func (s *jobsScreen) saveFilter() (tea.Cmd, Nav) {
	query := s.filter.query.String()
	return nil, push(&prompt{
		env: s.env, title: "save this filter", label: "name", about: "f shows it from now on, below the quick filters.", field: newLine(""),
		take: func(name string) (tea.Cmd, Nav, string) {
			saved := s.filter.saved
			at := slices.IndexFunc(saved, func(f model.SavedFilter) bool { return f.Name == name })
			switch {
			case name == "":
				return nil, stay, "a name is needed"
			case len([]rune(name)) > longestName:
				return nil, stay, "a name has at most " + digit(longestName) + " letters"
			case at < 0 && len(saved) >= len(savedLetters):
				return nil, stay, "there is a letter for " + digit(len(savedLetters)) + " only: delete one first"
			case at >= 0:
				s.filter.saved = slices.Clone(saved)
				s.filter.saved[at].Query = query
			default:
				s.filter.saved = append(saved[:len(saved):len(saved)], model.SavedFilter{Name: name, Query: query})
			}
			return s.told("saved as " + model.Clean(name)), pop(), ""
		},
	})
}

func (s *jobsScreen) deleteFilter() (tea.Cmd, Nav) {
	return nil, push(newMenu(s.env, "delete which", s.savedChoices(func(gone model.SavedFilter) (tea.Cmd, Nav) {
		s.filter.saved = slices.DeleteFunc(slices.Clone(s.filter.saved), func(f model.SavedFilter) bool { return f.Name == gone.Name })
		return s.told("deleted: " + model.Clean(gone.Name) + "   " + model.Clean(gone.Query)), stay
	})))
}
