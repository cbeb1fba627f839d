package drs_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"drover/client/drs"
	"drover/client/rest"
	"drover/model"
	"drover/model/objects"
)

// inTurn answers one request after the other, the last one for ever.
func inTurn(answers ...http.HandlerFunc) http.HandlerFunc {
	n := 0
	return func(w http.ResponseWriter, r *http.Request) {
		h := answers[min(n, len(answers)-1)]
		n++
		h(w, r)
	}
}

// quickly runs f with a backend on a service whose requests keep the contract, and
// with a clock of its own.
func quickly(t *testing.T, h http.Handler, f func(*testing.T, *drs.Backend)) {
	t.Helper()
	if _, err := checker(); err != nil { // not inside: it is shared
		t.Fatal(err)
	}
	synctest.Test(t, func(t *testing.T) { f(t, over(t, held(t, false, h))) })
}

const objectsJob = "61c2e3f4-0001-4b7a-9d1e-0123456789jb"

func jobOfObjects(status string) model.Job {
	j := model.Job{ID: model.NewJobID(objectsJob), Generation: "v5", Scenario: model.Sync, Status: model.NewText(status)}
	return j.WithStatus(j.Status)
}

const twoTables = `{"status":"success","max_table_num":5000,"object_info":{
	"shop":{"name":"shop","total_table_num":2,"tables":{"orders":{"type":"table","name":"orders"},"v_orders":{"type":"view","name":"v_orders"}}},
	"huge":{"name":"huge"}}}`

// names lists what a reading names, as paths.
func names(r objects.Reading) []string {
	var out []string
	for n := range r.Listing.Range(0, objects.Node(r.Listing.Tree.Len())) { //nolint:gosec // few
		out = append(out, r.Listing.Tree.Path(n).String())
	}
	slices.Sort(out)
	return out
}

func TestASourceIsCollected(t *testing.T) {
	var sent []string
	note := func(h http.HandlerFunc) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			body, _ := io.ReadAll(r.Body)
			sent = append(sent, r.Method+" "+r.URL.RequestURI()+" "+string(body))
			h(w, r)
		}
	}
	h := service{
		"/v5.1/p1/jobs/" + objectsJob + "/db-objects/collect": note(answer(202, `{"id":"q 1","status":" pending"}`)),
		"/collection-status": note(inTurn(answer(200, `{"status":" Pending "}`), answer(200, `{"status":"pending","id":"q 1"}`), answer(200, twoTables))),
	}
	quickly(t, h, func(t *testing.T, b *drs.Backend) {
		begun := time.Now()
		var told []objects.Progress
		got, err := b.Objects(t.Context(), jobOfObjects("CONFIGURATION"), objects.Ask{Refresh: true, Databases: []string{"shop", "huge"}}, func(p objects.Progress) { told = append(told, p) })
		if err != nil {
			t.Fatal(err)
		}
		if want := []string{"huge", "shop", "shop.orders", "shop.v_orders"}; !slices.Equal(names(got), want) || !got.Fresh || got.Listing.MaxTables != 5000 {
			t.Errorf("%v %+v", names(got), got)
		}
		if want := []string{"huge"}; !slices.Equal(got.Unlisted(), want) {
			t.Errorf("not listed: %v", got.Unlisted())
		}
		if waited := time.Since(begun); waited != 450*time.Millisecond || got.Age(time.Now()) != 0 || got.Age(time.Now().Add(time.Minute)) != time.Minute {
			t.Errorf("after %v, age %v", waited, got.Age(time.Now()))
		}
		if n := len(told); n < 3 || told[n-1].Polls != 3 || told[n-1].Waiting != 450*time.Millisecond {
			t.Errorf("told %+v", told)
		}
	})
	want := []string{
		"POST /v5.1/p1/jobs/" + objectsJob + `/db-objects/collect {"type":"source","is_refresh":"true","db_names":["shop","huge"]}`,
		"GET /v5/p1/jobs/" + objectsJob + "/db-objects/collection-status?query_id=q+1 ",
	}
	if len(sent) != 4 || !slices.Equal(sent[:2], want) {
		t.Errorf("sent %q", sent)
	}
}

