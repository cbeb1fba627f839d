package client

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"drover/model"
	"drover/model/objects"
)

// copyDetail reads the copy whole.
func (k *Course) copyDetail() (model.Detail, copySaid) {
	var d model.Detail
	err := k.read(func(ctx context.Context) (err error) {
		d, err = k.client.backend.Job(ctx, k.record.Copy)
		return err
	})
	switch {
	case err != nil && copyGone(err):
		return d, stepRefused("the copy is gone")
	case err != nil:
		return d, copyUnread("the copy", err)
	case d.Job.ID != k.record.Copy:
		return d, stepUnsent("the copy could not be read: the answer is of another job")
	case d.Lacks != "": // half of it is told in other words
		return d, stepUnsent("the copy could not be read whole: " + d.Lacks)
	}
	k.seeCopy(d.Job)
	return d, stepDone("")
}

// ends are the ends of the copy with the passwords that somebody typed; those that are
// missing are asked for.
func (k *Course) ends() (model.Detail, model.Draft, copySaid) {
	d, s := k.copyDetail()
	if s.state != model.CopyDone {
		return d, model.Draft{}, s
	}
	was, s := k.facts()
	if s.state != model.CopyDone {
		return d, model.Draft{}, s
	}
	draft, passwords, certificates := model.WithEndSecrets(model.EndsOfCopy(d, was), k.input.Secrets)
	if lacks := endsLack(passwords, certificates); lacks != "" {
		return d, draft, stepAsks(lacks + ": a copy comes without")
	}
	return d, draft, stepDone("")
}

// endsLack says what the ends of a copy lack to be opened; "" if nothing.
func endsLack(passwords, certificates int) string {
	var parts []string
	for _, p := range []struct {
		n    int
		word string
	}{{passwords, "password"}, {certificates, "certificate"}} {
		switch {
		case p.n == 1:
			parts = append(parts, "a "+p.word)
		case p.n > 1:
			parts = append(parts, strconv.Itoa(p.n)+" "+p.word+"s")
		}
	}
	words := strings.Join(parts, " and ")
	switch {
	case words == "":
		return ""
	case passwords+certificates == 1:
		return words + " is needed"
	}
	return words + " are needed"
}

// storeEnds stores the ends of the copy with their passwords. No reading shows those, so
// only what the journal knows of it can stand for that.
func (k *Course) storeEnds() copySaid {
	if e, there, err := k.entry(k.record.Steps[k.at].Intent); err == nil && there && e.State == JournalApplied {
		return stepDone("")
	}
	d, draft, s := k.ends()
	if s.state == model.CopyAsks && k.input.Secrets.Empty() && copyOpens(d) {
		return stepDone("the copy has its passwords already")
	}
	if s.state != model.CopyDone {
		return s
	}
	plan := model.PlanEditEnds(k.client.NewIntent(), k.client.Capabilities(), d, draft)
	if step := plan.Steps[0]; step.Mend != "" {
		return stepAsks(step.Why + "; store the ends of the copy by themselves, and leave this step out")
	}
	row, s, ok := k.send(plan)
	if !ok {
		return s
	}
	return stepDone(row.Outcome.Why)
}

// copyOpens reports whether a job shows a password for every end.
func copyOpens(d model.Detail) bool {
	for _, e := range slices.Concat(d.From, d.To) {
		if e.Password != model.Yes {
			return false
		}
	}
	return len(d.From) > 0 && len(d.To) > 0
}

// mostCopyRequests bounds how many requests one section may take.
const mostCopyRequests = 20

// section changes a section of the copy: what was asked for is laid upon what the copy has.
func (k *Course) section(section model.Section) copySaid {
	want, ok := k.copying.Edit(section)
	if !ok {
		return stepDone("nothing of it differs")
	}
	for range mostCopyRequests {
		d, part, err := k.part(k.record.Copy, section)
		switch why := unread(part, err); {
		case err != nil && copyGone(err):
			return stepRefused("the copy is gone")
		case err != nil:
			return copyUnread("the copy", err)
		case why != "":
			return stepUnsent("the " + section.Word() + " of the copy could not be read: " + why)
		}
		e := model.NewEdit(d, part)
		for _, key := range want.Changed() {
			e = e.Put(key, want.Get(key))
		}
		if len(e.Changed()) == 0 {
			return stepDone("")
		}
		for _, f := range e.Form(k.around()).Fields {
			if f.Wrong != "" {
				return stepRefused(f.Label + ": " + f.Wrong)
			}
		}
		row, s, ok := k.send(model.PlanEdit(k.client.NewIntent(), k.client.Capabilities(), e, k.around()))
		if !ok {
			return s
		}
		if s := k.shows(section, row, e); s.state != model.CopyDone {
			return s
		}
	}
	return stepRefused("the service takes it on, and shows something else again and again")
}

// shows waits until the copy shows what a request asked for.
func (k *Course) shows(section model.Section, row model.Result, e model.Edit) copySaid {
	if row.Outcome.Kind == model.Done {
		return stepDone("")
	}
	before := len(e.Changed())
	return k.until(time.Minute, 5*time.Second, func(ctx context.Context) (copySaid, error) {
		_, part, err := k.partOnce(ctx, k.record.Copy, section)
		if err != nil {
			return copySaid{}, err
		}
		left := 0
		for _, key := range e.Changed() {
			if !model.SameValue(key, e.Get(key), part.Get(key)) {
				left++
			}
		}
		if part.Lacks == "" && left < before {
			return stepDone(""), nil
		}
		return stepGoes("the service took it on, and shows the " + section.Word() + " as before")
	})
}

// filters puts back what the copy has lost of the objects: row filters, and what columns
// are to be like.
func (k *Course) filters() copySaid {
	was, s := k.facts()
	if s.state != model.CopyDone {
		return s
	}
	d, s := k.copyDetail()
	if s.state != model.CopyDone {
		return s
	}
	original, err := k.held(was.Job)
	if err != nil {
		return copyUnread("the objects of the original", err)
	}
	var has, want *objects.Listing
	lost := 0
	goal := func(ctx context.Context) (copySaid, error) {
		read, err := k.client.Objects(ctx, d.Job, objects.Ask{Which: objects.Held}, nil)
		if err == nil {
			err = copyNoDocument(read)
		}
		if err != nil {
			return copySaid{}, err
		}
		has = read.Listing
		if want, lost = objects.PutBack(has, original); lost == 0 {
			return stepDone(""), nil
		}
		return stepGoes("the copy lacks what it has lost still")
	}
	s, ok := k.reached(3*time.Minute, goal)
	if ok {
		return s
	}
	set := model.SetObjects{Job: d.Job, Base: has, Want: want}
	if _, s, ok = k.send(model.PlanObjects(k.client.NewIntent(), k.client.Capabilities(), set, model.ObjectsAs{Changes: lost})); !ok {
		return s
	}
	return k.until(3*time.Minute, 5*time.Second, goal)
}

// held reads what a job holds.
func (k *Course) held(job model.Job) (*objects.Listing, error) {
	var read objects.Reading
	err := k.read(func(ctx context.Context) (err error) {
		read, err = k.client.Objects(ctx, job, objects.Ask{Which: objects.Held}, nil)
		return err
	})
	if err == nil {
		err = copyNoDocument(read)
	}
	return read.Listing, err
}

var errNoDocument = errors.New("the answer holds no document")

func copyNoDocument(read objects.Reading) error {
	if read.Listing == nil {
		return errNoDocument
	}
	return nil
}
