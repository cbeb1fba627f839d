package tui

import (
	"cmp"
	"slices"

	tea "charm.land/bubbletea/v2"

	"drover/model"
	"drover/tui/theme"
)

// editKey is the letter of a section in the edit menu.
func editKey(s model.Section) string {
	switch s {
	case model.SectionName:
		return "n"
	case model.SectionDescription:
		return "d"
	case model.SectionTags:
		return "g"
	case model.SectionExpiry:
		return "x"
	case model.SectionEnds:
		return "e"
	case model.SectionPolicy:
		return "p"
	case model.SectionFlow:
		return "l"
	case model.SectionAlarm:
		return "a"
	case model.SectionTuning:
		return "t"
	case model.SectionUsers:
		return "u"
	case model.SectionParams:
		return "m"
	case model.SectionPosition:
		return "s"
	case model.SectionPeriod:
		return "b"
	case model.SectionRecreate:
		return "r"
	case model.SectionSchedule:
		return "h"
	case model.SectionCopy:
	}
	return " "
}

// editWords is what a section is called in the menu.
func editWords(s model.Section) string {
	if s == model.SectionRecreate {
		return "re-create the node"
	}
	return s.Word()
}

// editWay is how a section of a job is opened: why it is not, or, where it can be
// looked at all the same, why it cannot be changed.
func editWay(e *env, job model.Job, s model.Section) (look, why string) {
	why = editWhy(e, job, s)
	if why == "" || e.where().ReadOnly || job.State.Family == model.Ended {
		return "", why
	}
	switch s {
	case model.SectionPolicy, model.SectionFlow, model.SectionAlarm, model.SectionTuning:
		fit := job.WithStatus(model.NewText("CONFIGURATION"))
		if fit.Actions = (model.Actions{}); editWhy(e, fit, s) == "" { // the state alone forbids it
			return "to look at only: " + why, ""
		}
	case model.SectionName, model.SectionDescription, model.SectionTags, model.SectionExpiry, model.SectionEnds, model.SectionUsers,
		model.SectionParams, model.SectionPosition, model.SectionPeriod, model.SectionRecreate, model.SectionSchedule, model.SectionCopy:
	}
	return "", why
}

// openSection opens the page of a section.
func openSection(e *env, job model.Job, s model.Section) (tea.Cmd, Nav) {
	if s == model.SectionEnds { // has a walk of its own
		return nil, push(openEndsEdit(e, job))
	}
	return nil, push(openEdit(e, job, s))
}

// editMenu lists what of a job can be changed, a letter each; what cannot be says
// why.
func editMenu(e *env, job model.Job) (tea.Cmd, Nav) {
	sections := model.SectionsOf(e.realm())
	choices := make([]choice, 0, len(sections)+4)
	for _, s := range sections {
		c := choice{key: editKey(s), name: editWords(s), do: func() (tea.Cmd, Nav) { return openSection(e, job, s) }}
		if c.more, c.why = editWay(e, job, s); c.why != "" {
			c.more = c.why
		}
		choices = append(choices, c)
	}
	if e.can().Lacks(model.FacetObjects) == "" {
		choices = append(choices, databaseChoices(e, job)...)
	}
	m := newMenu(e, "edit "+theme.CutMiddle(theme.Safe(job.Name.String()), 44, e.theme.Signs().Cut), choices)
	m.table, m.at = true, max(slices.IndexFunc(choices, func(c choice) bool { return c.why == "" }), 0)
	return nil, push(m)
}

// databaseChoices are what only jobs of databases have: objects, and what is fixed by
// creation.
func databaseChoices(e *env, job model.Job) []choice {
	choices := []choice{objectsChoice(e, job)}
	nothing := func() (tea.Cmd, Nav) { return nil, stay }
	choices = append(choices, choice{key: " ", name: "node size", more: "fixed by creation; 1 overview shows it", why: "fixed by creation; 1 overview shows it", do: nothing})
	for _, name := range model.QueuedOnly() {
		choices = append(choices, choice{key: " ", name: name, more: model.WhyQueuedOnly, why: model.WhyQueuedOnly, do: nothing})
	}
	return choices
}

// editOffers are the sections as commands of the palette, but for the schedule, which has
// a key of its own.
func editOffers(e *env, job func() model.Job, none func() string, what string) []Action {
	var acts []Action
	for _, s := range model.SectionsOf(e.realm()) {
		if s == model.SectionSchedule {
			continue
		}
		acts = append(acts, act(groupChange, 0, "edit "+editWords(s), "e "+editKey(s), func() (tea.Cmd, Nav) { return openSection(e, job(), s) }).
			unless(func() string {
				if why := cmp.Or(readOnlyWhy(e), none()); why != "" {
					return why
				}
				_, why := editWay(e, job(), s)
				return why
			}).to(what))
	}
	if e.can().Lacks(model.FacetObjects) != "" {
		return acts
	}
	return append(acts, act(groupChange, 0, "edit objects", "e o", func() (tea.Cmd, Nav) { return nil, push(newObjects(e, job())) }).
		unless(func() string { return cmp.Or(readOnlyWhy(e), none(), objectsChoice(e, job()).why) }).to(what))
}

// objectsChoice leads to the objects of a job: where they cannot be changed, to look
// at them.
func objectsChoice(e *env, job model.Job) choice {
	c := choice{key: "o", name: "objects", do: func() (tea.Cmd, Nav) { return nil, push(newObjects(e, job)) }}
	if c.why = objectsWhy(e, job); c.why != "" {
		c.more = c.why
	} else if why := model.Can(e.client.Capabilities(), job, model.SaveObjects); why != "" {
		c.more = "to look at only: " + why
	}
	return c
}

// editAction is the key of the menu, for the list: of the cursor's job, whatever is
// marked.
func (s *jobsScreen) editAction() Action {
	return act(groupChange, 0, "edit", "e", func() (tea.Cmd, Nav) { return editMenu(s.env, s.cursorJob()) }).
		named("edit: every section of the job").to(s.cursorName()).unless(func() string { return cmp.Or(readOnlyWhy(s.env), s.noCursor()) })
}

// readOnlyWhy is why nothing is changed in this session, "" if it may be.
func readOnlyWhy(e *env) string { return unless(!e.where().ReadOnly, "this session is read-only") }

func (s *jobsScreen) cursorJob() model.Job {
	if r, ok := s.table.Cursor(); ok {
		return r.job.Job()
	}
	return model.Job{}
}

// editAction is the key of the menu, for a job's page.
func (s *jobScreen) editAction() Action {
	foot := 2
	switch s.pane.tab {
	case tabRun, tabRaw, tabCheck: // these have keys of their own
		foot = 5
	}
	return act(groupChange, foot, "edit", "e", func() (tea.Cmd, Nav) { return editMenu(s.env, s.pane.job) }).
		named("edit: every section of the job").unless(func() string { return readOnlyWhy(s.env) })
}
