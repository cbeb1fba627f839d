package tui

import (
	"os/exec"
	"time"

	tea "charm.land/bubbletea/v2"

	"drover/client"
	"drover/model"
	"drover/tui/theme"
)

// env is what every screen shares: the client, the look, the clock and the
// size of the whole window. There is one, and only the app changes it.
type env struct {
	client  *client.Client // nil while nobody has come in
	login   client.Login   // of what sends; nil with the client
	ended   *client.Error  // the login has ended: nothing is sent until somebody logs in; nil: it has not
	logins  int            // counts them, so that what an earlier one was told does not count
	entered func() tea.Cmd // somebody has logged in again: the list is read anew
	theme   *theme.Theme
	now     func() time.Time
	zone    *time.Location
	order   clockOrder    // which of both times stands first, or alone
	refresh time.Duration // of the list; 0: by hand
	crash   *Crash
	listed  func(model.JobID) (model.Job, model.Sample, bool) // as the list knows it
	named   func(string) bool                                 // a job on the list has the name, whatever its case
	finds   func(part string, most int) []model.Job           // jobs on the list by a part of their names
	seen    func(model.JobID) (*model.Trail, learned)         // what the list saw of it
	told    func(learned, *model.Detail)                      // the list hears what was read of a job; nil: no detail
	compact bool                                              // fewer rules and blanks, more rows
	shown   func(Screen) bool                                 // it is the page in sight, dialogs or none above it
	// reported tells that the report of a run that reads no more is looked at:
	// its rows follow the list.
	reported func() bool
	width    int
	height   int
	own      func(*client.Run) tea.Cmd // gives a run to the app
	// ownCourse gives a copy on its way to the app.
	ownCourse func(*client.Course) tea.Cmd
	collides  func(id model.JobID, room int) string    // what is to be known of its copy, or of what it collides with; nil: no list tells
	twins     func(id model.JobID) (of, as *model.Job) // the job that it is a copy of, and one that is a copy of it and runs; nil: no list tells
	copyings  func() []client.CopyKept                 // unfinished copies, as the list knows them; nil: no list does
	copyTaken func(id string)                          // has the list forget one that is on no disk any more; nil: no list does
	say       func(note) tea.Cmd                       // puts a message on the line
	// copy gives a text to the terminal's clipboard; what names it for the
	// message line: "the id", "2 names".
	copy     func(what, text string) tea.Cmd
	project  func() (tea.Cmd, Nav)       // lets another project be chosen
	said     func() []saying             // what stood on the message line, newest first
	families func() [model.Ended + 1]int // how many jobs the list knows of each
	version  string                      // of the program
	folder   string                      // where files go whose name is typed without one; "": the working folder
	outside  outside                     // what the environment says of the terminal
	raw      func(seq string)            // writes a control sequence to the terminal, between two frames
	redraw   func()                      // the next frame draws everything
	editor   client.Editor               // as the environment names it
	// lend gives the terminal to another program until that has ended.
	lend func(cmd *exec.Cmd, done func(error) tea.Msg) tea.Cmd
}

// tall reports whether there is room for the detail and the message line.
func (e *env) tall() bool { return e.height >= 18 && !e.compact }

// ruled reports whether there is room for lines between the parts of a page.
func (e *env) ruled() bool { return e.roomy() && !e.compact }

// roomy reports whether there is room for column titles and an error below rows.
func (e *env) roomy() bool { return e.height >= 12 }

// where is where the client works; the zero Place where there is none.
func (e *env) where() client.Place {
	if e.client == nil {
		return client.Place{}
	}
	return e.client.Place()
}

// realm is what the service moves: it is handed to the model, which knows what that
// means, and asked for nothing here.
func (e *env) realm() model.Realm { return e.can().Realm }

// can is what the service can do at all; nothing where there is none.
func (e *env) can() model.Capabilities {
	if e.client == nil {
		return model.Capabilities{}
	}
	return e.client.Capabilities()
}

// ends is when what the login sends ends; zero: it does not, or nobody told.
func (e *env) ends() time.Time {
	if e.login == nil {
		return time.Time{}
	}
	return e.login.Ends()
}

// place is the word a dialog over production repeats: "PROD prod-cn4".
func (e *env) place() string {
	if words := placeWords(e.where()); words != "" {
		return words
	}
	return hostOf(e)
}

func placeWords(p client.Place) string {
	switch {
	case p.Production:
		return "PROD " + p.Profile
	case p.Demo:
		return "DEMO"
	case p.Profile != "":
		return p.Profile
	}
	return p.Region
}

// serviceNow is the service's clock: what decides whether a time is past.
func (e *env) serviceNow() time.Time {
	if t, ok := e.client.ServiceTime(); ok {
		return t
	}
	return e.now()
}
