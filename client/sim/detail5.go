package sim

import (
	"net/http"
	"slices"
	"strconv"
)

// detailV5 answers ShowJobDetail. A deleted job is still told, with its status.
func (s *Sim) detailV5(c *call) answer {
	defer s.lock()()
	i, problem := s.named(c)
	if problem.status != 0 {
		return problem
	}
	kind := c.request.URL.Query().Get("type")
	r := s.observe(i, c.now)
	job := object{"id": s.world.id(i), "status": r.status, "create_time": s.world.created(i).UTC().Format(layoutV5)}
	switch kind {
	case "detail", "overview":
		job["base_info"] = s.baseInfo(i, r, c)
		if kind == "detail" {
			s.sections(job, i)
		}
	case "progress":
		p := s.progress(i, r, "incr_trans_delay")
		p["process_time"] = c.now.UTC().Format(layoutV5)
		job["progress_info"] = p
		job["migration_object_progress_info"] = s.objectProgress(i, r, c)
	case "log":
		if problem := s.logs(job, below{i, r, c.now}, c); problem.status != 0 {
			return problem
		}
	case "network", "precheck":
		if problem := s.polled(job, i, kind, c); problem.status != 0 {
			return problem
		}
	default:
		if !slices.Contains([]string{"compare", "file", "is_writable", "cloud_connection", "diagnosis",
			"diagnosis_history", "repair_progress", "repair_detail", "repair_export_status"}, kind) {
			return refuse(http.StatusBadRequest, "DRS.M00202", "The parameter type is empty or invalid.")
		}
	}
	return okay(object{"job": job}.encode())
}

// polled adds the result of a connection test or a pre-check, by the handle
// that its action gave out. Only the last one of each is kept.
func (s *Sim) polled(job object, i int, kind string, c *call) answer {
	query, p := c.request.URL.Query().Get("query_id"), s.prepOf(i)
	switch {
	case query == "":
		return refuse(http.StatusBadRequest, "DRS.M00201", "The parameter query_id is empty.")
	case kind == "network" && p.test != nil && p.test.id == query:
		job["network_results"] = s.testResult(i, c.now)
	case kind == "precheck" && p.run != nil && p.run.id == query:
		job["precheck_result"] = s.checkResult(i, *p.run, c.now, "precheck_results")
	default:
		return refuse(http.StatusBadRequest, "DRS.M00202", "The parameter query_id is invalid.")
	}
	return answer{}
}

func (s *Sim) baseInfo(i int, r reading, c *call) object {
	j := &s.world.jobs[i]
	out := object{
		"name": j.name, "job_type": j.scenario.wire(), "engine_type": or(j.link.pair().v5, j.link.pair().v3),
		"job_direction": j.dir.wire(), "task_type": j.task.wire(), "net_type": j.net.wire(), "charging_mode": "on_demand",
		"enterprise_project_id": "0", "description": s.description(i), "expired_days": "14", "is_open_fast_clean": false,
	}
	if j.is(period) {
		out["charging_mode"] = "period"
	}
	if j.scenario == dr {
		out["multi_write"] = j.is(dualPart)
	}
	if m := s.moments(i, r, c.now); !m.scheduled.IsZero() {
		out["start_time"] = millis(m.scheduled)
	}
	if tags := s.tags(i); tags != nil {
		out["tags"] = tags
	}
	if w := s.creationOf(i); w != nil {
		w.baseMade(out)
	}
	if days := s.editsOf(i).expires; days != nil {
		out["expired_days"] = *days
	}
	return out
}

// sections adds what only type=detail tells.
func (s *Sim) sections(job object, i int) {
	j := &s.world.jobs[i]
	sources, to := s.allEnds(i)
	from := []any{}
	for _, e := range sources {
		from = append(from, e.v5(s))
	}
	job["source_endpoint"], job["target_endpoint"] = from, []any{to.v5(s)}
	job["policy_config"] = s.policyOf(i).tell()
	job["alarm_notify"] = s.notifyOf(i).tell()
	job["task_version"] = "2.0"
	instance := object{"instance_type": "single", "arch": "x86", "availability_zone": s.options.Region + "a"}
	if j.is(primary) {
		instance["instance_type"], instance["availability_zone"] = "ha", s.options.Region+"a,"+s.options.Region+"b"
	}
	job["node_info"] = object{
		"spec": object{"node_type": "high"},
		"vpc":  object{"vpc_id": "vpc-9d01", "subnet_id": "subnet-4c77", "security_group_id": "sg-0a1b"}, "base_info": instance,
	}
	job["tuning_params"] = s.tuningOf(i)
	job["instance_features"] = object{"support_re_edit": "true"}
	if windows := s.limitsOf(i); windows != nil {
		job["speed_limit"] = windows
	}
	if j.is(period) {
		job["period_order"] = object{"period_type": 3, "period_num": 1, "is_auto_renew": 0}
	}
	if w := s.creationOf(i); w != nil {
		w.sectionsMade(job, s.world.cloned(i))
	}
	if o := s.editsOf(i).order; o != nil {
		job["period_order"] = o.tell()
	}
	if users := s.editsOf(i).users; users != nil {
		job["user_migration"] = users.tell()
	}
	if params := s.paramsOf(i); params != nil {
		job["db_param"] = params
	}
	if p, ok := s.world.parent(i); ok {
		job["master_job_id"] = s.world.id(p)
	}
}

func (s *Sim) policy(j *job) object {
	p := object{
		"filter_ddl_policy": "drop_database", "index_trans": true, "ddl_trans": true,
		"support_ddl_info": "CREATE_TABLE,ADD_COLUMN,MODIFY_COLUMN,CHANGE_COLUMN,ADD_INDEX", "dml_types": "i,u,d",
		"data_sync_topology_type": "one2one",
	}
	if j.scenario == synchronisation {
		p["conflict_policy"] = "overwrite"
	}
	if j.is(manyToOne) {
		p["data_sync_topology_type"], p["support_ddl_info"] = "many2one", "ADD_COLUMN"
	}
	if j.link == oracleGauss {
		p["increment_read_mode"], p["sync_type_policy"] = "logminer", "tableData,tableStructure,constraintData"
	}
	return p
}

// objectProgress counts what is copied, kind by kind.
func (s *Sim) objectProgress(i int, r reading, c *call) object {
	done := max(r.percent, 0)
	count := func(kind string, n int) object {
		status := "RUNNING"
		if done == 100 {
			status = "COMPLETE"
		}
		return object{"type": kind, "src_count": strconv.Itoa(n), "dst_count": strconv.Itoa(n * done / 100), "status": status}
	}
	tables := s.options.Tables
	out := object{
		"create_time": s.world.created(i).UTC().Format(layoutV5),
		"migration_object_overview": []object{
			count("DATABASE", databases(tables)), count("TABLE", tables), count("INDEX", tables*2), count("VIEW", tables/40),
		},
	}
	m := s.moments(i, r, c.now)
	if !m.started.IsZero() {
		out["full_start_time"] = m.started.UTC().Format(layoutV5)
	}
	if !m.copied.IsZero() {
		out["full_complete_time"] = m.copied.UTC().Format(layoutV5)
	}
	if !m.incremental.IsZero() {
		out["incr_start_time"] = m.incremental.UTC().Format(layoutV5)
	}
	return out
}
