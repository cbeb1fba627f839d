package model

import (
	"maps"
	"slices"
	"time"
)

// Edit is a section of a job that somebody is changing: as it was read, and as
// it is to be. It is a value: every change makes another one.
type Edit struct {
	Section Section
	Detail  Detail // the job it is of, as read with Base
	Base    Part

	want    map[FieldKey]string
	secrets map[FieldKey]Secret
	over    map[FieldKey]bool // somebody else has changed it since it was read first, and this replaces that

	now  time.Time // what moments are typed against, see At
	zone *time.Location
}

// At is the edit with the clock that moments are typed against: "+2d" is two days
// from now, "sat 02:00" is in the user's zone (nil: UTC).
func (e Edit) At(now time.Time, zone *time.Location) Edit {
	e.now, e.zone = now, zone
	return e
}

// Around is what a form of an edit knows besides: the service's clock, where the
// user is (nil: UTC), and its word on the name that stands there.
type Around struct {
	Now        time.Time
	Zone       *time.Location
	Name       NameCheck
	NameListed bool // another job on the list has the name
	// Connections are where a transfer may read and write; nil: they were not read.
	Connections []Connection
}

// EditForm is the form of an edit as it stands.
type EditForm struct {
	Fields  []Field
	Means   []Effect // what the combination means
	Wrong   int      // fields that are wrong
	Changed int      // values that differ from what was read
}

// Difference is one value that is to be another one, in words.
type Difference struct {
	Key     FieldKey
	Label   string
	Was, Is string // "" = nothing stands there
	Over    bool   // it replaces what somebody else wrote meanwhile
	Wrong   bool   // it cannot be sent as it is
}

// sectionRules are what one section knows of itself.
type sectionRules struct {
	// fields are those of the form, whole: value, help, what is grey and why, what
	// is wrong. Edit.Form counts.
	fields func(Edit, Around) []Field
	// means says what the values mean together; nil: nothing.
	means func(Edit, Around) []Effect
	// with takes the change of a field that is the form's own, and what else
	// changes with it; nil: the value alone is put.
	with func(Edit, FieldKey, string) Edit
	// press is a button; nil: there is none.
	press func(Edit, FieldKey) Edit
	// effects is what sending does, besides replacing the section; nil: nothing.
	effects func(Edit, Around) []Effect
	// first is the part of an edit that one request takes, and how many changes are
	// left for the next one; nil: everything goes at once.
	first func(Edit) (Edit, int)
	// label is what a key is called where it has no field of its own; nil: its field's.
	label func(Edit, FieldKey) string
	// words are a value in words where its field does not say it; nil: its field's.
	words func(Edit, FieldKey, string) string
}

func rulesOfSection(s Section) sectionRules {
	switch s {
	case SectionName:
		return nameRules()
	case SectionDescription:
		return descriptionRules()
	case SectionExpiry:
		return expiryRules()
	case SectionPolicy:
		return policyRules()
	case SectionFlow:
		return flowRules()
	case SectionAlarm:
		return alarmRules()
	case SectionTuning:
		return tuningRules()
	case SectionUsers:
		return userRules()
	case SectionParams:
		return paramRules()
	case SectionTags:
		return tagRules()
	case SectionPosition:
		return positionRules()
	case SectionPeriod:
		return periodRules()
	case SectionRecreate:
		return recreateRules()
	case SectionSchedule:
		return scheduleRules()
	case SectionCopy:
		return copyRules()
	case SectionEnds: // has a walk of its own
	}
	return sectionRules{}
}

// NewEdit begins to change a section as it was read.
func NewEdit(d Detail, base Part) Edit {
	e := asRead(d, base)
	if e.Section == SectionCopy { // whatever the original's: it is made without one
		e = e.Put(KeyScheduleMode, ScheduleManual)
	}
	return e
}

// asRead is an edit in which nothing is changed.
func asRead(d Detail, base Part) Edit {
	return Edit{Section: base.Section, Detail: d, Base: base, want: maps.Clone(base.Values)}
}

// Get is a value as it is to be, "" if there is none.
func (e Edit) Get(key FieldKey) string { return e.want[key] }

// Want are all values as they are to be. The map is the caller's.
func (e Edit) Want() map[FieldKey]string { return maps.Clone(e.want) }

// Put is the edit with another value, "" takes it out. Nothing else changes: see
// With.
func (e Edit) Put(key FieldKey, value string) Edit {
	e.want = maps.Clone(e.want)
	if e.want == nil {
		e.want = map[FieldKey]string{}
	}
	if value == "" {
		delete(e.want, key)
		return e
	}
	e.want[key] = value
	return e
}

// With is the edit after a field was changed, with what follows from it.
func (e Edit) With(key FieldKey, value string) Edit {
	if with := rulesOfSection(e.Section).with; with != nil {
		return with(e, key, value)
	}
	return e.Put(key, value)
}

// Press is the edit after a button was pressed; one that is grey does nothing.
func (e Edit) Press(key FieldKey) Edit {
	for _, f := range e.Form(Around{}).Fields {
		if f.Key == key && !f.Live() {
			return e
		}
	}
	if press := rulesOfSection(e.Section).press; press != nil {
		return press(e, key)
	}
	return e
}

// Undo is the edit with a value as it was read; of a field that is the form's own,
// with what that showed then.
func (e Edit) Undo(key FieldKey) Edit {
	if FormOwn(key) && key != KeyOwnSecrets {
		return e.With(key, NewEdit(e.Detail, e.Base).Shows(key))
	}
	return e.With(key, e.Base.Get(key))
}

// Shows is what stands in a field of the form, "" where there is none.
func (e Edit) Shows(key FieldKey) string {
	for _, f := range e.Form(Around{}).Fields {
		if f.Key == key {
			return f.Value
		}
	}
	return ""
}

// Secret is what was typed for a secret field.
func (e Edit) Secret(key FieldKey) Secret { return e.secrets[key] }

// PutSecret is the edit with a secret; an empty one takes it out.
func (e Edit) PutSecret(key FieldKey, s Secret) Edit {
	e.secrets = maps.Clone(e.secrets)
	if e.secrets == nil {
		e.secrets = map[FieldKey]Secret{}
	}
	if s.Empty() {
		delete(e.secrets, key)
		return e
	}
	e.secrets[key] = s
	return e
}

// Changed lists the keys whose values are to be other ones, sorted, and those of
// secrets that are to be set.
func (e Edit) Changed() []FieldKey {
	keys := map[FieldKey]bool{}
	for _, values := range []map[FieldKey]string{e.Base.Values, e.want} {
		for key := range values {
			if !SameValue(key, e.Base.Get(key), e.Get(key)) {
				keys[key] = true
			}
		}
	}
	for key := range e.secrets {
		keys[key] = true
	}
	return slices.Sorted(maps.Keys(keys))
}

// Form is the form as it stands: pure.
func (e Edit) Form(a Around) EditForm {
	rules := rulesOfSection(e.Section)
	f := EditForm{Changed: len(e.differing())}
	if rules.fields != nil {
		f.Fields = rules.fields(e, a)
	}
	for _, field := range f.Fields {
		if field.Wrong != "" {
			f.Wrong++
		}
	}
	if rules.means != nil {
		f.Means = rules.means(e, a)
	}
	if f.Wrong > 0 && (e.Section == SectionCopy || e.Section == SectionSchedule) { // what is wrong means nothing
		f.Means = slices.DeleteFunc(f.Means, func(m Effect) bool { return !m.Risk })
		f.Means = append(f.Means, Effect{Text: "What it does by itself is said once nothing is wrong or empty."})
	}
	return f
}
