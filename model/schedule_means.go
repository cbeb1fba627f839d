package model

import (
	"slices"
	"strings"
	"time"
)

// ScheduleWords is a schedule in one sentence: when a transfer runs by itself. Its
// dates are told in UTC and where the user is.
func ScheduleWords(get func(FieldKey) string, zone *time.Location) string {
	switch mode := Canonical(KeyScheduleMode, get(KeyScheduleMode)); mode {
	case ScheduleAuto:
	case ScheduleManual:
		return "Runs when it is started, and not by itself."
	case ScheduleAdHoc:
		return "Runs when it is started, and is complete after that run: it does not run again."
	case "":
		return "How it is scheduled is not told."
	default:
		return "Its mode is " + Clean(mode) + ", which drover does not know."
	}
	text := "Runs by itself " + scheduleOften(get)
	if get(KeyScheduleRunAt) == "" && get(KeyScheduleEvery) == "" {
		text += " (the server's own interval)"
	}
	words, clocks := scheduleTimes(get)
	text += words
	if clocks {
		text += ", server's time zone (not told)"
	}
	return strings.Join(append([]string{text}, scheduleBounds(get, zone)...), ", ") + "."
}

// ScheduleBrief is a schedule in as few words as say it, to stand in brackets: "auto,
// every 30m, weekends".
func ScheduleBrief(get func(FieldKey) string, zone *time.Location) string {
	mode := Canonical(KeyScheduleMode, get(KeyScheduleMode))
	if mode != ScheduleAuto {
		return Clean(mode)
	}
	parts := []string{mode, scheduleOften(get)}
	if words, _ := scheduleTimes(get); words != "" {
		parts = append(parts, strings.TrimSpace(strings.TrimPrefix(words, " on")))
	}
	if most := get(KeyScheduleMost); most != "" {
		parts = append(parts, "a run "+Clean(most)+" at most")
	}
	return strings.Join(append(parts, scheduleBounds(get, zone)...), ", ")
}

// scheduleBounds are how often on a day it runs at most, and from when on and until when.
func scheduleBounds(get func(FieldKey) string, zone *time.Location) []string {
	var out []string
	if n := get(KeyScheduleRepeat); n != "" {
		out = append(out, "at most "+Clean(n)+oneOrMany(map[bool]int{true: 1, false: 2}[n == "1"], " run", " runs")+" a day")
	}
	if at := get(KeyScheduleStart); at != "" {
		out = append(out, "from "+scheduleMomentWords(at, zone)+" on")
	}
	if at := get(KeyScheduleEnd); at != "" {
		out = append(out, "until "+scheduleMomentWords(at, zone))
	}
	return out
}

// scheduleOften says how often.
func scheduleOften(get func(FieldKey) string) string {
	every, at := get(KeyScheduleEvery), get(KeyScheduleRunAt)
	if at != "" {
		text := "at " + Clean(at)
		if every != "" {
			text += " and every " + Clean(every)
		}
		return text
	}
	if every == "" {
		return "every 15m"
	}
	return "every " + Clean(every)
}

// scheduleTimes says on which days, and at what times of them; clocks reports that the
// server's time zone matters.
func scheduleTimes(get func(FieldKey) string) (words string, clocks bool) {
	if days := scheduleDayWords(get(KeyScheduleDays)); days != "" {
		words, clocks = " on "+days, true
	}
	from, to := Clean(get(KeyScheduleFrom)), Clean(get(KeyScheduleTo))
	switch {
	case from != "" && to != "":
		words += " between " + from + " and " + to
	case from != "":
		words += " from " + from + " to midnight"
	case to != "":
		words += " from midnight to " + to
	}
	return words, clocks || from != "" || to != "" || get(KeyScheduleRunAt) != ""
}

// scheduleDayWords are the days of a list in words; "" for every day.
func scheduleDayWords(value string) string {
	switch canonical := scheduleDaysCanonical(value); canonical {
	case "":
		return ""
	case scheduleDaysCanonical(scheduleWeekdays):
		return scheduleWeekdays
	case scheduleDaysCanonical(scheduleWeekends):
		return scheduleWeekends
	default:
		return Clean(strings.ReplaceAll(canonical, ",", ", "))
	}
}

// scheduleWas quotes a schedule that is taken away, as a sentence to stand behind
// another: the server does not keep it. "" where there was none.
func scheduleWas(get func(FieldKey) string, zone *time.Location) string {
	if Canonical(KeyScheduleMode, get(KeyScheduleMode)) != ScheduleAuto {
		return ""
	}
	words := "It was: " + lowerFirst(ScheduleWords(get, zone))
	if most := get(KeyScheduleMost); most != "" {
		words = strings.TrimSuffix(words, ".") + ", one run " + Clean(most) + " at most."
	}
	return " " + words
}

