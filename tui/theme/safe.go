package theme

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// Safe makes cleaned text fit for a grid. Terminals, and the two ways of
// measuring, differ over characters that join into one picture: conjuncts of
// Indic scripts, flags, joined or toned emoji, keycaps. One of them would
// shift the rest of its line, so what joins is spelled out: <U+094D>.
// What is left has the same width for a sum over its runes as for its
// clusters.
func Safe(s string) string {
	if plain(s) || steady(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s) + 16)
	for s != "" {
		cluster, cells := ansi.FirstGraphemeCluster(s, ansi.GraphemeWidth)
		s = s[len(cluster):]
		if agreed(cluster, cells) {
			b.WriteString(cluster)
			continue
		}
		spell(&b, cluster)
	}
	return b.String()
}

func steady(s string) bool {
	for s != "" {
		cluster, cells := ansi.FirstGraphemeCluster(s, ansi.GraphemeWidth)
		if !agreed(cluster, cells) {
			return false
		}
		s = s[len(cluster):]
	}
	return true
}

// agreed reports whether a cluster is as wide as the sum of its runes, and
// visible by itself.
func agreed(cluster string, cells int) bool {
	return cells > 0 && cells <= 2 && cells == ansi.StringWidthWc(cluster) && !flag(cluster)
}

// flag reports regional indicators, which some terminals join and some not.
func flag(cluster string) bool {
	r, _ := utf8.DecodeRuneInString(cluster)
	return r >= 0x1f1e6 && r <= 0x1f1ff
}

// spell writes the runes of a cluster that stand on their own as they are,
// and the number of those that join.
func spell(b *strings.Builder, cluster string) {
	for _, r := range cluster {
		alone := string(r)
		if agreed(alone, ansi.StringWidth(alone)) {
			b.WriteString(alone)
			continue
		}
		fmt.Fprintf(b, "<U+%04X>", r)
	}
}
