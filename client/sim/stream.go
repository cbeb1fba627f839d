package sim

import (
	"bufio"
	"fmt"
	"io"
	"net/http"
	"strconv"
)

// stream is the body of an answer that is too large to be built: it is written
// while it goes out. It may be written more than once, and is the same each time.
type stream func(*pen)

// pen writes a stream. Once a write has failed, nothing more is written: a
// client that has gone is no concern of the service.
type pen struct {
	w     *bufio.Writer
	line  []byte // what the next write is put together in
	loose bool   // in the careless way of the fault of that name
	err   error
}

const penBuffer = 64 << 10

func newPen(w io.Writer, loose bool) *pen {
	return &pen{w: bufio.NewWriterSize(w, penBuffer), line: make([]byte, 0, 512), loose: loose}
}

func (p *pen) bytes(b []byte) {
	if p.err == nil {
		_, p.err = p.w.Write(b)
	}
}

func (p *pen) text(s string) {
	if p.err == nil {
		_, p.err = p.w.WriteString(s)
	}
}

// gone: nobody reads any more.
func (p *pen) gone() bool { return p.err != nil }

func (p *pen) flush() error {
	if p.err != nil {
		return p.err
	}
	return p.w.Flush()
}

// number appends a number as an answer shows it: a loose one in quotes.
func (p *pen) number(b []byte, n int) []byte {
	if p.loose {
		return append(appendInt(append(b, '"'), n), '"')
	}
	return appendInt(b, n)
}

// truth appends true or false: a loose answer has it in quotes.
func (p *pen) truth(b []byte, v bool) []byte {
	if p.loose {
		return append(strconv.AppendBool(append(b, '"'), v), '"')
	}
	return strconv.AppendBool(b, v)
}

// status appends a status word; loosely, with the stray blank of the service's
// own list of them.
func (p *pen) status(b []byte, status string) []byte {
	if p.loose {
		status = " " + status
	}
	return appendString(b, status)
}

// later is the member that no page names, of a loose answer.
func (p *pen) later(b []byte) []byte {
	if p.loose {
		return append(b, `,"`+looseMember+`":{"added":[1,null,"in a release to come"]}`...)
	}
	return b
}

// size is how long a stream is. It is written for it, to nowhere.
func (f stream) size(loose bool) int {
	var n counter
	p := newPen(&n, loose)
	f(p)
	_ = p.flush() // a counter takes everything
	return int(n)
}

type counter int

// Write counts.
func (n *counter) Write(b []byte) (int, error) {
	*n += counter(len(b))
	return len(b), nil
}

// pour sends a stream. How long it is nobody knows before it is out, so that it
// goes in chunks.
func (a answer) pour(w http.ResponseWriter) {
	w.WriteHeader(a.status)
	p := newPen(w, a.loose)
	a.stream(p)
	_ = p.flush() // a client that has gone is no concern of the service
}

// pourHalf sends a stream up to its middle, for a fault.
func (a answer) pourHalf(w io.Writer, size int) {
	p := newPen(&short{w, size / 2}, a.loose)
	a.stream(p)
	_ = p.flush() // it ends with an error, as it should
}

// short takes so many bytes and no more.
type short struct {
	w    io.Writer
	left int
}

// Write ends with an error where there is no room left.
func (s *short) Write(b []byte) (int, error) {
	n := min(len(b), s.left)
	s.left -= n
	if n, err := s.w.Write(b[:n]); err != nil {
		return n, err
	}
	if n < len(b) {
		return n, fmt.Errorf("cut: %w", io.ErrShortWrite)
	}
	return n, nil
}
