package sim

import (
	"cmp"
	"net/http"
	"strconv"
)

// mappingWish narrows the mappings asked for.
type mappingWish struct {
	tableAt
	offset, limit int
	columns       bool
}

// mappingsV5 answers ShowObjectMapping: what is called how at the destination, for
// every object that is chosen.
func (s *Sim) mappingsV5(c *call) answer {
	w := mappingWish{limit: partStandard}
	m, err := members(c.body, "db_name", "schema_name", "table_name", "offset", "limit", "has_column_info")
	err = cmp.Or(err, value(m, "db_name", &w.DB), value(m, "schema_name", &w.Schema), value(m, "table_name", &w.Table),
		value(m, "offset", &w.offset), value(m, "limit", &w.limit), value(m, "has_column_info", &w.columns))
	switch {
	case err != nil:
		return invalid(err)
	case w.offset < 0 || w.limit < 1:
		return refuse(http.StatusBadRequest, "DRS.M00210", "The page value is invalid.")
	case w.limit > partLargest:
		return refuse(http.StatusBadRequest, "DRS.M00211", "The page value is too large: at most "+strconv.Itoa(partLargest)+".")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	at, problem := s.below(c)
	if problem.status != 0 {
		return problem
	}
	if problem := s.collectable(at, "modified", c); problem.status != 0 {
		return problem
	}
	s.settleSaving(at.i, c.now)
	t, doc := s.tree(at.i), s.current(at.i)
	rows, n := []object{}, 0
	if doc != nil {
		n = t.mappings(coverOf(doc, t.root), doc, w, func(o object) { rows = append(rows, o) })
	}
	return okay(object{"count": n, "object_mapping_list": rows}.encode())
}

// mappings calls row with those of one part, and counts all.
func (t tree) mappings(v cover, doc *selection, w mappingWish, row func(object)) int {
	n := 0
	for k := range t.containers() {
		name := t.container(k)
		one, there := v.them[name]
		at := tableAt{DB: name}
		to := tableAt{DB: or(one.name, name)}
		if t.root != "" {
			at, to = tableAt{DB: t.root, Schema: name}, tableAt{DB: or(v.root.name, t.root), Schema: or(one.name, name)}
		}
		if doc.root != nil { // one level more at the destination
			to = tableAt{DB: rootName(doc.root), Schema: to.DB}
		}
		if !there && !v.all || w.DB != "" && w.DB != at.DB || w.Schema != "" && w.Schema != at.Schema {
			continue
		}
		tables := v.tablesIn(one)
		t.each(k, func(table, _ string, _ bool) {
			said, listed := tables[table]
			if !listed && !one.all && !v.all || said.aside || w.Table != "" && w.Table != table {
				return
			}
			if n >= w.offset && n < w.offset+w.limit {
				row(mappingRow(at, to, table, said))
			}
			n++
		})
	}
	return n
}

func mappingRow(at, to tableAt, table string, said tableWish) object {
	out := object{
		"source_db_name": at.DB, "source_table_name": table, "target_db_name": or(said.db, to.DB), "target_table_name": or(said.name, table),
		"has_column_info": said.columns != nil,
	}
	if at.Schema != "" {
		out["source_schema_name"] = at.Schema
	}
	if schema := or(said.schema, to.Schema); schema != "" {
		out["target_schema_name"] = schema
	}
	return out
}

func rootName(raw []byte) string {
	name, c := "", cursor{b: raw}
	c.members(spot{}, func(member string) answer {
		if member == "db_name" {
			name, _ = c.text()
		} else {
			c.raw()
		}
		return answer{}
	})
	return name
}

// tablesIn are the tables that a database or schema of a selection lists.
func (v cover) tablesIn(one container) map[string]tableWish {
	out := map[string]tableWish{}
	if one.tables == nil {
		return out
	}
	w := walk{choice: &choice{lax: true}}
	c := cursor{b: one.tables}
	c.members(spot{}, func(name string) answer {
		inner := cursor{b: c.raw()}
		out[name], _ = w.readTable(&inner, spot{})
		return answer{}
	})
	return out
}

// supportV5 answers ShowSupportObjectType.
func (s *Sim) supportV5(c *call) answer {
	s.mu.RLock()
	defer s.mu.RUnlock()
	at, problem := s.below(c)
	if problem.status != 0 {
		return problem
	}
	chosen, columns := !s.objectless(at.i), s.mapsColumns(at.i)
	files, level := []string{}, ""
	if chosen {
		files, level = []string{s.world.jobs[at.i].link.engine()}, "table"
	}
	return okay(object{
		"is_full_trans_support_object": chosen, "is_incre_trans_support_object": chosen, "is_full_incre_trans_support_object": chosen,
		"support_object_import_engine": files, "is_support_column_mapping": columns,
		"is_database_support_search": chosen, "is_schema_support_search": chosen && s.schemas(at.i), "is_table_support_search": chosen,
		"file_size": "10", "previous_select": "", "import_level": level, "is_import_cloumn": columns, "import_mapping_type": "", "is_import_unique_key": false,
	}.encode())
}
