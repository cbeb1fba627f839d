package client

import (
	"context"
	"iter"
	"time"

	"drover/model"
)

// Limits is how much of a service one drover may use.
type Limits struct {
	Batch    int     // changes in one write call
	Parallel int     // reads under way at once
	Writes   float64 // write calls per second at most
}

// Backend is one replication service. Its reads may be repeated by itself
// (night-rules §3); Apply sends once and never again.
type Backend interface {
	// Name is the backend's word in configuration: "drs", "dryviq".
	Name() string
	Capabilities() model.Capabilities
	Limits() Limits
	// Jobs lists every job of every scenario as its pages land. A scenario that
	// failed yields a page with only Scenario and Generation set, and the error; the
	// rest go on. Rows of children follow in the same page as their parent.
	Jobs(ctx context.Context) iter.Seq2[model.JobPage, error]
	// Status reads the bare status of many jobs. An id missing from the map was
	// not told; an id the service refused has a Code.
	Status(ctx context.Context, ids []model.JobID) (map[model.JobID]model.Sample, error)
	// Progress reads percent and lag of many jobs; missing ids as in Status.
	Progress(ctx context.Context, ids []model.JobID) (map[model.JobID]model.Sample, error)
	// Job reads one job whole.
	Job(ctx context.Context, id model.JobID) (model.Detail, error)
	// PreCheck reads the result of one job's last pre-check.
	PreCheck(ctx context.Context, id model.JobID) (model.PreCheck, error)
	// Monitor reads what the node of a running job measures (DRS:
	// ShowMonitorData). A job that the service does not measure is an error as
	// the service gave it.
	Monitor(ctx context.Context, id model.JobID) (model.Monitor, error)
	// ObjectProgress reads how far the objects of one kind are, one page at a
	// time (DRS: ShowProgressData). This and the lists below bring the page
	// Within what may be asked for.
	ObjectProgress(ctx context.Context, id model.JobID, ask model.ObjectAsk) (model.Listed[model.ObjectProgress], error)
	// DirtyRows reads a page of the rows the target refused (DRS: ShowDirtyData).
	DirtyRows(ctx context.Context, id model.JobID, page model.Page) (model.Listed[model.DirtyRow], error)
	// DDLs reads a page of the changes of structure met in the incremental
	// phase, applied or skipped (DRS: ListJobDdls).
	DDLs(ctx context.Context, id model.JobID, page model.Page) (model.Listed[model.DDL], error)
	// Log reads a page of a job's log, narrowed to one of model.LogLevels or,
	// for "", to none (DRS: ShowJobDetail type=log).
	Log(ctx context.Context, id model.JobID, page model.Page, level string) (model.Listed[model.LogLine], error)
	// Timeline reads a page of a job's history (DRS: ShowTimeline).
	Timeline(ctx context.Context, id model.JobID, page model.Page) (model.Listed[model.Event], error)
	// Apply sends one chunk, once. The outcomes have the changes' length and
	// order and are matched by id, never by position.
	Apply(ctx context.Context, changes []model.Change) []model.Outcome
	// Requests shows the exact requests that Apply would send, secrets masked.
	Requests(changes []model.Change) ([]Request, error)
	// ServiceTime is the service's clock as of its last answer, carried forward;
	// ok is false before the first one.
	ServiceTime() (now time.Time, ok bool)
}

// Request is what would go over the wire, for eyes only.
type Request struct {
	Op     string // operation as named in the contract
	Method string
	URL    string
	Body   []byte // indented JSON
	Curl   string // ready to paste; credentials and passwords as $VARIABLES
}
