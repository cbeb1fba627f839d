package objects

import (
	"slices"
	"strings"

	"drover/model"
)

// extras looks at filters and columns of the leaves that have some and go.
func (c *checking) extras() {
	c.EachExtra(func(n Node, x *Extra) bool {
		if x.Lookup || c.goes(n) {
			was, held := c.heldNode(n)
			c.taken = held && c.base.Extra(was) == x
			c.extra(n, x)
			c.taken = false
		}
		return true
	})
}

func (c *checking) extra(n Node, x *Extra) {
	columns := c.columnsOf(n)
	if x.Lookup {
		c.lookup(n, x, columns)
		return
	}
	if (x.DBAlias != "" || x.SchemaAlias != "") && c.terms.OneToMany == model.No {
		c.wrong(n, MistakeTarget, "it goes elsewhere than its database, which is for one-to-many jobs alone", "take its own place away")
	}
	for _, alias := range []string{x.DBAlias, x.SchemaAlias} {
		if alias == "" {
			continue
		}
		if why := CheckTarget(alias, alias, c.terms.MaxTarget); why != "" {
			c.wrong(n, MistakeTarget, "where it goes, "+sayName(alias)+": "+why, "")
		}
	}
	c.filter(n, x, columns)
	if len(x.Join) > 0 {
		c.warn(n, MistakeLookup, "a join condition acts on a lookup alone", "make it a lookup, or take the condition away")
	}
	c.columns(n, x, columns)
}

func (c *checking) columnsOf(n Node) *TableColumns {
	if c.terms.Columns == nil {
		return nil
	}
	return c.terms.Columns(n)
}

// filter looks at the row filter of a table.
func (c *checking) filter(n Node, x *Extra, columns *TableColumns) {
	if len(x.Filter) == 0 {
		return
	}
	c.used = true
	if !c.terms.Sync {
		c.wrong(n, MistakeFilter, "only a synchronization filters rows", "take the filter away")
		return
	}
	if why := rowFilters(c.tree.Kind(n), x); why != "" {
		c.wrong(n, MistakeFilter, why, "")
	}
	for _, text := range x.Filter {
		c.condition(n, MistakeFilter, "row filter "+quotedText(text), text, columns)
	}
}

func (c *checking) condition(n Node, key MistakeKey, what, text string, columns *TableColumns) {
	f := CheckFilter(text, columns)
	if f.Why != "" {
		c.wrong(n, key, what+": "+f.Why, "")
	}
	for _, why := range f.Warn {
		c.warn(n, key, what+": "+why, "")
	}
}

// quotedText is a text for a sentence.
func quotedText(text string) string { return "\"" + strings.TrimSpace(sayName(text)) + "\"" }

// columns looks at what is said of a table's columns.
func (c *checking) columns(n Node, x *Extra, columns *TableColumns) {
	if len(x.Columns) == 0 {
		return
	}
	if !c.terms.Sync {
		c.wrong(n, MistakeColumns, "only a synchronization chooses columns", "copy all of them")
		return
	}
	if kind := c.tree.Kind(n); kind != Table {
		c.wrong(n, MistakeColumns, "a "+kind.Word()+" has no columns to choose", "")
		return
	}
	kept, out := 0, 0
	for _, col := range x.Columns {
		switch {
		case col.Added:
			c.added(n, x, col, columns)
			continue
		case col.Keep == model.No:
			out++
		default:
			kept++
		}
		c.column(n, col, columns)
	}
	switch {
	case columns.Complete() && out >= len(columns.Columns):
		c.wrong(n, MistakeColumns, "all columns are left out", "copy one at least, or leave the table out")
	case out > 0 && kept == 0:
		c.warn(n, MistakeColumns, "every column that is listed is left out", "choose its columns again")
	case x.Chosen() && columns.Complete() && kept+out < len(columns.Columns):
		c.warn(n, MistakeColumns, "columns are left out or have other names, and not all of them are listed", "choose its columns again")
	}
	c.twice(n, x, columns)
}

// column looks at one column of the source.
func (c *checking) column(n Node, col Column, columns *TableColumns) {
	say := func(warn bool, why, mend string) {
		c.put(Mistake{Node: n, Column: col.Name, Key: MistakeColumns, Why: why, Mend: mend, Warn: warn})
	}
	info, there := columns.Find(col.Name)
	if columns.Complete() && !there {
		say(true, "the table does not have it any more", "choose its columns again")
	}
	if col.Keep == model.No && (col.Key || info.Key) {
		say(false, "a key column is left out", "copy it")
	}
	if !col.Mapped() || col.Keep == model.No {
		return
	}
	if info.Partition {
		say(false, partitionColumn, "take its own name back")
	}
	if c.terms.Support.ColumnMapping == model.No {
		say(false, "this link gives columns no other names", "take its own name back")
	}
	if why := CheckTarget(col.Name, col.Target, c.terms.MaxTarget); why != "" {
		say(false, "target name "+sayName(col.Target)+": "+why, "")
	}
}

