package tui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"drover/client"
	"drover/tui/theme"
)

// largest window drover draws for: some terminals claim 10 000 × 10 000,
// which would cost gigabytes.
const (
	maxWidth  = 500
	maxHeight = 200
)

// app is the only tea.Model: it owns the stack of screens, the runs, the one
// clock and the lines around every screen.
type app struct {
	env      *env
	stack    []Screen
	runs     map[*client.Run]bool    // runs whose changes are being waited for
	courses  map[*client.Course]bool // copies whose changes are being waited for
	stepRuns map[string]bool         // runs that are steps of a copy: its page tells of them
	note     note
	notes    int // counts notes, so that an old timer does not clear a new one
	said     []saying
	sayings  int    // counts them
	stood    string // what stood on the message line by itself, when last heard from the service
	hearing  hearing
	seen     traffic // of the requests, when the message line last looked
	asked    bool    // ctrl+c was pressed once and something is still open
	ticks    int
	soon     bool // the clock is set to a second or less
	foot     foot
	probing  bool // the terminal was asked how wide it draws signs, and has not answered

	from    *From // creation is to open with it; nil: it is not, or has
	keeping keeping
	recent  []string // commands of the palette, newest first
	doors   doors
	skewed  bool // it was said that the clocks differ
}

func newApp(e *env) *app {
	a := &app{env: e, runs: map[*client.Run]bool{}}
	a.forgetCourses()
	e.ownCourse = a.ownCourse
	e.own, e.shown, e.say, e.copy, e.said, e.entered = a.own, a.shows, a.sayNow, a.copyText, a.sayingsOf, a.loggedIn
	e.reported = a.reported
	e.project = a.otherProject
	return a
}

// Init draws the first screen at once; nothing waits for the terminal or the
// network.
func (a *app) Init() tea.Cmd {
	return tea.Batch(a.top().Init(), a.tick(), a.settle(), a.openFrom())
}

func (a *app) top() Screen { return a.stack[len(a.stack)-1] }

// Update routes: the window's and the clock's messages to the app, keys to
// the top screen, answers to whoever asked.
func (a *app) Update(msg tea.Msg) (next tea.Model, cmd tea.Cmd) {
	next = a
	a.env.crash.Guard(func() { cmd = a.take(msg) })
	return next, cmd
}

func (a *app) take(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case tea.WindowSizeMsg:
		a.resize(m.Width, m.Height)
		a.listen()
		if r, ok := a.stack[a.page()].(resumed); ok { // what has room now may have to be asked for
			return r.Resumed()
		}
	case tea.BackgroundColorMsg:
		a.setTheme(a.env.theme.WithBackground(m.IsDark()))
	case tea.CursorPositionMsg:
		return a.probed(m)
	case tea.KeyPressMsg:
		if at, ok := a.misread(m); ok {
			return a.probed(at)
		}
		return tea.Batch(a.press(m), a.keep(), a.keepWork())
	case tea.PasteMsg:
		return tea.Batch(a.deliver(a.top(), m), a.keepWork())
	case reply:
		a.heedEnd(m.msg)
		return tea.Batch(a.deliver(m.to, m.msg), a.heed())
	case tickMsg:
		return a.ticked(m)
	case noteOver:
		if m.id == a.notes {
			a.note = note{}
		}
	case keepDue:
		return a.save()
	case kept:
		return a.saved(m)
	case runMoved:
		return tea.Batch(a.runMoved(m), a.heed())
	case courseMoved:
		return tea.Batch(a.courseMoved(m), a.heed())
	case fromFile:
		return a.fromOpened()
	case settling:
		return a.settled(m)
	default: // what huh's fields send to themselves
		return a.deliver(a.top(), msg)
	}
	return nil
}

// themed is a screen that keeps something of the theme.
type themed interface{ Themed() }

// setTheme follows what the terminal tells about itself.
func (a *app) setTheme(t *theme.Theme) {
	a.env.theme = t
	for _, s := range a.stack {
		if t, ok := s.(themed); ok {
			t.Themed()
		}
	}
}

