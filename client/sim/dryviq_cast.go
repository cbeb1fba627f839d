package sim

import (
	"fmt"
	"time"
)

// dvPart is a job of the cast: what demos and tests know by name.
type dvPart struct {
	name          string
	from, to      int // connections
	source, dest  string
	schedule      map[string]any
	transfer      map[string]any // beside the ends
	more          map[string]any // beside the transfer
	kind          string
	status        string
	lasts         time.Duration
	share         float64
	ending        string
	under         int // steps back to its parent
	itemOnly      bool
	description   string
	impersonating string
}

// dvManual and its like are schedules as bodies hold them.
func dvManual() map[string]any { return map[string]any{"mode": "manual"} }

func dvAuto(pairs ...any) map[string]any {
	m := map[string]any{"mode": "auto"}
	for n := 0; n+1 < len(pairs); n += 2 {
		m[pairs[n].(string)] = pairs[n+1]
	}
	return m
}

func dvClockAt(hr, minute int) map[string]any { return map[string]any{"hr": hr, "min": minute} }

func dvFor(value int, unit string) map[string]any {
	return map[string]any{"value": value, "unit": unit}
}

// dvUsualPolicies are what a transfer has unless it says otherwise.
func dvUsualPolicies() map[string]any {
	return map[string]any{
		"transfer_type": "copy", "lock_propagation": "ignore",
		"permissions":         map[string]any{"policy": "add", "links": true, "failures": "none"},
		"versioning":          map[string]any{"preserve": "native", "select": "all"},
		"conflict_resolution": "copy", "delete_propagation": dvList("ignore_both"), "failure_policy": "continue",
		"audit_level": "info", "empty_containers": "create", "duplicate_names": "rename", "preserve_owners": true,
	}
}

// dvCast lists them in the order of a demo.
func dvCast() []dvPart {
	return append(dvLeads(), dvExtras()...)
}

func dvLeads() []dvPart {
	return []dvPart{
		{
			name: "finance-to-sharepoint", from: dvBox, to: dvSharePoint, source: "/Finance/2025", dest: "/Shared/Finance", status: "running",
			lasts: 9 * time.Hour, share: 0.42, description: "Ledgers and invoices of the year, for the close", impersonating: "finance-lead@example.com",
			schedule: dvAuto("days", dvList("weekdays"), "repeat_interval", dvFor(1, "h")),
			transfer: map[string]any{
				"transfer_type": "sync", "lock_propagation": "mirror_lock",
				"permissions": map[string]any{"policy": "diff", "links": false, "failures": "deny", "x_inherit": map[string]any{"depth": 2}},
				"versioning":  map[string]any{"preserve": "none", "select": "latest"}, "conflict_resolution": "latest", "delete_propagation": dvList("ignore_source", "ignore_destination"),
				"failure_policy": "halt", "audit_level": "warn", "x_hint": map[string]any{"batch": 250, "lane": "night"},
				"filter": map[string]any{"source": []any{map[string]any{
					"action": "exclude", "type": "filter_rule", "rules": []any{map[string]any{"type": "filter_extension", "extensions": dvList("tmp", "bak", "pst")}},
				}}},
				"account_map": map[string]any{"id": 7, "name": "Box to Entra ID"}, "performance": map[string]any{"parallel_writes": map[string]any{"requested": 4, "max": 8}},
			},
			more: map[string]any{"x_owner": "finance-platform", "category": map[string]any{"id": 2, "name": "Finance"}, "priority": 3},
		},
		{
			name: "hr-archive", from: dvShares, to: dvBox, source: "/HR/Personnel", dest: "/Archive/HR", status: "idle", description: "Closed personnel files",
			schedule: dvAuto("days", "everyday", "start_window", dvClockAt(22, 0), "end_window", dvClockAt(5, 30), "repeat_interval", dvFor(2, "h"), "max_execution", dvFor(6, "h")),
			transfer: map[string]any{"transfer_type": "migrate", "lock_propagation": "mirror_owner", "permissions": map[string]any{"policy": "none", "links": true, "failures": "exceptions"}},
			more:     map[string]any{"category": map[string]any{"id": 3, "name": "People"}},
		},
		{
			name: "legal-hold-box", from: dvBoxLegal, to: dvS3, source: "/Legal/Holds", dest: "/Archive/2024", status: "paused", description: "Under hold: ask legal before it runs",
			schedule: dvAuto("days", dvList("monday", "wednesday", "friday"), "repeat_interval", dvFor(4, "h"), "repeat_count", 3),
			transfer: map[string]any{"transfer_type": "copy", "delete_propagation": "ignore_both", "conflict_resolution": "failure"},
		},
		{
			name: "media-to-s3", from: dvShares, to: dvS3, source: "/Media/Masters", dest: "/Media/Masters", status: "idle", schedule: dvManual(),
			transfer: map[string]any{"permissions": "none", "rendition": "original", "segment_transform": true},
		},
		{name: "sales-box-to-gdrive", from: dvBox, to: dvDrive, source: "/Shared/Sales", dest: "/Shared/Sales", status: "running", lasts: 3 * time.Hour, share: 0.87, schedule: dvAuto()},
		{name: "design-gdrive-sync", from: dvDrive, to: dvBox, source: "/Shared/Design", dest: "/Shared/Design", status: "idle", schedule: dvAuto("days", dvList("weekends"), "repeat_interval", dvFor(30, "m")), itemOnly: true},
		{name: "board-papers", from: dvSharePoint, to: dvBox, source: "/Shared/Board", dest: "/Shared/Board", status: "warn", ending: "warn", schedule: dvAuto("run_at", dvClockAt(4, 0), "days", dvList("weekdays"))},
		{name: "plant-shares-03", from: dvShares, to: dvSharePoint, source: "/Shared/Plants", dest: "/Shared/Plants", status: "failed", ending: "failed", schedule: dvAuto("repeat_interval", dvFor(6, "h"))},
	}
}

