package tui

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"drover/model"
	"drover/tui/theme"
)

// View draws what came of the copy, step by step.
func (s *coursePage) View() string {
	if s.width < 1 || s.height < 1 {
		return ""
	}
	th := s.env.theme
	head := []string{s.countLine(), s.placeLine()}
	foot := s.footLines()
	if s.height >= plannedTall {
		head = append(head, th.Rule(s.width))
		foot = append([]string{th.Rule(s.width)}, foot...)
	}
	body := s.body()
	room := max(s.height-len(head)-len(foot), 0)
	s.top = min(s.top, max(len(body)-room, 0))
	if left := len(body) - room - s.top; left > 0 && s.height >= plannedTall {
		foot[0] = th.Rule(s.width, plural(left, "line more", "lines more")+"  pgdn pgup")
	}
	body = body[s.top:min(s.top+room, len(body))]
	lines := append(head, fill(body, room)...)
	return strings.Join(fill(append(lines, foot...), s.height), "\n")
}

// countLine is a report's first line, which scripts wait for.
func (s *coursePage) countLine() string {
	th := s.env.theme
	right := ""
	if begun := s.report.Begun; s.course != nil && !begun.IsZero() {
		end := s.report.Ended
		if end.IsZero() {
			end = s.env.now()
		}
		took := max(end.Sub(begun), 0)
		right = th.Paint(theme.Muted, fmt.Sprintf("%02dm%02ds", int(took.Minutes()), int(took.Seconds())%60))
	}
	return spread(" "+th.Paint(theme.Strong, countWords(s.report.Count())), right, s.width)
}

// placeLine says what is copied, how it is called, and where.
func (s *coursePage) placeLine() string {
	th := s.env.theme
	right := ""
	switch {
	case s.going() && !s.loginEnded():
		right = th.Paint(theme.Busy, "~") + th.Paint(theme.Muted, " under way")
	case s.course == nil:
		right = th.Paint(theme.Muted, agoWords(s.env.now(), s.kept.Saved))
	case s.report.Done():
		right = th.Paint(theme.OK, "done")
	default:
		right = th.Paint(theme.Warn, "it rests")
	}
	place := model.Clean(s.env.place())
	room := max(s.width-theme.Width(place)-theme.Width(right)-20, 16)
	half := max(room/2, 8)
	original := theme.CutMiddle(theme.Safe(s.originalName()), half, th.Signs().Cut)
	copied := theme.CutMiddle(theme.Safe(s.copyName()), max(room-theme.Width(original), 8), th.Signs().Cut)
	left := " " + th.Paint(theme.Muted, "clone ") + th.Paint(theme.Text, original) + th.Paint(theme.Muted, " as ") + th.Paint(theme.Text, copied) +
		th.Paint(theme.Muted, "  on ") + th.Paint(theme.Strong, place)
	return spread(left, right, s.width)
}

// footLines say what the copy waits for, or that leaving is safe.
func (s *coursePage) footLines() []string {
	th := s.env.theme
	flag := th.Paint(theme.Warn, th.Signs().Flag)
	rests := s.report.Rests
	var out []string
	for i, l := range wrapped(theme.Safe(model.Clean(s.standing(rests))), max(s.width-5, 8)) {
		sign := " "
		if i == 0 && (s.stopNow || rests != "" || s.course == nil || s.report.Trouble != "" || s.loginEnded()) && !s.report.Done() {
			sign = flag
		}
		out = append(out, " "+sign+" "+th.Paint(theme.Text, strings.TrimLeft(l, " ")))
	}
	if len(out) > 3 {
		out = out[:3]
	}
	return out
}

