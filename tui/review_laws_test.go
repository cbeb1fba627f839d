package tui

import (
	"math/rand/v2"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"drover/client/sim"
	"drover/model"
)

// inSight scrolls lines so that the one with the cursor's sign is among the
// room that there is; top is where the last picture began.
func inSight(lines []string, sign string, top *int, room int) []string {
	if len(lines) <= room {
		*top = 0
		return lines
	}
	at := max(slices.IndexFunc(lines, func(l string) bool { return strings.Contains(l, sign) }), 0)
	*top = min(max(*top, at-room+3), max(at-1, 0))
	*top = min(max(*top, 0), len(lines)-room)
	return lines[*top : *top+room]
}

// TestReviewDrawsWhatIsInSight: whatever is known, left out or found open, in
// any window and wherever the cursor is, the lines are those that would be in
// sight had every step been drawn.
func TestReviewDrawsWhatIsInSight(t *testing.T) {
	d, _ := readReview(t, 1)
	for seed := range uint64(40) {
		dice := rand.New(rand.NewPCG(seed, 5)) //nolint:gosec // a test
		r := newReview(d.app.env, wishOf(model.Start), somePicks(dice))
		top := 0
		for range 60 {
			r.happens(dice)
			room := dice.IntN(30)
			got := r.jobLines(room)
			shown, began := r.top, r.lines
			r.lines = heights{} // measured anew
			all := r.jobLines(1 << 20)
			r.top, r.lines = shown, began
			want := inSight(all, d.app.env.theme.Signs().Cursor, &top, room)
			if !slices.Equal(got, want) || r.top != top {
				t.Fatalf("seed %d, cursor %d, from line %d (want %d) of %d, room %d:\n%s\nwant\n%s", seed, r.cursor, r.top, top, len(all), room,
					strings.Join(got, "\n"), strings.Join(want, "\n"))
			}
		}
	}
}

// somePicks are a few jobs of every kind that takes lines of its own.
func somePicks(dice *rand.Rand) []model.Pick {
	var picks []model.Pick
	hides := dice.IntN(3)
	for i := range 1 + dice.IntN(60) {
		j := model.Job{ID: model.NewJobID(strconv.Itoa(i)), Name: model.NewText("job-" + strconv.Itoa(i)), Charging: model.OnDemand}
		if dice.IntN(3) == 0 {
			j.Charging = model.Period
		}
		if dice.IntN(5) == 0 {
			j.Direction, j.Scenario, j.Parent = model.NewText("down"), model.DR, model.NewJobID("p")
		}
		picks = append(picks, model.Pick{Job: j.WithStatus(model.NewText("CONFIGURATION")), Hidden: hides > 0 && dice.IntN(hides) == 0})
	}
	return picks
}

// happens is one thing that may become of a review.
func (r *review) happens(dice *rand.Rand) {
	i := dice.IntN(r.plan.Len())
	pick := r.plan.Pick(i)
	switch dice.IntN(7) {
	case 0:
		r.lands(i, &model.PreCheck{Ran: true, Process: 100, PassedRate: 90 + dice.IntN(11)})
	case 1:
		pick.CheckEr = strings.Repeat("the service did not answer in time, ", dice.IntN(6)) + "403"
		r.put(i, pick)
	case 2:
		r.cursor = i
		_, _ = r.leaveOut()
	case 3:
		pick.Job = pick.Job.WithStatus(model.NewText([]string{"CONFIGURATION", "PAUSING", "START_JOB_FAILED"}[dice.IntN(3)]))
		r.put(i, pick)
	case 4:
		r.turn(pick.Job.ID, !pick.Open)
	case 5:
		r.Resize(40+dice.IntN(100), 24)
	case 6:
		r.cursor = i
	}
	if r.width == 0 {
		r.Resize(80, 24)
	}
}

// TestReviewCostsTheSameForMany: keys, pre-checks that land and the news of a
// run take no more with 14,000 jobs than with 100.
func TestReviewCostsTheSameForMany(t *testing.T) {
	var few, many [3]float64
	for n, into := range map[int]*[3]float64{100: &few, 14_000: &many} {
		d, r := readReview(t, n)
		for i, do := range []func(){
			func() { d.frame("down"); d.frame("space"); d.frame("pgdown"); d.frame("pgup"); d.frame("up") },
			func() { r.lands(0, &model.PreCheck{Ran: true, Process: 100, PassedRate: 92}); _ = d.app.View() },
			func() { _ = r.Moved(nil, false); _ = d.app.View() },
		} {
			into[i] = testing.AllocsPerRun(5, do)
		}
	}
	for i, what := range []string{"five keys", "a pre-check", "a run's news"} {
		if many[i] > few[i]*1.3 { // some: wider numbers
			t.Errorf("%s: %v allocations with 14,000 jobs, %v with 100", what, many[i], few[i])
		}
	}
}

