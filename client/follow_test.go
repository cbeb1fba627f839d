package client_test

import (
	"testing"
	"time"

	"drover/client"
	"drover/client/rest"
	"drover/model"
)

// life moves the jobs that were sent through statuses, one per reading.
func life(s *scripted, after int, statuses ...string) func(int) error {
	return func(read int) error {
		if n := read - after - 1; n >= 0 && len(s.sent) > 0 {
			for _, id := range s.sent[0] {
				s.statuses[id] = statuses[min(n, len(statuses)-1)]
			}
		}
		return nil
	}
}

func TestFollowedToRest(t *testing.T) {
	bubble(t, 2, func(f *fixture, s *scripted) {
		s.apply = all(model.Accepted, model.AgainNo)
		s.status = life(s, 1, "CONFIGURATION", "STARTJOBING", "STARTJOBING", "FULL_TRANSFER_STARTED", "DELETED")
		run := f.apply(f.plan(2))
		var seen []string
		for over := false; !over; {
			select {
			case <-run.Changed():
			case <-run.Done():
				over = true
			}
			row := run.Report().Rows[0]
			if now := row.Now.Status.Raw() + " " + row.Outcome.Kind.String(); len(seen) == 0 || seen[len(seen)-1] != now {
				seen = append(seen, now)
			}
		}
		last := run.Report()
		check(f.T, "the last change", seen[len(seen)-1], "FULL_TRANSFER_STARTED done")
		if len(s.reads) != 5 { // one before sending, four of following
			f.Errorf("%d readings, want it left alone once it rests", len(s.reads))
		}
		for i := 2; i < len(s.reads); i++ {
			if d := s.reads[i].Sub(s.reads[i-1]); d != 5*time.Second {
				f.Errorf("reading %d came after %v", i, d)
			}
		}
		if last.Rows[1].Now.State.Word != "full running" || last.Ended.IsZero() {
			f.Errorf("report = %+v", last)
		}
	})
}

func TestFollowingSlowsDownAndEnds(t *testing.T) {
	bubble(t, 1, func(f *fixture, s *scripted) {
		s.apply = all(model.Accepted, model.AgainNo)
		s.status = func(read int) error {
			if read > 1 && read < 5 {
				return &rest.Error{Kind: rest.Throttled}
			}
			return nil
		}
		r := f.run(f.plan(1))
		check(f.T, "outcomes", kinds(r), "accepted") // it never left CONFIGURATION
		if d := s.reads[6].Sub(s.reads[5]); d != 40*time.Second {
			f.Errorf("after three throttlings it is read every %v, want 40 s", d)
		}
		if took := r.Ended.Sub(r.Begun); took < 10*time.Minute || took > 12*time.Minute {
			f.Errorf("followed for %v", took)
		}
	})
}

// A thousand jobs that take their time cost one reading a second, not a burst
// of them, and each is read again in a short while.
func TestManyAreFollowedInTurn(t *testing.T) {
	bubble(t, 1000, func(f *fixture, s *scripted) {
		s.apply = func(_ int, changes []model.Change) []model.Outcome {
			s.set("STARTJOBING", changes)
			return all(model.Accepted, model.AgainNo)(0, changes)
		}
		run := f.apply(f.plan(1000))
		time.Sleep(30 * time.Second)
		s.mu.Lock()
		before := len(s.reads)
		s.mu.Unlock()
		for range 5 {
			begun := f.client.Runs()[0].Report()
			time.Sleep(12 * time.Second)
			for i, row := range run.Report().Rows {
				if row.Sample.At.Equal(begun.Rows[i].Sample.At) {
					f.Errorf("%v was not read for 12 s", row.ID)
				}
			}
		}
		s.mu.Lock()
		n, widest := len(s.reads)-before, s.widest
		s.mu.Unlock()
		if n < 58 || n > 62 || widest > 100 {
			f.Errorf("%d readings in a minute, of up to %d jobs; want one a second, of 100", n, widest)
		}
		<-run.Done()
		if r := run.Report(); r.Ended.Sub(r.Begun) > 11*time.Minute {
			f.Errorf("followed for %v", r.Ended.Sub(r.Begun))
		}
	})
}

// Following is no reason to hold back, and Close ends it.
func TestCloseEndsFollowing(t *testing.T) {
	bubble(t, 11, func(f *fixture, s *scripted) {
		run := f.apply(f.plan(11))
		time.Sleep(time.Second)
		if c := run.Report().Count(); c.Accepted != 11 {
			f.Errorf("after a second: %+v, want both chunks accepted", c)
		}
		if err := f.client.Close(); err != nil {
			f.Error(err)
		}
		select {
		case <-run.Done():
		default:
			f.Error("the run outlives its client")
		}
	})
}

func TestPassThrough(t *testing.T) {
	bubble(t, 1, func(f *fixture, _ *scripted) {
		reqs, err := f.client.Requests(f.plan(1))
		if err != nil || len(reqs) != 1 {
			f.Errorf("Requests = %v, %v", reqs, err)
		}
		if _, known := f.client.Skew(); known {
			f.Error("a skew before the first answer")
		}
		if p := f.client.Place(); p.Project != "p1" || f.client.Limits().Batch != 10 {
			f.Errorf("place %+v", p)
		}
		kind := client.LoginEnded
		if k, ok := rest.KindOf(&client.Error{Kind: kind}); !ok || k != kind {
			f.Errorf("kind = %v, %v", k, ok)
		}
	})
}
