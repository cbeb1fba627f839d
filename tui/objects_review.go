package tui

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"drover/client"
	"drover/model"
	"drover/model/objects"
	"drover/tui/theme"
)

// cannotReview is why there is nothing to review.
func (s *objectsPage) cannotReview() string {
	switch {
	case s.locked() != "":
		return s.locked()
	case s.unsendable() != "":
		return s.unsendable()
	case s.told.diff.Empty():
		return "nothing is changed"
	case s.sentOut():
		return "what was sent last has no answer yet"
	}
	return ""
}

// sentOut reports a write of this page that is still out.
func (s *objectsPage) sentOut() bool { return s.sent != nil && s.sent.Report().Ended.IsZero() }

// review shows what is sent. Where something is wrong it goes there instead; what
// somebody else has changed since is found out before anything is sent.
func (s *objectsPage) review() (tea.Cmd, Nav) {
	if s.told.mistakes.Errors > 0 {
		return s.nextError()
	}
	if why := s.cannotReview(); why != "" {
		return s.env.say(note{kind: noteBad, text: "review: " + why, bare: "a review was grey"}), stay
	}
	plan := s.plan()
	if s.told.all <= checkedAtOnce {
		return nil, push(s.newReview(plan()))
	}
	now := s.state()
	return work(s.env, s, &s.planning, func(context.Context) (objectsPlanned, error) { return objectsPlanned{plan(), now}, nil }), stay
}

// objectsPlanned is a plan that was made beside the loop, and the state it was made of.
type objectsPlanned struct {
	plan model.Plan
	of   *objects.State
}

// planMade opens the review, unless something was changed meanwhile.
func (s *objectsPage) planMade(m answer[objectsPlanned]) (tea.Cmd, Nav) {
	if !m.take() || m.err != nil || m.value.of != s.state() {
		return nil, stay
	}
	return nil, push(s.newReview(m.value.plan))
}

// newReview is the page before the objects of a job are replaced.
func (s *objectsPage) newReview(plan model.Plan) Screen {
	e := s.env
	p := &planned{env: e, title: "update objects " + s.job.Name.String()}
	p.plan = plan
	p.word = model.ObjectsWord(p.plan.Objects, s.job)
	groups := s.groupLines()
	p.about = func(w int) []string { return append(s.reviewLines(p.plan, w), groups(w)...) }
	if s.told.all <= checkedAtOnce { // of more it takes a second, and is under way
		s.flush()
	}
	wanted := s.wantedNames()
	p.sent = func(run *client.Run) (tea.Cmd, Nav) {
		s.sent, s.went = run, s.state()
		after := newObjectsSaving(s, run)
		after.wanted = wanted
		s.steps = after
		return nil, popThen(func() (tea.Cmd, Nav) { return nil, push(after) })
	}
	return p.open()
}

// plan makes what would be sent: of a large tree beside the loop, with what is wrong
// found anew.
func (s *objectsPage) plan() func() model.Plan {
	c, now, base, terms, told := s.env.client, s.state(), s.base, s.terms(), s.told
	job, held, replaces := s.job, s.held.value.Listing, s.replaces
	terms.Columns = nil // they are the loop's
	return func() model.Plan {
		wrong := told.mistakes.Errors
		if told.all > checkedAtOnce {
			wrong = objects.Check(now, base, terms).Errors
		}
		want := now.Document(terms.Scope)
		as := model.ObjectsAs{
			Effects: told.diff.Effects(terms.Started), Leaving: told.diff.Leaving(),
			Changes: told.diff.Changes(), Wrong: wrong, Most: c.Limits().Body, Replaces: replaces,
		}
		return model.PlanObjects(c.NewIntent(), c.Capabilities(), model.SetObjects{
			Job: job, Base: held, Want: want, Bytes: c.ObjectsSize(want),
		}, as)
	}
}

// reviewMost is how many lines of one database a review shows.
const reviewMost = 6

// reviewLines are what differs, counted, and what it does.
func (s *objectsPage) reviewLines(plan model.Plan, w int) []string {
	th := s.env.theme
	out := signed(th, th.Paint(theme.Warn, "~"), s.told.diff.Words(s.env.at(s.held.got)), w)
	for _, words := range plan.Steps[0].Warn {
		out = append(out, signed(th, th.Paint(theme.Warn, th.Signs().Flag), words, w)...)
	}
	out = append(out, effectLines(th, model.Effects(plan.Wish, model.Sum{Tally: model.Tally{Goes: 1}}, s.env.serviceNow(), s.env.zone), w)...)
	if s.terms().Started {
		out = append(out, signed(th, th.Paint(theme.Warn, th.Signs().Flag), "The job takes it on in steps of its own, on the page that follows: K pre-check, R re-edit, then a child job.", w)...)
	}
	out = append(out, signed(th, th.Paint(theme.Muted, th.Signs().Dot), s.sizeWords(plan), w)...)
	return append(out, "")
}

