package objects

import (
	"context"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"drover/model"
)

// A name that was put in front is taken away again by the reverse rule, and what was
// not renamed is as it was.
func TestARuleBackwards(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		_, s := drawState(t)
		level := RuleLevel(rapid.IntRange(0, 2).Draw(t, "level"))
		there, back := PrefixRule("p_", level), `p_(.*)`
		if rapid.Bool().Draw(t, "behind") {
			there, back = SuffixRule("_s", level), `(.*)_s`
		}
		on, err := there.OnTarget().Apply(context.Background(), s, Within{}, Terms{})
		if err != nil {
			t.Fatal(err)
		}
		r, _ := ParseRule(back, "$1", level)
		off, err := r.OnTarget().Apply(context.Background(), on, Within{}, Terms{})
		if err != nil {
			t.Fatal(err)
		}
		if where := same(s, off); where != "" {
			t.Fatal(where)
		}
		if off.Document(ScopeNotTold).Print() != s.Document(ScopeNotTold).Print() {
			t.Fatal("the document is another one")
		}
	})
}

func TestTermsOfAJob(t *testing.T) {
	for _, c := range []struct {
		engine, status string
		scenario       model.Scenario
		topology       string
		root, many     bool
		started, sync  bool
		most           int
	}{
		{"mysql-to-mysql", "CONFIGURATION", model.Sync, "one2one", false, false, false, true, 64},
		{"mysql-to-mysql", "INCRE_TRANSFER_STARTED", model.Sync, "many2one", false, true, true, true, 64},
		{"mysql", "WAITING_FOR_START", model.Migration, "", false, false, false, false, 64},
		{"oracle-to-gaussdbv5", "FULL_TRANSFER_FAILED", model.Sync, "", true, false, true, true, 63},
		{"mysql-to-taurus", "CONFIGURATION", model.Sync, "", false, false, false, true, 64},
		{"postgresql", "CONFIGURATION", model.Sync, "", false, false, false, true, 63},
		{"mysql-to-kafka", "CONFIGURATION", model.Sync, "", false, false, false, true, 0},
		{"somewhere-to-else", "", model.Sync, "", false, false, false, true, 0},
	} {
		job := model.Job{Engine: model.NewText(c.engine), Status: model.NewText(c.status), Scenario: c.scenario, Task: model.Full}
		d := &model.Detail{Topology: model.NewText(c.topology)}
		got := TermsOf(job, d, Support{Full: model.No, Incr: model.Yes}, ScopeTable)
		if got.NeedsRoot != c.root || got.ManyToOne != c.many || got.Started != c.started || got.Sync != c.sync || got.MaxTarget.Most != c.most || got.Selectable != model.No {
			t.Errorf("%s %s: %+v", c.engine, c.status, got)
		}
		if want := map[bool]Scope{true: ScopeTable}[c.started]; got.Scope != want {
			t.Errorf("%s %s holds to %q, not %q", c.engine, c.status, got.Scope, want)
		}
		if bare := TermsOf(job, nil, Support{}, ScopeTable); bare.ManyToOne || bare.Selectable != model.NotTold {
			t.Errorf("what nobody told is held against %s", c.engine)
		}
	}
}

func FuzzParseRule(f *testing.F) {
	for _, seed := range [][3]string{
		{`orders_(\d+)`, `orders_y$1`, "orders_1"}, {`orders_*`, `o_*`, "orders_1"}, {`*?*`, `?*$3`, "aé"}, {`/(a)|b/`, `${1}$$`, "b"},
		{`(?P<x>.)`, `$x`, "\xff"}, {`a{`, `$`, ""}, {`[`, `${`, ""}, {`\Qa`, `b`, "a"}, {`a\`, `b`, "a"}, {`(?i)É*`, `$0`, "éé"}, {"?", "$1", "\x80"}, {`\Q`, `b`, `)\z`},
	} {
		f.Add(seed[0], seed[1], seed[2])
	}
	f.Fuzz(func(t *testing.T, pattern, replacement, name string) {
		r, wrong := ParseRule(pattern, replacement, OnLeaves)
		if wrong != nil {
			of := pattern
			if wrong.Replacement {
				of = replacement
			}
			if wrong.At < 0 || wrong.At > utf8.RuneCountInString(of) || wrong.Why == "" || !r.Empty() {
				t.Errorf("%q > %q: %q at %d", pattern, replacement, wrong.Why, wrong.At)
			}
			return
		}
		out, ok := r.matcher().rename([]byte("x"), name)
		again, _ := r.matcher().rename(nil, name)
		if !strings.HasPrefix(string(out), "x") || string(out[1:]) != string(again) || !ok && len(again) > 0 {
			t.Errorf("%q > %q makes %q and %q of %q", pattern, replacement, out, again, name)
		}
		if strings.ContainsFunc(r.Words()+r.How(), func(c rune) bool { return c < ' ' }) {
			t.Errorf("%q", r.Words())
		}
	})
}
