package model_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	. "drover/model"
)

func TestNewNames(t *testing.T) {
	named := func(value string) Edit {
		return edited(SectionName, mysqlSync(), put(KeyName, "orders-1")).With(KeyName, value)
	}
	asked := func(c NameCheck) Around {
		a := atMorning()
		a.Name = c
		return a
	}
	listed := atMorning()
	listed.NameListed = true
	free := NameCheck{Name: "orders-2", Asked: true, Free: true, At: atMorning().Now}
	for _, c := range []struct {
		says   string
		edit   Edit
		around Around
		want   string
		hint   string
	}{
		{"as it was", named("orders-1"), listed, "right", "4 to 50 letters, digits, - _"},
		{"blanks around it", named(" orders-2 "), asked(free), "right", "free 03:12:09Z"},
		{"free, nobody knows when it was asked", named("orders-2"), asked(NameCheck{Name: "orders-2", Asked: true, Free: true}), "right", "free"},
		{"another one is free", named("orders-3"), asked(free), "right", "4 to 50 letters, digits, - _"},
		{"taken", named("orders-2"), asked(NameCheck{Name: "orders-2", Asked: true}), "wrong: taken", ""},
		{"taken, in the service's words", named("orders-2"), asked(NameCheck{Name: "orders-2", Asked: true, Code: NewText("DRS.M00277"), Why: NewText("It exists.")}), "wrong: taken: DRS.M00277 It exists", ""},
		{"taken on the list", named("orders-2"), listed, "wrong: taken by a job on the list", ""},
		{"its own in another case", named("Orders-1"), asked(NameCheck{Name: "Orders-1", Asked: true}), "right", "its own name in another case"},
		{"nobody can be asked", named("orders-2"), asked(NameCheck{Name: "orders-2", Unasked: "v3 has no such call"}), "right", "could not be checked: v3 has no such call"},
		{"empty", named(""), atMorning(), "wrong: a name is needed: 4 to 50 letters, digits, - and _", ""},
		{"short", named("abc"), atMorning(), "wrong: at least 4 characters", ""},
		{"four", named("abcd"), atMorning(), "right", "4 to 50 letters, digits, - _"},
		{"a digit in front", named("9lives"), atMorning(), "wrong: it begins with a letter", ""},
		{"51", named(strings.Repeat("a", 51)), atMorning(), "wrong: at most 50 characters, it has 51", ""},
		{"an old one that breaks a rule", edited(SectionName, mysqlSync(), put(KeyName, "9")), atMorning(), "right", "4 to 50 letters, digits, - _"},
	} {
		f := fieldOf(t, c.edit, c.around, KeyName)
		if got := told(f); got != c.want || got == "right" && f.Hint != c.hint {
			t.Errorf("%s: %q, %q", c.says, got, f.Hint)
		}
	}
	e := named("orders-2")
	got := sentences(Effects(PlanEdit("i", editing(), e, atMorning()).Wish, Sum{Tally: Tally{Goes: 1}}, begun, nil))
	if len(got) != 2 || !strings.Contains(got[0], "scripts") {
		t.Errorf("%v", got)
	}
	if s := PlanEdit("i", editing(), e, atMorning()).Steps[0]; !s.Goes() {
		t.Errorf("it says %q", s.Why)
	}
}

func TestDescriptions(t *testing.T) {
	for value, want := range map[string]string{
		"":                       "right",
		"Wave 2, ask Ana":        "right",
		strings.Repeat("ü", 256): "right",
		strings.Repeat("ü", 257): "wrong: at most 256 characters, it has 257",
		"a<b":                    "wrong: not <: none of ! < > & ' \" \\",
		"it's":                   "wrong: not ': none of ! < > & ' \" \\",
		"\xff":                   "wrong: it is no UTF-8",
	} {
		e := edited(SectionDescription, mysqlSync(), put(KeyDescription, "old & odd")).With(KeyDescription, value)
		if got := told(fieldOf(t, e, atMorning(), KeyDescription)); got != want {
			t.Errorf("%q: %q, want %q", value, got, want)
		}
	}
	if got := told(fieldOf(t, edited(SectionDescription, mysqlSync(), put(KeyDescription, "old & odd")), atMorning(), KeyDescription)); got != "right" {
		t.Errorf("as it came: %q", got)
	}
	gone := edited(SectionDescription, mysqlSync(), put(KeyDescription, "old")).With(KeyDescription, "")
	if got := sentences(Effects(PlanEdit("i", editing(), gone, atMorning()).Wish, Sum{Tally: Tally{Goes: 1}}, begun, nil)); !slices.Equal(got, []string{"· The description is taken out."}) {
		t.Errorf("%v", got)
	}
}

