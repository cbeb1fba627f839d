package sim

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// dvShape is what a value of a request may be.
type dvShape struct {
	kind    string             // text, whole, truth, object, list, number, any
	values  []string           // of a text: the only ones; nil: any
	members map[string]dvShape // of an object; nil: any
	or      []dvShape          // other shapes that it may have
	strict  bool               // of an object: what nobody knows is refused, too
}

func dvText(values ...string) dvShape { return dvShape{kind: "text", values: values} }

func dvOpen() dvShape { return dvShape{kind: "object"} }

func dvClosed(members map[string]dvShape) dvShape { return dvShape{kind: "object", members: members} }

// check says what is wrong with a value; empty: nothing. null takes a member away,
// wherever it stands.
func (s dvShape) check(at string, v any) string {
	if v == nil && at != "" {
		return ""
	}
	why := s.checkOne(at, v)
	for _, other := range s.or {
		if why != "" {
			if also := other.checkOne(at, v); also == "" {
				return ""
			}
		}
	}
	return why
}

func (s dvShape) checkOne(at string, v any) string {
	switch s.kind {
	case "text":
		t, ok := v.(string)
		switch {
		case !ok:
			return "The parameter " + at + " is no text."
		case s.values != nil && !slices.Contains(s.values, t):
			return "The parameter " + at + " is none of " + strings.Join(s.values, ", ") + "."
		}
	case "whole":
		if _, text := v.(string); text {
			return "The parameter " + at + " is no whole number."
		}
		if _, ok := dvInt(v); !ok {
			return "The parameter " + at + " is no whole number."
		}
	case "number":
		if fmt.Sprintf("%T", v) != "json.Number" {
			return "The parameter " + at + " is no number."
		}
	case "digits":
		if _, ok := dvInt(v); !ok {
			return "The parameter " + at + " is no moment in seconds."
		}
	case "truth":
		if _, ok := v.(bool); !ok {
			return "The parameter " + at + " is neither true nor false."
		}
	case "list":
		list, ok := v.([]any)
		if !ok {
			return "The parameter " + at + " is no list."
		}
		for n, one := range list {
			if why := s.items().check(item5(at, n), one); why != "" {
				return why
			}
		}
	case "object":
		return s.checkMembers(at, v)
	}
	return ""
}

// items is the shape of the items of a list.
func (s dvShape) items() dvShape { return s.members["*"] }

func dvListOf(item dvShape) dvShape {
	return dvShape{kind: "list", members: map[string]dvShape{"*": item}}
}

// checkMembers refuses members that the contract does not name, but for those
// whose name says that nobody knows them: what was read may be sent back.
func (s dvShape) checkMembers(at string, v any) string {
	m, ok := v.(map[string]any)
	if !ok {
		return "The parameter " + at + " is no object."
	}
	if s.members == nil {
		return ""
	}
	for _, name := range slices.Sorted(maps.Keys(m)) {
		shape, known := s.members[name]
		if !known && !s.strict && strings.HasPrefix(name, "x_") {
			continue
		}
		if !known {
			return fmt.Sprintf("The parameter %.80q is unknown.", place5(at, name))
		}
		if why := shape.check(place5(at, name), m[name]); why != "" {
			return why
		}
	}
	return ""
}

// dvJobShape holds what requests may set of a job.
func dvJobShape() map[string]dvShape {
	return map[string]dvShape{
		"name": dvText(), "description": dvText(), "kind": dvText(), "transfer": dvTransferShape(), "schedule": dvScheduleShape(),
		"stop_policy": dvClosed(map[string]dvShape{
			"policy": dvText("never", "on_success", "on_failure"), "on_success": {kind: "whole"}, "on_failure": {kind: "whole"},
			"completions": {kind: "whole"}, "failures": {kind: "whole"}, "executions": {kind: "whole"},
		}),
		"category": dvOpen(), "priority": {kind: "whole"}, "disabled": {kind: "truth"}, "retention": dvOpen(),
	}
}

func dvPatchShape() dvShape {
	m := dvJobShape()
	m["transfer_type"], m["status"] = dvTypeShape(), dvText("start", "paused")
	return dvShape{kind: "object", members: m, strict: true}
}

// dvCloneShape: a clone takes back whatever the original had.
func dvCloneShape() dvShape {
	return dvClosed(dvJobShape())
}

func dvCreateShape() dvShape {
	m := dvJobShape()
	m["status"] = dvText("start", "paused")
	return dvClosed(m)
}

func dvTypeShape() dvShape {
	return dvText("default", "sync", "publish", "move", "migrate", "copy", "taxonomy")
}

func dvTransferShape() dvShape {
	truth, policies := dvShape{kind: "truth"}, dvText("none", "add", "diff")
	deletes := dvText("ignore_both", "ignore_source", "ignore_destination", "mirror")
	permissions := dvClosed(map[string]dvShape{"policy": policies, "links": truth, "failures": dvText("none", "exceptions", "deny", "all"), "import": dvOpen()})
	permissions.or = []dvShape{policies}
	stamps := truth
	stamps.or = []dvShape{dvText()}
	list := dvListOf(deletes)
	list.or = []dvShape{deletes}
	return dvClosed(map[string]dvShape{
		"type": dvText("transfer"), "transfer_type": dvTypeShape(), "source": dvSideShape(), "destination": dvSideShape(),
		"lock_propagation": dvText("ignore", "mirror_lock", "mirror_owner"), "permissions": permissions,
		"versioning":          dvClosed(map[string]dvShape{"preserve": dvText("none", "native"), "select": dvText("all", "latest"), "from_source": dvOpen(), "from_destination": dvOpen()}),
		"conflict_resolution": dvText("copy", "latest", "source", "destination", "failure"), "delete_propagation": list,
		"failure_policy": dvText("continue", "halt"), "audit_level": dvText("none", "trace", "debug", "info", "warn", "error"),
		"empty_containers": dvText("create", "skip"), "duplicate_names": dvText(), "batch_mode": dvText(), "timestamps": stamps, "tags": dvText(),
		"preserve_owners": truth, "segment_transform": truth, "segment_truncate": truth, "encode_invalid_characters": truth,
		"rendition": dvText("rendition", "original"), "item_inspection_policy": dvText("none", "filtered", "shared", "all"),
		"filter": dvOpen(), "performance": dvOpen(), "metadata_import": dvOpen(), "account_map": dvOpen(),
	})
}

func dvSideShape() dvShape {
	return dvClosed(map[string]dvShape{
		"connection": dvOpen(), "impersonate_as": dvOpen(), "options": dvOpen(), "event_position": dvText(), "size_estimate": dvOpen(),
		"target": dvClosed(map[string]dvShape{"path": dvText(), "uri": dvText(), "item": dvOpen()}),
	})
}

func dvScheduleShape() dvShape {
	day := dvText("everyday", "weekdays", "weekends", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
	days := dvListOf(day)
	days.or = []dvShape{day}
	whole, digits := dvShape{kind: "whole"}, dvShape{kind: "digits"}
	interval := dvClosed(map[string]dvShape{"value": {kind: "number"}, "unit": dvText("ns", "us", "ms", "s", "m", "h", "d")})
	clock := dvClosed(map[string]dvShape{"hr": whole, "min": whole, "sec": whole, "ms": whole})
	return dvClosed(map[string]dvShape{
		"mode": dvText("manual", "auto", "ad-hoc"), "days": days, "start_date": digits, "end_date": digits, "repeat_count": whole,
		"repeat_interval": interval, "start_window": clock, "end_window": clock, "run_at": clock, "max_execution": interval,
	})
}
