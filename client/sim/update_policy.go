package sim

import (
	"encoding/json"
	"slices"
	"strings"
)

// policyWish is what the rules of a policy look at.
type policyWish struct {
	Filter   *string `json:"filter_ddl_policy"`
	Conflict *string `json:"conflict_policy"`
	Topology string  `json:"data_sync_topology_type"`
	DDL      string  `json:"support_ddl_info"`
	Kinds    string  `json:"sync_type_policy"`
	Reader   *string `json:"increment_read_mode"`
	DML      string  `json:"dml_types"`
}

// policyShape is PolicyConfig.
func policyShape() shape {
	return closed("", map[string]shape{
		"filter_ddl_policy": text("drop_database", ""), "conflict_policy": text("ignore", "stop", "overwrite"),
		"index_trans": truth(), "ddl_trans": truth(), "is_create_table_with_index": truth(),
		"data_sync_topology_type": text("one2one", "one2many", "many2one"), "increment_read_mode": text("logminer", "xstream"),
	}).texts("support_ddl_info", "sync_type_policy", "dml_types")
}

// changingPolicy reads the update of a policy. What it does not say is gone
// afterwards.
func (s *Sim) changingPolicy(params json.RawMessage, i int) (change, answer) {
	const at = "policy_config"
	kept, problem := keeping(params, at, policyShape().shown(s.extras(i, at)))
	if problem.status != 0 {
		return change{}, problem
	}
	var w policyWish
	if err := json.Unmarshal(kept.tell().encode(), &w); err != nil {
		return change{}, invalid(err)
	}
	if problem := lawfulLists(w); problem.status != 0 {
		return change{}, problem
	}
	return change{
		letter: 'E', stale: true,
		bars: func(i int) answer { return lawfulPolicy(w, &s.world.jobs[i]) },
		do:   func(i int) { s.edit(i).policy = kept },
	}, answer{}
}

// keeping reads an update of one section, member by member.
func keeping(params json.RawMessage, name string, of shape) (section, answer) {
	if a := partShape(name, of).check("", params); a.status != 0 {
		return nil, a
	}
	var all map[string]json.RawMessage
	out := section{}
	if err := json.Unmarshal(params, &all); err != nil {
		return nil, invalid(err)
	}
	if err := json.Unmarshal(all[name], &out); err != nil {
		return nil, invalid(err)
	}
	return out, answer{}
}

// lawfulLists holds the members that are lists within a text against what they
// may hold.
func lawfulLists(w policyWish) answer {
	for _, list := range []struct {
		at, got string
		want    []string
	}{
		{"support_ddl_info", w.DDL, []string{
			"CREATE_TABLE", "ADD_COLUMN", "MODIFY_COLUMN", "CHANGE_COLUMN", "DROP_INDEX", "ADD_INDEX", "CREATE_INDEX", "RENAME_INDEX",
		}},
		{"sync_type_policy", w.Kinds, []string{"supportAllType", "tableData", "tableStructure", "constraintData"}},
		{"dml_types", w.DML, []string{"i", "u", "d"}},
	} {
		if list.got == "" {
			continue
		}
		for one := range strings.SplitSeq(list.got, ",") {
			if !slices.Contains(list.want, one) {
				return wrong("policy_config."+list.at, "a list of "+strings.Join(list.want, ", ")+", separated by commas")
			}
		}
	}
	if strings.Contains(w.Kinds, "supportAllType") && w.Kinds != "supportAllType" {
		return wrong("policy_config.sync_type_policy", "supportAllType stands alone")
	}
	return answer{}
}

// lawfulPolicy holds a policy against the link and the scenario of a job.
func lawfulPolicy(w policyWish, j *job) answer {
	const at = "policy_config."
	mysql := j.link == mysqlMySQL
	switch {
	case w.Conflict != nil && j.scenario != synchronisation:
		return unfit(at+"conflict_policy", "only a synchronization task has a conflict policy")
	case w.Filter == nil && mysql && j.scenario == synchronisation:
		return lacks(at + "filter_ddl_policy")
	case w.Filter != nil && *w.Filter == "" && (!mysql || j.scenario != migration):
		return unfit(at+"filter_ddl_policy", "only a migration of MySQL lets DROP DATABASE through")
	case w.Reader != nil && j.link != oracleGauss:
		return unfit(at+"increment_read_mode", "only Oracle to GaussDB is read by LogMiner or XStream")
	case w.Topology == "many2one" && !mysql:
		return unsupported(at+"data_sync_topology_type", "only MySQL is synchronized many-to-one")
	}
	return answer{}
}

// policyOf is the policy of a job as it is told.
func (s *Sim) policyOf(i int) section {
	p := s.editsOf(i).policy
	if p != nil {
		return p
	}
	p = sectionOf(s.policy(&s.world.jobs[i]))
	if s.hinted(i) {
		p[hintMember] = json.RawMessage(hintValue)
	}
	return p
}
