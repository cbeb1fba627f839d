package sim_test

import "fmt"

// everyObject reads the objects of a job in every way there is.
func everyObject(s *service, id string) {
	s.t.Helper()
	at := "/v5/p1/jobs/" + id + "/db-objects"
	s.get("/v5.1/p1/jobs/" + id + "/db-object?type=modified")
	for _, kind := range []string{"source", "modified", "synchronized"} {
		s.get(at + "?type=" + kind + "&limit=2&offset=1")
		for _, g := range []got{
			s.post("/v5.1/p1/jobs/"+id+"/db-objects/collect", `{"type":"`+kind+`","is_refresh":"true","db_names":[]}`),
			s.post(at+"/collect?type="+kind+"&is_refresh=false&db_names=scratch&db_names=unused", ""),
		} {
			query, _ := g.tree(s.t)["id"].(string)
			s.get(at + "/collection-status?query_id=" + query)
			s.get(at + "/saving-status?query_id=" + query)
		}
	}
}

// everyTable asks about single tables of a job.
func everyTable(s *service, id string) {
	s.t.Helper()
	at := "/v5/p1/job/" + id
	row := s.post("/v5/p1/jobs/"+id+"/object-mappings", `{"offset":1,"limit":1,"has_column_info":true}`)
	s.get("/v5/p1/jobs/" + id + "/object/support")
	for _, m := range row.list(s.t, "object_mapping_list") {
		table := map[string]any{"db_name": m["source_db_name"], "table_name": m["source_table_name"]}
		box := map[string]any{"all": false, "tables": map[string]any{fmt.Sprint(m["source_table_name"]): map[string]any{"all": true}}}
		if schema := m["source_schema_name"]; schema != nil {
			table["schema_name"] = schema
			box = map[string]any{"all": false, "schemas": map[string]any{fmt.Sprint(schema): box}}
		}
		query := fmt.Sprint(s.post(at+"/columns/collect", encode(s.t, map[string]any{"db_object_infos": []any{table}})).tree(s.t)["id"])
		for range 3 {
			s.get(at + "/columns?limit=5&offset=0&query_id=" + query)
		}
		rule := map[string]any{
			"filter_conditions": []any{map[string]any{"value": "amount > 1", "filtering_type": "contentConditionalFilter"}}, "process_rule_level": "table",
			"db_object": map[string]any{"object_scope": "table", "object_info": map[string]any{fmt.Sprint(m["source_db_name"]): box}},
		}
		query = fmt.Sprint(s.post(at+"/data-filtering/check", encode(s.t, map[string]any{"data_process_info": []any{rule}})).tree(s.t)["id"])
		for range 3 {
			s.get(at + "/data-filtering/result?query_id=" + query)
		}
	}
}
