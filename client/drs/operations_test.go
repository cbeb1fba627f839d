package drs_test

import (
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"drover/client/drs"
	"drover/client/rest"
	"drover/client/sim"
	"drover/model"
	"drover/model/objects"
)

func TestTableAgreesWithTheContract(t *testing.T) {
	file, err := os.ReadFile(contractFile)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := openapi3.NewLoader().LoadFromData(file)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[rest.Op]bool{}
	for _, row := range drs.Operations() {
		item := doc.Paths.Value(row.Path)
		if item == nil || item.GetOperation(row.Method) == nil {
			t.Errorf("%s: the contract has no %s %s", row.Op, row.Method, row.Path)
			continue
		}
		if got := item.GetOperation(row.Method).OperationID; got != string(row.Op) {
			t.Errorf("%s %s is %s, not %s", row.Method, row.Path, got, row.Op)
		}
		if row.Path[1:3] != row.Generation || row.Deadline <= 0 || seen[row.Op] {
			t.Errorf("%s: %+v", row.Op, row)
		}
		seen[row.Op] = true
	}
	if n := len(seen); n != 50 {
		t.Errorf("%d operations", n)
	}
}

// TestReadsAreKnown: what is no read is sent once. A row that is one by mistake
// would be sent twice.
func TestReadsAreKnown(t *testing.T) {
	reads := []rest.Op{
		"ListJobs", "ShowJobDetail", "ShowMonitorData", "ShowProgressData", "ShowDirtyData", "ListJobDdls", "ShowTimeline", "ValidateJobName", "ListLinks", "ShowEnterpriseProject", "ListJobParameters", "ShowInstanceTags",
		"CollectDbObjectsInfo", "ShowDbObjectsList", "CollectDbObjectsAsync", "ListDbObjects", "ShowDbObjectCollectionStatus", "ShowUpdateObjectSavingStatus",
		"CollectColumns", "ShowColumnInfoResult", "CheckDataFilter", "ShowDataFilteringResult", "ShowObjectMapping", "ShowSupportObjectType",
		"V3ShowJobList", "V3BatchListJobDetails", "V3BatchListJobStatus", "V3BatchListProgresses", "V3BatchCheckResults", "V3ListAvailableNodeTypes", "V3ListAvailableZone", "V3ListUsers", "V3BatchShowParams",
	}
	for _, row := range drs.Operations() {
		if read := row.Class == rest.Read; read != slices.Contains(reads, row.Op) {
			t.Errorf("%s: class %d", row.Op, row.Class)
		}
	}
}

// TestEveryCallHasARow uses every method against the simulator: a call
// without a row panics, and every row is of use.
func TestEveryCallHasARow(t *testing.T) {
	b, s := simulated(t, sim.Options{})
	all := list(t.Context(), b)
	if len(all.errs) > 0 || len(all.jobs) != 40 {
		t.Fatalf("%d jobs, %v", len(all.jobs), all.errs)
	}
	one := all.jobs[all.order[0]].ID
	_, _ = b.Status(t.Context(), []model.JobID{one})
	_, _ = b.Progress(t.Context(), []model.JobID{one})
	_, _ = b.PreCheck(t.Context(), one, model.Text{})
	_, _ = b.Job(t.Context(), one)
	_, _ = b.Monitor(t.Context(), one)
	_, _ = b.ObjectProgress(t.Context(), one, model.ObjectAsk{Kind: "table"})
	_, _ = b.DirtyRows(t.Context(), one, model.Page{})
	_, _ = b.DDLs(t.Context(), one, model.Page{})
	_, _ = b.Log(t.Context(), one, model.Page{}, "")
	_, _ = b.Timeline(t.Context(), one, model.Page{})
	b.Apply(t.Context(), []model.Change{model.StartJob{ID: one, At: model.AtOnce()}})
	_, _ = b.CheckName(t.Context(), "orders-copy")
	ask := model.NodeAsk{Scenario: model.Sync, Engine: "mysql-to-mysql", Direction: "up", Size: "small"}
	_, _ = b.Links(t.Context(), model.Sync)
	_, _ = b.NodeSizes(t.Context(), ask)
	_, _ = b.Zones(t.Context(), ask)
	_, _ = b.Enterprises(t.Context())
	for _, generation := range []string{"v5", "v3"} {
		for _, c := range append(everyChange(one, generation), everyEdit(one, generation)...) {
			b.Apply(t.Context(), []model.Change{c})
		}
		_, _ = b.TestConnection(t.Context(), model.Job{ID: one, Generation: generation, Net: model.NewText("vpn")}, []model.EndTest{someEnd()})
	}
	_, _, _ = b.Sections(t.Context(), one, model.Sections()...)
	for _, id := range all.order { // one without tags is asked for them once more; one of v3 alone has no tuning
		_, _, _ = b.Sections(t.Context(), model.NewJobID(id), model.SectionTags, model.SectionTuning)
	}
	askOfObjects(t, b, one)
	begun, failed := newerIsMissing(answer(202, `{"id":"q1","status":"pending"}`)), answer(200, `{"status":"failed"}`)
	older := over(t, held(t, false, service{
		"/db-objects/collect": begun, "/db-object": begun, "/db-objects": answer(200, `{}`), "/collection-status": failed,
		"/columns/collect": begun, "/columns": failed, "/data-filtering/check": begun, "/data-filtering/result": failed,
	}))
	askOfObjects(t, older, one)
	used := map[rest.Op]bool{}
	for _, e := range older.Exchanges() {
		used[rest.Op(e.Op)] = true
	}
	for _, r := range s.Requests() {
		used[rest.Op(r.Op)] = true
	}
	for _, e := range b.Exchanges() {
		used[rest.Op(e.Op)] = true
	}
	for _, row := range drs.Operations() {
		if !used[row.Op] {
			t.Errorf("%s is never sent", row.Op)
		}
	}
}

// newerIsMissing answers of v5.1 that it is not there.
func newerIsMissing(v5 http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/v5.1/") {
			service{}.ServeHTTP(w, r)
			return
		}
		v5(w, r)
	}
}

// askOfObjects asks everything about the objects of a job.
func askOfObjects(t *testing.T, b *drs.Backend, id model.JobID) {
	t.Helper()
	job, table := model.Job{ID: id, Generation: "v5"}, objects.Path{Database: "shop", Name: "orders"}
	for _, which := range []objects.Which{objects.Source, objects.Held} {
		_, _ = b.Objects(t.Context(), job, objects.Ask{Which: which}, nil)
	}
	_, _ = b.SavingStatus(t.Context(), id, model.NewText("q1"))
	_, _ = b.Columns(t.Context(), job, []objects.Path{table}, false)
	_, _ = b.CheckFilters(t.Context(), job, []objects.FilterTry{{Path: table, Conditions: []string{"id > 1"}, Joins: []string{"a.id = b.id"}}})
	_, _ = b.ObjectSupport(t.Context(), job)
	_, _ = b.ObjectMappings(t.Context(), job, table, model.Page{})
}
