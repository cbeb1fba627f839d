package tui

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"drover/model"
	"drover/tui/theme"
)

// meansLines is the rule and, below it, what the choice means.
func (s *objectsPage) meansLines() []string {
	th := s.env.theme
	if s.height < 12 || !s.held.have {
		return nil
	}
	room := 3
	if s.height >= 30 {
		room = 5
	}
	changed := s.changedLines(2)
	if len(changed) == room-1 && len(s.told.means) > 0 && len(signed(th, " ", s.told.means[0].Text, s.width)) > 1 {
		changed = s.changedLines(1) // a sentence is read to its end rather than its sums
	}
	out, more := s.meant(s.width, max(room-len(changed), 1))
	captions := []string{th.Paint(theme.Strong, "this means")}
	if n := s.risks(); n > 0 && more > 0 {
		captions = append(captions, th.Paint(theme.Warn, th.Signs().Flag+" "+plural(n, "warning", "warnings")))
	}
	if more > 0 {
		captions = append(captions, plural(more, "line more", "lines more")+"  v")
	}
	return fill(append([]string{th.Rule(s.width, captions...)}, append(out, changed...)...), room+1)
}

// risks counts what is to be read before anything is sent.
func (s *objectsPage) risks() int {
	n := 0
	for _, words := range s.told.means {
		if words.Risk {
			n++
		}
	}
	return n
}

// meant are the sentences that have room in so many lines, each as a whole but for the
// first, and how many lines the others would take.
func (s *objectsPage) meant(w, room int) (out []string, more int) {
	th := s.env.theme
	for _, words := range s.told.means {
		sign := " "
		if words.Risk {
			sign = th.Paint(theme.Warn, th.Signs().Flag)
		}
		lines := signed(th, sign, words.Text, w)
		if fits := room - len(out); len(lines) > fits {
			if len(out) > 0 {
				more += len(lines)
				continue
			}
			more += len(lines) - fits
			lines = lines[:fits]
		}
		out = append(out, lines...)
	}
	return out, more
}

// showMeaning opens all that the choice means, to be read and copied.
func (s *objectsPage) showMeaning() (tea.Cmd, Nav) {
	var text []string
	for _, words := range s.told.means {
		text = append(text, model.Clean(words.Text))
	}
	if !s.told.diff.Empty() {
		text = append(text, "", model.Clean(s.told.diff.Words(s.env.at(s.held.got))))
	}
	return nil, push(newPaper(s.env, "what the objects mean", "the text", func(context.Context) string { return strings.Join(text, "\n") }))
}

// changedLines is what differs from what the job holds, in so many lines at most.
func (s *objectsPage) changedLines(most int) []string {
	th := s.env.theme
	if s.told.diff.Empty() {
		return nil
	}
	words := s.told.diff.Words(s.env.at(s.held.got))
	lines := wrapped(words, max(s.width-2, 10))
	for i := range lines {
		lines[i] = strings.TrimSpace(lines[i])
	}
	if len(lines) > most {
		lines = append(lines[:most-1], theme.Cut(strings.Join(lines[most-1:], " "), max(s.width-2, 10), th.Signs().Cut))
	}
	for i := range lines {
		lines[i] = " " + th.Paint(theme.Muted, lines[i])
	}
	return lines
}
