package sim

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// checkItem is one thing a pre-check looks at.
type checkItem struct {
	code, group    string
	result, reason string
	raw, data      string
	maySkip        bool
	skipped        bool
}

// The results of an item; pending is that of one which was not looked at yet.
const (
	passed  = "PASSED"
	alarm   = "ALARM"
	failed  = "FAILED"
	pending = "PENDING"
)

// checkItems is what is looked at before a start, 13 items for every link.
func checkItems(l link) []checkItem {
	log, keeps := checkItem{code: "srcDbBinlogIsOff", group: "db_params"}, checkItem{code: "srcDbBinlogExpireLogsDays", group: "db_params", maySkip: true}
	if l == mongoDDS {
		log.code, keeps.code = "srcDbOplogIsOff", "srcDbOplogWindow"
	}
	items := []checkItem{
		{code: "srcDbConnection", group: "network"}, {code: "dstDbConnection", group: "network"},
		{code: "srcDbVersionSupport", group: "db_version"}, {code: "dstDbVersionSupport", group: "db_version"},
		{code: "srcDbPrivilegesIsEnoughForIncre", group: "db_user_privilege"}, {code: "dstDbPrivilegesIsEnough", group: "db_user_privilege"},
		{code: "dstDbDiskSize", group: "db_disk_size"}, {code: "checkEmptyDstDb", group: "db_target_status", maySkip: true},
		log,
		{code: "dbTimeZoneConsistency", group: "db_params", maySkip: true}, keeps,
		{code: "mappedNameCheck", group: "object conflict", maySkip: true}, {code: "userSelectObjectsCheck", group: "object dependency", maySkip: true},
	}
	for i := range items {
		items[i].result = passed
	}
	return items
}

// Places in checkItems.
const sourceItem, destinationItem, diskItem, logItem, zoneItem, keepItem = 0, 1, 6, 8, 9, 10

// inspect looks at a job; broken tells whether what is wrong with it, if
// anything, still is.
func (s *Sim) inspect(i int, mode string, status string, broken bool) []checkItem {
	j := &s.world.jobs[i]
	items := checkItems(j.link)
	if mode == "forStartJob" {
		s.inspectEnds(i, items)
	}
	s.inspectNames(i, items)
	switch {
	case mode == "forRetryJob":
		if status == "FULL_TRANSFER_FAILED" && broken {
			it := &items[diskItem]
			it.result, it.reason, it.raw = failed, "DST_DISK_NOT_ENOUGH", "available 0.4 GB, at least 212 GB are needed"
			it.data = string(object{"available_gb": 0.4, "needed_gb": 212}.encode())
		}
	case j.check == checkAlarms:
		items[zoneItem].result, items[zoneItem].reason = alarm, "the time zones of source and destination differ"
		items[keepItem].result, items[keepItem].reason = alarm, "the source keeps its logs for less than three days"
	case j.check == checkFailed && broken:
		it := &items[logItem]
		it.result, it.reason, it.raw = failed, "binlog is off on the source", "SHOW VARIABLES LIKE 'log_bin': OFF"
		if j.link == mongoDDS {
			it.reason = "oplog is off on the source"
			it.raw = "rs.printReplicationInfo(): this is a standalone node, not a member of a replica set"
		}
	case j.check == checkNeither && !s.late(i) && j.link.pair().from == "mysql":
		items = append(items, s.keyless(i))
	}
	return items
}

// inspectEnds looks at whether both databases are reached as they were stored. A
// job that was made in this world has no password until it is tested or stored.
func (s *Sim) inspectEnds(i int, items []checkItem) {
	p := s.prepOf(i)
	both, ok := s.sidesOf(i)
	for _, end := range []struct {
		item  *checkItem
		known bool
		sides []endWish
	}{{&items[sourceItem], p.source, both.Source}, {&items[destinationItem], p.destination, both.Target}} {
		if s.late(i) && !end.known {
			end.item.result, end.item.reason, end.item.raw = failed, "CONNECTION_NOT_TESTED", "no password is stored for this database"
			continue
		}
		for _, e := range end.sides {
			if code, message := s.try(i, e.probe(p.stored != nil || !s.world.cloned(i))); ok && code != "" {
				end.item.result, end.item.reason, end.item.raw = failed, "CONNECTION_FAILED", code+" "+message
			}
		}
	}
}

