package tui

import (
	"strings"

	"drover/model"
	"drover/tui/theme"
)

// View draws the steps, and below them what is to be another value.
func (s *endsEdit) View() string {
	if s.width < 1 || s.height < 1 {
		return ""
	}
	th := s.env.theme
	head := []string{s.headLine()}
	foot := []string{s.footLine()}
	if s.height >= plannedTall {
		head = append(head, th.Rule(s.width))
		foot = append([]string{th.Rule(s.width)}, foot...)
	}
	body := s.body()
	room := max(s.height-len(head)-len(foot), 0)
	s.top = min(s.top, max(len(body)-room, 0))
	if words := scrollWords(s.top, room, len(body)); words != "" && len(foot) > 1 {
		foot[0] = th.Rule(s.width, words)
	}
	lines := append(head, fill(body[s.top:min(s.top+room, len(body))], room)...)
	return strings.Join(fill(append(lines, foot...), s.height), "\n")
}

// headLine says whose ends they are, when they were read, and how much is changed.
func (s *endsEdit) headLine() string {
	th := s.env.theme
	right := ""
	if s.known {
		n := len(s.changes())
		tone := theme.Muted
		if n > 0 {
			tone = theme.Accent
		}
		right = th.Paint(tone, plural(n, "change", "changes"))
	}
	read := ""
	if s.known {
		read = "   read " + s.env.atSecond(s.detail.got)
	}
	after := " " + th.Signs().Crumb + " endpoints"
	name := theme.CutMiddle(theme.Safe(s.of.Name.String()), max(s.width-theme.Width(after)-theme.Width(read)-theme.Width(right)-3, 8), th.Signs().Cut)
	return spread(" "+th.Paint(theme.Strong, name+after)+th.Paint(theme.Muted, read), right, s.width)
}

// footLine says what becomes of what is typed, or what is to be known at once.
func (s *endsEdit) footLine() string {
	th, words := s.env.theme, "What is typed is in memory only, until this page is left."
	sign, tone := "", theme.Muted
	switch {
	case s.note != "":
		words, sign, tone = s.note, th.Paint(theme.Warn, th.Signs().Flag)+" ", theme.Text
	case s.known && s.detail.err != nil:
		words, sign, tone = "not read anew: "+errorTitle(s.env, s.detail.err), th.Paint(theme.Warn, th.Signs().Flag)+" ", theme.Text
	case s.stored() && len(s.changes()) == 0:
		words = "The service holds all of it now; a pre-check has to be run again."
	}
	return " " + sign + th.Paint(tone, theme.Cut(theme.Safe(words), max(s.width-4, 0), th.Signs().Cut))
}

// body is the steps, and what changes; of ends that are not read, why.
func (s *endsEdit) body() []string {
	th := s.env.theme
	switch {
	case !s.known && s.detail.loading():
		return []string{" " + th.Paint(theme.Busy, "~") + th.Paint(theme.Text, " reading the ends of the job")}
	case !s.known && s.detail.err != nil:
		return errorLines(s.env, s.detail.err, s.width)
	case !s.known:
		return signed(th, th.Paint(theme.Warn, th.Signs().Flag), "not read whole: "+model.Clean(s.detail.value.Lacks)+"; r tries again", s.width)
	}
	var out []string
	for _, l := range []leg{s.editLeg(), s.testLeg(), s.storingLeg()} {
		out = append(out, s.legLines(l)...)
	}
	out = append(out, "")
	if lines := s.changeLines(s.width); len(lines) > 0 {
		return append(out, lines...)
	}
	return append(out, s.standing(s.draft, s.width)...)
}

// standing shows both ends as a draft has them.
func (s *endsEdit) standing(d model.Draft, w int) []string {
	var out []string
	for _, f := range model.CreateFacts(d, s.env.zone) {
		if f.Label == "from" || f.Label == "to" {
			out = append(out, factLines(s.env.theme, f, w)...)
		}
	}
	return out
}

// editLeg says what was changed.
func (s *endsEdit) editLeg() leg {
	st := leg{sign: "-", tone: theme.Muted, title: "edit both ends", words: "e opens them"}
	if n := len(s.changes()); n > 0 {
		st.sign, st.tone, st.words = "~", theme.Accent, plural(n, "value is", "values are")+" to be changed"
	}
	return s.until(st, s.cannotEdit())
}

// storingLeg says whether the service has the ends as they are here.
func (s *endsEdit) storingLeg() leg {
	if s.store != nil {
		st := s.storeLeg()
		if o := s.store.Report().Rows[0].Outcome; o.Kind == model.NotSent {
			st.more = append(st.more, "r reads the ends again.")
		}
		return st
	}
	st := leg{sign: "-", tone: theme.Muted, title: "store both ends", words: "E stores them with their passwords, after a review"}
	if why := s.untestable(); why != "" && s.cannotStore() == "" {
		st.more = []string{"They cannot be tested (" + why + "): the job's name is typed to store them all the same."}
	}
	return s.until(st, s.cannotStore())
}

// changeLines are what is to be another value, each with what stands there.
func (s *endsEdit) changeLines(w int) []string {
	th, changes := s.env.theme, s.changes()
	label := 0
	for _, c := range changes {
		label = max(label, theme.Width(theme.Safe(c.Label)))
	}
	label = min(label, max(w/3, 12))
	out := make([]string, 0, len(changes))
	for _, c := range changes {
		name := theme.Pad(theme.Cut(theme.Safe(c.Label), label, th.Signs().Cut), label)
		room := max(w-label-6, 8)
		words := theme.CutMiddle(shownValue(c.Is), room, th.Signs().Cut)
		line := " " + th.Paint(theme.Accent, "~") + " " + th.Paint(theme.Text, name) + "  " + th.Paint(theme.Accent, words)
		if c.Is != "set anew" {
			if left := room - theme.Width(words); left > 8 {
				line += th.Paint(theme.Muted, theme.Cut("  was "+shownValue(c.Was), left, th.Signs().Cut))
			}
		}
		out = append(out, line)
	}
	return out
}

// planAbout is what the review says: what is risky, what changes, and both ends as
// they are to be.
func (s *endsEdit) planAbout(w int) []string {
	th := s.env.theme
	flag := th.Paint(theme.Warn, th.Signs().Flag)
	var out []string
	if !s.tests.have {
		out = append(out, signed(th, flag, "The ends were not tested: "+s.untestable()+".", w)...)
	}
	for _, r := range s.tests.value {
		if !r.Reached {
			out = append(out, signed(th, flag, "when tested, the "+sideWord(r.Source)+" was "+r.Word()+": "+joined(" ", r.Code, r.Message), w)...)
		}
	}
	out = append(out, s.changeLines(w)...)
	out = append(out, "")
	for _, words := range storesEnds() {
		out = append(out, signed(th, " ", words, w)...)
	}
	return append(append(out, ""), s.standing(s.draft, w)...)
}
