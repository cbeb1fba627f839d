package tui

import (
	"cmp"
	"errors"

	tea "charm.land/bubbletea/v2"

	"drover/client"
	"drover/model"
)

// entryScreen leads through a door: what must be typed, then which project, then the
// list. What is known already is passed over.
type entryScreen struct {
	env      *env
	door     client.Door
	key      string  // what is kept of it is kept under this
	form     *typing // nil: logging in takes nothing
	asking   bool    // the form is what the page shows; else the projects
	projects remote[[]model.Project]
	choice   *projectChoice                                              // nil: nothing to choose yet
	opening  error                                                       // why the project could not be opened
	over     string                                                      // the title of the page beneath; "": there is none
	left     bool                                                        // the fields were left: letters are commands
	sure     func(words string, do func() (tea.Cmd, Nav)) (tea.Cmd, Nav) // asks where another project would cut something off
	here     string                                                      // the project that is open, where another one is chosen; "": nobody is in
	out      way                                                         // of esc where there is no page beneath
	w, h     int
}

// way is where a key leads: its word in the footer, and the step.
type way struct {
	word string
	step func() (tea.Cmd, Nav)
}

// newEntry makes the page for a door. over names the page beneath it.
func newEntry(e *env, door client.Door, key, over string) *entryScreen {
	n := &entryScreen{env: e, door: door, key: key, over: over}
	if login := door.Login(); len(login.Asks()) > 0 {
		n.form, n.asking = newTyping(e, n, login), true
	}
	return n
}

func (n *entryScreen) Title() string {
	if n.here != "" {
		return "projects"
	}
	return "log in"
}

func (n *entryScreen) outside() bool { return n.here == "" }

// Init asks for the projects at once where nothing is to be typed.
func (n *entryScreen) Init() tea.Cmd {
	if n.asking || n.opening != nil {
		return nil
	}
	return n.ask()
}

// Typing: letters are text while the form is there to be filled in.
func (n *entryScreen) Typing() bool { return n.asking && n.form.box != nil && !n.left }

// Resize fits form and list.
func (n *entryScreen) Resize(w, h int) {
	n.w, n.h = w, h
	if n.form != nil {
		n.form.resize(max(w-2, 1))
	}
	if n.choice != nil {
		n.choice.resize(w, max(h-entryChrome, 1))
	}
}

// Themed takes up a theme that has changed.
func (n *entryScreen) Themed() {
	if n.form != nil {
		n.form.themed()
	}
}

// Closed drops what is typed or under way.
func (n *entryScreen) Closed() {
	n.projects.drop()
	if n.form != nil {
		n.form.forget()
	}
}

// Update takes the form's keys, what the login said, and the projects.
func (n *entryScreen) Update(msg tea.Msg) (tea.Cmd, Nav) {
	switch m := msg.(type) {
	case answer[[]model.Project]:
		switch {
		case !m.take():
		case m.err == nil:
			return n.listed()
		case endedLogin(m.err) && n.here == "" && n.form != nil && n.form.wrong(m.err):
			n.projects.err, n.asking, n.left = nil, true, false
			n.Resize(n.w, n.h)
		}
		return nil, stay
	case choiceSeen:
		if n.choice != nil {
			n.choice.seen = true
		}
		return nil, stay
	case stillWaiting:
		if n.projects.loading() {
			return waitOn(n), stay
		}
	case tea.KeyPressMsg:
		if m.String() == "esc" {
			return nil, pass()
		}
	case tea.PasteMsg:
		if n.left {
			return nil, stay
		}
	}
	if !n.asking {
		return nil, stay
	}
	cmd, in := n.form.update(msg)
	if !in {
		return cmd, stay
	}
	n.asking = false
	if id := n.door.Project(); id != "" {
		return n.open(id)
	}
	return tea.Batch(cmd, n.ask()), stay
}

// errStopped is what becomes of a question that somebody did not wait for.
var errStopped = errors.New("the projects were not waited for")

