package sim

import (
	"slices"
	"time"
)

// How long the child of a re-edit takes from state to state. Its parent changes
// meanwhile.
const (
	childStartingFor = 3 * time.Second
	childCopyingFor  = 10 * time.Second
	childDoneFor     = 3 * time.Second
	childFreedFor    = 2 * time.Second
)

// children are those of the i-th job: the ones that follow it, then those that
// re-edits gave it.
func (w *world) children(i int) []int {
	var out []int
	for k := 1; k <= int(w.jobs[i].kids); k++ {
		out = append(out, i+k)
	}
	return append(out, w.born[i]...)
}

// editable tells whether a running job takes over another selection in a status.
func editable(status string) bool {
	return status == "INCRE_TRANSFER_STARTED" || status == "INCRE_TRANSFER_FAILED"
}

// unedited is why the selection of a job is not taken over; empty if it is.
func (s *Sim) unedited(i int, now time.Time) (code, message string) {
	switch {
	case s.isSaving(i):
		return "DRS.M01504", "Another operation is being performed on the task. Try again later."
	case !s.chosenOf(i).edited:
		return "DRS.M00401", "The objects of the task have not been edited again."
	case !s.cleared(i, "forRetryJob", now):
		return "DRS.M00305", "Run a pre-check in the mode forRetryJob first: the last one was not passed, or none was run."
	}
	return "", ""
}

// reEdit takes over the selection that was saved while a job runs: a child copies
// what is new, and the job goes on when the child is done.
func (s *Sim) reEdit(i int, now time.Time, did event) {
	chosen := s.choose(i)
	chosen.edited, chosen.reEdit = false, true
	changing := []stage{{status: "CHANGE_JOB_STARTED", lasts: childStartingFor + childCopyingFor + childDoneFor + childFreedFor}}
	if s.options.Freeze { // as many readings as those of its child
		changing = slices.Repeat(changing, 4)
	}
	s.turn(i, now, life{begin: now, course: append(changing, stage{status: "INCRE_TRANSFER_STARTED"}), percent: 100}, did)
	s.bear(i, now)
}

// bear gives a job a child.
func (s *Sim) bear(i int, now time.Time) {
	w := s.world
	child := w.jobs[i]
	child.name, child.status, child.kids, child.up = s.childName(i), "CHILD_TRANSFER_STARTING", 0, 0
	child.age = -seconds(now.Sub(w.base))
	child.begins, child.check = 0, checkNeither
	child.traits = child.traits&(primary|hostile) | childBorn
	made := len(w.jobs)
	w.jobs = append(w.jobs, child)
	w.origins[made] = w.face(i)
	w.parents[made] = i
	w.born[i] = append(w.born[i], made)
	s.objects[made] = &chosen{doc: s.current(i)}
	s.lives[made] = life{
		begin: now, percent: 30, events: []event{{w.created(made), "CREATE", "SUCCESS", s.user(made)}},
		course: []stage{
			{status: "CHILD_TRANSFER_STARTING", lasts: childStartingFor}, {status: "CHILD_TRANSFER_STARTED", lasts: childCopyingFor},
			{status: "CHILD_TRANSFER_COMPLETE", lasts: childDoneFor}, {status: "RELEASE_CHILD_TRANSFER_STARTED", lasts: childFreedFor},
			{status: "RELEASE_CHILD_TRANSFER_COMPLETE"},
		},
	}
	s.orders.forget()
}

// childName is the name of the next child of a job.
func (s *Sim) childName(i int) string {
	name := s.world.jobs[i].name
	if !s.world.jobs[i].is(hostile) {
		name = name[:min(len(name), mostForJobs-len("-edit-00"))]
	}
	for n := len(s.world.born[i]) + 1; ; n++ {
		if next := string(appendNumber([]byte(name+"-edit-"), n)); !s.taken(next) {
			return next
		}
	}
}
