package model

// Keys of a transfer's schedule, by their place in the document. Moments are seconds
// since 1970; times of a day "02:00", with seconds and milliseconds where there are
// any; lengths a number and a unit: "15m".
const (
	KeyScheduleMode   FieldKey = "schedule.mode"
	KeyScheduleDays   FieldKey = "schedule.days" // joined by commas
	KeyScheduleStart  FieldKey = "schedule.start_date"
	KeyScheduleEnd    FieldKey = "schedule.end_date"
	KeyScheduleRepeat FieldKey = "schedule.repeat_count" // runs a day
	KeyScheduleEvery  FieldKey = "schedule.repeat_interval"
	KeyScheduleFrom   FieldKey = "schedule.start_window"
	KeyScheduleTo     FieldKey = "schedule.end_window"
	KeyScheduleRunAt  FieldKey = "schedule.run_at"
	KeyScheduleMost   FieldKey = "schedule.max_execution"
	KeyScheduleHold   FieldKey = "status" // "paused": the pause stays, which a change of the schedule drops
)

// The modes of a schedule.
const (
	ScheduleManual = "manual"
	ScheduleAuto   = "auto"
	ScheduleAdHoc  = "ad-hoc"
)

// ScheduleKeys lists those of the schedule itself, in the order of a form.
func ScheduleKeys() []FieldKey {
	return []FieldKey{
		KeyScheduleMode, KeyScheduleDays, KeyScheduleRunAt, KeyScheduleEvery, KeyScheduleRepeat, KeyScheduleFrom, KeyScheduleTo,
		KeyScheduleStart, KeyScheduleEnd, KeyScheduleMost,
	}
}

// Keys of what the copy of a transfer may have of its own, besides its name and the
// schedule.
const (
	KeyTransferType  FieldKey = "transfer.transfer_type"
	KeyFromConn      FieldKey = "transfer.source.connection.id"
	KeyFromPath      FieldKey = "transfer.source.target.path"
	KeyFromAs        FieldKey = "transfer.source.impersonate_as.account"
	KeyToConn        FieldKey = "transfer.destination.connection.id"
	KeyToPath        FieldKey = "transfer.destination.target.path"
	KeyToAs          FieldKey = "transfer.destination.impersonate_as.account"
	KeyLocks         FieldKey = "transfer.lock_propagation"
	KeyPermissions   FieldKey = "transfer.permissions.policy"
	KeyPermLinks     FieldKey = "transfer.permissions.links"
	KeyPermFailures  FieldKey = "transfer.permissions.failures"
	KeyVersions      FieldKey = "transfer.versioning.preserve"
	KeyVersionSelect FieldKey = "transfer.versioning.select"
	KeyFileConflict  FieldKey = "transfer.conflict_resolution"
	KeyDeletes       FieldKey = "transfer.delete_propagation"
	KeyFailurePolicy FieldKey = "transfer.failure_policy"
	KeyFilter        FieldKey = "transfer.filter" // the member's own JSON
	KeyBodyMore      FieldKey = "#body"           // JSON of members that no field is for, as written in an editor
)

// CopyKeys lists them in the order of a form.
func CopyKeys() []FieldKey {
	return []FieldKey{
		KeyTransferType, KeyFromConn, KeyFromPath, KeyFromAs, KeyToConn, KeyToPath, KeyToAs, KeyLocks,
		KeyPermissions, KeyPermLinks, KeyPermFailures, KeyVersions, KeyVersionSelect, KeyFileConflict, KeyDeletes, KeyFailurePolicy, KeyFilter, KeyBodyMore,
	}
}
