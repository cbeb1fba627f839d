package sim

import (
	"net/http"
	"time"
)

// act carries out one of the actions; a status is a refusal.
func (w *dvWorld) act(i int, action string, now time.Time) answer {
	j := &w.jobs[i]
	if j.kind != "transfer" {
		return dvWrong("A job of this kind takes no " + action + ".")
	}
	var a answer
	switch action {
	case "start":
		a = w.start(i, now)
	case "pause":
		a = w.pause(i, now)
	case "resume":
		a = w.resume(i, now)
	case "cancel":
		a = w.cancel(i, now)
	case "reset": // sets flags for the next run
	}
	if a.status == 0 {
		j.touched = true
		w.arm(i)
	}
	return a
}

func (w *dvWorld) start(i int, now time.Time) answer {
	j := &w.jobs[i]
	switch {
	case j.run != nil || dvIs(j.status, "start", "running", "cancelling"):
		return dvRefuse(http.StatusConflict, "", "The job is already running.")
	case j.barred:
		return dvWrong("The job is disabled.")
	case j.status == "complete":
		return dvWrong("The job is complete and does not run again.")
	}
	w.queue(i, now)
	return answer{}
}

// pause holds an automatic job; a run that it has goes on until its node looks.
func (w *dvWorld) pause(i int, now time.Time) answer {
	j := &w.jobs[i]
	switch {
	case j.plan.mode != "auto":
		return dvWrong("A job without a schedule of its own cannot be paused.")
	case dvIs(j.status, "complete", "cancelling"):
		return dvRefuse(http.StatusConflict, "", "The job is "+j.status+".")
	}
	j.status, j.due, j.next = "paused", time.Time{}, time.Time{}
	if j.run != nil {
		j.stop = w.look(i, now)
	}
	return answer{}
}

func (w *dvWorld) resume(i int, now time.Time) answer {
	j := &w.jobs[i]
	switch {
	case j.status != "paused":
		return dvRefuse(http.StatusConflict, "", "The job is not paused.")
	case j.run != nil:
		return dvRefuse(http.StatusConflict, "", "The job's run is still being ended.")
	}
	j.status, j.due = "resume", now.Add(dvQueue)
	return answer{}
}

func (w *dvWorld) cancel(i int, now time.Time) answer {
	j := &w.jobs[i]
	if j.run == nil && !dvIs(j.status, "start", "running") {
		return dvRefuse(http.StatusConflict, "", "The job is not running.")
	}
	j.due, j.stop = time.Time{}, w.look(i, now)
	if j.status != "paused" {
		j.status = "cancelling"
	}
	return answer{}
}
