package objects

import (
	"slices"

	"drover/model"
)

// ColumnInfo is one column of a table on the source.
type ColumnInfo struct {
	Name, Type string
	Key        bool   // of the primary key
	Unique     bool   // of a unique index
	Partition  bool   // of the partition key: it keeps its name
	Target     string // as the job that was asked maps it; "": the same
	Left       bool   // that job leaves it out
}

// TableColumns are the columns of one table, read on demand.
type TableColumns struct {
	Path    Path
	Columns []ColumnInfo
	Total   int // as the service counts them; 0: not told
}

// Complete reports whether all columns of the table were read.
func (t *TableColumns) Complete() bool {
	return t != nil && len(t.Columns) > 0 && len(t.Columns) >= t.Total
}

// Find is a column by its name.
func (t *TableColumns) Find(name string) (ColumnInfo, bool) {
	if t == nil {
		return ColumnInfo{}, false
	}
	i := slices.IndexFunc(t.Columns, func(c ColumnInfo) bool { return c.Name == name })
	if i < 0 {
		return ColumnInfo{}, false
	}
	return t.Columns[i], true
}

// ColumnFate is what becomes of a column.
type ColumnFate uint8

// The fates.
const (
	ColumnCopied ColumnFate = iota
	ColumnLeftOut
	ColumnAdded
	ColumnLooked // of a lookup: it is read and not copied
)

// Word is the fate as the screen says it: the wire's "filtered" reads the other way
// round.
func (f ColumnFate) Word() string {
	return [...]string{"copied", "left out", "added", "only looked up"}[f]
}

// ColumnRow is one column as it is shown: the source's word and the document's word
// on it.
type ColumnRow struct {
	ColumnInfo
	Column // what the document says of it; its zero value: nothing
	Fate   ColumnFate
	To     string // its name on the target
	Gone   bool   // the document names it, the source does not hold it
	Stays  string // why it cannot be left out; "": it can
	Fixed  string // why it cannot have another name; "": it can
}

// ColumnName is the column's name on the source, of an added one its name.
func (r ColumnRow) ColumnName() string { return orName(r.ColumnInfo.Name, r.Column.Name) }

// ColumnType is its type on the source, of an added one its type.
func (r ColumnRow) ColumnType() string { return orName(r.ColumnInfo.Type, r.Column.Type) }

// Rows are the columns of a table in the order of the source, then those that the
// document names and the source does not hold, then the added ones. t nil: the
// columns were not read, and only what the document says is there.
func (t *TableColumns) Rows(x *Extra) []ColumnRow {
	said := map[string]Column{}
	if x != nil {
		for _, c := range x.Columns {
			said[c.Name] = c
		}
	}
	var out []ColumnRow
	if t != nil {
		for _, info := range t.Columns {
			c := said[info.Name]
			if c.Added {
				c = Column{}
			}
			out = append(out, columnRow(info, c, x))
		}
	}
	var added []ColumnRow
	if x != nil {
		for _, c := range x.Columns {
			_, there := t.Find(c.Name)
			switch {
			case c.Added:
				added = append(added, ColumnRow{Column: c, Fate: ColumnAdded, To: c.Name, Stays: "it is added: drop it instead", Fixed: "an added column has one name"})
			case !there:
				row := columnRow(ColumnInfo{Name: c.Name, Type: c.Type, Key: c.Key}, c, x)
				row.Gone = t.Complete()
				out = append(out, row)
			}
		}
	}
	return append(out, added...)
}

func columnRow(info ColumnInfo, c Column, x *Extra) ColumnRow {
	row := ColumnRow{ColumnInfo: info, Column: c, To: orName(c.Target, info.Name)}
	switch {
	case x != nil && x.Lookup:
		row.Fate, row.Stays, row.Fixed = ColumnLooked, lookupColumn, lookupColumn
		return row
	case c.Keep == model.No:
		row.Fate, row.Fixed = ColumnLeftOut, "a column that is left out has no name on the target"
	}
	if info.Key || c.Key {
		row.Stays = keyColumn
	}
	if info.Partition {
		row.Fixed = partitionColumn
	}
	return row
}

const (
	lookupColumn    = "this table is only looked up: nothing of it is copied"
	keyColumn       = "a key column is always copied"
	partitionColumn = "a column of the partition key keeps its name"
	columnsUnread   = "the columns of this table were not read"
)
