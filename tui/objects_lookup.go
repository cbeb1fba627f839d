package tui

import (
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"drover/model"
	"drover/model/objects"
)

// The fields of how others' filters use a table.
const (
	lookupOnly    model.FieldKey = "sync_type"
	lookupJoin    model.FieldKey = "config_conditions"
	lookupKeys    model.FieldKey = "primary_key_for_data_filtering"
	lookupIndexes model.FieldKey = "index_for_data_filtering"
)

// lookupDialog says of a table how the filters of others use it. Its columns are
// read beside it, so that their names can be compared.
func (s *objectsPage) lookupDialog() (tea.Cmd, Nav) {
	line, ok := s.cursor()
	if !ok {
		return nil, stay
	}
	return s.needColumns(line.Node), push(newObjectLookup(s, line.Node))
}

func newObjectLookup(s *objectsPage, n objects.Node) *objectForm {
	ref := s.ref(n)
	was := s.state().Extra(n).LookupUse()
	f := &objectForm{page: s, title: "how others' filters use " + ref.name(), word: "keep"}
	use := func() objects.LookupUse {
		return objects.LookupUse{
			Only: f.get(lookupOnly) == "true", Join: conditions(strings.TrimSpace(f.get(lookupJoin))),
			Keys: columnNames(f.get(lookupKeys)), Indexes: columnNames(f.get(lookupIndexes)),
		}
	}
	f.fields = func(func(model.FieldKey) string) []model.Field {
		var known *objects.TableColumns
		if at, ok := ref.node(); ok {
			known = s.columnsKnown(at)
		}
		return lookupFields(f.get, use(), known)
	}
	f.about = func() []objectWords { return lookupWords(s, ref, use(), was) }
	f.take = func() (tea.Cmd, string) {
		at, ok := ref.node()
		u := use()
		switch {
		case !ok:
			return nil, objectGone
		case sameUse(u, was):
			return nil, ""
		}
		words := ref.name() + " is only looked up"
		if !u.Only {
			words = ref.name() + " is no lookup any more"
			if !was.Only {
				words = "how " + ref.name() + " is looked up"
			}
		}
		return s.do(s.state().PutExtra(at, s.state().Extra(at).PutLookupUse(u)), words), ""
	}
	join := ""
	if len(was.Join) > 0 {
		join = was.Join[0]
	}
	return f.begin(map[model.FieldKey]string{
		lookupOnly: strconv.FormatBool(was.Only), lookupJoin: join, lookupKeys: strings.Join(was.Keys, ", "), lookupIndexes: strings.Join(was.Indexes, ", "),
	})
}

func sameUse(a, b objects.LookupUse) bool {
	return a.Only == b.Only && slices.Equal(a.Join, b.Join) && slices.Equal(a.Keys, b.Keys) && slices.Equal(a.Indexes, b.Indexes)
}

// columnNames reads names with commas between them.
func columnNames(text string) []string {
	var out []string
	for name := range strings.SplitSeq(text, ",") {
		if name = strings.TrimSpace(name); name != "" && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}

func lookupFields(get func(model.FieldKey) string, u objects.LookupUse, known *objects.TableColumns) []model.Field {
	join := model.Field{
		Key: lookupJoin, Label: "joined by", Kind: model.TextField, Value: get(lookupJoin), Hint: "empty: no condition",
		Help: "How a row of the other table finds its row here, as in orders.customer_id = customers.id.",
	}
	if len(u.Join) > 0 {
		check := objects.CheckFilter(u.Join[0], known)
		join.Hint, join.Wrong = check.Words(), check.Why
	}
	keys := columnsField(lookupKeys, "key columns", get(lookupKeys), u.Keys, known)
	keys.Help = "The columns of its primary key that the condition uses, with commas between them."
	if len(u.Join) > 0 && len(u.Keys)+len(u.Indexes) == 0 {
		keys.Wrong, keys.Missing = "a condition needs a key or an index", true
	}
	indexes := columnsField(lookupIndexes, "index columns", get(lookupIndexes), u.Indexes, known)
	indexes.Help = "The columns of an index that it is found by, where that is not its key."
	return []model.Field{
		{Key: lookupOnly, Label: "only looked up", Kind: model.BoolField, Value: get(lookupOnly), Options: []model.Option{{Value: "true", Label: "nothing of it is copied"}, {Value: "false", Label: "no"}},
			Help: "A table that is there for the filters of others: its rows are read, and not copied."},
		join, keys, indexes,
	}
}

// columnsField is a field of column names, which the table has to have.
func columnsField(key model.FieldKey, label, value string, names []string, known *objects.TableColumns) model.Field {
	f := model.Field{Key: key, Label: label, Kind: model.TextField, Value: value, Hint: "names, with commas"}
	for _, name := range names {
		if _, there := known.Find(name); known.Complete() && !there {
			f.Wrong = "the table has no column " + shownName(name)
			break
		}
	}
	return f
}

// lookupWords say what it means.
func lookupWords(s *objectsPage, ref objectRef, u, was objects.LookupUse) []objectWords {
	n, ok := ref.node()
	if !ok {
		return []objectWords{{ref.name() + ": " + objectGone + ".", true}}
	}
	x := s.state().Extra(n)
	var out []objectWords
	switch {
	case u.Only:
		out = append(out, objectWords{"Nothing of " + ref.name() + " is copied. The filters of other tables can look rows up in it.", false})
		if s.state().Synced(n) {
			out = append(out, objectWords{"It is on the target already: it stays there and is no longer kept up to date.", true})
		}
		if x != nil && len(x.Filter) > 0 || s.state().Mapped(n) {
			out = append(out, objectWords{"Its own row filter and its name on the target have no effect then.", true})
		}
	case was.Only:
		out = append(out, objectWords{"It is no lookup any more. It is not chosen either: space chooses it.", true})
	default:
		out = append(out, objectWords{"It is chosen and copied like any table.", false})
	}
	if len(was.Join) > 1 {
		out = append(out, objectWords{"The job has " + grouped(len(was.Join)) + " conditions for it; the one here stands for all.", true})
	}
	return out
}
