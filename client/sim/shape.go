package sim

import (
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// shape is what the contract takes as a value, closed like its schemas: deep
// request bodies are held against it before anything else is looked at.
type shape struct {
	kind    kindOfValue
	members map[string]shape // of an object: all that it may have
	needed  []string         // of those: what must be there
	items   func() shape     // of a list
	values  []string         // of a text: the only ones; nil: any
}

type kindOfValue uint8

const (
	textValue kindOfValue = iota
	wholeValue
	truthValue
	listValue
	objectValue
	anyValue
	mapValue // of texts, whatever their names
)

func text(values ...string) shape { return shape{kind: textValue, values: values} }
func whole() shape                { return shape{kind: wholeValue} }
func truth() shape                { return shape{kind: truthValue} }

func mapOfTexts() shape { return shape{kind: mapValue} }

func listOf(items func() shape) shape { return shape{kind: listValue, items: items} }

// closed is an object; the names of members that must be there stand first,
// separated by blanks.
func closed(needed string, members map[string]shape) shape {
	return shape{kind: objectValue, members: members, needed: strings.Fields(needed)}
}

// texts adds members that take any text.
func (s shape) texts(names ...string) shape {
	for _, name := range names {
		s.members[name] = text()
	}
	return s
}

// check holds a value against the shape. Its place in the body is named in the
// refusal; a status of 0 means that it fits.
func (s shape) check(at string, raw json.RawMessage) answer {
	var err error
	switch s.kind {
	case objectValue:
		return s.checkMembers(at, raw)
	case listValue:
		return s.checkItems(at, raw)
	case wholeValue:
		var n int
		err = value(map[string]json.RawMessage{at: raw}, at, &n)
	case truthValue:
		var b bool
		err = value(map[string]json.RawMessage{at: raw}, at, &b)
	case anyValue:
	case mapValue:
		var m map[string]*string
		if err = value(map[string]json.RawMessage{at: raw}, at, &m); err == nil && slices.Contains(slices.Collect(maps.Values(m)), nil) {
			return wrong(at, "its members are texts")
		}
	case textValue:
		var t string
		if err = value(map[string]json.RawMessage{at: raw}, at, &t); err == nil && s.values != nil && !slices.Contains(s.values, t) {
			return wrong(at, "there are "+strings.Join(s.values, ", "))
		}
	}
	if err != nil {
		return invalid(err)
	}
	return answer{}
}

func (s shape) checkMembers(at string, raw json.RawMessage) answer {
	m, err := members(raw, slices.Collect(maps.Keys(s.members))...)
	if err != nil {
		return refuse(http.StatusBadRequest, "DRS.M00202", "Parameter error: "+or(at, "job")+": "+err.Error()+".")
	}
	for _, name := range s.needed {
		if _, there := m[name]; !there {
			return lacks(place5(at, name))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(m)) {
		if a := s.members[name].check(place5(at, name), m[name]); a.status != 0 {
			return a
		}
	}
	return answer{}
}

func (s shape) checkItems(at string, raw json.RawMessage) answer {
	var items []json.RawMessage
	if err := value(map[string]json.RawMessage{at: raw}, at, &items); err != nil {
		return invalid(err)
	}
	for n, one := range items {
		if a := s.items().check(item5(at, n), one); a.status != 0 {
			return a
		}
	}
	return answer{}
}

// place5 is the place of a member below another, as refusals write it.
func place5(at, name string) string {
	if at == "" {
		return name
	}
	return at + "." + name
}

// item5 is the place of the n-th item of a list.
func item5(list string, n int) string { return list + "[" + strconv.Itoa(n) + "]" }

// lacks refuses a body without a value that must be there.
func lacks(at string) answer {
	return refuse(http.StatusBadRequest, "DRS.M00201", "The parameter "+at+" is empty.")
}

// wrong refuses a value, and says what is right.
func wrong(at, why string) answer {
	return refuse(http.StatusBadRequest, "DRS.M00202", "The parameter "+at+" is invalid: "+why+".")
}

// unfit refuses what is a good value by itself but not here.
func unfit(at, why string) answer {
	return refuse(http.StatusBadRequest, "DRS.M00305", "The parameter "+at+" does not fit: "+why+".")
}

// firstOf gives the first refusal of several checks, in their order.
func firstOf(checks ...func() answer) answer {
	for _, check := range checks {
		if a := check(); a.status != 0 {
			return a
		}
	}
	return answer{}
}
