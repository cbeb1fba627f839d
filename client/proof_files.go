package client

import (
	"strings"

	"drover/client/journal"
	"drover/model"
)

// A transfer runs again and again, and a run may be over before anybody looks: the job
// stands idle then as it did before. So what proves a start is the id of its run: which
// one was the last is read before anything is sent, and journalled.

// fileRun begins the word of the journal that says which run was the last one.
const fileRun = "run:"

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
	if journal.CheckID(model.NewJobID(sample.Run.String())) == nil || sample.Run.Empty() {
		r.noteWords(s.Job.ID, []string{fileRun + sample.Run.String()})
	}
}

// notedRun is the run that an entry noted; ok is false where it noted none.
func notedRun(l journal.Line) (run string, ok bool) {
	return strings.CutPrefix(l.Seen, fileRun)
}

// proveFile judges a write to a transfer by a reading.
func proveFile(a asked, s model.Sample) proof {
	status := s.Status.Raw()
	newer := a.noted && s.Runs != model.NotTold && s.Run.String() != a.run
	same := a.noted && s.Runs != model.NotTold && s.Run.String() == a.run
	moving := status == "start" || status == "running"
	switch a.verb {
	case model.Start:
		return either(newer || moving || status == "cancelling", same && !moving)
	case model.Pause:
		return either(status == "paused", status == "running" || status == "idle")
	case model.Resume:
		return either(newer || moving || status == "resume", status == "paused")
	case model.Cancel:
		over := a.noted && (s.Runs == model.No || newer)
		return either(over || status == "cancel" || status == "cancelling", same && s.Runs == model.Yes && (moving || status == "paused"))
	case model.Delete:
		known := model.Job{Realm: model.Files}.WithStatus(s.Status).State.Family != model.Unknown
		return either(status == "deleted", known && status != "deleted")
	default: // no status tells of it
	}
	return nothing
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
		return "the answer was lost; until the last look its run went on"
	case model.Delete:
		return "the answer was lost; until the last look it stood on the list"
	default:
	}
	return absentWords(verb)
}
