package sim

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
)

// looseMember stands in every object of a loose answer; no page names it.
const looseMember = "x_later"

// loosen rewrites a good answer the way careless services answer: nulls where
// nothing is known, numbers and booleans as strings, members and enumeration
// values that no page names, a detail that is not wrapped. No fact is changed.
func loosen(body []byte, d *dice) []byte {
	var v any
	in := json.NewDecoder(bytes.NewReader(body))
	in.UseNumber()
	if in.Decode(&v) != nil {
		return body
	}
	if top, ok := v.(map[string]any); ok && len(top) == 1 {
		if detail, wrapped := top["job"].(map[string]any); wrapped {
			v = detail
		}
	}
	out, err := json.Marshal(loosened(v, d))
	if err != nil {
		return body
	}
	return out
}

func loosened(v any, d *dice) any {
	switch v := v.(type) {
	case json.Number:
		return v.String()
	case bool:
		if d.below(2) == 0 {
			return strconv.FormatBool(v)
		}
		return v
	case []any:
		for i := range v {
			v[i] = loosened(v[i], d)
		}
		return v
	case map[string]any:
		return loosenedObject(v, d)
	}
	return v
}

func loosenedObject(o map[string]any, d *dice) any {
	for _, k := range slices.Sorted(maps.Keys(o)) { // sorted, so that the dice fall the same way
		switch {
		case o[k] == "" || expendable(k) && d.below(3) == 0:
			o[k] = nil
		case k == "available_actions" || k == "unavailable_actions":
			if list, ok := o[k].([]any); ok {
				o[k] = append(list, "TELEPORT")
			}
		case k == "is_clone_job": // the page says a string, its example shows a boolean
			o[k] = fmt.Sprint(o[k])
		default:
			o[k] = loosened(o[k], d)
		}
	}
	o[looseMember] = map[string]any{"added": []any{1, nil, "in a release to come"}}
	return o
}

// expendable members may be null without a fact being lost that a start
// depends on.
func expendable(member string) bool {
	switch member {
	case "description", "enterprise_project_id", "node_role", "billing_tag", "is_multi_az", "node_new_framework",
		"node_newFramework", "remaining_time", "instance_name", "az_code", "process_time", "raw_error_msg", "data":
		return true
	}
	return false
}
