package table_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/vt"

	"drover/tui/theme"
)

// oracle is a program with nothing but a table, and the terminal it runs in.
type oracle struct {
	table    *items
	program  *tea.Program
	terminal *vt.Emulator
	mu       sync.Mutex   // over terminal
	sent     atomic.Int64 // bytes
	w, h     int
	sized    chan struct{} // closed once the program knows its size
	once     sync.Once
}

// ask is a message that changes the table and answers what it looks like then.
type ask struct {
	change func(*items)
	view   chan string
}

func (o *oracle) Init() tea.Cmd { return nil }

func (o *oracle) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch m := msg.(type) {
	case tea.WindowSizeMsg:
		o.table.Resize(m.Width, max(m.Height-1, 0))
		first := false
		o.once.Do(func() { first = true; close(o.sized) })
		if !first {
			return o, tea.ClearScreen // as drover does
		}
	case ask:
		m.change(o.table)
		m.view <- o.view()
	}
	return o, nil
}

func (o *oracle) view() string { return o.table.Titles() + "\n" + o.table.View() }

func (o *oracle) View() tea.View {
	v := tea.NewView(o.view())
	v.AltScreen = true
	return v
}

// Write is the way to the terminal. Without a tty the renderer leaves the
// carriage return to one.
func (o *oracle) Write(p []byte) (int, error) {
	o.sent.Add(int64(len(p)))
	o.mu.Lock()
	defer o.mu.Unlock()
	_, err := o.terminal.Write(bytes.ReplaceAll(p, []byte("\n"), []byte("\r\n")))
	return len(p), err
}

func runOracle(t *testing.T, term string, tb *items, w, h int) *oracle {
	t.Helper()
	o := &oracle{table: tb, terminal: vt.NewEmulator(w, h), w: w, h: h, sized: make(chan struct{})}
	go func() { _, _ = io.Copy(io.Discard, o.terminal) }() // it answers questions nobody waits for
	ctx, cancel := context.WithCancel(context.Background())
	input, _ := io.Pipe()
	o.program = tea.NewProgram(o, tea.WithContext(ctx), tea.WithInput(input), tea.WithOutput(o), tea.WithFPS(120), tea.WithoutSignals(),
		tea.WithWindowSize(w, h), tea.WithEnvironment([]string{"TERM=" + term, "SSH_TTY=/dev/pts/0"}), tea.WithColorProfile(colorprofile.ANSI256))
	ended := make(chan struct{})
	go func() { _, _ = o.program.Run(); close(ended) }()
	t.Cleanup(func() {
		o.program.Quit()
		<-ended
		cancel()
		_ = o.terminal.InputPipe().(io.Closer).Close() // Close itself races with the reader
	})
	<-o.sized
	return o
}

// change changes the table and waits until the terminal shows what it must.
func (o *oracle) change(t *testing.T, what string, f func(*items)) {
	t.Helper()
	answer := make(chan string, 1)
	o.program.Send(ask{f, answer})
	want := strings.Join(drawn(<-answer, o.w), "\n")
	deadline, got := time.Now().Add(5*time.Second), ""
	for time.Now().Before(deadline) {
		if got = o.shows(); got == want {
			return
		}
		time.Sleep(time.Millisecond)
	}
	t.Fatalf("after %s the terminal shows\n%s\nand must show\n%s", what, got, want)
}

func (o *oracle) shows() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	lines := make([]string, o.h)
	for y := range lines {
		var b strings.Builder
		for x := 0; x < o.w; x++ {
			if c := o.terminal.CellAt(x, y); c != nil {
				b.WriteString(c.Content)
			}
		}
		lines[y] = strings.TrimRight(b.String(), " ")
	}
	return strings.Join(lines, "\n")
}

// soak is how much more a nightly run does.
func soak() int {
	if os.Getenv("DROVER_SOAK") == "1" {
		return 10
	}
	return 1
}

// TestTheTerminalShowsTheTable scrolls lists full of equal and blank lines,
// the worst case for a renderer that moves lines instead of writing them.
func TestTheTerminalShowsTheTable(t *testing.T) {
	for _, term := range []string{"xterm-256color", "screen-256color", "vt100"} {
		t.Run(term, func(t *testing.T) {
			t.Parallel()
			random := rand.New(rand.NewPCG(1, 2))
			tb := newTable(theme.New(theme.Options{Mode: theme.Dark}))
			tb.Upsert(equal(random, 200))
			tb.Settle()
			o := runOracle(t, term, tb, 60, 16)
			for range 100 * soak() {
				o.step(t, random)
			}
		})
	}
}

func equal(random *rand.Rand, n int) []item {
	rows := make([]item, n)
	for i := range rows {
		rows[i] = item{id: i + 1, name: []string{"", "same", "same", "数据", "other-" + fmt.Sprint(i)}[random.IntN(5)]}
	}
	return rows
}

func (o *oracle) step(t *testing.T, random *rand.Rand) {
	t.Helper()
	switch random.IntN(12) {
	case 0:
		rows := equal(random, 150+random.IntN(100))
		o.change(t, "a refresh", func(tb *items) { tb.SetRows(rows) })
	case 1:
		o.mu.Lock()
		o.w, o.h = 40+random.IntN(40), 4+random.IntN(16)
		o.terminal.Resize(o.w, o.h)
		o.mu.Unlock()
		o.program.Send(tea.WindowSizeMsg{Width: o.w, Height: o.h})
		o.change(t, "a new size", func(*items) {})
	case 2:
		odd := random.IntN(3)
		o.change(t, "a filter", func(tb *items) { tb.SetFilter(func(i item) bool { return odd == 0 || i.id%2 == odd-1 }) })
	case 3:
		o.change(t, "a page", func(tb *items) { tb.PageDown() })
	case 4:
		o.change(t, "a page up", func(tb *items) { tb.PageUp() })
	case 5:
		o.change(t, "a mark", func(tb *items) { tb.Toggle(); tb.Down() })
	default:
		n := random.IntN(7) - 2
		o.change(t, fmt.Sprintf("a move by %d", n), func(tb *items) { tb.Move(n) })
	}
}

// TestBytesPerKey holds a line's share of a slow link: what a key costs on the
// wire at 120×40 in a list of 10,000.
func TestBytesPerKey(t *testing.T) {
	th := theme.New(theme.Options{Mode: theme.Dark})
	tb := newTable(th)
	tb.SetColumns(wide(th))
	tb.Upsert(numbered(10_000))
	tb.Settle()
	o := runOracle(t, "xterm-256color", tb, 120, 40)
	o.change(t, "the start", func(*items) {})
	for _, c := range []struct {
		what   string
		keys   int
		budget int64
	}{{"down in the page", 38, 220}, {"down that scrolls", 30, 280}} {
		before := o.sent.Load()
		for range c.keys {
			o.change(t, c.what, func(tb *items) { tb.Down() })
		}
		perKey := (o.sent.Load() - before) / int64(c.keys)
		t.Logf("%s: %d bytes", c.what, perKey)
		if perKey > c.budget {
			t.Errorf("%s costs %d bytes, more than %d", c.what, perKey, c.budget)
		}
	}
}
