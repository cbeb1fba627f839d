package drs

import (
	"errors"

	"drover/model"
)

// editWay is the call that changes a section; where a generation is missing that
// alone has it, there is none.
func (b *Backend) editWay(edit model.EditJob) (way, error) {
	w := sectionWay(edit.Section)
	switch {
	case w.body == nil:
		return way{}, errors.New("drover cannot change the " + edit.Section.Word())
	case !b.memory.offers(w.generation):
		return way{}, errors.New("the " + edit.Section.Word() + " needs the " + w.generation + " API, which " + b.memory.why(w.generation))
	case w.generation == v5 && edit.Job.Generation == v3:
		return way{}, errors.New("only v3 lists this job; the " + edit.Section.Word() + " is changed by an operation of v5")
	}
	return w, nil
}

// sectionWay is how a section goes over the wire. All but those that no type of
// update is known for go by UpdateJob.
func sectionWay(s model.Section) way {
	switch s {
	case model.SectionName, model.SectionDescription, model.SectionExpiry, model.SectionPolicy, model.SectionFlow, model.SectionAlarm,
		model.SectionTuning, model.SectionRecreate:
		return way{generation: v5, op: updateJob, alone: true, body: updateBody}
	case model.SectionTags:
		return way{generation: v5, op: tagAction, alone: true, body: tagsBody}
	case model.SectionPosition:
		return way{generation: v5, op: setPosition, alone: true, body: positionBody}
	case model.SectionPeriod:
		return way{generation: v5, op: toPeriod, alone: true, body: periodBody}
	case model.SectionUsers:
		return way{generation: v3, op: v3SetUsers, alone: true, body: usersBody}
	case model.SectionParams:
		return way{generation: v3, op: v3SetParams, alone: true, body: paramsBody}
	case model.SectionEnds, model.SectionSchedule, model.SectionCopy:
	}
	return way{}
}

// sectionsWhy says of the sections that cannot be changed here what they need.
func (b *Backend) sectionsWhy() map[model.Section]string {
	out := map[model.Section]string{}
	for _, s := range model.Sections() {
		w := sectionWay(s)
		switch {
		case s == model.SectionEnds: // see SaveEnds
		case w.body == nil:
			out[s] = "drover cannot change it"
		case !b.memory.offers(w.generation):
			out[s] = "needs the " + w.generation + " API, which " + b.memory.why(w.generation)
		}
	}
	return out
}
