package dbobject

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strconv"
)

// mostCells is how many cells of a row are kept: more than the table has columns.
const mostCells = 64

// Why a table is not read to its end.
var (
	errOpen  = errors.New("a double quote begins here that is not closed: close it, or write it twice if it belongs to the text")
	errWide  = errors.New("a row has more than " + strconv.Itoa(mostCells) + " cells")
	errUTF16 = errors.New("this is UTF-16: save the file as CSV UTF-8")
)

// rowReader takes rows off a table, byte by byte: names may hold line breaks, which
// must come back as they were.
type rowReader struct {
	in    *bufio.Reader
	delim byte
	line  int // of the next byte
	begun int // line where the row begins
	left  int64
	buf   []byte // the cells of the row, one behind the other
	ends  []int
	err   error // Wrong, or the reader's own
	done  bool
}

// newRowReader looks at what the table begins with: a line that names the delimiter, or
// names with a delimiter behind the first.
func newRowReader(in *bufio.Reader) *rowReader {
	r := &rowReader{in: in, delim: ',', line: 1, left: mostBytes}
	begin, err := in.Peek(4096)
	if len(begin) == 0 && err != nil && !errors.Is(err, io.EOF) {
		r.err = err
		return r
	}
	if bytes.HasPrefix(begin, []byte("\xff\xfe")) || bytes.HasPrefix(begin, []byte("\xfe\xff")) {
		r.err = &Wrong{1, errUTF16}
		return r
	}
	if len(begin) > 5 && bytes.EqualFold(begin[:4], []byte("sep=")) && (begin[5] == '\n' || begin[5] == '\r') {
		r.delim = begin[4]
		r.row()
		return r
	}
	quoted := false
	for _, c := range bytes.TrimLeft(begin, "\r\n") {
		switch {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == ',', c == ';', c == '\t':
			r.delim = c
			return r
		case c == '\n', c == '\r':
			return r
		}
	}
	return r
}

func (r *rowReader) cells() int { return len(r.ends) }

// cell is a cell of the row, valid until the next one.
func (r *rowReader) cell(i int) []byte {
	from := 0
	if i > 0 {
		from = r.ends[i-1]
	}
	return r.buf[from:r.ends[i]]
}

// byte takes a byte; 0 and false at the end.
func (r *rowReader) byte() (byte, bool) {
	c, err := r.in.ReadByte()
	switch {
	case err == nil:
		if r.left--; r.left < 0 {
			r.fail(r.line, ErrLarge)
			return 0, false
		}
		if c == '\n' {
			r.line++
		}
		return c, true
	case !errors.Is(err, io.EOF) && r.err == nil:
		r.err = err
	}
	r.done = true
	return 0, false
}

func (r *rowReader) fail(line int, err error) {
	if r.err == nil {
		r.err = &Wrong{line, err}
	}
	r.done = true
}

// row takes a row; false at the end. A quote in the middle of a cell is a part of it.
func (r *rowReader) row() bool {
	r.buf, r.ends, r.begun = r.buf[:0], r.ends[:0], r.line
	if r.done || r.err != nil {
		return false
	}
	fresh, some := true, false // at the beginning of a cell; a byte of the row was there
	for {
		c, ok := r.byte()
		switch {
		case !ok:
			if r.err != nil || !some {
				return false
			}
			r.ends = append(r.ends, len(r.buf))
			return true
		case c == '\n', c == '\r':
			if c == '\r' {
				r.pair()
			}
			r.ends = append(r.ends, len(r.buf))
			return true
		case c == r.delim:
			if r.ends = append(r.ends, len(r.buf)); len(r.ends) > mostCells {
				r.fail(r.begun, errWide)
				return false
			}
			fresh, some = true, true
			continue
		case c == '"' && fresh:
			r.quoted()
		default:
			r.buf = append(r.buf, c)
		}
		fresh, some = false, true
		if len(r.buf) > mostText {
			r.fail(r.begun, ErrText)
			return false
		}
	}
}

// pair takes the line feed that belongs to a carriage return.
func (r *rowReader) pair() {
	if next, err := r.in.Peek(1); err == nil && next[0] == '\n' {
		r.byte()
		return
	}
	r.line++
}

// quoted takes what stands in quotes, with the second one.
func (r *rowReader) quoted() {
	begun := r.line
	for {
		c, ok := r.byte()
		switch {
		case !ok:
			r.fail(begun, errOpen)
			return
		case c != '"':
			if r.buf = append(r.buf, c); len(r.buf) > mostText {
				r.fail(begun, ErrText)
				return
			}
			continue
		}
		if next, err := r.in.Peek(1); err != nil || next[0] != '"' {
			return
		}
		r.byte()
		r.buf = append(r.buf, '"')
	}
}
