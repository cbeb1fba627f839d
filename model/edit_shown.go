package model

import (
	"cmp"
	"strings"
)

// Shown reports whether a reading shows a value once it was taken on. What it
// does not show no reading can prove: a new node, who gets a password of their
// own, how an order was paid.
func Shown(key FieldKey) bool {
	switch key {
	case KeyRecreate, KeyAutoPay, KeyOwnSecrets, KeyScheduleHold:
		return false
	default:
		return !strings.Contains(string(key), "#")
	}
}

// Asked are the changed values that a reading shows, by their keys; "" is one that
// is to be gone. Secrets are in no reading.
func (e EditJob) Asked() map[FieldKey]string {
	out := map[FieldKey]string{}
	for _, key := range e.Changed() {
		if _, secret := e.Secrets[key]; !secret && Shown(key) {
			out[key] = e.Want[key]
		}
	}
	return out
}

// Follows reports a value that changes because others were asked for: what the defaults
// of tuning are, and what a schedule that is dropped leaves behind.
func (e Edit) Follows(key FieldKey) bool {
	if key == KeyRecovery {
		return true
	}
	return e.Section == SectionSchedule && key != KeyScheduleMode && e.changedKey(KeyScheduleMode) && scheduleGrey(e) != ""
}

// ShownOtherwise says what a reading shows otherwise than was asked for: "conflict
// ignore, not overwrite"; "" if nothing. The labels are those of the form that the
// edit was made with.
func (e EditJob) ShownOtherwise(now Part, as EditAs) string {
	form := as.Edit
	if form.Section != e.Section {
		form = Edit{Section: e.Section, Detail: Detail{Job: e.Job}, Base: e.Base, want: e.Want}
	}
	fields := form.Form(as.Around).Fields
	var out []string
	for _, key := range e.Differing(now) {
		is, asked := form.words(fields, key, now.Get(key)), form.words(fields, key, e.Want[key])
		if is == asked { // the words say too little
			is, asked = Clean(now.Get(key)), Clean(e.Want[key])
		}
		out = append(out, form.label(fields, key)+" "+cmp.Or(is, "empty")+", not "+cmp.Or(asked, "empty"))
	}
	return strings.Join(out, "; ")
}
