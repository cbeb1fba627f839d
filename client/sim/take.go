package sim

import "time"

// take gives an act that nothing stands in the way of its effect.
func (s *Sim) take(i int, a act, begin time.Time, c *call) (query, code, message string) {
	r, now := s.read(i, c.now), c.now
	did := func(at time.Time, name string) event { return event{at, name, "SUCCESS", s.user(i)} }
	switch a.letter {
	case 'S':
		s.turn(i, now, life{begin: begin, course: s.onward(i, 0)}, did(begin, "START"))
	case 'P':
		s.turn(i, now, life{begin: now, course: s.pausing(r.status), percent: r.percent}, did(now, "PAUSE"))
	case 'R':
		if a.reEdit {
			s.reEdit(i, now, did(now, "RETRY"))
			return "", "", ""
		}
		l := life{begin: now, course: s.resuming(i, r), percent: max(r.percent, 0)}
		if r.percent == 100 {
			l.behind = now.Add(startingFor).Sub(s.rested(i, now))
		}
		s.turn(i, now, l, did(now, "RETRY"))
	case 'X':
		s.turn(i, now, life{begin: now, course: s.onward(i, 0)}, did(now, "RESET"))
		l := s.lives[i]
		l.past = moments{}
		s.lives[i] = l
	case 'Q':
		s.end(i, a.force, now)
	case 'D':
		s.remove(i, now)
	case 'K':
		if a.name == "skip_precheck" {
			code, message = s.skip(i, a.params, now)
			return "", code, message
		}
		return s.check(i, a.mode, now), "", ""
	case 'E':
		return s.tryEnds(i, a.params, c), "", ""
	}
	return "", "", ""
}

// turn begins a new course of a job, with an operation that goes into its
// history. What was checked before holds no longer.
func (s *Sim) turn(i int, now time.Time, next life, did event) {
	at := below{i, s.read(i, now), now}
	next.past = s.moments(i, at.r, now)
	next.past.scheduled = time.Time{}
	next.past.incremental = turned(next.past, at.r.status, s.world.jobs[i].task)
	if l, lived := s.life(i); lived && l.forced == "" {
		next.past.incremental = s.turns(l, reading{}, now).incremental
	}
	next.events = append(s.history(at), did)
	if p := s.preps[i]; p != nil {
		p.run, p.storedAt = nil, time.Time{}
	}
	s.lives[i] = next
}

// pausing is the course to a pause: it takes effect after a moment, in a frozen
// world at the next reading.
func (s *Sim) pausing(status string) []stage {
	paused := stage{status: "PAUSING"}
	if s.options.Freeze {
		return []stage{paused}
	}
	return []stage{{status: status, lasts: pausingFor}, paused}
}

// halting: a pause has not taken effect yet.
func (s *Sim) halting(i int, now time.Time) bool {
	l, lived := s.lives[i]
	return lived && l.forced == "" && len(l.course) == 2 && l.course[1].status == "PAUSING" && s.reached(l, now) == 0
}

// resuming is the course of a job that goes on in the phase it left. A
// destination without space fails it again, until somebody made some.
func (s *Sim) resuming(i int, r reading) []stage {
	course := s.onward(i, max(r.percent, 0))
	if r.status == "FULL_TRANSFER_FAILED" && !s.prepOf(i).mended {
		return append(course[:1:1], stage{status: "FULL_TRANSFER_STARTED", lasts: failingFor}, stage{status: "FULL_TRANSFER_FAILED"})
	}
	return course
}

// end ends a job, and its children with it.
func (s *Sim) end(i int, force bool, now time.Time) {
	lasts := endingFor
	if force {
		lasts = forcedFor
	}
	for _, k := range append([]int{i}, s.world.children(i)...) {
		r := s.read(k, now)
		if r.status == "DELETED" || k != i && r.status == "RELEASE_RESOURCE_COMPLETE" {
			continue
		}
		course := []stage{{status: "RELEASE_RESOURCE_STARTED", lasts: lasts}, {status: "RELEASE_RESOURCE_COMPLETE"}}
		s.turn(k, now, life{begin: now, course: course, percent: r.percent}, event{now, "FREE_RESOURCE", "RUNNING", s.user(k)})
	}
}

// remove deletes a job and its children: they are in no list from then on.
func (s *Sim) remove(i int, now time.Time) {
	for _, k := range append([]int{i}, s.world.children(i)...) {
		s.turn(k, now, life{begin: now, course: []stage{{status: "DELETED"}}, percent: -1}, event{now, "DELETE", "SUCCESS", s.user(k)})
		s.gone[k] = true
	}
	s.orders.forget()
}
