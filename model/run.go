package model

import (
	"math"
	"time"
)

// Monitor is one reading of the node that runs a job (DRS: monitor-data). A
// rate or size keeps the service's own words: the contract names no unit for
// them, and drover invents none.
type Monitor struct {
	SourceUp, TargetUp Tri           // whether each end answers
	Capture, Apply     time.Duration // lag of the two components (src_delay, dst_delay); -1: not told
	RowsIn, RowsOut    Text          // rows per second, read and written
	BytesIn, BytesOut  Text          // traffic, read and written (src_io, dst_io)
	Moved, MovedRows   Text          // so far (trans_data, trans_lines)
	ApplyRate          int64         // bytes per second; -1: not told
	Bandwidth          Text          // of the public address, MB/s
	SourceOffset       Text          // position in the source's log
	NodeOffset         Text
	TargetOffset       Text
	CPU, Memory, Disk  Text      // in use on the node
	MemorySize         int64     // -1: not told
	DiskSize           int64     // -1: not told
	Updated            Text      // when the service measured, as it came
	Measured           time.Time // Updated, if it could be read
	At                 time.Time // when drover read it
}

// NoMonitor is a reading that tells nothing.
func NoMonitor() Monitor {
	return Monitor{Capture: -1, Apply: -1, ApplyRate: -1, MemorySize: -1, DiskSize: -1}
}

// Lag is what both components are behind together; ok is false if neither was
// told.
func (m Monitor) Lag() (lag time.Duration, ok bool) {
	capture := max(m.Capture, 0)
	return capture + min(max(m.Apply, 0), math.MaxInt64-capture), m.Capture >= 0 || m.Apply >= 0
}

// Page is a part of a long list: Limit rows from Offset on.
type Page struct{ Offset, Limit int }

// PageSize is the largest Limit a service is asked for.
const PageSize = 1000

// Within is the page as it may be asked for: at least one row, at most
// PageSize, from the beginning on.
func (p Page) Within() Page {
	return Page{Offset: max(p.Offset, 0), Limit: max(1, min(p.Limit, PageSize))}
}

// Listed is a part of a long list and how long the whole is. The rows are in
// the service's order.
type Listed[T any] struct {
	Rows   []T
	Offset int
	Total  int // as announced; never less than Offset and Rows show
}

// ObjectKind is what per-object progress can be asked for (DRS: the type of
// progress-data).
type ObjectKind string

// ObjectKinds lists the kinds in the order of the page.
func ObjectKinds() []ObjectKind {
	return []ObjectKind{"table", "table_structure", "table_indexs", "view", "procedure", "function", "trigger", "event", "database"}
}

// Word is the kind as a person reads it.
func (k ObjectKind) Word() string {
	switch k {
	case "table":
		return "tables"
	case "table_structure":
		return "structures"
	case "table_indexs": // misspelt on the wire
		return "indexes"
	case "view", "procedure", "function", "trigger", "event", "database":
		return string(k) + "s"
	}
	return Clean(string(k))
}

// ObjectAsk asks for the progress of one kind of object.
type ObjectAsk struct {
	Kind   ObjectKind
	Search string // part of a name; "": all
	Page
}

// ObjectProgress is how far one object is.
type ObjectProgress struct {
	FromDB, FromTable, ToDB, ToTable Text
	Percent                          int // -1: not told
}

// DirtyRow is a row the target refused (DRS: dirty-data).
type DirtyRow struct {
	Database, Schema, Table Text
	SQL, Why                Text
	At                      time.Time // zero: When could not be read
	When                    Text      // as it came
}

// DDL is a change of structure met in the incremental phase (DRS: ddl).
type DDL struct {
	Seq        int64 // -1: not told
	SQL        Text
	Checkpoint Text
	Status     int // 0 or 1, as on the wire; -1: not told
	Applied    Tri // exe_result: No is one that was skipped or failed
	At         time.Time
	Recorded   time.Time
	Cleaned    time.Time
}

// LogLevels lists the levels a log can be narrowed to (DRS: log_level), the
// calmest first.
func LogLevels() []string { return []string{"Info", "Warn", "Error"} }

// LogLine is one line of a job's log (DRS: detail type=log).
type LogLine struct {
	Level, Text Text
	At          time.Time // zero: When could not be read
	When        Text      // as it came
}

// Event is one operation of a job's history (DRS: timelines).
type Event struct {
	Name, Status, User Text
	At                 time.Time // zero: When could not be read
	When               Text      // as it came
}
