package model_test

import (
	"strings"
	"testing"
	"time"

	. "drover/model"
)

var (
	begun     = time.Date(2026, 11, 26, 3, 12, 0, 0, time.UTC)
	someTasks = []TaskType{Full, FullIncr}
	everyTask = []TaskType{Full, FullIncr, Incr}
)

const (
	sourceKind FieldKey = "source_endpoint[0].endpoint_type"
	targetKind FieldKey = "target_endpoint[0].endpoint_type"
	masterID   FieldKey = "public_ip_list[0].id"
	masterIP   FieldKey = "public_ip_list[0].public_ip"
	standbyID  FieldKey = "public_ip_list[1].id"
	standbyIP  FieldKey = "public_ip_list[1].public_ip"
)

// syncLinks offer two links of v5, of which mysql goes both ways and oracle has
// one network and one task alone, and one that only v3 creates.
func syncLinks() Links {
	link := func(engine, direction, net string, tasks ...TaskType) Link {
		return Link{Scenario: Sync, Engine: engine, Source: "offline", Target: "cloud", Direction: direction, Net: net, Tasks: tasks}
	}
	v3 := link("mongodb", "up", "eip", everyTask...)
	v3.OnlyV3 = true
	return Links{All: []Link{
		link("mysql-to-mysql", "up", "eip", everyTask...), link("mysql-to-mysql", "up", "vpn", someTasks...),
		link("mysql-to-mysql", "down", "vpc", everyTask...), v3, link("oracle-to-gaussdbv5", "up", "eip", FullIncr),
	}}
}

// offered is an offer that was read as far as a test needs it.
func offered() Offer {
	return Offer{Region: "cn-north-4", Project: "p1", Now: begun, Links: map[Scenario]Links{Sync: syncLinks()}}
}

// drafted is a new draft with some values: "key=value" each.
func drafted(values ...string) Draft {
	d := NewDraft("d1", begun)
	for _, v := range values {
		key, value, _ := strings.Cut(v, "=")
		d = d.Put(FieldKey(key), value)
	}
	return d
}

// put is a value for drafted.
func put(key FieldKey, value string) string { return string(key) + "=" + value }

// upMySQL is a draft whose first two steps are done.
func upMySQL(more ...string) Draft {
	return drafted(append([]string{
		put(KeyScenario, "sync"), put(KeyDirection, "up"), put(KeyEngine, "mysql-to-mysql"), put(KeyNet, "vpn"), put(KeyTask, string(Full)),
	}, more...)...)
}

func field(t *testing.T, d Draft, o Offer, key FieldKey) Field {
	t.Helper()
	f, _, ok := FormOf(d, o).Field(key)
	if !ok {
		t.Fatalf("the form has no %s", key)
	}
	return f
}

// told is a field's state in a line: what a user is to know of it first.
func told(f Field) string {
	switch {
	case f.Grey != "":
		return "grey: " + f.Grey
	case f.Wrong != "":
		return "wrong: " + f.Wrong
	case f.Fixed != "":
		return "fixed " + f.Value + ": " + f.Fixed
	case f.Risk != "":
		return "risk: " + f.Risk
	}
	return "right"
}

// rule is one rule between fields: what a field says when others stand as they do.
type rule struct {
	says  string
	draft Draft
	offer Offer
	key   FieldKey
	want  string
}

func checkRules(t *testing.T, rules []rule) {
	t.Helper()
	for _, r := range rules {
		t.Run(r.says, func(t *testing.T) {
			if got := told(field(t, r.draft, r.offer, r.key)); got != r.want {
				t.Errorf("%s: got %q, want %q", r.key, got, r.want)
			}
		})
	}
}

func TestEveryFieldExplainsItselfInFewWords(t *testing.T) {
	offers := []Offer{offered(), {}, {Links: map[Scenario]Links{Sync: {Builtin: "the links could not be read", All: syncLinks().All}}}}
	for _, d := range []Draft{drafted(), upMySQL(), drafted(put(KeyScenario, string(DR))), upMySQL(put(KeyCharging, "period"), put(KeyInstanceType, "ha"))} {
		for _, o := range offers {
			seen := map[FieldKey]bool{}
			for _, s := range FormOf(d, o).Steps {
				for _, f := range s.Fields {
					if s.Step == StepSource || s.Step == StepTarget {
						continue
					}
					if n := len(f.Label); n == 0 || n > 14 {
						t.Errorf("%s: the label %q has %d cells", f.Key, f.Label, n)
					}
					if !strings.HasSuffix(f.Help, ".") {
						t.Errorf("%s: the help is no sentence: %q", f.Key, f.Help)
					}
					if seen[f.Key] {
						t.Errorf("%s stands there twice", f.Key)
					}
					seen[f.Key] = true
				}
			}
		}
	}
}

func TestAStepCountsWhatIsWrongInIt(t *testing.T) {
	form := FormOf(drafted(), offered())
	for step, want := range map[CreateStep]struct {
		missing int
		begun   bool
	}{
		StepScenario: {2, false}, StepLink: {3, false}, StepInstance: {1, false}, StepOptions: {1, false}, StepReview: {0, true},
	} {
		s := form.Steps[step]
		if s.Wrong != want.missing || s.Missing != want.missing || s.Begun != want.begun {
			t.Errorf("%s: %d wrong, %d missing, begun %v; want %+v", step, s.Wrong, s.Missing, s.Begun, want)
		}
	}
	form = FormOf(upMySQL(put(KeyName, "x")), offered())
	for step, want := range map[CreateStep]int{StepScenario: 0, StepLink: 0, StepInstance: 1, StepOptions: 1} {
		if s := form.Steps[step]; s.Wrong != want || s.Begun != (step != StepInstance) {
			t.Errorf("%s: %d wrong, begun %v; want %d", step, s.Wrong, s.Begun, want)
		}
	}
}
