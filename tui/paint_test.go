package tui

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"

	"drover/client/sim"
	"drover/tui/theme"
)

// wire is a terminal that can be slow or broken; times is when something came.
type wire struct {
	mu     sync.Mutex
	pieces []string
	times  []time.Time
	slow   time.Duration
	fail   []error // one a write
}

func (w *wire) Write(p []byte) (int, error) {
	time.Sleep(w.slow)
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.fail) > 0 {
		err := w.fail[0]
		w.fail = w.fail[1:]
		return 0, err
	}
	w.pieces, w.times = append(w.pieces, string(p)), append(w.times, time.Now())
	return len(p), nil
}

func (w *wire) all() string { return strings.Join(w.pieces, "") }

// studio is a painter whose event loop is the test.
type studio struct {
	*painter
	wire  *wire
	shown int // what the frame says
	built int
	woken int
	ended error
}

func paint(t *testing.T, w *wire, work func(s *studio)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		s := &studio{wire: w}
		s.painter = newPainter(w, newCanvas([]string{"TERM=xterm-256color"}, colorprofile.ANSI256))
		s.guard, s.wake, s.gone = NewCrash("").Guard, func() { s.woken++ }, func(err error) { s.ended = err }
		s.start("<")
		work(s)
		s.stop(">")
		<-s.now.done // also where the end did not wait for a slow terminal
	})
}

func (s *studio) change() {
	s.shown++
	s.again()
}

func (s *studio) again() {
	s.offer(func() screenful {
		s.built++
		return screenful{content: fmt.Sprintf("frame %d", s.shown), w: 20, h: 1}
	})
}

// elapse lets time go by, and what is due then happen.
func elapse(d time.Duration) {
	time.Sleep(d)
	synctest.Wait()
}

// TestFirstChangeAtOnce: what comes after a pause is not kept waiting, what
// follows at once is drawn once, and shows the latest.
func TestFirstChangeAtOnce(t *testing.T) {
	w := &wire{}
	paint(t, w, func(s *studio) {
		elapse(time.Second)
		began := time.Now()
		for range 200 {
			s.change()
		}
		synctest.Wait()
		if s.built != 1 || !strings.Contains(w.all(), "frame 1") || w.times[len(w.times)-1] != began {
			t.Errorf("after 200 changes %d frames were built, and drawn: %q", s.built, w.pieces)
		}
		elapse(2 * pace)
		if s.woken != 1 {
			t.Fatalf("the painter has asked for %d frames", s.woken)
		}
		s.again()
		synctest.Wait()
		if s.built != 2 || !strings.HasSuffix(w.all(), "200") {
			t.Errorf("then %d frames were built, and drawn: %q", s.built, w.pieces)
		}
		elapse(time.Second)
		if s.woken != 1 {
			t.Errorf("with nothing to draw the painter has asked for %d frames", s.woken)
		}
	})
	if got := w.all(); !strings.HasPrefix(got, "<") || !strings.HasSuffix(got, ">") {
		t.Errorf("what is first and what is last: %q", got)
	}
}

// TestSlowTerminal: whoever offers never waits, and frames are dropped, not
// queued.
func TestSlowTerminal(t *testing.T) {
	w := &wire{slow: time.Second}
	paint(t, w, func(s *studio) {
		began := time.Now()
		for range 100 {
			s.change()
			_, _ = s.Write([]byte("+"))
		}
		if time.Since(began) > 0 {
			t.Errorf("100 changes took %v", time.Since(began))
		}
		elapse(10 * time.Second)
		s.again()
		elapse(10 * time.Second)
		if s.built != 2 || strings.Count(w.all(), "+") != 100 {
			t.Errorf("%d frames were built; drawn: %q", s.built, w.pieces)
		}
	})
}

// TestStuckTerminal: one that does not read at all cannot hold up the end.
func TestStuckTerminal(t *testing.T) {
	w := &wire{slow: time.Hour}
	paint(t, w, func(s *studio) {
		s.change()
		synctest.Wait()
		began := time.Now()
		s.stop(">")
		if took := time.Since(began); took != patience {
			t.Errorf("the end took %v", took)
		}
	})
}

