package tui

import (
	"cmp"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"drover/client"
	"drover/model"
	"drover/tui/theme"
)

// requestsTab is every request of this session, as far as they are
// remembered: one line per attempt.
type requestsTab struct {
	env    *env
	all    []client.Exchange
	shown  []client.Exchange // those that the filter lets through
	roll   roll
	typing bool
	field  line
	filter string
	former string // what esc brings back
	failed bool   // only those that went wrong
}

func (*requestsTab) name() string { return "requests" }

func (t *requestsTab) load() tea.Cmd {
	t.all = t.env.client.Exchanges()
	t.sift()
	return nil
}

// sift filters anew; the cursor stays on its request.
func (t *requestsTab) sift() {
	on, had := t.exchange()
	t.shown = slices.DeleteFunc(slices.Clone(t.all), func(e client.Exchange) bool {
		return t.failed && (e.Err == nil || cancelled(e)) || !t.matches(e)
	})
	t.roll.stick(find(t.shown, had, func(e client.Exchange) bool { return e.Number == on.Number }), len(t.shown))
}

// matches looks for every word of the filter.
func (t *requestsTab) matches(e client.Exchange) bool {
	if t.filter == "" {
		return true
	}
	hay := strings.ToLower(exchangeLine(e) + " " + e.Op + " " + e.URL)
	for word := range strings.FieldsSeq(strings.ToLower(t.filter)) {
		if !strings.Contains(hay, word) {
			return false
		}
	}
	return true
}

func (t *requestsTab) exchange() (client.Exchange, bool) {
	if t.roll.at >= len(t.shown) {
		return client.Exchange{}, false
	}
	return t.shown[t.roll.at], true
}

func (t *requestsTab) summary() string {
	th := t.env.theme
	words := plural(len(t.all), "request", "requests")
	if len(t.shown) != len(t.all) {
		words = digit(len(t.shown)) + " of " + words
	}
	if n := trafficOf(t.all).open; n > 0 {
		words += ", " + digit(n) + " under way"
	}
	words = th.Paint(theme.Muted, words)
	switch {
	case t.typing:
		return th.Paint(theme.Accent, "/") + t.field.draw(th, max(t.env.width/3, 8)) + "   " + words
	case t.filter != "":
		words = th.Paint(theme.Accent, "/"+theme.Cut(theme.Safe(model.Clean(t.filter)), max(t.env.width/3, 8), th.Signs().Cut)) + "   " + words
	}
	if t.failed {
		words = th.Paint(theme.Accent, "f only errors") + "   " + words
	}
	return words
}

// Widths of the requests' columns.
const (
	requestIDFrom  = 110 // columns from which on a request id stands in the line
	requestIDWidth = 34
)

func (t *requestsTab) titles(w int) string {
	head := "  " + theme.Pad("WHEN", t.env.secondWidth()+2) + "RESULT    REQUEST"
	tail := theme.PadLeft("TOOK", 9) + theme.PadLeft("TRY", 5)
	if w >= requestIDFrom {
		tail += "  " + theme.Pad("REQUEST ID", requestIDWidth)
	}
	return t.env.theme.Paint(theme.Muted, theme.Pad(head, max(w-theme.Width(tail)-1, 0))+tail)
}

func (t *requestsTab) rows(w, room int) []string {
	if len(t.shown) == 0 {
		return []string{"", "  " + t.env.theme.Paint(theme.Strong, t.nothing())}
	}
	var out []string
	from, to := t.roll.window(len(t.shown), room)
	for i := from; i < to; i++ {
		out = append(out, t.roll.sign(t.env, i)+" "+t.row(t.shown[i], w, i == t.roll.at))
	}
	return out
}

func (t *requestsTab) nothing() string {
	if len(t.all) == 0 {
		return "Nothing was asked yet."
	}
	if t.failed && t.filter == "" {
		return "No request went wrong."
	}
	return "No request matches."
}

