package tui

import (
	tea "charm.land/bubbletea/v2"

	"drover/model"
	"drover/model/objects"
)

// objectMade is what becomes of a state when something is done to many of its tables:
// it is worked out beside the loop, since a million of them take their time.
type objectMade struct {
	of, next *objects.State
	words    string // what was done
	said     string // that, and what was left as it was
	why      string // why nothing was
}

// takeMade takes it up, or says why it cannot.
func (s *objectsPage) takeMade(m objectMade) (tea.Cmd, string) {
	switch {
	case m.why != "":
		return nil, m.why
	case m.of != s.state():
		return nil, "the source was read anew meanwhile: once more"
	}
	return tea.Batch(s.do(m.next, m.words), s.env.say(note{kind: noteGood, text: m.said + "; u takes it back", bare: "many tables changed at once"})), ""
}

// The values of hitsChoice.
const (
	onlyThis = "one"
	allHits  = "hits"
)

// hitsChoice is the field that says whether what is kept is meant for one table or
// for the n that the filter hits.
func hitsChoice(key model.FieldKey, one, value string, n int) model.Field {
	f := model.Field{
		Key: key, Label: "for", Kind: model.ChoiceField, Value: value,
		Options: []model.Option{{Value: onlyThis, Label: one}},
		Help:    "For one table, or for every table that the filter of the page hits.",
	}
	if n > 0 {
		f.Options = append(f.Options, model.Option{Value: allHits, Label: hitWords(n)})
	} else {
		f.Fixed = "/ on the page makes hits"
	}
	return f
}

// hitWords are the tables that are hit.
func hitWords(n int) string {
	return "the " + grouped(n) + " " + oneOf(n, "table", "tables") + " hit"
}

// tables go through the tables of a filter's hits; views and procedures have neither
// rows nor columns to choose.
type tables func(yield func(objects.Node) bool)

// hitTables are those that the filter in force hits now, whatever is hit later.
func (s *objectsPage) hitTables() tables {
	h, t := s.filter.shown(s), s.state().Tree()
	return func(yield func(objects.Node) bool) {
		if h == nil {
			return
		}
		h.Set.Each(func(n objects.Node) bool {
			return t.IsBox(n) || t.Kind(n) != objects.Table || yield(n)
		})
	}
}

// count counts them.
func (t tables) count() int {
	n := 0
	t(func(objects.Node) bool { n++; return true })
	return n
}
