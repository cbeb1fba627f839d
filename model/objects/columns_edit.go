package objects

import (
	"slices"
	"strconv"
	"strings"

	"drover/model"
)

// writable says why columns cannot be chosen: a document that leaves out or maps one
// column lists all of them.
func (t *TableColumns) writable(x *Extra) string {
	switch {
	case x != nil && x.Lookup:
		return lookupColumn
	case t == nil || len(t.Columns) == 0:
		return columnsUnread
	case !t.Complete():
		return "only " + strconv.Itoa(len(t.Columns)) + " of " + strconv.Itoa(t.Total) + " columns were read"
	}
	return ""
}

// LeaveOut has columns not copied; why says what keeps one from that, and then x is
// as it was.
func (t *TableColumns) LeaveOut(x *Extra, names ...string) (out *Extra, why string) {
	return t.change(x, names, func(info ColumnInfo, c *Column) string {
		if info.Key || c.Key {
			return keyColumn
		}
		c.Keep, c.Target = model.No, ""
		return ""
	})
}

// Keep has columns copied.
func (t *TableColumns) Keep(x *Extra, names ...string) (out *Extra, why string) {
	return t.change(x, names, func(_ ColumnInfo, c *Column) string {
		c.Keep = model.Yes
		return ""
	})
}

// MapColumn gives a column another name on the target; "" or its own takes that away.
func (t *TableColumns) MapColumn(x *Extra, name, target string, limit NameLimit) (out *Extra, why string) {
	if target == name {
		target = ""
	}
	return t.change(x, []string{name}, func(info ColumnInfo, c *Column) string {
		switch {
		case target == "":
		case info.Partition:
			return partitionColumn
		case c.Keep == model.No:
			return "it is left out"
		}
		if why := CheckTarget(name, target, limit); target != "" && why != "" {
			return why
		}
		if other := t.sameTarget(x, name, orName(target, name)); other != "" {
			return "column " + sayName(other) + " has that name on the target"
		}
		c.Target = target
		return ""
	})
}

// sameTarget is another column that has a name on the target; "": none.
func (t *TableColumns) sameTarget(x *Extra, name, target string) string {
	for _, row := range t.Rows(x) {
		other := row.ColumnName()
		if other != name && row.Fate != ColumnLeftOut && strings.EqualFold(row.To, target) {
			return other
		}
	}
	return ""
}

// change does something to columns of the source.
func (t *TableColumns) change(x *Extra, names []string, do func(ColumnInfo, *Column) string) (*Extra, string) {
	if why := t.writable(x); why != "" {
		return x, why
	}
	said := map[string]Column{}
	for _, c := range x.Clone().Columns {
		said[columnKey(c)] = c
	}
	for _, name := range names {
		info, ok := t.Find(name)
		if !ok {
			return x, "the table has no column " + sayName(name)
		}
		c := said[name]
		c.Name = name
		if why := do(info, &c); why != "" {
			return x, why
		}
		said[name] = c
	}
	out := x.Clone()
	out.Columns = t.columns(x, said)
	if t.none(out) {
		return x, "one column at least is copied"
	}
	return out, ""
}

// columnKey keeps an added column apart from one of the source of the same name.
func columnKey(c Column) string {
	if c.Added {
		return "+" + c.Name
	}
	return c.Name
}

func (t *TableColumns) none(x *Extra) bool {
	return !slices.ContainsFunc(t.Rows(x), func(r ColumnRow) bool { return r.Fate == ColumnCopied && !r.Gone })
}

// columns is the smallest list that says what is said: where a column is left out or
// has another name all are listed, kept ones with "true", key columns marked; else
// only those that something else is said of.
func (t *TableColumns) columns(x *Extra, said map[string]Column) []Column {
	chosen := (&Extra{Columns: slices.Collect(mapValues(said))}).Chosen()
	var out []Column
	for _, info := range t.Columns {
		c := said[info.Name]
		c.Name, c.Key = info.Name, info.Key || c.Key
		switch {
		case chosen:
			c.Type = orName(c.Type, info.Type)
			if c.Keep == model.NotTold {
				c.Keep = model.Yes
			}
			out = append(out, c)
		case c.FilterKey != "" || c.FilterIndex != "" || c.Lookup || len(c.Unknown) > 0:
			c.Keep, c.Target = model.NotTold, ""
			out = append(out, c)
		}
	}
	if x == nil {
		return out
	}
	for _, c := range x.Columns { // what the source does not hold, and added ones, as they were
		if _, there := t.Find(c.Name); c.Added || !there && (chosen || c.FilterKey != "" || c.FilterIndex != "" || c.Lookup || len(c.Unknown) > 0) {
			out = append(out, c)
		}
	}
	return out
}

func mapValues(m map[string]Column) func(yield func(Column) bool) {
	return func(yield func(Column) bool) {
		for _, c := range m {
			if !yield(c) {
				return
			}
		}
	}
}

// AddColumn has a column made on the target; one of that name that was added before
// gives way to it. t may be nil: then the names of the
// source's columns are not known, and only those that are added are compared.
func (t *TableColumns) AddColumn(x *Extra, c Column, limit NameLimit) (out *Extra, why string) {
	c.Added, c.Target, c.Keep, c.Key = true, "", model.NotTold, false
	if op, ok := FindOperation(c.Operation); ok && op.Fixed != "" {
		c.Value = op.Fixed
	}
	if x != nil && x.Lookup {
		return x, lookupColumn
	}
	if why := CheckAdded(c, limit); why != "" {
		return x, why
	}
	if other := t.sameTarget(x, c.Name, c.Name); other != "" {
		return x, "column " + sayName(other) + " has that name on the target"
	}
	if info, ok := t.Find(c.Name); ok {
		return x, "the table has a column " + sayName(info.Name)
	}
	out = x.Clone()
	out.Columns = append(slices.DeleteFunc(out.Columns, func(o Column) bool { return o.Added && o.Name == c.Name }), c)
	return out, ""
}

// DropAdded takes back that a column is made on the target.
func DropAdded(x *Extra, name string) *Extra {
	out := x.Clone()
	out.Columns = slices.DeleteFunc(out.Columns, func(c Column) bool { return c.Added && c.Name == name })
	return out
}
