// Package dryviq is the Backend of a DryvIQ server: its jobs are transfers of files
// between connections, and run again and again.
//
//	operations.go          every call, and what may be done when it fails
//	pages.go listing.go    lists page by page, and whether one is whole
//	envelope.go            envelopes as they come
//	list.go row.go side.go rows of the list; where a transfer reads and writes
//	status.go run.go       where jobs stand; their runs
//	detail.go              one job whole
//	schedule.go            the schedule, read and written
//	copy.go copy_body.go   what the copy of a transfer may have of its own, read and written
//	apply.go request.go    the one call that carries a change, and for the eyes
//	folders.go             connections, and their folders
package dryviq
