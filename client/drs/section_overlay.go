package drs

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"drover/client/rest/wire"
	"drover/model"
)

// overlay writes an object as it came, with the members that drover knows as they
// are to be: in their place where they were there, behind the others where they
// were not. What drover does not know goes back byte for byte; masks of secrets
// do not.
func overlay(raw []byte, members []member, want map[model.FieldKey]string) (json.RawMessage, error) {
	var came wire.Value
	if len(raw) > 0 {
		v, err := wire.Parse(raw)
		if err != nil {
			return nil, fmt.Errorf("what was read cannot be sent back: %w", err)
		}
		if came = v; !v.Absent() && !v.IsObject() {
			return nil, errors.New("what was read is no object: it would be written over")
		}
	}
	if name, twice := came.Twice(); twice {
		return nil, errors.New("what was read holds " + model.Clean(name) + " twice: it cannot be sent back")
	}
	if !utf8.Valid(raw) || broken(came) {
		return nil, errors.New("what was read holds characters that are none: it cannot be sent back as it is")
	}
	out := &object{}
	known := map[string]bool{}
	for name, v := range came.Members() {
		if m, ok := memberNamed(members, string(name)); ok {
			known[m.name] = true
			if want[m.key] == "" && m.strange(v) {
				out.keep(m.name, v)
			} else if err := out.put(m, want[m.key], true); err != nil {
				return nil, err
			}
			continue
		}
		out.keep(string(name), v)
	}
	for _, m := range members {
		if !known[m.name] {
			if err := out.put(m, want[m.key], false); err != nil {
				return nil, err
			}
		}
	}
	return out.close(), nil
}

func memberNamed(members []member, name string) (member, bool) {
	for _, m := range members {
		if m.name == name {
			return m, true
		}
	}
	return member{}, false
}

// broken reports a member at any depth whose name is not text: it would go back
// under another one.
func broken(v wire.Value) bool {
	for name, one := range v.Members() {
		if strings.ContainsRune(string(name), utf8.RuneError) || broken(one) {
			return true
		}
	}
	for one := range v.Elements() {
		if broken(one) {
			return true
		}
	}
	return false
}

// strange reports a value that drover cannot read, and that thus nobody can have
// taken out: it goes back as it came.
func (m member) strange(v wire.Value) bool {
	if v.Absent() || m.read(v) != "" || v.IsString() && v.String() == "" {
		return false
	}
	n, told := v.Int()
	return m.kind != numberMember || !told || n != 0 // 0 is the service's word for none
}

// asterisks reports what the service shows in place of a secret.
func asterisks(s string) bool { return s != "" && strings.Trim(s, "*") == "" }

// unmasked is a value byte for byte, but for the masks of secrets below it; ok is
// false if it is one itself.
func unmasked(v wire.Value) (text []byte, ok bool) {
	switch {
	case v.IsString():
		return v.Bytes(), !asterisks(v.String())
	case !hasMask(v):
		return v.Bytes(), true
	case v.IsObject():
		out := &object{}
		for name, one := range v.Members() {
			out.keep(string(name), one)
		}
		return out.close(), true
	}
	var list [][]byte
	for one := range v.Elements() {
		if text, ok := unmasked(one); ok {
			list = append(list, text)
		}
	}
	return slices.Concat([]byte("["), bytes.Join(list, []byte(",")), []byte("]")), true
}

// hasMask reports a mask at any depth.
func hasMask(v wire.Value) bool {
	if v.IsString() {
		return asterisks(v.String())
	}
	for _, one := range v.Members() {
		if hasMask(one) {
			return true
		}
	}
	for one := range v.Elements() {
		if hasMask(one) {
			return true
		}
	}
	return false
}

// object is a JSON object whose members keep their order.
type object struct{ b bytes.Buffer }

func (o *object) add(name string, value []byte) {
	if o.b.Len() > 0 {
		o.b.WriteByte(',')
	}
	o.b.Write(encode(name))
	o.b.WriteByte(':')
	o.b.Write(value)
}

// keep adds what came, without the masks in it.
func (o *object) keep(name string, v wire.Value) {
	if text, ok := unmasked(v); ok {
		o.add(name, text)
	}
}

func (o *object) close() json.RawMessage {
	return json.RawMessage("{" + o.b.String() + "}")
}

// put writes a member that drover knows. there: it stood in what was read.
func (o *object) put(m member, value string, there bool) error {
	if asterisks(value) {
		return nil // it stands for a value that nobody knows here
	}
	if value == "" {
		value = m.must
	}
	if value == "" {
		if m.blank && there {
			o.add(m.name, []byte(`""`))
		}
		return nil
	}
	text, err := m.write(value)
	if err != nil {
		return fmt.Errorf("%s: %w", m.name, err)
	}
	o.add(m.name, text)
	return nil
}

// write is a value on the wire.
func (m member) write(value string) ([]byte, error) {
	switch m.kind {
	case flagMember:
		if value != "true" && value != "false" {
			return nil, errors.New("it is on or off")
		}
		return []byte(value), nil
	case numberMember:
		n, err := strconv.ParseInt(value, 10, 64)
		if err != nil || n < 1 {
			return nil, errors.New("it is a whole number from 1 on")
		}
		return []byte(strconv.FormatInt(n, 10)), nil
	case textMember, listMember:
	}
	if !utf8.ValidString(value) {
		return nil, errors.New("it cannot be sent as it is")
	}
	return encode(value), nil
}
