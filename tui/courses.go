package tui

import (
	"cmp"
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"drover/client"
	"drover/model"
	"drover/tui/theme"
)

// The app owns the courses of copies as it owns runs: leaving a page never ends
// one. It waits for the changes of each, and takes on the runs that it begins.

// copyCourse is a copy on its way, as a page sees it.
type copyCourse interface {
	ID() string
	Report() model.CopyReport
	Stop()
}

// courseMoved says that the report of a course is another one.
type courseMoved struct {
	course *client.Course
	over   bool
}

// courseFollower is a screen that shows what courses do.
type courseFollower interface {
	CourseMoved(course copyCourse, over bool) tea.Cmd
}

// ownCourse takes on a course and waits for its first change.
func (a *app) ownCourse(c *client.Course) tea.Cmd {
	if a.courses[c] {
		return nil
	}
	a.courses[c] = true
	return tea.Batch(a.ownRunsOf(c), waitForCourse(c))
}

func waitForCourse(c *client.Course) tea.Cmd {
	return func() tea.Msg {
		select {
		case <-c.Changed():
			return courseMoved{course: c}
		case <-c.Done():
			return courseMoved{course: c, over: true}
		}
	}
}

// ownRunsOf takes on the runs of a course: lists and pages hear of them.
func (a *app) ownRunsOf(c *client.Course) tea.Cmd {
	var cmds []tea.Cmd
	for _, run := range c.Runs() {
		if !a.stepRuns[run.ID()] {
			a.stepRuns[run.ID()] = true
			cmds = append(cmds, a.own(run))
		}
	}
	return tea.Batch(cmds...)
}

func (a *app) courseMoved(m courseMoved) tea.Cmd {
	if a.env.client == nil || !a.courses[m.course] {
		return nil // of a profile that was left
	}
	cmds := []tea.Cmd{a.ownRunsOf(m.course)}
	for _, s := range a.stack {
		if f, ok := s.(courseFollower); ok {
			cmds = append(cmds, f.CourseMoved(m.course, m.over))
		}
	}
	if !m.over {
		return tea.Batch(append(cmds, waitForCourse(m.course))...)
	}
	delete(a.courses, m.course)
	return tea.Batch(append(cmds, a.sayCourse(m.course))...)
}

// sayCourse says what became of a copy, unless its page is being looked at.
func (a *app) sayCourse(c *client.Course) tea.Cmd {
	if p, ok := a.top().(*coursePage); ok && p.id == c.ID() {
		return nil
	}
	r := c.Report()
	name := shortName(model.Clean(r.Copying.Name))
	if r.Done() {
		n := r.Count()
		words := "the copy is done, " + digit(n.Accepted) + " of " + digit(n.Sent) + " accepted: " + name
		return a.sayNow(note{kind: noteGood, text: words, bare: "a copy is done"})
	}
	words := "the copy rests, C on its row goes on: " + name
	why := theme.Safe(strings.TrimRight(cmp.Or(model.Clean(r.Rests), "it was stopped"), "."))
	if room := a.env.width - 3; theme.Width(words)+2+theme.Width(why) <= room { // its page says it
		words += "; " + why
	}
	return a.sayNow(note{kind: noteBad, text: words, bare: "a copy goes no further"})
}

// forgetCourses lets go of the courses of a client that is left: they go with it.
func (a *app) forgetCourses() {
	a.courses, a.stepRuns = map[*client.Course]bool{}, map[string]bool{}
}

// courseOf is the course of a copy in this drover, nil: it only lies on the disk.
func courseOf(e *env, id string) copyCourse {
	for _, c := range e.client.Courses() {
		if c.ID() == id {
			return c
		}
	}
	return nil
}

// openCopying opens the page of a copy that was begun: of one that this drover takes
// on, or of what lies on the disk of it.
func openCopying(e *env, k client.CopyKept) Screen {
	if c := courseOf(e, k.ID); c != nil {
		return newCourse(e, c)
	}
	if k.Described {
		return newDescribed(e, k)
	}
	return newKeptCourse(e, k)
}

// keptOf finds the unfinished copy that a job is the original of, or the copy.
func keptOf(all []client.CopyKept, id model.JobID) (client.CopyKept, bool) {
	for _, k := range all {
		if !id.Empty() && (k.Original == id || k.Copy == id) {
			return k, true
		}
	}
	return client.CopyKept{}, false
}

// unfinishedCopy is the copy that a job is the original of, or the copy, as the list
// knows them.
func unfinishedCopy(e *env, id model.JobID) (client.CopyKept, bool) {
	if e.copyings == nil {
		return client.CopyKept{}, false
	}
	return keptOf(e.copyings(), id)
}

// restsCopy reports a copy that does not go on by itself, here or in another drover.
func restsCopy(e *env, k client.CopyKept) bool {
	if courseOf(e, k.ID) == nil {
		return !k.Busy
	}
	return k.Rests != ""
}

