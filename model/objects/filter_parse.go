package objects

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// filterNesting is how deep parentheses may go.
const filterNesting = 50

// ParseFilter reads a filter; see Filter for the language. The full-width forms of
// : / and ! count as those where they would be operators.
func ParseFilter(text string) (Filter, *FilterMistake) {
	p := &filterParser{src: text}
	p.space()
	if p.end() {
		return Filter{src: text}, nil
	}
	root, wrong := p.either()
	if wrong == nil && !p.end() { // either stops at a closing parenthesis only
		wrong = p.wrong(p.pos, "there is no ( for this )")
	}
	if wrong != nil {
		return Filter{}, wrong
	}
	return Filter{src: text, root: root, at: p.at}, nil
}

// filterParser walks over the text by bytes; mistakes are told in runes.
type filterParser struct {
	src   string
	pos   int
	depth int
	at    []*filterNode
}

func (p *filterParser) wrong(at int, why string) *FilterMistake {
	return &FilterMistake{At: utf8.RuneCountInString(p.src[:at]), Why: why}
}

// open is a mistake that more typing can mend.
func (p *filterParser) open(at int, why string) *FilterMistake {
	m := p.wrong(at, why)
	m.Open = true
	return m
}

func (p *filterParser) end() bool { return p.pos == len(p.src) }

func (p *filterParser) space() {
	for !p.end() {
		r, n := utf8.DecodeRuneInString(p.src[p.pos:])
		if !unicode.IsSpace(r) {
			return
		}
		p.pos += n
	}
}

// sees gives the sign that stands next, or "".
func (p *filterParser) sees(signs ...string) string {
	for _, sign := range signs {
		if strings.HasPrefix(p.src[p.pos:], sign) {
			return sign
		}
	}
	return ""
}

func (p *filterParser) eat(signs ...string) bool {
	sign := p.sees(signs...)
	p.pos += len(sign)
	return sign != ""
}

// seesOr gives the operator that stands next: "|", "||", "OR" or "".
func (p *filterParser) seesOr() string {
	if sign := p.sees("||", "|"); sign != "" {
		return sign
	}
	if p.sees("OR") != "" && p.wordEnd() == p.pos+2 {
		return "OR"
	}
	return ""
}

// seesTerm reports whether another term follows, after any space.
func (p *filterParser) seesTerm() bool {
	p.space()
	return !p.end() && p.sees(")") == "" && p.seesOr() == ""
}

// wordEnd is where a bare word that begins here ends.
func (p *filterParser) wordEnd() int {
	n := strings.IndexFunc(p.src[p.pos:], func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune(`|()"`, r)
	})
	if n < 0 {
		return len(p.src)
	}
	return p.pos + n
}

// either reads a | b | c.
func (p *filterParser) either() (*filterNode, *FilterMistake) {
	if sign := p.seesOr(); sign != "" {
		return nil, p.wrong(p.pos, sign+" has nothing on its left")
	}
	var kids []*filterNode
	for {
		kid, wrong := p.both()
		if wrong != nil {
			return nil, wrong
		}
		kids = append(kids, kid)
		at, sign := p.pos, p.seesOr()
		if sign == "" {
			return joinFilter(filterAny, kids), nil
		}
		p.pos += len(sign)
		if !p.seesTerm() {
			m := p.wrong(at, sign+" has nothing on its right")
			m.Open = p.end()
			return nil, m
		}
	}
}

// both reads a b c.
func (p *filterParser) both() (*filterNode, *FilterMistake) {
	var kids []*filterNode
	for p.seesTerm() {
		kid, wrong := p.term()
		if wrong != nil {
			return nil, wrong
		}
		kids = append(kids, kid)
	}
	if len(kids) == 0 {
		return nil, p.wrong(p.pos, "there is no ( for this )")
	}
	return joinFilter(filterAll, kids), nil
}

func joinFilter(op filterOp, kids []*filterNode) *filterNode {
	if len(kids) == 1 {
		return kids[0]
	}
	return &filterNode{op: op, kids: kids}
}

// term reads one condition with the ! before it.
func (p *filterParser) term() (*filterNode, *FilterMistake) {
	bang, neg := -1, false
	for at := p.pos; p.eat("!", "！"); at = p.pos {
		bang, neg = at, !neg
		p.space()
	}
	if bang >= 0 && !p.seesTerm() {
		m := p.wrong(bang, "! has nothing after it")
		m.Open = p.end()
		return nil, m
	}
	n, wrong := p.bare()
	if wrong == nil && neg {
		n.neg = !n.neg
	}
	return n, wrong
}

// bare reads one condition without !.
func (p *filterParser) bare() (*filterNode, *FilterMistake) {
	from := p.pos
	if p.eat("(") {
		return p.group(from)
	}
	if name, n := p.field(); name != "" {
		return p.asked(name, n)
	}
	return p.named(filterName, filterPath)
}

// group reads what stands in parentheses; the first is read already.
func (p *filterParser) group(from int) (*filterNode, *FilterMistake) {
	if p.depth++; p.depth > filterNesting {
		return nil, p.wrong(from, "parentheses are nested too deeply")
	}
	p.space()
	if p.end() {
		return nil, p.open(from, "this ( is not closed")
	}
	if p.sees(")") != "" {
		return nil, p.wrong(from, "there is nothing between ( and )")
	}
	n, wrong := p.either()
	if wrong != nil {
		return nil, wrong
	}
	if !p.eat(")") {
		return nil, p.open(from, "this ( is not closed")
	}
	p.depth--
	return n, nil
}
