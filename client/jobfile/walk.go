package jobfile

import (
	"regexp"
	"strings"
	"unicode"

	"go.yaml.in/yaml/v3"

	"drover/model"
)

// mostElements is how many elements of a list are read: no job has more.
const mostElements = 64

// document reads the whole, with or without "job" around it.
func (r *reader) document(root *yaml.Node) {
	body := document()
	whole := body
	if wraps(root) {
		body.name = "job"
		whole = &shape{members: []*shape{body}}
	}
	r.object(root, whole, "")
	switch n := r.file.Draft.Count(model.Sources); {
	case n > 1:
		r.put(model.KeyTopology, "many2one")
	case n == 1:
		r.put(model.KeyTopology, "one2one")
	}
}

func wraps(root *yaml.Node) bool {
	if root.Kind != yaml.MappingNode {
		return false
	}
	for i := 0; i+1 < len(root.Content); i += 2 {
		if root.Content[i].Value == "job" {
			return true
		}
	}
	return false
}

func (r *reader) put(key model.FieldKey, value string) {
	if s, ok := later(key); ok && !r.plain {
		r.told(s)[key] = value
		return
	}
	if r.file.told == nil {
		r.file.told = map[model.FieldKey]bool{}
	}
	r.file.told[key] = true
	r.file.Draft = r.file.Draft.Put(key, value)
}

// told is what the file says of a section, from now on something.
func (r *reader) told(s model.Section) map[model.FieldKey]string {
	if r.file.Sections == nil {
		r.file.Sections = Sections{}
	}
	if r.file.Sections[s] == nil {
		r.file.Sections[s] = map[model.FieldKey]string{}
	}
	return r.file.Sections[s]
}

func placeOf(n *yaml.Node) Place { return Place{n.Line, n.Column} }

// value reads a node of some shape.
func (r *reader) value(n *yaml.Node, s *shape, key string) {
	if key != "" {
		r.file.Places[model.FieldKey(key)] = placeOf(n)
	}
	switch {
	case n.Kind == yaml.AliasNode:
		r.wrong(placeOf(n), model.FieldKey(key), "aliases (*) are not read here: write the value out, or in quotes if it begins with *")
	case n.Kind == yaml.ScalarNode && n.ShortTag() == "!!null": // as if it were not there
	case s.own != nil:
		s.own.read(r, n, key)
	case s.isLeaf() && s.leaf.Kind == model.TagsLeaf:
		r.tags(n, key)
	case s.isLeaf():
		r.leaf(n, s.leaf, key)
	case s.element != nil:
		r.list(n, s.element, key)
	default:
		r.object(n, s, key)
	}
}

// object reads the members of an object.
func (r *reader) object(n *yaml.Node, s *shape, key string) {
	if n.Kind != yaml.MappingNode {
		r.wrong(placeOf(n), model.FieldKey(key), "%s is an object with members, such as %s, and no %s", named(s, key), first(s), kindWord(n))
		return
	}
	if s.section != "" {
		r.told(s.section)
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		name, value := n.Content[i], n.Content[i+1]
		m := s.member(name.Value)
		switch {
		case m == nil && len(r.file.Mistakes) >= mostMistakes: // no more are told
		case name.Kind != yaml.ScalarNode:
			r.wrong(placeOf(name), model.FieldKey(key), "the name of a member is a word")
		case name.Value == "<<" && m == nil:
			r.wrong(placeOf(name), model.FieldKey(key), "merging (<<) is not read here: write the members out")
		case m == nil:
			r.wrong(placeOf(name), model.FieldKey(key), "%s has no member %s%s", named(s, key), shown(name.Value), meant(name.Value, s))
		case seen[name.Value]:
			r.wrong(placeOf(name), model.FieldKey(join(key, m)), "%s stands here twice: take one out (the first counts)", m.name)
		default:
			seen[name.Value] = true
			r.value(value, m, join(key, m))
		}
	}
}

// join is the place of a member; "job" around the whole adds nothing.
func join(key string, m *shape) string {
	switch {
	case m.name == "job":
		return ""
	case key == "":
		return m.name
	}
	return key + "." + m.name
}

