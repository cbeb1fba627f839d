package sim_test

import (
	"fmt"
	"strings"
	"testing"

	"drover/client/sim"
)

// refusal is a creation that is altered until it is refused.
type refusal struct {
	name   string
	alter  func(t *testing.T) document
	status int
	code   string
	names  string // a part of what the message says
}

// from alters one of the examples by pairs of place and value.
func from(name string, pairs ...any) func(t *testing.T) document {
	return func(t *testing.T) document { return alter(example(t, name), pairs) }
}

func of(start func(t *testing.T) document, pairs ...any) func(t *testing.T) document {
	return func(t *testing.T) document { return alter(start(t), pairs) }
}

func alter(d document, pairs []any) document {
	for n := 0; n < len(pairs); n += 2 {
		at, _ := pairs[n].(string)
		d.set(at, pairs[n+1])
	}
	return d
}

func tag(key, value string) map[string]any { return map[string]any{"key": key, "value": value} }

func manyTags(n int) []any {
	var out []any
	for k := range n {
		out = append(out, tag(fmt.Sprint("k", k), "v"))
	}
	return out
}

func refusalsOfBase() []refusal {
	const oracle = "by_eip"
	return []refusal{
		{"no name", from(oracle, "base_info.name", nil), 400, "DRS.M00201", "base_info.name"},
		{"a name that begins with a digit", from(oracle, "base_info.name", "1-drs"), 400, "DRS.M00202", "base_info.name"},
		{"a name of a job that is there, in other letters", from(oracle, "base_info.name", "Wave2-SHOP-01"), 422, "DRS.M00277", "name"},
		{"no scenario", from(oracle, "base_info.job_type", nil), 400, "DRS.M00201", "base_info.job_type"},
		{"a scenario that there is not", from(oracle, "base_info.job_type", "backup"), 400, "DRS.M00202", "base_info.job_type"},
		{"no task type", from(oracle, "base_info.task_type", nil), 400, "DRS.M00201", "base_info.task_type"},
		{"a description that is too long", from(oracle, "base_info.description", strings.Repeat("a", 257)), 400, "DRS.M00202", "base_info.description"},
		{"a description with forbidden characters", from(oracle, "base_info.description", "a & b"), 400, "DRS.M00273", "base_info.description"},
		{"too few days", from(oracle, "base_info.expired_days", "13"), 400, "DRS.M00202", "base_info.expired_days"},
		{"too many days", from(oracle, "base_info.expired_days", "101"), 400, "DRS.M00202", "base_info.expired_days"},
		{"days as a number", from(oracle, "base_info.expired_days", 14), 400, "DRS.M00202", "expired_days"},
		{"an enterprise project that there is not", from(oracle, "base_info.enterprise_project_id", "7"), 400, "DRS.M00202", "base_info.enterprise_project_id"},
		{"a start in the past", from(oracle, "base_info.start_time", "1600000000000"), 400, "DRS.M00305", "base_info.start_time"},
		{"a start in words", from(oracle, "base_info.start_time", "soon"), 400, "DRS.M00202", "base_info.start_time"},
		{"a tag key twice", from(oracle, "base_info.tags", []any{tag("a", "1"), tag("a", "2")}), 400, "DRS.M00269", "tags"},
		{"a tag key that is too long", from(oracle, "base_info.tags", []any{tag(strings.Repeat("k", 37), "1")}), 400, "DRS.M00270", "tags[0]"},
		{"a tag value that is too long", from(oracle, "base_info.tags", []any{tag("k", strings.Repeat("v", 44))}), 400, "DRS.M00270", "tags[0]"},
		{"21 tags", from(oracle, "base_info.tags", manyTags(21)), 400, "DRS.M00271", "tags"},
		{"a tag without a value", from(oracle, "base_info.tags", []any{map[string]any{"key": "a"}}), 400, "DRS.M00201", "tags[0].value"},
		{"a tag with a blank", from(oracle, "base_info.tags", []any{tag("a b", "1")}), 400, "DRS.M00273", "tags[0]"},
		{"no word on who writes in disaster recovery", of(protection, "base_info.multi_write", nil), 400, "DRS.M00201", "base_info.multi_write"},
		{"a dual-active synchronization", from(oracle, "base_info.multi_write", true), 400, "DRS.M00305", "base_info.multi_write"},
		{"a yearly job without its order", from(oracle, "base_info.charging_mode", "period"), 400, "DRS.M00201", "period_order"},
		{"an order of a job that is paid by use", from(oracle, "period_order", map[string]any{"period_type": 3, "period_num": 1}), 400, "DRS.M00305", "period_order"},
		{"ten months", yearly(2, 10, 0), 400, "DRS.M00202", "period_order.period_num"},
		{"four years", yearly(3, 4, 0), 400, "DRS.M00202", "period_order.period_num"},
		{"weeks", yearly(1, 1, 0), 400, "DRS.M00202", "period_order.period_type"},
		{"half a renewal", yearly(3, 1, 2), 400, "DRS.M00202", "period_order.is_auto_renew"},
	}
}

