package objects

import (
	"errors"
	"regexp"
	"regexp/syntax"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Rule gives many objects names on the target by one pattern.
type Rule struct {
	form     ruleForm
	level    RuleLevel
	onTarget bool

	pattern, replacement string // as they were typed

	whole *regexp.Regexp // anchored to the whole name
	head  string         // what each name that matches begins with
	glob  []globPart
	parts []replacePart
}

type ruleForm uint8

const (
	ruleNone ruleForm = iota
	ruleExpression
	ruleGlob
	rulePrefix
	ruleSuffix
	ruleLower
	ruleUpper
)

// RuleMistake is what is wrong with a rule, and where.
type RuleMistake struct {
	Replacement bool // it is in the replacement, else in the pattern
	At          int  // the letter it is at, from 0
	Why         string
}

// Error is the mistake as one clause.
func (m *RuleMistake) Error() string { return m.Why }

// ParseRule reads a rule. A pattern is held against whole names, as they are on the
// source: it is a glob where it has * or ? and no other sign of an expression
// (orders_* > o_*), else a regular expression (orders_(\d+) > orders_y$1), also
// between slashes. .* at its beginning or its end stands for the rest of a name.
//
// In the replacement $1, ${1} and ${name} stand for groups, $$ for a dollar; in a
// glob's each * and ? stands for what the one in the same place of the pattern met.
func ParseRule(pattern, replacement string, level RuleLevel) (Rule, *RuleMistake) {
	r := Rule{level: level, pattern: pattern, replacement: replacement}
	switch {
	case pattern == "":
		return Rule{}, &RuleMistake{Why: "a pattern is needed: orders_* or orders_(\\d+)"}
	case !utf8.ValidString(pattern) || !utf8.ValidString(replacement):
		return Rule{}, &RuleMistake{Replacement: utf8.ValidString(pattern), Why: "it is no UTF-8"}
	case replacement == "":
		return Rule{}, &RuleMistake{Replacement: true, Why: "a name is needed"}
	case isGlob(pattern):
		return r.asGlob()
	}
	return r.asExpression()
}

// PrefixRule puts a text in front of names, SuffixRule behind them.
func PrefixRule(text string, level RuleLevel) Rule {
	return Rule{form: rulePrefix, level: level, replacement: text}
}

// SuffixRule puts a text behind names.
func SuffixRule(text string, level RuleLevel) Rule {
	return Rule{form: ruleSuffix, level: level, replacement: text}
}

// LowerRule gives names lower-case letters, UpperRule upper-case ones.
func LowerRule(level RuleLevel) Rule { return Rule{form: ruleLower, level: level} }

// UpperRule gives names upper-case letters.
func UpperRule(level RuleLevel) Rule { return Rule{form: ruleUpper, level: level} }

// OnTarget has the rule look at the names that objects have on the target now, so
// that one rule goes on where another one ended.
func (r Rule) OnTarget() Rule {
	r.onTarget = true
	return r
}

// Empty reports a rule that was not made.
func (r Rule) Empty() bool { return r.form == ruleNone }

// Level is which objects the rule renames.
func (r Rule) Level() RuleLevel { return r.level }

// Words are the rule as a person reads it: "orders_(\d+) > orders_y$1".
func (r Rule) Words() string {
	switch r.form {
	case rulePrefix:
		return sayName(r.replacement) + " in front"
	case ruleSuffix:
		return sayName(r.replacement) + " behind"
	case ruleLower:
		return "lower-case letters"
	case ruleUpper:
		return "upper-case letters"
	case ruleNone, ruleExpression, ruleGlob:
	}
	return sayName(r.pattern) + " > " + sayName(r.replacement)
}

// How says what the rule is held against.
func (r Rule) How() string {
	of := "names on the source"
	if r.onTarget {
		of = "names on the target as they are now"
	}
	switch r.form {
	case ruleExpression:
		return "a regular expression for whole " + of + "; .* stands for the rest of a name"
	case ruleGlob:
		return "a glob for whole " + of + ": each * is any letters, as few as will do, each ? one"
	case ruleNone, rulePrefix, ruleSuffix, ruleLower, ruleUpper:
	}
	return "for " + of
}

// isGlob reports a pattern with * or ? that has no other sign of an expression.
func isGlob(pattern string) bool {
	return strings.ContainsAny(pattern, "*?") && !strings.ContainsAny(pattern, `\()[]{}+^$|./`)
}

func (r Rule) asExpression() (Rule, *RuleMistake) {
	text, shift := r.pattern, 0
	if len(text) > 2 && text[0] == '/' && text[len(text)-1] == '/' {
		text, shift = text[1:len(text)-1], 1
	}
	bare, err := regexp.Compile(text)
	if err == nil {
		if r.whole, err = regexp.Compile(`\A(?s:` + text + `)\z`); err != nil { // \Q without \E
			r.whole, err = regexp.Compile(`\A(?s:` + text + `\E)\z`)
		}
	}
	if err != nil {
		return Rule{}, expressionMistake(text, shift, err)
	}
	r.form = ruleExpression
	r.head, _ = bare.LiteralPrefix()
	if m := r.readReplacement(bare.NumSubexp(), bare.SubexpIndex, func(rune) (int, string) { return 0, "" }); m != nil {
		return Rule{}, m
	}
	return r, nil
}

// expressionMistake tells in the words of a person what the compiler did not like.
func expressionMistake(text string, shift int, err error) *RuleMistake {
	m := &RuleMistake{At: shift, Why: "not a regular expression"}
	var wrong *syntax.Error
	if !errors.As(err, &wrong) {
		return m
	}
	m.Why = string(wrong.Code)
	if i := strings.LastIndex(text, wrong.Expr); i >= 0 && wrong.Expr != "" && wrong.Code != syntax.ErrMissingParen {
		m.At = shift + utf8.RuneCountInString(text[:i])
	}
	if wrong.Code == syntax.ErrMissingParen {
		m.At = shift + utf8.RuneCountInString(text)
	}
	return m
}

// replacePart is a piece of a replacement: a text, or a group.
type replacePart struct {
	text  string
	group int // 0 with a text: none
	whole bool
}

// readReplacement reads the dollars of a replacement as regexp.Expand does, but a
// group that is not there is a mistake. sign tells the group that another letter
// stands for: 0 for none, and why not.
func (r *Rule) readReplacement(groups int, named func(string) int, sign func(rune) (int, string)) *RuleMistake {
	var text []byte
	group := func(n int) {
		if len(text) > 0 {
			r.parts, text = append(r.parts, replacePart{text: string(text)}), nil
		}
		r.parts = append(r.parts, replacePart{group: n, whole: n == 0})
	}
	rest := r.replacement
	for at := 0; rest != ""; {
		c, size := utf8.DecodeRuneInString(rest)
		n, why := sign(c)
		switch {
		case why != "":
			return &RuleMistake{Replacement: true, At: at, Why: why}
		case n > 0:
			group(n)
		case c != '$':
			text = append(text, rest[:size]...)
		case strings.HasPrefix(rest, "$$"):
			text, size = append(text, '$'), 2
		default:
			name, length := groupName(rest[1:])
			if length == 0 {
				return &RuleMistake{Replacement: true, At: at, Why: "a group stands behind $: $1 or ${name}; $$ is a dollar"}
			}
			if n = groupNumber(name, groups, named); n < 0 {
				return &RuleMistake{Replacement: true, At: at, Why: noGroup(name, groups)}
			}
			group(n)
			size = 1 + length
		}
		at += utf8.RuneCountInString(rest[:size])
		rest = rest[size:]
	}
	if len(text) > 0 {
		r.parts = append(r.parts, replacePart{text: string(text)})
	}
	return nil
}

// groupNumber is a group by its number or its name; -1: there is none.
func groupNumber(name string, groups int, named func(string) int) int {
	if strings.Trim(name, "0123456789") != "" {
		return named(name)
	}
	if n, err := strconv.Atoi(name); err == nil && n <= groups {
		return n
	}
	return -1
}

// noGroup says which groups there are, and what a name like 1_old was meant to be.
func noGroup(name string, groups int) string {
	digits := len(name) - len(strings.TrimLeft(name, "0123456789"))
	if n, err := strconv.Atoi(name[:digits]); err == nil && digits < len(name) && n <= groups {
		return "no group " + sayName(name) + ": write ${" + name[:digits] + "}" + sayName(name[digits:])
	}
	switch groups {
	case 0:
		return "no group " + sayName(name) + ": the pattern has none, they stand in ( )"
	case 1:
		return "no group " + sayName(name) + ": the pattern has 1"
	}
	return "no group " + sayName(name) + ": the pattern has " + strconv.Itoa(groups)
}

// groupName reads what stands behind a dollar, and how long that is; 0: no group.
func groupName(rest string) (name string, length int) {
	if strings.HasPrefix(rest, "{") {
		name, _, ok := strings.Cut(rest[1:], "}")
		if !ok || name == "" {
			return "", 0
		}
		return name, len(name) + 2
	}
	end := strings.IndexFunc(rest, func(c rune) bool { return c != '_' && !unicode.IsLetter(c) && !unicode.IsDigit(c) })
	if end < 0 {
		end = len(rest)
	}
	return rest[:end], end
}
