package wire

import (
	"bytes"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// unquote returns what a JSON string says. Bytes that are no UTF-8 stay as
// they came; without escapes nothing is copied.
func unquote(quoted []byte) []byte {
	s := quoted[1 : len(quoted)-1]
	if bytes.IndexByte(s, '\\') < 0 {
		return s
	}
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' {
			out = append(out, s[i])
			continue
		}
		i++
		if s[i] != 'u' {
			out = append(out, plain(s[i]))
			continue
		}
		r := hex(s, i)
		i += 4
		if second := pair(s, i+1); utf16.IsSurrogate(r) && second != 0 {
			if both := utf16.DecodeRune(r, second); both != utf8.RuneError {
				r, i = both, i+6
			}
		}
		out = utf8.AppendRune(out, r)
	}
	return out
}

func plain(c byte) byte {
	switch c {
	case 'b':
		return '\b'
	case 'f':
		return '\f'
	case 'n':
		return '\n'
	case 'r':
		return '\r'
	case 't':
		return '\t'
	}
	return c
}

// hex reads the four digits behind the u at s[i].
func hex(s []byte, i int) rune {
	n, err := strconv.ParseUint(string(s[i+1:i+5]), 16, 32)
	if err != nil {
		return utf8.RuneError
	}
	return rune(n) //nolint:gosec // four hexadecimal digits
}

// pair is the escape that begins at s[i], or 0.
func pair(s []byte, i int) rune {
	if i+6 <= len(s) && s[i] == '\\' && s[i+1] == 'u' {
		return hex(s, i+1)
	}
	return 0
}
