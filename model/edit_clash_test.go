package model_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	. "drover/model"
)

func clashLines(clashes []Clash) []string {
	var out []string
	for _, c := range clashes {
		line := c.Label + ": " + c.Base + " > " + c.Theirs + ", mine " + c.Mine
		if c.Both {
			line += ", both"
		}
		out = append(out, line)
	}
	return out
}

func TestWhatSomebodyElseChanged(t *testing.T) {
	e := edited(SectionPolicy, mysqlSync(), quiet()...).With(KeyConflict, "stop").With(KeyDML, "i,u").With(KeyIndexes, "false")
	theirs := policyPart(quiet(put(KeyDML, "d,u"), put(KeyIndexes, "FALSE"), put(KeyDDL, "false"))...)
	want := []string{
		"replay DDL: yes > no, mine yes",
		"replay rows: insert, update, delete > delete, update, mine insert, update, both",
	}
	if got := clashLines(e.Clashes(theirs, atMorning())); !slices.Equal(got, want) {
		t.Errorf("%s", strings.Join(got, "\n"))
	}
	if got := e.Clashes(e.Base, atMorning()); got != nil {
		t.Errorf("nobody changed anything: %v", clashLines(got))
	}
	kept := e.Onto(mysqlSync(), theirs, nil)
	if got := kept.Changed(); !slices.Equal(got, []FieldKey{KeyConflict}) || kept.Get(KeyDML) != "d,u" || kept.Get(KeyDDL) != "false" || kept.Replaces() || EditWord(kept) != "" {
		t.Errorf("theirs kept: %v %s", got, kept.Get(KeyDML))
	}
	over := e.Onto(mysqlSync(), theirs, map[FieldKey]bool{KeyDML: true})
	if got := over.Changed(); !slices.Equal(got, []FieldKey{KeyConflict, KeyDML}) || over.Get(KeyDML) != "i,u" || !over.Replaces() || EditWord(over) != "job-a" {
		t.Errorf("theirs replaced: %v %s", got, over.Get(KeyDML))
	}
	p := PlanEdit("i", editing(), over, atMorning())
	if got := sentences(Effects(p.Wish, Sum{Tally: Tally{Goes: 1}}, begun, nil)); !p.Steps[0].Goes() || got[0] != "! It replaces what somebody else has written meanwhile." {
		t.Errorf("%q %v", p.Steps[0].Why, got)
	}
	for _, d := range over.Differences(atMorning()) {
		if d.Over != (d.Key == KeyDML) {
			t.Errorf("%+v", d)
		}
	}
	if back := over.Undo(KeyDML); back.Replaces() {
		t.Error("what was undone replaces nothing")
	}
}

// What somebody else turned off takes our kinds of DDL with it: they are wrong
// until they are undone.
func TestTheirsMakesOursGrey(t *testing.T) {
	e := edited(SectionPolicy, mysqlSync(), quiet()...).With(KeyDDLKinds, "ADD_COLUMN")
	on := e.Onto(mysqlSync(), policyPart(quiet(put(KeyDDL, "false"))...), nil)
	if s := PlanEdit("i", editing(), on, atMorning()).Steps[0]; s.Why != "1 field is wrong or empty" {
		t.Errorf("it says %q", s.Why)
	}
	if got := on.Undo(KeyDDLKinds).Changed(); len(got) != 0 {
		t.Errorf("undone: %v", got)
	}
}

func TestTokensOfTheirsSurviveMine(t *testing.T) {
	e := edited(SectionPolicy, mysqlSync(), quiet()...).With(KeyDML, "i")
	theirs := policyPart(quiet(put(KeyDML, "i,u,ZAP"))...)
	if got := e.Onto(mysqlSync(), theirs, map[FieldKey]bool{KeyDML: true}).Get(KeyDML); got != "i,ZAP" {
		t.Errorf("%s", got)
	}
}

// The laws of carrying an edit onto what stands there now.
func TestOntoLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := somePolicy(t)
		for range rapid.IntRange(0, 5).Draw(t, "changes") {
			e = e.With(someKey(t, e), someValue(t))
		}
		theirs := somePolicy(t).Base
		every, some := map[FieldKey]bool{}, map[FieldKey]bool{}
		for _, f := range e.Form(atMorning()).Fields {
			every[f.Key] = true
			if rapid.Bool().Draw(t, string(f.Key)) {
				some[f.Key] = true
			}
		}
		for _, mine := range []map[FieldKey]bool{nil, every, some} { // nobody changed anything: the edit is as it was
			if same := e.Onto(e.Detail, e.Base, mine); !sameWant(same, e) || same.Replaces() {
				t.Fatalf("onto its own base it is another edit: %v, was %v", same.Want(), e.Want())
			}
		}
		on := e.Onto(e.Detail, theirs, some)
		clashed := map[FieldKey]bool{}
		for _, c := range e.Clashes(theirs, atMorning()) {
			clashed[c.Key] = true
		}
		for key := range every {
			base, now, was, is := e.Base.Get(key), theirs.Get(key), e.Get(key), on.Get(key)
			switch {
			case SameValue(key, base, now) && !SameValue(key, is, was):
				t.Fatalf("%s: nobody else changed it, it is %q and was to be %q", key, is, was)
			case clashed[key] && !some[key] && !SameValue(key, is, now):
				t.Fatalf("%s: theirs was chosen, it is %q", key, is)
			case clashed[key] && some[key] && !strings.Contains(now, "ZAP") && !SameValue(key, is, was):
				t.Fatalf("%s: mine was chosen, it is %q and was to be %q", key, is, was)
			}
		}
		if got := on.Clashes(theirs, atMorning()); got != nil {
			t.Fatalf("carried onto theirs it still clashes: %v", clashLines(got))
		}
	})
}
