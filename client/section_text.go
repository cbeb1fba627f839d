package client

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"slices"

	"drover/model"
)

// SectionText is a section as somebody edits it: its values by their keys. What a
// line of it is about can be told afterwards.
type SectionText struct {
	Values   map[model.FieldKey]string
	Lines    map[model.FieldKey]int // where each stands, from 1
	Mistakes []Mistake
}

// WriteSectionText is the values of a section as one JSON object, an entry a line.
func WriteSectionText(values map[model.FieldKey]string) []byte {
	var b bytes.Buffer
	b.WriteString("{\n")
	keys := slices.Sorted(maps.Keys(values))
	for i, key := range keys {
		b.WriteString("  ")
		b.Write(quoted(string(key)))
		b.WriteString(": ")
		b.Write(quoted(values[key]))
		if i < len(keys)-1 {
			b.WriteString(",")
		}
		b.WriteString("\n")
	}
	b.WriteString("}\n")
	return b.Bytes()
}

// quoted is a JSON string that people can read.
func quoted(s string) []byte {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if enc.Encode(s) != nil { // a string always can be
		return []byte(`""`)
	}
	return bytes.TrimRight(b.Bytes(), "\n")
}

// ReadSectionText reads what WriteSectionText wrote, and people changed. What is
// wrong is told by its line, and no value of it is repeated.
func ReadSectionText(text []byte) SectionText {
	t := SectionText{Values: map[model.FieldKey]string{}, Lines: map[model.FieldKey]int{}}
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.UseNumber()
	line := func() int { return 1 + bytes.Count(text[:min(int(dec.InputOffset()), len(text))], []byte("\n")) }
	wrong := func(at int, key model.FieldKey, why string) {
		t.Mistakes = append(t.Mistakes, Mistake{Line: at, Key: key, Why: why})
	}
	if open, err := dec.Token(); err != nil || open != json.Delim('{') {
		wrong(line(), "", "this is no JSON object: it begins with {")
		return t
	}
	for dec.More() {
		name, err := dec.Token()
		key, ok := name.(string)
		if err != nil || !ok {
			wrong(syntaxLine(text, err, line()), "", "this is no JSON: look at its commas and quotes")
			return t
		}
		at := line()
		var raw json.RawMessage
		if err := dec.Decode(&raw); err != nil {
			wrong(syntaxLine(text, err, line()), "", "this is no JSON: look at its commas and quotes")
			return t
		}
		if _, twice := t.Lines[model.FieldKey(key)]; twice {
			wrong(at, model.FieldKey(key), model.Clean(key)+" stands here twice: take one out (the first counts)")
			continue
		}
		t.Lines[model.FieldKey(key)] = at
		value, ok := plainValue(raw)
		if !ok {
			wrong(at, model.FieldKey(key), model.Clean(key)+" is one value, in quotes")
			continue
		}
		t.Values[model.FieldKey(key)] = value
	}
	if _, err := dec.Token(); err != nil {
		wrong(syntaxLine(text, err, line()), "", "this is no JSON: look at its commas and quotes")
	} else if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		wrong(line(), "", "something stands after the object's end")
	}
	return t
}

// plainValue is a string, or what can only be meant as one.
func plainValue(raw json.RawMessage) (string, bool) {
	var text string
	switch {
	case string(raw) == "null":
		return "", true
	case len(raw) > 0 && raw[0] == '"':
		err := json.Unmarshal(raw, &text)
		return text, err == nil
	case len(raw) > 0 && (raw[0] == '{' || raw[0] == '['):
		return "", false
	}
	return string(raw), true
}

// syntaxLine is the line that a decoder stumbled in.
func syntaxLine(text []byte, err error, otherwise int) int {
	var at *json.SyntaxError
	if errors.As(err, &at) && at.Offset > 0 {
		return 1 + bytes.Count(text[:min(int(at.Offset)-1, len(text))], []byte("\n"))
	}
	return otherwise
}
