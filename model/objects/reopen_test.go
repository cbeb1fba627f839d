package objects

import "testing"

func TestWhatIsOnTheTargetIsMarkedOnTheSource(t *testing.T) {
	list := func(names ...string) *Listing {
		b := NewBuilder()
		db := b.Database("shop")
		for _, name := range names {
			b.Leaf(db, []byte(name), Table, "", false, nil)
		}
		l, _ := b.Done()
		return l
	}
	source := list("a", "b", "c")
	s := Open(source.WithSynced(list("b", "gone")), source)
	for name, want := range map[string]bool{"a": false, "b": true, "c": false} {
		if n, ok := s.Tree().Find(Path{Database: "shop", Name: name}); !ok || s.Synced(n) != want {
			t.Errorf("%s is marked %v", name, s.Synced(n))
		}
	}
	if n, _ := source.Tree.Find(Path{Database: "shop", Name: "b"}); source.Synced(n) {
		t.Error("the listing it was made from has changed")
	}
}
