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

// errorsTab is what went wrong: requests, and single jobs of a write whose
// answer was fine as a whole. The same trouble in a row is one line.
type errorsTab struct {
	env      *env
	troubles []trouble
	roll     roll
}

// trouble is one error, as often as it came in a row.
type trouble struct {
	err      *client.Error
	of       client.Exchange // the last of them; Number 0: one job of a run
	run      *client.Run     // whose job was refused
	first    time.Time
	last     time.Time
	times    int
	answered time.Time // when the same operation was answered again; zero: not since
}

func (*errorsTab) name() string { return "errors" }

func (t *errorsTab) load() tea.Cmd {
	on, had := t.current()
	t.troubles = troubles(t.env.client)
	t.roll.stick(find(t.troubles, had, func(o trouble) bool { return o.same(on.err) && o.first.Equal(on.first) && o.run == on.run }), len(t.troubles))
	return nil
}

// troubles is all that went wrong, newest first.
func troubles(c *client.Client) []trouble {
	out := append(troublesOf(c.Exchanges()), refusedJobs(c)...)
	slices.SortStableFunc(out, func(a, b trouble) int { return b.last.Compare(a.last) })
	return out
}

// troublesOf gathers failed requests, newest first.
func troublesOf(all []client.Exchange) []trouble {
	var out []*trouble
	streak := map[string]*trouble{} // by operation
	for _, e := range slices.Backward(all) {
		now := streak[e.Op]
		switch {
		case e.Open || cancelled(e):
		case e.Err == nil:
			if now != nil {
				now.answered = e.Began
				delete(streak, e.Op)
			}
		case now != nil && now.same(e.Err):
			now.err, now.of, now.last, now.times = e.Err, e, e.Began, now.times+1
		default:
			streak[e.Op] = &trouble{err: e.Err, of: e, first: e.Began, last: e.Began, times: 1}
			out = append(out, streak[e.Op])
		}
	}
	found := make([]trouble, 0, len(out))
	for _, t := range slices.Backward(out) {
		found = append(found, *t)
	}
	return found
}

// refusedJobs gathers what the service said of single jobs in a batch, run by
// run.
func refusedJobs(c *client.Client) []trouble {
	var out []trouble
	for _, run := range c.Runs() {
		report := run.Report()
		for _, row := range report.Rows {
			o := row.Outcome
			if o.Kind != model.Refused || o.Code.Empty() {
				continue
			}
			err := &client.Error{Op: "run " + report.RunID, Kind: client.Refused, Code: o.Code, Message: o.Message, RequestID: o.RequestID}
			if i := slices.IndexFunc(out, func(t trouble) bool { return t.run == run && t.same(err) }); i >= 0 {
				out[i].times++
				continue
			}
			out = append(out, trouble{err: err, run: run, first: report.Begun, last: report.Begun, times: 1})
		}
	}
	return out
}

// same reports an error that says the same.
func (t trouble) same(e *client.Error) bool {
	return t.err.Op == e.Op && t.err.Kind == e.Kind && t.err.Status == e.Status && t.err.Code == e.Code &&
		t.err.Message == e.Message && t.err.Trouble() == e.Trouble()
}

func (t *errorsTab) current() (trouble, bool) {
	if t.roll.at >= len(t.troubles) {
		return trouble{}, false
	}
	return t.troubles[t.roll.at], true
}

func (t *errorsTab) exchange() (client.Exchange, bool) {
	now, ok := t.current()
	return now.of, ok && now.of.Number > 0
}

func (t *errorsTab) summary() string {
	th, standing := t.env.theme, 0
	for _, e := range t.troubles {
		if e.answered.IsZero() {
			standing++
		}
	}
	words := th.Paint(theme.Muted, plural(len(t.troubles), "trouble", "troubles"))
	if standing > 0 {
		words = th.Paint(theme.Bad, digit(standing)+" not answered since") + "   " + words
	}
	return words
}

func (t *errorsTab) titles(w int) string {
	return t.env.theme.Paint(theme.Muted, theme.Cut("  LAST       RESULT    OPERATION, AND WHAT THE SERVICE SAID", w-1, ""))
}

