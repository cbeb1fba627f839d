package drs

import (
	"net/http"
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
	v3List       rest.Op = "V3ShowJobList"
	v3Details    rest.Op = "V3BatchListJobDetails"
	v3Status     rest.Op = "V3BatchListJobStatus"
	v3Progress   rest.Op = "V3BatchListProgresses"
	v3Precheck   rest.Op = "V3BatchCheckResults"
	v3BatchStart rest.Op = "V3BatchStartJobs"
)

// The API generations.
const (
	v5 = "v5"
	v3 = "v3"
)

// Operations is every operation this backend sends, and what may be done when
// it fails. The POSTs of v3 that only ask are reads.
func Operations() rest.Table {
	const short, long = 30 * time.Second, 60 * time.Second
	return rest.Table{
		{Op: listJobs, Method: http.MethodGet, Path: "/v5/{project_id}/jobs", Generation: v5, Class: rest.Read, Deadline: short},
		{Op: showDetail, Method: http.MethodGet, Path: "/v5/{project_id}/jobs/{job_id}", Generation: v5, Class: rest.Read, Deadline: short},
		{Op: showMonitor, Method: http.MethodGet, Path: "/v5/{project_id}/jobs/{job_id}/monitor-data", Generation: v5, Class: rest.Read, Deadline: short},
		{Op: showProgress, Method: http.MethodGet, Path: "/v5/{project_id}/jobs/{job_id}/progress-data/{type}", Generation: v5, Class: rest.Read, Deadline: short},
		{Op: showDirty, Method: http.MethodGet, Path: "/v5/{project_id}/jobs/{job_id}/dirty-data", Generation: v5, Class: rest.Read, Deadline: short},
		{Op: listDDLs, Method: http.MethodGet, Path: "/v5/{project_id}/jobs/{job_id}/ddl", Generation: v5, Class: rest.Read, Deadline: short},
		{Op: showTimeline, Method: http.MethodGet, Path: "/v5/{project_id}/jobs/{job_id}/timelines", Generation: v5, Class: rest.Read, Deadline: short},
		{Op: v3List, Method: http.MethodPost, Path: "/v3/{project_id}/jobs", Generation: v3, Class: rest.Read, Deadline: short},
		{Op: v3Details, Method: http.MethodPost, Path: "/v3/{project_id}/jobs/batch-detail", Generation: v3, Class: rest.Read, Deadline: short},
		{Op: v3Status, Method: http.MethodPost, Path: "/v3/{project_id}/jobs/batch-status", Generation: v3, Class: rest.Read, Deadline: short},
		{Op: v3Progress, Method: http.MethodPost, Path: "/v3/{project_id}/jobs/batch-progress", Generation: v3, Class: rest.Read, Deadline: short},
		{Op: v3Precheck, Method: http.MethodPost, Path: "/v3/{project_id}/jobs/batch-precheck-result", Generation: v3, Class: rest.Read, Deadline: short},
		{Op: v3BatchStart, Method: http.MethodPost, Path: "/v3/{project_id}/jobs/batch-starting", Generation: v3, Class: rest.Write, Deadline: long},
	}
}
