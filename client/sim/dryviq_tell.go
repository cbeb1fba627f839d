package sim

import (
	"math"
	"strings"
	"time"
)

// dvItemChain is a folder as answers tell it: each in its parent, up to the root.
func dvItemChain(connection int, path string) map[string]any {
	root := map[string]any{"id": dvItemID(connection, ""), "name": "", "type": "folder", "root": true}
	at, item := "", root
	for part := range strings.SplitSeq(strings.Trim(path, "/"), "/") {
		if part == "" {
			continue
		}
		at += "/" + part
		item = map[string]any{"id": dvItemID(connection, at), "name": part, "type": "folder", "parent": item}
	}
	return item
}

// dvItemPath joins the names of a chain.
func dvItemPath(item map[string]any) string {
	var names []string
	const deepest = 200
	for range deepest {
		if item == nil || dvBool(item["root"]) {
			break
		}
		names = append([]string{dvString(item["name"])}, names...)
		item = dvObject(item["parent"])
	}
	return "/" + strings.Join(names, "/")
}

// short is a job as it comes without fields.
func (w *dvWorld) short(i int) map[string]any {
	j := &w.jobs[i]
	return map[string]any{
		"id": j.id, "name": j.name, "kind": j.kind, "disabled": j.barred, "type": "job",
		"links": map[string]any{"self": dvLink("/v1/jobs/" + j.id)},
	}
}

// full is all that there is to tell of a job.
func (w *dvWorld) full(i int, now time.Time) map[string]any {
	return w.part(i, now, func(string) bool { return true })
}

// part is what there is to tell of a job, as far as its members are wanted.
func (w *dvWorld) part(i int, now time.Time, wanted func(member string) bool) map[string]any {
	j := &w.jobs[i]
	out := map[string]any{}
	for k, v := range w.bodyOf(i) {
		if wanted(k) {
			out[k] = dvCopy(v)
		}
	}
	for k, v := range w.short(i) {
		out[k] = v
	}
	out["discriminator"] = j.kind
	out["status"], out["health"] = j.status, w.health(i)
	out["scheduler"] = map[string]any{"id": -1, "name": "Default"}
	out["retention"] = map[string]any{"duration": dvFor(30, "d"), "purge_on_delete": false}
	out["created_on"], out["created_by"] = j.made.Unix(), "mover"
	out["modified_on"], out["modified_by"] = j.changed.Unix(), "mover"
	if !j.next.IsZero() {
		out["execute_on"] = dvSeconds(j.next)
	}
	out["execution"], out["previous_execution"] = nil, nil
	if j.run != nil && wanted("execution") {
		out["execution"] = w.tellRun(i, j.run, now)
	}
	if wanted("previous_execution") {
		if past := w.history(i); len(past) > 0 {
			out["previous_execution"] = w.tellRun(i, &past[len(past)-1], now)
		}
	}
	if transfer := dvObject(out["transfer"]); transfer != nil {
		transfer["type"] = "transfer"
		if one, single := transfer["delete_propagation"].(string); single {
			transfer["delete_propagation"] = dvList(one) // always a list in answers
		}
		for _, side := range []string{"source", "destination"} {
			if end := dvObject(transfer[side]); end != nil {
				w.tellSide(i, end)
			}
		}
	}
	return out
}

func (w *dvWorld) health(i int) string {
	j := &w.jobs[i]
	switch {
	case j.barred:
		return "inactive"
	case dvIs(j.status, "failed", "failed-to-start"):
		return "unhealthy"
	case j.status == "rebalancing":
		return "unavailable"
	}
	return "healthy"
}

// dvSeconds is the first whole second that is not before a moment.
func dvSeconds(t time.Time) int64 { return int64(math.Ceil(float64(t.UnixMilli()) / 1000)) }

// tellSide spells out an end: the connection, and the folder as an item. Some
// jobs are told without the path.
func (w *dvWorld) tellSide(i int, end map[string]any) {
	e := w.side(end)
	if e.connection < 0 {
		return
	}
	end["connection"] = w.tellConnection(e.connection)
	target := dvObject(end["target"])
	if target == nil || e.uri {
		return
	}
	if dvThere(e.connection, e.path) {
		target["item"] = dvItemChain(e.connection, e.path)
		if w.hash(i)%3 == 0 {
			delete(target, "path")
		}
	}
}

