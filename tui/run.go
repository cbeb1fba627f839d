package tui

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"

	"drover/client"
	"drover/tui/theme"
)

// Options is what the program around the screens decides.
type Options struct {
	// Door is the way in; nil: the first screen asks. Run closes it.
	Door client.Door
	// Doors opens the door of a profile; Profiles lists them for the switcher.
	Doors    func(profile string) (client.Door, error)
	Profiles []client.Profile
	First    First
	Now      func() time.Time // the shown clock; nil: the system's
	Zone     *time.Location   // nil: the system's
	Refresh  time.Duration    // of the list; 0: by hand
	Theme    theme.Options
	Version  string // of the program, for support reports
	Crash    *Crash // catches what would leave the terminal raw; must be given
	// Folder is where files go whose name is typed without one; "" is the working
	// folder.
	Folder string
	// From is the job file that creation opens with; nil: it does not open.
	From *From
	// In and Out are the terminal; nil: the process's own. Size, in cells, is
	// for an Out that has none.
	In          io.Reader
	Out         io.Writer
	Size        [2]int
	Environment []string // nil: the process's own
}

// Run shows the screens until the user leaves, the context ends or the
// terminal is gone. It returns with the terminal as it was, every client closed
// that was opened through a door, and every door.
func Run(ctx context.Context, o Options) (Left, error) {
	a := program(o)
	s, err := newStage(ctx, a, o)
	if err == nil {
		err = s.run()
	}
	return a.closeAll(), err
}

// program builds the app with its first screen.
func program(o Options) *app {
	e := &env{theme: theme.New(o.Theme), now: o.Now, zone: o.Zone, refresh: o.Refresh, crash: o.Crash, version: o.Version}
	if o.Environment == nil {
		o.Environment = os.Environ()
	}
	e.outside, e.folder = outsideOf(o.Environment), o.Folder
	e.editor = client.EditorOf(uv.Environ(o.Environment).Getenv)
	if e.now == nil {
		e.now = systemClock
	}
	if e.zone == nil {
		e.zone = time.Local
	}
	e.raw, e.redraw = func(string) {}, func() {} // until there is a terminal
	e.lend = func(cmd *exec.Cmd, done func(error) tea.Msg) tea.Cmd {
		return func() tea.Msg { return done(cmd.Run()) }
	}
	a := newApp(e)
	a.doors = doors{ask: o.Doors, profiles: o.Profiles, first: o.First}
	a.from = o.From
	a.begin(o.Door)
	return a
}

// stage is the app on a terminal. The library runs the events and commands;
// the painter draws, right after an event and not by a ticker.
type stage struct {
	*app
	tty     *tty
	keys    *keyboard
	paint   *painter
	program *tea.Program
	ctx     context.Context
	end     context.CancelCauseFunc
	first   tea.Cmd     // what Init has asked for
	waiting int         // answers that the terminal still owes
	halt    func()      // stops the process until it is told to continue
	lent    atomic.Bool // the terminal is another program's
}

func newStage(ctx context.Context, a *app, o Options) (*stage, error) {
	if o.In == nil {
		o.In = os.Stdin
	}
	if o.Out == nil {
		o.Out = os.Stdout
	}
	if o.Environment == nil {
		o.Environment = os.Environ()
	}
	profile := o.Theme.Profile
	if profile == colorprofile.Unknown {
		profile = colorprofile.Detect(o.Out, o.Environment)
	}
	keys, err := listen(o.In)
	if err != nil {
		return nil, fmt.Errorf("the keyboard cannot be read: %w", err)
	}
	s := &stage{app: a, keys: keys, halt: halt}
	s.ctx, s.end = context.WithCancelCause(ctx)
	s.tty = &tty{in: o.In, out: o.Out, name: uv.Environ(o.Environment).Getenv("TERM"), size: o.Size}
	w, h := s.tty.window()
	s.resize(w, h)
	s.paint = newPainter(o.Out, newCanvas(o.Environment, profile))
	// One beat a second is the least that the library's own ticker can do; what
	// little it has to say goes between the frames.
	s.program = tea.NewProgram(s, tea.WithContext(s.ctx), tea.WithoutRenderer(), tea.WithFPS(1), tea.WithoutSignalHandler(),
		tea.WithInput(keys), tea.WithOutput(s.paint), tea.WithEnvironment(o.Environment), tea.WithColorProfile(profile))
	s.paint.guard = o.Crash.Guard
	// The loop may be standing still, while an editor has the terminal: whoever
	// paints must not wait for it, or the terminal is handed over in the middle.
	s.paint.wake = func() { go s.program.Send(frameWanted{}) }
	s.paint.gone = func(err error) { s.end(fmt.Errorf("the terminal is gone: %w", err)) }
	a.env.raw = func(seq string) { _, _ = s.paint.Write([]byte(seq)) }
	a.env.redraw, a.env.lend = s.paint.forget, s.lend
	o.Crash.end = s.program.Kill
	return s, nil
}

func (s *stage) run() error {
	defer s.end(nil)
	if err := s.tty.enter(); err != nil {
		return fmt.Errorf("the terminal cannot be made ready: %w", err)
	}
	var ask string
	ask, s.waiting = s.questions(s.tty)
	s.first = s.app.Init()
	// The first frame is drawn before anything begins that would compete with it.
	var shown []byte
	s.env.crash.Guard(func() { shown = s.paint.canvas.draw(s.picture()) })
	s.paint.start(s.tty.opening() + ask + string(shown))
	unwatch := s.watch()
	_, err := s.program.Run()
	unwatch()
	s.keys.stop()
	s.paint.stop(s.tty.closing())
	if s.waiting > 0 {
		s.tty.drain()
	}
	s.tty.leave()
	s.keepAtEnd()
	if crash := s.env.crash.Error(); crash != nil {
		return crash
	}
	if errors.Is(err, tea.ErrProgramKilled) && s.ctx.Err() != nil {
		return context.Cause(s.ctx)
	}
	if err != nil {
		return fmt.Errorf("the screen ended: %w", err)
	}
	return nil
}

// frameWanted is the painter's word that it is ready for the frame that it was
// offered too early.
type frameWanted struct{}

// Init was called already, for the first frame.
func (s *stage) Init() tea.Cmd { return s.first }

// Update is the app's.
func (s *stage) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch m := msg.(type) {
	case frameWanted:
		return s, nil
	case tea.WindowSizeMsg:
		if m.Width == 0 {
			return s, nil // the library's, which has nobody to ask: the size is known
		}
	case tea.CursorPositionMsg, tea.BackgroundColorMsg:
		s.waiting--
	}
	_, cmd := s.app.Update(msg)
	return s, cmd
}

// View comes after every Update: it has the painter draw what has become of
// the screen, and leaves nothing to the library.
func (s *stage) View() tea.View {
	s.paint.offer(s.picture)
	return tea.NewView("")
}

func (s *stage) picture() screenful {
	return screenful{content: s.app.View().Content, w: s.env.width, h: s.env.height}
}
