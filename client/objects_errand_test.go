package client_test

import (
	"testing"
	"time"

	"drover/model"
	"drover/model/objects"
)

// The same for a running sync that takes on other objects. A child job proves that it
// does, but nothing proves that it does not.
func TestSchedulesOfReEdits(t *testing.T) {
	e := errand{
		wish: model.Wish{Verb: model.ReEdit}, action: "restart", ops: []string{"BatchExecuteJobActions"}, from: "INCRE_TRANSFER_STARTED", forced: true, most: 1,
		names: []string{"orders-prod-sync-02", "wave2-shop-01", "wave2-shop-02", "hr-payroll"}, blind: true, chosen: true, checked: true,
		late: true, // once the child is done it may be asked again, and is refused
	}
	everySchedule(t, func(t *testing.T, seed uint64, y *tally) {
		t.Helper()
		if seed%21 == 0 { // they take longer than others
			schedule(t, seed, e, y)
		}
	}, "done", "not sent", "crash", "rarely skipped", "rarely refused", "rarely unknown", "rarely settled", "rarely stopped", "rarely retried")
}

// chooseBefore has other objects saved for the jobs, as somebody did before.
func (b *bench) chooseBefore() {
	backend, conn := connect(b.T, b.sim.Dial)
	defer conn.Close()
	for _, id := range b.jobs {
		d, err := backend.Job(b.Context(), id)
		if err != nil {
			continue // it came to where nothing can be chosen, as some do
		}
		r, err := backend.Objects(b.Context(), d.Job, objects.Ask{Which: objects.Held}, nil)
		if err != nil {
			continue
		}
		backend.Apply(b.Context(), []model.Change{model.SetObjects{Job: d.Job, Base: r.Listing, Want: withToken(r.Listing, "joins")}})
	}
	time.Sleep(2 * time.Minute)
}
