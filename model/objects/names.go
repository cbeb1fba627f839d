package objects

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	// forbiddenInNames are characters that the service takes in no name.
	forbiddenInNames = `<>."`
	// longName is how many letters a name may have before it is held to letters,
	// digits and _.
	longName = 42
)

// CheckTarget says what is wrong with the name of an object on the target; "": it
// can have it. source is its name on the source; target "" is that name, too.
func CheckTarget(source, target string, limit NameLimit) string {
	_, why := judgeTarget(source, orName(target, source), limit)
	return why
}

// nameFault sorts what can be wrong with a name.
type nameFault uint8

const (
	nameFine nameFault = iota
	nameInvalid
	nameTooLong
)

func judgeTarget(source, target string, limit NameLimit) (nameFault, string) {
	if why := nameShape(target); why != "" {
		return nameInvalid, why
	}
	n, unit := len(target), "bytes"
	if !limit.Bytes {
		n, unit = utf8.RuneCountInString(target), "letters"
	}
	if limit.Most > 0 && n > limit.Most {
		return nameTooLong, strconv.Itoa(n) + " " + unit + ": the target takes " + strconv.Itoa(limit.Most)
	}
	return longNames(source, target)
}

// nameShape says what no name may be, whatever its length.
func nameShape(name string) string {
	if asciiName(name) {
		return ""
	}
	switch i := strings.IndexAny(name, forbiddenInNames); {
	case name == "":
		return "a name is needed"
	case i >= 0:
		return "no < > . or \" in a name"
	case name[0] == ' ' || name[len(name)-1] == ' ':
		return "no blank at the beginning or the end"
	case !utf8.ValidString(name):
		return "letters in UTF-8"
	case strings.ContainsFunc(name, unicode.IsControl):
		return "no control characters"
	}
	return ""
}

// longNames are held to more than others.
func longNames(source, target string) (nameFault, string) {
	if len(source) <= longName && len(target) <= longName {
		return nameFine, ""
	}
	most := "over " + strconv.Itoa(longName) + " letters "
	switch {
	case utf8.RuneCountInString(source) > longName && !wordyName(source):
		return nameTooLong, "its name on the source has " + most + "and not only letters, digits and _"
	case utf8.RuneCountInString(source) > longName && strings.ContainsAny(target, "-#"):
		return nameTooLong, "no - and no #: its name on the source has " + most
	case utf8.RuneCountInString(target) > longName && !wordyName(target):
		return nameTooLong, most + "only letters, digits and _ are taken"
	}
	return nameFine, ""
}

// wordyName reports a name of letters, digits and _ alone.
func wordyName(name string) bool {
	return asciiName(name) || !strings.ContainsFunc(name, func(r rune) bool { return r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// asciiName reports a name of ASCII letters, digits and _ alone; "" is none.
func asciiName[T string | []byte](name T) bool {
	for i := range len(name) {
		c := name[i]
		if c != '_' && (c < '0' || c > '9') && (c|0x20 < 'a' || c|0x20 > 'z') {
			return false
		}
	}
	return len(name) > 0
}

// MixedScripts says which scripts a name mixes that look alike: a Cyrillic а in a
// Latin word is another letter. "": none.
func MixedScripts(name string) string {
	if asciiName(name) {
		return ""
	}
	var found []string
	for _, script := range []struct {
		name  string
		table *unicode.RangeTable
	}{{"Latin", unicode.Latin}, {"Greek", unicode.Greek}, {"Cyrillic", unicode.Cyrillic}, {"Armenian", unicode.Armenian}, {"Cherokee", unicode.Cherokee}} {
		if strings.ContainsFunc(name, func(r rune) bool { return unicode.Is(script.table, r) }) {
			found = append(found, script.name)
		}
	}
	if len(found) < 2 {
		return ""
	}
	return "the name mixes " + strings.Join(found, " and ") + " letters, which look alike"
}

// Encodings are those that a root's database is mostly made in; the first one is the
// service's default.
func Encodings() []string { return []string{"UTF-8", "utf8", "GBK", "LATIN1", "SQL_ASCII"} }

// CheckRoot says what is wrong with the database on the target that all goes into;
// "": nothing, or there is none.
func CheckRoot(r Root) string {
	if r.Empty() {
		return ""
	}
	if r.Name == "" {
		return "a database is needed with an encoding"
	}
	if why := CheckTarget(r.Name, r.Name, NameLimit{}); why != "" {
		return why
	}
	odd := func(c rune) bool {
		return c > 0x7e || !unicode.IsLetter(c) && !unicode.IsDigit(c) && c != '-' && c != '_'
	}
	if strings.ContainsFunc(r.Encoding, odd) {
		return "an encoding is a word like UTF-8"
	}
	if len(r.Encoding) > 32 {
		return "an encoding has at most 32 letters"
	}
	return ""
}

// OddNames are the leaves and boxes whose own name the service takes in no document
// that names them, in order: see CheckTarget.
// They are found once: every check of a State asks for them. Nobody changes them.
func (t *Tree) OddNames() []Node { return t.odd() }

func (t *Tree) findOddNames() []Node {
	var out []Node
	at := 0 // names[:at] were seen
	for at < len(t.names) {
		i := nextForbidden(t.names[at:])
		if i < 0 {
			break
		}
		n := t.nodeAt(at + i)
		out = append(out, n)
		at = int(t.at[n+1])
	}
	return t.withLongNames(out)
}

// nextForbidden is strings.IndexAny, which looks at each byte: this looks at a name
// list of a million tables in a few milliseconds.
func nextForbidden(s string) int {
	first := -1
	for i := range len(forbiddenInNames) {
		if at := strings.IndexByte(s, forbiddenInNames[i]); at >= 0 {
			first, s = at, s[:at]
		}
	}
	return first
}

// nodeAt is the node that a byte of the names belongs to.
func (t *Tree) nodeAt(byteAt int) Node {
	lo, hi := 0, t.Len()
	for lo < hi {
		if mid := (lo + hi) / 2; int(t.at[mid+1]) > byteAt {
			hi = mid
		} else {
			lo = mid + 1
		}
	}
	return Node(lo) //nolint:gosec // fits
}

// withLongNames adds those that are too long for what they hold, or have blanks at
// their ends.
func (t *Tree) withLongNames(odd []Node) []Node {
	var out []Node
	for n := range Node(t.Len()) { //nolint:gosec // fits
		if len(odd) > 0 && odd[0] == n {
			out, odd = append(out, n), odd[1:]
			continue
		}
		from, to := t.at[n], t.at[n+1]
		if from == to || t.names[from] == ' ' || t.names[to-1] == ' ' || to-from > longName && CheckTarget(t.Name(n), "", NameLimit{}) != "" {
			out = append(out, n)
		}
	}
	return out
}