func yearly(kind, num, renew int) func(t *testing.T) document {
	order := map[string]any{"period_type": kind, "period_num": num, "is_auto_renew": renew}
	return from("by_eip", "base_info.charging_mode", "period", "period_order", order)
}

func refusalsOfLinks() []refusal {
	const oracle = "by_eip"
	return []refusal{
		{"an engine that only v3 creates", from(oracle, "base_info.engine_type", "mongodb"), 400, "DRS.M00302", "base_info.engine_type"},
		{"an engine that nobody knows", from(oracle, "base_info.engine_type", "db2-to-mysql"), 400, "DRS.M00202", "base_info.engine_type"},
		{"Oracle as a migration", from(oracle, "base_info.job_type", "migration"), 400, "DRS.M00302", "base_info.engine_type"},
		{"Oracle out of the cloud", from(oracle, "base_info.job_direction", "down"), 400, "DRS.M00302", "base_info.job_direction"},
		{"disaster recovery over a VPC", of(protection, "base_info.net_type", "vpc"), 400, "DRS.M00302", "base_info.net_type"},
		{"disaster recovery that copies once", of(protection, "base_info.task_type", "FULL_TRANS"), 400, "DRS.M00302", "base_info.task_type"},
		{"a Redis cluster that only streams", of(redisCluster, "base_info.task_type", "INCR_TRANS"), 400, "DRS.M00302", "base_info.task_type"},
		{"an instance as the source of Oracle", from(oracle, "source_endpoint.0.endpoint_type", "cloud"), 400, "DRS.M00302", "source_endpoint[0].endpoint_type"},
		{"a self-built target of Oracle", from(oracle, "target_endpoint.0.endpoint_type", "ecs"), 400, "DRS.M00302", "target_endpoint[0].endpoint_type"},
		{"two targets", twice("target_endpoint"), 400, "DRS.M00202", "target_endpoint"},
		{"two sources of Oracle", twice("source_endpoint"), 400, "DRS.M00302", "source_endpoint"},
		{"no source", from(oracle, "source_endpoint", []any{}), 400, "DRS.M00201", "source_endpoint"},
	}
}

func twice(list string) func(t *testing.T) document {
	return func(t *testing.T) document {
		d := example(t, "by_eip")
		ends, _ := d[list].([]any)
		d[list] = append(ends, ends[0])
		return d
	}
}