// list reads the elements of a list.
func (r *reader) list(n *yaml.Node, element *shape, key string) {
	if n.Kind != yaml.SequenceNode {
		r.wrong(placeOf(n), model.FieldKey(key), "%s is a list, and no %s: begin each element with a dash", key, kindWord(n))
		return
	}
	taken := map[int]bool{}
	for i, one := range n.Content {
		if i >= mostElements {
			r.wrong(placeOf(one), model.FieldKey(key), "%s has more than %d elements, which no job has", key, mostElements)
			return
		}
		if key == model.PublicIPs {
			if i = publicIndex(one, i); taken[i] {
				r.wrong(placeOf(one), model.FieldKey(key), "%s has one address for the master and one for the slave", key)
				continue
			}
			taken[i] = true
		}
		r.value(one, element, elementKey(key, i))
	}
}

// elementKey is the place of an element.
func elementKey(list string, i int) string {
	return strings.TrimSuffix(string(model.Element(list, i, "")), ".")
}

// publicIndex is where an address stands in a draft: the master's first.
func publicIndex(n *yaml.Node, i int) int {
	if n.Kind != yaml.MappingNode {
		return i
	}
	for k := 0; k+1 < len(n.Content); k += 2 {
		if n.Content[k].Value == "type" {
			switch n.Content[k+1].Value {
			case "master":
				return 0
			case "slave":
				return 1
			}
		}
	}
	return i
}

var (
	decimal   = regexp.MustCompile(`^(0|-?[1-9][0-9]{0,17})$`)
	standIn   = regexp.MustCompile(`^(\*+|\[secret\])?$`)
	coreTypes = regexp.MustCompile(`^!!(str|int|float|bool|timestamp)$`)
)

// leaf reads one value. A text may stand without quotes: it is taken letter by
// letter, whatever YAML would make of it.
func (r *reader) leaf(n *yaml.Node, l model.Leaf, key string) {
	wrong := func(why string) { r.wrong(placeOf(n), model.FieldKey(key), why, lastName(key)) }
	tag := n.ShortTag()
	switch {
	case l.Secret && n.Kind == yaml.ScalarNode && standIn.MatchString(n.Value):
	case l.Secret:
		wrong("%s does not stand in a file: remove it (passwords are typed, or come from the environment or a command)")
	case n.Kind != yaml.ScalarNode:
		wrong("%s is one value, and no " + kindWord(n))
	case !coreTypes.MatchString(tag):
		wrong("%s has a type (!) that is not read here: take it out")
	case l.Kind == model.BoolLeaf && (tag != "!!bool" || n.Value != "true" && n.Value != "false"):
		wrong("%s is true or false, without quotes")
	case l.Kind == model.NumberLeaf && (tag != "!!int" || !decimal.MatchString(n.Value)):
		wrong("%s is a whole number, without quotes")
	case strings.ContainsFunc(n.Value, unicode.IsControl):
		wrong("%s is one line, without line breaks and control characters")
	case isPublicType(key): // its place says it
		if n.Value != "master" && n.Value != "slave" {
			wrong("%s is master or slave")
		}
	default:
		r.put(model.FieldKey(key), n.Value)
	}
}

func lastName(key string) string { return key[strings.LastIndexByte(key, '.')+1:] }

// named is what an object is called in a sentence.
func named(s *shape, key string) string {
	switch {
	case key != "":
		return key
	case s.member("job") != nil:
		return "the file"
	}
	return "a job"
}

func first(s *shape) string { return s.members[0].name }

// kindWord is what a node is, in a word.
func kindWord(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode:
		return "object"
	case yaml.SequenceNode:
		return "list"
	case yaml.AliasNode:
		return "alias"
	default:
		return "single value"
	}
}

// shown is a name out of the file as a sentence shows it.
func shown(name string) string {
	const most = 40
	if runes := []rune(name); len(runes) > most {
		name = string(runes[:most]) + "…"
	}
	return model.Clean(name)
}
