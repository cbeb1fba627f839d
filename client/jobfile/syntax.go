package jobfile

import (
	"bytes"
	"encoding/json"
	"errors"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

var (
	lineOf   = regexp.MustCompile(`^yaml: (?:line ([0-9]+): )?(.*)`)
	anchorOf = regexp.MustCompile(`^unknown anchor '(.*)' referenced`)
)

// syntax tells what the parser does not understand. Its own words are told only
// where they repeat nothing of the file, which may hold a password.
func (r *reader) syntax(err error, data []byte) {
	line, words := saidBy(err)
	if m := anchorOf.FindStringSubmatch(words); m != nil {
		if i := bytes.Index(data, []byte("*"+m[1])); i >= 0 {
			line = 1 + bytes.Count(data[:i], []byte{'\n'})
		}
		r.wrong(Place{line, min(line, 1)}, "", "what begins with * stands for something else in YAML: put quotes around it")
		return
	}
	if line, ok := jsonLine(data); ok {
		r.wrong(Place{line, 1}, "", "this is no JSON: look at its commas, quotes and brackets")
		return
	}
	line, exact := troubled(data, line, words)
	here := "this is"
	if !exact {
		here = "from here on this is"
	}
	r.wrong(Place{line, 1}, "", here+" neither YAML nor JSON%s: look at its colons, quotes, brackets and indentation", plainWords(words))
}

// saidBy splits the parser's error: its line, 0 if it does not say, and its words.
func saidBy(err error) (line int, words string) {
	words = err.Error()
	if m := lineOf.FindStringSubmatch(words); m != nil {
		line, _ = strconv.Atoi(m[1])
		words = m[2]
	}
	return line, words
}

// troubled is the line where the trouble is, as far as that can be said; else
// exact is false, and it is there or below. The scanner knows its line. The parser tells
// where the object or list begins that it could not read: of one by indentation
// the lines up to the trouble make no trouble by themselves, so the first that do
// end with it.
func troubled(data []byte, line int, words string) (at int, exact bool) {
	is := func(known ...string) bool {
		return slices.ContainsFunc(known, func(k string) bool { return strings.HasSuffix(words, k) })
	}
	switch {
	case is("did not find expected key", "did not find expected '-' indicator", "did not find expected node content"):
		ends := lineEnds(data)
		n := sort.Search(len(ends), func(i int) bool {
			err := unread(data[:ends[i]])
			if err == nil {
				return false
			}
			_, said := saidBy(err)
			return said == words
		})
		return min(n+1, len(ends)), true
	case is("did not find expected ',' or ']'", "did not find expected ',' or '}'"):
		return line + 1, false // it counts from 0 here
	case line == 0:
		return 1, false
	}
	return line, true
}

// unread is why the parser does not understand a text, nil if it does.
func unread(data []byte) error {
	dec := yaml.NewDecoder(bytes.NewReader(data))
	var doc, more yaml.Node
	if err := dec.Decode(&doc); err != nil {
		return err
	}
	return dec.Decode(&more) // at the end of the file io.EOF, which says nothing of a line
}

// lineEnds are where the lines of a text end.
func lineEnds(data []byte) []int {
	var ends []int
	for i, c := range data {
		if c == '\n' {
			ends = append(ends, i+1)
		}
	}
	if len(data) > 0 && data[len(data)-1] != '\n' {
		ends = append(ends, len(data))
	}
	return ends
}

// jsonLine is the line of the trouble in what was meant to be JSON: it begins with an
// object whose first name has quotes.
func jsonLine(data []byte) (int, bool) {
	rest, ok := bytes.CutPrefix(bytes.TrimSpace(data), []byte("{"))
	if !ok || !bytes.HasPrefix(bytes.TrimSpace(rest), []byte(`"`)) {
		return 0, false
	}
	var text json.RawMessage
	var wrong *json.SyntaxError
	if !errors.As(json.Unmarshal(data, &text), &wrong) {
		return 0, false
	}
	before := data[:min(max(int(wrong.Offset)-1, 0), len(data))]
	return 1 + bytes.Count(before, []byte{'\n'}), true
}

// plainWords are the parser's words, for the middle of a sentence, if they are
// among those that are the same for every file.
func plainWords(words string) string {
	for _, known := range []string{
		"mapping values are not allowed in this context", "could not find expected ':'", "did not find expected ',' or ']'",
		"did not find expected ',' or '}'", "did not find expected key", "did not find expected '-' indicator",
		"did not find expected node content", "found character that cannot start any token", "found unexpected end of stream",
		"found unknown escape character", "block sequence entries are not allowed in this context", "found a tab character that violates indentation",
	} {
		if strings.HasSuffix(words, known) {
			return " (" + known + ")"
		}
	}
	return ""
}