func refusalsOfEnds() []refusal {
	const oracle, source, target = "by_eip", "source_endpoint.0.", "target_endpoint.0."
	tls := func(pairs ...any) map[string]any {
		o := map[string]any{"ssl_link": true}
		for n := 0; n < len(pairs); n += 2 {
			o[pairs[n].(string)] = pairs[n+1]
		}
		return o
	}
	sum := strings.Repeat("0a", 32)
	return []refusal{
		{"a source in the target's role", from(oracle, source+"endpoint_role", "ta"), 400, "DRS.M00202", "source_endpoint[0].endpoint_role"},
		{"another engine than the link's", from(oracle, source+"db_type", "mysql"), 400, "DRS.M00202", "source_endpoint[0].db_type"},
		{"another name than the engine's", from(oracle, source+"endpoint.endpoint_name", "ecs_oracle"), 400, "DRS.M00202", "endpoint_name"},
		{"no user", from(oracle, source+"endpoint.db_user", ""), 400, "DRS.M00201", "source_endpoint[0].endpoint.db_user"},
		{"no password", from(oracle, target+"endpoint.db_password", nil), 400, "DRS.M00201", "target_endpoint[0].endpoint.db_password"},
		{"no address", from(oracle, source+"endpoint.ip", nil), 400, "DRS.M00201", "source_endpoint[0].endpoint.ip"},
		{"an address with a mistake", from(oracle, source+"endpoint.ip", "10.154.217.2399"), 400, "DRS.M00202", "source_endpoint[0].endpoint.ip"},
		{"two addresses of Oracle", from(oracle, source+"endpoint.ip", "10.1.1.1,10.1.1.2"), 400, "DRS.M00202", "source_endpoint[0].endpoint.ip"},
		{"no port", from(oracle, source+"endpoint.db_port", nil), 400, "DRS.M00201", "source_endpoint[0].endpoint.db_port"},
		{"port 0", from(oracle, source+"endpoint.db_port", "0"), 400, "DRS.M00202", "source_endpoint[0].endpoint.db_port"},
		{"a port beyond the last", from(oracle, source+"endpoint.db_port", "65536"), 400, "DRS.M00202", "source_endpoint[0].endpoint.db_port"},
		{"a port as a number", from(oracle, source+"endpoint.db_port", 1521), 400, "DRS.M00202", "db_port"},
		{"no instance in the cloud", from(oracle, target+"endpoint.instance_id", nil), 400, "DRS.M00201", "target_endpoint[0].endpoint.instance_id"},
		{"an instance that there is not", from(oracle, target+"endpoint.instance_id", "00000000000000000000000000000000in14"), 400, "DRS.M06007", "instance_id"},
		{"an instance whose ID is none", from(oracle, target+"endpoint.instance_id", "rds-7"), 422, "DRS.M05006", "instance_id"},
		{"no region of an instance", from(oracle, target+"cloud", nil), 400, "DRS.M00201", "target_endpoint[0].cloud.region"},
		{"no region of a server", from(oracle, source+"endpoint_type", "ecs", source+"endpoint.endpoint_name", "ecs_oracle"), 400, "DRS.M00201", "source_endpoint[0].cloud.region"},
		{"no network of a server", from(oracle, source+"endpoint_type", "ecs", source+"endpoint.endpoint_name", "ecs_oracle", source+"cloud", map[string]any{"region": "cn-north-4", "project_id": "p1"}), 400, "DRS.M00201", "source_endpoint[0].vpc"},
		{"a project that is none", from(oracle, target+"cloud.project_id", "a b"), 403, "DRS.M00261", "cloud.project_id"},
		{"no subnet", from(oracle, target+"vpc.subnet_id", nil), 400, "DRS.M00201", "target_endpoint[0].vpc.subnet_id"},
		{"a standby that says nothing of writing", of(protection, target+"config", nil), 400, "DRS.M00201", "is_target_readonly"},
		{"a standby that is written to", of(protection, target+"config.is_target_readonly", false), 400, "DRS.M00202", "is_target_readonly"},
		{"a secure source without a checksum", from(oracle, source+"ssl", tls()), 400, "DRS.M00201", "ssl.ssl_cert_check_sum"},
		{"a checksum that is none", from(oracle, source+"ssl", tls("ssl_cert_check_sum", "0a")), 400, "DRS.M00202", "ssl.ssl_cert_check_sum"},
		{"a certificate that is not base64", from(oracle, source+"ssl", tls("ssl_cert_check_sum", sum, "ssl_cert_key", "---")), 400, "DRS.M00202", "ssl.ssl_cert_key"},
		{"a .p12 without its password", from(oracle, source+"ssl", tls("ssl_cert_check_sum", sum, "ssl_cert_name", "ca.P12")), 400, "DRS.M00201", "ssl.ssl_cert_password"},
		{"a name server without an address", from(oracle, source+"customized_dns", map[string]any{"is_set_dns": true, "set_dns_action": "add", "dns_ip": ""}), 400, "DRS.M00202", "customized_dns.dns_ip"},
		{"a cluster's port apart from its hosts", of(redisCluster, source+"endpoint.ip", "10.1.1.1"), 400, "DRS.M00202", "source_endpoint[0].endpoint.ip"},
		{"more hosts than 32", of(redisCluster, source+"endpoint.ip", strings.Repeat("10.1.1.1:1,", 32)+"10.1.1.1:1"), 400, "DRS.M00202", "source_endpoint[0].endpoint.ip"},
		{"more subtasks than shards", of(redisCluster, source+"config", map[string]any{"node_num": 3}), 400, "DRS.M00202", "config.node_num"},
		{"no subtask", of(redisCluster, source+"config", map[string]any{"node_num": 0}), 400, "DRS.M00202", "config.node_num"},
		{"subtasks of Oracle", from(oracle, source+"config", map[string]any{"node_num": 1}), 400, "DRS.M00305", "config.node_num"},
		{"shards of a target", from(oracle, target+"endpoint.source_sharding", []any{map[string]any{"endpoint_name": "oracle", "db_user": "a", "db_password": "b"}}), 400, "DRS.M00305", "source_sharding"},
	}
}

