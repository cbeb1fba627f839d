package sim_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"drover/client/sim"
)

// choosing is a selection and how it is answered; code is empty where it is taken.
type choosing struct {
	name, job, object, code, says string
}

const (
	streaming = "orders-prod-sync-02"
	crm       = "wave4-crm-move"
)

// table is a selection of one database with these tables.
func table(all, tables string) string {
	return `"object_scope":"table","object_info":{"wave2_01":{"name":"wave2_01","all":` + all + `,"tables":{` + tables + `}}}`
}

// tableWith is one table with these members.
func tableWith(members string) string { return table("false", `"payments_0151":{`+members+`}`) }

// columns is one table with these columns.
func columns(all, list string) string {
	return tableWith(`"name":"payments_0151","all":` + all + `,"columns":{` + list + `}`)
}

// added is one table with an added column.
func added(members string) string { return columns("true", `"src_id":{`+members+`}`) }

const keyColumn = `"id":{"name":"id","filtered":true,"primary_key_for_column_filtering":"PRI"}`

func choicesOfLevels() []choosing {
	return []choosing{
		{"everything", shop, `"object_scope":"all"`, "", ""},
		{"no scope", shop, `"object_info":{}`, "DRS.M00201", "object_scope"},
		{"a scope there is not", shop, `"object_scope":"some"`, "DRS.M00202", "object_scope"},
		{"everything, and a list", shop, `"object_scope":"all","object_info":{}`, "DRS.M00305", "object_info"},
		{"no list", shop, `"object_scope":"table"`, "DRS.M00201", "object_info"},
		{"an empty list", shop, `"object_scope":"database","object_info":{}`, "DRS.M00201", "object_info"},
		{"a member that nobody knows", shop, `"object_scope":"all","colour":"red"`, "DRS.M00202", "colour"},
		{"a member twice", shop, `"object_scope":"all","object_scope":"all"`, "DRS.M00202", "object_scope"},
		{"a number for a text", shop, `"object_scope":7`, "DRS.M00202", "object_scope"},
		{"whole databases", shop, `"object_scope":"database","object_info":{"wave2_00":{"name":"wave2_00","all":true},"scratch":{}}`, "", ""},
		{"a database half, by databases", shop, `"object_scope":"database","object_info":{"wave2_00":{"all":false}}`, "DRS.M00202", "wave2_00.all"},
		{"tables, by databases", shop, `"object_scope":"database","object_info":{"wave2_00":{"all":true,"tables":{}}}`, "DRS.M00305", "wave2_00.tables"},
		{"a database there is not", shop, `"object_scope":"database","object_info":{"WAVE2_00":{"all":true}}`, "DRS.M00305", "WAVE2_00"},
		{"a database twice", shop, `"object_scope":"database","object_info":{"wave2_00":{},"wave2_00":{}}`, "DRS.M00202", "wave2_00"},
		{"schemas of MySQL", shop, `"object_scope":"table","object_info":{"wave2_00":{"all":true,"schemas":{}}}`, "DRS.M00305", "schemas"},
		{"a database of another name", shop, `"object_scope":"database","object_info":{"wave2_00":{"name":"shop_new","all":true}}`, "", ""},
		{"a database with a dot", shop, `"object_scope":"database","object_info":{"wave2_00":{"name":"shop.new","all":true}}`, "DRS.M00273", "wave2_00.name"},
		{"a database with a blank at its end", shop, `"object_scope":"database","object_info":{"wave2_00":{"name":"shop ","all":true}}`, "DRS.M00273", "wave2_00.name"},
		{"a database without a name", shop, `"object_scope":"database","object_info":{"wave2_00":{"name":"","all":true}}`, "DRS.M00201", "wave2_00.name"},
		{"a destination of MySQL", shop, `"object_scope":"all","target_root_db":{"db_name":"a"}`, "DRS.M00305", "target_root_db"},
		{"no tables at all", shop, table("false", ``), "DRS.M00201", "wave2_01.tables"},
		{"all, and its tables", shop, table("true", `"payments_0151":{"name":"pay","all":true,"type":"table"}`), "", ""},
		{"the example of the page", shop, `"object_scope":"table","object_info":{"wave2_01":{"name":"wave2_01","tables":{
			"payments_0151":{"name":"payments_0151","type":"table","all":true,"is_synchronized":false}}}}`, "", ""},
		{"a database only to look things up in", shop, `"object_scope":"table","object_info":{"wave2_00":{"all":true},"wave2_01":{"sync_type":"config","tables":{
			"payments_0151":{"sync_type":"config","config_conditions":["id > 1"]}}}}`, "", ""},
		{"and without a table", shop, `"object_scope":"table","object_info":{"wave2_01":{"sync_type":"config"}}`, "DRS.M00201", "wave2_01.tables"},
		{"an Oracle by schemas", oracle, `"object_scope":"table","object_info":{"ORCL":{"all":false,"schemas":{"BILLING_01":{"name":"b1","all":true}}}}`, "", ""},
		{"an Oracle with a destination", oracle, `"object_scope":"all","target_root_db":{"db_name":"mytest","db_encoding":"utf8"}`, "", ""},
		{"an Oracle with tables right below", oracle, `"object_scope":"table","object_info":{"ORCL":{"all":false,"tables":{}}}`, "DRS.M00305", "ORCL.tables"},
		{"a schema there is not", oracle, `"object_scope":"table","object_info":{"ORCL":{"all":false,"schemas":{"b":{"all":true}}}}`, "DRS.M00305", "schemas.b"},
		{"databases of Redis", redis, `"object_scope":"database","object_info":{"0":{"all":true}}`, "DRS.M00302", "object_scope"},
		{"everything of Redis", redis, `"object_scope":"all"`, "", ""},
	}
}

