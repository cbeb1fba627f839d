package tui

import (
	"fmt"
	"strings"

	"drover/model"
	"drover/tui/theme"
)

// View draws the counts, the run, and a row per job with what is known.
func (s *reportScreen) View() string {
	if s.width < 1 || s.height < 1 {
		return ""
	}
	th := s.env.theme
	head := []string{s.countLine(), s.runLine(), th.Rule(s.width)}
	foot := []string{th.Rule(s.width), " " + th.Paint(theme.Muted, theme.Cut(s.leavingWords(), s.width-2, th.Signs().Cut))}
	if s.height < 12 {
		head, foot = head[:2], nil
	}
	room := max(s.height-len(head)-len(foot), 1)
	lines := append(head, fill(s.rowLines(room), room)...)
	return strings.Join(append(lines, foot...), "\n")
}

func (s *reportScreen) countLine() string {
	th := s.env.theme
	end := s.report.Ended
	if end.IsZero() {
		end = s.env.now()
	}
	took := end.Sub(s.report.Begun)
	right := th.Paint(theme.Muted, fmt.Sprintf("%02dm%02ds", int(took.Minutes()), int(took.Seconds())%60))
	return spread(" "+th.Paint(theme.Strong, countWords(s.known.counts)), right, s.width)
}

func (s *reportScreen) runLine() string {
	th, p := s.env.theme, s.report.Plan
	left := " " + th.Paint(theme.Muted, "run ") + s.report.RunID + th.Paint(theme.Muted, "   "+s.wishWords()+"   on ") + th.Paint(theme.Strong, model.Clean(s.env.place()))
	if n := len(p.Steps) - len(s.report.Rows); n > 0 {
		left += th.Paint(theme.Muted, fmt.Sprintf("   %d left out", n))
	}
	right := ""
	if s.report.Ended.IsZero() {
		right = th.Paint(theme.Busy, "~") + th.Paint(theme.Muted, " reading every 5s")
	}
	return spread(left, right, s.width)
}

// wishWords is the verb with its mode: "start at once", "pause, replay only".
func (s *reportScreen) wishWords() string {
	switch p := s.report.Plan; p.Verb {
	case "":
		return "of several kinds"
	case model.Start:
		if p.When.Now() {
			return "start at once"
		}
		return "start at " + s.env.whenWords(p.When)
	case model.Pause:
		if !p.Partial() || s.run != nil && s.run.Settles() {
			return "pause" // in the latter case the journal does not say what it stopped
		}
		if p.Pause == model.PauseAll {
			return "pause, replay and capture"
		}
		return "pause, replay only"
	case model.StartNow, model.Clone, model.RunCheck, model.SkipItem, model.Resume, model.TryAgain, model.Reset,
		model.End, model.ForceEnd, model.Delete, model.TestEnds, model.Create, model.SaveEnds, model.SaveObjects, model.ReEdit:
		return string(p.Verb)
	case model.Update:
		return strings.TrimSpace(string(p.Verb) + " " + p.Edit.Edit.Section.Word())
	case model.Cancel:
		return "cancel the run"
	}
	return model.Clean(string(s.report.Plan.Verb))
}

func (s *reportScreen) leavingWords() string {
	switch {
	case s.report.Ended.IsZero() && s.report.Login:
		return "The token has ended: nothing can be read. r logs in again; the run goes on by itself."
	case s.report.Ended.IsZero() && s.report.Trouble != "":
		return "The last reading failed: " + s.report.Trouble
	}
	if s.report.Ended.IsZero() {
		return "Leaving is safe: the run goes on and stays under ! activity as " + s.report.RunID + "."
	}
	return "The run is over. It stays under ! activity as " + s.report.RunID + "."
}

