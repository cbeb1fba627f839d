package model

import (
	"slices"
	"strings"
)

// KeyFilterExts is the form's own field for the extensions that a filter leaves out.
const KeyFilterExts FieldKey = KeyFilter + "#ext"

// copyRules are those of what the copy of a transfer may have of its own. What is
// read is the original's; the schedule is the copy's, which is manual until somebody
// says otherwise, see NewEdit.
func copyRules() sectionRules {
	return sectionRules{
		fields: copyFields,
		means:  copyMeans,
		with:   withCopy,
		first:  func(e Edit) (Edit, int) { return scheduleUntyped(e).Put(KeyFilterExts, ""), 0 },
		label:  func(_ Edit, key FieldKey) string { return copyLabel(key) },
		words:  copyWords,
	}
}

// copyLabel is what a key is called; "" for one of another section.
func copyLabel(key FieldKey) string {
	switch key {
	case KeyTransferType:
		return "type"
	case KeyFromConn:
		return "source"
	case KeyFromPath:
		return "source path"
	case KeyFromAs:
		return "source as"
	case KeyToConn:
		return "target"
	case KeyToPath:
		return "target path"
	case KeyToAs:
		return "target as"
	case KeyLocks:
		return "locks"
	case KeyPermissions:
		return "permissions"
	case KeyPermLinks:
		return "shared links"
	case KeyPermFailures:
		return "perm failures"
	case KeyVersions:
		return "versions"
	case KeyVersionSelect:
		return "which versions"
	case KeyFileConflict:
		return "conflict"
	case KeyDeletes:
		return "deletes"
	case KeyFailurePolicy:
		return "failures"
	case KeyFilter, KeyFilterExts:
		return "filter"
	case KeyBodyMore:
		return "more"
	case KeyScheduleMode:
		return "schedule"
	default:
		return ScheduleLabel(key)
	}
}

// copyFields are the fields of the form, in the order of the page.
func copyFields(e Edit, a Around) []Field {
	fields := []Field{copyChoice(e, KeyTransferType)}
	fields = append(fields, copySideFields(e, a)...)
	for _, key := range []FieldKey{KeyLocks, KeyPermissions} {
		fields = append(fields, copyChoice(e, key))
	}
	fields = append(fields, copyLinksField(e))
	for _, key := range []FieldKey{KeyPermFailures, KeyVersions, KeyVersionSelect, KeyFileConflict, KeyDeletes, KeyFailurePolicy} {
		fields = append(fields, copyChoice(e, key))
	}
	fields = append(fields, copyFilterField(e))
	if more := e.Get(KeyBodyMore); more != "" || e.Base.Get(KeyBodyMore) != "" {
		fields = append(fields, Field{
			Key: KeyBodyMore, Label: copyLabel(KeyBodyMore), Kind: FactField, Value: copyMoreWords(more), Hint: "ctrl+o edits it",
			Help: "Members of the body that no field is for. They are sent as they were written.",
		})
	}
	schedule := scheduleFields(e, a)
	schedule[0].Label = copyLabel(KeyScheduleMode)
	if words, runs := strings.CutPrefix(ScheduleWords(e.Base.Get, a.Zone), "Runs by itself "); runs {
		schedule[0].Hint = "the original: auto, " + strings.TrimSuffix(words, ".")
	}
	schedule[0].Help = "The copy's own schedule. It is made without one and gets it last, after the original is off."
	return heldGrey(e, append(fields, schedule...))
}

// withCopy is the edit after a field was changed.
func withCopy(e Edit, key FieldKey, value string) Edit {
	switch {
	case slices.Contains(ScheduleKeys(), key):
		return withSchedule(e, key, value)
	case key == KeyFilterExts:
		return withCopyFilter(e, value)
	case key == KeyFilter, key == KeyBodyMore:
		return e.Put(key, e.trimmed(key, value)).Put(KeyFilterExts, "")
	}
	e = withLive(e, copyFields(e, Around{}), key, e.trimmed(key, value))
	if key == KeyVersions && copySelectGrey(e) != "" { // what does not apply is the original's
		e = e.Put(KeyVersionSelect, e.Base.Get(KeyVersionSelect))
	}
	return e
}

// withCopyFilter has a filter as its extensions were typed; what was typed stands in
// the field.
func withCopyFilter(e Edit, typed string) Edit {
	base := e.Base.Get(KeyFilter)
	tokens := copyTokens(typed)
	was, simple := copyExtensions(base)
	filter := copyFilterOf(tokens)
	switch {
	case simple && slices.Equal(was, tokens):
		filter = base
	case slices.ContainsFunc(tokens, func(one string) bool { return copyExtensionWrong(one) != "" }):
		filter = e.Get(KeyFilter) // it stands wrong in its field
	}
	if strings.Join(was, ", ") == typed {
		typed = ""
	}
	return e.Put(KeyFilter, filter).Put(KeyFilterExts, typed)
}

// copyFilterField is the filter: what it leaves out, where it is of a form that one
// line can say.
func copyFilterField(e Edit) Field {
	filter := e.Get(KeyFilter)
	extensions, simple := copyExtensions(filter)
	if !simple {
		f := Field{
			Key: KeyFilter, Label: copyLabel(KeyFilter), Kind: FactField, Value: copyFilterWords(filter) + "; ctrl+o edits them",
			Help: "What is left out, and what is not. It is edited with the whole of the body.",
		}
		if copyObject([]byte(filter)) == nil && e.changedKey(KeyFilter) {
			f.Wrong = "a JSON object"
		}
		return f
	}
	f := Field{
		Key: KeyFilterExts, Label: copyLabel(KeyFilterExts), Kind: TextField, Value: e.Get(KeyFilterExts), Wire: string(KeyFilter), Hint: "extensions to leave out, such as tmp, bak",
		Help: "Extensions of files that are left out. Every other rule is written with the whole of the body: ctrl+o.",
	}
	if f.Value == "" {
		f.Value = strings.Join(extensions, ", ")
		return f
	}
	for _, one := range copyTokens(f.Value) {
		if why := copyExtensionWrong(one); why != "" {
			f.Wrong = why
		}
	}
	return f
}

// copyWords is a value in words, "" where its field says it.
func copyWords(e Edit, key FieldKey, value string) string {
	switch key {
	case KeyFilter:
		return copyFilterWords(value)
	case KeyBodyMore:
		return copyMoreWords(value)
	case KeyFromConn, KeyToConn, KeyFromPath, KeyToPath, KeyFromAs, KeyToAs:
		if value == "" {
			return untoldWord
		}
		return ""
	default:
		return scheduleWordsOf(e, key, value)
	}
}

// copyMoreWords are members of the body in words: "priority 3, transfer.audit_level
// debug".
func copyMoreWords(more string) string {
	leaves := copyLeaves(copyObject([]byte(more)), "")
	var out []string
	for _, path := range sortedKeys(leaves) {
		out = append(out, path+" "+strings.Trim(leaves[path], `"`))
	}
	return Clean(strings.Join(out, ", "))
}
