package tui

import (
	"strings"

	"drover/model"
	"drover/tui/theme"
)

// leg is one step of the way.
type leg struct {
	sign  string
	tone  theme.Tone
	title string
	words string   // beside the title
	more  []string // below it
}

func (s *endsLegs) legLines(st leg) []string { return st.lines(s.env.theme, s.width) }

// lines are a step as a page shows it.
func (st leg) lines(th *theme.Theme, w int) []string {
	var out []string
	for i, l := range wrapped(theme.Safe(st.words), max(w-22, 8)) {
		lead := theme.Spaces(21)
		if i == 0 {
			lead = " " + th.Paint(st.tone, st.sign) + " " + th.Paint(theme.Strong, theme.Pad(st.title, 18))
		}
		out = append(out, lead+th.Paint(theme.Text, strings.TrimLeft(l, " ")))
	}
	for _, m := range st.more {
		for _, l := range wrapped(theme.Safe(m), max(w-22, 8)) {
			out = append(out, theme.Spaces(21)+th.Paint(theme.Muted, strings.TrimLeft(l, " ")))
		}
	}
	return out
}

// testLeg says what came of reaching the ends.
func (s *endsLegs) testLeg() leg {
	th := s.env.theme
	st := leg{sign: "-", tone: theme.Muted, title: "test both ends", words: "T reaches for source and target; nothing is stored"}
	switch {
	case s.tests.loading():
		st.sign, st.tone, st.words = "~", theme.Busy, "the service reaches for "+plural(len(s.tried), "end", "ends")+"; it may take a minute and a half"
	case s.tests.err != nil:
		st.sign, st.tone, st.words = th.Failure(), theme.Bad, "not tested: "+errorTitle(s.env, s.tests.err)
		st.more = errorFacts(s.env, s.tests.err)
	case s.tests.have:
		st.sign, st.tone, st.words = th.OutcomeGlyph(model.Done), theme.OK, ""
		var said []string
		for _, r := range s.tests.value {
			said = append(said, sideWord(r.Source)+" "+r.Word())
			if !r.Reached {
				st.sign, st.tone = th.Failure(), theme.Bad
				st.more = append(st.more, sideWord(r.Source)+": "+strings.TrimSpace(joined(" ", r.Code, r.Message)+" "+r.Why))
			}
		}
		st.words = strings.Join(said, ", ") + "; " + s.env.atSecond(s.tests.got)
	}
	return s.until(st, s.cannotTest())
}

// storeLeg says whether the service has the ends.
func (s *endsLegs) storeLeg() leg {
	th := s.env.theme
	st := leg{sign: "-", tone: theme.Muted, title: "store both ends", words: "E stores them with their passwords, after a review"}
	if s.store == nil {
		return s.until(st, s.cannotStore())
	}
	o := s.store.Report().Rows[0].Outcome
	st.sign, st.tone, st.words = th.OutcomeGlyph(o.Kind), th.OutcomeTone(o.Kind), o.Kind.String()
	switch o.Kind {
	case model.Waiting:
		st.sign, st.tone, st.words = "~", theme.Busy, "on its way to the service"
	case model.Done:
		st.words = "stored: the service shows them"
	case model.Accepted, model.Skipped, model.Refused, model.NotSent, model.UnknownOutcome, model.Absent:
	}
	for _, w := range []string{joined(" ", o.Code, o.Message), o.Why} {
		if w != "" {
			st.more = append(st.more, w)
		}
	}
	return st
}

// until says why a leg that is still to come cannot be done yet.
func (s *endsLegs) until(st leg, why string) leg {
	if why != "" && st.sign == "-" {
		st.words = "not yet: " + why
	}
	return st
}
