package tui

import (
	"strings"

	"drover/model"
	"drover/tui/theme"
)

// body draws the pre-check into the pane's cells.
func (t *checkTab) body() []string {
	p := t.pane
	if said := t.instead(); said != nil {
		return fill(said, p.h)
	}
	head, rows := t.head(), t.rows()
	room := max(p.h-len(head), 0)
	var lines []string
	for i, r := range rows {
		lines = append(lines, t.rowLines(r, i == t.at && p.active())...)
	}
	t.top = min(max(t.top, 0), max(len(lines)-room, 0))
	return fill(append(head, lines[t.top:]...), p.h)
}

// room is how many lines of the list are in sight.
func (t *checkTab) room() int { return max(t.pane.h-len(t.head()), 1) }

// span is where the lines of the row under the cursor begin and end.
func (t *checkTab) span(rows []checkRow) (first, last int) {
	for i, r := range rows {
		first, last = last, last+len(t.rowLines(r, false))
		if i == t.at {
			break
		}
	}
	return first, last
}

// instead is what stands where there is no pre-check to be shown.
func (t *checkTab) instead() []string {
	p, th := t.pane, t.pane.env.theme
	c := t.check()
	say := func(tone theme.Tone, words ...string) []string {
		var out []string
		for _, w := range words {
			for _, l := range wrapped(theme.Safe(w), max(p.w-3, 8)) {
				out = append(out, " "+th.Paint(tone, l))
			}
		}
		return out
	}
	switch {
	case p.lacks(model.FacetChecks) != "":
		return p.lackLine(p.lacks(model.FacetChecks))
	case p.check.err != nil && notNow(p.check.err) && !p.check.have:
		return append(say(theme.Text, "The service tells no pre-check of a job in this state."), say(theme.Muted, shortError(p.check.err))...)
	case p.check.err != nil && !p.check.have:
		return errorLines(p.env, p.check.err, p.w)
	case !p.check.have && !p.check.loading():
		return say(theme.Muted, "not read yet; r reads")
	case !p.check.have:
		return []string{" " + th.Paint(theme.Busy, "~") + th.Paint(theme.Muted, " reading")}
	case !c.Ran:
		out := say(theme.Text, "No pre-check was run. A start needs one that passed.")
		if why := t.cannotRun(); why == "" {
			out = append(out, say(theme.Muted, "K runs one, by way of a review.")...)
		}
		if !c.Code.Empty() {
			out = append(out, say(theme.Muted, joined(" ", c.Code, c.Message))...)
		}
		return out
	}
	return nil
}

// head counts, and says what came of it.
func (t *checkTab) head() []string {
	p, th, c := t.pane, t.pane.env.theme, t.check()
	var out []string
	for _, l := range packed(append(checkCounts(p.env, *c), t.since()...), max(p.w-2, 8)) {
		out = append(out, " "+l)
	}
	verdict := t.verdict()
	if p.check.err != nil {
		verdict = th.Paint(theme.Warn, th.Signs().Flag) + " " + th.Paint(theme.Text, "not read again: "+theme.Safe(shortError(p.check.err))+"; r tries")
	}
	out = append(out, " "+theme.Cut(verdict, max(p.w-2, 1), th.Signs().Cut))
	if p.h >= tightPane {
		out = append(out, "")
	}
	return out
}

// since is when it was read, what is marked, and what became of the items since
// the run before.
func (t *checkTab) since() []string {
	p, th := t.pane, t.pane.env.theme
	out := []string{th.Paint(theme.Muted, "read "+p.env.at(p.check.got))}
	if n := len(t.marks); n > 0 {
		out = append(out, th.Paint(theme.Accent, th.Signs().Mark)+" "+th.Paint(theme.Text, digit(n)+" to skip"))
	}
	if d := t.delta; d.Known && (t.check().Done() || deltaWords(d) != noDelta) {
		out = append(out, th.Paint(theme.Muted, "since the last run: ")+th.Paint(theme.Text, deltaWords(d)))
	}
	return out
}

// noDelta is of no use while a check runs: nothing has landed yet.
const noDelta = "nothing has changed"

func deltaWords(d model.Delta) string {
	var parts []string
	for _, n := range []struct {
		n    int
		word string
	}{{d.Mended, "mended"}, {d.New, "new"}, {d.Worse, "worse"}, {d.StillFailing, "still failing"}, {d.StillWarned, "still warning"}} {
		if n.n > 0 {
			parts = append(parts, digit(n.n)+" "+n.word)
		}
	}
	if len(parts) == 0 {
		return noDelta
	}
	return strings.Join(parts, ", ")
}

// checkCounts is how far a pre-check is, and how many items passed and did not.
func checkCounts(e *env, c model.PreCheck) []string {
	th := e.theme
	percent := "pre-check"
	if c.Process >= 0 {
		percent += " " + digit(c.Process) + " %"
	}
	out := []string{th.Paint(theme.Strong, percent)}
	if !c.Done() && c.Process >= 0 {
		out[0] = th.Paint(theme.Busy, "~") + " " + out[0]
	}
	if n := len(c.Items); n > 0 {
		out = append(out, th.Paint(theme.Text, digit(c.Count(model.ItemPassed)))+th.Paint(theme.Muted, " of "+digit(n)+" passed"))
	} else if c.PassedRate >= 0 {
		out = append(out, th.Paint(theme.Text, digit(c.PassedRate)+" %")+th.Paint(theme.Muted, " passed"))
	}
	for _, state := range []model.ItemState{model.ItemFailed, model.ItemWarned, model.ItemUnknown, model.ItemSkipped} {
		n := c.Count(state)
		if n == 0 {
			continue
		}
		word := state.String()
		if state == model.ItemWarned && n != 1 {
			word += "s"
		}
		out = append(out, th.Paint(itemTone(state), digit(n))+th.Paint(theme.Text, " "+word))
	}
	return out
}

// verdict says what a start would meet.
func (t *checkTab) verdict() string {
	th, c := t.pane.env.theme, t.check()
	say := func(state model.ItemState, words string) string {
		return th.Paint(itemTone(state), itemGlyph(th, state)) + " " + th.Paint(theme.Text, words)
	}
	switch failed := c.Count(model.ItemFailed); {
	case c.Process < 0 || c.Done() && c.PassedRate < 0:
		return say(model.ItemUnknown, "It tells no result: run it again.")
	case !c.Done():
		return say(model.ItemPending, "It runs; what has landed stands below. It is read every "+model.Duration(checkEvery)+".")
	case failed > 0:
		return say(model.ItemFailed, "It cannot start: mend what failed, then run the pre-check again.")
	case c.PassedRate < 100:
		return say(model.ItemFailed, "Only "+digit(c.PassedRate)+" % passed, and nothing is named that failed: run it again.")
	case c.Count(model.ItemWarned) > 0:
		return say(model.ItemWarned, "A start goes on with these warnings: read them first.")
	}
	return say(model.ItemPassed, "Nothing stands in the way of a start.")
}
