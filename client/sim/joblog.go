package sim

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// line is one line of a job's log.
type line struct {
	at          time.Time
	level, text string
}

// logs adds a part of a job's log, the newest line first.
func (s *Sim) logs(job object, at below, c *call) answer {
	q := c.request.URL.Query()
	offset, limit, problem := part(q, "type", "log_level")
	if problem.status != 0 {
		return problem
	}
	level := q.Get("log_level")
	if !slices.Contains([]string{"", "Info", "Warn", "Error"}, level) {
		return refuse(http.StatusBadRequest, "DRS.M00202", "The parameter log_level is invalid.")
	}
	lines := slices.DeleteFunc(s.lines(at), func(l line) bool { return level != "" && l.level != level })
	slices.Reverse(lines)
	shown := []object{}
	for _, l := range page(lines, offset, limit) {
		shown = append(shown, object{"level": l.level, "message": l.text, "create_time": l.at.UTC().Format(layoutV5)})
	}
	job["total_count"], job["logs"] = len(lines), shown
	return answer{}
}

// lines are all lines of a job's log, the oldest first: its history, what it
// does in between, and what it failed of.
func (s *Sim) lines(at below) []line {
	if at.r.status == "DELETED" {
		return nil
	}
	var out []line
	for _, e := range s.history(at) {
		level := "Info"
		if e.status == "FAILED" {
			level = "Error"
		}
		out = append(out, line{e.at, level, strings.ToLower(strings.ReplaceAll(e.name, "_", " ")) + ": " + strings.ToLower(e.status) + ", by " + e.user})
	}
	out = append(out, s.working(at)...)
	if why := s.failure(at.i, at.r.status); why != "" {
		failed, apart := s.rested(at.i, at.now), time.Minute
		if failed.After(s.world.base) {
			apart = 2 * time.Second
		}
		if at.r.status == "CREATE_FAILED" {
			failed = s.world.created(at.i)
		}
		for n := range 3 {
			when := failed.Add(time.Duration(n-3) * apart)
			out = append(out, line{when, "Warn", "attempt " + strconv.Itoa(n+1) + " of 3 failed, trying again in 60 s: " + why})
		}
		out = append(out, line{failed, "Error", "DRS.K000001 " + why})
	}
	slices.SortStableFunc(out, func(a, b line) int { return a.at.Compare(b.at) })
	return out
}

// workingLines is how many lines of work a log keeps.
const workingLines = 600

// working are the lines that a job writes while data moves: one every ten
// minutes, or every ten seconds by a job that was started in this world.
func (s *Sim) working(at below) []line {
	m := s.moments(at.i, at.r, at.now)
	since, every := m.incremental, 10*time.Minute
	if at.r.status == "FULL_TRANSFER_STARTED" {
		since = m.started
	}
	if since.IsZero() {
		return nil
	}
	if since.After(s.world.base) {
		every = 10 * time.Second
	}
	last := int(at.now.Sub(since) / every)
	var out []line
	for n := max(1, last-workingLines+1); n <= last; n++ {
		when := since.Add(time.Duration(n) * every)
		out = append(out, s.work(at, n, since, when))
	}
	return out
}

func (s *Sim) work(at below, n int, since, when time.Time) line {
	switch {
	case s.world.jobs[at.i].is(hostile) && n%5 == 0:
		return line{when, "Warn", "table \x1b[2J\x1b[1;1Hall is well\r\u009b31m\u202e was skipped"}
	case n%17 == 0:
		return line{when, "Warn", "a transaction of " + strconv.Itoa(40000+n%7*9000) + " rows was split"}
	case at.r.status == "FULL_TRANSFER_STARTED":
		done, all := s.copiedBy(at.i, since, when), s.options.Tables
		return line{when, "Info", "copied " + strconv.Itoa(done) + " of " + strconv.Itoa(all) + " tables"}
	}
	return line{when, "Info", "checkpoint at " + s.position(at.i, when)}
}

// copiedBy is how many tables a job that copies since then had done at a
// moment: evenly until this world began, from there as its percent goes.
func (s *Sim) copiedBy(i int, since, when time.Time) int {
	if l, lived := s.life(i); lived && l.forced == "" {
		done := float64(s.copiedSince(i, l, when))
		if when.Before(l.begin) { // what an earlier course copied, evenly
			done = float64(max(l.percent, 0)) * when.Sub(since).Seconds() / l.begin.Sub(since).Seconds()
		}
		return int(float64(s.options.Tables) * max(0, min(done, 99)) / 100)
	}
	base, percent := s.world.base, 100*(when.Sub(since)-startingFor).Seconds()/s.world.copyingFor(i).Seconds()
	if since.Before(base) {
		share := min(when.Sub(since).Seconds()/base.Sub(since).Seconds(), 1)
		percent = float64(s.world.jobs[i].percent)*share + max(when.Sub(base).Minutes(), 0)
	}
	return int(float64(s.options.Tables) * max(0, min(percent, 99)) / 100)
}
