package client

import (
	"cmp"
	"time"

	"drover/client/journal"
	"drover/model"
)

// send takes the plan's steps chunk by chunk; one call is out at a time, and
// the next chunk goes only when nothing is unknown.
func (r *Run) send() {
	for chunk := range r.client.chunks(r.report.Plan.Go()) {
		if r.over() != "" {
			break
		}
		r.chunk(chunk)
	}
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
// tried without asking.
func (r *Run) chunk(steps []model.Step) {
	todo, locks := r.lock(steps)
	defer release(locks)
	left := patience{network: 2, throttle: 1}
	for attempt := 1; len(todo) > 0; attempt++ {
		outcomes := r.once(todo, attempt)
		r.settle(outcomes)
		if still := r.look(only(outcomes, model.UnknownOutcome)); len(still) > 0 {
			r.halt(whyUnknown)
		}
		todo = r.again(todo, outcomes, &left)
	}
}

// once journals, makes sure of the statuses and sends one call. It answers
// for what it sent; what it did not send has its outcome already, or waits.
func (r *Run) once(steps []model.Step, attempt int) []model.Outcome {
	gate := r.client.gate
	if !gate.enter(r.client.reading, r.halting) {
		return nil
	}
	distance := time.Duration(0)
	defer func() { gate.leave(distance) }()

	if err := r.intend(steps, attempt); err != nil {
		r.unwritten(steps, err)
		return nil
	}
	fit := r.without(r.startable(steps), r.late)
	fit = r.without(fit, func(model.Step) string { return r.over() })
	if len(fit) == 0 {
		return nil
	}
	if err := r.sending(fit); err != nil {
		r.unwritten(fit, err)
		return nil
	}
	outcomes := r.call(fit)
	distance = r.distance(outcomes)
	return outcomes
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
		l.Body, l.State = body, journal.Sending
		lines = append(lines, l)
	}
	return r.write(lines)
}

// unwritten ends a run whose journal cannot be written.
func (r *Run) unwritten(steps []model.Step, err error) {
	r.halt("nothing is sent without a journal: " + err.Error())
	r.without(steps, func(model.Step) string { return r.over() })
}

// call sends once. Outcomes are matched by id; what the answer does not name
// is unknown.
func (r *Run) call(steps []model.Step) []model.Outcome {
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
		out = append(out, o)
	}
	return out
}

// distance is the time to the next write.
func (r *Run) distance(outcomes []model.Outcome) time.Duration {
	const throttled = 6 * time.Second
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, o := range outcomes {
		r.slow = r.slow || o.Again == model.AgainThrottle
	}
	d := time.Duration(0)
	if w := r.client.backend.Limits().Writes; w > 0 {
		d = time.Duration(float64(time.Second) / w)
	}
	if r.slow {
		d = max(d, throttled)
	}
	return d
}
