package client

import (
	"context"
	"fmt"

	"drover/model"
	"drover/model/objects"
)

// A facet is a group of reads that a Backend may have besides. Which ones it has its
// capabilities say, too: see model.Facet.

// Checks is the facet of services that look at a job before it is started.
type Checks interface {
	// PreCheck reads the result of a job's pre-check: of the run that query names
	// (Outcome.Query), or for an empty one of the last. Of a job beyond configuration
	// the service may tell only the former.
	PreCheck(ctx context.Context, id model.JobID, query model.Text) (model.PreCheck, error)
	// TestConnection tries to reach a job's ends with the passwords given, and
	// stores nothing (DRS: ExecuteJobAction network, or
	// V3BatchValidateConnections). There is a result for each end, in their order.
	TestConnection(ctx context.Context, job model.Job, ends []model.EndTest) ([]model.EndResult, error)
}

// Creation is the facet of services whose jobs are made here from nothing.
type Creation interface {
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
}

// Measures is the facet of services that tell of a running job row by row.
type Measures interface {
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
}

// Selection is the facet of services whose jobs move objects that can be chosen.
type Selection interface {
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
}

// Folders is the facet of services whose jobs join folders of connections.
type Folders interface {
	// Connections lists those whose name or account holds some text, all for "" (DryvIQ:
	// listConnections).
	Connections(ctx context.Context, text string) ([]model.Connection, error)
	// Folders lists the entries of a connection: at its root for "", else what
	// Folder.Below asks for (DryvIQ: listRootItems).
	Folders(ctx context.Context, connection, below string) ([]model.Folder, error)
}

// facet is a group of reads of the backend, or the reason why it is not there.
func facet[T any](c *Client, f model.Facet) (T, error) {
	has, ok := c.backend.(T)
	if !ok {
		return has, fmt.Errorf("%s", c.backend.Capabilities().Lacks(f))
	}
	return has, nil
}

func (c *Client) checks() (Checks, error)       { return facet[Checks](c, model.FacetChecks) }
func (c *Client) creation() (Creation, error)   { return facet[Creation](c, model.FacetCreation) }
func (c *Client) measures() (Measures, error)   { return facet[Measures](c, model.FacetMeasures) }
func (c *Client) selection() (Selection, error) { return facet[Selection](c, model.FacetObjects) }
func (c *Client) folders() (Folders, error)     { return facet[Folders](c, model.FacetFolders) }
