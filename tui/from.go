package tui

import (
	tea "charm.land/bubbletea/v2"

	"drover/client"
	"drover/model"
	"drover/tui/theme"
)

// From is the job file that creation opens with.
type From struct {
	Name string // of the file, as it is shown
	File client.JobFile
}

// fromFile says that there is a list now over which creation can open.
type fromFile struct{}

// openFrom has creation opened with the file that the command line named, over
// the first list that there is.
func (a *app) openFrom() tea.Cmd {
	if a.from == nil || a.env.client == nil {
		return nil
	}
	return func() tea.Msg { return fromFile{} }
}

// fromOpened opens it, or says why it cannot be: then it waits for another
// profile.
func (a *app) fromOpened() tea.Cmd {
	if a.from == nil || a.env.client == nil {
		return nil
	}
	if why := createWhy(a.env); why != "" {
		return a.sayNow(note{kind: noteBad, text: model.Clean(a.from.Name) + " was not opened: " + why, bare: "a job file was not opened"})
	}
	from := a.from
	a.from = nil
	cmd, nav := beginWith(a.env, from, push)
	return tea.Batch(cmd, a.follow(nav))
}

// createWhy is why no job can be created here, "" if one can.
func createWhy(e *env) string {
	if e.where().ReadOnly {
		return "this session is read-only"
	}
	caps := e.client.Capabilities()
	if why := caps.Lacks(model.FacetCreation); why != "" {
		return why
	}
	return caps.Verbs[model.Create]
}

// beginWith opens creation with what a file holds, in a draft of its own.
func beginWith(e *env, from *From, way func(Screen) Nav) (tea.Cmd, Nav) {
	file, d, err := e.client.NewDraft()
	if err != nil {
		return e.say(badNote(err)), stay
	}
	defaults := d
	d = model.DraftFrom(d, from.File.Draft)
	for _, key := range defaults.Keys() { // what every create sends
		if !d.Has(key) {
			d = d.Put(key, defaults.Get(key))
		}
	}
	d.From, d.MistakesOf, d.Mistakes = from.Name, from.Name, from.File.Mistakes
	c := newCreate(e, file, d)
	return c.sayTaken(from), way(c)
}

// sayTaken says how much a file has brought; of a job that the draft is like
// nothing is to be said.
func (c *create) sayTaken(from *From) tea.Cmd {
	n := len(from.File.Draft.Keys())
	if from.File.Draft.Has(model.KeyTopology) { // it follows from the rest
		n--
	}
	words := plural(n, "value", "values") + " from " + theme.Safe(model.Clean(from.Name))
	if later := from.File.LaterWords(); later != "" {
		words += "; " + later
	}
	switch wrong := len(from.File.Mistakes); {
	case wrong > 0:
		words += "; " + plural(wrong, "mistake", "mistakes") + ", " + c.listsThem()
		return c.env.say(note{kind: noteBad, text: words, bare: "a job file had mistakes"})
	case from.File.Places == nil:
		return nil
	}
	return c.env.say(note{kind: noteGood, text: words, bare: "a job file was read"})
}

// badNote is an error for the message line.
func badNote(err error) note {
	return note{kind: noteBad, text: theme.Safe(model.Clean(err.Error())), bare: "a draft or a job file made trouble"}
}
