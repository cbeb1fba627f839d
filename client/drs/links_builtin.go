package drs

import (
	"slices"

	"drover/model"
)

// engineLinks is what the published pages tell of one engine: which scenarios it
// is for, and where its ends may run.
type engineLinks struct {
	engine           string
	scenarios        []model.Scenario
	sources, targets []string // endpoint_type
	v5               bool     // v5 creates it; else v3 alone
}

// knownEngines are the engines of the published pages of both generations. The
// pages disagree, which is why the service is asked first.
func knownEngines() []engineLinks {
	anywhere, own, cloud := []string{"offline", "ecs", "cloud"}, []string{"offline", "ecs"}, []string{"cloud"}
	migration, replication, recovery := []model.Scenario{model.Migration}, []model.Scenario{model.Sync}, []model.Scenario{model.DR}
	return []engineLinks{
		{"mysql-to-mysql", []model.Scenario{model.Migration, model.Sync}, anywhere, anywhere, true},
		{"oracle-to-gaussdbv5", replication, own, cloud, true},
		{"redis-to-gaussredis", migration, own, cloud, true},
		{"rediscluster-to-gaussredis", migration, own, cloud, true},
		{"mysql", []model.Scenario{model.Migration, model.Sync}, anywhere, anywhere, false},
		{"mongodb", migration, anywhere, cloud, false},
		{"cloudDataGuard-mysql", recovery, anywhere, anywhere, false},
		{"gaussdbv5", replication, cloud, cloud, false},
		{"mysql-to-kafka", replication, anywhere, anywhere, false},
		{"taurus-to-kafka", replication, cloud, anywhere, false},
		{"gaussdbv5ha-to-kafka", replication, cloud, anywhere, false},
		{"postgresql", replication, anywhere, anywhere, false},
		{"mysql-to-taurus", replication, anywhere, cloud, false},
	}
}

// builtinLinks is drover's own table for one scenario, and why it is used.
// Without v5 nothing in it can be created.
func builtinLinks(scenario model.Scenario, withV5 bool, why string) model.Links {
	out := model.Links{Builtin: why}
	for _, e := range knownEngines() {
		if slices.Contains(e.scenarios, scenario) && e.v5 {
			out.All = append(out.All, e.links(scenario, !withV5)...)
		}
	}
	out.All = append(out.All, onlyV3(scenario, out.All)...)
	return out
}

// onlyV3 are the links that no call of v5 creates, but for the engines that are
// listed already. MySQL has a code in each generation.
func onlyV3(scenario model.Scenario, listed []model.Link) []model.Link {
	var out []model.Link
	for _, e := range knownEngines() {
		there := slices.ContainsFunc(listed, func(l model.Link) bool {
			return l.Engine == e.engine || l.Engine == "mysql-to-mysql" && e.engine == "mysql"
		})
		if !e.v5 && !there && slices.Contains(e.scenarios, scenario) {
			out = append(out, e.links(scenario, true)...)
		}
	}
	return out
}

// links are all the ways in which an engine's ends can be joined. How each
// network goes with each pair of ends is documented nowhere, but that vpc is not
// for disaster recovery.
func (e engineLinks) links(scenario model.Scenario, onlyV3 bool) []model.Link {
	nets := []string{"eip", "vpc", "vpn"}
	tasks := []model.TaskType{model.FullIncr, model.Full, model.Incr}
	if scenario == model.DR {
		nets, tasks = []string{"eip", "vpn"}, []model.TaskType{model.FullIncr}
	}
	var out []model.Link
	for _, source := range e.sources {
		for _, target := range e.targets {
			for _, direction := range directions(source, target) {
				for _, net := range nets {
					out = append(out, model.Link{
						Scenario: scenario, Engine: e.engine, Source: source, Target: target,
						Direction: direction, Net: net, Tasks: tasks, OnlyV3: onlyV3,
					})
				}
			}
		}
	}
	return out
}

// directions are those that a pair of ends can have, seen from this cloud.
func directions(source, target string) []string {
	switch from, to := source == "cloud", target == "cloud"; {
	case from && to:
		return []string{"up", "down"}
	case to:
		return []string{"up"}
	case from:
		return []string{"down"}
	}
	return []string{"non-dbs"}
}
