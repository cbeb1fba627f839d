package tui

import (
	"strings"

	"drover/model"
	"drover/tui/theme"
)

// View draws what is asked, or what came of it.
func (s *endsTest) View() string {
	if s.width < 1 || s.height < 1 {
		return ""
	}
	lines := s.head()
	switch {
	case s.box != nil:
		for l := range strings.SplitSeq(s.box.View(), "\n") {
			lines = append(lines, " "+l)
		}
	case s.call.loading():
		lines = append(lines, s.say(theme.Busy, "~", "asking "+s.service()+" to reach "+plural(s.asked(), "end", "ends")+"; it may take a minute and a half")...)
	case s.call.err != nil:
		lines = append(lines, s.failed()...)
	case s.call.have:
		lines = append(lines, s.results()...)
	default:
		lines = append(lines, s.unopened()...)
	}
	lines = fill(lines, s.height)
	if s.note != "" {
		lines[s.height-1] = s.say(theme.Warn, s.env.theme.Signs().Flag, s.note)[0]
	}
	return strings.Join(lines, "\n")
}

// head says what the test is, and what becomes of what is typed.
func (s *endsTest) head() []string {
	th := s.env.theme
	lines := []string{spread(" "+th.Paint(theme.Strong, s.Title()+"   "+theme.CutMiddle(theme.Safe(s.job.Name.String()), max(s.width-40, 12), th.Signs().Cut))+
		th.Paint(theme.Muted, " on "+model.Clean(s.env.place())), "", s.width)}
	if s.env.ruled() {
		lines = append(lines, th.Rule(s.width))
	}
	about := "The ends are tried as configured, with the passwords typed here: one request, kept nowhere. " +
		"The test stores nothing; saving the endpoints is an edit."
	if s.height < 16 {
		about = "The passwords go into one request and are kept nowhere; nothing is stored."
	}
	for _, l := range wrapped(about, max(s.width-3, 8)) {
		lines = append(lines, " "+th.Paint(theme.Muted, strings.TrimLeft(l, " ")))
	}
	if s.height >= 16 {
		lines = append(lines, "")
	}
	return lines
}

func (s *endsTest) service() string { return model.Clean(s.env.client.Place().Service) }

// say is a sentence behind a sign.
func (s *endsTest) say(tone theme.Tone, sign, words string) []string {
	th := s.env.theme
	var out []string
	for i, l := range wrapped(theme.Safe(words), max(s.width-5, 8)) {
		lead := "   "
		if i == 0 {
			lead = " " + th.Paint(tone, sign) + " "
		}
		out = append(out, lead+th.Paint(theme.Text, strings.TrimLeft(l, " ")))
	}
	return out
}

// failed says why nothing is known of the ends.
func (s *endsTest) failed() []string {
	th := s.env.theme
	out := s.say(theme.Bad, th.Glyph(model.Failed), "not tested: "+errorTitle(s.env, s.call.err))
	for _, fact := range append(errorFacts(s.env, s.call.err), "r asks again; ! shows every request") {
		for _, l := range wrapped(theme.Safe(fact), max(s.width-5, 8)) {
			out = append(out, "   "+th.Paint(theme.Muted, l))
		}
	}
	return out
}

func (s *endsTest) unopened() []string {
	th := s.env.theme
	switch {
	case s.detail.loading():
		return s.say(theme.Busy, "~", "reading the ends of the job")
	case s.detail.err != nil:
		return errorLines(s.env, s.detail.err, s.width)
	}
	return s.say(theme.Warn, th.Signs().Flag, "not now: "+s.cannotTest())
}

// asked counts the ends that are tried.
func (s *endsTest) asked() int {
	n := 0
	for _, t := range s.tested {
		if t {
			n++
		}
	}
	return n
}

// fieldTitle names an end by what is configured, and whose password is asked.
func (s *endsTest) fieldTitle(f endField) string {
	e := s.given[f.end]
	whose := "password of " + safe(e.User)
	if f.cert {
		whose = "password of certificate " + safe(e.Cert)
	}
	words := []string{sideWord(e.Source), whose, safe(e.Engine), s.where(e.Endpoint)}
	if e.TLS != model.NotTold {
		words = append(words, "tls "+triWord(e.TLS, "on", "off"))
	}
	return theme.Cut(strings.Join(words, "  "), max(s.width-6, 8), s.env.theme.Signs().Cut)
}

func sideWord(source bool) string {
	if source {
		return "source"
	}
	return "target"
}

// where is an end's address, or the instance that it is.
func (s *endsTest) where(e model.Endpoint) string {
	if !e.Address.Empty() {
		return theme.Safe(joined(":", e.Address, e.Port))
	}
	return theme.Safe(joined(" ", e.Name, e.Instance))
}

// results says of every end whether it was reached, and if not, why, in the
// service's words.
func (s *endsTest) results() []string {
	th, got := s.env.theme, s.call.value
	var out []string
	for i, e := range s.given {
		title := theme.Pad(sideWord(e.Source), 7)
		about := "   " + safe(e.Engine) + "   " + s.where(e.Endpoint)
		if !s.tested[i] {
			out = append(out, s.outcome(theme.Muted, "-", title+" not tested", about), "     "+th.Paint(theme.Muted, "no password was typed for it"), "")
			continue
		}
		if len(got) == 0 {
			out = append(out, s.outcome(theme.Unknown, "?", title+" no result", about), "")
			continue
		}
		r := got[0]
		got = got[1:]
		if r.Reached {
			out = append(out, s.outcome(theme.OK, th.OutcomeGlyph(model.Done), title+" reached", about))
		} else {
			out = append(out, s.outcome(theme.Bad, th.Glyph(model.Failed), title+" "+r.Word(), about))
			out = append(out, s.reasons(r)...)
		}
		out = append(out, "")
	}
	return out
}

func (s *endsTest) outcome(tone theme.Tone, sign, title, about string) string {
	th := s.env.theme
	return " " + th.Paint(tone, sign) + " " + th.Paint(theme.Strong, title) + th.Paint(theme.Muted, theme.Cut(about, max(s.width-theme.Width(title)-5, 0), th.Signs().Cut))
}

// reasons are the code and the words of the service, quoted, and the request.
func (s *endsTest) reasons(r model.EndResult) []string {
	th := s.env.theme
	var words []string
	if said := joined(" ", r.Code, r.Message); said != "" {
		words = append(words, said)
	}
	if r.Why != "" {
		words = append(words, r.Why)
	}
	if !r.RequestID.Empty() {
		words = append(words, "request "+r.RequestID.String())
	}
	var out []string
	for _, w := range words {
		for _, l := range wrapped(theme.Safe(w), max(s.width-7, 8)) {
			out = append(out, "     "+th.Paint(theme.Text, strings.TrimLeft(l, " ")))
		}
	}
	return out
}