func dvExtras() []dvPart {
	conventional := map[string]any{"x_convention": map[string]any{"rule": "one transfer for each user"}}
	return []dvPart{
		{name: "onboarding-onedrive", from: dvShares, to: dvOneDrive1, source: "/Users/anna", dest: "/Users/anna", status: "start", schedule: dvManual()},
		{name: "mail-exports", from: dvOldShares, to: dvS3, source: "/Archive/Mail", dest: "/Archive/Mail", status: "failed-to-start", schedule: dvManual()},
		{name: "contracts-review", from: dvBox, to: dvSharePoint, source: "/Legal/Contracts", dest: "/Shared/Legal", status: "awaiting-user", schedule: dvManual()},
		{name: "old-intranet", from: dvSharePoint, to: dvS3, source: "/Shared/Intranet", dest: "/Archive/2019", status: "complete", schedule: map[string]any{"mode": "ad-hoc"}, transfer: map[string]any{"transfer_type": "taxonomy"}},
		{name: "research-nas", from: dvShares, to: dvDrive, source: "/Projects/project-0007", dest: "/Projects/project-0007", status: "not-complete", schedule: dvAuto("max_execution", dvFor(2, "h"), "repeat_interval", dvFor(1, "d")), transfer: map[string]any{"transfer_type": "publish"}},
		{name: "studio-renders", from: dvShares, to: dvS3, source: "/Media/Renders", dest: "/Media/Renders", status: "cancelling", lasts: time.Hour, share: 0.3, schedule: dvManual(), transfer: map[string]any{"transfer_type": "move"}},
		{name: "partner-dropbox", from: dvDropbox, to: dvBox, source: "/Shared/Partners", dest: "/Shared/Partners", status: "rebalancing", schedule: dvManual()},
		{name: "marketing-drop", from: dvDropbox, to: dvSharePoint, source: "/Shared/Marketing", dest: "/Shared/Marketing", status: "success", schedule: map[string]any{"mode": "ad-hoc"}},
		{name: "user-homes", from: dvShares, to: dvOneDrive, kind: "convention", source: "/Users", dest: "/Users", status: "idle", schedule: dvManual(), more: conventional},
		{name: "user-homes: bela", from: dvShares, to: dvOneDrive1, source: "/Users/bela", dest: "/Users/bela", status: "idle", schedule: dvManual(), under: 1},
		{name: "user-homes: chen", from: dvShares, to: dvOneDrive1, source: "/Users/chen", dest: "/Users/chen", status: "running", lasts: 2 * time.Hour, share: 0.11, schedule: dvManual(), under: 2},
		{name: "user-homes: dora", from: dvShares, to: dvOneDrive1, source: "/Users/dora", dest: "/Users/dora", status: "failed", ending: "failed", schedule: dvManual(), under: 3},
		{name: "mapped-drives", from: dvShares, to: dvOneDrive, kind: "drive-mapping", source: "/Shared", dest: "/Shared", status: "idle", schedule: dvManual()},
		{
			name: "ledgers-monthly", from: dvBox, to: dvS3, source: "/Finance/Ledgers", dest: "/Finance/Ledgers", status: "idle",
			schedule: dvAuto("run_at", map[string]any{"hr": 3, "min": 30, "sec": 0, "ms": 0}, "start_date", 1740787200, "end_date", "1924992000", "days", "monday", "repeat_count", 2, "repeat_interval", dvFor(90, "m")),
		},
		{name: "scans", from: dvShares, to: dvBox, source: "/Archive/2020", dest: "/Archive/2020", status: "idle", schedule: dvManual()},
		{name: "scans", from: dvShares, to: dvBox, source: "/Archive/2021", dest: "/Archive/2021", status: "idle", schedule: dvManual()},
		{name: "retired-share", from: dvOldShares, to: dvS3, source: "/Archive/2022", dest: "/Archive/2022", status: "idle", schedule: dvAuto(), more: map[string]any{"disabled": true}},
		{name: "Q4 \x1b[2J\x1b[31mred\u202egnp \x07", from: dvNames, to: dvDrive, source: "/Q4 \x1b[2J\u202efdp", dest: "/Q4 \x1b[2J\u202efdp", status: "idle", schedule: dvManual(), description: "line one\nline \x1b]0;owned\x07two"},
	}
}

