package rest

import (
	"bytes"
	"cmp"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"drover/model"
)

const (
	tracedMost = 500      // attempts remembered
	failedMost = 100      // of which, failed ones that newer fine ones do not push out
	bodyMost   = 16 << 10 // bytes kept of one body
	bodiesMost = 4 << 20  // bytes kept of all of them
	hiddenLest = 6        // a shorter credential hides nothing but words
)

// trace remembers the last attempts of a connection. It keeps what is cheap
// to keep as it came, and redacts when somebody looks.
type trace struct {
	now func() time.Time
	log *lines

	mu      sync.Mutex
	opened  time.Time
	records []*record // oldest first
	failed  int
	number  int
	bodies  int // bytes kept
	rate    rate
}

// record is an exchange that may still go on.
type record struct {
	of       *trace
	shown    Exchange
	template string   // of the path
	hidden   []string // what the request was signed with; nil once it is over
	typed    []string // the secrets of its body; nil once it is over
	gone     bool     // forgotten before it was over
}

func newTrace(now func() time.Time, log *lines) *trace {
	return &trace{now: now, log: log, opened: now()}
}

// begin notes an attempt that goes out now; req is nil if none could be made.
func (t *trace) begin(call Call, attempt int, req *http.Request) *record {
	r := &record{of: t, template: call.Path, shown: Exchange{
		Op: string(call.Op), Generation: call.Generation, Write: call.Class == Write, Method: call.Method,
		Attempt: attempt, Open: true, Sent: int64(len(call.Body)), manner: call.Manner, form: call.Form,
	}}
	if req != nil {
		r.hidden, r.typed = signedWith(req.Header), inBody(call.Secrets)
		r.shown.URL = req.URL.String()
		if path, err := call.path(); err == nil {
			r.shown.Path = below(call, path)
		}
		r.shown.request = part{head: heads(req.Header, r.secrets()), body: opening(call.Body, r.secrets()), size: int64(len(call.Body))}
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.number++
	r.shown.Number, r.shown.Began = t.number, t.now()
	t.rate.add(r.shown.Began)
	t.records = append(t.records, r)
	t.keep(len(r.shown.request.body))
	t.forget()
	return r
}

// over notes how an attempt ended; resp is nil if there was no answer. It
// returns err, rid of whatever repeats the credential.
func (r *record) over(resp *http.Response, body []byte, a *Answer, err *Error) *Error {
	return r.overLong(resp, body, int64(len(body)), a, err)
}

// overLong is over for an answer of which only the beginning is at hand.
func (r *record) overLong(resp *http.Response, body []byte, size int64, a *Answer, err *Error) *Error {
	hidden := r.secrets()
	err.hush(hidden)
	var answer part
	if resp != nil {
		if token := resp.Header.Get(subjectToken); len(token) >= hiddenLest {
			hidden = append(hidden, token)
		}
		answer = part{head: heads(resp.Header, hidden), body: opening(body, hidden), size: size}
	}
	shown := r.end(answer, a, err)
	r.of.log.write(&shown, r.template)
	return err
}

func (r *record) end(answer part, a *Answer, err *Error) Exchange {
	t := r.of
	t.mu.Lock()
	defer t.mu.Unlock()
	e := &r.shown
	e.Open, e.Took, e.Err, e.answer, e.Received = false, max(t.now().Sub(e.Began), 0), err, answer, answer.size
	switch {
	case err != nil:
		e.Status, e.RequestID = err.Status, err.RequestID
	case a != nil:
		e.Status, e.RequestID = a.Status, a.RequestID
	}
	r.hidden, r.typed = nil, nil
	if r.gone {
		return *e
	}
	if err != nil {
		t.failed++
	}
	t.keep(len(answer.body))
	return *e
}

// again notes that a failed attempt is followed by another one.
func (r *record) again(after time.Duration) {
	r.of.mu.Lock()
	defer r.of.mu.Unlock()
	r.shown.Next = after
}

// keep counts bytes of a body and lets go of the oldest ones beyond the bound.
func (t *trace) keep(n int) {
	t.bodies += n
	for _, r := range t.records {
		if t.bodies <= bodiesMost {
			return
		}
		t.bare(r)
	}
}

func (t *trace) bare(r *record) {
	t.bodies -= len(r.shown.request.body) + len(r.shown.answer.body)
	r.shown.request.body, r.shown.answer.body = nil, nil
}

// forget drops one record too many: the oldest, but rather one that was fine.
func (t *trace) forget() {
	if len(t.records) <= tracedMost {
		return
	}
	at := 0
	if t.failed <= failedMost {
		at = max(slices.IndexFunc(t.records, func(r *record) bool { return r.shown.Err == nil }), 0)
	}
	if t.records[at].shown.Err != nil {
		t.failed--
	}
	t.bare(t.records[at])
	t.records[at].gone = true
	t.records = slices.Delete(t.records, at, at+1)
}

// exchanges lists the attempts, newest first. Those that began at the same
// moment, which only happens where the clock stands, go by address and size.
func (t *trace) exchanges() []Exchange {
	t.mu.Lock()
	defer t.mu.Unlock()
	newest := slices.Clone(t.records)
	slices.Reverse(newest)
	slices.SortStableFunc(newest, func(a, b *record) int {
		return cmp.Or(b.shown.Began.Compare(a.shown.Began), strings.Compare(a.shown.URL, b.shown.URL), cmp.Compare(a.shown.Sent, b.shown.Sent))
	})
	out := make([]Exchange, len(newest))
	for i, r := range newest {
		out[i] = r.shown
	}
	return out
}

// opening is the beginning of a body, without what the request was signed with,
// should it hold that. A hidden value that lies across the cut is gone, too.
func opening(body []byte, hidden []string) []byte {
	if len(body) == 0 {
		return nil
	}
	longest := 0
	for _, secret := range hidden {
		longest = max(longest, len(secret))
	}
	seen := body[:min(len(body), bodyMost+longest)]
	out := seen
	for _, secret := range hidden {
		if bytes.Contains(out, []byte(secret)) {
			out = bytes.ReplaceAll(out, []byte(secret), []byte(mask))
		}
	}
	if len(seen) < len(body) {
		out = out[:max(len(out)-longest, 0)]
	}
	return bytes.Clone(out[:min(len(out), bodyMost)])
}

// signedWith lists what of a request's head nobody may see.
func signedWith(h http.Header) []string {
	var out []string
	for name, values := range h {
		if !secretHeader(name) {
			continue
		}
		for _, v := range values {
			if len(v) >= hiddenLest {
				out = append(out, v)
			}
		}
	}
	authorization := h.Get("Authorization")
	if _, signature, ok := strings.Cut(authorization, "Signature="); ok {
		out = append(out, signature)
	}
	if token, ok := strings.CutPrefix(authorization, bearer); ok && len(token) >= hiddenLest {
		out = append(out, token)
	}
	return out
}

// secrets are all that nobody may see of an attempt.
func (r *record) secrets() []string { return slices.Concat(r.hidden, r.typed) }

// inBody lists the secrets of a body, also as JSON and as a form spell them. A short one is hidden, too: a passcode
// is six digits, and nobody else need read what happens to look like it.
func inBody(secrets []model.Secret) []string {
	var out []string
	for _, s := range secrets {
		if s.Empty() {
			continue
		}
		plain := s.Reveal()
		out = append(out, plain)
		if q := quote([]byte(plain)); q[1:len(q)-1] != plain {
			out = append(out, q[1:len(q)-1])
		}
		if q := url.QueryEscape(plain); q != plain {
			out = append(out, q)
		}
	}
	return out
}

// errForeign stands for a cause that repeats the credential.
var errForeign = errors.New("the answer cannot be read, and repeats the credential")

// heard is an answer's body for those who read it, without what the request
// was signed with. A long list is not searched: nothing of it becomes an
// error's words. In an answer that is fine a passcode hides nothing: its six
// digits may be those of a time.
func (r *record) heard(status int, body []byte) []byte {
	secrets := r.hidden
	if status/100 != 2 {
		secrets = r.secrets()
	} else if len(body) > bodyMost {
		return body
	}
	for _, secret := range secrets {
		if bytes.Contains(body, []byte(secret)) {
			body = bytes.ReplaceAll(body, []byte(secret), []byte(mask))
		}
	}
	return body
}

// hush rids an error of what the request was signed with, wherever the service
// put it.
func (e *Error) hush(hidden []string) {
	if e == nil {
		return
	}
	for _, t := range []*model.Text{&e.Code, &e.Message, &e.RequestID} {
		*t = model.NewText(hide(t.Raw(), hidden))
	}
	if e.Cause == nil {
		return
	}
	if said := e.Cause.Error(); hide(said, hidden) != said {
		e.Cause = errForeign
	}
}
