package client

import (
	"bytes"
	"encoding/json"
	"slices"
	"strconv"

	"drover/model"
)

// schedule reads a member of the schedule.
func (r *copyReader) schedule(one copySpot) {
	key := model.FieldKey(one.place)
	var value, want string
	var ok bool
	switch key {
	case model.KeyScheduleMode, model.KeyScheduleDays:
		if value, ok = copyText(one.raw); !ok {
			value, ok = copyTexts(one.raw)
		}
		if want = "a text"; ok {
			r.choice(one, key, value)
		}
	case model.KeyScheduleStart, model.KeyScheduleEnd, model.KeyScheduleRepeat:
		if value, ok = copyText(one.raw); !ok {
			value = string(one.raw)
		}
		_, err := strconv.ParseUint(value, 10, 63)
		ok, want = err == nil, "a whole number"
	case model.KeyScheduleEvery, model.KeyScheduleMost:
		value, ok = copyLength(one.raw)
		want = `of the form {"value": 15, "unit": "m"}`
	default:
		value, ok = copyTime(one.raw)
		want = `of the form {"hr": 22, "min": 0}`
	}
	if !ok {
		r.wrong(one, r.short(one.place)+" is "+want)
		return
	}
	r.values[key] = value
}

func copyLength(raw json.RawMessage) (string, bool) {
	var length struct {
		Value json.Number `json:"value"`
		Unit  string      `json:"unit"`
	}
	ok := copyStrict(raw, &length) && length.Value != "" && slices.Contains([]string{"ns", "us", "ms", "s", "m", "h", "d"}, length.Unit)
	return length.Value.String() + length.Unit, ok
}

func copyTime(raw json.RawMessage) (string, bool) {
	var at struct {
		Hour   *int `json:"hr"`
		Minute int  `json:"min"`
		Second int  `json:"sec"`
		Millis int  `json:"ms"`
	}
	if !copyStrict(raw, &at) || at.Hour == nil {
		return "", false
	}
	if *at.Hour < 0 || *at.Hour > 23 || at.Minute < 0 || at.Minute > 59 || at.Second < 0 || at.Second > 59 || at.Millis < 0 || at.Millis > 999 {
		return "", false
	}
	two := func(n int) string { return string([]byte{'0' + byte(n/10), '0' + byte(n%10)}) }
	out := two(*at.Hour) + ":" + two(at.Minute)
	if at.Second != 0 || at.Millis != 0 {
		out += ":" + two(at.Second)
	}
	if at.Millis != 0 {
		out += "." + strconv.Itoa(1000 + at.Millis)[1:]
	}
	return out, true
}

// copyStrict reads an object that has nothing but what it should.
func copyStrict(raw json.RawMessage, into any) bool {
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.DisallowUnknownFields()
	return len(raw) > 0 && raw[0] == '{' && dec.Decode(into) == nil
}
