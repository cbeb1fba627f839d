package client

import (
	"context"
	"errors"
	"slices"
	"strings"

	"drover/client/journal"
	"drover/model"
)

// A running job takes on other objects by a child job (DRS: is_sync_re_edit). Its own
// status tells of that only while it lasts: so the children that there were before are
// remembered, and a new one proves that a re-edit whose answer was lost was taken on.
// That none is seen proves nothing.

// ChildrenOf lists the jobs below a job as the service lists them now: those of a
// re-edit, too. It reads the list as far as the job stands in it.
func (c *Client) ChildrenOf(ctx context.Context, job model.Job) ([]model.Job, error) {
	var out []model.Job
	var failed error
	for page, err := range c.backend.Jobs(ctx) {
		if err != nil {
			if page.Scenario == job.Scenario && failed == nil {
				failed = err
			}
			continue
		}
		found := false
		for _, j := range page.Jobs {
			found = found || j.ID == job.ID
			if j.Parent != job.ID {
				continue
			}
			if i := slices.IndexFunc(out, func(k model.Job) bool { return k.ID == j.ID }); i >= 0 {
				out[i] = j
			} else {
				out = append(out, j)
			}
		}
		if found && (job.Generation == "" || job.Generation == page.Generation) {
			return out, nil
		}
	}
	switch {
	case failed != nil:
		return nil, failed
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case len(out) == 0:
		return nil, errors.New("the service does not list the job any more")
	}
	return out, nil
}

// childrenWord begins what an entry of a re-edit keeps: the ids of the children that
// there were.
const childrenWord = "children"

// rememberChildren keeps which children there are before a re-edit. Where they cannot
// be read, the status alone proves anything.
func (r *Run) rememberChildren(steps []model.Step) {
	for _, s := range steps {
		if act, ok := s.Change.(model.Act); !ok || act.Verb != model.ReEdit {
			continue
		}
		children, err := r.client.ChildrenOf(r.client.reading, s.Job)
		if r.heard(err); err != nil {
			continue
		}
		words := []string{childrenWord}
		for _, c := range children {
			if journal.CheckID(c.ID) == nil {
				words = append(words, c.ID.Raw())
			}
		}
		if !tooMany(words) {
			r.noteWords(s.Job.ID, words)
		}
	}
}

// lookAtReEdit settles a re-edit by the job's status, or by a child that was not there
// before.
func (r *Run) lookAtReEdit(id model.JobID, last bool) (model.Outcome, bool) {
	if known, _ := r.lookAtStatus([]model.JobID{id}, last); len(known) == 1 {
		return known[0], true
	}
	before := strings.Fields(r.line(id).Seen)
	if len(before) == 0 || before[0] != childrenWord {
		r.why(id, "the answer was lost, and its status does not show whether it is being changed")
		return model.Outcome{}, false
	}
	job := stepOf(r.Report().Plan.Steps, id).Job
	children, err := r.client.ChildrenOf(r.client.reading, job)
	r.heard(err)
	for _, c := range children {
		if !slices.Contains(before[1:], c.ID.Raw()) {
			return model.Outcome{ID: id, Kind: model.Done, Why: "the answer was lost; the child job " + c.Name.String() + " proves it"}, true
		}
	}
	if err == nil {
		r.why(id, "the answer was lost, and no new child job is seen")
	}
	return model.Outcome{}, false
}
