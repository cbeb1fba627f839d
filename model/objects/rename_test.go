package objects

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// tables is a source of one database that holds these.
func tablesOf(names ...string) *State {
	b := NewBuilder()
	db := b.Database("db")
	b.Box(db).Total = len(names)
	for _, name := range names {
		b.Leaf(db, []byte(name), Table, "", false, nil)
	}
	l, _ := b.Done()
	return Open(l, nil)
}

func mustRule(t testing.TB, pattern, replacement string, level RuleLevel) Rule {
	t.Helper()
	r, wrong := ParseRule(pattern, replacement, level)
	if wrong != nil {
		t.Fatalf("%s > %s: %s at %d", pattern, replacement, wrong.Why, wrong.At)
	}
	return r
}

func TestARuleRenames(t *testing.T) {
	for _, c := range []struct{ pattern, replacement, name, want string }{
		{`orders_(\d+)`, `orders_y$1`, "orders_2024", "orders_y2024"},
		{`orders_(\d+)`, `orders_y$1`, "orders_2024_bak", ""},
		{`orders_(\d+)`, `orders_y$1`, "old_orders_2024", ""},
		{`.*_(\d+)`, `y$1`, "old_orders_2024", "y2024"},
		{`/orders_.*/`, `o`, "orders_1", "o"},
		{`(?i)ORDERS_(?P<n>\d+)`, `o${n}x`, "orders_7", "o7x"},
		{`(a)|b`, `x$1`, "b", "x"},
		{`a|ab`, `x`, "ab", "x"},
		{`\Qa.b`, `x`, "a.b", "x"},
		{`\Qa.b`, `x`, "aab", ""},
		{`orders`, `orders$$`, "orders", "orders$"},
		{`(.*)`, `${1}_old$0`, "t", "t_oldt"},
		{`orders_*`, `o_*`, "orders_2024", "o_2024"},
		{`orders_*`, `o_*`, "orders_", "o_"},
		{`*_*`, `*-*`, "a_b_c", "a-b_c"},
		{`*_??`, `?*?`, "ab_cd", "cabd"},
		{`*_*`, `${2}_$1`, "a_b", "b_a"},
		{`*_bak`, `*`, "a_bak_bak", "a_bak"},
		{`?`, `x?`, "é", "xé"},
		{`??`, `x`, "é", ""},
		{`a*b*c`, `*+*`, "abbcbc", "+bcb"},
	} {
		m := mustRule(t, c.pattern, c.replacement, OnLeaves).matcher()
		got, ok := m.rename(nil, c.name)
		if ok != (c.want != "") || string(got) != c.want {
			t.Errorf("%s > %s makes %q of %q, not %q", c.pattern, c.replacement, got, c.name, c.want)
		}
	}
}

func TestNamedRules(t *testing.T) {
	for want, r := range map[string]Rule{
		"p_Ab": PrefixRule("p_", OnLeaves), "Ab_s": SuffixRule("_s", OnLeaves), "ab": LowerRule(OnLeaves), "AB": UpperRule(OnLeaves),
	} {
		if got, ok := r.matcher().rename(nil, "Ab"); !ok || string(got) != want {
			t.Errorf("%s makes %q of Ab, not %q", r.Words(), got, want)
		}
	}
}

func TestAMistakeInARuleSaysWhere(t *testing.T) {
	for _, c := range []struct {
		pattern, replacement string
		at                   int
		inReplacement        bool
		why                  string
	}{
		{``, `x`, 0, false, "a pattern is needed"},
		{`x`, ``, 0, true, "a name is needed"},
		{`orders_(\d+`, `x`, 11, false, "missing closing )"},
		{`é[z-a]`, `x`, 2, false, "invalid character class range"},
		{`/a(/`, `x`, 3, false, "missing closing )"},
		{`orders_(\d+)`, `é$2`, 1, true, "no group 2: the pattern has 1"},
		{`orders_(\d+)`, `y$1_old`, 1, true, "no group 1_old: write ${1}_old"},
		{`orders`, `$1`, 0, true, "the pattern has none"},
		{`orders`, `a$`, 1, true, "$$ is a dollar"},
		{`orders`, `a${`, 1, true, "$$ is a dollar"},
		{`orders`, `a${}`, 1, true, "$$ is a dollar"},
		{`(a)`, `$x`, 0, true, "no group x"},
		{`orders_*`, `*_*`, 2, true, "the pattern has no * for this one"},
		{`orders_*`, `é?`, 1, true, "the pattern has no ? for this one"},
		{`orders_*`, `*$2`, 1, true, "no group 2"},
		{"a\xff", `x`, 0, false, "UTF-8"},
		{`(a)`, `$99999999999999999999`, 0, true, "no group"},
	} {
		_, wrong := ParseRule(c.pattern, c.replacement, OnLeaves)
		if wrong == nil {
			t.Errorf("%s > %s is taken", c.pattern, c.replacement)
			continue
		}
		if wrong.At != c.at || wrong.Replacement != c.inReplacement || !strings.Contains(wrong.Why, c.why) {
			t.Errorf("%s > %s: %q at %d (replacement %t), not %q at %d", c.pattern, c.replacement, wrong.Why, wrong.At, wrong.Replacement, c.why, c.at)
		}
	}
}

