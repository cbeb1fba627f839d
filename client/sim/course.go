package sim

import (
	"slices"
	"time"
)

// stage is one status in the course of a job.
type stage struct {
	status string
	lasts  time.Duration // 0: it stays there
	rests  bool          // in a frozen world it stays there
}

const (
	startingFor = 3 * time.Second // STARTJOBING
	copiedFor   = 4 * time.Second // FULL_TRANSFER_COMPLETE before changes flow
	creatingFor = 8 * time.Second // CREATING
	pausingFor  = time.Second     // until a pause takes effect
	failingFor  = 8 * time.Second // FULL_TRANSFER_STARTED until it fails again
	endingFor   = 5 * time.Second // RELEASE_RESOURCE_STARTED
	forcedFor   = 2 * time.Second // the same, by force
)

// copyingFor is how long the full phase of the i-th job takes.
func (w *world) copyingFor(i int) time.Duration {
	return time.Duration(45+w.hash(i)%45) * time.Second
}

// onward is the course of a job that starts, or goes on, with so much of the
// full phase done. In a frozen world it rests where data moves.
func (s *Sim) onward(i, percent int) []stage {
	course := []stage{{status: "STARTJOBING", lasts: startingFor}}
	j := &s.world.jobs[i]
	if j.task != incrOnly {
		if percent < 100 {
			left := s.world.copyingFor(i) * time.Duration(100-percent) / 100
			course = append(course, stage{"FULL_TRANSFER_STARTED", left, true})
		}
		if j.task == fullOnly {
			return append(course, stage{status: "FULL_TRANSFER_COMPLETE"})
		}
		if percent < 100 {
			course = append(course, stage{status: "FULL_TRANSFER_COMPLETE", lasts: copiedFor})
		}
	}
	return append(course, stage{status: "INCRE_TRANSFER_STARTED"})
}

// reached is the place in its course that a job has come to.
func (s *Sim) reached(l life, now time.Time) int {
	if s.options.Freeze {
		return l.steps
	}
	passed := now.Sub(l.begin)
	for k, st := range l.course {
		if st.lasts == 0 || passed < st.lasts {
			return k
		}
		passed -= st.lasts
	}
	return len(l.course) - 1
}

// moves tells whether a reading moves a job on in a frozen world.
func (l life) moves() bool {
	return l.steps < len(l.course)-1 && !l.course[l.steps].rests
}

// entered is the moment at which a stage of a course begins.
func (s *Sim) entered(l life, k int) time.Time {
	at := l.begin
	for _, st := range l.course[:k] {
		if !s.options.Freeze {
			at = at.Add(st.lasts)
		}
	}
	return at
}

// spent is how long a job's course has been in a status so far; none in a
// frozen world.
func (s *Sim) spent(l life, status string, now time.Time) time.Duration {
	k := slices.IndexFunc(l.course, func(st stage) bool { return st.status == status })
	if k < 0 || s.options.Freeze {
		return 0
	}
	spent := max(now.Sub(s.entered(l, k)), 0)
	if lasts := l.course[k].lasts; lasts > 0 {
		return min(spent, lasts)
	}
	return spent
}
