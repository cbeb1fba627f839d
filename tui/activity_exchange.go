package tui

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"drover/client"
	"drover/model"
	"drover/tui/theme"
)

// exchangeScreen is one request opened: what was sent and what came back.
type exchangeScreen struct {
	env     *env
	of      client.Exchange
	text    textView
	stirred bool
	width   int
	height  int
}

func newExchange(e *env, of client.Exchange) *exchangeScreen {
	s := &exchangeScreen{env: e, of: of}
	s.text.set(exchangeText(of))
	return s
}

func (s *exchangeScreen) Title() string { return "request" }
func (s *exchangeScreen) Init() tea.Cmd { return nil }
func (s *exchangeScreen) Typing() bool  { return s.text.typing }

// Resize breaks the lines anew.
func (s *exchangeScreen) Resize(w, h int) {
	s.width, s.height = w, h
	s.text.resize(w, max(h-2, 1))
}

// Update takes the search's letters.
func (s *exchangeScreen) Update(msg tea.Msg) (tea.Cmd, Nav) { return s.text.update(msg) }

// Stir asks for a look in a second while the request is under way.
func (s *exchangeScreen) Stir() bool {
	was := s.stirred
	s.stirred = s.of.Open
	return s.stirred && !was
}

// Tick takes the answer once it has come.
func (s *exchangeScreen) Tick(time.Time) (tea.Cmd, time.Duration) {
	if !s.of.Open {
		return nil, 0
	}
	for _, e := range s.env.client.Exchanges() {
		if e.Number == s.of.Number && !e.Open {
			s.of, s.stirred = e, false
			s.text.set(exchangeText(e))
			return nil, 0
		}
	}
	return nil, time.Second
}

// View draws what was asked and how it ended, then both sides whole.
func (s *exchangeScreen) View() string {
	if s.width < 1 || s.height < 1 {
		return ""
	}
	th, cut := s.env.theme, s.env.theme.Signs().Cut
	right := th.Paint(resultTone(s.of), resultWord(s.of, cut))
	if t := took(s.of); t != "" {
		right += th.Paint(theme.Muted, "   "+t)
	}
	title := theme.Cut(callWords(s.of, cut), max(s.width-theme.Width(right)-4, 8), cut)
	lines := []string{spread(" "+th.Paint(theme.Strong, title), right, s.width), s.text.bar(s.env, s.width)}
	return strings.Join(fill(append(lines, s.text.lines(s.env)...), s.height), "\n")
}

// Actions of an opened request.
func (s *exchangeScreen) Actions() []Action {
	if s.text.typing {
		return s.text.typingActions()
	}
	return append(s.text.actions(), act(groupLook, 4, "copy as curl", "y", func() (tea.Cmd, Nav) {
		return s.env.copy(curlName(s.of), s.of.Curl()), stay
	}))
}

// curlName is what a copied request is called. One that may have been applied
// would be sent a second time from a shell.
func curlName(e client.Exchange) string {
	if risk := curlRisk(e); risk != "" {
		return "the request as curl (" + risk + ")"
	}
	return "the request as curl"
}

func curlRisk(e client.Exchange) string {
	if e.Write {
		return "run, it writes again"
	}
	return ""
}

// exchangeText is both sides of an exchange, line by line.
func exchangeText(e client.Exchange) []textLine {
	facts := []string{"operation " + e.Op, "begun " + model.ClockSeconds(e.Began, time.UTC), "attempt " + digit(e.Attempt)}
	if e.Generation != "" {
		facts = append(facts, "API "+e.Generation)
	}
	if e.Next > 0 {
		facts = append(facts, "again after "+model.Duration(max(e.Next, time.Second)))
	}
	out := []textLine{{text: strings.Join(facts, "   "), tone: theme.Muted}}
	if !e.RequestID.Empty() {
		out = append(out, textLine{text: "request " + e.RequestID.String(), tone: theme.Muted})
	}
	if e.Err != nil {
		out = append(out, textLine{text: cmp.Or(saidBy(e.Err), "no reason was given"), tone: theme.Bad})
	}
	out = append(out, textLine{}, textLine{text: "sent", tone: theme.Strong}, textLine{text: e.Method + " " + cmp.Or(e.URL, "an address that cannot be made")})
	out = append(out, partText(e.Request())...)
	out = append(out, textLine{})
	switch {
	case e.Open:
		return append(out, textLine{text: "no answer yet", tone: theme.Muted})
	case e.Status == 0:
		return append(out, textLine{text: "there was no answer", tone: theme.Muted})
	}
	out = append(out, textLine{text: "answered", tone: theme.Strong}, textLine{text: "status " + digit(e.Status)})
	return append(out, partText(e.Answer())...)
}

// partText is one side: its head, then its body or why there is none.
func partText(p client.Part) []textLine {
	var out []textLine
	for _, h := range p.Head {
		out = append(out, textLine{text: h.Name + ": " + h.Value, tone: theme.Muted})
	}
	if p.Size == 0 {
		return append(out, textLine{text: "no body", tone: theme.Muted})
	}
	bytes := grouped(p.Size) + " bytes"
	switch {
	case p.Kept == 0:
		return append(out, textLine{text: bytes + ", not kept any more", tone: theme.Muted})
	case p.Kept < p.Size:
		bytes = fmt.Sprintf("%s, of which the first %s were kept", bytes, grouped(p.Kept))
	}
	out = append(out, textLine{text: bytes, tone: theme.Muted}, textLine{})
	for l := range strings.SplitSeq(string(p.Body), "\n") {
		out = append(out, textLine{text: l})
	}
	return out
}
