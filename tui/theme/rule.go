package theme

import "strings"

// Rule draws a line of w cells with captions in it: ── 1–17 of 45 ─────. A
// caption without styles is muted.
func (t *Theme) Rule(w int, captions ...string) string {
	if w <= 0 {
		return ""
	}
	var b strings.Builder
	rest := w
	for _, c := range captions {
		const frame = 5 // two cells of line, two spaces, one cell of line after it
		if c == "" || rest <= frame {
			continue
		}
		c = Cut(c, rest-frame, t.signs.Cut)
		rest -= Width(c) + frame - 1
		if plain(c) || !strings.Contains(c, "\x1b") {
			c = t.Paint(Muted, c)
		}
		t.Write(&b, Rule, strings.Repeat(t.signs.Rule, 2))
		b.WriteString(" " + c + " ")
	}
	t.Write(&b, Rule, strings.Repeat(t.signs.Rule, rest))
	return b.String()
}
