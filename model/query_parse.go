package model

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// nesting is how deep parentheses may go.
const nesting = 50

// ParseQuery reads a filter; see Query for the language. The full-width forms
// of : / and ! count as those where they would be operators.
func ParseQuery(s string) (Query, *QueryError) {
	p := &parser{src: s}
	p.space()
	if p.end() {
		return Query{src: s}, nil
	}
	root, err := p.either()
	if err != nil {
		return Query{}, err
	}
	if !p.end() { // either stops at a closing parenthesis only
		return Query{}, p.wrong(p.pos, "there is no ( for this )")
	}
	return Query{src: s, root: root, terms: leaves(nil, root), words: words(nil, root)}, nil
}

// leaves collects the terms of a tree; a negated group is one of them.
func leaves(out []*node, n *node) []*node {
	if n.neg || n.op != opAll && n.op != opAny {
		return append(out, n)
	}
	for _, kid := range n.kids {
		out = leaves(out, kid)
	}
	return out
}

// parser walks over the source by bytes; mistakes are told in runes.
type parser struct {
	src   string
	pos   int
	depth int
	words int // read so far that have a bit
}

func column(src string, at int) int { return utf8.RuneCountInString(src[:at]) }

func (p *parser) wrong(at int, why string) *QueryError {
	return &QueryError{Pos: column(p.src, at), Why: why}
}

// open is a mistake that more typing can mend.
func (p *parser) open(at int, why string) *QueryError {
	return &QueryError{Pos: column(p.src, at), Why: why, Open: true}
}

func (p *parser) end() bool { return p.pos == len(p.src) }

func (p *parser) space() {
	for !p.end() {
		r, n := utf8.DecodeRuneInString(p.src[p.pos:])
		if !unicode.IsSpace(r) {
			return
		}
		p.pos += n
	}
}

// sees reports which of the signs stands next, or "".
func (p *parser) sees(signs ...string) string {
	for _, sign := range signs {
		if strings.HasPrefix(p.src[p.pos:], sign) {
			return sign
		}
	}
	return ""
}

func (p *parser) eat(signs ...string) bool {
	sign := p.sees(signs...)
	p.pos += len(sign)
	return sign != ""
}

// seesOr gives the operator that stands next: "|", "||", "OR" or "".
func (p *parser) seesOr() string {
	if sign := p.sees("||", "|"); sign != "" {
		return sign
	}
	if p.sees("OR") != "" && p.bareEnd() == p.pos+2 {
		return "OR"
	}
	return ""
}

// seesTerm reports whether another term follows, after any space.
func (p *parser) seesTerm() bool {
	p.space()
	return !p.end() && p.sees(")") == "" && p.seesOr() == ""
}

// either reads a | b | c.
func (p *parser) either() (*node, *QueryError) {
	if sign := p.seesOr(); sign != "" {
		return nil, p.wrong(p.pos, sign+" has nothing on its left")
	}
	var kids []*node
	for {
		kid, err := p.both()
		if err != nil {
			return nil, err
		}
		kids = append(kids, kid)
		at, sign := p.pos, p.seesOr()
		if sign == "" {
			return join(opAny, kids), nil
		}
		p.pos += len(sign)
		if !p.seesTerm() {
			err := p.wrong(at, sign+" has nothing on its right")
			err.Open = p.end()
			return nil, err
		}
	}
}

// both reads a b c. A term stands next.
func (p *parser) both() (*node, *QueryError) {
	var kids []*node
	for p.seesTerm() {
		kid, err := p.term()
		if err != nil {
			return nil, err
		}
		kids = append(kids, kid)
	}
	if len(kids) == 0 {
		return nil, p.wrong(p.pos, "there is no ( for this )")
	}
	return join(opAll, kids), nil
}

func join(o op, kids []*node) *node {
	if len(kids) == 1 {
		return kids[0]
	}
	return &node{op: o, kids: kids, from: kids[0].from, to: kids[len(kids)-1].to}
}

// term reads one condition with the ! before it.
func (p *parser) term() (*node, *QueryError) {
	from, bang, neg := p.pos, -1, false
	for at := p.pos; p.eat("!", "！"); at = p.pos {
		bang, neg = at, !neg
		p.space()
	}
	if bang >= 0 && !p.seesTerm() {
		err := p.wrong(bang, "! has nothing after it")
		err.Open = p.end()
		return nil, err
	}
	n, err := p.bare()
	if err != nil {
		return nil, err
	}
	if bang >= 0 {
		n.neg = n.neg != neg
		n.from, n.to = from, p.pos
	}
	return n, nil
}

// bare reads one condition without !.
func (p *parser) bare() (*node, *QueryError) {
	from := p.pos
	if p.eat("(") {
		return p.group(from)
	}
	n, err := p.fieldTerm()
	if n == nil && err == nil {
		n = &node{op: opHay}
		n.pat, err = p.pattern()
		if n.pat.re == nil && p.words < 63 {
			n.bit, p.words = 1<<p.words, p.words+1
		}
	}
	if err != nil {
		return nil, err
	}
	n.from, n.to = from, p.pos
	return n, nil
}

// group reads what stands in parentheses; the first is read already.
func (p *parser) group(from int) (*node, *QueryError) {
	if p.depth++; p.depth > nesting {
		return nil, p.wrong(from, "parentheses are nested too deeply")
	}
	p.space()
	if p.end() {
		return nil, p.open(from, "this ( is not closed")
	}
	if p.sees(")") != "" {
		return nil, p.wrong(from, "there is nothing between ( and )")
	}
	n, err := p.either()
	if err != nil {
		return nil, err
	}
	if !p.eat(")") {
		return nil, p.open(from, "this ( is not closed")
	}
	p.depth--
	return n, nil
}
