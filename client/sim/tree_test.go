package sim_test

import (
	"slices"
	"testing"

	"drover/client/sim"

	"pgregory.net/rapid"
)

// TestEveryTableIsInOneDatabase, however many there are; and no database has a name
// twice.
func TestEveryTableIsInOneDatabase(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tables := rapid.OneOf(rapid.IntRange(1, 3000), rapid.IntRange(1, 3_000_000)).Draw(t, "tables")
		wide := rapid.Bool().Draw(t, "wide")
		spans, of := sim.Layout(tables, wide)
		at := 0
		for d, span := range spans {
			if span[0] != at || span[1] <= span[0] {
				t.Fatalf("database %d of %d goes from %d to %d, the one before ends at %d", d, len(spans), span[0], span[1], at)
			}
			if of(span[0]) != d || of(span[1]-1) != d {
				t.Fatalf("the tables of database %d are in %d and %d", d, of(span[0]), of(span[1]-1))
			}
			at = span[1]
		}
		if at != tables || len(spans) > 1000 {
			t.Fatalf("%d tables of %d in %d databases", at, tables, len(spans))
		}
		d := rapid.IntRange(0, len(spans)-1).Draw(t, "database")
		if spans[d][1]-spans[d][0] > 20_000 {
			return // the law is the same, and takes long
		}
		names := sim.NamesIn(tables, d, wide)
		if sorted := slices.Sorted(slices.Values(names)); len(slices.Compact(sorted)) != len(names) {
			t.Fatalf("database %d of %d tables has a name twice", d, tables)
		}
	})
}
