package model

import (
	"regexp/syntax"
	"strings"
)

// mustHold is the longest text that anything an expression matches must hold,
// in lower case; "" if there is none. Looking for it first spares most of a
// long list the expression itself, which is a hundred times slower.
func mustHold(expression string) string {
	re, err := syntax.Parse("(?im)"+expression, syntax.Perl)
	if err != nil {
		return ""
	}
	return LongestLiteral(re)
}

// LongestLiteral is the longest text, in lower case, that anything an expression matches
// must hold; "" if there is none.
func LongestLiteral(re *syntax.Regexp) string { return literal(re.Simplify()) }

func literal(re *syntax.Regexp) string {
	switch re.Op {
	case syntax.OpLiteral:
		return strings.ToLower(string(re.Rune))
	case syntax.OpCapture, syntax.OpPlus:
		return literal(re.Sub[0])
	case syntax.OpRepeat:
		if re.Min > 0 {
			return literal(re.Sub[0])
		}
	case syntax.OpConcat:
		longest := ""
		for _, sub := range re.Sub {
			if l := literal(sub); len(l) > len(longest) {
				longest = l
			}
		}
		return longest
	default: // the rest can match text in which no fixed word stands
	}
	return ""
}
