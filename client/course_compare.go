package client

import (
	"context"
	"errors"
	"slices"

	"drover/model"
)

var errCopyOther = errors.New("the answer is of another job")

// compared is the copy as it was read, and what of it is not what was asked for.
type compared struct {
	detail  model.Detail
	part    model.Part // of a transfer: what a copy may have of its own
	differs []model.Difference
}

// compare reads the copy, and tells what of it is not what was asked for.
func (k *Course) compare() (compared, copySaid) {
	if k.record.Realm == model.Files {
		return k.compareFiles()
	}
	d, s := k.copyDetail()
	if s.state != model.CopyDone {
		return compared{}, s
	}
	was, s := k.facts()
	if s.state != model.CopyDone {
		return compared{}, s
	}
	var out []model.Difference
	for _, v := range []struct {
		label   string
		asked   string
		is      string
		unnamed bool // what was not told of the original counts for nothing
	}{
		{"name", k.record.Name, d.Job.Name.String(), false},
		{"kind", was.Job.Scenario.String(), d.Job.Scenario.String(), true},
		{"engine", was.Job.Engine.String(), d.Job.Engine.String(), true},
		{"task", was.Job.Task.String(), d.Job.Task.String(), true},
		{"topology", was.Topology.String(), d.Topology.String(), true},
	} {
		if v.asked != v.is && (v.asked != "" || !v.unnamed) {
			out = append(out, model.Difference{Key: model.FieldKey("#" + v.label), Label: v.label, Was: v.asked, Is: v.is})
		}
	}
	lost, s := k.sections()
	if s.state == model.CopyDone {
		out = append(out, lost...)
		lost, s = k.objects(was.Job, d.Job)
	}
	return compared{detail: d, differs: append(out, lost...)}, s
}

// facts is the original as the copy is held against it.
func (k *Course) facts() (model.Detail, copySaid) {
	if was := k.copying.Original; was.Job.Scenario != "" && was.Lacks == "" {
		return was, stepDone("")
	}
	var d model.Detail
	err := k.read(func(ctx context.Context) (err error) {
		d, err = k.client.backend.Job(ctx, k.record.Original)
		return err
	})
	if err != nil || d.Job.ID != k.record.Original {
		return d, copyUnread("the original", errors.Join(err, copyNotThat(d.Job.ID, k.record.Original)))
	}
	if d.Lacks != "" {
		return d, stepUnsent("the original could not be read whole: " + d.Lacks)
	}
	k.seeOriginal(d.Job)
	copying := k.copying
	copying.Original = d
	k.become(copying)
	return d, stepDone("")
}

func copyNotThat(got, want model.JobID) error {
	if got == want {
		return nil
	}
	return errCopyOther
}

func (k *Course) compareFiles() (compared, copySaid) {
	d, part, err := k.part(k.record.Copy, model.SectionCopy)
	switch why := unread(part, err); {
	case err != nil && copyGone(err), err == nil && d.Job.Status.Raw() == "deleted":
		return compared{}, stepRefused("the copy is gone")
	case err != nil:
		return compared{}, copyUnread("the copy", err)
	case why != "":
		return compared{}, stepUnsent("the copy could not be read: " + why)
	}
	asked, s := k.asked()
	if s.state != model.CopyDone {
		return compared{}, s
	}
	differs := model.CopyVerify(asked, k.record.Name, part, d.Job.Name)
	// It is made without a schedule: it gets its own once the original is off.
	differs = slices.DeleteFunc(differs, func(diff model.Difference) bool { return slices.Contains(model.ScheduleKeys(), diff.Key) })
	lost, s := k.paths(asked)
	return compared{detail: d, part: part, differs: append(differs, lost...)}, s
}

// asked is what the copy of a transfer is held against: what is to be its own, upon the
// original as a whole. A record on the disk has the fields alone, so that after a death
// the original is read anew; where that is gone, there is nothing that could be lost.
func (k *Course) asked() (model.Edit, copySaid) {
	asked, ok := k.copying.Edit(model.SectionCopy)
	if !ok {
		return asked, stepUnsent("what the copy was made from is not known any more")
	}
	if asked.Base.Raw != nil {
		return asked, stepDone("")
	}
	_, part, err := k.part(k.record.Original, model.SectionCopy)
	switch why := unread(part, err); {
	case err != nil && copyGone(err):
		return asked, stepDone("")
	case err != nil:
		return asked, copyUnread("the original", err)
	case why != "":
		return asked, stepUnsent("the original could not be read: " + why)
	}
	asked.Base.Raw = part.Raw
	k.become(k.copying.With(asked))
	return asked, stepDone("")
}
