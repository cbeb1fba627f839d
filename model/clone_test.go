package model_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	. "drover/model"
)

func TestNamesOfJobs(t *testing.T) {
	for name, want := range map[string]string{
		"orders-prod-sync-02":   "",
		"a_B9":                  "",
		strings.Repeat("a", 50): "",
		"":                      "a name is needed",
		"abc":                   "at least 4",
		strings.Repeat("a", 51): "at most 50 characters, it has 51",
		"9lives":                "begins with a letter",
		"-abcd":                 "begins with a letter",
		"with space":            "letters, digits, - and _ only",
		"größe":                 "letters, digits, - and _ only",
		"ends\x1b[2J":           "letters, digits, - and _ only",
	} {
		err := CheckName(name)
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", name, err, want)
		}
	}
}

// Whatever the original is called, the name proposed for its copy is one that
// the service takes, and ends in what the intent gave it.
func TestProposedNamesAreTaken(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		original := NewText(rapid.String().Draw(t, "original"))
		intent := rapid.StringMatching(`[0-9A-HJKMNP-TV-Z]{26}`).Draw(t, "intent")
		name := CloneName(original, intent)
		if err := CheckName(name); err != nil {
			t.Fatalf("%q of %q: %v", name, original.Raw(), err)
		}
		if !strings.HasSuffix(name, "-"+strings.ToLower(intent[21:])) {
			t.Fatalf("%q does not end in the intent %s", name, intent)
		}
	})
	if got := CloneName(NewText("orders-prod-sync-02"), "01JZZZZZZZZZZZZZZZZZZC7K2M"); got != "orders-prod-sync-02-c7k2m" {
		t.Errorf("the copy of orders-prod-sync-02 is called %s", got)
	}
}

func TestACloneWaitsForItsDetail(t *testing.T) {
	j := job("a").WithStatus(NewText("INCRE_TRANSFER_STARTED"))
	plan := func(p Pick, name string) Step {
		p.Job = j
		return NewPlan("i", all(), Wish{Verb: Clone, Clone: CloneAs{Name: name}}, []Pick{p}).Steps[0]
	}
	if s := plan(Pick{}, "orders-copy"); !s.Pending || s.Goes() {
		t.Errorf("unread: %+v", s)
	}
	if s := plan(Pick{DetailEr: "cut"}, "orders-copy"); s.Why != "the job could not be read: cut" {
		t.Errorf("unreadable: %q", s.Why)
	}
	if s := plan(Pick{Detail: &Detail{Topology: NewText("many2one")}}, "orders-copy"); s.Why != "a many-to-one job cannot be cloned" {
		t.Errorf("many to one: %q", s.Why)
	}
	if s := plan(Pick{Detail: &Detail{}}, "9"); !strings.Contains(s.Why, "begins with a letter") {
		t.Errorf("a wrong name: %q", s.Why)
	}
	s := plan(Pick{Detail: &Detail{}}, "orders-copy")
	if c, ok := s.Change.(CloneJob); !s.Goes() || !ok || c.Name != "orders-copy" || c.ID != j.ID {
		t.Errorf("a copy: %+v", s)
	}
}
