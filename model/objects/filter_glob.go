package objects

import (
	"errors"
	"regexp"
	"regexp/syntax"
	"strings"
	"unicode"
	"unicode/utf8"

	"drover/model"
)

// filterGlob is a word with * or ? in it: what stands between its stars.
type filterGlob struct {
	parts []filterPiece
	head  bool // the first begins the name
	tail  bool // the last ends it
}

// filterPiece is a text without a star.
type filterPiece struct {
	text  string
	fold  bool
	quick *filterNeedle // where it may be compared byte by byte
	first byte          // what it begins with if that is ASCII; 0: something else
	runes int
}

func globOf(text string, fold bool) filterGlob {
	g := filterGlob{head: !strings.HasPrefix(text, "*"), tail: !strings.HasSuffix(text, "*")}
	for part := range strings.SplitSeq(text, "*") {
		if part != "" {
			p := filterPiece{text: part, fold: fold, runes: utf8.RuneCountInString(part)}
			if !strings.Contains(part, "?") && bytewise(part, fold) {
				p.quick = needleOf(part, fold)
			}
			if part[0] != '?' && part[0] < utf8.RuneSelf {
				p.first = part[0]
			}
			g.parts = append(g.parts, p)
		}
	}
	return g
}

func (g *filterGlob) match(s string) bool {
	parts := g.parts
	if g.head {
		n := parts[0].at(s)
		if n < 0 {
			return false
		}
		if s, parts = s[n:], parts[1:]; len(parts) == 0 {
			return !g.tail || s == ""
		}
	}
	if g.tail {
		last := &parts[len(parts)-1]
		at := last.fromEnd(s)
		if at < 0 || last.at(s[at:]) != len(s)-at {
			return false
		}
		s, parts = s[:at], parts[:len(parts)-1]
	}
	for i := range parts {
		n := parts[i].in(s)
		if n < 0 {
			return false
		}
		s = s[n:]
	}
	return true
}

// in is where the first such text ends; -1: there is none.
func (p *filterPiece) in(s string) int {
	if p.quick != nil {
		if at := p.quick.in(s, 0); at >= 0 {
			return at + len(p.text)
		}
		return -1
	}
	for at := 0; at < len(s); {
		if p.first != 0 && s[at] != p.first && foldByte(s[at]) != p.first {
			at++
			continue
		}
		if n := p.at(s[at:]); n >= 0 {
			return at + n
		}
		_, n := utf8.DecodeRuneInString(s[at:])
		at += n
	}
	return -1
}

// at is how many bytes it takes where a text begins; -1: it does not stand there.
func (p *filterPiece) at(s string) int {
	if p.quick != nil {
		if len(s) < len(p.text) || !p.quick.at(s[:len(p.text)]) {
			return -1
		}
		return len(p.text)
	}
	at := 0
	for _, want := range p.text {
		r, n := utf8.DecodeRuneInString(s[at:])
		if p.fold {
			r = foldRune(r)
		}
		if n == 0 || want != '?' && r != want {
			return -1
		}
		at += n
	}
	return at
}

// fromEnd is where it would begin to end with the text; -1: it is too long.
func (p *filterPiece) fromEnd(s string) int {
	if p.quick != nil {
		return max(len(s)-len(p.text), -1)
	}
	for range p.runes {
		if s == "" {
			return -1
		}
		_, n := utf8.DecodeLastRuneInString(s)
		s = s[:len(s)-n]
	}
	return len(s)
}

// expression reads the rest of /re/.
func (p *filterParser) expression(from int) (*filterWord, *FilterMistake) {
	start := p.pos
	for p.sees("/", "／") == "" {
		if p.end() {
			return nil, p.open(from, "this / is not closed")
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
		return nil, p.wrong(from, "there is nothing between the slashes")
	}
	if _, err := regexp.Compile(text); err != nil {
		return nil, p.badExpression(start, text, err)
	}
	whole := text
	if !expressionHasCase(text) {
		whole = "(?i)" + text
	}
	re, err := regexp.Compile(whole)
	if err != nil {
		return nil, p.badExpression(start, text, err)
	}
	w := &filterWord{how: wordRE, re: re}
	if must := expressionMust(whole); must != "" {
		w.quick = needleOf(must, true)
	}
	return w, nil
}

// badExpression points at the part of the expression that is wrong, if the error
// names one.
func (p *filterParser) badExpression(start int, text string, err error) *FilterMistake {
	var bad *syntax.Error
	if !errors.As(err, &bad) {
		return p.wrong(start, "this is no regular expression")
	}
	return p.wrong(start+max(0, strings.Index(text, bad.Expr)), bad.Code.String())
}

// expressionHasCase reports an upper-case letter that stands for itself: not one of
// \D or \p{Greek}.
func expressionHasCase(text string) bool {
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		i += n
		switch {
		case r == '\\' && i < len(text):
			class := text[i] == 'p' || text[i] == 'P'
			_, n = utf8.DecodeRuneInString(text[i:])
			i += n
			switch {
			case class && strings.HasPrefix(text[i:], "{"):
				i += strings.IndexByte(text[i:], '}') + 1
			case class && i < len(text):
				i++
			}
		case unicode.IsUpper(r):
			return true
		}
	}
	return false
}

// expressionMust is the longest text, folded, that a name in ASCII must hold to match;
// "" if there is none in ASCII. Looking for it first spares most names the expression
// itself, which is ten times slower.
func expressionMust(expression string) string {
	re, err := syntax.Parse(expression, syntax.Perl)
	if err != nil {
		return ""
	}
	must := model.LongestLiteral(re)
	if strings.ContainsFunc(must, func(r rune) bool { return r >= utf8.RuneSelf }) {
		return ""
	}
	return must
}