// row is one request: what came of it, what it was, how long it took.
func (t *requestsTab) row(e client.Exchange, w int, current bool) string {
	th, cut := t.env.theme, t.env.theme.Signs().Cut
	tail := theme.PadLeft(cmp.Or(took(e), "-"), 9) + theme.PadLeft(tryWord(e), 5)
	if w >= requestIDFrom {
		tail += "  " + theme.Fit(theme.Safe(e.RequestID.String()), requestIDWidth, cut)
	}
	room := max(w-15-t.env.secondWidth()-theme.Width(tail), 8)
	call := theme.Cut(callWords(e, cut), room, cut)
	tone := theme.Text
	if current {
		tone = theme.Select
	}
	words := ""
	if left := room - theme.Width(call) - 3; left > 8 {
		words = "  " + theme.Cut(theme.Safe(whyWords(e)), left, cut)
	}
	return th.Paint(theme.Muted, t.env.second(e.Began)) + "  " +
		th.Paint(resultTone(e), theme.Pad(resultWord(e, cut), 9)) + " " + th.Paint(tone, call) + th.Paint(theme.Muted, theme.Pad(words, room-theme.Width(call)+1)+tail)
}

func tryWord(e client.Exchange) string {
	if e.Attempt > 1 {
		return "#" + digit(e.Attempt)
	}
	return ""
}

// whyWords is what a request that went wrong leaves to say beside its status.
func whyWords(e client.Exchange) string {
	if e.Err == nil {
		return ""
	}
	said := strings.TrimSpace(e.Err.Code.String() + " " + e.Err.Message.String())
	if e.Next > 0 {
		said = strings.TrimSpace("again after " + model.Duration(max(e.Next, time.Second)) + "  " + said)
	}
	return said
}

// exchangeLine is a request as one line of plain text.
func exchangeLine(e client.Exchange) string {
	parts := []string{model.ClockSeconds(e.Began, time.UTC), resultWord(e, "open"), e.Method + " " + e.Generation + " " + model.Clean(e.Path)}
	for _, more := range []string{took(e), tryWord(e), whyWords(e)} {
		if more != "" {
			parts = append(parts, more)
		}
	}
	if !e.RequestID.Empty() {
		parts = append(parts, "request "+e.RequestID.String())
	}
	return strings.Join(parts, "  ")
}

func (t *requestsTab) place() string { return t.roll.place(t.env, len(t.shown)) }

// below tells the rest of the request under the cursor, as much as fits.
func (t *requestsTab) below(w int) []string {
	e, ok := t.exchange()
	if !ok {
		return []string{"", ""}
	}
	words := model.Clean(e.Op)
	add := func(told bool, part string) {
		if told && theme.Width(words)+theme.Width(part)+6 < w {
			words += "   " + theme.Safe(part)
		}
	}
	add(!e.RequestID.Empty(), "request "+e.RequestID.String())
	add(e.Sent > 0, "sent "+grouped(e.Sent)+" B")
	add(e.Received > 0, "received "+grouped(e.Received)+" B")
	return []string{"", " " + t.env.theme.Paint(theme.Muted, theme.Cut(words, w-2, t.env.theme.Signs().Cut))}
}

func (t *requestsTab) line() string {
	e, ok := t.exchange()
	if !ok {
		return ""
	}
	return exchangeLine(e)
}

func (t *requestsTab) actions() []Action {
	only := "only errors"
	if t.failed {
		only = "all requests"
	}
	return append(t.roll.moves(func() int { return len(t.shown) }),
		act(groupLook, 2, "open", "enter", func() (tea.Cmd, Nav) {
			e, _ := t.exchange()
			return nil, push(newExchange(t.env, e))
		}).unless(func() string {
			if len(t.shown) == 0 {
				return "there is no request"
			}
			return ""
		}),
		act(groupFind, 4, "filter", "/", func() (tea.Cmd, Nav) {
			t.typing, t.former, t.field = true, t.filter, newLine(t.filter)
			return nil, stay
		}),
		act(groupFind, 5, only, "f", func() (tea.Cmd, Nav) {
			t.failed = !t.failed
			t.sift()
			return nil, stay
		}),
	)
}

func (t *requestsTab) typingActions() []Action {
	return []Action{
		act(groupFind, 1, "keep", "enter", nil),
		act(groupLeave, 2, "the former filter", "esc", nil),
	}
}

// key edits the filter; the lines follow each letter.
func (t *requestsTab) key(k tea.KeyPressMsg) (tea.Cmd, Nav) {
	switch k.String() {
	case "enter":
		t.typing = false
		return nil, stay
	case "esc":
		t.typing, t.filter = false, t.former
	default:
		t.field.take(k)
		t.filter = t.field.value()
	}
	t.sift()
	return nil, stay
}

func (t *requestsTab) paste(m tea.PasteMsg) {
	if t.typing {
		t.field.take(m)
		t.filter = t.field.value()
		t.sift()
	}
}
