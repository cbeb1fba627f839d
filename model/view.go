package model

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
