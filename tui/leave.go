package tui

import (
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"drover/client"
	"drover/tui/theme"
)

// leaveDialog asks before drover ends, or another profile is opened, and says
// what stays open.
type leaveDialog struct {
	env     *env
	open    open
	now     func() open           // what is open by now; nil: it is not asked again
	watches int                   // end with drover
	to      string                // the profile that is opened; "": drover ends
	do      func() (tea.Cmd, Nav) // opens it
}

func newLeave(e *env, o open, watches int) *leaveDialog {
	return &leaveDialog{env: e, open: o, watches: watches}
}

// leaving is the dialog that asks before drover ends.
func (a *app) leaving() *leaveDialog {
	d := newLeave(a.env, a.open(), a.watches())
	d.now = a.open
	return d
}

func (d *leaveDialog) Init() tea.Cmd                 { return nil }
func (d *leaveDialog) Resize(int, int)               {}
func (d *leaveDialog) Update(tea.Msg) (tea.Cmd, Nav) { return nil, stay }
func (d *leaveDialog) Typing() bool                  { return false }
func (d *leaveDialog) Width() int                    { return 62 }

// Title says what is asked.
func (d *leaveDialog) Title() string {
	if d.to != "" {
		return "go to " + d.to
	}
	return "leave drover"
}

// Moved keeps it true while a run goes on beneath it.
func (d *leaveDialog) Moved(*client.Run, bool) tea.Cmd {
	if d.now != nil {
		d.open = d.now()
	}
	return nil
}

// View says what leaving means now.
func (d *leaveDialog) View() string {
	th := d.env.theme
	lines := []string{"Jobs run on the service: leaving ends none of them."}
	switch {
	case d.env.client == nil:
		lines[0] = "Nobody has logged in: nothing was begun."
	case d.env.where().Demo:
		lines[0] = "The demo's jobs are made up: they end with it."
	}
	for _, w := range d.open.words() {
		for i, l := range wrapped(w, d.Width()-2) {
			sign := "  "
			if i == 0 {
				sign = th.Paint(theme.Warn, th.Signs().Flag) + " "
			}
			lines = append(lines, sign+l)
		}
	}
	with, then := "drover", "The next start"
	if d.to != "" {
		with, then = "that", "Coming back"
	}
	if d.watches > 0 {
		lines = append(lines, th.Paint(theme.Warn, th.Signs().Flag)+" "+plural(d.watches, "watch ends", "watches end")+" with "+with+": nothing will ring.")
	}
	if d.open != (open{}) {
		lines = append(lines, then+" reads the journal and looks for what is open.")
	}
	return strings.Join(lines, "\n")
}

// words says what is open, a line each.
func (o open) words() []string {
	var out []string
	if o.out > 0 {
		out = append(out, fmt.Sprintf("%s not answered yet; what is not out will not be sent.", plural(o.out, "job is", "jobs are")))
	}
	if o.unresolved > 0 {
		out = append(out, fmt.Sprintf("%s no known outcome.", plural(o.unresolved, "write has", "writes have")))
	}
	if o.copies > 0 {
		out = append(out, plural(o.copies, "copy stops", "copies stop")+" at the step where it stands; C on the job goes on with it later.")
	}
	return out
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// Actions of the dialog: the key that leaves is not the one that asked.
func (d *leaveDialog) Actions() []Action {
	word, do := "leave", leave()
	if d.to != "" {
		word, do = "go", popThen(d.do)
	}
	return []Action{
		act(groupLeave, 1, word, "enter", func() (tea.Cmd, Nav) { return nil, do }),
		act(groupLeave, 2, "stay", "esc", func() (tea.Cmd, Nav) { return nil, pop() }, "q"),
	}
}

// interrupt is ctrl+c: it leaves, but asks once while a write is out or an
// outcome unknown.
func (a *app) interrupt() tea.Cmd {
	o := a.open()
	unsaved := a.unsaved()
	if a.asked || o == (open{}) && len(unsaved) == 0 {
		return a.leave()
	}
	a.asked = true
	words := "ctrl+c again leaves. " + strings.Join(append(unsaved, o.words()...), " ")
	return a.sayNow(note{kind: noteBad, text: words, bare: words, holds: func() bool { return a.open() == o && len(a.unsaved()) == len(unsaved) }})
}

// flushed is a screen with something on it that belongs on the disk.
type flushed interface {
	// Flush writes what is not there yet. Nobody is asked any more.
	Flush()
	// Unsaved says that something could not be written, and why; "": nothing.
	Unsaved() string
}

// flush writes what the screens have not written yet, when the program has
// ended. A disk that hangs is not waited for.
func (a *app) flush() {
	if a.env.crash.Error() != nil {
		return
	}
	done := make(chan struct{})
	go a.env.crash.Guard(func() {
		defer close(done)
		for _, s := range a.stack {
			if f, ok := s.(flushed); ok {
				f.Flush()
			}
		}
	})
	select {
	case <-done:
	case <-time.After(keepLast):
	}
}

// unsaved is what would be lost, a sentence each.
func (a *app) unsaved() []string {
	var out []string
	for _, s := range a.stack {
		f, ok := s.(flushed)
		if !ok {
			continue
		}
		if why := f.Unsaved(); why != "" {
			out = append(out, strings.ToUpper(why[:1])+why[1:]+".")
		}
	}
	return out
}