// TestStoppedWhileStuck: a stop and its end that come while the terminal does
// not read hold up nobody, and reach it in their order: what gives it back never
// comes after what takes it again.
func TestStoppedWhileStuck(t *testing.T) {
	w := &wire{slow: time.Minute}
	paint(t, w, func(s *studio) {
		elapse(time.Hour)
		s.change()
		synctest.Wait()
		for _, marks := range []string{">(", "){"} {
			s.stop(marks[:1])
			began := time.Now()
			s.start(marks[1:])
			s.forget()
			s.change()
			if time.Since(began) > 0 {
				t.Errorf("to begin again took %v", time.Since(began))
			}
		}
		elapse(time.Hour)
		s.stop("}")
		elapse(time.Hour)
	})
	order := strings.Map(func(r rune) rune {
		if strings.ContainsRune("<>(){}f", r) {
			return r
		}
		return -1
	}, w.all())
	order = strings.Replace(order, "(f)", "()", 1) // whether it sees the end or the frame first is chance
	if order != "<f>(){f}" || !strings.Contains(w.all(), "frame 3") {
		t.Errorf("written: %q", w.pieces)
	}
}

// TestStoppedWhileBuilding: a stop and its end that come while a frame is built
// leave nobody waiting for each other; the latest is drawn.
func TestStoppedWhileBuilding(t *testing.T) {
	w := &wire{slow: patience / 2}
	paint(t, w, func(s *studio) {
		for _, meanwhile := range []func(){func() {}, s.change} {
			elapse(time.Minute)
			var began time.Time
			s.offer(func() screenful {
				s.stop(">")
				began = time.Now()
				s.start("<")
				s.forget()
				synctest.Wait() // the terminal is given the start
				meanwhile()
				return screenful{content: "of before", w: 20, h: 1}
			})
			s.change()
			if took := time.Since(began); took > 0 {
				t.Errorf("whoever offers a frame waits %v", took)
			}
			for elapse(time.Minute); s.woken > 0; elapse(time.Minute) {
				s.woken--
				s.again()
			}
			drawn := w.all()[strings.LastIndex(w.all(), "<"):]
			if !strings.Contains(drawn, ansi.EraseEntireScreen) || !strings.HasSuffix(drawn, fmt.Sprint(s.shown)) {
				t.Errorf("the latest frame is not drawn on an empty screen: %q", drawn)
			}
		}
	})
}

// TestBrokenTerminal: one that has no room now is tried again, one that is gone
// ends the program.
func TestBrokenTerminal(t *testing.T) {
	w := &wire{fail: []error{syscall.EAGAIN, syscall.EAGAIN}}
	paint(t, w, func(s *studio) {
		s.change()
		elapse(time.Second)
		if s.ended != nil || !strings.Contains(w.all(), "frame 1") {
			t.Errorf("%v, %q", s.ended, w.pieces)
		}
		w.fail = []error{syscall.EIO}
		s.change()
		elapse(time.Second)
		if !errors.Is(s.ended, syscall.EIO) {
			t.Errorf("a terminal that is gone ends the program with %v", s.ended)
		}
	})
}

// TestNothingAfterTheEnd: a frame that waits when the end comes is not drawn on
// the shell's screen.
func TestNothingAfterTheEnd(t *testing.T) {
	for range 50 { // whether the painter sees the end or the frame first is chance
		w := &wire{slow: time.Millisecond}
		paint(t, w, func(s *studio) {
			s.change()
			_, _ = s.Write([]byte("+"))
			s.stop(">")
		})
		if got := w.all(); !strings.HasSuffix(got, ">") || strings.Count(got, ">") != 1 || !strings.Contains(got, "+") {
			t.Fatalf("written: %q", got)
		}
	}
}

// TestPanicWhilePainting leaves no terminal behind in the state of a screen.
func TestPanicWhilePainting(t *testing.T) {
	w, crash := &wire{}, NewCrash("")
	synctest.Test(t, func(*testing.T) {
		p := newPainter(w, nil) // a painter without a canvas
		p.guard = crash.Guard
		p.start("<")
		p.offer(func() screenful { return screenful{w: 1, h: 1} })
		synctest.Wait()
		p.stop(">")
	})
	if crash.Error() == nil || w.all() != "<>" {
		t.Errorf("%v, %q", crash.Error(), w.all())
	}
}

