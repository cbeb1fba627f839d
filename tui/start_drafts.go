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
	sent  string     // what became of the create that was sent for it, "" if none was
}

// begunOf lists the drafts of the client.
func begunOf(e *env) func(context.Context) ([]begun, error) {
	cl, offer := e.client, plainOffer(e)
	return func(context.Context) ([]begun, error) {
		notes, err := cl.Drafts()
		sent := sentOf(cl, notes)
		out := make([]begun, len(notes))
		for i, n := range notes {
			out[i].DraftNote = n
			if of := n.Draft.Of; of != nil {
				out[i].made = []string{"update " + of.Section.Word() + " of " + out[i].name()}
			} else if n.Err == nil {
				form := model.FormOf(n.Draft, offer)
				out[i].wrong, out[i].made = countErrors(form, seenSteps(n.Draft)), form.Made
				if m := len(n.Draft.Mistakes); m > 0 {
					out[i].made = append([]string{plural(m, "mistake", "mistakes") + " of " + model.Clean(n.Draft.MistakesOf)}, form.Made...)
				}
				out[i].sent = sent.of(n.Draft.Sent)
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
		return strings.TrimRight(n.Why, ".")
	case n.Busy:
		return "it is open in another drover or page"
	}
	return ""
}

// damage names the file of a draft that cannot be read, and says how that is
// mended.
func (n begun) damage() string {
	way := "D moves it aside"
	if n.Mend != "" {
		way = n.Mend + ", " + way
	}
	return "It cannot be read: " + n.why() + ". It stays as it is; " + way + ". The file is " + n.File
}

// resume goes on with a draft at the step where it was left.
func resume(e *env, n begun, way func(Screen) Nav) (tea.Cmd, Nav) {
	file, d, err := e.client.OpenDraft(n.ID)
	if err != nil {
		return e.say(badNote(err)), stay
	}
	return e.say(note{}), way(openDraft(e, file, d)) // that it is kept is no news any more
}

// askDrop asks before a draft is dropped: it is typed work.
func (s *start) askDrop() (tea.Cmd, Nav) {
	n, _ := s.draft()
	if n.Err != nil {
		return s.askAside(n)
	}
	m := newMenu(s.env, "drop the draft "+n.name(), []choice{
		{key: "b", name: "back, it stays", do: func() (tea.Cmd, Nav) { return nil, stay }},
		{key: "d", name: "drop it", do: func() (tea.Cmd, Nav) { return s.drop(n), stay }},
	})
	m.about = []string{"What was typed into it is gone then. No job is touched."}
	if n.sent != "" {
		m.about = append(m.about, "A create was sent for it ("+n.sent+"): a job of it stays, and is billed once it runs.")
	}
	return nil, push(m)
}

// askAside asks before a draft that cannot be read is moved out of the way.
func (s *start) askAside(n begun) (tea.Cmd, Nav) {
	m := newMenu(s.env, "a draft that cannot be read", []choice{
		{key: "b", name: "back, it stays", do: func() (tea.Cmd, Nav) { return nil, stay }},
		{key: "m", name: "move it aside", do: func() (tea.Cmd, Nav) { return s.setAside(n), stay }},
	})
	m.about = []string{"Its file is there still, as NAME.damaged, and is listed no more."}
	return nil, push(m)
}

func (s *start) setAside(n begun) tea.Cmd {
	cl := s.env.client
	return work(s.env, s, &s.gone, func(context.Context) (string, error) {
		name, err := cl.SetAside(n.ID)
		return "moved aside: " + theme.Safe(name), err
	})
}

// drop takes a draft off the disk, beside the loop.
func (s *start) drop(n begun) tea.Cmd {
	cl, name := s.env.client, n.name()
	return work(s.env, s, &s.gone, func(context.Context) (string, error) {
		file, _, err := cl.OpenDraft(n.ID)
		if err != nil {
			return "", err
		}
		defer file.Close()
		return "dropped: " + name, file.Drop()
	})
}

func (s *start) dropped(m answer[string]) (tea.Cmd, Nav) {
	switch {
	case !m.take():
		return nil, stay
	case m.err != nil:
		return tea.Batch(s.env.say(badNote(m.err)), s.readDrafts()), stay
	}
	said := s.env.say(note{kind: noteGood, text: m.value, bare: "a draft was dropped or moved aside"})
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
		word := "drop the draft"
		if n, ok := s.draft(); ok && n.Err != nil {
			word = "move it aside"
		}
		acts = append(acts, act(groupChange, 3, word, "D", s.askDrop).unless(s.cannotDrop))
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
	if why := n.why(); why != "" && n.Err == nil {
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
