package model_test

import (
	"slices"
	"testing"

	. "drover/model"
)

// sectionsOf is a job with sections that a test makes up.
func sectionsOf(d Detail, values map[FieldKey]string) Reading {
	r := Reading{Detail: d}
	for _, s := range Comparable(d.Job) {
		p := Part{Section: s, Values: map[FieldKey]string{}}
		for key, value := range values {
			if of, _ := SectionOf(key); of == s {
				p.Values[key] = value
			}
		}
		r.Parts = append(r.Parts, p)
	}
	return r
}

func blockOf(t *testing.T, blocks []Block, title string) Block {
	t.Helper()
	i := slices.IndexFunc(blocks, func(b Block) bool { return b.Title == title })
	if i < 0 {
		t.Fatalf("there is no %s", title)
	}
	return blocks[i]
}

func TestAJobIsTheSameAsItself(t *testing.T) {
	r := sectionsOf(detail(), map[FieldKey]string{KeyDescription: "x", KeyWindows: "02:00-05:59=80", KeyTags: "a=b", KeyConflict: "stop"})
	for _, b := range Compare(r, r) {
		if b.Differing() != 0 || b.Unread() || len(b.Pairs) == 0 {
			t.Errorf("%s: %+v", b.Title, b)
		}
	}
}

func TestValuesAreComparedByWhatTheySay(t *testing.T) {
	a := sectionsOf(detail(), map[FieldKey]string{KeyTags: "a=b, c=d", KeyDDLKinds: "CREATE_TABLE,DROP_TABLE", KeyDescription: "one", KeyWindows: "02:00-05:59=80"})
	b := sectionsOf(detail(), map[FieldKey]string{KeyTags: "c=d, a=b", KeyDDLKinds: "DROP_TABLE,CREATE_TABLE,ADD_COLUMN", KeyWindows: "02:00-05:59=80"})
	b.Detail.NodeType = NewText("medium")
	b.Detail.From = slices.Clone(b.Detail.From)
	b.Detail.From[0].Address = NewText("10.0.0.9")
	blocks := Compare(a, b)
	for title, want := range map[string]int{"tags": 0, "policy": 1, "description": 1, "flow windows": 0, "node": 1, "source 1": 1, "source 2": 0, "target": 0, "link": 0, "billing": 0} {
		if got := blockOf(t, blocks, title).Differing(); got != want {
			t.Errorf("%s: %d differ, want %d", title, got, want)
		}
	}
	kinds := blockOf(t, blocks, "policy").Pairs[0]
	in := map[[2]bool]int{}
	for _, item := range kinds.Items {
		in[item.In]++
	}
	if in[[2]bool{true, true}] != 2 || in[[2]bool{false, true}] != 1 || in[[2]bool{true, false}] != 0 {
		t.Errorf("the elements are %+v", kinds.Items)
	}
	if p := blockOf(t, blocks, "description").Pairs[0]; p.Words != [2]string{"one", ""} {
		t.Errorf("what is not there is told as %q", p.Words)
	}
}

func TestWhatOneJobDoesNotHaveIsNoDifference(t *testing.T) {
	a, b := sectionsOf(detail(), map[FieldKey]string{KeyConflict: "stop", KeyWindows: "02:00-05:59=80"}), sectionsOf(detail(), nil)
	b.Detail.Job.Task = Incr // no full phase: no flow windows
	b.Parts = sectionsOf(b.Detail, nil).Parts
	for i := range b.Parts {
		if b.Parts[i].Section == SectionPolicy {
			b.Parts[i].Lacks = "the service did not answer"
		}
	}
	blocks := Compare(a, b)
	flow, policy := blockOf(t, blocks, "flow windows"), blockOf(t, blocks, "policy")
	if flow.Lacks[0] != "" || flow.Lacks[1] == "" || flow.Differing() != 0 {
		t.Errorf("flow windows: %+v", flow)
	}
	if policy.Lacks != [2]string{"", "the service did not answer"} || policy.Differing() != 0 {
		t.Errorf("policy: %+v", policy)
	}
	if slices.ContainsFunc(blocks, func(b Block) bool { return b.Section == SectionUsers }) {
		t.Error("of what neither job has something is told")
	}
}

func TestNoSecretIsCompared(t *testing.T) {
	d := detail()
	d.Job.Scenario, d.Job.Engine = Migration, NewText("mysql")
	r := sectionsOf(d, map[FieldKey]string{KeyUsersSecret: "******", KeyUsers: "1,2", UserSecretKey("1"): "******"})
	for _, p := range blockOf(t, Compare(r, r), "users").Pairs {
		if p.Key != KeyUsers {
			t.Errorf("%s is compared", p.Key)
		}
	}
}

func TestValuesAreTakenFromAnotherJob(t *testing.T) {
	d := detail()
	d.Job = d.Job.WithStatus(NewText("CONFIGURATION"))
	mine := Part{Section: SectionDescription, Values: map[FieldKey]string{KeyDescription: "mine"}}
	theirs := Part{Section: SectionDescription, Values: map[FieldKey]string{KeyDescription: "theirs"}}
	e, drops := NewEdit(d, mine).Take(theirs, KeyDescription)
	if e.Get(KeyDescription) != "theirs" || len(drops) > 0 || !slices.Equal(e.Changed(), []FieldKey{KeyDescription}) {
		t.Errorf("%v, dropped %v", e.Want(), drops)
	}
	if e, drops := NewEdit(d, mine).Take(mine, KeyDescription); len(e.Changed()) > 0 || len(drops) > 0 {
		t.Errorf("of itself it takes %v, drops %v", e.Changed(), drops)
	}
	if e, drops = NewEdit(d, mine).Take(Part{Section: SectionDescription}, KeyDescription); e.Get(KeyDescription) != "" || len(drops) > 0 {
		t.Errorf("what is empty there is %q here, dropped %v", e.Get(KeyDescription), drops)
	}
}

func TestWhatDoesNotFitIsDroppedWithItsReason(t *testing.T) {
	expiry := func(days string) Part {
		p := Part{Section: SectionExpiry, Values: map[FieldKey]string{}}
		if days != "" {
			p.Values[KeyExpired] = days
		}
		return p
	}
	for days, why := range map[string]string{"900": "14 to 100", "": "it cannot be empty"} {
		e, drops := NewEdit(detail(), expiry("21")).Take(expiry(days), KeyExpired)
		if len(e.Changed()) > 0 || len(drops) != 1 || drops[0].Why != why || drops[0].Key != KeyExpired {
			t.Errorf("%q: %v, dropped %+v", days, e.Changed(), drops)
		}
	}
	policy := func(value string) Part {
		return Part{Section: SectionPolicy, Values: map[FieldKey]string{KeyConflict: value}}
	}
	d := detail()
	d.Job = d.Job.WithStatus(NewText("CONFIGURATION"))
	if e, drops := NewEdit(d, policy("ignore")).Take(policy("coin_toss"), KeyConflict); len(e.Changed()) > 0 || len(drops) != 1 {
		t.Errorf("what nobody offers is taken: %v", e.Want())
	}
	users := Part{Section: SectionUsers, Values: map[FieldKey]string{KeyUsers: "7"}}
	if e, drops := NewEdit(d, Part{Section: SectionUsers}).Take(users, KeyUsers, KeyUsersSecret); len(e.Changed()) > 0 || len(drops) != 2 {
		t.Errorf("a user that the source does not have is taken: %v", e.Want())
	}
}
