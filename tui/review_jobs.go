package tui

import (
	"fmt"

	"drover/model"
	"drover/tui/theme"
)

// jobLines draws the jobs in sight, those hidden by the filter first.
func (r *review) jobLines(room int) []string {
	nameW := r.nameWidth()
	r.lines.take(r.width, r.plan.Len(), r.linesOf)
	above := 0
	if r.heading(r.cursor) != "" {
		above = 1
	}
	r.top = r.lines.scroll(r.top, r.cursor, above, room)
	title := "  GO  " + theme.Pad("JOB", nameW) + "STATUS            " + r.lastTitle()
	return r.lines.sight(r.top, room, r.env.theme.Paint(theme.Muted, " "+title), func(i int) []string {
		lines := r.stepLines(i, r.plan.Step(i), nameW)
		if above := r.heading(i); above != "" {
			lines = append([]string{above}, lines...)
		}
		return lines
	})
}

// heading is what stands above a step: what the filter hides comes first, then
// the list.
func (r *review) heading(i int) string {
	th, hidden := r.env.theme, r.plan.Tally().Hidden
	switch {
	case hidden == 0:
	case i == 0:
		return " " + th.Paint(theme.Warn, fmt.Sprintf("hidden by the filter, %d", hidden))
	case i == hidden:
		return " " + th.Paint(theme.Muted, fmt.Sprintf("on the list, %d", r.plan.Len()-hidden))
	}
	return ""
}

// linesOf is how many lines a step takes, its heading among them.
func (r *review) linesOf(i int) int {
	n := 1
	for _, why := range stepReasons(r.verb(), r.plan.Step(i)) {
		n += r.lines.of(why, r.reasonLines)
	}
	if r.heading(i) != "" {
		n++
	}
	return n
}

// reasonLines folds a reason to the window.
func (r *review) reasonLines(why string) []string { return wrapped(theme.Safe(why), r.width-8) }

// nameWidth is what status and pre-check leave; in a narrow window the latter
// gives way.
func (r *review) nameWidth() int {
	if r.width < narrowest {
		if !r.plan.Wish().NeedsCheck() {
			return max(r.width-46, 12)
		}
		return max(r.width-42, 12)
	}
	return min(r.width-54, 44)
}

func (r *review) stepLines(i int, s model.Step, nameW int) []string {
	th := r.env.theme
	cursor := " "
	name := theme.CutMiddle(theme.Safe(s.Job.Name.String()), nameW-1, th.Signs().Cut)
	shown := th.Paint(theme.Text, name)
	if i == r.cursor {
		cursor, shown = th.Paint(theme.Accent, th.Signs().Cursor), th.Paint(theme.Select, name)
	}
	family := s.Job.State.Family
	state := th.Paint(th.FamilyTone(family), th.Glyph(family)) + " " +
		th.Paint(theme.Text, theme.Pad(theme.Cut(s.Job.State.Word, 15, th.Signs().Cut), 16))
	line := cursor + "  " + r.goWord(s) + "  " + shown + theme.Spaces(nameW-theme.Width(name)) + state + r.lastCell(s, r.plan.Pick(i).Sample)
	out := []string{line}
	for _, why := range stepReasons(r.verb(), s) {
		for _, l := range r.reasonLines(why) {
			out = append(out, "       "+th.Paint(theme.Muted, l))
		}
	}
	return out
}

// goWord is go, no, or the wait for a pre-check.
func (r *review) goWord(s model.Step) string {
	th := r.env.theme
	switch {
	case s.Goes():
		return th.Paint(theme.OK, "go")
	case s.Pending && !s.Left:
		return th.Paint(theme.Busy, "~ ")
	}
	return th.Paint(theme.Warn, "no")
}

// lastTitle names the last columns: a verb that wants a pre-check shows it,
// others how far the jobs are and what runs out for them.
func (r *review) lastTitle() string {
	if r.plan.Wish().NeedsCheck() {
		return "PRE-CHECK"
	}
	if r.env.can().LagWhy() != "" {
		return " RUN %  NEXT RUN"
	}
	return " LAG/%  RUNS OUT"
}

