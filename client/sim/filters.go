package sim

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"unicode"
)

// filterCheck is a check of row filters.
type filterCheck struct {
	id string
	delay
	results []object
	bad     int
}

// filterWish is one rule of DataProcessReq.
type filterWish struct {
	Conditions []struct {
		Value string `json:"value"`
		Kind  string `json:"filtering_type"`
	} `json:"filter_conditions"`
	Columns *tableAt        `json:"db_object_column_info"`
	Object  json.RawMessage `json:"db_object"`
	Source  string          `json:"source"`
}

// filtersShape is DataProcessReq. The selection within is read by itself.
func filtersShape() shape {
	return closed("data_process_info", map[string]shape{"data_process_info": listOf(func() shape {
		return closed("", map[string]shape{
			"filter_conditions": listOf(func() shape {
				return closed("", map[string]shape{"value": text(), "filtering_type": text("contentConditionalFilter", "configConditionalFilter")})
			}),
			"is_batch_process": truth(),
			"add_columns": listOf(func() shape {
				return closed("", map[string]shape{}).texts("column_type", "column_name", "column_value", "data_type")
			}),
			"ddl_operation": mapOfTexts(), "dml_operation": text(),
			"db_object_column_info": closed("", map[string]shape{
				"total_count": whole(), "column_infos": listOf(func() shape {
					return closed("", map[string]shape{"is_filtered": truth(), "is_partition_key": truth()}).
						texts("column_name", "column_type", "primary_key_or_unique_index", "column_mapped_name")
				}),
			}).texts("db_name", "schema_name", "table_name"),
			"db_or_table_rename_rule": closed("", map[string]shape{"type": text("prefixAndSuffix", "manyToOne")}).texts("prefix_name", "suffix_name"),
			"db_object":               {kind: anyValue},
			"is_synchronized":         truth(), "source": text("job", "compare"), "process_rule_level": text("table", "combinations"),
		})
	})})
}

