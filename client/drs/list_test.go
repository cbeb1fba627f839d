package drs_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"drover/client/drs"
	"drover/client/rest"
	"drover/client/sim"
	"drover/model"
)

// only answers one scenario's list with a function of offset and limit (v5)
// or page and size (v3), the others with nothing.
func only(scenario string, f func(n, size int) string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		q := r.URL.Query()
		kind, n, size := q.Get("job_type"), number(q.Get("offset")), number(q.Get("limit"))
		if r.Method == http.MethodPost {
			var body struct {
				DBUseType string `json:"db_use_type"`
				CurPage   int    `json:"cur_page"`
				PerPage   int    `json:"per_page"`
			}
			_ = json.NewDecoder(r.Body).Decode(&body)
			kind, n, size = body.DBUseType, body.CurPage, body.PerPage
		}
		if kind != scenario {
			_, _ = io.WriteString(w, `{"total_count":0,"total_record":0,"jobs":[]}`)
			return
		}
		_, _ = io.WriteString(w, f(n, size))
	}
}

func number(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

const (
	nothing = `{"total_count":0,"jobs":[]}`
	mine    = `{"total_count":1,"jobs":[{"id":"a","name":"five","status":"CONFIGURATION","charging_mode":"period"}]}`
	theirs  = `{"total_record":2,"jobs":[{"id":"a","name":"three","status":"PAUSING","net_type":"vpn"},{"id":"b","name":"alone"}]}`
)

func fixed(s string) func(int, int) string { return func(int, int) string { return s } }

// TestUnion: v5's word counts whichever came first, v3's where v5 is silent.
func TestUnion(t *testing.T) {
	for name, slow := range map[string]string{"v5 first": "/v3/p1/jobs", "v3 first": "/v5/p1/jobs"} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := service{"/v5/p1/jobs": only("sync", fixed(mine)), "/v3/p1/jobs": only("sync", fixed(theirs))}
				delayed := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					if r.URL.Path == slow {
						time.Sleep(time.Second)
					}
					s.ServeHTTP(w, r)
				})
				got := list(t.Context(), over(t, delayed))
				if len(got.errs) > 0 || len(got.jobs) != 2 {
					t.Fatalf("%d jobs, %v", len(got.jobs), got.errs)
				}
				a := got.jobs["a"]
				if a.Name.Raw() != "five" || a.Status.Raw() != "CONFIGURATION" || a.Net.Raw() != "vpn" || a.Charging != model.Period || a.Generation != "v5" || a.State.Word != "configuration" {
					t.Errorf("%+v", a)
				}
				if b := got.jobs["b"]; b.Generation != "v3" || b.Scenario != model.Sync {
					t.Errorf("%+v", b)
				}
			})
		})
	}
}

func TestChildrenStandBehindTheirParent(t *testing.T) {
	page := `{"total_count":3,"jobs":[{"id":"x"},
		{"id":"p","job_mode_role":"parent","children":[{"id":"c1","name":"one"},{"id":"c2"},{"id":"p"},null,{"name":"nameless"}]},
		{"id":"c2","status":"PAUSING"}]}`
	b := over(t, service{"/v5/p1/jobs": only("cloudDataGuard", fixed(page)), "/v3/p1/jobs": only("", nil)})
	got := list(t.Context(), b)
	if order := strings.Join(got.order, " "); order != "x p c1 c2" {
		t.Errorf("order %s", order)
	}
	p, c2 := got.jobs["p"], got.jobs["c2"]
	if len(p.Children) != 2 || !p.DualActiveParent() || c2.Parent != p.ID || c2.Status.Raw() != "PAUSING" || c2.Role != model.RoleChild {
		t.Errorf("%+v\n%+v", p, c2)
	}
}

func TestListOfTheSimulator(t *testing.T) {
	for _, o := range []sim.Options{{Seed: 1}, {Seed: 2, Jobs: 333, MaxPage: 20}, {Seed: 3, Jobs: 1200}, {Seed: 4, Jobs: 90, Fault: "loose"}} {
		b, _ := simulated(t, o)
		got := list(t.Context(), b)
		want := o.Jobs
		if want == 0 {
			want = 40
		}
		if len(got.errs) > 0 || len(got.jobs) != want {
			t.Errorf("seed %d: %d jobs of %d, %v", o.Seed, len(got.jobs), want, got.errs)
		}
		for id, j := range got.jobs {
			if j.Name.Empty() || j.Status.Empty() || j.Scenario == "" || j.Created.IsZero() && o.Fault == "" {
				t.Errorf("seed %d: %s: %+v", o.Seed, id, j)
			}
			if !j.Parent.Empty() && got.jobs[j.Parent.Raw()].ID.Empty() {
				t.Errorf("seed %d: %s has no parent", o.Seed, id)
			}
		}
	}
}