func TestAPreviewCounts(t *testing.T) {
	b := NewBuilder()
	db := b.Database("db")
	b.Box(db).Total = 9
	for _, name := range []string{"orders_1", "orders_2", "orders_3", "orders_4", "other", "y1", "orders_" + strings.Repeat("9", 40)} {
		b.Leaf(db, []byte(name), Table, "", name == "orders_3", nil)
	}
	l, _ := b.Done()
	s := Open(l, nil)
	s = s.Select(Every(s.Tree()), true)
	left, _ := s.Tree().Find(Path{"db", "", "orders_4"})
	s = s.Select(SetOf(s.Tree(), left), false)
	two, _ := s.Tree().Find(Path{"db", "", "orders_2"})
	s = s.Rename(two, "y2")

	terms := Terms{MaxTarget: NameLimit{Most: 30}}
	p, err := mustRule(t, `orders_(\d+)`, `y$1`, OnLeaves).Preview(t.Context(), s, Within{Chosen: true}, terms, 10)
	if err != nil {
		t.Fatal(err)
	}
	got := fmt.Sprintf("%d matched, %d renamed, %d same, %d locked, %d long, %d invalid, %d clash", p.Matched, p.Renamed, p.Same, p.Locked, p.TooLong, p.Invalid, p.Clashes)
	if want := "4 matched, 1 renamed, 1 same, 1 locked, 1 long, 0 invalid, 1 clash"; got != want {
		t.Errorf("%s, not %s", got, want)
	}
	if got, want := p.Words(), "1 renamed, 1 clash, 1 name too long, 1 stays: it is on the target already, 1 has the name already"; got != want {
		t.Errorf("%s, not %s", got, want)
	}
	if len(p.Samples) != 1 || p.Samples[0].From != "orders_1" || p.Samples[0].To != "y1" {
		t.Errorf("samples %v", p.Samples)
	}
	if len(p.Troubles) != 3 {
		t.Errorf("troubles %v", p.Troubles)
	}
	p, _ = mustRule(t, `orders_(\d+)`, `y$1`, OnLeaves).Preview(t.Context(), s, Within{}, terms, 10)
	if p.Matched != 5 || p.Renamed != 2 {
		t.Errorf("%d matched and %d renamed of all", p.Matched, p.Renamed)
	}
	if none, _ := mustRule(t, `nothing`, `x`, OnLeaves).Preview(t.Context(), s, Within{}, terms, 10); none.Words() != "it matches no name" {
		t.Error(none.Words())
	}
	p, _ = mustRule(t, `orders_(\d+)`, `a.$1`, OnLeaves).Preview(t.Context(), s, Within{Chosen: true}, Terms{}, 10)
	if p.Invalid != 3 || p.Renamed != 0 || p.After != s {
		t.Errorf("%d invalid, %d renamed", p.Invalid, p.Renamed)
	}
}

func TestARuleForDatabasesAndSchemas(t *testing.T) {
	b := NewBuilder()
	db := b.Database("ORDERS")
	b.Leaf(b.Schema(db, "PUBLIC"), []byte("T"), Table, "", false, nil)
	l, _ := b.Done()
	s := Open(l, nil)
	s = s.Select(Every(s.Tree()), true)
	for _, level := range []RuleLevel{OnDatabases, OnSchemas, OnLeaves} {
		var err error
		if s, err = LowerRule(level).Apply(t.Context(), s, Within{Chosen: true}, Terms{}); err != nil {
			t.Fatal(err)
		}
	}
	if got := s.Target(0) + "." + s.Target(1) + "." + s.Target(2); got != "orders.public.t" {
		t.Error(got)
	}
	after, _ := PrefixRule("x_", OnLeaves).OnTarget().Apply(t.Context(), s, Within{}, Terms{})
	if got := after.Target(2); got != "x_t" {
		t.Error(got)
	}
}

