package dryviq_test

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"

	"drover/client/rest"
	"drover/client/sim"
	"drover/model"
)

func group(d model.Detail, label string) []model.Fact {
	for _, g := range d.Groups {
		if g.Label == label {
			return g.Facts
		}
	}
	return nil
}

func fact(facts []model.Fact, label string) string {
	for _, f := range facts {
		if f.Label == label {
			return f.Value.Raw()
		}
	}
	return ""
}

func TestADetailTellsOfEndsPoliciesAndRuns(t *testing.T) {
	b, s, _ := simulated(t, sim.Options{Freeze: true})
	d, err := b.Job(t.Context(), model.NewJobID(s.TransferID("finance-to-sharepoint")))
	if err != nil || len(d.From) != 1 || len(d.To) != 1 || d.Lacks != "" {
		t.Fatal(err, d)
	}
	if f := d.From[0]; f.Engine.Raw() != "box" || f.Address.Raw() != "/Finance/2025" || f.User.Raw() != "finance-lead@example.com" || f.Name.Raw() != "Box" || f.Instance.Empty() {
		t.Errorf("%+v", f)
	}
	for label, want := range map[string]string{"type": "sync", "permissions": "diff", "shared links": "false", "deletes": "ignore_source,ignore_destination", "audit level": "warn"} {
		if got := fact(d.Policy, label); got != want {
			t.Errorf("%s: %q", label, got)
		}
	}
	if d.Executing == nil || d.Executing.Percent != 42 || d.Executing.Begun.IsZero() || !d.Executing.Ended.IsZero() || len(d.Executing.Figures) == 0 || d.Runs != model.Yes ||
		d.Sample.Run != d.Executing.ID || d.LastRun == nil || d.LastRun.Ended.IsZero() {
		t.Errorf("%+v\n%+v", d.Executing, d.LastRun)
	}
	if fact(group(d, "schedule"), "repeat interval") != "1h" || !strings.Contains(fact(group(d, "filter"), "source"), "pst") || fact(group(d, "server"), "category") != "Finance" || fact(group(d, "all runs"), "runs") == "" {
		t.Errorf("%+v", d.Groups)
	}
	if len(d.Raw) != 2 || !json.Valid(d.Raw[0].JSON) {
		t.Errorf("%d answers", len(d.Raw))
	}
}

