package tui

import (
	tea "charm.land/bubbletea/v2"

	"drover/model"
	"drover/tui/theme"
)

// known is what a report adds up to. It is counted when the report changes:
// keys and clocks draw often, and a run may have ten thousand rows.
type known struct {
	counts    model.Counts
	retryable int
	looking   bool // an unknown outcome has a look before it
	unsent    bool // something is neither out nor answered
	offers    int  // what S would offer and can still be done, while the run goes on
}

// rows is the order on the screen, and where each row's lines begin.
type rows struct {
	order []int32 // places in the report
	lines heights
	tall  map[because]int // lines of a reason in this width
}

// because is all that the height of a row's reasons depends on.
type because struct {
	code, message model.Text
	why           string
	out, asked    bool // "on its way", "request …"
	unknown, next bool // "not sent again", "looking again"
}

// take puts a report in the place of the last one. The cursor stays on its job
// once it was moved; at the top it stays at the top, where what failed comes.
func (s *reportScreen) take(r model.Report) {
	var on model.JobID
	if s.cursor > 0 && s.cursor < len(s.rows.order) {
		on = s.row(s.cursor).ID
	}
	s.report = r
	s.known = known{counts: r.Count(), retryable: r.Retryable(), offers: s.offers()}
	for i := range r.Rows {
		o := r.Rows[i].Outcome.Kind
		s.known.looking = s.known.looking || o == model.UnknownOutcome && !r.Rows[i].Next.IsZero()
		s.known.unsent = s.known.unsent || o == model.Waiting && !r.Rows[i].Out
	}
	s.sort()
	if on.Empty() {
		return
	}
	for i := range s.rows.order {
		if s.row(i).ID == on {
			s.cursor = i
		}
	}
}

// row is the row at a place of the screen.
func (s *reportScreen) row(i int) *model.Result { return &s.report.Rows[s.rows.order[i]] }

// sort orders the rows by rank, each in the plan's order.
func (s *reportScreen) sort() {
	s.rows.order = s.rows.order[:0]
	ranks := make([]int, len(s.report.Rows))
	for i := range ranks {
		ranks[i] = s.rankOf(&s.report.Rows[i])
	}
	for want := range rank(model.Done) + 1 {
		if s.only && want > rank(model.NotSent) {
			break
		}
		for i := range ranks {
			if ranks[i] == want {
				s.rows.order = append(s.rows.order, int32(i)) //nolint:gosec // a row
			}
		}
	}
	s.rows.lines = heights{}
	s.cursor = min(s.cursor, max(len(s.rows.order)-1, 0))
}

// rank orders the rows: unknown first, then refused, absent, not sent, what is
// waiting, and accepted last.
func rank(k model.OutcomeKind) int {
	switch k {
	case model.UnknownOutcome:
		return 0
	case model.Refused:
		return 1
	case model.Absent:
		return 2
	case model.NotSent:
		return 3
	case model.Skipped:
		return 4
	case model.Waiting:
		return 5
	case model.Accepted, model.Done:
	}
	return 6
}

// rankOf is the rank of a row: what was done and came to nothing stands with
// what wants something.
func (s *reportScreen) rankOf(r *model.Result) int {
	if r.Outcome.Kind == model.Done {
		if now := s.current(*r); s.afterwards(&now) != "" {
			return rank(model.NotSent)
		}
	}
	return rank(r.Outcome.Kind)
}

// afterwards says of what was done that it has come to nothing since: items of
// the pre-check failed, or the job has. "" if that is not so.
func (s *reportScreen) afterwards(r *model.Result) string {
	switch verb := s.report.Plan.Verb; {
	case r.Outcome.Kind != model.Done:
		return ""
	case r.Check != nil && r.Check.Done() && !r.Check.Passed():
		if n := len(r.Check.Failed()); n > 0 {
			return "done  " + digit(n) + " failed"
		}
		return "done"
	case verb == model.RunCheck || verb == model.SkipItem || r.Now.State.Family != model.Failed:
		return ""
	case verb == model.TryAgain:
		return "done, failed again"
	}
	return "done"
}

