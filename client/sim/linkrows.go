package sim

import "slices"

// linkRow is what ListLinks tells: one way to join two databases, as far as it
// can be created by v5.
type linkRow struct {
	scenario scenario
	link     link
	dir      direction
	from, to string // endpoint_type of source and destination
	net      network
	tasks    []task
	modes    []string // cluster_modes of the instance in the cloud
	about    string
}

// engine is the link's engine_type in v5.
func (l link) engine() string { return or(l.pair().v5, l.pair().v3) }

// linkGroup is many rows in one: each kind of source with each of destination,
// over each network.
type linkGroup struct {
	scenario scenario
	link     link
	dir      direction
	from, to []string
	nets     []network
	tasks    []task
	modes    []string
	about    string
}

func linkGroups() []linkGroup {
	const offline, ecs, cloud = "offline", "ecs", "cloud"
	own, all, nets := []string{offline, ecs}, []string{offline, ecs, cloud}, []network{eip, vpc, vpn}
	every, whole := []task{fullIncr, fullOnly, incrOnly}, []task{fullIncr, fullOnly}
	single := []string{"Single", "Ha"}
	var out []linkGroup
	for _, s := range []scenario{synchronisation, migration} {
		out = append(out,
			linkGroup{s, mysqlMySQL, up, all, []string{cloud}, nets, every, single, ""},
			linkGroup{s, mysqlMySQL, down, []string{cloud}, own, nets, every, single, ""},
			linkGroup{s, mysqlMySQL, nonDBs, own, own, nets, every, nil, ""},
		)
	}
	return append(out,
		linkGroup{synchronisation, oracleGauss, up, own, []string{cloud}, nets, every, []string{"Sharding"}, ""},
		linkGroup{synchronisation, gaussKafka, down, []string{cloud}, all, nets, []task{incrOnly}, []string{"Ha"}, "Kafka 2.3 and later."},
		linkGroup{migration, redisGemini, up, own, []string{cloud}, nets, whole, []string{"Cluster"}, ""},
		linkGroup{migration, clusterGemini, up, own, []string{cloud}, nets, whole, []string{"Cluster"}, ""},
		linkGroup{dr, mysqlDR, up, all, []string{cloud}, []network{eip, vpn}, []task{fullIncr}, single, ""},
		linkGroup{dr, mysqlDR, down, []string{cloud}, all, []network{eip, vpn}, []task{fullIncr}, single, ""},
	)
}

// linkRows are all links of a scenario.
func linkRows(s scenario) []linkRow {
	var out []linkRow
	for _, g := range linkGroups() {
		if g.scenario != s {
			continue
		}
		for _, from := range g.from {
			for _, to := range g.to {
				for _, net := range g.nets {
					out = append(out, linkRow{s, g.link, g.dir, from, to, net, g.tasks, g.modes, g.about})
				}
			}
		}
	}
	return out
}

// linkOf finds the link that a creation asks for among those offered, or says
// which member leaves none.
func linkOf(w *creation) (link, answer) {
	s, _ := scenarioOf(w.Base.Scenario) // held against the contract before
	rows, from, to := linkRows(s), w.Source[0].Kind, w.Target[0].Kind
	for _, want := range []struct {
		at, value string
		fits      func(linkRow) bool
	}{
		{"base_info.engine_type", w.Base.Engine, func(r linkRow) bool { return r.link.engine() == w.Base.Engine }},
		{"base_info.job_direction", w.Base.Direction, func(r linkRow) bool { return r.dir.wire() == w.Base.Direction }},
		{"base_info.net_type", w.Base.Net, func(r linkRow) bool { return r.net.wire() == w.Base.Net }},
		{"source_endpoint[0].endpoint_type", from, func(r linkRow) bool { return r.from == from }},
		{"target_endpoint[0].endpoint_type", to, func(r linkRow) bool { return r.to == to }},
		{"base_info.task_type", w.Base.Task, func(r linkRow) bool {
			return slices.ContainsFunc(r.tasks, func(t task) bool { return t.wire() == w.Base.Task })
		}},
	} {
		rows = slices.DeleteFunc(rows, func(r linkRow) bool { return !want.fits(r) })
		if len(rows) == 0 {
			return 0, unsupported(want.at, want.value+" is not offered for "+w.Base.Scenario+" of "+w.Base.Engine)
		}
	}
	return rows[0].link, answer{}
}

// pointName is the endpoint_name of an engine's database that runs somewhere.
func pointName(engine, kind string) string {
	switch {
	case kind == "offline":
		return engine
	case kind == "ecs":
		return "ecs_" + engine
	case engine == "gaussredis":
		return "cloud_gaussdb_redis"
	}
	return "cloud_" + engine
}

// taskOf, netOf and dirOf read what was held against the contract.
func taskOf(wire string) task {
	for _, t := range []task{fullIncr, fullOnly, incrOnly} {
		if t.wire() == wire {
			return t
		}
	}
	return fullIncr
}

func netOf(wire string) network {
	for _, n := range []network{vpn, vpc, eip} {
		if n.wire() == wire {
			return n
		}
	}
	return vpn
}

func dirOf(wire string) direction {
	for _, d := range []direction{up, down, nonDBs} {
		if d.wire() == wire {
			return d
		}
	}
	return up
}
