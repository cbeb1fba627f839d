package model

import "time"

// Trail is what drover has seen of one job's lag in the last hour: the
// longest in every 45 seconds. The zero value is empty.
type Trail struct {
	slots [trailSlots]int32 // lag in tenths of a second, plus one; 0: nothing seen
	last  int64             // number of the newest slot, counted from 1970
	Fell  bool              // the newest lag is less than the one before it
	Grew  bool              // it is more
	now   int32
}

const (
	trailSlot  = 45 * time.Second
	trailSlots = 80
)

// TrailSpan is how far back a trail reaches.
const TrailSpan = trailSlot * trailSlots

// Add enters a lag read at a moment. What is older than the newest by more
// than the trail's span, or not told (lag below 0), is left out.
func (t *Trail) Add(at time.Time, lag time.Duration) {
	if lag < 0 || at.IsZero() {
		return
	}
	n := at.UnixNano() / int64(trailSlot)
	switch {
	case t.last == 0 || n-t.last >= trailSlots:
		clear(t.slots[:])
		t.last = n
	case t.last-n >= trailSlots:
		return
	}
	for t.last < n {
		t.last++
		t.slots[t.last%trailSlots] = 0
	}
	tenths := int32(min(lag/(100*time.Millisecond), 1<<30)) + 1
	slot := &t.slots[n%trailSlots]
	*slot = max(*slot, tenths)
	if t.now != 0 && tenths != t.now {
		t.Fell, t.Grew = tenths < t.now, tenths > t.now
	}
	t.now = tenths
}

// Empty reports that nothing was ever seen.
func (t *Trail) Empty() bool { return t == nil || t.last == 0 }

// Spark cuts the time up to now into n equal parts and gives the longest lag
// seen in each, oldest first; -1 where nothing was seen. span is at most
// TrailSpan.
func (t *Trail) Spark(now time.Time, span time.Duration, n int) []time.Duration {
	out := make([]time.Duration, n)
	for i := range out {
		out[i] = -1
	}
	if t.Empty() || n == 0 {
		return out
	}
	newest := now.UnixNano() / int64(trailSlot)
	slots := int64(span / trailSlot)
	for back := range slots {
		if lag, ok := t.slot(newest - back); ok {
			i := n - 1 - int(back*int64(n)/slots)
			out[i] = max(out[i], lag)
		}
	}
	return out
}

// Max is the longest lag seen within span before now, and when; ok is false
// if there was none.
func (t *Trail) Max(now time.Time, span time.Duration) (lag time.Duration, at time.Time, ok bool) {
	if t.Empty() {
		return 0, time.Time{}, false
	}
	newest := now.UnixNano() / int64(trailSlot)
	for back := int64(span/trailSlot) - 1; back >= 0; back-- {
		if l, seen := t.slot(newest - back); seen && (!ok || l >= lag) {
			lag, at, ok = l, time.Unix(0, (newest-back)*int64(trailSlot)).UTC(), true
		}
	}
	return lag, at, ok
}

func (t *Trail) slot(n int64) (time.Duration, bool) {
	if n > t.last || t.last-n >= trailSlots || n < 0 {
		return 0, false
	}
	v := t.slots[n%trailSlots]
	return time.Duration(v-1) * 100 * time.Millisecond, v > 0
}
