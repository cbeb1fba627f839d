package sim_test

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"drover/client/sim"
)

// collect begins a reading and gives its handle.
func (s *service) collect(id, body string) string {
	s.t.Helper()
	g := s.post("/v5.1/p1/jobs/"+id+"/db-objects/collect", body)
	query, _ := g.tree(s.t)["id"].(string)
	if g.status != http.StatusAccepted || query == "" {
		s.t.Fatalf("collect %s: %d %s", body, g.status, g.body)
	}
	return query
}

func (s *service) collected(id, query string) got {
	s.t.Helper()
	return s.get("/v5/p1/jobs/" + id + "/db-objects/collection-status?query_id=" + url.QueryEscape(query))
}

// read gives what a reading finds, in a frozen world.
func (s *service) read(id, body string) map[string]any {
	s.t.Helper()
	query := s.collect(id, body)
	for range 10 {
		if tree := s.collected(id, query).tree(s.t); tree["status"] != "pending" {
			return tree
		}
	}
	s.t.Fatalf("%s is pending for ever", body)
	return nil
}

// within gives what stands at a place of a tree; nil if nothing does.
func within(v any, at ...string) any {
	for _, name := range at {
		m, _ := v.(map[string]any)
		v = m[name]
	}
	return v
}

// names are the members at a place, sorted.
func names(v any, at ...string) []string {
	m, _ := within(v, at...).(map[string]any)
	return slices.Sorted(maps.Keys(m))
}

// tablesOf counts the objects of a source by their types, and the databases or
// schemas with none.
func tablesOf(v any) (kinds map[string]int, empty int) {
	kinds = map[string]int{}
	for _, db := range names(v, "object_info") {
		levels := []any{within(v, "object_info", db)}
		if schemas, is := within(levels[0], "schemas").(map[string]any); is {
			levels = slices.Collect(maps.Values(schemas))
		}
		for _, one := range levels {
			if len(names(one, "tables")) == 0 {
				empty++
			}
			for _, table := range names(one, "tables") {
				kinds[fmt.Sprint(within(one, "tables", table, "type"))]++
			}
		}
	}
	return kinds, empty
}

func TestASourceHoldsWhatItIsAskedFor(t *testing.T) {
	for _, c := range []struct{ tables, databases, schemas int }{{10, 3, 3}, {2000, 16, 16}, {4000, 29, 29}} {
		s := serve(t, sim.Options{Freeze: true, Tables: c.tables})
		for _, job := range []string{"wave2-shop-01", "billing-ora-03"} {
			got := s.read(s.ID(job), `{"type":"source"}`)
			kinds, empty := tablesOf(got)
			const scraps = 3
			if kinds["table"] != c.tables+scraps || kinds["view"] != c.tables/40 || kinds["procedure"] != c.tables/100 || empty == 0 || got["max_table_num"] != 5000.0 {
				t.Errorf("%s of %d: %v, %d empty ones", job, c.tables, kinds, empty)
			}
			dbs := names(got, "object_info")
			switch schemas := names(got, "object_info", "ORCL", "schemas"); {
			case job == "wave2-shop-01" && (len(dbs) != c.databases || schemas != nil || !slices.Contains(dbs, "scratch") || !slices.Contains(dbs, "unused")):
				t.Errorf("databases of %d: %v", c.tables, dbs)
			case job == "billing-ora-03" && (len(schemas) != c.schemas || !slices.Contains(schemas, "SCRATCH")):
				t.Errorf("schemas of %d: %v in %v", c.tables, schemas, dbs)
			}
		}
	}
}