// cast makes exactly n jobs: the cast first, then fleets.
func (w *dvWorld) cast(n int) {
	cast := dvCast()
	w.known = len(cast)
	for k, p := range cast {
		if len(w.jobs) >= n {
			return
		}
		parent := ""
		if p.under > 0 {
			parent = w.jobs[k-p.under].id
		}
		j := dvJob{body: p.body(w.ends, parent), status: p.status, ending: p.ending, made: w.base.Add(-time.Duration(k+3) * 31 * time.Hour)}
		i := w.add(j)
		w.stand(i, p)
	}
	for len(w.jobs) < n {
		i := len(w.jobs)
		i = w.add(dvJob{status: "idle", made: w.base.Add(-time.Duration(1+w.hash(i)%2000) * time.Hour)})
		w.stand(i, w.fleetPart(i))
	}
}

// stand gives a job of the world its state at the base.
func (w *dvWorld) stand(i int, p dvPart) {
	j := &w.jobs[i]
	j.status, j.first, j.changed, j.lasts, j.ending = p.status, p.status, j.made, p.lasts, p.ending
	j.last = w.base.Add(-time.Duration(w.hash(i)%uint64(j.plan.every/time.Second)) * time.Second)
	switch p.status {
	case "running", "cancelling":
		begun := w.base.Add(-time.Duration(p.share * float64(p.lasts)))
		w.runs++
		j.run = &dvRun{id: w.runs, begin: begun, end: begun.Add(p.lasts), status: "running"}
		if w.frozen {
			j.run.share = p.share
		}
		j.last = begun
		w.busy[j.route] = append(w.busy[j.route], i)
		if p.status == "cancelling" {
			j.stop = w.look(i, w.base)
		}
	case "start":
		j.due = w.base.Add(dvQueue)
	case "success":
		j.due = w.base.Add(dvShows)
	}
	w.plan(i, w.base)
	w.arm(i)
}

// body is what was set of a job of the cast.
func (p dvPart) body(list []dvConnection, parent string) map[string]any {
	transfer := dvMerge(dvUsualPolicies(), p.transfer, 0)
	transfer["source"] = map[string]any{"connection": map[string]any{"id": list[p.from].id}, "target": map[string]any{"path": p.source}}
	transfer["destination"] = map[string]any{"connection": map[string]any{"id": list[p.to].id}, "target": map[string]any{"path": p.dest}}
	if p.impersonating != "" {
		dvObject(transfer["source"])["impersonate_as"] = map[string]any{"account": map[string]any{"email": p.impersonating}}
	}
	if p.itemOnly {
		dvObject(transfer["source"])["target"] = map[string]any{"item": dvItemChain(p.from, p.source)}
	}
	body := dvMerge(map[string]any{
		"name": p.name, "kind": or(p.kind, "transfer"), "priority": 5, "stop_policy": map[string]any{"policy": "never"},
		"schedule": p.schedule, "transfer": transfer,
	}, p.more, 0)
	if p.description != "" {
		body["description"] = p.description
	}
	if parent != "" {
		body["parent_id"] = parent
	}
	return body
}

// fleetPart is the i-th job of the world, beyond the cast: many of one kind, whose
// folders no two share.
func (w *dvWorld) fleetPart(i int) dvPart {
	h, n := w.hash(i), i-w.known
	ends := [...][2]int{{dvBox, dvSharePoint}, {dvShares, dvBox}, {dvDrive, dvOneDrive1}, {dvShares, dvS3}, {dvDropbox, dvBox}, {dvSharePoint, dvS3}, {dvBox, dvDrive}, {dvShares, dvSharePoint}}
	at := ends[n%len(ends)]
	folder := "/Projects/" + dvProject(n%dvProjects)
	dest := folder
	if round := n / (dvProjects * len(ends)); round > 0 {
		dest = fmt.Sprintf("%s/wave-%d", folder, round)
	}
	p := dvPart{
		name: fmt.Sprintf("%s-%03d", [...]string{"wave-box", "wave-shares", "wave-drive", "wave-vault"}[h%4], n+1), from: at[0], to: at[1], source: folder, dest: dest,
		status: "idle", schedule: dvManual(), lasts: time.Duration(30+h>>8%90) * time.Second,
	}
	if h>>16%5 < 3 {
		p.schedule = dvAuto("repeat_interval", dvFor(1+int(h>>20%24), "h"))
	}
	switch roll := h >> 24 % 100; {
	case roll < 8:
		p.status, p.lasts, p.share = "running", time.Duration(1+h>>32%8)*time.Hour, float64(h>>40%90)/100
	case roll < 12:
		p.status, p.ending = "failed", "failed"
	case roll < 16:
		p.status, p.ending = "warn", "warn"
	case roll < 20 && dvString(p.schedule["mode"]) == "auto":
		p.status = "paused"
	case roll < 23:
		p.status = "complete"
	}
	return p
}

func (w *dvWorld) fleetBody(i int) map[string]any { return w.fleetPart(i).body(w.ends, "") }
