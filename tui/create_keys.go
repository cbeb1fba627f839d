package tui

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"drover/client"
	"drover/model"
	"drover/tui/form"
	"drover/tui/theme"
)

// key gives a key or a paste to the fields; what they do not take is a command.
func (c *create) key(msg tea.Msg) (tea.Cmd, Nav) {
	d := c.sheet.Update(msg)
	if words := c.onTheSteps(msg); words != "" && (d.Pass || d.Why != "") {
		return c.env.say(note{kind: noteBad, text: words, bare: words}), stay
	}
	switch {
	case d.Pass:
		return nil, pass()
	case d.Out:
		return c.toSteps(), stay
	case d.Undo:
		return c.undo(d.Key)
	case d.Press:
		return c.press(d.Key)
	case d.Pick:
		return c.pick(d.Key)
	case d.Why != "":
		return c.env.say(note{kind: noteBad, text: theme.Safe(model.Clean(d.Why)), bare: "a field that takes no text or cannot be changed"}), stay
	case d.Joined > 0:
		words := "a paste of " + digit(d.Joined) + " lines was joined"
		return tea.Batch(c.set(d), c.env.say(note{kind: noteBad, text: words, bare: words})), stay
	case d.Set:
		return c.set(d), stay
	case d.Move == form.Next && c.now.key == "":
		return tea.Batch(c.retry(d.Key), c.move(d.Move)), stay
	case d.Move != form.Stay:
		return c.move(d.Move), stay
	}
	return nil, stay
}

// move leaves the field, and goes on in the next step where there is no further
// one in this.
func (c *create) move(m form.Move) tea.Cmd {
	cmd := c.settle()
	if c.sheet.Go(m) {
		return cmd
	}
	switch {
	case m == form.Next && c.step < model.StepReview:
		return tea.Batch(cmd, c.goStep(c.step+1))
	case m == form.Back && c.step > model.StepScenario:
		cmd = tea.Batch(cmd, c.goStep(c.step-1))
		c.sheet.Last()
	}
	return cmd
}

// goStep opens a step at its first field.
func (c *create) goStep(step model.CreateStep) tea.Cmd {
	cmd := c.settle()
	step = c.bound(step)
	c.step = step
	c.seen[step] = true
	c.reform()
	c.sheet.First()
	if c.saves.at.IsZero() && c.saves.change == 0 { // where an empty draft was left is nobody's loss
		return tea.Batch(cmd, c.need())
	}
	return tea.Batch(cmd, c.changed(), c.need())
}

// toSteps puts the focus on the steps.
func (c *create) toSteps() tea.Cmd {
	cmd := c.settle()
	c.sheet.Light(false)
	return cmd
}

// open goes to a field, wherever it is.
func (c *create) open(key model.FieldKey) tea.Cmd {
	cmd := c.settle()
	for _, s := range c.form.Steps {
		if slices.ContainsFunc(s.Beside, func(f model.Field) bool { return f.Key == key }) {
			c.lookAt(key)
		}
	}
	if _, step, ok := c.form.Field(key); ok && step != c.step {
		cmd = tea.Batch(cmd, c.goStep(step))
	}
	c.sheet.Light(true)
	c.sheet.Focus(key)
	return cmd
}

// lookAt has those elements of the lists looked at that a key is in.
func (c *create) lookAt(key model.FieldKey) {
	for i := 0; ; {
		open := strings.IndexByte(string(key[i:]), '[')
		if open < 0 {
			break
		}
		list, rest := string(key[:i+open]), string(key[i+open+1:])
		digits, _, _ := strings.Cut(rest, "]")
		if n, err := strconv.Atoi(digits); err == nil {
			c.draft, c.last = c.draft.Look(list, n), visit{}
		}
		i += open + 1
	}
	c.reform()
}

// Actions of the page.
func (c *create) Actions() []Action {
	acts := []Action{
		act(groupFind, 3, "next error", "ctrl+g", c.nextError),
		act(groupChange, 4, "review", "ctrl+r", c.review),
		act(groupLook, 0, "next step", "pgdown", func() (tea.Cmd, Nav) { return c.goStep(c.step + 1), stay }).shown("pgdn pgup"),
		act(groupLook, 0, "", "pgup", func() (tea.Cmd, Nav) { return c.goStep(max(c.step, 1) - 1), stay }),
	}
	if c.sheet.Lit() {
		return append(append(acts, c.fieldActions()...), c.fileActions()...)
	}
	acts = append(acts, c.stepActions()...)
	for _, s := range model.CreateSteps() {
		acts = append(acts, act(groupLook, 0, "step "+s.String(), digit(int(s)+1), func() (tea.Cmd, Nav) { return c.goStep(s), stay }))
	}
	return append(append(acts, c.readAction()), c.fileActions()...)
}

