package sim

import "strconv"

// detailV3 answers V3BatchListJobDetails.
func (s *Sim) detailV3(c *call) answer {
	return s.paged(c, func(i int, r reading) []byte { return s.entryV3(i, r, c).encode() })
}

func (s *Sim) entryV3(i int, r reading, c *call) object {
	j := &s.world.jobs[i]
	from, to := s.ends(i)
	out := object{
		"id": s.world.id(i), "name": j.name, "status": r.status, "description": s.description(i),
		"create_time": millis(s.world.created(i)), "update_time": millis(c.now), "task_type": j.task.wire(),
		"source_endpoint": from.v3(s), "target_endpoint": to.v3(s), "net_type": j.net.wire(),
		"job_direction": j.dir.wire(), "db_use_type": j.scenario.wire(), "need_restart": false,
		"is_target_readonly": j.scenario != synchronisation && j.dir == up, "filter_ddl_policy": "drop_database",
		"node_num": 1, "is_multi_az": j.is(primary), "multi_write": j.is(dualPart), "is_open_fast_clean": false,
		"index_trans": true, "migrate_user": false, "sync_database": false, "object_switch": true,
		"vpc_id": "vpc-9d01", "subnet_id": "subnet-4c77", "security_group_id": "sg-0a1b", "az_code": s.options.Region + "a",
		"inst_info": object{
			"engine_type": j.link.pair().v3, "inst_type": "high", "ip": s.world.address(i), "public_ip": "",
			"start_time": "", "status": "active", "volume_size": 100,
		},
		"alarm_notify": object{"alarm_to_user": true, "topic_name": "dba", "delay_time": 60, "rto_delay": 0, "rpo_delay": 0},
	}
	s.optionalV3(out, i, r, c)
	if w := s.creationOf(i); w != nil {
		w.entryMade(out)
	}
	if j.gens == v3 {
		s.chosenV3(out, i)
	}
	s.editedV3(out, i)
	return out
}

// chosenV3 adds what only the older generation tells of the jobs that it alone
// serves: the objects chosen, and where the log is read from.
func (s *Sim) chosenV3(out object, i int) {
	const shown = 200
	infos := []object{}
	for n := range min(databases(s.options.Tables), shown) {
		db := object{"id": strconv.Itoa(n + 1), "type": "database", "name": s.databaseName(i, n)}
		if n == 0 && s.world.hash(s.world.face(i))%3 == 0 {
			db["alias_name"] = s.databaseName(i, n) + "_copy"
		}
		infos = append(infos, db)
	}
	for k := range min(s.options.Tables, 3) {
		_, name := s.objectName(i, objectKinds()[0], k)
		infos = append(infos, object{"id": "t" + strconv.Itoa(k+1), "parent_id": "1", "type": "table", "name": name})
	}
	out["object_infos"] = infos
	if s.world.jobs[i].task == incrOnly {
		out["incre_start_position"] = s.position(i, s.world.created(i))
	}
}

// optionalV3 adds what only some jobs have.
func (s *Sim) optionalV3(out object, i int, r reading, c *call) {
	j := &s.world.jobs[i]
	if p, ok := s.world.parent(i); ok {
		out["parent_id"] = s.world.id(p)
	}
	if j.scenario == synchronisation {
		out["conflict_policy"] = "overwrite"
	}
	if j.scenario == dr {
		out["job_kernel_direction"] = j.dir.wire()
	}
	if j.is(primary) {
		out["master_az"], out["slave_az"] = s.options.Region+"a", s.options.Region+"b"
	}
	if tags := s.tags(i); tags != nil {
		out["tags"] = tags
	}
	if windows := s.limitsOf(i); windows != nil {
		limits := []object{}
		for _, w := range windows {
			limits = append(limits, object{"begin": w["begin"], "end": w["end"], "speed": w["speed"], "is_utc": true})
		}
		out["speed_limit"] = limits
	}
	if why := s.failure(i, r.status); why != "" {
		out["failed_reason"], out["error_code"], out["error_message"] = why, "DRS.K000001", why
	}
	m := s.moments(i, r, c.now)
	if j.is(period) {
		out["period_order"] = s.orderOf(i, m)
	}
	if !m.started.IsZero() {
		out["actual_start_time"] = millis(m.started)
	}
	if !m.copied.IsZero() {
		out["full_transfer_complete_time"] = millis(m.copied)
	}
	if !m.scheduled.IsZero() {
		if info, isObject := out["inst_info"].(object); isObject {
			info["start_time"] = millis(m.scheduled)
		}
	}
}

// orderOf is the order of a yearly job: its start places and pays it.
func (s *Sim) orderOf(i int, m moments) object {
	o := object{"status": "unpaid", "order_id": "", "charging_mode": 1, "period_type": 3, "period_num": 1, "is_auto_renew": 0}
	if w := s.creationOf(i); w != nil && w.Period != nil {
		o["period_type"], o["period_num"], o["is_auto_renew"] = w.Period.Type, w.Period.Num, w.Period.Renew
	}
	if e := s.editsOf(i).order; e != nil {
		o["period_type"], o["period_num"], o["is_auto_renew"], o["order_id"] = e.Type, e.Num, e.Renew, e.id
		if e.paid {
			o["status"] = "paid"
		}
		return o
	}
	if !m.started.IsZero() {
		o["status"], o["order_id"] = "paid", "CS"+s.world.id(i)[:12]
	}
	return o
}

// editedV3 writes over an entry what was changed since the job was made, as far
// as v3 tells of it.
func (s *Sim) editedV3(out object, i int) {
	e := s.editsOf(i)
	if e.position != nil {
		out["incre_start_position"], out["gtid"] = e.position.At, e.position.GTID
	}
	if e.users != nil {
		out["migrate_user"] = e.users.Migrate
	}
	if e.policy != nil {
		e.policy.into(out, "filter_ddl_policy", "conflict_policy", "index_trans")
	}
	if e.notify != nil {
		alarm := object{"topic_name": "dba", "delay_time": 0, "rto_delay": 0, "rpo_delay": 0}
		for _, name := range []string{"alarm_to_user", "delay_time", "rto_delay", "rpo_delay"} {
			if value, there := e.notify[name]; there {
				alarm[name] = value
			}
		}
		out["alarm_notify"] = alarm
	}
}
