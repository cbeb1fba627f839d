package dbobject

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// text takes a string, with its quotes; valid until something else is read.
func (s *scanner) text() []byte {
	s.escaped = false
	for i := s.pos + 1; s.err == nil; {
		buf := s.buf[:s.end]
		for i < len(buf) && buf[i] >= ' ' && buf[i] != '"' && buf[i] != '\\' {
			i++
		}
		switch n := 0; {
		case i-s.pos > mostText:
			s.fail(ErrText)
			continue
		case i == len(buf):
		case buf[i] == '"':
			quoted := buf[s.pos : i+1]
			s.pos = i + 1
			return quoted
		case buf[i] != '\\':
			s.pos = i
			s.fail(ErrJSON)
			continue
		default:
			s.escaped = true
			if n = escape(buf[i:]); n < 0 {
				s.pos = i
				s.fail(ErrJSON)
				continue
			}
			if i += n; n > 0 {
				continue
			}
		}
		at := i - s.pos
		if !s.more() {
			s.fail(ErrJSON)
		}
		i = s.pos + at
	}
	return nil
}

// escape is how long the escape is that b begins with; 0: more of it is needed, -1:
// it is none.
func escape(b []byte) int {
	switch {
	case len(b) < 2:
		return 0
	case b[1] != 'u':
		if strings.IndexByte(`"\/bfnrt`, b[1]) < 0 {
			return -1
		}
		return 2
	}
	for i := 2; i < 6; i++ {
		if i == len(b) {
			return 0
		}
		if c := b[i] | 0x20; (b[i] < '0' || b[i] > '9') && (c < 'a' || c > 'f') {
			return -1
		}
	}
	return 6
}

// said is what the string says that was read last. Bytes that are no UTF-8 stay as
// they came.
func (s *scanner) said(quoted []byte) []byte {
	switch {
	case len(quoted) < 2:
		return nil
	case !s.escaped:
		return quoted[1 : len(quoted)-1]
	}
	b, out := quoted[1:len(quoted)-1], s.scratch[:0]
	for i := 0; i < len(b); i++ {
		if b[i] != '\\' {
			out = append(out, b[i])
			continue
		}
		i++
		if b[i] != 'u' {
			out = append(out, plain(b[i]))
			continue
		}
		r := hex(b, i)
		i += 4
		if utf16.IsSurrogate(r) && i+6 < len(b) && b[i+1] == '\\' && b[i+2] == 'u' {
			if both := utf16.DecodeRune(r, hex(b, i+2)); both != utf8.RuneError {
				r, i = both, i+6
			}
		}
		out = utf8.AppendRune(out, r)
	}
	s.scratch = out
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

// hex reads the four digits behind the u at b[i].
func hex(b []byte, i int) rune {
	n, err := strconv.ParseUint(string(b[i+1:i+5]), 16, 32)
	if err != nil {
		return utf8.RuneError
	}
	return rune(n) //nolint:gosec // four hexadecimal digits
}

// scalar takes a string, number, flag or null, as it is written; valid until
// something else is read.
func (s *scanner) scalar() []byte {
	if s.next() == '"' {
		return s.text()
	}
	for n := 0; s.err == nil; {
		for s.pos+n < s.end && !delimits(s.buf[s.pos+n]) {
			n++
		}
		switch {
		case n > mostText:
			s.fail(ErrText)
		case s.pos+n == s.end && s.more():
		default:
			b := s.buf[s.pos : s.pos+n]
			if !literal(b) {
				s.fail(ErrJSON)
				return nil
			}
			s.pos += n
			return b
		}
	}
	return nil
}

func delimits(c byte) bool {
	switch c {
	case ',', '}', ']', ':', '"', '{', '[', ' ', '\n', '\t', '\r':
		return true
	}
	return false
}

// literal reports a flag, null or number as JSON writes them.
func literal(b []byte) bool {
	switch string(b) {
	case "true", "false", "null":
		return true
	}
	digits := func() bool {
		n := 0
		for n < len(b) && b[n] >= '0' && b[n] <= '9' {
			n++
		}
		b = b[n:]
		return n > 0
	}
	if len(b) > 0 && b[0] == '-' {
		b = b[1:]
	}
	switch {
	case len(b) > 0 && b[0] == '0':
		b = b[1:]
	case !digits():
		return false
	}
	if len(b) > 0 && b[0] == '.' {
		if b = b[1:]; !digits() {
			return false
		}
	}
	if len(b) > 0 && b[0]|0x20 == 'e' {
		if b = b[1:]; len(b) > 0 && (b[0] == '+' || b[0] == '-') {
			b = b[1:]
		}
		if !digits() {
			return false
		}
	}
	return len(b) == 0
}

// raw takes a whole value as it is written; valid until something else is read.
func (s *scanner) raw(deep int) []byte {
	s.next()
	s.keep = s.pos
	s.skip(deep)
	if s.err != nil {
		return nil
	}
	b := s.buf[s.keep:s.pos]
	s.keep = -1
	return b
}

// skip takes a whole value; deep is how deep it lies.
func (s *scanner) skip(deep int) {
	c := s.next()
	if c != '{' && c != '[' {
		s.scalar()
		return
	}
	s.pos++
	if deep++; deep > mostDepth {
		s.fail(ErrDeep)
		return
	}
	for first := true; s.err == nil; {
		if c == '[' && !s.element(&first) {
			return
		}
		if c == '{' {
			if _, ok := s.member(&first); !ok {
				return
			}
		}
		s.skip(deep)
		if s.keep >= 0 && s.pos-s.keep > mostRaw {
			s.fail(ErrRaw)
		}
	}
}
