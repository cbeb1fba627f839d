package drs_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"drover/client/sim"
	"drover/model"
)

// TestDetailsForAPreview: what both generations tell beside the page's own
// sections, each filling what the other leaves open.
func TestDetailsForAPreview(t *testing.T) {
	five := `{"job":{"id":"a","status":"WAITING_FOR_START","master_job_id":"m","job_kernel_direction":"down",
		"base_info":{"enterprise_project_id":"0","is_open_fast_clean":"true"},
		"source_endpoint":[{"endpoint":{"ip":"10.0.0.1"},"vpc":{"vpc_id":"v","subnet_id":"s","security_group_id":"g"},"ssl":{"ssl_cert_name":"ca.pem"},"config":{"node_num":"4"},"customized_dns":{"dns_ip":"10.0.0.53"}}],
		"target_endpoint":[{"config":{"is_target_readonly":"true"}}],
		"node_info":{"spec":{"node_type":"high"},"vpc":{"vpc_id":"nv","custom_node_ip":"10.0.0.9"},"base_info":{"instance_type":"ha","arch":"x86","availability_zone":"a,b","status":" active"}},
		"period_order":{"period_type":2,"period_num":"3","is_auto_renew":1},"public_ip_list":[{"public_ip":"1.2.3.4"},{"public_ip":"1.2.3.5"}],
		"user_migration":{"is_migrate_user":true,"user_list":[{"account":"x","password":"geheim"}],"role_list":[{},{}]},
		"tuning_params":{"incre_apply":[{"param_name":"threads","param_value":16}],"full_sync":{"param_name":"threads","param_value":"8"}},
		"db_param":{"common":[{"key":"k","target_value":"v"}]},"instance_features":{"support_re_edit":true}}}`
	three := `{"results":[{"id":"a","status":"WAITING_FOR_START","incre_start_position":"bin.7:4","gtid":"g:1-9","node_num":"2","is_multi_az":true,"error_code":"DRS.K1",
		"vpc_id":"other","az_code":"z","inst_info":{"ip":"10.1.1.1","volume_size":100,"status":"active","start_time":"1667837718000"},
		"period_order":{"status":"unpaid","exp_time":"1667837718000","period_num":9},"sync_database":true,"replace_definer":"false",
		"object_infos":[{"type":"database","name":"d1"},{"type":"DATABASE ","name":"d2","alias_name":"e2"},{"type":"table","name":"t","alias_name":"t"},{"type":"schema"},{"type":"view"},null]}]}`
	d, err := over(t, offered(answer(200, five), answer(500, `{}`), answer(200, three))).Job(t.Context(), model.NewJobID("a"))
	if err != nil {
		t.Fatal(err)
	}
	wantNode := model.Node{
		Network: model.Network{VPC: text("nv")}, Address: text("10.0.0.9"), Public: text("1.2.3.4,1.2.3.5"), Shape: text("ha"), Arch: text("x86"), Zone: text("a,b"),
		Status: text("active"), Disk: text("100"), Count: 2, MultiAZ: model.Yes,
	}
	if d.Node != wantNode {
		t.Errorf("node\n got %+v\nwant %+v", d.Node, wantNode)
	}
	ends := time.Date(2022, 11, 7, 16, 15, 18, 0, time.UTC)
	if want := (model.Order{Unit: "month", Count: 3, Renews: model.Yes, Status: text("unpaid"), Ends: ends}); d.Order != want {
		t.Errorf("order\n got %+v\nwant %+v", d.Order, want)
	}
	wantScope := model.Scope{
		Told: true, Databases: 2, Schemas: 1, Tables: 1, Others: 1, Renamed: 1, Names: []model.Text{text("d1"), text("d2 > e2")},
		Whole: model.Yes, Accounts: model.Yes, Users: 1, Roles: 2, Definers: model.No,
	}
	if !reflect.DeepEqual(d.Scope, wantScope) {
		t.Errorf("scope\n got %+v\nwant %+v", d.Scope, wantScope)
	}
	from := d.From[0]
	if from.Network != (model.Network{VPC: text("v"), Subnet: text("s"), Group: text("g")}) || from.Cert.Raw() != "ca.pem" || from.Nodes != 4 || from.Resolver.Raw() != "10.0.0.53" || d.To[0].ReadOnly != model.Yes {
		t.Errorf("%+v %+v", from, d.To[0])
	}
	if d.Master.Raw() != "m" || d.Kernel.Raw() != "down" || d.FastClean != model.Yes || d.Enterprise.Raw() != "0" || d.Position.Raw() != "bin.7:4" || d.GTID.Raw() != "g:1-9" || d.FailureCode.Raw() != "DRS.K1" {
		t.Errorf("%+v", d)
	}
	if got := words(d.Tuning) + words(d.Params) + words(d.Features); got != "full threads 8; apply threads 16; k v; support_re_edit true; " {
		t.Errorf("%s", got)
	}
	if !d.ScheduledAt.Equal(ends) {
		t.Errorf("v3 tells the scheduled start: %v", d.ScheduledAt)
	}
	if strings.Contains(fmt.Sprintf("%+v %s", d, d.Raw), "geheim") {
		t.Error("a password came through")
	}
}

// TestPreviewsOfTheSimulator: each generation tells its half.
func TestPreviewsOfTheSimulator(t *testing.T) {
	b, s := simulated(t, sim.Options{})
	for name, whole := range map[string]func(model.Detail) bool{
		"orders-prod-sync-02": func(d model.Detail) bool {
			return d.Node.Shape.Raw() == "single" && d.Node.Disk.Raw() == "100" && d.Node.Network.VPC.Raw() != "" && len(d.Tuning) == 2 && d.To[0].Network.Subnet.Raw() != ""
		},
		"reports-yearly": func(d model.Detail) bool {
			return d.Order.Unit == "year" && d.Order.Status.Raw() == "unpaid" && d.Node.MultiAZ == model.Yes
		},
		"events-kafka-01": func(d model.Detail) bool { return !d.Position.Empty() && d.Node.Network.Group.Raw() != "" },
		"ledger-pg-01": func(d model.Detail) bool {
			return d.Scope.Told && d.Scope.Databases == 14 && d.Scope.Tables == 3 && len(d.Scope.Names) == 14
		},
		"ledger-pg-02":     func(d model.Detail) bool { return d.ScheduledAt.After(time.Now()) },
		"payments-ora-01":  func(d model.Detail) bool { return d.FailureCode.Raw() == "DRS.K000001" },
		"stores-to-one-01": func(d model.Detail) bool { return d.Master.Raw() == s.ID("stores-to-one") },
	} {
		d, err := b.Job(t.Context(), model.NewJobID(s.ID(name)))
		if err != nil || !whole(d) {
			t.Errorf("%s: %v %+v", name, err, d)
		}
	}
}

// TestAnOrderIsPaidByTheStart of the job that it is for.
func TestAnOrderIsPaidByTheStart(t *testing.T) {
	b, s := simulated(t, sim.Options{})
	id := model.NewJobID(s.ID("reports-yearly"))
	s.Set(id.Raw(), "INCRE_TRANSFER_STARTED")
	if d, err := b.Job(t.Context(), id); err != nil || d.Order.Status.Raw() != "paid" {
		t.Errorf("after the start: %+v %v", d.Order, err)
	}
}
