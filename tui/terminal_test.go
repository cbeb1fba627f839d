package tui

import (
	"context"
	"io"
	"os"
	"reflect"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/term"
	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
)

// seat is a whole program on a pseudo-terminal, as a shell would start it.
type seat struct {
	*terminal
	keyboard *os.File // the terminal's end
	line     *os.File // the program's end
	before   *term.State
	halted   chan struct{}
}

func onPty(t *testing.T, kind string, environ ...string) *seat {
	t.Helper()
	d := sit(t, world{bare: true, environ: append(environ, "TERM="+kind)})
	keyboard, line, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	if err := pty.Setsize(keyboard, &pty.Winsize{Cols: 80, Rows: 24}); err != nil {
		t.Fatal(err)
	}
	s := &seat{terminal: &terminal{desk: d, screen: vt.NewEmulator(80, 24), over: make(chan error, 1)}, keyboard: keyboard, line: line, halted: make(chan struct{})}
	if s.before, err = term.GetState(line.Fd()); err != nil {
		t.Fatal(err)
	}
	_, _ = s.Write([]byte("shell> drover\r\n"))
	s.sent.Reset()
	s.stage, err = newStage(t.Context(), d.app, Options{In: line, Out: line, Theme: d.world.look, Crash: d.app.env.crash, Environment: []string{"TERM=" + kind}})
	if err != nil {
		t.Fatal(err)
	}
	s.stage.halt = func() { close(s.halted) }
	read, answered := make(chan struct{}), make(chan struct{})
	go func() { defer close(read); _, _ = io.Copy(s, keyboard) }()
	go func() { defer close(answered); s.answer(keyboard, false) }()
	ended := make(chan struct{})
	go func() { defer close(ended); s.over <- s.stage.run() }()
	t.Cleanup(func() {
		s.stage.end(nil)
		<-ended
		_, _ = line.Close(), keyboard.Close()
		<-read
		_ = s.screen.InputPipe().(io.Closer).Close()
		<-answered
		d.leave()
	})
	return s
}

func (s *seat) presses(keys string) {
	s.Helper()
	if _, err := s.keyboard.WriteString(keys); err != nil {
		s.Fatal(err)
	}
}

func (s *seat) alt() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.screen.IsAltScreen()
}

// isGivenBack fails unless the terminal is as the shell had it.
func (s *seat) isGivenBack() {
	s.Helper()
	now, err := term.GetState(s.line.Fd())
	if err != nil || !reflect.DeepEqual(now, s.before) {
		s.Errorf("the terminal's mode is %v and was %v (%v)", now, s.before, err)
	}
	s.until(s, func() bool { return !s.alt() })
	if got, want := strings.TrimRight(s.text(), "\n"), "shell> drover"; got != want {
		s.Errorf("left on the screen:\n%s", got)
	}
	for mode, end := range map[string]byte{"1049": 'l', "25": 'h', "2004": 'l'} {
		_, after, _ := strings.Cut(s.wrote()[strings.LastIndex(s.wrote(), "\x1b[?"+mode):], mode)
		if after == "" || after[0] != end {
			s.Errorf("mode %s is left on", mode)
		}
	}
	if on, off := strings.Count(s.wrote(), pushTitle), strings.Count(s.wrote(), popTitle); on != off {
		s.Errorf("the title was put aside %d times and taken back %d times", on, off)
	}
	for _, foreign := range []string{"\x1b[>", "\x1b[=", "\x1b[<", "\x1b[?u", "\x1b[?2026", "\x1b[?2027", "\x1b[?100"} {
		if strings.Contains(s.wrote(), foreign) {
			s.Errorf("a mode that is not needed was touched: %q", foreign)
		}
	}
}

