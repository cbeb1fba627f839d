package drs

import (
	"context"
	"encoding/json"
	"io"
	"net/url"
	"time"

	"drover/client"
	"drover/client/rest"
	"drover/model"
)

const (
	// perCall is how many jobs one start call holds. The service documents no
	// number; ten keeps an unknown outcome small.
	perCall = 10
	// parallel is how many reads are under way at once.
	parallel = 8
	// writesPerSecond is a guess too: the quota is not documented.
	writesPerSecond = 2
)

// Backend is DRS in one project.
type Backend struct {
	conn    *rest.Conn
	project string
	table   rest.Table
	slots   chan struct{} // one for each read under way
	memory  *memory
	capable capable
	rows    rowRoom
}

var (
	_ client.Backend   = (*Backend)(nil)
	_ client.Checks    = (*Backend)(nil)
	_ client.Creation  = (*Backend)(nil)
	_ client.Measures  = (*Backend)(nil)
	_ client.Selection = (*Backend)(nil)
)

// drsFacets are those above.
func drsFacets() map[model.Facet]string {
	return map[model.Facet]string{model.FacetChecks: "", model.FacetCreation: "", model.FacetMeasures: "", model.FacetObjects: ""}
}

// New speaks to the service of conn about one project. Generation is the only
// one that is to be used, "v5" or "v3"; "" takes both as the service offers them.
func New(conn *rest.Conn, project, generation string) *Backend {
	return &Backend{conn: conn, project: project, table: Operations(), slots: make(chan struct{}, parallel), memory: newMemory(generation)}
}

// Name is the backend's word in configuration.
func (*Backend) Name() string { return "drs" }

// Limits is how much of the service drover uses.
func (b *Backend) Limits() client.Limits {
	return client.Limits{Batch: perCall, Parallel: parallel, Writes: writesPerSecond, Body: b.documentMost()}
}

// ServiceTime is the service's clock as of its last answer, carried forward.
func (b *Backend) ServiceTime() (now time.Time, ok bool) { return b.conn.ServiceTime() }

// Exchanges lists what went over the wire of late, newest first.
func (b *Backend) Exchanges() []client.Exchange { return b.conn.Exchanges() }

// Pace is how many requests a second are sent, and are allowed while slowed.
func (b *Backend) Pace() (perSecond float64, slowed bool, limit float64) { return b.conn.Pace() }

// call is an operation in this backend's project; body is encoded as JSON
// unless it is nil.
func (b *Backend) call(op rest.Op, body any) rest.Call {
	c := rest.Call{Operation: b.table.Row(op), Values: map[string]string{"project_id": b.project}}
	switch body := body.(type) {
	case nil:
	case encoded:
		c.Body = body
	default:
		c.Body = encode(body)
	}
	return c
}

// encode writes what this package's own request types hold: strings, numbers
// and lists, which cannot fail.
func encode(body any) []byte {
	b, err := json.Marshal(body)
	if err != nil {
		panic("drs: " + err.Error())
	}
	return b
}

// about is an operation on one job, by path.
func (b *Backend) about(op rest.Op, id model.JobID, query url.Values) rest.Call {
	c := b.call(op, nil)
	c.Values["job_id"], c.Query = id.Raw(), query
	return c
}

// read sends a read as soon as one of the slots is free.
func (b *Backend) read(ctx context.Context, call rest.Call) (*rest.Answer, error) {
	if err := b.enter(ctx, call.Op); err != nil {
		return nil, err
	}
	defer b.leave()
	return b.conn.Do(ctx, call)
}

// stream is read for an answer that take is given as it comes.
func (b *Backend) stream(ctx context.Context, call rest.Call, take func(io.Reader) error) (*rest.Answer, error) {
	if err := b.enter(ctx, call.Op); err != nil {
		return nil, err
	}
	defer b.leave()
	return b.conn.Stream(ctx, call, take)
}

func (b *Backend) enter(ctx context.Context, op rest.Op) error {
	select {
	case b.slots <- struct{}{}:
		return nil
	case <-ctx.Done():
		return &rest.Error{Op: string(op), Kind: rest.Unreached, Cause: ctx.Err()}
	}
}

func (b *Backend) leave() { <-b.slots }
