package sim

import (
	"net/http"
	"strings"
	"time"
)

// dvCloneJob answers cloneJob: a copy, over which the body is laid. A copy has the
// schedule of its original, and runs by it, unless the body says otherwise.
func (s *Sim) dvCloneJob(c *call) answer {
	w, release := s.dv(c.now)
	defer release()
	i, there := w.find(c.request.PathValue("id"))
	if !there {
		return dvGone(c)
	}
	over := map[string]any{}
	if len(strings.TrimSpace(string(c.body))) > 0 {
		body, err := dvDecode(c.body)
		if err != nil {
			return dvWrong(err.Error() + ".")
		}
		if why := dvCloneShape().check("", body); why != "" {
			return dvWrong(why)
		}
		over = dvAsHeard(c, body)
	}
	if kind := dvString(over["kind"]); kind != "" && kind != w.jobs[i].kind {
		return dvWrong("A clone is of the kind of its original.")
	}
	base := dvCopyObject(w.bodyOf(i))
	if dvString(over["name"]) == "" {
		delete(over, "name") // a copy has the name of its original, too
	}
	k, problem := w.make(dvMerge(base, over, dvLevels(dvReplaces(c))), "", c.now)
	if problem.status != 0 {
		return problem
	}
	made, original := &w.jobs[k], &w.jobs[i]
	s.dvNote(c, Applied{JobID: made.id, Name: made.name, Source: original.id, Action: "clone"})
	return dvSay(http.StatusCreated, "job", w.shown(k, dvFieldsOf(c.request.URL.Query()), c.now))
}

// dvCreateJob answers createJob.
func (s *Sim) dvCreateJob(c *call) answer {
	w, release := s.dv(c.now)
	defer release()
	body, err := dvDecode(c.body)
	if err != nil {
		return dvWrong(err.Error() + ".")
	}
	if why := dvCreateShape().check("", body); why != "" {
		return dvWrong(why)
	}
	status := dvString(body["status"])
	delete(body, "status")
	body["kind"] = or(dvString(body["kind"]), "transfer")
	k, problem := w.make(body, status, c.now)
	if problem.status != 0 {
		return problem
	}
	s.dvNote(c, Applied{JobID: w.jobs[k].id, Name: w.jobs[k].name, Action: "create"})
	return dvSay(http.StatusCreated, "job", w.shown(k, dvFieldsOf(c.request.URL.Query()), c.now))
}

// make adds a job of this body. An automatic one queues at once.
func (w *dvWorld) make(body map[string]any, status string, now time.Time) (int, answer) {
	plan, err := dvReadSchedule(dvObject(body["schedule"]))
	if err != nil {
		return 0, dvWrong("The schedule is invalid: " + err.Error() + ".")
	}
	if status == "paused" && plan.mode != "auto" {
		return 0, dvWrong("The status paused is invalid for a job without a schedule of its own.")
	}
	for _, side := range []string{"source", "destination"} {
		end := dvObject(dvObject(body["transfer"])[side])
		if w.side(end).connection < 0 {
			return 0, dvRefuse(http.StatusBadRequest, "connection", "There is no such connection: transfer."+side+".")
		}
	}
	k := w.add(dvJob{body: body, status: "idle", touched: true, made: now, changed: now})
	w.restand(k, false, status, now)
	return k, answer{}
}