func TestARuleStops(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	stop()
	s := tablesOf("a", "b")
	if _, err := UpperRule(OnLeaves).Preview(ctx, s, Within{}, Terms{}, 1); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if after, err := UpperRule(OnLeaves).Apply(ctx, s, Within{}, Terms{}); err == nil || after != s {
		t.Error("it was applied")
	}
}

func drawRule(t *rapid.T) Rule {
	forms := []func() Rule{
		func() Rule { return mustParse(t, `t(\d)`, `t${1}`) },
		func() Rule { return mustParse(t, `t(\d)`, `y$1`) },
		func() Rule { return mustParse(t, `t*`, `t0`) },
		func() Rule { return mustParse(t, `*`, `*-#.`) },
		func() Rule { return PrefixRule("p_", OnLeaves) },
		func() Rule { return UpperRule(RuleLevel(rapid.IntRange(0, 2).Draw(t, "level"))) },
	}
	r := rapid.SampledFrom(forms).Draw(t, "rule")()
	if rapid.Bool().Draw(t, "on the target") {
		r = r.OnTarget()
	}
	return r
}

func mustParse(t *rapid.T, pattern, replacement string) Rule {
	r, wrong := ParseRule(pattern, replacement, RuleLevel(rapid.IntRange(0, 2).Draw(t, "level")))
	if wrong != nil {
		t.Fatal(wrong.Why)
	}
	return r
}

func TestApplyDoesWhatThePreviewShows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		_, s := drawState(t)
		r := drawRule(t)
		set := NewSet(s.Tree())
		for n := range s.Tree().Len() {
			if rapid.Bool().Draw(t, "in") {
				set.Put(Node(n))
			}
		}
		in := Within{Set: &set, Chosen: rapid.Bool().Draw(t, "chosen")}
		p, err := r.Preview(context.Background(), s, in, Terms{}, 1000)
		if err != nil {
			t.Fatal(err)
		}
		after, err := r.Apply(context.Background(), s, in, Terms{})
		if err != nil {
			t.Fatal(err)
		}
		if where := same(p.After, after); where != "" {
			t.Fatal(where)
		}
		if p.Matched != p.Renamed+p.Same+p.Locked+p.TooLong+p.Invalid || p.Clashes > p.Renamed || len(p.Samples) != p.Renamed {
			t.Fatalf("the counts do not add up: %+v", p)
		}
		renamed := map[Node]string{}
		for _, one := range p.Samples {
			renamed[one.Node] = one.To
		}
		for n := range Node(s.Tree().Len()) {
			want := s.Target(n)
			if to, ok := renamed[n]; ok {
				want = to
				if !set.Has(n) || in.Chosen && s.Chosen(n) == Nothing || s.Lookup(n) {
					t.Fatalf("%s was not to be renamed", s.Tree().Path(n))
				}
			}
			if after.Target(n) != want {
				t.Fatalf("%s is %q, not %q", s.Tree().Path(n), after.Target(n), want)
			}
		}
		again, _ := r.Preview(context.Background(), after, in, Terms{}, 0)
		if !r.onTarget && again.Renamed != 0 {
			t.Fatal("a rule that was applied renames again")
		}
	})
}

// What a glob matches is what the same words match as an expression.
func TestAGlobIsAnExpression(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pattern := rapid.StringMatching(`[ab*?é]{1,6}`).Draw(t, "pattern")
		name := rapid.StringMatching(`[abé]{0,8}`).Draw(t, "name")
		if !isGlob(pattern) {
			t.Skip()
		}
		quoted := strings.NewReplacer("*", "(.*?)", "?", "(.)").Replace(pattern)
		whole := regexp.MustCompile(`\A` + quoted + `\z`).FindStringSubmatch(name)
		n := strings.Count(quoted, "(")
		replacement, want := "r", "r"
		for i := range n {
			replacement += fmt.Sprintf("-${%d}", i+1)
			if whole != nil {
				want += "-" + whole[i+1]
			}
		}
		r, wrong := ParseRule(pattern, replacement, OnLeaves)
		if wrong != nil {
			t.Fatal(wrong)
		}
		got, ok := r.matcher().rename(nil, name)
		if ok != (whole != nil) || ok && string(got) != want {
			t.Fatalf("%s of %q: %q %t, not %q %t", pattern, name, got, ok, want, whole != nil)
		}
	})
}
