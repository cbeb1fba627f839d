package model

import (
	"slices"
	"time"
)

// Sum is what the jobs of a plan that go have among them: what there is to say
// before it is sent.
type Sum struct {
	Tally
	Running    int           // data moves
	Copying    int           // of those: still in the full phase
	Stopped    int           // paused or failed: what the sources write waits there
	Unstarted  int           // in configuration, or scheduled
	Scheduled  int           // of those: it waits for its moment
	Migrations int           // of those that run: a migration
	Parents    int           // of a dual-active pair: what ends them ends their jobs
	Children   int           // the jobs of those; 0 where the service names none
	ChildNames []Text        // of the jobs of a lone parent, where all were picked with it
	Percent    int           // of the full copy where one job goes alone; -1: not known
	Lag        time.Duration // the longest; -1: none is known
	LagOf      Text          // the job whose lag that is
}

// Sum adds up the steps that go. It is kept until one of them changes.
func (p *Planner) Sum() Sum {
	if p.sum == nil {
		sum := Sum{Tally: p.tally, Percent: -1, Lag: -1}
		for i := range p.plan.Steps {
			if p.plan.Steps[i].Goes() {
				sum.enter(&p.picks[i])
			}
		}
		if sum.Goes != 1 {
			sum.Percent = -1
		} else if sum.Parents == 1 {
			sum.ChildNames = p.childNames(p.picks[p.lone].Job.Children)
		}
		p.sum = &sum
	}
	return *p.sum
}

// childNames are the names of these jobs, if all of them were picked.
func (p *Planner) childNames(ids []JobID) []Text {
	var out []Text
	for i := range p.picks {
		if slices.Contains(ids, p.picks[i].Job.ID) {
			out = append(out, p.picks[i].Job.Name)
		}
	}
	if len(out) != len(ids) {
		return nil
	}
	return out
}

func (s *Sum) enter(pick *Pick) {
	job := &pick.Job
	if job.DualActiveParent() {
		s.Parents++
		s.Children += len(job.Children)
	}
	switch job.State.Family {
	case Running:
		s.Running++
		if job.Status.Raw() == "FULL_TRANSFER_STARTED" {
			s.Copying++
		}
		if job.Scenario == Migration {
			s.Migrations++
		}
	case Paused, Failed:
		if status := job.Status.Raw(); status != "START_JOB_FAILED" && status != "CREATE_FAILED" {
			s.Stopped++
		}
	case Idle, Busy, Ended, Unknown:
		switch job.Status.Raw() {
		case "CONFIGURATION":
			s.Unstarted++
		case "WAITING_FOR_START":
			s.Unstarted++
			s.Scheduled++
		}
	}
	if pick.Sample == nil || job.State.Family != Running {
		return
	}
	if job.Status.Raw() == "FULL_TRANSFER_STARTED" {
		s.Percent = pick.Sample.Percent
	} else if pick.Sample.Lag > s.Lag {
		s.Lag, s.LagOf = pick.Sample.Lag, job.Name
	}
}
