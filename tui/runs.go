package tui

import (
	"context"
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"drover/client"
	"drover/model"
)

// The app owns the runs: leaving a screen never ends one. It waits for each
// run's changes and tells every screen that wants to know.

// runMoved says that a run's report is another one.
type runMoved struct {
	run  *client.Run
	over bool
}

// settling says that the search for earlier, unresolved writes has begun (run
// is nil: there are none).
type settling struct {
	of  *client.Client
	run *client.Run
	err error
}

// follower is a screen that shows what runs do.
type follower interface {
	Moved(run *client.Run, over bool) tea.Cmd
}

// own takes on a run and waits for its first change.
func (a *app) own(run *client.Run) tea.Cmd {
	if a.runs[run] {
		return nil
	}
	a.runs[run] = true
	return waitFor(run)
}

func waitFor(run *client.Run) tea.Cmd {
	return func() tea.Msg {
		select {
		case <-run.Changed():
			return runMoved{run: run}
		case <-run.Done():
			return runMoved{run: run, over: true}
		}
	}
}

func (a *app) runMoved(m runMoved) tea.Cmd {
	if a.env.client == nil || !slices.Contains(a.env.client.Runs(), m.run) {
		return nil // of a profile that was left
	}
	var cmds []tea.Cmd
	for _, s := range a.stack {
		if f, ok := s.(follower); ok {
			cmds = append(cmds, f.Moved(m.run, m.over))
		}
	}
	if a.note.holds != nil && !a.note.holds() {
		a.note, a.asked = note{}, false
	}
	if m.over {
		delete(a.runs, m.run)
		cmds = append(cmds, a.sayEnd(m.run.Report(), m.run.Settles()))
	} else {
		cmds = append(cmds, waitFor(m.run))
	}
	return tea.Batch(cmds...)
}

// reported tells that the report of a run that is over is looked at.
func (a *app) reported() bool {
	rep, ok := a.top().(*reportScreen)
	return ok && !rep.report.Ended.IsZero()
}

// sayEnd puts the end of a run on the message line, unless its report is
// being looked at.
func (a *app) sayEnd(r model.Report, settles bool) tea.Cmd {
	if a.stepRuns[r.RunID] { // the page of the copy tells
		return nil
	}
	if s, ok := a.top().(interface{ tells(run string) bool }); ok && s.tells(r.RunID) {
		return nil
	}
	c := r.Count()
	words := "run " + r.RunID + " is over: " + countWords(c)
	if settles {
		words = settledWords(c)
	}
	n := note{kind: noteGood, text: words, bare: words}
	if c.Refused+c.Unknown+c.Absent+c.NotSent > 0 {
		n.kind = noteBad
	}
	return a.sayNow(n)
}

// settledWords says what became of earlier writes; nothing was sent for it.
func settledWords(c model.Counts) string {
	var parts []string
	for _, p := range []struct {
		n    int
		word string
	}{{c.Accepted, "applied"}, {c.Absent, "absent"}, {c.Unknown, "still unknown"}} {
		if p.n > 0 {
			parts = append(parts, digit(p.n)+" "+p.word)
		}
	}
	return "of the earlier writes: " + strings.Join(parts, ", ") + "; nothing was sent for that"
}

// countWords is the first line of a report, which scripts wait for.
func countWords(c model.Counts) string {
	s := fmt.Sprintf("sent %d   accepted %d   refused %d   unknown %d", c.Sent, c.Accepted, c.Refused, c.Unknown)
	if c.Absent > 0 {
		s += fmt.Sprintf("   absent %d", c.Absent)
	}
	if c.NotSent > 0 {
		s += fmt.Sprintf("   not sent %d", c.NotSent)
	}
	return s
}

// settle looks, at the start, for writes an earlier session left unresolved.
func (a *app) settle() tea.Cmd {
	if a.env.client == nil {
		return nil
	}
	return settleNow(a.env)
}

func settleNow(e *env) tea.Cmd {
	c := e.client
	return func() tea.Msg {
		run, err := c.Settle(context.Background())
		return settling{of: c, run: run, err: err}
	}
}

func (a *app) settled(m settling) tea.Cmd {
	switch {
	case m.of != a.env.client:
		return nil // of a profile that was left
	case m.err != nil:
		return a.sayNow(note{kind: noteBad, text: model.Clean(m.err.Error()), bare: "the earlier writes could not be looked for"})
	case m.run == nil:
		return nil
	}
	n := len(m.run.Report().Rows)
	words := fmt.Sprintf("%d earlier writes have no known outcome; looking for them: ! shows them", n)
	if n == 1 {
		words = "1 earlier write has no known outcome; looking for it: ! shows it"
	}
	holds := func() bool { return a.open().unresolved > 0 }
	return tea.Batch(a.sayNow(note{kind: noteBad, text: words, bare: words, holds: holds}), a.own(m.run))
}

// open counts what would be left behind by leaving now.
type open struct {
	out        int // writes that are out, or about to go
	unresolved int // outcomes nobody knows
	copies     int // that are on their way
}

func (a *app) open() open {
	o := open{copies: len(a.courses)}
	for run := range a.runs {
		c := run.Report().Count()
		o.out += c.Waiting
	}
	if a.env.client != nil {
		o.unresolved = len(unresolvedIDs(a.env.client))
	}
	return o
}

// watches counts what the list watches.
func (a *app) watches() int {
	if list, ok := a.stack[0].(*jobsScreen); ok {
		return len(list.watch.list)
	}
	return 0
}

// blockedIDs is the jobs that nothing is sent to before an unknown outcome is
// settled.
func blockedIDs(c *client.Client) map[model.JobID]bool {
	ids := map[model.JobID]bool{}
	for _, e := range c.Unresolved() {
		if e.Here && e.Blocks {
			ids[e.Job] = true
		}
	}
	return ids
}

// unresolvedIDs is the jobs the journal holds an unknown outcome for.
func unresolvedIDs(c *client.Client) map[model.JobID]bool {
	ids := map[model.JobID]bool{}
	for _, e := range c.Unresolved() {
		if e.Here {
			ids[e.Job] = true
		}
	}
	return ids
}

// Moved brings a run's news into the list.
func (s *jobsScreen) Moved(run *client.Run, over bool) tea.Cmd {
	return tea.Batch(s.runChanged(runChanged{report: run.Report(), unresolved: unresolvedIDs(s.env.client), ended: over}), s.alarms())
}
