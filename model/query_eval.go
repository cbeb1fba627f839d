package model

import (
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// op is what a node of a query asks.
type op uint8

const (
	opAll op = iota
	opAny
	opHay
	opName
	opID
	opEngine
	opStatus
	opType
	opTask
	opNet
	opLag
	opAge
	opNext
)

// node is one condition. A tree of plain structs instead of closures: the
// facts then stay on the stack, however many rows are asked.
type node struct {
	op       op
	neg      bool
	kids     []*node // opAll, opAny
	pat      pattern // what text fields look for
	cmp      compare // opLag, opAge, opNext
	bit      uint64  // opHay: its own in Facts.Seen; 0 for an expression, or if there are too many words
	from, to int     // bytes of the source, with its !
}

// compare is the right side of lag>10s.
type compare struct {
	less, equal bool
	than        time.Duration
}

func (c compare) holds(d time.Duration) bool {
	switch {
	case d == c.than:
		return c.equal
	case c.less:
		return d < c.than
	}
	return d > c.than
}

func (n *node) match(f *Facts) bool { return n.holds(f) != n.neg }

func (n *node) holds(f *Facts) bool {
	switch n.op {
	case opAll:
		return n.all(f)
	case opAny:
		return n.any(f)
	case opHay:
		return f.finds(n)
	case opName:
		return n.pat.in(hayParts(f.Hay, hayName, hayID))
	case opID:
		return n.pat.in(hayParts(f.Hay, hayID, hayDescription))
	case opEngine:
		return n.pat.in(f.engines())
	case opStatus:
		return n.pat.status(f.Job)
	case opType:
		return n.pat.begins(f.Job.Scenario.Short()) || n.pat.begins(string(f.Job.Scenario))
	case opTask:
		return n.pat.task(f.Job.Task)
	case opNet:
		return n.pat.begins(f.Job.Net.Raw())
	case opLag:
		return f.Sample.Lag >= 0 && n.cmp.holds(f.Sample.Lag)
	case opAge:
		return !f.Job.Created.IsZero() && n.cmp.holds(f.Now.Sub(f.Job.Created))
	case opNext: // how long until it runs by itself
		return !f.Job.NextRun.IsZero() && n.cmp.holds(f.Job.NextRun.Sub(f.Now))
	}
	return false
}

func (n *node) all(f *Facts) bool {
	for _, kid := range n.kids {
		if !kid.match(f) {
			return false
		}
	}
	return true
}

func (n *node) any(f *Facts) bool {
	for _, kid := range n.kids {
		if kid.match(f) {
			return true
		}
	}
	return false
}

// ages reports a condition that comes true, or false, with time alone.
func (n *node) ages() bool {
	return n.op == opAge || n.op == opNext || slices.ContainsFunc(n.kids, (*node).ages)
}

// implies reports that whatever satisfies n satisfies other too: a longer
// word, or the same condition in the same letters.
func (n *node) implies(src string, other *node, otherSrc string) bool {
	if n.word() && other.word() {
		return strings.Contains(n.pat.text, other.pat.text)
	}
	return !n.ages() && n.from < n.to && src[n.from:n.to] == otherSrc[other.from:other.to]
}

// word reports a bare word of the query.
func (n *node) word() bool { return n.op == opHay && !n.neg && n.pat.re == nil && !n.pat.whole }

// pattern is the text a term looks for: as typed, in quotes, or an expression.
type pattern struct {
	text  string // in lower case
	whole bool   // it was quoted: only as whole words
	re    *regexp.Regexp
	must  string // a text that whatever re matches holds, in lower case
}

// in looks for the pattern in a string that is in lower case already.
func (p *pattern) in(lower string) bool {
	switch {
	case p.re != nil:
		return strings.Contains(lower, p.must) && p.re.MatchString(lower)
	case p.whole:
		return wholeIn(lower, p.text)
	}
	return strings.Contains(lower, p.text)
}

// begins compares with the beginning of one of the service's words, in any
// case; a quoted pattern must be all of it.
func (p *pattern) begins(word string) bool {
	switch {
	case p.re != nil:
		return p.re.MatchString(word)
	case p.whole:
		return strings.EqualFold(word, p.text)
	}
	return len(word) >= len(p.text) && strings.EqualFold(word[:len(p.text)], p.text)
}

// status matches the short word anywhere, the family and the wire name from
// their beginning: "start" must not find each …_STARTED. With an underscore
// it can only mean the wire name, and any part of that will do.
func (p *pattern) status(j *Job) bool {
	wire := j.Status.Raw()
	if p.begins(j.State.Family.String()) || p.begins(wire) {
		return true
	}
	if p.re != nil || p.whole {
		return p.begins(j.State.Word)
	}
	if strings.Contains(j.State.Word, p.text) {
		return true
	}
	// The word of an unknown status is its wire name.
	return (j.State.Family == Unknown || strings.Contains(p.text, "_")) && containsFold(wire, p.text)
}

// task takes F, F+I and I at their word, else as the beginning of either form.
func (p *pattern) task(t TaskType) bool {
	if p.re == nil && (p.text == "f" || p.text == "i") {
		return strings.EqualFold(t.Short(), p.text)
	}
	return p.begins(t.Short()) || p.begins(string(t))
}

// containsFold is strings.Contains for a needle in lower case and a word in
// any case.
func containsFold(word, lower string) bool {
	for i := 0; i+len(lower) <= len(word); i++ {
		if strings.EqualFold(word[i:i+len(lower)], lower) {
			return true
		}
	}
	return false
}

// wholeIn reports whether the text occurs where neither of its ends cuts
// through a word.
func wholeIn(s, text string) bool {
	first, _ := utf8.DecodeRuneInString(text)
	last, _ := utf8.DecodeLastRuneInString(text)
	for at := 0; ; {
		n := strings.Index(s[at:], text)
		if n < 0 {
			return false
		}
		from, to := at+n, at+n+len(text)
		before, _ := utf8.DecodeLastRuneInString(s[:from])
		after, _ := utf8.DecodeRuneInString(s[to:])
		if !(inWord(before) && inWord(first)) && !(inWord(last) && inWord(after)) {
			return true
		}
		_, size := utf8.DecodeRuneInString(s[from:])
		at = from + size
	}
}

// inWord holds for digits and for letters that have a case: scripts without
// one do not put spaces between words.
func inWord(r rune) bool {
	return unicode.IsLower(r) || unicode.IsUpper(r) || unicode.IsDigit(r)
}
