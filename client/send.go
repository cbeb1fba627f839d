package client

import (
	"cmp"
	"errors"
	"slices"
	"sync"
	"time"

	"drover/client/journal"
	"drover/model"
)

// send takes the plan's steps chunk by chunk; one call is out at a time, and
// the next chunk goes only when nothing is unknown. It is made ready while the
// one before it is out.
func (r *Run) send() {
	chunks := slices.Collect(r.client.chunks(r.report.Plan.Go()))
	next := r.ahead(chunks)
	for i := range chunks {
		if r.over() != "" {
			break
		}
		after := sync.OnceValue(func() <-chan ready { return r.ahead(chunks[i+1:]) })
		r.chunk(<-next, func() { after() })
		next = after()
	}
	release((<-next).locks)
	r.leaveRest()
}

// leaveRest says of everything that still waits that it was not sent.
func (r *Run) leaveRest() {
	var rest []model.Outcome
	for _, row := range r.Report().Rows {
		if row.Outcome.Kind == model.Waiting {
			rest = append(rest, model.Outcome{ID: row.ID, Kind: model.NotSent, Why: cmp.Or(r.over(), whyClosing)})
		}
	}
	r.settle(rest)
}

// chunk sends one chunk, and again what certainly was not applied and may be
// tried without asking. It tells when the first call goes out.
func (r *Run) chunk(c ready, out func()) {
	defer release(c.locks)
	left := patience{network: 2, throttle: 1}
	for attempt := 1; len(c.steps) > 0; attempt++ {
		if attempt > 1 && !r.intended(c.steps, attempt) {
			return
		}
		outcomes, rested := r.once(c, attempt, out)
		outcomes = r.stored(outcomes)
		r.settle(outcomes)
		r.readBack(outcomes)
		if still := r.look(only(outcomes, model.UnknownOutcome)); len(still) > 0 {
			r.halt(whyUnknown)
		}
		c = ready{steps: r.again(c.steps, outcomes, rested, &left), locks: c.locks}
	}
}

// once makes sure of the statuses and sends one call. It answers for what it
// sent; what it did not send has its outcome already, or waits. rested is when
// a throttled call may be sent again.
func (r *Run) once(c ready, attempt int, out func()) (outcomes []model.Outcome, rested time.Time) {
	gate := r.client.gate
	if !gate.enter(r.client.reading, r.halting) {
		return nil, time.Time{}
	}
	defer gate.leave()

	fit := c.steps
	if c.stale() {
		fit = r.unmovedObjects(r.unmoved(r.startable(fit)), c.read.IsZero())
	}
	fit = r.without(fit, r.late)
	fit = r.without(fit, func(model.Step) string { return r.over() })
	if len(fit) == 0 {
		return nil, time.Time{}
	}
	if err := r.sending(fit); err != nil {
		r.unwritten(fit, err)
		return nil, time.Time{}
	}
	begun := time.Now()
	out()
	outcomes = r.call(fit, attempt)
	if asked, after := reasons(outcomes); asked[model.AgainThrottle] {
		rested = gate.throttled(begun, r.client.throttleWait(after))
	} else {
		gate.sent(begun)
	}
	return outcomes, rested
}

// sending journals that the first byte comes next.
func (r *Run) sending(steps []model.Step) error {
	body, err := r.bodySum(steps)
	if err != nil {
		return err
	}
	lines := make([]journal.Line, 0, len(steps))
	for _, s := range steps {
		l := r.line(s.Job.ID)
		l.Body, l.State, l.Seen = body, journal.Sending, r.seenBefore(s.Job.ID)
		lines = append(lines, l)
	}
	return r.write(lines)
}

// unwritten ends a run whose journal cannot be written, or whose body cannot be made.
func (r *Run) unwritten(steps []model.Step, err error) {
	if body := (unsendable{}); errors.As(err, &body) {
		r.halt("it cannot be sent: " + body.Error())
	} else {
		r.halt("nothing is sent without a journal: " + err.Error())
	}
	r.without(steps, func(model.Step) string { return r.over() })
}

// call sends once. Outcomes are matched by id; what the answer does not name
// is unknown.
func (r *Run) call(steps []model.Step, attempt int) []model.Outcome {
	r.out(steps)
	told := map[model.JobID]model.Outcome{}
	for _, o := range r.client.backend.Apply(r.client.writing, changes(steps)) {
		told[o.ID] = o
	}
	out := make([]model.Outcome, 0, len(steps))
	for _, s := range steps {
		o, ok := told[s.Job.ID]
		switch {
		case !ok:
			o = model.Outcome{ID: s.Job.ID, Kind: model.UnknownOutcome, Why: "the answer did not name it"}
		case o.Kind == model.Waiting, o.Kind == model.Skipped, o.Kind == model.Absent:
			o.Kind = model.UnknownOutcome
		}
		if m, ok := makingOf(s.Change); ok {
			o = r.answered(o, m, attempt)
		}
		switch s.Change.(type) {
		case model.CheckJob:
			if o.Kind == model.Accepted {
				r.client.setQuery(s.Job.ID, o.Query)
			}
		}
		out = append(out, o)
	}
	return out
}
