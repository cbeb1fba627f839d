package client_test

import (
	"slices"
	"testing"
	"time"

	"drover/client/journal"
	"drover/model"
)

// Schedules of transfers: what is done to them one by one, with trouble at any call and a
// death at any moment, judged by the service's applied log.
func TestSchedulesOfTransfers(t *testing.T) {
	const usual, soak = 500, 1_000_000
	manySchedules(t, usual, soak, func(t *testing.T, seed uint64, y *tally) {
		t.Helper()
		transferSchedule(t, seed, y)
	}, "crash", "settled", "retried", "start APPLIED", "pause APPLIED", "resume APPLIED", "cancel APPLIED", "delete APPLIED", "update APPLIED",
		"start ABSENT", "delete REJECTED", "update NOT_SENT")
}

func transferSchedule(t *testing.T, seed uint64, y *tally) {
	t.Helper()
	c, end := newCopyist(t, seed, houseNamed("dryviq"), y)
	defer end()
	verbs := []model.Verb{model.Start, model.Pause, model.Resume, model.Cancel, model.Delete, model.Update}
	verb := verbs[seed%uint64(len(verbs))]
	jobs := c.transfersFor(verb)
	c.sim.Script(c.trouble)
	for round := range 4 {
		if len(jobs) == 0 {
			break
		}
		if round > 0 {
			c.y.add("retried")
		}
		c.sendAll(verb, jobs)
		c.settleTransfers()
		jobs = c.untaken(jobs)
	}
	c.mu.Lock()
	c.calm = true
	c.mu.Unlock()
	for range 3 {
		c.settleTransfers()
	}
	time.Sleep(10 * time.Minute) // whatever comes late has come by now
	c.judgeTransfers(verb)
}

// transfersFor are a few that a verb may be tried on. One that is on a schedule may start
// by itself, which nobody can tell from a start.
func (c *copyist) transfersFor(verb model.Verb) []model.Job {
	c.Helper()
	var out []model.Job
	for page, err := range c.client.Jobs(c.Context()) {
		if err != nil {
			c.Fatal(err)
		}
		for _, job := range page.Jobs {
			bySchedule := job.Mode.Raw() != model.ScheduleManual
			if model.Can(c.client.Capabilities(), job, verb) == "" && !(bySchedule && (verb == model.Start || verb == model.Update)) {
				out = append(out, job)
			}
		}
	}
	if len(out) == 0 {
		c.Fatalf("schedule %d: nothing to %s", c.seed, verb)
	}
	c.dice.Shuffle(len(out), func(i, k int) { out[i], out[k] = out[k], out[i] })
	if verb == model.Update { // one section of one job
		return out[:1]
	}
	return out[:min(len(out), 1+c.dice.IntN(3))]
}

// sendAll sends a plan, and is cut off now and then.
func (c *copyist) sendAll(verb model.Verb, jobs []model.Job) {
	c.Helper()
	c.conn.Use(c.house.login())
	plan, ok := c.planOf(verb, jobs)
	if !ok || len(plan.Go()) == 0 {
		return
	}
	run, err := c.client.Apply(c.Context(), plan)
	if err != nil {
		c.Fatalf("schedule %d: a good plan was refused: %v", c.seed, err)
	}
	if c.dice.IntN(3) == 0 {
		select {
		case <-run.Done():
		case <-time.After(c.while()):
			c.crash()
			return
		}
	}
	<-run.Done()
	for _, row := range run.Report().Rows {
		c.y.add(row.Outcome.Kind.String())
	}
}

func (c *copyist) planOf(verb model.Verb, jobs []model.Job) (model.Plan, bool) {
	if verb != model.Update {
		var picks []model.Pick
		for _, job := range jobs {
			picks = append(picks, model.Pick{Job: job})
		}
		return model.NewPlan(c.client.NewIntent(), c.client.Capabilities(), model.Wish{Verb: verb, When: model.AtOnce(), Pause: model.PauseReplay}, picks), true
	}
	d, parts, err := c.client.Sections(c.Context(), jobs[0].ID, model.SectionSchedule)
	if err != nil || len(parts) != 1 || parts[0].Lacks != "" {
		return model.Plan{}, false
	}
	e := model.NewEdit(d, parts[0]).With(model.KeyScheduleMode, model.ScheduleAuto).With(model.KeyScheduleEvery, "2h")
	return model.PlanEdit(c.client.NewIntent(), c.client.Capabilities(), e, model.Around{Now: time.Now()}), true
}

func (c *copyist) settleTransfers() {
	c.Helper()
	c.conn.Use(c.house.login())
	run, err := c.client.Settle(c.Context())
	if err != nil {
		c.wrong("Settle: %v", err)
	}
	if run != nil {
		c.y.add("settled")
		<-run.Done()
	}
}

// untaken are those that the user may try again: of which the journal says no more than
// that they were not taken on.
func (c *copyist) untaken(jobs []model.Job) []model.Job {
	c.Helper()
	entries, err := c.journal.Entries()
	if err != nil {
		c.Fatal(err)
	}
	return slices.DeleteFunc(jobs, func(job model.Job) bool {
		return slices.ContainsFunc(entries, func(e journal.Entry) bool {
			return e.Job == job.ID && (e.State == journal.Applied || e.Unresolved())
		})
	})
}

// judgeTransfers: what the journal says of every job is what the service did.
func (c *copyist) judgeTransfers(verb model.Verb) {
	c.Helper()
	entries, err := c.journal.Entries()
	if err != nil {
		c.Fatal(err)
	}
	said, open, did := map[string]int{}, map[string]int{}, map[string]int{}
	for _, e := range entries {
		c.y.add(string(verb) + " " + string(e.State))
		switch {
		case e.State == journal.Applied:
			said[e.Job.Raw()]++
		case e.Unresolved():
			open[e.Job.Raw()]++
		}
	}
	for _, a := range c.sim.Applied() {
		did[a.JobID]++
	}
	for _, e := range entries {
		id := e.Job.Raw()
		if did[id] > 1 {
			c.wrong("%s of %s was applied %d times", verb, id, did[id])
		}
		if did[id] < said[id] || did[id] > said[id]+open[id] {
			c.wrong("%s of %s was applied %d times; %d are said to be, %d are open", verb, id, did[id], said[id], open[id])
		}
		if e.Unresolved() {
			c.wrong("%s of %s was never settled", verb, id)
		}
	}
}
