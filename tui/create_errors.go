package tui

import (
	tea "charm.land/bubbletea/v2"

	"drover/model"
)

// goTo stands before the key of a field that a button of the last step leads to.
const goTo = "#go "

// sendIt is the button of the last step, where nothing is wrong.
const sendIt = "#review"

// review opens the page that sends, or the last step, where something is wrong.
func (c *create) review() (tea.Cmd, Nav) {
	cmd := c.goStep(model.StepReview)
	c.sheet.Light(true)
	if c.form.Wrong() > 0 {
		return cmd, stay
	}
	return cmd, push(newCreateReview(c))
}

// reviewFields are what is wrong, step by step, as ways to get there; where
// nothing is, the way to the page that sends.
func (c *create) reviewFields() []model.Field {
	if c.form.Wrong() == 0 {
		return []model.Field{{
			Key: sendIt, Label: "nothing is wrong", Kind: model.ButtonField, Value: "review it",
			Help: "Enter shows what will exist, what it costs to forget it, and the exact request. Nothing is sent before that page says so.",
		}}
	}
	var out []model.Field
	for _, s := range c.form.Steps {
		for _, fields := range [][]model.Field{s.Fields, s.Beside} {
			for _, f := range fields {
				if f.Wrong == "" {
					continue
				}
				out = append(out, model.Field{
					Key: goTo + f.Key, Label: digit(int(s.Step)+1) + " " + s.Step.String(), Kind: model.ButtonField, Value: f.Label,
					Wrong: f.Wrong, Missing: f.Missing, Help: "Enter goes there. " + f.Help, Wire: f.Name(), By: f.By,
				})
			}
		}
	}
	return out
}