// added looks at a column that is made on the target.
func (c *checking) added(n Node, x *Extra, col Column, columns *TableColumns) {
	say := func(warn bool, why, mend string) {
		c.put(Mistake{Node: n, Column: col.Name, Key: MistakeAdded, Why: why, Mend: mend, Warn: warn})
	}
	if col.Keep != model.NotTold {
		say(false, "an added column is neither copied nor left out", "drop it and add it again")
	}
	if col.Mapped() {
		say(false, "an added column has one name", "drop it and add it again")
	}
	if _, there := columns.Find(col.Name); there || slices.ContainsFunc(x.Columns, func(o Column) bool { return !o.Added && o.Name == col.Name }) {
		say(false, "the table has a column of that name", "add it under another name")
	}
	if why := CheckTarget(col.Name, "", c.terms.MaxTarget); why != "" {
		say(false, why, "")
	}
	op, known := FindOperation(col.Operation)
	switch {
	case col.Operation == "":
		say(false, "what fills it is not said", "it is filled with one of: "+operationWords())
	case !known:
		say(true, "drover does not know what fills it: "+sayName(col.Operation), "")
	case op.Fixed != "" && col.Value != "" && col.Value != op.Fixed && op.Check(col.Type, op.Fixed) == "":
		say(true, "the value is always "+op.Fixed, "")
	default:
		if why := op.Check(col.Type, col.Value); why != "" {
			say(false, op.Words+": "+why, "")
		}
	}
}

// twice looks for two columns with one name on the target.
func (c *checking) twice(n Node, x *Extra, columns *TableColumns) {
	names := map[string]string{}
	for _, row := range columns.Rows(x) {
		if row.Fate != ColumnCopied && row.Fate != ColumnAdded {
			continue
		}
		key := strings.ToLower(row.To)
		other, ok := names[key]
		if !ok {
			names[key] = row.ColumnName()
			continue
		}
		if other != row.ColumnName() { // the same name twice is said of the added one
			c.put(Mistake{Node: n, Column: row.ColumnName(), Key: MistakeColumns, Why: "column " + sayName(other) + " has the name " + sayName(row.To) + " on the target, too", Mend: "give one of them another name"})
		}
	}
}

// lookup looks at an object that only serves other tables' filters.
func (c *checking) lookup(n Node, x *Extra, columns *TableColumns) {
	if !c.terms.Sync {
		c.wrong(n, MistakeLookup, "only a synchronization looks things up", "take the lookup away")
		return
	}
	if c.tree.Kind(n) != Table {
		c.wrong(n, MistakeLookup, "a "+c.tree.Kind(n).Word()+" cannot be looked up", "take the lookup away")
	}
	if len(x.Join) == 0 {
		c.wrong(n, MistakeLookup, "how it is looked up is not said", "give it a join condition")
	}
	for _, text := range x.Join {
		c.condition(n, MistakeLookup, "join condition "+quotedText(text), text, columns)
	}
	if !slices.ContainsFunc(x.Columns, func(col Column) bool { return col.FilterKey != "" || col.FilterIndex != "" }) {
		c.warn(n, MistakeLookup, "no column of it is marked as key or index of the lookup", "mark those that the join condition names")
	}
	for _, col := range x.Columns {
		if col.Added {
			c.put(Mistake{Node: n, Column: col.Name, Key: MistakeLookup, Why: "nothing is added to a table that is only looked up", Mend: "drop the column"})
		}
		for _, mark := range []string{col.FilterKey, col.FilterIndex} {
			if mark != "" && mark != col.Name {
				c.put(Mistake{Node: n, Column: col.Name, Key: MistakeLookup, Why: "a key or an index of a lookup is marked with the column's own name, not with " + sayName(mark), Mend: "mark it again"})
			}
		}
	}
	if len(x.Filter) > 0 {
		c.warn(n, MistakeLookup, "a row filter on a lookup has no effect", "take it away")
	}
}

// lookups looks at lookups together: what has one must have a filter to serve.
func (c *checking) lookups() {
	for n := range c.tree.boxes {
		box := Node(n) //nolint:gosec // fits
		if !c.boxes[n].lookup {
			continue
		}
		if !c.terms.Sync {
			c.wrong(box, MistakeLookup, "only a synchronization looks things up", "take the lookup away")
			continue
		}
		if !c.looksWithin(box) {
			c.wrong(box, MistakeLookup, "nothing in it is looked up", "choose the tables that are, and mark those instead")
		}
	}
	if c.used {
		return
	}
	c.EachExtra(func(n Node, x *Extra) bool {
		if x.Lookup && !c.goes(n) {
			c.warn(n, MistakeLookup, "no table has a row filter that this lookup could serve", "give one a filter, or take the lookup away")
		}
		return true
	})
}

// looksWithin reports a lookup in a box.
func (c *checking) looksWithin(box Node) bool {
	if c.looks[box] > 0 {
		return true
	}
	for from, to := c.tree.Schemas(box); from < to; from++ {
		if c.looks[from] > 0 || c.boxes[from].lookup {
			return true
		}
	}
	return false
}
