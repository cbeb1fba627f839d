package model

import (
	"maps"
	"slices"
)

// Fate is what becomes of the original once its copy is verified.
type Fate uint8

// The fates, from what costs least to what nothing takes back.
const (
	FateStays Fate = iota // nothing is done to it
	FateRests             // of databases: it is paused; of files: it is taken off its schedule, and its run ended
	FateGoes              // that, and then it is deleted; of databases: it is ended first
)

// Copying is a copy of a job as somebody wants it: what it is to have of its own,
// and what becomes of the original. It is a value: every change makes another one.
// From it the steps follow (Steps), which a client takes one after another.
type Copying struct {
	Original Detail // as it was read, with Base
	Name     string
	Version  string // task_version of DRS; "" leaves it out
	Fate     Fate

	// Secrets are what opens the copy's ends: see CopySecrets. They are in memory alone.
	Secrets EndSecrets
	// Filters has the row filters put back that a copy of databases loses.
	Filters bool
	// Check has the connections tested and the pre-check run, of databases.
	Check bool

	edits map[Section]Edit
}

// NewCopying begins a copy of a job as it was read.
func NewCopying(original Detail, name string) Copying {
	return Copying{Original: original, Name: name, Version: CloneVersion(original.TaskVersion), Check: original.Job.Realm == Databases}
}

// Edit is what the copy has of its own in a section; ok is false where nothing was
// read of it. The edit is made from the original's.
func (c Copying) Edit(s Section) (e Edit, ok bool) {
	e, ok = c.edits[s]
	return e, ok
}

// With is the copying with another edit of a section. One that changes nothing is
// dropped, but for SectionCopy, which holds what the original was read as.
func (c Copying) With(e Edit) Copying {
	c.edits = maps.Clone(c.edits)
	if c.edits == nil {
		c.edits = map[Section]Edit{}
	}
	if len(e.Changed()) == 0 && e.Section != SectionCopy {
		delete(c.edits, e.Section)
		return c
	}
	c.edits[e.Section] = e
	return c
}

// Sections lists the sections in which the copy differs, in the order of a menu.
func (c Copying) Sections() []Section {
	var out []Section
	for _, s := range Sections() {
		if _, ok := c.edits[s]; ok {
			out = append(out, s)
		}
	}
	return out
}

// CopySections lists what of a copy may differ from its original and is changed
// section by section, in the order of a menu; none of files: there it is one form,
// SectionCopy.
func CopySections(r Realm) []Section {
	if r == Files {
		return nil
	}
	return []Section{SectionDescription, SectionPolicy, SectionFlow, SectionAlarm, SectionTuning}
}

// CopyKind is what a step of a copying does.
type CopyKind string

// The kinds, in the order in which they are taken.
const (
	CopyMake     CopyKind = "clone"
	CopyReady    CopyKind = "configuration"   // of databases: until the copy can be changed
	CopyProve    CopyKind = "compare"         // the copy is read back, and held against what was asked
	CopyEnds     CopyKind = "endpoints"       // of databases
	CopySection  CopyKind = "section"         // of databases: one that differs
	CopyFilters  CopyKind = "filters"         // of databases: those that a copy loses
	CopyTest     CopyKind = "test connection" // of databases
	CopyCheck    CopyKind = "pre-check"       // of databases
	CopyRest     CopyKind = "rest"            // of the original: paused, or off its schedule
	CopyStop     CopyKind = "stop"            // of files: the original's run is ended
	CopySchedule CopyKind = "schedule"        // of files: the copy's own
	CopyEnd      CopyKind = "end"             // of the original, of databases
	CopyDelete   CopyKind = "delete"          // of the original
)

// CopyStep is one step of a copying.
type CopyStep struct {
	Kind    CopyKind
	Section Section // of CopySection
}

// OnOriginal reports a step that changes the original. None is taken before the copy
// is verified.
func (s CopyStep) OnOriginal() bool {
	return slices.Contains([]CopyKind{CopyRest, CopyStop, CopyEnd, CopyDelete}, s.Kind)
}

// Writes reports a step that sends something which changes a job.
func (s CopyStep) Writes() bool {
	return !slices.Contains([]CopyKind{CopyReady, CopyProve, CopyTest}, s.Kind)
}

// storesEnds reports that the ends of the copy are stored on the way.
func (c Copying) storesEnds() bool {
	return c.Original.Job.Realm != Files && (c.Check || !c.Secrets.Empty())
}

// Steps lists what is done for a copy, in order.
func (c Copying) Steps() []CopyStep {
	if c.Original.Job.Realm == Files {
		return c.fileSteps()
	}
	out := []CopyStep{{Kind: CopyMake}, {Kind: CopyReady}, {Kind: CopyProve}}
	if c.storesEnds() {
		out = append(out, CopyStep{Kind: CopyEnds})
	}
	for _, s := range c.Sections() {
		out = append(out, CopyStep{CopySection, s})
	}
	if c.Filters {
		out = append(out, CopyStep{Kind: CopyFilters})
	}
	if c.Check {
		out = append(out, CopyStep{Kind: CopyTest}, CopyStep{Kind: CopyCheck})
	}
	if c.Fate >= FateRests {
		out = append(out, CopyStep{Kind: CopyRest})
	}
	if c.Fate == FateGoes {
		out = append(out, CopyStep{Kind: CopyEnd}, CopyStep{Kind: CopyDelete})
	}
	return out
}

func (c Copying) fileSteps() []CopyStep {
	out := []CopyStep{{Kind: CopyMake}, {Kind: CopyProve}}
	if c.Fate >= FateRests {
		out = append(out, CopyStep{Kind: CopyRest}, CopyStep{Kind: CopyStop})
	}
	if c.Scheduled() {
		out = append(out, CopyStep{Kind: CopySchedule})
	}
	if c.Fate == FateGoes {
		out = append(out, CopyStep{Kind: CopyDelete})
	}
	return out
}

// Scheduled reports that the copy of a transfer is to have a schedule of its own: it
// is made without one.
func (c Copying) Scheduled() bool {
	e, ok := c.edits[SectionCopy]
	mode := e.Get(KeyScheduleMode)
	return ok && mode != "" && mode != ScheduleManual
}