func TestDaysAfterAFailure(t *testing.T) {
	for value, want := range map[string]string{
		"13": "wrong: 14 to 100", "14": "right", "100": "right", "101": "wrong: 14 to 100", "": "wrong: 14 to 100",
		"020": "wrong: 14 to 100", "a": "wrong: 14 to 100", " 20 ": "right", "+20": "wrong: 14 to 100",
	} {
		e := edited(SectionExpiry, mysqlSync(), put(KeyExpired, "30")).With(KeyExpired, value)
		if got := told(fieldOf(t, e, atMorning(), KeyExpired)); got != want {
			t.Errorf("%q: %q, want %q", value, got, want)
		}
	}
	if f := fieldOf(t, edited(SectionExpiry, mysqlSync()), atMorning(), KeyExpired); told(f) != "right" || f.Hint != "not told: 14 by default" {
		t.Errorf("not told: %+v", f)
	}
	in := func(status, was, is string) Edit {
		d := mysqlSync()
		d.Job = d.Job.WithStatus(NewText(status))
		return edited(SectionExpiry, d, put(KeyExpired, was)).With(KeyExpired, is)
	}
	period := in("CONFIGURATION", "14", "30")
	period.Detail.Job.Charging = Period
	checkSays(t, atMorning(), []saysOnly{
		{"· Failed and not mended for 30 days it ends by itself: that is final.", in("CONFIGURATION", "14", "30"), in("CONFIGURATION", "14", "31")},
		{"· Failed and not mended for 14 days it ends by itself: that is final.", edited(SectionExpiry, mysqlSync()), in("CONFIGURATION", "14", "x")},
		{"! It has failed already, and has fewer days now: it may end at once.", in("INCRE_TRANSFER_FAILED", "30", "14"), in("INCRE_TRANSFER_STARTED", "30", "14")},
		{"! It has failed already, and has fewer days now: it may end at once.", in("FULL_TRANSFER_FAILED", "15", "14"), in("INCRE_TRANSFER_FAILED", "14", "14")},
		{"· It has failed already: it gets 16 days more to be mended.", in("INCRE_TRANSFER_FAILED", "14", "30"), in("CONFIGURATION", "14", "30")},
		{"· It has failed already: it gets 1 day more to be mended.", in("INCRE_TRANSFER_FAILED", "", "15"), in("INCRE_TRANSFER_FAILED", "15", "15")},
		{"· Its creation failed: that ends it after 3 days, whatever stands here.", in("CREATE_FAILED", "14", "30"), in("START_JOB_FAILED", "14", "30")},
		{"· It is billed as long as it stands failed.", in("CONFIGURATION", "14", "30"), period},
	})
	if d := in("CONFIGURATION", "14", "30").Differences(atMorning()); len(d) != 1 || d[0].Was != "14 days" || d[0].Is != "30 days" {
		t.Errorf("%+v", d)
	}
}

