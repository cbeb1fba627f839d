package sim_test

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"drover/client/sim"
)

// widest tells how much of an answer was ever in one piece.
type widest struct {
	*httptest.ResponseRecorder
	size, most int
}

func (w *widest) Write(b []byte) (int, error) {
	w.size += len(b)
	w.most = max(w.most, len(b))
	return len(b), nil
}

func TestALargeSourceIsNeverInOnePiece(t *testing.T) {
	const tables = 100_000
	s := unchecked(t, sim.Options{Freeze: true, Tables: tables})
	id := s.ID("wave2-shop-01")
	query := s.collect(id, `{"type":"source"}`)
	for range 10 {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/v5/p1/jobs/"+id+"/db-objects/collection-status?query_id="+query, nil)
		r.Header.Set("X-Auth-Token", "sim-token")
		w := &widest{ResponseRecorder: httptest.NewRecorder()}
		s.Handler().ServeHTTP(w, r)
		switch {
		case w.size < 1000:
			continue
		case w.size < 40*tables || w.most > 128<<10:
			t.Errorf("%d bytes, %d of them at once", w.size, w.most)
		}
		return
	}
	t.Error("it is pending for ever")
}

// TestTroubleWithStreams: what is written while it goes out is cut, loosened and
// refused like everything else.
func TestTroubleWithStreams(t *testing.T) {
	const op = "@ShowDbObjectCollectionStatus"
	for _, c := range []struct {
		fault string
		want  func(g got) bool
	}{
		{"cut" + op, func(g got) bool { return g.err != nil && len(g.body) > 10_000 }},
		{"html" + op, func(g got) bool { return bytes.HasPrefix(g.body, []byte("<!DOCTYPE")) }},
		{"429:2s" + op, func(g got) bool { return g.status == 429 && g.header.Get("Retry-After") == "2" }},
		{"reset-after" + op, func(g got) bool { return g.err != nil }},
		{"slow:2ms" + op, func(g got) bool { return g.tree(t)["status"] == "success" }},
		{"fail:DRS.M00305" + op, func(g got) bool { return g.tree(t)["status"] == "failed" }},
		{"loose" + op, func(g got) bool {
			tree := g.tree(t)
			_, text := tree["max_table_num"].(string)
			return tree["status"] == " success" && text && tree["x_later"] != nil && len(names(tree, "object_info")) == 16
		}},
	} {
		s := unchecked(t, sim.Options{Freeze: true, Fault: c.fault})
		id := s.ID("wave2-shop-01")
		query := s.collect(id, `{"type":"source"}`)
		s.Script(nil)
		s.collected(id, query)
		s.collected(id, query)
		if g := s.collected(id, query); !c.want(g) {
			t.Errorf("%s: %d %v %.200s", c.fault, g.status, g.err, g.body)
		}
	}
}

// TestHugeBodiesComeByTokenAlone: the gateway takes 12 MB of what is signed.
func TestHugeBodiesComeByTokenAlone(t *testing.T) {
	s := unchecked(t, sim.Options{Now: newClock().read})
	id := s.ID("wave2-shop-01")
	body := []byte(`{"job":{"type":"db_object","params":{"db_object":{"object_scope":"all"` + strings.Repeat(" ", 13<<20) + `}}}}`)
	if g := s.send(http.MethodPut, "/v5/p1/jobs/"+id, string(body)); g.status != http.StatusOK {
		t.Errorf("by token: %d %.200s", g.status, g.body)
	}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPut, "http://sim/v5/p1/jobs/"+id, bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	sim.Sign(r, body, "sim-ak", "sim-sk", "", newClock().read().UTC().Format("20060102T150405Z"))
	s.token = ""
	if g := s.do(r); g.status != http.StatusRequestEntityTooLarge && g.err == nil {
		t.Errorf("signed: %d %.200s", g.status, g.body)
	}
}

func BenchmarkSource(b *testing.B) {
	s, err := sim.New(sim.Options{Freeze: true, Tables: 100_000})
	if err != nil {
		b.Fatal(err)
	}
	id := s.ID("wave2-shop-01")
	ask := func(method, path string, body io.Reader) *httptest.ResponseRecorder {
		r := httptest.NewRequestWithContext(b.Context(), method, path, body)
		r.Header.Set("X-Auth-Token", "sim-token")
		r.Header.Set("Content-Type", "application/json")
		w := httptest.NewRecorder()
		s.Handler().ServeHTTP(w, r)
		return w
	}
	answer := ask(http.MethodPost, "/v5.1/p1/jobs/"+id+"/db-objects/collect", strings.NewReader(`{"type":"source"}`))
	query := got{body: answer.Body.Bytes()}
	_, rest, _ := strings.Cut(string(query.body), `"id":"`)
	handle, _, _ := strings.Cut(rest, `"`)
	path := "/v5/p1/jobs/" + id + "/db-objects/collection-status?query_id=" + handle
	for range 5 {
		ask(http.MethodGet, path, nil)
	}
	for b.Loop() {
		b.SetBytes(int64(ask(http.MethodGet, path, nil).Body.Len()))
	}
}
