package sim

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
)

// checkItem is one thing a pre-check looks at.
type checkItem struct {
	code, group    string
	result, reason string
	raw            string
}

// checkItems is what is looked at before a start, 13 items for every link.
func checkItems(l link) []checkItem {
	log := checkItem{code: "srcDbBinlogIsOff", group: "db_params"}
	if l == mongoDDS {
		log.code = "srcDbOplogIsOff"
	}
	items := []checkItem{
		{code: "srcDbConnection", group: "network"}, {code: "dstDbConnection", group: "network"},
		{code: "srcDbVersionSupport", group: "db_version"}, {code: "dstDbVersionSupport", group: "db_version"},
		{code: "srcDbPrivilegesIsEnoughForIncre", group: "db_user_privilege"}, {code: "dstDbPrivilegesIsEnough", group: "db_user_privilege"},
		{code: "dstDbDiskSize", group: "db_disk_size"}, {code: "checkEmptyDstDb", group: "db_target_status"},
		log,
		{code: "dbTimeZoneConsistency", group: "db_params"}, {code: "srcDbBinlogExpireLogsDays", group: "db_params"},
		{code: "mappedNameCheck", group: "object conflict"}, {code: "userSelectObjectsCheck", group: "object dependency"},
	}
	for i := range items {
		items[i].result = "PASSED"
	}
	return items
}

const logItem, zoneItem, keepItem = 8, 9, 10 // places in checkItems

// checked is the result of a job's pre-check; ok is false if none was run.
func (s *Sim) checked(i int) (items []checkItem, ok bool) {
	j := &s.world.jobs[i]
	items = checkItems(j.link)
	switch j.check {
	case checkNeither:
		return nil, false
	case checkAlarms:
		items[zoneItem].result, items[zoneItem].reason = "ALARM", "the time zones of source and destination differ"
		items[keepItem].result, items[keepItem].reason = "ALARM", "the source keeps its logs for less than three days"
	case checkFailed:
		items[logItem].result, items[logItem].reason = "FAILED", "binlog is off on the source"
		items[logItem].raw = "SHOW VARIABLES LIKE 'log_bin': OFF"
		if j.link == mongoDDS {
			items[logItem].reason = "oplog is off on the source"
			items[logItem].raw = "rs.printReplicationInfo(): this is a standalone node, not a member of a replica set"
		}
	case checkPassed:
	}
	return items, true
}

// passedRate is the share of items that did not fail, in percent, rounded down.
func passedRate(items []checkItem) int {
	passed := 0
	for _, it := range items {
		if it.result != "FAILED" {
			passed++
		}
	}
	return 100 * passed / max(len(items), 1)
}

// startable: the pre-check is at 100 %.
func (s *Sim) startable(i int) bool {
	items, ran := s.checked(i)
	return ran && passedRate(items) == 100
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
	if status := s.read(i, c.now).status; status != "CONFIGURATION" {
		return refused("DRS.M00304", "The pre-check result cannot be read in the status "+status+".")
	}
	items, ran := s.checked(i)
	if !ran {
		return refused("DRS.M00002", "No pre-check has been run.")
	}
	results := make([]object, 0, len(items))
	for _, it := range items {
		results = append(results, object{
			"item": it.code, "result": it.result, "failed_reason": it.reason, "raw_error_msg": it.raw, "group": it.group, "data": "",
		})
	}
	return object{
		"precheck_id":       fmt.Sprintf("%016x", mix(s.world.hash(i))),
		"result":            passedRate(items) == 100,
		"process":           "100%",
		"total_passed_rate": strconv.Itoa(passedRate(items)) + "%",
		"rds_instance_id":   s.world.instance(i),
		"job_direction":     s.world.jobs[i].dir.wire(),
		"precheck_result":   results,
	}.encode()
}

func refused(code, message string) []byte {
	return object{"error_code": code, "error_msg": message}.encode()
}
