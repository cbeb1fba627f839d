package model

import (
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Text is a string that came from outside (a server, a file, the
// environment). Printing it in any way gives the cleaned form; the bytes as
// they came are only to be had through Raw. Two Texts are equal (==) when
// their bytes are.
type Text struct{ raw string }

// NewText wraps a string from outside, byte for byte.
func NewText(s string) Text { return Text{raw: s} }

// Raw returns the bytes as they came: for encoders and edit fields only.
func (t Text) Raw() string { return t.raw }

// String returns the cleaned form; see Clean.
func (t Text) String() string { return Clean(t.raw) }

// Empty reports whether there is no text at all.
func (t Text) Empty() bool { return t.raw == "" }

// Format prints the cleaned form under every verb, so that no fmt call can
// let the raw bytes out.
func (t Text) Format(f fmt.State, verb rune) { formatClean(f, verb, t.String()) }

// MarshalText gives the cleaned form: encoders of the wire use Raw.
func (t Text) MarshalText() ([]byte, error) { return []byte(t.String()), nil }

func formatClean(f fmt.State, verb rune, s string) {
	if verb == 'q' {
		_, _ = fmt.Fprintf(f, "%q", s)
		return
	}
	width, ok := f.Width()
	pad := ""
	if n := utf8.RuneCountInString(s); ok && n < width {
		pad = strings.Repeat(" ", width-n)
	}
	if f.Flag('-') {
		_, _ = io.WriteString(f, s+pad)
		return
	}
	_, _ = io.WriteString(f, pad+s)
}

// Clean makes everything visible that a terminal would act upon or hide:
// control characters (^[), CR, U+0080–U+009F, bidi and zero-width characters
// (<U+202E>) and bytes that are no UTF-8 (<0xFF>). Nothing is dropped.
func Clean(s string) string {
	if isClean(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s) + 8)
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		writeVisible(&b, r, s[i:i+n])
		i += n
	}
	return b.String()
}

func isClean(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c < 0x20 || c == 0x7f {
			return false
		} else if c >= utf8.RuneSelf {
			return isCleanUnicode(s[i:])
		}
	}
	return true
}

func isCleanUnicode(s string) bool {
	for i, r := range s {
		if r == utf8.RuneError {
			if _, n := utf8.DecodeRuneInString(s[i:]); n == 1 {
				return false
			}
		}
		if r < 0x20 || r == 0x7f || hidden(r) {
			return false
		}
	}
	return true
}

func writeVisible(b *strings.Builder, r rune, src string) {
	switch {
	case r == utf8.RuneError && len(src) == 1:
		fmt.Fprintf(b, "<0x%02X>", src[0])
	case r < 0x20:
		b.WriteByte('^')
		b.WriteByte(byte(r) + 0x40)
	case r == 0x7f:
		b.WriteString("^?")
	case hidden(r):
		fmt.Fprintf(b, "<U+%04X>", r)
	default:
		b.WriteRune(r)
	}
}

// hidden reports characters that move, reverse or vanish: C1 controls, every
// format character (bidi, zero-width, tags), line and paragraph separators,
// variation selectors, private use and noncharacters.
func hidden(r rune) bool {
	switch {
	case r < 0x80:
		return false
	case r <= 0x9f, r == 0x2028, r == 0x2029, r == 0x034f, r == 0x115f, r == 0x1160, r == 0x3164, r == 0xffa0, r == 0x2800:
		return true
	case r >= 0xfe00 && r <= 0xfe0f, r >= 0xe0000 && r <= 0xe0fff:
		return true
	}
	return !unicode.IsGraphic(r) ||
		unicode.In(r, unicode.Cf, unicode.Co, unicode.Cs, unicode.Variation_Selector, unicode.Other_Default_Ignorable_Code_Point)
}
