package client_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"drover/client"
	"drover/model"
)

// checker is a backend that tells one pre-check after another.
type checker struct {
	*scripted
	told []model.PreCheck
}

func (c *checker) PreCheck(context.Context, model.JobID, model.Text) (model.PreCheck, error) {
	p := c.told[0]
	c.told = c.told[1:]
	return p, nil
}

// TestTheRunBefore: what a reading is compared with is the last complete run
// before, by its id or, where v3 gives all runs one, by the percent that fell.
func TestTheRunBefore(t *testing.T) {
	run := func(id string, percent int) model.PreCheck {
		return model.PreCheck{ID: model.NewText(id), Ran: true, Process: percent, PassedRate: percent}
	}
	for name, c := range map[string]struct {
		told []model.PreCheck
		want string // id and percent of the last that stood before; "": none
	}{
		"one run, read twice":            {[]model.PreCheck{run("a", 100), run("a", 100)}, ""},
		"another id":                     {[]model.PreCheck{run("a", 100), run("b", 20), run("b", 100)}, "a"},
		"one that was never complete":    {[]model.PreCheck{run("a", 40), run("b", 100)}, ""},
		"one id for all":                 {[]model.PreCheck{run("a", 100), run("a", 20), run("a", 100)}, "a"},
		"nothing was run, then two":      {[]model.PreCheck{{}, run("a", 100), run("b", 100)}, "a"},
		"a gap in the answers between":   {[]model.PreCheck{run("a", 100), {}, run("a", 100)}, ""},
		"three runs: the last but one":   {[]model.PreCheck{run("a", 100), run("b", 100), run("c", 100)}, "b"},
		"overtaken while it was at work": {[]model.PreCheck{run("a", 100), run("b", 20), run("c", 100)}, "a"},
	} {
		t.Run(name, func(t *testing.T) {
			b := &checker{newScripted(1), c.told}
			cl := client.New(b, client.Options{})
			defer func() { _ = cl.Close() }()
			for range c.told {
				if _, err := cl.PreCheck(t.Context(), jobID(0)); err != nil {
					t.Fatal(err)
				}
			}
			before, ok := cl.CheckBefore(jobID(0))
			if ok != (c.want != "") || before.ID.String() != c.want {
				t.Errorf("%q, %v", before.ID, ok)
			}
			if _, ok := cl.CheckBefore(jobID(1)); ok {
				t.Error("a job that was never read has a run before")
			}
		})
	}
}

// laggard is a backend whose first answer takes its time.
type laggard struct {
	*scripted
	asked int
	slow  model.PreCheck
	quick []model.PreCheck
}

func (l *laggard) PreCheck(ctx context.Context, _ model.JobID, _ model.Text) (model.PreCheck, error) {
	l.mu.Lock()
	n := l.asked
	l.asked++
	l.mu.Unlock()
	if n == 0 {
		time.Sleep(3 * time.Second)
		return l.slow, ctx.Err()
	}
	return l.quick[n-1], ctx.Err()
}

// TestAReadingThatWasOvertaken: an answer that comes after a later one tells of
// no other run, neither as the new one nor as the one before.
func TestAReadingThatWasOvertaken(t *testing.T) {
	run := func(id string, percent int) model.PreCheck {
		return model.PreCheck{ID: model.NewText(id), Ran: true, Process: percent, PassedRate: percent}
	}
	for name, slow := range map[string]model.PreCheck{"the same run, earlier": run("a", 60), "the run before": run("z", 100)} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				l := &laggard{scripted: newScripted(1), slow: slow, quick: []model.PreCheck{run("a", 100), run("a", 100)}}
				cl := client.New(l, client.Options{})
				defer func() { _ = cl.Close() }()
				read := func() {
					if _, err := cl.PreCheck(t.Context(), jobID(0)); err != nil {
						t.Error(err)
					}
				}
				done := make(chan struct{})
				go func() { read(); close(done) }()
				time.Sleep(time.Second)
				read() // comes before the first
				<-done
				read()
				if before, ok := cl.CheckBefore(jobID(0)); ok {
					t.Errorf("%q at %d %% is said to be the run before", before.ID, before.Process)
				}
			})
		})
	}
}
