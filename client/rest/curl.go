package rest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"drover/model"
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
// environment as DROVER_TOKEN, and the secrets of the body under the names of
// their members: $DB_PASSWORD, the second one $DB_PASSWORD_2. An empty language
// is not sent.
func Curl(method, url, language string, body []byte) string {
	if body == nil {
		return curl(method, url, language, "")
	}
	return curl(method, url, language, "--data "+variables(single(string(Visible(compact(Redact(body)))))))
}

// CurlPlain is Curl for a body without secrets, in which what is called like one is
// none.
func CurlPlain(method, url, language string, body []byte) string {
	return curl(method, url, language, "--data "+single(string(Visible(compact(body)))))
}

// CurlBearer is Curl for a service that takes the token as Authorization: Bearer.
func CurlBearer(method, url string, body []byte) string {
	data := ""
	if body != nil {
		data = "--data " + variables(single(string(Visible(compact(Redact(body))))))
	}
	return curlAs(`"Authorization: Bearer $DROVER_TOKEN"`, method, url, "", data)
}

// curlForm is a login as a command for a shell that has its secrets in its
// environment: $DROVER_PASSWORD for the member password.
func curlForm(address string, body []byte) string {
	lines := []string{"curl -X POST " + single(address)}
	for pair := range strings.SplitSeq(string(body), "&") {
		name, value, _ := strings.Cut(pair, "=")
		name, value = unescaped(name), unescaped(value)
		word := single(name + "=" + value)
		if model.SecretIn([]byte(name)) {
			word = `"` + name + "=$DROVER_" + strings.ToUpper(name) + `"`
		}
		lines = append(lines, "--data-urlencode "+word)
	}
	return strings.Join(lines, " \\\n  ")
}

func unescaped(s string) string {
	plain, err := url.QueryUnescape(s)
	if err != nil {
		return s
	}
	return string(Visible([]byte(plain)))
}

// CurlFile is Curl for a body that lies in a file.
func CurlFile(method, url, language, file string) string {
	return curl(method, url, language, "--data-binary "+single("@"+file))
}

func curl(method, url, language, data string) string {
	return curlAs(`"X-Auth-Token: $DROVER_TOKEN"`, method, url, language, data)
}

func curlAs(who, method, url, language, data string) string {
	lines := []string{"curl -X " + method + " " + single(url), "-H " + who}
	if data != "" {
		lines = append(lines, "-H 'Content-Type: application/json'")
	}
	if language != "" {
		lines = append(lines, "-H "+single("X-Language: "+language))
	}
	if data != "" {
		lines = append(lines, data)
	}
	return strings.Join(lines, " \\\n  ")
}

// maskedMember is a member whose value was masked; in a string its quotes would
// be escaped.
var maskedMember = regexp.MustCompile(`"([\w -]+)":"` + regexp.QuoteMeta(mask) + `"`)

// variables leaves the single quotes of a word of the shell where a secret was
// masked, for the variable that holds it.
func variables(quoted string) string {
	seen := map[string]int{}
	return maskedMember.ReplaceAllStringFunc(quoted, func(member string) string {
		name := maskedMember.FindStringSubmatch(member)[1]
		if !model.SecretIn([]byte(name)) {
			return member
		}
		variable := strings.ToUpper(strings.NewReplacer(" ", "_", "-", "_").Replace(name))
		if seen[variable]++; seen[variable] > 1 {
			variable += "_" + strconv.Itoa(seen[variable])
		}
		return `"` + name + `":"'"$` + variable + `"'"`
	})
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
