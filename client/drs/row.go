package drs

import (
	"drover/client/rest/wire"
	"drover/model"
)

// rows reads the jobs of one page. What comes again and again (statuses, the
// action lists) is kept once.
type rows struct {
	generation string
	scenario   model.Scenario // what the page was asked for
	pool       wire.Pool
	actions    map[string]model.Actions
}

func newRows(generation string, scenario model.Scenario) *rows {
	return &rows{generation: generation, scenario: scenario, pool: wire.Pool{}, actions: map[string]model.Actions{}}
}

// family appends a row and its children, the parent first. Nothing comes of a
// row without an id.
func (r *rows) family(out []model.Job, v wire.Value) []model.Job {
	job, children := r.job(v)
	if job.ID.Empty() {
		return out
	}
	parent := len(out)
	out = append(out, job)
	for c := range children.Elements() {
		child, _ := r.job(c)
		if child.ID.Empty() || child.ID == job.ID {
			continue
		}
		child.Parent = job.ID
		if child.Role == model.RoleNone {
			child.Role = model.RoleChild
		}
		out[parent].Children = append(out[parent].Children, child.ID)
		out = append(out, child)
	}
	return out
}

// job reads one row of ListJobs or V3ShowJobList, whose names differ in little.
func (r *rows) job(v wire.Value) (job model.Job, children wire.Value) {
	job = model.Job{Scenario: r.scenario, Generation: r.generation}
	for name, m := range v.Members() {
		if m.Absent() {
			continue
		}
		switch string(name) {
		case "id":
			job.ID = model.NewJobID(m.String())
		case "name":
			job.Name = m.Text()
		case "status":
			job.Status = r.pool.Text(m)
		case "description":
			job.Description = m.Text()
		case "create_time":
			job.Created = m.Time()
		case "engine_type":
			job.Engine = r.pool.Text(m)
		case "net_type":
			job.Net = r.pool.Text(m)
		case "charging_mode":
			job.Charging = charging(r.pool.String(m))
		case "job_direction":
			job.Direction = r.pool.Text(m)
		case "job_type", "db_use_type":
			if s := r.pool.String(m); s != "" {
				job.Scenario = model.Scenario(s)
			}
		case "task_type":
			job.Task = model.TaskType(r.pool.String(m))
		case "parent_id":
			job.Parent = model.NewJobID(m.String())
		case "job_mode_role":
			job.Role = role(r.pool.String(m))
		case "job_action":
			job.Actions = r.action(m)
		case "children":
			children = m
		}
	}
	return job.WithStatus(job.Status), children
}

// role keeps parent and child; master and slave are the nodes of one task.
func role(wire string) model.Role {
	if r := model.Role(wire); r == model.RoleParent || r == model.RoleChild {
		return r
	}
	return model.RoleNone
}

func charging(wire string) model.Charging {
	switch wire {
	case "period":
		return model.Period
	case "on_demand":
		return model.OnDemand
	}
	return model.ChargingUnknown
}

func (r *rows) action(v wire.Value) model.Actions {
	if a, ok := r.actions[string(v.Bytes())]; ok {
		return a
	}
	a := model.Actions{
		Told: v.IsObject(), Current: v.Get("current_action").String(),
		Available: v.Get("available_actions").Strings(), Unavailable: v.Get("unavailable_actions").Strings(),
	}
	r.actions[string(v.Bytes())] = a
	return a
}
