package drs

import (
	"net/url"
	"slices"

	"drover/client"
	"drover/client/rest"
	"drover/model"
)

// Requests shows what Apply would send for these changes of one route, one
// request for each chunk. Credentials stand as $DROVER_TOKEN.
func (b *Backend) Requests(changes []model.Change) ([]client.Request, error) {
	var out []client.Request
	for chunk := range slices.Chunk(changes, perCall) {
		if _, ok := chunk[0].(model.SetObjects); ok {
			r, err := b.shownObjects(chunk)
			if err != nil {
				return nil, err
			}
			out = append(out, r)
			continue
		}
		call, err := b.request(chunk)
		if err != nil {
			return nil, err
		}
		r, err := b.shown(call)
		if err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	return out, nil
}

// JobRequest shows ShowJobDetail, or where v5 is not offered what stands in for
// it.
func (b *Backend) JobRequest(id model.JobID) (client.Request, error) {
	if b.memory.offers(v5) {
		return b.shown(b.about(showDetail, id, url.Values{"type": {"detail"}}))
	}
	return b.shown(b.call(v3Details, detailBody(id)))
}

// shown is a call for eyes.
func (b *Backend) shown(call rest.Call) (client.Request, error) {
	u, err := b.conn.URL(call)
	if err != nil {
		return client.Request{}, err
	}
	r := client.Request{Op: string(call.Op), Method: call.Method, URL: u.String(), Curl: rest.Curl(call.Method, u.String(), b.conn.Language(), call.Body)}
	if len(call.Body) > 0 {
		r.Body = rest.Visible(rest.Redact(call.Body))
	}
	return r, nil
}
