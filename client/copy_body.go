package client

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
	"strconv"
	"strings"

	"drover/model"
)

// copyMember is a member of a JSON object that is written in order: its value is text,
// a truth, a json.RawMessage or members.
type copyMember struct {
	name  string
	value any
}

// CopyBody is the body that makes the copy of a transfer (DryvIQ: cloneJob): its name,
// what it has of its own in complete objects, and always no schedule.
func CopyBody(ch model.CloneJob) ([]byte, error) {
	if more := ch.Want[model.KeyBodyMore]; more != "" && copyRaw(more) == nil {
		return nil, errors.New("the further members are no JSON object")
	}
	if filter := ch.Want[model.KeyFilter]; filter != "" && copyRaw(filter) == nil {
		return nil, errors.New("the filter is no JSON object")
	}
	body := copyBody(ch.Base, ch.Want, ch.Name)
	var b bytes.Buffer
	copyFlat(&b, copySet(body, []string{"schedule"}, []copyMember{{"mode", model.ScheduleManual}}))
	return b.Bytes(), nil
}

// WriteCopyText is the same as somebody edits it: with the schedule that the copy gets
// in the end.
func WriteCopyText(e model.Edit, name string) []byte {
	body := copyBody(e.Base, e.Want(), name)
	return copyWrite(copySet(body, []string{"schedule"}, copySchedule(e.Get)))
}

// copyBody is the body without a schedule.
func copyBody(base model.Part, want map[model.FieldKey]string, name string) []copyMember {
	body := []copyMember{{"name", name}}
	if want == nil {
		return body
	}
	rest := copyRaw(want[model.KeyBodyMore])
	changed := func(keys ...model.FieldKey) bool {
		return slices.ContainsFunc(keys, func(key model.FieldKey) bool { return !model.SameValue(key, base.Get(key), want[key]) })
	}
	read := copyRaw(string(base.Raw))
	for _, group := range copyGroups() {
		path := strings.Split(group.place, ".")
		if !changed(group.keys...) && copyAt(rest, path) == nil {
			continue
		}
		for _, m := range copyMembersOf(copyAt(read, path)) {
			if raw, _ := m.value.(json.RawMessage); group.stays(m.name, changed) && string(raw) != "null" {
				body = copySet(body, append(slices.Clone(path), m.name), m.value)
			}
		}
		for _, key := range group.keys {
			if member, _, deep := strings.Cut(strings.TrimPrefix(string(key), group.place+"."), "."); deep && group.stays(member, changed) && copyAt(read, append(slices.Clone(path), member)) != nil {
				continue // it stands there as it was read: an account may be more than a name
			}
			if value := copyValue(key, want[key]); value != nil {
				body = copySet(body, strings.Split(string(key), "."), value)
			}
		}
	}
	for _, m := range copyMembersOf(rest) {
		body = copyOver(body, []string{m.name}, m.value)
	}
	return body
}

// copyGroup are the values that go together: where one differs all of them are sent, with
// what else the original has there, because no document says whether a server lays objects
// over each other.
type copyGroup struct {
	place string
	keys  []model.FieldKey
	whole bool                        // it is an object
	bound map[string][]model.FieldKey // members of it that go only where none of these values differs
}

// stays reports a member that goes as it was read. A connection is told by its id alone: what
// else stands there is of the connection, and no transfer's to set.
func (g copyGroup) stays(member string, changed func(...model.FieldKey) bool) bool {
	return g.whole && member != "connection" && !changed(g.bound[member]...)
}

// copySide is where a transfer reads or writes. A target that was overridden is told by its
// path, and an account by its name: what else stood there named the former one.
func copySide(place string, conn, path, as model.FieldKey) copyGroup {
	return copyGroup{
		place: place, keys: []model.FieldKey{conn, path, as}, whole: true,
		bound: map[string][]model.FieldKey{"target": {conn, path}, "impersonate_as": {as}},
	}
}

func copyGroups() []copyGroup {
	one := func(key model.FieldKey) copyGroup { return copyGroup{place: string(key), keys: []model.FieldKey{key}} }
	return []copyGroup{
		one(model.KeyTransferType),
		copySide("transfer.source", model.KeyFromConn, model.KeyFromPath, model.KeyFromAs),
		copySide("transfer.destination", model.KeyToConn, model.KeyToPath, model.KeyToAs),
		one(model.KeyLocks),
		{place: "transfer.permissions", keys: []model.FieldKey{model.KeyPermissions, model.KeyPermLinks, model.KeyPermFailures}, whole: true},
		{place: "transfer.versioning", keys: []model.FieldKey{model.KeyVersions, model.KeyVersionSelect}, whole: true},
		one(model.KeyFileConflict), one(model.KeyDeletes), one(model.KeyFailurePolicy), one(model.KeyFilter),
	}
}

// copyValue is a value as it goes over the wire; nil: there is none.
func copyValue(key model.FieldKey, value string) any {
	switch {
	case value == "":
		return nil
	case key == model.KeyPermLinks && (value == "true" || value == "false"):
		return value == "true"
	case key == model.KeyFilter:
		if raw := copyRaw(value); raw != nil {
			return raw
		}
		return nil
	case key == model.KeyDeletes && strings.Contains(value, ","):
		raw, _ := json.Marshal(strings.Split(value, ","))
		return json.RawMessage(raw)
	}
	return value
}

