package tui

import (
	"os"
	"time"

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

// DrainReplies throws away what the terminal still answers to a program that
// has ended quickly, so that it does not land at the shell's prompt.
func DrainReplies(in *os.File) {
	state, err := term.MakeRaw(in.Fd())
	if err != nil {
		return
	}
	defer func() { _ = term.Restore(in.Fd(), state) }()
	if in.SetReadDeadline(time.Now().Add(100*time.Millisecond)) != nil {
		return // a file that takes no deadline would block
	}
	buf := make([]byte, 1024)
	for {
		if _, err := in.Read(buf); err != nil {
			break
		}
	}
	_ = in.SetReadDeadline(time.Time{})
}
