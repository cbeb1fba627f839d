package jobfile

import (
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"drover/model"
)

// mostOfSection is how many elements of a section's list are read: users and
// parameters are more than anything that a create sends.
const mostOfSection = 2000

// elements reads a list of a section, one record after the other. What is read
// stands for the whole: with a mistake in it nothing is told.
func (r *reader) elements(n *yaml.Node, key string, take func(at Place, one map[string]string), members ...*shape) bool {
	if n.Kind != yaml.SequenceNode {
		r.wrong(placeOf(n), model.FieldKey(key), "%s is a list, and no %s: begin each element with a dash", key, kindWord(n))
		return false
	}
	right := true
	for i, n := range n.Content {
		if i >= mostOfSection {
			r.wrong(placeOf(n), model.FieldKey(key), "%s has more than %d elements, which no job has", key, mostOfSection)
			return false
		}
		one, ok := r.record(n, key, members...)
		if right = right && ok; ok {
			before := len(r.file.Mistakes)
			take(placeOf(n), one)
			right = right && len(r.file.Mistakes) == before
		}
	}
	return right
}

func texts(names ...string) []*shape {
	out := make([]*shape, len(names))
	for i, name := range names {
		out[i] = &shape{name: name}
	}
	return out
}

// textRecord is an object of texts.
func textRecord(pairs ...string) *yaml.Node {
	n := &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map"}
	for i := 0; i+1 < len(pairs); i += 2 {
		n.Content = append(n.Content, scalar("!!str", pairs[i]), textNode(pairs[i+1]))
	}
	return n
}

func sequence(n int) *yaml.Node {
	return &yaml.Node{Kind: yaml.SequenceNode, Tag: "!!seq", Content: make([]*yaml.Node, 0, n)}
}

var clock = regexp.MustCompile(`^[0-9]{1,2}:[0-9]{2}$`)

// readWindows reads the flow windows.
func readWindows(r *reader, n *yaml.Node, key string) {
	var windows []model.Window
	right := r.elements(n, key, func(at Place, one map[string]string) {
		switch {
		case !clock.MatchString(one["begin"]) || !clock.MatchString(one["end"]):
			r.wrong(at, model.FieldKey(key), "a window has begin and end in UTC, such as 02:00 and 05:59")
		case one["speed"] == "" || strings.ContainsAny(one["speed"], ",=- "):
			r.wrong(at, model.FieldKey(key), "a window has a speed in MB/s, such as 80")
		default:
			windows = append(windows, model.Window{Begin: model.NewText(one["begin"]), End: model.NewText(one["end"]), Speed: model.NewText(one["speed"])})
		}
	}, texts("begin", "end", "speed")...)
	if right {
		r.put(model.KeyWindows, model.WindowsText(windows))
	}
}

func writeWindows(w written, key string) (*yaml.Node, bool) {
	if !w.Has(model.FieldKey(key)) {
		return nil, false
	}
	windows := model.ParseWindows(w.Get(model.FieldKey(key)))
	out := sequence(len(windows))
	for _, one := range windows {
		out.Content = append(out.Content, textRecord("begin", one.Begin.Raw(), "end", one.End.Raw(), "speed", one.Speed.Raw()))
	}
	return out, true
}

// readUsers reads the users that move. Their accounts are for people.
func readUsers(r *reader, n *yaml.Node, key string) {
	var moving, own []string
	flagged := false
	members := append(texts("id", "account"),
		&shape{name: "is_set_password", leaf: model.Leaf{Kind: model.BoolLeaf}}, &shape{name: "password", leaf: model.Leaf{Path: key + "[].password", Secret: true}})
	right := r.elements(n, key, func(at Place, one map[string]string) {
		id := one["id"]
		if r.token(at, key, "a user", "id", id); one["is_set_password"] == "true" {
			own = append(own, id)
		}
		moving, flagged = append(moving, id), flagged || one["is_set_password"] != ""
	}, members...)
	if !right {
		return
	}
	r.put(model.KeyUsers, tokens(moving))
	if flagged {
		r.put(model.KeyOwnSecrets, tokens(own))
	}
}

// token tells of a name that cannot stand in a list.
func (r *reader) token(at Place, key, what, member, value string) {
	if value == "" || strings.Contains(value, ",") || value != strings.TrimSpace(value) {
		r.wrong(at, model.FieldKey(key), "%s needs its %s, without commas", what, member)
	}
}

// tokens is a list in one value: sorted, each once.
func tokens(list []string) string {
	return strings.Join(slices.Compact(slices.Sorted(slices.Values(list))), ",")
}

// split is the tokens of a value.
func split(value string) []string {
	return slices.DeleteFunc(strings.Split(value, ","), func(s string) bool { return strings.TrimSpace(s) == "" })
}

func writeUsers(w written, _ string) (*yaml.Node, bool) {
	if !w.Has(model.KeyUsers) {
		return nil, false
	}
	own, flagged := w.sections.Get(model.KeyOwnSecrets)
	moving := split(w.Get(model.KeyUsers))
	out := sequence(len(moving))
	for _, id := range moving {
		one := textRecord("id", id)
		if account := w.accounts[id]; account != "" {
			one = textRecord("id", id, "account", account)
		}
		if flagged {
			set := "false"
			if slices.Contains(split(own), id) {
				set = "true"
			}
			one.Content = append(one.Content, scalar("!!str", "is_set_password"), scalar("!!bool", set))
		}
		out.Content = append(out.Content, one)
	}
	return out, true
}

// readRoles reads the roles that move.
func readRoles(r *reader, n *yaml.Node, key string) {
	var roles []string
	right := r.elements(n, key, func(at Place, one map[string]string) {
		r.token(at, key, "a role", "role", one["role"])
		roles = append(roles, one["role"])
	}, texts("role")...)
	if right {
		r.put(model.KeyRoles, tokens(roles))
	}
}

func writeRoles(w written, _ string) (*yaml.Node, bool) {
	if !w.Has(model.KeyRoles) {
		return nil, false
	}
	roles := split(w.Get(model.KeyRoles))
	out := sequence(len(roles))
	for _, role := range roles {
		out.Content = append(out.Content, textRecord("role", role))
	}
	return out, true
}