func TestNamesForTheStory(t *testing.T) {
	s := serve(t, sim.Options{Freeze: true})
	id := s.ID("wave2-shop-01")
	all := s.read(id, `{"type":"source"}`)
	orders, old := 0, 0
	for _, db := range names(all, "object_info") {
		for _, table := range names(all, "object_info", db, "tables") {
			digits, is := strings.CutPrefix(table, "orders_")
			if is && len(digits) == 4 {
				orders++
			}
			if strings.HasSuffix(table, "_bak") {
				old++
			}
			if within(all, "object_info", db, "tables", table, "name") != table {
				t.Errorf("%s has another name", table)
			}
		}
		if n := within(all, "object_info", db, "total_table_num"); n == nil {
			t.Errorf("%s does not say how many tables it has", db)
		}
	}
	if orders < 150 || old < 35 || old > 45 {
		t.Errorf("%d orders, %d that somebody left behind", orders, old)
	}
	progress := s.get("/v5/p1/jobs/"+s.ID("orders-prod-sync-02")+"/progress-data/table?limit=60").list(t, "flow_compare_data")
	source := s.read(s.ID("orders-prod-sync-02"), `{"type":"source"}`)
	for _, row := range progress {
		if within(source, "object_info", fmt.Sprint(row["src_db"]), "tables", fmt.Sprint(row["src_tb"])) == nil {
			t.Errorf("%v is copied and not at the source", row)
		}
	}
}

// TestManyTablesAreAskedForAlone: a database beyond max_table_num comes without its
// tables and their number, unless it is the only one asked for.
func TestManyTablesAreAskedForAlone(t *testing.T) {
	s := serve(t, sim.Options{Freeze: true})
	id := s.ID("wave2-shop-02")
	all := s.read(id, `{"type":"source"}`)
	most, _ := all["max_table_num"].(float64)
	var missing []string
	for _, db := range names(all, "object_info") {
		switch n, told := within(all, "object_info", db, "total_table_num").(float64); {
		case !told && within(all, "object_info", db, "tables") == nil:
			missing = append(missing, db)
		case !told, n > most:
			t.Errorf("%s: %v of %v", db, n, most)
		}
	}
	if !slices.Equal(missing, []string{"wave2_00"}) {
		t.Fatalf("without tables: %v", missing)
	}
	if two := s.read(id, `{"type":"source","db_names":["wave2_00","wave2_01"]}`); within(two, "object_info", "wave2_00", "tables") != nil || len(names(two, "object_info")) != 2 {
		t.Errorf("two at once: %v", names(two, "object_info"))
	}
	alone := s.read(id, `{"type":"source","db_names":["wave2_00"]}`)
	if n := within(alone, "object_info", "wave2_00", "total_table_num"); n != 1025.0 || len(names(alone, "object_info")) != 1 {
		t.Errorf("alone: %v", n)
	}
	if tables := names(alone, "object_info", "wave2_00", "tables"); len(tables) < 1025 {
		t.Errorf("alone: %d tables", len(tables))
	}
}

func TestACollectionTakesItsTime(t *testing.T) {
	clock := newClock()
	s := serve(t, sim.Options{Now: clock.read, Jobs: 44})
	id := s.ID("wave2-shop-01")
	query := s.collect(id, `{"type":"source","is_refresh":"false"}`)
	for range 3 {
		if got := s.collected(id, query).tree(t); got["status"] != "pending" || got["object_info"] != nil {
			t.Fatalf("%v", got["status"])
		}
	}
	clock.forward(2 * time.Second)
	if got := s.collected(id, query).tree(t); got["status"] != "success" || got["id"] != query || len(names(got, "object_info")) == 0 {
		t.Errorf("%v", got["status"])
	}
	other := s.collect(s.ID("wave2-shop-02"), `{"type":"modified"}`)
	for _, wrong := range []string{"1", other} {
		if g := s.collected(id, wrong); g.status != 400 || g.code(t) != "DRS.M00202" {
			t.Errorf("the query %q: %d %s", wrong, g.status, g.body)
		}
	}
	if s.lateRead(clock, s.ID("billing-ora-02"))["status"] != "failed" {
		t.Error("a source that cannot be reached is read")
	}
}

func (s *service) lateRead(clock *clock, id string) map[string]any {
	s.t.Helper()
	query := s.collect(id, `{"type":"source"}`)
	clock.forward(20 * time.Second)
	return s.collected(id, query).tree(s.t)
}

