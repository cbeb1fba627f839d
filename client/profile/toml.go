package profile

import (
	"errors"
	"strings"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"
)

// setting is one key of a TOML file, or the head of a table, with where it
// stands.
type setting struct {
	path  []string
	line  int // from 1
	value any // string, bool, []string; nil: a table; otherKind: what no key of drover takes
}

// otherKind is a value of a kind that no key takes. It is not kept: it may be
// a secret in the wrong place.
type otherKind struct{}

func (s setting) name() string { return s.path[len(s.path)-1] }

// mistake is what is wrong in a line.
type mistake struct {
	line int
	what string
}

// parse reads a TOML file as a list of settings, in their order. The library
// checks all of it first; its parser then says in which line a key stands.
func parse(text []byte) ([]setting, *mistake) {
	var whole map[string]any
	if err := toml.Unmarshal(text, &whole); err != nil {
		return nil, explained(text, err)
	}
	var out []setting
	var p unstable.Parser
	p.Reset(text)
	var table []string
	for p.NextExpression() {
		e := p.Expression()
		switch e.Kind {
		case unstable.Table:
			table, out = take(&p, out, nil, e)
		case unstable.ArrayTable:
			table, out = take(&p, out, nil, e)
			out[len(out)-1].value = otherKind{}
		case unstable.KeyValue:
			_, out = take(&p, out, table, e)
		default: // comments
		}
	}
	return out, nil
}

// take adds the setting that a node is, and those in it.
func take(p *unstable.Parser, out []setting, table []string, n *unstable.Node) ([]string, []setting) {
	s := setting{path: append([]string(nil), table...)}
	for it := n.Key(); it.Next(); {
		s.path = append(s.path, string(it.Node().Data))
		s.line = p.Shape(it.Node().Raw).Start.Line
	}
	if n.Kind != unstable.KeyValue {
		return s.path, append(out, s)
	}
	v := n.Value()
	if v.Kind == unstable.InlineTable {
		out = append(out, s)
		for it := v.Children(); it.Next(); {
			_, out = take(p, out, s.path, it.Node())
		}
		return s.path, out
	}
	s.value = valueOf(v)
	return s.path, append(out, s)
}

func valueOf(v *unstable.Node) any {
	switch v.Kind {
	case unstable.String:
		return string(v.Data)
	case unstable.Bool:
		return string(v.Data) == "true"
	case unstable.Array:
		words := []string{}
		for it := v.Children(); it.Next(); {
			if it.Node().Kind == unstable.Comment {
				continue
			}
			if it.Node().Kind != unstable.String {
				return otherKind{}
			}
			words = append(words, string(it.Node().Data))
		}
		return words
	default:
		return otherKind{}
	}
}

// explained turns the library's error into ours. What the line says is not
// repeated, for it may hold a secret.
func explained(text []byte, err error) *mistake {
	m := &mistake{line: 1, what: "this is no TOML"}
	var at *toml.DecodeError
	if !errors.As(err, &at) {
		return m
	}
	m.line, _ = at.Position()
	before, _, _ := strings.Cut(lineOf(text, m.line), "=")
	dotted := strings.Split(before, ".")
	if name := strings.Trim(strings.TrimSpace(dotted[len(dotted)-1]), `"'`); holdsSecret(name) {
		return &mistake{m.line, secretRefused(name)}
	}
	if why := strings.TrimPrefix(at.Error(), "toml: "); !strings.Contains(why, "float") { // that one repeats the number
		m.what += ": " + why
	}
	return m
}

func lineOf(text []byte, line int) string {
	lines := strings.Split(string(text), "\n")
	if line < 1 || line > len(lines) {
		return ""
	}
	return lines[line-1]
}
