package dbobject

import (
	"bufio"
	"bytes"
	"io"
	"path/filepath"
	"strings"

	"drover/model"
	"drover/model/objects"
)

// Kind is the form of a file.
type Kind uint8

// The forms.
const (
	JSON Kind = iota
	CSV
)

// File is a document of objects as a file describes it.
type File struct {
	Listing  *objects.Listing // nil: nothing could be read
	Kind     Kind
	Mistakes []model.Mistake // the first ones, in order of their lines
}

// ReadFile reads a file of either form, by what stands in it; its name decides where
// that does not tell. What is wrong is told by its line; what is right is read all the
// same. The error is r's own.
func ReadFile(r io.Reader, name string, o Options) (File, error) {
	in := bufio.NewReaderSize(r, window)
	kind, err := kindOf(in, name)
	if err != nil {
		return File{}, err
	}
	f := File{Kind: kind}
	if kind == JSON {
		f.Listing, f.Mistakes, err = readJSON(in, o)
	} else {
		f.Listing, f.Mistakes, err = readCSV(in, o)
	}
	return f, err
}

var mark = []byte("\ufeff") // of UTF-8, which some editors put in front

// kindOf looks at what the file begins with, and takes its byte order mark off.
func kindOf(in *bufio.Reader, name string) (Kind, error) {
	begin, err := in.Peek(512)
	if len(begin) == 0 && err != nil && err != io.EOF {
		return JSON, err
	}
	if rest, ok := bytes.CutPrefix(begin, mark); ok {
		begin = rest
		if _, err := in.Discard(len(mark)); err != nil {
			return JSON, err
		}
	}
	begin = bytes.TrimLeft(begin, " \t\r\n")
	switch {
	case bytes.HasPrefix(begin, []byte("{")), bytes.HasPrefix(begin, []byte("[")):
		return JSON, nil
	case len(begin) == 0 && strings.EqualFold(filepath.Ext(name), ".json"):
		return JSON, nil
	}
	return CSV, nil
}
