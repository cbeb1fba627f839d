package objects

import "drover/model"

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

// Support is what the service says that choosing objects can do on a link (DRS:
// object/support). What it did not say is not told, and is not held against anybody.
type Support struct {
	Read bool // it was asked, and answered

	// Whether objects can be chosen in tasks of these phases.
	Full, Incr, FullIncr model.Tri

	ColumnMapping model.Tri // columns can have other names

	// Whether the source can be searched by name at these levels.
	SearchDatabase, SearchSchema, SearchTable model.Tri

	// What a file may bring, for services that take one.
	ImportEngines   []string
	ImportLevel     string
	ImportMapping   string
	ImportColumns   model.Tri
	ImportUniqueKey model.Tri
	FileSize        string
	PreviousSelect  string // how objects were chosen before
}

// FilterTry is a table's filter, for the service to check.
type FilterTry struct {
	Path       Path
	Conditions []string // what stands behind WHERE
	Joins      []string // how lookups are joined
}

// FilterVerdict is the service's word on one.
type FilterVerdict struct {
	Path             Path
	OK               bool
	Message          string // the service's words
	OnSource, OnDest string // what each end said of it, where the service tells
}
