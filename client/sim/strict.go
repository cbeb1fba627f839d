package sim

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
)

// members reads one JSON object whose members are all known and stand there
// once each, in exactly this spelling: request schemas are closed.
func members(raw []byte, known ...string) (map[string]json.RawMessage, error) {
	in := json.NewDecoder(bytes.NewReader(raw))
	if t, err := in.Token(); err != nil || t != json.Delim('{') {
		return nil, errors.New("the request body is not a JSON object")
	}
	out := map[string]json.RawMessage{}
	for in.More() {
		t, err := in.Token()
		if err != nil {
			return nil, errors.New("the request body cannot be read")
		}
		name, _ := t.(string)
		if _, twice := out[name]; twice || !slices.Contains(known, name) {
			return nil, fmt.Errorf("the parameter %q is unknown or stands there twice", name)
		}
		var value json.RawMessage
		if err := in.Decode(&value); err != nil {
			return nil, fmt.Errorf("the parameter %q cannot be read", name)
		}
		out[name] = value
	}
	if _, err := in.Token(); err != nil {
		return nil, errors.New("the request body cannot be read")
	}
	if _, err := in.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("something follows the request body")
	}
	return out, nil
}

// value reads one member into its type; null is no value of any type. Absent
// members leave into as it is.
func value[T any](from map[string]json.RawMessage, name string, into *T) error {
	raw, there := from[name]
	if !there {
		return nil
	}
	if string(raw) == "null" || json.Unmarshal(raw, into) != nil {
		return fmt.Errorf("the parameter %q is of the wrong type", name)
	}
	return nil
}

// invalid is the refusal of a request that breaks the contract.
func invalid(err error) answer {
	return refuse(http.StatusBadRequest, "DRS.M00202", "Parameter error: "+err.Error()+".")
}

// jobIDs reads the member jobs of the reading batch calls.
func jobIDs(m map[string]json.RawMessage) ([]string, answer) {
	var ids []string
	if err := value(m, "jobs", &ids); err != nil {
		return nil, invalid(err)
	}
	if len(ids) == 0 || slices.Contains(ids, "") {
		return nil, refuse(http.StatusBadRequest, "DRS.M00201", "The parameter jobs is empty.")
	}
	return ids, answer{}
}
