package model

import (
	"slices"
	"strings"
)

// ObjectsDoc is a document of objects (DRS: db_object; model/objects.Listing). Two of
// the same print say the same; PrintWhole counts also what drover does not know.
type ObjectsDoc interface {
	Print() [32]byte
	PrintWhole() [32]byte
}

// SetObjects replaces the objects of a job (DRS: UpdateJob db_object).
type SetObjects struct {
	Job   Job        // as it was read with Base
	Base  ObjectsDoc // what it held when it was read: it is compared before anything is sent
	Want  ObjectsDoc // the whole of what it is to hold
	Bytes int64      // what Want takes on the wire
}

func (SetObjects) change() {}

// Target is the job whose objects they are.
func (s SetObjects) Target() JobID { return s.Job.ID }

// Differs reports whether what is to be saved says something else than what the job
// held: what drover does not know goes back as it came. It walks both documents: not at
// every key.
func (s SetObjects) Differs() bool { return s.Base.Print() != s.Want.Print() }

// ObjectsAs is what a plan says of the objects that it saves, and what is known
// besides.
type ObjectsAs struct {
	Effects  []Effect // what saving them does, in the order of reading
	Changes  int      // objects that are to be otherwise; 0: not counted
	Leaving  int      // objects that would not go any more
	Replaces bool     // it replaces what somebody else has saved meanwhile
	Wrong    int      // names and filters that the service would refuse
	Lacks    string   // why what the job holds could not be read; "": it was
	Most     int64    // the largest body that can be sent as this session is logged in; 0: no limit
}

// PlanObjects plans the saving of a job's objects: pure. It does not go while
// something is wrong, where nothing is changed, or where it is more than can be sent.
func PlanObjects(intent string, caps Capabilities, set SetObjects, as ObjectsAs) Plan {
	s := Step{Job: set.Job, Change: set, Why: Can(caps, set.Job, SaveObjects)}
	switch {
	case s.Why != "":
	case as.Lacks != "":
		s.Why, s.Mend = "what the job holds could not be read: "+Clean(as.Lacks), "r reads it again"
	case set.Base == nil || set.Want == nil:
		s.Why, s.Mend = "what the job holds was not read yet", "r reads it again"
	case as.Wrong > 0:
		s.Why, s.Mend = plural(as.Wrong, "object is", "objects are")+" wrong", "ctrl+g goes to the first"
	case !set.Differs():
		s.Why = "nothing is changed"
	default:
		s.Why, s.Mend = objectsTooBig(set.Bytes, as.Most)
	}
	return Plan{ID: intent, Wish: Wish{Verb: SaveObjects, Objects: as}, Steps: []Step{s}}
}

// objectsTooBig says why a document cannot be sent, and what would let it go; "" if
// it can.
func objectsTooBig(bytes, most int64) (why, mend string) {
	if most <= 0 || bytes <= most {
		return "", ""
	}
	return "the document is " + megabytes(bytes) + " and a request signed with an access key holds " + megabytes(most),
		"log in with a password, or choose whole databases and schemas"
}

// megabytes is a size in words, rounded up: one that is over a limit never reads
// like the limit.
func megabytes(bytes int64) string {
	const mb = 1 << 20
	tenths := (bytes*10 + mb - 1) / mb
	if tenths%10 == 0 {
		return itoa(int(tenths/10)) + " MB"
	}
	return itoa(int(tenths/10)) + "." + itoa(int(tenths%10)) + " MB"
}

// ObjectsWord is what must be typed before objects are saved: the job's name where
// some leave a job that was started, or it replaces what somebody else saved; "" else.
func ObjectsWord(as ObjectsAs, job Job) string {
	if as.Replaces || as.Leaving > 0 && job.Status.Raw() != "CONFIGURATION" {
		return job.Name.Raw()
	}
	return ""
}

// objectsEffects is what saving objects does.
func objectsEffects(as ObjectsAs) []Effect {
	var out []Effect
	if as.Replaces {
		out = append(out, Effect{Risk: true, Text: "It replaces what somebody else has saved meanwhile."})
	}
	if len(as.Effects) == 0 && as.Changes > 0 {
		out = append(out, Effect{Text: plural(as.Changes, "object is", "objects are") + " to be otherwise."})
	}
	last := "The list of objects is replaced as a whole; nothing starts by itself."
	if len(as.Effects) > 0 { // they say the first half
		last = "What is saved waits: nothing starts by itself."
	}
	return append(append(out, as.Effects...), Effect{Text: last})
}

