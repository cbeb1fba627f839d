package objects

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"drover/model"
)

// sayCount is a number with a plain space between its thousands.
func sayCount(n int) string {
	digits := strconv.Itoa(n)
	var b strings.Builder
	for i, d := range []byte(digits) {
		if left := len(digits) - i; i > 0 && left%3 == 0 && digits[i-1] != '-' {
			b.WriteByte(' ')
		}
		b.WriteByte(d)
	}
	return b.String()
}

// sayMany is a number with the word for one or for several.
func sayMany(n int, one, many string) string { return sayCount(n) + " " + sayWord(n, one, many) }

func sayWord(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// longestName is how many letters of a name a sentence shows.
const longestName = 32

// sayName is a name as a sentence shows it: cleaned, and without its middle if it is
// long. Its end tells it from its neighbours.
func sayName(name string) string {
	name = model.Clean(name)
	if utf8.RuneCountInString(name) <= longestName {
		return name
	}
	runes := []rune(name)
	head := (longestName - 2) / 2
	return string(runes[:head]) + ".." + string(runes[len(runes)-(longestName-2-head):])
}

// namedMost is how many databases a sentence names; the others it counts.
const namedMost = 3

// sayNames collects names for a sentence.
type sayNames struct {
	names []string
	more  int
}

func (l *sayNames) add(name string) {
	if len(l.names) < namedMost {
		l.names = append(l.names, sayName(name))
		return
	}
	l.more++
}

func (l *sayNames) len() int { return len(l.names) + l.more }

// words are the names: "A, B, C and 212 more databases".
func (l *sayNames) words() string {
	names := l.names
	if l.more > 0 {
		return strings.Join(names, ", ") + " and " + sayMany(l.more, "more database", "more databases")
	}
	return sayAnd(names)
}

// sayAnd joins words as a sentence does: "a, b and c".
func sayAnd(parts []string) string {
	if len(parts) < 2 {
		return strings.Join(parts, "")
	}
	return strings.Join(parts[:len(parts)-1], ", ") + " and " + parts[len(parts)-1]
}

// saySentence begins with an upper-case letter where the words are our own, and ends.
func saySentence(text string) string {
	if text == "" {
		return ""
	}
	if c := text[0]; 'a' <= c && c <= 'z' {
		text = string(c-'a'+'A') + text[1:]
	}
	return text + "."
}
