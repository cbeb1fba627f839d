package tui

import (
	"io"
	"os"
	"os/exec"

	tea "charm.land/bubbletea/v2"
)

// lend gives the terminal to another program, an editor, and takes it back when
// that has ended. The loop waits meanwhile, and so does what it would show;
// runs go on, and what they do is in the journal.
func (s *stage) lend(cmd *exec.Cmd, done func(error) tea.Msg) tea.Cmd {
	return func() tea.Msg {
		s.keys.pause() // else the library waits for a key before it lets go
		return tea.Exec(&loan{stage: s, cmd: cmd}, done)()
	}
}

// loan is the time that another program has the terminal.
type loan struct {
	stage *stage
	cmd   *exec.Cmd
}

// Run is called while nobody reads the keyboard.
func (l *loan) Run() error {
	s := l.stage
	s.lent.Store(true)
	s.paint.stop(s.tty.closing())
	s.tty.leave()
	l.cmd.Stdin, l.cmd.Stdout, l.cmd.Stderr = s.tty.file(s.tty.in, os.Stdin), s.tty.file(s.tty.out, os.Stdout), s.tty.file(s.tty.out, os.Stderr)
	err := l.cmd.Run()
	if entered := s.tty.enter(); err == nil {
		err = entered
	}
	s.keys.resume()
	s.lent.Store(false)
	s.paint.start(s.tty.opening())
	go s.resized() // the loop takes it once this has returned
	return err
}

// file is what a program can be given: the terminal's own end, or the process's
// where the screens are drawn for something else.
func (t *tty) file(end any, otherwise *os.File) *os.File {
	if f, ok := end.(*os.File); ok {
		return f
	}
	return otherwise
}

// The library gives its own ends of the terminal, which are not what another
// program can use.
func (l *loan) SetStdin(io.Reader)  {}
func (l *loan) SetStdout(io.Writer) {}
func (l *loan) SetStderr(io.Writer) {}
