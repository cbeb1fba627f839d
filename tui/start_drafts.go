package tui

import (
	"cmp"
	"context"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"drover/client"
	"drover/model"
	"drover/tui/theme"
)

// begun is a draft that was begun earlier, as the start page lists it.
type begun struct {
	client.DraftNote
	wrong errorCount // as far as can be said without asking
	made  []string   // what was chosen, in words
}

// begunOf lists the drafts of the client.
func begunOf(e *env) func(context.Context) ([]begun, error) {
	cl, offer := e.client, plainOffer(e)
	return func(context.Context) ([]begun, error) {
		notes, err := cl.Drafts()
		out := make([]begun, len(notes))
		for i, n := range notes {
			out[i].DraftNote = n
			if n.Err == nil {
				form := model.FormOf(n.Draft, offer)
				out[i].wrong, out[i].made = countErrors(form, seenSteps(n.Draft)), form.Made
			}
		}
		return out, err
	}
}

// name is what a draft is called where it has no name yet.
func (n begun) name() string {
	switch {
	case n.Err != nil: // nobody knows what it is called
		return "a draft"
	case n.Name == "":
		return "no name yet"
	}
	return theme.Safe(model.Clean(n.Name))
}

// draft is the draft under the cursor.
func (s *start) draft() (begun, bool) {
	i := s.at - len(s.ways())
	if i < 0 || i >= len(s.drafts.value) {
		return begun{}, false
	}
	return s.drafts.value[i], true
}

// why is why a draft cannot be opened or dropped, "" if it can.
func (n begun) why() string {
	switch {
	case n.Err != nil:
		return strings.TrimRight(model.Clean(n.Err.Error()), ".")
	case n.Busy:
		return "it is open in another drover or page"
	}
	return ""
}

// resume goes on with a draft at the step where it was left.
func resume(e *env, n begun, way func(Screen) Nav) (tea.Cmd, Nav) {
	file, d, err := e.client.OpenDraft(n.ID)
	if err != nil {
		return e.say(badNote(err)), stay
	}
	words := "the draft " + n.name() + " is open again"
	if n.Name == "" {
		words = "the unnamed draft is open again"
	}
	return e.say(note{kind: noteGood, text: words, bare: "a draft is open again"}), way(openDraft(e, file, d))
}

// askDrop asks before a draft is dropped: it is typed work.
func (s *start) askDrop() (tea.Cmd, Nav) {
	n, _ := s.draft()
	m := newMenu(s.env, "drop the draft "+n.name(), []choice{
		{key: "b", name: "back, it stays", do: func() (tea.Cmd, Nav) { return nil, stay }},
		{key: "d", name: "drop it", do: func() (tea.Cmd, Nav) { return s.drop(n), stay }},
	})
	m.about = []string{"What was typed into it is gone then. No job is touched."}
	return nil, push(m)
}

// drop takes a draft off the disk, beside the loop.
func (s *start) drop(n begun) tea.Cmd {
	cl, name := s.env.client, n.name()
	return work(s.env, s, &s.gone, func(context.Context) (string, error) {
		file, _, err := cl.OpenDraft(n.ID)
		if err != nil {
			return name, err
		}
		defer file.Close()
		return name, file.Drop()
	})
}

func (s *start) dropped(m answer[string]) (tea.Cmd, Nav) {
	switch {
	case !m.take():
		return nil, stay
	case m.err != nil:
		return tea.Batch(s.env.say(badNote(m.err)), s.readDrafts()), stay
	}
	said := s.env.say(note{kind: noteGood, text: "dropped: " + m.value, bare: "a draft was dropped"})
	return tea.Batch(said, s.readDrafts()), stay
}

// stepWords is how far a draft is: "step 3 of 7".
func stepWords(step model.CreateStep) string {
	return "step " + digit(int(step)+1) + " of " + digit(len(model.CreateSteps()))
}

// agoWords is when a draft was saved: "saved 3m ago".
func agoWords(now, saved time.Time) string {
	if now.Sub(saved) < time.Minute {
		return "saved just now"
	}
	return "saved " + model.Duration(now.Sub(saved)) + " ago"
}

// Actions of the page.
func (s *start) Actions() []Action {
	ways := s.ways()
	acts := make([]Action, 0, len(ways)+16)
	for _, way := range ways {
		acts = append(acts, act(groupChange, 0, way.name, way.key, way.do).unless(func() string { return way.why }))
	}
	move := func(by int) func() (tea.Cmd, Nav) {
		return func() (tea.Cmd, Nav) { s.move(by); return nil, stay }
	}
	acts = append(acts, s.enterAction())
	if len(s.drafts.value) > 0 {
		acts = append(acts, act(groupChange, 3, "drop the draft", "D", s.askDrop).unless(s.cannotDrop))
	}
	for i := range min(len(s.drafts.value), 9) {
		n := s.drafts.value[i]
		acts = append(acts, act(groupChange, 0, "resume draft "+n.name(), digit(i+1), func() (tea.Cmd, Nav) { return resume(s.env, n, replace) }).
			unless(func() string { return cmp.Or(n.why(), s.busy()) }))
	}
	return append(acts,
		act(groupLook, 0, "next, previous", "down", move(1)).shown("up down"),
		act(groupLook, 0, "", "up", move(-1)),
		act(groupLook, 0, "first, last", "home", move(-1<<20), "g").shown("g G"),
		act(groupLook, 0, "", "end", move(1<<20), "G"),
		act(groupFind, 4, "read again", "r", func() (tea.Cmd, Nav) { return s.readDrafts(), stay }),
	)
}

// enterAction does what is under the cursor.
func (s *start) enterAction() Action {
	if n, ok := s.draft(); ok {
		return act(groupChange, 1, "resume", "enter", func() (tea.Cmd, Nav) { return resume(s.env, n, replace) }).
			unless(func() string { return cmp.Or(n.why(), s.busy()) }).to(n.name())
	}
	way := s.ways()[s.at]
	return act(groupChange, 1, "begin", "enter", way.do).unless(func() string { return way.why }).to(way.name)
}

func (s *start) cannotDrop() string {
	n, ok := s.draft()
	if !ok {
		return "put the cursor on a draft"
	}
	if why := n.why(); why != "" {
		return why
	}
	return unless(!s.gone.loading(), "another draft is being dropped")
}

// move moves the cursor, and stops at the ends.
func (s *start) move(by int) {
	s.at = max(min(s.at+by, len(s.ways())+len(s.drafts.value)-1), 0)
	n, _ := s.draft()
	s.on = n.ID
}
