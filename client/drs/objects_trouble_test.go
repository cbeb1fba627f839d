package drs_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"drover/client/dbobject"
	"drover/client/drs"
	"drover/client/sim"
	"drover/model"
	"drover/model/objects"
)

// TestACollectionThroughTrouble: what passes is waited for, and an answer that was cut
// is read again as a whole.
func TestACollectionThroughTrouble(t *testing.T) {
	large := largeAnswer(2000)
	cut := func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", fmt.Sprint(len(large)))
		_, _ = w.Write(large[:len(large)-len(large)/3])
	}
	busy := func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "2")
		w.WriteHeader(429)
	}
	h := service{
		"/v5.1/p1/jobs/" + objectsJob + "/db-objects/collect": inTurn(busy, answer(202, `{"id":"q1","status":"pending"}`)),
		"/collection-status": inTurn(answer(200, `{"status":"pending"}`), busy, answer(503, ""), answer(200, `{"status":"pending"}`), cut, answer(200, string(large))),
	}
	quickly(t, h, func(t *testing.T, b *drs.Backend) {
		got, err := b.Objects(t.Context(), jobOfObjects("CONFIGURATION"), objects.Ask{}, nil)
		if err != nil || got.Listing.Tree.LeafCount() != 2000 {
			t.Errorf("%v", err)
		}
	})
}

// TestACollectionIsCancelled: between two looks and in the middle of an answer, and
// nothing of it is left.
func TestACollectionIsCancelled(t *testing.T) {
	large := largeAnswer(2000)
	hang := func(w http.ResponseWriter, r *http.Request) {
		_, _ = w.Write(large[:100_000])
		_ = http.NewResponseController(w).Flush()
		<-r.Context().Done()
	}
	for name, status := range map[string]http.HandlerFunc{"while waiting": answer(200, `{"status":"pending"}`), "while reading": hang} {
		t.Run(name, func(t *testing.T) {
			h := service{"/v5.1/p1/jobs/" + objectsJob + "/db-objects/collect": answer(202, `{"id":"q1","status":"pending"}`), "/collection-status": status}
			quickly(t, h, func(t *testing.T, b *drs.Backend) {
				ctx, cancel := context.WithCancel(t.Context())
				go func() { time.Sleep(3 * time.Second); cancel() }()
				begun := time.Now()
				_, err := b.Objects(ctx, jobOfObjects("CONFIGURATION"), objects.Ask{}, nil)
				if !errors.Is(err, context.Canceled) || time.Since(begun) != 3*time.Second {
					t.Errorf("after %v: %v", time.Since(begun), err)
				}
				synctest.Wait()
			})
		})
	}
}

// TestACollectionThatNeverEnds is given up in words.
func TestACollectionThatNeverEnds(t *testing.T) {
	h := service{"/v5.1/p1/jobs/" + objectsJob + "/db-objects/collect": answer(202, `{"id":"q1","status":"pending"}`), "/collection-status": answer(200, `{"status":"pending"}`)}
	quickly(t, h, func(t *testing.T, b *drs.Backend) {
		polls := 0
		_, err := b.Objects(t.Context(), jobOfObjects("CONFIGURATION"), objects.Ask{}, func(p objects.Progress) { polls = p.Polls })
		if err == nil || !strings.Contains(err.Error(), "no result came in time") || polls > 400 {
			t.Errorf("%d polls: %v", polls, err)
		}
	})
}

// largeAnswer is a collection of n tables as the service sends it.
func largeAnswer(n int) []byte {
	var b strings.Builder
	b.WriteString(`{"id":"q1","status":"success","max_table_num":5000,"object_info":{`)
	for i := range n {
		switch {
		case i%1000 == 0 && i > 0:
			b.WriteString(`}},`)
			fallthrough
		case i == 0:
			fmt.Fprintf(&b, `"shop_%04d":{"name":"shop_%04d","total_table_num":1000,"tables":{`, i/1000, i/1000)
		default:
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `"orders_%06d":{"type":"table","name":"orders_%06d","is_synchronized":false}`, i, i)
	}
	b.WriteString(`}}}}`)
	return []byte(b.String())
}

// BenchmarkCollection reads a source of 100,000 tables from a service in memory.
func BenchmarkCollection(b *testing.B) {
	const n = 100_000
	large := largeAnswer(n)
	backend := over(b, service{
		"/v5.1/p1/jobs/" + objectsJob + "/db-objects/collect": answer(202, `{"id":"q1","status":"pending"}`),
		"/collection-status": func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(large) },
	})
	b.SetBytes(int64(len(large)))
	b.ReportAllocs()
	for b.Loop() {
		got, err := backend.Objects(b.Context(), jobOfObjects("CONFIGURATION"), objects.Ask{}, nil)
		if err != nil || got.Listing.Tree.LeafCount() != n {
			b.Fatalf("%v", err)
		}
	}
}

// BenchmarkSaving sends a document of 100,000 tables to a service in memory.
func BenchmarkSaving(b *testing.B) {
	want := manyTables(100_000)
	change := setObjects(want)
	change.Bytes = dbobject.Size(want)
	backend := over(b, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		answer(200, `{}`)(w, r)
	}))
	b.SetBytes(change.Bytes)
	b.ReportAllocs()
	for b.Loop() {
		if o := backend.Apply(b.Context(), []model.Change{change})[0]; o.Kind != model.Accepted {
			b.Fatalf("%+v", o)
		}
	}
}

// TestAMillionTables: a source of that size is read, the tables that end in _bak leave,
// and the job holds afterwards what was asked for.
func TestAMillionTables(t *testing.T) {
	if os.Getenv("DROVER_SOAK") == "" {
		t.Skip("takes half a minute")
	}
	s, err := sim.New(sim.Options{Tables: 1_000_000, Freeze: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	b := over(t, s.Handler())
	job := jobOf(t, b, s, "orders-prod-sync-02")
	source, held := read(t, b, job, objects.Source), read(t, b, job, objects.Held)
	state := objects.Open(source.Listing, held.Listing)
	tree, leave := state.Tree(), objects.NewSet(state.Tree())
	for n := objects.Node(tree.Boxes()); int(n) < tree.Len(); n++ { //nolint:gosec // fits
		if strings.HasSuffix(tree.Name(n), "_bak") && state.Extra(n).Empty() {
			leave.Put(n)
		}
	}
	want := state.Select(leave, false).Document(held.Listing.Scope)
	if o, st := save(t, b, job, held.Listing, want); o.Kind != model.Accepted || !o.Query.Empty() && st.State != objects.SavingDone {
		t.Fatalf("%+v %+v", o, st)
	}
	again := read(t, b, job, objects.Held)
	if again.Listing.Print() != want.Print() || tree.LeafCount() < 1_000_000 || leave.Leaves() < 1000 {
		t.Errorf("%d tables, %d of which leave, are not what was asked for", tree.LeafCount(), leave.Leaves())
	}
	t.Logf("%d objects, %d leave, %d bytes", tree.Len(), leave.Leaves(), dbobject.Size(want))
}
