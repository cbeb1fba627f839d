package tui

import (
	"errors"
	"strings"

	tea "charm.land/bubbletea/v2"

	"drover/client"
	"drover/model"
)

// key edits the name; what it does not take is a command.
func (c *clone) key(k tea.KeyPressMsg) (tea.Cmd, Nav) {
	if c.focus != cloneName {
		return nil, pass()
	}
	switch k.String() {
	case "enter", "esc": // out of the field; Send wants a key of its own
		c.rest()
		return nil, stay
	case "tab", "shift+tab", "up", "down", "pgup", "pgdown":
		return nil, pass()
	}
	return c.edit(k), stay
}

// Actions of the page.
func (c *clone) Actions() []Action {
	return []Action{
		c.turnAction(),
		act(groupLook, c.fieldFoot(), "field", "tab", c.next),
		act(groupLook, 0, "the field before", "shift+tab", c.previous),
		act(groupLook, 0, "", "up", c.up),
		act(groupLook, 0, "", "down", c.down),
		act(groupChange, 0, "do what is lit", "enter", c.enter),
		act(groupChange, 2, "values", "e", c.values).named("what the copy has of its own").unless(c.noValues),
		act(groupChange, 0, "", "h", c.turn(-1), "left"),
		act(groupLook, 0, "scroll", "pgdown", c.scroll(1)).shown("pgdn pgup"),
		act(groupLook, 0, "", "pgup", c.scroll(-1)),
		act(groupLook, 4, "body", "b", func() (tea.Cmd, Nav) { return c.requests("exact body", false) }),
		act(groupLook, 4, "curl", "$", func() (tea.Cmd, Nav) { return c.requests("curl, secrets as $VARIABLES", true) }),
		c.readAction(),
		act(groupLeave, 90, c.leaveWord(), "esc", c.leave, "q"),
	}
}

// choosing reports that a choice is lit.
func (c *clone) choosing() bool {
	switch c.focus {
	case cloneVersion, cloneFate, cloneCheck, cloneFilters:
		return true
	case cloneBack, cloneSend, cloneName:
	}
	return false
}

// turnAction is the key of the choice that is lit; elsewhere that of the original.
func (c *clone) turnAction() Action {
	foot, word := 6, "the original"
	if c.choosing() {
		foot, word = 1, "choose"
	}
	return act(groupChange, foot, word, "l", c.turn(1), "right", "space").shown("h l")
}

// fieldFoot has the key to the next field first in the footer, but where a choice is lit.
func (c *clone) fieldFoot() int {
	if c.choosing() {
		return 3
	}
	return 1
}

// leaveWord says what esc does, shortly where there is little room.
func (c *clone) leaveWord() string {
	if c.width < narrowest {
		return "back"
	}
	return "back, nothing sent"
}

// rest puts the focus on Back, from where the next tab offers Send.
func (c *clone) rest() { c.focus, c.rested = cloneBack, true }

// typedWork is what leaving would lose, in words; "": nothing.
func (c *clone) typedWork() string {
	n := 0
	for _, d := range c.differences() {
		if !c.given[d] {
			n++
		}
	}
	switch named := c.name.value() != c.proposed; {
	case named && n > 0:
		return "the name you typed, and " + plural(n, "value", "values") + " of the copy"
	case named:
		return "the name you typed"
	case n > 0:
		return plural(n, "value", "values") + " of the copy"
	}
	return ""
}

// leave goes back. What was typed goes with the second key alone.
func (c *clone) leave() (tea.Cmd, Nav) {
	if lost := c.typedWork(); lost != "" && !c.forgets {
		c.rest() // so that enter after it does not send
		c.forgets, c.note = true, forgetsWork+lost
		return nil, stay
	}
	return nil, pop()
}

const forgetsWork = "esc again drops "

// pressed has the question before what was typed is dropped asked anew once
// another key comes.
func (c *clone) pressed(key string) {
	if c.forgets && key != "esc" && key != "q" && key != "enter" {
		c.forgets = false
		if strings.HasPrefix(c.note, forgetsWork) {
			c.note = ""
		}
	}
}

