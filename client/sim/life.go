package sim

import "time"

// FrozenNow is the moment at which the service's clock stands in a frozen
// world (Options.Freeze).
func FrozenNow() time.Time { return time.Date(2026, time.March, 14, 3, 12, 0, 0, time.UTC) }

// life is what became of a job since the world was made. Jobs that nobody
// touched have none.
type life struct {
	begin   time.Time     // when its course begins; ahead of now: it is scheduled
	course  []stage       // what it goes through from there
	steps   int           // frozen: how often its status was read since
	forced  string        // set from outside (Set); wins over its course
	percent int           // of the full phase when the course began; -1: it had none
	behind  time.Duration // what the source wrote while nothing was applied, when the course began
	past    moments       // turns before the course
	events  []event       // operations before the course, and the one that began it
}

// reading is a job at one moment.
type reading struct {
	status  string
	percent int           // of the full phase; -1: it has none now
	lag     time.Duration // of the incremental phase; -1: it has none now
}

// life gives what became of the i-th job; ok is false for one that still is
// what the world made it. A scheduled job of the world starts by itself. The
// caller holds the lock.
func (s *Sim) life(i int) (l life, ok bool) {
	if l, ok = s.lives[i]; ok {
		return l, true
	}
	if j := &s.world.jobs[i]; j.status == "WAITING_FOR_START" {
		begin := s.world.base.Add(time.Duration(j.begins) * time.Second)
		return life{begin: begin, course: s.onward(i, 0)}, true
	}
	return life{}, false
}

// read tells how the i-th job stands now, without moving it. The caller holds
// the lock.
func (s *Sim) read(i int, now time.Time) reading {
	r := reading{status: s.status(i, now), percent: -1, lag: -1}
	switch r.status {
	case "FULL_TRANSFER_STARTED":
		r.percent = min(max(s.copied(i, now), 1), 99)
	case "FULL_TRANSFER_FAILED", "CHILD_TRANSFER_STARTED", "CHILD_TRANSFER_FAILED":
		r.percent = max(s.copied(i, now), 1)
	case "FULL_TRANSFER_COMPLETE", "CHILD_TRANSFER_COMPLETE":
		r.percent = 100
	case "RELEASE_RESOURCE_COMPLETE", "PAUSING":
		r.percent = 100
		if l, lived := s.life(i); lived && l.forced == "" {
			r.percent = s.copied(i, now)
		}
	case "INCRE_TRANSFER_STARTED":
		r.percent, r.lag = 100, s.lag(i, now)
	case "INCRE_TRANSFER_FAILED":
		r.percent = 100
	}
	return r
}

// status tells the i-th job's state alone. The caller holds the lock.
func (s *Sim) status(i int, now time.Time) string {
	l, lived := s.life(i)
	switch {
	case !lived:
		return s.world.jobs[i].status
	case l.forced != "":
		return l.forced
	case l.begin.After(now):
		return "WAITING_FOR_START"
	}
	return l.course[s.reached(l, now)].status
}

// observe is read for answers that tell the status: in a frozen world it moves
// a job on by one stage. The caller holds the lock for writing if the world is
// frozen.
func (s *Sim) observe(i int, now time.Time) reading {
	r := s.read(i, now)
	if l, lived := s.lives[i]; s.options.Freeze && lived && l.forced == "" && !l.begin.After(now) && l.moves() {
		l.steps++
		s.lives[i] = l
	}
	return r
}

// copied is how much of the full phase a job has done, in percent; -1 if it
// has had none.
func (s *Sim) copied(i int, now time.Time) int {
	j := &s.world.jobs[i]
	l, lived := s.life(i)
	switch {
	case lived && l.forced == "":
		return s.copiedSince(i, l, now)
	case s.status(i, now) == "FULL_TRANSFER_STARTED": // copying since before this world: on by a percent a minute
		return int(j.percent) + int(now.Sub(s.world.base)/time.Minute)
	}
	return int(j.percent)
}

// copiedSince adds what the course of a job has copied by a moment.
func (s *Sim) copiedSince(i int, l life, now time.Time) int {
	spent := s.spent(l, "FULL_TRANSFER_STARTED", now)
	return min(l.percent+int(100*spent/s.world.copyingFor(i)), 100)
}
