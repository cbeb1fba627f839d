package objects

import (
	"slices"
	"strings"
	"unicode"

	"drover/model"
)

// field gives the field that stands next, and its length with the colon; "": none.
func (p *filterParser) field() (name string, n int) {
	rest := p.src[p.pos:]
	letters := strings.IndexFunc(rest, func(r rune) bool { return !unicode.IsLetter(r) })
	if letters <= 0 {
		return "", 0
	}
	for _, colon := range []string{":", "："} {
		if strings.HasPrefix(rest[letters:], colon) {
			return rest[:letters], letters + len(colon)
		}
	}
	return "", 0
}

// asked reads a field of n bytes and what stands behind it.
func (p *filterParser) asked(name string, n int) (*filterNode, *FilterMistake) {
	from := p.pos
	p.pos += n
	example := map[string]string{"is": "is:view", "db": "db:orders", "schema": "schema:public", "to": "to:orders_*"}[strings.ToLower(name)]
	switch {
	case example == "":
		return nil, p.wrong(from, "there is no field "+model.Clean(name)+"; there are is db schema to")
	case p.end() || p.wordEnd() == p.pos && p.sees(`"`) == "":
		m := p.wrong(p.pos, strings.ToLower(name)+": wants a word, as in "+example)
		m.Open = p.end()
		return nil, m
	}
	switch strings.ToLower(name) {
	case "is":
		return p.state()
	case "to":
		return p.named(filterTo, filterToPath)
	case "db":
		return p.named(filterDB, filterDB)
	}
	return p.named(filterSchema, filterSchema)
}

// state reads what stands behind is: in full, or as much of it as tells which.
func (p *filterParser) state() (*filterNode, *FilterMistake) {
	from := p.pos
	p.pos = p.wordEnd()
	word := strings.ToLower(p.src[from:p.pos])
	all := filterIsWords()
	if slices.Contains(all, filterIsWord(word)) {
		return &filterNode{op: filterIs, is: filterIsWord(word)}, nil
	}
	var fit, names []string
	for _, w := range all {
		names = append(names, string(w))
		if word != "" && strings.HasPrefix(string(w), word) {
			fit = append(fit, string(w))
		}
	}
	switch len(fit) {
	case 0:
		return nil, p.wrong(from, "is: knows "+strings.Join(names, " "))
	case 1:
		return &filterNode{op: filterIs, is: filterIsWord(fit[0])}, nil
	}
	m := p.wrong(from, "is: may be "+strings.Join(fit, " or "))
	m.Open = p.end()
	return nil, m
}

// named reads a word, "exact" or /re/; one of them stands next. A bare word with a
// dot in it is a path, where that makes a difference.
func (p *filterParser) named(name, path filterOp) (*filterNode, *FilterMistake) {
	from := p.pos
	n := &filterNode{op: name}
	var wrong *FilterMistake
	switch {
	case p.eat(`"`):
		n.word, wrong = p.quoted(from)
	case p.eat("/", "／"):
		n.word, wrong = p.expression(from)
	default:
		p.pos = p.wordEnd()
		text := p.src[from:p.pos]
		fold := strings.IndexFunc(text, unicode.IsUpper) < 0
		if path == name || !strings.Contains(text, ".") {
			n.word = wordOf(text, fold)
			break
		}
		parts := strings.SplitN(text, ".", 3)
		n.op, n.word = path, wordOf(parts[len(parts)-1], fold)
		for _, part := range parts[:len(parts)-1] {
			n.box = append(n.box, wordOf(part, fold))
		}
	}
	if wrong != nil {
		return nil, wrong
	}
	if n.op != filterName && n.op != filterTo {
		n.id = len(p.at)
		p.at = append(p.at, n)
	}
	return n, nil
}

func (p *filterParser) quoted(from int) (*filterWord, *FilterMistake) {
	n := strings.IndexByte(p.src[p.pos:], '"')
	if n < 0 {
		return nil, p.open(from, `this " is not closed`)
	}
	text := p.src[p.pos : p.pos+n]
	p.pos += n + 1
	if text == "" {
		return nil, p.wrong(from, "there is nothing between the quotes")
	}
	return &filterWord{how: wordWhole, text: text}, nil
}
