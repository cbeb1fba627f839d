package client

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"

	"drover/model"
)

// ReadCopyText reads what WriteCopyText wrote, and people changed: the edit with the
// values that stand there, and the name. What is not there is as the original has it;
// without a schedule the copy has none. What is wrong is told by its line, and no value
// of it is repeated.
func ReadCopyText(text []byte, e model.Edit) (out model.Edit, name string, mistakes []Mistake) {
	r := &copyReader{text: text, base: e.Base, values: map[model.FieldKey]string{}, raw: copyRaw(string(e.Base.Raw))}
	r.whole()
	out = e
	for _, key := range append(model.CopyKeys(), model.ScheduleKeys()...) {
		out = out.Put(key, e.Base.Get(key))
	}
	out = out.Put(model.KeyFilterExts, "").With(model.KeyScheduleMode, model.ScheduleManual)
	if mode, told := r.values[model.KeyScheduleMode]; told {
		out = out.Put(model.KeyScheduleMode, mode)
		if mode == model.ScheduleAuto { // it stands there whole
			for _, key := range model.ScheduleKeys()[1:] {
				out = out.With(key, "").Put(key, r.values[key])
			}
		}
	}
	for _, key := range model.CopyKeys() {
		if value, told := r.values[key]; told {
			if model.SameValue(key, value, e.Base.Get(key)) {
				value = e.Base.Get(key)
			}
			out = out.Put(key, value)
		}
	}
	if len(r.more) > 0 {
		var b bytes.Buffer
		copyFlat(&b, r.more)
		out = out.Put(model.KeyBodyMore, b.String())
	}
	slices.SortStableFunc(r.mistakes, func(a, b Mistake) int { return a.Line - b.Line })
	return copyKept(e, out, r.mistakes), r.name, r.mistakes
}

// copyReader reads the body of a copy.
type copyReader struct {
	text     []byte
	base     model.Part
	raw      json.RawMessage // the original
	values   map[model.FieldKey]string
	more     []copyMember
	name     string
	mistakes []Mistake
}

// copySpot is a value where it stands.
type copySpot struct {
	place string // its path: "transfer.source"
	raw   json.RawMessage
	line  int
}

const (
	copyNoObject = "this is no JSON object: it begins with {"
	copyNoJSON   = "this is no JSON: look at its commas and quotes"
)

func (r *copyReader) whole() {
	dec := json.NewDecoder(bytes.NewReader(r.text))
	var raw json.RawMessage
	line := func() int { return 1 + bytes.Count(r.text[:min(int(dec.InputOffset()), len(r.text))], []byte("\n")) }
	if err := dec.Decode(&raw); err != nil {
		if errors.Is(err, io.ErrUnexpectedEOF) { // it ends too early
			r.wrong(copySpot{line: 1 + bytes.Count(bytes.TrimSpace(r.text), []byte("\n"))}, copyNoJSON)
			return
		}
		why := copyNoJSON
		if first := bytes.TrimSpace(r.text); len(first) == 0 || first[0] != '{' {
			why = copyNoObject
		}
		r.wrong(copySpot{line: syntaxLine(r.text, err, line())}, why)
		return
	}
	start := int(dec.InputOffset()) - len(raw)
	at := copySpot{raw: raw, line: 1 + bytes.Count(r.text[:start], []byte("\n"))}
	if raw[0] != '{' {
		r.wrong(at, copyNoObject)
		return
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		r.wrong(copySpot{line: line()}, "something stands after the object's end")
	}
	r.object(at)
	if r.name == "" && !slices.ContainsFunc(r.mistakes, func(m Mistake) bool { return m.Key == "name" }) {
		r.wrong(at, "name is missing")
	}
}

// members are those of an object, with their lines; one that stands there twice counts
// once.
func (r *copyReader) members(at copySpot) []copySpot {
	dec := json.NewDecoder(bytes.NewReader(at.raw))
	_, _ = dec.Token() // it begins with {
	var out []copySpot
	for dec.More() {
		token, err := dec.Token()
		name, ok := token.(string)
		if err != nil || !ok {
			break
		}
		one := copySpot{place: strings.TrimPrefix(at.place+"."+name, "."), line: at.line + bytes.Count(at.raw[:dec.InputOffset()], []byte("\n"))}
		if dec.Decode(&one.raw) != nil {
			break
		}
		if start := int(dec.InputOffset()) - len(one.raw); one.raw[0] == '{' {
			one.line = at.line + bytes.Count(at.raw[:start], []byte("\n"))
		}
		switch {
		case slices.ContainsFunc(out, func(o copySpot) bool { return o.place == one.place }):
			r.wrong(one, r.short(one.place)+" stands here twice: take one out (the first counts)")
		case strings.Contains(name, "."), name == "", model.Clean(name) != name:
			r.wrong(one, "a name that no member has")
		default:
			out = append(out, one)
		}
	}
	return out
}

