package objects

import (
	"context"
	"fmt"
	"testing"
)

// ruleSizes are tables, a thousand in each database.
func ruleSizes(b *testing.B, do func(b *testing.B, s *State)) {
	for _, n := range []int{10_000, 100_000, 1_000_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			build := NewBuilder()
			for at := 0; at < n; {
				db := build.Database(fmt.Sprintf("db_%04d", at/1000))
				build.Box(db).Total = 1000
				for range 1000 {
					name := "orders_%07d"
					if at%50 == 0 {
						name = "customers_%07d_bak"
					}
					build.Leaf(db, fmt.Appendf(nil, name, at), Table, "", false, nil)
					at++
				}
			}
			l, _ := build.Done()
			s := Open(l, nil)
			s = s.Select(Every(s.Tree()), true)
			b.ReportAllocs()
			b.ResetTimer()
			do(b, s)
		})
	}
}

func BenchmarkRenameByExpression(b *testing.B) {
	ruleSizes(b, func(b *testing.B, s *State) { benchmarkRule(b, s, mustRule(b, `orders_(\d+)`, `orders_y$1`, OnLeaves)) })
}

func BenchmarkRenameByGlob(b *testing.B) {
	ruleSizes(b, func(b *testing.B, s *State) { benchmarkRule(b, s, mustRule(b, `orders_*`, `o_*`, OnLeaves)) })
}

func benchmarkRule(b *testing.B, s *State, r Rule) {
	for b.Loop() {
		p, err := r.Preview(context.Background(), s, Within{Chosen: true}, Terms{}, 20)
		if err != nil || p.Renamed == 0 {
			b.Fatal(err, p.Renamed)
		}
	}
}

// A few names in each of a thousand databases.
func BenchmarkClashesOfAFew(b *testing.B) {
	ruleSizes(b, func(b *testing.B, s *State) {
		s, _ = mustRule(b, `orders_(\d+)77`, `o_$1`, OnLeaves).Apply(context.Background(), s, Within{}, Terms{})
		b.ResetTimer()
		for b.Loop() {
			Clashes(s)
		}
	})
}

// All databases become one.
func BenchmarkClashesOfAll(b *testing.B) {
	ruleSizes(b, func(b *testing.B, s *State) {
		s, _ = mustRule(b, `.*`, `one`, OnDatabases).Apply(context.Background(), s, Within{}, Terms{})
		b.ResetTimer()
		for b.Loop() {
			Clashes(s)
		}
	})
}

func BenchmarkCheck(b *testing.B) {
	ruleSizes(b, func(b *testing.B, base *State) {
		terms := Terms{Sync: true, Started: true, Scope: ScopeTable, To: "mysql", MaxTarget: LimitOf("mysql"), FoldNames: true}
		s, _ := mustRule(b, `orders_(\d+)77`, `o_$1`, OnLeaves).Apply(context.Background(), base, Within{}, terms)
		s = s.PutExtras(func(yield func(Node, *Extra) bool) {
			for n := Node(s.Tree().Boxes()); int(n) < s.Tree().Len(); n += 1000 {
				yield(n, &Extra{Filter: []string{"id > 7 AND created_at >= '2025-01-01'"}})
			}
		})
		b.ResetTimer()
		for b.Loop() {
			Check(s, base, terms)
		}
	})
}
