package model

import "slices"

// copyMembers lists what a request may set in an object of the body (DryvIQ:
// JobOverrides), by the object's place; nil where everything may stand.
func copyMembers(place string) []string {
	switch place {
	case "":
		return []string{
			"name", "description", "kind", "transfer", "schedule", "stop_policy", "category", "priority", "disabled", "retention",
		}
	case "transfer":
		return []string{
			"transfer_type", "source", "destination", "lock_propagation", "permissions", "versioning", "conflict_resolution", "delete_propagation",
			"failure_policy", "audit_level", "empty_containers", "duplicate_names", "batch_mode", "timestamps", "tags", "preserve_owners",
			"segment_transform", "segment_truncate", "encode_invalid_characters", "rendition", "item_inspection_policy", "filter", "performance",
			"metadata_import", "account_map",
		}
	case "transfer.source", "transfer.destination":
		return []string{"connection", "impersonate_as", "target", "size_estimate", "options"}
	case "transfer.source.connection", "transfer.destination.connection":
		return []string{"id"}
	case "transfer.source.target", "transfer.destination.target":
		return []string{"path", "uri", "item"}
	case "transfer.permissions":
		return []string{"policy", "links", "failures", "import"}
	case "transfer.versioning":
		return []string{"preserve", "select", "from_source", "from_destination"}
	case "schedule":
		return []string{
			"mode", "days", "start_date", "end_date", "repeat_count", "repeat_interval", "start_window", "end_window", "run_at", "max_execution",
		}
	case "stop_policy":
		return []string{"policy", "on_success", "on_failure", "completions", "failures", "executions"}
	case "category":
		return []string{"id", "name", "caption", "disabled"}
	}
	return nil
}

// CopyTakes reports whether an object of the body of a copy may have a member: place
// is the object's, "" of the body itself.
func CopyTakes(place, member string) bool {
	members := copyMembers(place)
	return members == nil || slices.Contains(members, member)
}

// CopyValues lists the values that a member of the body may have, by its place; nil:
// any.
func CopyValues(place string) []string {
	switch place {
	case "transfer.audit_level":
		return []string{"none", "trace", "debug", "info", "warn", "error"}
	case "transfer.empty_containers":
		return []string{"create", "skip"}
	case "transfer.rendition":
		return []string{"rendition", "original"}
	case "transfer.item_inspection_policy":
		return []string{"none", "filtered", "shared", "all"}
	case "stop_policy.policy":
		return []string{"never", "on_success", "on_failure"}
	case string(KeyScheduleMode):
		return []string{ScheduleManual, ScheduleAuto, ScheduleAdHoc}
	case string(KeyScheduleDays):
		return scheduleTokens()
	}
	if options := copyOptions(FieldKey(place)); options != nil {
		return optionValues(options)
	}
	return nil
}
