package rest

import (
	"drover/client/rest/wire"
	"drover/model"
)

// messageCap is how many characters of a service's words are kept.
const messageCap = 512

// said is what a service put into words.
type said struct{ code, message, requestID model.Text }

// words finds code and message in every shape that services use: flat as
// error_code and error_msg or code and message, nested under error or job, or
// in the first of results. In a 2xx only error_code counts: "code" and the
// members of results are data there.
func words(body wire.Value, status int) said {
	s := flat(body, status/100 != 2)
	nests := []wire.Value{body.Get("error")}
	if status/100 != 2 {
		nests = append(nests, body.Get("job"), body.Get("results").First())
	}
	for _, nest := range nests {
		if !s.code.Empty() {
			break
		}
		inner := flat(nest, true)
		if s.requestID.Empty() {
			s.requestID = inner.requestID
		}
		s.code, s.message = inner.code, inner.message
	}
	return s
}

func flat(v wire.Value, loose bool) said {
	s := said{
		code:      capped(v.Get("error_code").String()),
		message:   capped(either(v, "error_msg", "error_message")),
		requestID: capped(v.Get("request_id").String()),
	}
	if s.code.Empty() && loose {
		s.code = capped(v.Get("code").String())
		if s.message.Empty() {
			s.message = capped(v.Get("message").String())
		}
	}
	return s
}

func either(v wire.Value, names ...string) string {
	for _, n := range names {
		if s := v.Get(n).String(); s != "" {
			return s
		}
	}
	return ""
}

func capped(s string) model.Text {
	n := 0
	for i := range s {
		if n == messageCap {
			return model.NewText(s[:i] + "…")
		}
		n++
	}
	return model.NewText(s)
}
