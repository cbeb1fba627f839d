package wire

import (
	"math"
	"strconv"
	"strings"
	"time"

	"drover/model"
)

// String returns what a string says and a number or flag as it is written;
// nothing for null, objects and lists.
func (v Value) String() string {
	switch {
	case v.Absent(), v.IsObject(), v.IsArray():
		return ""
	case v.IsString():
		return string(unquote(v.b))
	}
	return string(v.b)
}

// Text is String as the vocabulary keeps it.
func (v Value) Text() model.Text { return model.NewText(v.String()) }

// Bool reads true, "true" and "TRUE" alike; told is false for anything that is
// no flag.
func (v Value) Bool() (yes, told bool) {
	switch strings.ToLower(strings.TrimSpace(v.String())) {
	case "true":
		return true, true
	case "false":
		return false, true
	}
	return false, false
}

// Tri is Bool in one word.
func (v Value) Tri() model.Tri {
	switch yes, told := v.Bool(); {
	case yes:
		return model.Yes
	case told:
		return model.No
	}
	return model.NotTold
}

// Int reads 62, "62", 62.0 and 6.2e1 alike, cut towards zero.
func (v Value) Int() (n int64, told bool) { return number(v.String()) }

func number(s string) (int64, bool) {
	s = strings.TrimSpace(s)
	if n, err := strconv.ParseInt(s, 10, 64); err == nil {
		return n, true
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsNaN(f) || math.Abs(f) > math.MaxInt64/2 {
		return 0, false
	}
	return int64(f), true
}

// Percent reads "62%", "62" and 62 as 62, more than 100 as 100, and anything
// else as -1.
func (v Value) Percent() int {
	n, ok := number(strings.TrimSuffix(strings.TrimSpace(v.String()), "%"))
	if !ok || n < 0 {
		return -1
	}
	return int(min(n, 100))
}

// Millis reads a count of milliseconds, Seconds one of seconds; -1 for
// anything that is none.
func (v Value) Millis() time.Duration { return v.count(time.Millisecond) }

// Seconds reads a count of seconds; -1 for anything that is none.
func (v Value) Seconds() time.Duration { return v.count(time.Second) }

func (v Value) count(unit time.Duration) time.Duration {
	n, ok := v.Int()
	if !ok || n < 0 || n > int64(math.MaxInt64/unit) {
		return -1
	}
	return time.Duration(n) * unit
}

// Time reads the three formats of DRS (2006-01-02T15:04:05Z, 2006-01-02
// 15:04:05 as UTC, milliseconds since 1970), in UTC; the zero time for
// anything else, and for 0.
func (v Value) Time() time.Time {
	s := strings.TrimSpace(v.String())
	layout := time.DateTime
	switch {
	case !strings.Contains(s, ":"):
		ms, err := strconv.ParseInt(s, 10, 64)
		if err != nil || ms <= 0 || ms > lastMilli {
			return time.Time{}
		}
		return time.UnixMilli(ms).UTC()
	case strings.Contains(s, "T"):
		layout = time.RFC3339
	}
	t, err := time.ParseInLocation(layout, s, time.UTC)
	if err != nil {
		return time.Time{}
	}
	return t.UTC()
}

// lastMilli is the last moment of the year 9999: later ones break encoders.
const lastMilli = 253402300799999

// Strings reads a list of strings, or one string cut at its commas.
func (v Value) Strings() []string {
	var out []string
	if v.IsArray() {
		for e := range v.Elements() {
			if s := e.String(); s != "" {
				out = append(out, s)
			}
		}
		return out
	}
	for s := range strings.SplitSeq(v.String(), ",") {
		if s = strings.TrimSpace(s); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// Pool keeps one copy of strings that come again and again: a list of 100 000
// jobs has some thirty statuses.
type Pool map[string]string

// String is v.String without a new copy of a string seen before.
func (p Pool) String(v Value) string {
	b := v.b
	if v.IsString() {
		b = unquote(v.b)
	} else if s := v.String(); s == "" {
		return ""
	}
	s, ok := p[string(b)]
	if !ok {
		s = string(b)
		p[s] = s
	}
	return s
}

// Text is String as the vocabulary keeps it.
func (p Pool) Text(v Value) model.Text { return model.NewText(p.String(v)) }
