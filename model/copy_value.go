package model

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
)

// copyCanonical is a value of what a copy may have of its own as drover compares it;
// ok is false for the key of something else.
func copyCanonical(key FieldKey, value string) (canonical string, ok bool) {
	switch key {
	case KeyFromPath, KeyToPath:
		return copyPath(value), true
	case KeyDeletes:
		return strings.Join(slices.Sorted(slices.Values(listed(value))), ","), true
	case KeyFilter, KeyBodyMore:
		return copyJSON(value), true
	case KeyPermLinks:
		return strings.ToLower(strings.TrimSpace(value)), true
	case KeyFilterExts:
		return "", true
	default:
		return "", false
	}
}

// copyPath is a path without what servers write one way or the other: slashes around
// it, and two of them in a row.
func copyPath(value string) string {
	value = strings.TrimSpace(value)
	if value == "" {
		return ""
	}
	parts := strings.FieldsFunc(value, func(r rune) bool { return r == '/' })
	return "/" + strings.Join(parts, "/")
}

// copyJSON is a value in JSON however it was written: members in order, nothing that
// is empty. What is no JSON is as it is.
func copyJSON(value string) string {
	if strings.TrimSpace(value) == "" {
		return ""
	}
	tree, ok := copyTree([]byte(value))
	if !ok {
		return value
	}
	tree = copyFull(tree)
	if tree == nil {
		return ""
	}
	out, err := json.Marshal(tree)
	if err != nil {
		return value
	}
	return string(out)
}

// copyTree is one JSON value; numbers are as they were written.
func copyTree(raw []byte) (any, bool) {
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.UseNumber()
	var tree any
	if dec.Decode(&tree) != nil || dec.More() {
		return nil, false
	}
	return tree, true
}

// copyObject is a JSON object, nil where it is none.
func copyObject(raw []byte) map[string]any {
	tree, _ := copyTree(raw)
	object, _ := tree.(map[string]any)
	return object
}

// copyFull is a JSON value without what is empty in it; nil: nothing is left.
func copyFull(tree any) any {
	switch v := tree.(type) {
	case map[string]any:
		out := map[string]any{}
		for key, value := range v {
			if value = copyFull(value); value != nil {
				out[key] = value
			}
		}
		if len(out) > 0 {
			return out
		}
		return nil
	case []any:
		var out []any
		for _, value := range v {
			if value = copyFull(value); value != nil {
				out = append(out, value)
			}
		}
		if len(out) > 0 {
			return out
		}
		return nil
	case string:
		if v == "" {
			return nil
		}
	case json.Number:
		if f, err := v.Float64(); err == nil && f == float64(int64(f)) {
			return int64(f)
		}
	}
	return tree
}

// copyTokens are the words of a list as somebody types it: "tmp, .bak *.iso".
func copyTokens(typed string) []string {
	var out []string
	for _, token := range strings.FieldsFunc(typed, func(r rune) bool { return r == ',' || r == ' ' || r == ';' }) {
		token = strings.TrimPrefix(strings.TrimPrefix(token, "*"), ".")
		if token != "" && !slices.Contains(out, token) {
			out = append(out, token)
		}
	}
	return out
}

// copyFilterOf is the filter that leaves out some extensions, in the simple form of
// the documents. None of them is a filter that leaves nothing out: a server that lays
// the copy over the original would keep the original's otherwise.
func copyFilterOf(extensions []string) string {
	rules := []any{}
	if len(extensions) > 0 {
		rules = append(rules, map[string]any{
			"action": "exclude", "type": "filter_rule",
			"rules": []any{map[string]any{"type": "filter_extension", "extensions": extensions}},
		})
	}
	out, err := json.Marshal(map[string]any{"source": rules})
	if err != nil { // of texts alone it always can be
		return ""
	}
	return string(out)
}

// copyExtensions are the extensions that a filter leaves out, where it is of exactly
// the simple form; none: it leaves nothing out.
func copyExtensions(filter string) (extensions []string, simple bool) {
	if copyJSON(filter) == "" {
		return nil, true
	}
	var form struct {
		Source []struct {
			Rules []struct {
				Extensions []string `json:"extensions"`
			} `json:"rules"`
		} `json:"source"`
	}
	if json.Unmarshal([]byte(filter), &form) != nil || len(form.Source) != 1 || len(form.Source[0].Rules) != 1 {
		return nil, false
	}
	extensions = form.Source[0].Rules[0].Extensions
	for _, one := range extensions {
		if copyExtensionWrong(one) != "" {
			return nil, false
		}
	}
	return extensions, copyJSON(filter) == copyJSON(copyFilterOf(extensions))
}

// copyExtensionWrong says what is wrong with an extension.
func copyExtensionWrong(one string) string {
	if Clean(one) != one || strings.ContainsAny(one, `/\"',;* `) || one == "" {
		return "extensions, with commas between them: tmp, bak"
	}
	return ""
}

// copyFilterWords is a filter in words.
func copyFilterWords(filter string) string {
	if extensions, simple := copyExtensions(filter); simple {
		if len(extensions) == 0 {
			return "none"
		}
		return "leaves out " + Clean(strings.Join(extensions, ", "))
	}
	if n := copyRulesIn(filter); n > 0 {
		return plural(n, "rule", "rules")
	}
	return "of a form that drover does not know"
}

// copyRulesIn counts the rules of a filter.
func copyRulesIn(filter string) int {
	n := 0
	for _, side := range copyObject([]byte(filter)) {
		if rules, ok := side.([]any); ok {
			n += len(rules)
		}
	}
	return n
}
