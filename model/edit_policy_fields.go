package model

import "slices"

// policyFields are the fields of the policy, in the order of the page.
func policyFields(e Edit) []Field {
	p := policyOf(e)
	return heldGrey(e, []Field{
		p.conflictField(), p.dropField(), p.indexField(), p.ddlField(), p.kindsField(), p.rowsField(),
		p.topologyField(), p.readField(), p.movesField(), p.builtField(),
	})
}

const byKind = "what the job is for, and its engines"

// field begins a field of the policy.
func (p policy) field(key FieldKey, label, help string) Field {
	return Field{Key: key, Label: label, Value: p.edit.Get(key), Help: help, By: byKind}
}

func (p policy) conflictField() Field {
	f := p.field(KeyConflict, "conflict", "What to do when a row that comes in meets one with the same primary or unique key. In the full phase conflicts are always ignored.")
	f.Kind, f.Grey, f.Hint = ChoiceField, p.greySync(), "incr only; full always ignores"
	f.Options = []Option{
		{Value: conflictIgnore, Help: "the row at the target stays"},
		{Value: conflictOverwrite, Help: "the row that comes in replaces it"},
		{Value: conflictStop, Help: "the job fails, and its log says why"},
	}
	choiceOf(&f, p.edit.Base.Get(KeyConflict))
	return f
}

func (p policy) dropField() Field {
	f := p.field(KeyDropDatabase, "drop database", "Whether DROP DATABASE on the source reaches the target. A synchronization always holds it back; a migration may let it through.")
	f.Kind, f.Grey = ChoiceField, p.greyDrop()
	f.Options = []Option{{Value: dropHeldBack, Label: "hold back", Help: "databases stay at the target"}}
	if p.scenario == Migration {
		f.Options = append(f.Options, Option{Label: "let through", Help: "the database goes at the target, too"})
	} else {
		f.Hint = "only a migration lets it through"
		if p.edit.Base.Get(KeyDropDatabase) != "" {
			f.Options = append(f.Options, Option{Label: "let through", Why: "only a migration lets it through"})
		}
	}
	choiceOf(&f, p.edit.Base.Get(KeyDropDatabase))
	return f
}

func (p policy) indexField() Field {
	f := p.field(KeyIndexes, "ordinary indexes", "Whether ordinary indexes are created, too. Off, only primary and unique keys are.")
	f.Grey, f.Hint = p.greySync(), p.untold(KeyIndexes)
	boolOf(&f, p.edit.Base.Get(KeyIndexes), "create", "not created")
	return f
}

func (p policy) ddlField() Field {
	f := p.field(KeyDDL, "replay DDL", "Whether DDL is replayed in the incremental phase. Off, it is done on the target first, by hand, or the job stops with \"table not found\".")
	f.Grey, f.Hint = p.greySync(), p.untold(KeyDDL)
	boolOf(&f, p.edit.Base.Get(KeyDDL), "yes", "no")
	return f
}

// untold is the hint of a switch that the service told nothing of.
func (p policy) untold(key FieldKey) string {
	if p.told(key) {
		return ""
	}
	return "not told: on by default"
}

func ddlOptions() []Option {
	return []Option{
		{Value: createTable, Label: "create table"}, {Value: addColumn, Label: "add column"},
		{Value: "MODIFY_COLUMN", Label: "modify column"}, {Value: "CHANGE_COLUMN", Label: "change column"},
		{Value: dropIndex, Label: "drop index"}, {Value: addIndex, Label: "add index"},
		{Value: createIndex, Label: "create index"}, {Value: renameIndex, Label: "rename index"},
	}
}

func (p policy) kindsField() Field {
	f := p.field(KeyDDLKinds, "which", "Which DDL is replayed. One to one: all, if both sides must stay alike; leaving one out protects the target. Many to one: best add column alone.")
	f.Kind, f.Grey, f.By, f.Options = FlagsField, p.greyKinds(), "replay DDL", ddlOptions()
	flagsOf(&f, p.edit.Base.Get(KeyDDLKinds))
	return f
}

func (p policy) rowsField() Field {
	f := p.field(KeyDML, "replay rows", "Which changes of rows are replayed in the incremental phase. Leaving one out makes the sides differ on purpose; a compare will say so.")
	f.Kind, f.Grey = FlagsField, p.greySync()
	f.Options = []Option{{Value: "i", Label: "insert"}, {Value: "u", Label: "update"}, {Value: "d", Label: "delete"}}
	flagsOf(&f, p.edit.Base.Get(KeyDML))
	return f
}

func (p policy) topologyField() Field {
	f := p.field(KeyTopologyType, "topology", "How many sources and targets belong together: one source and one target, one source read by several jobs, or several sources that write one target.")
	f.Kind, f.Grey = ChoiceField, p.greySync()
	if !p.told(KeyTopologyType) {
		f.Hint = "not told: one to one by default"
	}
	f.Options = []Option{
		{Value: oneToOne, Label: "one to one", Help: "one source, one target"},
		{Value: oneToMany, Label: "one to many", Help: "the source is read by several jobs"},
		{Value: manyToOne, Label: "many to one", Help: "several sources write one target"},
	}
	if !p.mysql() {
		f.Options[2].Why = onlyMySQL
	}
	if p.started() {
		f.Fixed, f.By = "fixed after start", "the start"
	}
	choiceOf(&f, p.edit.Base.Get(KeyTopologyType))
	return f
}

func (p policy) readField() Field {
	f := p.field(KeyReadMode, "read mode", "How changes are read from Oracle: by mining its redo log, or as a stream that the database sends.")
	f.Kind = ChoiceField
	f.Options = []Option{
		{Value: readLogMiner, Help: "mines the redo log"},
		{Value: readXStream, Help: "the database sends a stream"},
	}
	if f.Grey = p.greySync(); f.Grey == "" && !p.oracle() {
		f.Grey = onlyOracle
	}
	if f.Grey != "" && f.Value == "" { // what there would be to choose
		f.Options = append([]Option{{Label: readLogMiner + ", " + readXStream}}, f.Options...)
	}
	choiceOf(&f, p.edit.Base.Get(KeyReadMode))
	return f
}

func (p policy) movesField() Field {
	f := p.field(KeyMoves, "moves", "What is moved: everything, or some of rows, tables, and indexes with constraints.")
	f.Kind, f.Grey = FlagsField, p.greyUndocumented(KeyMoves)
	f.Options = []Option{
		{Value: everyType, Label: "everything"}, {Value: tableData, Label: "rows"},
		{Value: tableShape, Label: "tables"}, {Value: constraints, Label: "indexes"},
	}
	base := p.edit.Base.Get(KeyMoves)
	flagsOf(&f, base)
	tokens := listed(f.Value)
	switch {
	case f.Wrong != "" || !p.edit.changedKey(KeyMoves):
	case len(tokens) == 0:
		f.Wrong, f.Missing = "at least one", true
	case slices.Contains(tokens, everyType) && len(tokens) > len(strange(moveKinds(), f.Value))+1:
		f.Wrong = "everything stands alone"
	}
	return f
}

func (p policy) builtField() Field {
	f := p.field(KeyIndexFirst, "indexes built", "Whether indexes are built together with the tables, which mostly makes the load slower, or afterwards.")
	f.Grey = p.greyUndocumented(KeyIndexFirst)
	boolOf(&f, p.edit.Base.Get(KeyIndexFirst), "with the tables", "after the load")
	return f
}
