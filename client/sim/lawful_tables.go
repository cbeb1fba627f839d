package sim

import (
	"strings"
	"unicode/utf8"
)

const longestCondition = 512

// walk holds the tables of one database or schema against their rules.
type walk struct {
	*choice
	kinds  map[string]string // what is there at the source, and whether it is a table
	before container         // what is at the destination
	names  map[string]tableWish
	whole  bool // all of it is at the destination
	spared bool // nothing may be listed
}

// tableWish is a table as it came, without its columns.
type tableWish struct {
	kind, name, db, schema string
	all, filtered          *bool
	filters, configs       []string
	aside, named           bool
	columns                []byte
}

// readBefore reads how the tables are called that are at the destination.
func (w *walk) readBefore() {
	if !w.running || w.before.tables == nil {
		return
	}
	w.names = map[string]tableWish{}
	c := cursor{b: w.before.tables}
	c.members(spot{}, func(name string) answer {
		t, _ := w.readTable(&c, spot{name: name})
		if t.aside || or(t.name, name) != name || t.db != "" || t.schema != "" || !w.whole {
			w.names[name] = t
		}
		return answer{}
	})
}

func (w *walk) tables(raw []byte, at spot, below *held) answer {
	c := cursor{b: raw}
	return c.members(at, func(name string) answer {
		here := at.below(name)
		t, a := w.readTable(&c, here)
		if a.status != 0 {
			return a
		}
		below.count++
		cut, a := w.lawfulTable(t, here)
		below.cut = below.cut || cut
		return a
	})
}

func (w *walk) readTable(c *cursor, at spot) (tableWish, answer) {
	var t tableWish
	a := c.members(at, func(name string) answer {
		switch name {
		case "type":
			return c.readText(at.below(name), &t.kind)
		case "name":
			t.named = true
			return c.readText(at.below(name), &t.name)
		case "all":
			return c.readTruth(at.below(name), &t.all)
		case "db_alias_name":
			return c.readText(at.below(name), &t.db)
		case "schema_alias_name":
			return c.readText(at.below(name), &t.schema)
		case "filtered":
			return c.readTruth(at.below(name), &t.filtered)
		case "filter_conditions":
			return c.readTexts(at.below(name), &t.filters)
		case "config_conditions":
			return c.readTexts(at.below(name), &t.configs)
		case "is_synchronized":
			var synced *bool
			return c.readTruth(at.below(name), &synced)
		case "sync_type":
			t.aside = true
			return w.readAside(c, at.below(name))
		case "columns":
			t.columns = c.raw()
		default:
			return w.extra(c, at, name)
		}
		return answer{}
	})
	return t, a
}

// lawfulTable tells whether a table is cut, in rows or columns, or refuses it.
func (w *walk) lawfulTable(t tableWish, at spot) (cut bool, a answer) {
	kind, there := w.kinds[at.name]
	switch {
	case !there:
		return false, unfit(at.String(), "there is no such table, view or procedure at the source")
	case t.kind != "" && t.kind != "table" && t.kind != "view" && t.kind != "procedure":
		return false, wrong(at.below("type").String(), "there are table, view, procedure")
	case or(t.kind, "table") != kind:
		return false, unfit(at.below("type").String(), "at the source it is a "+kind)
	case t.named && t.name == "" && !t.aside:
		return false, lacks(at.below("name").String())
	case kind != "table" && (t.filtered != nil && *t.filtered || t.columns != nil || t.aside):
		return false, unfit(at.String(), "only tables are filtered, or looked up in")
	}
	if a := lawfulName(at.below("name"), at.name, or(t.name, at.name)); a.status != 0 && !t.aside {
		return false, a
	}
	if a := w.lawfulAlias(t, at); a.status != 0 {
		return false, a
	}
	if a := w.lawfulRows(t, at); a.status != 0 {
		return false, a
	}
	columns, a := w.lawfulColumns(t, at)
	switch {
	case a.status != 0 || t.aside:
		return false, a
	case t.all != nil && *t.all && columns:
		return false, wrong(at.below("all").String(), "it must be false where columns are filtered or mapped")
	case t.all != nil && !*t.all && t.columns == nil:
		return false, lacks(at.below("columns").String())
	case columns && t.all == nil:
		return false, lacks(at.below("all").String())
	}
	return columns || t.filtered != nil && *t.filtered, w.unmoved(t, at)
}

// unmoved refuses another mapping of a table that is at the destination.
func (w *walk) unmoved(t tableWish, at spot) answer {
	was, listed := w.names[at.name]
	switch {
	case !w.running || was.aside || !listed && !w.whole:
		return answer{}
	case or(was.name, at.name) != or(t.name, at.name):
		return fixedName(at, or(was.name, at.name))
	case was.db != t.db:
		return fixedName(at, was.db+"."+or(was.name, at.name))
	case was.schema != t.schema:
		return fixedName(at, was.schema+"."+or(was.name, at.name))
	}
	return answer{}
}

// lawfulAlias: a database or schema of its own is for tables that go to several
// places.
func (w *walk) lawfulAlias(t tableWish, at spot) answer {
	for _, alias := range []struct{ name, value string }{{"db_alias_name", t.db}, {"schema_alias_name", t.schema}} {
		if alias.value == "" {
			continue
		}
		here := at.below(alias.name)
		switch {
		case w.topology != "one2many":
			return unfit(here.String(), "it goes with the data_sync_topology_type one2many alone")
		case alias.name == "schema_alias_name" && w.tree.root == "" && !w.rootless:
			return unfit(here.String(), "the destination has no schemas")
		}
		if a := lawfulName(here, alias.value, alias.value); a.status != 0 {
			return a
		}
	}
	return answer{}
}

// lawfulRows holds the conditions of a table against the rules.
func (w *walk) lawfulRows(t tableWish, at spot) answer {
	filtered := t.filtered != nil && *t.filtered
	switch {
	case (filtered || len(t.filters) > 0 || len(t.configs) > 0 || t.aside) && !w.rows:
		return unsupported(at.below("filter_conditions").String(), "only a synchronization task filters rows")
	case filtered && len(t.filters) == 0 && !t.aside:
		return lacks(at.below("filter_conditions").String())
	case !filtered && len(t.filters) > 0 && !t.aside:
		return unfit(at.below("filter_conditions").String(), "there are conditions, but filtered is not true")
	case len(t.filters) > 1:
		return wrong(at.below("filter_conditions").String(), "a table has one rule")
	case len(t.configs) > 0 && !t.aside:
		return unfit(at.below("config_conditions").String(), "they stand on a table that is only looked up in, whose sync_type is config")
	case t.aside && len(t.configs) == 0:
		return lacks(at.below("config_conditions").String())
	}
	for _, list := range []struct {
		name  string
		texts []string
	}{{"filter_conditions", t.filters}, {"config_conditions", t.configs}} {
		for n, one := range list.texts {
			if a := lawfulCondition(item5(at.below(list.name).String(), n), one); a.status != 0 {
				return a
			}
		}
	}
	return answer{}
}

func lawfulCondition(at, condition string) answer {
	words := strings.Fields(condition)
	switch {
	case len(words) == 0:
		return lacks(at)
	case utf8.RuneCountInString(condition) > longestCondition:
		return wrong(at, "at most 512 characters")
	case strings.Contains(condition, ";"):
		return forbidden(at, "no semicolon may stand in a condition")
	case strings.EqualFold(words[0], "where"):
		return wrong(at, "it is what stands behind WHERE")
	}
	return answer{}
}
