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
	Body     int64   // bytes of a document of objects at most, with the login in use; 0: any number
}

// Backend is one replication service: what every one of them can. Its reads may be
// repeated by itself (night-rules §3); Apply sends once and never again. What only
// some have is in facets.go.
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
	// Sections reads sections of a job to be edited: the job whole, and a part for
	// each section, in their order (DRS: ShowJobDetail, and what tells more of one). A
	// part that could not be read says why in Lacks; an error means that none was.
	Sections(ctx context.Context, id model.JobID, sections ...model.Section) (model.Detail, []model.Part, error)
	// CheckName asks whether a new job may have a name (DRS: ValidateJobName).
	CheckName(ctx context.Context, name string) (model.NameCheck, error)
	// Timeline reads a page of a job's history (DRS: ShowTimeline).
	Timeline(ctx context.Context, id model.JobID, page model.Page) (model.Listed[model.Event], error)
	// Route names the call that would carry a change: at most Limits.Batch changes
	// of one route go into one call. What goes alone has a route of its own.
	Route(change model.Change) string
	// Apply sends one chunk of one route, once. The outcomes have the changes' length and
	// order and are matched by id, never by position.
	Apply(ctx context.Context, changes []model.Change) []model.Outcome
	// Requests shows the exact requests that Apply would send, secrets masked.
	Requests(changes []model.Change) ([]Request, error)
	// JobRequest shows the request that reads one job.
	JobRequest(id model.JobID) (Request, error)
	// ServiceTime is the service's clock as of its last answer, carried forward;
	// ok is false before the first one.
	ServiceTime() (now time.Time, ok bool)
	// Exchanges lists what went over the wire of late, newest first.
	Exchanges() []Exchange
	// Pace is how many requests a second were sent of late, and how many are
	// allowed while the service has reads slowed; see Client.Pace.
	Pace() (perSecond float64, slowed bool, limit float64)
}

// Request is what would go over the wire, for eyes only. A read has no Body where
// its operation takes none.
type Request struct {
	Op     string // operation as named in the contract
	Method string
	URL    string
	Body   []byte // indented JSON
	Curl   string // ready to paste; credentials and passwords as $VARIABLES
}
