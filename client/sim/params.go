package sim

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
)

// params is what v5's action_params say to the actions that are served.
type params struct {
	probes     []probe
	checkMode  string
	skip       []string
	skipReason string
	pauseMode  string
	startTime  string
	reEdit     bool
	force      bool
}

// request is one entry of v5's action calls.
type request struct {
	id, action string
	params     params
}

// readRequest reads an ActionReq.
func readRequest(raw json.RawMessage) (request, error) {
	var r request
	m, err := members(raw, "job_id", "action_name", "action_params")
	if err != nil {
		return r, err
	}
	if err := cmp.Or(value(m, "job_id", &r.id), value(m, "action_name", &r.action)); err != nil {
		return r, err
	}
	known := []string{
		"network", "precheck", "start", "stop", "restart", "reset", "terminate", "skip_precheck", "create_compare", "cancel_compare", "column_limit",
		"reload_parameters", "bind_eip", "unbind_eip", "set_writable", "cloud_connection", "set_readonly", "diagnosis", "start_repair", "stop_repair",
	}
	if !slices.Contains(known, r.action) {
		return r, errors.New(`the parameter "action_name" is invalid`)
	}
	if raw, there := m["action_params"]; there {
		r.params, err = readParams(raw)
	}
	return r, err
}

func readParams(raw json.RawMessage) (params, error) {
	var p params
	m, err := members(raw, "endpoints", "precheck_mode", "skip_precheck_info", "pause_mode", "start_time", "compare_task_param", "is_sync_re_edit",
		"is_only_init_task", "is_auto_create_compare", "force_delete", "public_ip_config", "replay_config", "repair_info")
	if err != nil {
		return p, err
	}
	var endpoints []json.RawMessage
	var initOnly, compare bool
	err = cmp.Or(
		value(m, "endpoints", &endpoints), value(m, "precheck_mode", &p.checkMode), value(m, "pause_mode", &p.pauseMode),
		value(m, "start_time", &p.startTime), value(m, "is_sync_re_edit", &p.reEdit), value(m, "force_delete", &p.force),
		value(m, "is_only_init_task", &initOnly), value(m, "is_auto_create_compare", &compare),
	)
	err = cmp.Or(err, oneOf("precheck_mode", p.checkMode, "", "forStartJob", "forRetryJob"), oneOf("pause_mode", p.pauseMode, "", "target", "all"))
	if err != nil {
		return p, err
	}
	for _, raw := range endpoints {
		e, err := readProbeV5(raw)
		if err != nil {
			return p, err
		}
		p.probes = append(p.probes, e)
	}
	if raw, there := m["skip_precheck_info"]; there {
		skip, err := members(raw, "skipped_precheck_list", "skip_reason")
		if err != nil {
			return p, err
		}
		err = cmp.Or(value(skip, "skipped_precheck_list", &p.skip), value(skip, "skip_reason", &p.skipReason))
		return p, err
	}
	return p, nil
}

// oneOf refuses a value that an enumeration does not hold.
func oneOf(name, got string, want ...string) error {
	if slices.Contains(want, got) {
		return nil
	}
	return fmt.Errorf("the parameter %q is invalid", name)
}

// act is the operation that a request asks for; empty names what it lacks.
func (r request) act() (a act, empty string) {
	p := r.params
	a = act{name: r.action, id: r.id, params: p}
	switch r.action {
	case "network":
		a.letter = 'E'
		if len(p.probes) == 0 {
			return a, "endpoints"
		}
	case "precheck":
		a.letter, a.mode = 'K', p.checkMode
		if p.checkMode == "" {
			return a, "precheck_mode"
		}
	case "skip_precheck":
		a.letter = 'K'
		if len(p.skip) == 0 {
			return a, "skipped_precheck_list"
		}
		if p.skipReason == "" {
			return a, "skip_reason"
		}
	case "start":
		a.letter, a.at = 'S', p.startTime
	case "stop":
		a.letter, a.mode = 'P', p.pauseMode
	case "restart":
		a.letter, a.reEdit = 'R', p.reEdit
	case "reset":
		a.letter = 'X'
	case "terminate":
		a.letter, a.force = 'Q', p.force
	}
	return a, ""
}