func TestAScenarioThatFailsIsNamedAndTheRestGoOn(t *testing.T) {
	broken := func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Query().Get("job_type") == "migration" {
			answer(500, `{"error_code":"DRS.M00004","error_msg":"fault"}`)(w, r)
			return
		}
		only("sync", fixed(mine))(w, r)
	}
	b := over(t, service{"/v5/p1/jobs": broken, "/v3/p1/jobs": only("sync", fixed(theirs))})
	failed := 0
	for page, err := range b.Jobs(t.Context()) {
		if err == nil {
			continue
		}
		failed++
		if page.Scenario != model.Migration || page.Generation != "v5" || page.Jobs != nil {
			t.Errorf("%+v", page)
		}
	}
	if failed != 1 {
		t.Errorf("%d failed", failed)
	}
}

func TestAGenerationThatIsNotOfferedIsDropped(t *testing.T) {
	var asked atomic.Int32
	s := service{"/v3/p1/jobs": only("sync", fixed(theirs))}
	b := over(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/v5") {
			asked.Add(1)
		}
		s.ServeHTTP(w, r)
	}))
	for range 3 {
		if got := list(t.Context(), b); len(got.errs) > 0 || len(got.jobs) != 2 {
			t.Errorf("%d jobs, %v", len(got.jobs), got.errs)
		}
	}
	if n := asked.Load(); n != 3 {
		t.Errorf("v5 was asked %d times", n)
	}
}

func TestNoGenerationAtAllIsAnError(t *testing.T) {
	b := over(t, service{})
	for range 2 {
		got := list(t.Context(), b)
		if len(got.errs) != 3 || len(got.pages) != 0 {
			t.Errorf("%d errors, %d pages", len(got.errs), len(got.pages))
		}
		for _, err := range got.errs {
			if k, _ := rest.KindOf(err); k != rest.NotThere {
				t.Errorf("%v", err)
			}
		}
	}
}

// numbered is a list of n jobs, at most most a page.
func numbered(n, most, offset, limit int) string {
	var rows []string
	for i := offset; i < min(offset+min(limit, most), n); i++ {
		rows = append(rows, fmt.Sprintf(`{"id":"j%d","name":"n"}`, i))
	}
	return fmt.Sprintf(`{"total_count":%d,"jobs":[%s]}`, n, strings.Join(rows, ","))
}

func TestStepIsWhatPageOneBrought(t *testing.T) {
	b := over(t, service{"/v5/p1/jobs": only("sync", func(offset, limit int) string { return numbered(95, 7, offset, limit) })})
	got := list(t.Context(), b)
	if len(got.jobs) != 95 || len(got.pages) < 14 || got.pages[0].Pages < 1 {
		t.Errorf("%d jobs in %d pages, %v", len(got.jobs), len(got.pages), got.errs)
	}
}

func TestPageSizeFallsBack(t *testing.T) {
	var refused atomic.Int32
	b := over(t, service{"/v5/p1/jobs": func(w http.ResponseWriter, r *http.Request) {
		if number(r.URL.Query().Get("limit")) > 10 {
			refused.Add(1)
			answer(400, `{"error_code":"DRS.M00211","error_msg":"page value too large"}`)(w, r)
			return
		}
		only("sync", func(offset, limit int) string { return numbered(35, 10, offset, limit) })(w, r)
	}})
	for range 2 {
		if got := list(t.Context(), b); len(got.jobs) != 35 || len(got.errs) > 0 {
			t.Errorf("%d jobs, %v", len(got.jobs), got.errs)
		}
	}
	if n := refused.Load(); n > 6 {
		t.Errorf("%d pages were refused: the size that works is not remembered", n)
	}
}

// TestEndlessPaging: a service that lies about its total, or repeats itself,
// does not keep drover asking.
func TestEndlessPaging(t *testing.T) {
	for name, f := range map[string]func(offset, limit int) string{
		"the same page for ever":    func(int, int) string { return `{"total_count":2000000000,"jobs":[{"id":"a"}]}` },
		"no total, the same page":   func(int, int) string { return `{"jobs":[{"id":"a"}]}` },
		"nothing after the first":   func(o, l int) string { return strings.Replace(numbered(10, 10, o, l), ":10,", ":99999,", 1) },
		"rows without ids":          func(int, int) string { return `{"total_count":500000,"jobs":[{"name":"x"}]}` },
		"a total that is too small": func(o, l int) string { return strings.Replace(numbered(40, 10, o, l), ":40,", ":3,", 1) },
	} {
		t.Run(name, func(t *testing.T) {
			var asked atomic.Int32
			inner := only("sync", f)
			b := over(t, service{"/v5/p1/jobs": func(w http.ResponseWriter, r *http.Request) { asked.Add(1); inner(w, r) }})
			got := list(t.Context(), b)
			if len(got.errs) > 0 || asked.Load() > 30 {
				t.Errorf("%d requests, %v", asked.Load(), got.errs)
			}
			if name == "a total that is too small" && len(got.jobs) != 40 {
				t.Errorf("%d jobs", len(got.jobs))
			}
		})
	}
}

func TestTotalThatGrowsMeanwhile(t *testing.T) {
	var asked atomic.Int32
	b := over(t, service{"/v5/p1/jobs": only("sync", func(offset, limit int) string {
		n := 20
		if asked.Add(1) > 1 {
			n = 35
		}
		return numbered(n, 10, offset, limit)
	})})
	if got := list(t.Context(), b); len(got.jobs) != 35 {
		t.Errorf("%d jobs", len(got.jobs))
	}
}

