package client

import (
	"context"
	"iter"
	"time"

	"drover/model"
	"drover/model/objects"
)

// Limits is how much of a service one drover may use.
type Limits struct {
	Batch    int     // changes in one write call
	Parallel int     // reads under way at once
	Writes   float64 // write calls per second at most
	Body     int64   // bytes of a document of objects at most, with the login in use; 0: any number
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
	// Sections reads sections of a job to be edited: the job whole, and a part for
	// each section, in their order (DRS: ShowJobDetail, and what tells more of one). A
	// part that could not be read says why in Lacks; an error means that none was.
	Sections(ctx context.Context, id model.JobID, sections ...model.Section) (model.Detail, []model.Part, error)
	// PreCheck reads the result of a job's pre-check: of the run that query names
	// (Outcome.Query), or for an empty one of the last. Of a job beyond configuration
	// the service may tell only the former.
	PreCheck(ctx context.Context, id model.JobID, query model.Text) (model.PreCheck, error)
	// CheckName asks whether a new job may have a name (DRS: ValidateJobName).
	CheckName(ctx context.Context, name string) (model.NameCheck, error)
	// Links lists what may be joined in a scenario, and what only an older
	// generation creates (DRS: ListLinks); where the service cannot be asked it is
	// the backend's own table, which says so.
	Links(ctx context.Context, scenario model.Scenario) (model.Links, error)
	// NodeSizes lists the sizes of a job's node (DRS: V3ListAvailableNodeTypes).
	NodeSizes(ctx context.Context, ask model.NodeAsk) ([]model.NodeSize, error)
	// Zones lists where a node of a size can be (DRS: V3ListAvailableZone).
	Zones(ctx context.Context, ask model.NodeAsk) ([]model.Zone, error)
	// Enterprises lists the enterprise projects (DRS: ShowEnterpriseProject).
	Enterprises(ctx context.Context) ([]model.Enterprise, error)
	// TestConnection tries to reach a job's ends with the passwords given, and
	// stores nothing (DRS: ExecuteJobAction network, or
	// V3BatchValidateConnections). There is a result for each end, in their order.
	TestConnection(ctx context.Context, job model.Job, ends []model.EndTest) ([]model.EndResult, error)
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
	// Objects reads what the source of a job holds, what the job holds, or what is on
	// the target (DRS: CollectDbObjectsInfo and ShowDbObjectCollectionStatus;
	// ShowDbObjectsList). It may take minutes: told hears how far it is, in the same
	// goroutine; nil: nobody. Of databases with too many tables a reading lists none:
	// see Reading.Unlisted, and ask for those alone.
	Objects(ctx context.Context, job model.Job, ask objects.Ask, told func(objects.Progress)) (objects.Reading, error)
	// Columns reads the columns of some tables, in their order (DRS: CollectColumns and
	// ShowColumnInfoResult). A table that the service does not know has none.
	Columns(ctx context.Context, job model.Job, tables []objects.Path, refresh bool) ([]objects.TableColumns, error)
	// ObjectSupport reads what object selection can do for a job (DRS:
	// ShowSupportObjectType).
	ObjectSupport(ctx context.Context, job model.Job) (objects.Support, error)
	// CheckFilters has row filters checked against the source; nothing is stored (DRS:
	// CheckDataFilter and ShowDataFilteringResult). The verdicts have the filters' order.
	CheckFilters(ctx context.Context, job model.Job, tries []objects.FilterTry) ([]objects.FilterVerdict, error)
	// ObjectMappings reads a page of where objects go, as the service has understood
	// what was saved: those below a place, all for none (DRS: ShowObjectMapping).
	ObjectMappings(ctx context.Context, job model.Job, below objects.Path, page model.Page) (model.Listed[objects.Mapping], error)
	// SavingStatus reads how far the saving of objects is that query names
	// (Outcome.Query; DRS: ShowUpdateObjectSavingStatus).
	SavingStatus(ctx context.Context, id model.JobID, query model.Text) (objects.SavingStatus, error)
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
