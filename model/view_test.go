package model

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestViewsOfTwoDrovers(t *testing.T) {
	saved := func(names ...string) (out []SavedFilter) {
		for _, n := range names {
			out = append(out, SavedFilter{Name: n, Query: "q" + n})
		}
		return out
	}
	former := View{Sort: "name", History: []string{"a", "b"}, Saved: saved("x", "y")}
	there := View{Sort: "age", History: []string{"a", "b", "c"}, Saved: saved("x", "y", "z")}
	mine := View{Sort: "lag", History: []string{"b", "d"}, Saved: saved("y", "w")}
	got := mine.Beside(former, there)
	if got.Sort != "lag" || !slices.Equal(got.History, []string{"c", "b", "d"}) || !slices.Equal(got.Saved, saved("y", "w", "z")) {
		t.Errorf("kept is %+v", got)
	}
}

// TestBesideLaw: alone, a view is kept as it is; and nothing of it is ever
// lost to another.
func TestBesideLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"a", "b", "c", "d", "e"}), 0, 5, rapid.ID)
		view := func(name string) View {
			v := View{History: words.Draw(t, name+" history")}
			for _, n := range words.Draw(t, name+" saved") {
				v.Saved = append(v.Saved, SavedFilter{Name: n, Query: rapid.SampledFrom([]string{"1", "2"}).Draw(t, "query")})
			}
			return v
		}
		former, mine, there := view("former"), view("mine"), view("there")
		if got := mine.Beside(former, former); !slices.Equal(got.Saved, mine.Saved) || !slices.Equal(got.History, mine.History) {
			t.Fatalf("alone, %+v became %+v", mine, got)
		}
		got := mine.Beside(former, there)
		for _, f := range mine.Saved {
			if !slices.Contains(got.Saved, f) {
				t.Fatalf("%v was lost", f)
			}
		}
		for _, f := range there.Saved {
			if !slices.Contains(former.Saved, f) && !slices.ContainsFunc(got.Saved, func(g SavedFilter) bool { return g.Name == f.Name }) {
				t.Fatalf("the other's %v was lost", f)
			}
		}
	})
}