func choicesOfTables() []choosing {
	return []choosing{
		{"another name", shop, tableWith(`"name":"pay_2025","all":true`), "", ""},
		{"a table there is not", shop, table("false", `"pay":{"all":true}`), "DRS.M00305", "tables.pay"},
		{"a view", shop, `"object_scope":"table","object_info":{"wave2_01":{"all":false,"tables":{"v_payments_0151":{"all":true,"type":"view"}}}}`, "DRS.M00305", "v_payments_0151"},
		{"a table as a view", shop, tableWith(`"type":"view","all":true`), "DRS.M00305", "type"},
		{"a type there is not", shop, tableWith(`"type":"index","all":true`), "DRS.M00202", "type"},
		{"a name with <", shop, tableWith(`"name":"a<b","all":true`), "DRS.M00273", "payments_0151.name"},
		{"a name with a blank before", shop, tableWith(`"name":" a","all":true`), "DRS.M00273", "payments_0151.name"},
		{"a name of 42 with a hyphen", shop, tableWith(`"name":"a-` + strings.Repeat("b", 40) + `","all":true`), "", ""},
		{"a name of 43 with a hyphen", shop, tableWith(`"name":"a-` + strings.Repeat("b", 41) + `","all":true`), "DRS.M00273", "payments_0151.name"},
		{"a name of 43", shop, tableWith(`"name":"` + strings.Repeat("b", 43) + `","all":true`), "", ""},
		{"not all, and no columns", shop, tableWith(`"all":false`), "DRS.M00201", "columns"},
		{"an alias", shop, tableWith(`"all":true,"db_alias_name":"other"`), "DRS.M00305", "db_alias_name"},
		{"a filter", shop, tableWith(`"all":true,"filtered":true,"filter_conditions":["amount > 5"]`), "", ""},
		{"a filter in a database that goes as a whole", shop, table("true", `"payments_0151":{"all":true,"filtered":true,"filter_conditions":["amount > 5"]}`), "DRS.M00202", "wave2_01.all"},
		{"a filter without a condition", shop, tableWith(`"all":true,"filtered":true`), "DRS.M00201", "filter_conditions"},
		{"an empty condition", shop, tableWith(`"all":true,"filtered":true,"filter_conditions":[" "]`), "DRS.M00201", "filter_conditions[0]"},
		{"a condition without filtered", shop, tableWith(`"all":true,"filter_conditions":["a > 5"]`), "DRS.M00305", "filter_conditions"},
		{"two rules", shop, tableWith(`"all":true,"filtered":true,"filter_conditions":["a > 5","b > 5"]`), "DRS.M00202", "filter_conditions"},
		{"a semicolon", shop, tableWith(`"all":true,"filtered":true,"filter_conditions":["a > 5;"]`), "DRS.M00273", "filter_conditions[0]"},
		{"WHERE", shop, tableWith(`"all":true,"filtered":true,"filter_conditions":["where a > 5"]`), "DRS.M00202", "filter_conditions[0]"},
		{"a condition of 512", shop, tableWith(`"all":true,"filtered":true,"filter_conditions":["note = '` + strings.Repeat("ä", 503) + `'"]`), "", ""},
		{"a condition of 513", shop, tableWith(`"all":true,"filtered":true,"filter_conditions":["note = '` + strings.Repeat("a", 504) + `'"]`), "DRS.M00202", "filter_conditions[0]"},
		{"a filter of a migration", crm, `"object_scope":"table","object_info":{"wave4_01":{"all":false,"tables":{"payments_0158":{"all":true,"filtered":true,"filter_conditions":["a > 5"]}}}}`, "DRS.M00302", "filter_conditions"},
		{"a join on a table that is copied", shop, tableWith(`"all":true,"config_conditions":["a > 5"]`), "DRS.M00305", "config_conditions"},
		{"a lookup without a join", shop, tableWith(`"sync_type":"config"`), "DRS.M00201", "config_conditions"},
		{"a sync_type there is not", shop, tableWith(`"sync_type":"all"`), "DRS.M00202", "sync_type"},
		{"a lookup", shop, tableWith(`"sync_type":"config","config_conditions":["id = 5"],"columns":{"id":{"sync_type":"config","primary_key_for_data_filtering":"id"}}`), "", ""},
		{"a lookup by another key", shop, tableWith(`"sync_type":"config","config_conditions":["id = 5"],"columns":{"id":{"sync_type":"config","primary_key_for_data_filtering":"no"}}`), "DRS.M00202", "primary_key_for_data_filtering"},
	}
}

