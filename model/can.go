package model

import "slices"

// Can answers "" if the verb may be tried on the job now, else the reason why
// not and what would enable it, as the tail of a sentence. It merges the
// backend's capabilities, the service's own word for this job and the rule of
// its state.
func Can(caps Capabilities, job Job, verb Verb) string {
	why, offered := caps.Verbs[verb]
	if !offered {
		return caps.Service + " has no " + string(verb)
	}
	if why != "" {
		return why
	}
	switch verb {
	case Start:
		return canStart(job)
	}
	return "drover does not know how to " + string(verb)
}

// canStart is the rule of drs-facts §1: CONFIGURATION with a passed
// pre-check, never the parent of a dual-active pair.
func canStart(job Job) string {
	if job.DualActiveParent() {
		return "a parent job cannot be started; its " + children(len(job.Children)) + " can"
	}
	if why := startState(job); why != "" {
		return why
	}
	// The service's own word wins over the state rule where it refuses.
	if job.Actions.Told && slices.Contains(job.Actions.Unavailable, "START") {
		return "the service does not allow a start now (job_action)"
	}
	if job.Actions.Current != "" {
		return "another operation is running on it: " + Clean(job.Actions.Current)
	}
	return ""
}

func startState(job Job) string {
	switch job.Status.Raw() {
	case "CONFIGURATION":
		return ""
	case "WAITING_FOR_START":
		return "it is scheduled already"
	case "CREATING":
		return "it is still being created"
	case "STARTJOBING":
		return "it is starting already"
	case "PAUSING":
		return "it is paused: resume it instead"
	}
	switch job.State.Family {
	case Running:
		return "it is running already"
	case Busy:
		return "the service is at work on it: " + job.State.Word
	case Failed:
		return job.State.Word + ": it wants a retry or a reset, not a start"
	case Ended:
		return "it has ended and cannot be started again"
	case Unknown:
		return "drover does not know the status " + job.State.Word
	case Idle, Paused:
	}
	return "only a job in configuration can be started"
}

func children(n int) string {
	if n == 1 {
		return "child"
	}
	if n == 0 {
		return "children"
	}
	return itoa(n) + " children"
}
