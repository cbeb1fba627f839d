package drs

import (
	"net/http"
	"slices"
	"time"

	"drover/client/rest"
)

// The operations, as the contract names them.
const (
	listJobs     rest.Op = "ListJobs"
	showDetail   rest.Op = "ShowJobDetail"
	showMonitor  rest.Op = "ShowMonitorData"
	showProgress rest.Op = "ShowProgressData"
	showDirty    rest.Op = "ShowDirtyData"
	listDDLs     rest.Op = "ListJobDdls"
	showTimeline rest.Op = "ShowTimeline"
	checkName    rest.Op = "ValidateJobName"
	listLinks    rest.Op = "ListLinks"
	listProjects rest.Op = "ShowEnterpriseProject"
	copyJob      rest.Op = "CopyJob"
	createJob    rest.Op = "CreateJob"
	updateJob    rest.Op = "UpdateJob"
	listSettings rest.Op = "ListJobParameters"
	showTags     rest.Op = "ShowInstanceTags"
	tagAction    rest.Op = "BatchTagAction"
	setPosition  rest.Op = "UpdateStartPosition"
	toPeriod     rest.Op = "ChangeToPeriod"
	jobAction    rest.Op = "ExecuteJobAction"
	jobActions   rest.Op = "BatchExecuteJobActions"
	batchStop    rest.Op = "BatchStopJobsAction"

	collectObjects rest.Op = "CollectDbObjectsInfo"  // v5.1
	heldObjects    rest.Op = "ShowDbObjectsList"     // v5.1
	collectObject5 rest.Op = "CollectDbObjectsAsync" // where v5.1 is missing
	listObjects    rest.Op = "ListDbObjects"         // where v5.1 is missing
	collected      rest.Op = "ShowDbObjectCollectionStatus"
	savingStatus   rest.Op = "ShowUpdateObjectSavingStatus"
	collectColumns rest.Op = "CollectColumns"
	showColumns    rest.Op = "ShowColumnInfoResult"
	checkFilters   rest.Op = "CheckDataFilter"
	showFilters    rest.Op = "ShowDataFilteringResult"
	showMappings   rest.Op = "ShowObjectMapping"
	showSupport    rest.Op = "ShowSupportObjectType"

	v3List       rest.Op = "V3ShowJobList"
	v3Details    rest.Op = "V3BatchListJobDetails"
	v3Status     rest.Op = "V3BatchListJobStatus"
	v3Progress   rest.Op = "V3BatchListProgresses"
	v3Precheck   rest.Op = "V3BatchCheckResults"
	v3Sizes      rest.Op = "V3ListAvailableNodeTypes"
	v3Zones      rest.Op = "V3ListAvailableZone"
	v3BatchStart rest.Op = "V3BatchStartJobs"
	v3Pause      rest.Op = "V3BatchStopJobs"
	v3Restore    rest.Op = "V3BatchRestoreTask"
	v3Delete     rest.Op = "V3BatchDeleteJobs"
	v3Check      rest.Op = "V3BatchCheckJobs"
	v3Connect    rest.Op = "V3BatchValidateConnections"
	v3Users      rest.Op = "V3ListUsers"
	v3Params     rest.Op = "V3BatchShowParams"
	v3SetUsers   rest.Op = "V3BatchUpdateUser"
	v3SetParams  rest.Op = "V3UpdateParams"
)

// The API generations.
const (
	v5  = "v5"
	v51 = "v5.1" // a few operations that came later, and may be missing where v5 is not
	v3  = "v3"
)

// Operations is every operation this backend sends, and what may be done when
// it fails. The POSTs that only ask are reads; a connection test is none, since
// it hands passwords over.
func Operations() rest.Table {
	return slices.Concat(operations5(), operationsOfObjects(), operations3())
}

// short is how long an attempt of a read may take, long that of a write.
const (
	short = 30 * time.Second
	long  = 60 * time.Second
)