// object reads the members of an object that drover knows.
func (r *copyReader) object(at copySpot) {
	for _, one := range r.members(at) {
		name := one.place[strings.LastIndexByte(one.place, '.')+1:]
		kept := copyAt(r.raw, strings.Split(one.place, "."))
		switch {
		case string(one.raw) == "null":
			r.wrong(one, r.short(one.place)+" is null: leave it out, then it is as the original has it")
		case at.place != "" && kept != nil && bytes.Equal(kept, copyRawAny(one.raw)) && !r.known(one.place): // it goes with its object, as it came
		case !model.CopyTakes(at.place, name):
			r.wrong(one, r.short(one.place)+" is no member that a copy can have")
		default:
			r.member(one)
		}
	}
}

// known reports a place that a value has, or values are below.
func (r *copyReader) known(place string) bool {
	return slices.ContainsFunc(append(model.CopyKeys(), model.ScheduleKeys()...), func(key model.FieldKey) bool {
		return string(key) == place || strings.HasPrefix(string(key), place+".")
	})
}

func copyRawAny(raw json.RawMessage) []byte {
	var b bytes.Buffer
	if json.Compact(&b, raw) != nil {
		return raw
	}
	return b.Bytes()
}

// member reads one member.
func (r *copyReader) member(one copySpot) {
	key := model.FieldKey(one.place)
	switch {
	case one.place == "name":
		if name, ok := copyText(one.raw); ok && name != "" {
			r.name = name
			return
		}
		r.wrong(one, "name is a text")
	case one.place == "kind":
		if kind, _ := copyText(one.raw); kind != string(model.Transfer) {
			r.wrong(one, "kind is transfer: drover copies no other jobs")
		}
	case strings.HasPrefix(one.place, "schedule."):
		r.schedule(one)
	case key == model.KeyFilter:
		if one.raw[0] != '{' {
			r.wrong(one, "transfer.filter is an object")
			return
		}
		if !r.secret(one) {
			r.values[key] = string(copyRawAny(one.raw))
		}
	case one.place == "transfer.permissions" && one.raw[0] == '"': // one documented example has it so
		one.place = string(model.KeyPermissions)
		r.value(one)
	case slices.Contains(model.CopyKeys(), key):
		r.value(one)
	case r.known(one.place) || one.place == "schedule":
		if one.raw[0] != '{' {
			r.wrong(one, r.short(one.place)+" is an object")
			return
		}
		r.object(one)
	default:
		r.other(one)
	}
}

// value reads a member that a field is for.
func (r *copyReader) value(one copySpot) {
	key := model.FieldKey(one.place)
	var value string
	var ok bool
	switch {
	case key == model.KeyPermLinks:
		value = string(one.raw)
		if ok = value == "true" || value == "false"; !ok {
			r.wrong(one, r.short(one.place)+" is true or false")
			return
		}
	case key == model.KeyDeletes && one.raw[0] == '[':
		value, ok = copyTexts(one.raw)
	default:
		value, ok = copyText(one.raw)
	}
	if !ok || value == "" {
		r.wrong(one, r.short(one.place)+" is a text")
		return
	}
	r.choice(one, key, value)
	r.values[key] = value
}

// choice finds a value that none of the contract's is. What the original has may stay.
func (r *copyReader) choice(one copySpot, key model.FieldKey, value string) {
	values := model.CopyValues(one.place)
	if values == nil || model.SameValue(key, value, r.base.Get(key)) {
		return
	}
	for token := range strings.SplitSeq(value, ",") {
		if !slices.Contains(values, token) && !slices.Contains(strings.Split(r.base.Get(key), ","), token) {
			r.wrong(one, r.short(one.place)+" is one of "+strings.Join(values, ", "))
			return
		}
	}
}

// other reads a member that no field is for.
func (r *copyReader) other(one copySpot) {
	if values := model.CopyValues(one.place); values != nil {
		if value, ok := copyText(one.raw); !ok || !slices.Contains(values, value) {
			r.wrong(one, r.short(one.place)+" is one of "+strings.Join(values, ", "))
			return
		}
	}
	if one.raw[0] == '{' {
		for _, m := range r.members(one) {
			if name := m.place[len(one.place)+1:]; !model.CopyTakes(one.place, name) {
				r.wrong(m, r.short(m.place)+" is no member that a copy can have")
			}
		}
	}
	if r.secret(one) {
		return
	}
	r.more = copySet(r.more, strings.Split(one.place, "."), json.RawMessage(copyRawAny(one.raw)))
}

// copyText is a text in JSON.
func copyText(raw json.RawMessage) (string, bool) {
	var text string
	err := json.Unmarshal(raw, &text)
	return text, err == nil
}

// copyTexts are several, joined by commas; ok is false where one of them has one.
func copyTexts(raw json.RawMessage) (string, bool) {
	var texts []string
	err := json.Unmarshal(raw, &texts)
	ok := err == nil && !slices.ContainsFunc(texts, func(s string) bool { return s == "" || strings.Contains(s, ",") })
	return strings.Join(texts, ","), ok
}
