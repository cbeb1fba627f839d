package tui

import (
	"reflect"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"drover/model"
)

// How somebody wants the screens is remembered from one start to the next:
// saved when it has changed, at most once a second, and at leaving. Nobody
// waits for the disk.

const (
	keepEvery   = time.Second
	keepHistory = 50 // filters
	keepRecent  = 5  // commands of the palette
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
	last   model.View // as it was last given to the client
	due    bool       // a timer is running
	failed bool       // it was said already
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
	a.keeping.last = a.view()
	if len(trouble) > 0 {
		a.say(note{kind: noteBad, text: "left out of what was remembered: " + strings.Join(trouble, ", ")})
	}
}

// keep sees to it that what has changed is saved within a second.
func (a *app) keep() tea.Cmd {
	if a.keeping.due || reflect.DeepEqual(a.view(), a.keeping.last) {
		return nil
	}
	a.keeping.due = true
	return tea.Tick(keepEvery, func(time.Time) tea.Msg { return keepDue{} })
}

// save gives the view to the client, beside the loop.
func (a *app) save() tea.Cmd {
	a.keeping.due = false
	a.keeping.last = a.view()
	c, v := a.env.client, a.keeping.last
	return a.env.crash.cmd(func() tea.Msg { return kept{c.SaveView(v)} })
}

// saved says once that nothing is remembered.
func (a *app) saved(m kept) tea.Cmd {
	if m.err == nil || a.keeping.failed {
		return nil
	}
	a.keeping.failed = true
	return a.sayNow(note{kind: noteBad, text: "how you want the list is not remembered: " + model.Clean(m.err.Error())})
}

// leave ends the program; what is still under way ends with the client.
func (a *app) leave() tea.Cmd {
	if reflect.DeepEqual(a.view(), a.keeping.last) && !a.keeping.due {
		return tea.Quit
	}
	save := a.save()
	return func() tea.Msg {
		save()
		return tea.QuitMsg{}
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