// TestV5StandsInForV51: where v5.1 is missing v5 is asked, which takes a question in
// its query; v5.1 is not asked again.
func TestV5StandsInForV51(t *testing.T) {
	var sent []string
	note := func(h http.HandlerFunc) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			sent = append(sent, r.Method+" "+r.URL.RequestURI())
			h(w, r)
		}
	}
	older := answer(404, `{"error_code":"APIGW.0101","error_msg":"The API does not exist"}`)
	h := service{
		"/v5.1/p1/jobs/" + objectsJob + "/db-objects/collect": note(older),
		"/v5.1/p1/jobs/" + objectsJob + "/db-object":          note(older),
		"/v5/p1/jobs/" + objectsJob + "/db-objects/collect":   note(answer(202, `{"id":"q1","status":"pending"}`)),
		"/v5/p1/jobs/" + objectsJob + "/db-objects":           note(answer(200, twoTables)),
		"/collection-status":                                  answer(200, twoTables),
	}
	quickly(t, h, func(t *testing.T, b *drs.Backend) {
		for _, which := range []objects.Which{objects.Source, objects.Held, objects.Synchronized} {
			got, err := b.Objects(t.Context(), jobOfObjects("INCRE_TRANSFER_STARTED"), objects.Ask{Which: which, Databases: []string{"a", "b"}}, nil)
			if err != nil || got.Listing.Tree.Len() != 4 {
				t.Errorf("%v: %v", which, err)
			}
		}
	})
	base := "/p1/jobs/" + objectsJob + "/db-objects"
	want := []string{
		"POST /v5.1" + base + "/collect", "POST /v5" + base + "/collect?db_names=a&db_names=b&is_refresh=false&type=source",
		"GET /v5" + base + "?limit=1000&offset=0&type=modified", "POST /v5" + base + "/collect?db_names=a&db_names=b&is_refresh=false&type=synchronized",
	}
	if !slices.Equal(sent, want) {
		t.Errorf("sent %q", sent)
	}
}

// TestHeldPagesAreJoined: a service that pages gives all of it, one that does not is
// not asked for ever.
func TestHeldPagesAreJoined(t *testing.T) {
	page := func(from, to int) string {
		tables := map[string]any{}
		for i := from; i < to; i++ {
			tables[fmt.Sprintf("t%05d", i)] = map[string]any{"name": fmt.Sprintf("t%05d", i)}
		}
		b, _ := json.Marshal(map[string]any{"object_scope": "table", "object_info": map[string]any{"shop": map[string]any{"name": "shop", "all": false, "tables": tables}}})
		return string(b)
	}
	for name, pages := range map[string]http.HandlerFunc{
		"pages":   inTurn(answer(200, page(0, 1500)), answer(200, page(1500, 2400)), answer(200, `{}`)),
		"one":     answer(200, page(0, 2400)),
		"overlap": inTurn(answer(200, page(0, 1500)), answer(200, page(1000, 2400)), answer(200, `{"object_info":null}`)),
	} {
		t.Run(name, func(t *testing.T) {
			quickly(t, service{"/v5/p1/jobs/" + objectsJob + "/db-objects": pages}, func(t *testing.T, b *drs.Backend) {
				got, err := b.Objects(t.Context(), jobOfObjects("CONFIGURATION"), objects.Ask{Which: objects.Held}, nil)
				if err != nil || got.Listing.Tree.LeafCount() != 2400 || got.Listing.Scope != objects.ScopeTable || got.Listing.Box(0).All != model.No {
					t.Errorf("%v %+v", err, got.Listing)
				}
			})
		})
	}
}

func TestWhatAJobHolds(t *testing.T) {
	h := service{
		"/v5.1/p1/jobs/" + objectsJob + "/db-object": inTurn(
			answer(200, `{"object_scope":"all","object_info":null,"status":"SUCCESS "}`),
			answer(200, `{"status":"pending","id":"q1"}`),
			answer(200, `{"request_id":"r1","error_code":"","object_scope":"all","x_mode":2,"total_count":7}`),
			answer(200, `{"status":"pending"}`)),
		"/collection-status": inTurn(answer(200, `{"status":"pending"}`), answer(200, `{"status":"success","object_scope":"table","object_info":{"shop":{"name":"s2"}}}`)),
	}
	quickly(t, h, func(t *testing.T, b *drs.Backend) {
		ask := func() (objects.Reading, error) {
			return b.Objects(t.Context(), jobOfObjects("CONFIGURATION"), objects.Ask{Which: objects.Held}, nil)
		}
		if got, err := ask(); err != nil || got.Listing.Scope != objects.ScopeAll || !got.Listing.Empty() {
			t.Errorf("%v %+v", err, got)
		}
		if got, err := ask(); err != nil || got.Listing.Scope != objects.ScopeTable || got.Listing.Box(0).Target != "s2" {
			t.Errorf("%v %+v", err, got)
		}
		if got, err := ask(); err != nil || len(got.Listing.Unknown) != 1 || got.Listing.Unknown[0].Name != "x_mode" { // what is of the answer is not of the document
			t.Errorf("%v %+v", err, got)
		}
		if _, err := ask(); kindOf(err) != rest.BadAnswer { // no word on how to ask again
			t.Errorf("%v", err)
		}
	})
}

