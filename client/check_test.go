package client_test

import (
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"drover/client"
	"drover/client/journal"
	"drover/client/sim"
	"drover/model"
)

// checking is a drover that runs a pre-check and loses the answer.
type checking struct {
	*testing.T
	service *sim.Sim
	dir     string
	client  *client.Client
	leave   func()

	mu    sync.Mutex
	fault string    // of the call that asks for a check; "": none
	blind bool      // results cannot be read before it
	until time.Time // nor for a while after it
}

func (c *checking) open() {
	c.Helper()
	j, err := journal.Open(c.dir)
	if err != nil {
		c.Fatal(err)
	}
	b, conn := connect(c.T, c.service.Dial)
	c.client = client.New(b, client.Options{Journal: j, Place: client.Place{Project: "p1", Origin: somewhere}})
	c.leave = func() {
		_ = c.client.Close() // a run is still looking
		_ = j.Close()
		conn.Close()
	}
}

// trouble is what becomes of a call.
func (c *checking) trouble(op string, _ int) string {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case c.fault == "":
	case op == "V3BatchCheckResults":
		if c.blind || time.Now().Before(c.until) {
			return "400"
		}
	case op == "V3BatchCheckJobs", strings.HasPrefix(op, "ExecuteJob"), strings.HasPrefix(op, "BatchExecuteJob"):
		c.blind, c.until = false, time.Now().Add(50*time.Second) // it is done by then
		return c.fault
	}
	return ""
}

func (c *checking) check(job string) *client.Run {
	c.Helper()
	d, err := c.client.Job(c.Context(), model.NewJobID(c.service.ID(job)))
	if err != nil {
		c.Fatal(err)
	}
	run, err := c.client.Apply(c.Context(), model.NewPlan(c.client.NewIntent(), c.client.Capabilities(), model.Wish{Verb: model.RunCheck}, []model.Pick{{Job: d.Job}}))
	if err != nil {
		c.Fatal(err)
	}
	return run
}

// TestALostPreCheckIsSettledByWhatStoodBefore: what was done is never said to
// be absent, and where nobody can tell it stays unknown.
func TestALostPreCheckIsSettledByWhatStoodBefore(t *testing.T) {
	for name, s := range map[string]struct {
		job     string
		earlier bool // a check ran before
		blind   bool // nobody could read which
		killed  bool // another drover settles it
		fault   string
		want    model.OutcomeKind
	}{
		"of a job that had none":             {"hr-payroll-copy", false, false, false, "reset-after", model.Done},
		"of one that had none, not applied":  {"hr-payroll-copy", false, false, false, "reset-before", model.Absent},
		"after an earlier one":               {"reports-yearly", true, false, false, "reset-after", model.Done},
		"after an earlier one, not applied":  {"reports-yearly", true, false, false, "reset-before", model.Absent},
		"after one that could not be read":   {"reports-yearly", true, true, false, "reset-after", model.UnknownOutcome},
		"of a paused job":                    {"ledger-pg-01", true, false, false, "reset-after", model.Done},
		"settled by the next drover":         {"reports-yearly", true, false, true, "reset-after", model.Done},
		"not applied, and by the next":       {"reports-yearly", true, false, true, "reset-before", model.Absent},
		"of a job that had none, by another": {"hr-payroll-copy", false, false, true, "reset-after", model.UnknownOutcome},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				service, err := sim.New(sim.Options{})
				if err != nil {
					t.Fatal(err)
				}
				c := &checking{T: t, service: service, dir: ramDir(t)}
				c.open()
				if s.earlier {
					<-c.check(s.job).Done()
				}
				service.Script(c.trouble)
				c.fault, c.blind = s.fault, s.blind
				run := c.check(s.job)
				if s.killed {
					time.Sleep(3 * time.Second)
					c.leave()
					c.open()
					if run, err = c.client.Settle(t.Context()); err != nil || run == nil {
						t.Fatal("there is nothing to settle", err)
					}
				}
				<-run.Done()
				if got := run.Report().Rows[0].Outcome; got.Kind != s.want {
					t.Errorf("%v (%s), want %v", got.Kind, got.Why, s.want)
				}
				c.leave()
				if err := service.Close(); err != nil {
					t.Error(err)
				}
			})
		})
	}
}
