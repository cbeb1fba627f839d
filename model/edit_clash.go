package model

import (
	"maps"
	"slices"
)

// Clash is a value that somebody else has changed since it was read.
type Clash struct {
	Key    FieldKey
	Label  string
	Base   string // as it was read, in words
	Theirs string // as it stands now
	Mine   string // as it is to be
	Both   bool   // mine was changed, too: one of both is lost
}

// Clashes lists what somebody else has changed since the section was read, in the
// order of the form. What both made the same is none.
func (e Edit) Clashes(theirs Part, a Around) []Clash {
	fields := e.Form(a).Fields
	var out []Clash
	for _, key := range keysOf(e.Base.Values, theirs.Values) {
		base, now, mine := e.Base.Get(key), theirs.Get(key), e.Get(key)
		if SameValue(key, base, now) || SameValue(key, now, mine) || e.ownSchedule(key) {
			continue
		}
		out = append(out, Clash{
			Key: key, Label: e.label(fields, key),
			Base: e.words(fields, key, base), Theirs: e.words(fields, key, now), Mine: e.words(fields, key, mine),
			Both: !SameValue(key, base, mine),
		})
	}
	at := func(key FieldKey) int {
		return slices.IndexFunc(fields, func(f Field) bool { return f.Key == key })
	}
	slices.SortStableFunc(out, func(a, b Clash) int { return at(a.Key) - at(b.Key) })
	return out
}

// Onto is the edit upon what stands there now: what somebody else has changed
// stays theirs, but for the keys of mine, which are to be replaced. It carries
// everything else that was changed here.
func (e Edit) Onto(d Detail, theirs Part, mine map[FieldKey]bool) Edit {
	out := asRead(d, theirs)
	out.now, out.zone = e.now, e.zone
	out.secrets, out.over = e.secrets, maps.Clone(e.over)
	for _, key := range keysOf(e.Base.Values, e.want, theirs.Values) {
		base, now := e.Base.Get(key), theirs.Get(key)
		is := withStrangers(key, now, e.Get(key))
		changed := !SameValue(key, base, now)
		if e.ownSchedule(key) {
			out = out.Put(key, is)
			continue
		}
		switch {
		case changed && !mine[key], SameValue(key, now, is):
			delete(out.over, key)
			continue
		case changed:
			if out.over == nil {
				out.over = map[FieldKey]bool{}
			}
			out.over[key] = true
		}
		out = out.Put(key, is)
	}
	return out
}

// ownSchedule reports a value of the schedule that a copy was given: it stays, whatever
// becomes of the original's, which it only began with.
func (e Edit) ownSchedule(key FieldKey) bool {
	return e.Section == SectionCopy && slices.Contains(ScheduleKeys(), key) &&
		(key == KeyScheduleMode || !SameValue(KeyScheduleMode, e.Get(KeyScheduleMode), ScheduleManual))
}

// Replaces reports whether sending it replaces what somebody else has written
// since it was read first.
func (e Edit) Replaces() bool {
	return slices.ContainsFunc(e.Changed(), func(key FieldKey) bool { return e.over[key] })
}

// keysOf are the keys of some values, sorted.
func keysOf(all ...map[FieldKey]string) []FieldKey {
	keys := map[FieldKey]bool{}
	for _, values := range all {
		for key := range values {
			keys[key] = true
		}
	}
	return slices.Sorted(maps.Keys(keys))
}
