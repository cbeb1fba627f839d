package dbobject

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"

	"drover/model"
	"drover/model/objects"
)

// Write writes a document as the service wants it: strict, in order of names, in as
// few bytes as that takes.
func Write(w io.Writer, l *objects.Listing) error { return encode(w, l, false) }

// WriteFile is Write for people: with line breaks, and a line for each table of which
// nothing is said.
func WriteFile(w io.Writer, l *objects.Listing) error { return encode(w, l, true) }

// Size is how many bytes Write writes.
func Size(l *objects.Listing) int64 {
	var n counter
	_ = Write(&n, l) // what cannot be written is told by Write
	return int64(n)
}

// counter counts what is written to it.
type counter int64

func (c *counter) Write(b []byte) (int, error) {
	*c += counter(len(b))
	return len(b), nil
}

func encode(w io.Writer, l *objects.Listing, wide bool) error {
	e := &encoder{w: w, l: l, buf: make([]byte, 0, window+window/4), wide: wide}
	e.document()
	if wide {
		e.buf = append(e.buf, '\n')
	}
	e.flush()
	return e.err
}

// encoder writes JSON. It has one error, the first; after that it writes nothing.
type encoder struct {
	w     io.Writer
	l     *objects.Listing
	buf   []byte
	wide  bool // with line breaks
	tight bool // but not here
	deep  int
	some  bool // the object that is open has members
	err   error
}

func (e *encoder) flush() {
	if e.err == nil {
		_, e.err = e.w.Write(e.buf)
	}
	e.buf = e.buf[:0]
}

func (e *encoder) open() {
	e.buf = append(e.buf, '{')
	e.deep++
	e.some = false
}

func (e *encoder) shut() {
	e.deep--
	if e.some {
		e.line()
	}
	e.buf = append(e.buf, '}')
	if e.some = true; len(e.buf) > window {
		e.flush()
	}
}

func (e *encoder) line() {
	if e.wide && !e.tight {
		e.buf = append(e.buf, '\n')
		for range e.deep {
			e.buf = append(e.buf, ' ', ' ')
		}
	}
}

// next puts what stands between two members.
func (e *encoder) next() {
	if e.some {
		if e.buf = append(e.buf, ','); e.tight && e.wide {
			e.buf = append(e.buf, ' ')
		}
	}
	e.some = true
	e.line()
}

func (e *encoder) colon() {
	if e.buf = append(e.buf, ':'); e.wide {
		e.buf = append(e.buf, ' ')
	}
}

// key begins a member that drover knows.
func (e *encoder) key(m member) {
	e.next()
	e.buf = append(append(append(e.buf, '"'), names[m]...), '"')
	e.colon()
}

// name begins a member of any other name.
func (e *encoder) name(name string) {
	e.next()
	e.buf = quote(e.buf, name)
	e.colon()
}

func (e *encoder) text(m member, value string) {
	e.key(m)
	e.buf = quote(e.buf, value)
}

func (e *encoder) flag(m member, yes bool) {
	e.key(m)
	if yes {
		e.buf = append(e.buf, "true"...)
	} else {
		e.buf = append(e.buf, "false"...)
	}
}

func (e *encoder) list(m member, all []string) {
	e.key(m)
	e.buf = append(e.buf, '[')
	for i, s := range all {
		if i > 0 {
			e.buf = append(e.buf, ',')
		}
		e.buf = quote(e.buf, s)
	}
	e.buf = append(e.buf, ']')
}

// raw writes a value as it came.
func (e *encoder) raw(u objects.Member) {
	if !json.Valid(u.JSON) {
		e.err = cmp.Or(e.err, fmt.Errorf("the member %s is no JSON", model.Clean(u.Name)))
		return
	}
	e.buf = append(e.buf, u.JSON...)
}

// kept writes a member of a known name whose value was not understood, and reports
// whether there is one.
func (e *encoder) kept(m member, unknowns []objects.Member) bool {
	i := slices.IndexFunc(unknowns, func(u objects.Member) bool { return u.Name == names[m] })
	if i >= 0 {
		e.key(m)
		e.raw(unknowns[i])
	}
	return i >= 0
}

// rest writes the members that are not known at a level.
func (e *encoder) rest(at level, unknowns []objects.Member) {
	for i, u := range unknowns {
		again := slices.ContainsFunc(unknowns[i+1:], func(o objects.Member) bool { return o.Name == u.Name })
		if m := memberOf([]byte(u.Name)); !at.knows(m) && !again {
			e.name(u.Name)
			e.raw(u)
		}
	}
}

// name of something on the target: always told.
func (e *encoder) target(own, target string, unknowns []objects.Member) {
	if target == "" || target == own {
		if e.kept(theName, unknowns) {
			return
		}
		target = own
	}
	e.text(theName, target)
}

// textOr writes a text that is told, or what came instead of it.
func (e *encoder) textOr(m member, value string, unknowns []objects.Member) {
	if value != "" {
		e.text(m, value)
	} else {
		e.kept(m, unknowns)
	}
}

// yesOr writes a flag that is set, or what came instead of it.
func (e *encoder) yesOr(m member, yes bool, unknowns []objects.Member) {
	if yes {
		e.flag(m, true)
	} else {
		e.kept(m, unknowns)
	}
}

// wordOr writes the only word that a member has, or what came instead of it.
func (e *encoder) wordOr(m member, yes bool, word string, unknowns []objects.Member) {
	if yes {
		e.text(m, word)
	} else {
		e.kept(m, unknowns)
	}
}

// listOr writes a list that is told, or what came instead of it.
func (e *encoder) listOr(m member, all []string, unknowns []objects.Member) {
	if len(all) > 0 {
		e.list(m, all)
	} else {
		e.kept(m, unknowns)
	}
}

// triOr writes a flag that is told, or what came instead of it.
func (e *encoder) triOr(m member, t model.Tri, unknowns []objects.Member) {
	if t != model.NotTold {
		e.flag(m, t == model.Yes)
	} else {
		e.kept(m, unknowns)
	}
}
