package model

import "slices"

// fileWhy answers "" if a verb may be tried on a transfer now, else the reason why
// not. The server tells nothing of what a job allows: its status and its schedule do.
func fileWhy(job Job, verb Verb) string {
	status := job.Status.Raw()
	switch {
	case job.Scenario != Transfer:
		return "drover changes transfers alone; this is a job of the kind " + job.Scenario.String()
	case status == "deleted":
		return "it is deleted"
	case job.State.Family == Unknown:
		return "drover does not know the status " + job.State.Word
	case job.Idle && (verb == Start || verb == Resume):
		return "it is switched off in the server (disabled)"
	}
	switch verb {
	case Start:
		return fileStartWhy(job, status)
	case Pause:
		return filePauseWhy(job, status)
	case Resume:
		if status == "paused" {
			return ""
		}
		return "only a paused job can be resumed"
	case Cancel:
		if slices.Contains([]string{"start", "running", "resume"}, status) {
			return ""
		}
		if job.State.Family == Busy {
			return "it is being cancelled already"
		}
		return "no run of it is under way"
	case Clone, Delete, Update:
		return ""
	case StartNow, RunCheck, SkipItem, TryAgain, Reset, End, ForceEnd, TestEnds, Create, SaveEnds, SaveObjects, ReEdit:
	}
	return "a transfer has no " + string(verb)
}

func fileStartWhy(job Job, status string) string {
	switch status {
	case "running":
		return "it is running already"
	case "paused":
		return "it is paused: resume it instead"
	case "complete":
		return "it is complete: the server never runs it again; clone it"
	case "awaiting-user":
		return "it waits for somebody to answer in the server's own console"
	}
	if job.State.Family == Busy {
		return "the server is at work on it: " + job.State.Word
	}
	return ""
}

func filePauseWhy(job Job, status string) string {
	switch {
	case status == "paused":
		return "it is paused already"
	case job.State.Family == Busy:
		return "the server is at work on it: " + job.State.Word
	case job.State.Family == Ended:
		return job.State.Word + ": it does not run again"
	}
	mode := Canonical(KeyScheduleMode, job.Mode.Raw())
	unscheduled := mode == ScheduleManual || mode == ScheduleAdHoc
	switch {
	case status == "running" && unscheduled:
		return "paused is invalid with " + mode + ": cancel ends its run"
	case status == "running", mode == ScheduleAuto:
		return ""
	}
	return "it has no schedule that could be held back: it runs when it is started"
}

// Live reports whether a transfer runs, or will run by itself: two of them over the
// same paths spoil each other's work. A paused one runs once somebody
// resumes it, and not before.
func (j Job) Live() bool {
	switch {
	case j.Realm != Files, j.Idle:
		return false
	case j.State.Family == Running, j.State.Family == Busy:
		return true
	case j.State.Family == Paused, j.State.Family == Ended:
		return false
	}
	switch Canonical(KeyScheduleMode, j.Mode.Raw()) {
	case "", ScheduleManual, ScheduleAdHoc:
		return false
	}
	return true // a mode that nobody knows may run it
}
