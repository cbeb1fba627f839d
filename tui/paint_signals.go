package tui

import (
	"os"
	"os/signal"
	"syscall"

	tea "charm.land/bubbletea/v2"
)

// watch follows the signals that are about the terminal: another size, a stop
// and what comes after one.
func (s *stage) watch() (unwatch func()) {
	signals, over := make(chan os.Signal, 8), make(chan struct{})
	signal.Notify(signals, syscall.SIGWINCH, syscall.SIGTSTP, syscall.SIGCONT)
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			select {
			case <-over:
				return
			case sig := <-signals:
				s.signalled(sig)
			}
		}
	}()
	return func() {
		signal.Stop(signals)
		close(over)
		<-done
	}
}

func (s *stage) signalled(sig os.Signal) {
	if s.lent.Load() { // the terminal is another program's, which hears of it too
		if sig == syscall.SIGTSTP {
			s.halt()
		}
		return
	}
	switch sig {
	case syscall.SIGTSTP:
		s.paint.stop(s.tty.closing())
		s.tty.leave()
		s.halt()
	case syscall.SIGCONT:
		first := s.tty.opening()
		if s.paint.stop("") { // it was a stop that nobody can catch
			first = modes
		}
		_ = s.tty.enter()
		s.paint.start(first)
		s.resized()
	case syscall.SIGWINCH:
		s.resized()
	}
}

// resized draws everything: a terminal whose window was dragged to and fro has
// lost cells even where the size is the old one.
func (s *stage) resized() {
	w, h := s.tty.window()
	s.paint.forget()
	s.program.Send(tea.WindowSizeMsg{Width: w, Height: h})
}

// halt stops the process the way the terminal's owner asked for.
func halt() { _ = syscall.Kill(syscall.Getpid(), syscall.SIGSTOP) }
