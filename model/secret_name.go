package model

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// SecretParts are what the name of a member that is not to be seen, and not to be kept on
// a disk, holds: a pattern of names of the services' own documents, without its flags.
const SecretParts = `pass_?word|pass_?code|passwd|passphrase|\bpwd|_pwd|secret|token|credential|authorization|private_?key|cert_key|store_key`

// secretNames finds such a part in a name.
var secretNames = regexp.MustCompile(`(?i)` + SecretParts)

// SecretIn reports whether a name or a text holds such a part. Most hold none, which
// a look at their letters tells sooner than the pattern does.
func SecretIn(s []byte) bool { return secretMaybe(s) && secretNames.Match(s) }

// secretMaybe reports whether the pattern may match. What is not ASCII it leaves to
// the pattern, which takes some of those letters for k and s.
func secretMaybe(s []byte) bool {
	for i, c := range s {
		if c >= utf8.RuneSelf {
			return true
		}
		switch c | 0x20 {
		case 'p':
			if beginsAs(s[i:], "pass") || beginsAs(s[i:], "pwd") || beginsAs(s[i:], "private") {
				return true
			}
		case 's':
			if beginsAs(s[i:], "secret") || beginsAs(s[i:], "store") {
				return true
			}
		case 't':
			if beginsAs(s[i:], "token") {
				return true
			}
		case 'c':
			if beginsAs(s[i:], "cert") || beginsAs(s[i:], "credential") {
				return true
			}
		case 'a':
			if beginsAs(s[i:], "authorization") {
				return true
			}
		}
	}
	return false
}

func beginsAs(s []byte, word string) bool {
	if len(s) < len(word) {
		return false
	}
	for i := range len(word) {
		if s[i]|0x20 != word[i] {
			return false
		}
	}
	return true
}

// SecretMember finds a member of a JSON text that holds a secret by its name, however deep
// it lies, also in JSON inside strings: its path is "a.b[2].c". A flag is no secret (whether
// a password is to be set), nor is what is null. What is no whole JSON cannot be judged
// member by member: there any such word counts, and the path is "".
func SecretMember(text []byte) (path string, found bool) {
	if !json.Valid(text) {
		return "", SecretIn(text)
	}
	return secretBelow(text, "")
}

// secretBelow looks below a value that stands at a place.
func secretBelow(value json.RawMessage, at string) (path string, found bool) {
	value = bytes.TrimSpace(value)
	dec := json.NewDecoder(bytes.NewReader(value))
	switch value[0] {
	case '{':
		_, _ = dec.Token()
		for dec.More() {
			token, _ := dec.Token()
			name, _ := token.(string)
			if path, found = secretOne(dec, strings.TrimPrefix(at+"."+name, "."), name); found {
				return path, true
			}
		}
	case '[':
		_, _ = dec.Token()
		for i := 0; dec.More(); i++ {
			if path, found = secretOne(dec, at+"["+strconv.Itoa(i)+"]", ""); found {
				return path, true
			}
		}
	case '"':
		var inner string
		if err := json.Unmarshal(value, &inner); err == nil && json.Valid([]byte(inner)) {
			return secretBelow([]byte(inner), at)
		}
	}
	return "", false
}

// secretOne judges the next value of an object or a list.
func secretOne(dec *json.Decoder, at, name string) (path string, found bool) {
	var value json.RawMessage
	if dec.Decode(&value) != nil { // the text is valid: this cannot be
		return at, true
	}
	switch string(value) {
	case "true", "false", "null":
		return "", false
	}
	if SecretIn([]byte(name)) {
		return at, true
	}
	return secretBelow(value, at)
}
