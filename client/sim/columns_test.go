package sim_test

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"drover/client/sim"
)

// columnsOf reads the columns of some tables of orders_00, in a frozen world.
func (s *service) columnsOf(id string, tables ...string) (results []map[string]any, readings int) {
	s.t.Helper()
	var asked []any
	for _, one := range tables {
		asked = append(asked, map[string]string{"db_name": "orders_00", "table_name": one})
	}
	g := s.post("/v5/p1/job/"+id+"/columns/collect", encode(s.t, map[string]any{"db_object_infos": asked, "is_force_refresh": true}))
	query, _ := g.tree(s.t)["id"].(string)
	if g.status != http.StatusAccepted || query == "" {
		s.t.Fatalf("%d %s", g.status, g.body)
	}
	for readings < 10 {
		readings++
		if results = s.get("/v5/p1/job/"+id+"/columns?limit=1000&query_id="+query).list(s.t, "results"); len(results) > 0 {
			return results, readings
		}
	}
	s.t.Fatal("there are no columns")
	return nil, 0
}

func TestColumnsAreToldWithWhatIsMadeOfThem(t *testing.T) {
	s := serve(t, sim.Options{Freeze: true})
	id := s.ID(streaming)
	results, readings := s.columnsOf(id, "invoices_0004", "orders_0001")
	if len(results) != 2 || readings != 2 {
		t.Fatalf("%d tables at reading %d", len(results), readings)
	}
	said := map[string]string{}
	for _, row := range results {
		infos, _ := row["column_infos"].([]any)
		if n := len(infos); n < 8 || n > 40 || row["total_count"] != float64(n) {
			t.Errorf("%v has %d columns of %v", row["table_name"], n, row["total_count"])
		}
		for _, one := range infos {
			said[fmt.Sprint(row["table_name"], ".", within(one, "column_name"))] = fmt.Sprint(within(one, "column_mapped_name"), " ", within(one, "is_filtered"), " ", within(one, "primary_key_or_unique_index"))
		}
	}
	for name, want := range map[string]string{
		"invoices_0004.id": "id false PRI", "invoices_0004.region_id": "area_id false ", "invoices_0004.note": "note true ", "orders_0001.note": "note false ",
	} {
		if said[name] != want {
			t.Errorf("%s: %q, want %q", name, said[name], want)
		}
	}
}

func TestColumnsArePartitionKeysSomewhere(t *testing.T) {
	s := serve(t, sim.Options{Freeze: true})
	var all []string
	for n := range 100 {
		if n%10 == 1 {
			all = append(all, "orders_00"+strconv.Itoa(100 + n)[1:])
		}
	}
	results, _ := s.columnsOf(s.ID(streaming), all...)
	if n := strings.Count(encode(t, results), `"is_partition_key":true`); n == 0 || n == len(all) {
		t.Errorf("%d of %d tables are partitioned", n, len(all))
	}
}

func TestColumnsThatCannotBeRead(t *testing.T) {
	s := unchecked(t, sim.Options{})
	at := "/v5/p1/job/" + s.ID(streaming)
	many := strings.Repeat(`{"db_name":"orders_00","table_name":"orders_0001"},`, 101)
	for body, code := range map[string]string{
		`{}`:                       "DRS.M00201",
		`{"db_object_infos":[]}`:   "DRS.M00201",
		`{"db_object_infos":[{}]}`: "DRS.M00201",
		`{"db_object_infos":[{"db_name":"orders_00","table_name":"orders"}]}`:                             "DRS.M00305",
		`{"db_object_infos":[{"db_name":"nowhere","table_name":"orders_0001"}]}`:                          "DRS.M00305",
		`{"db_object_infos":[{"db_name":"orders_00","schema_name":"public","table_name":"orders_0001"}]}`: "DRS.M00305",
		`{"db_object_infos":[` + strings.TrimSuffix(many, ",") + `]}`:                                     "DRS.M00202",
	} {
		if g := s.post(at+"/columns/collect", body); g.status != 400 || g.code(t) != code {
			t.Errorf("%.100s: %d %s, want %s", body, g.status, g.body, code)
		}
	}
	if g := s.get(at + "/columns?query_id=1"); g.code(t) != "DRS.M00202" {
		t.Errorf("%d %s", g.status, g.body)
	}
}

