package model_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	. "drover/model"
)

func detail() Detail {
	j := Job{
		ID: NewJobID("j1"), Name: NewText("orders-prod-sync-02"), Scenario: Sync, Task: FullIncr, Engine: NewText("mysql"),
		Net: NewText("vpn"), Direction: NewText("up"), Description: NewText("moved with orders"), Charging: Period,
	}
	return Detail{
		Job: j, ExpiredDays: 21, Enterprise: NewText("0"), FastClean: Yes, NodeType: NewText("high"),
		ScheduledAt: time.Unix(1, 0), Order: Order{Unit: "year", Count: 1, Renews: Yes},
		Tags: []Tag{{NewText("team"), NewText("orders")}, {NewText(IntentTag), NewText("01J")}, {NewText("tier"), NewText("1")}},
		Node: Node{
			Network: Network{VPC: NewText("v"), Subnet: NewText("s")}, Address: NewText("10.0.0.9"), Public: NewText("1.2.3.4"),
			Shape: NewText("single"), Arch: NewText("x86"), Zone: NewText("a"),
		},
		From: []Endpoint{
			{Engine: NewText("mysql"), Kind: NewText("offline"), Sort: NewText("mysql"), Record: NewText("r1"), Address: NewText("10.0.0.4"), Port: NewText("3306"), User: NewText("repl"),
				TLS: Yes, Cert: NewText("ca.pem"), CertSum: NewText(strings.Repeat("a", 64)), OwnDNS: Yes, DNSAction: NewText("keep"), Resolver: NewText("10.0.0.2"), Region: NewText("told, and does not count")},
			{Shard: true, Engine: NewText("mysql"), Kind: NewText("offline"), Address: NewText("10.0.0.5"), Port: NewText("3307"), User: NewText("repl"), Record: NewText("r2")},
		},
		To: []Endpoint{
			{Engine: NewText("mysql"), Kind: NewText("cloud"), Instance: NewText("in01"), Name: NewText("rds-1"), User: NewText("drs_w"), Region: NewText("cn-north-4"), Project: NewText("p1"),
				ReadOnly: Yes, TLS: No, Record: NewText("r3"), Port: NewText("0")},
		},
	}
}

func TestADraftLikeAJob(t *testing.T) {
	d := DraftOf(detail())
	want := map[FieldKey]string{
		"base_info.job_type": "sync", "base_info.engine_type": "mysql-to-mysql", "base_info.job_direction": "up", "base_info.task_type": "FULL_INCR_TRANS",
		"base_info.net_type": "vpn", "base_info.charging_mode": "period", "base_info.enterprise_project_id": "0", "base_info.description": "moved with orders",
		"base_info.expired_days": "21", "base_info.tags": "team=orders, tier=1",
		"period_order.period_type": "3", "period_order.period_num": "1", "period_order.is_auto_renew": "1",
		"node_info.spec.node_type": "high", "node_info.vpc.vpc_id": "v", "node_info.vpc.subnet_id": "s",
		"node_info.base_info.instance_type": "single", "node_info.base_info.arch": "x86", "node_info.base_info.availability_zone": "a",
		so + "db_type": "mysql", so + "endpoint_type": "offline", so + "endpoint_role": "so", so + "endpoint.endpoint_name": "mysql",
		so + "endpoint.ip": "10.0.0.4", so + "endpoint.db_port": "3306", so + "endpoint.db_user": "repl",
		so + "ssl.ssl_link": "true", so + "ssl.ssl_cert_name": "ca.pem", so + "ssl.ssl_cert_check_sum": strings.Repeat("a", 64),
		so + "customized_dns.is_set_dns": "true", so + "customized_dns.set_dns_action": "keep", so + "customized_dns.dns_ip": "10.0.0.2",
		so + "endpoint.source_sharding[0].endpoint_name": "mysql", so + "endpoint.source_sharding[0].ip": "10.0.0.5",
		so + "endpoint.source_sharding[0].db_port": "3307", so + "endpoint.source_sharding[0].db_user": "repl",
		ta + "db_type": "mysql", ta + "endpoint_type": "cloud", ta + "endpoint_role": "ta", ta + "endpoint.endpoint_name": "cloud_mysql",
		ta + "endpoint.instance_id": "in01", ta + "endpoint.instance_name": "rds-1", ta + "endpoint.db_user": "drs_w",
		ta + "cloud.region": "cn-north-4", ta + "cloud.project_id": "p1", ta + "ssl.ssl_link": "false",
	}
	got := map[FieldKey]string{}
	for _, key := range d.Keys() {
		got[key] = d.Get(key)
	}
	for key, value := range want {
		if got[key] != value {
			t.Errorf("%s is %q, want %q", key, got[key], value)
		}
		delete(got, key)
	}
	if len(got) > 0 {
		t.Errorf("told without reason: %v", got)
	}
}

