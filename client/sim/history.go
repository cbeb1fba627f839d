package sim

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// event is one operation in a job's history, for its timeline and its log.
type event struct {
	at     time.Time
	name   string
	status string // SUCCESS, FAILED, RUNNING
	user   string
}

// timelineV5 answers ShowTimeline, the newest operation first.
func (s *Sim) timelineV5(c *call) answer {
	offset, limit, problem := part(c.request.URL.Query())
	if problem.status != 0 {
		return problem
	}
	defer s.lock()()
	at, problem := s.below(c)
	if problem.status != 0 {
		return problem
	}
	events := s.history(at)
	slices.Reverse(events)
	return listing("timelines", len(events), offset, limit, func(k int) object {
		e := events[k]
		return object{"name": e.name, "status": e.status, "user_name": e.user, "operation_time": e.at.UTC().Format(layoutV5)}
	})
}

// history is what happened to a job, the oldest first. Its turns are those of
// moments.
func (s *Sim) history(at below) []event {
	j, m := &s.world.jobs[at.i], s.moments(at.i, at.r, at.now)
	user := s.user(at.i)
	created := s.world.created(at.i)
	out := []event{{created, "CREATE", "SUCCESS", user}}
	switch at.r.status {
	case "CREATING":
		out[0].status = "RUNNING"
		return out
	case "CREATE_FAILED":
		out[0].status = "FAILED"
		return out
	}
	if j.check != checkNeither {
		status := "SUCCESS"
		if j.check == checkFailed {
			status = "FAILED"
		}
		out = append(out, event{created.Add(s.world.base.Sub(created) / 8), "PRE_CHECK", status, user})
	}
	if !m.started.IsZero() {
		out = append(out, event{m.started, "START", "SUCCESS", user})
	}
	if !m.copied.IsZero() && j.task != incrOnly {
		out = append(out, event{m.copied, "FULL_TRANSFER", "SUCCESS", "system"})
	}
	if since := turned(m, at.r.status, j.task); !since.IsZero() {
		out = append(out, event{since, "INCRE_TRANSFER", "RUNNING", "system"})
		out = append(out, s.pauses(at, since)...)
	}
	if e, ends := lastOf(at.r.status); ends {
		e.at, e.user = s.rested(at.i), or(e.user, user)
		out = append(out, e)
	}
	slices.SortStableFunc(out, func(a, b event) int { return a.at.Compare(b.at) })
	return out
}

// turned is when a job went over to the incremental phase, which moments does
// not tell of one that has stopped there.
func turned(m moments, status string, t task) time.Time {
	stopped := status == "INCRE_TRANSFER_FAILED" || status == "PAUSING"
	if stopped && m.incremental.IsZero() && !m.copied.IsZero() && t != fullOnly {
		return m.copied.Add(time.Second)
	}
	return m.incremental
}

// pauses are those that a long-running job has been through.
func (s *Sim) pauses(at below, since time.Time) []event {
	whole := s.rested(at.i).Sub(since)
	if whole < day/2 {
		return nil
	}
	var out []event
	for k := range time.Duration(s.world.hash(at.i) % 4) {
		began := since.Add(whole * (k + 1) / 5)
		out = append(out, event{began, "PAUSE", "SUCCESS", s.user(at.i)}, event{began.Add(40 * time.Minute), "RETRY", "SUCCESS", s.user(at.i)})
	}
	return out
}

// lastOf is the operation that left a job where it rests; ends is false for
// one that runs or waits.
func lastOf(status string) (e event, ends bool) {
	for suffix, came := range map[string]string{"_FAILED": "FAILED", "_COMPLETE": "SUCCESS", "_STARTED": "RUNNING", "_START": "RUNNING"} {
		name, cut := strings.CutSuffix(status, suffix)
		if !cut {
			continue
		}
		switch name {
		case "START_JOB":
			return event{name: "START", status: came}, true
		case "CHANGE_JOB":
			return event{name: "CHANGE", status: came}, true
		case "RELEASE_RESOURCE", "RELEASE_CHILD_TRANSFER":
			return event{name: "FREE_RESOURCE", status: came}, true
		case "REBUILD_NODE", "NODE_UPGRADE", "CHILD_TRANSFER":
			return event{name: name, status: came, user: "system"}, true
		case "FULL_TRANSFER", "INCRE_TRANSFER":
			return event{name: name, status: came, user: "system"}, came == "FAILED"
		}
	}
	return event{name: "PAUSE", status: "SUCCESS"}, status == "PAUSING"
}

// rested is when a job that was at rest before this world came to it, or its
// trouble began.
func (s *Sim) rested(i int) time.Time {
	return s.world.base.Add(-s.world.base.Sub(s.world.created(i)) / 5).Truncate(time.Second)
}

func (s *Sim) user(i int) string {
	if s.world.jobs[i].is(hostile) {
		return "ops\x1b[31m\u200b"
	}
	return "dba_" + strconv.Itoa(1+int(s.world.hash(i)%4))
}
