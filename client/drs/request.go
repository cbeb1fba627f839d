package drs

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"drover/client"
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
		shown := visible(call.Body)
		r := client.Request{Op: string(call.Op), Method: call.Method, URL: u.String(), Body: indented(shown)}
		r.Curl = b.curl(r, shown)
		out = append(out, r)
	}
	return out, nil
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
	lines = append(lines, "--data "+single(string(body)))
	return strings.Join(lines, " \\\n  ")
}

// single quotes for a POSIX shell.
func single(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }
