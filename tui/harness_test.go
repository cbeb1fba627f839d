package tui

import (
	"context"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"drover/client"
	"drover/client/journal"
	"drover/client/rest"
	"drover/client/sim"
	"drover/model"
	"drover/tui/theme"
)

// world is what a story takes place in. The zero value is the demo: forty jobs,
// 80×24, a clock that stands.
type world struct {
	service sim.Options
	place   client.Place
	look    theme.Options
	refresh time.Duration // of the list; 0: ten seconds; below 0: by hand
	size    [2]int
	state   string            // folder of journal and crash files; "": a new one
	moving  bool              // the clocks go on with the bubble's
	files   bool              // the service is the one that moves files
	token   string            // "": the one the service takes
	needed  bool              // nobody has logged in yet
	nowhere bool              // no profile says whither
	first   func(*desk) First // what the first screen shows then; nil: itself alone
	others  []client.Profile
	prompts []client.Prompt                                              // what must be typed, beyond a token; nil: nothing, or the token that is needed
	enter   func(typed map[string]model.Secret) ([]client.Prompt, error) // what the login says of what was typed; nil: the token is used
	rooms   []model.Project                                              // the projects there are; nil: the one of the place is known
	barred  error                                                        // why they cannot be read
	shut    error                                                        // why no client can be opened
	behind  time.Duration                                                // how far this machine's clock is behind the service's
	ends    time.Time                                                    // of the login
	broken  error                                                        // why there is no journal
	auto    bool                                                         // the theme waits for the terminal's background
	view    *model.View                                                  // what an earlier session left; nil: nothing
	environ []string                                                     // what the environment says of the terminal
	from    *From                                                        // the job file that was named at the start
	bare    bool                                                         // no bubble, and nothing begins: somebody else runs the program

	front func(http.Handler) http.Handler // stands before the service
	setUp func(*sim.Sim)                  // before the first request
}

// desk is somebody before a screen of the real program: the app that Run
// would show, over the real client and the simulated service. Only the
// terminal and the wire are missing.
type desk struct {
	testing.TB
	world   world
	app     *app
	sim     *sim.Sim
	client  *client.Client
	crash   *Crash
	opened  []string // the projects that clients were opened for, each with its profile
	conn    *rest.Conn
	journal *journal.Journal

	inbox  chan tea.Msg
	over   chan struct{}
	cmds   sync.WaitGroup
	left   bool // the program has ended
	closed bool
	frames int
	raw    string // what went to the terminal past the screens
	secret string // must never be seen
}

// tell runs a story in virtual time.
func tell(t *testing.T, w world, story func(d *desk)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		d := sit(t, w)
		defer d.leave()
		story(d)
	})
}

// sit opens the program. Within a bubble time is virtual; leave must follow.
func sit(t testing.TB, w world) *desk {
	t.Helper()
	w = w.whole(t)
	service, err := sim.New(w.service)
	if err != nil {
		t.Fatal(err)
	}
	if w.setUp != nil {
		w.setUp(service)
	}
	return join(t, w, service)
}

// whole fills in what a story left open.
func (w world) whole(t testing.TB) world {
	if w.files {
		w.place = or(w.place, client.Place{Demo: true, Service: "DryvIQ", Project: client.NoProject})
	}
	w.place = or(w.place, client.Place{Demo: true, Region: "cn-north-4", Service: "DRS"})
	w.place.Project = or(w.place.Project, sim.DemoProject)
	w.service.Project = or(w.service.Project, w.place.Project)
	w.service.Token = or(w.service.Token, "sim-token")
	w.token = or(w.token, w.service.Token)
	w.refresh = max(or(w.refresh, 10*time.Second), 0)
	if w.environ == nil {
		w.environ = []string{"TERM=xterm-256color"}
	}
	w.size = or(w.size, [2]int{80, 24})
	w.state = or(w.state, filepath.Join(folder(t), "state"))
	if !w.auto {
		w.look.Mode = or(w.look.Mode, theme.Dark)
	}
	w.look.Profile = or(w.look.Profile, colorprofile.ANSI256)
	if w.moving {
		began := time.Now()
		w.service.Now = func() time.Time { return sim.FrozenNow().Add(time.Since(began)) }
	} else {
		w.service.Freeze, w.service.Now = true, sim.FrozenNow
	}
	return w
}

// ours is what this machine's clock shows.
func (w world) ours() time.Time { return w.service.Now().Add(-w.behind) }

// folder is a new one, in memory where there is such a thing: that a journal
// waits for the disk is tested elsewhere.
func folder(t testing.TB) string {
	dir, err := os.MkdirTemp("/dev/shm", "drover-tui-")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	return dir
}

func or[T comparable](value, otherwise T) T {
	var zero T
	if value == zero {
		return otherwise
	}
	return value
}

