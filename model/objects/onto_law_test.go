package objects

import (
	"testing"

	"pgregory.net/rapid"
)

// drawThree are two edits that began at one State.
func drawThree(t *rapid.T) (base, mine, theirs *State) {
	_, base = drawState(t)
	mine, theirs = base, base
	for range rapid.IntRange(0, 4).Draw(t, "mine") {
		mine = drawEdit(t, mine)
	}
	for range rapid.IntRange(0, 4).Draw(t, "theirs") {
		theirs = drawEdit(t, theirs)
	}
	return base, mine, theirs
}

func TestOntoWhatNobodyChangedIsMine(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		base, mine, _ := drawThree(t)
		if why := Compare(mine, Onto(base, mine, base)); !why.Empty() {
			t.Errorf("mine onto the base differs from mine: %s", why.Words(""))
		}
	})
}

// A table that only serves others leaves its database whole, and a database that said it
// was whole and was not becomes so.
func TestAWholeDatabaseOntoTheirsIsWhole(t *testing.T) {
	b := NewBuilder()
	b.Leaf(b.Database("db0"), []byte("t0"), Table, "", false, nil)
	b.Schema(b.Database("db1"), "s0")
	source, _ := b.Done()
	s := Open(source, nil)
	db0, db1, s0, leaf := Node(0), Node(1), Node(2), Node(3)
	base := s.Select(SetOf(s.Tree(), db0, s0), true).Invert(SetOf(s.Tree(), db1))
	for what, mine := range map[string]*State{
		"a lookup":   base.SetLookup(leaf, true),
		"a database": base.Select(SetOf(s.Tree(), db1), true),
	} {
		if why := Compare(mine, Onto(base, mine, base)); !why.Empty() {
			t.Errorf("%s: mine onto the base differs from mine: %s", what, why.Words(""))
		}
	}
}

func TestNothingOfMineOntoTheirsIsTheirs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		base, _, theirs := drawThree(t)
		if why := Compare(theirs, Onto(base, base, theirs)); !why.Empty() {
			t.Errorf("nothing onto theirs differs from theirs: %s", why.Words(""))
		}
	})
}

// Each leaf stands as one of the two has it: as mine, where mine has touched it.
func TestEachLeafIsMineOrTheirs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		base, mine, theirs := drawThree(t)
		if mine.Every() && !base.Every() {
			t.Skip("everything goes")
		}
		both, touched := Onto(base, mine, theirs), Compare(base, mine).Set()
		for n := Node(base.tree.boxes); int(n) < base.tree.Len(); n++ {
			want := theirs
			if touched.Has(n) {
				want = mine
			}
			if both.Chosen(n) != want.Chosen(n) {
				t.Errorf("%s goes: %v, want %v", base.tree.Path(n), both.Chosen(n), want.Chosen(n))
			}
			if both.Chosen(n) == Whole && both.Target(n) != want.Target(n) {
				t.Errorf("%s is called %q, want %q", base.tree.Path(n), both.Target(n), want.Target(n))
			}
		}
	})
}

// The way back leads to the same choices after the source was read anew.
func TestTheWayBackGoesOnOverAnotherTree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		source, base := drawState(t)
		h, was := NewHistory(base), []*State{base}
		for range rapid.IntRange(0, 5).Draw(t, "steps") {
			h.Do(drawEdit(t, h.Now()), "a step")
			was = append(was, h.Now())
		}
		most := rapid.IntRange(0, 6).Draw(t, "most")
		again, _ := h.Reopened(source, base, most)
		back, _ := again.Steps()
		if steps, _ := h.Steps(); back != min(steps, most) {
			t.Fatalf("%d of %d steps are left", back, steps)
		}
		for {
			now := h.Now()
			if why := same(now, again.Now()); why != "" && now.Tree().Len() == again.Now().Tree().Len() {
				t.Fatalf("a step is another one: %s", why)
			}
			if _, _, ok := again.Undo(); !ok {
				return
			}
			h.Undo()
		}
	})
}
