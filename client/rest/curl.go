package rest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
)

// Visible escapes what is not ASCII: the same JSON, but nothing in it can
// hide from the eyes or act upon a terminal.
func Visible(body []byte) []byte {
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

// Curl is a request as a command for a shell that has the token in its
// environment as DROVER_TOKEN. Secrets in the body are masked. An empty
// language is not sent.
func Curl(method, url, language string, body []byte) string {
	lines := []string{"curl -X " + method + " " + single(url), `-H "X-Auth-Token: $DROVER_TOKEN"`}
	if body != nil {
		lines = append(lines, "-H 'Content-Type: application/json'")
	}
	if language != "" {
		lines = append(lines, "-H "+single("X-Language: "+language))
	}
	if body != nil {
		lines = append(lines, "--data "+single(string(Visible(compact(Redact(body))))))
	}
	return strings.Join(lines, " \\\n  ")
}

func compact(body []byte) []byte {
	var b bytes.Buffer
	if json.Compact(&b, body) != nil {
		return body
	}
	return b.Bytes()
}

// single quotes for a POSIX shell.
func single(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }
