package jobfile

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"drover/model"
)

// largest is the size of the largest file that is read.
const largest = 1 << 20

// File is a job as a file describes it.
type File struct {
	Draft    model.Draft // what could be read; its ID is empty
	Sections Sections    // what could be read of those that no create sends
	Mistakes []Mistake
	// Places is where in the file the values, objects and lists stand, by their
	// place in the document.
	Places map[model.FieldKey]Place

	told map[model.FieldKey]bool // values of the draft that the file speaks of, also empty ones
}

// Place is a place in a file, from 1.
type Place struct{ Line, Column int }

// Mistake is one thing that is wrong with a job file.
type Mistake = model.Mistake

// Read reads a job from YAML or JSON, in the shape of the create call's body,
// with or without "job" around it. What is wrong is told by its line; what is
// right is read all the same.
func Read(data []byte) File {
	r := &reader{file: File{Places: map[model.FieldKey]Place{}}, last: 1 + bytes.Count(data, []byte{'\n'})}
	if root := r.parse(data); root != nil {
		r.document(root)
	}
	return r.file
}

// reader reads one file.
type reader struct {
	file  File
	last  int  // line of the file
	plain bool // it reads an element: its members are no section's
}

// mostMistakes is how many are told: nobody reads more.
const mostMistakes = 100

func (r *reader) wrong(at Place, key model.FieldKey, why string, about ...any) {
	if len(r.file.Mistakes) >= mostMistakes {
		return
	}
	if at.Line > 0 {
		at.Line = min(at.Line, r.last)
	}
	r.file.Mistakes = append(r.file.Mistakes, Mistake{Line: at.Line, Column: at.Column, Key: key, Why: fmt.Sprintf(why, about...)})
}

// parse makes the node that the file's only document begins with; nil if there
// is none.
func (r *reader) parse(data []byte) *yaml.Node {
	if len(data) > largest {
		r.wrong(Place{}, "", "the file is larger than 1 MiB: no job is")
		return nil
	}
	if at, ok := badText(data); ok {
		r.wrong(at, "", "the file is no plain UTF-8 text here: save it as UTF-8, without control characters")
		return nil
	}
	if json.Valid(data) {
		data = asYAML(data)
	}
	dec := yaml.NewDecoder(bytes.NewReader(data))
	var doc, more yaml.Node
	switch err := dec.Decode(&doc); {
	case errors.Is(err, io.EOF) || err == nil && empty(&doc):
		r.wrong(Place{}, "", "the file is empty: it holds no job")
		return nil
	case err != nil:
		r.syntax(err, data)
		return nil
	}
	switch err := dec.Decode(&more); {
	case errors.Is(err, io.EOF):
	case err != nil:
		r.syntax(err, data)
	default:
		r.wrong(Place{more.Line, more.Column}, "", "a second document begins here, and one file holds one job: take it out")
	}
	return doc.Content[0]
}

func empty(doc *yaml.Node) bool {
	return len(doc.Content) == 0 || doc.Content[0].Kind == yaml.ScalarNode && doc.Content[0].ShortTag() == "!!null"
}

// badText finds the first byte that is no UTF-8 text, or a character that no
// text file holds.
func badText(data []byte) (Place, bool) {
	at := Place{1, 1}
	for len(data) > 0 {
		c, n := utf8.DecodeRune(data)
		switch {
		case c == '\n':
			at.Line, at.Column = at.Line+1, 0
		case c == utf8.RuneError && n == 1, c < ' ' && c != '\t' && c != '\r', c >= 0x7f && c < 0xa0 && c != 0x85, c == 0xfffe, c == 0xffff:
			return at, true
		}
		at.Column++
		data = data[n:]
	}
	return Place{}, false
}

var jsonEscapes = regexp.MustCompile(`\\\\|\\/|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}`)

// asYAML writes what JSON alone knows how to escape the way that YAML does: a
// slash, and two halves of one character.
func asYAML(data []byte) []byte {
	return jsonEscapes.ReplaceAllFunc(data, func(s []byte) []byte {
		switch s[1] {
		case '/':
			return s[1:]
		case '\\':
			return s
		}
		high, _ := strconv.ParseUint(string(s[2:6]), 16, 32) // the pattern has digits only
		low, _ := strconv.ParseUint(string(s[8:12]), 16, 32)
		return fmt.Appendf(nil, `\U%08x`, utf16.DecodeRune(rune(high), rune(low)))
	})
}
