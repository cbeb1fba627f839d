package tui

import (
	"fmt"
	"strings"

	"drover/model"
	"drover/tui/theme"
)

// View draws what came of the copy, step by step.
func (s *coursePage) View() string {
	if s.width < 1 || s.height < 1 {
		return ""
	}
	th := s.env.theme
	head := []string{s.countLine(), s.placeLine()}
	foot := s.footLines()
	if s.height >= plannedTall {
		head = append(head, th.Rule(s.width))
		foot = append([]string{th.Rule(s.width)}, foot...)
	}
	body := s.body()
	room := max(s.height-len(head)-len(foot), 0)
	s.top = min(s.top, max(len(body)-room, 0))
	if words := scrollWords(s.top, room, len(body)); words != "" && s.height >= plannedTall {
		foot[0] = th.Rule(s.width, words)
	}
	body = body[s.top:min(s.top+room, len(body))]
	lines := append(head, fill(body, room)...)
	return strings.Join(fill(append(lines, foot...), s.height), "\n")
}

// countLine is a report's first line, which scripts wait for.
func (s *coursePage) countLine() string {
	th := s.env.theme
	right := ""
	if begun := s.report.Begun; s.course != nil && !begun.IsZero() {
		end := s.report.Ended
		if end.IsZero() {
			end = s.env.now()
		}
		took := max(end.Sub(begun), 0)
		right = th.Paint(theme.Muted, fmt.Sprintf("%02dm%02ds", int(took.Minutes()), int(took.Seconds())%60))
	}
	if s.course == nil { // what was sent is counted once it goes on: the journal knows it
		return spread(" "+th.Paint(theme.Muted, "as the disk has it"), right, s.width)
	}
	return spread(" "+th.Paint(theme.Strong, countWords(s.report.Count())), right, s.width)
}

// placeLine says what is copied, how it is called, and where.
func (s *coursePage) placeLine() string {
	th := s.env.theme
	right := ""
	switch {
	case s.going() && !s.loginEnded():
		right = th.Paint(theme.Busy, "~") + th.Paint(theme.Muted, " under way")
	case s.gone != "":
		right = th.Paint(theme.Muted, s.gone)
	case s.course == nil:
		right = th.Paint(theme.Muted, agoWords(s.env.now(), s.kept.Saved))
	case s.report.Done():
		right = th.Paint(theme.OK, "done")
	default:
		right = th.Paint(theme.Warn, "it rests")
	}
	place := model.Clean(s.env.place())
	room := max(s.width-theme.Width(place)-theme.Width(right)-20, 16)
	half := max(room/2, 8)
	original := theme.CutMiddle(theme.Safe(s.originalName()), half, th.Signs().Cut)
	copied := theme.CutMiddle(theme.Safe(s.copyName()), max(room-theme.Width(original), 8), th.Signs().Cut)
	left := " " + th.Paint(theme.Muted, "clone ") + th.Paint(theme.Text, original) + th.Paint(theme.Muted, " as ") + th.Paint(theme.Text, copied) +
		th.Paint(theme.Muted, "  on ") + th.Paint(theme.Strong, place)
	return spread(left, right, s.width)
}

// footLines say what the copy waits for, or that leaving is safe.
func (s *coursePage) footLines() []string {
	th := s.env.theme
	flag := th.Paint(theme.Warn, th.Signs().Flag)
	rests := s.report.Rests
	words := s.standing(rests)
	out := signed(th, flag, words, s.width)
	if !s.stopNow && rests == "" && s.course != nil && s.report.Trouble == "" && !s.loginEnded() || s.report.Done() {
		out = nil
		for _, l := range wrapped(theme.Safe(model.Clean(words)), max(s.width-2, 8)) {
			out = append(out, " "+th.Paint(theme.Muted, strings.TrimLeft(l, " ")))
		}
	}
	if len(out) > 3 && rests != "" { // the keys are what is looked for here
		out = signed(th, flag, "It rests; why stands at its step. "+s.nextWords(), s.width)
	}
	return out[:min(len(out), 3)]
}

func (s *coursePage) standing(rests string) string {
	switch {
	case s.gone == copyDeleted:
		return "The copy was deleted, and no step is left to be taken. The original stays as it is."
	case s.gone == copyElsewhere:
		return "It is on the disk no more: another drover has finished it, or somebody has forgotten it. The list shows both jobs as they are."
	case s.gone != "":
		return "It is forgotten: both jobs stay as they are."
	case s.loginEnded():
		return "The login has ended: nothing is read or sent. r logs in again, S goes on then."
	case s.course == nil && s.kept.Err != nil:
		return "Its file cannot be read and stays as it is; f moves it aside."
	case s.course == nil && s.kept.Busy:
		return "Another drover, or another page, has it."
	case s.course == nil && rests != "":
		return capital(ended(rests)) + " " + s.nextWords()
	case s.course == nil:
		return "It lies on the disk, unfinished. S goes on, after a review."
	case s.stopNow:
		return "x once more has no further step taken. Until then the copy goes on."
	case s.report.Done():
		return strings.TrimSpace("Every step is done. " + s.report.Copying.After())
	case rests != "":
		return capital(ended(rests)) + " " + s.nextWords()
	case s.report.Trouble != "":
		return "The last reading failed: " + s.report.Trouble
	case !s.report.Ended.IsZero():
		return "It was stopped after this step. " + s.nextWords()
	}
	return "Leaving is safe: the copy goes on, and C on either job leads back here."
}

// nextWords name the keys that lead on.
func (s *coursePage) nextWords() string {
	r, _ := s.at()
	switch {
	case s.cannotGoOn() != "":
		return capital(ended(s.cannotGoOn()))
	case s.questioned():
		if s.cannotChange() == "" {
			return "A makes it all the same, e changes what was asked, S looks again."
		}
		return "A makes it all the same, S looks again."
	case s.differs():
		words := "S reads it again, A takes it as it is"
		if s.cannotDelete() == "" {
			words += ", D gets rid of it"
		}
		return words + "."
	case s.asks() && s.cannotType() == "" && s.cannotSkip() == "":
		return "w types the passwords, L leaves the step out."
	case s.asks() && s.cannotSkip() == "":
		return "S goes on, L leaves the step out."
	case r.State == model.CopyRefused && (r.Step.Kind == model.CopyTest || r.Step.Kind == model.CopyCheck):
		return "w types the passwords anew, S tries the step again, L leaves it out."
	case r.State == model.CopyRefused, r.State == model.CopyUnsent:
		return "S tries the step again, after a review."
	}
	return "S goes on, after a review."
}

// body is a step each, or what the disk tells of them.
func (s *coursePage) body() []string {
	th := s.env.theme
	if s.course == nil && s.kept.Err != nil {
		flag := th.Paint(theme.Bad, th.Failure())
		out := signed(th, flag, "It cannot be read: "+s.kept.Why+".", s.width)
		return append(out, signed(th, " ", "The file is "+s.kept.File+".", s.width)...)
	}
	var out []string
	legs := s.legs()
	title := 0
	for _, l := range legs {
		title = max(title, theme.Width(theme.Safe(l.title)))
	}
	title = min(title, max(s.width*3/5, 12))
	for _, l := range legs {
		out = append(out, courseLines(th, l, title, s.width)...)
	}
	return out
}

// ended is a sentence with one full stop.
func ended(words string) string { return strings.TrimRight(words, ".") + "." }
