package tui

import (
	"runtime"
	"strconv"
	"testing"
	"time"

	"drover/client/sim"
	"drover/model"
)

// sizes are the lists that everything is measured on: what a key or a page
// costs must not grow with them.
func sizes(b *testing.B, f func(b *testing.B, d *desk)) {
	for _, n := range []int{10_000, 100_000} {
		b.Run(strconv.Itoa(n), func(b *testing.B) { f(b, readLong(b, n)) })
	}
}

// readLong is the list with n jobs in a window of 120×40.
func readLong(b *testing.B, n int) *desk {
	b.Helper()
	d := sit(b, world{bare: true, refresh: -1, service: sim.Options{Jobs: n}, size: [2]int{120, 40}})
	b.Cleanup(d.leave)
	d.Size(120, 40)
	d.do(d.app.Init())
	d.until("the list", func() bool { return d.jobs().read.shown }, time.Minute)
	if got := d.jobs().table.Total(); got != n {
		b.Fatalf("the list holds %d jobs", got)
	}
	return d
}

// frame is what the library does with a message: Update, then View.
func (d *desk) frame(name string) {
	_, _ = d.app.Update(keyNamed(name))
	_ = d.app.View()
}

func BenchmarkKey(b *testing.B) {
	sizes(b, func(b *testing.B, d *desk) {
		for b.Loop() {
			d.frame("j")
		}
	})
}

func BenchmarkPageKey(b *testing.B) {
	sizes(b, func(b *testing.B, d *desk) {
		for b.Loop() {
			d.frame("pgdown")
			d.frame("pgup")
		}
	})
}

// BenchmarkFilterKeystroke types a letter, which most jobs hold, and takes it
// away again.
func BenchmarkFilterKeystroke(b *testing.B) {
	sizes(b, func(b *testing.B, d *desk) {
		d.frame("/")
		for b.Loop() {
			d.frame("e")
			d.frame("backspace")
		}
	})
}

// BenchmarkFilterWord types a word of three letters; one keystroke is a sixth.
func BenchmarkFilterWord(b *testing.B) {
	sizes(b, func(b *testing.B, d *desk) {
		d.frame("/")
		for b.Loop() {
			for _, letter := range []string{"t", "a", "x", "backspace", "backspace", "backspace"} {
				d.frame(letter)
			}
		}
	})
}

// BenchmarkRefreshPage lays a page of a thousand changed rows over the list.
func BenchmarkRefreshPage(b *testing.B) {
	sizes(b, func(b *testing.B, d *desk) {
		pages := statusPages(d, 1000)
		for n := 0; b.Loop(); n++ {
			d.jobs().take(pages[n%2])
			_ = d.app.View()
		}
	})
}

// BenchmarkSamePage lays a page over the list that says nothing new.
func BenchmarkSamePage(b *testing.B) {
	sizes(b, func(b *testing.B, d *desk) {
		pages := statusPages(d, 1000)
		for b.Loop() {
			d.jobs().take(pages[0])
			_ = d.app.View()
		}
	})
}

// statusPages are n jobs as they are, and all of them paused.
func statusPages(d *desk, n int) (pages [2][]model.Job) {
	for r := range d.jobs().table.Each {
		if len(pages[0]) == n {
			break
		}
		pages[0] = append(pages[0], r.job.Job())
		pages[1] = append(pages[1], r.job.Job().WithStatus(model.NewText("PAUSING")))
	}
	return pages
}

// BenchmarkKeyMarked moves over a list on which everything is marked.
func BenchmarkKeyMarked(b *testing.B) {
	sizes(b, func(b *testing.B, d *desk) {
		d.frame("*")
		for b.Loop() {
			d.frame("j")
		}
	})
}

// BenchmarkMarkAll marks everything and unmarks it.
func BenchmarkMarkAll(b *testing.B) {
	sizes(b, func(b *testing.B, d *desk) {
		for b.Loop() {
			d.frame("*")
			d.frame("u")
		}
	})
}

