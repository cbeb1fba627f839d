package dryviq_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"

	"drover/client/rest"
	"drover/model"
)

// TestAListThatIsNotWholeIsAnError: who looks for a copy in it would make another one.
func TestAListThatIsNotWholeIsAnError(t *testing.T) {
	for name, h := range map[string]http.Handler{
		"begins again": lister{rows: 300, most: 100, more: true, again: true},
		"links back":   lister{rows: 300, most: 100, links: true, again: true},
		"no rows": http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			_, _ = w.Write([]byte(`{"type":"jobs","meta":{"total_count":9}}`))
		}),
		"no JSON": http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(`<html>proxy</html>`)) }),
		"another list": http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			_, _ = w.Write([]byte(`{"type":"jobs","jobs":{"id":"1"}}`))
		}),
	} {
		b, failed, calls := over(t, h, ""), error(nil), 0
		for _, err := range b.Jobs(t.Context()) {
			if calls++; err != nil {
				failed = err
			}
		}
		if kind, ok := rest.KindOf(failed); !ok || kind != rest.BadAnswer || calls > 3 {
			t.Errorf("%s: %d answers, %v", name, calls, failed)
		}
	}
}

// says answers each call with the next of some bodies, and with the last one from then on.
func says(bodies ...string) http.Handler {
	var n atomic.Int64
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte(bodies[min(int(n.Add(1)), len(bodies))-1]))
	})
}

// A list that ends before it is whole is no proof that somebody is not in it: a name would
// be taken for free, a copy for one that was never made. What came is told, and then why it
// is not all.
func TestAListThatEndsEarlyIsAnError(t *testing.T) {
	row := func(id string) string { return `{"id":"` + id + `","kind":"transfer","name":"x"}` }
	list := func(rows, meta string) string { return `{"type":"jobs","jobs":` + rows + `,"meta":{` + meta + `}}` }
	for name, c := range map[string]struct {
		bodies []string
		rows   int
	}{
		"nothing, and more":             {[]string{list("[]", `"total_count":57,"has_more":true`)}, 0},
		"nothing, and more, no count":   {[]string{list("[]", `"has_more":true`)}, 0},
		"nothing, and a link":           {[]string{list("[]", `"links":{"next":{"href":"/v1/jobs?offset=7"}}`)}, 0},
		"nothing, of some":              {[]string{list("[]", `"total_count":57`)}, 0},
		"some, and no more, of others":  {[]string{list("["+row("a")+"]", `"total_count":57,"has_more":false`)}, 1},
		"a page, then nothing and more": {[]string{list("["+row("a")+"]", `"has_more":true`), list("[]", `"has_more":true`), list("["+row("a")+"]", `"has_more":true`), list("[]", `"has_more":true`)}, 1},
		"a page, then null of others":   {[]string{list("["+row("a")+"]", `"total_count":3`), list("null", `"total_count":3`), list("["+row("a")+"]", `"total_count":3`), list("null", `"total_count":3`)}, 1},
	} {
		b, rows, failed := over(t, says(c.bodies...), ""), 0, error(nil)
		for p, err := range b.Jobs(t.Context()) {
			rows += len(p.Jobs)
			failed = err
		}
		if kind, ok := rest.KindOf(failed); !ok || kind != rest.BadAnswer || rows != c.rows || !strings.Contains(failed.Error(), "not whole") {
			t.Errorf("%s: %d rows, %v", name, rows, failed)
		}
		if _, err := over(t, says(strings.ReplaceAll(c.bodies[0], "jobs", "connections")), "").Connections(t.Context(), ""); err == nil && len(c.bodies) == 1 {
			t.Errorf("%s: the connections are taken for all", name)
		}
	}
}

// Nothing more is wanted of a list that has told all it announced.
func TestAListWithoutRowsMayLinkToItself(t *testing.T) {
	body := `{"type":"jobs","jobs":[],"meta":{"total_count":0,"links":{"next":{"href":"/v1/jobs?offset=0"}}}}`
	if got := jobs(t, over(t, says(body), "")); len(got) != 0 {
		t.Errorf("%v", got)
	}
}

