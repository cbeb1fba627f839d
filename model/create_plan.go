package model

import "slices"

// idOfIntent is what stands for a job that an intent is to make, until the
// service has given it an id.
func idOfIntent(intent string) JobID { return NewJobID("new-" + intent) }

// PlanCreate plans the making of a draft's job: one step, which goes if nothing
// in the form is wrong. What there is no choice of is set first, so that what is
// sent is what the form shows; blanks around it are not sent. The job has no id yet: the step's stands for it.
func PlanCreate(intent string, caps Capabilities, d Draft, o Offer) Plan {
	d, _ = d.Tidy().Settle(o)
	form := FormOf(d, o)
	id := idOfIntent(intent)
	s := Step{
		Job: Job{
			ID: id, Name: NewText(d.Name()), Scenario: Scenario(d.Get(KeyScenario)), Task: TaskType(d.Get(KeyTask)),
			Engine: NewText(d.Get(KeyEngine)), Net: NewText(d.Get(KeyNet)), Direction: NewText(d.Get(KeyDirection)),
		},
		Change: CreateJob{ID: id, Intent: intent, Draft: d},
		Order:  d.Get(KeyCharging) == charged,
		Warn:   createWarnings(d, o),
	}
	switch wrong := form.Wrong(); {
	case caps.Verbs[Create] != "":
		s.Why = caps.Verbs[Create]
	case o.Unable != "":
		s.Why = Clean(o.Unable)
	case wrong > 0:
		s.Why, s.Mend = plural(wrong, "field is", "fields are")+" wrong or empty", "ctrl+g goes to the first"
	}
	return Plan{ID: intent, Wish: Wish{Verb: Create, Create: d}, Steps: []Step{s}}
}

// createWarnings are the risks that the fields show, of all elements, each with
// its field's label.
func createWarnings(d Draft, o Offer) []string {
	var out []string
	s := standingOf(d, o)
	for _, step := range CreateSteps() {
		for _, f := range s.all(step) {
			if f.Risk == "" || f.Grey != "" {
				continue
			}
			where := endWord(d, f.Key)
			if where == "" {
				where = step.String()
			}
			out = append(out, where+", "+f.Label+": "+f.Risk)
		}
	}
	return out
}

// PlanSaveEnds plans the storing of both ends of a configured job, with the
// passwords that the draft holds (DRS: UpdateJob endpoint).
func PlanSaveEnds(intent string, caps Capabilities, job Job, d Draft) Plan {
	d = d.Tidy()
	s := Step{Job: job, Change: StoreEnds{ID: job.ID, Draft: d, Generation: job.Generation}, Why: Can(caps, job, SaveEnds)}
	if s.Why == "" {
		if s.Why = endsWhy(d); s.Why != "" {
			s.Mend = "edit the ends first"
		}
	}
	return Plan{ID: intent, Wish: Wish{Verb: SaveEnds}, Steps: []Step{s}}
}

// endsWhy is what is wrong with ends that are to be stored, "" if nothing is.
// They replace what the service has as a whole: a certificate or a password that
// is not in memory any more would be gone there, too.
func endsWhy(d Draft) string {
	form := FormOf(d, Offer{})
	for _, step := range []CreateStep{StepSource, StepTarget} {
		s := form.Steps[step]
		for _, f := range slices.Concat(s.Fields, s.Beside) {
			if f.Wrong != "" {
				return endWord(d, f.Key) + ", " + f.Label + ": " + f.Wrong
			}
		}
	}
	return ""
}
