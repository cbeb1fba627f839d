package drs

import (
	"slices"

	"drover/model"
)

// blend lays one reading of a job over another: what the better one does not
// tell comes from the other.
func blend(better, other model.Detail) model.Detail {
	d := better
	fill(&d.Job.Generation, other.Job.Generation)
	d.Job = over(d.Job, other.Job)
	d.Sample = d.Sample.Over(other.Sample)
	fillList(&d.From, other.From)
	fillList(&d.To, other.To)
	fillList(&d.Limits, other.Limits)
	fillList(&d.Tags, other.Tags)
	fillList(&d.Objects, other.Objects)
	d.Policy = facts(d.Policy, other.Policy)
	d.Alarm = facts(d.Alarm, other.Alarm)
	fill(&d.MultiWrite, other.MultiWrite)
	fill(&d.TaskVersion, other.TaskVersion)
	fill(&d.Topology, other.Topology)
	fill(&d.ExpiredDays, other.ExpiredDays)
	fill(&d.NodeType, other.NodeType)
	fill(&d.Started, other.Started)
	fill(&d.FullDone, other.FullDone)
	fill(&d.IncrStarted, other.IncrStarted)
	fill(&d.Updated, other.Updated)
	fill(&d.ScheduledAt, other.ScheduledAt)
	fill(&d.Failure, other.Failure)
	fill(&d.FailureCode, other.FailureCode)
	more(&d, other)
	d.Raw = append(slices.Clip(d.Raw), other.Raw...)
	return d
}

// more fills what a detail tells beside its page's own sections.
func more(d *model.Detail, other model.Detail) {
	overNode(&d.Node, other.Node)
	overOrder(&d.Order, other.Order)
	overScope(&d.Scope, other.Scope)
	fill(&d.Master, other.Master)
	fill(&d.Enterprise, other.Enterprise)
	fill(&d.Ended, other.Ended)
	fill(&d.Position, other.Position)
	fill(&d.GTID, other.GTID)
	fill(&d.Kernel, other.Kernel)
	fill(&d.FastClean, other.FastClean)
	fillList(&d.Tuning, other.Tuning)
	fillList(&d.Params, other.Params)
	fillList(&d.Features, other.Features)
}

func fillList[T any](to *[]T, from []T) {
	if len(*to) == 0 {
		*to = from
	}
}

// facts adds the facts of other whose label is not there yet.
func facts(better, other []model.Fact) []model.Fact {
	out := slices.Clip(better)
	for _, f := range other {
		if !slices.ContainsFunc(better, func(b model.Fact) bool { return b.Label == f.Label }) {
			out = append(out, f)
		}
	}
	return out
}