func TestTotalThatIsToldOnce(t *testing.T) {
	b := over(t, service{"/v5/p1/jobs": only("sync", func(offset, limit int) string {
		page := numbered(60, 10, offset, limit)
		if offset > 0 {
			page = strings.Replace(page, `"total_count":60,`, "", 1)
		}
		return page
	})})
	got := list(t.Context(), b)
	if len(got.jobs) != 60 {
		t.Errorf("%d jobs", len(got.jobs))
	}
	for _, p := range got.pages {
		if p.Scenario == model.Sync && p.Pages != 6 {
			t.Errorf("page %d of %d", p.Page, p.Pages)
		}
	}
}

func TestConsumerMayStopEarly(t *testing.T) {
	var asked atomic.Int32
	b := over(t, service{"/v5/p1/jobs": only("sync", func(offset, limit int) string {
		asked.Add(1)
		return numbered(5000, 10, offset, limit)
	})})
	for _, err := range b.Jobs(t.Context()) {
		if err != nil {
			t.Error(err)
		}
		break
	}
	n := asked.Load()
	if n > 20 {
		t.Errorf("%d pages were asked for", n)
	}
	if again := list(t.Context(), b); len(again.jobs) != 5000 {
		t.Errorf("%d jobs afterwards", len(again.jobs))
	}
}

// TestStoppingDoesNotWait: what is still being read is given up.
func TestStoppingDoesNotWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := over(t, service{
			"/v5/p1/jobs": only("sync", fixed(mine)),
			"/v3/p1/jobs": func(_ http.ResponseWriter, r *http.Request) {
				_, _ = io.Copy(io.Discard, r.Body)
				<-r.Context().Done()
			},
		})
		begun := time.Now()
		for _, err := range b.Jobs(t.Context()) {
			if err != nil {
				t.Error(err)
			}
			break
		}
		if waited := time.Since(begun); waited != 0 {
			t.Errorf("waited %v", waited)
		}
	})
}

func TestListEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	b := over(t, service{"/v5/p1/jobs": only("sync", func(offset, limit int) string { return numbered(5000, 10, offset, limit) })})
	var last error
	for _, err := range b.Jobs(ctx) {
		cancel()
		if err != nil {
			last = err
		}
	}
	if !errors.Is(last, context.Canceled) {
		t.Errorf("an unfinished list ended with %v", last)
	}
}

// TestStatusWhileListing: a consumer that asks for more inside the loop is
// not stuck behind the pages that wait for it.
func TestStatusWhileListing(t *testing.T) {
	b := over(t, service{
		"/v5/p1/jobs":  only("sync", func(offset, limit int) string { return numbered(2000, 10, offset, limit) }),
		"batch-status": answer(200, `{"results":[{"id":"j0","status":"PAUSING"}]}`),
	})
	for _, err := range b.Jobs(t.Context()) {
		if _, serr := b.Status(t.Context(), ids("j0")); err != nil || serr != nil {
			t.Fatal(err, serr)
		}
	}
}

// hundred is 10 000 jobs in 100 pages of the simulator's own rows.
func hundred(b *testing.B, latency time.Duration) (http.Handler, int) {
	b.Helper()
	n := 10000
	if os.Getenv("DROVER_SOAK") == "1" {
		n = 100000
	}
	s, err := sim.New(sim.Options{Jobs: n, MaxPage: 100, Latency: latency})
	if err != nil {
		b.Fatal(err)
	}
	return s.Handler(), n
}

// BenchmarkList reads a long list over a link of 30 ms, and the same pages
// one after the other for comparison (speed.md 2: at most a quarter).
func BenchmarkList(b *testing.B) {
	const latency = 30 * time.Millisecond
	h, n := hundred(b, latency)
	var requests atomic.Int32
	backend := over(b, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { requests.Add(1); h.ServeHTTP(w, r) }))
	for b.Loop() {
		requests.Store(0)
		if got := count(b.Context(), backend); got != n {
			b.Fatalf("%d jobs of %d", got, n)
		}
	}
	sequential := time.Duration(requests.Load()) * latency
	b.ReportMetric(b.Elapsed().Seconds()/float64(b.N)/sequential.Seconds(), "of-sequential")
	b.ReportMetric(float64(requests.Load()), "requests")
}

// BenchmarkDecode is the same without the link.
func BenchmarkDecode(b *testing.B) {
	h, n := hundred(b, 0)
	backend := over(b, h)
	b.ReportAllocs()
	for b.Loop() {
		if got := count(b.Context(), backend); got != n {
			b.Fatalf("%d jobs of %d", got, n)
		}
	}
}

func count(ctx context.Context, b *drs.Backend) int {
	seen := map[model.JobID]bool{}
	for page, err := range b.Jobs(ctx) {
		if err != nil {
			return -1
		}
		for _, j := range page.Jobs {
			seen[j.ID] = true
		}
	}
	return len(seen)
}
