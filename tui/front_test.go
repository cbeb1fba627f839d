package tui

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync/atomic"
	"time"
)

// serve gives a way to dial to a handler within the bubble: for stories in
// which something stands between drover and the service.
func serve(d *desk, h http.Handler) func(ctx context.Context, _, _ string) (net.Conn, error) {
	l := &pipes{waiting: make(chan net.Conn), over: d.over}
	server := &http.Server{Handler: h, ReadHeaderTimeout: time.Minute, ErrorLog: log.New(io.Discard, "", 0)}
	go func() { _ = server.Serve(l) }()
	go func() {
		<-d.over
		_ = server.Close()
	}()
	return func(ctx context.Context, _, _ string) (net.Conn, error) {
		near, far := net.Pipe()
		select {
		case l.waiting <- far:
			return near, nil
		case <-l.over:
			return nil, net.ErrClosed
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// pipes is a listener whose connections never leave the process.
type pipes struct {
	waiting chan net.Conn
	over    chan struct{}
}

func (p *pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.waiting:
		return c, nil
	case <-p.over:
		return nil, net.ErrClosed
	}
}

func (*pipes) Close() error   { return nil }
func (*pipes) Addr() net.Addr { return &net.UnixAddr{Name: "memory", Net: "memory"} }

// always is the same trouble for every call.
func always(fault string) func(string, int) string {
	return func(string, int) string { return fault }
}

// only is trouble for one operation.
func only(op, fault string) func(string, int) string {
	return func(called string, _ int) string {
		if called == op {
			return fault
		}
		return ""
	}
}

// body reads a request's body and puts it back.
func body(r *http.Request) string {
	b, _ := io.ReadAll(r.Body)
	r.Body = io.NopCloser(bytes.NewReader(b))
	return string(b)
}

// slowAfterPage2 answers the first pages at once and the others much later.
func slowAfterPage2(service http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		q, text := r.URL.Query(), body(r)
		early := q.Get("offset") == "0" || q.Get("offset") == "10" || strings.Contains(text, `"cur_page":1,`)
		if q.Has("offset") && !early || strings.Contains(text, "cur_page") && !early {
			time.Sleep(20 * time.Second)
		}
		service.ServeHTTP(w, r)
	})
}

// forbid refuses to list one scenario.
func forbid(scenario string) func(http.Handler) http.Handler {
	return func(service http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Query().Get("job_type") == scenario || strings.Contains(body(r), `"db_use_type":"`+scenario+`"`) {
				w.Header().Set("Content-Type", "application/json")
				w.Header()["Date"] = nil // the bubble's clock is not the service's
				w.WriteHeader(http.StatusForbidden)
				_, _ = io.WriteString(w, `{"error_code":"DRS.M00102","error_msg":"The user does not have enough permissions for this operation.","request_id":"b1946ac92492d234"}`)
				return
			}
			service.ServeHTTP(w, r)
		})
	}
}

// rewrite lets a story change what the service answers.
func rewrite(change func(r *http.Request, answer string) string) func(http.Handler) http.Handler {
	return func(service http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			rec := httptest.NewRecorder()
			service.ServeHTTP(rec, r)
			text := change(r, rec.Body.String())
			for k, v := range rec.Header() {
				if k != "Content-Length" {
					w.Header()[k] = v
				}
			}
			w.WriteHeader(rec.Code)
			_, _ = io.WriteString(w, text)
		})
	}
}

// taken is a job that somebody else deletes: from then on no list holds it.
type taken struct{ name atomic.Value }

func (k *taken) front(service http.Handler) http.Handler {
	return rewrite(func(_ *http.Request, answer string) string {
		name, gone := k.name.Load().(string)
		var list map[string]json.RawMessage
		var rows []json.RawMessage
		if !gone || json.Unmarshal([]byte(answer), &list) != nil || json.Unmarshal(list["jobs"], &rows) != nil {
			return answer
		}
		rows = slices.DeleteFunc(rows, func(row json.RawMessage) bool { return strings.Contains(string(row), `"name":"`+name+`"`) })
		list["jobs"], _ = json.Marshal(rows)
		out, _ := json.Marshal(list)
		return string(out)
	})(service)
}

// forbidLater refuses to list one scenario, but for the first time.
func forbidLater(scenario string) func(http.Handler) http.Handler {
	return func(service http.Handler) http.Handler {
		began := time.Now()
		refuse := forbid(scenario)(service)
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if time.Since(began) > 5*time.Second {
				refuse.ServeHTTP(w, r)
				return
			}
			service.ServeHTTP(w, r)
		})
	}
}
