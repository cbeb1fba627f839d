package client

import (
	"slices"
	"strings"
	"testing"
)

func TestACommandIsSplitAsAShellDoesThatExpandsNothing(t *testing.T) {
	for command, want := range map[string][]string{
		"":                         nil,
		" \t\n":                    nil,
		"pass orders/prod":         {"pass", "orders/prod"},
		"  a  b ":                  {"a", "b"},
		"a 'b  c' d":               {"a", "b  c", "d"},
		`a "b 'c' \"d\" \\ \x $e"`: {"a", `b 'c' "d" \ \x $e`},
		`a\ b c\\d \'e`:            {"a b", `c\d`, "'e"},
		`a'b'"c"d`:                 {"abcd"},
		`a '' ""`:                  {"a", "", ""},
		"a $HOME ~ * `x` | b; c":   {"a", "$HOME", "~", "*", "`x`", "|", "b;", "c"},
		`'a\'`:                     {`a\`},
		"ü '€ 1'":                  {"ü", "€ 1"},
	} {
		got, err := words(command)
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("%s: %q, %v, want %q", command, got, err, want)
		}
	}
	for command, says := range map[string]string{"a 'hunter2": "not closed", `a "hunter2\"`: "not closed", `hunter2 \`: "backslash"} {
		_, err := words(command)
		if err == nil || !strings.Contains(err.Error(), says) || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%s: %v", command, err)
		}
	}
}

func TestASecretComesFromACommandOrTheEnvironment(t *testing.T) {
	got, err := SecretFromCommand(t.Context(), `printf '%s\n%s' "p w" user`)
	if err != nil || got.Reveal() != "p w" {
		t.Errorf("%q, %v", got.Reveal(), err)
	}
	for _, command := range []string{"", "'", "false"} {
		if _, err := SecretFromCommand(t.Context(), command); err == nil {
			t.Errorf("%q gave a secret", command)
		}
	}
	t.Setenv("SOME_PASSWORD", "pw")
	if got, err := SecretFromEnv("SOME_PASSWORD"); err != nil || got.Reveal() != "pw" {
		t.Errorf("%q, %v", got.Reveal(), err)
	}
}