// deliver gives a message to a screen that is still on the stack.
func (a *app) deliver(to Screen, msg tea.Msg) tea.Cmd {
	for _, s := range a.stack {
		if s == to {
			cmd, nav := s.Update(msg)
			if s != a.top() && nav.kind != navStay {
				return cmd // a screen that lies below may not move the stack
			}
			return tea.Batch(cmd, a.follow(nav))
		}
	}
	return nil
}

// follow does what a screen asked for.
func (a *app) follow(n Nav) tea.Cmd {
	switch n.kind {
	case navStay, navPass:
		return nil
	case navPop:
		back := a.pop()
		if n.act != nil {
			return tea.Batch(back, a.run(*n.act))
		}
		if n.then != nil {
			cmd, next := n.then()
			return tea.Batch(back, cmd, a.follow(next))
		}
		return back
	case navReplace:
		a.stack[len(a.stack)-1] = n.to
	case navPush:
		a.stack = append(a.stack, n.to)
	case navLeave:
		return a.leave()
	case navIn:
		return a.moveIn(n.in)
	}
	a.fit(n.to)
	return n.to.Init()
}

// resumed is a page that did nothing while another one covered it.
type resumed interface{ Resumed() tea.Cmd }

// closed is a screen that has something to let go of when it goes.
type closed interface{ Closed() }

// pop takes the top screen off; the one below takes up what it left.
func (a *app) pop() tea.Cmd {
	if len(a.stack) < 2 {
		return nil
	}
	if c, ok := a.top().(closed); ok {
		c.Closed()
	}
	a.stack = a.stack[:len(a.stack)-1]
	a.listen()
	a.fit(a.top())
	if r, ok := a.top().(resumed); ok {
		return r.Resumed()
	}
	return nil
}

// shows reports whether a screen is the page in sight.
func (a *app) shows(s Screen) bool { return a.stack[a.page()] == s }

func (a *app) resize(w, h int) {
	a.env.width, a.env.height = min(max(w, 1), maxWidth), min(max(h, 1), maxHeight)
	for _, s := range a.stack {
		a.fit(s)
	}
}

func (a *app) fit(s Screen) {
	if a.env.width > 0 {
		s.Resize(a.env.width, a.bodyHeight())
	}
}

// bodyHeight is what remains for a screen: the banner and the keys are always
// there, the message line only where there is room.
func (a *app) bodyHeight() int {
	h := a.env.height - 2
	if a.env.tall() {
		h--
	}
	return max(h, 0)
}

// tickMsg is the one clock: it drives ages, countdowns and the spinner.
type tickMsg struct {
	id int
	at time.Time
}

// clocked is a screen that something moves on: it is told the time, and says
// how soon it wants to be told again (0: at the next minute).
type clocked interface {
	Tick(now time.Time) (tea.Cmd, time.Duration)
}

func (a *app) ticked(m tickMsg) tea.Cmd {
	if m.id != a.ticks {
		return nil
	}
	a.listen()
	var cmds []tea.Cmd
	soonest := a.hearing.again
	for _, s := range a.stack {
		c, ok := s.(clocked)
		if !ok {
			continue
		}
		cmd, next := c.Tick(m.at)
		cmds = append(cmds, cmd)
		if next > 0 && (soonest == 0 || next < soonest) {
			soonest = next
		}
	}
	return tea.Batch(append(cmds, a.tickIn(soonest))...)
}

// tick starts the clock.
func (a *app) tick() tea.Cmd { return a.tickIn(time.Second) }

// tickIn sets the clock to the moment asked for, at the latest to the next
// full minute: between those an idle screen does nothing at all.
func (a *app) tickIn(d time.Duration) tea.Cmd {
	a.ticks++
	id := a.ticks
	a.soon = d > 0 && d <= time.Second
	if toMinute := time.Minute - time.Duration(a.env.now().UnixNano())%time.Minute; d <= 0 || d > toMinute {
		d = toMinute
	}
	return tea.Tick(d, func(at time.Time) tea.Msg { return tickMsg{id: id, at: at} })
}
