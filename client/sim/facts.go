package sim

import (
	"strings"
	"time"
)

// description is a job's free text.
func (s *Sim) description(i int) string {
	j := &s.world.jobs[i]
	switch {
	case j.is(hostile):
		return "left by a script \x1b]8;;https://elsewhere.invalid\x07click\x1b]8;;\x07\u200b\u2066"
	case j.is(period):
		return "one-year order, placed at the start"
	case s.world.hash(i)%3 == 0:
		return "moved with " + fleetOf(j.name)
	}
	return ""
}

// fleetOf is the part of a name before the first dash.
func fleetOf(name string) string {
	fleet, _, _ := strings.Cut(name, "-")
	return fleet
}

// tags are the resource tags of a job as key and value.
func (s *Sim) tags(i int) []object {
	j := &s.world.jobs[i]
	if s.world.hash(i)%5 == 0 && !j.is(limited) {
		return nil
	}
	tier := string('1' + byte(s.world.hash(i)%3))
	return []object{{"key": "team", "value": fleetOf(j.name)}, {"key": "tier", "value": tier}}
}

// windows are the flow-control windows of a job.
func (s *Sim) windows(i int) []object {
	if !s.world.jobs[i].is(limited) {
		return nil
	}
	return []object{
		{"begin": "02:00", "end": "05:59", "speed": "80"},
		{"begin": "22:00", "end": "23:59", "speed": "200"},
	}
}

// moments are the turns in a job's life; zero for those it has not reached.
type moments struct{ started, copied, incremental, scheduled time.Time }

func (s *Sim) moments(i int, r reading, now time.Time) moments {
	_, begin := s.status(i, now)
	created := s.world.created(i)
	switch {
	case begin.After(now):
		return moments{scheduled: begin}
	case r.percent < 0 && r.status != "STARTJOBING":
		return moments{}
	case begin.IsZero(): // before this world: it began and copied in the first quarters of its age
		quarter := s.world.base.Sub(created) / 4
		begin = created.Add(quarter)
		m := moments{started: begin}
		if r.percent == 100 {
			m.copied = begin.Add(quarter)
		}
		if r.lag >= 0 {
			m.incremental = m.copied.Add(time.Second)
		}
		return m
	}
	m := moments{started: begin}
	if done := begin.Add(startingFor + s.world.copyingFor(i)); r.percent == 100 {
		m.copied = done
		if r.lag >= 0 {
			m.incremental = done.Add(copiedFor)
		}
	}
	return m
}

// failure is what the service says of a failed job; empty for others.
func failure(status string) string {
	switch status {
	case "CREATE_FAILED":
		return "No resources are left in the availability zone."
	case "START_JOB_FAILED":
		return "The destination could not be reached: connection refused."
	case "FULL_TRANSFER_FAILED":
		return "The destination ran out of space while copying data."
	case "INCRE_TRANSFER_FAILED":
		return "Could not apply a row: the table orders_2025 does not exist at the destination."
	case "REBUILD_NODE_FAILED", "NODE_UPGRADE_FAILED", "CHANGE_JOB_FAILED", "CHILD_TRANSFER_FAILED", "RELEASE_RESOURCE_FAILED":
		return "The operation failed; the service team has been told."
	}
	return ""
}