func operations5() rest.Table {
	const project, jobs, job = "/v5/{project_id}", "/v5/{project_id}/jobs", "/v5/{project_id}/jobs/{job_id}"
	read := func(op rest.Op, method, path string) rest.Operation {
		return rest.Operation{Op: op, Method: method, Path: path, Generation: v5, Class: rest.Read, Deadline: short}
	}
	write := func(op rest.Op, method, path string) rest.Operation {
		return rest.Operation{Op: op, Method: method, Path: path, Generation: v5, Class: rest.Write, Deadline: long}
	}
	return rest.Table{
		read(listJobs, http.MethodGet, jobs),
		read(showDetail, http.MethodGet, job),
		read(showMonitor, http.MethodGet, job+"/monitor-data"),
		read(showProgress, http.MethodGet, job+"/progress-data/{type}"),
		read(showDirty, http.MethodGet, job+"/dirty-data"),
		read(listDDLs, http.MethodGet, job+"/ddl"),
		read(showTimeline, http.MethodGet, job+"/timelines"),
		read(checkName, http.MethodPost, jobs+"/name-validation"),
		read(listLinks, http.MethodGet, project+"/links"),
		read(listProjects, http.MethodGet, project+"/enterprise-projects"),
		write(copyJob, http.MethodPost, jobs+"/clone"),
		write(createJob, http.MethodPost, jobs),
		write(updateJob, http.MethodPut, job),
		read(listSettings, http.MethodGet, job+"/configurations"),
		read(showTags, http.MethodGet, jobs+"/{resource_type}/{job_id}/tags"),
		write(tagAction, http.MethodPost, jobs+"/{resource_type}/{job_id}/tags/action"),
		write(setPosition, http.MethodPut, job+"/start-position"),
		write(toPeriod, http.MethodPost, project+"/job/{job_id}/change-to-period"),
		write(jobAction, http.MethodPost, job+"/action"),
		write(jobActions, http.MethodPost, jobs+"/action"),
		write(batchStop, http.MethodPost, jobs+"/batch-stop"),
	}
}

// operationsOfObjects are all but the one that stores them. Collecting only reads,
// however often it is asked for.
func operationsOfObjects() rest.Table {
	const single, job, newer = "/v5/{project_id}/job/{job_id}", "/v5/{project_id}/jobs/{job_id}", "/v5.1/{project_id}/jobs/{job_id}"
	read := func(op rest.Op, method, path string) rest.Operation {
		return rest.Operation{Op: op, Method: method, Path: path, Generation: v5, Class: rest.Read, Deadline: short}
	}
	return rest.Table{
		read(collectObjects, http.MethodPost, newer+"/db-objects/collect"),
		read(heldObjects, http.MethodGet, newer+"/db-object"),
		read(collectObject5, http.MethodPost, job+"/db-objects/collect"),
		read(listObjects, http.MethodGet, job+"/db-objects"),
		read(collected, http.MethodGet, job+"/db-objects/collection-status"),
		read(savingStatus, http.MethodGet, job+"/db-objects/saving-status"),
		read(collectColumns, http.MethodPost, single+"/columns/collect"),
		read(showColumns, http.MethodGet, single+"/columns"),
		read(checkFilters, http.MethodPost, single+"/data-filtering/check"),
		read(showFilters, http.MethodGet, single+"/data-filtering/result"),
		read(showMappings, http.MethodPost, job+"/object-mappings"),
		read(showSupport, http.MethodGet, job+"/object/support"),
	}
}

func operations3() rest.Table {
	const project, jobs = "/v3/{project_id}", "/v3/{project_id}/jobs"
	ask := func(op rest.Op, method, path string) rest.Operation {
		return rest.Operation{Op: op, Method: method, Path: path, Generation: v3, Class: rest.Read, Deadline: short}
	}
	read := func(op rest.Op, path string) rest.Operation { return ask(op, http.MethodPost, jobs+path) }
	write := func(op rest.Op, method, path string) rest.Operation {
		return rest.Operation{Op: op, Method: method, Path: jobs + path, Generation: v3, Class: rest.Write, Deadline: long}
	}
	return rest.Table{
		read(v3List, ""),
		read(v3Details, "/batch-detail"),
		read(v3Status, "/batch-status"),
		read(v3Progress, "/batch-progress"),
		read(v3Precheck, "/batch-precheck-result"),
		ask(v3Sizes, http.MethodGet, project+"/node-type"),
		ask(v3Zones, http.MethodPost, project+"/available-zone"),
		write(v3BatchStart, http.MethodPost, "/batch-starting"),
		write(v3Pause, http.MethodPost, "/batch-pause-task"),
		write(v3Restore, http.MethodPost, "/batch-retry-task"),
		write(v3Delete, http.MethodDelete, "/batch-jobs"),
		write(v3Check, http.MethodPost, "/batch-precheck"),
		write(v3Connect, http.MethodPost, "/batch-connection"),
		ask(v3Users, http.MethodGet, jobs+"/{job_id}/get-src-user"),
		read(v3Params, "/batch-get-params"),
		write(v3SetUsers, http.MethodPut, "/batch-update-user"),
		write(v3SetParams, http.MethodPost, "/{job_id}/params"),
	}
}
