package tui

import (
	"cmp"
	"slices"

	tea "charm.land/bubbletea/v2"

	"drover/model"
	"drover/tui/theme"
)

// reckoning is how many of those meant a verb can be done to, and why most of
// the others cannot.
type reckoning struct {
	can, all int
	why      string
}

func (w writes) tally(verb model.Verb) reckoning {
	var t reckoning
	why := map[string]int{}
	for job := range w.jobs {
		t.all++
		reason := w.can(job, verb)
		if reason == "" {
			t.can++
			continue
		}
		if why[reason]++; why[reason] > why[t.why] {
			t.why = reason
		}
	}
	return t
}

// menu lists every action with its letter: grey ones with the reason, and for
// several jobs how many of them can.
func (w writes) menu() (tea.Cmd, Nav) {
	deeds := w.deeds()
	choices := make([]choice, 0, len(deeds))
	for _, d := range deeds {
		c := choice{key: d.key, name: w.called(d.verb), do: func() (tea.Cmd, Nav) { return w.do(d.verb) }}
		c.more, c.why = w.standing(d.verb)
		choices = append(choices, c)
	}
	what := w.what
	if w.n == 0 {
		what = theme.CutMiddle(theme.Safe(what), 44, w.env.theme.Signs().Cut)
	}
	m := newMenu(w.env, "every action on "+what, choices)
	m.table, m.at = true, max(slices.IndexFunc(choices, func(c choice) bool { return c.why == "" }), 0)
	return nil, push(m)
}

// mostReckoned is how many marked jobs the menu looks at, verb by verb.
const mostReckoned = 2000

// standing is what the menu says beside a verb: how many can, or why none.
func (w writes) standing(verb model.Verb) (more, why string) {
	if ofOne(verb) && w.n > 0 {
		if why = w.why(verb); why == "" {
			more = "the one under the cursor: " + w.of(verb).what
		}
		return cmp.Or(why, more), why
	}
	if w.n <= 1 {
		why = w.why(verb)
		return why, why
	}
	if why = w.oneAtATime(verb); why != "" {
		return why, why
	}
	if w.n > mostReckoned {
		return "the review says how many can", ""
	}
	t := w.tally(verb)
	switch t.can {
	case t.all:
		return "all " + digit(t.all), ""
	case 0:
		return "none: " + t.why, "none of the " + digit(t.all) + " marked can: " + t.why
	}
	return digit(t.can) + " of " + digit(t.all) + " can; the others: " + t.why, ""
}
