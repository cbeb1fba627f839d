package client

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"drover/client/rest"
	"drover/model"
)

// make has the service make the copy, unless there is one. The original is read first: a
// copy of something else than what somebody looked at is not made.
func (k *Course) make() copySaid {
	if !k.record.Copy.Empty() {
		return stepDone("")
	}
	d, s := k.original()
	if s.state != model.CopyDone {
		return s
	}
	if s := k.pathsThere(); s.state != model.CopyDone {
		return s
	}
	if s := k.strays(); s.state != model.CopyDone {
		return s
	}
	as := model.CloneAs{Name: k.record.Name, Version: k.record.Version}
	if e, ok := k.copying.Edit(model.SectionCopy); ok && k.record.Realm == model.Files {
		as.With = &e
	}
	row, s, ok := k.send(model.NewPlan(k.client.NewIntent(), k.client.Capabilities(), model.Wish{Verb: model.Clone, Clone: as}, []model.Pick{{Job: d.Job, Detail: &d}}))
	if !ok {
		return s
	}
	if row.Made.Empty() {
		return stepUnclear("the answer names no job")
	}
	k.made(row.Made)
	return stepDone(row.Outcome.Why)
}

// strays looks for what an earlier try may have made under another name than was asked
// for: a server that takes no name gives the original's. Then nobody finds it by its name,
// and a second copy would be made.
func (k *Course) strays() copySaid {
	if k.record.Realm != model.Files {
		return stepDone("")
	}
	var found []model.JobID
	err := k.read(func(context.Context) (err error) {
		found, err = k.client.named(k.record.Was)
		if kind, ok := rest.KindOf(err); ok && kind == rest.BadAnswer && k.record.Steps[k.at].Intent == "" {
			return nil // not whole: what it lacks is asked about later, at worst
		}
		return err
	})
	switch {
	case err != nil:
		return copyUnread("which jobs have the original's name", err)
	case k.record.Steps[k.at].Intent == "": // it goes to the disk with the first intent
		k.record.Namesakes = found
		return stepDone("")
	}
	found = slices.DeleteFunc(found, func(id model.JobID) bool {
		return id == k.record.Original || slices.Contains(k.record.Namesakes, id)
	})
	if len(found) > 0 {
		return k.question("a job of the original's name was made since the first try: " + model.Clean(joined(found)) + "; it may be the copy, under another name than was asked for")
	}
	return stepDone("")
}

// question asks something, unless the very same was answered with yes before.
func (k *Course) question(words string) copySaid {
	if slices.Contains(k.record.Answers, words) {
		return stepDone("")
	}
	return stepAsks(words)
}

// original reads the original anew, and holds it against what the copying was made from.
func (k *Course) original() (model.Detail, copySaid) {
	if k.record.Realm == model.Files {
		return k.originalOfFiles()
	}
	var d model.Detail
	err := k.read(func(ctx context.Context) (err error) {
		d, err = k.client.backend.Job(ctx, k.record.Original)
		return err
	})
	was := k.copying.Original
	switch {
	case err != nil:
		return d, copyUnread("the original", err)
	case d.Job.ID != k.record.Original || d.Lacks != "":
		return d, stepUnsent("the original could not be read whole")
	case was.From != nil && changedEnds(&was, shownEnds(d)) != "":
		if s := k.question("somebody else has changed " + changedEnds(&was, shownEnds(d)) + " of the original since it was read"); s.state != model.CopyDone {
			return d, s
		}
	}
	k.seeOriginal(d.Job)
	copying := k.copying
	copying.Original = d
	k.become(copying)
	return d, stepDone("")
}

// originalOfFiles reads what of the original goes with the copy: what the copy is to have
// of its own is laid upon that.
func (k *Course) originalOfFiles() (model.Detail, copySaid) {
	d, part, err := k.part(k.record.Original, model.SectionCopy)
	if why := unread(part, err); why != "" {
		if err != nil {
			return d, copyUnread("the original", err)
		}
		return d, stepUnsent("the original could not be read: " + why)
	}
	former, edited := k.copying.Edit(model.SectionCopy)
	fresh := model.NewEdit(d, part)
	if edited {
		if others := theirs(former.Base, part); len(others) > 0 {
			if s := k.question("somebody else has changed the original since it was read: " + k.labels(fresh, former, others)); s.state != model.CopyDone {
				return d, s
			}
		}
		for _, key := range slices.Concat(former.Changed(), model.ScheduleKeys()) { // the schedule is the copy's own
			fresh = fresh.Put(key, former.Get(key))
		}
	}
	k.seeOriginal(d.Job)
	copying := k.copying.With(fresh)
	copying.Original = d
	k.become(copying)
	return d, stepDone("")
}

// labels names keys as a form does, with what stands there now.
func (k *Course) labels(now, former model.Edit, keys []model.FieldKey) string {
	for _, key := range keys {
		now = now.Put(key, former.Base.Get(key))
	}
	var out []string
	for _, d := range now.Differences(model.Around{Now: k.client.clock()}) {
		out = append(out, d.Label+" is "+cmp.Or(model.Clean(d.Was), "empty"))
	}
	return strings.Join(out, ", ")
}

// part reads a section of a job.
func (k *Course) part(id model.JobID, s model.Section) (d model.Detail, part model.Part, err error) {
	err = k.read(func(ctx context.Context) error {
		d, part, err = k.partOnce(ctx, id, s)
		return err
	})
	return d, part, err
}

func (k *Course) partOnce(ctx context.Context, id model.JobID, s model.Section) (model.Detail, model.Part, error) {
	d, parts, err := k.client.backend.Sections(ctx, id, s)
	switch {
	case err != nil:
		return d, model.Part{Section: s}, err
	case d.Job.ID != id || len(parts) != 1 || parts[0].Section != s:
		return d, model.Part{Section: s, Lacks: "the answer is of another job"}, nil
	}
	return d, parts[0], nil
}

// seeOriginal and seeCopy enter what a reading shows of the two.
func (k *Course) seeOriginal(j model.Job) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.report.Original = j
}

func (k *Course) seeCopy(j model.Job) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.report.Copy = j
}

// ready waits until the copy can be changed.
func (k *Course) ready() copySaid {
	return k.until(30*time.Minute, 5*time.Second, func(ctx context.Context) (copySaid, error) {
		job, err := k.status(ctx, k.record.Copy)
		switch {
		case err != nil && copyGone(err):
			return stepRefused("the copy is gone"), nil
		case err != nil:
			return copySaid{}, err
		}
		k.seeCopy(job)
		switch {
		case job.Status.Raw() == "CONFIGURATION":
			return stepDone(""), nil
		case job.State.Family == model.Failed, job.State.Family == model.Ended:
			return stepRefused("the copy was not made: " + job.State.Word), nil
		case job.State.Family == model.Busy:
			return stepGoes("the copy is " + job.State.Word)
		}
		return stepRefused("the copy is not in configuration: " + job.State.Word), nil
	})
}

// status reads where a job stands. One that is gone is an error.
func (k *Course) status(ctx context.Context, id model.JobID) (model.Job, error) {
	d, err := k.client.backend.Job(ctx, id)
	if err == nil && d.Job.ID != id {
		err = errCopyOther
	}
	return d.Job, err
}
