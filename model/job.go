package model

import (
	"fmt"
	"time"
)

// JobID names a job on its service. It is opaque: 36 characters that look
// like a UUID but hold letters beyond f. Compare with ==.
type JobID struct{ raw string }

// NewJobID wraps an id as it came from the wire.
func NewJobID(s string) JobID { return JobID{raw: s} }

// Raw returns the id's bytes, for encoders.
func (id JobID) Raw() string { return id.raw }

// String returns the cleaned id.
func (id JobID) String() string { return Clean(id.raw) }

// Empty reports whether there is no id.
func (id JobID) Empty() bool { return id.raw == "" }

// Format prints the cleaned id under every verb.
func (id JobID) Format(f fmt.State, verb rune) { formatClean(f, verb, id.String()) }

// MarshalText gives the cleaned id: encoders of the wire use Raw.
func (id JobID) MarshalText() ([]byte, error) { return []byte(id.String()), nil }

// Scenario is what a job is for (DRS: job_type, in v3 db_use_type).
type Scenario string

// The scenarios drover knows; any other value is kept as it came.
const (
	Migration Scenario = "migration"
	Sync      Scenario = "sync"
	DR        Scenario = "cloudDataGuard"
	Transfer  Scenario = "transfer" // DryvIQ: kind; other kinds are shown and not changed
)

// Scenarios lists those a service is asked for, in the order they are asked.
func Scenarios() []Scenario { return []Scenario{Sync, Migration, DR} }

// Short is the four-letter form of the KIND column: sync, migr, dr, file.
func (s Scenario) Short() string {
	switch s {
	case Migration:
		return "migr"
	case Sync:
		return "sync"
	case DR:
		return "dr"
	case Transfer:
		return "file"
	}
	return Clean(string(s))
}

// String is the cleaned name: a value drover does not know came from outside.
func (s Scenario) String() string { return Clean(string(s)) }

// TaskType is which phases a job runs (DRS: task_type).
type TaskType string

// The task types of DRS.
const (
	Full     TaskType = "FULL_TRANS"
	FullIncr TaskType = "FULL_INCR_TRANS"
	Incr     TaskType = "INCR_TRANS"
)

// Short is the form of the TASK column: F, F+I, I, sync.
func (t TaskType) Short() string {
	switch t {
	case Full:
		return "F"
	case FullIncr:
		return "F+I"
	case Incr:
		return "I"
	case "":
		return "-"
	case "migrate", "publish", "taxonomy": // types of transfers; the others are short
		return string(t[:4])
	}
	return Clean(string(t))
}

// String is the cleaned name: a value drover does not know came from outside.
func (t TaskType) String() string { return Clean(string(t)) }

// Charging is how a job is billed (DRS: charging_mode).
type Charging uint8

// Billing as the service told it. ChargingUnknown means that no answer so far
// carried the fact (v3 lists do not), not that the job is free.
const (
	ChargingUnknown Charging = iota
	OnDemand
	Period // yearly or monthly: starting one places and pays the order
)

// Role is a job's place in a family of jobs (DRS: job_mode_role).
type Role string

// Roles of DRS; master and slave are the nodes of an HA task.
const (
	RoleNone   Role = ""
	RoleParent Role = "parent"
	RoleChild  Role = "child"
)

// Job is what every list, filter and plan needs to know of a job.
type Job struct {
	ID          JobID
	Name        Text
	Status      Text // as on the wire
	State       State
	Scenario    Scenario
	Task        TaskType
	Engine      Text // engine_type as on the wire
	Net         Text // vpc, vpn, eip
	Direction   Text // up, down, non-dbs
	Description Text
	Charging    Charging
	Created     time.Time // zero if the service told none
	Parent      JobID     // empty for a job that stands alone or is a parent
	Role        Role
	Children    []JobID
	Actions     Actions
	Generation  string // which API generation the row came from: "v5" or "v3"; of a transfer "v1"

	Realm   Realm
	Mode    Text      // of a transfer: how it is scheduled: manual, auto, ad-hoc
	NextRun time.Time // of a transfer: when it runs next by itself; zero: not, or not told
	Paths   Text      // of a transfer: where it reads and writes, for nothing but comparing; empty: not told
	Idle    bool      // of a transfer: it is switched off in the server (disabled)
}

// Actions is the service's word on what a job allows now (DRS: job_action).
type Actions struct {
	Told        bool // false: the row carried no job_action
	Available   []string
	Unavailable []string
	Current     string // operation in progress, if any
}

// DualActiveParent reports whether the job is the parent of a dual-active
// disaster recovery pair: it takes no start, pause or check of its own.
func (j Job) DualActiveParent() bool {
	return j.Scenario == DR && (j.Role == RoleParent || len(j.Children) > 0)
}

// DualActiveBackward reports whether the job is the backward half of a
// dual-active pair, which may start only once the forward half protects.
func (j Job) DualActiveBackward() bool {
	return j.Scenario == DR && !j.Parent.Empty() && j.Direction.Raw() == "down"
}

// WithStatus returns the job as a newer reading of its status shows it. What
// the service said that the former status allows counts no more.
func (j Job) WithStatus(status Text) Job {
	if !j.Status.Empty() && status != j.Status {
		j.Actions = Actions{}
	}
	j.Status = status
	j.State = StateOf(status, j.Scenario, j.Task)
	if j.Realm == Files {
		j.State = fileState(status)
	}
	return j
}

// JobPage is one page of a list as it lands. Rows are merged across API
// generations already: an id that comes a second time replaces the first.
type JobPage struct {
	Scenario   Scenario
	Generation string
	Page       int // from 1
	Pages      int // as far as known
	Total      int // rows the service announces for this scenario and generation
	Jobs       []Job
}
