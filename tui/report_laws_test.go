package tui

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"drover/client"
	"drover/model"
)

// TestReportDrawsWhatIsInSight: whatever becomes of the jobs, in any window and
// wherever the cursor is, the lines are those that would be in sight had every
// row been drawn; and the cursor stays on its job once it has left the top.
func TestReportDrawsWhatIsInSight(t *testing.T) {
	d, _ := readReview(t, 1)
	for seed := range uint64(40) {
		dice := rand.New(rand.NewPCG(seed, 6)) //nolint:gosec // a test
		s := &reportScreen{env: d.app.env, run: &client.Run{}}
		s.Resize(80, 24)
		s.take(someRows(dice))
		top := 0
		for range 60 {
			on, was := s.happens(dice)
			if on != "" && s.cursor < len(s.rows.order) && s.row(s.cursor).ID.String() != on && slices.Contains(s.names(), on) {
				t.Fatalf("seed %d: the cursor is not on %s any more, where it was at %d", seed, on, was)
			}
			room := 1 + dice.IntN(30)
			got := s.rowLines(room)
			shown := s.top
			s.top, s.rows.lines = 0, heights{} // measured anew
			s.rows.tall = map[because]int{}
			all := s.rowLines(1 << 20)
			s.top = shown
			want := inSight(all, d.app.env.theme.Signs().Cursor, &top, room)
			if len(s.rows.order) == 0 {
				continue
			}
			if !slices.Equal(got, want) || s.top != top {
				t.Fatalf("seed %d, cursor %d, from line %d (want %d) of %d, room %d:\n%s\nwant\n%s", seed, s.cursor, s.top, top, len(all), room,
					strings.Join(got, "\n"), strings.Join(want, "\n"))
			}
		}
	}
}

func (s *reportScreen) names() []string {
	var out []string
	for i := range s.rows.order {
		out = append(out, s.row(i).ID.String())
	}
	return out
}

// someRows is a run of a few jobs in every kind of outcome.
func someRows(dice *rand.Rand) model.Report {
	r := model.Report{RunID: "7f"}
	for i := range 1 + dice.IntN(50) {
		id := model.NewJobID(strconv.Itoa(i))
		r.Rows = append(r.Rows, model.Result{ID: id, Name: model.NewText("job-" + strconv.Itoa(i)), Outcome: someOutcome(dice)})
	}
	return r
}

func someOutcome(dice *rand.Rand) model.Outcome {
	o := model.Outcome{Kind: []model.OutcomeKind{
		model.Waiting, model.Accepted, model.Refused, model.UnknownOutcome, model.Absent, model.NotSent, model.Done, model.Skipped,
	}[dice.IntN(8)]}
	if o.Kind == model.Refused {
		o.Code, o.Message = model.NewText("DRS.M01504"), model.NewText(strings.Repeat("The node is not ready. ", dice.IntN(6)))
		o.RequestID = model.NewText([]string{"", "a", "b"}[dice.IntN(3)])
	}
	if o.Kind == model.NotSent || o.Kind == model.UnknownOutcome {
		o.Why = strings.Repeat("the answer was lost, ", dice.IntN(8))
	}
	return o
}

// happens is one thing that may become of a report; on is the job under the
// cursor before, "" if it may leave it.
func (s *reportScreen) happens(dice *rand.Rand) (on string, was int) {
	switch dice.IntN(5) {
	case 0:
		_, _ = s.move(dice.IntN(21) - 10)()
	case 1:
		_, _ = s.turn()
	case 2:
		s.Resize(40+dice.IntN(100), 24)
	default:
		if s.cursor > 0 {
			on, was = s.row(s.cursor).ID.String(), s.cursor
		}
		r := s.report
		r.Rows = slices.Clone(r.Rows)
		row := &r.Rows[dice.IntN(len(r.Rows))]
		row.Outcome, row.Out = someOutcome(dice), dice.IntN(3) == 0
		if row.Next = (time.Time{}); dice.IntN(2) == 0 {
			row.Next = s.env.now().Add(time.Duration(dice.IntN(3)) * time.Second)
		}
		s.take(r)
	}
	return on, was
}

// wideReport puts a run of n jobs on the screen, a tenth of them refused.
func wideReport(tb testing.TB, n int) (*desk, *reportScreen) {
	tb.Helper()
	d, _ := readReview(tb, 1)
	s := newReport(d.app.env, &client.Run{})
	r := model.Report{RunID: "7f", Begun: d.app.env.now()}
	for i := range n {
		row := model.Result{ID: model.NewJobID("job-" + strconv.Itoa(100_000+i)), Name: model.NewText("wave-" + strconv.Itoa(100_000+i))}
		if row.Outcome.Kind = model.Accepted; i%10 == 0 {
			row.Outcome = model.Outcome{Kind: model.Refused, Code: model.NewText("DRS.M01504"), Message: model.NewText("The node is not ready.")}
		}
		r.Rows = append(r.Rows, row)
	}
	s.take(r)
	_ = d.app.follow(push(s))
	return d, s
}

// TestReportKeyCostsTheSameForMany: a key takes no more on a run of 14,000 jobs
// than on one of 100.
func TestReportKeyCostsTheSameForMany(t *testing.T) {
	var cost [2]float64
	for i, n := range []int{100, 14_000} {
		d, _ := wideReport(t, n)
		cost[i] = testing.AllocsPerRun(5, func() { d.frame("down"); d.frame("pgdown"); d.frame("pgup"); d.frame("up") })
	}
	if cost[1] > cost[0]*1.3 { // some: wider numbers
		t.Errorf("four keys: %v allocations with 14,000 jobs, %v with 100", cost[1], cost[0])
	}
}

// BenchmarkReportKey moves about a report while its run goes on.
func BenchmarkReportKey(b *testing.B) {
	for _, n := range []int{100, 14_000} {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			d, _ := wideReport(b, n)
			b.ReportAllocs()
			for b.Loop() {
				d.frame("down")
				d.frame("up")
			}
		})
	}
}

// BenchmarkReportMoved takes the news of a run and draws it.
func BenchmarkReportMoved(b *testing.B) {
	for _, n := range []int{100, 14_000} {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			d, s := wideReport(b, n)
			for b.Loop() {
				s.take(s.report)
				_ = d.app.View()
			}
		})
	}
}

// TestAReportFollowsItsJobsWhenItIsOver: what was done and has failed again, or a
// pre-check with items that failed, looks like no success, and f shows it.
func TestAReportFollowsItsJobsWhenItIsOver(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.find("payments-ora-01").Keys("x", "t").Wait(calm).Keys("tab", "enter").Sees("The run is over", "done")
		d.Misses("failed again").sim.Set(d.sim.ID("payments-ora-01"), "FULL_TRANSFER_FAILED")
		d.Wait(30*time.Second).Sees("! done, failed again", "payments-ora-01").Keys("f").Sees("! done, failed again")
	})
	tell(t, world{moving: true}, func(d *desk) {
		d.find("catalog-mongo-01").Keys("K").Wait(calm).Keys("tab", "enter").Sees("The run is over", "! done  1 failed").Keys("f").Sees("! done  1 failed")
		d.Keys("f", "esc").find("wave2-shop-01").Keys("K").Wait(calm).Keys("tab", "enter").Sees("The run is over", "check passed").Misses("! done").Keys("f").Sees("none")
	})
}
