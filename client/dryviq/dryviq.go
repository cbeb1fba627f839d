package dryviq

import (
	"context"
	"net/url"
	"time"

	"drover/client"
	"drover/client/rest"
	"drover/model"
)

const (
	// parallel is how many reads are under way at once.
	parallel = 4
	// writesPerSecond is a guess: no limit is documented.
	writesPerSecond = 2
	// perPage is how many rows a page is asked for. The largest size is not
	// documented; what comes is counted, whatever was asked for.
	perPage = 100
)

// Backend is DryvIQ: one server, or one site of it.
type Backend struct {
	conn  *rest.Conn
	site  string
	table rest.Table
	slots chan struct{} // one for each read under way
	spots *spots
}

var (
	_ client.Backend = (*Backend)(nil)
	_ client.Folders = (*Backend)(nil)
)

// New speaks to the server of conn. Site names a set of nodes that answers below a
// root of its own; "": the server itself.
func New(conn *rest.Conn, site string) *Backend {
	return &Backend{conn: conn, site: site, table: Operations(), slots: make(chan struct{}, parallel), spots: newSpots()}
}

// Name is the backend's word in configuration.
func (*Backend) Name() string { return "dryviq" }

// Limits is how much of the service drover uses. A call is about one job: the one
// that changes many goes by a filter, which may hit any.
func (*Backend) Limits() client.Limits {
	return client.Limits{Batch: 1, Parallel: parallel, Writes: writesPerSecond}
}

// ServiceTime is the service's clock as of its last answer, carried forward.
func (b *Backend) ServiceTime() (now time.Time, ok bool) { return b.conn.ServiceTime() }

// Exchanges lists what went over the wire of late, newest first.
func (b *Backend) Exchanges() []client.Exchange { return b.conn.Exchanges() }

// Pace is how many requests a second are sent, and are allowed while slowed.
func (b *Backend) Pace() (perSecond float64, slowed bool, limit float64) { return b.conn.Pace() }

// call is an operation at this backend's site.
func (b *Backend) call(op rest.Op, query url.Values) rest.Call {
	return rest.Call{Operation: b.table.Row(op), Site: b.site, Values: map[string]string{}, Query: query}
}

// about is an operation on one thing, by its id.
func (b *Backend) about(op rest.Op, id string, query url.Values) rest.Call {
	c := b.call(op, query)
	c.Values["id"] = id
	return c
}

// read sends a read as soon as one of the slots is free.
func (b *Backend) read(ctx context.Context, call rest.Call) (*rest.Answer, error) {
	select {
	case b.slots <- struct{}{}:
		defer func() { <-b.slots }()
		return b.conn.Do(ctx, call)
	case <-ctx.Done():
		return nil, &rest.Error{Op: string(call.Op), Kind: rest.Unreached, Cause: ctx.Err()}
	}
}

// Capabilities is what drover can do with DryvIQ.
func (*Backend) Capabilities() model.Capabilities {
	return model.Capabilities{
		Service: "DryvIQ", Realm: model.Files,
		Verbs: map[model.Verb]string{
			model.Start: "", model.Pause: "", model.Resume: "", model.Cancel: "", model.Clone: "", model.Update: "", model.Delete: "",
		},
		Facets: map[model.Facet]string{model.FacetFolders: "", model.FacetRuns: ""},
	}
}

// CheckName asks nobody: a name may be that of several jobs.
func (b *Backend) CheckName(_ context.Context, name string) (model.NameCheck, error) {
	return model.NameCheck{Name: name, Unasked: "names need not be unique", At: b.conn.Now()}, nil
}

// Offers tells of everything drover asks the service for.
func (b *Backend) Offers() []client.Offer {
	var out []client.Offer
	for _, what := range []string{"list of jobs", "detail", "status", "progress", "runs", "statistics", "connections", "folders"} {
		out = append(out, client.Offer{What: what, Generation: v1})
	}
	caps := b.Capabilities()
	for _, verb := range model.EveryVerb() {
		if _, has := caps.Verbs[verb]; has {
			out = append(out, client.Offer{What: string(verb), Generation: v1})
		}
	}
	return out
}
