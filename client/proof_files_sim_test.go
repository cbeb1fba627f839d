package client_test

import (
	"testing"
	"testing/synctest"
	"time"

	"drover/model"
)

// A write to a transfer whose answer was lost is found out by reads, by this drover or by
// the next one, also where the run was over before anybody looked.
func TestALostWriteToATransferIsFound(t *testing.T) {
	for name, c := range map[string]struct {
		verb   model.Verb
		job    string
		status string // that it is brought into; "": as it is
	}{
		"start":                       {model.Start, "media-to-s3", ""},
		"start that fails at once":    {model.Start, "mail-exports", ""},
		"start of one with a past":    {model.Start, "plant-shares-03", ""},
		"pause":                       {model.Pause, "sales-box-to-gdrive", ""},
		"pause of one that rests":     {model.Pause, "hr-archive", ""},
		"pause of one that failed":    {model.Pause, "plant-shares-03", ""},
		"resume":                      {model.Resume, "legal-hold-box", ""},
		"cancel":                      {model.Cancel, "sales-box-to-gdrive", ""},
		"cancel of one without times": {model.Cancel, "media-to-s3", "running"},
		"delete":                      {model.Delete, "media-to-s3", ""},
		"delete of one that runs":     {model.Delete, "sales-box-to-gdrive", ""},
	} {
		for fault, want := range map[string]model.OutcomeKind{"reset-after": model.Done, "reset-before": model.Absent} {
			for _, dies := range []bool{false, true} {
				t.Run(name+" "+fault+map[bool]string{true: " and a death"}[dies], func(t *testing.T) {
					inHouse(t, houseNamed("dryviq"), func(w *tenant) {
						id := model.NewJobID(w.sim.TransferID(c.job))
						if c.status != "" {
							w.sim.SetTransfer(id.Raw(), c.status)
						}
						before := len(w.sim.Applied())
						w.sim.Script(func(op string, _ int) string {
							if len(w.sim.Applied()) == before && (op == "patchJob" || op == "deleteJob") {
								return fault
							}
							return ""
						})
						got := w.lose(c.verb, w.jobs()[id], dies)
						if got.Kind != want || got.Why == "" {
							w.Errorf("%s (%s), want %s", got.Kind, got.Why, want)
						}
						if n := len(w.sim.Applied()) - before; (n == 1) != (want == model.Done) || n > 1 {
							w.Errorf("applied %d times", n)
						}
					})
				})
			}
		}
	}
}

// lose sends a verb whose answer is lost, and tells what was found out about it; dies: by
// the drover after the one that sent it.
func (w *tenant) lose(verb model.Verb, job model.Job, dies bool) model.Outcome {
	w.Helper()
	plan := model.NewPlan(w.client.NewIntent(), w.client.Capabilities(), model.Wish{Verb: verb, When: model.AtOnce(), Pause: model.PauseReplay}, []model.Pick{{Job: job}})
	run, err := w.client.Apply(w.Context(), plan)
	if err != nil {
		w.Fatal(err)
	}
	if !dies {
		<-run.Done()
		return run.Report().Rows[0].Outcome
	}
	for run.Report().Rows[0].Outcome.Kind != model.UnknownOutcome {
		time.Sleep(100 * time.Millisecond)
		select {
		case <-run.Done():
			w.Fatalf("%+v", run.Report().Rows[0].Outcome)
		default:
		}
	}
	w.close()
	synctest.Wait()
	w.open()
	if run, err = w.client.Settle(w.Context()); err != nil || run == nil {
		w.Fatalf("nothing is looked for: %v", err)
	}
	<-run.Done()
	return run.Report().Rows[0].Outcome
}

// A cancelling that is lost before a queued transfer has its run is told by the run.
func TestALostCancellingOfAQueuedTransfer(t *testing.T) {
	for fault, want := range map[string]model.OutcomeKind{"reset-after": model.Done, "reset-before": model.Absent} {
		t.Run(fault, func(t *testing.T) {
			inHouse(t, houseNamed("dryviq"), func(w *tenant) {
				id := model.NewJobID(w.sim.TransferID("media-to-s3"))
				w.do(model.Start, []model.Pick{{Job: w.jobs()[id]}})
				w.do(model.Cancel, []model.Pick{{Job: w.jobs()[id]}})
				w.sim.SetTransfer(id.Raw(), "start") // for ever
				before := len(w.sim.Applied())
				w.sim.Script(func(op string, _ int) string {
					if op == "patchJob" && len(w.sim.Applied()) == before {
						return fault
					}
					return ""
				})
				if got := w.lose(model.Cancel, w.jobs()[id], false); got.Kind != want {
					w.Errorf("%s (%s), want %s", got.Kind, got.Why, want)
				}
			})
		})
	}
}

// What an accepted start has begun is told, also where its run has failed by then.
func TestAStartThatFailsAtOnceIsDone(t *testing.T) {
	inHouse(t, houseNamed("dryviq"), func(w *tenant) {
		id := model.NewJobID(w.sim.TransferID("mail-exports"))
		row := w.do(model.Start, []model.Pick{{Job: w.jobs()[id]}}).Rows[0]
		if row.Outcome.Kind != model.Done || row.Now.Status.Raw() != "failed-to-start" {
			w.Errorf("%s (%s), the job is %s", row.Outcome.Kind, row.Outcome.Why, row.Now.Status)
		}
	})
}
