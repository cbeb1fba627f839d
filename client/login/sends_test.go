package login_test

import (
	"fmt"
	"slices"

	"drover/client"
	"drover/client/sim"
	"drover/model"
)

// verbs are what flows do to jobs.
func verbs() []model.Verb {
	return []model.Verb{model.Start, model.Pause, model.Resume, model.Clone, model.RunCheck, model.TryAgain}
}

// plan picks some jobs that a verb is for, as their review would.
func (f *flow) plan(jobs []model.Job) model.Plan {
	f.Helper()
	verb := verbs()[f.dice.IntN(len(verbs()))]
	wish := model.Wish{Verb: verb, When: model.AtOnce(), Pause: model.PauseReplay}
	most := 1 + f.dice.IntN(4)
	if verb == model.Clone {
		most, wish.Clone.Name = 1, fmt.Sprintf("copy-%d", f.dice.IntN(1_000_000))
	}
	var picks []model.Pick
	for _, i := range f.dice.Perm(len(jobs)) {
		if len(picks) == most {
			break
		}
		if model.Can(f.client.Capabilities(), jobs[i], verb) != "" {
			continue
		}
		pick := model.Pick{Job: jobs[i], Check: &model.PreCheck{Ran: true, Process: 100, PassedRate: 100}}
		if verb == model.Clone {
			detail, err := f.client.Job(f.Context(), jobs[i].ID)
			if f.hear(err) != nil {
				continue
			}
			pick.Detail = &detail
		}
		picks = append(picks, pick)
	}
	return model.NewPlan(f.client.NewIntent(), f.client.Capabilities(), wish, picks)
}

// send applies a plan, waits for its end and compares what the run says with
// what the service did meanwhile.
func (f *flow) send(p model.Plan) *client.Run {
	f.Helper()
	if len(p.Go()) == 0 {
		return nil
	}
	if requests, err := f.client.Requests(p); f.hear(err) == nil {
		f.keep(fmt.Sprintf("%s", requests))
	}
	applied, asked := len(f.service.Applied()), len(f.service.Requests())
	run, err := f.client.Apply(f.Context(), p)
	if f.hear(err) != nil {
		f.Fatalf("a good plan was refused: %v", err)
	}
	<-run.Done()
	f.mu.Lock()
	f.runs = append(f.runs, run)
	f.mu.Unlock()
	f.keep(fmt.Sprintf("%v %+v", run.Report(), run.Report()))
	f.compare(run, f.service.Applied()[applied:])
	f.sentOnce(p, f.service.Requests()[asked:])
	return run
}

// compare finds for each row the writes that the service applied.
func (f *flow) compare(run *client.Run, applied []sim.Applied) {
	f.Helper()
	report, ours := run.Report(), 0
	for _, row := range report.Rows {
		n := 0
		for _, a := range applied {
			if a.JobID == row.ID.Raw() || a.Source != "" && a.Source == row.ID.Raw() {
				n++
			}
		}
		ours += n
		fits := n == 0
		switch row.Outcome.Kind {
		case model.Accepted, model.Done:
			fits = n == 1
		case model.UnknownOutcome:
			fits = n <= 1
		case model.Waiting, model.Skipped, model.Refused, model.NotSent, model.Absent:
		}
		if !fits {
			f.Errorf("%s of %v: the run says %v (%s), the service did it %d times", report.Plan.Verb, row.Name, row.Outcome.Kind, row.Outcome.Why, n)
		}
	}
	if ours != len(applied) {
		f.Errorf("%s: %d writes were applied, %d of them to jobs of the run", report.Plan.Verb, len(applied), ours)
	}
}

// sentOnce: after a write that was refused for its login nothing more is
// written by that run.
func (f *flow) sentOnce(p model.Plan, asked []sim.Seen) {
	f.Helper()
	refused := false
	for _, r := range asked {
		if !writes(r.Op) {
			continue
		}
		if refused {
			f.Errorf("%s: %s was sent although the login had ended", p.Verb, r.Op)
		}
		refused = r.Status == 401
	}
}

func writes(op string) bool {
	return slices.Contains([]string{
		"V3BatchStartJobs", "V3BatchStopJobs", "V3BatchRestoreTask", "V3BatchDeleteJobs", "V3BatchCheckJobs", "CopyJob", "ExecuteJobAction", "BatchExecuteJobActions",
		"StopJobAction", "BatchStopJobsAction", "DeleteJob", "BatchDeleteJobsById",
	}, op)
}

// again is what the report offers, read anew: all that was not sent is in it.
func (f *flow) again(run *client.Run) model.Plan {
	f.Helper()
	r := run.Report()
	p := model.Retry(f.client.NewIntent(), f.client.Capabilities(), r.Plan, r)
	for _, row := range r.Rows {
		if row.Outcome.Kind == model.NotSent && !slices.ContainsFunc(p.Steps, func(s model.Step) bool { return s.Job.ID == row.ID }) {
			f.Errorf("%s of %v was not sent, and is not offered again", r.Plan.Verb, row.Name)
		}
	}
	var picks []model.Pick
	for _, s := range p.Steps {
		detail, err := f.client.Job(f.Context(), s.Job.ID)
		if f.hear(err) != nil {
			continue
		}
		picks = append(picks, model.Pick{Job: detail.Job, Check: &model.PreCheck{Ran: true, Process: 100, PassedRate: 100}, Detail: &detail})
	}
	return model.NewPlan(p.ID, f.client.Capabilities(), p.Wish, picks)
}
