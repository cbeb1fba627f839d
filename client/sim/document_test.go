package sim_test

import (
	"encoding/json"
	"net/http"
	"os"
	"strings"
	"testing"
)

// document is the body of a creation that a test alters by places such as
// "source_endpoint.0.endpoint.ip".
type document map[string]any

// example is one of the two of the create page.
func example(t *testing.T, name string) document {
	t.Helper()
	raw, err := os.ReadFile("testdata/create_" + name + ".json")
	if err != nil {
		t.Fatal(err)
	}
	var d struct {
		Job document `json:"job"`
	}
	if err := json.Unmarshal(raw, &d); err != nil {
		t.Fatal(err)
	}
	return d.Job
}

// set puts a value at a place, or takes out what is there if it is nil.
// Objects on the way are made.
func (d document) set(at string, value any) document {
	at, last := cutLast(at)
	o := map[string]any(d)
	for part := range strings.SplitSeq(at, ".") {
		switch next := o[part].(type) {
		case map[string]any:
			o = next
		case []any:
			o, _ = next[0].(map[string]any)
		default:
			if part != "" && part != "0" {
				made := map[string]any{}
				o[part] = made
				o = made
			}
		}
	}
	if value == nil {
		delete(o, last)
	} else {
		o[last] = value
	}
	return d
}

func cutLast(at string) (before, last string) {
	n := strings.LastIndex(at, ".")
	return at[:max(n, 0)], at[n+1:]
}

func (s *service) create(d document) got {
	s.t.Helper()
	return s.post("/v5/p1/jobs", encode(s.t, map[string]any{"job": d}))
}

// made creates a job and gives its id.
func (s *service) made(d document) string {
	s.t.Helper()
	g := s.create(d)
	job, _ := g.tree(s.t)["job"].(map[string]any)
	id, _ := job["id"].(string)
	if g.status != http.StatusOK || id == "" {
		s.t.Fatalf("%d %s", g.status, g.body)
	}
	return id
}

// detail is what v5 tells of a job.
func (s *service) detail(id string) map[string]any {
	s.t.Helper()
	job, _ := s.get("/v5/p1/jobs/" + id + "?type=detail").tree(s.t)["job"].(map[string]any)
	return job
}

// store sends the ends of a document as the stored ones.
func (s *service) store(id string, d document) got {
	s.t.Helper()
	params := map[string]any{"source_endpoint": d["source_endpoint"], "target_endpoint": d["target_endpoint"]}
	return s.send(http.MethodPut, "/v5/p1/jobs/"+id, encode(s.t, map[string]any{"job": map[string]any{"type": "endpoint", "params": params}}))
}

// storing is the body that stores the ends of a job of the world as they are.
func (s *service) storing(id string) string {
	s.t.Helper()
	ends, _ := s.endpoints(id, "secret", "secret")["endpoints"].([]any)
	return encode(s.t, map[string]any{"job": map[string]any{"type": "endpoint", "params": map[string]any{"source_endpoint": ends[:1], "target_endpoint": ends[1:]}}})
}

// mysqlBetween is a job between two self-built databases.
func mysqlBetween(t *testing.T) document {
	d := example(t, "by_eip").set("base_info.engine_type", "mysql-to-mysql").set("base_info.job_direction", "non-dbs").set("base_info.name", "own-to-own")
	end := func(role string) map[string]any {
		return map[string]any{
			"db_type": "mysql", "endpoint_type": "offline", "endpoint_role": role,
			"endpoint": map[string]any{"endpoint_name": "mysql", "ip": "10.1.1.1", "db_port": "3306", "db_user": "repl", "db_password": "secret"},
		}
	}
	d["source_endpoint"], d["target_endpoint"] = []any{end("so")}, []any{end("ta")}
	return d.set("node_info.base_info", map[string]any{"instance_type": "ha", "arch": "x86", "availability_zone": "cn-north-4a,cn-north-4b"})
}

// protection is a single-active disaster recovery with this cloud as standby.
func protection(t *testing.T) document {
	d := mysqlBetween(t).set("base_info.job_type", "cloudDataGuard").set("base_info.engine_type", "cloudDataGuard-mysql").
		set("base_info.job_direction", "up").set("base_info.multi_write", false).set("base_info.name", "shop-dr")
	d["target_endpoint"] = example(t, "by_eip")["target_endpoint"]
	return d.set("target_endpoint.0.db_type", "mysql").set("target_endpoint.0.endpoint.endpoint_name", "cloud_mysql").
		set("target_endpoint.0.config", map[string]any{"is_target_readonly": true})
}

// redisCluster is a migration of a Redis cluster.
func redisCluster(t *testing.T) document {
	d := example(t, "by_eip").set("base_info.job_type", "migration").set("base_info.engine_type", "rediscluster-to-gaussredis").set("base_info.name", "sessions")
	return d.set("source_endpoint.0.db_type", "rediscluster").set("source_endpoint.0.endpoint.endpoint_name", "rediscluster").
		set("source_endpoint.0.endpoint.ip", "10.1.1.1:6379,10.1.1.2:6379").set("source_endpoint.0.endpoint.db_port", nil).set("source_endpoint.0.endpoint.db_name", nil).
		set("target_endpoint.0.db_type", "gaussredis").set("target_endpoint.0.endpoint.endpoint_name", "cloud_gaussdb_redis")
}
