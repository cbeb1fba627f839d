package model

import (
	"slices"
	"strings"
)

// Words of the policy's choices, as they go over the wire.
const (
	conflictIgnore    = "ignore"
	conflictOverwrite = "overwrite"
	conflictStop      = "stop"

	dropHeldBack = "drop_database"
	oneToMany    = "one2many"
	everyType    = "supportAllType" // stands alone
	tableData    = "tableData"
	tableShape   = "tableStructure"
	constraints  = "constraintData"
	readLogMiner = "logminer"
	readXStream  = "xstream"

	createTable = "CREATE_TABLE"
	addColumn   = "ADD_COLUMN"
	dropIndex   = "DROP_INDEX"
	addIndex    = "ADD_INDEX"
	createIndex = "CREATE_INDEX"
	renameIndex = "RENAME_INDEX"
)

// Words on what a field is for alone.
const (
	onlySync   = "only sync"
	onlyMySQL  = "only MySQL"
	noPolicy   = "a disaster recovery replicates all"
	undecided  = "engines not documented"
	onlyOracle = "only oracle to gaussdb"
)

// policyRules are those of the policy (policy_config).
func policyRules() sectionRules {
	return sectionRules{
		fields: func(e Edit, _ Around) []Field { return policyFields(e) },
		means:  func(e Edit, _ Around) []Effect { return policyOf(e).means() },
		with:   withPolicy,
		effects: func(e Edit, _ Around) []Effect {
			if len(e.Changed()) == 0 {
				return nil
			}
			return []Effect{{Text: "The pre-check result is void: run it again."}, {Text: "Nothing moves for it: the policy acts from the start on."}}
		},
		words: func(_ Edit, key FieldKey, value string) string {
			if key == KeyReadMode && value == "" {
				return untoldWord
			}
			return ""
		},
	}
}

// policy is the policy as it is to be, with what it depends on.
type policy struct {
	edit     Edit
	scenario Scenario
	task     TaskType
	from, to string // engines
}

func policyOf(e Edit) policy {
	job := e.Detail.Job
	p := policy{edit: e, scenario: job.Scenario, task: job.Task}
	p.from, p.to = Ends(job.Engine.String())
	return p
}

func (p policy) get(key FieldKey) string { return Canonical(key, p.edit.Get(key)) }

// chosen are the tokens of a list.
func (p policy) chosen(key FieldKey) []string { return listed(p.edit.Get(key)) }

// told reports whether something stands there, or did when it was read: where
// neither is so, the service has a default that drover does not know.
func (p policy) told(key FieldKey) bool { return p.edit.Get(key) != "" || p.edit.Base.Get(key) != "" }

// on is a switch, which is on where the service told nothing of it (DRS: default
// true).
func (p policy) on(key FieldKey) bool { return p.get(key) != "false" }

func (p policy) mysql() bool { return p.from == "mysql" }

func (p policy) oracle() bool { return p.from == "oracle" && p.to == "gaussdb" }

// greySync is why something that only synchronizations have does not apply.
func (p policy) greySync() string {
	switch p.scenario {
	case Sync:
		return ""
	case DR:
		return noPolicy
	case Migration, Transfer:
	}
	return onlySync
}

// greyUndocumented is why something does not apply that no document names the
// engines of: it does where the service told it, or from Oracle.
func (p policy) greyUndocumented(key FieldKey) string {
	if why := p.greySync(); why != "" {
		return why
	}
	if p.edit.Base.Get(key) != "" || p.oracle() {
		return ""
	}
	return undecided
}

func (p policy) greyKinds() string {
	switch why := p.greySync(); {
	case why != "":
		return why
	case !p.mysql():
		return onlyMySQL
	case !p.on(KeyDDL):
		return "replay DDL is off"
	}
	return ""
}

func (p policy) greyDrop() string {
	switch {
	case p.scenario == DR:
		return noPolicy
	case !p.mysql():
		return onlyMySQL
	}
	return ""
}

// started reports whether the job was started before.
func (p policy) started() bool {
	status := p.edit.Detail.Job.Status.Raw()
	before := []string{"", "CREATING", "CREATE_FAILED", "CONFIGURATION", "WAITING_FOR_START"}
	return !p.edit.Detail.Started.IsZero() || !slices.Contains(before, status)
}

// withPolicy takes the change of one field, and what follows from it: the kinds
// of DDL are as they were read where none is replayed, and supportAllType stands
// alone.
func withPolicy(e Edit, key FieldKey, value string) Edit {
	fields := policyFields(e)
	if !SameValue(key, e.Base.Get(key), value) {
		switch base := e.Base.Get(key); key {
		case KeyDDLKinds:
			value = keptTokens(ddlKinds(), base, value)
		case KeyDML:
			value = keptTokens(dmlKinds(), base, value)
		case KeyMoves:
			value = keptTokens(moveKinds(), base, everythingAlone(e.Get(key), value))
		default:
			value = strings.TrimSpace(value)
		}
	}
	e = withLive(e, fields, key, value)
	if key == KeyDDL && policyOf(e).greyKinds() != "" {
		e = e.Put(KeyDDLKinds, e.Base.Get(KeyDDLKinds))
	}
	return e
}

// everythingAlone keeps supportAllType apart from what it includes: whichever came last
// stands.
func everythingAlone(was, value string) string {
	tokens, had := listed(value), slices.Contains(listed(was), everyType)
	if !slices.Contains(tokens, everyType) {
		return value
	}
	parts := moveKinds()[1:]
	if had && slices.ContainsFunc(tokens, func(token string) bool { return slices.Contains(parts, token) }) {
		tokens = slices.DeleteFunc(tokens, func(token string) bool { return token == everyType })
	} else {
		tokens = slices.DeleteFunc(tokens, func(token string) bool { return slices.Contains(parts, token) })
	}
	return strings.Join(tokens, ",")
}

func ddlKinds() []string { return optionValues(ddlOptions()) }

func dmlKinds() []string { return []string{"i", "u", "d"} }

func moveKinds() []string { return []string{everyType, tableData, tableShape, constraints} }
