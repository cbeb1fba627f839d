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
	job.Charging = orderedCharging(job.Charging, v.Get("period_order"))
	d := model.Detail{
		Job: job, Sample: model.NoSample(),
		Policy: policy(v), Alarm: alarm(v.Get("alarm_notify")), Limits: windows(v.Get("speed_limit")), Tags: tags(v.Get("tags")),
		MultiWrite: v.Get("multi_write").Tri(), NodeType: v.Path("inst_info", "inst_type").Text(),
		Started: v.Get("actual_start_time").Time(), FullDone: v.Get("full_transfer_complete_time").Time(), Updated: v.Get("update_time").Time(),
		Failure: v.Get("failed_reason").Text(),
	}
	fill(&d.Failure, v.Get("error_message").Text())
	for e := range v.Get("source_endpoint").Each() {
		d.From = append(d.From, endpoint3(e))
	}
	for e := range v.Get("source_sharding").Each() {
		d.From = append(d.From, endpoint3(e))
	}
	for e := range v.Get("target_endpoint").Each() {
		d.To = append(d.To, endpoint3(e))
	}
	return d
}

func endpoint3(v wire.Value) model.Endpoint {
	e := access(v)
	e.Engine, e.Instance, e.Name = v.Get("db_type").Text(), v.Get("inst_id").Text(), v.Get("inst_name").Text()
	e.Region, e.Zone, e.TLS = v.Get("region").Text(), v.Get("az_code").Text(), v.Get("ssl_link").Tri()
	if e.Port.Raw() == "0" { // v3 for "stands in the address"
		e.Port = model.Text{}
	}
	return e
}
