package model_test

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	. "drover/model"

	"pgregory.net/rapid"
)

// listEdits are sections as somebody may find them.
func listEdits() map[string]Edit {
	return map[string]Edit{
		"flow": flowOf("02:00-05:59=80,10:00-11:59=5"), "no flow": flowOf(""), "tags": tagged("team=orders, tier=1"), "no tags": tagged(""),
		"tuning": tuning(false), "defaults": tuning(true), "parameters": paramJob(), "users": moving(), "nobody": movers("mysql"),
		"one password": moving(put(KeyOnePassword, "true")), "mongo": movers("mongodb", put(KeyMoveUsers, "true"), put(KeyUsers, "u1")),
		"order": edited(SectionPeriod, mysqlSync()), "position": positioned(), "position told": positioned(put(KeyPosition, "mysql-bin.000012:4")),
		"tuning without parameters": edited(SectionTuning, mysqlSync()), "no users": edited(SectionUsers, detailOf(Migration, Full, "mysql")),
	}
}

// As it was read nothing is changed, nothing is wrong, and nothing is planned.
func TestNothingChangedIsNothingPlanned(t *testing.T) {
	for name, e := range listEdits() {
		form := e.Form(atMorning())
		if form.Changed != 0 || form.Wrong != 0 || len(form.Fields) == 0 {
			t.Errorf("%s: %d changed, %d wrong, %d fields: %s", name, form.Changed, form.Wrong, len(form.Fields), wrongs(e, atMorning()))
		}
		if why := PlanEdit("01J", Capabilities{}, e, atMorning()).Steps[0].Why; why == "" {
			t.Errorf("%s goes", name)
		}
		if first, later := e.First(); later != 0 || len(first.Changed()) != 0 {
			t.Errorf("%s: the first part changes %v", name, first.Changed())
		}
	}
}

// What a form says has an end, and fits; a field that cannot be changed says why
// and takes nothing.
func TestFormsOfListsSpeakPlainly(t *testing.T) {
	for name, e := range listEdits() {
		for _, f := range e.Form(atMorning()).Fields {
			most := 28 // parameters have long names
			if e.Section != SectionTuning && e.Section != SectionParams {
				most = 14
			}
			if n := utf8.RuneCountInString(f.Label); n == 0 || n > most {
				t.Errorf("%s, %s: the label %q", name, f.Key, f.Label)
			}
			if f.Help == "" || !strings.HasSuffix(f.Help, ".") {
				t.Errorf("%s, %s: the help %q", name, f.Key, f.Help)
			}
			if s, ok := SectionOf(f.Key); !ok || s != e.Section {
				t.Errorf("%s: %s is of %s", name, f.Key, s)
			}
			for _, why := range []string{f.Grey, f.Fixed, f.Wrong, f.Hint, f.Risk} {
				if strings.HasSuffix(why, ".") {
					t.Errorf("%s, %s: %q is no sentence", name, f.Key, why)
				}
			}
		}
	}
}

// drawEdit is a section after some changes, as a form makes them.
func drawEdit(t *rapid.T) Edit {
	all := listEdits()
	e := all[rapid.SampledFrom(slices.Sorted(maps.Keys(all))).Draw(t, "section")]
	values := rapid.SampledFrom([]string{"", "true", "false", "1", "2", "3", "9", "64", "ON", "OFF", "02:00", "05:59", "u1", "u1,u3", "u9", "dba", "team", "mysql-bin.000012:4", "x,y=z-"})
	for range rapid.IntRange(0, 8).Draw(t, "steps") {
		fields := e.Form(atMorning()).Fields
		f := fields[rapid.IntRange(0, len(fields)-1).Draw(t, "field")]
		before := e
		switch {
		case f.Kind == SecretField:
			e = e.PutSecret(f.Key, NewSecret("x"))
			continue
		case f.Kind == ButtonField:
			e = e.Press(f.Key)
		default:
			e = e.With(f.Key, values.Draw(t, "value"))
		}
		if back := SameValue(f.Key, e.Get(f.Key), e.Base.Get(f.Key)); !f.Live() && !back && !SameValue(f.Key, e.Get(f.Key), before.Get(f.Key)) {
			t.Fatalf("%s cannot be changed (%s%s), and changed %v to %v", f.Key, f.Grey, f.Fixed, before.Want(), e.Want())
		}
	}
	return e
}

func TestEditsOfListsAreUndone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := drawEdit(t)
		if got, want := e.Form(atMorning()).Changed, len(e.Changed()); got != want {
			t.Fatalf("the form has %d changed, there are %d", got, want)
		}
		for range 3 { // one may open the field of another
			for _, key := range e.Changed() {
				if !e.Secret(key).Empty() {
					e = e.PutSecret(key, Secret{})
				} else {
					e = e.Undo(key)
				}
			}
		}
		if len(e.Changed()) != 0 || e.Form(atMorning()).Wrong != 0 {
			t.Fatalf("undone, %v is changed, wrong is %s", e.Changed(), wrongs(e, atMorning()))
		}
	})
}

// What is read again unchanged leaves an edit as it is; what went, part by part,
// leaves nothing.
func TestEditsOfListsGoInParts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := drawEdit(t)
		if onto := e.Onto(e.Detail, e.Base, nil); !sameWant(onto, e) {
			t.Fatalf("upon the same reading %v is %v", e.Want(), onto.Want())
		}
		if e.Form(atMorning()).Wrong > 0 {
			return // nothing of it goes
		}
		for range 2 {
			first, later := e.First()
			if again, left := first.First(); left != 0 || !sameWant(again, first) {
				t.Fatalf("the first part of %v has parts", first.Want())
			}
			for _, key := range first.Changed() {
				if len(e.Changed()) == 0 || !strings.Contains(changedText(e), string(key)) {
					t.Fatalf("%s goes and is not changed", key)
				}
			}
			e = e.After(first, e.Detail, partOf(first))
			if later == 0 && len(e.Changed()) != 0 {
				t.Fatalf("everything went, and changed is %v", e.Changed())
			}
		}
		if len(e.Changed()) != 0 {
			t.Fatalf("after two requests %v is changed", e.Changed())
		}
	})
}

func changedText(e Edit) string {
	var out []string
	for _, key := range e.Changed() {
		out = append(out, string(key))
	}
	return strings.Join(out, " ")
}
