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
	if _, ok := quick(s); ok || steady(s) {
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
// would join neither what stands before it nor what comes after.
func agreed(cluster string, cells int) bool {
	if cells == 0 || cells != ansi.StringWidthWc(cluster) {
		return false
	}
	if first, _ := utf8.DecodeRuneInString(cluster); flag(first) {
		return false
	}
	before, _ := ansi.FirstGraphemeCluster("x"+cluster, ansi.GraphemeWidth)
	itself, _ := ansi.FirstGraphemeCluster(cluster+"x", ansi.GraphemeWidth)
	return before == "x" && itself == cluster
}

// flag reports regional indicators, which some terminals join and some not.
func flag(r rune) bool { return r >= 0x1f1e6 && r <= 0x1f1ff }

// spell writes as much of a cluster as stays agreed, and the numbers of the
// runes that join it.
func spell(b *strings.Builder, cluster string) {
	kept := ""
	for _, r := range cluster {
		longer := kept + string(r)
		if agreed(longer, ansi.StringWidth(longer)) {
			kept = longer
			continue
		}
		b.WriteString(kept)
		fmt.Fprintf(b, "<U+%04X>", r)
		kept = ""
	}
	b.WriteString(kept)
}
