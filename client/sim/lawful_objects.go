package sim

import (
	"slices"
	"strings"
)

// choice is what a selection is held against. It was taken from the job while the
// lock was held; the holding needs none, since it may take long.
type choice struct {
	tree     tree
	find     map[string]int // the databases or schemas at the source
	only     bool           // everything moves, or nothing
	rows     bool           // they may be filtered
	columns  bool           // they may be filtered and mapped
	topology string
	rootless bool     // the destination has a level more than the source
	mayRoot  bool     // a target_root_db may be given
	running  bool     // the job was started
	scope    string   // of a started job: what it is for good
	there    cover    // what is at the destination
	extras   []string // members that no page names, which were shown
	lax      bool     // it was held against the rules before
}

// choiceOf takes from a job what its selection is held against. The caller holds
// the lock for writing.
func (s *Sim) choiceOf(i int, status string) choice {
	j := &s.world.jobs[i]
	ch := choice{
		tree: s.tree(i), only: s.objectless(i), rows: j.scenario == synchronisation, columns: s.mapsColumns(i), topology: "one2one",
		rootless: s.flat(i), mayRoot: j.link == oracleGauss, running: !unstarted(status), extras: s.extras(i, "policy_config"),
	}
	ch.find = ch.tree.find()
	if raw, said := s.policyOf(i)["data_sync_topology_type"]; said {
		ch.topology = strings.Trim(string(raw), `"`)
	}
	if doc := s.startedWith(i, status); doc != nil {
		ch.scope, ch.there = doc.scope, coverOf(doc, ch.tree.root)
	}
	return ch
}

// lawful holds a selection against the closed contract and the rules between its
// members.
func (ch *choice) lawful(raw []byte) (*selection, answer) {
	at := spot{name: "db_object"}
	d := &selection{raw: raw}
	c := cursor{b: raw}
	a := c.members(at, func(name string) answer {
		switch name {
		case "object_scope":
			return c.readText(at.below(name), &d.scope)
		case "target_root_db":
			d.root = c.raw()
		case "object_info":
			d.info = c.raw()
		default:
			return ch.extra(&c, at, name)
		}
		return answer{}
	})
	if a.status != 0 {
		return nil, a
	}
	a = firstOf(
		func() answer { return ch.lawfulScope(d) },
		func() answer { return ch.lawfulRoot(d, at.below("target_root_db")) },
		func() answer { return ch.lawfulInfo(d, at.below("object_info")) },
	)
	return d, a
}

// extra passes a member that no page names, if it was shown.
func (ch *choice) extra(c *cursor, at spot, name string) answer {
	if !ch.lax && !slices.Contains(ch.extras, name) {
		return at.below(name).unknown()
	}
	c.raw()
	return answer{}
}

func (ch *choice) lawfulScope(d *selection) answer {
	const at = "db_object.object_scope"
	switch {
	case d.scope == "":
		return lacks(at)
	case d.scope != "all" && d.scope != "database" && d.scope != "table":
		return wrong(at, "there are all, database, table")
	case ch.only && d.scope != "all":
		return unsupported(at, "the objects of this engine type cannot be chosen")
	case ch.running && ch.scope != "" && d.scope != ch.scope:
		return unfit(at, "it cannot change any more once the task was started, and was "+ch.scope)
	case d.scope == "all" && d.info != nil:
		return unfit("db_object.object_info", "with the object_scope all there is none")
	case d.scope != "all" && d.info == nil:
		return lacks("db_object.object_info")
	}
	return answer{}
}

func (ch *choice) lawfulRoot(d *selection, at spot) answer {
	if d.root == nil {
		if ch.rootless {
			return lacks(at.String())
		}
		return answer{}
	}
	if !ch.mayRoot {
		return unfit(at.String(), "it is for a destination with a level more than the source")
	}
	c := cursor{b: d.root}
	var name, encoding string
	a := c.members(at, func(member string) answer {
		switch member {
		case "db_name":
			return c.readText(at.below(member), &name)
		case "db_encoding":
			return c.readText(at.below(member), &encoding)
		}
		return ch.extra(&c, at, member)
	})
	switch {
	case a.status != 0:
		return a
	case name == "":
		return lacks(at.below("db_name").String())
	}
	return lawfulName(at.below("db_name"), name, name)
}
