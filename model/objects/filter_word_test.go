package objects

import "testing"

// TestATextIsFoundInNamesSideBySide, and not where one ends and the next begins.
func TestATextIsFoundInNamesSideBySide(t *testing.T) {
	words := []string{""}
	for i := 0; i < len(words) && len(words[i]) < 5; i++ {
		words = append(words, words[i]+"a", words[i]+"B", words[i]+"b")
	}
	b := NewBuilder()
	db := b.Database("db")
	for _, w := range words[1:] {
		b.Leaf(db, []byte(w), Table, "", false, nil)
	}
	l, _ := b.Done()
	s := Open(l, nil)
	for _, w := range words[1:] {
		f, _ := ParseFilter(w)
		hits := f.Hits(s)
		for n := Node(1); int(n) < s.tree.Len(); n++ {
			if want := heldPlainly(w, s.tree.Name(n), smart(w)); hits.Set.Has(n) != want {
				t.Fatalf("%s finds %s: %v", w, s.tree.Name(n), !want)
			}
		}
	}
}

func TestOnlyLettersOfASCIIBecomeThose(t *testing.T) {
	for r, want := range map[rune]rune{'K': 'k', '\u212a': '\u212a', 'İ': 'İ', 'É': 'é', '[': '[', '数': '数'} {
		if got := foldRune(r); got != want {
			t.Errorf("%c becomes %c", r, got)
		}
	}
}

func TestExtrasThatSayTheSame(t *testing.T) {
	full := func() *Extra {
		return &Extra{
			DBAlias: "d", SchemaAlias: "s", Filter: []string{"f"}, Join: []string{"j"}, Lookup: true,
			Columns: []Column{{Name: "c"}}, Unknown: []Member{{"m", []byte("1")}},
		}
	}
	if !sameExtra(full(), full()) || !sameExtra(&Extra{Filter: []string{}, DBAlias: "d"}, &Extra{DBAlias: "d"}) || sameExtra(nil, full()) {
		t.Error("the same is not, or nothing is")
	}
	for i, change := range []func(*Extra){
		func(x *Extra) { x.DBAlias = "" }, func(x *Extra) { x.SchemaAlias = "" }, func(x *Extra) { x.Filter[0] = "" }, func(x *Extra) { x.Join = nil },
		func(x *Extra) { x.Lookup = false }, func(x *Extra) { x.Columns[0].Value = "7" }, func(x *Extra) { x.Unknown[0].JSON = []byte("2") },
	} {
		x := full()
		if change(x); sameExtra(x, full()) {
			t.Errorf("change %d makes no difference", i)
		}
	}
}
