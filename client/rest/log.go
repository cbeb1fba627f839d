package rest

import (
	"context"
	"io"
	"log/slog"
)

// lines writes one line of JSON for every attempt that is over. What stands in
// it is chosen here, name by name: never a body, a header, or a query.
type lines struct{ to slog.Handler }

// codeMost is how much of a service's code a line holds; real ones are short.
const codeMost = 64

func newLines(w io.Writer) *lines {
	if w == nil {
		return nil
	}
	return &lines{slog.NewJSONHandler(w, &slog.HandlerOptions{ReplaceAttr: func(groups []string, a slog.Attr) slog.Attr {
		if a.Key == slog.LevelKey || a.Key == slog.MessageKey {
			return slog.Attr{}
		}
		return a
	}})}
}

// write notes an attempt at the operation whose path is template. A line that
// cannot be written is lost: the work goes on.
func (l *lines) write(e *Exchange, template string) {
	if l == nil {
		return
	}
	r := slog.NewRecord(e.Began.Add(e.Took).UTC(), slog.LevelInfo, "", 0)
	r.AddAttrs(
		slog.String("op", e.Op), slog.String("method", e.Method), slog.String("path", template), slog.Int("attempt", e.Attempt),
		slog.Int("status", e.Status), slog.Int64("duration_ms", e.Took.Milliseconds()),
	)
	if id := e.RequestID.String(); id != "" {
		r.AddAttrs(slog.String("request_id", short(id)))
	}
	if e.Err != nil {
		r.AddAttrs(slog.String("kind", e.Err.Kind.String()))
		if code := e.Err.Code.String(); code != "" {
			r.AddAttrs(slog.String("code", short(code)))
		}
	}
	_ = l.to.Handle(context.Background(), r)
}

func short(s string) string {
	n := 0
	for i := range s {
		if n == codeMost {
			return s[:i]
		}
		n++
	}
	return s
}
