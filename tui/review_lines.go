package tui

import "math/bits"

// heights knows where every step's lines begin without drawing one: it keeps
// sums of how many lines each takes, so that a step that turns and a place
// that is looked for cost the logarithm of how many there are.
type heights struct {
	width  int            // what they were taken for; 0: not yet
	each   []int32        // lines of one step
	sums   []int32        // a binary indexed tree over them, from 1
	folded map[string]int // lines of a reason in this width: many steps share one
}

// mostFolded bounds it, should each step have a reason of its own.
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

// take measures all of n steps, unless they are known for this width.
func (h *heights) take(width, n int, height func(int) int) {
	if h.width == width && len(h.each) == n {
		return
	}
	h.width, h.each, h.sums, h.folded = width, make([]int32, n), make([]int32, n+1), map[string]int{}
	for i := range n {
		h.each[i] = int32(height(i)) //nolint:gosec // lines of one job
		at := i + 1
		h.sums[at] += h.each[i]
		if up := at + at&-at; up <= n {
			h.sums[up] += h.sums[at]
		}
	}
}

// turned measures one step anew.
func (h *heights) turned(i int, height func(int) int) {
	if h.width == 0 {
		return
	}
	by := int32(height(i)) - h.each[i] //nolint:gosec // lines of one job
	h.each[i] += by
	for at := i + 1; by != 0 && at < len(h.sums); at += at & -at {
		h.sums[at] += by
	}
}

// before is how many lines the first n steps take.
func (h *heights) before(n int) int {
	lines := 0
	for ; n > 0; n -= n & -n {
		lines += int(h.sums[n])
	}
	return lines
}

// find is the step that holds a line, and which of its lines that is.
func (h *heights) find(line int) (step, within int) {
	for jump := 1 << bits.Len(uint(len(h.each))); jump > 0; jump /= 2 { //nolint:gosec // a length
		if to := step + jump; to < len(h.sums) && int(h.sums[to]) <= line {
			step, line = to, line-int(h.sums[to])
		}
	}
	return step, line
}
