package client_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"drover/client/rest"
	"drover/model"
)

// Names from a service are shown without what a terminal would obey, and go back as they
// came.
func TestEveryHouseShowsHostileNames(t *testing.T) {
	hostile := map[string]int{}
	everyHouse(t, func(w *tenant) {
		for id, job := range w.jobs() {
			if strings.IndexFunc(job.Name.Raw(), obeyed) >= 0 {
				hostile[w.house.name]++
				if got := []string{w.sim.ID(job.Name.Raw()), w.sim.TransferID(job.Name.Raw())}; !slices.Contains(got, id.Raw()) {
					w.Errorf("the service knows nothing by the name %q", job.Name.Raw())
				}
			}
			d, err := w.client.Job(w.Context(), id)
			if err != nil {
				w.Fatal(err)
			}
			shown := []string{job.Name.String(), d.Job.Name.String(), d.Job.Description.String()}
			for _, e := range slices.Concat(d.From, d.To) {
				shown = append(shown, fmt.Sprintf("%v", e))
			}
			for _, g := range d.Groups {
				shown = append(shown, fmt.Sprintf("%v", g))
			}
			for _, s := range shown {
				if strings.IndexFunc(s, obeyed) >= 0 {
					w.Errorf("%v: %q is shown", id, s)
				}
			}
		}
	})
	for _, h := range houses() {
		if hostile[h.name] == 0 {
			t.Errorf("%s has no job of a hostile name", h.name)
		}
	}
}

// obeyed reports what a terminal obeys, or turns around.
func obeyed(r rune) bool {
	return r < 0x20 || r >= 0x7f && r < 0xa0 || r >= 0x200b && r <= 0x200f || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069
}

// What came of a job is there as it came, but for what is a secret: nothing of it is left
// out, turned or rounded.
func TestEveryHouseKeepsWhatCame(t *testing.T) {
	everyHouse(t, func(w *tenant) {
		held := 0
		for _, id := range sortedIDs(w.jobs())[:20] {
			before := 0 // those of one instant stand by their address, not in turn
			for _, x := range w.client.Exchanges() {
				before = max(before, x.Number)
			}
			d, err := w.client.Job(w.Context(), id)
			if err != nil {
				w.Fatal(err)
			}
			came := slices.DeleteFunc(w.client.Exchanges(), func(x rest.Exchange) bool { return x.Number <= before })
			if slices.ContainsFunc(came, func(x rest.Exchange) bool { return x.Answer().Kept < x.Answer().Size }) {
				continue // what came is not at hand any more
			}
			held++
			for _, raw := range d.Raw {
				if !slices.ContainsFunc(came, func(x rest.Exchange) bool { return holdsJSON(x.Answer().Body, raw.JSON) }) {
					w.Errorf("%v: %s, %d bytes, came from nowhere: %.200s", id, raw.Title, len(raw.JSON), raw.JSON)
				}
			}
		}
		if held < 5 {
			w.Errorf("only %d jobs were held against what came", held)
		}
	})
}

// holdsJSON reports whether an answer is that, or has it as one of its members.
func holdsJSON(answer, part []byte) bool {
	want := numbered(part)
	var within func(v any) bool
	within = func(v any) bool {
		if reflect.DeepEqual(v, want) {
			return true
		}
		switch v := v.(type) {
		case map[string]any:
			for _, below := range v {
				if within(below) {
					return true
				}
			}
		case []any:
			return slices.ContainsFunc(v, within)
		}
		return false
	}
	return want != nil && within(numbered(answer))
}

// numbered is JSON with its numbers as they are spelt.
func numbered(b []byte) any {
	var v any
	d := json.NewDecoder(bytes.NewReader(b))
	d.UseNumber()
	if d.Decode(&v) != nil {
		return nil
	}
	return v
}

// A service that says the same page again and again, and that more is to come, is not
// asked for ever; and no job stands twice on the list.
func TestEveryHouseEndsAListThatGoesOn(t *testing.T) {
	total, number := regexp.MustCompile(`("(?:total_count|total_record|count)": ?)\d+`), regexp.MustCompile(`\d+`)
	for _, h := range houses() {
		t.Run(h.name, func(t *testing.T) {
			var mu sync.Mutex
			pages, first := 0, map[string][]byte{}
			again := func(service http.Handler) http.Handler {
				return http.HandlerFunc(func(rw http.ResponseWriter, q *http.Request) {
					asked, _ := io.ReadAll(q.Body)
					q.Body = io.NopCloser(bytes.NewReader(asked))
					list := number.ReplaceAllString(q.URL.RequestURI()+string(asked), "") // whichever page of it
					held := httptest.NewRecorder()
					service.ServeHTTP(held, q)
					body := held.Body.Bytes()
					if total.Match(body) && strings.HasSuffix(q.URL.Path, "/jobs") {
						mu.Lock()
						if pages++; first[list] == nil {
							one := total.ReplaceAll(body, []byte("${1}999999"))
							first[list] = bytes.ReplaceAll(one, []byte(`"has_more":false`), []byte(`"has_more":true`))
						}
						body = first[list]
						mu.Unlock()
					}
					for name, values := range held.Header() {
						if name != "Content-Length" {
							rw.Header()[name] = values
						}
					}
					rw.WriteHeader(held.Code)
					_, _ = rw.Write(body)
				})
			}
			inHouseBehind(t, h, again, func(w *tenant) {
				seen := map[model.JobID]int{}
				for page, err := range w.client.Jobs(w.Context()) {
					for _, job := range page.Jobs {
						if err == nil {
							seen[job.ID]++
						}
					}
				}
				if len(seen) == 0 || pages == 0 || pages > 60 {
					w.Errorf("%d jobs on %d pages", len(seen), pages)
				}
			})
		})
	}
}

// A reading that fails in passing is made again; one that fails for good says so, and
// gives no rows that nobody sent.
func TestEveryHouseReadsThroughTrouble(t *testing.T) {
	for fault, passes := range map[string]bool{
		"": true, "429:1s": true, "reset-before": true, "reset-after": true, "503": true, "502": true, "504": true, "slow:2s": true,
		"400": false, "403": false, "401": false, "html": false, "empty": false, "huge": false, "deep": false, "garbage": false, "redirect": false,
	} {
		t.Run("fault "+fault, func(t *testing.T) {
			everyHouse(t, func(w *tenant) {
				want := w.jobs()
				met := 0
				w.sim.Script(func(op string, n int) string {
					if op != w.house.list {
						return ""
					}
					if met++; met == 1 {
						return fault
					}
					return ""
				})
				got, failed := map[model.JobID]model.Job{}, 0
				for page, err := range w.client.Jobs(w.Context()) {
					if err != nil {
						failed++
					}
					for _, job := range page.Jobs {
						got[job.ID] = job
					}
				}
				if passes != (failed == 0) || passes && len(got) != len(want) {
					w.Errorf("%d of %d jobs, %d failed pages", len(got), len(want), failed)
				}
				for id := range got {
					if _, real := want[id]; !real {
						w.Errorf("%v is on no list", id)
					}
				}
			})
		})
	}
}