// join opens the program over a service that is there already.
func join(t testing.TB, w world, service *sim.Sim) *desk {
	t.Helper()
	d := &desk{TB: t, world: w, sim: service, inbox: make(chan tea.Msg, 64), over: make(chan struct{})}
	d.connect(w)
	var err error
	if d.journal, err = journal.Open(w.state); err != nil {
		t.Fatal(err)
	}
	o := Options{
		Now: w.ours, Zone: time.FixedZone("CST", 8*60*60), Refresh: w.refresh, Theme: w.look, Crash: NewCrash(w.state),
		Environment: w.environ, Folder: filepath.Dir(w.state), Profiles: w.others, From: w.from,
		Doors: func(name string) (client.Door, error) { return d.doorOf(name) },
	}
	d.crash = o.Crash
	if w.first != nil {
		o.First = w.first(d)
	}
	if !w.nowhere {
		o.Door = d.door(w.place)
	}
	d.app = program(o)
	d.client = d.app.env.client
	d.app.env.raw = func(seq string) { d.raw += seq }
	if !w.bare {
		d.begin()
	}
	return d
}

// connect makes the wire, the only part that is not the program's own.
func (d *desk) connect(w world) {
	dial := d.sim.Dial
	if w.front != nil {
		dial = serve(d, w.front(d.sim.Handler()))
	}
	var err error
	endpoint, credential := "http://drs.demo", rest.TokenCredential
	if w.files {
		endpoint, credential = "http://dryviq.demo", rest.BearerCredential
	}
	d.conn, err = rest.New(rest.Config{
		Endpoint: endpoint, Dial: func(ctx context.Context, network, addr string) (net.Conn, error) { return dial(ctx, network, addr) },
		Now: w.ours, Credential: credential(model.NewSecret(w.token), "the demo's own token"),
		Rand: func() float64 { return 0.5 },
	})
	if err != nil {
		d.Fatal(err)
	}
}

// begin is what the program does first.
func (d *desk) begin() {
	d.Size(d.world.size[0], d.world.size[1])
	d.do(d.app.Init())
	d.Wait(time.Second)
}

// leave ends everything that was begun, so that the bubble can end.
func (d *desk) leave() {
	d.quit()
	if err := d.sim.Close(); err != nil {
		d.Error(err)
	}
	if !d.world.bare {
		time.Sleep(time.Minute) // connections end by themselves
	}
}

// quit ends the program and keeps the service.
func (d *desk) quit() {
	if d.closed {
		return
	}
	d.closed = true
	if list, ok := d.app.stack[0].(*jobsScreen); ok {
		list.quiet()
	}
	d.app.closeAll() // says what is still out; the journal is looked at instead
	if err := d.journal.Close(); err != nil {
		d.Error(err)
	}
	close(d.over)
	d.conn.Close()
	d.cmds.Wait()
	d.noCrash()
}

// jobs is the root of the stack.
func (d *desk) jobs() *jobsScreen { return d.app.stack[0].(*jobsScreen) }

// again quits and opens a new program over the same service and journal.
func (d *desk) again() *desk {
	d.Helper()
	d.quit()
	return join(d.TB, d.world, d.sim)
}

// do runs a command the way the library does: in a goroutine of its own.
func (d *desk) do(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	d.cmds.Go(func() {
		select {
		case d.inbox <- cmd():
		case <-d.over:
		}
	})
}

// take brings one message to the program.
func (d *desk) take(msg tea.Msg) {
	switch m := msg.(type) {
	case nil:
		return
	case tea.QuitMsg:
		d.left = true
		return
	case tea.BatchMsg:
		for _, cmd := range m {
			d.do(cmd)
		}
		return
	}
	_, cmd := d.app.Update(msg)
	d.do(cmd)
	d.noCrash()
	d.look()
}

func (d *desk) noCrash() {
	d.Helper()
	if err := d.app.env.crash.Error(); err != nil {
		d.Fatal(err)
	}
}

// pump brings what has come by now.
func (d *desk) pump() {
	for {
		synctest.Wait()
		select {
		case m := <-d.inbox:
			d.take(m)
		default:
			return
		}
	}
}

// Wait lets time pass.
func (d *desk) Wait(t time.Duration) *desk {
	over := time.After(t)
	for {
		select {
		case m := <-d.inbox:
			d.take(m)
		case <-over:
			d.pump()
			return d
		}
	}
}

// until lets time pass until something is so; what says what was waited for.
func (d *desk) until(what string, so func() bool, most ...time.Duration) *desk {
	d.Helper()
	patience := append(most, 30*time.Second)[0]
	over := time.After(patience)
	for !so() {
		select {
		case m := <-d.inbox:
			d.take(m)
		case <-over:
			d.Fatalf("for %v nothing brought %s:\n%s", patience, what, d.Screen())
		}
	}
	return d
}

// applied lists the names of the jobs the service has started.
func (d *desk) applied() []string {
	var out []string
	for _, a := range d.sim.Applied() {
		out = append(out, a.JobID)
	}
	return out
}

// startsNothing fails if the service has applied any write.
func (d *desk) startsNothing(after string) {
	d.Helper()
	if got := d.sim.Applied(); len(got) > 0 {
		d.Fatalf("%s: the service was made to start %v", after, got)
	}
}

// start sends the start of one job, from the list.
func (d *desk) start(name string) *desk {
	d.Helper()
	return d.find(name).Keys("S").Sees("start 1 job").Keys("tab", "enter")
}

// find puts the cursor on a job, by the filter.
func (d *desk) find(name string) *desk {
	d.Helper()
	d.Keys("/").Keys("ctrl+u").Type("name:"+name).Keys("enter", "g")
	if r, ok := d.jobs().table.Cursor(); !ok || r.job.Name.Raw() != name {
		d.Fatalf("the filter does not find %s:\n%s", name, d.Screen())
	}
	return d
}
