package objects

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// filterHow is how a word is held against a name.
type filterHow uint8

const (
	wordAny   filterHow = iota // whatever it is
	wordPart                   // it holds the text
	wordWhole                  // it is the text
	wordGlob                   // * and ?
	wordRE
)

// filterWord is one word of a filter, made ready to be held against many names
// without a copy of any.
type filterWord struct {
	how   filterHow
	text  string
	fold  bool // letters of either case; text is folded
	quick *filterNeedle
	glob  filterGlob
	re    *regexp.Regexp
}

// wordOf reads a bare word; "" is any.
func wordOf(text string, fold bool) *filterWord {
	w := &filterWord{how: wordPart, text: text, fold: fold}
	if fold {
		w.text = strings.Map(foldRune, text)
	}
	switch {
	case strings.Trim(text, "*") == "":
		w.how = wordAny
	case strings.ContainsAny(text, "*?"):
		w.how, w.glob = wordGlob, globOf(w.text, fold)
	case bytewise(w.text, fold):
		w.quick = needleOf(w.text, fold)
	}
	return w
}

func (w *filterWord) match(name string) bool {
	switch w.how {
	case wordPart:
		switch {
		case w.quick != nil:
			return w.quick.in(name, 0) >= 0
		case !w.fold:
			return strings.Contains(name, w.text)
		}
		return containsFolded(name, w.text)
	case wordWhole:
		return name == w.text
	case wordGlob:
		return w.glob.match(name)
	case wordRE:
		return (w.quick == nil || w.quick.in(name, 0) >= 0 || !plainASCII(name)) && w.re.MatchString(name)
	default:
		return true
	}
}

// foldRune is what letters that differ in case only have in common. Nothing but the
// letters of ASCII becomes one of them.
func foldRune(r rune) rune {
	if r < utf8.RuneSelf {
		if 'A' <= r && r <= 'Z' {
			r |= 0x20
		}
		return r
	}
	if l := unicode.ToLower(r); l >= utf8.RuneSelf {
		return l
	}
	return r
}

func foldByte(b byte) byte {
	if 'A' <= b && b <= 'Z' {
		b |= 0x20
	}
	return b
}

// bytewise reports a text that may be looked for byte by byte.
func bytewise(text string, fold bool) bool {
	for _, r := range text {
		if r == utf8.RuneError || fold && r >= utf8.RuneSelf && unicode.SimpleFold(r) != r {
			return false
		}
	}
	return true
}

func plainASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// containsFolded looks for a folded text, rune by rune.
func containsFolded(name, text string) bool {
	for {
		if foldedAt(name, text) >= 0 {
			return true
		}
		if name == "" {
			return false
		}
		_, n := utf8.DecodeRuneInString(name)
		name = name[n:]
	}
}

// foldedAt is how many bytes of a name a folded text takes at its beginning; -1: it
// does not stand there.
func foldedAt(name, text string) int {
	at := 0
	for _, want := range text {
		r, n := utf8.DecodeRuneInString(name[at:])
		if n == 0 || foldRune(r) != want {
			return -1
		}
		at += n
	}
	return at
}

// filterNeedle looks for a text, skipping what cannot be its end (Horspool).
type filterNeedle struct {
	text  string
	fold  bool
	again int        // how far to go where the last byte fits and the others do not
	skip  [256]uint8 // how far to go from each byte; 0: it may be the last
}

func needleOf(text string, fold bool) *filterNeedle {
	n := &filterNeedle{text: text, fold: fold}
	far := min(len(text), 255)
	for i := range n.skip {
		n.skip[i] = uint8(far) //nolint:gosec // at most 255
	}
	last := len(text) - 1
	n.again = far
	for i := range last {
		by := uint8(min(last-i, 255)) //nolint:gosec // at most 255
		n.put(text[i], by)
		if text[i] == text[last] {
			n.again = int(by)
		}
	}
	n.put(text[last], 0)
	return n
}

func (n *filterNeedle) put(b byte, by uint8) {
	n.skip[b] = by
	if n.fold && 'a' <= b && b <= 'z' {
		n.skip[b-0x20] = by
	}
}

// in is where the text stands from a place on; -1: nowhere.
func (n *filterNeedle) in(s string, from int) int {
	last := len(n.text) - 1
	for i := from + last; i < len(s); {
		if by := n.skip[s[i]]; by > 0 {
			i += int(by)
			continue
		}
		if n.at(s[i-last : i+1]) {
			return i - last
		}
		i += n.again
	}
	return -1
}

// at compares with as many bytes as the text has.
func (n *filterNeedle) at(s string) bool {
	if !n.fold {
		return s == n.text
	}
	return sameFolded(s, n.text)
}

// sameFolded compares with a folded text of the same length, byte by byte.
func sameFolded(s, text string) bool {
	for i := range len(text) {
		if b := s[i]; b != text[i] && foldByte(b) != text[i] {
			return false
		}
	}
	return true
}
