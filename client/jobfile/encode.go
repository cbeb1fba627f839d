package jobfile

import (
	"bytes"
	"encoding/json"
	"strings"

	"go.yaml.in/yaml/v3"
)

// encodeYAML encodes nodes that were made here: none can be refused.
func encodeYAML(n *yaml.Node) []byte {
	var out bytes.Buffer
	enc := yaml.NewEncoder(&out)
	enc.SetIndent(2)
	if enc.Encode(n) != nil || enc.Close() != nil {
		return nil
	}
	return out.Bytes()
}

// encodeJSON writes nodes as JSON, in their order.
func encodeJSON(n *yaml.Node) []byte {
	var out bytes.Buffer
	writeJSON(&out, n, "\n")
	out.WriteByte('\n')
	return out.Bytes()
}

func writeJSON(out *bytes.Buffer, n *yaml.Node, line string) {
	step, ends := 1, "[]"
	switch n.Kind {
	case yaml.ScalarNode:
		out.WriteString(jsonValue(n))
		return
	case yaml.MappingNode:
		step, ends = 2, "{}"
	default: // a list
	}
	out.WriteByte(ends[0])
	for i := 0; i+step <= len(n.Content); i += step {
		if i > 0 {
			out.WriteByte(',')
		}
		out.WriteString(line + "  ")
		if step == 2 {
			out.WriteString(jsonValue(n.Content[i]) + ": ")
		}
		writeJSON(out, n.Content[i+step-1], line+"  ")
	}
	if len(n.Content) > 0 {
		out.WriteString(line)
	}
	out.WriteByte(ends[1])
}

func jsonValue(n *yaml.Node) string {
	if n.Tag != "!!str" {
		return n.Value
	}
	var out strings.Builder
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(n.Value) // a text is never refused
	return strings.TrimSuffix(out.String(), "\n")
}
