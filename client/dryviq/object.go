package dryviq

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"drover/client/rest/wire"
)

// object is a JSON object that is being written, member by member: it keeps their
// order, and what came as it came.
type object struct {
	b     bytes.Buffer
	names []string
}

// add writes a member; nil writes none.
func (o *object) add(name string, v any) {
	if v == nil {
		return
	}
	raw, ok := v.(json.RawMessage)
	if !ok {
		var err error
		if raw, err = json.Marshal(v); err != nil {
			panic("dryviq: " + err.Error()) // strings, numbers and lists of them
		}
	}
	if o.b.Len() > 0 {
		o.b.WriteByte(',')
	}
	quoted, _ := json.Marshal(name) // a string
	o.b.Write(quoted)
	o.b.WriteByte(':')
	o.b.Write(raw)
	o.names = append(o.names, name)
}

// text writes a text; an empty one is none.
func (o *object) text(name, v string) {
	if v != "" {
		o.add(name, v)
	}
}

// days writes one day as a word, several as a list.
func (o *object) days(name, v string) error {
	if strings.Contains(v, ",") {
		o.add(name, strings.Split(v, ","))
	} else {
		o.text(name, v)
	}
	return nil
}

// number writes a whole number; "" writes none.
func (o *object) number(name, v string) error {
	if v == "" {
		return nil
	}
	n, err := strconv.ParseInt(strings.TrimSpace(v), 10, 64)
	if err != nil {
		return fmt.Errorf("%s is no whole number", name)
	}
	o.add(name, n)
	return nil
}

// length writes 15m as a number and its unit.
func (o *object) length(name, v string) error {
	if v == "" {
		return nil
	}
	i := strings.IndexFunc(v, func(r rune) bool { return r >= 'a' && r <= 'z' })
	if i <= 0 {
		return fmt.Errorf("%s is no length, such as 15m", name)
	}
	n, err := strconv.ParseFloat(strings.TrimSpace(v[:i]), 64)
	if unit := v[i:]; err != nil || !slices.Contains([]string{"ns", "us", "ms", "s", "m", "h", "d"}, unit) {
		return fmt.Errorf("%s is no length, such as 15m", name)
	}
	o.add(name, map[string]any{"value": n, "unit": v[i:]})
	return nil
}

// clock writes 02:00 as its parts.
func (o *object) clock(name, v string) error {
	if v == "" {
		return nil
	}
	var hr, minute, sec, ms int
	parts := strings.FieldsFunc(v, func(r rune) bool { return r == ':' || r == '.' })
	for i, into := range []*int{&hr, &minute, &sec, &ms} {
		if i < len(parts) {
			n, err := strconv.Atoi(parts[i])
			if err != nil || n < 0 {
				return fmt.Errorf("%s is no time of a day, such as 02:00", name)
			}
			*into = n
		}
	}
	if len(parts) < 2 || len(parts) > 4 || hr > 23 || minute > 59 || sec > 59 || ms > 999 {
		return fmt.Errorf("%s is no time of a day, such as 02:00", name)
	}
	at := &object{}
	at.add("hr", hr)
	at.add("min", minute)
	if sec != 0 || ms != 0 {
		at.add("sec", sec)
	}
	if ms != 0 {
		at.add("ms", ms)
	}
	o.add(name, at.bytes())
	return nil
}

// keep writes what came of an object, but for some members and those that stand there.
func (o *object) keep(raw []byte, but []string) error {
	if len(raw) == 0 {
		return nil
	}
	v, err := wire.Parse(raw)
	if err != nil {
		return fmt.Errorf("what was read cannot be sent back: %w", err)
	}
	for name, m := range v.Members() {
		if n := string(name); !slices.Contains(but, n) && !slices.Contains(o.names, n) {
			o.add(n, json.RawMessage(m.Bytes()))
		}
	}
	return nil
}

// rest is the object with what else came.
func (o *object) rest(raw []byte, known []string) (json.RawMessage, error) {
	if err := o.keep(raw, known); err != nil {
		return nil, err
	}
	return o.bytes(), nil
}

// bytes is the object as it stands.
func (o *object) bytes() json.RawMessage {
	return json.RawMessage("{" + o.b.String() + "}")
}
