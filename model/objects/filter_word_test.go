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
