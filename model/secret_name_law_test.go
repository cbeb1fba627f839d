package model

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// The look at the letters of a name keeps nothing from the pattern that it would find.
func TestNoSecretIsOverlooked(t *testing.T) {
	words := []string{
		"password", "pass_word", "passcode", "pass_code", "passwd", "passphrase", "pwd", "_pwd", "secret", "token", "credential",
		"authorization", "privatekey", "private_key", "cert_key", "store_key", "ſecret", "toKen", "name", "key", "store", "p", "_", " ", "é", "\xff", "\x10",
	}
	turned := rapid.Custom(func(t *rapid.T) string {
		out := []rune(rapid.SampledFrom(words).Draw(t, "word"))
		for i, r := range out {
			if r < 0x80 && rapid.Bool().Draw(t, "upper") {
				out[i] = []rune(strings.ToUpper(string(r)))[0]
			}
		}
		return string(out)
	})
	found := 0
	rapid.Check(t, func(t *rapid.T) {
		s := strings.Join(rapid.SliceOfN(turned, 1, 4).Draw(t, "words"), "")
		if secretNames.MatchString(s) {
			found++
			if !SecretIn([]byte(s)) {
				t.Fatalf("%q is overlooked", s)
			}
		} else if SecretIn([]byte(s)) {
			t.Fatalf("%q is taken for a secret", s)
		}
	})
	if found == 0 {
		t.Error("no name held a secret")
	}
}