// TestDrawAgain: a frame that has not changed costs nothing, unless the
// terminal is not to be relied on.
func TestDrawAgain(t *testing.T) {
	w := &wire{}
	paint(t, w, func(s *studio) {
		s.change()
		elapse(time.Second)
		before := len(w.pieces)
		s.again()
		elapse(time.Second)
		if len(w.pieces) != before {
			t.Errorf("the same frame is drawn again: %q", w.pieces[before:])
		}
		s.forget()
		s.again()
		elapse(time.Second)
		if got := w.pieces[before:]; len(got) != 1 || !strings.Contains(got[0], "frame 1") {
			t.Errorf("what was forgotten is drawn as %q", got)
		}
	})
}

// TestBytesPerKey holds a line's share of a slow link: what a key costs on the
// wire at 120×40 in a list of 2,000.
func TestBytesPerKey(t *testing.T) {
	tell(t, world{refresh: -1, service: sim.Options{Jobs: 2_000}, size: [2]int{120, 40}}, func(d *desk) {
		d.until("the list", func() bool { return d.jobs().read.shown })
		d.Keys("home")
		c := newCanvas([]string{"TERM=xterm-256color"}, colorprofile.ANSI256)
		draw := func() int { return len(c.draw(screenful{content: d.app.View().Content, w: 120, h: 40})) }
		draw()
		for _, k := range []struct {
			what   string
			keys   int
			budget int
		}{{"down in the page", 20, 80}, {"down that scrolls", 200, 260}, {"up in the page", 20, 80}} {
			sent := 0
			for range k.keys {
				d.press(map[bool]string{true: "up", false: "down"}[strings.HasPrefix(k.what, "up")])
				sent += draw()
			}
			t.Logf("%s: %d bytes", k.what, sent/k.keys)
			if sent/k.keys > k.budget {
				t.Errorf("%s costs %d bytes, more than %d", k.what, sent/k.keys, k.budget)
			}
		}
		d.Wait(3 * time.Second) // the preview has been asked for, and has come
		draw()
		d.Wait(time.Second)
		if n := draw(); n != 0 {
			t.Errorf("an idle second costs %d bytes", n)
		}
	})
}

// TestFewerColours: a terminal is sent no more than it can show.
func TestFewerColours(t *testing.T) {
	for profile, wrong := range map[colorprofile.Profile][]string{
		colorprofile.ANSI:  {"38;5", "48;5", "38;2"},
		colorprofile.ASCII: {"38;5", "48;5", "[3", "[4"},
	} {
		th := theme.New(theme.Options{Mode: theme.Dark})
		var content strings.Builder
		for _, tone := range []theme.Tone{theme.Select, theme.Bad, theme.Muted, theme.Production} {
			content.WriteString(th.Paint(tone, "x"))
		}
		sent := newCanvas([]string{"TERM=xterm"}, profile).draw(screenful{content: content.String(), w: 10, h: 1})
		for _, w := range wrong {
			if bytes.Contains(sent, []byte(w)) {
				t.Errorf("%v is sent %q", profile, sent)
			}
		}
	}
}

// TestTinyAndHuge: no window is too small to draw on, none too large.
func TestTinyAndHuge(t *testing.T) {
	for _, size := range [][2]int{{1, 1}, {1, 60}, {170, 1}, {maxWidth, maxHeight}} {
		screen := vt.NewEmulator(size[0], size[1])
		c := newCanvas([]string{"TERM=xterm"}, colorprofile.ANSI256)
		lines := slices.Repeat([]string{strings.Repeat("x", size[0])}, size[1])
		if _, err := screen.Write(c.draw(screenful{content: strings.Join(lines, "\n"), w: size[0], h: size[1]})); err != nil {
			t.Fatal(err)
		}
		if got := strings.Count(screen.String(), "x"); got != size[0]*size[1] {
			t.Errorf("at %v %d cells are drawn", size, got)
		}
	}
}

// TestBottomThatTurnsBlank leaves the line above it alone.
func TestBottomThatTurnsBlank(t *testing.T) {
	screen, c := vt.NewEmulator(7, 4), newCanvas([]string{"TERM=screen-256color"}, colorprofile.ANSI256)
	for _, frame := range []string{"one\ntwo\nabove\nbottom", "one\ntwo\nabove\n", "one\ntwo\n\n", "one\n\n\n"} {
		_, _ = screen.Write(c.draw(screenful{content: frame, w: 7, h: 4}))
		if got := strings.TrimRight(screen.String(), " \n"); strings.Join(strings.Fields(got), " ") != strings.Join(strings.Fields(frame), " ") {
			t.Errorf("the frame\n%s\nis shown as\n%s", frame, got)
		}
	}
}
