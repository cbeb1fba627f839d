package sim

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// dvNote enters a write in the record.
func (s *Sim) dvNote(c *call, a Applied) {
	a.Op, a.At, a.RequestID = c.op, c.now, c.id
	if len(c.body) > 0 {
		a.Params = slices.Clone(c.body)
	}
	s.record.apply(a)
}

// dvActions gives the flags of a call, in the order in which they work.
func dvActions(q url.Values) []string {
	var out []string
	for _, name := range []string{"reset", "cancel", "pause", "resume", "start"} {
		if v := q.Get(name); q.Has(name) && v != "0" && v != "false" {
			out = append(out, name)
		}
	}
	return out
}

// dvPatchJob answers patchJob: a change by its body, actions by the query.
func (s *Sim) dvPatchJob(c *call) answer {
	w, release := s.dv(c.now)
	defer release()
	i, there := w.find(c.request.PathValue("id"))
	if !there {
		return dvGone(c)
	}
	body, problem := dvPatchBody(c.body)
	if problem.status != 0 {
		return problem
	}
	q := c.request.URL.Query()
	actions := dvActions(q)
	if len(body) == 0 && len(actions) == 0 {
		return dvWrong("There is nothing to change.")
	}
	if a := s.dvPatch(c, w, i, body, actions); a.status != 0 {
		return a
	}
	return dvSay(http.StatusOK, "job", w.shown(i, dvFieldsOf(q), c.now))
}

func dvPatchBody(raw []byte) (map[string]any, answer) {
	if len(strings.TrimSpace(string(raw))) == 0 {
		return nil, answer{}
	}
	body, err := dvDecode(raw)
	if err != nil {
		return nil, dvWrong(err.Error() + ".")
	}
	if why := dvPatchShape().check("", body); why != "" {
		return nil, dvWrong(why)
	}
	transfer := dvObject(body["transfer"])
	if transfer["source"] != nil || transfer["destination"] != nil {
		return nil, dvRefuse(http.StatusBadRequest, "fixed", "The source and the destination of a job are fixed at its creation.")
	}
	return body, answer{}
}

// dvPatch changes one job and sets it going; a status is a refusal, after which
// nothing has changed of what the body asked for.
func (s *Sim) dvPatch(c *call, w *dvWorld, i int, body map[string]any, actions []string) answer {
	j := &w.jobs[i]
	before, sent := *j, len(body) > 0
	if body = dvAsHeard(c, body); sent {
		if a := w.change(i, body, c.now, dvReplaces(c)); a.status != 0 {
			return a
		}
	}
	for _, action := range actions {
		if a := w.act(i, action, c.now); a.status != 0 {
			w.jobs[i] = before
			w.arm(i)
			return a
		}
	}
	if sent {
		action := "update"
		if body["schedule"] != nil {
			action = "schedule"
		}
		if len(actions) > 0 {
			action += "+" + strings.Join(actions, "+")
		}
		s.dvNote(c, Applied{JobID: j.id, Name: j.name, Action: action})
		return answer{}
	}
	s.dvNote(c, Applied{JobID: j.id, Name: j.name, Action: strings.Join(actions, "+"), Mode: c.request.URL.Query().Get("reset")})
	return answer{}
}

// dvAsHeard is a body as the server takes it: without what a fault makes it
// ignore. A path that begins with no member of a job is one below transfer.
func dvAsHeard(c *call, body map[string]any) map[string]any {
	for _, r := range c.fx.bent {
		if r.Kind != "ignore" {
			continue
		}
		body = dvCopyObject(body)
		path := r.Arg
		if first, _, _ := strings.Cut(path, "."); !dvIs(first, "name", "description", "transfer", "schedule", "stop_policy", "category", "priority", "disabled", "retention", "status") {
			path = "transfer." + path
		}
		dvRemove(body, path)
	}
	return body
}

// dvReplaces tells whether nested objects take the place of the old ones as a
// whole (the fault replace).
func dvReplaces(c *call) bool {
	return slices.ContainsFunc(c.fx.bent, func(r Rule) bool { return r.Kind == "replace" })
}

