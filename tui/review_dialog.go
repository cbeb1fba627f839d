package tui

import (
	"slices"
	"strings"

	"drover/model"
	"drover/tui/theme"
)

// reviewDialog asks for the end of one job over the list: the same review, with
// no list of jobs in it.
type reviewDialog struct{ *review }

func newReviewDialog(r *review) *reviewDialog {
	d := &reviewDialog{r}
	r.owner = d
	return d
}

// Title repeats where it goes: the banner may be out of sight.
func (d *reviewDialog) Title() string {
	return d.review.Title() + " on " + model.Clean(d.env.place())
}

// Width leaves the list in sight on both sides.
func (d *reviewDialog) Width() int { return 68 }

// Resize gives the review the cells within the border.
func (d *reviewDialog) Resize(w, h int) { d.review.Resize(min(d.Width(), max(w-4, 1)), h) }

// View draws the job, what it means, and the guard with both buttons: those
// stand whatever the height.
func (d *reviewDialog) View() string {
	head := append([]string{d.jobLine()}, d.whyLines()...)
	foot := d.askLines()
	if d.note != "" {
		foot = append([]string{strings.TrimPrefix(d.noteLine(d.width), " ")}, foot...)
	}
	if len(head) == 1 {
		for _, l := range d.effectLines(d.width, d.height-2-len(head)-len(foot)) {
			head = append(head, strings.TrimPrefix(l, " "))
		}
	}
	return strings.Join(append(head, foot...), "\n")
}

// jobLine is the job with its state and how far it is.
func (d *reviewDialog) jobLine() string {
	th, pick := d.env.theme, d.plan.Pick(0)
	state := pick.Job.State
	name := theme.CutMiddle(theme.Safe(pick.Job.Name.String()), max(d.width-34, 8), th.Signs().Cut)
	line := th.Paint(theme.Strong, name) + "   " + th.Paint(th.FamilyTone(state.Family), th.Glyph(state.Family)) + " " + th.Paint(th.WordTone(state.Family), state.Word)
	if far := farWords(pick.Job, pick.Sample); strings.HasSuffix(far, "%") {
		line += "   " + far
	} else if far != "-" {
		line += "   lag " + far
	}
	return spread(line, d.ageWords(), d.width+1)
}

// whyLines say why it cannot be done.
func (d *reviewDialog) whyLines() []string {
	s := d.plan.Step(0)
	if s.Why == "" {
		return nil
	}
	var out []string
	for _, why := range stepReasons(d.verb(), s) {
		for _, l := range wrapped(theme.Safe(why), d.width-4) {
			out = append(out, d.env.theme.Paint(theme.Text, l))
		}
	}
	out[0] = d.env.theme.Paint(theme.Warn, "no") + "  " + out[0]
	return out
}

// askLines are the field for the job's name, and the buttons.
func (d *reviewDialog) askLines() []string {
	var out []string
	if d.guard().name {
		label := "Type the job's name    "
		out = append(out, label+d.guardField(max(d.width-theme.Width(label), 4)))
	}
	return append(out, spread("", d.buttons(), d.width+1))
}

// Actions are those of the review that one job leaves; in the field letters are
// text.
func (d *reviewDialog) Actions() []Action {
	return slices.DeleteFunc(d.review.Actions(), func(a Action) bool {
		key := a.Keys()[0]
		return a.Group == groupMark || key == "up" || key == "down" || key == "pgup" || key == "pgdown" || d.Letters() && printable(key)
	})
}
