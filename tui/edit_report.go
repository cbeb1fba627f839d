package tui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"drover/client"
	"drover/model"
	"drover/tui/theme"
)

// newEditReport is the report of an edit: what became of it, and what the service
// shows now. From there leads a way back to the page of the section.
func newEditReport(s *edit, run *client.Run) *reportScreen {
	r := newReport(s.env, run)
	r.edit, s.sent = s, run
	return r
}

// editRow is the row of the one job of an edit.
func (s *reportScreen) editRow() (model.Result, bool) {
	if s.report.Plan.Verb != model.Update || len(s.report.Rows) != 1 {
		return model.Result{}, false
	}
	return s.report.Rows[0], true
}

// editActions lead back to the page of the section.
func (s *reportScreen) editActions() []Action {
	if s.edit == nil {
		return nil
	}
	word := "edit on"
	if r, ok := s.editRow(); ok && r.Outcome.Elsewhere {
		word = "what they changed"
	}
	return []Action{act(groupChange, 1, word, "e", s.editAgain).unless(s.cannotEditAgain)}
}

func (s *reportScreen) cannotEditAgain() string {
	if r, ok := s.editRow(); ok && (r.Outcome.Kind == model.Waiting || r.Out) {
		return "no answer has come yet"
	}
	return ""
}

// editAgain goes on with the section: where somebody else had changed it, with
// theirs beside mine.
func (s *reportScreen) editAgain() (tea.Cmd, Nav) {
	page := s.edit
	r, ok := s.editRow()
	switch {
	case !ok || r.Shows == nil || r.Shows.Lacks != "":
	case r.Outcome.Elsewhere:
		now := sectionRead{detail: page.form.Detail, part: *r.Shows}
		if clashes := page.form.Clashes(now.part, page.around()); len(clashes) > 0 {
			c := newClash(page, now, clashes, editOn)
			c.over = false
			return nil, replace(c)
		}
		return page.upon(now), replace(page)
	}
	return nil, replace(page)
}

// Moved has the page stand upon what the service shows, once all that was sent was
// taken on: its draft goes then.
func (s *edit) Moved(run *client.Run, over bool) tea.Cmd {
	rows := run.Report().Rows
	if run != s.sent || !over || len(rows) != 1 {
		return nil
	}
	switch r := rows[0]; r.Outcome.Kind {
	case model.Done, model.Accepted:
		if r.Shows == nil || r.Shows.Lacks != "" {
			return nil
		}
		s.carriedOn(run.Report().Plan.Edit.Edit, *r.Shows)
		if s.look.Changed == 0 {
			return s.letGo()
		}
		return s.touched()
	case model.Waiting, model.Skipped, model.Refused, model.NotSent, model.UnknownOutcome, model.Absent:
	}
	return nil
}

// Closed lets go of the page of the section with the report.
func (s *reportScreen) Closed() {
	if s.edit != nil {
		s.edit.Closed()
	}
}

// carriedOn puts the page upon what the service shows after what was sent was taken
// on: what was left for the next request is still changed, nothing else is, and no
// secret that was sent waits to be sent.
func (s *edit) carriedOn(sent model.Edit, shows model.Part) {
	s.past = nil
	s.rebase(s.form.After(sent, s.form.Detail, shows))
}

// showsLines say value by value what the service shows now of what was asked for.
func (s *reportScreen) showsLines(r *model.Result, w int) []string {
	if s.report.Plan.Verb != model.Update || r.Shows == nil || r.Shows.Lacks != "" || r.Outcome.Elsewhere {
		return nil
	}
	th, as := s.env.theme, s.report.Plan.Edit
	shown := model.NewEdit(as.Edit.Detail, as.Edit.Base)
	for _, key := range as.Edit.Changed() {
		shown = shown.Put(key, r.Shows.Get(key))
	}
	is := map[model.FieldKey]string{} // what differs from before, in words
	for _, d := range shown.Differences(as.Around) {
		is[d.Key] = d.Is
	}
	var out []string
	for _, d := range as.Edit.Differences(as.Around) {
		label := th.Paint(theme.Muted, theme.Fit(theme.Safe(d.Label), 15, th.Signs().Cut)+" ")
		words, tone := shownValue(d.Is)+", as asked", theme.OK
		now, differs := is[d.Key]
		if !differs {
			now = d.Was
		}
		switch {
		case !as.Edit.Secret(d.Key).Empty():
			words, tone = "set anew: no reading shows it", theme.Muted
		case !model.SameValue(d.Key, r.Shows.Get(d.Key), as.Edit.Get(d.Key)):
			words, tone = "shows "+shownValue(now)+", not "+shownValue(d.Is), theme.Warn
		}
		for _, l := range wrapped(words, max(w-16, 8)) {
			out = append(out, label+th.Paint(tone, strings.TrimLeft(l, " ")))
			label = theme.Spaces(16)
		}
	}
	out = append(out, s.othersLines(r, w)...)
	if as.Edit.Section == model.SectionSchedule {
		proof := model.ScheduleProof(model.Detail{Job: r.Now}, s.env.serviceNow(), s.env.zone)
		tone := theme.Text
		if proof.Risk {
			tone = theme.Warn
		}
		for _, l := range wrapped(theme.Safe(proof.Text), w) {
			out = append(out, th.Paint(tone, l))
		}
	}
	if !r.Shows.Read.IsZero() && len(out) > 0 {
		out = append(out, th.Paint(theme.Muted, "the service says so at "+s.env.atSecond(r.Shows.Read)))
	}
	return out
}

// othersLines say what else of the section differs now from what the review said: a
// second writer's, or the service's own.
func (s *reportScreen) othersLines(r *model.Result, w int) []string {
	th, as := s.env.theme, s.report.Plan.Edit
	others, asked := model.NewEdit(as.Edit.Detail, as.Edit.Base), as.Edit.Changed()
	for _, keys := range [][]model.FieldKey{as.Edit.Base.Keys(), r.Shows.Keys()} {
		for _, key := range keys {
			if !slices.Contains(asked, key) && !as.Edit.Follows(key) {
				others = others.Put(key, r.Shows.Get(key))
			}
		}
	}
	var out []string
	for _, d := range others.Differences(as.Around) {
		label := th.Paint(theme.Muted, theme.Fit(theme.Safe(d.Label), 15, th.Signs().Cut)+" ")
		for _, l := range wrapped("is "+shownValue(d.Is)+" now, was "+shownValue(d.Was)+": not asked for here", max(w-16, 8)) {
			out = append(out, label+th.Paint(theme.Warn, strings.TrimLeft(l, " ")))
			label = theme.Spaces(16)
		}
	}
	return out
}
