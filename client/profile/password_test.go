package profile

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestAPasswordFromTheEnvironmentComesByteForByte(t *testing.T) {
	t.Setenv("ORDERS_PASSWORD", " p=w d\t")
	got, err := PasswordFrom("ORDERS_PASSWORD")
	if err != nil || got.Reveal() != " p=w d\t" {
		t.Errorf("%q, %v", got.Reveal(), err)
	}
}

func TestNoPasswordInTheEnvironmentIsSaid(t *testing.T) {
	t.Setenv("EMPTY_PASSWORD", "")
	t.Setenv("BROKEN_PASSWORD", "\xff")
	t.Setenv("DROVER_PASSWORD", sentinel)
	for name, says := range map[string]string{
		"NO_SUCH_VARIABLE": "NO_SUCH_VARIABLE is not set", "EMPTY_PASSWORD": "EMPTY_PASSWORD is set, but empty", "BROKEN_PASSWORD": "no UTF-8",
		"DROVER_PASSWORD": "DROVER_PASSWORD is for drover's own login, and drover has removed it", "HW_SECRET_KEY": "own login",
		"$HOME": "no name of a variable", "": "no name", "a b": "no name", "p=x": "no name", "1A": "no name", strings.Repeat("A", 200): "no name",
	} {
		_, err := PasswordFrom(name)
		oneSentence(t, name, err, says)
	}
	if _, err := PasswordFrom("s3cret!"); strings.Contains(err.Error(), "s3cret") {
		t.Errorf("what is no name is repeated: %v", err)
	}
}

func TestACommandPrintsAPassword(t *testing.T) {
	for name, c := range map[string]struct{ script, want string }{
		"one line":         {"echo pw", "pw"},
		"no line feed":     {"printf pw", "pw"},
		"the first of two": {"echo pw; echo user", "pw"},
		"blanks and marks": {"printf ' p w\"\\n'", ` p w"`},
		"a carriage":       {"printf 'pw\\r\\n'", "pw"},
		"its words":        {`printf '%s' "$1"`, "a b"},
		"stderr beside it": {"echo warning >&2; echo pw", "pw"},
	} {
		got, err := PrintedPassword(t.Context(), program(t, c.script).Argv)
		if err != nil || got.Reveal() != c.want {
			t.Errorf("%s: %q, %v", name, got.Reveal(), err)
		}
	}
}

func TestACommandWithoutAPasswordIsNamedAndNotQuoted(t *testing.T) {
	for name, c := range map[string]struct{ script, says string }{
		"nothing":              {"true", "printed nothing"},
		"blank lines":          {"echo; echo", "printed nothing"},
		"an empty first line":  {"echo; echo " + sentinel, "printed an empty first line"},
		"no text":              {`printf '\377` + sentinel + `'`, "printed no UTF-8 text"},
		"failure":              {"printf 'sealed\\033[2J\\nmore' >&2; exit 3", "ended with exit status 3: sealed^[[2J"},
		"a failure that tells": {"echo " + sentinel + "; echo " + sentinel + " >&2; exit 3", "ended with exit status 3: run it by hand"},
		"too much":             {"yes " + sentinel, "printed more than 64 KiB"},
		"killed":               {"kill -9 $$", "ended with signal: killed"},
	} {
		_, err := PrintedPassword(t.Context(), program(t, c.script).Argv)
		oneSentence(t, name, err, "the command vault-drs "+c.says)
	}
	_, err := PrintedPassword(t.Context(), []string{filepath.Join(t.TempDir(), "gone"), sentinel})
	oneSentence(t, "missing", err, "the command gone could not be run, no such file")
	_, err = PrintedPassword(t.Context(), nil)
	oneSentence(t, "no command", err, "no command")
}

func TestACommandForAPasswordGetsNoSecretsOfOurs(t *testing.T) {
	t.Setenv("OS_PASSWORD", sentinel)
	got, err := PrintedPassword(t.Context(), program(t, `printf '%s' "${OS_PASSWORD:-none}"`).Argv)
	if err != nil || got.Reveal() != "none" {
		t.Errorf("%q, %v", got.Reveal(), err)
	}
	if os.Getenv("OS_PASSWORD") != sentinel {
		t.Error("the environment has changed")
	}
}