func TestFiltersAreChecked(t *testing.T) {
	s := serve(t, sim.Options{Freeze: true})
	id := s.ID(streaming)
	for _, c := range []struct{ condition, why string }{
		{"amount > 100", ""},
		{"status = 'it''s; not open' OR (region_id IN (1, 2) AND created_at >= '2025-01-01')", "semicolon"},
		{"status = 'open' OR (region_id IN (1, 2) AND created_at >= '2025-01-01')", ""},
		{"`note` IS NOT NULL AND length(note) > 3", ""},
		{"STATUS LIKE 'a%' and Amount between 1 and 2.5", ""},
		{"amount > 100;", "semicolon"},
		{"status = 'open", "quotation mark"},
		{"(amount > 100", "bracket"},
		{"amount > 100)", "near ')'"},
		{"colour = 'red'", "Unknown column 'colour'"},
		{"`colour` = 'red'", "Unknown column 'colour'"},
		{"where amount > 1", "WHERE"},
		{"", "empty"},
	} {
		rule := map[string]any{
			"filter_conditions":  []any{map[string]string{"value": c.condition, "filtering_type": "contentConditionalFilter"}},
			"process_rule_level": "table", "source": "job",
			"db_object": map[string]any{"object_scope": "table", "object_info": map[string]any{
				"orders_00": map[string]any{"name": "orders_00", "all": false, "tables": map[string]any{"orders_0001": map[string]any{"all": true}}},
			}},
		}
		g := s.post("/v5/p1/job/"+id+"/data-filtering/check", encode(t, map[string]any{"data_process_info": []any{rule}}))
		path := "/v5/p1/job/" + id + "/data-filtering/result?query_id=" + fmt.Sprint(g.tree(t)["id"])
		if first := s.get(path).list(t, "db_object_filtering_result"); len(first) != 0 {
			t.Errorf("%q is checked at once", c.condition)
		}
		told := s.get(path).list(t, "db_object_filtering_result")
		if len(told) != 1 || told[0]["is_success"] != (c.why == "") || !strings.Contains(fmt.Sprint(told[0]["message"]), c.why) || told[0]["table_name"] != "orders_0001" {
			t.Errorf("%q: %v, want %q", c.condition, told, c.why)
		}
	}
}

func TestMappingsAndWhatALinkSupports(t *testing.T) {
	s := serve(t, sim.Options{Freeze: true, Jobs: 300})
	id := s.ID(streaming)
	page := func(body string) (float64, []map[string]any) {
		g := s.post("/v5/p1/jobs/"+id+"/object-mappings", body)
		n, _ := g.tree(t)["count"].(float64)
		return n, g.list(t, "object_mapping_list")
	}
	total, first := page(`{}`)
	_, second := page(`{"offset":10,"limit":3}`)
	if total < 1500 || total > 2050 || len(first) != 10 || len(second) != 3 || first[9]["source_table_name"] == second[0]["source_table_name"] {
		t.Errorf("%v in all, pages of %d and %d", total, len(first), len(second))
	}
	if n, one := page(`{"db_name":"orders_00","table_name":"customers_0000"}`); n != 1 || one[0]["target_table_name"] != "crm_customers_0000" || one[0]["target_db_name"] != "orders_00" {
		t.Errorf("%v", one)
	}
	if _, one := page(`{"db_name":"orders_01","limit":1}`); one[0]["target_db_name"] != "orders_01_copy" {
		t.Errorf("%v", one)
	}
	if n, one := page(`{"db_name":"scratch"}`); n != 0 {
		t.Errorf("%v", one)
	}
	may := map[any]int{}
	for other := range rows(s) {
		if g := s.get("/v5/p1/jobs/" + other + "/object/support"); g.status == http.StatusOK {
			may[g.tree(t)["is_support_column_mapping"]]++
		}
	}
	if may[true] == 0 || may[false] == 0 {
		t.Errorf("%v", may)
	}
	if g := s.get("/v5/p1/jobs/" + s.ID(redis) + "/object/support").tree(t); g["is_full_trans_support_object"] != false {
		t.Errorf("%v", g)
	}
}
