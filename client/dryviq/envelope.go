package dryviq

import (
	"errors"
	"math"
	"net/url"
	"strings"
	"time"

	"drover/client/rest"
	"drover/client/rest/wire"
	"drover/model"
)

// payload is what an envelope holds: under its name, else under the one that type
// tells.
func payload(body wire.Value, name string) wire.Value {
	if v := body.Get(name); !v.Absent() {
		return v
	}
	if told := body.Get("type").String(); told != "" && told != "type" && told != "status" {
		return body.Get(told)
	}
	return wire.Value{}
}

// jobOf is the job of an envelope; a job that stands there bare is one, too.
func jobOf(body wire.Value) wire.Value {
	if job := payload(body, "job"); job.IsObject() {
		return job
	}
	if body.Get("id").IsString() && !body.Get("kind").Absent() {
		return body
	}
	return wire.Value{}
}

// bad is the error of an answer that does not hold what was asked for.
func bad(op rest.Op, answer *rest.Answer, why string) error {
	return &rest.Error{Op: string(op), Kind: rest.BadAnswer, Status: answer.Status, RequestID: answer.RequestID, Cause: errors.New(why)}
}

// senseless is the error of a call that is not made.
func senseless(op rest.Op, why string) error {
	return &rest.Error{Op: string(op), Kind: rest.Unreached, Cause: errors.New(why)}
}

// fields is the query for some members; a service tells few of them by itself.
func fields(names ...string) url.Values {
	return url.Values{"fields": {strings.Join(names, ",")}}
}

// lastSecond is the last moment of the year 9999: later ones break encoders.
const lastSecond = 253402300799

// moment reads seconds since 1970, in UTC, and a moment that is spelled out; the
// zero time for anything else, and for 0.
func moment(v wire.Value) time.Time {
	if strings.Contains(v.String(), ":") {
		return v.Time()
	}
	n, told := v.Int()
	if !told || n <= 0 || n > lastSecond {
		return time.Time{}
	}
	return time.Unix(n, 0).UTC()
}

// count is a number that is not negative; -1 for anything else.
func count(v wire.Value) int64 {
	if n, ok := v.Int(); ok && n >= 0 {
		return n
	}
	return -1
}

// whole is a count as it may be believed.
func whole(n int64) int { return int(max(0, min(n, math.MaxInt32))) }

// first is the first text that says anything.
func first(texts ...model.Text) model.Text {
	for _, t := range texts {
		if !t.Empty() {
			return t
		}
	}
	return model.Text{}
}
