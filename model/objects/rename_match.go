package objects

import (
	"strings"
	"unicode/utf8"
)

// globPart is a piece of a glob: a text, or a sign.
type globPart struct {
	text string
	sign rune // '*', '?', or 0 for a text
}

// asGlob reads pattern and replacement as a glob. Each sign of the pattern is a group;
// one of the replacement stands for what its like met, the first for the first.
func (r Rule) asGlob() (Rule, *RuleMistake) {
	r.form = ruleGlob
	groups := map[rune][]int{} // of each kind of sign
	text, signs := "", 0
	flush := func() {
		if text != "" {
			r.glob, text = append(r.glob, globPart{text: text}), ""
		}
	}
	for _, c := range r.pattern {
		if c != '*' && c != '?' {
			text += string(c)
			continue
		}
		flush()
		signs++
		groups[c] = append(groups[c], signs)
		r.glob = append(r.glob, globPart{sign: c})
	}
	flush()
	if r.glob[0].sign == 0 {
		r.head = r.glob[0].text
	}
	sign := func(c rune) (int, string) {
		if c != '*' && c != '?' {
			return 0, ""
		}
		if len(groups[c]) == 0 {
			return 0, "the pattern has no " + string(c) + " for this one"
		}
		n := groups[c][0]
		groups[c] = groups[c][1:]
		return n, ""
	}
	if m := r.readReplacement(signs, func(string) int { return -1 }, sign); m != nil {
		return Rule{}, m
	}
	return r, nil
}

// matcher is what one walk needs of a rule: it is nobody else's.
type matcher struct {
	Rule
	spans []int // of the groups, from and to
}

func (r Rule) matcher() *matcher { return &matcher{Rule: r} }

// rename puts the new name of an object behind out, if the rule matches its name.
func (m *matcher) rename(out []byte, name string) ([]byte, bool) {
	switch m.form {
	case ruleNone:
		return out, false
	case rulePrefix:
		return append(append(out, m.replacement...), name...), true
	case ruleSuffix:
		return append(append(out, name...), m.replacement...), true
	case ruleLower:
		return append(out, strings.ToLower(name)...), true
	case ruleUpper:
		return append(out, strings.ToUpper(name)...), true
	case ruleExpression, ruleGlob:
	}
	if !strings.HasPrefix(name, m.head) {
		return out, false
	}
	if m.form == ruleGlob {
		m.spans = append(m.spans[:0], 0, len(name))
		if !m.meets(m.glob, name, 0) {
			return out, false
		}
	} else if m.spans = m.whole.FindStringSubmatchIndex(name); m.spans == nil {
		return out, false
	}
	for _, p := range m.parts {
		if p.group == 0 && !p.whole {
			out = append(out, p.text...)
		} else if from := m.spans[2*p.group]; from >= 0 {
			out = append(out, name[from:m.spans[2*p.group+1]]...)
		}
	}
	return out, true
}

// meets reports whether a glob stands for the rest of a name, and notes its groups. A
// * takes as few letters as will do; the last one what is left.
func (m *matcher) meets(glob []globPart, name string, at int) bool {
	// The latest * and what it took: where all else fails it takes one letter more.
	back, backAt, backSpans := -1, 0, 0
	for i := 0; ; {
		ok := false
		switch {
		case i == len(glob):
			if at == len(name) {
				return true
			}
		case glob[i].sign == '*':
			back, backAt, backSpans = i, at, len(m.spans)
			m.spans = append(m.spans, at, at)
			i++
			continue
		case glob[i].sign == '?' && at < len(name):
			_, n := utf8.DecodeRuneInString(name[at:])
			m.spans = append(m.spans, at, at+n)
			at, ok = at+n, true
		case glob[i].sign == 0 && strings.HasPrefix(name[at:], glob[i].text):
			at, ok = at+len(glob[i].text), true
		}
		if ok {
			i++
			continue
		}
		if back < 0 || backAt >= len(name) {
			return false
		}
		_, n := utf8.DecodeRuneInString(name[backAt:])
		backAt += n
		from := m.spans[backSpans]
		m.spans = append(m.spans[:backSpans], from, backAt)
		i, at = back+1, backAt
	}
}