// TestTerminalIsGivenBack: after every way out the terminal is as it was.
func TestTerminalIsGivenBack(t *testing.T) {
	for name, out := range map[string]struct {
		leave func(s *seat)
		wrong bool
	}{
		"leave":   {func(s *seat) { s.presses("q"); s.sees("leave drover"); s.presses("\r") }, false},
		"ctrl+c":  {func(s *seat) { s.presses("\x03") }, false},
		"signal":  {func(s *seat) { s.stage.end(context.Canceled) }, true},
		"a panic": {func(s *seat) { s.app.env.crash.Guard(func() { panic("boom") }) }, true},
	} {
		for _, kind := range []string{"xterm-256color", "linux"} {
			t.Run(name+" "+kind, func(t *testing.T) {
				s := onPty(t, kind)
				s.sees("jobs 40 of 40")
				if now, err := term.GetState(s.line.Fd()); err != nil || reflect.DeepEqual(now, s.before) || !s.alt() {
					t.Errorf("the terminal is not in raw mode: %v", err)
				}
				out.leave(s)
				select {
				case err := <-s.over:
					s.over <- err
					if (err != nil) != out.wrong {
						t.Errorf("it ends with %v", err)
					}
				case <-time.After(time.Minute):
					t.Fatal("it does not end")
				}
				s.isGivenBack()
				s.app.env.crash = NewCrash("") // what was wanted is no reason to fail
			})
		}
	}
}

// TestAnotherSize: the window's size is followed.
func TestAnotherSize(t *testing.T) {
	s := onPty(t, "xterm-256color")
	s.sees("jobs 40 of 40")
	s.mu.Lock()
	s.screen.Resize(100, 30)
	s.mu.Unlock()
	if err := pty.Setsize(s.keyboard, &pty.Winsize{Cols: 100, Rows: 30}); err != nil {
		t.Fatal(err)
	}
	raise(t, syscall.SIGWINCH)
	s.until(t, func() bool { return strings.Contains(strings.Split(s.text(), "\n")[29], "? help") })
}

// TestStopAndContinue: a stopped program leaves the terminal to the shell, and
// takes it again afterwards, whatever the shell has left there.
func TestStopAndContinue(t *testing.T) {
	s := onPty(t, "xterm-256color")
	s.sees("jobs 40 of 40")
	raise(t, syscall.SIGTSTP)
	<-s.halted
	s.isGivenBack()
	raise(t, syscall.SIGCONT)
	s.sees("jobs 40 of 40", "? help")
	if now, err := term.GetState(s.line.Fd()); err != nil || reflect.DeepEqual(now, s.before) {
		t.Errorf("the terminal is not in raw mode again: %v", err)
	}
	s.presses("j")
	s.sees("▌")
	drawn := strings.Count(s.wrote(), "every 10s")
	raise(t, syscall.SIGCONT) // after a stop that nobody could catch
	s.until(t, func() bool { return strings.Count(s.wrote(), "every 10s") > drawn })
	s.presses("\x03")
	s.ends()
	s.isGivenBack()
}

func raise(t *testing.T, sig syscall.Signal) {
	t.Helper()
	if err := syscall.Kill(syscall.Getpid(), sig); err != nil {
		t.Fatal(err)
	}
}

// TestLateAnswers: what the terminal says after a quick end does not land at
// the shell's prompt.
func TestLateAnswers(t *testing.T) {
	keyboard, line, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _, _ = keyboard.Close(), line.Close() }()
	terminal := &tty{in: line, out: line, name: "xterm"}
	if err := terminal.enter(); err != nil {
		t.Fatal(err)
	}
	if _, err := keyboard.WriteString("\x1b[2;2R"); err != nil {
		t.Fatal(err)
	}
	terminal.drain()
	if _, err := keyboard.WriteString("ls"); err != nil {
		t.Fatal(err)
	}
	b := make([]byte, 64)
	if n, err := line.Read(b); err != nil || string(b[:n]) != "ls" {
		t.Errorf("the shell reads %q, %v", b[:n], err)
	}
	terminal.leave()
}
