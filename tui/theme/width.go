package theme

import (
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// Width is how many cells s takes on one line. Styles in it count nothing.
func Width(s string) int {
	if cells, ok := quick(s); ok {
		return cells
	}
	return ansi.StringWidth(s)
}

// Cut returns s in at most w cells; what is lost at the end is replaced by
// the sign cut. Styles in s are kept.
func Cut(s string, w int, cut string) string {
	switch {
	case w <= 0:
		return ""
	case len(s) <= w && plain(s):
		return s
	case plain(s) && len(cut) < w && plain(cut):
		return s[:w-len(cut)] + cut
	case Width(s) <= w:
		return s
	case Width(cut) >= w:
		return ansi.Truncate(s, w, "")
	}
	return ansi.Truncate(s, w, cut)
}

// CutMiddle returns a name in at most w cells. It loses its middle, replaced
// by the sign cut, and never its end, where names of a family differ. A name
// has no styles.
func CutMiddle(s string, w int, cut string) string {
	if w <= 0 {
		return ""
	}
	if Width(s) <= w {
		return s
	}
	room := w - Width(cut)
	if room < 2 {
		return tail(s, w)
	}
	left := room * 3 / 5
	return ansi.Truncate(s, left, "") + cut + tail(s, room-left)
}

// tail returns the longest end of s that takes at most w cells.
func tail(s string, w int) string {
	for over := Width(s) - w; over > 0 && s != ""; {
		cluster, cells := ansi.FirstGraphemeCluster(s, ansi.GraphemeWidth)
		s = s[len(cluster):]
		over -= cells
	}
	return s
}

// Pad fills s up to w cells with spaces at its end.
func Pad(s string, w int) string { return s + Spaces(w-Width(s)) }

// PadLeft fills s up to w cells with spaces before it, as numbers want.
func PadLeft(s string, w int) string { return Spaces(w-Width(s)) + s }

// Fit cuts or pads s to exactly w cells.
func Fit(s string, w int, cut string) string {
	n := Width(s)
	if n > w || w <= 0 {
		s = Cut(s, w, cut)
		n = Width(s)
	}
	return s + Spaces(w-n)
}

// Spaces returns n spaces, none for a negative n.
func Spaces(n int) string {
	const some = "                                                                                                    "
	switch {
	case n <= 0:
		return ""
	case n <= len(some):
		return some[:n]
	}
	return strings.Repeat(" ", n)
}

// plain reports text of one byte per cell.
func plain(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < 0x20 || s[i] > 0x7e {
			return false
		}
	}
	return true
}

// quick measures text of common characters that never join another one. It
// is a shortcut only: ok is false for everything it does not know.
func quick(s string) (cells int, ok bool) {
	for i := 0; i < len(s); i++ {
		if s[i] < 0x20 || s[i] > 0x7e {
			more, ok := quickRunes(s[i:])
			return i + more, ok
		}
	}
	return len(s), true
}

func quickRunes(s string) (cells int, ok bool) {
	for i := 0; i < len(s); {
		if s[i] == 0x1b {
			n := colour(s[i:])
			if n == 0 {
				return 0, false
			}
			i += n
			continue
		}
		r, size := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(s[i:])
		}
		i += size
		switch {
		case r >= 0x20 && r <= 0x7e, // ASCII
			r >= 0xc0 && r <= 0x24f,    // Latin
			r >= 0x400 && r <= 0x481,   // Cyrillic
			r >= 0x2500 && r <= 0x259f, // lines and blocks
			r >= 0x2010 && r <= 0x2027, // dashes, quotes, dots
			r == '○', r == '●', r == '►', r == '■', r == '√':
			cells++
		case r >= 0x4e00 && r <= 0x9fff, // Han
			r >= 0x3041 && r <= 0x3096, r >= 0x30a1 && r <= 0x30fa, // Kana
			r >= 0xac00 && r <= 0xd7a3: // Hangul
			cells += 2
		default:
			return 0, false
		}
	}
	return cells, true
}

// colour is how long the sequence is that s begins with, if it sets a look and nothing
// else; 0: it does not.
func colour(s string) int {
	if len(s) < 3 || s[1] != '[' {
		return 0
	}
	for i := 2; i < len(s); i++ {
		switch c := s[i]; {
		case c == 'm':
			return i + 1
		case (c < '0' || c > '9') && c != ';' && c != ':':
			return 0
		}
	}
	return 0
}
