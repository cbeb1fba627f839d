package model

import (
	"maps"
	"slices"
	"strings"
	"time"
)

// Part is one section of a job as it was read.
type Part struct {
	Section Section
	// Values are the members that drover knows, by their place in the document, as
	// they came; a member that is not there, or is empty, has none. Lists are one
	// value each: windows, tags, users.
	Values map[FieldKey]string
	// Raw is the section as the service sent it, one JSON value: what drover does
	// not know goes back as it came. nil: the service sends none. Masks of secrets
	// may be in it; encoders leave those out.
	Raw      []byte
	Settings []Setting // of tuning and parameters: every one there is
	Users    []SourceUser
	Roles    []SourceUser // by their names
	Lacks    string       // why it could not be read; "": it was
	Read     time.Time
}

// Setting is a parameter with what may be set (DRS: ListJobParameters, V3BatchShowParams).
type Setting struct {
	Key     FieldKey // TuningKey or ParamKey
	Name    Text
	Value   Text   // as it stands
	Default Text   // of tuning
	Source  Text   // of the source database: what the target is compared with
	Range   Text   // as the service says it: "1-64", "ON,OFF"
	About   Text   // what it is, in the service's words
	Differs bool   // source and target differ
	Restart bool   // it acts after a restart alone
	Fixed   string // why it cannot be changed; "" = it can
}

// SourceUser is a user, or a role, of the source database (DRS: V3ListUsers).
type SourceUser struct {
	ID, Account Text // of a role both are its name
	Moves       bool // it is chosen
	Privileges  Text
	Lost        Text // privileges that it does not get at the target
	Roles       []Text
	Comment     Text // what the service says of it: that it exists already, that its rights shrink
	Movable     Tri  // whether the service can move it (is_transfer); it goes back as it came
}

// Get is a value, "" if there is none.
func (p Part) Get(key FieldKey) string { return p.Values[key] }

// Keys lists what has a value, sorted.
func (p Part) Keys() []FieldKey { return slices.Sorted(maps.Keys(p.Values)) }

// Setting finds a parameter.
func (p Part) Setting(key FieldKey) (Setting, bool) {
	i := slices.IndexFunc(p.Settings, func(s Setting) bool { return s.Key == key })
	if i < 0 {
		return Setting{}, false
	}
	return p.Settings[i], true
}

// SameValue reports whether two values of a key say the same: lists in any order,
// numbers however written.
func SameValue(key FieldKey, a, b string) bool {
	return a == b || Canonical(key, a) == Canonical(key, b)
}

// Canonical is a value as drover compares it, and hashes it for the journal.
func Canonical(key FieldKey, value string) string {
	if canonical, ok := scheduleCanonical(key, value); ok {
		return canonical
	}
	if canonical, ok := copyCanonical(key, value); ok {
		return canonical
	}
	switch key {
	case KeyDDLKinds, KeyDML, KeyMoves, KeyUsers, KeyRoles, KeyOwnSecrets:
		return strings.Join(slices.Sorted(slices.Values(listed(value))), ",")
	case KeyWindows:
		return WindowsText(ParseWindows(value))
	case KeyTags:
		tags := TagsIn(value)
		slices.SortFunc(tags, func(a, b Tag) int { return strings.Compare(a.Key.Raw(), b.Key.Raw()) })
		return TagsText(tags)
	case KeyIndexes, KeyDDL, KeyIndexFirst, KeyAlarmOn:
		return strings.ToLower(strings.TrimSpace(value))
	case KeyMoveUsers, KeyOnePassword, KeyRecovery, KeyRecreate: // read as true, or not at all
		if value = strings.ToLower(strings.TrimSpace(value)); value == "false" {
			return ""
		}
	case KeyAlarmDelay, KeyAlarmRPO, KeyAlarmRTO:
		if value == "0" { // the service's word for off
			return ""
		}
	default:
	}
	return value
}

// listed are the tokens of a list that is joined by commas, without blanks.
func listed(value string) []string {
	var out []string
	for _, token := range strings.Split(value, ",") {
		if token = strings.TrimSpace(token); token != "" {
			out = append(out, token)
		}
	}
	return out
}
