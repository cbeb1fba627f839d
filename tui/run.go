package tui

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"drover/client"
	"drover/model"
	"drover/tui/theme"
)

// Options is what the program around the screens decides.
type Options struct {
	Client  *client.Client
	Now     func() time.Time // the shown clock; nil: the system's
	Zone    *time.Location   // nil: the system's
	Refresh time.Duration    // of the list; 0: by hand
	Theme   theme.Options
	// Login gives a typed token to whoever sends requests; Needed says that
	// there is none yet.
	Login   func(model.Secret)
	Needed  bool
	Version string // of the program, for support reports
	Crash   *Crash // catches what would leave the terminal raw; must be given
	// Folder is where files go whose name is typed without one; "" is the working
	// folder.
	Folder string
	// In and Out are the terminal; nil: the process's own.
	In          io.Reader
	Out         io.Writer
	Environment []string
}

// Run shows the screens until the user leaves, the context ends or the
// terminal is gone.
func Run(ctx context.Context, o Options) error {
	a := program(o)
	opts := []tea.ProgramOption{tea.WithContext(ctx), tea.WithFPS(120), tea.WithFilter(sameSize(a)), tea.WithoutSignalHandler()}
	if o.Theme.Profile != colorprofile.Unknown {
		opts = append(opts, tea.WithColorProfile(o.Theme.Profile))
	}
	if o.In != nil {
		opts = append(opts, tea.WithInput(o.In))
	}
	if o.Out != nil {
		opts = append(opts, tea.WithOutput(o.Out))
	}
	if o.Environment != nil {
		opts = append(opts, tea.WithEnvironment(o.Environment))
	}
	p := tea.NewProgram(a, opts...)
	o.Crash.end = p.Kill
	_, err := p.Run()
	if crash := o.Crash.Error(); crash != nil {
		return crash
	}
	if errors.Is(err, tea.ErrProgramKilled) && ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		return fmt.Errorf("the screen ended: %w", err)
	}
	return nil
}

// program builds the app with its first screen.
func program(o Options) *app {
	e := &env{client: o.Client, theme: theme.New(o.Theme), now: o.Now, zone: o.Zone, refresh: o.Refresh, login: o.Login, crash: o.Crash, version: o.Version}
	if o.Environment == nil {
		o.Environment = os.Environ()
	}
	e.outside, e.folder = outsideOf(o.Environment), o.Folder
	if e.now == nil {
		e.now = systemClock
	}
	if e.zone == nil {
		e.zone = time.Local
	}
	jobs := newJobs(e)
	a := newApp(e, jobs)
	a.auto = e.theme.Asks()
	a.restore(o.Client.View())
	if trouble := o.Client.ViewTrouble(); trouble != "" {
		a.say(note{kind: noteBad, text: trouble})
	}
	if o.Needed {
		jobs.read.held = true
		a.stack = append(a.stack, newLogin(e, o.Login, jobs.loggedIn))
	}
	return a
}

// sameSize swallows window messages that repeat the size: they would clear
// and redraw the whole screen.
func sameSize(a *app) func(tea.Model, tea.Msg) tea.Msg {
	return func(_ tea.Model, msg tea.Msg) tea.Msg {
		if m, ok := msg.(tea.WindowSizeMsg); ok && a.env.width == min(m.Width, maxWidth) && a.env.height == min(m.Height, maxHeight) {
			return nil
		}
		return msg
	}
}

// Open lists the jobs with an outcome nobody knows, for the one who has closed
// the client.
func Open(c *client.Client) []string {
	var out []string
	for id := range unresolvedIDs(c) {
		out = append(out, id.String())
	}
	slices.Sort(out)
	return out
}
