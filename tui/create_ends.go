package tui

import (
	tea "charm.land/bubbletea/v2"

	"drover/model"
	"drover/tui/theme"
)

// The walk over a job that is made has its two ends alone: the rest of it
// cannot be sent any more. What is typed goes back to the page that it was
// opened from, which tests and stores it.

// heldFile is a draft's file that the page beneath keeps open.
type heldFile struct{ draftFile }

// Close leaves it open.
func (heldFile) Close() {}

// newEndsWalk opens the ends of a draft whose job is made.
func newEndsWalk(e *env, file draftFile, d model.Draft) *create {
	d.Step = model.StepSource
	c := openCreate(e, heldFile{file}, d)
	c.ends = true
	c.reform()
	return c
}

// endsHead names the job whose ends are edited.
func (c *create) endsHead(w int) string {
	th := c.env.theme
	after := " " + th.Signs().Crumb + " endpoints"
	name := theme.CutMiddle(theme.Safe(model.Clean(c.whose)), max(w-theme.Width(after)-2, 8), th.Signs().Cut)
	left := " " + th.Paint(theme.Strong, name+after)
	if words := "   nothing is stored yet"; theme.Width(left)+theme.Width(words) <= w {
		left += th.Paint(theme.Muted, words)
	}
	return left
}

// bound is the step nearest to one that can be gone to.
func (c *create) bound(step model.CreateStep) model.CreateStep {
	if c.ends {
		return min(max(step, model.StepSource), model.StepTarget)
	}
	return min(step, model.StepReview)
}

// endsErrors has only the ends count where nothing else can be changed.
func (c *create) endsErrors() {
	for i := range c.form.Steps {
		if s := &c.form.Steps[i]; s.Step != model.StepSource && s.Step != model.StepTarget {
			s.Wrong, s.Missing = 0, 0
			for k := range s.Fields {
				s.Fields[k].Wrong, s.Fields[k].Missing = "", false
			}
		}
	}
}

// endsDone goes back with the ends, unless something is wrong with them.
func (c *create) endsDone() (tea.Cmd, Nav) {
	cmd := c.settle()
	if c.form.Wrong() > 0 {
		more, nav := c.nextError()
		return tea.Batch(cmd, more), nav
	}
	return cmd, pop()
}
