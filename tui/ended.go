package tui

import (
	"errors"

	tea "charm.land/bubbletea/v2"

	"drover/client"
)

// A login that has ended is mended by a hand alone. Until then nothing is sent
// by itself: what is repeated with a wrong credential locks people out.

// outcome is a message that tells what became of a question.
type outcome interface {
	// told is which login it was asked with, and what went wrong.
	told() (login int, err error)
}

// heedEnd takes note of an answer that says that the login has ended. What was
// asked with an earlier login says nothing about this one.
func (a *app) heedEnd(msg tea.Msg) {
	o, ok := msg.(outcome)
	if !ok || a.env.client == nil || a.env.ended != nil {
		return
	}
	login, err := o.told()
	var ended *client.Error
	if login != a.env.logins || !endedLogin(err) || !errors.As(err, &ended) {
		return
	}
	a.env.ended = ended
	if list, ok := a.stack[0].(*jobsScreen); ok {
		list.loginOver()
	}
}

// loggedIn lets the screens ask again, and reads the list anew.
func (a *app) loggedIn() tea.Cmd {
	a.env.ended = nil
	a.env.logins++
	if list, ok := a.stack[0].(*jobsScreen); ok {
		return list.loggedIn()
	}
	return nil
}

// loginOver ends the reading by itself; rows and marks stay. A reading under
// way says it at its end.
func (s *jobsScreen) loginOver() {
	r := &s.read
	r.due++
	if r.now != nil {
		return
	}
	r.err = s.env.ended
	r.tries++
	s.table.SetStale(true)
}

// loggedIn reads the list with the new login, or once it is in sight again.
func (s *jobsScreen) loggedIn() tea.Cmd {
	r := &s.read
	if r.now != nil {
		r.now.cancel()
		r.now = nil
	}
	if r.idle = !s.env.shown(s) && len(s.watch.list) == 0; r.idle {
		return nil
	}
	return s.readAll()
}

// logIn asks for what the login wants, in place.
func (s *jobsScreen) logIn() (tea.Cmd, Nav) { return nil, push(newLogin(s.env, nil)) }

// loginEnded reports that the last reading failed for want of a credential.
func (r *reading) loginEnded() bool { return endedLogin(r.err) }

// endedLogin reports an error that only another login mends.
func endedLogin(err error) bool {
	var e *client.Error
	return errors.As(err, &e) && e.Kind == client.LoginEnded
}
