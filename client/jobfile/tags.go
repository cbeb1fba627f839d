package jobfile

import (
	"strings"

	"go.yaml.in/yaml/v3"

	"drover/model"
)

// tag is one tag as a draft's text has it: "key=value".
type tag struct{ key, value string }

// splitTags reads a draft's text.
func splitTags(text string) []tag {
	var out []tag
	for pair := range strings.SplitSeq(text, ",") {
		if pair = strings.TrimSpace(pair); pair == "" {
			continue
		}
		key, value, _ := strings.Cut(pair, "=")
		out = append(out, tag{strings.TrimSpace(key), strings.TrimSpace(value)})
	}
	return out
}

// tags reads the list of tags. That of an intent is another job's, and left
// out.
func (r *reader) tags(n *yaml.Node, key string) {
	if n.Kind != yaml.SequenceNode {
		r.wrong(placeOf(n), model.FieldKey(key), "%s is a list of objects with key and value, and no %s", key, kindWord(n))
		return
	}
	var pairs []string
	for i, one := range n.Content {
		if i >= mostElements {
			r.wrong(placeOf(one), model.FieldKey(key), "%s has more than %d elements, which no job has", key, mostElements)
			break
		}
		if t, ok := r.tag(one, key); ok && t.key != model.IntentTag {
			pairs = append(pairs, t.key+"="+t.value)
		}
	}
	r.put(model.FieldKey(key), strings.Join(pairs, ", "))
}

func (r *reader) tag(n *yaml.Node, key string) (t tag, ok bool) {
	one, right := r.record(n, key, &shape{name: "key"}, &shape{name: "value"})
	t = tag{one["key"], one["value"]}
	switch {
	case !right:
	case t.key == "":
		r.wrong(placeOf(n), model.FieldKey(key), "a tag needs a key and a value")
	case strings.ContainsAny(t.key, ",=") || strings.Contains(t.value, ",") || t.key != strings.TrimSpace(t.key) || t.value != strings.TrimSpace(t.value):
		r.wrong(placeOf(n), model.FieldKey(key), "a tag has letters, digits, underscores and hyphens only")
	default:
		return t, true
	}
	return tag{}, false
}

// record reads an element of a list as its members by name; ok is false if
// something is wrong with it. Mistakes are told of the list, which is one value.
func (r *reader) record(n *yaml.Node, key string, members ...*shape) (one map[string]string, ok bool) {
	inner := &reader{file: File{Places: map[model.FieldKey]Place{}}, last: r.last, plain: true}
	inner.value(n, &shape{members: members}, key)
	for _, m := range inner.file.Mistakes {
		r.wrong(Place{m.Line, m.Column}, model.FieldKey(key), "%s", m.Why)
	}
	one = map[string]string{}
	for _, m := range members {
		at := model.FieldKey(key + "." + m.name)
		if inner.file.told[at] {
			one[m.name] = inner.file.Draft.Get(at)
		}
	}
	return one, len(inner.file.Mistakes) == 0
}
