package sim

import "time"

// FrozenNow is the moment at which the service's clock stands in a frozen
// world (Options.Freeze).
func FrozenNow() time.Time { return time.Date(2026, time.March, 14, 3, 12, 0, 0, time.UTC) }

// life is what happened to a job since the world was made.
type life struct {
	begin  time.Time // when its starting begins; zero: not started here
	steps  int       // frozen: how often its status was read since
	forced string    // set from outside (Set, drift); wins over the rest
}

// reading is a job at one moment.
type reading struct {
	status  string
	percent int           // of the full phase; -1: it has none now
	lag     time.Duration // of the incremental phase; -1: it has none now
}

const (
	startingFor = 3 * time.Second // STARTJOBING
	copiedFor   = 4 * time.Second // FULL_TRANSFER_COMPLETE before changes flow
)

// copyingFor is how long the full phase of the i-th job takes.
func (w *world) copyingFor(i int) time.Duration {
	return time.Duration(45+w.hash(i)%45) * time.Second
}

// read tells how the i-th job stands now, without moving it. The caller holds
// the lock.
func (s *Sim) read(i int, now time.Time) reading {
	j := &s.world.jobs[i]
	status, since := s.status(i, now)
	r := reading{status: status, percent: -1, lag: -1}
	switch status {
	case "FULL_TRANSFER_STARTED":
		r.percent = s.percent(i, now, since)
	case "FULL_TRANSFER_FAILED", "CHILD_TRANSFER_STARTED", "CHILD_TRANSFER_FAILED":
		r.percent = max(int(j.percent), 1)
	case "FULL_TRANSFER_COMPLETE", "CHILD_TRANSFER_COMPLETE", "RELEASE_RESOURCE_COMPLETE":
		r.percent = 100
	case "INCRE_TRANSFER_STARTED":
		r.percent, r.lag = 100, s.lag(i, now)
	case "INCRE_TRANSFER_FAILED", "PAUSING":
		r.percent = 100
	}
	return r
}

// status also gives the moment a job began to start; zero if that was before
// this world.
func (s *Sim) status(i int, now time.Time) (status string, since time.Time) {
	j := &s.world.jobs[i]
	l, lived := s.lives[i]
	switch {
	case lived && l.forced != "":
		return l.forced, time.Time{}
	case lived && s.options.Freeze:
		return frozenPhase(j, l, now), l.begin
	case lived:
		return s.phase(i, l.begin, now), l.begin
	case j.status == "WAITING_FOR_START":
		begin := s.world.base.Add(time.Duration(j.begins) * time.Second)
		return s.phase(i, begin, now), begin
	}
	return j.status, time.Time{}
}

// phase is the life of a started job as a function of time alone.
func (s *Sim) phase(i int, begin, now time.Time) string {
	j, copying := &s.world.jobs[i], s.world.copyingFor(i)
	passed := now.Sub(begin)
	switch {
	case passed < 0:
		return "WAITING_FOR_START"
	case passed < startingFor:
		return "STARTJOBING"
	case j.task == incrOnly:
		return "INCRE_TRANSFER_STARTED"
	case passed < startingFor+copying:
		return "FULL_TRANSFER_STARTED"
	case passed < startingFor+copying+copiedFor || j.task == fullOnly:
		return "FULL_TRANSFER_COMPLETE"
	}
	return "INCRE_TRANSFER_STARTED"
}

// frozenPhase moves by readings instead of by time, and comes to rest.
func frozenPhase(j *job, l life, now time.Time) string {
	switch {
	case l.begin.After(now):
		return "WAITING_FOR_START"
	case l.steps == 0:
		return "STARTJOBING"
	case j.task == incrOnly:
		return "INCRE_TRANSFER_STARTED"
	}
	return "FULL_TRANSFER_STARTED"
}

// observe is read for answers that tell the status: in a frozen world it
// moves a started job on by one state. The caller holds the lock for writing
// if the world is frozen.
func (s *Sim) observe(i int, now time.Time) reading {
	r := s.read(i, now)
	if l, lived := s.lives[i]; s.options.Freeze && lived && r.status == "STARTJOBING" && l.forced == "" {
		l.steps++
		s.lives[i] = l
	}
	return r
}

func (s *Sim) percent(i int, now, since time.Time) int {
	j := &s.world.jobs[i]
	switch {
	case since.IsZero(): // it was copying before this world: on by a percent a minute
		done := int(j.percent) + int(now.Sub(s.world.base)/time.Minute)
		return min(max(done, 1), 99)
	case s.options.Freeze:
		return 1
	}
	passed := now.Sub(since) - startingFor
	return min(max(int(100*passed/s.world.copyingFor(i)), 1), 99)
}
