package sim

import (
	"bytes"
	"encoding/json"
)

// unfiltered is a selection without its row filters, as a clone gets it: a table that
// was filtered goes with all its rows. What is said of columns stays.
func (d *selection) unfiltered() *selection {
	if d == nil || !bytes.Contains(d.raw, []byte(`"filter_conditions"`)) {
		return d
	}
	var doc map[string]any
	numbers := json.NewDecoder(bytes.NewReader(d.raw))
	numbers.UseNumber()
	if numbers.Decode(&doc) != nil {
		return d
	}
	unfilter(doc)
	raw, err := json.Marshal(doc)
	if err != nil {
		return d
	}
	return selectionOf(raw)
}

// unfilter takes the row filters out of everything below a member.
func unfilter(at map[string]any) {
	if _, ok := at["filter_conditions"].([]any); ok {
		delete(at, "filter_conditions")
		delete(at, "filtered")
		if _, columns := at["columns"]; !columns {
			at["all"] = true
		}
	}
	for _, below := range at {
		if one, ok := below.(map[string]any); ok {
			unfilter(one)
		}
	}
}
