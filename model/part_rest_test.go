package model

import "testing"

func TestSameRest(t *testing.T) {
	for name, c := range map[string]struct {
		section Section
		a, b    string
		same    bool
	}{
		"written another way":      {SectionPolicy, `{"x":{"b":1,"a":[1, 2]},"conflict_policy":"stop"}`, "{\n \"conflict_policy\": \"ignore\", \"x\": {\"a\": [1,2], \"b\": 1} }", true},
		"another value":            {SectionPolicy, `{"x":"a"}`, `{"x":"b"}`, false},
		"deep within":              {SectionPolicy, `{"x":{"y":[{"z":1}]}}`, `{"x":{"y":[{"z":2}]}}`, false},
		"a member more":            {SectionPolicy, `{"conflict_policy":"stop"}`, `{"conflict_policy":"stop","x":false}`, false},
		"a member that says null":  {SectionPolicy, `{"x":null}`, ``, true},
		"nothing and an object":    {SectionPolicy, ``, `{}`, true},
		"nothing and null":         {SectionAlarm, `null`, ``, true},
		"what is known":            {SectionPolicy, `{"dml_types":"i","index_trans":true}`, `{"dml_types":"u"}`, true},
		"of the alarm":             {SectionAlarm, `{"delay_time":1,"x":1}`, `{"delay_time":2,"x":1}`, true},
		"known to another section": {SectionPolicy, `{"delay_time":1}`, `{"delay_time":2}`, false},
		"long numbers":             {SectionAlarm, `{"x":12345678901234567890}`, `{"x":12345678901234567891}`, false},
		"windows in another order": {SectionFlow, `[{"begin":"02:00","x":1},{"begin":"10:00","x":2}]`, `[{"begin":"10:30","x":2,"speed":"5"},{"begin":"02:00","x":1}]`, true},
		"of other windows":         {SectionFlow, `[{"begin":"02:00","x":1},{"begin":"10:00","x":2}]`, `[{"begin":"02:00","x":2},{"begin":"10:00","x":1}]`, false},
		"windows without a rest":   {SectionFlow, `[{"begin":"02:00","end":"05:59","speed":"80"}]`, `[]`, true},
		"no JSON":                  {SectionFlow, `[`, `[`, true},
		"other no JSON":            {SectionFlow, `[`, `{`, false},
		"does not go back":         {SectionTuning, `{"x":1}`, `{"x":2}`, true},
	} {
		a, b := Part{Section: c.section, Raw: []byte(c.a)}, Part{Section: c.section, Raw: []byte(c.b)}
		if a.SameRest(b) != c.same || b.SameRest(a) != c.same {
			t.Errorf("%s: %v and %v, want %v", name, a.SameRest(b), b.SameRest(a), c.same)
		}
	}
	known := Part{Section: SectionPolicy, Raw: []byte(`{"new_member":"a"}`), Values: map[FieldKey]string{"policy_config.new_member": "a"}}
	if !known.SameRest(Part{Section: SectionPolicy, Raw: []byte(`{"new_member":"b"}`)}) {
		t.Error("what is read as a value counts as unknown, too")
	}
	if (Part{Section: SectionPolicy}).SameRest(Part{Section: SectionAlarm}) {
		t.Error("sections are alike")
	}
}

func TestShownOtherwise(t *testing.T) {
	e := NewEdit(Detail{}, Part{Section: SectionPolicy, Values: map[FieldKey]string{KeyConflict: "ignore", KeyDML: "i,u"}})
	e = e.Put(KeyConflict, "overwrite").Put(KeyDML, "").PutSecret(KeyUsersSecret, NewSecret("s3ntinel"))
	job := PlanEdit("x", Capabilities{}, e, Around{}).Steps[0].Change.(EditJob)
	as := EditAs{Edit: e}
	label := e.label(e.Form(Around{}).Fields, KeyConflict)
	for name, c := range map[string]struct {
		now  map[FieldKey]string
		want string
	}{
		"as asked":   {map[FieldKey]string{KeyConflict: "overwrite", KeyReadMode: "xstream"}, ""},
		"as it was":  {map[FieldKey]string{KeyConflict: "ignore"}, label + " ignore, not overwrite"},
		"gone":       {nil, label + " empty, not overwrite"},
		"a new line": {map[FieldKey]string{KeyConflict: "a\nb"}, label + " " + Clean("a\nb") + ", not overwrite"},
	} {
		for _, as := range []EditAs{as, {}} { // a plan that has lost its form says it, too
			if got := job.ShownOtherwise(Part{Values: c.now}, as); got != c.want {
				t.Errorf("%s: %q, want %q", name, got, c.want)
			}
		}
	}
	if asked := job.Asked(); len(asked) != 2 {
		t.Errorf("asked %v", asked)
	}
}

// What a reading tells as true, or not at all, is off where nothing is told.
func TestOffIsNothing(t *testing.T) {
	for _, key := range []FieldKey{KeyMoveUsers, KeyOnePassword, KeyRecovery} {
		if !SameValue(key, "", "false") || !SameValue(key, "TRUE", "true") || SameValue(key, "", "true") {
			t.Errorf("%s is compared as text", key)
		}
	}
	if SameValue(KeyDDL, "", "false") {
		t.Error("what is on by itself is off where nothing is told")
	}
}
