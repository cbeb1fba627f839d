package tui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"
)

// reply is an answer on its way to the screen that asked. The app drops it if
// that screen is gone.
type reply struct {
	to  Screen
	msg tea.Msg
}

// answer carries what one question brought.
type answer[T any] struct {
	ticket int
	slot   *remote[T]
	value  T
	err    error
	at     time.Time
	login  int // which login it was asked with
}

// told is what became of it, and with which login it was asked.
func (a answer[T]) told() (login int, err error) { return a.login, a.err }

// remote is a value that lives on the service: what was last read, how old it
// is, and what went wrong since. A failed reading keeps the last good value.
type remote[T any] struct {
	value  T
	have   bool
	err    error
	asked  time.Time
	got    time.Time
	tries  int // failed readings in a row
	ticket int
	cancel context.CancelFunc
}

// loading reports whether a question is under way.
func (r *remote[T]) loading() bool { return r.cancel != nil }

// drop cancels the question under way: its answer will not be taken.
func (r *remote[T]) drop() {
	if r.cancel != nil {
		r.cancel()
	}
	r.cancel = nil
	r.ticket++
}

// ask puts a question to the service for a screen. A question still under way
// in the same slot is cancelled, and its answer refused. Where the login has
// ended nothing is sent: the answer is what the service said of that.
func ask[T any](e *env, s Screen, slot *remote[T], f func(context.Context) (T, error)) tea.Cmd {
	if ended := e.ended; ended != nil {
		f = func(context.Context) (value T, err error) { return value, ended }
	}
	return work(e, s, slot, f)
}

// work does something for a screen beside the loop, as ask does.
func work[T any](e *env, s Screen, slot *remote[T], f func(context.Context) (T, error)) tea.Cmd {
	slot.drop()
	ctx, cancel := context.WithCancel(context.Background())
	slot.cancel, slot.asked = cancel, e.now()
	ticket, now, login := slot.ticket, e.now, e.logins
	return e.crash.cmd(func() tea.Msg {
		v, err := f(ctx)
		return reply{to: s, msg: answer[T]{ticket: ticket, slot: slot, value: v, err: err, at: now(), login: login}}
	})
}

// take accepts an answer; false means that it was stale.
func (a answer[T]) take() bool {
	r := a.slot
	if a.ticket != r.ticket {
		return false
	}
	if r.cancel != nil {
		r.cancel()
	}
	r.cancel = nil
	if a.err != nil {
		r.err, r.tries = a.err, r.tries+1
		return true
	}
	r.value, r.have, r.err, r.got, r.tries = a.value, true, nil, a.at, 0
	return true
}
