package tui

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"drover/model"
	"drover/tui/theme"
)

// courseLines are a step as the page shows it: its title in a column, below its
// words what is known of it.
func courseLines(th *theme.Theme, l courseLeg, title, w int) []string {
	var out []string
	at := title + 5
	lead := " " + th.Paint(l.tone, l.sign) + " " + th.Paint(l.weight, theme.Pad(theme.Cut(theme.Safe(l.title), title, th.Signs().Cut), title)) + "  "
	for _, words := range wrapped(theme.Safe(l.words), max(w-at-1, 8)) {
		out = append(out, lead+th.Paint(l.aside(), strings.TrimLeft(words, " ")))
		lead = theme.Spaces(at)
	}
	if len(out) == 0 {
		out = append(out, strings.TrimRight(lead, " "))
	}
	for _, m := range l.more {
		for _, words := range wrapped(theme.Safe(m), max(w-6, 8)) {
			out = append(out, theme.Spaces(5)+th.Paint(theme.Muted, strings.TrimLeft(words, " ")))
		}
	}
	for _, d := range differenceLines(th, l.differs, max(w-5, 8)) {
		out = append(out, theme.Spaces(4)+d)
	}
	return out
}

// courseLeg is a step with what is known of it.
type courseLeg struct {
	leg
	weight  theme.Tone // of its title: only where something is to be looked at it is strong
	differs []model.Difference
}

// aside is the tone of what is said beside the title.
func (l courseLeg) aside() theme.Tone {
	if l.weight == theme.Muted {
		return theme.Muted
	}
	return theme.Text
}

// legs are all steps, those to come too.
func (s *coursePage) legs() []courseLeg {
	out := make([]courseLeg, 0, len(s.report.Steps))
	for i := range s.report.Steps {
		out = append(out, s.leg(&s.report.Steps[i]))
	}
	return out
}

// leg says where a step stands.
func (s *coursePage) leg(r *model.CopyResult) courseLeg {
	th := s.env.theme
	l := courseLeg{leg: leg{sign: "-", tone: theme.Muted, title: s.report.Copying.Title(r.Step)}, weight: theme.Strong, differs: r.Differs}
	switch r.State {
	case model.CopyWaits:
		if l.weight, l.words = theme.Muted, "to come"; s.course == nil && r.Why != "" { // as the disk has it
			l.sign, l.tone, l.weight, l.words = th.OutcomeGlyph(model.UnknownOutcome), theme.Unknown, theme.Strong, model.Clean(r.Why)
		}
		return l
	case model.CopySkipped:
		l.weight, l.words = theme.Text, "left out"
	case model.CopyGoes:
		l.sign, l.tone, l.words = "~", theme.Busy, cmp.Or(s.underWay(r), "under way")
	case model.CopyDone:
		l.sign, l.tone, l.weight, l.words = th.OutcomeGlyph(model.Done), theme.OK, theme.Text, "done"
	case model.CopyAsks:
		l.sign, l.tone, l.words = th.Signs().Flag, theme.Warn, "it waits for you"
	case model.CopyRefused:
		l.sign, l.tone, l.words = th.OutcomeGlyph(model.Refused), theme.Bad, "refused"
		if len(r.Differs) > 0 {
			l.words = "the copy is not as it was asked for"
		}
	case model.CopyUnsent:
		l.sign, l.tone, l.words = th.OutcomeGlyph(model.NotSent), theme.Warn, "not sent"
		if r.Outcome.Kind == model.Absent {
			l.words = "absent"
		}
	case model.CopyUnknown:
		l.sign, l.tone, l.words = th.OutcomeGlyph(model.UnknownOutcome), theme.Unknown, "unknown: it is not sent again before that is settled"
	}
	if !r.At.IsZero() && r.State != model.CopyGoes {
		l.words += "   " + s.env.atSecond(r.At)
	}
	l.more = s.moreOf(r)
	return l
}

// underWay says how long a step goes on, and in which state the job is that it
// waits for.
func (s *coursePage) underWay(r *model.CopyResult) string {
	words := "under way"
	if r.Row != nil && r.Row.Out {
		words = "on its way, no answer yet"
	}
	if d := s.env.now().Sub(r.At); !r.At.IsZero() && d >= time.Second {
		words += " for " + model.Duration(d)
	}
	switch copied := s.report.Copy; {
	case r.Step.Kind == model.CopyReady && !copied.Status.Empty() && r.Why == "":
		words += "; the copy is " + copied.State.Word
	case r.Step.Kind == model.CopyCheck && r.Check != nil && !r.Check.Done():
		words += "; " + digit(max(r.Check.Process, 0)) + " %"
	}
	return words
}

// moreOf is what the service said of a step, and what was found.
func (s *coursePage) moreOf(r *model.CopyResult) []string {
	var out []string
	if words := joined(" ", r.Outcome.Code, r.Outcome.Message); words != "" {
		out = append(out, words)
	}
	if r.State == model.CopyRefused && !r.Outcome.RequestID.Empty() {
		out = append(out, "request "+r.Outcome.RequestID.String())
	}
	if r.Outcome.Why != "" {
		out = append(out, model.Clean(r.Outcome.Why))
	}
	if !saidAlready(r) {
		out = append(out, model.Clean(r.Why))
	}
	if row := r.Row; row != nil && r.Outcome.Kind == model.UnknownOutcome && !row.Next.IsZero() {
		out = append(out, fmt.Sprintf("Looking again at %s (%d of %d).", s.env.atSecond(row.Next), row.Look+1, row.Looks))
	}
	switch copied := s.report.Copy; {
	case r.Step.Kind == model.CopyMake && !copied.ID.Empty():
		out = append(out, "id "+copied.ID.String())
	case r.Step.Kind == model.CopySchedule && r.State == model.CopyDone && !copied.NextRun.IsZero():
		out = append(out, uncapital(model.ScheduleProof(model.Detail{Job: copied}, s.env.serviceNow(), s.env.zone).Text))
	case r.Step.Kind == model.CopyRest && r.State == model.CopyDone:
		if was := s.report.Copying.LostSchedule(s.env.around()); was != "" {
			out = append(out, "it was "+was+": the server does not keep that")
		}
	}
	for _, e := range r.Ends {
		if !e.Reached {
			out = append(out, sideWord(e.Source)+" "+e.Word()+": "+strings.TrimSpace(joined(" ", e.Code, e.Message)+" "+e.Why))
		}
	}
	if r.Check != nil && r.State != model.CopyGoes {
		for _, item := range r.Check.Failed() {
			out = append(out, "failed: "+joined("  ", item.Item, item.Reason))
		}
	}
	return out
}

// saidAlready reports that why a step stands where it does is what its outcome says.
func saidAlready(r *model.CopyResult) bool {
	if r.Why == "" || r.State == model.CopySkipped {
		return true
	}
	words := r.Outcome.Message.String()
	return words != "" && strings.Contains(r.Why, words) || r.Outcome.Why != "" && strings.Contains(r.Why, r.Outcome.Why)
}

// uncapital is a sentence as it stands below a step: in small letters, without its stop.
func uncapital(words string) string {
	if words == "" {
		return ""
	}
	return strings.ToLower(words[:1]) + strings.TrimRight(words[1:], ".")
}
