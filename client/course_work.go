package client

import (
	"context"

	"drover/model"
)

// copySaid is what came of one try at a step.
type copySaid struct {
	state model.CopyState
	why   string
}

func stepDone(why string) copySaid    { return copySaid{model.CopyDone, why} }
func stepAsks(why string) copySaid    { return copySaid{model.CopyAsks, why} }
func stepRefused(why string) copySaid { return copySaid{model.CopyRefused, why} }
func stepUnsent(why string) copySaid  { return copySaid{model.CopyUnsent, why} }
func stepUnclear(why string) copySaid { return copySaid{model.CopyUnknown, why} }
func stepWaits(why string) copySaid   { return copySaid{model.CopyWaits, why} }

// work takes the steps that are not done, one after another, until one does not come to
// its goal.
func (k *Course) work() {
	defer k.end()
	if err := k.recall(); err != nil { // what was sent before is not known, so nothing is sent after it
		k.rest("the journal could not be read: " + model.Clean(err.Error()))
		return
	}
	for i := range k.record.Steps {
		if k.Report().Steps[i].State.Over() {
			continue
		}
		if why := k.over(); why != "" {
			k.rest(why)
			return
		}
		if at := k.disorder(i); at != "" { // a record that somebody has written into
			k.rest(at)
			return
		}
		k.step(i, func(s *model.CopyResult) { s.State, s.Why = model.CopyGoes, "" })
		said := k.takeHeard(i)
		k.step(i, func(s *model.CopyResult) {
			if s.State, s.Why = said.state, said.why; said.state == model.CopyDone {
				copyProven(s)
			}
		})
		if said.state != model.CopyDone {
			k.rest(said.why)
			return
		}
		if err := k.save(); err != nil {
			k.rest(model.Clean(err.Error()))
			return
		}
	}
	k.finish()
}

// takeHeard takes a step, and takes it again a few times where a reading before its write
// was lost: then nothing of it was sent, and a reading is no reason to rest.
func (k *Course) takeHeard(i int) copySaid {
	said := k.take(i)
	for _, wait := range readAgain() {
		if said.state != model.CopyUnsent || !k.deaf || !k.pause(wait) {
			break
		}
		said = k.take(i)
	}
	return said
}

// copyProven has what a step sent count as done: its own reads have shown what the run that
// sent it could not read back. What no read shows stays as the run told it.
func copyProven(s *model.CopyResult) {
	switch s.Step.Kind {
	case model.CopySection, model.CopyFilters, model.CopyRest, model.CopyStop, model.CopySchedule, model.CopyEnd, model.CopyDelete:
	default:
		return
	}
	if s.Outcome.Kind != model.Accepted {
		return
	}
	s.Outcome.Kind, s.Outcome.Why = model.Done, ""
	if s.Row != nil {
		row := *s.Row
		row.Outcome = s.Outcome
		s.Row = &row
	}
}

// disorder says why a step must not be taken, whatever the record says: nothing is done to
// the original before the copy is compared with what was asked.
func (k *Course) disorder(i int) string {
	if !k.record.Steps[i].Step.OnOriginal() {
		return ""
	}
	for _, s := range k.Report().Steps[:i] {
		if !s.State.Over() {
			return "a step before it is not done"
		}
	}
	if proved := k.Report().Step(model.CopyProve); proved.State != model.CopyDone || k.record.Copy.Empty() {
		return "nothing is done to the original before the copy is compared"
	}
	return ""
}

// take takes one step. What was sent for it before, and nobody knows the outcome of, is
// looked for first.
func (k *Course) take(i int) copySaid {
	if s, settled := k.earlier(i); !settled {
		return s
	}
	k.at, k.deaf = i, false
	switch step := k.record.Steps[i].Step; step.Kind {
	case model.CopyMake:
		return k.make()
	case model.CopyReady:
		return k.ready()
	case model.CopyProve:
		return k.prove()
	case model.CopyEnds:
		return k.storeEnds()
	case model.CopySection:
		return k.section(step.Section)
	case model.CopyFilters:
		return k.filters()
	case model.CopyTest:
		return k.test()
	case model.CopyCheck:
		return k.check()
	case model.CopyRest:
		return k.restOriginal()
	case model.CopyStop:
		return k.stopOriginal()
	case model.CopySchedule:
		return k.schedule()
	case model.CopyEnd:
		return k.endOriginal()
	case model.CopyDelete:
		return k.deleteOriginal()
	}
	return stepUnsent("drover does not know this step")
}

// send sends a plan of one step. ok is false where it was not taken on, and said is what
// came of it then. The record has the intent before anything leaves: after a death the
// journal tells by it what came of it.
func (k *Course) send(plan model.Plan) (row model.Result, s copySaid, ok bool) {
	if len(plan.Go()) != 1 {
		why := "there is nothing to send"
		for _, step := range plan.Steps {
			if step.Why != "" {
				why = step.Why
			}
		}
		return row, stepUnsent(why), false
	}
	if why := k.over(); why != "" {
		return row, stepWaits(why), false
	}
	k.record.Steps[k.at].Intent = plan.ID
	if err := k.save(); err != nil {
		return row, stepUnsent("nothing is sent without a record: " + model.Clean(err.Error())), false
	}
	moved := make(chan struct{}, 1)
	run, err := k.client.apply(context.Background(), plan, func() {
		select {
		case moved <- struct{}{}:
		default:
		}
	})
	if err != nil {
		return row, stepUnsent(model.Clean(err.Error())), false
	}
	k.began(run)
	for over := false; !over; {
		select {
		case <-run.sent:
			over = true
		case <-moved:
		}
		row = k.show(run)
	}
	report := run.Report()
	k.deaf = row.Outcome.Kind == model.NotSent && report.Trouble != "" && !report.Login
	switch o := row.Outcome; o.Kind {
	case model.Accepted, model.Done:
		return row, copySaid{}, true
	case model.Refused:
		return row, stepRefused(copyOutcome(o)), false
	case model.UnknownOutcome:
		return row, stepUnclear(copyOutcome(o)), false
	case model.NotSent, model.Skipped, model.Absent, model.Waiting:
	}
	return row, stepUnsent(copyOutcome(row.Outcome)), false
}

// copyOutcome says what came of a write, in the service's words where it said any.
func copyOutcome(o model.Outcome) string {
	out := o.Why
	for _, words := range []model.Text{o.Code, o.Message} {
		if words.Empty() {
			continue
		}
		if out != "" {
			out += ": "
		}
		out += words.String()
	}
	if out == "" {
		return o.Kind.String()
	}
	return out
}

// began enters a run of the course.
func (k *Course) began(run *Run) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.runs = append(k.runs, run)
}

// show enters how far a run is.
func (k *Course) show(run *Run) model.Result {
	r := run.Report()
	row := r.Rows[0]
	k.step(k.at, func(s *model.CopyResult) { s.Outcome, s.Row = row.Outcome, &row })
	k.mu.Lock()
	k.report.Trouble, k.report.Login = r.Trouble, r.Login || row.Outcome.Again == model.AgainLogin
	k.mu.Unlock()
	k.wake()
	return row
}

// step changes what is known of one step.
func (k *Course) step(i int, change func(*model.CopyResult)) {
	k.mu.Lock()
	s := &k.report.Steps[i]
	was := s.State
	if change(s); s.State != was {
		s.At = k.client.now()
	}
	k.mu.Unlock()
	k.wake()
}
