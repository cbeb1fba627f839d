package sim

// addFleets appends generated fleets until there are n rows or more: groups
// of jobs that share a name, a link and a network, some with children.
func (w *world) addFleets(n int) {
	d := dice{state: w.seed}
	var name []byte
	for fleet := 0; len(w.jobs) < n; fleet++ {
		prefix := fleetName(fleet)
		pattern := fleetPattern(&d)
		size := 3 + d.below(22)
		age := int32(1800 + d.below(120*86400))
		for k := 1; k <= size && len(w.jobs) < n; k++ {
			name = appendNumber(append(append(name[:0], prefix...), '-'), k)
			j := pattern
			j.name = string(name)
			j.age = age + int32(d.below(5400))
			settle(&j, &d)
			w.jobs = append(w.jobs, j)
			if pattern.traits == manyToOne && k == 1 {
				w.addChildren(2+d.below(3), &d)
			}
		}
	}
}

func fleetPattern(d *dice) job {
	l := link(d.below(int(linkCount)))
	if l != mysqlMySQL && d.below(100) < 45 { // most of what is moved is MySQL
		l = mysqlMySQL
	}
	j := job{link: l, scenario: l.scenario(), gens: l.generations(), net: network(d.below(3))}
	switch {
	case l.incrementalOnly():
		j.task = incrOnly
	case l == mysqlDR:
		j.net = vpn
	case d.below(100) < 15:
		j.task = fullOnly
	}
	if l == mysqlMySQL && d.below(100) < 25 {
		j.scenario = migration
	}
	if l == mysqlMySQL && j.scenario == synchronisation && d.below(100) < 12 {
		j.traits = manyToOne
	}
	if d.below(100) < 10 {
		j.dir = direction(1 + d.below(2))
	}
	return j
}

// settle gives a generated job its state.
func settle(j *job, d *dice) {
	roll := d.below(100)
	switch {
	case roll < 58:
		j.status, j.percent = "INCRE_TRANSFER_STARTED", 100
		j.lag = uint16(d.below(9))
		if d.below(12) == 0 {
			j.lag = uint16(30 + d.below(240))
		}
		if j.task == fullOnly {
			j.status = "FULL_TRANSFER_COMPLETE"
		}
	case roll < 72:
		j.status = "CONFIGURATION"
		j.check = [...]check{checkPassed, checkPassed, checkPassed, checkPassed, checkPassed, checkAlarms, checkFailed, checkNeither}[d.below(8)]
		if j.gens&v5 != 0 && j.traits == 0 && d.below(12) == 0 {
			j.traits |= period
		}
	case roll < 80 && j.task != incrOnly:
		j.status, j.percent = "FULL_TRANSFER_STARTED", uint8(1+d.below(97))
	case roll < 85:
		j.status = "PAUSING"
	default:
		settleRest(j, d)
	}
}

func settleRest(j *job, d *dice) {
	rest := [...]string{
		"INCRE_TRANSFER_FAILED", "RELEASE_RESOURCE_COMPLETE", "RELEASE_RESOURCE_COMPLETE", "FULL_TRANSFER_FAILED",
		"START_JOB_FAILED", "WAITING_FOR_START", "CREATING", "RELEASE_RESOURCE_STARTED",
	}
	j.status = rest[d.below(len(rest))]
	j.percent = uint8(d.below(100))
	j.begins = int32(600 + d.below(86400))
	if j.task == incrOnly && j.status == "FULL_TRANSFER_FAILED" {
		j.status = "INCRE_TRANSFER_FAILED"
	}
}

// addChildren gives the last row children, which follow it.
func (w *world) addChildren(n int, d *dice) {
	p := len(w.jobs) - 1
	for k := 1; k <= n; k++ {
		child := w.jobs[p]
		child.name = string(appendNumber([]byte(child.name+"-sub-"), k))
		child.up = uint8(k)
		settle(&child, d)
		w.jobs = append(w.jobs, child)
	}
	w.jobs[p].kids = uint8(n)
	w.jobs[p].status = "INCRE_TRANSFER_STARTED"
}
