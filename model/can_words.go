package model

// wrongState says why a job's state forbids a verb, and what is to be done
// instead.
func wrongState(job Job, verb Verb) string {
	if job.State.Family == Unknown {
		return "drover does not know the status " + job.State.Word
	}
	switch verb {
	case Start:
		return startState(job)
	case StartNow:
		if job.Status.Raw() == "CONFIGURATION" {
			return "it is not scheduled" + instead(job, Start)
		}
		return notScheduled(job)
	case RunCheck, SkipItem, TestEnds, SaveEnds:
		return uncheckable(job, verb)
	case Pause:
		return unpausable(job)
	case Resume, TryAgain:
		return unresumable(job, verb)
	case Reset:
		return unresettable(job)
	case Clone:
		return uncloneable(job)
	case End, ForceEnd:
		return unendable(job, verb)
	case Delete:
		return undeletable(job)
	case Update:
		if job.State.Family == Ended {
			return "it has ended"
		}
		return atWork(job)
	case SaveObjects, ReEdit:
		return unsavable(job, verb)
	case Create, Cancel: // is of no job
	}
	return ""
}

func startState(job Job) string {
	switch job.Status.Raw() {
	case "WAITING_FOR_START":
		return "it is scheduled already" + instead(job, StartNow)
	case "CREATING":
		return "it is still being created"
	case "STARTJOBING":
		return "it is starting already"
	case "PAUSING":
		return "it is paused" + instead(job, Resume)
	}
	switch job.State.Family {
	case Running:
		return "it is running already"
	case Busy:
		return atWork(job)
	case Failed:
		return job.State.Word + wayOut(job)
	case Ended:
		return "it has ended and cannot be started again"
	case Idle, Paused, Unknown:
	}
	return "only a job in configuration can be started"
}

func notScheduled(job Job) string {
	if why := startState(job); why != "only a job in configuration can be started" {
		return why
	}
	return "only a scheduled job can be started before its time"
}

func uncheckable(job Job, verb Verb) string {
	switch {
	case verb == TestEnds && job.State.Family != Ended && job.State.Family != Busy:
		return "the connections are tested in configuration, before a start"
	case verb == SaveEnds && job.State.Family != Ended && job.State.Family != Busy:
		return "the endpoints are changed in configuration, before a start"
	case job.Status.Raw() == "CREATING":
		return "it is still being created"
	case job.State.Family == Busy:
		return atWork(job)
	case job.State.Family == Ended:
		return "it has ended"
	}
	return "a pre-check is run in configuration, when it is paused or after a failure"
}

func unpausable(job Job) string {
	switch job.State.Family {
	case Paused:
		return "it is paused already"
	case Failed:
		return job.State.Word + ", nothing moves" + wayOut(job)
	case Busy:
		return atWork(job)
	case Ended:
		return "it has ended"
	case Idle, Running, Unknown:
	}
	if job.Status.Raw() == "WAITING_FOR_START" || job.Status.Raw() == "CONFIGURATION" {
		return "it has not been started"
	}
	return job.State.Word + ": only a copying or replaying job can be paused"
}

func unresumable(job Job, verb Verb) string {
	switch job.State.Family {
	case Running:
		return "it is running already"
	case Busy:
		return atWork(job)
	case Ended:
		return "it has ended and cannot be resumed"
	case Paused:
		return "it is paused" + instead(job, Resume)
	case Failed:
		if verb == TryAgain {
			return job.State.Word + ", the service offers no retry" + wayOut(job)
		}
		return job.State.Word + wayOut(job)
	case Idle, Unknown:
	}
	return "it has not been started"
}

func unresettable(job Job) string {
	switch job.State.Family {
	case Running:
		return "it is running: only a paused or failed job can be reset, if the service offers it"
	case Busy:
		return atWork(job)
	case Ended:
		return "it has ended"
	case Paused:
		return "paused: the service offers no reset now (job_action)"
	case Failed:
		return job.State.Word + ", the service offers no reset now (job_action)" + wayOut(job)
	case Idle, Unknown:
	}
	return "it has not been started"
}

