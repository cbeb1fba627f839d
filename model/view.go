package model

import "slices"

// View is how one person wants the list of one profile: what drover remembers
// from one start to the next. The zero value is how it comes.
type View struct {
	Columns    []string      `json:"columns,omitempty"`    // titles of the chosen columns beyond NAME, in order; empty: by width
	Sort       string        `json:"sort,omitempty"`       // a sort's word: "name", "lag", "attention" …
	Descending bool          `json:"descending,omitempty"` //
	Filter     string        `json:"filter,omitempty"`     // as typed
	Quick      int           `json:"quick,omitempty"`      // digit of a quick filter in force instead
	History    []string      `json:"history,omitempty"`    // filters typed, oldest first
	Saved      []SavedFilter `json:"saved,omitempty"`
	Compact    bool          `json:"compact,omitempty"`
	Clock      string        `json:"clock,omitempty"`  // "", "utc", "local"
	Recent     []string      `json:"recent,omitempty"` // commands of the palette, newest first
}

// SavedFilter is a filter under a name.
type SavedFilter struct {
	Name  string `json:"name"`
	Query string `json:"query"`
}

// Beside is the view as it is to be kept where another drover may have kept
// one since: former is what this drover knew of, there what stands in the file
// now. The other's typed and saved filters stay, unless a saved one has the
// name of one here; in everything else this view counts.
func (v View) Beside(former, there View) View {
	gone := func(text string) bool { return slices.Contains(former.History, text) }
	history := slices.DeleteFunc(slices.Clone(there.History), func(text string) bool { return gone(text) || slices.Contains(v.History, text) })
	v.History = append(history, v.History...)
	saved := slices.Clone(v.Saved)
	for _, f := range there.Saved {
		known := slices.Contains(former.Saved, f)
		here := slices.ContainsFunc(v.Saved, func(own SavedFilter) bool { return own.Name == f.Name })
		if !known && !here {
			saved = append(saved, f)
		}
	}
	v.Saved = saved
	return v
}
