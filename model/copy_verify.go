package model

import (
	"cmp"
	"encoding/json"
	"maps"
	"slices"
	"strings"
)

// CopyVerify says what of the copy of a transfer is not as it was asked for: what was
// overridden and what was to stay as the original has it, its name, and that it has no
// schedule yet. asked is the edit of SectionCopy, got the same section of the copy as
// it was read. Was is what was asked for, Is what the server shows.
func CopyVerify(asked Edit, name string, got Part, gotName Text) []Difference {
	if got.Lacks != "" {
		return []Difference{{Label: "the copy", Was: "read back", Is: "it could not be read: " + Clean(got.Lacks)}}
	}
	var out []Difference
	if gotName.Raw() != name {
		out = append(out, Difference{Key: KeyName, Label: "name", Was: Clean(name), Is: cmp.Or(gotName.String(), untoldWord)})
	}
	fields := asked.Form(Around{}).Fields
	for _, key := range CopyKeys() {
		want, is := asked.Get(key), got.Get(key)
		switch {
		case key == KeyBodyMore:
			continue
		case want == "" && !asked.changedKey(key): // the original does not tell: what the copy tells is its own
			continue
		case SameValue(key, want, is) && (is != "" || want == "" || key == KeyFilter):
			continue
		}
		d := Difference{Key: key, Label: asked.label(fields, key), Was: asked.words(fields, key, want), Is: untoldWord}
		if is != "" {
			d.Is = asked.words(fields, key, is)
		}
		if d.Was == d.Is { // the words say too little
			d.Was, d.Is = Clean(want), Clean(is)
		}
		out = append(out, d)
	}
	if mode := got.Get(KeyScheduleMode); !SameValue(KeyScheduleMode, mode, ScheduleManual) {
		out = append(out, Difference{Key: KeyScheduleMode, Label: copyLabel(KeyScheduleMode), Was: ScheduleManual, Is: Clean(cmp.Or(mode, untoldWord))})
	}
	return append(out, copyRestDiffers(asked, got)...)
}

// copyRestDiffers compares what no field is for: members that were written by hand,
// and those of the original that were to stay.
func copyRestDiffers(asked Edit, got Part) []Difference {
	more := copyLeaves(copyObject([]byte(asked.Get(KeyBodyMore))), "")
	shown := copyLeaves(copyObject(got.Raw), "")
	if len(more) == 0 && (len(shown) == 0 || asked.Base.Raw == nil) {
		return nil
	}
	var out []Difference
	add := func(path, was, is string) {
		d := Difference{Key: FieldKey(path), Label: Clean(path), Was: copyLeafWords(was), Is: copyLeafWords(is)}
		if SecretIn([]byte(path)) { // it is shown, and on the disk once it was accepted
			d.Was, d.Is = mask, mask
		}
		out = append(out, d)
	}
	for _, path := range sortedKeys(more) {
		if shown[path] != more[path] {
			add(path, more[path], shown[path])
		}
	}
	stays := copyLeaves(copyObject(asked.Base.Raw), "")
	for _, path := range sortedKeys(stays) {
		is, told := shown[path]
		switch {
		case !copyStays(path) || is == stays[path] || copyNear(more, path) || copyBelow(asked.Changed(), path):
		case !told && stays[path] == "false": // what is off may go unsaid
		case told && !slices.Contains(copyMembers("transfer"), copyMember(path)) && strings.HasPrefix(path, "transfer."):
			// a member that no document names: another value may be the server's own
		default:
			add(path, stays[path], is)
		}
	}
	return out
}

// copyLeafWords is a value of the body in words.
func copyLeafWords(value string) string {
	if value == "" {
		return untoldWord
	}
	return Clean(strings.Trim(value, `"`))
}

// copyNear reports whether one of the paths is the path, above it, or below it.
func copyNear(paths map[string]string, path string) bool {
	for other := range paths {
		if other == path || strings.HasPrefix(other, path+".") || strings.HasPrefix(path, other+".") {
			return true
		}
	}
	return false
}

// copyBelow reports a path below a value that was changed: what stood there was the
// former one's.
func copyBelow(changed []FieldKey, path string) bool {
	return slices.ContainsFunc(changed, func(key FieldKey) bool { return strings.HasPrefix(path, string(key)+".") })
}

// copyMember is the member of the transfer that a path goes through.
func copyMember(path string) string {
	member, _, _ := strings.Cut(strings.TrimPrefix(path, "transfer."), ".")
	return member
}

// copyStays reports a member that a copy has as its original, and that no field shows:
// not what names the job, what counts its runs, or what the server adds to a reading.
func copyStays(path string) bool {
	head, rest, _ := strings.Cut(path, ".")
	switch head {
	case "description", "category", "priority", "retention":
		return rest == "" || head == "retention" || rest == "id"
	case "stop_policy":
		return !slices.Contains([]string{"completions", "failures", "executions"}, rest)
	case "transfer":
	default:
		return false
	}
	for _, key := range CopyKeys() {
		if FieldKey(path) == key || strings.HasPrefix(path, string(KeyFilter)+".") {
			return false
		}
	}
	parts := strings.Split(rest, ".")
	if slices.Contains(parts, "links") || slices.Contains(parts, "type") || rest == "permissions" || rest == "id" {
		return false
	}
	if parts[0] == "source" || parts[0] == "destination" {
		return len(parts) > 1 && slices.Contains([]string{"options", "impersonate_as"}, parts[1])
	}
	return true
}

// copyLeaves are the values of an object by their paths, in JSON; a list is one value.
// What is empty has none.
func copyLeaves(object map[string]any, head string) map[string]string {
	out := map[string]string{}
	full, _ := copyFull(object).(map[string]any)
	for key, value := range full {
		path := head + key
		if below, ok := value.(map[string]any); ok {
			maps.Copy(out, copyLeaves(below, path+"."))
			continue
		}
		if text, err := json.Marshal(value); err == nil {
			out[path] = string(text)
		}
	}
	return out
}

func sortedKeys(values map[string]string) []string { return slices.Sorted(maps.Keys(values)) }
