package objects

import (
	"context"
	"math/bits"
	"runtime"
	"sync"
)

// Hits are the objects that a filter finds.
type Hits struct {
	Set   Set // leaves
	Count int // of them
	Named Set // boxes that are to be seen for their own sake: they are no hits
}

// Hits asks the filter of all there is.
func (f Filter) Hits(s *State) Hits {
	h, _ := f.HitsWithin(context.Background(), s)
	return h
}

// HitsWithin is Hits as long as the context lasts; ok is false if it ended before.
func (f Filter) HitsWithin(ctx context.Context, s *State) (h Hits, ok bool) {
	return f.HitsOf(ctx, s, Only{})
}

// HitsOf is HitsWithin of what Only leaves over.
func (f Filter) HitsOf(ctx context.Context, s *State, only Only) (h Hits, ok bool) {
	leaves := make([]uint64, (s.tree.LeafCount()+63)/64)
	if !f.find(ctx, s, only, leaves) {
		return Hits{}, false
	}
	h = Hits{Set: NewSet(s.tree), Named: NewSet(s.tree)}
	for w, word := range leaves {
		h.Count += bits.OnesCount64(word)
		h.Set.putLeafWord(w*64, word)
	}
	r := newFilterRun(f, s)
	for box := range Node(s.tree.boxes) { //nolint:gosec // fits
		if f.root == nil && !only.Empty() && only.box(s, box) {
			h.Named.Put(box)
		}
		if f.root != nil && (only.Empty() || only.box(s, box)) {
			if r.enter(box); r.named(f.root, box) == saysYes {
				h.Named.Put(box)
			}
		}
	}
	return h, true
}

// putLeafWord puts 64 leaves in, by the number of the first: the reverse of leafWord.
func (s Set) putLeafWord(leaf int, word uint64) {
	if word == 0 {
		return
	}
	at := s.tree.boxes + leaf
	i, shift := at>>6, at&63
	s.bits[i] |= word << shift
	if over := word >> (64 - shift); over != 0 {
		s.bits[i+1] |= over
	}
}

// share is how many leaves are worth a goroutine of their own.
const share = 1 << 16

// find fills in the leaves that the filter finds, by their numbers. Large trees are
// shared out among the processors: which leaves are found does not depend on it.
func (f Filter) find(ctx context.Context, s *State, only Only, out []uint64) bool {
	all := s.tree.LeafCount()
	n := min(runtime.GOMAXPROCS(0), 8, all/share+1)
	each := ((all+n-1)/n + 63) &^ 63
	if n == 1 {
		return f.findIn(ctx, s, only, 0, all, out)
	}
	var wait sync.WaitGroup
	whole, broken := make([]bool, n), make([]any, n)
	for i := range n {
		wait.Go(func() {
			// A panic is the caller's, who knows what to do with the terminal.
			defer func() { broken[i] = recover() }()
			whole[i] = f.findIn(ctx, s, only, min(i*each, all), min((i+1)*each, all), out)
		})
	}
	wait.Wait()
	done := true
	for i := range n {
		if broken[i] != nil {
			panic(broken[i])
		}
		done = done && whole[i]
	}
	return done
}

// findIn is find of the leaves from, up to but without to; from begins a word.
func (f Filter) findIn(ctx context.Context, s *State, only Only, from, to int, out []uint64) bool {
	if from >= to {
		return ctx.Err() == nil
	}
	r, t := newFilterRun(f, s), s.tree
	for box := t.Parent(Node(t.boxes + from)); int(box) < t.boxes; box++ { //nolint:gosec // fits
		first, end := t.Leaves(box)
		lo, hi := max(int(first)-t.boxes, from), min(int(end)-t.boxes, to)
		if int(first)-t.boxes >= to {
			break
		}
		if lo >= hi {
			continue
		}
		r.enter(box)
		for w := lo &^ 63; w < hi; w += 64 {
			if w&(chunkLen-1) == 0 && ctx.Err() != nil {
				return false
			}
			in := ^uint64(0)
			if w < lo {
				in <<= lo - w
			}
			if left := hi - w; left < 64 {
				in &= 1<<left - 1
			}
			if in &= only.leaves(s, w); in == 0 {
				continue
			}
			if f.root != nil {
				in = r.ask(f.root, w, in)
			}
			out[w>>6] |= in
		}
	}
	return ctx.Err() == nil
}