// back goes one step back: from the projects to the form, from the form to
// where somebody came from.
func (n *entryScreen) back() (tea.Cmd, Nav) {
	switch {
	case n.Typing() && !n.busy() && len(n.form.typed) == 0:
		n.left = true
		return nil, stay
	case n.asking:
		if cmd, was := n.form.back(); was {
			return cmd, stay
		}
	case n.projects.loading():
		n.projects.drop()
		n.projects.err = errStopped
		return nil, stay
	case n.form != nil && n.here == "" && len(n.form.login.Asks()) > 0:
		n.projects.err, n.choice, n.opening = nil, nil, nil
		n.asking, n.left = true, false
		n.form.ask(n.form.login.Asks())
		return nil, stay
	}
	if n.over != "" {
		return nil, pop()
	}
	if n.asking {
		n.form.ask(n.form.login.Asks())
	}
	return n.out.step()
}

// typeOn goes back into the fields.
func (n *entryScreen) typeOn() (tea.Cmd, Nav) {
	n.left, n.form.warned = false, false
	return nil, stay
}

// again tries once more what has failed: with another login, where that was
// the reason.
func (n *entryScreen) again() (tea.Cmd, Nav) {
	ended := endedLogin(n.projects.err) || endedLogin(n.opening)
	n.opening = nil
	if n.asking || ended {
		n.projects.err, n.asking, n.left = nil, true, false
		if n.form == nil {
			n.form = newTyping(n.env, n, n.door.Login())
		}
		n.form.ask(n.form.login.Asks())
		n.Resize(n.w, n.h)
		if n.form.box != nil {
			return nil, stay
		}
		return n.form.enter(nil), stay
	}
	if id := n.door.Project(); id != "" {
		return n.open(id)
	}
	return n.ask(), stay
}

// Actions of the page.
func (n *entryScreen) Actions() []Action {
	leave := act(groupLeave, 90, n.backWord(), "esc", n.back, "q")
	switch {
	case n.busy():
		return []Action{leave}
	case n.asking && n.form.box != nil && n.left:
		return []Action{act(groupChange, 1, "type on", "enter", n.typeOn, "tab"), act(groupLeave, 90, n.backWord(), "esc", n.back)}
	case n.asking && n.form.box != nil:
		acts := []Action{act(groupChange, 1, "log in", "enter", nil), act(groupLeave, 90, n.backWord(), "esc", n.back)}
		if len(n.form.prompts) > 1 {
			acts = append(acts, act(groupLook, 2, "next field", "tab", nil))
		}
		return acts
	case n.choice != nil && len(n.choice.projects) > 0 && n.opening == nil:
		return append(n.choice.actions(n.open), act(groupFind, 5, "read again", "r", func() (tea.Cmd, Nav) { return n.ask(), stay }), leave)
	}
	word := "try again"
	if endedLogin(n.projects.err) {
		word = "log in again"
	}
	return []Action{act(groupFind, 1, word, "r", n.again, "enter"), leave}
}

func (n *entryScreen) busy() bool { return n.projects.loading() || n.form != nil && n.form.busy() }

// backWord is where esc leads to.
func (n *entryScreen) backWord() string {
	switch {
	case n.busy():
		return "stop"
	case !n.asking && n.here == "" && n.form != nil && len(n.form.login.Asks()) > 0, n.asking && len(n.form.typed) > 0:
		return "back"
	case n.Typing():
		return "leave the fields"
	case n.over != "":
		return n.over
	}
	return n.out.word
}

// place is where the page leads to, for the banner.
func (n *entryScreen) place() client.Place {
	p := n.door.Profile()
	return client.Place{Profile: p.Name, Region: p.Region, Service: serviceOf(p.Backend), Production: p.Production, ReadOnly: p.ReadOnly, Project: cmp.Or(n.here, n.door.Project())}
}

// serviceOf is the banner's word for a backend.
func serviceOf(backend string) string {
	switch backend {
	case "", "drs":
		return "DRS"
	case "dryviq":
		return "DryvIQ"
	}
	return model.Clean(backend)
}
