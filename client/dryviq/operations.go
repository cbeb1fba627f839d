package dryviq

import (
	"net/http"
	"time"

	"drover/client/rest"
)

// The operations, as the contract names them. That which changes every job that a
// filter hits has no row: an empty filter hits all of them.
const (
	listJobs        rest.Op = "listJobs"
	getJob          rest.Op = "getJob"
	patchJob        rest.Op = "patchJob"
	deleteJob       rest.Op = "deleteJob"
	cloneJob        rest.Op = "cloneJob"
	listExecutions  rest.Op = "listExecutions"
	getJobStats     rest.Op = "getJobStats"
	listConnections rest.Op = "listConnections"
	listRootItems   rest.Op = "listRootItems"
)

// v1 is the only generation of the API.
const v1 = "v1"

// root is where the paths of the contract begin.
const root = "/v1/"

// short is how long an attempt of a read may take, long that of a write.
const (
	short = 30 * time.Second
	long  = 60 * time.Second
)

// Operations is every operation this backend sends, and what may be done when it
// fails.
func Operations() rest.Table {
	const jobs, job = root + "jobs", root + "jobs/{id}"
	read := func(op rest.Op, path string) rest.Operation {
		return rest.Operation{Op: op, Method: http.MethodGet, Path: path, Generation: v1, Class: rest.Read, Deadline: short, Manner: rest.DryvIQ}
	}
	write := func(op rest.Op, method, path string) rest.Operation {
		return rest.Operation{Op: op, Method: method, Path: path, Generation: v1, Class: rest.Write, Deadline: long, Manner: rest.DryvIQ}
	}
	return rest.Table{
		read(listJobs, jobs),
		read(getJob, job),
		write(patchJob, http.MethodPatch, job),
		write(deleteJob, http.MethodDelete, job),
		write(cloneJob, http.MethodPost, job+"/clone"),
		read(listExecutions, jobs+"/history"),
		read(getJobStats, root+"transfers/{id}/stats"),
		read(listConnections, root+"connections"),
		read(listRootItems, root+"connections/{id}/items"),
	}
}
