package dbobject

import (
	"bytes"
	"math"
	"slices"
	"strconv"
	"strings"

	"drover/model"
	"drover/model/objects"
)

// said is what a string says, or a number or flag as it is written, valid until
// something else is read. Null says nothing; an object or a list is kept as it came.
func (d *decoder) said(m member, unknowns *[]objects.Member) (text []byte, ok bool) {
	if c := d.next(); c == '{' || c == '[' {
		d.value = d.raw(mostLevels)
		d.odd(m, "a text", unknowns)
		return nil, false
	}
	d.value = d.scalar()
	switch {
	case len(d.value) == 0 || d.value[0] == 'n':
		return nil, false
	case d.value[0] == '"':
		return d.scanner.said(d.value), true
	}
	return d.value, true
}

// odd keeps the value that was read last: it is not what its name promises.
func (d *decoder) odd(m member, promised string, unknowns *[]objects.Member) {
	if d.err == nil {
		d.wrong(d.line(), "%s of %s is not %s: it is kept as it is, and means nothing", names[m], d.where(string(d.leaf.name)), promised)
		d.keeps(names[m], d.value, unknowns)
	}
}

// keeps keeps a value that is not known, or not understood.
func (d *decoder) keeps(name string, value []byte, unknowns *[]objects.Member) {
	d.charge(128 + len(name) + len(value))
	kept := objects.Member{Name: name, JSON: bytes.Clone(value)}
	if i := slices.IndexFunc(*unknowns, func(u objects.Member) bool { return u.Name == name }); i >= 0 {
		(*unknowns)[i] = kept
		return
	}
	if *unknowns = append(*unknowns, kept); len(*unknowns) > mostUnknown {
		d.fail(ErrMuch)
	}
}

// spare keeps a member that is not known; its value is next.
func (d *decoder) spare(name []byte, unknowns *[]objects.Member) {
	own := string(name)
	if d.file && slices.ContainsFunc(*unknowns, func(u objects.Member) bool { return u.Name == own }) {
		d.wrong(d.line(), "%q stands twice in one object: take one of the two out", model.Clean(own))
	}
	if value := d.raw(mostLevels); d.err == nil {
		d.keeps(own, value, unknowns)
	}
}

// isObject reports an object, which is next; null is none, and anything else is kept.
func (d *decoder) isObject(m member, unknowns *[]objects.Member) bool {
	switch d.next() {
	case '{':
		return true
	case '[':
		d.value = d.raw(mostLevels)
	default:
		d.value = d.scalar()
	}
	if len(d.value) > 0 && d.value[0] != 'n' {
		d.odd(m, "an object", unknowns)
	}
	return false
}

// bare reports an object that is next; of one of which something else stands there,
// nothing is said but its name.
func (d *decoder) bare() bool {
	switch d.next() {
	case '{':
		return true
	case 'n':
	default:
		d.wrong(d.line(), "%s is no object with braces: nothing but its name is read", d.where(string(d.leaf.name)))
	}
	d.skip(mostLevels)
	return false
}

// target is a name on the target, "" if it is the same.
func (d *decoder) target(m member, own string, unknowns *[]objects.Member) string {
	text, _ := d.said(m, unknowns)
	if string(text) == own {
		return ""
	}
	return string(text)
}

// flag reads true, "true" and "TRUE" alike.
func (d *decoder) flag(m member, unknowns *[]objects.Member) model.Tri {
	text, ok := d.said(m, unknowns)
	if !ok {
		return model.NotTold
	}
	switch string(text) {
	case "true":
		return model.Yes
	case "false":
		return model.No
	}
	switch strings.ToLower(strings.TrimSpace(string(text))) {
	case "true":
		return model.Yes
	case "false":
		return model.No
	}
	d.odd(m, "true or false", unknowns)
	return model.NotTold
}

// number reads 62, "62" and 62.0 alike.
func (d *decoder) number(m member, unknowns *[]objects.Member) (n int, ok bool) {
	text, ok := d.said(m, unknowns)
	if !ok {
		return 0, false
	}
	f, err := strconv.ParseFloat(strings.TrimSpace(string(text)), 64)
	if err != nil || math.IsNaN(f) || f < 0 || f > math.MaxInt32 {
		d.odd(m, "a number", unknowns)
		return 0, false
	}
	return int(f), true
}

// only reads a member that has one known word; "" says nothing.
func (d *decoder) only(m member, word string, unknowns *[]objects.Member) bool {
	text, ok := d.said(m, unknowns)
	switch {
	case ok && string(text) == word:
		return true
	case ok && len(text) > 0:
		d.odd(m, word, unknowns)
	}
	return false
}

// word is a text of which there are few: one copy is kept.
func (d *decoder) word(m member, unknowns *[]objects.Member) string {
	text, _ := d.said(m, unknowns)
	if w, ok := d.pool[string(text)]; ok {
		return w
	}
	w := string(text)
	if len(w) < 64 && len(d.pool) < 1000 {
		d.pool[w] = w
	}
	return w
}

// list reads a list of strings, or one string; those that say nothing are dropped.
// What holds anything else is kept as it came.
func (d *decoder) list(m member, unknowns *[]objects.Member) []string {
	d.value = d.raw(mostLevels)
	if d.err != nil || d.value[0] == 'n' {
		return nil
	}
	var out []string
	s := over(d.value)
	one := func() bool {
		v := s.scalar()
		if len(v) > 0 && v[0] == '"' {
			if text := s.said(v); len(text) > 0 {
				out = append(out, string(text))
			}
		}
		return len(v) > 0 && (v[0] == '"' || v[0] == 'n')
	}
	good := d.value[0] == '"' && one()
	if d.value[0] == '[' {
		s.is('[')
		good = true
		for first := true; good && s.element(&first); {
			good = one()
		}
	}
	if !good {
		d.odd(m, "a list of texts", unknowns)
		return nil
	}
	d.charge(len(d.value) + 16*len(out))
	return out
}
