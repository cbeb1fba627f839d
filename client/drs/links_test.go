package drs_test

import (
	"context"
	"fmt"
	"net/http"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"drover/client/rest"
	"drover/model"
)

// engines lists those of links, each once; one that only v3 creates has a "3"
// behind it.
func engines(all []model.Link) string {
	var out []string
	for _, l := range all {
		name := l.Engine
		if l.OnlyV3 {
			name += "/3"
		}
		if !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return strings.Join(out, " ")
}

func TestLinksAreReadLoosely(t *testing.T) {
	const only = " postgresql/3 mysql-to-taurus/3"
	full := model.Link{Scenario: model.Sync, Engine: "mysql-to-mysql", Source: "offline", Target: "cloud", Direction: "up", Net: "vpn", Tasks: []model.TaskType{"FULL_TRANS", "INCR_TRANS"}, Modes: []string{"Ha"}, Deprecated: "old"}
	with := func(change func(*model.Link)) model.Link { l := full; change(&l); return l }
	for name, c := range map[string]struct {
		row  string
		want []model.Link
	}{
		"as documented": {
			`{"job_type":"sync","engine_type":"mysql-to-mysql","source_endpoint_type":"offline","target_endpoint_type":"cloud","job_direction":"up","net_type":"vpn","task_types":["FULL_TRANS","INCR_TRANS"],"cluster_modes":["Ha"],"description":"old"}`,
			[]model.Link{full},
		},
		"lists in one string, blanks around": {
			`{"engine_type":" mysql-to-mysql","source_endpoint_type":"offline","target_endpoint_type":"cloud","job_direction":"up","net_type":"vpn, eip,vpn","task_types":"FULL_TRANS,INCR_TRANS","cluster_modes":"Ha","description":"old"}`,
			[]model.Link{full, with(func(l *model.Link) { l.Net = "eip" })},
		},
		"nulls and numbers": {
			`{"job_type":null,"engine_type":"mysql-to-mysql","source_endpoint_type":null,"target_endpoint_type":{},"job_direction":"up","net_type":["vpn"],"task_types":null,"cluster_modes":[null,1],"description":7}`,
			[]model.Link{with(func(l *model.Link) {
				l.Source, l.Target, l.Tasks, l.Modes, l.Deprecated = "", "", nil, []string{"1"}, "7"
			})},
		},
		"of another scenario":  {`{"job_type":"migration","engine_type":"mysql-to-mysql","job_direction":"up","net_type":"vpn"}`, nil},
		"without an engine":    {`{"job_direction":"up","net_type":"vpn"}`, nil},
		"without a direction":  {`{"engine_type":"mysql-to-mysql","net_type":"vpn"}`, nil},
		"an engine of a rogue": {`{"engine_type":"a\u001b[2J","job_direction":"up","net_type":"vpn"}`, nil},
		"a text":               {`"mysql"`, nil},
	} {
		b := over(t, service{"v5/p1/links": answer(200, `{"total_count":"1","job_links":[`+c.row+`]}`)})
		got, err := b.Links(t.Context(), model.Sync)
		if err != nil || got.Builtin != "" {
			t.Fatalf("%s: %+v, %v", name, got, err)
		}
		told := slices.DeleteFunc(slices.Clone(got.All), func(l model.Link) bool { return l.OnlyV3 })
		if len(told) != len(c.want) || len(told) > 0 && !reflect.DeepEqual(told, c.want) {
			t.Errorf("%s:\n got %+v\nwant %+v", name, told, c.want)
		}
		if all := engines(got.All); !strings.HasSuffix(all, only) || len(c.want) > 0 && strings.Contains(all, "mysql/3") {
			t.Errorf("%s: %s", name, all)
		}
	}
}

// Links come in pages of a thousand, each asked for once.
func TestLinksArePaged(t *testing.T) {
	var asked []string
	b := over(t, held(t, true, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		q := r.URL.Query()
		asked = append(asked, q.Get("job_type")+" "+q.Get("offset")+"+"+q.Get("limit"))
		from, _ := strconv.Atoi(q.Get("offset"))
		var rows []string
		for i := from; i < min(from+1000, 1001); i++ {
			rows = append(rows, fmt.Sprintf(`{"job_type":"migration","engine_type":"e%d","job_direction":"up","net_type":"eip"}`, i))
		}
		w.Header().Set("Content-Type", "application/json")
		answer(200, `{"total_count":1001,"job_links":[`+strings.Join(rows, ",")+`]}`)(w, r)
	})))
	got, err := b.Links(t.Context(), model.Migration)
	if err != nil || got.Builtin != "" || !strings.Contains(engines(got.All), "e1000 mysql/3 mongodb/3") {
		t.Errorf("%d, %v", len(got.All), err)
	}
	if s := strings.Join(asked, ", "); s != "migration 0+1000, migration 1000+1000" {
		t.Error(s)
	}
}