// checkFiltersV5 answers CheckDataFilter.
func (s *Sim) checkFiltersV5(c *call) answer {
	type wish struct {
		Rules []filterWish `json:"data_process_info"`
	}
	w, problem := readWhole[wish](c.body, filtersShape())
	if problem.status != 0 {
		return problem
	}
	if len(w.Rules) == 0 {
		return lacks("data_process_info")
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
	if s.world.jobs[at.i].scenario != synchronisation {
		return refuse(http.StatusBadRequest, "DRS.M00302", "Only synchronization tasks filter rows.")
	}
	one := &filterCheck{id: s.handle(at.i), delay: s.waiting(0, c.now)}
	for n, rule := range w.Rules {
		tables, a := s.choiceOf(at.i, at.r.status).tablesOf(rule, item5("data_process_info", n))
		if a.status != 0 {
			return a
		}
		for _, p := range tables {
			out := p.tell()
			why := s.tree(at.i).mistakeOf(p, rule)
			out["is_success"], out["source"] = why == "", or(rule.Source, "job")
			if why != "" {
				out["message"] = why
				one.bad++
			}
			one.results = append(one.results, out)
		}
	}
	chosen := s.choose(at.i)
	chosen.filtering = latest(chosen.filtering, one)
	return answer{status: http.StatusAccepted, body: object{"id": one.id, "status": "pending", "job_id": s.world.id(at.i)}.encode()}
}

// tablesOf are the tables that a rule is for.
func (ch choice) tablesOf(rule filterWish, at string) ([]tableAt, answer) {
	if p := rule.Columns; p != nil && p.Table != "" {
		return []tableAt{*p}, answer{}
	}
	if rule.Object == nil {
		return nil, lacks(at + ".db_object")
	}
	var out []tableAt
	info := selectionOf(rule.Object).info
	if info == nil {
		return nil, lacks(at + ".db_object.object_info")
	}
	list := func(db, schema string, tables []byte) {
		inner := cursor{b: tables}
		inner.members(spot{}, func(table string) answer {
			inner.raw()
			out = append(out, tableAt{db, schema, table})
			return answer{}
		})
	}
	c, here := cursor{b: info}, spot{name: at + ".db_object.object_info"}
	a := c.members(here, func(db string) answer {
		one, a := ch.readLevel(&c, here.below(db), true)
		list(db, "", one.tables)
		if one.schemas != nil {
			inner, under := cursor{b: one.schemas}, here.below(db)
			return inner.members(under, func(schema string) answer {
				l, a := ch.readLevel(&inner, under.below(schema), false)
				list(db, schema, l.tables)
				return a
			})
		}
		return a
	})
	if a.status == 0 && len(out) == 0 {
		a = lacks(at + ".db_object.object_info")
	}
	return out, a
}

// mistakeOf is what the source says of a rule; empty: nothing is wrong.
func (t tree) mistakeOf(p tableAt, rule filterWish) string {
	if a := t.atSource(p, "table"); a.status != 0 {
		return "Table '" + p.DB + "." + p.Table + "' doesn't exist"
	}
	if len(rule.Conditions) == 0 {
		return "There is no condition."
	}
	names := map[string]bool{}
	for _, col := range t.columnsOf(p.Table) {
		names[strings.ToLower(col.name)] = true
	}
	for _, one := range rule.Conditions {
		if a := lawfulCondition("filter_conditions", one.Value); a.status != 0 {
			var said struct {
				Message string `json:"error_msg"`
			}
			_ = json.Unmarshal(a.body, &said) // it is an envelope of our own
			return said.Message
		}
		if why := mistakeIn(one.Value, names, one.Kind == "configConditionalFilter"); why != "" {
			return why
		}
	}
	return ""
}

// mistakeIn finds what is obviously wrong with a condition: quotes or brackets
// without their counterpart, and columns that there are not. In a join, names of
// other tables may stand.
func mistakeIn(condition string, columns map[string]bool, join bool) string {
	depth := 0
	runes := []rune(condition)
	for k := 0; k < len(runes); k++ {
		switch r := runes[k]; {
		case r == '\'' || r == '`' || r == '"':
			end := k + 1
			for end < len(runes) && runes[end] != r {
				end++
			}
			if end == len(runes) {
				return "You have an error in your SQL syntax: a quotation mark is never closed"
			}
			if word := string(runes[k+1 : end]); r == '`' && !columns[strings.ToLower(word)] && !join {
				return "Unknown column '" + word + "' in 'where clause'"
			}
			k = end
		case r == '(':
			depth++
		case r == ')':
			if depth--; depth < 0 {
				return "You have an error in your SQL syntax near ')'"
			}
		case unicode.IsLetter(r) || r == '_':
			end := k
			for end < len(runes) && (unicode.IsLetter(runes[end]) || unicode.IsDigit(runes[end]) || runes[end] == '_' || runes[end] == '.' || runes[end] == '$') {
				end++
			}
			word := string(runes[k:end])
			calls := strings.HasPrefix(strings.TrimLeft(string(runes[end:]), " "), "(")
			if !calls && !join && !strings.Contains(word, ".") && !sqlWord(word) && !columns[strings.ToLower(word)] {
				return "Unknown column '" + word + "' in 'where clause'"
			}
			k = end - 1
		case unicode.IsDigit(r):
			for k+1 < len(runes) && (unicode.IsLetter(runes[k+1]) || unicode.IsDigit(runes[k+1])) {
				k++
			}
		}
	}
	if depth != 0 {
		return "You have an error in your SQL syntax: a bracket is never closed"
	}
	return ""
}

func sqlWord(word string) bool {
	return slices.Contains([]string{
		"AND", "OR", "NOT", "IN", "IS", "NULL", "LIKE", "BETWEEN", "EXISTS", "TRUE", "FALSE", "SELECT", "FROM", "WHERE", "ESCAPE", "REGEXP", "XOR", "DIV", "MOD",
		"DATE", "TIMESTAMP", "INTERVAL", "CASE", "WHEN", "THEN", "ELSE", "END", "ANY", "ALL",
	}, strings.ToUpper(word))
}

// filtersV5 answers ShowDataFilteringResult: nothing yet while they are checked.
func (s *Sim) filtersV5(c *call) answer {
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
	all := s.chosenOf(at.i).filtering
	k := slices.IndexFunc(all, func(one *filterCheck) bool { return one.id == query })
	if k < 0 {
		return refuse(http.StatusBadRequest, "DRS.M00202", "The parameter query_id is invalid.")
	}
	one := all[k]
	if !one.over(s.options.Freeze, c.now) {
		return okay(object{"success_count": 0, "failed_count": 0, "db_object_filtering_result": []object{}}.encode())
	}
	return okay(object{
		"success_count": len(one.results) - one.bad, "failed_count": one.bad, "db_object_filtering_result": one.results,
	}.encode())
}
