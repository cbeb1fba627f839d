package objects

import (
	"iter"
	"maps"
	"math/bits"
	"slices"
)

// chunkLen is how many leaves a chunk holds.
const (
	chunkLen   = 1024
	chunkWords = chunkLen / 64
)

// words has a bit for each leaf of a chunk.
type words [chunkWords]uint64

func (w *words) has(i int) bool { return w[i>>6]&(1<<(i&63)) != 0 }
func (w *words) add(i int)      { w[i>>6] |= 1 << (i & 63) }
func (w *words) drop(i int)     { w[i>>6] &^= 1 << (i & 63) }

// chunk is what there is to say of 1024 leaves that lie side by side. States share
// chunks: one is copied before it is changed.
type chunk struct {
	on      words             // chosen
	synced  words             // on the target already
	mapped  words             // those with another name on the target
	targets []string          // names on the target; nil: the same throughout; "": the same
	extras  map[uint16]*Extra // of few
}

func (c *chunk) clone() *chunk {
	out := *c
	return &out
}

// put sets a target name; the chunk is its caller's own, its targets may be shared.
func (c *chunk) put(i int, target string) {
	if c.targets == nil && target == "" {
		return
	}
	out := make([]string, chunkLen)
	copy(out, c.targets)
	c.targets = out
	c.name(i, target)
}

// name sets a target name where the chunk's targets are its caller's own, too.
func (c *chunk) name(i int, target string) {
	if c.targets == nil {
		c.targets = make([]string, chunkLen)
	}
	if c.targets[i] = target; target != "" {
		c.mapped.add(i)
	} else {
		c.mapped.drop(i)
	}
}

// putExtra sets or drops an extra; the chunk is its caller's own, its map may be shared.
func (c *chunk) putExtra(i int, x *Extra) {
	out := maps.Clone(c.extras)
	if out == nil {
		out = map[uint16]*Extra{}
	}
	if x.Empty() {
		delete(out, uint16(i)) //nolint:gosec // below chunkLen
	} else {
		out[uint16(i)] = x //nolint:gosec // below chunkLen
	}
	c.extras = out
}

func (c *chunk) target(i int) string {
	if c.targets == nil {
		return ""
	}
	return c.targets[i]
}

func (c *chunk) extra(i int) *Extra { return c.extras[uint16(i)] } //nolint:gosec // below chunkLen

// each are the leaves of a chunk that are in it.
func (w *words) each() iter.Seq[int] {
	return func(yield func(int) bool) {
		for at, word := range w {
			for ; word != 0; word &= word - 1 {
				if !yield(at<<6 + bits.TrailingZeros64(word)) {
					return
				}
			}
		}
	}
}

// extraPlaces are the places of the leaves that have an extra, in order.
func (c *chunk) extraPlaces() []uint16 { return slices.Sorted(maps.Keys(c.extras)) }