// dvLevels is how deep a body is merged: to its leaves, or, where objects are
// replaced, no deeper than the members of transfer.
func dvLevels(replaces bool) int {
	if replaces {
		return 1
	}
	return dvAllLevels
}

// change lays a body over a job. A schedule comes as a whole: what a new one does
// not name is not kept.
func (w *dvWorld) change(i int, body map[string]any, now time.Time, replaces bool) answer {
	j := &w.jobs[i]
	if kind := dvString(body["kind"]); kind != "" && kind != j.kind {
		return dvWrong("The kind of a job cannot be changed.")
	}
	over := dvCopyObject(body)
	delete(over, "status")
	if one := dvString(over["transfer_type"]); one != "" {
		transfer := dvMerge(dvObject(over["transfer"]), map[string]any{"transfer_type": one}, 0)
		over["transfer"] = transfer
		delete(over, "transfer_type")
	}
	base := dvCopyObject(w.bodyOf(i))
	if over["schedule"] != nil {
		delete(base, "schedule")
	}
	next := dvMerge(base, over, dvLevels(replaces))
	plan, err := dvReadSchedule(dvObject(next["schedule"]))
	if err != nil {
		return dvWrong("The schedule is invalid: " + err.Error() + ".")
	}
	status := dvString(body["status"])
	if status == "paused" && plan.mode != "auto" {
		return dvWrong("The status paused is invalid for a job without a schedule of its own.")
	}
	w.put(i, next)
	j.touched, j.changed = true, now
	w.restand(i, body["schedule"] != nil, status, now)
	return answer{}
}

// restand gives a job the status that a change of it leaves. A new schedule drops
// a pause, unless that is repeated.
func (w *dvWorld) restand(i int, scheduled bool, status string, now time.Time) {
	j := &w.jobs[i]
	switch {
	case scheduled && j.status == "paused" && j.run != nil:
		j.status = "cancelling" // its node still ends the run
	case scheduled && dvIs(j.status, "paused", "resume", "complete"):
		j.status, j.due = "idle", time.Time{}
	}
	switch {
	case status == "paused" && j.status != "cancelling":
		w.pause(i, now)
	case status == "start" && j.run == nil && !j.barred && !dvIs(j.status, "start", "cancelling"):
		w.queue(i, now)
	}
	if j.run == nil && !dvIs(j.status, "start", "cancelling") {
		w.plan(i, now)
	} else {
		j.next = time.Time{}
	}
	w.arm(i)
}

// dvPatchJobs answers patchJobs. An empty filter is about all jobs.
func (s *Sim) dvPatchJobs(c *call) answer {
	w, release := s.dv(c.now)
	defer release()
	body, problem := dvPatchBody(c.body)
	if problem.status != 0 {
		return problem
	}
	q := c.request.URL.Query()
	count := 0
	for _, i := range w.choose(q, c.now) {
		if len(body) > 0 && w.change(i, body, c.now, false).status != 0 {
			continue
		}
		for _, action := range dvActions(q) {
			w.act(i, action, c.now)
		}
		count++
	}
	s.dvNote(c, Applied{Action: "bulk", Mode: c.request.URL.RawQuery})
	return okay(encodeValue(map[string]any{"status": http.StatusOK, "type": "jobs", "meta": map[string]any{"total_count": count}}))
}

// dvDeleteJob answers deleteJob: the job is gone from all answers, and a run of it
// goes on until its node looks.
func (s *Sim) dvDeleteJob(c *call) answer {
	w, release := s.dv(c.now)
	defer release()
	i, there := w.find(c.request.PathValue("id"))
	if !there {
		return dvGone(c)
	}
	j := &w.jobs[i]
	j.gone, j.touched, j.changed = true, true, c.now
	j.due, j.next = time.Time{}, time.Time{}
	if j.run != nil {
		j.stop = w.look(i, c.now)
		w.arm(i)
	}
	s.dvNote(c, Applied{JobID: j.id, Name: j.name, Action: "delete"})
	if w.hash(i)%2 == 0 {
		return answer{status: http.StatusNoContent}
	}
	return okay(encodeValue(map[string]any{"status": http.StatusOK, "type": "job"}))
}