// tellRun is an execution as answers tell it.
func (w *dvWorld) tellRun(i int, r *dvRun, now time.Time) map[string]any {
	done := w.progress(r, now)
	ended := r.status != "running"
	out := map[string]any{
		"id": r.id, "job_id": w.jobs[i].id, "progress": done, "phase": dvPhase(done, ended), "status": r.status,
		"start_time": r.begin.Unix(), "node_address": "node-" + string(rune('1'+w.hash(i)%3)) + ".example", "stats": w.stats(i, r, done),
	}
	spent := now.Sub(r.begin)
	if ended {
		out["end_time"] = r.end.Unix()
		spent = r.end.Sub(r.begin)
	}
	out["duration"] = map[string]any{"value": max(int(spent/time.Second), 0), "unit": "s"}
	return out
}

func dvPhase(done float64, ended bool) string {
	switch {
	case ended:
		return "complete"
	case done < 0.02:
		return "initialize"
	case done < 0.1:
		return "changes"
	case done < 0.95:
		return "executing"
	}
	return "finalize"
}

// stats are the counts of a run, which grow with it.
func (w *dvWorld) stats(i int, r *dvRun, done float64) map[string]any {
	files := int(200 + w.hash(i)>>10%40000)
	if r.status == "no_changes" || r.status == "failed_to_start" {
		files = 0
	}
	now := int(float64(files) * done)
	side := func() map[string]any {
		return map[string]any{
			"existing": dvAmount(2*files + 17), "new": dvAmount(now), "pending": dvAmount(files - now),
			"folders": files / 20, "flagged": int(w.hash(i) % 5), "ignored": files / 90, "revisions": now / 7,
		}
	}
	failures := 0
	if r.status == "failed" {
		failures = 3
	}
	warnings := 0
	if r.status == "warn" {
		warnings = 12
	}
	return map[string]any{"source": side(), "destination": side(), "errors": map[string]any{"warnings": warnings, "failures": failures}}
}

func dvAmount(files int) map[string]any {
	return map[string]any{"bytes": int64(files) * 734_003, "files": files, "versions": files / 3}
}

// history are the ended runs of a job, the oldest first: those from before this
// world, then those in it.
func (w *dvWorld) history(i int) []dvRun {
	j := &w.jobs[i]
	out := []dvRun{}
	if i < w.made && j.first != "start" && j.kind == "transfer" {
		out = w.past(i)
	}
	return append(out, j.runs...)
}

// dvPastIDs is how many ids each job has for the runs before this world, which are
// lower than those of all later ones.
const dvPastIDs = 16

// past are runs from before this world.
func (w *dvWorld) past(i int) []dvRun {
	j := &w.jobs[i]
	h := w.hash(i)
	var out []dvRun
	n := int(3 + h%12)
	apart := max(j.plan.every, time.Hour)
	for k := range n {
		begin := w.base.Add(-time.Duration(n-k)*apart - time.Duration(h>>8%3000)*time.Second)
		if begin.Before(j.made) {
			continue
		}
		r := dvRun{id: int64(i)*dvPastIDs + int64(k) + 1, begin: begin, end: begin.Add(time.Duration(25+mix(h+uint64(k))%600) * time.Second), status: "completed"}
		switch mix(h^uint64(k)) % 9 {
		case 0:
			r.status = "no_changes"
		case 1:
			r.status = "warn"
		}
		if k == n-1 {
			r.status = w.lastEnd(i, r.status)
		}
		out = append(out, r)
	}
	return out
}

// lastEnd is how the last run before this world ended, which the status of the
// cast tells.
func (w *dvWorld) lastEnd(i int, otherwise string) string {
	switch w.jobs[i].first {
	case "failed", "warn":
		return w.jobs[i].first
	case "failed-to-start":
		return "failed_to_start"
	case "not-complete":
		return "cancelled"
	case "success", "complete":
		return "completed"
	}
	return otherwise
}
