package tui

import (
	"cmp"
	"iter"
	"slices"

	tea "charm.land/bubbletea/v2"

	"drover/model"
)

// writes is what a screen may have done to jobs: to the marked ones, or to one.
// Keys, menu, palette and "you can" all come from here.
type writes struct {
	env   *env
	n     int           // marked; 0: one job is meant
	what  string        // who is meant, in a word: a job's name, "4 marked"
	none  func() string // why nobody is meant, "" if somebody is
	jobs  iter.Seq[model.Job]
	picks func() []model.Pick
	lone  func() writes // the cursor's job alone, whatever is marked; nil: nothing can be marked
}

// deed is a verb in the menu of every action.
type deed struct {
	verb model.Verb
	key  string // its letter there
	at   string // the key that does it without the menu; "": none
}

// keys is how the deed is reached from a list or a page.
func (d deed) keys() string { return cmp.Or(d.at, "x "+d.key) }

// deeds lists the verbs of a realm that open a review. Those with screens of their own
// (clone, the schedule, items to skip, a test of both ends) have their place in the list
// here, and their screen in do.
func deeds(realm model.Realm) []deed {
	verbs := model.VerbsOf(realm)
	if realm == model.Files {
		verbs = append(verbs, model.Update) // of the schedule
	}
	return slices.DeleteFunc([]deed{
		{model.Start, "s", "S"},
		{model.StartNow, "n", "S"},
		{model.RunCheck, "c", "K"},
		{model.TestEnds, "w", "T"},
		{model.Pause, "p", "P"},
		{model.Resume, "r", ""},
		{model.TryAgain, "t", ""},
		{model.Reset, "b", ""},  // it begins again
		{model.Cancel, "c", ""}, // where there is no pre-check
		{model.Clone, "o", "C"}, // a copy
		{model.Update, "h", "H"},
		{model.End, "e", "D"},
		{model.ForceEnd, "f", ""},
		{model.Delete, "d", "D"},
	}, func(d deed) bool {
		return !slices.Contains(verbs, d.verb) || d.verb == model.Update && realm != model.Files
	})
}

// deeds are those of the service.
func (w writes) deeds() []deed { return deeds(w.env.realm()) }

// do opens what stands before a verb.
func (w writes) do(verb model.Verb) (tea.Cmd, Nav) {
	w = w.of(verb)
	for job := range w.jobs {
		if to, has := pageOf(w.env, job, verb); has {
			return to()
		}
		break // what else there is takes all of them
	}
	return nil, push(reviewOf(w.env, wishOf(verb), w.picks()))
}

// wishOf is what a review begins with.
func wishOf(verb model.Verb) model.Wish {
	wish := model.Wish{Verb: verb}
	switch verb {
	case model.Start:
		wish.When = model.AtOnce()
	case model.Pause:
		wish.Pause = model.PauseReplay
	case model.StartNow, model.Clone, model.RunCheck, model.SkipItem, model.Resume, model.TryAgain, model.Reset,
		model.End, model.ForceEnd, model.Delete, model.TestEnds, model.Create, model.SaveEnds, model.Update, model.SaveObjects, model.ReEdit, model.Cancel:
	}
	return wish
}

// fewMarked is how many marked jobs are looked at before the footer says that
// none of them can; the review looks at all.
const fewMarked = 100

// why is why a verb is grey: nobody is meant, or not one of those meant lets it
// be done now.
func (w writes) why(verb model.Verb) string {
	if w.env.where().ReadOnly {
		return "this session is read-only"
	}
	w = w.of(verb)
	if why := w.none(); why != "" {
		return why
	}
	if why := w.oneAtATime(verb); why != "" {
		return why
	}
	if w.n > fewMarked {
		return ""
	}
	first := ""
	for job := range w.jobs {
		why := w.can(job, verb)
		if why == "" {
			return ""
		}
		first = cmp.Or(first, why)
	}
	if w.n > 1 {
		return "none of the " + digit(w.n) + " marked can: " + first
	}
	return first
}

// some reports whether a verb can be done to one of few; of many nobody looks
// before the key is pressed.
func (w writes) some(verb model.Verb) bool {
	if w.n > fewMarked {
		return verb != model.StartNow && w.offers(verb)
	}
	for job := range w.jobs {
		if w.can(job, verb) == "" {
			return true
		}
	}
	return false
}

// actions are the keys of the writes.
func (w writes) actions() []Action {
	start := w.startVerb()
	return []Action{
		act(groupChange, 3, w.counted(string(start), start), "S", func() (tea.Cmd, Nav) { return w.do(start) }).
			unless(func() string { return w.why(start) }).to(w.what),
		act(groupChange, 3, w.counted("pause", model.Pause), "P", func() (tea.Cmd, Nav) { return w.do(model.Pause) }).
			unless(w.whyNoPause).to(w.what),
		w.endAction(),
		act(groupChange, 3, "every action", "x", w.menu).unless(w.whyNoMenu).to(w.what).named("every action on this or these"),
	}
}

