package model

// FileStatuses lists the wire statuses of a transfer that drover knows, in the order
// of its life.
func FileStatuses() []string {
	return []string{
		"idle", "start", "running", "paused", "resume", "cancel", "cancelling", "cancelled", "success", "warn", "failed", "failed-to-start",
		"awaiting-user", "complete", "not-complete", "deleted",
	}
}

// fileState gives the short word and the family of a transfer's wire status. Runs
// write some of them with an underscore.
func fileState(status Text) State {
	switch status.Raw() {
	case "idle":
		return State{"idle", Idle}
	case "start":
		return State{"queued", Busy}
	case "running":
		return State{"running", Running}
	case "paused":
		return State{"paused", Paused}
	case "resume":
		return State{"resuming", Busy}
	case "cancel", "cancelling":
		return State{"cancelling", Busy}
	case "cancelled":
		return State{"cancelled", Ended}
	case "success":
		return State{"success", Idle}
	case "warn":
		return State{"warnings", Idle}
	case "failed":
		return State{"failed", Failed}
	case "failed-to-start", "failed_to_start":
		return State{"start failed", Failed}
	case "awaiting-user":
		return State{"awaits user", Paused}
	case "complete":
		return State{"complete", Ended}
	case "not-complete":
		return State{"not complete", Ended}
	case "deleted":
		return State{"deleted", Ended}
	case "":
		return State{"-", Unknown}
	}
	return State{status.String(), Unknown}
}