// keyless is the item about tables without a primary key, which names them.
func (s *Sim) keyless(i int) checkItem {
	tables := []string{}
	for k := range min(s.options.Tables, 30) {
		db, name := s.objectName(i, objectKinds()[0], 3*k)
		tables = append(tables, db+"."+name)
	}
	return checkItem{
		code: "srcHasNoPkTableWhenTgtHasInvisiblePk", group: "src_info_check", result: failed, reason: "TABLES_WITHOUT_PRIMARY_KEY",
		raw: "tables without a primary key: " + strconv.Itoa(len(tables)), data: string(object{"count": len(tables), "tables": tables}.encode()), maySkip: true,
	}
}

// passedRate is the share of items that are known not to have failed, in
// percent, rounded down.
func passedRate(items []checkItem) int {
	good := 0
	for _, it := range items {
		if it.result != failed && it.result != pending {
			good++
		}
	}
	return 100 * good / max(len(items), 1)
}

// startable: a pre-check for the start is done and at 100 %.
func (s *Sim) startable(i int, now time.Time) bool { return s.cleared(i, "forStartJob", now) }

// cleared: the last pre-check was one for this purpose, and is at 100 %.
func (s *Sim) cleared(i int, mode string, now time.Time) bool {
	run, ran := s.lastRun(i)
	if !ran || run.mode != mode {
		return false
	}
	items, process := s.told(i, run, now)
	return process == 100 && passedRate(items) == 100
}

// precheckV3 answers V3BatchCheckResults. Its entries name no job, and those
// of several jobs are told apart by nothing but their order.
func (s *Sim) precheckV3(c *call) answer {
	m, err := members(c.body, "jobs")
	if err != nil {
		return invalid(err)
	}
	ids, problem := jobIDs(m)
	if problem.status != 0 {
		return problem
	}
	if sorted := slices.Sorted(slices.Values(ids)); len(slices.Compact(sorted)) < len(ids) {
		return refuse(http.StatusBadRequest, "DRS.M00301", "The parameter jobs holds an ID twice.")
	}
	defer s.lock()()
	a := answer{status: http.StatusOK, batch: true, total: len(ids)}
	for n, id := range ids {
		a.items = append(a.items, item{id, s.checkEntry(c, n, id)})
	}
	return a
}

func (s *Sim) checkEntry(c *call, n int, id string) []byte {
	i, exists := s.world.find(id)
	if !exists {
		return refused("DRS.M00289", "The task does not exist.")
	}
	if code := c.fx.failing(s, id, n); code != "" {
		return refused(code, "The pre-check result cannot be read now.")
	}
	run, ran := s.lastRun(i)
	if status := s.status(i, c.now); status != "CONFIGURATION" && s.prepOf(i).run == nil {
		return refused("DRS.M00304", "The pre-check result cannot be read in the status "+status+".")
	}
	if !ran {
		return refused("DRS.M00002", "No pre-check has been run.")
	}
	out := s.checkResult(i, run, c.now, "precheck_result")
	out["precheck_id"] = run.id
	return out.encode()
}

// checkResult is what both generations tell of a run, under one name of its
// items or the other. In a frozen world it moves the run on. v3 says nothing
// of skipping.
func (s *Sim) checkResult(i int, run checkRun, now time.Time, member string) object {
	s.pass(i)
	if p := s.prepOf(i); p.run != nil {
		run = *p.run
	}
	items, process := s.told(i, run, now)
	results := make([]object, 0, len(items))
	for _, it := range items {
		o := object{"item": it.code, "result": it.result, "failed_reason": it.reason, "raw_error_msg": it.raw, "group": it.group, "data": it.data}
		if member == "precheck_results" {
			o["is_support_skip"], o["is_skipped"] = it.maySkip, it.skipped
		}
		if subs := s.failedChildren(i, it, now); subs != nil {
			o["failed_sub_jobs"] = subs
		}
		results = append(results, o)
	}
	return object{
		"result": process == 100 && passedRate(items) == 100, "process": strconv.Itoa(process) + "%",
		"total_passed_rate": strconv.Itoa(passedRate(items)) + "%",
		"rds_instance_id":   s.instanceOf(i), "job_direction": s.world.jobs[i].dir.wire(), member: results,
	}
}

// failedChildren are the children of a parent for which an item failed: those
// that failed themselves.
func (s *Sim) failedChildren(i int, it checkItem, now time.Time) []object {
	var out []object
	if it.result != failed {
		return nil
	}
	for _, k := range s.world.children(i) {
		if strings.HasSuffix(s.status(k, now), "_FAILED") {
			out = append(out, object{"id": s.world.id(k), "name": s.world.jobs[k].name, "check_result": failed})
		}
	}
	return out
}

func refused(code, message string) []byte {
	return object{"error_code": code, "error_msg": message}.encode()
}