func (r *review) lastCell(s model.Step, sample *model.Sample) string {
	if r.plan.Wish().NeedsCheck() {
		return r.checkCell(s)
	}
	th := r.env.theme
	return th.Paint(theme.Text, theme.PadLeft(farWords(s.Job, sample), 6)) + "  " + r.dueWords(s.Job)
}

// farWords is the percentage of a copy, the lag of what is replayed, or "-".
func farWords(job model.Job, sample *model.Sample) string {
	switch phase := job.Phase(); {
	case sample == nil:
	case phase == model.PhaseLags:
		return model.Lag(sample.Lag)
	case (phase == model.PhaseFull || phase == model.PhaseFailed || phase == model.PhaseCopied) && sample.Percent >= 0:
		return digit(sample.Percent) + "%"
	}
	return "-"
}

// dueWords is what happens to a job by itself, and when: "node in 5h".
func (r *review) dueWords(job model.Job) string {
	if !job.NextRun.IsZero() {
		return r.env.theme.Paint(theme.Muted, "in "+model.Duration(max(job.NextRun.Sub(r.env.now()), 0)))
	}
	_, known := r.env.seen(job.ID)
	d, ok := model.NextDeadline(job, known.since, known.expires)
	if !ok {
		return ""
	}
	now, tone := r.env.now(), theme.Muted
	if d.Near(now) || d.At.Before(now) {
		tone = theme.Warn
	}
	return r.env.theme.Paint(tone, d.Due(now))
}

// checkCell is the PRE-CHECK column: passed, how many items failed, or what is
// missing. The percentage stands where no item tells why.
func (r *review) checkCell(s model.Step) string {
	th := r.env.theme
	c := s.Check
	switch {
	case s.Pending:
		return th.Paint(theme.Muted, "reading")
	case c == nil:
		return th.Paint(theme.Muted, "-")
	case !c.Ran:
		return th.Paint(theme.Warn, "none")
	case c.Passed():
		out := th.Paint(theme.Text, "passed")
		if n := skippedItems(*c); n > 0 {
			out += th.Paint(theme.Text, ", "+digit(n)+" skipped")
		}
		if n := len(c.Alarms()); n > 0 {
			out += "   " + th.Paint(theme.Warn, plural(n, "warning", "warnings"))
		}
		return out
	case c.Done() && len(c.Failed()) > 0:
		return th.Paint(theme.Bad, digit(len(c.Failed()))+" failed")
	case c.Done():
		return th.Paint(theme.Bad, digit(c.PassedRate)+" %")
	}
	return th.Paint(theme.Busy, "running "+digit(max(c.Process, 0))+" %")
}

// skippedItems counts what a pre-check passed over because somebody said so.
func skippedItems(c model.PreCheck) int {
	n := 0
	for _, it := range c.Items {
		if it.Skipped {
			n++
		}
	}
	return n
}

// stepReasons says, each on a line of its own, why a job stays behind or what
// should be known before it goes.
func stepReasons(verb model.Verb, s model.Step) []string {
	var out []string
	switch {
	case s.Left:
		out = append(out, "left out by you; space takes it in again")
	case s.Why != "" && s.Mend != "":
		out = append(out, s.Why+": "+s.Mend)
	case s.Why != "":
		out = append(out, s.Why)
	}
	if s.Why == "" && !s.Left {
		for _, w := range s.Warn {
			out = append(out, "! "+w)
		}
		ends := verb == model.End || verb == model.ForceEnd
		switch {
		case s.Order && ends:
			out = append(out, "! billed by the month or year: ending it returns the order")
		case s.Order:
			out = append(out, "! billed by the month or year: starting it places the order")
		case s.NoBill && !ends:
			out = append(out, "! how it is billed cannot be read here")
		}
	}
	return out
}
