package dryviq_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"pgregory.net/rapid"

	"drover/client/dryviq"
	"drover/client/rest"
	"drover/client/sim"
	"drover/model"
)

// TestTableAgreesWithTheContract, and no call of it can hit more than one job.
func TestTableAgreesWithTheContract(t *testing.T) {
	file, err := os.ReadFile(contractFile)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := openapi3.NewLoader().LoadFromData(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range dryviq.Operations() {
		item := doc.Paths.Value(row.Path)
		if item == nil || item.GetOperation(row.Method) == nil {
			t.Errorf("%s: the contract has no %s %s", row.Op, row.Method, row.Path)
			continue
		}
		if got := item.GetOperation(row.Method).OperationID; got != string(row.Op) || row.Deadline <= 0 || row.Manner != rest.DryvIQ {
			t.Errorf("%s %s is %s: %+v", row.Method, row.Path, got, row)
		}
		if reads := row.Method == http.MethodGet; reads != (row.Class == rest.Read) {
			t.Errorf("%s: class %d", row.Op, row.Class)
		}
		if row.Class == rest.Write && !strings.Contains(row.Path, "/jobs/{id}") {
			t.Errorf("%s changes more than one job", row.Op)
		}
	}
}

func TestTheListTellsWhatTheServerHas(t *testing.T) {
	b, s, tap := simulated(t, sim.Options{Jobs: 130, Freeze: true})
	got := jobs(t, b)
	if len(got) != 130 {
		t.Fatalf("%d jobs", len(got))
	}
	if n := len(tap.take()); n != 2 {
		t.Errorf("%d calls for two pages", n)
	}
	routes := map[string]string{} // what drover compares, by the server's own
	for _, job := range got {
		var whole struct {
			Name, Kind, Status string
			Disabled           bool
			Next               int64 `json:"execute_on"`
			Schedule           struct{ Mode string }
			Transfer           struct {
				Type string `json:"transfer_type"`
			}
		}
		if err := json.Unmarshal(s.TransferBody(job.ID.Raw()), &whole); err != nil {
			t.Fatal(job.ID, err)
		}
		next := int64(0)
		if !job.NextRun.IsZero() {
			next = job.NextRun.Unix()
		}
		if job.Name.Raw() != whole.Name || string(job.Scenario) != whole.Kind || job.Status.Raw() != whole.Status || job.Idle != whole.Disabled ||
			next != whole.Next || job.Mode.Raw() != whole.Schedule.Mode || string(job.Task) != whole.Transfer.Type {
			t.Errorf("%+v\nis %s", job, s.TransferBody(job.ID.Raw()))
		}
		if job.Realm != model.Files || job.Generation != "v1" || job.Created.IsZero() || job.Paths.Empty() || !strings.Contains(model.FromTo(job.Engine.String()), ">") {
			t.Errorf("%+v", job)
		}
		d, err := b.Job(t.Context(), job.ID)
		if err != nil {
			t.Fatal(err)
		}
		route := d.From[0].Instance.Raw() + d.From[0].Address.Raw() + "\n" + d.To[0].Instance.Raw() + d.To[0].Address.Raw()
		if was, seen := routes[route]; seen && was != job.Paths.Raw() {
			t.Errorf("%s: the same places are %q and %q", job.ID, was, job.Paths.Raw())
		}
		routes[route] = job.Paths.Raw()
	}
}

// lister is a server whose list is written in one of the ways that are known, or of
// which nobody knows.
type lister struct {
	rows, most   int // rows there are; the largest page it gives
	total, more  bool
	links, again bool // it links to the next page; it begins from the start at each
}

func (l lister) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	offset, _ := strconv.Atoi(q.Get("offset"))
	limit, _ := strconv.Atoi(q.Get("limit"))
	if l.again {
		offset = 0
	}
	to := min(offset+min(limit, l.most), l.rows)
	var rows []map[string]any
	for i := offset; i < to; i++ {
		rows = append(rows, map[string]any{"id": fmt.Sprintf("%04d", i), "name": "job", "kind": "transfer", "status": "idle"})
	}
	meta := map[string]any{"limit": min(limit, l.most)}
	if l.total {
		meta["total_count"] = l.rows
	}
	if l.more {
		meta["has_more"] = to < l.rows
	}
	if l.links && to < l.rows {
		meta["links"] = map[string]any{"next": map[string]any{"href": fmt.Sprintf("https://elsewhere.example/v9/jobs?offset=%d&limit=%d&fields=id", to, l.most)}}
	}
	_ = json.NewEncoder(w).Encode(map[string]any{"type": "jobs", "jobs": rows, "meta": meta})
}

// TestEveryPageIsRead, however a server tells that there are more.
func TestEveryPageIsRead(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		l := lister{
			rows: rapid.IntRange(1, 320).Draw(rt, "rows"), most: rapid.SampledFrom([]int{7, 50, 100, 1000}).Draw(rt, "most"),
			total: rapid.Bool().Draw(rt, "total"), more: rapid.Bool().Draw(rt, "more"), links: rapid.Bool().Draw(rt, "links"),
		}
		b := over(t, l, "")
		seen := map[string]int{}
		for page, err := range b.Jobs(t.Context()) {
			if err != nil {
				rt.Fatalf("%+v: %v", l, err)
			}
			for _, job := range page.Jobs {
				seen[job.ID.Raw()]++
			}
		}
		if len(seen) != l.rows || slices.ContainsFunc(slices.Sorted(mapsValues(seen)), func(n int) bool { return n != 1 }) {
			rt.Fatalf("%+v: %d jobs", l, len(seen))
		}
	})
}

func mapsValues(m map[string]int) func(func(int) bool) {
	return func(yield func(int) bool) {
		for _, n := range m {
			if !yield(n) {
				return
			}
		}
	}
}

func TestASiteHasARootOfItsOwn(t *testing.T) {
	s, err := sim.New(sim.Options{Site: "north pole", Freeze: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	tap := &wireTap{}
	b := over(t, tap.through(s.Handler()), "north pole")
	if got := jobs(t, b); len(got) == 0 {
		t.Error("no jobs")
	}
	for _, r := range tap.take() {
		if r.path != "/v1/sites/north pole/api/jobs" {
			t.Error(r.path)
		}
	}
}

// TestOddRowsCostNothingElse: what does not fit is empty, and the row stays.
func TestOddRowsCostNothingElse(t *testing.T) {
	const body = `{"status":"200","type":"jobs","jobs":[null,7,{},{"id":17,"name":null,"kind":["x"],"status":{},"disabled":"TRUE","execute_on":"1740787200",
		"created_on":-5,"schedule":"manual","transfer":{"source":null,"destination":[],"transfer_type":5}},
		{"id":"b","name":"\u001b[2Jred","kind":"transfer","status":"rebalancing","execute_on":99999999999999999,"transfer":{"source":{"connection":{"id":"c1","platform":"box"},
		"target":{"item":{"name":"deep","parent":{"name":"Top"}}}},"destination":{"connection":{"id":"c2"},"target":{"uri":"smb://x/y"}}}}],"meta":[]}`
	got := jobs(t, answering(t, 200, body))
	if len(got) != 2 || got[0].ID.Raw() != "17" || !got[0].Idle || got[0].NextRun.Unix() != 1740787200 || !got[0].Created.IsZero() {
		t.Fatalf("%+v", got)
	}
	if two := got[1]; two.Status.Raw() != "rebalancing" || two.State.Family != model.Unknown || !two.NextRun.IsZero() || !two.Paths.Empty() {
		t.Errorf("%+v", two)
	}
}
