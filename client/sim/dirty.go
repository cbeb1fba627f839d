package sim

import (
	"net/http"
	"strconv"
	"time"
)

// dirtyV5 answers ShowDirtyData: rows that an incremental phase failed of,
// the newest first.
func (s *Sim) dirtyV5(c *call) answer {
	offset, limit, problem := part(c.request.URL.Query())
	if problem.status != 0 {
		return problem
	}
	defer s.lock()()
	at, problem := s.below(c)
	if problem.status != 0 {
		return problem
	}
	return listing("dirty_data_list", s.dirtyRows(at), offset, limit, func(k int) object { return s.dirtyRow(at, k) })
}

// dirtyRows is how many rows the target of a job has refused.
func (s *Sim) dirtyRows(at below) int {
	switch {
	case at.r.status == "INCRE_TRANSFER_FAILED":
		return 3 + int(s.world.hash(at.i)%40)
	case s.world.jobs[at.i].is(hostile) && at.r.lag >= 0:
		return 2
	}
	return 0
}

func (s *Sim) dirtyRow(at below, k int) object {
	key := strconv.FormatUint(48_200_000+s.world.hash(at.i)%90_000-uint64(k), 10)
	out := object{
		"db_name": s.databaseName(at.i, 0), "schema_name": "", "table_name": "orders_2025",
		"error_sql":  "INSERT INTO `orders_2025` (`id`, `state`, `total`) VALUES (" + key + ", 'open', 129.90)",
		"error_msg":  "Table '" + s.databaseName(at.i, 0) + ".orders_2025' doesn't exist",
		"error_time": s.rested(at.i, at.now).Add(-time.Duration(7*k) * time.Second).UTC().Format(layoutV5),
	}
	if s.world.jobs[at.i].is(hostile) {
		out["table_name"] = "notes\x1b[8m"
		out["error_sql"] = "UPDATE notes SET body = '\x1b]0;owned\x07\x1b[2J\u202e' WHERE id = " + key
		out["error_msg"] = "Data too long for column\r\n\x1b[1A\u009b2K all is well"
	}
	return out
}

// ddlsV5 answers ListJobDdls: the changes of structure that an incremental
// phase met, the newest first.
func (s *Sim) ddlsV5(c *call) answer {
	q := c.request.URL.Query()
	offset, limit, problem := part(q, "start_seq_no", "end_seq_no", "status")
	if problem.status != 0 {
		return problem
	}
	from, ok1 := number(q.Get("start_seq_no"), 0)
	to, ok2 := number(q.Get("end_seq_no"), 1<<31)
	status, ok3 := number(q.Get("status"), -1)
	if !ok1 || !ok2 || !ok3 || status > 1 {
		return refuse(http.StatusBadRequest, "DRS.M00202", "The parameter start_seq_no, end_seq_no or status is invalid.")
	}
	defer s.lock()()
	at, problem := s.below(c)
	if problem.status != 0 {
		return problem
	}
	var met []object
	last, zero := s.ddls(at)
	for seq := last; seq > 0; seq-- {
		d := s.ddl(at, seq, zero.Add(time.Duration(seq)*ddlEvery))
		if at.r.status == "INCRE_TRANSFER_FAILED" && seq == last { // what it failed of
			d["ddl_text"], d["exe_result"] = "CREATE TABLE `orders_2025` PARTITION BY RANGE (`id`) (PARTITION p0 VALUES LESS THAN MAXVALUE)", false
		}
		if seq >= from && seq <= to && (status < 0 || d["status"] == status) {
			met = append(met, d)
		}
	}
	return listing("ddl_list", len(met), offset, limit, func(k int) object { return met[k] })
}

// ddlEvery is how often somebody changes a structure at the source.
const ddlEvery = 9 * time.Minute

// ddls is how many changes of structure a job has met, and when: the n-th one
// n times ddlEvery after zero.
func (s *Sim) ddls(at below) (n int, zero time.Time) {
	before := 1 + int(s.world.hash(at.i)%9)
	earlier := time.Duration(before) * ddlEvery
	switch m := s.moments(at.i, at.r, at.now); {
	case at.r.status == "INCRE_TRANSFER_FAILED", at.r.status == "PAUSING":
		return before, s.rested(at.i, at.now).Add(-earlier)
	case m.incremental.IsZero():
		return 0, zero
	case m.incremental.Before(s.world.base):
		return before + int(at.now.Sub(s.world.base)/ddlEvery), s.world.base.Add(-earlier)
	default:
		return int(at.now.Sub(m.incremental) / ddlEvery), m.incremental
	}
}

// ddl is the change with a number, met then. Those that drop a database are
// skipped, as the policy says.
func (s *Sim) ddl(at below, seq int, when time.Time) object {
	kinds := [...]string{
		"ALTER TABLE `customers_0003` ADD COLUMN `vip` tinyint NOT NULL DEFAULT 0", "ALTER TABLE `orders_0001` ADD INDEX `idx_state` (`state`)",
		"CREATE TABLE `prices_next` LIKE `prices_0008`", "ALTER TABLE `payments_0003` MODIFY COLUMN `note` varchar(400)",
		"DROP DATABASE `" + s.databaseName(at.i, 0) + "_old`",
	}
	kind := (seq + int(s.world.hash(at.i)%5)) % len(kinds)
	out := object{
		"seqno": seq, "checkpoint": s.position(at.i, when), "status": 0, "ddl_timestamp": when.UnixMilli(), "ddl_text": kinds[kind],
		"exe_result": kind != len(kinds)-1, "record_time": when.Add(2 * time.Second).UnixMilli(),
	}
	if s.world.jobs[at.i].is(hostile) {
		out["ddl_text"] = "ALTER TABLE `x\x1b[31m` COMMENT '\x1b]52;c;ZWNobyBvd25lZA==\x07\u2066'"
	}
	if at.now.Sub(when) > time.Hour {
		out["status"], out["clean_time"] = 1, when.Add(time.Hour).UnixMilli()
	}
	return out
}