// openClonePage opens the page before a copy. Where a copy of the job is unfinished,
// or the job is one, that is offered first.
func openClonePage(e *env, job model.Job) (tea.Cmd, Nav) {
	k, unfinished := unfinishedCopy(e, job.ID)
	if !unfinished {
		return nil, push(newClone(e, job))
	}
	why := model.Can(e.client.Capabilities(), job, model.Clone)
	m := newMenu(e, "a copy is unfinished", []choice{
		{key: "g", name: "go on with the copy " + shortName(k.CopyName), do: func() (tea.Cmd, Nav) { return nil, push(openCopying(e, k)) }},
		{key: "c", name: "another copy", more: why, why: why, do: func() (tea.Cmd, Nav) { return nil, push(newClone(e, job)) }},
	})
	m.about = keptAbout(e, k)
	return nil, push(m)
}

// keptAbout says in a line or two how far a copy is that lies on the disk.
func keptAbout(e *env, k client.CopyKept) []string {
	out := []string{"of " + shortName(k.OriginalName) + ", " + agoWords(e.now(), k.Saved)}
	if words := keptStep(k); words != "" {
		out = append(out, words)
	}
	return out
}

// keptStep is the step at which a copy rests, and why.
func keptStep(k client.CopyKept) string {
	if k.Err != nil {
		return "it cannot be read: " + theme.Safe(k.Why)
	}
	words := theme.Safe(model.Clean(k.Step))
	if k.Rests != "" {
		words = strings.TrimPrefix(words+": "+theme.Safe(model.Clean(k.Rests)), ": ")
	}
	return words
}

// copyGone says that a copy is on no disk any more: nobody is to be led to it until the
// list has read what is there.
func (e *env) copyGone(id string) {
	if e.copyTaken != nil {
		e.copyTaken(id)
	}
}

func (s *jobsScreen) copyTaken(id string) {
	s.copyings.value = slices.DeleteFunc(slices.Clone(s.copyings.value), func(k client.CopyKept) bool { return k.ID == id })
}

// readCopyings lists the copies that are unfinished, beside the loop.
func (s *jobsScreen) readCopyings() tea.Cmd {
	cl := s.env.client
	return work(s.env, s, &s.copyings, func(context.Context) ([]client.CopyKept, error) { return cl.Copyings() })
}

// CourseMoved reads them anew where one has begun, rests or is done.
func (s *jobsScreen) CourseMoved(_ copyCourse, over bool) tea.Cmd {
	if over || !s.copyings.have {
		return tea.Batch(s.readCopyings(), s.readAll())
	}
	return s.readCopyings()
}

// copyingWords is how many copies rest, which want somebody, how many are described only,
// and how many are under way, which do not.
func (s *jobsScreen) copyingWords() string {
	th, rest, described := s.env.theme, len(s.resting(false)), 0
	for _, k := range s.copyings.value {
		if k.Described {
			described++
		}
	}
	var parts []string
	say := func(n int, sign, one, many string) {
		if n > 0 {
			parts = append(parts, sign+" "+th.Paint(theme.Text, plural(n, one, many)))
		}
	}
	say(rest, th.Paint(theme.Warn, th.Signs().Flag), "copy rests", "copies rest")
	say(described, th.Paint(theme.Muted, th.Signs().Dot), "copy described", "copies described")
	say(len(s.copyings.value)-rest-described, th.Paint(theme.Busy, "~"), "copy under way", "copies under way")
	return strings.Join(parts, "  ")
}

// resting are the copies that do not go on by themselves: those that were sent, or those
// that are only described.
func (s *jobsScreen) resting(described bool) []client.CopyKept {
	return slices.DeleteFunc(slices.Clone(s.copyings.value), func(k client.CopyKept) bool {
		return k.Described != described || !restsCopy(s.env, k)
	})
}

// copyingStands says on the message line which copy rests, and the key that leads to it.
func (s *jobsScreen) copyingStands() string {
	rest, described := s.resting(false), s.resting(true)
	switch {
	case len(rest) == 1 && rest[0].Err != nil:
		return "the record of a copy cannot be read, : leads to it: " + theme.Safe(rest[0].File)
	case len(rest) == 1:
		return "1 copy rests; C on its row goes on: " + shortName(rest[0].CopyName)
	case len(rest) > 1:
		return digit(len(rest)) + " copies rest; C on their rows goes on, first " + shortName(rest[0].CopyName)
	case len(described) > 0:
		return plural(len(described), "copy is described and not sent", "copies are described and not sent") + "; C goes on: " + shortName(described[0].CopyName)
	}
	return ""
}

// copyingOffers are the unfinished copies, as commands of the palette.
func (s *jobsScreen) copyingOffers() []Action {
	acts := make([]Action, 0, len(s.copyings.value))
	for _, k := range s.copyings.value {
		name, words := theme.Safe(k.CopyName), "go on with the copy of "+theme.Safe(k.OriginalName)
		if k.Err != nil {
			name, words = theme.Safe(k.File), "the record of a copy that cannot be read"
		}
		acts = append(acts, act(groupChange, 0, words, "", func() (tea.Cmd, Nav) {
			return nil, push(openCopying(s.env, k))
		}).unless(func() string { return unless(!k.Busy || courseOf(s.env, k.ID) != nil, "another drover has it") }).to(name))
	}
	return acts
}
