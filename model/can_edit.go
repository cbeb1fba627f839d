package model

import "slices"

// CanEdit answers "" if a section of the job may be changed now, else the reason
// why not and what would enable it, as the tail of a sentence.
func CanEdit(caps Capabilities, job Job, s Section) string {
	switch {
	case s == SectionEnds:
		return Can(caps, job, SaveEnds)
	case s == SectionCopy:
		return Can(caps, job, Clone)
	case !slices.Contains(SectionsOf(caps.Realm), s):
		return caps.Service + " has no " + s.Word()
	}
	if why := Can(caps, job, Update); why != "" {
		return why
	}
	if why := caps.Sections[s]; why != "" || caps.Realm == Files {
		return why
	}
	if why := unfitSection(job, s); why != "" {
		return why
	}
	status := job.Status.Raw()
	if slices.Contains(editableIn(s), status) {
		return ""
	}
	if job.State.Family == Ended {
		return "it has ended"
	}
	switch s {
	case SectionTuning:
		return "it has no node yet"
	case SectionPolicy, SectionUsers, SectionParams, SectionPosition, SectionRecreate:
		if status == "CREATING" {
			return "it is still being created"
		}
		return "the " + s.Word() + isOrAre(s) + " changed in configuration, before a start"
	case SectionName, SectionDescription, SectionExpiry, SectionEnds, SectionFlow, SectionAlarm, SectionTags, SectionPeriod, SectionSchedule, SectionCopy:
	}
	return job.State.Word
}

func isOrAre(s Section) string {
	if s == SectionUsers || s == SectionParams || s == SectionFlow {
		return " are"
	}
	return " is"
}

// WhyNoSection is why a job of its kind has nothing to change in a section,
// whatever its status; "" if it has.
func WhyNoSection(job Job, s Section) string { return unfitSection(job, s) }

// unfitSection is what a job's kind forbids, whatever its status.
func unfitSection(job Job, s Section) string {
	from, _ := Ends(job.Engine.String())
	mysql, mongo := from == "mysql", from == "mongodb"
	into := job.Direction.Raw() == "up"
	switch s {
	case SectionFlow:
		if job.Task == Incr {
			return "it has no full phase: flow windows act in that alone"
		}
	case SectionPosition:
		if job.Task != Incr {
			return "only an incremental task has a start position of its own"
		}
	case SectionUsers:
		if job.Scenario != Migration || !mysql && !mongo {
			return "only migrations of MySQL and MongoDB move users"
		}
	case SectionParams:
		if job.Scenario == Sync || !mysql || !into {
			return "only MySQL migrations and disaster recovery into this cloud compare parameters"
		}
	case SectionPolicy:
		if job.Scenario == DR {
			return "a disaster recovery job has no policy: it replicates everything"
		}
	case SectionExpiry:
		if job.Charging == Period {
			return "a job that is billed by the month or year does not end by itself"
		}
	case SectionPeriod:
		if job.Charging == Period {
			return "it is billed by the month or year already"
		}
	case SectionName, SectionDescription, SectionEnds, SectionAlarm, SectionTuning, SectionTags, SectionRecreate, SectionSchedule, SectionCopy:
	}
	return ""
}

// editableIn lists the statuses in which a section may be changed (drs-facts §1).
func editableIn(s Section) []string {
	switch s {
	case SectionPolicy, SectionUsers, SectionParams, SectionPosition, SectionRecreate, SectionEnds:
		return []string{"CONFIGURATION"}
	case SectionName, SectionDescription, SectionExpiry, SectionFlow, SectionAlarm, SectionTuning, SectionTags, SectionPeriod, SectionSchedule, SectionCopy:
	}
	out := slices.DeleteFunc(Statuses(), func(status string) bool {
		return slices.Contains([]string{
			"DELETED", "RELEASE_RESOURCE_STARTED", "RELEASE_RESOURCE_FAILED", "RELEASE_RESOURCE_COMPLETE",
			"RELEASE_CHILD_TRANSFER_STARTED", "RELEASE_CHILD_TRANSFER_COMPLETE",
		}, status)
	})
	if s == SectionTuning || s == SectionPeriod {
		out = slices.DeleteFunc(out, func(status string) bool { return status == "CREATING" || status == "CREATE_FAILED" })
	}
	return out
}

// QueuedOnly are the types of update that only a queued creation knows
// (BatchCreateJobsAsync), with what they would change.
func QueuedOnly() []string { return []string{"all", "network", "precheck"} }

// WhyQueuedOnly is why they are grey.
const WhyQueuedOnly = "only for jobs that a queued creation has not made yet"