// TestTablesComeAtTheSource: a reading anew finds them, and one from memory does not
// look.
func TestTablesComeAtTheSource(t *testing.T) {
	s := serve(t, sim.Options{Freeze: true})
	id := s.ID("orders-prod-sync-02")
	count := func(body string) int {
		kinds, _ := tablesOf(s.read(id, body))
		return kinds["table"]
	}
	first := count(`{"type":"source","is_refresh":"true"}`)
	if again := count(`{"type":"source","is_refresh":"false"}`); again != first {
		t.Errorf("%d tables, then %d from memory", first, again)
	}
	if again := count(`{"type":"source","is_refresh":"true"}`); again != first+3 {
		t.Errorf("%d tables, then %d", first, again)
	}
	if again := count(`{"type":"source","is_refresh":"true"}`); again != first+3 {
		t.Errorf("%d tables at the third reading", again)
	}
	drifting := unchecked(t, sim.Options{Freeze: true, Fault: "drift@CollectDbObjectsInfo/1"})
	for n := range 3 {
		kinds, _ := tablesOf(drifting.read(id, `{"type":"source","is_refresh":"true"}`))
		if kinds["table"] != first+3*n {
			t.Errorf("drifting: %d at reading %d", kinds["table"], n)
		}
	}
}

// TestWhatIsAtTheDestinationIsMarked: of a running job, as its selection says; of one
// that waits, nothing is.
func TestWhatIsAtTheDestinationIsMarked(t *testing.T) {
	s := serve(t, sim.Options{Freeze: true})
	source := s.read(s.ID("orders-prod-sync-02"), `{"type":"source"}`)
	chosen := s.get("/v5.1/p1/jobs/" + s.ID("orders-prod-sync-02") + "/db-object?type=modified").tree(t)
	marked, unmarked := 0, 0
	for _, table := range names(source, "object_info", "orders_00", "tables") {
		in := within(chosen, "object_info", "orders_00", "tables", table)
		is := within(source, "object_info", "orders_00", "tables", table, "is_synchronized") == true
		aside := within(in, "sync_type") == "config"
		if is != (in != nil && !aside) {
			t.Errorf("%s: marked %v, chosen %v", table, is, in)
		}
		if is {
			marked++
		} else {
			unmarked++
		}
	}
	if marked < 100 || unmarked == 0 {
		t.Errorf("%d marked, %d not", marked, unmarked)
	}
	if within(source, "object_info", "scratch", "is_synchronized") != nil {
		t.Error("nothing of scratch was chosen")
	}
	waiting := s.read(s.ID("wave2-shop-01"), `{"type":"source"}`)
	if strings.Contains(encode(t, waiting), "is_synchronized") {
		t.Error("a job that was never started has something at its destination")
	}
	if g := s.post("/v5.1/p1/jobs/"+s.ID("wave2-shop-01")+"/db-objects/collect", `{"type":"synchronized"}`); g.code(t) != "DRS.M00304" {
		t.Errorf("%d %s", g.status, g.body)
	}
	if there := s.read(s.ID("orders-prod-sync-02"), `{"type":"synchronized"}`); within(there, "object_info", "orders_00") == nil {
		t.Errorf("%v", there["status"])
	}
}

// TestEveryJobOfTheCastHasASelection: which it may be saved with as it is.
func TestEveryJobOfTheCastHasASelection(t *testing.T) {
	s := serve(t, sim.Options{Freeze: true, Prepared: true, Jobs: 120})
	scopes := map[string]int{}
	loose := unchecked(t, sim.Options{Freeze: true, Prepared: true, Jobs: 120})
	for id, row := range rows(s) {
		g := s.get("/v5.1/p1/jobs/" + id + "/db-object?type=modified")
		if g.status != http.StatusOK { // not of this generation, or it moves everything
			continue
		}
		scope, _ := g.tree(t)["object_scope"].(string)
		if row["status"] != "CREATING" && scope == "" {
			t.Errorf("%v has nothing chosen: %s", row["name"], g.body)
		}
		scopes[scope]++
		if status := row["status"]; status == "CONFIGURATION" || row["job_type"] == "sync" && (status == "INCRE_TRANSFER_STARTED" || status == "INCRE_TRANSFER_FAILED") {
			put := loose.put(id, "db_object", `{"db_object":`+string(loose.Objects(id))+`}`)
			if put.status != http.StatusOK {
				t.Errorf("%v: %d %s", row["name"], put.status, put.body)
			}
		}
	}
	if scopes["all"] < 3 || scopes["database"] < 3 || scopes["table"] < 10 {
		t.Errorf("%v", scopes)
	}
}