func (t *errorsTab) rows(w, room int) []string {
	th := t.env.theme
	if len(t.troubles) == 0 {
		return []string{"", "  " + th.Paint(theme.Strong, "Nothing went wrong."), "  " + th.Paint(theme.Muted, "As far as the last requests of this session are remembered.")}
	}
	var out []string
	from, to := t.roll.window(len(t.troubles), room)
	for i := from; i < to; i++ {
		out = append(out, t.roll.sign(t.env, i)+" "+t.row(t.troubles[i], w, i == t.roll.at))
	}
	return out
}

func (t *errorsTab) row(e trouble, w int, current bool) string {
	th, cut := t.env.theme, t.env.theme.Signs().Cut
	tail := ""
	if e.times > 1 {
		tail = "  " + digit(e.times) + " times"
	}
	if !e.answered.IsZero() && w >= narrowest {
		tail += "  answered since"
	}
	tone, opTone := theme.Bad, theme.Text
	if !e.answered.IsZero() {
		tone = theme.Warn
	}
	if current {
		opTone = theme.Select
	}
	op := theme.Safe(model.Clean(e.err.Op))
	said := theme.Cut(theme.Safe(saidBy(e.err)), max(w-16-t.env.secondWidth()-theme.Width(op)-theme.Width(tail), 0), cut)
	return th.Paint(theme.Muted, t.env.second(e.last)) + "  " + th.Paint(tone, theme.Pad(e.word(), 9)) + " " +
		th.Paint(opTone, op) + th.Paint(theme.Muted, "  "+said+tail)
}

func (t trouble) word() string {
	if t.run != nil {
		return "refused"
	}
	return cmp.Or(t.err.Trouble(), digit(t.err.Status))
}

// saidBy is the service's words, or else the network's.
func saidBy(e *client.Error) string {
	if said := strings.TrimSpace(e.Code.String() + " " + e.Message.String()); said != "" || e.Cause == nil {
		return said
	}
	return model.Clean(e.Cause.Error())
}

func (t *errorsTab) place() string { return t.roll.place(t.env, len(t.troubles)) }

// below is the panel of the error under the cursor, as it stood over the list,
// and when and how often it came.
func (t *errorsTab) below(w int) []string {
	th := t.env.theme
	e, ok := t.current()
	if !ok {
		return []string{"", ""}
	}
	out := []string{th.Paint(theme.Bad, th.Glyph(model.Failed)+" "+errorTitle(t.env, e.err)), " " + th.Paint(theme.Text, theme.Cut(e.when(), w-2, th.Signs().Cut))}
	for _, fact := range errorFacts(t.env, e.err) {
		for _, l := range fill(wrapped(theme.Safe(fact), w-2), 2) {
			if l != "" {
				out = append(out, " "+th.Paint(theme.Muted, l))
			}
		}
	}
	return fill(out, 6)
}

// when says since when, how often, and whether it is over.
func (t trouble) when() string {
	words := "at " + model.ClockSeconds(t.last, time.UTC)
	if t.times > 1 && t.run == nil {
		words = digit(t.times) + " in a row, from " + model.ClockSeconds(t.first, time.UTC) + " to " + model.ClockSeconds(t.last, time.UTC)
	}
	switch {
	case t.run != nil:
		return plural(t.times, "job was", "jobs were") + " refused, in the run begun " + words
	case t.answered.IsZero():
		return words + "; the same has not been answered since"
	}
	return words + "; answered again at " + model.ClockSeconds(t.answered, time.UTC)
}

func (t *errorsTab) line() string {
	e, ok := t.current()
	if !ok {
		return ""
	}
	parts := []string{model.ClockSeconds(e.last, time.UTC), e.err.Error()}
	if e.times > 1 {
		parts = append(parts, digit(e.times)+" times")
	}
	return strings.Join(parts, "  ")
}

func (t *errorsTab) actions() []Action {
	return append(t.roll.moves(func() int { return len(t.troubles) }),
		act(groupLook, 2, "open", "enter", func() (tea.Cmd, Nav) {
			e, _ := t.current()
			if e.run != nil {
				return nil, push(newReport(t.env, e.run))
			}
			return nil, push(newExchange(t.env, e.of))
		}).unless(func() string {
			if len(t.troubles) == 0 {
				return "nothing went wrong"
			}
			return ""
		}))
}
