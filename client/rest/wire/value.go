package wire

import (
	"bytes"
	"encoding/json"
	"errors"
	"iter"
)

// MaxDepth is how deeply an answer may be nested.
const MaxDepth = 64

// Reasons why an answer cannot be read.
var (
	ErrEmpty = errors.New("the answer is empty")
	ErrDeep  = errors.New("the answer is nested too deeply")
	ErrJSON  = errors.New("the answer is not JSON, or was cut")
)

// Value is one JSON value, as its bytes. The zero Value is an absent one and
// reads like null.
type Value struct{ b []byte }

// Parse checks that b holds one whole JSON value, nested at most MaxDepth
// deep. The Value and all that is read from it share b.
func Parse(b []byte) (Value, error) {
	b = bytes.Trim(b, " \t\r\n")
	switch {
	case len(b) == 0:
		return Value{}, ErrEmpty
	case depth(b) > MaxDepth:
		return Value{}, ErrDeep
	case !json.Valid(b):
		return Value{}, ErrJSON
	}
	return Value{b}, nil
}

// Bytes returns the value as it came.
func (v Value) Bytes() []byte { return v.b }

// Absent reports a value that is missing or null.
func (v Value) Absent() bool { return len(v.b) == 0 || v.b[0] == 'n' }

// IsObject reports an object.
func (v Value) IsObject() bool { return len(v.b) > 0 && v.b[0] == '{' }

// IsArray reports a list.
func (v Value) IsArray() bool { return len(v.b) > 0 && v.b[0] == '[' }

// IsString reports a string.
func (v Value) IsString() bool { return len(v.b) > 0 && v.b[0] == '"' }

// Members gives the members of an object in their order on the wire; anything
// else has none. A name is valid until the next one is asked for.
func (v Value) Members() iter.Seq2[[]byte, Value] {
	return func(yield func([]byte, Value) bool) {
		if !v.IsObject() {
			return
		}
		for i := next(v.b, 1); v.b[i] != '}'; i = next(v.b, i) {
			nameEnd := end(v.b, i)
			name := unquote(v.b[i:nameEnd])
			from := next(v.b, nameEnd)
			to := end(v.b, from)
			if !yield(name, Value{v.b[from:to]}) {
				return
			}
			i = to
		}
	}
}

// Elements gives the elements of an array; anything else has none.
func (v Value) Elements() iter.Seq[Value] {
	return func(yield func(Value) bool) {
		if !v.IsArray() {
			return
		}
		for i := next(v.b, 1); v.b[i] != ']'; i = next(v.b, i) {
			to := end(v.b, i)
			if !yield(Value{v.b[i:to]}) {
				return
			}
			i = to
		}
	}
}

// Each gives the elements of an array, and an object as its only one: some
// services drop the brackets around a list of one.
func (v Value) Each() iter.Seq[Value] {
	if v.IsObject() {
		return func(yield func(Value) bool) { yield(v) }
	}
	return v.Elements()
}

// Get returns the member of that name, the last one if there are several.
func (v Value) Get(name string) Value {
	var found Value
	for n, m := range v.Members() {
		if string(n) == name {
			found = m
		}
	}
	return found
}

// First returns the first element of an array.
func (v Value) First() Value {
	var first Value
	v.Elements()(func(e Value) bool {
		first = e
		return false
	})
	return first
}

// Path follows members down.
func (v Value) Path(names ...string) Value {
	for _, n := range names {
		v = v.Get(n)
	}
	return v
}

// Twice returns the name of a member that stands more than once in one object
// of v, at any depth: such an answer says two things at once.
func (v Value) Twice() (name string, found bool) {
	seen := map[string]bool{}
	for n, m := range v.Members() {
		if seen[string(n)] {
			return string(n), true
		}
		seen[string(n)] = true
		if name, found = m.Twice(); found {
			return name, true
		}
	}
	for e := range v.Elements() {
		if name, found = e.Twice(); found {
			return name, true
		}
	}
	return "", false
}
