package dbobject

import (
	"errors"
	"io"
	"strconv"
	"strings"

	"drover/model"
	"drover/model/objects"
)

// The limits of a document.
const (
	mostBytes  = 512 << 20 // after decompression
	mostDepth  = 64
	mostText   = 1 << 20  // of a string
	mostRaw    = 16 << 20 // of a member that is kept as it came
	mostMemory = 2 << 30  // of what is kept, roughly
	mostWrong  = 20       // mistakes that are told: nobody reads more
)

// Why a document is not read.
var (
	ErrJSON  = errors.New("this is no JSON, or it was cut")
	ErrDeep  = errors.New("it is nested more than " + strconv.Itoa(mostDepth) + " deep")
	ErrLarge = errors.New("it is larger than " + strconv.Itoa(mostBytes>>20) + " MiB")
	ErrText  = errors.New("a text in it is longer than " + strconv.Itoa(mostText>>20) + " MiB")
	ErrRaw   = errors.New("a member that drover does not know is larger than " + strconv.Itoa(mostRaw>>20) + " MiB")
	ErrMuch  = errors.New("it says more than drover can keep in memory")
)

// Wrong is why a document cannot be read, and where.
type Wrong struct {
	Line int
	Err  error
}

func (w *Wrong) Error() string { return "line " + strconv.Itoa(w.Line) + ": " + w.Err.Error() }
func (w *Wrong) Unwrap() error { return w.Err }

// Options are how a document is read.
type Options struct {
	// Told is called now and then with the number of leaves so far; nil: nobody asks.
	Told func(leaves int)
}

// Answer is what the calls that read objects send: the document, and what stands
// beside it.
type Answer struct {
	Status  string // pending, success or failed; without the blanks that the service puts around it
	ID      string // of the question: what to ask with later
	Listing *objects.Listing
}

// Read reads a document of objects, with or without the job around it
// ({"db_object": …}, {"job": {"db_object": …}}, {"job": {"params": {"db_object": …}}}).
// Of a member that stands twice the last one counts; of a database or schema that
// stands twice, what both list. Errors of r come back as they are.
func Read(r io.Reader, o Options) (*objects.Listing, error) {
	a, err := ReadAnswer(r, o)
	return a.Listing, err
}

// ReadAnswer is Read for an answer of the service, which says more than the document.
func ReadAnswer(r io.Reader, o Options) (Answer, error) {
	d := newDecoder(r, o)
	l := d.document()
	if d.err != nil {
		return Answer{}, d.err
	}
	return Answer{Status: strings.TrimSpace(d.status), ID: d.id, Listing: l}, nil
}

// readJSON reads a file, of which somebody wants to know what is wrong with it:
// members that stand twice, and values that are not what their names promise.
func readJSON(r io.Reader, o Options) (*objects.Listing, []model.Mistake, error) {
	d := newDecoder(r, o)
	d.file = true
	l := d.document()
	var wrong *Wrong
	switch {
	case errors.As(d.err, &wrong):
		d.mistakes = append(d.mistakes, model.Mistake{Line: wrong.Line, Why: wrong.Err.Error() + mend(wrong.Err)})
	case d.err != nil:
		return nil, nil, d.err
	case !d.here:
		d.mistakes = append(d.mistakes, model.Mistake{Why: "the file holds no objects: it has neither object_scope nor object_info"})
	}
	return l, d.mistakes, nil
}

// mend is how somebody mends a file that cannot be read.
func mend(err error) string {
	switch {
	case errors.Is(err, ErrJSON):
		return ": look at its commas, quotes and brackets"
	case errors.Is(err, ErrLarge), errors.Is(err, ErrMuch):
		return ": name fewer objects, or whole databases"
	case errors.Is(err, ErrText), errors.Is(err, ErrRaw):
		return ": make it shorter, or take it out"
	}
	return ""
}
