package sim

import (
	"container/heap"
	"strconv"
	"strings"
	"time"
)

// dvJob is one transfer, or a job of another kind.
type dvJob struct {
	id     string
	body   map[string]any // as it was set, in the form of requests; nil: what the fleet makes of its place
	name   string         // of the body, like what follows
	kind   string
	parent string
	plan   dvSchedule
	route  string // source and destination, as one word
	barred bool   // disabled

	status  string
	first   string // how it stood when the world was made
	gone    bool
	touched bool // somebody wrote to it: in a frozen world, only such a one moves by readings
	made    time.Time
	changed time.Time
	due     time.Time // when its status changes by itself; zero: it does not
	next    time.Time // of an automatic one, the next run; zero: none
	last    time.Time // when its last run was due
	run     *dvRun
	stop    time.Time // when the node ends the run that was cancelled, paused or deleted; zero: it does not
	runs    []dvRun   // ended, the oldest first
	ending  string    // how its runs end
	lasts   time.Duration
}

// dvRun is one execution.
type dvRun struct {
	id         int64
	begin, end time.Time // end: when it is to end, or has
	status     string
	share      float64 // of its work that was done before it began here
}

// dvKept is how many executions a job remembers.
const dvKept = 50

// dvWorld is all of DryvIQ's jobs. It grows by clones and creations.
type dvWorld struct {
	seed    uint64
	base    time.Time
	frozen  bool
	ends    []dvConnection
	jobs    []dvJob
	byID    map[string]int
	clock   dvClock          // of what changes by itself
	busy    map[string][]int // who executes over one source and destination
	crashes []string         // where two executed over the same
	runs    int64            // counts executions
	known   int              // how many of them are the cast
	made    int              // how many jobs the world was made with
}

// dv gives the world, making it at the first call, and what happened in it until
// now. The caller calls the release when it is through.
func (s *Sim) dv(now time.Time) (w *dvWorld, release func()) {
	h := &s.dryviq
	h.once.Do(func() { h.w = s.dvNewWorld() })
	h.mu.Lock()
	h.w.settle(now)
	return h.w, h.mu.Unlock
}

func (s *Sim) dvNewWorld() *dvWorld {
	w := &dvWorld{
		seed: s.world.seed, base: s.world.base.Truncate(time.Second), frozen: s.options.Freeze, byID: map[string]int{}, busy: map[string][]int{},
		ends: dvConnections(), runs: int64(s.options.Jobs+10) * dvPastIDs,
	}
	w.cast(max(s.options.Jobs, 0))
	w.made = len(w.jobs)
	return w
}

// add puts a job into the world, as its body says it is.
func (w *dvWorld) add(j dvJob) int {
	i := len(w.jobs)
	j.id = hexID("transfer " + strconv.FormatUint(w.seed, 16) + " " + strconv.Itoa(i))
	w.jobs = append(w.jobs, j)
	w.byID[j.id] = i
	w.sync(i)
	return i
}

// find gives the place of a job that is not deleted.
func (w *dvWorld) find(id string) (int, bool) {
	i, there := w.byID[id]
	return i, there && !w.jobs[i].gone
}

// bodyOf is what was set of a job. Whoever changes it changes a copy, see put.
func (w *dvWorld) bodyOf(i int) map[string]any {
	if w.jobs[i].body != nil {
		return w.jobs[i].body
	}
	return w.fleetBody(i)
}

// put gives a job a new body.
func (w *dvWorld) put(i int, body map[string]any) {
	w.jobs[i].body = body
	w.sync(i)
}

// sync reads from the body what the world goes by.
func (w *dvWorld) sync(i int) {
	j, body := &w.jobs[i], w.bodyOf(i)
	j.name, j.kind, j.parent = dvString(body["name"]), dvString(body["kind"]), dvString(body["parent_id"])
	j.barred = dvBool(body["disabled"])
	j.plan, _ = dvReadSchedule(dvObject(body["schedule"])) // checked when it came
	transfer := dvObject(body["transfer"])
	j.route = w.side(dvObject(transfer["source"])).word() + " > " + w.side(dvObject(transfer["destination"])).word()
}

// dvEnd is one end of a transfer, as far as the world goes by it.
type dvEnd struct {
	connection int // -1: none that is known
	path       string
	uri        bool // path is one
}

func (e dvEnd) word() string { return strconv.Itoa(e.connection) + ":" + strings.ToLower(e.path) }

// side reads an end; an item stands for its path.
func (w *dvWorld) side(m map[string]any) dvEnd {
	e := dvEnd{connection: -1}
	if i, there := w.connection(dvString(dvObject(m["connection"])["id"])); there {
		e.connection = i
	}
	target := dvObject(m["target"])
	switch {
	case target["path"] != nil:
		e.path = dvTrim(dvString(target["path"]))
	case target["uri"] != nil:
		e.path, e.uri = dvString(target["uri"]), true
	case target["item"] != nil:
		e.path = dvTrim(dvItemPath(dvObject(target["item"])))
	default:
		e.path = "/"
	}
	return e
}

// live tells whether a job runs by itself.
func (w *dvWorld) live(i int) bool {
	j := &w.jobs[i]
	return j.kind == "transfer" && j.plan.mode == "auto" && !j.gone && !j.barred && !dvIs(j.status, "paused", "complete")
}

// dvTick is a moment at which a job may change by itself.
type dvTick struct {
	at time.Time
	i  int
}

// dvClock is a heap of such moments. Those that no longer hold are left in it
// and passed over.
type dvClock []dvTick

func (c dvClock) Len() int { return len(c) }
func (c dvClock) Less(a, b int) bool {
	return c[a].at.Before(c[b].at) || c[a].at.Equal(c[b].at) && c[a].i < c[b].i
}
func (c dvClock) Swap(a, b int) { c[a], c[b] = c[b], c[a] }

// Push and Pop are those of container/heap.
func (c *dvClock) Push(x any) {
	if t, ok := x.(dvTick); ok {
		*c = append(*c, t)
	}
}

// Pop takes the last one.
func (c *dvClock) Pop() any {
	old := *c
	last := old[len(old)-1]
	*c = old[:len(old)-1]
	return last
}

// settle lets everything happen that was to happen until now, in its order. In
// a frozen world nothing happens by itself.
func (w *dvWorld) settle(now time.Time) {
	for !w.frozen && len(w.clock) > 0 && !w.clock[0].at.After(now) {
		t, _ := heap.Pop(&w.clock).(dvTick)
		if at := w.moment(t.i); at.Equal(t.at) && !at.IsZero() {
			w.advance(t.i, t.at)
			w.arm(t.i)
		}
	}
}

// arm puts a job's next moment on the clock.
func (w *dvWorld) arm(i int) {
	if at := w.moment(i); !at.IsZero() {
		heap.Push(&w.clock, dvTick{at, i})
	}
}

// moment is when a job changes by itself; zero: it does not.
func (w *dvWorld) moment(i int) time.Time {
	j := &w.jobs[i]
	first := time.Time{}
	for _, at := range []time.Time{j.due, j.stop, w.runsOut(i), w.begins(i)} {
		if !at.IsZero() && (first.IsZero() || at.Before(first)) {
			first = at
		}
	}
	return first
}

func (w *dvWorld) runsOut(i int) time.Time {
	if j := &w.jobs[i]; j.run != nil {
		return j.run.end
	}
	return time.Time{}
}

// begins is when an automatic job queues by itself.
func (w *dvWorld) begins(i int) time.Time {
	if j := &w.jobs[i]; j.run == nil && j.due.IsZero() && w.live(i) {
		return j.next
	}
	return time.Time{}
}
