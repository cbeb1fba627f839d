package sim

import (
	"math"
	"strings"
	"time"
)

// job is one row of the world as it was made. What happens to it later is kept
// apart (life), so that 100,000 rows stay small. A parent's children follow it.
type job struct {
	name     string
	status   string
	age      int32  // seconds since its creation, at the base of the world; below 0: made later
	begins   int32  // scheduled: seconds from the base to its start
	lag      uint16 // seconds around which its delay wanders
	percent  uint8  // of the full phase, at the base
	kids     uint8
	up       uint8 // steps back to its parent; 0: it has none
	link     link
	scenario scenario
	task     task
	net      network
	dir      direction
	gens     generation
	check    check
	traits   trait
}

func (j *job) is(t trait) bool { return j.traits&t != 0 }

// dualParent: the parent of a dual-active pair refuses most calls.
func (j *job) dualParent() bool { return j.is(dualPart) && j.kids > 0 }

// dualBackward: the half that runs back to the source's side.
func (j *job) dualBackward() bool { return j.is(dualPart) && j.up > 1 }

// world is the fleet of jobs. It only grows, by jobs that are created or cloned
// (see Sim.mu).
type world struct {
	seed uint64
	base time.Time // the moment that ages count back from
	jobs []job

	origins map[int]int       // of clones: the place of the job whose ends and objects they have
	made    map[int]*creation // of jobs that were created: what they were created with
	born    map[int][]int     // the children that re-edits gave to jobs
	parents map[int]int       // of those children
}

// newWorld makes exactly n rows, children included: first the cast that demos
// and tests know by name, then fleets until the number is reached.
func newWorld(seed int64, n int, base time.Time) *world {
	w := &world{seed: mix(uint64(seed)), base: base, origins: map[int]int{}, made: map[int]*creation{}, born: map[int][]int{}, parents: map[int]int{}}
	w.jobs = make([]job, 0, n+maxFamily)
	w.jobs = append(w.jobs, cast()...)
	if len(w.jobs) < n {
		w.addFleets(n)
	}
	w.truncate(n)
	return w
}

// face is the job whose ends, tags and objects the i-th one has: a clone's are
// those of the job it was made from.
func (w *world) face(i int) int {
	if origin, clone := w.origins[i]; clone {
		return origin
	}
	return i
}

// cloned tells of jobs that were made from another.
func (w *world) cloned(i int) bool { return w.face(i) != i }

// named finds jobs by name, case ignored.
func (w *world) named(name string) []int {
	var out []int
	for i := range w.jobs {
		if strings.EqualFold(w.jobs[i].name, name) {
			out = append(out, i)
		}
	}
	return out
}

// truncate cuts to n rows and shrinks a family that is cut through.
func (w *world) truncate(n int) {
	w.jobs = w.jobs[:min(n, len(w.jobs))]
	for i := len(w.jobs) - 1; i >= 0 && i >= len(w.jobs)-maxFamily; i-- {
		if kids := len(w.jobs) - 1 - i; int(w.jobs[i].kids) > kids {
			w.jobs[i].kids = uint8(kids)
		}
	}
}

// hash is a number of its own for the i-th job.
func (w *world) hash(i int) uint64 { return mix(w.seed ^ uint64(i)*0x9e3779b97f4a7c15) }

func (w *world) created(i int) time.Time {
	return w.base.Add(-time.Duration(w.jobs[i].age) * time.Second).Truncate(time.Second)
}

// parent gives the parent's index; ok is false for a job that has none.
func (w *world) parent(i int) (p int, ok bool) {
	if p, born := w.parents[i]; born {
		return p, true
	}
	return i - int(w.jobs[i].up), w.jobs[i].up > 0
}

func seconds(d time.Duration) int32 {
	return int32(min(d/time.Second, math.MaxInt32))
}
