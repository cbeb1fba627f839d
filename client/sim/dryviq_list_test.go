package sim_test

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"drover/client/sim"
)

func TestPagesOfTransfers(t *testing.T) {
	s := serveTransfers(t, sim.Options{Jobs: 130, Freeze: true})
	seen := map[any]bool{}
	rows, path := 0, "/v1/jobs?limit=7&fields=name,status&sort=name+ASC"
	var names []string
	for path != "" {
		page := s.get(path)
		for _, job := range page.list(t, "jobs") {
			seen[job["id"]] = true
			name, _ := job["name"].(string)
			names = append(names, strings.ToLower(name))
			if job["status"] == nil || job["transfer"] != nil {
				t.Fatalf("fields are not kept to: %v", job)
			}
			rows++
		}
		meta, _ := page.tree(t)["meta"].(map[string]any)
		links, _ := meta["links"].(map[string]any)
		next, more := links["next"].(map[string]any)
		if meta["has_more"] != more || meta["total_count"] != 130.0 {
			t.Fatalf("meta %v", meta)
		}
		path = ""
		if more {
			href, _ := next["href"].(string)
			u, err := url.Parse(href)
			if err != nil {
				t.Fatal(err)
			}
			path = u.RequestURI()
		}
	}
	if rows != 130 || len(seen) != 130 || !slices.IsSorted(names) {
		t.Errorf("%d rows, %d of them different, sorted %v", rows, len(seen), slices.IsSorted(names))
	}
	if n := len(s.get("/v1/jobs").list(t, "jobs")); n != 20 {
		t.Errorf("a page holds %d rows by default", n)
	}
}

func TestShortAndWholeTransfers(t *testing.T) {
	s := serveTransfers(t, sim.Options{Freeze: true})
	id := s.TransferID("finance-to-sharepoint")
	short, _ := s.get("/v1/jobs/" + id).tree(t)["job"].(map[string]any)
	for _, k := range []string{"id", "name", "kind", "disabled", "type", "links"} {
		if _, there := short[k]; !there {
			t.Errorf("the short form lacks %s", k)
		}
	}
	if len(short) != 6 {
		t.Errorf("the short form: %v", short)
	}
	picked, _ := s.get("/v1/jobs/" + id + "?fields=execution.progress,transfer.source.connection.name,nothing").tree(t)["job"].(map[string]any)
	run, _ := picked["execution"].(map[string]any)
	if len(run) != 1 || run["progress"] != 0.42 || picked["nothing"] != nil {
		t.Errorf("dotted paths: %v", picked)
	}
	whole := s.job(id)
	transfer, _ := whole["transfer"].(map[string]any)
	if _, list := transfer["delete_propagation"].([]any); !list || whole["x_owner"] == nil || transfer["x_hint"] == nil || transfer["account_map"] == nil || transfer["filter"] == nil {
		t.Errorf("the whole form: %v", transfer)
	}
}

func TestFiltersOfTransfers(t *testing.T) {
	s := serveTransfers(t, sim.Options{Freeze: true})
	for query, want := range map[string]string{
		"q=SCANS": "scans scans", "kind=convention": "user-homes", "status=rebalancing": "partner-dropbox", "q=none-such": "", "active=false": "old-intranet retired-share",
		"sort=name+DESC&kind=drive-mapping":    "mapped-drives",
		"parent=" + s.TransferID("user-homes"): "user-homes: bela user-homes: chen user-homes: dora",
	} {
		var names []string
		for _, job := range s.get("/v1/jobs?"+query).list(t, "jobs") {
			name, _ := job["name"].(string)
			names = append(names, name)
		}
		if got := strings.Join(names, " "); got != want {
			t.Errorf("%s: %q, want %q", query, got, want)
		}
	}
	seen := map[any]bool{}
	for _, job := range s.get("/v1/jobs?fields=status&limit=100").list(t, "jobs") {
		seen[job["status"]] = true
	}
	for _, status := range []string{
		"idle", "start", "running", "paused", "cancelling", "complete", "not-complete", "success", "warn", "failed", "failed-to-start", "awaiting-user", "rebalancing",
	} {
		if !seen[status] {
			t.Errorf("nobody is %s", status)
		}
	}
	for _, query := range []string{"limit=0", "limit=x", "offset=-1", "sort=shoe"} {
		if g := s.loosely().get("/v1/jobs?" + query); g.status != 400 {
			t.Errorf("%s: %d", query, g.status)
		}
	}
}

func TestFoldersOfAConnection(t *testing.T) {
	s := serveTransfers(t, sim.Options{Freeze: true})
	ids := map[any]string{}
	for _, c := range s.get("/v1/connections").list(t, "connections") {
		ids[c["name"]], _ = c["id"].(string)
	}
	path := "/v1/connections/" + ids["Box"] + "/items"
	for _, name := range []string{"Projects", "project-0123", "Minutes"} {
		items := s.get(path).list(t, "items")
		i := slices.IndexFunc(items, func(item map[string]any) bool { return item["name"] == name })
		if i < 0 {
			t.Fatalf("no %s below %s", name, path)
		}
		links, _ := items[i]["links"].(map[string]any)
		link, _ := links["items"].(map[string]any)
		path, _ = link["href"].(string)
		if name == "project-0123" && len(items) < 300 {
			t.Errorf("%d folders, hundreds are wanted", len(items))
		}
	}
	files := s.get(path).list(t, "items")
	if len(files) == 0 || files[0]["type"] != "file" || files[0]["links"] != nil {
		t.Errorf("at the leaves: %v", files)
	}
	for name, want := range map[string]int{"Box legal": 403, "Old file server": 400} {
		if g := s.get("/v1/connections/" + ids[name] + "/items"); g.status != want {
			t.Errorf("%s: %d", name, g.status)
		}
	}
	if g := s.get("/v1/connections/" + ids["Box"] + "/items/2f6e6f6e65"); g.status != 404 && g.status != 406 {
		t.Errorf("an item that is not there: %d", g.status)
	}
}