// outcomeWidth is how wide the words of the outcome may become.
func (s *reportScreen) outcomeWidth() int {
	switch s.report.Plan.Verb {
	case model.RunCheck:
		return 16
	case model.TryAgain:
		return 20
	default:
		return 10
	}
}

// turn shows every outcome, or only those that want something.
func (s *reportScreen) turn() (tea.Cmd, Nav) {
	s.only, s.cursor = !s.only, 0
	s.sort()
	return nil, stay
}

// retryable counts what S would offer again and can still be done. Once the
// run reads no more the list knows better.
func (s *reportScreen) retryable() int {
	if s.known.retryable == 0 || s.report.Ended.IsZero() {
		return s.known.offers
	}
	return s.offers()
}

func (s *reportScreen) offers() int {
	n := 0
	for i := range s.report.Rows {
		switch r := &s.report.Rows[i]; r.Outcome.Kind {
		case model.Refused, model.NotSent, model.Absent:
			if s.report.Plan.Verb == model.Create {
				n++ // it asks for nothing that a job has
			} else if r.Makes {
				n += s.offersCopy(*r)
			} else if model.Can(s.env.client.Capabilities(), s.current(*r).Now, s.report.Plan.Verb) == "" {
				n++
			}
		case model.Waiting, model.Accepted, model.Done, model.Skipped, model.UnknownOutcome:
		}
	}
	return n
}

// current is a row as the list knows it by now, once the run reads no more.
func (s *reportScreen) current(r model.Result) model.Result {
	if s.report.Ended.IsZero() {
		return r
	}
	if job, sample, ok := s.env.listed(r.Job()); ok {
		r.Now, r.Sample = job, sample
	}
	return r
}

// rowLines draws the rows in sight.
func (s *reportScreen) rowLines(room int) []string {
	th, outcomeW := s.env.theme, s.outcomeWidth()
	nameW := min(max(s.width-44-outcomeW, 12), 44)
	title := th.Paint(theme.Muted, "   "+theme.Pad("OUTCOME", outcomeW+2)+theme.Pad("JOB", nameW)+"NOW")
	if len(s.rows.order) == 0 {
		return []string{title, "   " + th.Paint(theme.Muted, "none")}
	}
	s.rows.lines.take(s.width, len(s.rows.order), s.linesOf)
	s.top = s.rows.lines.scroll(s.top, s.cursor, 0, room)
	return s.rows.lines.sight(s.top, room, title, func(i int) []string {
		out := []string{s.rowLine(s.current(*s.row(i)), i == s.cursor, nameW)}
		if s.saidAbove(i) {
			return out
		}
		for _, why := range s.reasons(*s.row(i)) {
			out = append(out, "               "+why)
		}
		return out
	})
}

// linesOf is how many lines a row takes with its reasons.
func (s *reportScreen) linesOf(i int) int {
	if s.saidAbove(i) {
		return 1
	}
	r := s.row(i)
	if s.report.Plan.Verb == model.Update { // what the service shows is another one each time
		return 1 + len(s.reasons(*r))
	}
	o := r.Outcome
	key := because{
		code: o.Code, message: o.Message, why: o.Why, out: r.Out, asked: o.Kind == model.Refused && !o.RequestID.Empty(),
		unknown: o.Kind == model.UnknownOutcome, next: !r.Next.IsZero(),
	}
	n, measured := s.rows.tall[key]
	if !measured {
		n = len(s.reasons(*r))
		s.rows.tall[key] = n
	}
	return 1 + n
}

// saidAbove tells that the row above gives the same reasons: they are said once.
func (s *reportScreen) saidAbove(i int) bool {
	if i == 0 {
		return false
	}
	r, above := s.row(i), s.row(i-1)
	a, b := r.Outcome, above.Outcome
	switch {
	case a.Kind != b.Kind || a.Code != b.Code || a.Message != b.Message || a.Why != b.Why || r.Out != above.Out:
		return false
	case a.Kind == model.Refused:
		return a.RequestID == b.RequestID
	case a.Kind == model.UnknownOutcome:
		return r.Look == above.Look && r.Looks == above.Looks && r.Next.Truncate(1e9).Equal(above.Next.Truncate(1e9))
	}
	return true
}
