package drs

import (
	"drover/client/rest/wire"
	"drover/model"
)

// fromV5 reads the job of a ShowJobDetail answer, whichever aspect it shows.
func fromV5(v wire.Value) model.Detail {
	base := v.Get("base_info")
	job, _ := newRows(v5, "").job(base)
	job.ID = model.NewJobID(v.Get("id").String())
	job.Status = v.Get("status").Text()
	job.Created = v.Get("create_time").Time()
	for c := range v.Get("children").Elements() {
		if id := model.NewJobID(c.Get("id").String()); !id.Empty() {
			job.Children = append(job.Children, id)
		}
	}
	order := v.Get("period_order")
	job.Charging = orderedCharging(job.Charging, order)
	days, _ := base.Get("expired_days").Int()
	d := model.Detail{
		Job: job, Sample: sample(v.Get("progress_info")),
		From: endpoints5(v.Get("source_endpoint")), To: endpoints5(v.Get("target_endpoint")),
		Policy: policy(v.Get("policy_config")), Alarm: alarm(v.Get("alarm_notify")),
		Limits: windows(v.Get("speed_limit")), Tags: tags(base.Get("tags")),
		MultiWrite: base.Get("multi_write").Tri(), TaskVersion: v.Get("task_version").Text(), ExpiredDays: int(max(0, min(days, 1000))),
		NodeType: v.Path("node_info", "spec", "node_type").Text(), ScheduledAt: base.Get("start_time").Time(),
	}
	d.Topology = v.Path("policy_config", "data_sync_topology_type").Text()
	d.Node, d.Order, d.Scope = node5(v), ordered(order), scope5(v.Get("user_migration"))
	d.Master, d.Enterprise = model.NewJobID(v.Get("master_job_id").String()), base.Get("enterprise_project_id").Text()
	d.Kernel, d.FastClean = v.Get("job_kernel_direction").Text(), base.Get("is_open_fast_clean").Tri()
	d.Tuning, d.Params, d.Features = tuning(v.Get("tuning_params")), params(v.Get("db_param")), features(v.Get("instance_features"))
	objects5(&d, v.Get("migration_object_progress_info"))
	return d
}

// objects5 reads when the phases turned and how many objects are done.
func objects5(d *model.Detail, v wire.Value) {
	d.Started, d.FullDone = v.Get("full_start_time").Time(), v.Get("full_complete_time").Time()
	d.IncrStarted, d.Ended = v.Get("incr_start_time").Time(), v.Get("end_time").Time()
	for o := range v.Get("migration_object_overview").Each() {
		d.Objects = append(d.Objects, model.ObjectCount{
			Kind: o.Get("type").Text(), Source: o.Get("src_count").Text(), Done: o.Get("dst_count").Text(), Status: o.Get("status").Text(),
			Begun: o.Get("start_time").Time(), Finished: o.Get("end_time").Time(),
		})
	}
}

// orderedCharging takes an order of months or years as proof of one, where
// the mode itself is not told.
func orderedCharging(told model.Charging, order wire.Value) model.Charging {
	if n, ok := order.Get("period_num").Int(); told == model.ChargingUnknown && ok && n > 0 {
		return model.Period
	}
	return told
}

func endpoints5(v wire.Value) []model.Endpoint {
	var out []model.Endpoint
	for e := range v.Each() {
		at := e.Get("endpoint")
		end := access(at)
		end.Engine, end.Kind = e.Get("db_type").Text(), e.Get("endpoint_type").Text()
		end.Instance, end.Name = at.Get("instance_id").Text(), at.Get("instance_name").Text()
		end.Region, end.Zone = e.Path("cloud", "region").Text(), e.Path("cloud", "az_code").Text()
		end.TLS, end.Cert = e.Path("ssl", "ssl_link").Tri(), e.Path("ssl", "ssl_cert_name").Text()
		end.Network, end.ReadOnly = network(e.Get("vpc")), e.Path("config", "is_target_readonly").Tri()
		end.Record, end.Sort, end.Project = at.Get("id").Text(), at.Get("endpoint_name").Text(), e.Path("cloud", "project_id").Text()
		end.Nodes, end.Resolver = number(e.Path("config", "node_num")), e.Path("customized_dns", "dns_ip").Text()
		end.CertSum = e.Path("ssl", "ssl_cert_check_sum").Text()
		end.OwnDNS, end.DNSAction = e.Path("customized_dns", "is_set_dns").Tri(), e.Path("customized_dns", "set_dns_action").Text()
		out = append(out, end)
		for shard := range at.Get("source_sharding").Each() {
			s := access(shard)
			s.Engine, s.Kind, s.Shard = end.Engine, end.Kind, true
			s.Instance, s.Name = shard.Get("instance_id").Text(), shard.Get("instance_name").Text()
			s.Record, s.Sort = shard.Get("id").Text(), shard.Get("endpoint_name").Text()
			out = append(out, s)
		}
	}
	return out
}

// access reads how a database is reached; both generations name that alike.
func access(v wire.Value) model.Endpoint {
	return model.Endpoint{
		Address: v.Get("ip").Text(), Port: v.Get("db_port").Text(), User: v.Get("db_user").Text(),
		Database: v.Get("db_name").Text(), Password: stored(v.Get("db_password")),
	}
}

// stored reports whether a password is set. Its value is masked by the service
// and does not matter.
func stored(v wire.Value) model.Tri {
	switch {
	case v.Absent():
		return model.NotTold
	case v.String() == "":
		return model.No
	}
	return model.Yes
}

func windows(v wire.Value) []model.Window {
	var out []model.Window
	for w := range v.Each() {
		out = append(out, model.Window{Begin: w.Get("begin").Text(), End: w.Get("end").Text(), Speed: w.Get("speed").Text()})
	}
	return out
}

func tags(v wire.Value) []model.Tag {
	var out []model.Tag
	for t := range v.Each() {
		out = append(out, model.Tag{Key: t.Get("key").Text(), Value: t.Get("value").Text()})
	}
	return out
}
