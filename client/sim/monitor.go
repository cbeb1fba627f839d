package sim

import (
	"fmt"
	"strconv"
	"time"
)

// The node of every job.
const (
	nodeDisk    = 100
	nodeMemory  = 16
	bytesPerRow = 180
)

// monitorV5 answers ShowMonitorData. A job without a node is told nothing of.
func (s *Sim) monitorV5(c *call) answer {
	defer s.lock()()
	at, problem := s.below(c)
	if problem.status != 0 {
		return problem
	}
	out := object{}
	switch {
	case at.r.status == "START_JOB_FAILED":
		out["is_src_normal"], out["is_dst_normal"] = true, false
	case at.r.status == "RELEASE_RESOURCE_COMPLETE", at.r.percent < 0 && at.r.status != "STARTJOBING":
		return okay(out.encode())
	default:
		s.measure(out, at)
	}
	out["update_time"] = at.now.UTC().Format(layoutV5)
	return okay(out.encode())
}

// measure tells what the node does: rates if data moves, positions as far as
// the lag of each component leaves them behind.
func (s *Sim) measure(out object, at below) {
	in, rowsOut := s.rates(at)
	moved := s.moved(at)
	load := 6
	if in > 0 {
		load = 20 + in/200
	}
	for k, v := range (object{
		"is_src_normal": true, "is_dst_normal": true,
		"src_rps": strconv.Itoa(in), "dst_rps": strconv.Itoa(rowsOut),
		"src_io": strconv.Itoa(in * bytesPerRow), "dst_io": strconv.Itoa(rowsOut * bytesPerRow), "apply_rate": rowsOut * bytesPerRow,
		"trans_lines": strconv.FormatInt(moved, 10), "trans_data": strconv.FormatInt(moved*bytesPerRow, 10),
		"used_cpu_percent": strconv.Itoa(min(load, 97)), "used_memory": "6.2", "used_volumes": strconv.Itoa(8 + at.r.percent/10),
		"node_volume_size": nodeDisk, "node_memory_size": nodeMemory,
	}) {
		out[k] = v
	}
	if s.world.jobs[at.i].net == eip {
		out["bandwidth"] = "5"
	}
	if at.r.lag < 0 {
		return
	}
	capture, apply := s.components(at)
	out["src_delay"], out["dst_delay"] = int(capture/time.Second), int(apply/time.Second)
	out["src_offset"] = s.position(at.i, at.now)
	out["node_offset"] = s.position(at.i, at.now.Add(-capture))
	out["dst_offset"] = s.position(at.i, at.now.Add(-capture-apply))
}

// components splits the lag, to the second, between capture and apply.
func (s *Sim) components(at below) (capture, apply time.Duration) {
	whole := at.r.lag.Truncate(time.Second)
	share := time.Duration(15 + s.world.hash(at.i)%40)
	capture = (whole * share / 100).Truncate(time.Second)
	return capture, whole - capture
}

// rates are the rows per second in and out. A job that falls behind writes
// less than it reads, one that catches up more.
func (s *Sim) rates(at below) (in, out int) {
	h := s.world.hash(at.i)
	usual := 200 + int(h%4000)
	now := float64(usual) * (0.6 + 0.8*wave(h>>7, at.now.Sub(s.world.base).Seconds()))
	switch at.r.status {
	case "FULL_TRANSFER_STARTED", "CHILD_TRANSFER_STARTED":
		return int(8 * now), int(8 * now)
	case "INCRE_TRANSFER_STARTED":
		return int(now), max(int(now*(1-s.driftOf(at.i, at.now))), 0)
	}
	return 0, 0
}

// moved is how many rows went over so far: those of the tables copied, then
// what the incremental phase brought in its usual course.
func (s *Sim) moved(at below) int64 {
	rows := int64(s.options.Tables) * 4300 * int64(max(at.r.percent, 0)) / 100
	m, until := s.moments(at.i, at.r, at.now), at.now
	if m.incremental.IsZero() {
		until = s.rested(at.i, at.now)
	}
	if since := turned(m, at.r.status, s.world.jobs[at.i].task); !since.IsZero() {
		rows += int64(until.Sub(since).Seconds()) * int64(200+s.world.hash(at.i)%4000)
	}
	return rows
}

// position is where the source's log ends at a moment.
func (s *Sim) position(i int, t time.Time) string {
	written := t.Sub(s.world.created(i)).Milliseconds() * int64(90+s.world.hash(i)%400)
	if s.world.jobs[i].link == mysqlMySQL {
		const file = 1 << 30
		return fmt.Sprintf("mysql-bin.%06d:%d", 100+written/file, written%file)
	}
	return strconv.FormatInt(written, 10)
}
