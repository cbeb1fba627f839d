package model

import (
	"maps"
	"slices"
)

// EditJob replaces one section of a job (DRS: UpdateJob and what else changes a
// section).
type EditJob struct {
	Job     Job // as it was read with Base
	Section Section
	Base    Part                // as it was read: it is compared before anything is sent
	Want    map[FieldKey]string // every value, also those that stay
	Secrets map[FieldKey]Secret
}

func (EditJob) change() {}

// Target is the job whose section it is.
func (e EditJob) Target() JobID { return e.Job.ID }

// Changed lists the keys whose values are to be other ones, sorted.
func (e EditJob) Changed() []FieldKey {
	return Edit{Base: e.Base, want: e.Want, secrets: e.Secrets}.Changed()
}

// Differing lists the changed keys whose values are not what a reading shows,
// sorted: of what it shows at all, see Asked.
func (e EditJob) Differing(now Part) []FieldKey {
	asked := e.Asked()
	return slices.DeleteFunc(slices.Sorted(maps.Keys(asked)), func(key FieldKey) bool { return SameValue(key, asked[key], now.Get(key)) })
}

// EditAs is what a plan says of the edit that it was made from.
type EditAs struct {
	Edit   Edit // what goes with it, see First
	Later  int  // changes of the form that it leaves for the next one
	Around Around
}

// PlanEdit plans the change of one section, or the first part of it: pure. It does
// not go while something is wrong, nor where nothing is changed.
func PlanEdit(intent string, caps Capabilities, e Edit, a Around) Plan {
	job := e.Detail.Job
	first, later := e.First()
	s := Step{
		Job: job, Why: CanEdit(caps, job, e.Section), Order: e.Section == SectionPeriod,
		Change: EditJob{Job: job, Section: e.Section, Base: e.Base, Want: first.Want(), Secrets: maps.Clone(first.secrets)},
	}
	form := e.Form(a)
	switch {
	case s.Why != "":
	case e.Base.Lacks != "":
		s.Why, s.Mend = "it could not be read: "+e.Base.Lacks, "r reads it again"
	case form.Wrong > 0:
		s.Why, s.Mend = wrongFields(form.Wrong), toFirstWrong
	case len(e.Changed()) == 0:
		s.Why = "nothing is changed"
	}
	for _, f := range first.Form(a).Fields {
		if f.Risk != "" && f.Grey == "" && first.changedKey(f.Key) {
			s.Warn = append(s.Warn, f.Label+": "+f.Risk)
		}
	}
	return Plan{ID: intent, Wish: Wish{Verb: Update, Edit: EditAs{Edit: first, Later: later, Around: a}}, Steps: []Step{s}}
}

// wrongFields says that fields of a form are wrong.
func wrongFields(n int) string { return plural(n, "field is", "fields are") + " wrong or empty" }

// toFirstWrong is what leads to them.
const toFirstWrong = "ctrl+g goes to the first"

// EditWord is what must be typed before an edit is sent: the job's name where
// it cannot be taken back, or replaces what somebody else wrote; "" else.
func EditWord(e Edit) string {
	if e.Section == SectionPeriod || e.Replaces() {
		return e.Detail.Job.Name.Raw()
	}
	return ""
}

// editEffects is what sending an edit does.
func editEffects(as EditAs) []Effect {
	var out []Effect
	if as.Edit.Replaces() {
		out = append(out, Effect{Risk: true, Text: "It replaces what somebody else has written meanwhile."})
	}
	rules := rulesOfSection(as.Edit.Section)
	if rules.means != nil {
		out = append(out, rules.means(as.Edit, as.Around)...)
	}
	if rules.effects != nil {
		out = append(out, rules.effects(as.Edit, as.Around)...)
	}
	if as.Later > 0 {
		out = append(out, Effect{Risk: true, Text: plural(as.Later, "more change goes", "more changes go") + " with the next review."})
	}
	return out
}