func (s *coursePage) standing(rests string) string {
	switch {
	case s.gone:
		return "It is forgotten: both jobs stay as they are."
	case s.loginEnded():
		return "The login has ended: nothing is read or sent. r logs in again, S goes on then."
	case s.course == nil && s.kept.Err != nil:
		return "Its file cannot be read and stays as it is; f moves it aside."
	case s.course == nil && s.kept.Busy:
		return "Another drover, or another page, has it."
	case s.course == nil && rests != "":
		return capital(ended(rests)) + " " + s.nextWords()
	case s.course == nil:
		return "It lies on the disk, unfinished. S goes on, after a review."
	case s.stopNow:
		return "x once more has no further step taken. Until then the copy goes on."
	case s.report.Done():
		return strings.TrimSpace("Every step is done. " + s.report.Copying.After())
	case rests != "":
		return capital(ended(rests)) + " " + s.nextWords()
	case s.report.Trouble != "":
		return "The last reading failed: " + s.report.Trouble
	case !s.report.Ended.IsZero():
		return "It was stopped after this step. " + s.nextWords()
	}
	return "Leaving is safe: the copy goes on, and C on either job leads back here."
}

// nextWords name the keys that lead on.
func (s *coursePage) nextWords() string {
	r, _ := s.at()
	switch {
	case s.cannotGoOn() != "":
		return capital(ended(s.cannotGoOn()))
	case s.differs():
		return "S reads it again, A takes it as it is, D gets rid of it."
	case s.asks() && s.cannotType() == "":
		return "w types the passwords, L leaves the step out."
	case s.asks() && s.cannotSkip() == "":
		return "S goes on, L leaves the step out."
	case r.State == model.CopyRefused && (r.Step.Kind == model.CopyTest || r.Step.Kind == model.CopyCheck):
		return "w types the passwords anew, S tries the step again, L leaves it out."
	case r.State == model.CopyRefused, r.State == model.CopyUnsent:
		return "S tries the step again, after a review."
	}
	return "S goes on, after a review."
}

// body is a step each, or what the disk tells of them.
func (s *coursePage) body() []string {
	th := s.env.theme
	if s.course == nil && s.kept.Err != nil {
		flag := th.Paint(theme.Bad, th.Failure())
		out := signed(th, flag, "It cannot be read: "+s.kept.Why+".", s.width)
		return append(out, signed(th, " ", "The file is "+s.kept.File+".", s.width)...)
	}
	var out []string
	legs := s.legs()
	title := 0
	for _, l := range legs {
		title = max(title, theme.Width(theme.Safe(l.title)))
	}
	title = min(title, max(s.width*2/5, 12))
	for _, l := range legs {
		out = append(out, courseLines(th, l, title, s.width)...)
	}
	return out
}

// courseLines are a step as the page shows it: its title in a column, below its
// words what is known of it.
func courseLines(th *theme.Theme, l courseLeg, title, w int) []string {
	var out []string
	at := title + 5
	lead := " " + th.Paint(l.tone, l.sign) + " " + th.Paint(theme.Strong, theme.Pad(theme.Cut(theme.Safe(l.title), title, th.Signs().Cut), title)) + "  "
	for _, words := range wrapped(theme.Safe(l.words), max(w-at-1, 8)) {
		out = append(out, lead+th.Paint(theme.Text, strings.TrimLeft(words, " ")))
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
	differs []model.Difference
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
	l := courseLeg{leg: leg{sign: "-", tone: theme.Muted, title: s.report.Copying.Title(r.Step)}, differs: r.Differs}
	switch r.State {
	case model.CopyWaits:
		return l
	case model.CopySkipped:
		l.words = "left out"
	case model.CopyGoes:
		l.sign, l.tone, l.words = "~", theme.Busy, cmp.Or(s.underWay(r), "under way")
	case model.CopyDone:
		l.sign, l.tone, l.words = th.OutcomeGlyph(model.Done), theme.OK, "done"
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
	if r.Step.Kind == model.CopyMake && !s.report.Copy.ID.Empty() {
		out = append(out, "id "+s.report.Copy.ID.String())
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

// ended is a sentence with one full stop.
func ended(words string) string { return strings.TrimRight(words, ".") + "." }
