package dryviq

import (
	"slices"
	"strings"

	"drover/client/rest/wire"
	"drover/model"
)

// jobRow reads a job of whatever call: what it does not tell stays empty.
func jobRow(v wire.Value) model.Job {
	transfer := v.Get("transfer")
	source, destination := sideOf(transfer.Get("source")), sideOf(transfer.Get("destination"))
	job := model.Job{
		ID: model.NewJobID(v.Get("id").String()), Name: v.Get("name").Text(), Description: v.Get("description").Text(),
		Scenario: model.Scenario(v.Get("kind").String()), Task: model.TaskType(transfer.Get("transfer_type").String()),
		Parent: model.NewJobID(v.Get("parent_id").String()), Created: moment(v.Get("created_on")), Generation: v1,
		Realm: model.Files, Mode: v.Get("schedule").Get("mode").Text(), NextRun: moment(v.Get("execute_on")),
		Engine: engine(source, destination), Paths: paths(source, destination),
	}
	job.Idle, _ = v.Get("disabled").Bool()
	return job.WithStatus(v.Get("status").Text())
}

// sample is what a job tells of where it stands.
func sample(v wire.Value) model.Sample {
	s := model.NoSample()
	s.Status = v.Get("status").Text()
	running, before := v.Get("execution"), v.Get("previous_execution")
	switch {
	case running.IsObject():
		s.Runs, s.Run, s.Percent = model.Yes, running.Get("id").Text(), percent(running.Get("progress"))
		if over(running) {
			s.Runs = model.No
		}
	case told(v, "execution"):
		s.Run = before.Get("id").Text()
		if runless(s.Status.Raw()) { // else its run is not told yet, or no more: nobody may take it for ended
			s.Runs = model.No
		}
	}
	return s
}

// over reports a run that has ended.
func over(run wire.Value) bool {
	switch run.Get("status").String() {
	case "failed", "completed", "cancelled", "failed_to_start", "no_changes":
		return true
	}
	return !moment(run.Get("end_time")).IsZero()
}

// runless reports a status that a job has while no run of it is under way: it rests, or
// waits for its run. Of any other word nobody knows that.
func runless(status string) bool {
	return slices.Contains([]string{
		"idle", "paused", "complete", "not-complete", "success", "warn", "failed", "failed-to-start", "failed_to_start", "cancelled",
		"deleted", "start", "resume",
	}, strings.ToLower(status))
}

// told reports a member that is there, and be it null.
func told(v wire.Value, name string) bool {
	for n := range v.Members() {
		if string(n) == name {
			return true
		}
	}
	return false
}
