package theme

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestSpark(t *testing.T) {
	pretty, plain := New(Options{Mode: Dark}), New(Options{Mode: Dark, ASCII: true})
	s := time.Second
	for _, c := range []struct {
		lags        []time.Duration
		text, ascii string
		tone        Tone
	}{
		{[]time.Duration{-1, 0, 80 * s, 40 * s, -1}, " ▁█▅ ", " .#= ", Text},
		{[]time.Duration{s, 9 * s}, "▁█", ".#", Rule}, // nine of at least ten seconds, and no news
		{[]time.Duration{-1, -1}, "  ", "  ", Rule},
	} {
		if text, tone := pretty.Spark(c.lags); text != c.text || tone != c.tone {
			t.Errorf("%v is drawn %q in %v", c.lags, text, tone)
		}
		if text, _ := plain.Spark(c.lags); text != c.ascii {
			t.Errorf("%v is drawn %q in ASCII", c.lags, text)
		}
	}
}

// TestBarLaw: a bar fills its cells, is never empty once something is done,
// and never full before all of it is.
func TestBarLaw(t *testing.T) {
	th := New(Options{})
	rapid.Check(t, func(t *rapid.T) {
		w, percent := rapid.IntRange(1, 60).Draw(t, "cells"), rapid.IntRange(-5, 130).Draw(t, "percent")
		full, rest := th.Bar(w, percent)
		if Width(full)+Width(rest) != w {
			t.Fatalf("%d cells of %d", Width(full)+Width(rest), w)
		}
		if w > 1 && (percent > 0 && full == "" || percent < 100 && rest == "" || percent >= 100 && rest != "") {
			t.Fatalf("%d %% of %d cells is %q and %q", percent, w, full, rest)
		}
	})
}
