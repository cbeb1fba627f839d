// Package dryviq stands in for the backend until that is here: it only lists.
package dryviq

import (
	"context"
	"iter"
	"net/http"
	"time"

	"drover/client"
	"drover/client/rest"
	"drover/model"
)

// Backend is a client.Backend that can read a list of nothing.
type Backend struct {
	client.Backend
	conn *rest.Conn
	site string
}

// New makes it.
func New(conn *rest.Conn, site string) *Backend { return &Backend{conn: conn, site: site} }

// Name is its word in configuration.
func (*Backend) Name() string { return "dryviq" }

// Limits are careful.
func (*Backend) Limits() client.Limits { return client.Limits{Batch: 1, Parallel: 1, Writes: 1} }

// Capabilities are none.
func (*Backend) Capabilities() model.Capabilities { return model.Capabilities{Service: "DryvIQ"} }

// ServiceTime is the connection's.
func (b *Backend) ServiceTime() (now time.Time, ok bool) { return b.conn.ServiceTime() }

// Exchanges are the connection's.
func (b *Backend) Exchanges() []client.Exchange { return b.conn.Exchanges() }

// Pace is the connection's.
func (b *Backend) Pace() (perSecond float64, slowed bool, limit float64) { return b.conn.Pace() }

// Jobs asks for the list, which shows whether the login works.
func (b *Backend) Jobs(ctx context.Context) iter.Seq2[model.JobPage, error] {
	return func(yield func(model.JobPage, error) bool) {
		_, err := b.conn.Do(ctx, rest.Call{Site: b.site, Operation: rest.Operation{
			Op: "listJobs", Method: http.MethodGet, Path: "/v1/jobs", Generation: "v1", Class: rest.Read, Deadline: 30 * time.Second, Manner: rest.DryvIQ,
		}})
		yield(model.JobPage{}, err)
	}
}
