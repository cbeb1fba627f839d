package objects

import (
	"strings"
	"testing"
)

func TestWholeSchemasOfAPartTakeWhatIsMadeLater(t *testing.T) {
	b := NewBuilder()
	db := b.Database("A")
	b.Box(db).Total = 4
	for _, name := range []string{"one", "two"} {
		sc := b.Schema(db, name)
		for _, table := range []string{"t0", "t1"} {
			b.Leaf(sc, []byte(table), Table, "", false, nil)
		}
	}
	source, _ := b.Done()
	s := Open(source, nil).Select(Every(source.Tree), true)
	s = s.Select(SetOf(s.Tree(), at(t, s, Path{Database: "A", Schema: "two", Name: "t1"})), false)
	want := "Everything in A but 1 table.\nTables that are made later go, too, in 1 schema.\nTables that are made later in A do not go but in whole schemas."
	if got := texts(Means(s, 0)); got != want {
		t.Errorf("%s\nwant:\n%s", got, want)
	}
	s = s.PutExtra(at(t, s, Path{Database: "A", Schema: "one", Name: "t0"}), &Extra{Filter: []string{"a = 1"}})
	if got := texts(Means(s, 0)); strings.Contains(got, "whole schemas") || strings.Contains(got, "in 1 schema") {
		t.Errorf("%s", got)
	}
}

func TestTakingEverythingAwayLeavesNothing(t *testing.T) {
	b := NewBuilder()
	b.Database("UNREAD")
	b.Leaf(b.Database("A"), []byte("t"), Table, "", false, nil)
	source, _ := b.Done()
	s := Open(source, nil).Select(Every(source.Tree), true)
	all := NewBuilder()
	all.Scope = ScopeAll
	every, _ := all.Done()
	got, _ := Take(s, every, TakeAway)
	for n := range Node(got.Tree().Len()) {
		if got.Chosen(n) != Nothing {
			t.Errorf("%s goes", got.Tree().Path(n))
		}
	}
}
