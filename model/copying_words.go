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
	if n, in := c.Wrong(a); n > 0 {
		mend := "e opens it"
		if len(in) > 1 {
			mend = "e opens them"
		}
		return strings.Join(in, ", ") + ": " + wrongFields(n), mend
	}
	if why := c.fateWhy(caps, c.Fate); why != "" {
		return "the original: " + why, "leave it, or see to it first"
	}
	return "", ""
}

// Wrong counts what is wrong of the values of its own, and names the sections that it is in.
func (c Copying) Wrong(a Around) (n int, in []string) {
	for _, s := range c.all() {
		if wrong := c.edits[s].Form(a).Wrong; wrong > 0 {
			n, in = n+wrong, append(in, s.Word())
		}
	}
	return n, in
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
