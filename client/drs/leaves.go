package drs

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"drover/model"
)

// mostElements is how many elements one list of a document may have: a Redis
// cluster has at most 32 shards.
const mostElements = 64

// leaves takes a draft's values out for a document, one by one, and keeps the
// first reason why what comes of it cannot be sent. Every value of a document
// that is written must have been taken: a place that nobody knows would else be
// left out in silence.
type leaves struct {
	draft model.Draft
	loose bool // what is missing is sent empty, as a test of an end that was read does
	taken map[model.FieldKey]bool
	given []model.Secret
	err   error
}

func newLeaves(d model.Draft) *leaves { return &leaves{draft: d, taken: map[model.FieldKey]bool{}} }

// fail keeps the first reason. A place may come from a file.
func (l *leaves) fail(key model.FieldKey, why string) {
	if l.err == nil {
		l.err = errors.New(model.Clean(string(key)) + ": " + why)
	}
}

// text is a value, "" if there is none.
func (l *leaves) text(key model.FieldKey) string {
	l.taken[key] = true
	v := l.draft.Get(key)
	if !utf8.ValidString(v) {
		l.fail(key, "it cannot be sent as it is")
	}
	return v
}

// need is a value that must be there.
func (l *leaves) need(key model.FieldKey) string {
	v := l.text(key)
	if v == "" && !l.loose {
		l.fail(key, "it is needed")
	}
	return v
}

// fits is a value that, where there is one, must be right.
func (l *leaves) fits(key model.FieldKey, right func(string) error) string {
	v := l.text(key)
	if v != "" && !l.loose {
		if err := right(v); err != nil {
			l.fail(key, err.Error())
		}
	}
	return v
}

// oneOf is a value of a closed set.
func oneOf(set ...string) func(string) error {
	return func(v string) error {
		if !slices.Contains(set, v) {
			return fmt.Errorf("%s is none of %s", model.Clean(v), strings.Join(set, ", "))
		}
		return nil
	}
}

// between is a whole number within limits, which stays a text.
func between(least, most int) func(string) error {
	return func(v string) error {
		if n, err := strconv.Atoi(v); err != nil || n < least || n > most || strconv.Itoa(n) != v {
			return fmt.Errorf("a number from %d to %d", least, most)
		}
		return nil
	}
}

// number is a value that is a number on the wire, too; nil for none.
func (l *leaves) number(key model.FieldKey, right func(string) error) *int {
	v := l.fits(key, right)
	if v == "" {
		return nil
	}
	n, err := strconv.Atoi(v)
	if err != nil {
		l.fail(key, "a whole number")
	}
	return &n
}

// flag is a yes or no; nil for neither.
func (l *leaves) flag(key model.FieldKey) *bool {
	v := l.fits(key, oneOf("true", "false"))
	if v == "" {
		return nil
	}
	yes := v == "true"
	return &yes
}

// secret is what was typed for a place, "" for nothing.
func (l *leaves) secret(key model.FieldKey) string {
	s := l.draft.Secret(key)
	if s.Empty() {
		return ""
	}
	v := s.Reveal()
	if !utf8.ValidString(v) {
		l.fail(key, "it cannot be sent as it is")
	}
	l.given = append(l.given, s)
	return v
}

// some reports whether any of the values below a place is there.
func (l *leaves) some(below string, members ...string) bool {
	for _, m := range members {
		if key := model.FieldKey(below + m); l.draft.Has(key) || !l.draft.Secret(key).Empty() {
			return true
		}
	}
	return false
}

// count is how many elements a list has.
func (l *leaves) count(list string) int {
	n := l.draft.Count(list)
	if n > mostElements {
		l.fail(model.FieldKey(list), "there are more than "+strconv.Itoa(mostElements))
		return 0
	}
	return n
}

// left is the reason why the document cannot be sent, if there is one: the
// first that was met, or a value below one of these places ("" is all of them)
// that was not taken. What is the form's own does not go over the wire.
func (l *leaves) left(below ...string) error {
	if l.err != nil {
		return l.err
	}
	for _, key := range l.draft.Keys() {
		within := slices.ContainsFunc(below, func(p string) bool { return strings.HasPrefix(string(key), p) })
		if within && !l.taken[key] && !model.FormOwn(key) {
			return errors.New(model.Clean(string(key)) + ": the request has no such place")
		}
	}
	return nil
}
