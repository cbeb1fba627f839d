package tui

import (
	"bytes"
	"context"
	"io"
	"strings"
	"sync"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/exp/golden"
	"github.com/charmbracelet/x/vt"
)

// terminal is an emulator that shows what the whole program writes, in real
// time: library, painter and all. What it answers to questions goes back to
// the program.
type terminal struct {
	*desk
	stage *stage
	over  chan error // what Run returns
	typed io.Writer  // the keyboard

	mu     sync.Mutex
	screen *vt.Emulator
	sent   strings.Builder
}

// at is what kind of terminal it is.
type at struct {
	term string
	wide bool // signs whose width Unicode leaves open take two cells
}

// run starts the program on a terminal.
func run(t *testing.T, w world, where ...at) *terminal {
	t.Helper()
	w.bare = true
	d := sit(t, w)
	size := d.world.size
	m := &terminal{desk: d, screen: vt.NewEmulator(size[0], size[1]), over: make(chan error, 1)}
	here := append(where, at{term: "xterm-256color"})[0]
	keyboard, typed := io.Pipe()
	m.typed = typed
	var err error
	m.stage, err = newStage(context.Background(), d.app, Options{
		In: keyboard, Out: m, Size: size, Theme: d.world.look, Crash: d.app.env.crash, Environment: []string{"TERM=" + here.term},
	})
	if err != nil {
		t.Fatal(err)
	}
	var answers sync.WaitGroup
	answers.Go(func() { m.answer(typed, here.wide) })
	go func() { m.over <- m.stage.run() }()
	t.Cleanup(func() {
		m.stage.program.Quit()
		m.ends()
		_ = keyboard.Close()
		_ = m.screen.InputPipe().(io.Closer).Close() // Close itself races with the reader
		answers.Wait()
		d.leave()
	})
	return m
}

// answer brings the program what the terminal says.
func (m *terminal) answer(typed io.Writer, wide bool) {
	for b := make([]byte, 256); ; {
		n, err := m.screen.Read(b)
		if err != nil {
			return
		}
		said := b[:n]
		if wide {
			said = bytes.ReplaceAll(said, []byte(";2R"), []byte(";3R"))
		}
		_, _ = typed.Write(said)
	}
}

// ends waits until the program has ended, which must be without an error.
func (m *terminal) ends() *terminal {
	m.Helper()
	select {
	case err := <-m.over:
		m.over <- err
		if err != nil {
			m.Fatal(err)
		}
	case <-time.After(time.Minute):
		m.Fatal("the program does not end")
	}
	return m
}

// Write is the way to the terminal.
func (m *terminal) Write(p []byte) (int, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.sent.Write(p)
	return m.screen.Write(p)
}

// text is the emulator's screen.
func (m *terminal) text() string {
	m.mu.Lock()
	defer m.mu.Unlock()
	var b strings.Builder
	for l := range strings.SplitSeq(m.screen.String(), "\n") {
		b.WriteString(strings.TrimRight(l, " \r") + "\n")
	}
	return b.String()
}

// sees waits until the terminal shows all of these at once.
func (m *terminal) sees(words ...string) *terminal {
	m.Helper()
	for n := 0; ; n++ {
		shown, missing := m.text(), ""
		for _, w := range words {
			if !strings.Contains(shown, w) {
				missing = w
			}
		}
		if missing == "" {
			return m
		}
		if n == 12_000 { // a minute: a busy machine is slow, not wrong
			m.Fatalf("the terminal does not show %q:\n%s", missing, shown)
		}
		time.Sleep(5 * time.Millisecond)
	}
}

// until waits until something is so.
func (m *terminal) until(t testing.TB, so func() bool) {
	t.Helper()
	for n := 0; !so(); n++ {
		if n == 12_000 { // a minute: a busy machine is slow, not wrong
			t.Fatalf("it never comes about; the terminal shows:\n%s", m.text())
		}
		time.Sleep(5 * time.Millisecond)
	}
}

func (m *terminal) keys(names ...string) *terminal {
	for _, n := range names {
		m.stage.program.Send(keyNamed(n))
	}
	return m
}

func (m *terminal) types(text string) *terminal {
	for _, r := range text {
		m.keys(string(r))
	}
	return m
}

func (m *terminal) resize(w, h int) *terminal {
	m.mu.Lock()
	m.screen.Resize(w, h)
	m.mu.Unlock()
	m.stage.program.Send(tea.WindowSizeMsg{Width: w, Height: h})
	return m
}

// TestWholeProgram is the main job as the terminal sees it.
func TestWholeProgram(t *testing.T) {
	m := run(t, world{})
	m.sees("jobs 40 of 40").keys("/").types("status:config").sees("jobs 10 of 40").keys("enter", "*").sees("10 marked")
	m.keys("S").sees("8 go, 2 left out", "Type start 8 to start 8 jobs")
	time.Sleep(2 * seenAfter) // keys before that are dropped
	m.types("start 8").sees("start 8_").keys("enter").sees("sent 8   accepted 7   refused 1   unknown 0", "DRS.M01504")
	golden.RequireEqual(t, lasting(m.text()))
	m.keys("esc").sees("jobs ").keys("esc", "q").sees("leave drover").keys("enter")
	m.ends()
	if n := len(m.applied()); n != 7 {
		t.Errorf("the service has started %d jobs", n)
	}
}

// TestResizeStorm: a window that is dragged to and fro ends up showing what a
// new one of that size would.
func TestResizeStorm(t *testing.T) {
	m := run(t, world{})
	m.sees("jobs 40 of 40", "billing-ora-01", "62%", "orders-dr-parent")
	time.Sleep(2 * restAfter)
	before := m.text()
	m.resize(170, 60) // as large as any: what was written for one size may come after the next
	for n := range 200 {
		m.stage.program.Send(tea.WindowSizeMsg{Width: 1 + (n*37)%170, Height: 1 + (n*23)%60})
		if n%10 == 0 {
			m.keys("G", "g")
		}
	}
	time.Sleep(2 * restAfter)
	m.resize(80, 24).keys("g").sees(strings.Split(before, "\n")...)
	if after := m.text(); after != before {
		t.Errorf("after the storm the terminal shows\n%s\nand not\n%s", after, before)
	}
}

// TestWholeProgramOverTrouble: the error panel comes and goes, and the report
// follows a lost answer until reads have settled it.
func TestWholeProgramOverTrouble(t *testing.T) {
	m := run(t, world{})
	m.sees("jobs 40 of 40")
	m.sim.Script(always("403"))
	m.keys("r").sees("this user may not do that", "Nothing was being changed")
	m.sim.Script(only("V3BatchStartJobs", "reset-after"))
	m.keys("r").sees("every 10s").keys("/").types("name:wave2-shop-01").sees("jobs 1 of 40").keys("enter", "S").sees("1 go, 0 left out")
	time.Sleep(2 * seenAfter)
	m.keys("tab", "enter").sees("unknown 1", "Looking again").sees("sent 1   accepted 1   refused 0   unknown 0")
	if n := len(m.applied()); n != 1 {
		t.Errorf("the service has started %d jobs", n)
	}
}
