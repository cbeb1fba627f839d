package client_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"drover/client/sim"
	"drover/model"
)

// A draft becomes a job, and its endpoints are stored and read back: the real
// backend against the simulated service, with and without trouble.
func TestTheLifeOfADraft(t *testing.T) {
	for fault, want := range map[string]string{ // as they are, with a source elsewhere, and that again
		"":                        "done, done, done",
		"drift":                   "done, done, done",
		"loose":                   "done, done, done",
		"reset-after@UpdateJob/1": "unknown, done, unknown", // of what can be read nothing changes but once
		"reset-after@UpdateJob/2": "done, done, done",
		"reset-before@UpdateJob":  "unknown, absent, absent",
	} {
		synctest.Test(t, func(t *testing.T) {
			service, err := sim.New(sim.Options{Latency: 40 * time.Millisecond, Fault: fault})
			if err != nil {
				t.Fatal(err)
			}
			backend, conn := connect(t, service.Dial)
			f := newFixture(t, backend)
			draft := someDraft("orders-mirror")
			row := lone(t, f.run(planOf(f.client.NewIntent(), draft)))
			check(t, fault+": created", fmt.Sprint(row.Outcome.Kind, " ", row.Now.Status), "done CONFIGURATION")
			moved := draft.Put("source_endpoint[0].endpoint.ip", "10.154.217.240")
			var got model.Report
			for _, d := range []model.Draft{draft, moved, moved} {
				r := f.run(model.PlanSaveEnds(f.client.NewIntent(), f.client.Capabilities(), row.Now, d))
				got.Rows = append(got.Rows, r.Rows...)
				time.Sleep(5 * time.Minute)
			}
			var kinds []string
			for _, r := range got.Rows {
				kinds = append(kinds, r.Outcome.Kind.String())
			}
			check(t, fault+": stored", strings.Join(kinds, ", "), want)
			conn.Close()
			if err := service.Close(); err != nil {
				t.Error(err)
			}
		})
	}
}
