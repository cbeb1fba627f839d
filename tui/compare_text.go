package tui

import (
	"strings"
	"time"

	"drover/model"
)

// oldest is when the older of both readings was made.
func (s *compare) oldest() time.Time {
	if s.read[1].got.Before(s.read[0].got) {
		return s.read[1].got
	}
	return s.read[0].got
}

// text is the comparison as text: what differs, value by value with a tab between
// both jobs, and a line for what is the same.
func (s *compare) text() string {
	lines := []string{"\tA " + model.Clean(s.jobs[0].Name.String()) + "\tB " + model.Clean(s.jobs[1].Name.String())}
	for _, b := range s.blocks {
		switch n := b.Differing(); {
		case b.Unread():
			lines = append(lines, b.Title+"\t"+lackWords(b))
			continue
		case n == 0:
			lines = append(lines, b.Title+"\tthe same, "+plural(len(b.Pairs), "value", "values"))
			continue
		default:
			lines = append(lines, b.Title+"\t"+digit(n)+" of "+digit(len(b.Pairs))+" differ")
		}
		for _, p := range b.Pairs {
			if !p.Same {
				lines = append(lines, "  "+model.Clean(p.Label)+"\t"+orDash(p.Words[0])+"\t"+orDash(p.Words[1]))
			}
		}
	}
	return strings.Join(lines, "\n") + "\n"
}

func orDash(words string) string {
	if words == "" {
		return "-"
	}
	return model.Clean(words)
}
