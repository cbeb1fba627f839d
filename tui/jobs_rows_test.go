package tui

import (
	"slices"
	"testing"
	"time"

	"drover/model"

	"pgregory.net/rapid"
)

// bareJobs is a list without a program around it.
func bareJobs() *jobsScreen {
	s := newJobs(&env{now: func() time.Time { return time.Date(2026, 3, 14, 3, 12, 0, 0, time.UTC) }})
	s.table.Settle()
	return s
}

// drawJobs draws a page: few names and statuses, so that jobs come again.
func drawJobs(t *rapid.T) []model.Job {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) model.Job {
		word := func(label string, of ...string) string { return rapid.SampledFrom(of).Draw(t, label) }
		id := word("id", "j1", "j2", "j3", "j4", "j5", "j6", "j7")
		j := model.Job{ID: model.NewJobID(id), Name: model.NewText(word("name", "orders", "Orders-2", "tax", "axe")), Scenario: model.Sync}
		j.Description = model.NewText(word("description", "", "", "with tax"))
		return j.WithStatus(model.NewText(word("status", "CONFIGURATION", "PAUSING", "INCRE_TRANSFER_FAILED")))
	}), 0, 8).Draw(t, "jobs")
}

// TestCountsAndFilterFollowTheRows: whatever lands, is told or leaves, the
// header counts what there is, and a filter typed letter by letter shows what
// it would show if it were asked of all.
func TestCountsAndFilterFollowTheRows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := bareJobs()
		t.Repeat(map[string]func(*rapid.T){
			"page": func(t *rapid.T) { s.take(drawJobs(t)) },
			"pass": func(t *rapid.T) {
				s.read.pass++
				s.take(drawJobs(t))
				s.dropUnseen()
			},
			"unresolved": func(t *rapid.T) {
				ids := map[model.JobID]bool{}
				for _, j := range drawJobs(t) {
					ids[j.ID] = true
				}
				s.markUnresolved(ids)
			},
			"status": func(t *rapid.T) {
				for _, j := range drawJobs(t) {
					if old, ok := s.table.Get(j.ID); ok {
						s.upsert([]*row{old.withStatus(j.Status)})
					}
				}
			},
			"query": func(t *rapid.T) {
				text := s.filter.query.String()
				if rapid.Bool().Draw(t, "longer") {
					text += rapid.SampledFrom([]string{"a", "x", "or", " ", " o", "!t", "status:pau"}).Draw(t, "typed")
				} else {
					text = rapid.SampledFrom([]string{"", "o", "tax", "axe | paused", "!tax", "status:fail"}).Draw(t, "another")
				}
				s.setQuery(text)
			},
			"quick": func(t *rapid.T) {
				_, _ = s.setQuick(rapid.SampledFrom(model.QuickFilters()).Draw(t, "quick"))
			},
			"": func(t *rapid.T) { s.audit(t) },
		})
	})
}

// audit counts and filters everything anew.
func (s *jobsScreen) audit(t *rapid.T) {
	var want tally
	f := &s.filter
	for r := range s.table.Each {
		want.count(r, 1)
		passes := f.query.Match(model.Facts{Job: ptr(r.job.Job()), Hay: model.Hay(r.job.Job()), Sample: r.sample, Now: s.env.now()})
		if f.quick.Digit != 0 {
			passes = s.facts(f.quick.Match)(r)
		}
		if passes {
			want.matches++
		}
		if shown := slices.Contains(s.shownRows(), r); shown != passes && !s.table.CursorGone() {
			t.Fatalf("%v is shown: %v, by %q and quick %d", r.job.Name, shown, f.query, f.quick.Digit)
		}
	}
	if got := *s.counts(); got != want {
		t.Fatalf("counted %+v, want %+v", got, want)
	}
}

func ptr[T any](v T) *T { return &v }

func (s *jobsScreen) shownRows() []*row {
	s.table.Resize(80, 20)
	var out []*row
	for _, id := range s.table.OnScreen() {
		if r, ok := s.table.Get(id); ok {
			out = append(out, r)
		}
	}
	return out
}

// TestAReadingThatSaysNothingNew leaves the rows as they are, and no row is
// taken for one that has left.
func TestAReadingThatSaysNothingNew(t *testing.T) {
	s := bareJobs()
	var jobs []model.Job
	for i := range 500 {
		j := model.Job{ID: model.NewJobID("job-" + digit(i)), Name: model.NewText("orders-" + digit(i%50)), Engine: model.NewText("mysql")}
		jobs = append(jobs, j.WithStatus(model.NewText("PAUSING")))
	}
	s.take(jobs)
	before := slices.Collect(s.table.Each)
	s.read.pass++
	if n := testing.AllocsPerRun(10, func() { s.take(jobs) }); n > 0 {
		t.Errorf("a page of the same jobs allocates %.0f times", n)
	}
	s.dropUnseen()
	if after := slices.Collect(s.table.Each); !slices.Equal(before, after) {
		t.Errorf("%d rows became %d others", len(before), len(after))
	}
}

// TestHeardIsShared: what few rows have takes no room in the others, and is
// never written where others read it.
func TestHeardIsShared(t *testing.T) {
	s := bareJobs()
	s.take([]model.Job{{ID: model.NewJobID("a")}, {ID: model.NewJobID("b")}})
	a, _ := s.table.Get(model.NewJobID("a"))
	b, _ := s.table.Get(model.NewJobID("b"))
	next := a.withStatus(model.Text{})
	next.sample.Lag, next.at = time.Minute, s.env.now()
	if a.heard != b.heard || a.sample.Lag != -1 || !b.at.IsZero() {
		t.Error("a reading of one job is told of others")
	}
}
