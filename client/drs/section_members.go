package drs

import (
	"strconv"
	"strings"

	"drover/client/rest/wire"
	"drover/model"
)

// member is a member of a section that drover knows.
type member struct {
	name string
	key  model.FieldKey
	kind memberKind
	// must: it is sent in any case, and as this if it has no value.
	must string
	// blank: an emptied value is sent as "", it is not left out.
	blank bool
}

// memberKind is how a value goes over the wire.
type memberKind uint8

const (
	textMember memberKind = iota
	flagMember
	numberMember
	listMember // tokens joined by commas, in one text
)

// policyMembers are those of policy_config, in the order of the document's example.
func policyMembers() []member {
	return []member{
		{name: "conflict_policy", key: model.KeyConflict},
		{name: "filter_ddl_policy", key: model.KeyDropDatabase, blank: true},
		{name: "index_trans", key: model.KeyIndexes, kind: flagMember},
		{name: "ddl_trans", key: model.KeyDDL, kind: flagMember},
		{name: "dml_types", key: model.KeyDML, kind: listMember, blank: true},
		{name: "data_sync_topology_type", key: model.KeyTopologyType},
		{name: "support_ddl_info", key: model.KeyDDLKinds, kind: listMember, blank: true},
		{name: "sync_type_policy", key: model.KeyMoves, kind: listMember},
		{name: "increment_read_mode", key: model.KeyReadMode},
		{name: "is_create_table_with_index", key: model.KeyIndexFirst, kind: flagMember},
	}
}

// alarmMembers are those of alarm_notify.
func alarmMembers() []member {
	return []member{
		{name: "alarm_to_user", key: model.KeyAlarmOn, kind: flagMember, must: "false"},
		{name: "topic_urn", key: model.KeyAlarmTopic},
		{name: "delay_time", key: model.KeyAlarmDelay, kind: numberMember},
		{name: "rpo_delay", key: model.KeyAlarmRPO, kind: numberMember},
		{name: "rto_delay", key: model.KeyAlarmRTO, kind: numberMember},
	}
}

// read is a member's value as drover keeps it, "" for one that is not told. A
// threshold of 0 is the service's word for none.
func (m member) read(v wire.Value) string {
	switch m.kind {
	case flagMember:
		if yes, told := v.Bool(); told {
			return strconv.FormatBool(yes)
		}
		return ""
	case numberMember:
		if n, told := v.Int(); told && n != 0 {
			return strconv.FormatInt(n, 10)
		}
		return ""
	case listMember:
		return strings.Join(v.Strings(), ",")
	case textMember:
	}
	return v.String()
}

// values reads the members of an object.
func values(v wire.Value, members []member) map[model.FieldKey]string {
	out := map[model.FieldKey]string{}
	for _, m := range members {
		if text := m.read(v.Get(m.name)); text != "" {
			out[m.key] = text
		}
	}
	return out
}
