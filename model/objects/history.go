package objects

// How much a History keeps: steps, and bytes that no other step shares.
const (
	historySteps = 200
	historyBytes = 64 << 20
)

// History is the way back, and forth again. A State means nothing over another Tree:
// where the source was read anew it goes on by Reopened.
type History struct {
	now          *State
	past, future []historyStep
	bytes        int // of the past
}

// historyStep is a State to go to, and what lies between it and the one that is now.
type historyStep struct {
	state *State
	what  string
	bytes int
}

// NewHistory begins with a State.
func NewHistory(s *State) *History { return &History{now: s} }

// Now is the State that is now.
func (h *History) Now() *State { return h.now }

// Do goes on to another State; what names the change in a few words: "4 120 tables
// chosen". What was undone before cannot be redone any more.
func (h *History) Do(s *State, what string) {
	if s == h.now {
		return
	}
	step := historyStep{h.now, what, s.apart(h.now)}
	h.past = append(h.past, step)
	h.bytes += step.bytes
	h.now, h.future = s, nil
	drop := 0
	for len(h.past)-drop > historySteps || h.bytes > historyBytes && len(h.past)-drop > 1 {
		h.bytes -= h.past[drop].bytes
		drop++
	}
	if drop > 0 { // a new slice lets the States go
		h.past = append([]historyStep(nil), h.past[drop:]...)
	}
}

// Undo goes back one step; words are for the message line. ok is false if there is
// none.
func (h *History) Undo() (s *State, words string, ok bool) {
	if len(h.past) == 0 {
		return h.now, "nothing to undo", false
	}
	step := h.past[len(h.past)-1]
	h.past = h.past[:len(h.past)-1]
	h.bytes -= step.bytes
	h.future = append(h.future, historyStep{h.now, step.what, step.bytes})
	h.now = step.state
	return h.now, "undone: " + step.what, true
}

// Redo goes forth again.
func (h *History) Redo() (s *State, words string, ok bool) {
	if len(h.future) == 0 {
		return h.now, "nothing to redo", false
	}
	step := h.future[len(h.future)-1]
	h.future = h.future[:len(h.future)-1]
	h.past = append(h.past, historyStep{h.now, step.what, step.bytes})
	h.bytes += step.bytes
	h.now = step.state
	return h.now, "redone: " + step.what, true
}

// Reopened is the way back over what the source holds now, of at most so many steps
// each way, and base over the same Tree. What is further away is forgotten.
func (h *History) Reopened(source *Listing, base *State, most int) (*History, *State) {
	past, future := lastOf(h.past, most), lastOf(h.future, most)
	states := []*State{base, h.now}
	for _, steps := range [][]historyStep{past, future} {
		for _, step := range steps {
			states = append(states, step.state)
		}
	}
	states = ReopenAll(source, states...)
	out := &History{now: states[1]}
	states, base = states[2:], states[0]
	for i, step := range past {
		out.past = append(out.past, historyStep{states[i], step.what, step.bytes})
		out.bytes += step.bytes
	}
	for i, step := range future {
		out.future = append(out.future, historyStep{states[len(past)+i], step.what, step.bytes})
	}
	return out, base
}

// lastOf are the last steps, the next ones to be taken.
func lastOf(steps []historyStep, most int) []historyStep { return steps[max(len(steps)-most, 0):] }

// Steps counts the steps back, and those forth.
func (h *History) Steps() (back, forth int) { return len(h.past), len(h.future) }

// apart is about how many bytes two States of one Tree do not share.
func (s *State) apart(was *State) int {
	n := 8*len(s.chunks) + 8*len(s.counts) + 24*len(s.boxes)
	for i, c := range s.chunks {
		if i < len(was.chunks) && c != was.chunks[i] {
			n += 2 * 8 * chunkWords
			if !sameTargets(c.targets, was.chunks[i].targets) {
				n += 16 * len(c.targets)
			}
			n += 64 * len(c.extras)
		}
	}
	return n
}

// ChosenWords name a choice for the message line: "4 120 tables chosen".
func ChosenWords(before, after *State) string {
	d := Compare(before, after)
	var parts []string
	say := func(kind DiffKind, what string) {
		if n := d.counts[kind] + d.boxes[kind]; n > 0 {
			one, many := d.noun(kind)
			if d.counts[kind] == 0 {
				one, many = "database or schema", "databases or schemas"
			}
			parts = append(parts, sayMany(n, one, many)+" "+what)
		}
	}
	say(Joins, "chosen")
	say(Leaves, "left out")
	say(Renames, "renamed")
	say(Filters, "filtered anew")
	say(PicksColumns, "with other columns")
	say(AddsColumns, "with other added columns")
	say(LooksUp, "looked up or not")
	if len(parts) == 0 {
		return "nothing that goes"
	}
	return sayAnd(parts)
}
