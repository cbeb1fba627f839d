package model

// Title is what a step does, in a few words that begin with a verb. Wherever a step is
// named it is called that: see Line for what is particular to it.
func (c Copying) Title(s CopyStep) string {
	files := c.Original.Job.Realm == Files
	switch s.Kind {
	case CopyMake:
		return "make the copy"
	case CopyReady:
		return "wait for configuration"
	case CopyProve:
		return "read it back and compare"
	case CopyEnds:
		return "store its endpoints"
	case CopySection:
		return "change its " + s.Section.Word()
	case CopyFilters:
		return "put its filters back"
	case CopyTest:
		return "test its connections"
	case CopyCheck:
		return "pre-check it"
	case CopyRest:
		if files {
			return "take the original off its schedule"
		}
		return "pause the original"
	case CopyStop:
		return "end the original's run"
	case CopySchedule:
		return "set the copy's schedule"
	case CopyEnd:
		return "end the original"
	case CopyDelete:
		return "delete the original"
	}
	return Clean(string(s.Kind))
}

// Line is a step as it is announced: its title, and in brackets what is particular to it
// here.
func (c Copying) Line(s CopyStep, a Around) string {
	if more := c.particular(s, a); more != "" {
		return c.Title(s) + " (" + more + ")"
	}
	return c.Title(s)
}

// particular is what is to be known of a step besides its title; "": nothing.
func (c Copying) particular(s CopyStep, a Around) string {
	files := c.Original.Job.Realm == Files
	switch s.Kind {
	case CopyMake:
		if files {
			return "mode manual: nothing of it runs"
		}
		return "it rests in configuration"
	case CopyProve:
		if files {
			return "source and destination first"
		}
	case CopyEnds:
		what := "passwords"
		if CopyAsksFiles(c.Original) {
			what = "passwords and certificates"
		}
		if c.Secrets.Empty() {
			return "their " + what + " are asked for"
		}
		return "with their " + what
	case CopySection:
		n := len(c.edits[s.Section].Changed())
		return plural(n, "value", "values")
	case CopyFilters:
		return "as the original has them"
	case CopyCheck:
		return "nothing starts by itself"
	case CopyRest:
		if files {
			return ScheduleBrief(c.edits[SectionCopy].Base.Get, a.Zone)
		}
	case CopyStop:
		return "if one is under way"
	case CopySchedule:
		return ScheduleBrief(c.edits[SectionCopy].Get, a.Zone)
	case CopyDelete:
		if files {
			return "its history stays in the server"
		}
		return "its history with it"
	case CopyReady, CopyTest, CopyEnd:
	}
	return ""
}

// LostSchedule is the schedule of a transfer that it loses to its copy, in a few words; "":
// none that runs it by itself.
func (c Copying) LostSchedule(a Around) string {
	get := c.edits[SectionCopy].Base.Get
	if c.Original.Job.Realm != Files || Canonical(KeyScheduleMode, get(KeyScheduleMode)) != ScheduleAuto {
		return ""
	}
	return ScheduleBrief(get, a.Zone)
}

// Risks lists, in sentences, what should be known of a copying before it is sent.
func (c Copying) Risks() []string {
	var out []string
	if risk := c.remains(); risk != "" {
		out = append(out, risk)
	}
	if risk := c.idles(); risk != "" {
		out = append(out, risk)
	}
	if c.Fate == FateGoes {
		out = append(out, "The original is deleted last, and there is no way back.")
	}
	if c.Original.Job.Realm == Databases && c.Fate != FateStays {
		out = append(out, "The copy takes no position over: once started it begins anew, with a full load where its kind has one.")
	}
	if risk := c.QueueRisk(); risk != "" {
		out = append(out, risk)
	}
	return out
}

// QueueRisk says that the copy may run as soon as it has its schedule; "" if it does not.
func (c Copying) QueueRisk() string {
	if e := c.edits[SectionCopy]; c.Original.Job.Idle || !copyQueues(e, e.now) {
		return ""
	}
	return copyQueued
}

// idles is what of the work nobody does once everything is done; "": nothing.
func (c Copying) idles() string {
	job := c.Original.Job
	switch {
	case job.Realm == Databases && c.Fate == FateGoes && !c.Check:
		return "The copy has no passwords then, and nothing of it was tested."
	case job.Realm == Databases:
		return ""
	case c.Scheduled() && job.Idle:
		return "The original is switched off in the server (disabled), and so is its copy: no schedule runs it before it is switched on there."
	case c.Fate != FateStays && !c.Scheduled() && job.Live() && Canonical(KeyScheduleMode, job.Mode.Raw()) == ScheduleAuto:
		return "Neither of the two runs by itself from then on: the original loses its schedule, and the copy has none."
	}
	return ""
}

// Order says what holds for the steps together.
func (c Copying) Order() string {
	if c.Fate == FateStays {
		return "A step that fails stops there."
	}
	return "Nothing is done to the original before the copy is verified."
}

// remains is what of a collision remains once everything is done; "": nothing.
func (c Copying) remains() string {
	job := c.Original.Job
	if job.Realm == Databases {
		switch {
		case job.State.Family == Ended:
			return ""
		case c.Fate != FateStays: // the copy rests in configuration
			return "Nothing is replicated from then on, until somebody starts the copy."
		}
		if job.State.Family == Running || job.State.Family == Busy {
			return "The original goes on writing the target: " + collides(Databases) + ". End or pause it before you start the copy."
		}
		return "The original can still be set going, and writes the target then: " + collides(Databases) + ". End it before you start the copy."
	}
	e, ok := c.Edit(SectionCopy)
	switch {
	case c.Fate == FateGoes:
		return ""
	case ok && !copyTouches(e):
		if copyWrites(e) && c.Fate == FateStays {
			return "Both write to one destination: " + copyOverwrite + "."
		}
		return ""
	case c.Fate == FateRests:
		return "The original stays, without a schedule: started while the copy is live, both spoil each other's work."
	case c.Scheduled() && job.Live():
		return "Both are live over the same paths from then on: " + collides(Files) + "."
	case job.Live():
		return "The original stays live over the same paths: once the copy is started, " + collides(Files) + "."
	}
	return "The original can still be started over the same paths: " + collides(Files) + "."
}

// After says what is left to be done by somebody once every step is; "": nothing.
func (c Copying) After() string {
	switch {
	case c.Original.Job.Realm == Databases && c.Fate != FateStays:
		return "Nothing is replicated until the copy is started."
	case c.QueueRisk() != "":
		return "The copy runs by its schedule: a run of it may be under way."
	case c.Original.Job.Realm == Databases, c.Scheduled(), c.Fate == FateStays:
		return ""
	}
	return "The copy has no schedule: it runs when it is started."
}
