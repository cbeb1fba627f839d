package model

import (
	"slices"
	"strings"
)

// FileRow is one value in which a file differs from a job.
type FileRow struct {
	Key    FieldKey
	Item   string // of a list: the element that the file lacks
	Label  string
	Was    string // as it stands, in words; "": nothing
	Is     string // as the file has it, in words
	Remove bool   // the file lacks it: it stays, unless somebody wants it gone
	Why    string // why it cannot be taken; "": it can
}

// Against lists how a file differs from a section as it was read, in the order of
// the form, and counts the values that are the same. told is what the file says,
// by keys: "" says that there is none. What it does not speak of stays, and so do
// elements of lists that it lacks: those are there to be removed by choice, each
// for itself. mistaken are the keys that the file speaks of, but wrongly.
func (e Edit) Against(told map[FieldKey]string, mistaken []FieldKey, a Around) (rows []FileRow, same int) {
	told, odd := e.known(told)
	whole := e
	for key, value := range told {
		whole = whole.Put(key, withStaying(key, e.Base.Get(key), value))
	}
	fields := whole.Form(a).Fields
	wrong := func(key FieldKey) bool {
		return slices.ContainsFunc(mistaken, func(m FieldKey) bool { return standsIn(key, m) || standsIn(m, key) })
	}
	for _, key := range keysOf(e.Base.Values, told) {
		was, is := e.Base.Get(key), whole.Get(key)
		_, spoken := told[key]
		switch {
		case !spoken && (wrong(key) || isSetting(key)):
		case !spoken && inElements(key): // each for itself
			rows = append(rows, e.lacking(fields, key, "")...)
		case !spoken:
			rows = append(rows, FileRow{Key: key, Label: e.label(fields, key), Was: e.words(fields, key, was), Remove: true, Why: whyNeeded(fields, key)})
		case SameValue(key, was, is):
			if same++; inElements(key) {
				rows = append(rows, e.lacking(fields, key, told[key])...)
			}
		default:
			rows = append(rows, FileRow{Key: key, Label: e.label(fields, key), Was: e.words(fields, key, was), Is: e.words(fields, key, is), Why: e.whyNotTaken(fields, key)})
			if inElements(key) {
				rows = append(rows, e.lacking(fields, key, told[key])...)
			}
		}
	}
	at := func(key FieldKey) int {
		if i := slices.IndexFunc(fields, func(f Field) bool { return f.Key == key }); i >= 0 {
			return i
		}
		return len(fields)
	}
	slices.SortStableFunc(rows, func(a, b FileRow) int { return at(a.Key) - at(b.Key) })
	for _, t := range odd {
		t.Label = e.label(fields, t.Key)
		rows = append(rows, t)
	}
	return rows, same
}

// Taking is the edit with some of the rows that Against has listed.
func (e Edit) Taking(told map[FieldKey]string, rows []FileRow) Edit {
	told, _ = e.known(told)
	for _, t := range rows {
		switch {
		case t.Why != "":
		case !t.Remove:
			e = e.Put(t.Key, withStaying(t.Key, e.Get(t.Key), told[t.Key]))
		case t.Item == "":
			e = e.Put(t.Key, "")
		}
	}
	for _, t := range rows {
		if t.Why == "" && t.Remove && t.Item != "" {
			left := slices.DeleteFunc(elements(t.Key, e.Get(t.Key)), func(one string) bool { return one == t.Item })
			e = e.Put(t.Key, strings.Join(left, separator(t.Key)))
		}
	}
	return e
}

// known is what a file tells without the users and roles that the source does
// not have; those are rows of their own.
func (e Edit) known(told map[FieldKey]string) (map[FieldKey]string, []FileRow) {
	out, odd := make(map[FieldKey]string, len(told)), []FileRow(nil)
	for _, key := range keysOf(told) {
		out[key] = told[key]
		of, what := e.Base.Users, "user"
		if key == KeyRoles {
			of, what = e.Base.Roles, "role"
		}
		if key != KeyUsers && key != KeyRoles && key != KeyOwnSecrets || len(of) == 0 {
			continue
		}
		left := slices.DeleteFunc(listed(told[key]), func(id string) bool {
			missing := !slices.ContainsFunc(of, func(u SourceUser) bool { return u.ID.Raw() == id })
			if missing && key != KeyOwnSecrets {
				odd = append(odd, FileRow{Key: key, Is: Clean(id), Why: "the source has no such " + what})
			}
			return missing
		})
		out[key] = strings.Join(left, ",")
	}
	return out, odd
}

// lacking are rows for the elements of a list that a file does not have.
func (e Edit) lacking(fields []Field, key FieldKey, file string) []FileRow {
	var out []FileRow
	for _, one := range stays(key, e.Base.Get(key), file) {
		if strings.HasPrefix(one, IntentTag+"=") { // is drover's own, and no file tells it
			continue
		}
		out = append(out, FileRow{Key: key, Item: one, Label: e.label(fields, key), Was: e.words(fields, key, one), Remove: true})
	}
	return out
}

// whyNotTaken is why a value that a file has cannot stand in this job.
func (e Edit) whyNotTaken(fields []Field, key FieldKey) string {
	if isSetting(key) && key != KeyRecovery && len(e.Base.Settings) > 0 {
		switch s, ok := e.Base.Setting(key); {
		case !ok:
			return "this job has no such parameter"
		case s.Fixed != "":
			return s.Fixed
		}
	}
	for _, f := range fields {
		if f.Key == key && f.Fixed != "" {
			return f.Fixed
		} else if f.Key == key && f.Grey != "" {
			return f.Grey
		}
	}
	return ""
}

// whyNeeded is why a value cannot be taken out.
func whyNeeded(fields []Field, key FieldKey) string {
	for _, f := range fields {
		switch {
		case f.Key != key:
		case f.Fixed != "":
			return f.Fixed
		case f.Need:
			return "it cannot be empty"
		}
	}
	return ""
}

// isSetting reports a parameter: it has always a value.
func isSetting(key FieldKey) bool {
	s, _ := SectionOf(key)
	return s == SectionTuning || s == SectionParams
}

// standsIn reports a place in the document that is another one, or in it.
func standsIn(key, outer FieldKey) bool {
	rest, ok := strings.CutPrefix(string(key), string(outer))
	return ok && outer != "" && (rest == "" || strings.ContainsAny(rest[:1], ".[#"))
}
