package sim

import (
	"fmt"
	"io"
	"net/http"
	"slices"
	"time"
)

// operation is one call of the contract.
type operation struct {
	name    string
	pattern string // as http.ServeMux reads it
	do      func(*Sim, *call) answer
}

// operations lists what the service offers.
func operations() []operation {
	return []operation{
		{"ListJobs", "GET /v5/{project}/jobs", (*Sim).listV5},
		{"ShowJobDetail", "GET /v5/{project}/jobs/{id}", (*Sim).detailV5},
		{"ShowActions", "GET /v5/{project}/jobs/{id}/actions", (*Sim).actionsV5},
		{"ShowMonitorData", "GET /v5/{project}/jobs/{id}/monitor-data", (*Sim).monitorV5},
		{"ShowProgressData", "GET /v5/{project}/jobs/{id}/progress-data/{type}", (*Sim).objectsV5},
		{"ShowDirtyData", "GET /v5/{project}/jobs/{id}/dirty-data", (*Sim).dirtyV5},
		{"ListJobDdls", "GET /v5/{project}/jobs/{id}/ddl", (*Sim).ddlsV5},
		{"ShowTimeline", "GET /v5/{project}/jobs/{id}/timelines", (*Sim).timelineV5},
		{"V3ShowJobList", "POST /v3/{project}/jobs", (*Sim).listV3},
		{"V3BatchListJobDetails", "POST /v3/{project}/jobs/batch-detail", (*Sim).detailV3},
		{"V3BatchListJobStatus", "POST /v3/{project}/jobs/batch-status", (*Sim).statusV3},
		{"V3BatchListProgresses", "POST /v3/{project}/jobs/batch-progress", (*Sim).progressV3},
		{"V3BatchCheckResults", "POST /v3/{project}/jobs/batch-precheck-result", (*Sim).precheckV3},
		{"V3BatchStartJobs", "POST /v3/{project}/jobs/batch-starting", (*Sim).startV3},
		{"V3BatchStopJobs", "POST /v3/{project}/jobs/batch-pause-task", (*Sim).pauseV3},
		{"V3BatchRestoreTask", "POST /v3/{project}/jobs/batch-retry-task", (*Sim).retryV3},
		{"V3BatchDeleteJobs", "DELETE /v3/{project}/jobs/batch-jobs", (*Sim).deleteV3},
		{"V3BatchCheckJobs", "POST /v3/{project}/jobs/batch-precheck", (*Sim).checkV3},
		{"V3BatchValidateConnections", "POST /v3/{project}/jobs/batch-connection", (*Sim).connectV3},
		{"V3ListAvailableNodeTypes", "GET /v3/{project}/node-type", (*Sim).sizesV3},
		{"V3ListAvailableZone", "POST /v3/{project}/available-zone", (*Sim).zonesV3},
		{"ListLinks", "GET /v5/{project}/links", (*Sim).linksV5},
		{"ShowEnterpriseProject", "GET /v5/{project}/enterprise-projects", (*Sim).enterprisesV5},
		{"CreateJob", "POST /v5/{project}/jobs", (*Sim).createV5},
		{"UpdateJob", "PUT /v5/{project}/jobs/{id}", (*Sim).updateV5},
		{"ListJobParameters", "GET /v5/{project}/jobs/{id}/configurations", (*Sim).parametersV5},
		{"UpdateJobConfigurations", "PUT /v5/{project}/jobs/{id}/modify-configuration", (*Sim).configureV5},
		{"ShowInstanceTags", "GET /v5/{project}/jobs/{kind}/{id}/{part}", (*Sim).tagsV5},
		{"BatchTagAction", "POST /v5/{project}/jobs/{kind}/{id}/tags/action", (*Sim).tagV5},
		{"ChangeToPeriod", "POST /v5/{project}/job/{id}/change-to-period", (*Sim).periodV5},
		{"UpdateStartPosition", "PUT /v5/{project}/jobs/{id}/start-position", (*Sim).pointV5},
		{"CollectPositionAsync", "POST /v5/{project}/jobs/{id}/collect-db-position", (*Sim).lookV5},
		{"ShowPositionResult", "GET /v5/{project}/jobs/{id}/db-position", (*Sim).foundV5},
		{"V3ListUsers", "GET /v3/{project}/jobs/{id}/get-src-user", (*Sim).usersV3},
		{"V3BatchUpdateUser", "PUT /v3/{project}/jobs/batch-update-user", (*Sim).chooseUsersV3},
		{"V3BatchShowParams", "POST /v3/{project}/jobs/batch-get-params", (*Sim).paramsV3},
		{"V3UpdateParams", "POST /v3/{project}/jobs/{id}/params", (*Sim).setParamsV3},
		{"ShowDbObjectsList", "GET /v5.1/{project}/jobs/{id}/db-object", (*Sim).chosenV51},
		{"CollectDbObjectsInfo", "POST /v5.1/{project}/jobs/{id}/db-objects/collect", (*Sim).collectBodyV5},
		{"ListDbObjects", "GET /v5/{project}/jobs/{id}/db-objects", (*Sim).heldV5},
		{"CollectDbObjectsAsync", "POST /v5/{project}/jobs/{id}/db-objects/collect", (*Sim).collectQueryV5},
		{"ShowDbObjectCollectionStatus", "GET /v5/{project}/jobs/{id}/db-objects/collection-status", (*Sim).collectedV5},
		{"ShowUpdateObjectSavingStatus", "GET /v5/{project}/jobs/{id}/db-objects/saving-status", (*Sim).savedV5},
		{"CollectColumns", "POST /v5/{project}/job/{id}/columns/collect", (*Sim).collectColumnsV5},
		{"ShowColumnInfoResult", "GET /v5/{project}/job/{id}/columns", (*Sim).columnsV5},
		{"CheckDataFilter", "POST /v5/{project}/job/{id}/data-filtering/check", (*Sim).checkFiltersV5},
		{"ShowDataFilteringResult", "GET /v5/{project}/job/{id}/data-filtering/result", (*Sim).filtersV5},
		{"ShowObjectMapping", "POST /v5/{project}/jobs/{id}/object-mappings", (*Sim).mappingsV5},
		{"ShowSupportObjectType", "GET /v5/{project}/jobs/{id}/object/support", (*Sim).supportV5},
		{"CopyJob", "POST /v5/{project}/jobs/clone", (*Sim).cloneV5},
		{"ValidateJobName", "POST /v5/{project}/jobs/name-validation", (*Sim).nameV5},
		{"ExecuteJobAction", "POST /v5/{project}/jobs/{id}/action", (*Sim).actionV5},
		{"BatchExecuteJobActions", "POST /v5/{project}/jobs/action", (*Sim).actionsBatchV5},
		{"StopJobAction", "POST /v5/{project}/jobs/{id}/stop", (*Sim).stopV5},
		{"BatchStopJobsAction", "POST /v5/{project}/jobs/batch-stop", (*Sim).stopBatchV5},
		{"DeleteJob", "DELETE /v5/{project}/jobs/{id}", (*Sim).deleteV5},
		{"BatchDeleteJobsById", "DELETE /v5/{project}/jobs", (*Sim).deleteBatchV5},
	}
}

