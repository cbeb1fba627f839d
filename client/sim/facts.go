package sim

import (
	"strings"
	"time"
)

// description is a job's free text.
func (s *Sim) description(i int) string {
	if about := s.editsOf(i).about; about != nil {
		return *about
	}
	i = s.world.face(i)
	j := &s.world.jobs[i]
	switch w := s.world.made[i]; {
	case w != nil:
		return w.Base.About
	case j.is(hostile):
		return "left by a script \x1b]8;;https://elsewhere.invalid\x07click\x1b]8;;\x07\u200b\u2066"
	case j.is(period):
		return "one-year order, placed at the start"
	case s.world.hash(i)%3 == 0:
		return "moved with " + s.fleet(i)
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
	if e := s.editsOf(i); e.tagged {
		return tagsTold(e.tags)
	}
	i = s.world.face(i)
	if w := s.world.made[i]; w != nil {
		return tagsTold(w.Base.Tags)
	}
	j := &s.world.jobs[i]
	if s.world.hash(i)%5 == 0 && !j.is(limited) {
		return nil
	}
	tier := string('1' + byte(s.world.hash(i)%3))
	return []object{{"key": "team", "value": s.fleet(i)}, {"key": "tier", "value": tier}}
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
	if l, lived := s.life(i); lived && l.forced == "" {
		return s.turns(l, r, now)
	}
	if r.percent < 0 && r.status != "STARTJOBING" {
		return moments{}
	}
	// Before this world: it began and copied in the first quarters of its age.
	created := s.world.created(i)
	quarter := max(s.world.base.Sub(created)/4, 0)
	m := moments{started: created.Add(quarter)}
	if r.percent == 100 {
		m.copied = m.started.Add(quarter)
	}
	if r.lag >= 0 {
		m.incremental = m.copied.Add(time.Second)
	}
	return m
}

// turns are the moments of a job that has gone through something in this
// world: those before its course, then those within it.
func (s *Sim) turns(l life, r reading, now time.Time) moments {
	m := l.past
	if l.begin.After(now) {
		m.scheduled = l.begin
		return m
	}
	for k := range s.reached(l, now) + 1 {
		at := s.entered(l, k)
		switch l.course[k].status {
		case "STARTJOBING":
			m.started = first(m.started, at)
		case "FULL_TRANSFER_COMPLETE":
			m.copied = first(m.copied, at)
		case "INCRE_TRANSFER_STARTED":
			m.incremental = first(m.incremental, at)
		}
	}
	if r.lag < 0 { // not in that phase now
		m.incremental = time.Time{}
	}
	return m
}

func first(known, otherwise time.Time) time.Time {
	if known.IsZero() {
		return otherwise
	}
	return known
}

// failure is what the service says of a failed job; empty for others.
func (s *Sim) failure(i int, status string) string {
	switch status {
	case "CREATE_FAILED":
		if s.creationOf(i) != nil {
			return "The subnet has no free IP address."
		}
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