// groupLines are what differs, database by database. They may be thousands: they are put
// together once, and drawn once for a width and a theme.
func (s *objectsPage) groupLines() func(w int) []string {
	groups := s.told.diff.Groups(reviewMost)
	var lines []string
	var width int
	var in *theme.Theme
	return func(w int) []string {
		if th := s.env.theme; w != width || th != in {
			lines, width, in = drawGroups(th, groups, w), w, th
		}
		return lines
	}
}

func drawGroups(th *theme.Theme, groups []objects.Group, w int) []string {
	var out []string
	for _, g := range groups {
		head := " " + th.Paint(theme.Strong, theme.Safe(g.Box.String()))
		if g.Node == objects.None {
			head = " " + th.Paint(theme.Strong, "the whole")
		}
		if words := theme.Safe(g.Words); theme.Width(head)+3+theme.Width(words) < w {
			out = append(out, head+"   "+th.Paint(theme.Muted, words))
		} else {
			out = append(out, theme.Cut(head, w-1, th.Signs().Cut))
			for _, l := range toned(th, theme.Muted, words, w-4) {
				out = append(out, "  "+l)
			}
		}
		for _, l := range g.Lines {
			out = append(out, diffLine(th, l, w))
		}
		if g.More > 0 {
			out = append(out, "   "+th.Paint(theme.Muted, "and "+grouped(g.More)+" more"))
		}
	}
	return out
}

// sizeWords is how large what is sent is.
func (s *objectsPage) sizeWords(plan model.Plan) string {
	set, ok := plan.Steps[0].Change.(model.SetObjects)
	if !ok {
		return ""
	}
	words := "The document has " + byteWords(set.Bytes) + "."
	if plan.Objects.Most > 0 {
		words = "The document has " + byteWords(set.Bytes) + " of the " + byteWords(plan.Objects.Most) + " that a signed login may send."
	}
	return words
}

// byteWords is a number of bytes in a unit that is easy to compare.
func byteWords(n int64) string {
	switch {
	case n >= 10<<20:
		return grouped((n+1<<19)>>20) + " MB"
	case n >= 1<<20:
		return digit(int(n>>20)) + "." + digit(int(n%(1<<20)*10>>20)) + " MB"
	case n >= 1<<10:
		return grouped(n>>10) + " kB"
	}
	return grouped(n) + " bytes"
}

// diffLine is one object that differs.
func diffLine(th *theme.Theme, l objects.DiffLine, w int) string {
	sign, tone := th.Paint(theme.Warn, "~"), theme.Text
	if sense, moves := map[objects.DiffKind]string{objects.Joins: th.Paint(theme.OK, "+"), objects.Leaves: th.Paint(theme.Bad, "-")}[l.Kind]; moves {
		sign = sense
	}
	words := theme.Safe(l.Path.String())
	if l.Path.Name != "" {
		words = shownName(l.Path.Name)
	}
	if l.Synced && l.Kind == objects.Leaves {
		words += "   stays on the target"
	}
	if l.Kind == objects.TakesLater {
		words = "later tables"
	}
	if l.Was == "" && l.Is == "" {
		return "   " + sign + " " + th.Paint(tone, theme.Cut(words, max(w-6, 8), th.Signs().Cut))
	}
	words = theme.Cut(words, max(w/3, 16), th.Signs().Cut)
	room := max(w-14-theme.Width(words), 12)
	was := theme.Cut(theme.Safe(l.Was), max(room/2, room-theme.Width(theme.Safe(l.Is))), th.Signs().Cut)
	text := th.Paint(tone, words) + "   "
	if was != "" {
		text += th.Paint(theme.Muted, was+" "+th.Signs().Crumb+" ")
	}
	text += th.Paint(theme.Accent, theme.Safe(l.Is))
	return "   " + sign + " " + theme.Cut(text, max(w-6, 8), th.Signs().Cut)
}

// leave goes back to the job. What was changed and not sent is kept as a draft; where
// it cannot be, that is said first.
func (s *objectsPage) leave() (tea.Cmd, Nav) {
	if s.told.diff.Empty() {
		if s.saves.resumed { // else what was left before was not looked at yet
			s.letGo()
		}
		return nil, pop()
	}
	s.flush()
	n := plural(s.told.diff.Changes(), "change", "changes") + " of the objects"
	if why := s.saves.why(); why != "" && !s.warned {
		s.warned = true
		words := "esc again drops " + n + ", nothing was sent; not saved: " + strings.TrimRight(why, ".")
		return s.env.say(note{kind: noteBad, text: theme.Safe(words), bare: "changes of objects would be dropped"}), stay
	}
	if s.saves.why() != "" {
		return nil, pop()
	}
	words := n + " kept as a draft, nothing sent: it is there when you come again"
	return s.env.say(note{kind: noteGood, text: words, bare: "changes of objects are kept"}), pop()
}
