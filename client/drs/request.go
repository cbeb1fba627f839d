package drs

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"

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
	r := client.Request{Op: string(call.Op), Method: call.Method, URL: u.String()}
	body := visible(call.Body)
	if len(body) > 0 {
		r.Body = indented(body)
	}
	r.Curl = b.curl(r, body)
	return r, nil
}

func indented(body []byte) []byte {
	var b bytes.Buffer
	if json.Indent(&b, body, "", "  ") != nil {
		return body
	}
	return b.Bytes()
}

// visible escapes what is not ASCII: the same JSON, but nothing in it can
// hide from the eyes or act upon a terminal.
func visible(body []byte) []byte {
	var b bytes.Buffer
	for _, r := range string(body) {
		switch {
		case r < 0x7f:
			b.WriteRune(r)
		case r <= 0xffff:
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			r -= 0x10000
			fmt.Fprintf(&b, `\u%04x\u%04x`, 0xd800+r>>10, 0xdc00+r&0x3ff)
		}
	}
	return b.Bytes()
}

// curl is the request as a command for a shell that has the token in its
// environment.
func (b *Backend) curl(r client.Request, body []byte) string {
	lines := []string{"curl -X " + r.Method + " " + single(r.URL), `-H "X-Auth-Token: $DROVER_TOKEN"`, "-H 'Content-Type: application/json'"}
	if l := b.conn.Language(); l != "" {
		lines = append(lines, "-H "+single("X-Language: "+l))
	}
	if len(body) > 0 {
		lines = append(lines, "--data "+single(string(body)))
	}
	return strings.Join(lines, " \\\n  ")
}

// single quotes for a POSIX shell.
func single(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }
