package tui

import (
	"errors"
	"reflect"
	"slices"

	tea "charm.land/bubbletea/v2"

	"drover/client"
	"drover/model"
)

// Left is what a session leaves behind, once its clients are closed.
type Left struct {
	Unresolved []string // ids of the jobs with an outcome nobody knows, sorted
	Trouble    error    // a write was still out; nil: none was
}

// doors are the ways in, and what stays with each while another one is open.
type doors struct {
	ask      func(profile string) (client.Door, error)
	profiles []client.Profile
	first    First
	here     string // the key of the one that is open; "": none
	kept     map[string]*keptDoor
	clients  []*client.Client // every one that was opened
}

// keptDoor is what stays with a profile until drover ends: its door, so that
// nobody logs in twice, and how its list was left.
type keptDoor struct {
	door    client.Door
	project string      // the one chosen last
	view    *model.View // nil: nothing was left yet
	marks   []model.JobID
}

// arrival is somebody who has come in.
type arrival struct {
	door    client.Door
	client  *client.Client
	key     string
	project string
}

// Keys under which doors are kept. A profile's begins with profileKey.
const (
	profileKey = "profile "
	demoKey    = "demo"
	foundKey   = "found "
)

// through is the door under a key: the one that is kept, or a new one.
func (d *doors) through(key string, open func() (client.Door, error)) (client.Door, error) {
	if k := d.kept[key]; k != nil {
		return k.door, nil
	}
	if open == nil {
		return nil, errors.New("it cannot be opened here")
	}
	door, err := open()
	if err != nil {
		return nil, err
	}
	d.keep(key, door)
	return door, nil
}

func (d *doors) keep(key string, door client.Door) *keptDoor {
	if d.kept == nil {
		d.kept = map[string]*keptDoor{}
	}
	d.kept[key] = &keptDoor{door: door}
	return d.kept[key]
}

// enter goes through a door: to its list where all is known, else to the page
// that asks for the rest. over names the page beneath; "": there is none.
func (a *app) enter(key string, door client.Door, over string) Nav {
	project := door.Project()
	if k := a.doors.kept[key]; k != nil && k.project != "" {
		project = k.project
	}
	n := newEntry(a.env, door, key, over)
	n.out = a.wayOut()
	if n.asking || project == "" {
		return push(n)
	}
	if _, nav := n.open(project); nav.kind == navIn {
		return nav
	}
	return push(n)
}

// wayOut is where esc leads from a page that asks for a login, where there is
// no page beneath: to the other profiles, the demo and the first screen; where
// there are none, out of drover.
func (a *app) wayOut() way {
	if len(a.doors.profiles) > 1 || a.doors.first.Demo != nil || a.doors.first.Sample != "" {
		return way{word: "other ways in", step: a.profilesMenu}
	}
	return way{word: "leave", step: func() (tea.Cmd, Nav) { return nil, push(newLeave(a.env, open{}, 0)) }}
}

// begin puts the first page on the stack: the list where all is known.
func (a *app) begin(door client.Door) {
	if door == nil {
		a.stack = []Screen{newFirst(a)}
		return
	}
	key := profileKey + door.Profile().Name
	a.doors.keep(key, door)
	nav := a.enter(key, door, "")
	if nav.kind == navIn {
		a.install(nav.in)
		return
	}
	a.stack = []Screen{nav.to}
}

// moveIn takes up the client that somebody has opened, and reads its list.
func (a *app) moveIn(in *arrival) tea.Cmd {
	out := a.install(in)
	return tea.Batch(out, a.top().Init(), a.settle(), a.heed(), a.openFrom())
}

// install shows the list of a client that was opened, with the marks and the
// view that were left there.
func (a *app) install(in *arrival) tea.Cmd {
	out := a.pack()
	e := a.env
	e.client, e.login, e.ended = in.client, in.door.Login(), nil
	e.logins++
	a.doors.here, a.doors.clients = in.key, append(a.doors.clients, in.client)
	k := a.doors.kept[in.key]
	if k == nil {
		k = a.doors.keep(in.key, in.door)
	}
	if k.project != "" && k.project != in.project {
		k.marks = nil // of the other one's jobs
	}
	k.project = in.project
	jobs := newJobs(e)
	a.replaceAll(jobs)
	view := in.client.View()
	if k.view != nil {
		view = *k.view
	}
	a.restore(view)
	jobs.table.Mark(k.marks...)
	if trouble := in.client.ViewTrouble(); trouble != "" && k.view == nil {
		a.say(note{kind: noteBad, text: trouble})
	}
	a.fit(jobs)
	return out
}

// replaceAll puts one page in place of all that there are.
func (a *app) replaceAll(s Screen) {
	for _, old := range a.stack {
		if c, ok := old.(closed); ok {
			c.Closed()
		}
	}
	a.stack, a.runs = []Screen{s}, map[*client.Run]bool{}
	a.forgetCourses()
	a.note, a.stood, a.skewed, a.seen, a.hearing = note{}, "", false, traffic{}, hearing{}
}

// pack keeps what stays with the profile that is left, and closes its client
// beside the loop: what is out has two seconds for its answer.
func (a *app) pack() tea.Cmd {
	c := a.env.client
	if c == nil {
		return nil
	}
	list, ok := a.stack[0].(*jobsScreen)
	k := a.doors.kept[a.doors.here]
	if !ok || k == nil {
		return nil
	}
	view := a.view()
	k.view, k.marks = &view, list.table.Marked()
	list.quiet()
	keeping, changed := a.keeping, a.keeping.due || !reflect.DeepEqual(view, a.keeping.last)
	return a.env.crash.cmd(func() tea.Msg {
		if changed {
			_ = keeping.put(view) // nobody looks at that list any more
		}
		_ = c.Close() // what it left is told at the end
		return nil
	})
}

// quiet ends what the list has under way.
func (s *jobsScreen) quiet() {
	if s.read.now != nil {
		s.read.now.cancel()
		s.read.now = nil
	}
	s.read.samples.drop()
	s.read.seen.drop()
}

// closeAll ends every client and lets go of the doors. Each client gives what
// is out two seconds; they do so side by side.
func (a *app) closeAll() Left {
	a.flush()
	var left Left
	closing := make(chan error, len(a.doors.clients))
	for _, c := range a.doors.clients {
		go a.env.crash.Guard(func() { closing <- c.Close() })
	}
	for range a.doors.clients {
		if err := <-closing; err != nil {
			left.Trouble = err
		}
	}
	left.Unresolved = unresolvedOf(a.doors.clients)
	for _, k := range a.doors.kept {
		k.door.Close()
	}
	return left
}

// unresolvedOf lists the jobs with an outcome nobody knows, each once.
func unresolvedOf(clients []*client.Client) []string {
	var out []string
	for _, c := range clients {
		for id := range unresolvedIDs(c) {
			out = append(out, id.String())
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
