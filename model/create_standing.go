package model

import "strings"

// standing is a draft as its form is made: judged without the blanks around
// what was typed, shown with them.
type standing struct {
	typed Draft
	draft Draft // tidy
	offer Offer
	ways  *ways // nil until they are asked for: all links are gone through for them
}

func standingOf(d Draft, o Offer) *standing { return &standing{typed: d, draft: d.Tidy(), offer: o} }

// looking is the same draft with another element looked at.
func (s *standing) looking(look Draft) *standing {
	out := *s
	out.typed.at, out.draft.at = look.at, look.at
	return &out
}

// links are the links that the draft's choices leave.
func (s *standing) links() *ways {
	if s.ways == nil {
		w := waysOf(s.draft, s.offer)
		s.ways = &w
	}
	return s.ways
}

// fields are the fields of a step, judged.
func (s *standing) fields(step CreateStep) []Field {
	var fields []Field
	d, o := s.draft, s.offer
	switch step {
	case StepScenario:
		fields = scenarioFields(d, o, s.links())
	case StepLink:
		fields = linkFields(d, s.links())
	case StepSource:
		fields = endFields(d, o, Sources)
	case StepTarget:
		fields = endFields(d, o, Targets)
	case StepInstance:
		fields = instanceFields(d, o)
	case StepOptions:
		fields = optionFields(d, o)
	case StepReview:
	}
	for i := range fields {
		f := &fields[i]
		judge(f)
		if typed := s.typed.Get(f.Key); f.Kind == TextField && f.Live() && f.Value == d.Get(f.Key) {
			f.Value = typed
		}
	}
	return fields
}

// all are the fields of a step, of all elements of its lists in their order,
// each once.
func (s *standing) all(step CreateStep) []Field {
	every := views(step, s.draft)
	if len(every) < 2 {
		return s.fields(step)
	}
	var out []Field
	seen := map[FieldKey]bool{}
	for _, look := range every {
		for _, f := range s.looking(look).fields(step) {
			if !seen[f.Key] {
				seen[f.Key], out = true, append(out, f)
			}
		}
	}
	return out
}

// Tidy is the draft as it is judged and sent: without the blanks around what
// was typed or pasted, and around the commas of lists.
func (d Draft) Tidy() Draft {
	for key, value := range d.values {
		if t := tidied(key, value); t != value {
			d = d.Put(key, t)
		}
	}
	return d
}

func tidied(key FieldKey, value string) string {
	if FormOwn(key) {
		return value
	}
	value = strings.TrimSpace(value)
	if !strings.Contains(value, ",") || !joined(key) {
		return value
	}
	parts := strings.Split(value, ",")
	for i, p := range parts {
		parts[i] = strings.TrimSpace(p)
	}
	return strings.Join(parts, ",")
}

// joined reports the members that hold several things with commas between.
func joined(key FieldKey) bool {
	return key == KeyZones || key == KeyNodeIP || strings.HasSuffix(string(key), "].cloud.az_code") || strings.HasSuffix(string(key), ".ip")
}
