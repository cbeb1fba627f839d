package tui

import (
	tea "charm.land/bubbletea/v2"

	"drover/model"
	"drover/tui/theme"
)

// goTo stands before the key of a field that a button of the last step leads to.
const goTo = "#go "

// sendIt is the button of the last step, where nothing is wrong.
const sendIt = "#review"

// review opens the page that sends, or the last step, where something is wrong.
func (c *create) review() (tea.Cmd, Nav) {
	if c.ends {
		return c.endsDone()
	}
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

// errorCount is how many things are wrong or missing.
type errorCount struct {
	seen int // in the steps that somebody has been at
	all  int
}

func countErrors(form model.CreateForm, seen map[model.CreateStep]bool) errorCount {
	var n errorCount
	for _, s := range form.Steps {
		if n.all += s.Wrong; seen[s.Step] {
			n.seen += s.Wrong
		}
	}
	return n
}

// words say so in the same way wherever a draft is told of. A form that is
// complete says "0 errors", and no other.
func (n errorCount) words() (string, theme.Tone) {
	switch {
	case n.all == 0:
		return "0 errors", theme.OK
	case n.seen > 0:
		return plural(n.seen, "error", "errors"), theme.Bad
	}
	return digit(n.all) + " to fill in", theme.Muted
}

// seenSteps are the steps that somebody has been at before a draft is opened:
// those up to where it was left, and all of what was begun from something.
func seenSteps(d model.Draft) map[model.CreateStep]bool {
	seen := map[model.CreateStep]bool{}
	for _, s := range model.CreateSteps() {
		seen[s] = s <= d.Step || d.From != ""
	}
	return seen
}