// BenchmarkListMemory tells what one job on the list takes.
func BenchmarkListMemory(b *testing.B) {
	jobs := make([]model.Job, 0, 50_000)
	for r := range readLong(b, cap(jobs)).jobs().table.Each {
		jobs = append(jobs, r.job.Job())
	}
	for b.Loop() {
		before := heap()
		s := newJobs(&env{now: time.Now})
		s.take(jobs)
		_ = s.table.Len()
		b.ReportMetric(float64(heap()-before)/float64(len(jobs)), "B/job")
		runtime.KeepAlive(s)
	}
	runtime.KeepAlive(jobs)
}

// heap is what lives now, pools left out.
func heap() int64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// readReview is the review of n jobs; a third of them wait for their
// pre-checks.
func readReview(tb testing.TB, n int) (*desk, *review) {
	tb.Helper()
	d := sit(tb, world{bare: true, refresh: -1, size: [2]int{120, 40}})
	tb.Cleanup(d.leave)
	d.Size(120, 40)
	picks := make([]model.Pick, 0, n)
	for i := range n {
		job := model.Job{
			ID: model.NewJobID("job-" + strconv.Itoa(100_000+i)), Name: model.NewText("wave-" + strconv.Itoa(100_000+i)),
			Scenario: model.Sync, Task: model.FullIncr, Charging: model.Period,
		}
		picks = append(picks, model.Pick{Job: job.WithStatus(model.NewText("CONFIGURATION")), Hidden: i%7 == 0})
		if i%3 > 0 {
			picks[i].Check = &model.PreCheck{Ran: true, Process: 100, PassedRate: 100}
		}
	}
	r := newReview(d.app.env, wishOf(model.Start), picks)
	_ = d.app.follow(push(r))
	r.drawn = true
	return d, r
}

// reviewSizes: what a key costs there must not grow with the jobs either.
func reviewSizes(b *testing.B, f func(d *desk, r *review)) {
	for _, n := range []int{100, 14_000, 100_000} {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			d, r := readReview(b, n)
			for b.Loop() {
				f(d, r)
			}
		})
	}
}

// BenchmarkReviewKey moves, leaves a job out and takes it in again, and types.
func BenchmarkReviewKey(b *testing.B) {
	reviewSizes(b, func(d *desk, _ *review) {
		for _, key := range []string{"down", "space", "space", "pgdown", "pgup", "7", "backspace"} {
			d.frame(key)
		}
	})
}

// BenchmarkReviewCheck brings one pre-check.
func BenchmarkReviewCheck(b *testing.B) {
	reviewSizes(b, func(d *desk, r *review) {
		r.lands(0, &model.PreCheck{Ran: true, Process: 100, PassedRate: 100})
		_ = d.app.View()
	})
}

// lands brings the pre-check of the job at a place.
func (r *review) lands(i int, check *model.PreCheck) {
	slot := &remote[model.PreCheck]{}
	r.checks.asked[slot] = i
	_, _ = r.Update(answer[model.PreCheck]{slot: slot, value: *check, at: r.env.now()})
}

// BenchmarkReviewMoved brings a run's news.
func BenchmarkReviewMoved(b *testing.B) {
	reviewSizes(b, func(d *desk, r *review) {
		_ = r.Moved(nil, false)
		_ = d.app.View()
	})
}

// BenchmarkReviewOpen marks everything on the list and draws the review of it.
func BenchmarkReviewOpen(b *testing.B) {
	for _, n := range []int{14_000, 100_000} {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			d := readLong(b, n)
			d.frame("*")
			for b.Loop() {
				_ = d.app.follow(push(newReview(d.app.env, wishOf(model.Start), d.jobs().picks())))
				_ = d.app.View()
				_ = d.app.pop()
			}
		})
	}
}

// BenchmarkReviewPicks is the list's part of it.
func BenchmarkReviewPicks(b *testing.B) {
	for _, n := range []int{14_000, 100_000} {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			d := readLong(b, n)
			d.frame("*")
			for b.Loop() {
				_ = d.jobs().picks()
			}
		})
	}
}