// A service that announces more and more links comes to an end.
func TestLinksEnd(t *testing.T) {
	calls := 0
	row := strings.Repeat(`{"engine_type":"e","job_direction":"up","net_type":"eip"},`, 1000)
	b := over(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		calls++
		answer(200, `{"total_count":999999999,"job_links":[`+strings.TrimSuffix(row, ",")+`]}`)(w, r)
	}))
	if _, err := b.Links(t.Context(), model.Sync); err != nil || calls != 20 {
		t.Errorf("%d calls, %v", calls, err)
	}
}

// Where the service tells no links drover's own table stands in, and says why.
func TestWithoutLinksThereIsATable(t *testing.T) {
	const sync = "mysql-to-mysql oracle-to-gaussdbv5 gaussdbv5/3 mysql-to-kafka/3 taurus-to-kafka/3 gaussdbv5ha-to-kafka/3 postgresql/3 mysql-to-taurus/3"
	for name, c := range map[string]struct {
		status    int
		body, why string
	}{
		"not offered":    {404, noAPI, "the service has no list of links"},
		"not permitted":  {403, `{"error_code":"DRS.M00102","error_msg":"no"}`, "ListLinks   403   DRS.M00102 no"},
		"refused":        {400, `{"error_code":"DRS.M00202","error_msg":"job_type"}`, "DRS.M00202 job_type"},
		"without a list": {200, `{}`, "the answer does not hold the rows"},
		"announced only": {200, `{"total_count":3}`, "the answer does not hold the rows"},
	} {
		b := over(t, service{"v5/p1/links": answer(c.status, c.body)})
		got, err := b.Links(t.Context(), model.Sync)
		if err != nil || !strings.Contains(got.Builtin, c.why) || engines(got.All) != sync {
			t.Errorf("%s: %q %s, %v", name, got.Builtin, engines(got.All), err)
		}
	}
	empty := over(t, service{"v5/p1/links": answer(200, `{"total_count":0,"job_links":[]}`)})
	if got, err := empty.Links(t.Context(), model.DR); err != nil || got.Builtin != "" || engines(got.All) != "cloudDataGuard-mysql/3" {
		t.Errorf("a service without links: %+v, %v", got, err)
	}
	ended := over(t, service{"v5/p1/links": answer(401, `{"error_code":"APIGW.0301"}`)})
	if got, err := ended.Links(t.Context(), model.Sync); len(got.All) > 0 {
		t.Errorf("a login that has ended: %+v, %v", got, err)
	} else if kind, _ := rest.KindOf(err); kind != rest.LoginEnded {
		t.Errorf("a login that has ended: %v", err)
	}
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if got, err := empty.Links(gone, model.Sync); err == nil {
		t.Errorf("nobody waits: %+v", got)
	}
}

// The table holds together: each link is one that a form can offer, and none
// stands twice.
func TestTheTableHoldsTogether(t *testing.T) {
	b := over(t, service{"v5/p1/links": answer(404, noAPI)})
	for _, scenario := range model.Scenarios() {
		got, err := b.Links(t.Context(), scenario)
		if err != nil || len(got.All) == 0 {
			t.Fatal(got, err)
		}
		seen := map[string]bool{}
		for _, l := range got.All {
			s := fmt.Sprintf("%+v", l)
			if seen[s] || l.Scenario != scenario || len(l.Tasks) == 0 {
				t.Errorf("%s: %s", scenario, s)
			}
			seen[s] = true
			up, down := l.Target == "cloud", l.Source == "cloud"
			if l.Direction == "up" && !up || l.Direction == "down" && !down || l.Direction == "non-dbs" && (up || down) {
				t.Errorf("%s: a direction that its ends do not have", s)
			}
			if scenario == model.DR && (l.Net == "vpc" || len(l.Tasks) != 1) {
				t.Errorf("%s: not for disaster recovery", s)
			}
		}
	}
}
