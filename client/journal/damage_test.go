package journal_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"drover/client/journal"
)

// written returns a journal file's bytes after some lines, and its path.
func written(t *testing.T, lines ...journal.Line) (path string, text []byte) {
	t.Helper()
	dir := stateDir(t)
	j := open(t, dir)
	add(t, j, lines...)
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(j.Path())
	if err != nil {
		t.Fatal(err)
	}
	return j.Path(), text
}

func replace(t *testing.T, path string, text []byte) *journal.Journal {
	t.Helper()
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
	return open(t, filepath.Dir(path))
}

// A last line may be torn at any byte; the lines before it stay, and the next
// line is never glued to it.
func TestTornTailAtEveryByte(t *testing.T) {
	path, text := written(t, line("a", journal.Intent), line("b", journal.Intent))
	first := bytes.IndexByte(text, '\n') + 1
	for cut := first; cut < len(text); cut++ {
		j := replace(t, path, text[:cut])
		add(t, j, line("c", journal.Intent))
		want := "a NOT_SENT, c NOT_SENT"
		if cut == len(text)-1 { // only the line feed was lost
			want = "a NOT_SENT, b NOT_SENT, c NOT_SENT"
		}
		if got := states(t, j); got != want {
			t.Fatalf("cut at %d: %s, want %s", cut, got, want)
		}
		if damaged := j.Damaged(); len(damaged) != 1 && cut > first && cut < len(text)-1 {
			t.Fatalf("cut at %d: damage = %v, want one line", cut, damaged)
		}
		if err := j.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// Any changed byte is noticed, reported and skipped; the other lines stay.
func TestChangedByteIsNoticed(t *testing.T) {
	path, text := written(t, line("a", journal.Applied), line("b", journal.Applied), line("c", journal.Applied))
	begin := bytes.IndexByte(text, '\n') + 1
	end := begin + bytes.IndexByte(text[begin:], '\n')
	for i := begin; i < end; i++ {
		spoilt := bytes.Clone(text)
		spoilt[i] ^= 0x04
		if spoilt[i] == '\n' {
			continue
		}
		j := replace(t, path, spoilt)
		if got := states(t, j); got != "a APPLIED, c APPLIED" {
			t.Fatalf("byte %d (%q): %s", i, text[i], got)
		}
		if d := j.Damaged(); len(d) != 1 || d[0].Line != 2 {
			t.Fatalf("byte %d: damage = %v, want line 2", i, d)
		}
		if err := j.Close(); err != nil {
			t.Fatal(err)
		}
	}
	left, err := os.ReadFile(path)
	if err != nil || bytes.Count(left, []byte{'\n'}) != 3 {
		t.Errorf("the damaged line was not kept: %v", err)
	}
}

// A rotten line may have been a SENDING: what was intended before it is
// unknown, not "not sent".
func TestRottenLineMakesIntentsUnknown(t *testing.T) {
	path, text := written(t, line("a", journal.Intent), line("a", journal.Sending), line("b", journal.Intent))
	lines := bytes.SplitAfter(text, []byte{'\n'})
	lines[1] = append(bytes.Repeat([]byte{0}, len(lines[1])-1), '\n')
	j := replace(t, path, bytes.Join(lines, nil))
	if got := states(t, j); got != "a UNKNOWN, b NOT_SENT" {
		t.Errorf("states = %s", got)
	}
}

func TestHostileFileIsReadWithoutHarm(t *testing.T) {
	path, text := written(t, line("a", journal.Applied))
	hostile := strings.Join([]string{
		"", "null", "[]", "{}", `{"sum":"00","entry":null}`, strings.Repeat("[", 100_000), strings.Repeat("x", 1<<20), "\x00\xff\xfe",
	}, "\n")
	j := replace(t, path, append([]byte(hostile+"\n"), text...))
	if got := states(t, j); got != "a APPLIED" {
		t.Errorf("states = %s", got)
	}
	if n := len(j.Damaged()); n != 7 {
		t.Errorf("%d damaged lines, want 7: %v", n, j.Damaged())
	}
}
