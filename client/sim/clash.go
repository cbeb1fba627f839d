package sim

import (
	"slices"
	"strings"
)

// mappedItem is the place in checkItems of what looks at the names at the
// destination.
const mappedItem = 11

// inspectNames looks at whether two objects of a selection that was saved get one
// name at the destination, which only many sources into one may.
func (s *Sim) inspectNames(i int, items []checkItem) {
	doc := s.chosenOf(i).doc
	if doc == nil || doc.info == nil || strings.Contains(string(s.policyOf(i)["data_sync_topology_type"]), "many2one") {
		return
	}
	t := s.tree(i)
	if both := t.clash(coverOf(doc, t.root)); both != "" {
		it := &items[mappedItem]
		it.result, it.reason, it.raw = failed, "MAPPED_NAME_CONFLICT", "two objects are mapped to "+both
	}
}

// clash is a name at the destination that two objects get; empty if there is none.
// Databases and schemas without any mapping are not looked into.
func (t tree) clash(v cover) string {
	into := map[string][]string{} // databases or schemas, by their names at the destination
	for name, one := range v.them {
		if !one.aside {
			to := or(one.name, name)
			into[to] = append(into[to], name)
		}
	}
	find, taken := t.find(), map[string]bool{}
	for to, from := range into {
		slices.Sort(from)
		for _, name := range from {
			one := v.them[name]
			tables := v.tablesIn(one)
			if len(from) == 1 && !anyMapped(tables) {
				continue
			}
			both := ""
			t.each(find[name], func(table, _ string, _ bool) {
				said, listed := tables[table]
				if said.aside || !listed && !one.all {
					return
				}
				target := said.db + "." + or(said.schema, to) + "." + or(said.name, table)
				if taken[target] {
					both = strings.TrimPrefix(target, ".")
				}
				taken[target] = true
			})
			if both != "" {
				return both
			}
		}
	}
	return ""
}

// anyMapped tells whether some table is called otherwise at the destination.
func anyMapped(tables map[string]tableWish) bool {
	for name, said := range tables {
		if said.name != "" && said.name != name || said.db != "" || said.schema != "" {
			return true
		}
	}
	return false
}
