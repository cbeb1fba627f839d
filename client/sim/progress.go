package sim

import (
	"net/http"
	"strconv"
)

// progressV3 answers V3BatchListProgresses. Telling the progress is no
// reading of the status: a frozen job does not move by it.
func (s *Sim) progressV3(c *call) answer {
	m, err := members(c.body, "jobs")
	if err != nil {
		return invalid(err)
	}
	ids, problem := jobIDs(m)
	if problem.status != 0 {
		return problem
	}
	return batch{
		status: http.StatusAccepted, ids: ids, total: len(ids), idKey: "job_id", textKey: "error_msg", look: s.read,
		entryBody: func(i int, r reading) []byte {
			p := s.progress(i, r, "incre_trans_delay")
			p["job_id"], p["process_time"] = s.world.id(i), millis(c.now)
			return p.encode()
		},
	}.answer(s, c)
}

// progress is the section that both generations tell, under one name of the
// delay or the other.
func (s *Sim) progress(i int, r reading, delay string) object {
	p := object{
		"progress": "0", "task_mode": s.world.jobs[i].task.wire(), "transfer_status": r.status,
		delay: "", delay + "_millis": "", "remaining_time": "",
	}
	if r.percent >= 0 {
		p["progress"] = strconv.Itoa(r.percent)
	}
	if r.lag >= 0 {
		p[delay] = strconv.Itoa(int(r.lag.Seconds()))
		p[delay+"_millis"] = strconv.FormatInt(r.lag.Milliseconds(), 10)
	}
	if r.percent > 0 && r.percent < 100 {
		left := s.remaining(i, r)
		p["remaining_time"] = strconv.Itoa(left)
		p["progress_map"] = stages(r.percent, left)
	}
	return p
}

// remaining is the service's estimate in seconds.
func (s *Sim) remaining(i int, r reading) int {
	whole := int(s.world.copyingFor(i).Seconds())
	if l, lived := s.life(i); !lived || l.forced != "" {
		whole = 6000 + int(s.world.hash(i)%6000)
	}
	return max(whole*(100-r.percent)/100, 1)
}

// stages breaks the full phase into its parts: structure first, indexes last.
func stages(percent, left int) object {
	index := max(0, (percent-80)*5)
	return object{
		"structure": object{"completed": strconv.Itoa(min(percent*10, 100)), "remaining_time": "0"},
		"data":      object{"completed": strconv.Itoa(percent), "remaining_time": strconv.Itoa(left)},
		"index":     object{"completed": strconv.Itoa(index), "remaining_time": strconv.Itoa(left)},
	}
}