func refusalsOfNodes() []refusal {
	const oracle, node = "by_eip", "node_info."
	base := func(kind, zones string) map[string]any {
		return map[string]any{"instance_type": kind, "arch": "x86", "availability_zone": zones}
	}
	ip := func(kind string) any { return map[string]any{"id": "1", "public_ip": "100.85.4.17", "type": kind} }
	return []refusal{
		{"a size that there is not", from(oracle, node+"spec.node_type", "xlarge"), 400, "DRS.M00202", "node_info.spec.node_type"},
		{"no size", from(oracle, node+"spec.node_type", nil), 400, "DRS.M00201", "node_info.spec.node_type"},
		{"a size that is sold out", from(oracle, node+"spec.node_type", "micro"), 400, "DRS.M00305", "node_info.spec.node_type"},
		{"a zone where the size is sold out", from(oracle, node+"spec.node_type", "high", node+"base_info", base("single", "cn-north-4c")), 400, "DRS.M00305", "availability_zone"},
		{"a zone of another region", from(oracle, node+"base_info", base("single", "cn-east-3a")), 400, "DRS.M00202", "availability_zone"},
		{"a standby in no zone", from(oracle, node+"base_info", base("ha", "cn-north-4a")), 400, "DRS.M00202", "availability_zone"},
		{"a single node in two zones", from(oracle, node+"base_info", base("single", "cn-north-4a,cn-north-4b")), 400, "DRS.M00202", "availability_zone"},
		{"no architecture", from(oracle, node+"base_info", map[string]any{"instance_type": "single", "availability_zone": "cn-north-4a"}), 400, "DRS.M00201", "node_info.base_info.arch"},
		{"no network between self-built databases", of(mysqlBetween, node+"vpc", nil), 400, "DRS.M00201", "node_info.vpc"},
		{"no node between self-built databases", of(mysqlBetween, node+"base_info", nil), 400, "DRS.M00201", "node_info.base_info"},
		{"one address for two nodes", of(mysqlBetween, node+"vpc.custom_node_ip", "10.0.0.7"), 400, "DRS.M00202", "custom_node_ip"},
		{"an address of the other kind", from(oracle, node+"vpc.custom_node_ip", "fd00::7"), 400, "DRS.M00202", "custom_node_ip"},
		{"an address of its own without the public network", from("by_own_eip", "base_info.net_type", "vpn"), 400, "DRS.M00305", "public_ip_list"},
		{"two masters", from("by_own_eip", "public_ip_list", []any{ip("master"), ip("master")}), 400, "DRS.M00301", "public_ip_list"},
		{"an address for a standby that is none", from("by_own_eip", "public_ip_list", []any{ip("slave")}), 400, "DRS.M00305", "public_ip_list[0].type"},
		{"an address without its ID", from("by_own_eip", "public_ip_list.0.id", nil), 400, "DRS.M00201", "public_ip_list[0].id"},
		{"a member that nobody knows", from(oracle, "base_info.colour", "red"), 400, "DRS.M00202", "colour"},
		{"a member that nobody knows, deep down", from(oracle, "source_endpoint.0.endpoint.colour", "red"), 400, "DRS.M00202", "source_endpoint[0].endpoint"},
		{"no node at all", from(oracle, "node_info", nil), 400, "DRS.M00201", "node_info"},
	}
}

