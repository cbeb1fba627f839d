package model

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strings"
)

// SameRest reports whether two readings of a section hold the same beside the
// values that drover knows. Where a section goes back with what drover does not
// know (policy, flow windows, alarm) another value of that is somebody's work,
// too, and would be written over; everywhere else there is no rest.
func (p Part) SameRest(other Part) bool {
	head := restHead(p.Section)
	if head == "" || p.Section != other.Section || bytes.Equal(p.Raw, other.Raw) {
		return p.Section == other.Section
	}
	known := knownMembers(head)
	for _, values := range []map[FieldKey]string{p.Values, other.Values} {
		for key := range values {
			known[strings.TrimPrefix(string(key), head+".")] = true
		}
	}
	return bytes.Equal(restOf(p.Raw, known), restOf(other.Raw, known))
}

// restHead is the section's place in the document, where it goes back with what
// drover does not know; "" elsewhere.
func restHead(s Section) string {
	switch s {
	case SectionPolicy:
		return "policy_config"
	case SectionFlow:
		return "speed_limit"
	case SectionAlarm:
		return "alarm_notify"
	case SectionName, SectionDescription, SectionExpiry, SectionEnds, SectionTuning, SectionUsers, SectionParams, SectionTags,
		SectionPosition, SectionPeriod, SectionRecreate, SectionSchedule, SectionCopy:
	}
	return ""
}

// knownMembers are the members below a place that values are read from, also
// those that have none now.
func knownMembers(head string) map[string]bool {
	if head == "speed_limit" {
		return map[string]bool{"begin": true, "end": true, "speed": true}
	}
	out := map[string]bool{}
	for _, key := range []FieldKey{
		KeyDropDatabase, KeyConflict, KeyIndexes, KeyDDL, KeyDDLKinds, KeyDML, KeyTopologyType, KeyMoves, KeyReadMode, KeyIndexFirst,
		KeyAlarmOn, KeyAlarmTopic, KeyAlarmDelay, KeyAlarmRPO, KeyAlarmRTO,
	} {
		if member, ok := strings.CutPrefix(string(key), head+"."); ok {
			out[member] = true
		}
	}
	return out
}

// restOf is a section without its known members, in one form however it was
// written; of a list each element's rest, in whatever order. No JSON is its own
// rest.
func restOf(raw []byte, known map[string]bool) []byte {
	raw = bytes.TrimSpace(raw)
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.UseNumber() // no digit is lost
	var value any
	if len(raw) == 0 {
		return nil
	}
	if dec.Decode(&value) != nil {
		return raw
	}
	switch v := value.(type) {
	case nil:
		return nil
	case map[string]any:
		return withoutKnown(v, known)
	case []any:
		var out [][]byte
		for _, one := range v {
			if m, ok := one.(map[string]any); ok {
				if rest := withoutKnown(m, known); rest != nil {
					rest = append([]byte(beginOf(m)), rest...) // it stays with its window
					out = append(out, rest)
				}
			}
		}
		slices.SortFunc(out, bytes.Compare)
		return bytes.Join(out, []byte(","))
	}
	return raw
}

// withoutKnown is an object without its known members, nil if nothing is left.
func withoutKnown(m map[string]any, known map[string]bool) []byte {
	rest := maps.Clone(m)
	maps.DeleteFunc(rest, func(member string, value any) bool { return known[member] || value == nil })
	if len(rest) == 0 {
		return nil
	}
	text, err := json.Marshal(rest) // members in their order
	if err != nil {
		return []byte("?") // what was decoded can be encoded
	}
	return text
}

// beginOf is the hour that tells an element of the flow windows from the others.
func beginOf(m map[string]any) string {
	begin, _ := m["begin"].(string)
	hour, _, _ := strings.Cut(begin, ":")
	return hour
}
