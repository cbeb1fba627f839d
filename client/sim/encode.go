package sim

import (
	"bytes"
	"encoding/json"
	"strconv"
	"time"
)

// The layouts that the two generations write times in.
const (
	layoutV5 = "2006-01-02T15:04:05Z"
	layoutV3 = "2006-01-02 15:04:05"
)

// appendString writes a JSON string. Lists are written by hand, since the
// speed of the program under test is measured through them.
func appendString(b []byte, s string) []byte {
	const digits = "0123456789abcdef"
	b = append(b, '"')
	from := 0
	for i := range len(s) {
		c := s[i]
		if c >= ' ' && c != '"' && c != '\\' {
			continue
		}
		b = append(b, s[from:i]...)
		from = i + 1
		if c < ' ' {
			b = append(b, '\\', 'u', '0', '0', digits[c>>4], digits[c&15])
		} else {
			b = append(b, '\\', c)
		}
	}
	return append(append(b, s[from:]...), '"')
}

func appendTime(b []byte, t time.Time, layout string) []byte {
	b = t.UTC().AppendFormat(append(b, '"'), layout)
	return append(b, '"')
}

func appendInt(b []byte, n int) []byte { return strconv.AppendInt(b, int64(n), 10) }

// object is an answer's part where speed does not matter. What is not known
// is left out: the service says null only when its answers are loose.
type object map[string]any

func (o object) encode() []byte { return encodeValue(map[string]any(o)) }

// encodeValue writes a value as it is, with no regard to HTML.
func encodeValue(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil { // only strings, numbers, bools and the like are put in
		panic("sim: " + err.Error())
	}
	return bytes.TrimSpace(b.Bytes())
}

func millis(t time.Time) string { return strconv.FormatInt(t.UnixMilli(), 10) }
