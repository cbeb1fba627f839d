package tui

import (
	tea "charm.land/bubbletea/v2"

	"drover/model"
)

// goTo stands before the key of a field that a button of the last step leads to.
const goTo = "#go "

// review goes to the last step.
func (c *create) review() (tea.Cmd, Nav) {
	cmd := c.goStep(model.StepReview)
	c.sheet.Light(true)
	return cmd, stay
}

// reviewFields are what is wrong, step by step, as ways to get there.
func (c *create) reviewFields() []model.Field {
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
