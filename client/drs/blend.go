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
	fill(&d.ExpiredDays, other.ExpiredDays)
	fill(&d.NodeType, other.NodeType)
	fill(&d.Started, other.Started)
	fill(&d.FullDone, other.FullDone)
	fill(&d.IncrStarted, other.IncrStarted)
	fill(&d.Updated, other.Updated)
	fill(&d.ScheduledAt, other.ScheduledAt)
	fill(&d.Failure, other.Failure)
	d.Raw = append(slices.Clip(d.Raw), other.Raw...)
	return d
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
