package tui

import (
	"reflect"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"drover/model"
)

// How somebody wants the screens is remembered from one start to the next:
// saved when it has changed, at most once a second, one saving at a time, and
// once more when the program has ended, however it did. Nobody waits long for
// the disk.

const (
	keepEvery   = time.Second
	keepLast    = time.Second            // how long the end waits for the disk
	keepBeside  = 200 * time.Millisecond // the same, where writes that are out need the time
	keepHistory = 50                     // filters
	keepRecent  = 5                      // commands of the palette
)

// keeper is a screen with something to remember.
type keeper interface {
	// Keep writes what is to be remembered into v.
	Keep(v *model.View)
	// Restore takes it up again; it answers what had to be left out, a clause
	// each.
	Restore(v model.View) (trouble []string)
}

// keepDue says that the view may be saved again, kept that it was, or why not.
type (
	keepDue struct{}
	kept    struct{ err error }
)

// keeping is where the app's remembering stands.
type keeping struct {
	last   model.View    // as it was last given to the client
	due    bool          // a timer is running, or a saving is under way
	failed bool          // it was said already
	turn   chan struct{} // holds something while a view is saved
	write  func(model.View) error
}

// put saves a view once the one before it is saved.
func (k *keeping) put(v model.View) error {
	k.turn <- struct{}{}
	defer func() { <-k.turn }()
	return k.write(v)
}

// view is how the screens are wanted now.
func (a *app) view() model.View {
	v := model.View{Compact: a.env.compact, Clock: a.env.order.word(), Recent: a.recent}
	if k, ok := a.stack[0].(keeper); ok {
		k.Keep(&v)
	}
	return v
}

// restore takes up what was remembered. What cannot be, is left out and said.
func (a *app) restore(v model.View) {
	var trouble []string
	a.env.compact = v.Compact
	var ok bool
	if a.env.order, ok = clockOf(v.Clock); !ok {
		trouble = append(trouble, "the clock "+quoted(v.Clock))
	}
	a.recent = v.Recent[:min(len(v.Recent), keepRecent)]
	if k, ok := a.stack[0].(keeper); ok {
		trouble = append(trouble, k.Restore(v)...)
	}
	a.keeping = keeping{last: a.view(), turn: make(chan struct{}, 1), write: a.env.client.SaveView}
	if len(trouble) > 0 {
		a.say(note{kind: noteBad, text: "left out of what was remembered: " + strings.Join(trouble, ", ")})
	}
}

// keep sees to it that what has changed is saved within a second, or as soon as
// the saving before it has ended.
func (a *app) keep() tea.Cmd {
	if a.env.client == nil || a.keeping.due || reflect.DeepEqual(a.view(), a.keeping.last) {
		return nil
	}
	a.keeping.due = true
	return tea.Tick(keepEvery, func(time.Time) tea.Msg { return keepDue{} })
}

// workKeeper is a screen that has what is typed on it, or above it, on the disk soon.
type workKeeper interface{ KeepSoon() tea.Cmd }

// keepWork has what was typed kept, wherever in the stack it belongs to.
func (a *app) keepWork() tea.Cmd {
	var cmds []tea.Cmd
	for _, s := range a.stack {
		if k, ok := s.(workKeeper); ok {
			cmds = append(cmds, k.KeepSoon())
		}
	}
	return tea.Batch(cmds...)
}

// save gives the view to the client, beside the loop.
func (a *app) save() tea.Cmd {
	if a.env.client == nil { // it was saved when the profile was left
		return nil
	}
	a.keeping.last = a.view()
	k, v := &a.keeping, a.keeping.last
	return a.env.crash.cmd(func() tea.Msg { return kept{k.put(v)} })
}

// saved says once that nothing is remembered, and sees to what has changed
// meanwhile.
func (a *app) saved(m kept) tea.Cmd {
	a.keeping.due = false
	if m.err == nil || a.keeping.failed {
		return a.keep()
	}
	a.keeping.failed = true
	return tea.Batch(a.keep(), a.sayNow(note{kind: noteBad, text: "how you want the list is not remembered: " + model.Clean(m.err.Error())}))
}

// leave ends the program; what is still under way ends with the client.
func (a *app) leave() tea.Cmd { return tea.Quit }

// keepAtEnd saves what was not saved yet when the program has ended and the
// terminal is the shell's again: by a key, a signal or a lost line. A disk that
// hangs is not waited for. What has failed remembers nothing more.
func (a *app) keepAtEnd() {
	if a.env.client == nil || a.env.crash.Error() != nil || !a.keeping.due && reflect.DeepEqual(a.view(), a.keeping.last) {
		return
	}
	patience := keepLast
	if a.open().out > 0 {
		patience = keepBeside
	}
	done, v := make(chan struct{}), a.view()
	go a.env.crash.Guard(func() { defer close(done); _ = a.keeping.put(v) }) // nobody is there to be told
	select {
	case <-done:
	case <-time.After(patience):
	}
}

// quoted is a value from a file as a sentence may show it.
func quoted(s string) string {
	const most = 30
	if r := []rune(model.Clean(s)); len(r) > most {
		return `"` + string(r[:most]) + `.."`
	}
	return `"` + model.Clean(s) + `"`
}