// fieldActions are those while a field has the focus: the sheet takes their keys.
func (c *create) fieldActions() []Action {
	move := func(m form.Move) func() (tea.Cmd, Nav) { return func() (tea.Cmd, Nav) { return c.move(m), stay } }
	acts := []Action{
		act(groupLook, 1, "next", "tab", move(form.Next), "enter"),
		act(groupLook, 0, "the field before", "shift+tab", move(form.Back)),
		act(groupLook, 0, "any field", "down", move(form.Down)).shown("up down"),
		act(groupLook, 0, "", "up", move(form.Up)),
		act(groupLeave, 90, "steps", "esc", func() (tea.Cmd, Nav) { return c.toSteps(), stay }),
	}
	f := c.sheet.Field()
	if c.Letters() || !f.Live() {
		return acts
	}
	space := func() (tea.Cmd, Nav) { return c.key(tea.KeyPressMsg{Code: ' ', Text: " "}) }
	switch f.Kind {
	case model.ChoiceField:
		acts = append(acts, act(groupChange, 2, "choose", "h", space, "l", "left", "right", "space").shown("h l"),
			act(groupChange, 0, "list", "enter", func() (tea.Cmd, Nav) { return c.pick(f.Key) }))
	case model.ButtonField:
		acts = append(acts, act(groupChange, 2, "do it", "enter", func() (tea.Cmd, Nav) { return c.press(f.Key) }, "space"))
	default:
		acts = append(acts, act(groupChange, 2, "change", "space", space))
	}
	return append(acts, act(groupChange, 5, "undo field", "u", func() (tea.Cmd, Nav) { return c.undo(f.Key) }))
}

// stepActions are those while the steps have the focus.
func (c *create) stepActions() []Action {
	into := func() (tea.Cmd, Nav) { c.sheet.Light(true); return nil, stay }
	by := func(n int) func() (tea.Cmd, Nav) {
		return func() (tea.Cmd, Nav) {
			return c.goStep(model.CreateStep(max(int(c.step)+n, 0))), stay //nolint:gosec // from 0 to 7
		}
	}
	return []Action{
		act(groupChange, 1, "fields", "enter", into, "tab", "l", "right"),
		act(groupLook, 2, "step", "down", by(1), "j").shown("j k"),
		act(groupLook, 0, "", "up", by(-1), "k"),
		act(groupChange, 5, "undo", "u", func() (tea.Cmd, Nav) { return c.undo("") }).named("undo the last change").unless(c.cannotUndo),
		act(groupLeave, 90, "leave", "esc", c.leave, "q").named(c.leaveWords()),
	}
}

func (c *create) leaveWords() string {
	if c.whose != "" {
		return "back with what was changed"
	}
	return "leave: the draft is kept"
}

func (c *create) cannotUndo() string {
	if len(c.past) == 0 {
		return "nothing was changed yet"
	}
	return ""
}

// readAction reads again; where the login has ended it asks for one.
func (c *create) readAction() Action {
	for _, err := range c.readErrors() {
		var e *client.Error
		if c.env.login != nil && errors.As(err, &e) && e.Kind == client.LoginEnded {
			return act(groupFind, 6, "log in again", "r", func() (tea.Cmd, Nav) { return nil, push(newLogin(c.env, c.again)) })
		}
	}
	return act(groupFind, 6, "read again", "r", c.again)
}

// nextError goes to the next field with something wrong, across the steps and
// around their end.
func (c *create) nextError() (tea.Cmd, Nav) {
	left := c.settle()
	var wrong []model.FieldKey
	here, after := c.sheet.Key(), -1
	for _, s := range c.form.Steps {
		passed := s.Step < c.step
		for _, f := range append(slices.Clone(s.Fields), s.Beside...) {
			if f.Wrong != "" && (s.Step > c.step || s.Step == c.step && passed) && after < 0 {
				after = len(wrong)
			}
			if f.Wrong != "" {
				wrong = append(wrong, f.Key)
			}
			passed = passed || s.Step == c.step && f.Key == here
		}
	}
	if len(wrong) == 0 {
		words := "0 errors: nothing is missing"
		return tea.Batch(left, c.env.say(note{kind: noteGood, text: words, bare: words})), stay
	}
	to := wrong[max(after, 0)]
	if !c.sheet.Lit() && c.sheet.Field().Wrong != "" {
		to = c.sheet.Key()
	}
	return tea.Batch(left, c.open(to)), stay
}

// leave goes back; the draft is kept. Where it cannot be, that is said first.
func (c *create) leave() (tea.Cmd, Nav) {
	c.Flush()
	if c.Unsaved() != "" && !c.warned {
		c.warned = true
		words := "esc again leaves and loses it: "
		if !c.saves.at.IsZero() {
			words = "esc again keeps only what was saved at " + c.env.atSecond(c.saves.at) + ": "
		}
		return c.env.say(note{kind: noteBad, text: theme.Safe(words + c.unsavedWhy()), bare: "a draft that is not saved"}), stay
	}
	if c.saves.at.IsZero() {
		return nil, pop()
	}
	words := "the draft " + c.draftName()
	if c.draft.Name() == "" {
		words = "the unnamed draft"
	}
	return c.env.say(note{kind: noteGood, text: words + " is kept: N goes on with it", bare: "a draft is kept"}), pop()
}