// Jobs come and go while a list is read: it is read once more, and every job is told once.
func TestAListThatChangedIsReadOnceMore(t *testing.T) {
	all := []string{}
	for i := range 250 {
		all = append(all, fmt.Sprintf("%04d", i))
	}
	asked := 0
	h := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if asked++; asked == 2 { // ten go before the place where the next page begins
			all = all[10:]
		}
		offset, _ := strconv.Atoi(r.URL.Query().Get("offset"))
		to := min(offset+100, len(all))
		var rows []map[string]any
		for _, id := range all[min(offset, to):to] {
			rows = append(rows, map[string]any{"id": id, "name": "job", "kind": "transfer"})
		}
		_ = json.NewEncoder(w).Encode(map[string]any{"type": "jobs", "jobs": rows, "meta": map[string]any{"total_count": len(all), "has_more": to < len(all)}})
	})
	seen := map[string]int{}
	for _, job := range jobs(t, over(t, h, "")) {
		seen[job.ID.Raw()]++
	}
	for _, id := range all {
		if seen[id] != 1 {
			t.Errorf("%s came %d times", id, seen[id])
		}
	}
	if asked != 5 { // two until it is found out, three for all
		t.Errorf("asked %d times", asked)
	}
}

// A list without an end is no proof of anything either.
func TestAListThatIsTooLongIsAnError(t *testing.T) {
	rows := strings.Repeat("{},", 999_999) + "{}"
	b, pages, failed := over(t, says(`{"type":"jobs","meta":{"has_more":true},"jobs":[`+rows+`]}`), ""), 0, error(nil)
	for _, err := range b.Jobs(t.Context()) {
		pages++
		failed = err
	}
	if kind, ok := rest.KindOf(failed); !ok || kind != rest.BadAnswer || pages != 2 || !strings.Contains(failed.Error(), "longer than 1000000 rows") {
		t.Errorf("%d pages, %v", pages, failed)
	}
}

// Where jobs stand is read one by one where the list does not tell: nothing is taken from
// it that it does not say.
func TestAStatusNeedsNoWholeList(t *testing.T) {
	var ids []model.JobID
	for i := range 6 {
		ids = append(ids, model.NewJobID(fmt.Sprint("j", i)))
	}
	h := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if id, one := strings.CutPrefix(r.URL.Path, "/v1/jobs/"); one {
			_, _ = fmt.Fprintf(w, `{"type":"job","job":{"id":%q,"kind":"transfer","status":"idle"}}`, id)
			return
		}
		_, _ = w.Write([]byte(`{"type":"jobs","jobs":[{"id":"j0","kind":"transfer","status":"idle"}],"meta":{"total_count":6,"has_more":false}}`))
	})
	got, err := over(t, h, "").Status(t.Context(), ids)
	if err != nil || len(got) != 6 || slices.ContainsFunc(ids, func(id model.JobID) bool { return got[id].Status.Raw() != "idle" }) {
		t.Errorf("%v, %v", got, err)
	}
}

// What an entry is, a server says by one of two members, or not at all.
func TestWhetherAnEntryIsAFolder(t *testing.T) {
	b := answering(t, 200, `{"type":"items","items":[{"id":"1","name":"a","type":"folder"},{"id":"2","name":"b","type":"item","item_type":"File"},
		{"id":"3","name":"c","links":{"items":{"href":"/v1/x"}}},{"id":"4","name":"d"},{"id":"5","name":"e","type":"shelf"},
		{"id":"6","name":"f","type":"file","links":{"items":{"href":"/v1/x"}}}]}`)
	got, err := b.Folders(t.Context(), "c", "")
	if err != nil || len(got) != 6 {
		t.Fatal(got, err)
	}
	for i, want := range []model.Tri{model.Yes, model.No, model.NotTold, model.NotTold, model.NotTold, model.No} {
		if got[i].Dir != want {
			t.Errorf("%s: %d, want %d", got[i].Name, got[i].Dir, want)
		}
	}
}
