package drs

import (
	"drover/client/rest/wire"
	"drover/model"
)

// fromV3 reads an entry of V3BatchListJobDetails.
func fromV3(v wire.Value) model.Detail {
	job, _ := newRows(v3, "").job(v)
	fill(&job.Engine, v.Path("inst_info", "engine_type").Text())
	for c := range v.Get("children").Elements() {
		if id := model.NewJobID(c.Get("id").String()); !id.Empty() {
			job.Children = append(job.Children, id)
		}
	}
	order := v.Get("period_order")
	job.Charging = orderedCharging(job.Charging, order)
	d := model.Detail{
		Job: job, Sample: model.NoSample(),
		Policy: policy(v), Alarm: alarm(v.Get("alarm_notify")), Limits: windows(v.Get("speed_limit")), Tags: tags(v.Get("tags")),
		MultiWrite: v.Get("multi_write").Tri(), NodeType: v.Path("inst_info", "inst_type").Text(),
		Started: v.Get("actual_start_time").Time(), FullDone: v.Get("full_transfer_complete_time").Time(), Updated: v.Get("update_time").Time(),
		Node: node3(v), Order: ordered(order), Scope: scope3(v),
		Master: model.NewJobID(v.Get("master_job_id").String()), Kernel: v.Get("job_kernel_direction").Text(),
		Position: v.Get("incre_start_position").Text(), GTID: v.Get("gtid").Text(), FastClean: v.Get("is_open_fast_clean").Tri(),
		Failure: v.Get("failed_reason").Text(), FailureCode: v.Get("error_code").Text(),
	}
	d.Topology = v.Get("data_sync_topology_type").Text()
	if job.Status.Raw() == "WAITING_FOR_START" {
		d.ScheduledAt = v.Path("inst_info", "start_time").Time()
	}
	fill(&d.Failure, v.Get("error_message").Text())
	for e := range v.Get("source_endpoint").Each() {
		d.From = append(d.From, endpoint3(e))
	}
	for e := range v.Get("source_sharding").Each() {
		shard := endpoint3(e)
		shard.Shard = true
		d.From = append(d.From, shard)
	}
	for e := range v.Get("target_endpoint").Each() {
		d.To = append(d.To, endpoint3(e))
	}
	return d
}

func endpoint3(v wire.Value) model.Endpoint {
	e := access(v)
	e.Engine, e.Instance, e.Name = v.Get("db_type").Text(), v.Get("inst_id").Text(), v.Get("inst_name").Text()
	e.Project = v.Get("project_id").Text()
	e.Region, e.Zone, e.TLS = v.Get("region").Text(), v.Get("az_code").Text(), v.Get("ssl_link").Tri()
	e.Network, e.Cert, e.Topic, e.Mode = network(v), v.Get("ssl_cert_name").Text(), v.Get("topic").Text(), v.Get("cluster_mode").Text()
	e.CertSum = v.Get("ssl_cert_check_sum").Text()
	fill(&e.Mode, v.Get("mongo_ha_mode").Text())
	fill(&e.Mode, v.Path("kafka_security_config", "type").Text())
	if e.Port.Raw() == "0" { // v3 for "stands in the address"
		e.Port = model.Text{}
	}
	return e
}
