// Package drs speaks DRS of Huawei Cloud and Open Telekom Cloud: the
// generations v5 and v3 behind one backend. Reading is tolerant, writing is
// strict; which generation an operation belongs to stands in one table.
//
//	operations.go          the table
//	drs.go                 Backend, and how a call is made
//	list.go walk.go page.go row.go merge.go memory.go    the list, as a union by id
//	batch.go status.go progress.go precheck.go    what is asked of many jobs, or of one
//	detail.go detail5.go detail3.go node.go scope.go blend.go policy.go raw.go    one job whole
//	part.go monitor.go objects.go dirty.go history.go    what only v5 tells of a job that runs
//	links.go links_builtin.go sizes.go    what may be chosen for a new job
//	ways.go apply.go verdict.go request.go offers.go    how a change goes, and what came of it
//	objects_read.go objects_columns.go objects_filters.go objects_query.go    objects of a job, and what is asked about them
//	objects_save.go    … how they are stored
//	actions.go actions3.go copy.go store.go    the changes' requests and answers
//	create_body.go end_body.go leaves.go    a draft as the request that makes its job
//	connection.go connection_body.go    the test of a job's ends
package drs
