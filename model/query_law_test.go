package model_test

import (
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	. "drover/model"

	"pgregory.net/rapid"
)

// expression draws a query that is right.
func expression(depth int) *rapid.Generator[string] {
	leaf := rapid.SampledFrom([]string{
		"orders", "a", "10", "数", `"orders-1"`, `"a b"`, "/^o/", "/[0-9]+$/", "status:failed", "status:run", "engine:mysql", "type:sync",
		"task:F", "net:vpn", "lag>10s", "lag<=41s", "age<2h", "age>=3d", "id:c7", "name:e", "mysql>mysql",
	})
	if depth == 0 {
		return leaf
	}
	inner := rapid.Deferred(func() *rapid.Generator[string] { return expression(depth - 1) })
	return rapid.OneOf(leaf, rapid.Custom(func(t *rapid.T) string {
		a, b := inner.Draw(t, "a"), inner.Draw(t, "b")
		switch rapid.IntRange(0, 4).Draw(t, "shape") {
		case 0:
			return "!(" + a + ")"
		case 1:
			return a + " " + b
		case 2:
			return a + " | " + b
		case 3:
			return a + " OR " + b
		}
		return "(" + a + ")"
	}))
}

func parse(t interface{ Fatalf(string, ...any) }, s string) Query {
	q, err := ParseQuery(s)
	if err != nil {
		t.Fatalf("%s: %v", s, err)
	}
	return q
}

func TestQueryLaws(t *testing.T) {
	facts := rows()
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := expression(3).Draw(t, "a"), expression(2).Draw(t, "b"), expression(2).Draw(t, "c")
		a, b, c = "("+a+")", "("+b+")", "("+c+")"
		is := func(q string, f Facts) bool { return parse(t, q).Match(f) }
		for _, f := range facts {
			inA, inB, inC := is(a, f), is(b, f), is(c, f)
			for q, want := range map[string]bool{
				"!" + a:               !inA,
				"!!" + a:              inA,
				a + b:                 inA && inB,
				a + " " + b:           inA && inB,
				a + "|" + b:           inA || inB,
				a + " OR " + b:        inA || inB,
				a + "|" + b + " " + c: inA || inB && inC,
				a + " " + b + "|" + c: inA && inB || inC,
				"!" + a + "|!" + b:    !(inA && inB),
				a + "!" + a:           false,
				a + "|!" + a:          true,
			} {
				if is(q, f) != want {
					t.Fatalf("%s of %s is not %v", q, f.Job.Name, want)
				}
			}
		}
	})
}

func FuzzQuery(f *testing.F) {
	for _, s := range []string{
		"", "a b", "a | (b !c)", `"x`, "/[/", "status:failed lag>10s", "stat:", "！（：／", "OR", "((((", "!!!!!", "lag>9999999999d", "\xff:\xff", "/\xff/", `/\`, "name:／", "é:", "K:x", "status\n:",
		"lag>\xff", `id:"`, "a\x00b", "/(?i)(?P<n>a)/", "ſtatus:x",
	} {
		f.Add(s)
	}
	facts := rows()
	f.Fuzz(func(t *testing.T, s string) {
		q, err := ParseQuery(s)
		if err != nil {
			if err.Pos < 0 || err.Pos > utf8.RuneCountInString(s) {
				t.Fatalf("%q: the mistake is at %d", s, err.Pos)
			}
			if err.Why == "" || strings.Contains(err.Why, "\n") || Clean(err.Why) != err.Why {
				t.Fatalf("%q: bad clause %q", s, err.Why)
			}
			return
		}
		again := parse(t, q.String())
		if again.String() != s || fmt.Sprint(again.Terms()) != fmt.Sprint(q.Terms()) {
			t.Fatalf("%q reads %v, again %v", s, q.Terms(), again.Terms())
		}
		negated := q
		if !q.Empty() {
			negated = parse(t, "!("+s+")")
		}
		for _, row := range facts {
			if again.Match(row) != q.Match(row) || !q.Empty() && negated.Match(row) == q.Match(row) {
				t.Fatalf("%q: %s matches by chance", s, row.Job.Name)
			}
		}
		for i, term := range q.Terms() {
			if term.Pos > utf8.RuneCountInString(s) || q.Alone(i).String() != term.Text {
				t.Fatalf("%q: term %d is %+v", s, i, term)
			}
			if fresh := parse(t, term.Text); fresh.Match(facts[0]) != q.Alone(i).Match(facts[0]) {
				t.Fatalf("%q: term %q differs alone", s, term.Text)
			}
		}
	})
}

func TestMatchAllocatesNothing(t *testing.T) {
	facts := rows()
	for _, s := range []string{
		"orders", `"orders-1"`, "!status:failed", "status:incr_ | status:config", "(name:a | id:c7) !engine:mysql", "type:dr task:f net:vpn",
		"lag>10s age<2h", // an expression takes its scratch space from a pool
	} {
		q := parse(t, s)
		if n := testing.AllocsPerRun(200, func() {
			for _, f := range facts {
				q.Match(f)
			}
		}); n != 0 {
			t.Errorf("%s: %v allocations", s, n)
		}
	}
}

func BenchmarkMatch100k(b *testing.B) {
	facts := make([]Facts, 100_000)
	for i := range facts {
		facts[i] = fact(fmt.Sprintf("orders-prod-sync-%06d", i), Statuses()[i%29], func(j *Job, f *Facts) {
			j.ID = NewJobID(fmt.Sprintf("%08x-8e09-4a5d-8dd6-cc44f7jb202%d", i*2654435761%(1<<32), i%10))
			j.Description = NewText("second wave of the move, owned by team shop")
			f.Sample.Lag = time.Duration(i%200) * time.Second
		})
	}
	for _, s := range []string{"o", "sync-0999", "orders 99 running", `"sync-099999"`, "status:failed", "lag>10s", "engine:kafka", "!a | name:77", "/9{3}$/"} {
		q := parse(b, s)
		b.Run(s, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				n := 0
				for i := range facts {
					if q.Match(facts[i]) {
						n++
					}
				}
			}
		})
	}
}

func BenchmarkParseQuery(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		parse(b, "orders !(status:failed | lag>10s)")
	}
}