func choicesOfColumns() []choosing {
	return []choosing{
		{"a column left out", shop, columns("false", keyColumn+`,"note":{"name":"note","filtered":false}`), "", ""},
		{"a column left out of all", shop, columns("true", keyColumn+`,"note":{"filtered":false}`), "DRS.M00202", "payments_0151.all"},
		{"a column of another name", shop, columns("false", keyColumn+`,"note":{"name":"remark","filtered":true}`), "", ""},
		{"a column there is not", shop, columns("false", keyColumn+`,"colour":{"filtered":false}`), "DRS.M00305", "columns.colour"},
		{"a key that is not marked", shop, columns("false", `"id":{"filtered":true},"note":{"filtered":false}`), "DRS.M00201", "primary_key_for_column_filtering"},
		{"a mark that is no key's", shop, columns("false", `"note":{"filtered":true,"primary_key_for_column_filtering":"PRI"}`), "DRS.M00305", "primary_key_for_column_filtering"},
		{"a column with a value", shop, columns("false", keyColumn+`,"note":{"filtered":true,"value":"a"}`), "DRS.M00305", "operation_type"},
		{"an added column", shop, added(`"name":"src_id","type":"int","additional":true,"operation_type":"ADDITIONALCOLUMN,default_value","value":"7"`), "", ""},
		{"an added column in a whole database", shop, table("true", `"payments_0151":{"all":true,"columns":{"a":{"name":"a","type":"varchar(256)","additional":true,"operation_type":"ADDITIONALCOLUMN,expression","value":"db@table"}}}`), "", ""},
		{"added and filtered", shop, added(`"name":"src_id","type":"int","additional":true,"filtered":true,"operation_type":"ADDITIONALCOLUMN,default_value","value":"7"`), "DRS.M00305", "filtered"},
		{"added under another name", shop, added(`"name":"a","type":"int","additional":true,"operation_type":"ADDITIONALCOLUMN,default_value","value":"7"`), "DRS.M00202", "src_id.name"},
		{"added without an operation", shop, added(`"name":"src_id","type":"int","additional":true`), "DRS.M00201", "operation_type"},
		{"added by an operation there is not", shop, added(`"name":"src_id","type":"int","additional":true,"operation_type":"default_value"`), "DRS.M00202", "operation_type"},
		{"added with a type it cannot have", shop, added(`"name":"src_id","type":"int","additional":true,"operation_type":"ADDITIONALCOLUMN,create_time"`), "DRS.M00202", "src_id.type"},
		{"added without a value", shop, added(`"name":"src_id","type":"int","additional":true,"operation_type":"ADDITIONALCOLUMN,default_value"`), "DRS.M00201", "src_id.value"},
		{"added with a value of another type", shop, added(`"name":"src_id","type":"int","additional":true,"operation_type":"ADDITIONALCOLUMN,default_value","value":"x"`), "DRS.M00202", "src_id.value"},
		{"a time with a value", shop, added(`"name":"src_id","type":"datetime","additional":true,"operation_type":"ADDITIONALCOLUMN,update_time","value":"x"`), "DRS.M00305", "src_id.value"},
		{"an expression of another value", shop, added(`"name":"src_id","type":"varchar(256)","additional":true,"operation_type":"ADDITIONALCOLUMN,expression","value":"x"`), "DRS.M00202", "src_id.value"},
		{"a server without its name", shop, added(`"name":"src_id","type":"varchar(256)","additional":true,"operation_type":"ADDITIONALCOLUMN,server_database_table"`), "DRS.M00201", "src_id.value"},
		{"added over one that is there", shop, columns("true", `"note":{"name":"note","type":"int","additional":true,"operation_type":"ADDITIONALCOLUMN,default_value","value":"7"}`), "DRS.M00305", "columns.note"},
		{"columns of a migration", crm, `"object_scope":"table","object_info":{"wave4_01":{"all":false,"tables":{"payments_0158":{"all":false,"columns":{"note":{"filtered":false}}}}}}`, "DRS.M00302", "columns"},
	}
}

