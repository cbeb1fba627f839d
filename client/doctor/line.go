package doctor

import (
	"fmt"
	"strings"

	"drover/model"
)

// level is how well something stands.
type level int

const (
	ok level = iota
	warn
	bad // drover cannot be used like this
)

func (l level) String() string { return [...]string{"ok", "warn", "bad"}[l] }

// line is one finding.
type line struct {
	level  level
	what   string
	detail string
	cure   string // what mends it, one sentence
}

// report gathers lines.
type report struct {
	lines []line
}

func (r *report) add(l level, what, detail string, about ...any) {
	if len(about) > 0 {
		detail = fmt.Sprintf(detail, about...)
	}
	r.lines = append(r.lines, line{level: l, what: what, detail: detail})
}

// wrong adds what stands badly, with its cure.
func (r *report) wrong(l level, what, detail, cure string) {
	r.lines = append(r.lines, line{l, what, detail, cure})
}

func (r *report) usable() bool {
	for _, l := range r.lines {
		if l.level == bad {
			return false
		}
	}
	return true
}

// text is a line for each finding, its cure below it. Everything is cleaned:
// much of it came from outside.
func (r *report) text() string {
	wide := 0
	for _, l := range r.lines {
		wide = max(wide, len(l.what))
	}
	var b strings.Builder
	for _, l := range r.lines {
		fmt.Fprintf(&b, "%-4s  %-*s  %s\n", l.level, wide, l.what, model.Clean(l.detail))
		if l.cure != "" {
			fmt.Fprintf(&b, "%-*s%s\n", 6+wide+2, "", model.Clean(l.cure))
		}
	}
	return b.String()
}
