package model

import (
	"errors"
	"regexp"
	"regexp/syntax"
	"strings"
	"unicode"
	"unicode/utf8"
)

// fields lists the fields of the language, in the order of its help.
func fields() []string {
	return []string{"status", "engine", "type", "task", "net", "lag", "age", "next", "id", "name"}
}

// fieldOp gives the question a field asks.
func fieldOp(name string) (o op, ok bool) {
	switch name {
	case "status":
		return opStatus, true
	case "engine":
		return opEngine, true
	case "type":
		return opType, true
	case "task":
		return opTask, true
	case "net":
		return opNet, true
	case "lag":
		return opLag, true
	case "age":
		return opAge, true
	case "next":
		return opNext, true
	case "id":
		return opID, true
	case "name":
		return opName, true
	}
	return 0, false
}

// fieldTerm reads status:failed and lag>10s; it returns neither node nor
// error if what stands next is no field.
func (p *parser) fieldTerm() (*node, *QueryError) {
	from, rest := p.pos, p.src[p.pos:]
	letters := strings.IndexFunc(rest, func(r rune) bool { return !unicode.IsLetter(r) })
	if letters <= 0 {
		return nil, nil
	}
	name := strings.ToLower(rest[:letters])
	o, known := fieldOp(name)
	colon := strings.HasPrefix(rest[letters:], ":") || strings.HasPrefix(rest[letters:], "：")
	compares := known && strings.ContainsAny(rest[letters:letters+1], "<>")
	measured := o == opLag || o == opAge || o == opNext
	switch {
	case colon && !known:
		return nil, p.wrong(from, unknownField(rest[:letters]))
	case colon && measured:
		return nil, p.wrong(from+letters, name+" takes < or >, as in "+name+">10s")
	case compares && !measured:
		return nil, p.wrong(from+letters, name+" takes a colon, as in "+name+":"+example(o))
	case !colon && !compares:
		return nil, nil
	}
	p.pos += letters
	if compares {
		return p.comparison(name, o)
	}
	_ = p.eat(":", "：")
	if p.end() || p.bareEnd() == p.pos && p.sees(`"`) == "" {
		err := p.wrong(p.pos, name+": wants a word, as in "+name+":"+example(o))
		err.Open = p.end()
		return nil, err
	}
	pat, err := p.pattern()
	return &node{op: o, pat: pat}, err
}

// example is a value for a field, for those who left it out.
func example(o op) string {
	switch o {
	case opEngine:
		return "mysql"
	case opType:
		return "sync"
	case opTask:
		return "F+I"
	case opNet:
		return "vpn"
	case opID:
		return "c7de"
	case opName:
		return "orders"
	default:
		return "failed"
	}
}

// comparison reads the right side of lag>10s; its sign stands next.
func (p *parser) comparison(name string, o op) (*node, *QueryError) {
	sign := p.sees("<=", ">=", "<", ">")
	p.pos += len(sign)
	from, to := p.pos, p.bareEnd()
	p.pos = to
	than, why := parseSpan(strings.ToLower(p.src[from:to]))
	if why != "" {
		err := p.wrong(from, name+sign+" "+why)
		err.Open = p.end() && strings.Trim(p.src[from:to], "0123456789") == ""
		return nil, err
	}
	return &node{op: o, cmp: compare{less: sign[0] == '<', equal: len(sign) == 2, than: than}}, nil
}

// bareEnd is where a bare word that begins here ends.
func (p *parser) bareEnd() int {
	n := strings.IndexFunc(p.src[p.pos:], func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune(`|()"`, r)
	})
	if n < 0 {
		return len(p.src)
	}
	return p.pos + n
}

// pattern reads a bare word, "exact" or /re/; one of them stands next.
func (p *parser) pattern() (pattern, *QueryError) {
	from := p.pos
	if p.eat(`"`) {
		n := strings.IndexByte(p.src[p.pos:], '"')
		if n < 0 {
			return pattern{}, p.open(from, `this " is not closed`)
		}
		text := p.src[p.pos : p.pos+n]
		p.pos += n + 1
		if text == "" {
			return pattern{}, p.wrong(from, "there is nothing between the quotes")
		}
		return pattern{text: strings.ToLower(text), whole: true}, nil
	}
	if p.eat("/", "／") {
		return p.expression(from)
	}
	p.pos = p.bareEnd()
	return pattern{text: strings.ToLower(p.src[from:p.pos])}, nil
}

// expression reads the rest of /re/.
func (p *parser) expression(from int) (pattern, *QueryError) {
	start := p.pos
	for p.sees("/", "／") == "" {
		if p.end() {
			return pattern{}, p.open(from, "this / is not closed")
		}
		if p.eat(`\`) && p.end() {
			continue
		}
		_, n := utf8.DecodeRuneInString(p.src[p.pos:])
		p.pos += n
	}
	text := p.src[start:p.pos]
	_ = p.eat("/", "／")
	if text == "" {
		return pattern{}, p.wrong(from, "there is nothing between the slashes")
	}
	if _, err := regexp.Compile(text); err != nil {
		return pattern{}, p.badExpression(start, text, err)
	}
	re, err := regexp.Compile("(?im)" + text)
	if err != nil {
		return pattern{}, p.badExpression(start, text, err)
	}
	return pattern{re: re, must: mustHold(text)}, nil
}

// badExpression points at the part of the expression that is wrong, if the
// error names one.
func (p *parser) badExpression(start int, text string, err error) *QueryError {
	var bad *syntax.Error
	if !errors.As(err, &bad) {
		return p.wrong(start, "this is no regular expression")
	}
	at := max(0, strings.Index(text, bad.Expr))
	return p.wrong(start+at, bad.Code.String())
}

// unknownField names the field that was perhaps meant, or all there are.
func unknownField(name string) string {
	why := "there is no field " + Clean(name)
	if best := closest(strings.ToLower(name)); best != "" {
		return why + "; " + best + ": perhaps"
	}
	return why + "; there are " + strings.Join(fields(), " ")
}

// closest gives the field whose beginning was typed, else the one that at
// most two keystrokes turn into it, else "".
func closest(name string) string {
	best, least := "", 3
	for _, f := range fields() {
		if strings.HasPrefix(f, name) {
			return f
		}
		if d := distance(name, f); d < least && d < len(f) {
			best, least = f, d
		}
	}
	return best
}

// distance counts the letters to add, drop or change on the way from a to b.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
