package sim

import (
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// dbParam is a setting of a database server, at both ends.
type dbParam struct {
	group       string
	key         string
	source      string
	destination string // unless it was changed
	span        string // the values it may have: "0-100", or "ON|OFF"
	restart     bool
}

const (
	commonParams      = "common"
	performanceParams = "performance"
)

func dbParams() []dbParam {
	return []dbParam{
		{commonParams, "character_set_server", "utf8mb4", "utf8mb4", "utf8|utf8mb4|latin1", false},
		{commonParams, "collation_server", "utf8mb4_general_ci", "utf8mb4_0900_ai_ci", "utf8mb4_general_ci|utf8mb4_0900_ai_ci|utf8mb4_bin", false},
		{commonParams, "explicit_defaults_for_timestamp", "OFF", "ON", "ON|OFF", true},
		{commonParams, "group_concat_max_len", "4096", "1024", "4-1048576", false},
		{commonParams, "innodb_strict_mode", "OFF", "OFF", "ON|OFF", false},
		{commonParams, "max_allowed_packet", "67108864", "16777216", "1024-1073741824", false},
		{commonParams, "wait_timeout", "28800", "28800", "1-31536000", false},
		{performanceParams, "binlog_cache_size", "32768", "32768", "4096-16777216", false},
		{performanceParams, "innodb_buffer_pool_instances", "8", "4", "1-64", true},
		{performanceParams, "innodb_buffer_pool_size", "4294967296", "2147483648", "134217728-6012954214", false},
		{performanceParams, "long_query_time", "1", "10", "0-3600", false},
		{performanceParams, "sort_buffer_size", "262144", "262144", "32768-16777216", false},
		{performanceParams, "sync_binlog", "1", "1", "0-1000", false},
	}
}

// takes tells whether a parameter may have a value.
func (p dbParam) takes(value string) bool {
	if strings.Contains(p.span, "|") {
		return slices.Contains(strings.Split(p.span, "|"), value)
	}
	from, to, _ := strings.Cut(p.span, "-")
	least, _ := strconv.Atoi(from)
	most, _ := strconv.Atoi(to)
	return within(value, least, most)
}

// atDestination is the value that a parameter has there now.
func (s *Sim) atDestination(i int, p dbParam) string {
	if value, set := s.editsOf(i).params[p.key]; set {
		return value
	}
	return p.destination
}

// compares refuses jobs whose parameters are not compared.
func (s *Sim) compares(i int) answer {
	j := &s.world.jobs[i]
	if (j.link != mysqlMySQL || j.scenario != migration) && j.link != mysqlDR || j.dir != up {
		return refuse(http.StatusBadRequest, "DRS.M00302", "Parameters are compared only for a migration or disaster recovery of MySQL into this cloud.")
	}
	return answer{}
}

// paramsV3 answers V3BatchShowParams: a list per job, in the order they were
// asked for, since no list names its job.
func (s *Sim) paramsV3(c *call) answer {
	m, err := members(c.body, "jobs", "refresh")
	if err != nil {
		return invalid(err)
	}
	ids, problem := jobIDs(m)
	if problem.status != 0 {
		return problem
	}
	refresh := strings.Trim(string(m["refresh"]), `"`)
	switch {
	case m["refresh"] == nil:
		return lacks("refresh")
	case refresh != "0" && refresh != "1":
		return wrong("refresh", "there are 0 and 1")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	lists := []object{}
	for n, id := range ids {
		params, code, message := s.compared(c, n, len(ids), id, refresh == "1")
		if code != "" {
			params = []object{{"error_code": code, "error_message": message}}
		}
		lists = append(lists, object{"params": params})
	}
	return answer{status: http.StatusAccepted, body: object{"params_list": lists, "count": len(lists)}.encode()}
}

// compared are the parameters of a job at both ends. They are read at the first
// time; who does not ask for that then gets none.
func (s *Sim) compared(c *call, n, of int, id string, refresh bool) (out []object, code, message string) {
	i, _, code, message := s.admit(c, n, of, act{letter: 'E', name: "params", id: id})
	if code != "" {
		return nil, code, message
	}
	if problem := s.compares(i); problem.status != 0 {
		return nil, "DRS.M00302", problem.message()
	}
	if !refresh && !s.editsOf(i).compared {
		return nil, "DRS.M00305", "The parameters have not been read yet: refresh must be 1."
	}
	s.edit(i).compared = true
	for _, p := range dbParams() {
		there, kind := s.atDestination(i, p), "integer"
		if strings.Contains(p.span, "|") {
			kind = "string"
		}
		out = append(out, object{
			"group": p.group, "key": p.key, "source_value": p.source, "target_value": there, "compare_result": strconv.FormatBool(there == p.source),
			"value_range": p.span, "need_restart": strconv.FormatBool(p.restart), "data_type": kind,
		})
	}
	return out, "", ""
}

// message is what a refusal says.
func (a answer) message() string {
	var said struct {
		Text string `json:"error_msg"`
	}
	_ = json.Unmarshal(a.body, &said) // of our own making
	return said.Text
}

type paramsWish struct {
	Group  string       `json:"group"`
	Params []paramValue `json:"params"`
}

type paramValue struct {
	Key   string `json:"key"`
	Value string `json:"target_value"`
}

// setParamsV3 answers V3UpdateParams.
func (s *Sim) setParamsV3(c *call) answer {
	w, problem := readWhole[paramsWish](c.body, closed("group params", map[string]shape{
		"group":  text(commonParams, performanceParams),
		"params": listOf(func() shape { return closed("key target_value", map[string]shape{}).texts("key", "target_value") }),
	}))
	if problem.status != 0 {
		return problem
	}
	if len(w.Params) == 0 {
		return lacks("params")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	restart := false
	problem = s.apply(c, act{letter: 'E', name: "params", id: c.request.PathValue("id")}, change{letter: 'N', bars: func(i int) answer {
		return firstOf(func() answer { return s.compares(i) }, func() answer { return s.lawfulParams(i, w) })
	}, do: func(i int) { restart = s.setParams(i, w) }}, c.body)
	if problem.status != 0 {
		return problem
	}
	return answer{status: http.StatusAccepted, body: object{"success": true, "should_restart": strconv.FormatBool(restart)}.encode()}
}

func (s *Sim) setParams(i int, w paramsWish) (restart bool) {
	e := s.edit(i)
	if e.params == nil {
		e.params = map[string]string{}
	}
	for _, p := range w.Params {
		e.params[p.Key] = p.Value
		restart = restart || slices.ContainsFunc(dbParams(), func(have dbParam) bool { return have.key == p.Key && have.restart })
	}
	return restart
}

// lawfulParams holds new values against what was read of both ends.
func (s *Sim) lawfulParams(i int, w paramsWish) answer {
	if !s.editsOf(i).compared {
		return refuse(http.StatusBadRequest, "DRS.M00305", "The parameters have not been read yet.")
	}
	all, seen := dbParams(), map[string]bool{}
	for n, p := range w.Params {
		at := item5("params", n)
		k := slices.IndexFunc(all, func(have dbParam) bool { return have.group == w.Group && have.key == p.Key })
		switch {
		case k < 0:
			return wrong(at+".key", "the group "+w.Group+" has no such parameter")
		case seen[p.Key]:
			return wrong(at+".key", "the parameter stands there twice")
		case w.Group == commonParams && s.atDestination(i, all[k]) == all[k].source:
			return unfit(at, "a common parameter may change only where the comparison found a difference")
		case !all[k].takes(p.Value):
			return wrong(at+".target_value", all[k].span)
		}
		seen[p.Key] = true
	}
	return answer{}
}

// paramsOf is what was set at the destination, as a detail shows it; nil: nothing.
func (s *Sim) paramsOf(i int) object {
	set := s.editsOf(i).params
	if set == nil {
		return nil
	}
	out := object{}
	for _, p := range dbParams() {
		if value, there := set[p.key]; there {
			list, _ := out[p.group].([]object)
			out[p.group] = append(list, object{"key": p.key, "target_value": value})
		}
	}
	return out
}
