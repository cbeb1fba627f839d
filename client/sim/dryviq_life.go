package sim

import "time"

const (
	dvQueue  = 2 * time.Second // from the queue to its run
	dvShows  = 3 * time.Second // success is told so long
	dvLooks  = 5 * time.Second // how often a node looks for what it is to end
	dvUsual  = 40 * time.Second
	dvRested = 0.01 // how far a run gets in a frozen world
)

// advance lets a job take the step that was due at a moment.
func (w *dvWorld) advance(i int, at time.Time) {
	j := &w.jobs[i]
	switch {
	case j.stop.Equal(at) && !at.IsZero():
		w.stopped(i, at)
	case j.run != nil && j.run.end.Equal(at):
		w.finish(i, at)
	case j.due.Equal(at):
		w.step(i, at)
	default:
		w.queue(i, at)
	}
}

// step is the change that stands after a status which lasts for seconds.
func (w *dvWorld) step(i int, at time.Time) {
	j := &w.jobs[i]
	j.due = time.Time{}
	switch j.status {
	case "start":
		w.begin(i, at)
	case "success":
		j.status = "idle"
		if j.plan.mode == "ad-hoc" {
			j.status = "complete"
		}
		w.plan(i, at)
	case "resume":
		j.status = "idle"
		w.plan(i, at)
	}
}

// queue puts a job before its node.
func (w *dvWorld) queue(i int, at time.Time) {
	j := &w.jobs[i]
	j.status, j.due, j.last = "start", at.Add(dvQueue), at
	j.next = time.Time{}
}

// begin is the beginning of a run. A source that is not there ends it at once.
func (w *dvWorld) begin(i int, at time.Time) {
	j := &w.jobs[i]
	w.runs++
	if !w.reachable(i) {
		j.runs = append(j.runs, dvRun{id: w.runs, begin: at, end: at, status: "failed_to_start"})
		j.status = "failed-to-start"
		w.plan(i, at)
		return
	}
	lasts := or(j.lasts, dvUsual)
	if longest := j.plan.longest; longest > 0 {
		lasts = min(lasts, longest)
	}
	j.run = &dvRun{id: w.runs, begin: at, end: at.Add(lasts), status: "running"}
	j.status = "running"
	w.occupy(i, at)
}

// reachable tells whether a job could run: neither connection is disabled, and the
// source is there. Its destination it makes.
func (w *dvWorld) reachable(i int) bool {
	transfer := dvObject(w.bodyOf(i)["transfer"])
	source, dest := w.side(dvObject(transfer["source"])), w.side(dvObject(transfer["destination"]))
	for _, e := range []dvEnd{source, dest} {
		if e.connection >= 0 && w.ends[e.connection].disabled {
			return false
		}
	}
	return source.connection < 0 || source.uri || dvThere(source.connection, source.path)
}

// occupy notes where a job executes, and whether another does so already.
func (w *dvWorld) occupy(i int, at time.Time) {
	j := &w.jobs[i]
	for _, k := range w.busy[j.route] {
		if k != i {
			w.crashes = append(w.crashes, at.UTC().Format(time.RFC3339)+" "+w.jobs[k].id+" "+w.jobs[k].name+" and "+j.id+" "+j.name+" execute over "+j.route)
		}
	}
	w.busy[j.route] = append(w.busy[j.route], i)
}

// leave takes a job from where it executed.
func (w *dvWorld) leave(i int) {
	j := &w.jobs[i]
	var rest []int
	for _, k := range w.busy[j.route] {
		if k != i {
			rest = append(rest, k)
		}
	}
	if w.busy[j.route] = rest; rest == nil {
		delete(w.busy, j.route)
	}
}

// close ends a run.
func (w *dvWorld) close(i int, at time.Time, how string) {
	j := &w.jobs[i]
	w.leave(i)
	j.run.end, j.run.status = at, how
	j.runs = append(j.runs, *j.run)
	if len(j.runs) > dvKept {
		j.runs = j.runs[len(j.runs)-dvKept:]
	}
	j.run, j.stop = nil, time.Time{}
}

