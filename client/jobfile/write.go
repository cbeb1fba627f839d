package jobfile

import (
	"regexp"
	"strings"

	"go.yaml.in/yaml/v3"

	"drover/model"
)

// Job is a job as it is written.
type Job struct {
	Draft    model.Draft
	Sections Sections
	Accounts map[string]string // by the ids of users, for people to read
	Notes    []string          // sentences at the head of a YAML file; clean
}

// Write is the file of a job: canonical YAML, or JSON, in the contract's order,
// without secrets.
func Write(j Job, asJSON bool) []byte {
	body, _ := object(written{j.Draft, j.Sections, j.Accounts}, document(), "")
	root := mapping("job", body)
	if asJSON {
		return encodeJSON(root)
	}
	root.HeadComment = header(j)
	return encodeYAML(root)
}

// written is what a file is made of: a draft, and sections beside it.
type written struct {
	model.Draft
	sections Sections
	accounts map[string]string
}

// Get is a value of either.
func (w written) Get(key model.FieldKey) string {
	if value, told := w.sections.Get(key); told {
		return value
	}
	return w.Draft.Get(key)
}

// Has reports whether there is something to be said of a value.
func (w written) Has(key model.FieldKey) bool {
	_, told := w.sections.Get(key)
	return told || w.Draft.Has(key)
}

func mapping(name string, value *yaml.Node) *yaml.Node {
	return &yaml.Node{Kind: yaml.MappingNode, Content: []*yaml.Node{scalar("!!str", name), value}}
}

func scalar(tag, value string) *yaml.Node {
	return &yaml.Node{Kind: yaml.ScalarNode, Tag: tag, Value: value}
}

// object is the part of a draft at a place; some is false if nothing is there.
func object(d written, s *shape, key string) (n *yaml.Node, some bool) {
	n = &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map"}
	for _, m := range s.members {
		var value *yaml.Node
		var there bool
		switch at := join(key, m); {
		case m.own != nil:
			value, there = m.own.write(d, at)
		case m.isLeaf():
			value, there = leafNode(d, m.leaf, at)
		case m.element != nil:
			value, there = list(d, m.element, at)
		default:
			value, there = object(d, m, at)
			if _, told := d.sections[m.section]; told {
				there = true // it is spoken of, though nothing is said
			}
		}
		if there {
			n.Content = append(n.Content, scalar("!!str", m.name), value)
			some = some || !m.leaf.Always || d.Has(model.FieldKey(join(key, m)))
		}
	}
	if !some {
		n.Content = nil // what is always sent goes with something else
	}
	return n, some
}

func list(d written, element *shape, key string) (n *yaml.Node, some bool) {
	n = &yaml.Node{Kind: yaml.SequenceNode, Tag: "!!seq"}
	for i := range min(d.Count(key), mostElements) {
		one, there := object(d, element, elementKey(key, i))
		if key == model.PublicIPs && !there {
			continue // its place is told by its type
		}
		n.Content = append(n.Content, one)
	}
	return n, len(n.Content) > 0
}

// leafNode is one value. What is no number or truth, though it should be, is
// written as it stands, for the next reader to see.
func leafNode(d written, l model.Leaf, key string) (n *yaml.Node, some bool) {
	value := d.Get(model.FieldKey(key))
	switch {
	case l.Secret:
		return nil, false
	case isPublicType(key):
		return publicType(d, key)
	case value == "" && !l.Always && !d.Has(model.FieldKey(key)):
		return nil, false
	case l.Kind == model.TagsLeaf:
		return tagsNode(value)
	case l.Kind == model.BoolLeaf && (value == "true" || value == "false"):
		return scalar("!!bool", value), true
	case l.Kind == model.NumberLeaf && decimal.MatchString(value):
		return scalar("!!int", value), true
	}
	return textNode(value), true
}

// oldTruth is what other readers of YAML take for true or false, or, of a time of
// day, for a number.
var oldTruth = regexp.MustCompile(`^(?i:y|n|yes|no|on|off)$|^[0-9]+(:[0-5]?[0-9])+$`)

func textNode(value string) *yaml.Node {
	n := scalar("!!str", strings.ToValidUTF8(value, "\uFFFD"))
	if oldTruth.MatchString(value) {
		n.Style = yaml.DoubleQuotedStyle
	}
	return n
}

func tagsNode(text string) (*yaml.Node, bool) {
	n := &yaml.Node{Kind: yaml.SequenceNode, Tag: "!!seq"}
	for _, t := range splitTags(text) {
		if t.key == model.IntentTag {
			continue
		}
		one := mapping("key", textNode(t.key))
		one.Content = append(one.Content, scalar("!!str", "value"), textNode(t.value))
		n.Content = append(n.Content, one)
	}
	return n, len(n.Content) > 0
}

// isPublicType reports the member that a draft tells by the place in the list.
func isPublicType(key string) bool {
	return strings.HasPrefix(key, model.PublicIPs+"[") && lastName(key) == "type"
}

func publicType(d written, key string) (*yaml.Node, bool) {
	element := strings.TrimSuffix(key, ".type")
	if !d.Has(model.FieldKey(element+".id")) && !d.Has(model.FieldKey(element+".public_ip")) {
		return nil, false
	}
	if element == elementKey(model.PublicIPs, 0) {
		return scalar("!!str", "master"), true
	}
	return scalar("!!str", "slave"), true
}

// header is what a reader should know first.
func header(j Job) string {
	lines := []string{"A job for drover: the body of the call that creates it. Open it with: drover --from FILE"}
	if told := j.Sections.Told(); len(told) > 0 {
		lines = append(lines, "What no create sends is taken after it, by I on the job: "+documentNames(told))
	}
	lines = append(lines, j.Notes...)
	if wanted := wantedSecrets(j.Draft); len(wanted) > 0 {
		lines = append(lines, "Secrets stand in no file. These need input in drover:")
		for _, key := range wanted {
			lines = append(lines, "  "+key)
		}
	}
	return strings.Join(lines, "\n")
}

// wantedSecrets are the secrets that the job needs, as far as the draft tells.
func wantedSecrets(d model.Draft) []string {
	var out []string
	for _, ends := range []string{model.Sources, model.Targets} {
		for i := range min(d.Count(ends), mostElements) {
			end := elementKey(ends, i)
			out = append(out, end+".endpoint.db_password")
			for k := range min(d.Count(model.Shards(ends, i)), mostElements) {
				out = append(out, elementKey(model.Shards(ends, i), k)+".db_password")
			}
			name := strings.ToLower(d.Get(model.FieldKey(end + ".ssl.ssl_cert_name")))
			if name != "" {
				out = append(out, end+".ssl.ssl_cert_key")
			}
			if strings.HasSuffix(name, ".p12") || strings.HasSuffix(name, ".pfx") {
				out = append(out, end+".ssl.ssl_cert_password")
			}
		}
	}
	return out
}

// documentNames are the names of some sections in the document.
func documentNames(sections []model.Section) string {
	names := make([]string, len(sections))
	for i, s := range sections {
		names[i] = nameOf(s)
	}
	return strings.Join(names, ", ")
}
