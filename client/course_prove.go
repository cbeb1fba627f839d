package client

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"drover/client/journal"
	"drover/model"
)

var errCopyOther = errors.New("the answer is of another job")

// prove reads the copy back and holds it against what was asked for.
func (k *Course) prove() copySaid {
	d, differs, s := k.compare()
	if s.state != model.CopyDone {
		return s
	}
	k.seeCopy(d.Job)
	k.step(k.at, func(r *model.CopyResult) { r.Differs = differs })
	if why := copyLive(d); why != "" && k.record.Realm == model.Files {
		return stepRefused("the copy " + why + ", and was made to do nothing by itself: take it off its schedule and cancel its run, then go on")
	}
	switch {
	case len(differs) == 0:
		return stepDone("")
	case k.accepts(differs):
		return stepDone("taken as it is")
	}
	return stepRefused(copyTold("the copy is not what was asked for: "+copyDiffer(len(differs)), differs, s.why))
}

// copyTold says what is wrong with a copy: by itself why a path is not there, if that is all.
func copyTold(words string, differs []model.Difference, why string) string {
	switch {
	case why == "":
		return words
	case !slices.ContainsFunc(differs, func(d model.Difference) bool { return !strings.HasSuffix(string(d.Key), " path") }):
		return why
	}
	return words + "; " + why
}

func copyDiffer(n int) string {
	if n == 1 {
		return "1 value differs"
	}
	return strconv.Itoa(n) + " values differ"
}

// accepts takes the copy as it is, once, if somebody said so.
func (k *Course) accepts(differs []model.Difference) bool {
	if !k.input.Accept {
		return false
	}
	k.input.Accept = false
	for _, diff := range differs {
		k.record.Accepted = append(k.record.Accepted, journal.CopyAccepted{Key: diff.Key, Is: diff.Is})
	}
	return true
}

// stands says why the copy is not what it was when it was compared, "" if it is: before
// the original is given up, it is looked at once more.
func (k *Course) stands() copySaid {
	d, differs, s := k.compare()
	if s.state != model.CopyDone {
		return s
	}
	k.seeCopy(d.Job)
	differs = slices.DeleteFunc(differs, func(diff model.Difference) bool {
		return slices.Contains(k.record.Accepted, journal.CopyAccepted{Key: diff.Key, Is: diff.Is})
	})
	switch {
	case d.Job.State.Family == model.Ended && k.record.Realm == model.Databases:
		return stepRefused("the copy has ended: nothing more is done to the original")
	case len(differs) > 0 && !k.accepts(differs):
		k.step(k.at, func(r *model.CopyResult) { r.Differs = differs })
		return stepRefused(copyTold("the copy is not any more what it was when it was compared ("+copyDiffer(len(differs))+")", differs, s.why) + ": nothing more is done to the original")
	}
	return stepDone("")
}

// compare reads the copy, and tells what of it is not what was asked for.
func (k *Course) compare() (model.Detail, []model.Difference, copySaid) {
	if k.record.Realm == model.Files {
		return k.compareFiles()
	}
	var d model.Detail
	err := k.read(func(ctx context.Context) (err error) {
		d, err = k.client.backend.Job(ctx, k.record.Copy)
		return err
	})
	switch {
	case err != nil && copyGone(err):
		return d, nil, stepRefused("the copy is gone")
	case err != nil:
		return d, nil, copyUnread("the copy", err)
	case d.Job.ID != k.record.Copy:
		return d, nil, stepUnsent("the copy could not be read: the answer is of another job")
	case d.Lacks != "": // half of it is told in other words
		return d, nil, stepUnsent("the copy could not be read whole: " + d.Lacks)
	}
	was, s := k.facts()
	if s.state != model.CopyDone {
		return d, nil, s
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
	return d, out, stepDone("")
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

func (k *Course) compareFiles() (model.Detail, []model.Difference, copySaid) {
	d, part, err := k.part(k.record.Copy, model.SectionCopy)
	switch why := unread(part, err); {
	case err != nil && copyGone(err), err == nil && d.Job.Status.Raw() == "deleted":
		return d, nil, stepRefused("the copy is gone")
	case err != nil:
		return d, nil, copyUnread("the copy", err)
	case why != "":
		return d, nil, stepUnsent("the copy could not be read: " + why)
	}
	asked, ok := k.copying.Edit(model.SectionCopy)
	if !ok {
		return d, nil, stepUnsent("what the copy was made from is not known any more")
	}
	differs := model.CopyVerify(asked, k.record.Name, part, d.Job.Name)
	// It is made without a schedule: it gets its own once the original is off.
	differs = slices.DeleteFunc(differs, func(diff model.Difference) bool { return slices.Contains(model.ScheduleKeys(), diff.Key) })
	lost, s := k.paths(asked)
	return d, append(differs, lost...), s
}

// copyLive says how a transfer is live, "" if it is not.
func copyLive(d model.Detail) string {
	switch {
	case copyRuns(d) == model.Yes:
		return "runs already"
	case d.Job.Live():
		return "has a schedule of its own already"
	}
	return ""
}

// copyRuns tells whether a run of a transfer is under way: where the server does not say, its
// status does.
func copyRuns(d model.Detail) model.Tri {
	switch {
	case d.Runs != model.NotTold:
		return d.Runs
	case d.Sample.Runs != model.NotTold:
		return d.Sample.Runs
	case d.Executing != nil, d.Job.State.Family == model.Running, d.Job.State.Family == model.Busy:
		return model.Yes
	case d.Job.State.Family == model.Unknown, d.Job.State.Family == model.Paused:
		return model.NotTold
	}
	return model.No
}