func (s *reportScreen) rowLine(r model.Result, current bool, nameW int) string {
	th := s.env.theme
	k := r.Outcome.Kind
	name := theme.CutMiddle(theme.Safe(r.Name.String()), nameW-1, th.Signs().Cut)
	cursor, shown := " ", th.Paint(theme.Text, name)
	if current {
		cursor, shown = th.Paint(theme.Accent, th.Signs().Cursor), th.Paint(theme.Select, name)
	}
	glyph, tone, word := th.OutcomeGlyph(k), th.OutcomeTone(k), k.String()
	if r.Out {
		word = "sent"
	}
	if words := s.afterwards(&r); words != "" {
		glyph, tone, word = "!", theme.Warn, words
	}
	line := cursor + "  " + th.Paint(tone, glyph+" "+theme.Pad(word, s.outcomeWidth())) + shown + theme.Spaces(nameW-theme.Width(name)) + s.nowCell(r)
	return theme.Cut(line, s.width-1, th.Signs().Cut)
}

// nowCell is the NOW column: the state as last read, how far it is, and of a
// pre-check its result. What a clone has not made yet has none.
func (s *reportScreen) nowCell(r model.Result) string {
	th, now := s.env.theme, r.Now.State
	if r.Now.Status.Empty() {
		return th.Paint(theme.Muted, "-")
	}
	line := th.Paint(th.FamilyTone(now.Family), th.Glyph(now.Family)) + " " + th.Paint(th.WordTone(now.Family), now.Word)
	switch p := r.Sample.Percent; r.Now.Phase() {
	case model.PhaseFull, model.PhaseFailed, model.PhaseCopied:
		if p >= 0 {
			line += fmt.Sprintf("  %d %%", p)
		}
	case model.PhaseNone, model.PhaseWaits, model.PhaseLags:
	}
	if r.Check == nil {
		return line
	}
	return line + "  " + s.checkResult(*r.Check)
}

// checkResult is a pre-check in a few words: how far it is, or what it came to.
func (s *reportScreen) checkResult(c model.PreCheck) string {
	th := s.env.theme
	switch n := len(c.Failed()); {
	case !c.Ran:
		return ""
	case !c.Done():
		return th.Paint(theme.Busy, "check "+digit(max(c.Process, 0))+" %")
	case c.Passed():
		return th.Paint(theme.OK, "check passed")
	case n > 0:
		return th.Paint(theme.Bad, "check: "+digit(n)+" failed")
	}
	return th.Paint(theme.Bad, "check "+digit(max(c.PassedRate, 0))+" %")
}

// reasons says under a row what the service said and what drover does next.
func (s *reportScreen) reasons(r model.Result) []string {
	th, w := s.env.theme, s.width-17
	o := r.Outcome
	var out []string
	code := theme.Safe(o.Code.String())
	for i, l := range wrapped(strings.TrimSpace(code+" "+theme.Safe(o.Message.String())), w) {
		if rest, has := strings.CutPrefix(l, code); has && i == 0 {
			l = th.Paint(theme.Bad, code) + th.Paint(theme.Muted, rest)
		} else {
			l = th.Paint(theme.Muted, l)
		}
		out = append(out, l)
	}
	if r.Out {
		out = append(out, th.Paint(theme.Muted, "on its way, no answer yet"))
	}
	if o.Kind == model.Refused && !o.RequestID.Empty() {
		out = append(out, th.Paint(theme.Muted, theme.Cut("request "+theme.Safe(o.RequestID.String()), w, th.Signs().Cut)))
	}
	if o.Why != "" {
		for _, l := range wrapped(theme.Safe(model.Clean(o.Why)), w) {
			out = append(out, th.Paint(theme.Muted, l))
		}
	}
	out = append(out, s.showsLines(&r, w)...)
	if o.Kind == model.UnknownOutcome {
		if !r.Next.IsZero() {
			out = append(out, th.Paint(theme.Muted, theme.Cut(fmt.Sprintf("Looking again at %s (%d of %d).", s.env.atSecond(r.Next), r.Look+1, r.Looks), w, "")))
		}
		out = append(out, th.Paint(theme.Muted, theme.Cut("It is not sent again unless you ask, after the last look.", w, th.Signs().Cut)))
	}
	return out
}
