package dryviq

import (
	"drover/client"
	"drover/client/rest"
	"drover/model"
)

// Requests shows what Apply would send, a request for each change.
func (b *Backend) Requests(changes []model.Change) ([]client.Request, error) {
	var out []client.Request
	for _, change := range changes {
		call, err := b.request(change)
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

// JobRequest shows getJob.
func (b *Backend) JobRequest(id model.JobID) (client.Request, error) {
	return b.shown(b.about(getJob, id.Raw(), fields("all")))
}

// shown is a call for eyes.
func (b *Backend) shown(call rest.Call) (client.Request, error) {
	u, err := b.conn.URL(call)
	if err != nil {
		return client.Request{}, err
	}
	r := client.Request{Op: string(call.Op), Method: call.Method, URL: u.String(), Curl: rest.CurlBearer(call.Method, u.String(), call.Body)}
	if len(call.Body) > 0 {
		r.Body = rest.Visible(rest.Redact(call.Body))
	}
	return r, nil
}
