package model

import "strings"

// String is the word of a fate, as the value of a choice.
func (f Fate) String() string {
	switch f {
	case FateRests:
		return "rests"
	case FateGoes:
		return "goes"
	case FateStays:
	}
	return "stays"
}

// FateOf is the fate of a word.
func FateOf(word string) Fate {
	switch word {
	case FateRests.String():
		return FateRests
	case FateGoes.String():
		return FateGoes
	}
	return FateStays
}

// Fates lists what can become of the original, with the reason of what cannot. Their
// values are those of Fate.String.
func (c Copying) Fates(caps Capabilities) []Option {
	out := []Option{
		{Value: FateStays.String(), Label: "leave it", Help: "nothing is done to it"},
		{Value: FateRests.String(), Label: "pause it", Help: "once the copy is verified"},
		{Value: FateGoes.String(), Label: "end and delete it", Help: "once the copy is verified; there is no way back"},
	}
	if c.Original.Job.Realm == Files {
		out[1].Label, out[2].Label = "take it off its schedule", "delete it"
		out[1].Help = "and end its run, once the copy is verified"
	}
	for i := range out {
		out[i].Why = c.fateWhy(caps, FateOf(out[i].Value))
	}
	return out
}

// fateWhy is why something cannot become of the original as it stands; "" if it can.
func (c Copying) fateWhy(caps Capabilities, f Fate) string {
	job := c.Original.Job
	if f == FateStays {
		return ""
	}
	if job.Realm == Files {
		if why := CanEdit(caps, job, SectionSchedule); why != "" || f == FateRests {
			return why
		}
		return Can(caps, job, Delete)
	}
	if job.State.Family == Ended {
		if f == FateRests {
			return "it has ended"
		}
		return Can(caps, job, Delete)
	}
	switch job.State.Family {
	case Running, Busy, Unknown:
		if why := Can(caps, job, Pause); why != "" {
			return why
		}
	case Idle:
		if job.Status.Raw() == "WAITING_FOR_START" {
			return "it is scheduled: it would start by itself"
		}
	case Paused, Failed, Ended: // nothing moves
	}
	if f == FateRests {
		return ""
	}
	if job.State.Family == Running { // it is paused first, and can be ended then
		job = job.WithStatus(NewText("PAUSING"))
	}
	return Can(caps, job, End)
}

// Why says why a copying cannot be sent, and how to mend that; "" if it can.
func (c Copying) Why(caps Capabilities, a Around) (why, mend string) {
	job := c.Original.Job
	if why := Can(caps, job, Clone); why != "" {
		return why, ""
	}
	if why, mend := c.nameWhy(a); why != "" {
		return why, mend
	}
	if pending, why, mend := cloneWhy(Pick{Job: job, Detail: &c.Original}, CloneAs{Name: c.Name, Version: c.Version}); pending || why != "" {
		return why, mend
	}
	if e, ok := c.Edit(SectionCopy); job.Realm == Files && (!ok || e.Base.Lacks != "") {
		return "what the original holds was not read", "r reads it again"
	}
	for _, s := range c.all() {
		e := c.edits[s]
		if n := e.Form(a).Wrong; n > 0 {
			return s.Word() + ": " + wrongFields(n), "e opens it"
		}
	}
	if why := c.fateWhy(caps, c.Fate); why != "" {
		return "the original: " + why, "leave it, or see to it first"
	}
	return "", ""
}

func (c Copying) nameWhy(a Around) (why, mend string) {
	switch {
	case c.Name == c.Original.Job.Name.Raw():
		return "the name is the original's: the copy could not be told from it", "type another one"
	case a.NameListed:
		return "another job has the name", "type another one"
	}
	return "", ""
}

// all are the sections of the edits, that of the whole copy first.
func (c Copying) all() []Section {
	var out []Section
	if _, ok := c.edits[SectionCopy]; ok {
		out = append(out, SectionCopy)
	}
	return append(out, c.Sections()...)
}

// Differences lists what the copy has of its own, section by section.
func (c Copying) Differences(a Around) []Difference {
	var out []Difference
	for _, s := range c.all() {
		out = append(out, c.edits[s].Differences(a)...)
	}
	return out
}

