package client

import (
	"cmp"
	"strings"

	"drover/model"
)

// copyLive says how a transfer is live, "" if it is not. It was made with the mode manual:
// any other mode may run it, and so may one that is not told.
func copyLive(d model.Detail) string {
	switch mode := model.Canonical(model.KeyScheduleMode, d.Job.Mode.Raw()); {
	case copyRuns(d) == model.Yes:
		return "runs already"
	case mode == model.ScheduleManual, mode == model.ScheduleAdHoc:
		return ""
	case mode == "":
		return "does not tell whether it has a schedule"
	}
	return "has a schedule of its own already (mode " + d.Job.Mode.String() + ")"
}

// copyRuns tells whether a run of a transfer is under way: where the server does not say, its
// status does. Of one that moves, or that is queued, nobody may say that it does not run.
func copyRuns(d model.Detail) model.Tri {
	runs := cmp.Or(d.Runs, d.Sample.Runs)
	moves := d.Job.State.Family == model.Running || d.Job.State.Family == model.Busy
	switch {
	case runs == model.No && (moves || d.Job.State.Family == model.Unknown):
		return model.NotTold
	case runs != model.NotTold:
		return runs
	case d.Executing != nil, moves:
		return model.Yes
	case d.Job.State.Family == model.Unknown, d.Job.State.Family == model.Paused:
		return model.NotTold
	}
	return model.No
}

// copyOff reports a transfer that never runs by itself any more. A pause is none: it may be
// resumed, and then the schedule counts again.
func copyOff(d model.Detail, part model.Part) bool {
	switch {
	case d.Job.Idle, d.Job.Status.Raw() == "complete", d.Job.Status.Raw() == "deleted":
		return true
	}
	mode := model.Canonical(model.KeyScheduleMode, part.Get(model.KeyScheduleMode))
	return mode == model.ScheduleManual || mode == model.ScheduleAdHoc
}

// unscheduled says why a copy does not run by the schedule that was asked for; "" if it
// does.
func (k *Course) unscheduled(d model.Detail, now model.Part) string {
	want, _ := k.copying.Edit(model.SectionCopy)
	if lacks := copyScheduleLacks(want, now); len(lacks) > 0 {
		return "has another schedule than was asked for: " + strings.Join(lacks, ", ")
	}
	if model.Canonical(model.KeyScheduleMode, want.Get(model.KeyScheduleMode)) != model.ScheduleAuto {
		return ""
	}
	switch status := d.Job.Status.Raw(); {
	case d.Job.Idle:
		return "is switched off in the server (disabled), and does not run by its schedule"
	case status == "paused":
		return "is paused, and does not run by its schedule"
	case status == "complete", status == "deleted":
		return "is " + status + ", and never runs again"
	}
	return ""
}

// copyScheduleLacks names what a schedule shows otherwise than was asked for. What neither
// was asked for nor stood at the original is the server's own; what stood there and was
// taken out must be gone.
func copyScheduleLacks(want model.Edit, now model.Part) []string {
	var out []string
	keys := model.ScheduleKeys()
	if model.Canonical(model.KeyScheduleMode, want.Get(model.KeyScheduleMode)) != model.ScheduleAuto { // the mode alone counts, and is sent
		keys = []model.FieldKey{model.KeyScheduleMode}
	}
	for _, key := range keys {
		asked, is := want.Get(key), now.Get(key)
		was := want.Base.Get(key)
		kept := asked == "" && was != "" && is != "" && model.SameValue(key, was, is)
		if key == model.KeyScheduleEvery && want.Get(model.KeyScheduleRunAt) == "" && model.SameValue(key, is, "15m") {
			kept = false // what a server takes where it is told nothing
		}
		if kept || asked != "" && !model.SameValue(key, asked, is) {
			out = append(out, model.ScheduleLabel(key))
		}
	}
	return out
}
