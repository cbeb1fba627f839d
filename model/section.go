package model

import (
	"slices"
	"strings"
)

// Section is a part of a job that one edit changes as a whole. Where DRS has a type
// of update for it (UpdateJob), it is called by that.
type Section string

// The sections.
const (
	SectionName        Section = "name"
	SectionDescription Section = "description"
	SectionExpiry      Section = "expired_days"
	SectionEnds        Section = "endpoint" // is edited in a walk of its own and stored by StoreEnds
	SectionPolicy      Section = "policy"
	SectionFlow        Section = "speed_limit"
	SectionAlarm       Section = "notify"
	SectionTuning      Section = "tuning_param"
	SectionUsers       Section = "user_migration" // v3 alone: V3BatchUpdateUser
	SectionParams      Section = "db_param"       // v3 alone: V3UpdateParams
	SectionTags        Section = "tags"           // BatchTagAction
	SectionPosition    Section = "start_position" // UpdateStartPosition
	SectionPeriod      Section = "period_order"   // ChangeToPeriod
	SectionRecreate    Section = "re_create"

	SectionSchedule Section = "schedule" // of a transfer: patchJob
	SectionCopy     Section = "copy"     // all that the copy of a transfer may have of its own: cloneJob
)

// Sections lists them, in the order of a menu.
func Sections() []Section {
	return []Section{
		SectionName, SectionDescription, SectionTags, SectionExpiry, SectionEnds, SectionPolicy, SectionFlow, SectionAlarm, SectionTuning,
		SectionUsers, SectionParams, SectionPosition, SectionPeriod, SectionRecreate,
	}
}

// Known reports a section that drover knows how to change.
func (s Section) Known() bool {
	return slices.Contains(Sections(), s) || slices.Contains(SectionsOf(Files), s)
}

// SectionsOf lists those that a realm's jobs have, in the order of a menu. What a copy
// has of its own is none: it is changed before there is a copy.
func SectionsOf(r Realm) []Section {
	if r == Files {
		return []Section{SectionSchedule}
	}
	return Sections()
}

// Word is what people call it: a review's title is "update policy".
func (s Section) Word() string {
	switch s {
	case SectionName, SectionDescription, SectionTags, SectionPolicy:
		return string(s)
	case SectionExpiry:
		return "days after failure"
	case SectionEnds:
		return "endpoints"
	case SectionFlow:
		return "flow windows"
	case SectionAlarm:
		return "alarm"
	case SectionTuning:
		return "tuning"
	case SectionUsers:
		return "users"
	case SectionParams:
		return "parameters"
	case SectionPosition:
		return "start position"
	case SectionPeriod:
		return "billing"
	case SectionRecreate:
		return "node"
	case SectionSchedule, SectionCopy:
		return string(s)
	}
	return Clean(string(s))
}

// Keys of the sections, by their place in the document. Those of tuning and of
// database parameters end in the parameter's name: see TuningKey and ParamKey.
const (
	KeyDropDatabase FieldKey = "policy_config.filter_ddl_policy" // drop_database: it is held back
	KeyConflict     FieldKey = "policy_config.conflict_policy"
	KeyIndexes      FieldKey = "policy_config.index_trans"
	KeyDDL          FieldKey = "policy_config.ddl_trans"
	KeyDDLKinds     FieldKey = "policy_config.support_ddl_info"
	KeyDML          FieldKey = "policy_config.dml_types"
	KeyTopologyType FieldKey = "policy_config.data_sync_topology_type"
	KeyMoves        FieldKey = "policy_config.sync_type_policy"
	KeyReadMode     FieldKey = "policy_config.increment_read_mode"
	KeyIndexFirst   FieldKey = "policy_config.is_create_table_with_index"

	// KeyWindows is the whole of the flow control in one value: see ParseWindows.
	KeyWindows FieldKey = "speed_limit"

	KeyAlarmOn    FieldKey = "alarm_notify.alarm_to_user"
	KeyAlarmTopic FieldKey = "alarm_notify.topic_urn"
	KeyAlarmDelay FieldKey = "alarm_notify.delay_time" // seconds; "" is off
	KeyAlarmRPO   FieldKey = "alarm_notify.rpo_delay"
	KeyAlarmRTO   FieldKey = "alarm_notify.rto_delay"

	KeyRecovery FieldKey = "tuning_params.recovery" // "true": every parameter has its default

	KeyMoveUsers   FieldKey = "user_migration.is_migrate_user"
	KeyOnePassword FieldKey = "user_migration.is_set_password" // one password for all
	KeyUsersSecret FieldKey = "user_migration.password"
	KeyUsers       FieldKey = "user_migration.user_list"     // ids of those that move, sorted, joined by commas
	KeyRoles       FieldKey = "user_migration.role_list"     // roles that move, sorted, joined by commas
	KeyOwnSecrets  FieldKey = "user_migration.user_list#own" // ids of those with a new password each, as KeyUsers

	KeyPosition FieldKey = "start_position.file_and_position"
	KeyGTID     FieldKey = "start_position.gtid_set"

	KeyAutoPay  FieldKey = "period_order.is_auto_pay"
	KeyRecreate FieldKey = "re_create" // "true": a new node was asked for
)

// TuningKey is the key of a tuning parameter; phase is full_sync, incre_capture,
// incre_apply or incre_relay.
func TuningKey(phase, name string) FieldKey { return FieldKey("tuning_params." + phase + "." + name) }

// ParamKey is the key of a parameter of the target database; group is common or
// performance.
func ParamKey(group, name string) FieldKey { return FieldKey("db_param." + group + "." + name) }

// UserSecretKey is the key of the new password of one migrated user.
func UserSecretKey(id string) FieldKey {
	return FieldKey("user_migration.user_list[" + id + "].password")
}

// SectionOf tells which section a key is of; ok is false for one of none.
func SectionOf(key FieldKey) (s Section, ok bool) {
	whole, _, _ := strings.Cut(string(key), "#")
	switch FieldKey(whole) {
	case KeyName:
		return SectionName, true
	case KeyDescription:
		return SectionDescription, true
	case KeyExpired:
		return SectionExpiry, true
	case KeyTags:
		return SectionTags, true
	case KeyRecreate:
		return SectionRecreate, true
	case KeyScheduleHold:
		return SectionSchedule, true
	default:
	}
	head, _, _ := strings.Cut(string(key), ".")
	head, _, _ = strings.Cut(head, "[")
	head, _, _ = strings.Cut(head, "#")
	switch head {
	case Sources, Targets:
		return SectionEnds, true
	case "policy_config":
		return SectionPolicy, true
	case "alarm_notify":
		return SectionAlarm, true
	case "tuning_params":
		return SectionTuning, true
	}
	s = Section(head)
	if s == SectionSchedule {
		return s, true
	}
	return s, slices.Contains([]Section{SectionFlow, SectionUsers, SectionParams, SectionPosition, SectionPeriod}, s)
}