func TestCreationsAreRefused(t *testing.T) {
	s := unchecked(t, sim.Options{})
	for _, group := range [][]refusal{refusalsOfBase(), refusalsOfLinks(), refusalsOfEnds(), refusalsOfNodes()} {
		for _, c := range group {
			g := s.create(c.alter(t))
			if said := fmt.Sprint(g.tree(t)["error_msg"]); g.status != c.status || g.code(t) != c.code || !strings.Contains(said, c.names) {
				t.Errorf("%s: %d %s, want %d %s and %q", c.name, g.status, g.body, c.status, c.code, c.names)
			}
		}
	}
	for _, body := range []string{`{}`, `[]`, `{"job":[]}`, `{"job":{},"more":1}`, `{"job":null}`, ``} {
		if g := s.post("/v5/p1/jobs", body); g.status != 400 {
			t.Errorf("%s: %d %s", body, g.status, g.body)
		}
	}
	if g := s.post("/v5/p2/jobs", encode(t, map[string]any{"job": example(t, "by_eip")})); g.status != 403 || g.code(t) != "DRS.M00261" {
		t.Errorf("another project: %d %s", g.status, g.body)
	}
	if applied := s.Applied(); len(applied) != 0 {
		t.Errorf("applied: %+v", applied)
	}
}

func TestWhatIsNearARefusalIsTaken(t *testing.T) {
	for name, d := range map[string]document{
		"a name that has 50 characters":       example(t, "by_eip").set("base_info.name", "a"+strings.Repeat("b", 49)),
		"a description of 256 characters":     example(t, "by_eip").set("base_info.description", strings.Repeat("ä", 256)),
		"a start to come":                     example(t, "by_eip").set("base_info.start_time", "4000000000000"),
		"20 tags":                             example(t, "by_eip").set("base_info.tags", manyTags(20)),
		"between self-built databases":        mysqlBetween(t),
		"a single-active disaster recovery":   protection(t),
		"a Redis cluster by two subtasks":     redisCluster(t).set("source_endpoint.0.config", map[string]any{"node_num": 2}),
		"a Redis without a user":              redisCluster(t).set("source_endpoint.0.endpoint.db_user", ""),
		"two nodes with two addresses":        mysqlBetween(t).set("node_info.vpc.custom_node_ip", "10.0.0.7,10.0.0.8"),
		"the largest size where it is left":   mysqlBetween(t).set("node_info.spec.node_type", "high"),
		"a host name":                         example(t, "by_eip").set("source_endpoint.0.endpoint.ip", "db-1.example.com"),
		"a name server that is left as it is": example(t, "by_eip").set("source_endpoint.0.customized_dns", map[string]any{"is_set_dns": true, "set_dns_action": "keep", "dns_ip": ""}),
		"a secure source":                     example(t, "by_eip").set("source_endpoint.0.ssl", map[string]any{"ssl_link": true, "ssl_cert_name": "ca.pem", "ssl_cert_key": "aGVsbG8=", "ssl_cert_check_sum": strings.Repeat("0a", 32)}),
	} {
		if g := serve(t, sim.Options{}).create(d); g.status != 200 {
			t.Errorf("%s: %d %s", name, g.status, g.body)
		}
	}
}

func TestNoSecretOfAJobIsReadBack(t *testing.T) {
	s := serve(t, sim.Options{})
	secrets := []string{"pw-of-source", "pw-of-target", "cGVt", "pw-of-file", "pw-of-shard"}
	d := example(t, "by_eip").set("source_endpoint.0.endpoint.db_password", secrets[0]).set("target_endpoint.0.endpoint.db_password", secrets[1]).
		set("source_endpoint.0.ssl", map[string]any{
			"ssl_link": true, "ssl_cert_name": "ca.p12", "ssl_cert_key": secrets[2], "ssl_cert_password": secrets[3], "ssl_cert_check_sum": strings.Repeat("0a", 32),
		}).
		set("source_endpoint.0.endpoint.source_sharding", []any{map[string]any{"endpoint_name": "oracle", "db_user": "a", "db_password": secrets[4], "db_port": "7"}})
	id := s.made(d)
	s.Set(id, "CONFIGURATION")
	for _, step := range []string{"created", "stored"} {
		if step == "stored" {
			if g := s.store(id, d); g.status != 200 {
				t.Fatalf("%d %s", g.status, g.body)
			}
		}
		said := string(s.get("/v5/p1/jobs/"+id+"?type=detail").body) + string(s.ask("batch-detail", id).body)
		for _, secret := range secrets {
			if strings.Contains(said, secret) {
				t.Errorf("%s: %q is read back: %s", step, secret, said)
			}
		}
		if !strings.Contains(said, "ssl_cert_check_sum") || !strings.Contains(said, "ca.p12") {
			t.Errorf("%s: what is no secret is gone: %s", step, said)
		}
	}
}
