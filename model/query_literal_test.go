package model

import (
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestMustHold(t *testing.T) {
	for expression, want := range map[string]string{
		"sync-0[12]": "sync-0", "Orders.*Prod": "orders", "^a.*1$": "a", "a|b": "", "(wave)+2?": "wave", "x*": "", "(?:eu|cn)-north": "-north", "[": "",
	} {
		if got := mustHold(expression); got != want {
			t.Errorf("what /%s/ matches holds %q, not %q", expression, got, want)
		}
	}
}

// TestMustHoldLaw: no match is lost by looking for the text first.
func TestMustHoldLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SliceOfN(rapid.SampledFrom([]string{"wave", "2", "-", ".*", "[a-c]", "(sync|prod)", "x?", "y+", "(eu){2}", "^", "$", "O"}), 1, 5).Draw(t, "parts")
		expression := strings.Join(parts, "")
		re, err := regexp.Compile("(?im)" + expression)
		if err != nil {
			t.Skip()
		}
		hay := strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{"wave", "2", "-", "a", "sync", "prod", "x", "y", "eu", "eueu", "o", "\n"}), 0, 8).Draw(t, "hay"), "")
		if must := mustHold(expression); re.MatchString(hay) && !strings.Contains(hay, must) {
			t.Fatalf("/%s/ matches %q, which does not hold %q", expression, hay, must)
		}
	})
}