// TestAJobWithoutStatisticsIsThere: not every account may see them.
func TestAJobWithoutStatisticsIsThere(t *testing.T) {
	s, err := sim.New(sim.Options{Freeze: true, Fault: "403:none@getJobStats"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	d, err := over(t, s.Handler(), "").Job(t.Context(), model.NewJobID(s.TransferID("hr-archive")))
	if err != nil || d.Job.Name.Raw() != "hr-archive" || d.Lacks != "" || len(d.Raw) != 1 {
		t.Errorf("%v %+v", err, d)
	}
}

func TestTheTimelineIsTheRuns(t *testing.T) {
	b, s, _ := simulated(t, sim.Options{Freeze: true})
	id := model.NewJobID(s.TransferID("hr-archive"))
	whole, err := b.Timeline(t.Context(), id, model.Page{Limit: 1000})
	if err != nil || len(whole.Rows) < 2 || whole.Total != len(whole.Rows) {
		t.Fatalf("%v %+v", err, whole)
	}
	part, err := b.Timeline(t.Context(), id, model.Page{Offset: 1, Limit: 1})
	if err != nil || len(part.Rows) != 1 || part.Offset != 1 || part.Total != whole.Total || part.Rows[0] != whole.Rows[1] {
		t.Errorf("%v %+v", err, part)
	}
	for _, e := range whole.Rows {
		if e.At.IsZero() || e.Status.Empty() || !strings.HasPrefix(e.Name.Raw(), "run ") {
			t.Errorf("%+v", e)
		}
	}
}

// TestConnectionsAndTheirFolders, level by level, up to a file.
func TestConnectionsAndTheirFolders(t *testing.T) {
	b, _, _ := simulated(t, sim.Options{Freeze: true})
	all, err := b.Connections(t.Context(), "")
	if err != nil || len(all) < 10 {
		t.Fatal(err, len(all))
	}
	some, err := b.Connections(t.Context(), "onedrive")
	if err != nil || len(some) == 0 || len(some) >= len(all) || !some[0].Pool {
		t.Errorf("%v %+v", err, some)
	}
	named := func(name string) model.Connection {
		i := slices.IndexFunc(all, func(c model.Connection) bool { return c.Name.Raw() == name })
		return all[max(i, 0)]
	}
	box := named("Box")
	if box.Platform.Raw() != "box" || box.Account.Raw() != "movers@example.com" || box.Pool || box.Disabled {
		t.Errorf("%+v", box)
	}
	below, names := "", []string{}
	for {
		list, err := b.Folders(t.Context(), box.ID, below)
		if err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(list, func(f model.Folder) bool { return f.Holds })
		if i < 0 {
			if len(list) == 0 || list[0].Bytes <= 0 {
				t.Errorf("no files: %+v", list)
			}
			break
		}
		names, below = append(names, list[i].Name.Raw()), list[i].Below
	}
	if len(names) < 2 {
		t.Errorf("%v", names)
	}
	for name, want := range map[string]rest.Kind{"Box legal": rest.NotPermitted, "Old file server": rest.Refused} {
		_, err := b.Folders(t.Context(), named(name).ID, "")
		if kind, ok := rest.KindOf(err); !ok || kind != want {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestFoldersOfASite: its links say nothing of the site.
func TestFoldersOfASite(t *testing.T) {
	s, err := sim.New(sim.Options{Site: "north", Freeze: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	tap := &wireTap{}
	b := over(t, tap.through(s.Handler()), "north")
	all, err := b.Connections(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	roots, err := b.Folders(t.Context(), all[0].ID, "")
	if err != nil || len(roots) == 0 {
		t.Fatal(err)
	}
	if list, err := b.Folders(t.Context(), all[0].ID, roots[0].Below); err != nil || len(list) == 0 {
		t.Error(err)
	}
	for _, r := range tap.take() {
		if !strings.HasPrefix(r.path, "/v1/sites/north/api/") {
			t.Error(r.path)
		}
	}
}

// TestALinkThatLeadsElsewhereIsNotFollowed: it came from outside.
func TestALinkThatLeadsElsewhereIsNotFollowed(t *testing.T) {
	asked := 0
	b := over(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked++
		if r.Method != http.MethodGet || r.URL.Path != "/v1/connections/c1/items/i9" {
			t.Errorf("%s %s", r.Method, r.URL)
		}
		_, _ = w.Write([]byte(`{"type":"items","items":[]}`))
	}), "")
	for _, href := range []string{"/v1/connections/c1/items/i9", "http://files.invalid/v1/connections/c1/items/i9"} {
		if _, err := b.Folders(t.Context(), "c1", href); err != nil {
			t.Errorf("%s: %v", href, err)
		}
	}
	was := asked
	for _, href := range []string{
		"/v1/jobs?start=1", "/v1/connections/c2/items/i9", "/v1/connections/c1/items/", "/v1/connections/c1/items/..", "/v1/connections/c1/items/a/../../x",
		"/v1/connections/c1/items/%2e%2e", "http://[::1", "javascript:alert(1)", "//files.invalid", "https://elsewhere.example/v1/connections/c1/items/i9",
		"http://files.invalid:81/v1/connections/c1/items/i9", "//elsewhere.example/v1/connections/c1/items/i9", "/elsewhere/v1/connections/c1/items/i9",
	} {
		if _, err := b.Folders(t.Context(), "c1", href); err == nil || asked != was {
			t.Errorf("%s was followed: %v", href, err)
		}
	}
}

// FuzzAJobIsRead, whatever a server says it is.
func FuzzAJobIsRead(f *testing.F) {
	s, err := sim.New(sim.Options{Freeze: true})
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range []string{"finance-to-sharepoint", "media-to-s3", "ledgers-monthly", "design-gdrive-sync"} {
		f.Add([]byte(s.TransferBody(s.TransferID(name))))
	}
	_ = s.Close()
	f.Add([]byte(`{"id":"a","execution":[],"schedule":7,"transfer":{"source":[{}],"permissions":[null],"filter":{"x":[1,{"rules":{}}]}}}`))
	var now []byte
	b := over(f, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(now) }), "")
	f.Fuzz(func(t *testing.T, job []byte) {
		var told struct{ ID any }
		if json.Unmarshal(job, &told) != nil {
			return
		}
		now = slices.Concat([]byte(`{"type":"job","jobs":[`), job, []byte(`],"job":`), job, []byte(`}`))
		for page, err := range b.Jobs(t.Context()) {
			if err != nil {
				return
			}
			for _, j := range page.Jobs {
				d, parts, err := b.Sections(t.Context(), j.ID, model.SectionSchedule, model.SectionCopy)
				if err != nil {
					continue
				}
				if d.Job.ID != j.ID || len(parts) != 2 || d.Sample.Percent < -1 || d.Sample.Percent > 100 {
					t.Errorf("%+v", d)
				}
				if parts[0].Lacks == "" && d.Job.Scenario == model.Transfer && parts[0].Get(model.KeyScheduleMode) != "" {
					_, _ = b.Requests([]model.Change{model.EditJob{Job: d.Job, Section: model.SectionSchedule, Base: parts[0], Want: parts[0].Values}})
				}
			}
		}
	})
}
