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
	l, lived := s.life(at.i)
	var out []event
	if lived && l.forced == "" {
		out = s.lived(at, l)
	} else {
		out = s.madeUp(at.i, at.r, s.moments(at.i, at.r, at.now))
	}
	if stored := s.prepOf(at.i).storedAt; !stored.IsZero() {
		out = append(out, event{stored, "MODIFY_DB_CONFIG", "SUCCESS", s.user(at.i)})
	}
	out = append(out, s.editsOf(at.i).events...)
	if run := s.prepOf(at.i).run; run != nil {
		items, process := s.told(at.i, *run, at.now)
		e := event{run.begin, "PRE_CHECK", "RUNNING", s.user(at.i)}
		if process == 100 {
			e.status = outcome(passedRate(items) == 100)
		}
		out = append(out, e)
	}
	slices.SortStableFunc(out, func(a, b event) int { return a.at.Compare(b.at) })
	return out
}

func outcome(good bool) string {
	if good {
		return "SUCCESS"
	}
	return "FAILED"
}

// lived are the operations on a job up to the one that began its course, and
// what the service did since.
func (s *Sim) lived(at below, l life) []event {
	events := l.events
	if events == nil { // scheduled before this world
		events = s.madeUp(at.i, reading{"WAITING_FOR_START", -1, -1}, moments{})
		events = append(events, event{l.begin, "START", "SUCCESS", s.user(at.i)})
	}
	out := slices.DeleteFunc(slices.Clone(events), func(e event) bool { return e.at.After(at.now) })
	switch at.r.status {
	case "CREATING":
		out[0].status = "RUNNING"
	case "CREATE_FAILED":
		out[0].status = "FAILED"
	}
	if l.begin.After(at.now) {
		return out
	}
	for k := 1; k <= s.reached(l, at.now); k++ {
		e := event{s.entered(l, k), "", "SUCCESS", "system"}
		switch l.course[k].status {
		case "FULL_TRANSFER_COMPLETE":
			e.name = "FULL_TRANSFER"
		case "INCRE_TRANSFER_STARTED":
			e.name, e.status = "INCRE_TRANSFER", "RUNNING"
		case "FULL_TRANSFER_FAILED":
			e.name, e.status = "FULL_TRANSFER", "FAILED"
		case "RELEASE_RESOURCE_COMPLETE":
			e.name = "FREE_RESOURCE"
		default:
			continue
		}
		out = append(out, e)
	}
	return out
}

// madeUp is the history of a job as the world was made, for a reading of it
// and its turns.
func (s *Sim) madeUp(i int, r reading, m moments) []event {
	j, user, created := &s.world.jobs[i], s.user(i), s.world.created(i)
	out := []event{{created, "CREATE", "SUCCESS", user}}
	switch r.status {
	case "CREATING":
		out[0].status = "RUNNING"
		return out
	case "CREATE_FAILED":
		out[0].status = "FAILED"
		return out
	}
	age := max(s.world.base.Sub(created), 0)
	if j.check != checkNeither {
		out = append(out, event{created.Add(age / 8), "PRE_CHECK", outcome(j.check != checkFailed), user})
	}
	if !m.started.IsZero() {
		out = append(out, event{m.started, "START", "SUCCESS", user})
	}
	if !m.copied.IsZero() && j.task != incrOnly {
		out = append(out, event{m.copied, "FULL_TRANSFER", "SUCCESS", "system"})
	}
	if since := turned(m, r.status, j.task); !since.IsZero() {
		out = append(out, event{since, "INCRE_TRANSFER", "RUNNING", "system"})
		out = append(out, s.pauses(i, since)...)
	}
	if e, ends := lastOf(r.status); ends {
		e.at, e.user = s.settled(i), or(e.user, user)
		out = append(out, e)
	}
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
func (s *Sim) pauses(i int, since time.Time) []event {
	whole := s.settled(i).Sub(since)
	if whole < day/2 {
		return nil
	}
	var out []event
	for k := range time.Duration(s.world.hash(i) % 4) {
		began := since.Add(whole * (k + 1) / 5)
		out = append(out, event{began, "PAUSE", "SUCCESS", s.user(i)}, event{began.Add(40 * time.Minute), "RETRY", "SUCCESS", s.user(i)})
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

// rested is when a job came to where it rests now, or its trouble began.
func (s *Sim) rested(i int, now time.Time) time.Time {
	if l, lived := s.life(i); lived && l.forced == "" && !l.begin.After(now) {
		return s.entered(l, s.reached(l, now))
	}
	return s.settled(i)
}

// settled is rested of a job as the world was made.
func (s *Sim) settled(i int) time.Time {
	return s.world.base.Add(-max(s.world.base.Sub(s.world.created(i)), 0) / 5).Truncate(time.Second)
}

func (s *Sim) user(i int) string {
	if s.world.jobs[i].is(hostile) {
		return "ops\x1b[31m\u200b"
	}
	return "dba_" + strconv.Itoa(1+int(s.world.hash(i)%4))
}
