package model

// Family is what a state means to somebody who waits: one glyph each.
type Family uint8

// The families, in the order of the legend.
const (
	Unknown Family = iota // not known to drover: shown as on the wire, no write offered
	Idle                  // nothing moves
	Busy                  // the service works and will be done by itself
	Running               // data moves
	Paused
	Failed
	Ended
)

// String is the family's word in filters, counts and help.
func (f Family) String() string {
	return [...]string{"unknown", "idle", "busy", "running", "paused", "failed", "ended"}[f]
}

// Families lists all of them in the order of the legend.
func Families() []Family { return []Family{Running, Busy, Idle, Paused, Failed, Ended, Unknown} }

// State is a status as a person reads it.
type State struct {
	Word   string // "incr running"; for an unknown status the cleaned wire name
	Family Family
}

// StateOf gives the short word and the family of a wire status, which depend
// on the scenario (disaster recovery has its own words) and on the task type
// (a full-only job whose copy is done waits, billed, for its end).
func StateOf(status Text, scenario Scenario, task TaskType) State {
	if scenario == DR {
		if s, ok := drState(status.Raw()); ok {
			return s
		}
	}
	if status.Raw() == "FULL_TRANSFER_COMPLETE" && task == Full {
		return State{"full done", Idle}
	}
	if s, ok := plainState(status.Raw()); ok {
		return s
	}
	if status.Empty() {
		return State{"-", Unknown}
	}
	return State{status.String(), Unknown}
}

func drState(wire string) (State, bool) {
	switch wire {
	case "FULL_TRANSFER_STARTED":
		return State{"init running", Running}, true
	case "FULL_TRANSFER_FAILED":
		return State{"init failed", Failed}, true
	case "FULL_TRANSFER_COMPLETE":
		return State{"init done", Running}, true
	case "INCRE_TRANSFER_STARTED":
		return State{"dr protecting", Running}, true
	case "INCRE_TRANSFER_FAILED":
		return State{"dr abnormal", Failed}, true
	}
	return State{}, false
}

// Statuses lists the wire statuses drover knows, in the order of a job's life.
func Statuses() []string {
	return []string{
		"CREATING", "CREATE_FAILED", "CONFIGURATION", "WAITING_FOR_START", "STARTJOBING", "START_JOB_FAILED",
		"FULL_TRANSFER_STARTED", "FULL_TRANSFER_FAILED", "FULL_TRANSFER_COMPLETE",
		"INCRE_TRANSFER_STARTED", "INCRE_TRANSFER_FAILED", "PAUSING", "CHANGE_JOB_STARTED", "CHANGE_JOB_FAILED",
		"CHILD_TRANSFER_STARTING", "CHILD_TRANSFER_STARTED", "CHILD_TRANSFER_COMPLETE", "CHILD_TRANSFER_FAILED",
		"RELEASE_CHILD_TRANSFER_STARTED", "RELEASE_CHILD_TRANSFER_COMPLETE",
		"REBUILD_NODE_STARTED", "REBUILD_NODE_FAILED", "NODE_UPGRADE_START", "NODE_UPGRADE_COMPLETE", "NODE_UPGRADE_FAILED",
		"RELEASE_RESOURCE_STARTED", "RELEASE_RESOURCE_FAILED", "RELEASE_RESOURCE_COMPLETE", "DELETED",
	}
}

func plainState(wire string) (State, bool) {
	if s, ok := lifeState(wire); ok {
		return s, true
	}
	return sideState(wire)
}

// lifeState holds the states every job goes through.
func lifeState(wire string) (State, bool) {
	switch wire {
	case "CREATING":
		return State{"creating", Busy}, true
	case "CREATE_FAILED":
		return State{"create failed", Failed}, true
	case "CONFIGURATION":
		return State{"configuration", Idle}, true
	case "WAITING_FOR_START":
		return State{"scheduled", Idle}, true
	case "STARTJOBING":
		return State{"starting", Busy}, true
	case "START_JOB_FAILED":
		return State{"start failed", Failed}, true
	case "FULL_TRANSFER_STARTED":
		return State{"full running", Running}, true
	case "FULL_TRANSFER_FAILED":
		return State{"full failed", Failed}, true
	case "FULL_TRANSFER_COMPLETE":
		return State{"full done", Running}, true
	case "INCRE_TRANSFER_STARTED":
		return State{"incr running", Running}, true
	case "INCRE_TRANSFER_FAILED":
		return State{"incr failed", Failed}, true
	case "PAUSING": // the service's word for paused; nothing is under way
		return State{"paused", Paused}, true
	case "RELEASE_RESOURCE_STARTED":
		return State{"ending", Busy}, true
	case "RELEASE_RESOURCE_FAILED":
		return State{"end failed", Failed}, true
	case "RELEASE_RESOURCE_COMPLETE":
		return State{"ended", Ended}, true
	case "DELETED":
		return State{"deleted", Ended}, true
	}
	return State{}, false
}

// sideState holds changes, children born of a re-edit, and node repairs.
func sideState(wire string) (State, bool) {
	switch wire {
	case "CHANGE_JOB_STARTED":
		return State{"changing", Busy}, true
	case "CHANGE_JOB_FAILED":
		return State{"change failed", Failed}, true
	case "CHILD_TRANSFER_STARTING":
		return State{"child starting", Busy}, true
	case "CHILD_TRANSFER_STARTED":
		return State{"child running", Running}, true
	case "CHILD_TRANSFER_COMPLETE":
		return State{"child done", Running}, true
	case "CHILD_TRANSFER_FAILED":
		return State{"child failed", Failed}, true
	case "RELEASE_CHILD_TRANSFER_STARTED":
		return State{"child ending", Busy}, true
	case "RELEASE_CHILD_TRANSFER_COMPLETE":
		return State{"child ended", Ended}, true
	case "REBUILD_NODE_STARTED":
		return State{"node recovery", Busy}, true
	case "REBUILD_NODE_FAILED":
		return State{"rebuild failed", Failed}, true
	case "NODE_UPGRADE_START":
		return State{"node upgrade", Busy}, true
	case "NODE_UPGRADE_COMPLETE":
		return State{"upgrade done", Busy}, true
	case "NODE_UPGRADE_FAILED":
		return State{"upgrade failed", Failed}, true
	}
	return State{}, false
}
