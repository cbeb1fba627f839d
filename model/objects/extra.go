package objects

import (
	"slices"

	"drover/model"
)

// Member is a member of an object that drover does not know: it goes back as it came.
type Member struct {
	Name string
	JSON []byte
}

// Box is what a document says of a database or a schema.
type Box struct {
	Target  string    // its name on the target; "": the same
	All     model.Tri // DRS: all
	Config  bool      // a lookup only: not copied (DRS: sync_type config)
	Synced  bool      // on the target already (DRS: is_synchronized)
	Total   int       // tables in it as the service counts them; -1: not told
	Unknown []Member
}

// Extra is what only few leaves have. It is not changed once it is in a State: clone
// it, change that, and put it back.
type Extra struct {
	DBAlias, SchemaAlias string   // where it goes instead (one-to-many)
	Filter               []string // row filter: what stands behind WHERE (DRS: filter_conditions)
	Join                 []string // how an advanced filter looks this one up (DRS: config_conditions)
	Lookup               bool     // for others' filters only: not copied (DRS: sync_type config)
	Columns              []Column // those that something is said of
	Unknown              []Member
}

// Column is what is said of one column of a table.
type Column struct {
	Name   string // on the source; of an added one its name
	Target string // on the target; "": the same
	Type   string
	Keep   model.Tri // Yes: copied, No: left out (DRS: filtered, which reads the other way round)
	Key    bool      // a key column (DRS: primary_key_for_column_filtering PRI)

	FilterKey, FilterIndex string // key and index of a lookup (DRS: primary_key_for_data_filtering, index_for_data_filtering)
	Lookup                 bool   // DRS: sync_type config

	Added     bool   // made on the target (DRS: additional)
	Operation string // how it is filled, as on the wire: "ADDITIONALCOLUMN,create_time"
	Value     string
	Unknown   []Member
}

// Mapped reports another name on the target.
func (c Column) Mapped() bool { return c.Target != "" && c.Target != c.Name }

// Empty reports that nothing is said.
func (x *Extra) Empty() bool {
	return x == nil || x.DBAlias == "" && x.SchemaAlias == "" && len(x.Filter) == 0 && len(x.Join) == 0 && !x.Lookup && len(x.Columns) == 0 && len(x.Unknown) == 0
}

// Clone is a copy that may be changed.
func (x *Extra) Clone() *Extra {
	if x == nil {
		return &Extra{}
	}
	out := *x
	out.Filter, out.Join = slices.Clone(x.Filter), slices.Clone(x.Join)
	out.Columns, out.Unknown = slices.Clone(x.Columns), slices.Clone(x.Unknown)
	return &out
}

// Chosen reports that columns are left out or have other names: the table's "all" is
// false then.
func (x *Extra) Chosen() bool {
	return x != nil && slices.ContainsFunc(x.Columns, func(c Column) bool { return !c.Added && (c.Keep == model.No || c.Mapped()) })
}

// Fine reports what makes "all" false on the boxes above: a row filter, a column
// filter or a column mapping.
func (x *Extra) Fine() bool { return x != nil && (len(x.Filter) > 0 || x.Chosen()) }

// AddedColumns lists the columns that are made on the target.
func (x *Extra) AddedColumns() []Column {
	var out []Column
	if x != nil {
		for _, c := range x.Columns {
			if c.Added {
				out = append(out, c)
			}
		}
	}
	return out
}