// CanCheckReEdit answers "" if the pre-check that a re-edit wants may be run now, else
// why not: a sync takes it while it replays, when it takes no other.
func CanCheckReEdit(caps Capabilities, job Job) string {
	why, offered := caps.Verbs[RunCheck]
	switch {
	case !offered:
		return caps.Service + " has no " + string(RunCheck)
	case why != "":
		return why
	}
	return Can(caps, job, ReEdit)
}

// PlanReEditCheck plans the pre-check that goes before a re-edit: pure.
func PlanReEditCheck(intent string, caps Capabilities, job Job) Plan {
	return Plan{ID: intent, Wish: Wish{Verb: RunCheck}, Steps: []Step{{
		Job: job, Why: CanCheckReEdit(caps, job),
		Change: CheckJob{ID: job.ID, Mode: ForRetry, Generation: job.Generation, ReEdit: true},
	}}}
}

// reEditEffects is what a re-edit does.
func reEditEffects() []Effect {
	return []Effect{
		{Text: "The service checks what was saved, and makes a child job that copies what joined."},
		{Text: "Until the child job is done nothing else can be done to the objects; what went before goes on."},
		{Risk: true, Text: "What left stays on the target, and is no longer kept up to date."},
	}
}

// NoObjects is why a job has no objects to choose, whatever its status; "" if it has.
func NoObjects(job Job) string {
	switch job.Scenario {
	case DR:
		return "a disaster recovery job has no objects to choose: it replicates everything"
	case Migration, Sync:
		return ""
	case Transfer:
	}
	return "only migrations and syncs have objects to choose"
}

// objectsWhy is what a job's kind forbids of SaveObjects and ReEdit.
func objectsWhy(job Job, verb Verb) string {
	switch why := NoObjects(job); {
	case why != "" || job.Scenario == Sync:
		return why
	case verb == ReEdit:
		return "only a sync job can be re-edited"
	case slices.Contains(reEditable(), job.Status.Raw()):
		return "the objects of a migration are chosen in configuration, before a start"
	}
	return ""
}

// reEditable are the statuses in which a sync job takes other objects while it runs.
func reEditable() []string { return []string{"INCRE_TRANSFER_STARTED", "INCRE_TRANSFER_FAILED"} }

// unsavable says why a job's state forbids other objects, or a re-edit, and what would
// let them go.
func unsavable(job Job, verb Verb) string {
	const when = "objects change in configuration, or while a sync replays"
	wire := job.Status.Raw()
	switch {
	case wire == "CREATING":
		return "it is still being created"
	case wire == "CREATE_FAILED":
		return "it was never made" + instead(job, Delete)
	case wire == "CONFIGURATION":
		return "it has not been started: what is saved goes with its start"
	case wire == "WAITING_FOR_START":
		return "it is scheduled: " + when
	case job.State.Family == Ended:
		return "it has ended"
	case job.State.Family == Busy:
		return atWork(job)
	case job.Scenario == Migration:
		return "the objects of a migration are chosen in configuration, before a start"
	case job.State.Family == Paused:
		return when + instead(job, Resume)
	case job.State.Family == Failed:
		return job.State.Word + ": " + when + wayOutAfter(job)
	case verb == ReEdit:
		return job.State.Word + ": a sync is re-edited while it replays"
	}
	return job.State.Word + ": " + when
}

// wayOutAfter is wayOut as a clause of its own.
func wayOutAfter(job Job) string {
	if out := wayOut(job); len(out) > 2 {
		return ";" + out[1:]
	}
	return ""
}

// CanReadObjects is why nothing is told of a job's objects, "" if something is:
// whatever its status, as long as it was made and is there.
func CanReadObjects(caps Capabilities, job Job) string {
	switch wire := job.Status.Raw(); {
	case NoObjects(job) != "":
		return NoObjects(job)
	case wire == "CREATING" || wire == "CREATE_FAILED":
		return unsavable(job, SaveObjects)
	case job.Generation == "v3":
		return "only v3 lists this job; objects are told by operations of v5"
	}
	if why := caps.Verbs[SaveObjects]; strings.HasPrefix(why, "needs ") { // a session that is read-only reads
		return why
	}
	return ""
}