// finish is the end of a run that came to its end.
func (w *dvWorld) finish(i int, at time.Time) {
	j := &w.jobs[i]
	how := or(j.ending, "completed")
	if longest := j.plan.longest; longest > 0 && longest < or(j.lasts, dvUsual) {
		how = "cancelled"
	}
	w.close(i, at, how)
	if j.gone || j.status == "paused" {
		return
	}
	if w.satisfied(i) {
		j.status = "complete"
		return
	}
	switch how {
	case "warn", "failed":
		j.status = how
		w.plan(i, at)
	case "cancelled":
		j.status = "not-complete"
		w.plan(i, at)
	default:
		j.status, j.due = "success", at.Add(dvShows)
	}
}

// satisfied tells whether a job has met its stop policy: it never runs again.
func (w *dvWorld) satisfied(i int) bool {
	policy := dvObject(w.bodyOf(i)["stop_policy"])
	which := dvString(policy["policy"])
	most, counts := dvInt(policy[which])
	if !counts || !dvIs(which, "on_success", "on_failure") {
		return false
	}
	var n int64
	for _, r := range w.jobs[i].runs {
		if (r.status == "failed") == (which == "on_failure") && r.status != "cancelled" {
			n++
		}
	}
	return n >= most
}

// stopped is the moment at which a node has found that it is to end a run.
func (w *dvWorld) stopped(i int, at time.Time) {
	j := &w.jobs[i]
	j.stop = time.Time{}
	if j.run != nil {
		w.close(i, at, "cancelled")
	}
	if j.status == "cancelling" {
		j.status = "idle"
		w.plan(i, at)
	}
}

// plan computes the next run, of which nothing is told before the present one ends.
func (w *dvWorld) plan(i int, now time.Time) {
	j := &w.jobs[i]
	j.next = time.Time{}
	if !w.live(i) || j.run != nil {
		return
	}
	if at, ok := j.plan.next(now, j.last, func(day time.Time) int { return j.ran(day) }); ok {
		j.next = at
	}
}

// ran counts the runs of a day.
func (j *dvJob) ran(day time.Time) (n int) {
	for _, r := range j.runs {
		if !r.begin.Before(day) && r.begin.Before(day.Add(dvDay)) {
			n++
		}
	}
	if j.run != nil && !j.run.begin.Before(day) && j.run.begin.Before(day.Add(dvDay)) {
		n++
	}
	return n
}

// look is when the node of a job looks the next time.
func (w *dvWorld) look(i int, now time.Time) time.Time {
	phase := time.Duration(w.hash(i)%uint64(dvLooks/time.Millisecond)) * time.Millisecond
	at := now.Add(-phase).Truncate(dvLooks).Add(phase)
	for !at.After(now) {
		at = at.Add(dvLooks)
	}
	return at
}

func (w *dvWorld) hash(i int) uint64 { return mix(w.seed ^ uint64(i)*0x9e3779b97f4a7c15 ^ 0xd7) }

// observe is for answers that tell the status: in a frozen world it moves a job
// that somebody wrote to, by one step. It comes after the answer was made.
func (w *dvWorld) observe(i int, now time.Time) {
	j := &w.jobs[i]
	if !w.frozen || !j.touched {
		return
	}
	switch {
	case !j.stop.IsZero():
		w.stopped(i, now)
	case !j.due.IsZero():
		w.step(i, now)
	}
}

// progress is how much of a run is done, from 0 to 1.
func (w *dvWorld) progress(r *dvRun, now time.Time) float64 {
	if r.status != "running" {
		return 1
	}
	all := r.end.Sub(r.begin)
	done := r.share
	if !w.frozen && all > 0 {
		done += (1 - r.share) * float64(now.Sub(r.begin)) / float64(all)
	}
	return float64(int(1000*min(max(done, dvRested), 0.99))) / 1000
}
