package model_test

import (
	"testing"

	. "drover/model"
)

func TestAnEndSaysWhatCameOfIt(t *testing.T) {
	for said, want := range map[string]string{
		"Access denied for user 'repl'@'10.0.0.1'":                    "reached, login refused",
		`FATAL: password authentication failed for user "repl"`:       "reached, login refused",
		"ORA-01017: invalid username/password; logon denied":          "reached, login refused",
		"Login failed for user 'sa'.":                                 "reached, login refused",
		"The host cannot be reached: connect timed out (203.0.113.1)": "not reached",
		"Connection refused":                                          "not reached",
		"Unknown database 'shop'.":                                    "failed",
		"":                                                            "failed",
	} {
		if got := (EndResult{Message: NewText(said)}).Said().Word(); got != want {
			t.Errorf("%q: %q, want %q", said, got, want)
		}
	}
	if got := (EndResult{Reached: true, Message: NewText("login failed before")}).Said(); got.Refused || got.Word() != "reached" {
		t.Errorf("reached: %+v", got)
	}
}
