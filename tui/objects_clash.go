package tui

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"drover/model"
	"drover/model/objects"
)

// askTheirs reads what the job holds now: somebody else has changed it since it was
// read, and nothing was sent.
func (s *objectsPage) askTheirs() (tea.Cmd, Nav) {
	c, job := s.env.client, s.job
	return ask(s.env, s, &s.theirs, func(ctx context.Context) (objects.Reading, error) {
		return c.Objects(ctx, job, objects.Ask{Which: objects.Held}, nil)
	}), stay
}

// theirsRead asks what is to become of theirs and mine.
func (s *objectsPage) theirsRead(m answer[objects.Reading]) (tea.Cmd, Nav) {
	switch {
	case !m.take():
		return nil, stay
	case m.err != nil:
		return s.env.say(badNote(m.err)), stay
	}
	listing := s.listing()
	base, mine, theirs := s.base, s.state(), objects.Open(listing, m.value.Listing)
	apart := "the source was not read: r reads it, then ctrl+r"
	if listing != nil { // over one tree they can be put together
		all := objects.ReopenAll(listing, base, mine, theirs)
		base, mine, theirs, apart = all[0], all[1], all[2], ""
	}
	them := objects.Compare(base, theirs)
	yours := s.told.diff.Changes()
	menu := newMenu(s.env, "changed elsewhere", []choice{
		{key: "m", name: "yours on top of theirs", more: plural(yours, "change", "changes"), why: apart, do: func() (tea.Cmd, Nav) {
			return s.upon(m.value, theirs, objects.Onto(base, mine, theirs), false, "yours on top of theirs"), stay
		}},
		{key: "t", name: "theirs, yours dropped", more: plural(yours, "change", "changes") + " less", do: func() (tea.Cmd, Nav) {
			return s.upon(m.value, theirs, theirs, false, ""), stay
		}},
		{key: "o", name: "yours alone, theirs replaced", more: "its name is typed", why: apart, do: func() (tea.Cmd, Nav) {
			return s.upon(m.value, theirs, mine, true, "yours alone"), stay
		}},
	})
	words := "They changed nothing that drover knows of."
	if !them.Empty() {
		words = strings.Replace(model.Clean(them.Words(s.env.at(s.held.got))), "Changed since", "Changed there since", 1)
	}
	menu.about = append(wrapped(words, 60), "Nothing is sent before a review.")
	return nil, push(menu)
}

// upon puts the page upon what somebody else has saved, with another state over it: u
// leads back to theirs.
func (s *objectsPage) upon(read objects.Reading, theirs, next *objects.State, replaces bool, what string) tea.Cmd {
	s.held.value, s.held.got = read, s.theirs.got
	s.begin(theirs)
	s.replaces = replaces
	if what == "" || objects.Compare(theirs, next).Empty() {
		s.letGo()
		words := "the page shows theirs: nothing of yours is left to send"
		return tea.Batch(s.findHits(), s.recheck(), s.env.say(note{kind: noteGood, text: words, bare: words}))
	}
	words := what + ": ctrl+r shows what would be sent"
	return tea.Batch(s.do(next, what), s.env.say(note{kind: noteGood, text: words, bare: words}))
}