func operationNames() []string {
	var names []string
	for _, op := range slices.Concat(operations(), iamOperations(), dvOperations()) {
		names = append(names, op.name)
	}
	return names
}

func knownOperation(name string) bool { return slices.Contains(operationNames(), name) }

// call is one request on its way through the service.
type call struct {
	op      string
	request *http.Request
	body    []byte
	now     time.Time
	id      string // request id
	fx      effects
}

// bodyLimit is the gateway's for signed requests, far above any request of the
// contract but one: a selection of objects, which comes by token, may be larger.
const (
	bodyLimit      = 12 << 20
	selectionLimit = 512 << 20
)

// limit is how large the body of a call may be.
func (c *call) limit() int64 {
	if c.op == "UpdateJob" && c.request.Header.Get("X-Auth-Token") != "" {
		return selectionLimit
	}
	return bodyLimit
}

// read gives the body of a call, in one piece where its length is known.
func (c *call) read(w http.ResponseWriter) ([]byte, error) {
	in := http.MaxBytesReader(w, c.request.Body, c.limit())
	if n := c.request.ContentLength; n > bodyLimit && n <= c.limit() {
		out := make([]byte, n)
		_, err := io.ReadFull(in, out)
		return out, err
	}
	return io.ReadAll(in)
}

func (s *Sim) routes() http.Handler {
	mux := http.NewServeMux()
	for _, op := range s.offered() {
		mux.HandleFunc(op.pattern, func(w http.ResponseWriter, r *http.Request) { s.serve(op, w, r) })
	}
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		c := s.begin("", r)
		s.send(w, c, refuse(http.StatusNotFound, "APIGW.0101", "The API does not exist or has not been published in the environment."))
	})
	return mux
}

// begin opens the books on a request.
func (s *Sim) begin(op string, r *http.Request) *call {
	c := &call{op: op, request: r, now: s.options.Now(), fx: s.trouble.call(op, r.Header.Get("X-Auth-Token") != "" || dvBearer(r) != "")}
	id := mix(c.fx.dice.state)
	c.id = fmt.Sprintf("%016x%016x", id, mix(id))
	return c
}

// serve leads one request past trouble, gate and handler to its answer.
func (s *Sim) serve(op operation, w http.ResponseWriter, r *http.Request) {
	c := s.begin(op.name, r)
	if c.fx.wire != nil && c.fx.wire.Kind == "reset-before" {
		s.drop(w, c)
		return
	}
	if !s.receive(w, c) {
		return
	}
	var a answer
	if c.fx.handled() {
		a = s.gate(c)
		if a.status == 0 {
			a = op.do(s.home(c), c)
		}
		a = c.fx.bend(s.home(c), c, a)
	}
	if c.fx.wire != nil {
		s.spoil(w, c, a)
		return
	}
	s.send(w, c, a)
}

// receive reads the request and waits as long as the network is slow; false
// means that the client has gone, or that the request was answered already.
func (s *Sim) receive(w http.ResponseWriter, c *call) bool {
	if c.fx.bad != nil {
		s.send(w, c, refuse(http.StatusInternalServerError, "SIM.SCRIPT", c.fx.bad.Error()))
		return false
	}
	body, err := c.read(w)
	if err != nil {
		s.send(w, c, refuse(http.StatusRequestEntityTooLarge, "APIGW.0201", "Request entity too large."))
		return false
	}
	c.body = body
	if !wait(c.request, s.options.Latency+c.fx.slow) {
		s.drop(w, c)
		return false
	}
	c.now = s.options.Now()
	return true
}

// wait pauses for d; false if the client gave up meanwhile.
func wait(r *http.Request, d time.Duration) bool {
	if d <= 0 {
		return true
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-r.Context().Done():
		return false
	}
}