// enter does what is lit.
func (c *clone) enter() (tea.Cmd, Nav) {
	switch c.focus {
	case cloneBack:
		return c.leave()
	case cloneSend:
		return c.send()
	case cloneName, cloneVersion, cloneFate, cloneCheck, cloneFilters:
		c.rest()
	}
	return nil, stay
}

// scroll turns pages; two lines of the one before stay in sight.
func (c *clone) scroll(pages int) func() (tea.Cmd, Nav) {
	return func() (tea.Cmd, Nav) { c.top = max(c.top+pages*max(c.room-2, 1), 0); return nil, stay }
}

// readAction reads again; where the credential has ended it asks for one.
func (c *clone) readAction() Action {
	var e *client.Error
	if c.env.login != nil && errors.As(c.detail.err, &e) && e.Kind == client.LoginEnded {
		return act(groupFind, 5, "log in again", "r", func() (tea.Cmd, Nav) {
			return nil, push(newLogin(c.env, c.again))
		})
	}
	return act(groupFind, 5, "read again", "r", c.again)
}

// clone opens the page for the job under the cursor, whatever is marked.
func (s *jobsScreen) clone() (tea.Cmd, Nav) {
	r, _ := s.table.Cursor()
	return openClonePage(s.env, r.job.Job())
}

// cannotClone is why the job under the cursor is not copied.
func (s *jobsScreen) cannotClone() string {
	if why := s.noCursor(); why != "" {
		return why
	}
	r, _ := s.table.Cursor()
	return cloneWhy(s.env, r.job.Job())
}

// cloneWhy is why a job is not copied; one that is an unfinished copy leads to that.
func cloneWhy(e *env, job model.Job) string {
	if e.where().ReadOnly {
		return "this session is read-only"
	}
	if _, unfinished := unfinishedCopy(e, job.ID); unfinished {
		return ""
	}
	return model.Can(e.client.Capabilities(), job, model.Clone)
}

// cloneWord is what the key that copies does to a job.
func cloneWord(e *env, id model.JobID) string {
	switch k, unfinished := unfinishedCopy(e, id); {
	case !unfinished:
		return string(model.Clone)
	case restsCopy(e, k):
		return "go on with its copy"
	}
	return "its copy"
}

// cloneKey is the key that copies. Where a copy rests it is what is to be done, and so
// among the first of the footer.
func cloneKey(e *env, id model.JobID, foot int, do func() (tea.Cmd, Nav)) Action {
	k, unfinished := unfinishedCopy(e, id)
	if !unfinished {
		return act(groupChange, foot, string(model.Clone), "C", do).named("clone: a copy under another name")
	}
	if restsCopy(e, k) {
		foot = 1
	}
	return act(groupChange, foot, cloneWord(e, id), "C", do)
}

// cloneAction is the key that copies, for the list.
func (s *jobsScreen) cloneAction() Action {
	return cloneKey(s.env, s.cursorJob().ID, 0, s.clone).to(s.cursorName()).unless(s.cannotClone)
}

// cloneAction is the key that copies, for a job's page and its preview.
func (p *jobPane) cloneAction(foot int) Action {
	return cloneKey(p.env, p.job.ID, foot, func() (tea.Cmd, Nav) { return openClonePage(p.env, p.job) }).
		unless(func() string { return cloneWhy(p.env, p.job) })
}

// hasName reports whether a job on the list has a name. Names differ in case
// only to people.
func (s *jobsScreen) hasName(name string) bool {
	for r := range s.table.Each {
		if strings.EqualFold(r.name, name) {
			return true
		}
	}
	return false
}

// retryScreen is what a report offers again.
func (s *reportScreen) retryScreen() Screen {
	if s.report.Plan.Verb == model.Clone {
		return againClone(s.env, s.report, s.run.Settles())
	}
	return retryReview(s.env, s.run)
}

// offersCopy counts a copy that can be tried again: by what its original allows
// now.
func (s *reportScreen) offersCopy(r model.Result) int {
	job, _, listed := s.env.listed(r.ID)
	if listed && model.Can(s.env.client.Capabilities(), job, model.Clone) != "" {
		return 0
	}
	return 1
}
