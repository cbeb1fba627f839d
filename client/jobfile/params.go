package jobfile

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"drover/model"
)

// paramName is what a parameter can be called: its name becomes a key.
var paramName = regexp.MustCompile(`^[A-Za-z0-9_.-]{1,128}$`)

const paramWords = "the name of a parameter has letters, digits, _ . and - alone"

// readParams reads a group of database parameters.
func readParams(r *reader, n *yaml.Node, key string) {
	seen := map[string]bool{}
	r.elements(n, key, func(at Place, one map[string]string) {
		name := one["key"]
		place := model.FieldKey(key + "." + name)
		switch value, told := one["target_value"]; {
		case !paramName.MatchString(name):
			r.wrong(at, model.FieldKey(key), paramWords)
		case !told:
			r.wrong(at, place, "a parameter has a target_value")
		case seen[name]:
			r.wrong(at, place, "%s stands here twice: take one out (the first counts)", name)
		default:
			seen[name] = true
			r.file.Places[place] = at
			r.put(place, value)
		}
	}, texts("key", "target_value")...)
}

func writeParams(w written, key string) (*yaml.Node, bool) {
	names := w.below(key)
	out := sequence(len(names))
	for _, name := range names {
		out.Content = append(out.Content, textRecord("key", name, "target_value", w.Get(model.FieldKey(key+"."+name))))
	}
	return out, len(names) > 0
}

// readNamed reads parameters that stand under their names.
func readNamed(r *reader, n *yaml.Node, key string) {
	if n.Kind != yaml.MappingNode {
		r.wrong(placeOf(n), model.FieldKey(key), "%s is an object of parameters and their values, and no %s", key, kindWord(n))
		return
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		name, value := n.Content[i], n.Content[i+1]
		place := key + "." + name.Value
		switch {
		case len(seen) >= mostOfSection:
			r.wrong(placeOf(name), model.FieldKey(key), "%s has more than %d elements, which no job has", key, mostOfSection)
			return
		case name.Kind != yaml.ScalarNode || !paramName.MatchString(name.Value):
			r.wrong(placeOf(name), model.FieldKey(key), paramWords)
		case seen[name.Value]:
			r.wrong(placeOf(name), model.FieldKey(place), "%s stands here twice: take one out (the first counts)", name.Value)
		default:
			seen[name.Value] = true
			r.value(value, &shape{name: name.Value, leaf: model.Leaf{Path: place}}, place)
		}
	}
}

func writeNamed(w written, key string) (*yaml.Node, bool) {
	n := &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map"}
	for _, name := range w.below(key) {
		n.Content = append(n.Content, scalar("!!str", name), textNode(w.Get(model.FieldKey(key+"."+name))))
	}
	return n, len(n.Content) > 0
}

// below are the names of the values that a section tells below a key, sorted.
func (w written) below(key string) []string {
	s, _ := later(model.FieldKey(key))
	var out []string
	for _, one := range slices.Sorted(maps.Keys(w.sections[s])) {
		if name, ok := strings.CutPrefix(string(one), key+"."); ok {
			out = append(out, name)
		}
	}
	return out
}
