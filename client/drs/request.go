package drs

import (
	"slices"

	"drover/client"
	"drover/client/rest"
	"drover/model"
)

// Requests shows what Apply would send for these changes, one request for
// each chunk. Credentials stand as $DROVER_TOKEN.
func (b *Backend) Requests(changes []model.Change) ([]client.Request, error) {
	var out []client.Request
	for chunk := range slices.Chunk(changes, perCall) {
		body, err := startBodyOf(chunk)
		if err != nil {
			return nil, err
		}
		call := b.call(v3BatchStart, body)
		u, err := b.conn.URL(call)
		if err != nil {
			return nil, err
		}
		out = append(out, client.Request{
			Op: string(call.Op), Method: call.Method, URL: u.String(), Body: rest.Visible(rest.Redact(call.Body)),
			Curl: rest.Curl(call.Method, u.String(), b.conn.Language(), call.Body),
		})
	}
	return out, nil
}
