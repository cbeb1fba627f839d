package drs_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"reflect"
	"slices"
	"strconv"
	"testing"

	"drover/client/drs"
	"drover/client/rest"
	"drover/model"
	"drover/model/objects"
)

func tables(n int) []objects.Path {
	var out []objects.Path
	for i := range n {
		out = append(out, objects.Path{Database: "shop", Name: "t" + strconv.Itoa(i)})
	}
	return out
}

// columnsService tells of tables with per columns each, those that were asked about
// last. Its pages count tables or columns, and are at most so large.
type columnsService struct {
	per, most int
	byColumn  bool
	asked     []string
	questions int
}

func (s *columnsService) collect(w http.ResponseWriter, r *http.Request) {
	var body struct {
		Tables []struct {
			Name string `json:"table_name"`
		} `json:"db_object_infos"`
	}
	_ = json.NewDecoder(r.Body).Decode(&body)
	s.asked = nil
	for _, t := range body.Tables {
		s.asked = append(s.asked, t.Name)
	}
	s.questions++
	answer(202, `{"id":"q1","status":"pending"}`)(w, r)
}

func (s *columnsService) page(w http.ResponseWriter, r *http.Request) {
	n, per, most, byColumn := len(s.asked), s.per, s.most, s.byColumn
	offset, _ := strconv.Atoi(r.URL.Query().Get("offset"))
	rows, total := []any{}, n
	if byColumn {
		total = n * per
	}
	for k := offset; k < min(offset+most, total); k++ {
		table, columns := k, []any{}
		for c := range per {
			if table = k; byColumn {
				table = k / per
			}
			if !byColumn || c == k%per {
				columns = append(columns, map[string]any{"column_name": "c" + strconv.Itoa(c), "column_type": "int"})
			}
		}
		rows = append(rows, map[string]any{"db_name": "shop", "table_name": s.asked[table], "column_infos": columns})
	}
	_ = json.NewEncoder(w).Encode(map[string]any{"results": rows, "total_count": total})
}

// TestColumnsComeWhole however the service counts its pages.
func TestColumnsComeWhole(t *testing.T) {
	const n, per = 60, 7
	for name, s := range map[string]*columnsService{
		"pages of tables":  {per: per, most: 9},
		"pages of columns": {per: per, most: 25, byColumn: true},
		"one page":         {per: per, most: 10_000},
		"one of columns":   {per: per, most: 10_000, byColumn: true},
	} {
		t.Run(name, func(t *testing.T) {
			h := service{"/columns/collect": s.collect, "/columns": inTurn(answer(200, `{"results":[],"total_count":0}`), answer(200, `{"results":null}`), s.page)}
			quickly(t, h, func(t *testing.T, b *drs.Backend) {
				got, err := b.Columns(t.Context(), jobOfObjects("CONFIGURATION"), tables(n), false)
				if err != nil || len(got) != n || s.questions != 2 {
					t.Fatalf("%v: %d tables in %d questions", err, len(got), s.questions)
				}
				for i, table := range got {
					if table.Path != tables(n)[i] || len(table.Columns) != per || table.Columns[per-1].Name != "c6" {
						t.Errorf("%+v", table)
					}
				}
			})
		})
	}
}

func TestColumnsAreReadTolerantly(t *testing.T) {
	ask := []objects.Path{{Database: "shop", Schema: "public", Name: "orders"}, {Database: "shop", Name: "gone"}}
	h := service{"/columns/collect": answer(202, `{"id":"q1"}`), "/columns": answer(200, `{"total_count":"2","results":[
		{"db_name":"shop","schema_name":"public","table_name":"orders","total_count":"4","column_infos":[
			{"column_name":"id","column_type":"bigint","primary_key_or_unique_index":"pri","column_mapped_name":"id","is_filtered":"false","is_partition_key":null},
			{"column_name":"day","column_type":"date","primary_key_or_unique_index":null,"is_partition_key":"TRUE"},
			{"column_name":"mail","primary_key_or_unique_index":"UNI","column_mapped_name":"email","x_more":{}},
			{"column_name":"note","is_filtered":true},{"column_name":null},null,7]},
		{"db_name":"shop","table_name":"orders","column_infos":[{"column_name":"of another table"}]},
		{"db_name":"shop","table_name":"gone","column_infos":null},null]}`)}
	quickly(t, h, func(t *testing.T, b *drs.Backend) {
		got, err := b.Columns(t.Context(), jobOfObjects("CONFIGURATION"), ask, false)
		want := []objects.TableColumns{{Path: ask[0], Total: 4, Columns: []objects.ColumnInfo{
			{Name: "id", Type: "bigint", Key: true}, {Name: "day", Type: "date", Partition: true}, {Name: "mail", Unique: true, Target: "email"}, {Name: "note", Left: true},
		}}, {Path: ask[1]}}
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%v\n got %+v\nwant %+v", err, got, want)
		}
	})
}

