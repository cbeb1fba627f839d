package theme

import (
	"strings"
	"time"
)

// calmLag is the lag below which a course is no news, and the least that a
// full-height spark stands for: a second's jitter must not look like a peak.
const calmLag = 10 * time.Second

// Spark draws lags as a row of little columns, one cell each, scaled to the
// longest of them (at least ten seconds). A lag below 0 was not seen and is a
// blank. The tone is the rule's where all of them are short.
func (t *Theme) Spark(lags []time.Duration) (text string, tone Tone) {
	longest := calmLag
	tone = Rule
	for _, l := range lags {
		longest = max(longest, l)
		if l >= calmLag {
			tone = Text
		}
	}
	var b strings.Builder
	for _, l := range lags {
		b.WriteString(t.spark(l, longest))
	}
	return b.String(), tone
}

func (t *Theme) spark(lag, longest time.Duration) string {
	if lag < 0 {
		return " "
	}
	signs := t.signs.Spark
	return signs[min(int(lag*time.Duration(len(signs))/longest), len(signs)-1)]
}

// Bar cuts a bar of w cells at percent (0 to 100): the full part and the
// rest. A little done is never nothing, and not quite all never all.
func (t *Theme) Bar(w, percent int) (full, rest string) {
	n := w * min(max(percent, 0), 100) / 100
	if percent > 0 && n == 0 {
		n = 1
	}
	return strings.Repeat(t.signs.Bar, n), strings.Repeat(t.signs.BarRest, w-n)
}
