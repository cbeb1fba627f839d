package model_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	. "drover/model"
)

// invisible lists what no output may hold, typed from Unicode's
// Default_Ignorable_Code_Point and Bidi_Control, independent of the program.
var invisible = [][2]rune{
	{0x00, 0x1f}, {0x7f, 0x9f}, {0xad, 0xad}, {0x34f, 0x34f}, {0x61c, 0x61c}, {0x115f, 0x1160}, {0x17b4, 0x17b5},
	{0x180b, 0x180f}, {0x200b, 0x200f}, {0x2028, 0x202e}, {0x2060, 0x206f}, {0x3164, 0x3164}, {0xe000, 0xf8ff},
	{0xfe00, 0xfe0f}, {0xfeff, 0xfeff}, {0xffa0, 0xffa0}, {0xfff0, 0xfffb}, {0x1bca0, 0x1bca3}, {0x1d173, 0x1d17a},
	{0xe0000, 0xe0fff}, {0xf0000, 0x10ffff},
}

// table has a mark for every rune in the list.
func table() []bool {
	marks := make([]bool, unicode.MaxRune+1)
	for _, span := range invisible {
		for r := span[0]; r <= span[1]; r++ {
			marks[r] = true
		}
	}
	return marks
}

func seen(marks []bool, s string) (bad rune, found bool) {
	if !utf8.ValidString(s) {
		return utf8.RuneError, true
	}
	for _, r := range s {
		if marks[r] {
			return r, true
		}
	}
	return 0, false
}

// hostile makes a string of pieces that terminals act upon, hide or trip over.
func hostile(r *rand.Rand) string {
	var b strings.Builder
	for range r.IntN(12) {
		switch r.IntN(6) {
		case 0:
			b.WriteByte(byte(r.IntN(256)))
		case 1:
			span := invisible[r.IntN(len(invisible))]
			b.WriteRune(span[0] + rune(r.IntN(int(span[1]-span[0])+1)))
		case 2:
			b.WriteString([]string{"\x1b[2J", "\x1b]52;c;AAAA\a", "\x1bP", "\u009b31m", "\r\n", "\x7f", "%s%n"}[r.IntN(7)])
		case 3:
			b.WriteRune(rune(r.IntN(unicode.MaxRune + 1)))
		default:
			b.WriteString([]string{"orders", "数据库", "é", " ", "a-b", "👍"}[r.IntN(6)])
		}
	}
	return b.String()
}

func TestTextLetsNothingThrough(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	marks := table()
	for i := range soak(100_000) {
		s := hostile(r)
		text, id := NewText(s), NewJobID(s)
		if text.Raw() != s || id.Raw() != s || text != NewText(s) {
			t.Fatalf("%q does not come back", s)
		}
		for _, out := range []string{text.String(), doors[i%len(doors)](s)} {
			if bad, found := seen(marks, out); found {
				t.Fatalf("%q prints %q, which holds %U", s, out, bad)
			}
		}
	}
}

// doors are the ways out; the test sends each string through the plain one
// and one of these.
var doors = []func(string) string{
	func(s string) string { return fmt.Sprint(NewText(s)) },
	func(s string) string { return fmt.Sprintf("%s", NewText(s)) },
	func(s string) string { return fmt.Sprintf("%+v", NewText(s)) },
	func(s string) string { return fmt.Sprintf("%#v", NewText(s)) },
	func(s string) string { return fmt.Sprintf("%q %+q %#q", NewText(s), NewText(s), NewText(s)) },
	func(s string) string {
		return fmt.Sprintf("%x %d %9s %-9s", NewText(s), NewText(s), NewText(s), NewText(s))
	},
	func(s string) string {
		return fmt.Sprintf("%v %+v %#v %q", NewJobID(s), NewJobID(s), NewJobID(s), NewJobID(s))
	},
	func(s string) string {
		return fmt.Sprintf("%v %#v %+v", []Text{NewText(s)}, &Tag{Key: NewText(s)}, Fact{Value: NewText(s)})
	},
	func(s string) string { return fmt.Sprintf("%v %+v", row(s), []Job{row(s)}) },
	func(s string) string {
		return fmt.Sprintf("%v %s %s", Scenario(s), TaskType(s), Scenario(s).Short()+TaskType(s).Short())
	},
	func(s string) string { return StateOf(NewText(s), Sync, Full).Word },
	func(s string) string { return strings.ReplaceAll(Hay(row(s)), "\n", "") },
}

