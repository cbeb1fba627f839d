package model_test

import (
	"slices"
	"testing"

	. "drover/model"
)

// typed are the values of both examples of the create document that somebody has
// to choose or type, in the order of the form; the second has the last two.
var typed = []struct{ key, value string }{
	{"base_info.job_type", "sync"}, {"base_info.job_direction", "up"},
	{"base_info.engine_type", "oracle-to-gaussdbv5"}, {"base_info.net_type", "eip"}, {"base_info.task_type", "FULL_INCR_TRANS"},
	{"source_endpoint[0].endpoint_type", "offline"}, {"source_endpoint[0].endpoint.ip", "10.154.217.239"}, {"source_endpoint[0].endpoint.db_port", "1521"},
	{"source_endpoint[0].endpoint.db_user", "ORACLE_USER"}, {"source_endpoint[0].endpoint.db_name", "serviceName.orcl"},
	{"target_endpoint[0].endpoint_type", "cloud"}, {"target_endpoint[0].endpoint.instance_id", "c2c7579bc09c490b9d8009db715aeb0ain14"},
	{"target_endpoint[0].endpoint.db_user", "root"}, {"target_endpoint[0].cloud.region", "cn-north-4"},
	{"target_endpoint[0].cloud.project_id", "9dc8c0f3f74c4dbb23c29cf0318ee561"}, {"target_endpoint[0].cloud.az_code", "cn-north-4a,cn-north-4c,cn-north-4g"},
	{"target_endpoint[0].vpc.vpc_id", "2cb5d364-ae63-4fbb-85b7-7d59f4a88f8f"}, {"target_endpoint[0].vpc.subnet_id", "2cb54324-ae63-4fbb-85b7-7d59f4a88f8f"},
	{"target_endpoint[0].vpc.security_group_id", "039a3s89-665a-43e2-9b4f-bda7d9ee148d"},
	{"node_info.spec.node_type", "medium"}, {"node_info.vpc.vpc_id", "2cb5d364-ae63-4fbb-85b7-7d59f4a88f8f"}, {"node_info.vpc.subnet_id", "2cb54324-ae63-4fbb-85b7-7d59f4a88f8f"},
	{"base_info.name", "DRS-1234"}, {"base_info.tags", "test=test"},
	{"public_ip_list[0].id", "018d9e56-26d5-455a-97dc-e6f5f44a2cbd"}, {"public_ip_list[0].public_ip", "203.0.113.5"},
}

// byThemselves are those that follow from them.
var byThemselves = []struct{ key, value string }{
	{"base_info.charging_mode", "on_demand"}, {"base_info.enterprise_project_id", "0"}, {"base_info.expired_days", "14"},
	{"source_endpoint[0].db_type", "oracle"}, {"source_endpoint[0].endpoint_role", "so"}, {"source_endpoint[0].endpoint.endpoint_name", "oracle"},
	{"source_endpoint[0].ssl.ssl_link", "false"},
	{"target_endpoint[0].db_type", "gaussdbv5"}, {"target_endpoint[0].endpoint_role", "ta"}, {"target_endpoint[0].endpoint.endpoint_name", "cloud_gaussdbv5"},
}

func TestBothExamplesOfTheDocumentComeOutOfTheWalk(t *testing.T) {
	for name, n := range map[string]int{"the first": len(typed) - 2, "the second": len(typed)} {
		for says, o := range map[string]Offer{"links read": offered(), "nothing read": {Region: "cn-north-4", Project: "p1"}} {
			d := NewDraft("d1", begun)
			for _, v := range typed[:n] {
				var drops []Drop
				if d, drops = d.With(o, FieldKey(v.key), v.value); drops != nil {
					t.Fatalf("%s, %s: %s drops %v", name, says, v.key, drops)
				}
			}
			for _, list := range []string{Sources, Targets} {
				d = d.PutSecret(Element(list, 0, "endpoint.db_password"), NewSecret("x"))
			}
			for _, s := range FormOf(d, o).Steps {
				for _, f := range s.Fields {
					if f.Wrong != "" {
						t.Errorf("%s, %s: %s in %s: %s", name, says, f.Key, s.Step, f.Wrong)
					}
				}
			}
			want := map[FieldKey]string{}
			for _, v := range slices.Concat(typed[:n], byThemselves) {
				want[FieldKey(v.key)] = v.value
			}
			for _, key := range d.Keys() {
				if d.Get(key) != want[key] {
					t.Errorf("%s, %s: %s is %q, want %q", name, says, key, d.Get(key), want[key])
				}
				delete(want, key)
			}
			for key, value := range want {
				t.Errorf("%s, %s: no %s, want %q", name, says, key, value)
			}
			if s := PlanCreate("i", every(Create), d, o).Steps[0]; !s.Goes() {
				t.Errorf("%s, %s: it does not go: %s", name, says, s.Why)
			}
		}
	}
}