func kindOf(err error) rest.Kind {
	k, ok := rest.KindOf(err)
	if !ok {
		return 255
	}
	return k
}

func TestACollectionThatFails(t *testing.T) {
	pending := answer(202, `{"id":"q1","status":"pending"}`)
	for name, c := range map[string]struct {
		collect, status http.HandlerFunc
		kind            rest.Kind
		words           string
	}{
		"it failed":              {pending, answer(200, `{"status":" failed"}`), rest.Refused, "failed"},
		"it failed, with a code": {pending, answer(200, `{"status":"failed","error_code":"DRS.M00409","error_msg":"The source cannot be reached."}`), rest.Refused, "DRS.M00409 The source cannot be reached."},
		"it failed at once":      {answer(202, `{"id":"q1","status":"failed"}`), nil, rest.Refused, "failed"},
		"an odd word":            {pending, answer(200, `{"status":"sle\u001beping"}`), rest.BadAnswer, "which is neither pending, success nor failed"},
		"no word":                {pending, answer(200, `{"id":"q1"}`), rest.BadAnswer, "does not say"},
		"no id":                  {answer(202, `{"status":"pending"}`), nil, rest.BadAnswer, "names no result"},
		"a page of a proxy":      {pending, answer(200, `<html>`), rest.BadAnswer, "not JSON"},
		"a long page":            {pending, answer(200, `<html>`+strings.Repeat(" ", 200_000)), rest.BadAnswer, "JSON"},
		"refused":                {answer(400, `{"error_code":"DRS.M00202","error_msg":"no"}`), nil, rest.Refused, "DRS.M00202"},
		"neither is offered":     {nil, nil, rest.NotThere, "APIGW.0101"},
	} {
		t.Run(name, func(t *testing.T) {
			h := service{}
			if c.collect != nil {
				h["/v5.1/p1/jobs/"+objectsJob+"/db-objects/collect"] = c.collect
			}
			if c.status != nil {
				h["/collection-status"] = c.status
			}
			quickly(t, h, func(t *testing.T, b *drs.Backend) {
				_, err := b.Objects(t.Context(), jobOfObjects("CONFIGURATION"), objects.Ask{}, nil)
				if kindOf(err) != c.kind || !strings.Contains(err.Error(), c.words) || strings.ContainsRune(err.Error(), 0x1b) {
					t.Errorf("%v", err)
				}
			})
		})
	}
}

func TestObjectsThatAreNotAskedFor(t *testing.T) {
	none := http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { t.Errorf("%s was asked for", r.URL) })
	b := over(t, none)
	three := jobOfObjects("CONFIGURATION")
	three.Generation = "v3"
	for words, ask := range map[string]func() error{
		"only v3 lists this job":     func() error { _, err := b.Objects(t.Context(), three, objects.Ask{}, nil); return err },
		"only v3 lists this job ":    func() error { _, err := b.Columns(t.Context(), three, nil, false); return err },
		"only v3 lists this job  ":   func() error { _, err := b.CheckFilters(t.Context(), three, nil); return err },
		"only v3 lists this job   ":  func() error { _, err := b.ObjectSupport(t.Context(), three); return err },
		"only v3 lists this job    ": func() error { _, err := b.ObjectMappings(t.Context(), three, objects.Path{}, model.Page{}); return err },
		"in its full or incremental phase;": func() error {
			_, err := b.Objects(t.Context(), jobOfObjects("CONFIGURATION"), objects.Ask{Which: objects.Synchronized}, nil)
			return err
		},
	} {
		if err := ask(); err == nil || !strings.Contains(err.Error(), strings.TrimSpace(words)) {
			t.Errorf("%s: %v", words, err)
		}
	}
}