func row(s string) Job {
	text := NewText(s)
	return Job{ID: NewJobID(s), Name: text, Scenario: Scenario(s), Task: TaskType(s), Engine: text, Description: text}
}

// Nothing is dropped: undoing the marks of Clean gives the original back, as
// long as it holds nothing that looks like a mark itself.
func TestCleanDropsNothing(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range soak(20_000) {
		s := hostile(r)
		if strings.ContainsAny(s, "^<") {
			continue
		}
		if got := unclean(t, Clean(s)); got != s {
			t.Fatalf("%q became %q, which reads %q", s, Clean(s), got)
		}
	}
}

func unclean(t *testing.T, s string) string {
	t.Helper()
	var b strings.Builder
	for i := 0; i < len(s); {
		var n int
		switch {
		case s[i] == '^':
			b.WriteByte(s[i+1] ^ 0x40)
			n = 2
		case strings.HasPrefix(s[i:], "<0x"):
			var c byte
			if _, err := fmt.Sscanf(s[i:], "<0x%02X>", &c); err != nil {
				t.Fatal(err)
			}
			b.WriteByte(c)
			n = 6
		case strings.HasPrefix(s[i:], "<U+"):
			var c rune
			if _, err := fmt.Sscanf(s[i:], "<U+%X>", &c); err != nil {
				t.Fatal(err)
			}
			b.WriteRune(c)
			n = strings.IndexByte(s[i:], '>') + 1
		default:
			b.WriteByte(s[i])
			n = 1
		}
		i += n
	}
	return b.String()
}

func TestCleanMarks(t *testing.T) {
	for in, want := range map[string]string{
		"plain-name_1": "plain-name_1",
		"数据库 é 👍":      "数据库 é 👍",
		"\x1b[2J":      "^[[2J",
		"a\r\nb\t":     "a^M^Jb^I",
		"\x00\x7f":     "^@^?",
		"\xff":         "<0xFF>",
		"\u009b":       "<U+009B>",
		"a\u202eb":     "a<U+202E>b",
		"a\u200bb":     "a<U+200B>b",
		"\u180b":       "<U+180B>",
		"\u17b4":       "<U+17B4>",
		"\ufffd":       "\ufffd",
		"数\x1b":        "数^[",
	} {
		if got := Clean(in); got != want {
			t.Errorf("%q is %q, want %q", in, got, want)
		}
	}
}

func TestTextPadsByRunes(t *testing.T) {
	for format, want := range map[string]string{"%6s|": "  数a^@|", "%-6s|": "数a^@  |", "%2s|": "数a^@|", "%q": `"数a^@"`} {
		if got := fmt.Sprintf(format, NewText("数a\x00")); got != want {
			t.Errorf("%s gives %q, want %q", format, got, want)
		}
	}
}

func TestTextMarshalsClean(t *testing.T) {
	out, err := json.Marshal(map[JobID]Text{NewJobID("a\x1b"): NewText("b\u202e")})
	if err != nil {
		t.Fatal(err)
	}
	var back map[string]string
	if err := json.Unmarshal(out, &back); err != nil || back["a^["] != "b<U+202E>" {
		t.Errorf("%s reads %v, %v", out, back, err)
	}
}

func TestEmpty(t *testing.T) {
	if !NewText("").Empty() || NewText("\x00").Empty() || !NewJobID("").Empty() || NewJobID(" ").Empty() {
		t.Error("empty is wrong")
	}
}
