package dbobject

import (
	"bytes"
	"errors"
	"io"
)

// window is how much is read ahead.
const window = 64 << 10

// scanner sees a stream through a window that grows only for what must be in one
// piece. It has one error, the first; after that there is nothing more to read.
type scanner struct {
	r    io.Reader
	buf  []byte
	pos  int // of the next byte
	end  int
	keep int   // what must stay in the window begins here; -1: nothing
	left int64 // bytes that may come

	lines   int // line ends before counted
	counted int

	escaped bool   // the last string had escapes
	scratch []byte // what the last string with escapes says
	err     error
}

func newScanner(r io.Reader) scanner {
	return scanner{r: r, buf: make([]byte, window), keep: -1, left: mostBytes}
}

// over is a scanner of what is in memory already.
func over(b []byte) *scanner { return &scanner{buf: b, end: len(b), keep: -1} }

// line is the line of the next byte.
func (s *scanner) line() int {
	if s.pos > s.counted {
		s.lines += bytes.Count(s.buf[s.counted:s.pos], []byte{'\n'})
		s.counted = s.pos
	}
	return s.lines + 1
}

// fail ends the reading.
func (s *scanner) fail(err error) {
	if s.err == nil {
		s.err = &Wrong{s.line(), err}
		s.pos, s.end, s.r = 0, 0, nil
	}
}

// more brings more bytes into the window. What lies before pos and keep leaves it.
func (s *scanner) more() bool {
	if s.err != nil || s.r == nil {
		return false
	}
	s.line()
	from := s.pos
	if s.keep >= 0 {
		from = min(from, s.keep)
	}
	switch {
	case from == s.end, s.end == len(s.buf) && from >= len(s.buf)/2:
		copy(s.buf, s.buf[from:s.end])
		s.pos, s.end, s.counted = s.pos-from, s.end-from, s.counted-from
		if s.keep >= 0 {
			s.keep -= from
		}
	case s.end == len(s.buf):
		s.buf = append(s.buf, make([]byte, len(s.buf))...)
	}
	for range 100 {
		n, err := s.r.Read(s.buf[s.end:])
		s.end += n
		if s.left -= int64(n); s.left < 0 {
			s.fail(ErrLarge)
			return false
		}
		switch {
		case err != nil && !errors.Is(err, io.EOF):
			s.err = err
			s.pos, s.end, s.r = 0, 0, nil
			return false
		case err != nil:
			s.r = nil
		}
		if n > 0 || err != nil {
			return n > 0
		}
	}
	s.err = io.ErrNoProgress
	return false
}

// next is the next byte that is not blank, which stays; 0 at the end.
func (s *scanner) next() byte {
	for {
		for s.pos < s.end {
			switch c := s.buf[s.pos]; c {
			case ' ', '\n', '\t', '\r':
				s.pos++
			default:
				return c
			}
		}
		if !s.more() {
			return 0
		}
	}
}

// is takes the next byte, which must be this one.
func (s *scanner) is(c byte) bool {
	if s.next() != c || s.pos == s.end {
		s.fail(ErrJSON)
		return false
	}
	s.pos++
	return true
}

// member steps to the next member of an object: its name, valid until something
// else is read; the value is next. Before it comes open, or the value before.
func (s *scanner) member(first *bool) (name []byte, ok bool) {
	c := s.next()
	switch {
	case c == '}':
		s.pos++
		return nil, false
	case *first:
		*first = false
	case !s.is(','):
		return nil, false
	default:
		c = s.next()
	}
	if c != '"' {
		s.fail(ErrJSON)
		return nil, false
	}
	quoted := s.text()
	if s.err == nil && s.pos < s.end && s.buf[s.pos] == ':' {
		s.pos++
		return s.said(quoted), true
	}
	name = bytes.Clone(s.said(quoted)) // the colon may lie beyond the window
	return name, s.is(':')
}

// element steps to the next element of a list.
func (s *scanner) element(first *bool) bool {
	c := s.next()
	switch {
	case c == ']':
		s.pos++
		return false
	case *first:
		*first = false
		return s.err == nil
	}
	return s.is(',')
}
