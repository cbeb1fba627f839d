package sim

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// dvDecode reads one JSON object; numbers stay as they were written.
func dvDecode(raw []byte) (map[string]any, error) {
	var out map[string]any
	in := json.NewDecoder(bytes.NewReader(raw))
	in.UseNumber()
	if err := in.Decode(&out); err != nil || out == nil {
		return nil, errors.New("the request body is not a JSON object")
	}
	if _, err := in.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("something follows the request body")
	}
	return out, nil
}

// dvCopy copies a value to its depth.
func dvCopy(v any) any {
	switch v := v.(type) {
	case map[string]any:
		return dvCopyObject(v)
	case []any:
		out := make([]any, len(v))
		for i := range v {
			out[i] = dvCopy(v[i])
		}
		return out
	}
	return v
}

func dvCopyObject(m map[string]any) map[string]any {
	out := make(map[string]any, len(m))
	for k, v := range m {
		out[k] = dvCopy(v)
	}
	return out
}

// dvMerge lays an object over another: objects are merged to so many levels,
// below them and everywhere else the new value takes the old one's place; null
// takes it away. Neither of the two is changed.
func dvMerge(base, over map[string]any, levels int) map[string]any {
	out := dvCopyObject(base)
	for k, v := range over {
		was, there := out[k].(map[string]any)
		now, object := v.(map[string]any)
		switch {
		case v == nil:
			delete(out, k)
		case there && object && k == "target":
			out[k] = dvMergeTarget(was, now)
		case there && object && levels > 0:
			out[k] = dvMerge(was, now, levels-1)
		default:
			out[k] = dvCopy(v)
		}
	}
	return out
}

// dvAllLevels is deeper than any body.
const dvAllLevels = 1 << 10

// dvMergeTarget: a target is told in one way, so that a new one makes the old
// one's words void.
func dvMergeTarget(base, over map[string]any) map[string]any {
	out := dvCopyObject(base)
	for _, way := range []string{"path", "uri", "item"} {
		if _, there := over[way]; there {
			for _, old := range []string{"path", "uri", "item"} {
				delete(out, old)
			}
		}
	}
	maps.Copy(out, dvCopyObject(over))
	return out
}

// dvRemove takes a member away, by its dotted path.
func dvRemove(m map[string]any, path string) {
	name, rest, deeper := strings.Cut(path, ".")
	if !deeper {
		delete(m, name)
		return
	}
	if inner, ok := m[name].(map[string]any); ok {
		dvRemove(inner, rest)
	}
}

// dvPick copies what a list of dotted paths names.
func dvPick(from map[string]any, fields []string) map[string]any {
	out := map[string]any{}
	for _, field := range fields {
		dvPickOne(from, out, strings.Split(field, "."))
	}
	return out
}

func dvPickOne(from, into map[string]any, path []string) {
	v, there := from[path[0]]
	if !there {
		return
	}
	inner, object := v.(map[string]any)
	if len(path) == 1 || !object {
		into[path[0]] = v
		return
	}
	below, ok := into[path[0]].(map[string]any)
	if !ok {
		below = map[string]any{}
		into[path[0]] = below
	}
	dvPickOne(inner, below, path[1:])
}

func dvString(v any) string {
	s, _ := v.(string)
	return s
}

func dvObject(v any) map[string]any {
	m, _ := v.(map[string]any)
	return m
}

func dvBool(v any) bool {
	b, _ := v.(bool)
	return b
}

// dvInt reads a whole number, also one that is written as a string.
func dvInt(v any) (int64, bool) {
	switch v := v.(type) {
	case int:
		return int64(v), true
	case int64:
		return v, true
	case json.Number:
		n, err := v.Int64()
		return n, err == nil
	case string:
		n, err := strconv.ParseInt(v, 10, 64)
		return n, err == nil
	}
	return 0, false
}

func dvList(words ...string) []any {
	out := make([]any, len(words))
	for i, w := range words {
		out[i] = w
	}
	return out
}

func dvIs(word string, of ...string) bool { return slices.Contains(of, word) }