// Word is what must be typed before it is sent: the original's name where that is
// deleted; "" else.
func (c Copying) Word() string {
	if c.Fate == FateGoes {
		return c.Original.Job.Name.Raw()
	}
	return ""
}

// Title is what a step does, in a few words.
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
		return "its " + s.Section.Word()
	case CopyFilters:
		return "put its filters back"
	case CopyTest:
		return "test its connections"
	case CopyCheck:
		return "pre-check it"
	case CopyRest:
		if files {
			return "original off its schedule"
		}
		return "pause the original"
	case CopyStop:
		return "end the original's run"
	case CopySchedule:
		return "the copy's schedule"
	case CopyEnd:
		return "end the original"
	case CopyDelete:
		return "delete the original"
	}
	return Clean(string(s.Kind))
}

// Says is the copying in sentences: what is done in which order, and first what should
// be known of it.
func (c Copying) Says(a Around) []Effect {
	var s saying
	if risk := c.remains(); risk != "" {
		s.risk(risk)
	}
	if c.Fate == FateGoes {
		s.risk("The original is deleted last, and there is no way back.")
	}
	for i, step := range c.Steps() {
		s.note(itoa(i+1) + ". " + c.sentence(step, a))
	}
	if c.Fate == FateStays {
		s.note("Nothing is done to the original.")
		return s
	}
	s.note("Nothing is done to the original before the copy is verified; a step that fails stops there.")
	return s
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
		return "The original goes on writing the target: " + collides(Databases) + ". End or pause it before you start the copy."
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

// sentence is what a step does.
func (c Copying) sentence(step CopyStep, a Around) string {
	files := c.Original.Job.Realm == Files
	switch step.Kind {
	case CopyMake:
		if files {
			return "The copy " + Clean(c.Name) + " is made with the mode manual: nothing of it runs."
		}
		return "The copy " + Clean(c.Name) + " is made; it rests in configuration."
	case CopyReady:
		return "It is waited for until it can be changed."
	case CopyProve:
		if files {
			return "It is read back and compared with what was asked, source and destination first."
		}
		return "It is read back and compared with the original."
	case CopyEnds:
		what := "passwords"
		if CopyAsksFiles(c.Original) {
			what = "passwords and certificates"
		}
		if len(c.Secrets) == 0 {
			return "Its endpoints are stored; Send asks for their " + what + "."
		}
		return "Its endpoints are stored with their " + what + "."
	case CopySection:
		return "Its " + step.Section.Word() + isOrAre(step.Section) + " changed to what was asked."
	case CopyFilters:
		return "The row filters that a copy loses are put back, as the original has them."
	case CopyTest:
		return "Its connections are tested."
	case CopyCheck:
		return "Its pre-check is run; nothing starts by itself."
	case CopyRest:
		if files {
			return "The original is taken off its schedule: mode manual." + scheduleWas(c.edits[SectionCopy].Base.Get, a.Zone)
		}
		return "The original is paused."
	case CopyStop:
		return "A run of the original is ended, and waited for."
	case CopySchedule:
		e := c.edits[SectionCopy]
		return "The copy gets its schedule: " + lowerFirst(ScheduleWords(e.Get, a.Zone))
	case CopyEnd:
		return "The original is ended, and waited for."
	case CopyDelete:
		if files {
			return "The original is deleted: it leaves every list, its history stays in the server."
		}
		return "The original is deleted, its history with it."
	}
	return c.Title(step) + "."
}

func lowerFirst(words string) string {
	if words == "" {
		return ""
	}
	return strings.ToLower(words[:1]) + words[1:]
}

// ScheduleEdit is the copy's own schedule, as an edit of the copy as it was read.
func (c Copying) ScheduleEdit(d Detail, base Part) Edit {
	wanted := c.edits[SectionCopy]
	out := asRead(d, base).At(wanted.now, wanted.zone)
	if scheduleGrey(wanted) != "" { // the mode alone is sent
		return out.Put(KeyScheduleMode, wanted.Get(KeyScheduleMode))
	}
	for _, key := range ScheduleKeys() {
		out = out.Put(key, wanted.Get(key))
	}
	return out
}