// scheduleMeans says what the schedule does.
func scheduleMeans(e Edit, a Around) []Effect {
	var s saying
	s.note(ScheduleWords(e.Get, a.Zone))
	mode := Canonical(KeyScheduleMode, e.Get(KeyScheduleMode))
	if mode == ScheduleAuto {
		if most := e.Get(KeyScheduleMost); most != "" {
			s.note("One run lasts " + Clean(most) + " at most.")
		}
		scheduleQueued(e, a, &s)
	} else if e.Detail.Runs == Yes || e.Detail.Job.State.Family == Running {
		s.note("A run that is under way goes on: cancel ends it.")
	}
	schedulePauseMeans(e, mode, &s)
	return s.risksFirst()
}

// scheduleQueued says that a job which becomes auto may run at once.
func scheduleQueued(e Edit, a Around, s *saying) {
	switch {
	case !e.changedKey(KeyScheduleMode), e.Get(KeyScheduleHold) != "", scheduleStartsLater(e, a.Now):
	case e.Get(KeyScheduleFrom) != "" || e.Get(KeyScheduleTo) != "" || e.Get(KeyScheduleRunAt) != "" || scheduleDaysCanonical(e.Get(KeyScheduleDays)) != "":
		s.risk("It runs by itself from now on, whenever its times let it.")
	default:
		s.risk("It is queued at once: a run may begin as soon as it is sent.")
	}
}

// scheduleStartsLater reports a schedule that begins at a day to come.
func scheduleStartsLater(e Edit, now time.Time) bool {
	start, told := scheduleMoment(e.Get(KeyScheduleStart))
	return told && !now.IsZero() && start.After(now)
}

// schedulePauseMeans says what becomes of a pause.
func schedulePauseMeans(e Edit, mode string, s *saying) {
	if e.Section != SectionSchedule || e.Base.Get(KeyScheduleHold) == "" {
		return
	}
	switch {
	case len(e.Changed()) == 0:
		s.note("It is paused: it does not run before it is resumed.")
	case mode != ScheduleAuto && (mode == ScheduleManual || mode == ScheduleAdHoc):
		s.risk("It is paused, and paused is invalid with " + mode + ": the pause is dropped.")
	case e.Get(KeyScheduleHold) == "":
		s.risk("It is paused: this change drops the pause, and it runs by itself again.")
	default:
		s.note("It stays paused: the pause is sent with the schedule.")
	}
}

// scheduleEffects is what sending a schedule does.
func scheduleEffects(e Edit, a Around) []Effect {
	if len(e.Changed()) == 0 {
		return nil
	}
	out := []Effect{{Text: "The schedule alone is replaced: source, destination and policies stay."}}
	if Canonical(KeyScheduleMode, e.Get(KeyScheduleMode)) == ScheduleAuto {
		return out
	}
	if was := scheduleWas(e.Base.Get, a.Zone); was != "" {
		out = append(out, Effect{Text: "Its schedule is dropped, and kept nowhere." + was})
	}
	return out
}

// ScheduleProof says what the server answers to a schedule: when the job runs next by
// itself, as it was read. now is the service's clock.
func ScheduleProof(d Detail, now time.Time, zone *time.Location) Effect {
	job := d.Job
	mode := Canonical(KeyScheduleMode, job.Mode.Raw())
	if !job.NextRun.IsZero() {
		words := "The server says: next run " + scheduleMomentHint(job.NextRun, Around{Now: now, Zone: zone})
		if slices.Contains([]string{ScheduleManual, ScheduleAdHoc}, mode) {
			return Effect{Risk: true, Text: words + ", though it is " + mode + "."}
		}
		if job.Status.Raw() == schedulePaused {
			return Effect{Text: words + "; it is paused until then or longer."}
		}
		return Effect{Text: words + "."}
	}
	switch {
	case mode == ScheduleManual, mode == ScheduleAdHoc:
		return Effect{Text: "The server tells no next run: it runs when it is started."}
	case job.Status.Raw() == schedulePaused:
		return Effect{Text: "The server tells no next run: it is paused."}
	case job.State.Family == Running, job.State.Family == Busy:
		return Effect{Text: "The server tells no next run yet: it is " + job.State.Word + "."}
	case mode == ScheduleAuto:
		return Effect{Risk: true, Text: "The server tells no next run, though it is to run by itself: read it again."}
	}
	return Effect{Text: "The server tells no next run."}
}