func TestADraftLikeAJobHasItsOwnName(t *testing.T) {
	base := NewDraft("01JZZZZZZZZZZZZZZZZZZC7K2M", time.Unix(5, 0))
	d := DraftFrom(base, DraftOf(detail()))
	if d.Name() != "orders-prod-sync-02-c7k2m" || d.ID != base.ID || !d.Begun.Equal(base.Begun) || d.From != "orders-prod-sync-02" {
		t.Errorf("%q of %q, begun %v from %q", d.Name(), d.ID, d.Begun, d.From)
	}
	other := Draft{}.Put(KeyName, "mine").PutSecret(so+"endpoint.db_password", NewSecret("x"))
	d = DraftFrom(base, other)
	if d.Name() != "mine" || d.Secret(so+"endpoint.db_password").Reveal() != "x" || d.Has(KeyCharging) {
		t.Errorf("of another draft: %v", d.Keys())
	}
}

func TestTheEndsOfAJobKeepTheirRecords(t *testing.T) {
	d := DraftEnds(detail())
	for key, want := range map[FieldKey]string{
		so + "endpoint.id": "r1", so + "endpoint.source_sharding[0].id": "r2", ta + "endpoint.id": "r3", KeyName: "", KeyNodeType: "",
		KeyEngine: "mysql-to-mysql",
	} {
		if d.Get(key) != want {
			t.Errorf("%s is %q, want %q", key, d.Get(key), want)
		}
	}
	for _, key := range DraftOf(detail()).Keys() {
		if strings.HasSuffix(string(key), ".id") {
			t.Errorf("a new job has %s of the old one", key)
		}
	}
}

func TestWhatV3LeavesOutFollowsFromTheRest(t *testing.T) {
	det := detail()
	det.Job.Engine, det.Job.Scenario = NewText("mongodb"), Migration
	det.From = []Endpoint{{Engine: NewText("mongodb"), Address: NewText("10.0.0.4:27017"), Port: NewText("27017")}}
	det.To = []Endpoint{{Engine: NewText("mongodb"), Network: Network{VPC: NewText("v")}}}
	d := DraftOf(det)
	for key, want := range map[FieldKey]string{
		KeyEngine: "mongodb", KeyTopology: "", so + "endpoint_type": "offline", so + "endpoint.db_port": "", ta + "endpoint_type": "ecs", ta + "endpoint.endpoint_name": "ecs_mongodb",
	} {
		if d.Get(key) != want {
			t.Errorf("%s is %q, want %q", key, d.Get(key), want)
		}
	}
	det.From[0].Address = NewText("10.0.0.4")
	if got := DraftOf(det).Get(so + "endpoint.ip"); got != "10.0.0.4:27017" {
		t.Errorf("a port that stood apart: %q", got)
	}
	det.From[0].Instance = NewText("in01")
	if got := DraftOf(det).Get(so + "endpoint_type"); got != "cloud" {
		t.Errorf("an instance runs in %q", got)
	}
}

func TestEndsAreTestedWithTheirSecrets(t *testing.T) {
	d := DraftEnds(detail())
	d = d.PutSecret(so+"endpoint.db_password", NewSecret("one")).PutSecret(so+"endpoint.source_sharding[0].db_password", NewSecret("two"))
	d = d.PutSecret(so+"ssl.ssl_cert_key", NewSecret("body")).PutSecret(so+"ssl.ssl_cert_password", NewSecret("pass"))
	tests := EndTests(d)
	if len(tests) != 3 || !tests[0].Source || !tests[1].Shard || tests[2].Source {
		t.Fatalf("%v", tests)
	}
	if tests[0].Password.Reveal() != "one" || tests[1].Password.Reveal() != "two" || tests[0].CertBody.Reveal() != "body" || tests[0].CertPass.Reveal() != "pass" {
		t.Error("a secret is another's")
	}
	// What was read of the ends is what is tested.
	ends := slices.Concat(detail().From, detail().To)
	ends[0].Region, ends[2].Port = Text{}, Text{}
	for i, e := range ends {
		got := tests[i].Endpoint
		got.Sort, e.Sort, e.Region, got.Region = Text{}, Text{}, Text{}, Text{}
		if !reflect.DeepEqual(got, e) {
			t.Errorf("end %d\n got %#v\nwant %#v", i, got, e)
		}
	}
}