// counted counts the requests for pre-checks, and the most under way at once.
type counted struct{ all, now, most atomic.Int64 }

func (c *counted) front(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "batch-precheck-result") {
			c.all.Add(1)
			if n := c.now.Add(1); n > c.most.Load() {
				c.most.Store(n)
			}
			defer c.now.Add(-1)
		}
		next.ServeHTTP(w, r)
	})
}

// TestLongReviewSaysHowFarItIs, takes keys meanwhile, leaves reads to the
// list, and reads no further once it is left.
func TestLongReviewSaysHowFarItIs(t *testing.T) {
	var reads counted
	tell(t, world{moving: true, refresh: -1, front: reads.front, service: sim.Options{Jobs: 6000, Latency: time.Second}}, func(d *desk) {
		d.until("the list", func() bool { return d.jobs().read.shown }, time.Minute)
		d.Keys("f", "2").Fast("*", "S")
		r := d.app.top().(*review)
		all := r.plan.Len()
		if all <= statesAtOnce {
			t.Fatalf("only %d jobs", all)
		}
		d.Sees("reading states 0 of "+grouped(all)).Wait(calm).Keys("down", "tab", "enter").Sees("the states are still being read")
		d.Sees("reading states 600 of " + grouped(all))
		if r.cursor != 1 {
			t.Errorf("meanwhile the cursor is on step %d", r.cursor)
		}
		d.until("some pre-checks", func() bool { return r.checks.done > 120 })
		d.Sees("pre-checks 1", " of "+grouped(all), ", about 2m left").Keys("enter").startsNothing("pre-checks are pending")
		if got := r.cannotSend(); got != waiting+plural(r.plan.Pending(), "pre-check", "pre-checks")+" to be read" {
			t.Errorf("Send is grey because %q", got)
		}
		if most, parallel := reads.most.Load(), d.client.Limits().Parallel; most != int64(parallel-2) {
			t.Errorf("%d pre-checks at once, of %d reads", most, parallel)
		}
		d.Keys("esc").Wait(time.Second)
		before := reads.all.Load()
		if d.Wait(10 * time.Second); reads.all.Load() != before {
			t.Errorf("once the review is left, %d more pre-checks are read", reads.all.Load()-before)
		}
		d.Fast("S").until("all pre-checks", func() bool { r = d.app.top().(*review); return !r.read.IsZero() && r.plan.Pending() == 0 }, 5*time.Minute)
		d.Misses("m left", "being read").Sees(strconv.Itoa(r.plan.Tally().Goes)+" go, ", "read ")
	})
}

// TestLongReviewNeedsAllStates: a later call that fails leaves Send shut.
func TestLongReviewNeedsAllStates(t *testing.T) {
	tell(t, world{moving: true, refresh: -1, service: sim.Options{Jobs: 6000}}, func(d *desk) {
		d.until("the list", func() bool { return d.jobs().read.shown }, time.Minute)
		calls := 0
		d.sim.Script(func(op string, _ int) string {
			if op != "V3BatchListJobStatus" {
				return ""
			}
			if calls++; calls > 6 {
				return "403"
			}
			return ""
		})
		d.Keys("f", "2").Fast("*", "S")
		r := d.app.top().(*review)
		d.Sees("the states could not be read")
		d.until("all pre-checks", func() bool { return r.plan.Pending() == 0 }, 5*time.Minute)
		d.Wait(calm).Type(r.guard().word).Keys("enter").Sees("tab and r read them again").startsNothing("the states of some are unknown")
		d.sim.Script(nil)
		d.Keys("tab", "r").until("all anew", func() bool { return !r.read.IsZero() && r.plan.Pending() == 0 }, 5*time.Minute)
		if why := r.cannotSend(); why != "" {
			t.Errorf("after r Send is grey because %q", why)
		}
	})
}
