package drs_test

import (
	"context"
	"errors"
	"net/http"
	"reflect"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"drover/client/drs"
	"drover/client/rest"
	"drover/client/sim"
	"drover/model"
)

// reads are the six reads of one job, by operation.
func reads(b *drs.Backend, id model.JobID, page model.Page) map[string]func(context.Context) error {
	return map[string]func(context.Context) error{
		"ShowMonitorData": func(ctx context.Context) error { _, err := b.Monitor(ctx, id); return err },
		"ShowProgressData": func(ctx context.Context) error {
			_, err := b.ObjectProgress(ctx, id, model.ObjectAsk{Kind: "view", Search: "a b&c=%", Page: page})
			return err
		},
		"ShowDirtyData": func(ctx context.Context) error { _, err := b.DirtyRows(ctx, id, page); return err },
		"ListJobDdls":   func(ctx context.Context) error { _, err := b.DDLs(ctx, id, page); return err },
		"ShowJobDetail": func(ctx context.Context) error { _, err := b.Log(ctx, id, page, "Warn"); return err },
		"ShowTimeline":  func(ctx context.Context) error { _, err := b.Timeline(ctx, id, page); return err },
	}
}

// TestPagesAreAskedWithinTheContract: whatever page a screen wants, the
// request keeps the contract, which held checks.
func TestPagesAreAskedWithinTheContract(t *testing.T) {
	var got atomic.Pointer[http.Request]
	b := over(t, held(t, false, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		got.Store(r.Clone(context.Background()))
		answer(200, `{}`)(w, r)
	})))
	for _, c := range []struct {
		page          model.Page
		offset, limit string
	}{
		{model.Page{}, "0", "1"},
		{model.Page{Offset: -3, Limit: -1}, "0", "1"},
		{model.Page{Offset: 40, Limit: 25}, "40", "25"},
		{model.Page{Limit: 1 << 40}, "0", "1000"},
	} {
		for op, read := range reads(b, model.NewJobID("a"), c.page) {
			if err := read(t.Context()); err != nil {
				t.Errorf("%s: %v", op, err)
			}
			q := got.Load().URL.Query()
			if op != "ShowMonitorData" && (q.Get("offset") != c.offset || q.Get("limit") != c.limit) {
				t.Errorf("%s: asked for %v", op, q)
			}
			if op == "ShowProgressData" && q.Get("search_name") != "a b&c=%" || op == "ShowJobDetail" && q.Get("log_level") != "Warn" {
				t.Errorf("%s: asked for %v", op, q)
			}
		}
	}
}

// TestSenselessQuestionsAreNotSent: a kind, level or id that the contract does
// not know goes nowhere.
func TestSenselessQuestionsAreNotSent(t *testing.T) {
	b := over(t, http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { t.Errorf("sent: %s", r.URL) }))
	a := model.NewJobID("a")
	for _, kind := range []model.ObjectKind{"", "tables", "../x", "TABLE"} {
		if _, err := b.ObjectProgress(t.Context(), a, model.ObjectAsk{Kind: kind}); err == nil {
			t.Errorf("kind %q", kind)
		}
	}
	for _, level := range []string{"error", "Debug", "Info,Warn"} {
		if _, err := b.Log(t.Context(), a, model.Page{}, level); err == nil {
			t.Errorf("level %q", level)
		}
	}
	for _, id := range []string{"", "..", "."} {
		for op, read := range reads(b, model.NewJobID(id), model.Page{}) {
			var e *rest.Error
			if err := read(t.Context()); !errors.As(err, &e) || e.Op != op {
				t.Errorf("%s of %q: %v", op, id, err)
			}
		}
	}
}

// TestWhatV5DoesNotServe: the service's own word comes back, and a v5 that is
// known to be missing is not asked.
func TestWhatV5DoesNotServe(t *testing.T) {
	b, s := simulated(t, sim.Options{})
	for op, read := range reads(b, model.NewJobID(s.ID("ledger-pg-01")), model.Page{Limit: 5}) {
		var e *rest.Error
		if err := read(t.Context()); !errors.As(err, &e) || e.Kind != rest.Refused || e.Code.Raw() != "DRS.10000001" || e.Op != op {
			t.Errorf("%s: %v", op, err)
		}
	}
	for op, read := range reads(b, model.NewJobID("nobody"), model.Page{Limit: 5}) {
		if k, _ := rest.KindOf(read(t.Context())); k != rest.Gone {
			t.Errorf("%s: kind %d", op, k)
		}
	}
	for op, read := range reads(over(t, service{}), model.NewJobID("a"), model.Page{Limit: 5}) {
		if k, _ := rest.KindOf(read(t.Context())); k != rest.NotThere {
			t.Errorf("%s: kind %d", op, k)
		}
	}
	var asked atomic.Int32
	onlyV3 := over(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/v5/") {
			asked.Add(1)
			answer(404, noAPI)(w, r)
			return
		}
		answer(200, `{"total_record":0,"jobs":[]}`)(w, r)
	}))
	list(t.Context(), onlyV3)
	before := asked.Load()
	for op, read := range reads(onlyV3, model.NewJobID("a"), model.Page{Limit: 5}) {
		err := read(t.Context())
		if k, _ := rest.KindOf(err); k != rest.NotThere || !strings.Contains(err.Error(), op) || !strings.Contains(err.Error(), "does not offer") {
			t.Errorf("%s: %v", op, err)
		}
	}
	if asked.Load() != before {
		t.Errorf("asked %d times in vain", asked.Load()-before)
	}
}

