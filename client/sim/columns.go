package sim

import (
	"cmp"
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
)

// columnRead is a reading of the columns of some tables.
type columnRead struct {
	id string
	delay
	failed bool
	tables []tableAt
}

// tableAt is a table by its names at the source.
type tableAt struct {
	DB     string `json:"db_name"`
	Schema string `json:"schema_name"`
	Table  string `json:"table_name"`
}

func (p tableAt) tell() object {
	out := object{"db_name": p.DB, "table_name": p.Table}
	if p.Schema != "" {
		out["schema_name"] = p.Schema
	}
	return out
}

// mostColumns is how many tables one call may ask about.
const mostColumns = 100

// collectColumnsV5 answers CollectColumns.
func (s *Sim) collectColumnsV5(c *call) answer {
	var refresh bool
	var raw []json.RawMessage
	m, err := members(c.body, "is_force_refresh", "db_object_infos")
	if err = cmp.Or(err, value(m, "is_force_refresh", &refresh), value(m, "db_object_infos", &raw)); err != nil {
		return invalid(err)
	}
	switch {
	case len(raw) == 0:
		return lacks("db_object_infos")
	case len(raw) > mostColumns:
		return wrong("db_object_infos", "at most "+strconv.Itoa(mostColumns)+" tables at once")
	}
	var tables []tableAt
	for n, one := range raw {
		shape := closed("db_name table_name", map[string]shape{}).texts("db_name", "schema_name", "table_name")
		if a := shape.check(item5("db_object_infos", n), one); a.status != 0 {
			return a
		}
		var p tableAt
		if err := json.Unmarshal(one, &p); err != nil {
			return invalid(err)
		}
		tables = append(tables, p)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	at, problem := s.below(c)
	if problem.status != 0 {
		return problem
	}
	if problem := s.collectable(at, "source", c); problem.status != 0 {
		return problem
	}
	for n, p := range tables {
		if a := s.tree(at.i).atSource(p, item5("db_object_infos", n)); a.status != 0 {
			return a
		}
	}
	chosen := s.choose(at.i)
	one := &columnRead{id: s.handle(at.i), tables: tables, delay: s.waiting(0, c.now), failed: s.unreachable(at.i)}
	chosen.columns = latest(chosen.columns, one)
	return answer{status: http.StatusAccepted, body: object{"id": one.id, "status": "pending", "job_id": s.world.id(at.i)}.encode()}
}

// atSource refuses a table that there is not.
func (t tree) atSource(p tableAt, at string) answer {
	level := p.DB
	if t.root != "" {
		if p.DB != t.root {
			return unfit(at+".db_name", "there is no such database at the source")
		}
		level = p.Schema
	} else if p.Schema != "" {
		return unfit(at+".schema_name", "the source has no schemas")
	}
	n, there := t.find()[level]
	if !there {
		return unfit(at, "there is no such database or schema at the source")
	}
	found := false
	t.each(n, func(name, kind string, _ bool) { found = found || name == p.Table && kind == "table" })
	if !found {
		return unfit(at+".table_name", "there is no such table at the source")
	}
	return answer{}
}

// columnsV5 answers ShowColumnInfoResult: nothing yet while they are being read,
// then a part of the tables with all of their columns.
func (s *Sim) columnsV5(c *call) answer {
	offset, limit, problem := part(c.request.URL.Query(), "query_id")
	if problem.status != 0 {
		return problem
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	at, problem := s.below(c)
	if problem.status != 0 {
		return problem
	}
	query := c.request.URL.Query().Get("query_id")
	if query == "" {
		return lacks("query_id")
	}
	all := s.chosenOf(at.i).columns
	k := slices.IndexFunc(all, func(one *columnRead) bool { return one.id == query })
	if k < 0 {
		return refuse(http.StatusBadRequest, "DRS.M00202", "The parameter query_id is invalid.")
	}
	one := all[k]
	if !one.over(s.options.Freeze, c.now) {
		return okay(object{"results": []object{}, "total_count": 0}.encode())
	}
	if one.failed || c.fx.failing(s, s.world.id(at.i), 0) != "" {
		return refuse(http.StatusBadRequest, "DRS.M00305", "The columns could not be read: the source cannot be reached.")
	}
	tree, there := s.tree(at.i), coverOf(s.current(at.i), s.tree(at.i).root)
	rows := []object{}
	for k := min(offset, len(one.tables)); k < min(offset+limit, len(one.tables)); k++ {
		p := one.tables[k]
		row := p.tell()
		infos := tree.columnInfos(p, there)
		row["column_infos"], row["total_count"] = infos, len(infos)
		rows = append(rows, row)
	}
	return okay(object{"results": rows, "total_count": len(one.tables)}.encode())
}

// columnInfos are the columns of a table, with what the selection makes of them.
func (t tree) columnInfos(p tableAt, there cover) []object {
	chosen := there.columnsChosen(p)
	infos := []object{}
	for _, col := range t.columnsOf(p.Table) {
		key := ""
		if col.key {
			key = "PRI"
		}
		to, left := col.name, false
		if one, is := chosen[col.name]; is {
			to, left = or(one.name, col.name), one.filtered != nil && !*one.filtered
		}
		infos = append(infos, object{
			"column_name": col.name, "column_type": col.kind, "primary_key_or_unique_index": key,
			"column_mapped_name": to, "is_filtered": left, "is_partition_key": col.partition,
		})
	}
	return infos
}

// tableOf is a table of a selection, where it is listed.
func (v cover) tableOf(p tableAt) (t tableWish, listed bool) {
	one := v.them[or(p.Schema, p.DB)]
	if one.tables == nil {
		return t, false
	}
	w := walk{choice: &choice{lax: true}}
	c := cursor{b: one.tables}
	c.members(spot{}, func(name string) answer {
		if name != p.Table {
			c.raw()
			return answer{}
		}
		inner := cursor{b: c.raw()}
		t, _ = w.readTable(&inner, spot{})
		listed = true
		return answer{}
	})
	return t, listed
}

// columnsChosen are the columns of a table that a selection names.
func (v cover) columnsChosen(p tableAt) map[string]columnWish {
	t, listed := v.tableOf(p)
	if !listed || t.columns == nil {
		return nil
	}
	out := map[string]columnWish{}
	w := walk{choice: &choice{lax: true}}
	c := cursor{b: t.columns}
	c.members(spot{}, func(name string) answer {
		one, a := w.readColumn(&c, spot{}, name)
		out[name] = one
		return a
	})
	return out
}
