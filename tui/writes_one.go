package tui

import (
	tea "charm.land/bubbletea/v2"

	"drover/model"
)

// What is done to one job, whatever is marked, and has a page of its own instead of the
// review of a verb.

// ofOne reports a verb that is for the job under the cursor alone.
func ofOne(verb model.Verb) bool { return verb == model.Clone || verb == model.Update }

// of is whom a verb is for: a copy is made of one job, the one under the cursor.
func (w writes) of(verb model.Verb) writes {
	if ofOne(verb) && w.n > 0 && w.lone != nil {
		return w.lone()
	}
	return w
}

// pageOf opens the page of a verb that has one.
func pageOf(e *env, job model.Job, verb model.Verb) (open func() (tea.Cmd, Nav), has bool) {
	switch verb {
	case model.Clone:
		return func() (tea.Cmd, Nav) { return openClonePage(e, job) }, true
	case model.Update:
		return func() (tea.Cmd, Nav) { return nil, push(openEdit(e, job, model.SectionSchedule)) }, true
	case model.TestEnds: // it asks for passwords before it sends
		return func() (tea.Cmd, Nav) { return nil, push(newEnds(e, job)) }, true
	default:
		return nil, false
	}
}

// can is why a verb cannot be done to a job, "" if it can.
func (w writes) can(job model.Job, verb model.Verb) string {
	switch verb {
	case model.Clone:
		return cloneWhy(w.env, job)
	case model.Update:
		return editWhy(w.env, job, model.SectionSchedule)
	default:
		return model.Can(w.env.client.Capabilities(), job, verb)
	}
}

// called is what a verb is called here: a copy that rests is gone on with.
func (w writes) called(verb model.Verb) string {
	switch verb {
	case model.Clone:
		for job := range w.of(verb).jobs {
			return cloneWord(w.env, job.ID)
		}
	case model.Update:
		return model.SectionSchedule.Word()
	default:
	}
	return string(verb)
}

// oneAtATime is why a verb is not for many marked jobs, or "".
func (w writes) oneAtATime(verb model.Verb) string {
	if w.n > 1 && verb == model.TestEnds {
		return "each job has passwords of its own: one at a time"
	}
	return ""
}
