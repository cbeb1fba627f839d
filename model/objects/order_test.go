package objects_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"drover/model/objects"
)

// Whatever order names come in, they lie in the order of their bytes, and of one that
// comes twice the last one stays.
func TestAnyOrderGivesTheSameListing(t *testing.T) {
	type leaf struct{ db, schema, name, target string }
	name := rapid.OneOf(rapid.StringMatching(`[ab]{0,3}`), rapid.StringMatching(`common_[a-c]{6,10}`), rapid.SampledFrom([]string{"a\x00", "a\x00\x00", "\xff", "ü"}))
	rapid.Check(t, func(t *rapid.T) {
		b := objects.NewBuilder()
		last, twice := map[objects.Path]string{}, 0
		var again []objects.Path
		for range rapid.IntRange(0, 150).Draw(t, "leaves") {
			l := leaf{rapid.SampledFrom([]string{"B", "A", "C"}).Draw(t, "db"), rapid.SampledFrom([]string{"", "s", "r"}).Draw(t, "schema"), name.Draw(t, "name"), rapid.StringMatching(`[xy]`).Draw(t, "target")}
			in := b.Database(l.db)
			if l.schema != "" {
				in = b.Schema(in, l.schema)
			}
			b.Leaf(in, []byte(l.name), objects.Table, l.target, false, nil)
			p := objects.Path{Database: l.db, Schema: l.schema, Name: l.name}
			if _, ok := last[p]; ok {
				twice++
				again = append(again, p)
			}
			last[p] = l.target
		}
		l, told := b.Done()
		if l.Tree.LeafCount() != len(last) || len(told) != min(twice, 10) || len(b.Twice()) != len(told) {
			t.Fatalf("%d of %d, twice %d of %d", l.Tree.LeafCount(), len(last), len(told), twice)
		}
		for _, p := range told {
			if !slices.Contains(again, p) {
				t.Fatalf("%v came once", p)
			}
		}
		before := objects.Path{}
		for n := objects.Node(l.Tree.Boxes()); int(n) < l.Tree.Len(); n++ {
			p := l.Tree.Path(n)
			if p.Database == before.Database && p.Schema == before.Schema && p.Name <= before.Name && int(n) > l.Tree.Boxes() {
				t.Fatalf("%v behind %v", p, before)
			}
			if before = p; l.Target(n) != last[p] && l.Target(n) != "" {
				t.Fatalf("%v goes to %q, want %q", p, l.Target(n), last[p])
			}
			if found, ok := l.Tree.Find(p); p.Name != "" && (!ok || found != n) {
				t.Fatalf("%v is found at %d, not %d", p, found, n)
			}
		}
	})
}
