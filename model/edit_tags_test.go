package model_test

import (
	"strings"
	"testing"

	. "drover/model"

	"pgregory.net/rapid"
)

func taggedJob(own bool) Detail {
	d := mysqlSync()
	if own {
		d.Tags = []Tag{{Key: NewText(IntentTag), Value: NewText("01J")}}
	}
	return d
}

func tagged(value string) Edit {
	if value == "" {
		return edited(SectionTags, taggedJob(true))
	}
	return edited(SectionTags, taggedJob(true), put(KeyTags, value))
}

// manyTags are n tags, t0=1 on.
func manyTags(n int) string {
	var out []string
	for i := range n {
		out = append(out, "t"+twoDigits(i)+"=1")
	}
	return strings.Join(out, ", ")
}

func TestTagsAreRightAndWrong(t *testing.T) {
	const key, value = "base_info.tags#0.key: ", "base_info.tags#0.value: "
	long36, long43 := strings.Repeat("k", 36), strings.Repeat("v", 43)
	for name, c := range map[string]struct{ was, value, want string }{
		"none":                      {"a=1", "", ""},
		"one":                       {"", "team=orders", ""},
		"36 and 43":                 {"", long36 + "=" + long43, ""},
		"37":                        {"", long36 + "k=1", key + "the key has 37 characters, at most 36"},
		"44":                        {"", "k=" + long43 + "v", value + "the value has 44 characters, at most 43"},
		"a blank":                   {"", "te am=1", key + "the key: the service takes letters, digits, - and _ alone"},
		"a dot":                     {"", "team=a.b", value + "the value: the service takes letters, digits, - and _ alone"},
		"no key":                    {"", "=1", key + "needed here"},
		"no value":                  {"", "team=", value + "needed here"},
		"twice":                     {"", "team=a, tier=1, team=b", "base_info.tags#2.key: it stands there twice"},
		"drover's own":              {"", IntentTag + "=1", key + "drover-intent is drover's own"},
		"19 beside drover's own":    {"", manyTags(19), ""},
		"20 beside drover's own":    {"", manyTags(20), "base_info.tags#19.key: at most 20 tags in all"},
		"what the service took":     {"te.am=a.b, empty=", "te.am=a.b, empty=", ""},
		"it stays beside a new one": {"te.am=a.b", "te.am=a.b, tier=1", ""},
		"it is changed":             {"team=a.b", "team=a.c", value + "the value: the service takes letters, digits, - and _ alone"},
	} {
		if got := wrongs(tagged(c.was).With(KeyTags, c.value), Around{}); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	if got := wrongs(edited(SectionTags, taggedJob(false)).With(KeyTags, manyTags(20)), Around{}); got != "" {
		t.Errorf("20 without drover's own: %q", got)
	}
	if got := wrongs(edited(SectionTags, taggedJob(false)).With(KeyTags, manyTags(21)), Around{}); got != "base_info.tags#20.key: at most 20 tags in all" {
		t.Errorf("21 without drover's own: %q", got)
	}
}

func TestTagsAreAddedAndRemoved(t *testing.T) {
	a := Around{}
	e := tagged("team=orders").Press("base_info.tags#add")
	if f := e.Form(a); f.Wrong != 2 {
		t.Errorf("an added tag has %d wrong, want 2", f.Wrong)
	}
	e = e.With("base_info.tags#1.key", " ti=e,r ").With("base_info.tags#1.value", "1,")
	if got := e.Get(KeyTags); got != "team=orders, tier=1" {
		t.Errorf("filled in it is %q", got)
	}
	if d := e.Differences(a); len(d) != 1 || d[0].Label != "tags" || d[0].Was != "team=orders" || d[0].Is != "team=orders, tier=1" {
		t.Errorf("the difference is %+v", d)
	}
	e = e.Press("base_info.tags#0.remove")
	if got := e.Get(KeyTags); got != "tier=1" {
		t.Errorf("without the first it is %q", got)
	}
	if back := e.Undo(KeyTags); len(back.Changed()) != 0 {
		t.Errorf("undone it is %q", back.Get(KeyTags))
	}
	if d := e.Press("base_info.tags#0.remove").Differences(a); len(d) != 1 || d[0].Is != "no tag" {
		t.Errorf("without any: %+v", d)
	}
	if f := fieldIn(t, e, a, "base_info.tags#intent"); f.Fixed != "drover's own" || f.Live() || f.Value != "01J" {
		t.Errorf("drover's own is %+v", f)
	}
	full := tagged(manyTags(19))
	if f := fieldIn(t, full, a, "base_info.tags#add"); f.Grey != "a job has at most 20 tags" || len(full.Press("base_info.tags#add").Changed()) != 0 {
		t.Errorf("a 21st tag: %+v", f)
	}
	inside := edited(SectionTags, mysqlSync(), put(KeyTags, "a=1, "+IntentTag+"=x"))
	if f := fieldIn(t, inside, a, "base_info.tags#1.key"); f.Fixed != "drover's own" || f.Wrong != "" {
		t.Errorf("drover's own among the others is %+v", f)
	}
	if got := tagged("a=1").With("base_info.tags#4.key", "x").Press("base_info.tags#4.remove").Get(KeyTags); got != "a=1" {
		t.Errorf("a tag that is not there was changed: %q", got)
	}
	for key, want := range map[FieldKey]string{"base_info.tags#0.key": "team", "base_info.tags#0.value": "orders"} {
		if got := fieldIn(t, tagged("team=orders").With(key, "x").Undo(key), a, key).Value; got != want {
			t.Errorf("%s undone is %q, want %q", key, got, want)
		}
	}
	if s, ok := SectionOf("base_info.tags#0.key"); !ok || s != SectionTags {
		t.Errorf("the section of a tag's key is %s, %v", s, ok)
	}
}

// Adding and removing are requests of their own.
func TestTagsGoInParts(t *testing.T) {
	for name, c := range map[string]struct {
		was, want, first string
		later            int
		means            string
	}{
		"added":               {"a=1", "a=1, b=2", "a=1, b=2", 0, "In all: 1 tag added."},
		"removed":             {"a=1, b=2", "a=1", "a=1", 0, "In all: 1 tag removed."},
		"all removed":         {"a=1, b=2", "", "", 0, "In all: 2 tags removed."},
		"changed":             {"a=1, b=2", "a=3, b=2", "a=3, b=2", 0, "In all: 1 tag changed."},
		"changed and removed": {"a=1, b=2", "a=3", "a=3, b=2", 1, "In all: 1 tag changed, 1 tag removed.\nAdding and removing are requests of their own: two reviews, one by one."},
		"another key":         {"a=1, b=2", "c=1, d=2", "c=1, d=2, a=1, b=2", 2, "In all: 2 tags added, 2 tags removed.\nAdding and removing are requests of their own: two reviews, one by one."},
		"no room":             {manyTags(19), strings.Replace(manyTags(19), "t00", "new", 1), strings.TrimPrefix(manyTags(19), "t00=1, "), 1, "In all: 1 tag added, 1 tag removed.\nAdding and removing are requests of their own: two reviews, one by one."},
		"nothing":             {"a=1, b=2", "b=2, a=1", "a=1, b=2", 0, ""},
	} {
		e := tagged(c.was).With(KeyTags, c.want)
		first, later := e.First()
		if !SameValue(KeyTags, first.Get(KeyTags), c.first) || later != c.later {
			t.Errorf("%s: first %q and %d later, want %q, %d", name, first.Get(KeyTags), later, c.first, c.later)
		}
		if got := means(e, Around{}); got != c.means {
			t.Errorf("%s means\n%s\nwant\n%s", name, got, c.means)
		}
	}
	e := tagged("a=1, b=2").With(KeyTags, "a=3")
	plan := PlanEdit("01J", editing(), e, Around{})
	if plan.Steps[0].Why != "" || plan.Steps[0].Change.(EditJob).Want[KeyTags] != "a=3, b=2" || plan.Edit.Later != 1 {
		t.Errorf("the plan is %+v", plan.Steps[0])
	}
	var said []string
	for _, effect := range Effects(plan.Wish, Sum{Tally: Tally{Goes: 1}}, served, nil) {
		said = append(said, effect.Text)
	}
	if !strings.Contains(strings.Join(said, "\n"), "1 more change goes with the next review.") {
		t.Errorf("the effects are\n%s", strings.Join(said, "\n"))
	}
	if strings.Contains(strings.Join(said, "\n"), "removed tag") {
		t.Error("what does not go yet has an effect")
	}
}

// partOf is what the service shows once an edit was taken on.
func partOf(e Edit) Part {
	p := e.Base
	p.Values = e.Want()
	for key := range p.Values {
		if !Shown(key) {
			delete(p.Values, key)
		}
	}
	return p
}

// Sent part by part, the tags are in the end those that were asked for; each
// request adds or removes, and no job ever has more than there is room for.
func TestPartsOfTagsAddUp(t *testing.T) {
	some := rapid.Custom(func(t *rapid.T) string {
		var out []string
		for i := range 22 {
			if rapid.IntRange(0, 9).Draw(t, "has") < 8 {
				out = append(out, "t"+twoDigits(i)+"="+rapid.StringMatching("[12]").Draw(t, "value"))
			}
		}
		return strings.Join(out[:min(len(out), 19)], ", ")
	})
	rapid.Check(t, func(t *rapid.T) {
		base, want := some.Draw(t, "base"), some.Draw(t, "want")
		e := tagged(base).With(KeyTags, want)
		requests := 0
		for ; len(e.Changed()) > 0; requests++ {
			first, later := e.First()
			if again, left := first.First(); left != 0 || !SameValue(KeyTags, again.Get(KeyTags), first.Get(KeyTags)) {
				t.Fatalf("the first part of %q has parts", first.Get(KeyTags))
			}
			was, is := tagsByKey(e.Base.Get(KeyTags)), tagsByKey(first.Get(KeyTags))
			adds, removes := 0, 0
			for key, value := range is {
				if was[key] != value {
					adds++
				}
			}
			for key := range was {
				if is[key] == "" {
					removes++
				}
			}
			if adds > 0 && removes > 0 || len(is) > 19 || adds+removes == 0 {
				t.Fatalf("%q to %q adds %d and removes %d", e.Base.Get(KeyTags), first.Get(KeyTags), adds, removes)
			}
			e = e.After(first, e.Detail, partOf(first))
			if (later == 0) != (len(e.Changed()) == 0) {
				t.Fatalf("%d are left, the form has %v", later, e.Changed())
			}
			if e.Replaces() || EditWord(e) != "" {
				t.Fatal("the rest counts as somebody else's")
			}
		}
		if requests > 2 || !SameValue(KeyTags, e.Base.Get(KeyTags), want) {
			t.Fatalf("after %d requests it is %q, want %q", requests, e.Base.Get(KeyTags), want)
		}
	})
}

func tagsByKey(value string) map[string]string {
	out := map[string]string{}
	for _, t := range TagsIn(value) {
		out[t.Key.Raw()] = t.Value.Raw()
	}
	return out
}
