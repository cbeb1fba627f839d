package sim

import (
	"math"
	"time"
)

const (
	catchingUp = 110 * time.Second // of a falling job, until it is close behind
	burstEvery = 12 * time.Minute  // and until it is as far behind again
	tide       = 2 * time.Minute   // of a waving job, from one low to the next
	swell      = 15 * time.Second  // half of what it rises in between
)

// catchUp is how much faster than it was written a backlog is applied.
const catchUp = 30

// lag is how far behind a job is, while it works off a backlog more than in its
// usual course. The caller holds the lock.
func (s *Sim) lag(i int, now time.Time) time.Duration {
	usual := s.usualLag(i, now)
	l, lived := s.life(i)
	if !lived || l.behind <= 0 || l.forced != "" {
		return usual
	}
	left := l.behind - (catchUp-1)*s.spent(l, "INCRE_TRANSFER_STARTED", now)
	return max(usual, left.Truncate(time.Millisecond))
}

// usualLag is how far behind a job is that is not held up. It never grows by
// more than the time that passes: nothing can fall behind faster than the clock
// goes.
func (s *Sim) usualLag(i int, now time.Time) time.Duration {
	j, passed := &s.world.jobs[i], max(now.Sub(s.world.base), 0)
	switch {
	case j.is(rising):
		return s.wander(i, 0) + passed/10
	case j.is(falling):
		return s.fall(i, passed)
	case j.is(waving):
		turn := 2 * math.Pi * passed.Seconds() / tide.Seconds()
		return s.wander(i, passed) + time.Duration(float64(swell)*(1-math.Cos(turn))).Truncate(time.Millisecond)
	}
	return s.wander(i, passed)
}

// wander goes around the job's own figure.
func (s *Sim) wander(i int, passed time.Duration) time.Duration {
	around := float64(s.world.jobs[i].lag) + 0.4
	swing := 0.4 + 1.2*wave(s.world.hash(i), passed.Seconds())
	return time.Duration(around * swing * float64(time.Second)).Truncate(time.Millisecond)
}

// fall begins at the job's own figure, after a burst of writes at the source,
// and is close behind at the end of catchingUp. Before the next burst is over
// it has fallen as far behind again.
func (s *Sim) fall(i int, passed time.Duration) time.Duration {
	top, since := time.Duration(s.world.jobs[i].lag)*time.Second, passed%burstEvery
	low := 3*time.Second + time.Duration(3*wave(s.world.hash(i), passed.Seconds())*float64(time.Second))
	switch left := burstEvery - since; {
	case since < catchingUp:
		return (top - time.Duration(float64(top-low)*since.Seconds()/catchingUp.Seconds())).Truncate(time.Millisecond)
	case left < top:
		return max(top-left, low).Truncate(time.Millisecond)
	}
	return low.Truncate(time.Millisecond)
}

// driftOf is by how many seconds a job falls behind within one.
func (s *Sim) driftOf(i int, now time.Time) float64 {
	return (s.lag(i, now.Add(time.Second)) - s.lag(i, now)).Seconds()
}
