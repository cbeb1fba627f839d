package client

import (
	"slices"
	"strconv"
	"strings"

	"drover/client/journal"
	"drover/model"
)

// prove reads the copy back and holds it against what was asked for.
func (k *Course) prove() copySaid {
	seen, s := k.compare()
	if s.state != model.CopyDone {
		return s
	}
	differs := k.pathsAnswered(seen.differs)
	k.seeCopy(seen.detail.Job)
	k.step(k.at, func(r *model.CopyResult) { r.Differs = differs })
	if why := copyLive(seen.detail); why != "" && k.record.Realm == model.Files {
		return stepRefused("the copy " + why + ", and was made to do nothing by itself: take it off its schedule and cancel its run, then go on")
	}
	switch {
	case len(differs) == 0:
		return stepDone("")
	case k.accepts(differs):
		return stepDone("taken as it is")
	}
	return stepRefused(copyTold("the copy is not what was asked for: "+copyDiffer(len(differs)), differs, s.why))
}

// copyTold says what is wrong with a copy: by itself why a path is not there, if that is all.
func copyTold(words string, differs []model.Difference, why string) string {
	switch {
	case why == "":
		return words
	case !slices.ContainsFunc(differs, func(d model.Difference) bool { return !strings.HasSuffix(string(d.Key), " path") }):
		return why
	}
	return words + "; " + why
}

func copyDiffer(n int) string {
	if n == 1 {
		return "1 value differs"
	}
	return strconv.Itoa(n) + " values differ"
}

// accepts takes the copy as it is, once, if somebody said so: of what they were shown, and
// nothing beside that.
func (k *Course) accepts(differs []model.Difference) bool {
	if !k.input.Accept {
		return false
	}
	k.input.Accept = false
	for _, diff := range differs {
		if !slices.ContainsFunc(k.shown, func(s model.Difference) bool { return s.Key == diff.Key && s.Is == diff.Is }) {
			return false
		}
	}
	for _, diff := range differs {
		k.record.Accepted = append(k.record.Accepted, journal.CopyAccepted{Key: diff.Key, Is: diff.Is})
	}
	return true
}

// stands says why the copy is not what it was when it was compared, "" if it is: before
// the original is given up, it is looked at once more.
func (k *Course) stands() copySaid {
	seen, s := k.compare()
	if s.state != model.CopyDone {
		return s
	}
	d := seen.detail
	k.seeCopy(d.Job)
	differs := slices.DeleteFunc(seen.differs, func(diff model.Difference) bool {
		return slices.Contains(k.record.Accepted, journal.CopyAccepted{Key: diff.Key, Is: diff.Is})
	})
	off := ""
	if k.Report().Step(model.CopySchedule).State == model.CopyDone {
		off = k.unscheduled(d, seen.part)
	}
	switch {
	case d.Job.State.Family == model.Ended && k.record.Realm == model.Databases:
		return stepRefused("the copy has ended: nothing more is done to the original")
	case off != "":
		return stepRefused("the copy " + off + ": nothing more is done to the original")
	case len(differs) > 0 && !k.accepts(differs):
		k.step(k.at, func(r *model.CopyResult) { r.Differs = differs })
		return stepRefused(copyTold("the copy is not any more what it was when it was compared ("+copyDiffer(len(differs))+")", differs, s.why) + ": nothing more is done to the original")
	}
	return stepDone("")
}
