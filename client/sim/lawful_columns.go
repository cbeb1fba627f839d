package sim

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// columnWish is a column as it came.
type columnWish struct {
	key                  string // at the source; of an added one at the destination
	name, kind, op       string
	primary, index, mark string // primary_key_for_data_filtering, index_for_data_filtering, primary_key_for_column_filtering
	value                *string
	filtered, additional *bool
	aside, named         bool
}

// lawfulColumns tells whether columns are left out or mapped, or refuses them.
func (w *walk) lawfulColumns(t tableWish, at spot) (cut bool, a answer) {
	if t.columns == nil {
		return false, answer{}
	}
	list := at.below("columns")
	if !w.columns && !t.aside {
		return false, unsupported(list.String(), "the link, or the scenario, has neither column mapping nor added columns")
	}
	there := map[string]column{}
	for _, col := range w.tree.columnsOf(at.name) {
		there[col.name] = col
	}
	var all []columnWish
	c := cursor{b: t.columns}
	a = c.members(list, func(name string) answer {
		one, a := w.readColumn(&c, list.below(name), name)
		all = append(all, one)
		return a
	})
	if a.status != 0 {
		return false, a
	}
	for _, one := range all {
		cut = cut || one.cut()
	}
	for _, one := range all {
		here := list.below(one.key)
		col, known := there[one.key]
		switch {
		case one.additional != nil && *one.additional:
			a = lawfulAdded(one, known, here)
		case !known:
			a = unfit(here.String(), "there is no such column at the source")
		case !one.aside && !t.aside:
			a = lawfulColumn(one, col, cut, here)
		default:
			a = lawfulAside(one, here)
		}
		if a.status != 0 {
			return cut, a
		}
	}
	return cut, answer{}
}

// cut: it is left out, or mapped.
func (one columnWish) cut() bool {
	if one.additional != nil && *one.additional || one.aside {
		return false
	}
	return one.filtered != nil && !*one.filtered || one.name != "" && one.name != one.key
}

func (w *walk) readColumn(c *cursor, at spot, key string) (columnWish, answer) {
	one := columnWish{key: key}
	a := c.members(at, func(name string) answer {
		here := at.below(name)
		switch name {
		case "name":
			one.named = true
			return c.readText(here, &one.name)
		case "type":
			return c.readText(here, &one.kind)
		case "operation_type":
			return c.readText(here, &one.op)
		case "value":
			var value string
			a := c.readText(here, &value)
			one.value = &value
			return a
		case "filtered":
			return c.readTruth(here, &one.filtered)
		case "additional":
			return c.readTruth(here, &one.additional)
		case "primary_key_for_data_filtering":
			return c.readText(here, &one.primary)
		case "index_for_data_filtering":
			return c.readText(here, &one.index)
		case "primary_key_for_column_filtering":
			return c.readText(here, &one.mark)
		case "sync_type":
			one.aside = true
			return w.readAside(c, here)
		}
		return w.extra(c, at, name)
	})
	return one, a
}

// lawfulColumn holds a column that is at the source against the rules.
func lawfulColumn(one columnWish, col column, cut bool, at spot) answer {
	mapped := one.name != "" && one.name != one.key
	switch {
	case one.named && one.name == "":
		return lacks(at.below("name").String())
	case one.op != "" || one.value != nil && *one.value != "":
		return unfit(at.below("operation_type").String(), "only added columns have one, and a value")
	case mapped && col.partition:
		return unfit(at.below("name").String(), "a column that the table is partitioned by cannot be mapped")
	case one.mark != "" && one.mark != "PRI":
		return wrong(at.below("primary_key_for_column_filtering").String(), "there is PRI, for a key column")
	case one.mark == "PRI" && !col.key:
		return unfit(at.below("primary_key_for_column_filtering").String(), "the column is no key")
	case cut && col.key && one.mark != "PRI":
		return lacks(at.below("primary_key_for_column_filtering").String())
	}
	if a := lawfulAside(one, at); a.status != 0 {
		return a
	}
	return lawfulName(at.below("name"), one.key, or(one.name, one.key))
}

// lawfulAside holds the marks of a lookup against the column.
func lawfulAside(one columnWish, at spot) answer {
	for _, mark := range []struct{ name, value string }{
		{"primary_key_for_data_filtering", one.primary}, {"index_for_data_filtering", one.index},
	} {
		if mark.value != "" && mark.value != one.key {
			return wrong(at.below(mark.name).String(), "it is the name of the column")
		}
	}
	return answer{}
}

// lawfulAdded holds an added column against the rules.
func lawfulAdded(one columnWish, known bool, at spot) answer {
	kind, prefixed := strings.CutPrefix(one.op, "ADDITIONALCOLUMN,")
	types := addedTypes(kind)
	switch {
	case one.filtered != nil:
		return unfit(at.below("filtered").String(), "it does not go with additional")
	case known:
		return unfit(at.String(), "there is a column of this name at the source")
	case one.name != one.key:
		return wrong(at.below("name").String(), "an added column is called as its key says")
	case one.op == "":
		return lacks(at.below("operation_type").String())
	case !prefixed || types == nil:
		return wrong(at.below("operation_type").String(), "there are ADDITIONALCOLUMN, and behind the comma default_value, create_time, update_time, expression, server_database_table")
	case !slices.Contains(types, one.kind):
		return wrong(at.below("type").String(), "for "+kind+" there are "+strings.Join(types, ", "))
	}
	value := ""
	if one.value != nil {
		value = *one.value
	}
	needs := kind == "default_value" || kind == "server_database_table"
	switch {
	case needs && value == "":
		return lacks(at.below("value").String())
	case kind == "expression" && value != "" && value != "db@table":
		return wrong(at.below("value").String(), "of an expression it is db@table")
	case !needs && kind != "expression" && value != "":
		return unfit(at.below("value").String(), "the "+kind+" is filled by the service")
	case kind == "default_value" && !fits(one.kind, value):
		return wrong(at.below("value").String(), "it is no "+one.kind)
	}
	return lawfulName(at.below("name"), one.key, one.key)
}

// addedTypes are the data types of a kind of added column; nil: there is no such
// kind.
func addedTypes(kind string) []string {
	switch kind {
	case "default_value":
		return []string{"int", "long", "varchar(256)", "datetime", "timestamp"}
	case "create_time", "update_time":
		return []string{"long", "datetime", "timestamp"}
	case "expression", "server_database_table":
		return []string{"varchar(256)"}
	}
	return nil
}

// fits tells whether a value is one of an added column's type.
func fits(kind, value string) bool {
	const longest = 256
	switch kind {
	case "int":
		_, err := strconv.ParseInt(value, 10, 32)
		return err == nil
	case "long":
		_, err := strconv.ParseInt(value, 10, 64)
		return err == nil
	case "datetime", "timestamp":
		_, err := time.Parse(time.DateTime, value)
		return err == nil
	}
	return len([]rune(value)) <= longest
}
