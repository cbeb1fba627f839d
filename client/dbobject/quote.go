package dbobject

import "unicode/utf8"

const hexDigits = "0123456789abcdef"

// quote writes a string as JSON. What is no UTF-8 becomes U+FFFD: JSON has no way to
// say it.
func quote(b []byte, s string) []byte {
	b = append(b, '"')
	from := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c >= ' ' && c < utf8.RuneSelf && c != '"' && c != '\\' {
			i++
			continue
		}
		n := 1
		if c >= utf8.RuneSelf {
			var r rune
			if r, n = utf8.DecodeRuneInString(s[i:]); n > 1 && r != '\u2028' && r != '\u2029' {
				i += n
				continue
			}
		}
		b = append(append(b, s[from:i]...), escaped(s[i:i+n])...)
		i += n
		from = i
	}
	return append(append(b, s[from:]...), '"')
}

// escaped is how a character is written that a string cannot hold as it is.
func escaped(s string) []byte {
	switch c := s[0]; {
	case len(s) == 3:
		return []byte{'\\', 'u', '2', '0', '2', hexDigits[s[2]&0xf]}
	case c >= utf8.RuneSelf:
		return []byte("\ufffd")
	case c == '"', c == '\\':
		return []byte{'\\', c}
	case c == '\n':
		return []byte(`\n`)
	case c == '\r':
		return []byte(`\r`)
	case c == '\t':
		return []byte(`\t`)
	default:
		return []byte{'\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&0xf]}
	}
}