// startVerb is S: what is scheduled is started now.
func (w writes) startVerb() model.Verb {
	if w.n == 0 {
		for job := range w.jobs {
			if job.Phase() == model.PhaseWaits {
				return model.StartNow
			}
		}
		return model.Start
	}
	if !w.some(model.Start) && w.some(model.StartNow) {
		return model.StartNow
	}
	return model.Start
}

// counted is a verb with the number of the marked jobs: of few, of those that
// one of its verbs can be done to.
func (w writes) counted(word string, verbs ...model.Verb) string {
	if w.n == 0 {
		return word
	}
	if w.n > fewMarked {
		return word + " " + digit(w.n)
	}
	n := 0
	for job := range w.jobs {
		if slices.ContainsFunc(verbs, func(v model.Verb) bool { return w.can(job, v) == "" }) {
			n++
		}
	}
	if n == 0 { // it is grey, and says of how many none can
		n = w.n
	}
	return word + " " + digit(n)
}

// whyNoPause says, too, where a paused job is made to go on.
func (w writes) whyNoPause() string {
	why := w.why(model.Pause)
	if why == "" || w.n > 0 {
		return why
	}
	for job := range w.jobs {
		if job.State.Family == model.Paused && w.can(job, model.Resume) == "" {
			return why + ": resume it under x"
		}
	}
	return why
}

func (w writes) whyNoMenu() string {
	if w.env.where().ReadOnly {
		return "this session is read-only"
	}
	return w.none()
}

// endAction is D: what has ended is deleted, all else is ended.
func (w writes) endAction() Action {
	ends, deletes := w.some(model.End), w.some(model.Delete)
	word, why := "end", func() string { return w.why(model.End) }
	verbs := []model.Verb{model.End}
	switch {
	case ends && deletes:
		word, verbs = "end or delete", append(verbs, model.Delete)
	case deletes, !ends && (w.n == 0 && w.over() || !w.offers(model.End)):
		word, why, verbs = "delete", func() string { return w.why(model.Delete) }, []model.Verb{model.Delete}
	}
	return act(groupChange, 3, w.counted(word, verbs...), "D", w.endOrDelete).unless(why).to(w.what)
}

// over reports that the one job that is meant has ended.
func (w writes) over() bool {
	for job := range w.jobs {
		return job.State.Family == model.Ended
	}
	return false
}

// offers reports a verb that the service has for some job.
func (w writes) offers(verb model.Verb) bool {
	return slices.ContainsFunc(w.deeds(), func(d deed) bool { return d.verb == verb })
}

// endOrDelete asks which of both is meant where the marks are mixed.
func (w writes) endOrDelete() (tea.Cmd, Nav) {
	ends, deletes := w.tally(model.End), w.tally(model.Delete)
	switch {
	case deletes.can == 0 && w.offers(model.End):
		return w.do(model.End)
	case ends.can == 0:
		return w.do(model.Delete)
	}
	offer := func(verb model.Verb, key string, t reckoning) choice {
		return choice{
			key: key, name: string(verb) + " " + digit(t.can), more: digit(t.all-t.can) + " left out",
			do: func() (tea.Cmd, Nav) { return w.do(verb) },
		}
	}
	return nil, push(newMenu(w.env, "end or delete, of "+digit(w.n)+" marked", []choice{
		offer(model.End, "e", ends), offer(model.Delete, "d", deletes),
	}))
}

// verbs is every verb as an action without a key of its own: for the palette,
// and for what a job's pane says can be done.
func (w writes) verbs() []Action {
	all := w.deeds()
	acts := make([]Action, 0, len(all))
	for _, d := range all {
		acts = append(acts, act(groupChange, 0, w.called(d.verb), d.keys(), func() (tea.Cmd, Nav) { return w.do(d.verb) }).
			unless(func() string { return w.why(d.verb) }).to(w.of(d.verb).what))
	}
	return acts
}

// writesOf is what may be done to a single job.
func writesOf(e *env, job model.Job, sample model.Sample, none func() string) writes {
	return writes{
		env: e, what: job.Name.String(), none: none,
		jobs: func(yield func(model.Job) bool) { yield(job) },
		picks: func() []model.Pick {
			pick := model.Pick{Job: job, Sample: &sample}
			if e.twins != nil {
				pick.CopyOf, pick.CopiedAs = e.twins(job.ID)
			}
			return []model.Pick{pick}
		},
	}
}