func uncloneable(job Job) string {
	switch job.Status.Raw() {
	case "CREATING":
		return "it is still being created"
	case "CREATE_FAILED", "DELETED":
		return "there is nothing left to copy"
	case "STARTJOBING":
		return "it is starting: it can be cloned once it runs"
	case "START_JOB_FAILED":
		return "start failed: the service offers no clone"
	}
	return "it has not been started: only a job that was can be cloned"
}

func unendable(job Job, verb Verb) string {
	switch {
	case job.Status.Raw() == "CREATE_FAILED":
		return "it was never made" + instead(job, Delete)
	case job.Status.Raw() == "RELEASE_RESOURCE_STARTED":
		return "it is ending already"
	case job.State.Family == Ended:
		return "it has ended already"
	case job.State.Family == Busy:
		return atWork(job)
	case verb == End && open(job, ForceEnd):
		return job.State.Word + ": the service offers no plain end; force the end instead"
	}
	return job.State.Word + ": the service offers no end"
}

func undeletable(job Job) string {
	switch {
	case job.Status.Raw() == "DELETED":
		return "it is deleted already"
	case job.Status.Raw() == "RELEASE_RESOURCE_STARTED":
		return "it is ending; it can be deleted once it has ended"
	case open(job, End):
		return "end it first"
	case open(job, ForceEnd):
		return "force the end first"
	case job.State.Family == Busy:
		return atWork(job)
	}
	return job.State.Word + ": it can be deleted once it has ended"
}

// instead is the tail that names another verb, if that may be tried.
func instead(job Job, verb Verb) string {
	if !open(job, verb) {
		return ""
	}
	switch verb {
	case Start:
		return ": start it instead"
	case StartNow:
		return ": start it now instead"
	case Resume:
		return ": resume it instead"
	case TryAgain:
		return ": retry it instead"
	case Delete:
		return ": delete it instead"
	case Clone, RunCheck, SkipItem, TestEnds, Pause, Reset, End, ForceEnd, Create, SaveEnds, Update, SaveObjects, ReEdit, Cancel:
	}
	return ""
}

// wayOut is the tail that names what a failed job still allows; "" if nothing
// is left but to wait for the service.
func wayOut(job Job) string {
	retry, reset := open(job, TryAgain), open(job, Reset)
	switch {
	case retry && reset:
		return ": retry or reset it instead"
	case retry:
		return ": retry it instead"
	case reset:
		return ": reset it instead"
	case open(job, Delete):
		return ": delete it instead"
	case open(job, ForceEnd):
		return ": force the end, or make it anew"
	case !job.Parent.Empty() && familyWhy(job, ForceEnd) != "":
		return ": only its parent job can be ended"
	}
	return ": the service offers nothing for it now"
}

func atWork(job Job) string { return "the service is at work on it: " + job.State.Word }

// Done says that it can be done to a job: "be paused", "skip items".
func (v Verb) Done() string { return beDone(v) }

// beDone is the verb as something that is done to a job.
func beDone(v Verb) string {
	switch v {
	case StartNow, Start:
		return "be started"
	case RunCheck:
		return "be checked"
	case SkipItem:
		return "skip items"
	case TestEnds:
		return "test its ends"
	case SaveEnds:
		return "get other endpoints"
	case SaveObjects:
		return "get other objects"
	case TryAgain:
		return "be retried"
	case Clone, Pause, Resume, Reset, End, ForceEnd, Delete, Create, Update, ReEdit, Cancel:
	}
	return "be " + past(v)
}

// past is the verb's participle.
func past(v Verb) string {
	switch v {
	case Start, StartNow:
		return "started"
	case RunCheck:
		return "checked"
	case TestEnds:
		return "tested"
	case SkipItem:
		return "skipped"
	case TryAgain:
		return "retried"
	case ForceEnd:
		return "ended"
	case Clone, Pause, Resume, Delete, Create, Update:
		return string(v) + "d"
	case SaveEnds:
		return "stored"
	case SaveObjects:
		return "saved"
	case ReEdit:
		return "re-edited"
	case Reset:
		return "reset"
	case End:
		return "ended"
	case Cancel:
		return "cancelled"
	}
	return string(v)
}

// article stands before the verb as a noun: an end, a pause.
func article(v Verb) string {
	if v == End || v == Update || v == SaveObjects {
		return "an "
	}
	return "a "
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
