// Package drs speaks DRS of Huawei Cloud and Open Telekom Cloud: the
// generations v5 and v3 behind one backend. Reading is tolerant, writing is
// strict; which generation an operation belongs to stands in one table.
//
//	operations.go          the table
//	drs.go                 Backend
//	list.go walk.go page.go merge.go row.go    the list, as a union by id
//	batch.go status.go progress.go precheck.go  what is asked for many jobs, or of one
//	detail.go detail5.go detail3.go policy.go raw.go  one job whole
//	start.go apply.go verdict.go request.go    batch start
package drs
