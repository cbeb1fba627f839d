package sim

import (
	"bytes"
	"mime"
	"net/http"
	"strconv"
)

// answer is what the service says, before trouble has its turn. A batch
// answer keeps its items apart until then.
type answer struct {
	status int
	body   []byte
	batch  bool
	items  []item
	member string // that holds the items [results]; only results come with a count
	total  int    // count of a batch answer
	header map[string]string
	stream stream // instead of body
	loose  bool   // how the stream is written
}

// item is one entry of results[], or of jobs[].
type item struct {
	id   string // the job it is about; the entry itself may not name it
	json []byte
}

// refuse is the error envelope; its request id is filled in when it is sent.
func refuse(status int, code, message string) answer {
	return answer{status: status, body: object{"error_code": code, "error_msg": message}.encode()}
}

// bytes is the body as it goes out.
func (a answer) bytes() []byte {
	if a.stream != nil {
		var out bytes.Buffer
		p := newPen(&out, a.loose)
		a.stream(p)
		_ = p.flush() // a buffer takes everything
		return out.Bytes()
	}
	if !a.batch {
		return a.body
	}
	size := 32
	for _, it := range a.items {
		size += len(it.json) + 1
	}
	b := append(make([]byte, 0, size), `{"`...)
	b = append(append(b, or(a.member, "results")...), `":[`...)
	for i, it := range a.items {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, it.json...)
	}
	if a.member != "" {
		return append(b, "]}"...)
	}
	b = append(b, `],"count":`...)
	return append(strconv.AppendInt(b, int64(a.total), 10), '}')
}

// withRequestID puts the id into an error envelope; IAM's has no room for it.
func withRequestID(body []byte, status int, id string) []byte {
	if status < http.StatusBadRequest || len(body) < 2 || body[0] != '{' || bytes.HasPrefix(body, []byte(`{"error":`)) {
		return body
	}
	return append(append(body[:len(body)-1:len(body)-1], `,"request_id":"`+id...), `"}`...)
}

// marked is the body of an answer with the request's id; DryvIQ has none.
func (c *call) marked(a answer) []byte {
	if isDv(c.op) {
		return a.bytes()
	}
	return withRequestID(a.bytes(), a.status, c.id)
}

// head sets what every answer carries. A fault that shaped the answer is
// named in X-Sim-Fault, which no client may read anything into.
func (s *Sim) head(w http.ResponseWriter, c *call, contentType string) {
	h := w.Header()
	h.Set("Date", s.options.Now().UTC().Format(http.TimeFormat))
	h.Set("X-Request-Id", c.id)
	if contentType != "" {
		h.Set("Content-Type", contentType)
	}
	if c.fx.wire != nil {
		h.Add("X-Sim-Fault", c.fx.wire.Kind)
	}
	for _, r := range c.fx.bent {
		h.Add("X-Sim-Fault", r.Kind)
	}
}

const jsonType = "application/json;charset=utf-8"

func isJSON(contentType string) bool {
	media, _, err := mime.ParseMediaType(contentType)
	return err == nil && media == "application/json"
}

// send answers and enters it in the books, which happens first: whoever has
// the answer finds it there.
func (s *Sim) send(w http.ResponseWriter, c *call, a answer) {
	s.record.see(Seen{Op: c.op, At: c.now, Status: a.status})
	s.head(w, c, jsonType)
	for k, v := range a.header {
		w.Header().Set(k, v)
	}
	if a.stream != nil {
		a.pour(w)
		return
	}
	body := c.marked(a)
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(a.status)
	_, _ = w.Write(body) // a client that has gone is no concern of the service
}