func TestANewNode(t *testing.T) {
	made := func(days int) Edit {
		d := mysqlSync()
		d.Job.Created = atMorning().Now.AddDate(0, 0, -days)
		return edited(SectionRecreate, d)
	}
	old, young := made(5), made(2)
	fact := func(e Edit) string { return e.Form(atMorning()).Fields[0].Value }
	if got := fact(old); got != "released 2d ago" {
		t.Errorf("old: %s", got)
	}
	if got := fact(young); got != "kept for 1d more" {
		t.Errorf("young: %s", got)
	}
	if got := fact(edited(SectionRecreate, mysqlSync())); got != "nobody told when it was made" {
		t.Errorf("of no age: %s", got)
	}
	checkSays(t, atMorning(), []saysOnly{
		{"! Its node should still be there: a new one is needed after that alone.", young, old},
		{"· Its node is gone, 3 days after its creation; its configuration stays.", old, young},
		{"· Its node is gone, 3 days after its creation; its configuration stays.", made(3), edited(SectionRecreate, mysqlSync())},
		{"· Whether its node is still there is not known here.", edited(SectionRecreate, mysqlSync()), old},
	})
	if s := PlanEdit("i", editing(), old, atMorning()).Steps[0]; s.Why != "nothing is changed" {
		t.Errorf("not pressed: %q", s.Why)
	}
	pressed := old.Press(KeyRecreate)
	p := PlanEdit("i", editing(), pressed, atMorning())
	if !p.Steps[0].Goes() || pressed.Get(KeyRecreate) != "true" {
		t.Errorf("pressed: %q %q", p.Steps[0].Why, pressed.Get(KeyRecreate))
	}
	if got := sentences(Effects(p.Wish, Sum{Tally: Tally{Goes: 1}}, begun, nil)); len(got) != 5 {
		t.Errorf("%s", strings.Join(got, "\n"))
	}
	if d := pressed.Differences(atMorning()); len(d) != 1 || d[0].Label != "a new one" || d[0].Is != "asked for anew" {
		t.Errorf("%+v", d)
	}
	for name, e := range map[string]Edit{
		"pressed again": pressed.Press(KeyRecreate), "undone": pressed.Undo(KeyRecreate), "another button": old.Press(KeyName), "another value": old.With(KeyRecreate, "yes"),
	} {
		if got := e.Changed(); len(got) != 0 {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// Of every section of this kind: what is said fits a line, labels fit, and what
// is undone is gone.
func TestPlainSections(t *testing.T) {
	keys := map[Section][]FieldKey{
		SectionName: {KeyName}, SectionDescription: {KeyDescription}, SectionExpiry: {KeyExpired}, SectionRecreate: {KeyRecreate},
		SectionAlarm: {KeyAlarmOn, KeyAlarmTopic, KeyAlarmDelay, KeyAlarmRPO, KeyAlarmRTO},
	}
	values := rapid.OneOf(rapid.SampledFrom([]string{"", "true", "false", "0", "60", "7200", "14", someTopic, "orders-9"}), rapid.String())
	rapid.Check(t, func(t *rapid.T) {
		section := rapid.SampledFrom([]Section{SectionName, SectionDescription, SectionExpiry, SectionAlarm, SectionRecreate}).Draw(t, "section")
		d := detailOf(rapid.SampledFrom(Scenarios()).Draw(t, "scenario"), rapid.SampledFrom(everyTask).Draw(t, "task"), "mysql-to-mysql")
		d.Job = d.Job.WithStatus(NewText(rapid.SampledFrom(Statuses()).Draw(t, "status")))
		d.Job.Created = atMorning().Now.AddDate(0, 0, -rapid.IntRange(0, 9).Draw(t, "days"))
		base := Part{Section: section, Values: map[FieldKey]string{}}
		for _, key := range keys[section] {
			if v := values.Draw(t, "base"); v != "" && section != SectionRecreate {
				base.Values[key] = v
			}
		}
		e := NewEdit(d, base)
		if form := e.Form(atMorning()); form.Wrong != 0 {
			t.Fatalf("what was read is wrong: %+v", form.Fields)
		}
		for range rapid.IntRange(0, 4).Draw(t, "changes") {
			e = e.With(rapid.SampledFrom(keys[section]).Draw(t, "key"), values.Draw(t, "value"))
			form := e.Form(atMorning())
			for _, f := range form.Fields {
				if !f.Live() && f.Kind != FactField && !SameValue(f.Key, e.Base.Get(f.Key), e.Get(f.Key)) {
					t.Fatalf("%s changed, though %s", f.Key, f.Grey)
				}
				if utf8.RuneCountInString(f.Label) > 14 || !strings.HasSuffix(f.Help, ".") {
					t.Fatalf("%q: %q", f.Label, f.Help)
				}
			}
			for _, m := range form.Means {
				if n := utf8.RuneCountInString(m.Text); n > 76 || !strings.HasSuffix(m.Text, ".") {
					t.Fatalf("%d cells: %s", n, m.Text)
				}
			}
		}
		for _, key := range e.Changed() {
			e = e.Undo(key)
		}
		if len(e.Changed()) != 0 || !sameWant(e, NewEdit(d, base)) {
			t.Fatalf("undone, there is still %v", e.Want())
		}
	})
}
