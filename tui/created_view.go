package tui

import (
	"fmt"
	"strings"
	"time"

	"drover/model"
	"drover/tui/theme"
)

// View draws what came of the create, and the steps from there on.
func (s *created) View() string {
	if s.width < 1 || s.height < 1 {
		return ""
	}
	th := s.env.theme
	head := []string{s.countLine(), s.placeLine()}
	foot := []string{s.leavingLine()}
	if s.height >= plannedTall {
		head = append(head, th.Rule(s.width))
		foot = append([]string{th.Rule(s.width)}, foot...)
	}
	var body []string
	for _, st := range s.legs() {
		body = append(body, s.legLines(st)...)
	}
	room := max(s.height-len(head)-len(foot), 0)
	s.top = min(s.top, max(len(body)-room, 0))
	body = body[s.top:min(s.top+room, len(body))]
	lines := append(head, fill(body, room)...)
	return strings.Join(fill(append(lines, foot...), s.height), "\n")
}

// countLine is a report's first line, which scripts wait for.
func (s *created) countLine() string {
	th := s.env.theme
	one := model.Report{Rows: []model.Result{{Outcome: s.outcome()}}}
	right := ""
	if begun := s.begun(); !begun.IsZero() && s.busy() {
		took := s.env.now().Sub(begun)
		right = th.Paint(theme.Muted, fmt.Sprintf("%02dm%02ds", int(took.Minutes()), int(took.Seconds())%60))
	}
	return spread(" "+th.Paint(theme.Strong, countWords(one.Count())), right, s.width)
}

func (s *created) placeLine() string {
	th := s.env.theme
	name := theme.CutMiddle(theme.Safe(model.Clean(s.draft.Name())), max(s.width-40, 8), th.Signs().Cut)
	left := " " + th.Paint(theme.Muted, "create ") + th.Paint(theme.Text, name) + th.Paint(theme.Muted, "   on ") + th.Paint(theme.Strong, model.Clean(s.env.place()))
	right := ""
	if s.busy() && !s.loginEnded() {
		right = th.Paint(theme.Busy, "~") + th.Paint(theme.Muted, " reading every 5s")
	}
	return spread(left, right, s.width)
}

func (s *created) leavingLine() string {
	th := s.env.theme
	words := "Leaving is safe: nothing stops, and the draft leads back here (N)."
	switch {
	case s.note != "":
		return " " + th.Paint(theme.Warn, th.Signs().Flag) + " " + th.Paint(theme.Text, theme.Cut(theme.Safe(s.note), s.width-4, th.Signs().Cut))
	case s.loginEnded():
		return " " + th.Paint(theme.Warn, th.Signs().Flag) + " " + th.Paint(theme.Text, theme.Cut("The login has ended: nothing is read. r logs in again; nothing is lost.", s.width-4, th.Signs().Cut))
	case s.gone:
		words = "The service holds all of it now: the draft is gone."
	}
	return " " + th.Paint(theme.Muted, theme.Cut(words, s.width-2, th.Signs().Cut))
}

// legs are all of them, those to come too.
func (s *created) legs() []leg {
	return []leg{s.makingLeg(), s.testLeg(), s.storeLeg(), s.editLeg()}
}

// makingLeg says what came of the create, and how far the job is.
func (s *created) makingLeg() leg {
	th, o := s.env.theme, s.outcome()
	st := leg{sign: th.OutcomeGlyph(o.Kind), tone: th.OutcomeTone(o.Kind), title: "make the job"}
	if s.run == nil && !s.entry.have {
		st.sign, st.tone, st.words = "~", theme.Busy, "the journal is asked what came of it"
		if s.entry.err != nil {
			st.sign, st.tone, st.words = "?", theme.Unknown, "the journal cannot be read: "+s.entry.err.Error()
		}
		return st
	}
	job, known := s.job()
	switch {
	case o.Kind == model.Waiting:
		st.sign, st.tone, st.words = "~", theme.Busy, "on its way to the service"
	case known:
		st.words = job.State.Word + s.forWords(job)
		st.sign, st.tone = th.Glyph(job.State.Family), th.FamilyTone(job.State.Family)
		if job.Status.Raw() == "CONFIGURATION" {
			st.sign, st.tone, st.words = th.OutcomeGlyph(model.Done), theme.OK, "made: it rests in configuration"
		}
	case !s.made().Empty() && s.loginEnded():
		st.words = "accepted; its state cannot be read now"
	case !s.made().Empty():
		st.sign, st.tone, st.words = "~", theme.Busy, "accepted; its state is being read"
	default:
		st.words = o.Kind.String()
	}
	if id := s.made(); !id.Empty() {
		st.more = append(st.more, "id "+id.String())
	}
	return s.because(st, o)
}

// forWords says how long the job is being made.
func (s *created) forWords(job model.Job) string {
	if job.State.Family != model.Busy || s.begun().IsZero() {
		return ""
	}
	return " for " + model.Duration(s.env.now().Sub(s.begun())) + "; it takes minutes, half an hour at most"
}

// because adds the reasons of an outcome, and what is to be done.
func (s *created) because(st leg, o model.Outcome) leg {
	if words := joined(" ", o.Code, o.Message); words != "" {
		st.more = append(st.more, words)
	}
	if o.Why != "" {
		st.more = append(st.more, o.Why)
	}
	if !o.RequestID.Empty() && o.Kind == model.Refused {
		st.more = append(st.more, "request "+o.RequestID.String())
	}
	switch o.Kind {
	case model.Refused, model.NotSent, model.Absent:
		st.more = append(st.more, "No job was made. e goes back to the draft.")
	case model.UnknownOutcome:
		st.more = append(st.more, "It is not sent again: a job of its name with the tag "+model.IntentTag+" is looked for. "+s.lookWords())
	case model.Waiting, model.Accepted, model.Done, model.Skipped:
	}
	if job, ok := s.job(); ok && job.Status.Raw() == "CREATE_FAILED" {
		if s.detail.have && !s.detail.value.Failure.Empty() {
			st.more = append(st.more, s.detail.value.Failure.String())
		}
		st.more = append(st.more, "It ends by itself after 3 days; until it is deleted it has the name.")
	}
	if s.over() {
		st.more = append(st.more, "e takes the draft as that of a new job.")
	}
	return st
}

// lookWords says when the next look is.
func (s *created) lookWords() string {
	if s.run == nil {
		return "Drover looks for it at every start."
	}
	r := s.run.Report().Rows[0]
	if r.Next.IsZero() {
		return "The last look is over; r looks at the journal, and the next start looks again."
	}
	return "Next look " + s.env.atSecond(r.Next) + fmt.Sprintf(" (%d of %d).", r.Look+1, r.Looks)
}

func (s *created) editLeg() leg {
	if s.over() {
		return leg{sign: "-", tone: theme.Muted, title: "policy, objects", words: "there is nothing to edit any more"}
	}
	st := leg{sign: "-", tone: theme.Muted, title: "policy, objects", words: "enter opens the job; it may also stay as it is"}
	if job, ok := s.job(); ok && job.Status.Raw() == "CONFIGURATION" && !job.Created.IsZero() {
		st.more = []string{"Unused, it loses its node 3 days after it was made: " + s.env.at(job.Created.Add(72*time.Hour)) + "."}
	}
	return s.until(st, s.unmade())
}
