package client

import (
	"slices"
	"strings"

	"drover/client/journal"
	"drover/model"
)

// A transfer runs again and again, and a run may be over before anybody looks: the job
// stands idle then as it did before. So what proves a start is the id of its run: which
// one was the last is read before anything is sent, and journalled; and whether it was
// under way then, for a cancelling.

// What begins the word of the journal that says which run was the last one.
const (
	fileRuns  = "run:"  // it is under way
	fileRan   = "ran:"  // it is over; without an id there was none
	fileWaits = "wait:" // it is over, and the transfer waits for its next one
)

// files reports a client of transfers.
func (c *Client) files() bool { return c.backend.Capabilities().Realm == model.Files }

// noteRun keeps which run of a transfer was the last one before something is sent.
func (r *Run) noteRun(s model.Step, sample model.Sample) {
	if _, makes := makingOf(s.Change); makes || !r.client.files() {
		return
	}
	if _, edits := s.Change.(model.EditJob); edits {
		return // its marks stand there
	}
	word, run := fileRan, sample.Run.String()
	switch {
	case sample.Runs == model.Yes:
		word = fileRuns
	case sample.Status.Raw() == "start":
		word = fileWaits
	}
	switch {
	case sample.Runs == model.NotTold, run != "" && journal.CheckID(model.NewJobID(run)) != nil:
		r.noteWords(s.Job.ID, nil) // what is not known proves nothing later
	default:
		r.noteWords(s.Job.ID, []string{word + run})
	}
}

// notedRun is the run that an entry noted, with the word for how it stood; ok is false
// where it noted none.
func notedRun(l journal.Line) (run, stood string, ok bool) {
	for _, word := range []string{fileRuns, fileRan, fileWaits} {
		if run, ok = strings.CutPrefix(l.Seen, word); ok {
			return run, word, true
		}
	}
	return "", "", false
}

// proveFile judges a write to a transfer by a reading.
func proveFile(a asked, s model.Sample) proof {
	status := s.Status.String()
	told := a.noted && s.Runs != model.NotTold
	newer, same := told && s.Run.String() != a.run, told && s.Run.String() == a.run
	moving := status == "start" || status == "running"
	switch a.verb {
	case model.Start:
		return either(newer || moving || status == "cancelling", same && !moving)
	case model.Pause: // what a pause leaves stays until it is resumed, or its schedule is changed
		return either(status == "paused", moving || slices.Contains([]string{"idle", "success", "warn", "failed", "failed-to-start", "not-complete", "cancelled"}, status))
	case model.Resume: // it was paused
		return either(newer || moving || slices.Contains([]string{"resume", "idle", "success"}, status), status == "paused")
	case model.Cancel:
		return proveCancel(a, s, moving, newer, same)
	case model.Delete:
		known := model.Job{Realm: model.Files}.WithStatus(s.Status).State.Family != model.Unknown
		return either(status == "deleted", known && status != "deleted")
	default: // no status tells of it
	}
	return nothing
}

// proveCancel: a run that was under way is over, whatever ended it, or another one is the
// last by now. What only waited for its run and has none is idle again; one that has begun
// since then may have come to its end by itself. Of what neither ran nor waited, an idle
// one tells nothing.
func proveCancel(a asked, s model.Sample, moving, newer, same bool) proof {
	status := s.Status.Raw()
	rests := status == "paused" || status == "awaiting-user"
	over := same && s.Runs == model.No
	switch {
	case status == "cancel", status == "cancelling":
		return proven
	case a.stood == fileRuns:
		return either(newer || over, same && s.Runs == model.Yes && (moving || rests))
	}
	return either(a.stood == fileWaits && over && status == "idle", moving || over && rests)
}

// howItEnded looks at the run that was to be cancelled, once it is over: one that came to
// its end by itself proves no cancelling. Of what waited, that is the one that began since.
func (r *Run) howItEnded(id model.JobID, a asked, s model.Sample, judged proof) proof {
	newer := s.Run != model.NewText(a.run)
	switch {
	case !a.files, a.verb != model.Cancel, !a.noted, s.Runs == model.NotTold:
		return judged
	case a.stood == fileRuns && judged == proven && (newer || s.Runs == model.No):
	case a.stood == fileWaits && newer && s.Runs == model.No:
		a.run = s.Run.String()
	default:
		return judged
	}
	d, err := r.client.backend.Job(r.client.reading, id)
	switch {
	case err != nil || d.Job.ID != id:
		return nothing
	case d.LastRun == nil || d.LastRun.ID != model.NewText(a.run): // its end is not told
		return judged
	}
	return either(d.LastRun.Status.Raw() == "cancelled", true)
}

// fileRests reports whether a transfer has come to where somebody who waits for it
// looks again. The run is locked by the caller.
func fileRests(verb model.Verb, row model.Result) bool {
	busy := row.Now.State.Family == model.Busy
	switch verb {
	case model.Clone:
		return row.Now.ID == row.Made && !row.Made.Empty()
	case model.Update:
		return row.Outcome.Kind == model.Done
	case model.Cancel:
		return row.Outcome.Kind == model.Done && !busy && row.Sample.Runs != model.Yes
	case model.Delete:
		return row.Now.Status.Raw() == "deleted"
	default:
	}
	return row.Outcome.Kind == model.Done && !busy
}

// provenWords says how a write whose answer was lost is known to have been taken on.
func (r *Run) provenWords(verb model.Verb) string {
	if !r.client.files() {
		return provenWords(verb)
	}
	switch verb {
	case model.Start:
		return "the answer was lost; a run of it has begun since then"
	case model.Cancel:
		return "the answer was lost; the run that was under way is over, or is being cancelled"
	case model.Delete:
		return "the answer was lost; it is gone"
	default:
	}
	return provenWords(verb)
}

// absentWords says that a write was not taken on.
func (r *Run) absentWords(verb model.Verb) string {
	if !r.client.files() {
		return absentWords(verb)
	}
	switch verb {
	case model.Start:
		return "the answer was lost; until the last look no run of it began"
	case model.Pause:
		return "the answer was lost; until the last look it was not paused"
	case model.Cancel:
		return "the answer was lost; its run was not cancelled until the last look"
	case model.Delete:
		return "the answer was lost; until the last look it stood on the list"
	default:
	}
	return absentWords(verb)
}
