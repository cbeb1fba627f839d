package rest

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strings"

	"drover/client/rest/wire"
	"drover/model"
)

// mask stands where a secret was; it looks like every printed Secret.
const mask = "[secret]"

// secretPair finds such a name in a text, and what leads from it to its value.
var secretPair = regexp.MustCompile(`(?i)(?:` + model.SecretParts + `)[^"'\\:=>,{}\[\]\n&]{0,64}["'\\\s]*([:=>])\s*`)

// asciiEscape is a letter that a JSON string spells out, at any depth of
// strings in strings.
var asciiEscape = regexp.MustCompile(`\\+u00([2-7][0-9a-fA-F])`)

// Redact returns a body for the eyes: JSON indented, its members in the order
// of the wire, and without a secret, however deep it lies, also in JSON inside
// strings. What is no whole JSON (a cut answer, a proxy's page, a form) keeps
// its shape; there, in doubt, too much is masked.
func Redact(body []byte) []byte {
	v, err := wire.Parse(body)
	if err != nil {
		return redactText(body)
	}
	return Show(v)
}

// Show is Redact of what is parsed already.
func Show(v wire.Value) []byte {
	var b bytes.Buffer
	show(&b, v, "")
	return b.Bytes()
}

func show(b *bytes.Buffer, v wire.Value, indent string) {
	deeper := indent + "  "
	sep := "\n"
	switch {
	case v.IsObject():
		b.WriteByte('{')
		for name, m := range v.Members() {
			b.WriteString(sep + deeper + quote(name) + ": ")
			if model.SecretIn(name) && !m.Absent() && !isFlag(m) {
				b.WriteString(`"` + mask + `"`)
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

// isFlag reports true and false themselves: whether a password is to be set is to be
// seen, and no secret.
func isFlag(v wire.Value) bool {
	s := string(v.Bytes())
	return s == "true" || s == "false"
}

func finish(b *bytes.Buffer, sep, indent string, bracket byte) {
	if sep != "\n" {
		b.WriteString("\n" + indent)
	}
	b.WriteByte(bracket)
}

// scalar shows a value as it came, unless it is a string with a secret in it:
// pre-check data holds JSON, a service's words hold addresses.
func scalar(v wire.Value) []byte {
	if !v.IsString() {
		return v.Bytes()
	}
	s := []byte(v.String())
	if !model.SecretIn(s) {
		return v.Bytes()
	}
	if inner, err := wire.Parse(s); err == nil && (inner.IsObject() || inner.IsArray()) {
		return []byte(quote(Show(inner)))
	}
	out := redactText(s)
	if bytes.Equal(out, s) {
		return v.Bytes()
	}
	return []byte(quote(out))
}

// redactText masks what follows a secret's name in anything that is no whole
// JSON.
func redactText(text []byte) []byte {
	text = asciiEscape.ReplaceAllFunc(text, unescape)
	var b bytes.Buffer
	for {
		at := secretPair.FindSubmatchIndex(text)
		if at == nil {
			b.Write(text)
			return b.Bytes()
		}
		b.Write(text[:at[1]])
		b.WriteString(mask)
		text = text[valueEnd(text, at[1], text[at[2]]):]
	}
}

// unescape turns a spelt-out letter, digit or sign of a name into itself.
func unescape(escape []byte) []byte {
	r := hexByte(escape[len(escape)-2])<<4 | hexByte(escape[len(escape)-1])
	if r == '"' || r == '\\' || r == 0x7f {
		return escape
	}
	return []byte{r}
}

func hexByte(c byte) byte {
	switch {
	case c >= 'a':
		return c - 'a' + 10
	case c >= 'A':
		return c - 'A' + 10
	}
	return c - '0'
}

// valueEnd is where the value ends that begins at text[i], after a separator.
func valueEnd(text []byte, i int, separator byte) int {
	slashes := 0
	for i < len(text) && text[i] == '\\' {
		i, slashes = i+1, slashes+1
	}
	switch {
	case i >= len(text):
		return i
	case text[i] == '"':
		return quoteEnd(text, i+1, slashes)
	case text[i] == '{' || text[i] == '[':
		return len(text) // where it ends, a text that is cut or quoted does not tell
	}
	stop := ",}]<\"'\\\r\n"
	switch separator {
	case '=':
		stop = "&;,}]<\"'\\ \t\r\n"
	case '>':
		stop = "<"
	}
	if text[i] == '\'' {
		i, stop = i+1, "'"
	}
	if n := bytes.IndexAny(text[i:], stop); n >= 0 {
		return i + n
	}
	return len(text)
}

// quoteEnd is behind the quote that closes a string whose opening one stood
// behind so many backslashes: one for JSON in a string, three in a string of
// that. Inside it, a quote has as many again and one more.
func quoteEnd(text []byte, i, slashes int) int {
	run := 0
	for ; i < len(text); i++ {
		switch {
		case text[i] == '\\':
			run++
			continue
		case text[i] == '"' && run%(2*(slashes+1)) == slashes:
			return i + 1
		}
		run = 0
	}
	return i
}

// secretHeader reports headers whose value is never kept.
func secretHeader(name string) bool {
	name = strings.ToLower(name)
	for _, part := range []string{"auth", "token", "cookie", "secret", "passw", "credential", "signature", "session", "key"} {
		if strings.Contains(name, part) {
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
