package tui

import "math/bits"

// heights knows where the lines of every item of a tall list begin without
// drawing one: it keeps sums of how many lines each takes, so that an item that
// turns and a place that is looked for cost the logarithm of how many there are.
// Line 0 is the list's title.
type heights struct {
	width  int            // what they were taken for; 0: not yet
	each   []int32        // lines of one item
	sums   []int32        // a binary indexed tree over them, from 1
	folded map[string]int // lines of a reason in this width: many items share one
}

// mostFolded bounds it, should each item have a reason of its own.
const mostFolded = 1000

// of is how many lines a reason takes once it is folded.
func (h *heights) of(why string, fold func(string) []string) int {
	n, known := h.folded[why]
	if !known {
		n = len(fold(why))
		if len(h.folded) < mostFolded {
			h.folded[why] = n
		}
	}
	return n
}

// take measures all of n items, unless they are known for this width.
func (h *heights) take(width, n int, height func(int) int) {
	if h.width == width && len(h.each) == n {
		return
	}
	h.width, h.each, h.sums, h.folded = width, make([]int32, n), make([]int32, n+1), map[string]int{}
	for i := range n {
		h.each[i] = int32(height(i)) //nolint:gosec // lines of one item
		at := i + 1
		h.sums[at] += h.each[i]
		if up := at + at&-at; up <= n {
			h.sums[up] += h.sums[at]
		}
	}
}

// turned measures one item anew.
func (h *heights) turned(i int, height func(int) int) {
	if h.width == 0 {
		return
	}
	by := int32(height(i)) - h.each[i] //nolint:gosec // lines of one item
	h.each[i] += by
	for at := i + 1; by != 0 && at < len(h.sums); at += at & -at {
		h.sums[at] += by
	}
}

// before is how many lines the first n items take.
func (h *heights) before(n int) int {
	lines := 0
	for ; n > 0; n -= n & -n {
		lines += int(h.sums[n])
	}
	return lines
}

// find is the item that holds a line, and which of its lines that is.
func (h *heights) find(line int) (item, within int) {
	for jump := 1 << bits.Len(uint(len(h.each))); jump > 0; jump /= 2 { //nolint:gosec // a length
		if to := item + jump; to < len(h.sums) && int(h.sums[to]) <= line {
			item, line = to, line-int(h.sums[to])
		}
	}
	return item, line
}

// scroll is where to begin so that an item is in sight, if top was the first
// line before; above counts its lines above the one with the cursor.
func (h *heights) scroll(top, item, above, room int) int {
	all := 1 + h.before(len(h.each))
	if all <= room {
		return 0
	}
	at := 1 + h.before(item) + above
	top = min(max(top, at-room+3), at-1)
	return min(max(top, 0), all-room)
}

// sight draws the lines from top on: as many as there is room for, and no other
// item is drawn.
func (h *heights) sight(top, room int, title string, draw func(item int) []string) []string {
	var out []string
	item, skip := 0, 0
	if top == 0 {
		out = append(out, title)
	} else {
		item, skip = h.find(top - 1)
	}
	for ; item < len(h.each) && len(out) < room; item++ {
		out, skip = append(out, draw(item)[skip:]...), 0
	}
	return out[:min(len(out), room)]
}