// TestRunsOfTheSimulator reads all that every job tells, over strict and over
// loose answers, which say the same; both generations of the service's word
// agree.
func TestRunsOfTheSimulator(t *testing.T) {
	strictly := map[string][]any{}
	for _, o := range []sim.Options{{Tables: 60, Freeze: true}, {Tables: 60, Freeze: true, Fault: "loose"}} {
		b, s := simulated(t, o)
		told, dirty, skipped, hostile := 0, 0, 0, 0
		for _, j := range list(t.Context(), b).jobs {
			m, err := b.Monitor(t.Context(), j.ID)
			if k, _ := rest.KindOf(err); err != nil && k == rest.Refused {
				continue // v3 alone serves it
			}
			if err != nil {
				t.Errorf("%s: %v", j.Name, err)
				continue
			}
			samples, err := b.Progress(t.Context(), []model.JobID{j.ID})
			if err != nil {
				t.Fatal(err)
			}
			if lag, ok := m.Lag(); ok != (samples[j.ID].Lag >= 0) || ok && lag != samples[j.ID].Lag.Truncate(time.Second) {
				t.Errorf("%s: a lag of %v, by its components %v", j.Name, samples[j.ID].Lag, lag)
			} else if ok {
				told++
			}
			rows, err := b.DirtyRows(t.Context(), j.ID, model.Page{Limit: 1000})
			dirty += len(rows.Rows)
			ddls, err2 := b.DDLs(t.Context(), j.ID, model.Page{Limit: 1000})
			for _, d := range ddls.Rows {
				if d.Applied == model.No && j.Status.Raw() == "INCRE_TRANSFER_FAILED" {
					skipped++
				}
				if d.SQL.Raw() != d.SQL.String() {
					hostile++
				}
			}
			lines, err3 := b.Log(t.Context(), j.ID, model.Page{Limit: 1000}, "")
			events, err4 := b.Timeline(t.Context(), j.ID, model.Page{Limit: 1000})
			if err := errors.Join(err, err2, err3, err4); err != nil {
				t.Errorf("%s: %v", j.Name, err)
			}
			m.At = time.Time{}
			told5 := []any{m, rows, ddls, lines, events}
			if strict, there := strictly[j.ID.Raw()]; there && !reflect.DeepEqual(strict, told5) {
				t.Errorf("%s: strictly %+v\nloosely %+v", j.Name, strict, told5)
			}
			strictly[j.ID.Raw()] = told5
			if len(events.Rows) == 0 || len(lines.Rows) < len(events.Rows) || lines.Rows[0].At.IsZero() || events.Rows[0].At.IsZero() {
				t.Errorf("%s: %d lines, %d events", j.Name, len(lines.Rows), len(events.Rows))
			}
			if created := events.Rows[len(events.Rows)-1].At; !created.Equal(j.Created) {
				t.Errorf("%s: made %v, in its history %v", j.Name, j.Created, created)
			}
		}
		if told < 3 || dirty < 3 || skipped == 0 || hostile == 0 {
			t.Errorf("fault %q: %d lags, %d refused rows, %d skipped changes, %d hostile texts", o.Fault, told, dirty, skipped, hostile)
		}
		walkObjects(t, b, model.NewJobID(s.ID("orders-prod-sync-02")), 60)
	}
}

// walkObjects reads the tables of a job page by page.
func walkObjects(t *testing.T, b *drs.Backend, id model.JobID, want int) {
	t.Helper()
	seen := map[string]bool{}
	for offset := 0; ; {
		got, err := b.ObjectProgress(t.Context(), id, model.ObjectAsk{Kind: "table", Page: model.Page{Offset: offset, Limit: 7}})
		if err != nil || got.Total != want {
			t.Fatalf("%+v %v", got, err)
		}
		for _, o := range got.Rows {
			seen[o.FromDB.Raw()+"."+o.FromTable.Raw()] = true
		}
		if offset += len(got.Rows); offset >= got.Total || len(got.Rows) == 0 {
			break
		}
	}
	if len(seen) != want {
		t.Errorf("%d tables on pages, want %d", len(seen), want)
	}
}

// TestRunReadsAreRepeated: what passes is tried again, for each of them.
func TestRunReadsAreRepeated(t *testing.T) {
	var asked sync.WaitGroup
	defer asked.Wait()
	for _, fault := range []string{"cut", "503", "reset-after"} {
		s, err := sim.New(sim.Options{Freeze: true})
		if err != nil {
			t.Fatal(err)
		}
		s.Script(func(_ string, n int) string {
			if n == 1 {
				return fault
			}
			return ""
		})
		for op, read := range reads(over(t, s.Handler()), model.NewJobID(s.ID("orders-prod-sync-02")), model.Page{Limit: 5}) {
			asked.Go(func() { // side by side: each waits before it tries again
				if err := read(t.Context()); err != nil {
					t.Errorf("%s after %s: %v", op, fault, err)
				}
			})
		}
	}
}
