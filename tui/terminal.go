package tui

import (
	"io"
	"os"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/term"
)

// Unusable says why the screens cannot be drawn here, "" if they can.
func Unusable(in, out *os.File, termName string) string {
	switch {
	case !term.IsTerminal(in.Fd()) || !term.IsTerminal(out.Fd()):
		return "standard input and output must be a terminal: run drover in one, not in a pipe or a job"
	case termName == "" || termName == "dumb":
		return "TERM is " + shownTerm(termName) + ", which cannot show screens: set it to what your terminal is, such as xterm-256color"
	}
	return ""
}

func shownTerm(name string) string {
	if name == "" {
		return "not set"
	}
	return name
}

// tty is the terminal that the program was started in: what is changed about
// it while the screens are drawn, and how it is left.
type tty struct {
	in    io.Reader
	out   io.Writer
	name  string // TERM
	size  [2]int // without a terminal to ask
	raw   *os.File
	was   *term.State // of raw, before
	young time.Time   // until when answers may still be on their way
}

// enter makes the terminal pass on every key as it is pressed.
func (t *tty) enter() error {
	t.young = time.Now().Add(time.Second)
	f, ok := t.in.(*os.File)
	if !ok || !term.IsTerminal(f.Fd()) {
		return nil
	}
	state, err := term.MakeRaw(f.Fd())
	if err != nil {
		return err
	}
	if t.was == nil { // the second time, after a stop, it may be a shell's state
		t.raw, t.was = f, state
	}
	return nil
}

// leave gives the terminal back as it was.
func (t *tty) leave() {
	if t.was != nil {
		_ = term.Restore(t.raw.Fd(), t.was)
	}
}

// window is the window's size in cells.
func (t *tty) window() (w, h int) {
	if f, ok := t.out.(*os.File); ok {
		if w, h, err := term.GetSize(f.Fd()); err == nil && w > 0 && h > 0 {
			return w, h
		}
	}
	if t.size[0] > 0 && t.size[1] > 0 {
		return t.size[0], t.size[1]
	}
	return 80, 24
}

// simple reports a terminal that may show what it does not understand: it is
// given no title and asked no questions.
func (t *tty) simple() bool {
	return t.name == "" || t.name == "dumb" || strings.HasPrefix(t.name, "linux") || strings.HasPrefix(t.name, "vt")
}

const pushTitle, popTitle = "\x1b[22;2t", "\x1b[23;2t"

// opening prepares the terminal for frames.
func (t *tty) opening() string {
	if t.simple() {
		return modes
	}
	return modes + pushTitle + ansi.SetWindowTitle("drover")
}

// modes are what frames need. No key that drover knows needs the keyboard
// modes of newer terminals: they stay as they are.
const modes = ansi.SetModeAltScreenSaveCursor + ansi.ResetModeTextCursorEnable + ansi.SetModeBracketedPaste

// closing takes it all back. A terminal without a second screen is left empty
// rather than with half a frame.
func (t *tty) closing() string {
	s := ansi.ResetStyle + ansi.CursorHomePosition + ansi.EraseScreenBelow +
		ansi.ResetModeBracketedPaste + ansi.SetModeTextCursorEnable
	if !t.simple() {
		s += ansi.SetWindowTitle("") + popTitle
	}
	return s + ansi.ResetModeAltScreenSaveCursor
}

// drain throws away what the terminal still answers to a program that has
// ended quickly, so that it does not land at the shell's prompt.
func (t *tty) drain() {
	if t.was == nil || time.Now().After(t.young) {
		return
	}
	k, err := listen(t.in)
	if err != nil {
		return
	}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_, _ = io.Copy(io.Discard, k)
	}()
	time.Sleep(100 * time.Millisecond)
	k.stop()
	<-ended
}