// copySchedule is a schedule as it goes over the wire: complete where the mode runs by
// itself, the mode alone elsewhere.
func copySchedule(get func(model.FieldKey) string) []copyMember {
	mode := get(model.KeyScheduleMode)
	out := []copyMember{{"mode", mode}}
	if mode != model.ScheduleAuto {
		return out
	}
	for _, key := range model.ScheduleKeys()[1:] {
		if value := copyScheduleValue(key, get(key)); value != nil {
			out = append(out, copyMember{strings.TrimPrefix(string(key), "schedule."), value})
		}
	}
	return out
}

func copyScheduleValue(key model.FieldKey, value string) any {
	if value == "" {
		return nil
	}
	switch key {
	case model.KeyScheduleDays:
		if days := strings.Split(value, ","); len(days) > 1 {
			raw, _ := json.Marshal(days)
			return json.RawMessage(raw)
		}
	case model.KeyScheduleStart, model.KeyScheduleEnd, model.KeyScheduleRepeat:
		if _, err := strconv.ParseInt(value, 10, 64); err == nil {
			return json.RawMessage(value)
		}
	case model.KeyScheduleEvery, model.KeyScheduleMost:
		if number := strings.TrimRight(value, "abcdefghijklmnopqrstuvwxyz "); json.Valid([]byte(number)) {
			return []copyMember{{"value", json.RawMessage(number)}, {"unit", strings.TrimSpace(value[len(number):])}}
		}
	case model.KeyScheduleRunAt, model.KeyScheduleFrom, model.KeyScheduleTo:
		return copyClock(value)
	default:
	}
	return value
}

// copyClock is a time of day on the wire.
func copyClock(value string) any {
	whole, millis, _ := strings.Cut(value, ".")
	parts := strings.Split(whole, ":")
	if millis != "" {
		parts = append(parts, (millis + "000")[:3])
	}
	var out []copyMember
	for i, part := range parts {
		n, err := strconv.Atoi(part)
		if err != nil || i > 3 {
			return value
		}
		out = append(out, copyMember{[]string{"hr", "min", "sec", "ms"}[i], json.RawMessage(strconv.Itoa(n))})
	}
	return out
}

// copyRaw is a text where it is one JSON object; nil: it is none.
func copyRaw(text string) json.RawMessage {
	var b bytes.Buffer
	if len(text) == 0 || json.Compact(&b, []byte(text)) != nil || b.Bytes()[0] != '{' {
		return nil
	}
	return b.Bytes()
}

// copyMembersOf are the members of an object in their order.
func copyMembersOf(raw json.RawMessage) []copyMember {
	dec := json.NewDecoder(bytes.NewReader(raw))
	if open, err := dec.Token(); err != nil || open != json.Delim('{') {
		return nil
	}
	var out []copyMember
	for dec.More() {
		name, err := dec.Token()
		var value json.RawMessage
		if text, ok := name.(string); err == nil && ok && dec.Decode(&value) == nil {
			out = append(out, copyMember{text, value})
			continue
		}
		break
	}
	return out
}

// copyAt is what stands at a place of an object; nil: nothing.
func copyAt(raw json.RawMessage, path []string) json.RawMessage {
	for _, name := range path {
		i := slices.IndexFunc(copyMembersOf(raw), func(m copyMember) bool { return m.name == name })
		if i < 0 {
			return nil
		}
		raw, _ = copyMembersOf(raw)[i].value.(json.RawMessage)
	}
	return raw
}

// copySet puts a value at a place, and what leads to it.
func copySet(members []copyMember, path []string, value any) []copyMember {
	i := slices.IndexFunc(members, func(m copyMember) bool { return m.name == path[0] })
	if i < 0 {
		i = len(members)
		members = append(members, copyMember{name: path[0]})
	}
	if len(path) == 1 {
		members[i].value = value
		return members
	}
	below, ok := members[i].value.([]copyMember)
	if raw, is := members[i].value.(json.RawMessage); is && !ok {
		below = copyMembersOf(raw)
	}
	members[i].value = copySet(below, path[1:], value)
	return members
}

// copyOver lays a value over what stands at a place: objects member by member.
func copyOver(members []copyMember, path []string, value any) []copyMember {
	raw, _ := value.(json.RawMessage)
	below := copyMembersOf(raw)
	if len(below) == 0 || len(path) > 3 {
		return copySet(members, path, value)
	}
	for _, m := range below {
		members = copyOver(members, append(slices.Clone(path), m.name), m.value)
	}
	return members
}

// copyWrite is an object as people read it, a member a line.
func copyWrite(members []copyMember) []byte {
	var flat, out bytes.Buffer
	copyFlat(&flat, members)
	if json.Indent(&out, flat.Bytes(), "", "  ") != nil { // what is written above always is JSON
		return append(flat.Bytes(), '\n')
	}
	return append(out.Bytes(), '\n')
}

func copyFlat(b *bytes.Buffer, value any) {
	switch v := value.(type) {
	case []copyMember:
		b.WriteByte('{')
		for i, m := range v {
			if i > 0 {
				b.WriteByte(',')
			}
			b.Write(quoted(m.name))
			b.WriteByte(':')
			copyFlat(b, m.value)
		}
		b.WriteByte('}')
	case json.RawMessage:
		b.Write(v)
	case bool:
		b.WriteString(strconv.FormatBool(v))
	case string:
		b.Write(quoted(v))
	default:
		b.WriteString("null")
	}
}