func choicesOfRunningJobs() []choosing {
	one := func(name, members string) string {
		return `"object_scope":"table","object_info":{"orders_00":{"all":false,"tables":{"` + name + `":{` + members + `}}}}`
	}
	return []choosing{
		{"another scope", streaming, `"object_scope":"all"`, "DRS.M00305", "object_scope"},
		{"one table less, and its mapping as it was", streaming, one("customers_0000", `"name":"crm_customers_0000","all":true`), "", ""},
		{"another mapping of what is there", streaming, one("customers_0000", `"name":"crm","all":true`), "DRS.M00305", "customers_0000.name"},
		{"its mapping taken back", streaming, one("customers_0000", `"all":true`), "DRS.M00305", "crm_customers_0000"},
		{"a mapping of what had none", streaming, one("order_items_0002", `"name":"items","all":true`), "DRS.M00305", "order_items_0002.name"},
		{"a mapping of what is new", streaming, one("customers_0050_bak", `"name":"c50","all":true`), "", ""},
		{"another database of what is there", streaming, `"object_scope":"table","object_info":{"orders_01":{"name":"orders_01","all":true}}`, "DRS.M00305", "orders_01.name"},
		{"another database of what is new", streaming, `"object_scope":"table","object_info":{"scratch":{"name":"orders_tmp","all":true}}`, "", ""},
	}
}

func TestSelectionsAreTakenOrRefused(t *testing.T) {
	for _, c := range slices.Concat(choicesOfLevels(), choicesOfTables(), choicesOfColumns(), choicesOfRunningJobs()) {
		clock := newClock()
		s := unchecked(t, sim.Options{Now: clock.read, Prepared: true})
		id := s.ID(c.job)
		before := string(s.Objects(id))
		g := s.put(id, "db_object", `{"db_object":{`+c.object+`}}`)
		if c.code == "" {
			clock.forward(time.Minute)
			if g.status != 200 || string(s.Objects(id)) != `{`+c.object+`}` || len(s.Applied()) != 1 {
				t.Errorf("%s: %d %s, holds %s", c.name, g.status, g.body, s.Objects(id))
			}
			continue
		}
		if g.status != 400 || g.code(t) != c.code || !strings.Contains(string(g.body), c.says) {
			t.Errorf("%s: %d %s, want %s and %q", c.name, g.status, g.body, c.code, c.says)
		}
		clock.forward(time.Minute)
		if string(s.Objects(id)) != before || len(s.Applied()) != 0 {
			t.Errorf("%s: it was refused, and has changed something", c.name)
		}
	}
}
