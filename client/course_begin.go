package client

import (
	"context"
	"errors"
	"slices"

	"drover/client/journal"
	"drover/model"
)

// ErrCopyBusy says that a drover is at a copying already.
var ErrCopyBusy = journal.ErrCopyBusy

// Copy begins a copying. It returns at once; the course goes on whatever becomes of
// ctx. An error means that nothing was or will be sent for this call.
func (c *Client) Copy(ctx context.Context, copying model.Copying) (*Course, error) {
	if err := c.cannotCopy(ctx); err != nil {
		return nil, err
	}
	if err := copying.Original.Job.Realm.CheckName(copying.Name); err != nil {
		return nil, errors.New("the name of the copy: " + err.Error())
	}
	if err := journal.CheckID(copying.Original.Job.ID); err != nil {
		return nil, err
	}
	record := c.recordOf(c.NewIntent(), copying)
	hold, err := c.journal.Copyings().New(record)
	if err != nil {
		return nil, shown(err)
	}
	return c.begin(hold, record, copying, nil, CopyInput{Secrets: copying.Secrets})
}

// cannotCopy says why nothing can be copied at all.
func (c *Client) cannotCopy(ctx context.Context) error {
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case c.Broken() != nil:
		return c.Broken()
	case c.place.ReadOnly:
		return errors.New("this profile is read-only")
	}
	return nil
}

// begin has a course work. An earlier one of the same copying makes room for it: shown is
// what that one told of the copy.
func (c *Client) begin(hold *journal.CopyHold, record journal.CopyRecord, copying model.Copying, shown []model.Difference, in CopyInput) (*Course, error) {
	copying.Secrets = in.Secrets
	k := &Course{
		client: c, id: record.ID, hold: hold, record: record, copying: copying, input: in, shown: shown, report: c.reportOf(record, copying),
		changed: make(chan struct{}, 1), halting: make(chan struct{}), done: make(chan struct{}),
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed {
		hold.Close()
		return nil, errors.New(whyClosing)
	}
	c.courses = slices.DeleteFunc(slices.Clone(c.courses), func(other *Course) bool { return other.id == k.id })
	c.courses = append(c.courses, k)
	c.spawn(k.work)
	return k, nil
}

// course finds one of this client.
func (c *Client) course(id string) *Course {
	for _, k := range c.Courses() {
		if k.id == id {
			return k
		}
	}
	return nil
}

// GoOn takes a copying up again that rests, at the step that it rests at: one that was
// sent is not sent again before reads have shown that it did not come to its goal.
func (c *Client) GoOn(ctx context.Context, id string, in CopyInput) (*Course, error) {
	if err := c.cannotCopy(ctx); err != nil {
		return nil, err
	}
	hold, record, err := c.journal.Copyings().Open(c.draftPlace(), id)
	if err != nil {
		return nil, shown(err)
	}
	if record.Described {
		hold.Close()
		return nil, errors.New("the copy was not sent yet: go on describing it")
	}
	copying := copyingOf(record)
	var shown []model.Difference
	if before := c.course(id); before != nil { // it rests: else it had the hold
		report := before.Report()
		copying, shown = report.Copying, report.Differs()
	}
	if record, err = copyReopened(record, in, !in.Secrets.Within(copying.Secrets)); err != nil {
		hold.Close()
		return nil, err
	}
	in.Accept = in.Accept && !record.Copy.Empty() // else it was the original that was taken as it is
	in.Secrets = in.Secrets.Over(copying.Secrets)
	return c.begin(hold, record, copying, shown, in)
}

// copyReopened is a record that is gone on with: what was done to the original is looked at
// anew, since nobody has watched it meanwhile.
func copyReopened(r journal.CopyRecord, in CopyInput, typed bool) (journal.CopyRecord, error) {
	r.Rests, r.Steps = "", slices.Clone(r.Steps)
	at := slices.IndexFunc(r.Steps, func(s journal.CopyNote) bool { return !s.State.Over() })
	if at < 0 {
		return r, nil
	}
	if in.Skip {
		if !r.Steps[at].Step.CanSkip() {
			return r, errors.New("the copying is not whole without this step")
		}
		r.Steps[at].State, r.Steps[at].Why = model.CopySkipped, "left out"
	}
	if asked := r.Steps[at]; in.Accept && asked.Step.Kind == model.CopyMake && asked.State == model.CopyAsks {
		r.Answers = append(slices.Clone(r.Answers), asked.Why)
	}
	for i, s := range r.Steps[:at] {
		if !s.Step.TakenAnew(r.Steps[at].Step, typed) {
			continue
		}
		if r.Steps[i].State = model.CopyWaits; s.Step.Kind == model.CopyEnds { // what is stored now are others
			r.Steps[i].Intent = ""
		}
	}
	return r, nil
}

// Copyings lists what lies unfinished on the disk for this place, the one saved last
// first, and what cannot be read. It asks the disk: call it from a command.
func (c *Client) Copyings() ([]CopyKept, error) {
	if c.journal == nil {
		return nil, nil
	}
	notes, err := c.journal.Copyings().List(c.draftPlace())
	out := make([]CopyKept, 0, len(notes))
	for _, n := range notes {
		r := n.Record
		kept := CopyKept{
			ID: n.ID, Original: r.Original, OriginalName: model.Clean(r.Was), Copy: r.Copy, CopyName: model.Clean(r.Name), Fate: r.Fate,
			Rests: r.Rests, Saved: r.Saved, Busy: n.Busy, Described: r.Described, Err: shown(n.Err), Why: n.Why, File: n.File,
		}
		if n.Err == nil && !r.Described {
			kept.Report = c.reportOf(r, copyingOf(r))
			kept.Report.Rests = r.Rests
			cutOff(&kept.Report, r)
		}
		for _, s := range r.Steps {
			if !s.State.Over() {
				kept.Step = model.Copying{Original: model.Detail{Job: model.Job{Realm: r.Realm}}}.Title(s.Step)
				break
			}
		}
		out = append(out, kept)
	}
	return out, shown(err)
}

// cutOff says of the step that a death ended what is known of it: not whether what it sent
// came of anything. That is looked for when the copying goes on.
func cutOff(report *model.CopyReport, r journal.CopyRecord) {
	for i, s := range r.Steps {
		if s.State != model.CopyGoes {
			continue
		}
		if report.Steps[i].Why = "it was under way when drover ended"; s.Intent != "" {
			report.Steps[i].Why += ": what came of it is looked for first"
		}
	}
}

// DropCopying forgets a copying that rests: what was made stays, and nothing more is
// done. One that cannot be read is moved aside.
func (c *Client) DropCopying(id string) error {
	if c.journal == nil {
		return c.broken
	}
	all := c.journal.Copyings()
	hold, _, err := all.Open(c.draftPlace(), id)
	switch {
	case errors.Is(err, ErrCopyBusy):
		return shown(err)
	case err != nil:
		if _, aside := all.SetAside(id); aside != nil {
			return shown(err)
		}
	default:
		if err := hold.Drop(); err != nil {
			hold.Close()
			return shown(err)
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.courses = slices.DeleteFunc(slices.Clone(c.courses), func(k *Course) bool { return k.id == id })
	return nil
}
