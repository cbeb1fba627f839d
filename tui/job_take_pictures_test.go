package tui

import "testing"

func TestTakePictures(t *testing.T) {
	// A file of another job, with something of everything.
	const file = "job:\n  base_info: {description: orders to the new site, tags: [{key: team, value: billing}], expired_days: 30}\n" +
		"  source_endpoint: [{endpoint: {ip: 10.9.9.9}}]\n" +
		"  speed_limit:\n  - {begin: \"04:00\", end: \"07:59\", speed: 60}\n" +
		"  alarm_notify: {alarm_to_user: maybe, topic_urn: urn:smn:cn-north-4:p1:topic}\n" +
		"  policy_config: {conflict_policy: stop, dml_types: \"i,u\"}\n" +
		"  tuning_params: {full_sync: {no_such_parameter: 4}}\n" +
		"  start_position: {file_and_position: mysql-bin.000012:4}\n  node_info: {spec: {node_type: medium}}\n"
	open := func(d *desk) {
		d.find("orders-prod-sync-02")
		d.puts("wave2.yaml", file)
		d.holds("wave2.yaml")
	}
	var all []picture
	for _, p := range [][]picture{
		inThreeSizes("take", open),
		inThreeSizes("take_chosen", func(d *desk) { open(d); d.Keys("*", "down", "down", "down", "down") }),
		inThreeSizes("take_values", func(d *desk) {
			open(d)
			d.Keys("*", "g", "down", "down", "enter", "down", "space")
		}),
	} {
		all = append(all, p...)
	}
	draw(t, append(all,
		picture{"take_asked", world{}, func(d *desk) { d.find("orders-prod-sync-02"); d.Keys("I") }},
		picture{"take_ascii", world{look: ascii()}, func(d *desk) { open(d); d.Keys("*") }},
	))
}
