package drs

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"drover/client/rest/wire"
	"drover/model"
)

// rawCap is how much of one answer is kept for the eyes.
const rawCap = 256 << 10

// secretMask stands where a secret was; it looks like every printed Secret.
const secretMask = `"[secret]"`

// section keeps an answer for the raw tab: indented, without secrets, cut at
// a line's end if it is too long to be read by anyone.
func section(title string, v wire.Value) model.RawSection {
	var b bytes.Buffer
	show(&b, v, "")
	out := b.Bytes()
	if len(out) > rawCap {
		end := max(bytes.LastIndexByte(out[:rawCap], '\n'), 0)
		out = fmt.Appendf(out[:end:end], "\n… cut here, %d bytes in all", b.Len())
	}
	return model.RawSection{Title: title, JSON: out}
}

// show writes a value indented, its members in the order of the wire.
func show(b *bytes.Buffer, v wire.Value, indent string) {
	deeper := indent + "  "
	sep := "\n"
	switch {
	case v.IsObject():
		b.WriteByte('{')
		for name, m := range v.Members() {
			b.WriteString(sep + deeper + quote(name) + ": ")
			if secretName(string(name)) && !m.Absent() {
				b.WriteString(secretMask)
			} else {
				show(b, m, deeper)
			}
			sep = ",\n"
		}
		finish(b, sep, indent, '}')
	case v.IsArray():
		b.WriteByte('[')
		for e := range v.Elements() {
			b.WriteString(sep + deeper)
			show(b, e, deeper)
			sep = ",\n"
		}
		finish(b, sep, indent, ']')
	default:
		b.Write(scalar(v))
	}
}

func finish(b *bytes.Buffer, sep, indent string, bracket byte) {
	if sep != "\n" {
		b.WriteString("\n" + indent)
	}
	b.WriteByte(bracket)
}

// scalar shows a value as it came, unless it is a string that holds JSON that
// holds a secret: pre-check data does such things.
func scalar(v wire.Value) []byte {
	if !v.IsString() {
		return v.Bytes()
	}
	inner, err := wire.Parse([]byte(v.String()))
	if err != nil || !inner.IsObject() && !inner.IsArray() || !secretIn(inner) {
		return v.Bytes()
	}
	var b bytes.Buffer
	show(&b, inner, "")
	return []byte(quote(b.Bytes()))
}

// secretName reports members that are not to be seen, whatever they hold.
func secretName(name string) bool {
	name = strings.ToLower(name)
	for _, part := range []string{"password", "passwd", "secret", "token", "cert_key", "store_key"} {
		if strings.Contains(name, part) {
			return true
		}
	}
	return false
}

func secretIn(v wire.Value) bool {
	for name, m := range v.Members() {
		if secretName(string(name)) || secretIn(m) {
			return true
		}
	}
	for e := range v.Elements() {
		if secretIn(e) {
			return true
		}
	}
	return false
}

func quote(s []byte) string {
	b, err := json.Marshal(string(s))
	if err != nil {
		return `""`
	}
	return string(b)
}