func TestColumnsThatDoNotCome(t *testing.T) {
	begun := answer(202, `{"id":"q1","status":"pending"}`)
	for name, c := range map[string]struct {
		h    service
		kind rest.Kind
	}{
		"never":    {service{"/columns/collect": begun, "/columns": answer(200, `{"results":[]}`)}, rest.Lost},
		"failed":   {service{"/columns/collect": begun, "/columns": answer(200, `{"status":" Failed"}`)}, rest.Refused},
		"refused":  {service{"/columns/collect": begun, "/columns": answer(400, `{"error_code":"DRS.M00305"}`)}, rest.Refused},
		"no query": {service{"/columns/collect": answer(202, `{}`)}, rest.BadAnswer},
	} {
		t.Run(name, func(t *testing.T) {
			quickly(t, c.h, func(t *testing.T, b *drs.Backend) {
				if _, err := b.Columns(t.Context(), jobOfObjects("CONFIGURATION"), tables(1), false); kindOf(err) != c.kind {
					t.Errorf("%v", err)
				}
			})
		})
	}
}

func TestVerdictsOnFilters(t *testing.T) {
	tries := []objects.FilterTry{
		{Path: objects.Path{Database: "shop", Name: "a"}, Conditions: []string{"id > 1"}},
		{Path: objects.Path{Database: "shop", Schema: "public", Name: "b"}, Conditions: []string{"id > 1"}, Joins: []string{"b.id = c.id"}},
	}
	both := `{"success_count":1,"failed_count":1,"db_object_filtering_result":[
		{"db_name":"shop","schema_name":"public","table_name":"b","is_success":"false","message":"no column","source_message":"near id","target_message":null},
		{"db_name":"shop","table_name":"a","is_success":true,"schema_name":null},null]}`
	a, b := objects.FilterVerdict{Path: tries[0].Path, OK: true}, objects.FilterVerdict{Path: tries[1].Path, Message: "no column", OnSource: "near id"}
	for name, c := range map[string]struct {
		results http.HandlerFunc
		tries   []objects.FilterTry
		want    []objects.FilterVerdict
		kind    rest.Kind
	}{
		"later":             {inTurn(answer(200, `{}`), answer(200, `{"db_object_filtering_result":[]}`), answer(200, both)), tries, []objects.FilterVerdict{a, b}, 255},
		"one by one":        {inTurn(answer(200, `{"db_object_filtering_result":[{"db_name":"shop","table_name":"a","is_success":true}]}`), answer(200, both)), tries, []objects.FilterVerdict{a, b}, 255},
		"no name":           {answer(200, `{"db_object_filtering_result":{"is_success":"true"}}`), tries[:1], []objects.FilterVerdict{a}, 255},
		"it contradicts":    {answer(200, `{"db_object_filtering_result":[{"db_name":"shop","table_name":"a","is_success":false},{"db_name":"shop","table_name":"a","is_success":true}]}`), tries[:1], []objects.FilterVerdict{{Path: tries[0].Path}}, 255},
		"never":             {answer(200, `{"db_object_filtering_result":[{"db_name":"shop","table_name":"a","is_success":"perhaps"}]}`), tries[:1], nil, rest.Lost},
		"done without it":   {answer(200, `{"status":"success","db_object_filtering_result":[]}`), tries, nil, rest.BadAnswer},
		"the check failed":  {answer(200, `{"status":"failed"}`), tries, nil, rest.Refused},
		"the check is lost": {answer(400, `{"error_code":"DRS.M00202"}`), tries, nil, rest.Refused},
	} {
		t.Run(name, func(t *testing.T) {
			h := service{"/data-filtering/check": answer(202, `{"id":"q1","status":"pending"}`), "/data-filtering/result": c.results}
			quickly(t, h, func(t *testing.T, b *drs.Backend) {
				got, err := b.CheckFilters(t.Context(), jobOfObjects("CONFIGURATION"), c.tries)
				if !slices.Equal(got, c.want) || err == nil != (c.kind == 255) || err != nil && kindOf(err) != c.kind {
					t.Errorf("%v\n got %+v\nwant %+v", err, got, c.want)
				}
			})
		})
	}
}

func TestMappingsAndSupport(t *testing.T) {
	h := service{
		"/object-mappings": answer(200, `{"count":"12","object_mapping_list":[{"source_db_name":"shop","source_table_name":"a","target_db_name":"s2","target_schema_name":"public","target_table_name":null,"has_column_info":"true"},null]}`),
		"/object/support":  answer(200, `{"is_full_trans_support_object":"false","is_support_column_mapping":true,"support_object_import_engine":["mysql"],"is_import_cloumn":null,"file_size":10,"x":[]}`),
	}
	quickly(t, h, func(t *testing.T, b *drs.Backend) {
		got, err := b.ObjectMappings(t.Context(), jobOfObjects("CONFIGURATION"), objects.Path{Database: "shop"}, model.Page{Limit: 10})
		want := objects.Mapping{Source: objects.Path{Database: "shop", Name: "a"}, Target: objects.Path{Database: "s2", Schema: "public"}, Columns: true}
		if err != nil || got.Total != 12 || len(got.Rows) != 1 || got.Rows[0] != want {
			t.Errorf("%v %+v", err, got)
		}
		support, err := b.ObjectSupport(t.Context(), jobOfObjects("CONFIGURATION"))
		if want := (objects.Support{Read: true, Full: model.No, ColumnMapping: model.Yes, ImportEngines: []string{"mysql"}, FileSize: "10"}); err != nil || fmt.Sprint(support) != fmt.Sprint(want) {
			t.Errorf("%v %+v", err, support)
		}
	})
}
