package model

import (
	"strings"
	"time"
)

// Connection is where a transfer may read or write (DryvIQ: connections).
type Connection struct {
	ID       string
	Name     Text
	Platform Text // what it leads to: "box", "sharepoint"
	Account  Text // who it is there
	Pool     bool // it stands for several
	Disabled bool
}

// Folder is one entry of a connection's folders.
type Folder struct {
	ID, Name Text
	Dir      Tri    // it is a folder, and no file (DryvIQ: type, item_type)
	Holds    bool   // it can be opened: it holds entries itself
	Bytes    int64  // -1: not told
	Below    string // what asks for its entries; "": nothing does
}

// Execution is one run of a transfer (DryvIQ: job_executions).
type Execution struct {
	ID       Text
	Status   Text // as on the wire
	Phase    Text
	Percent  int // 0 to 100; -1: not told
	Begun    time.Time
	Ended    time.Time // zero: it goes on, or nobody told
	Took     Text      // as the service says it
	Node     Text
	Figures  []Fact // what it counted: files, bytes, errors, with their labels
	Failures int    // -1: not told
	Warnings int    // -1: not told
}

// Under is the path of the folder below another path; why says why it cannot be told
// by its name, "" if it can.
func (f Folder) Under(path string) (below, why string) {
	name := f.Name.Raw()
	switch {
	case strings.Contains(name, "/"):
		return "", "its name has a / in it: type the path"
	case name != f.Name.String():
		return "", "its name has characters that cannot be seen: type the path"
	}
	return strings.TrimSuffix(path, "/") + "/" + name, ""
}
