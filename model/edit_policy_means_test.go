package model_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	. "drover/model"
)

// meansOf are the sentences of a form, "! " before a risk and "· " before what is
// none.
func meansOf(e Edit, a Around) []string { return sentences(e.Form(a).Means) }

func sentences(effects []Effect) []string {
	var out []string
	for _, m := range effects {
		sign := "· "
		if m.Risk {
			sign = "! "
		}
		out = append(out, sign+m.Text)
	}
	return out
}

// saysOnly is one sentence of a form, with an edit that leads to it and one that
// almost does.
type saysOnly struct {
	text string
	yes  Edit
	no   Edit
}

func checkSays(t *testing.T, a Around, all []saysOnly) {
	t.Helper()
	for _, c := range all {
		if n := utf8.RuneCountInString(c.text); n > 2+76 {
			t.Errorf("%d cells: %s", n-2, c.text)
		}
		if got := meansOf(c.yes, a); !slices.Contains(got, c.text) {
			t.Errorf("not said: %s\nbut:\n%s", c.text, strings.Join(got, "\n"))
		}
		if got := meansOf(c.no, a); slices.Contains(got, c.text) {
			t.Errorf("said of the near miss, too: %s", c.text)
		}
	}
}

func TestThePageOfThePolicy(t *testing.T) {
	e := edited(SectionPolicy, detailOf(Sync, FullIncr, "mysql-to-mysql"), quiet(put(KeyDDLKinds, "CREATE_TABLE,ADD_COLUMN,MODIFY_COLUMN,CHANGE_COLUMN,ADD_INDEX"))...).With(KeyDML, "i,d")
	want := []string{
		"! Updates on the source never reach the target; a compare will report them.",
		"· The full copy does not overwrite: rows that stand there already stay.",
		"· 5 of 8 DDL kinds: a skipped one can stop the job weeks later.",
		"· An index is made by add index or by create index: one is replayed.",
	}
	if got := meansOf(e, atMorning()); !slices.Equal(got, want) {
		t.Errorf("%s", strings.Join(got, "\n"))
	}
}

func TestOfAQuietPolicyLittleIsSaid(t *testing.T) {
	if got := meansOf(edited(SectionPolicy, mysqlSync(), quiet(put(KeyConflict, ""))...), atMorning()); got != nil {
		t.Errorf("%s", strings.Join(got, "\n"))
	}
	if got := meansOf(edited(SectionPolicy, detailOf(DR, FullIncr, "cloudDataGuard-mysql"), quiet(put(KeyDML, ""))...), atMorning()); got != nil {
		t.Errorf("%s", strings.Join(got, "\n"))
	}
}

func TestRowsLeftOut(t *testing.T) {
	policy := func(values ...string) Edit { return edited(SectionPolicy, mysqlSync(), quiet(values...)...) }
	full := edited(SectionPolicy, detailOf(Sync, Full, "mysql-to-mysql"), quiet(put(KeyDML, "i,u"))...)
	none := policy().With(KeyDML, "")
	checkSays(t, atMorning(), []saysOnly{
		{"! Inserts on the source never reach the target; a compare will report them.", policy(put(KeyDML, "u,d")), policy()},
		{"! Updates on the source never reach the target; a compare will report them.", policy(put(KeyDML, "i,d")), policy(put(KeyDML, "i"))},
		{"! Deletes on the source never reach the target; a compare will report them.", policy(put(KeyDML, "u,i,ZAP")), full},
		{"! Updates and deletes never reach the target; a compare will report them.", policy(put(KeyDML, "i")), policy(put(KeyDML, "d"))},
		{"! Inserts and deletes never reach the target; a compare will report them.", policy(put(KeyDML, "u")), policy()},
		{"! No change of a row is replayed: the sides drift apart from the start on.", none, none.With(KeyDDL, "false")},
		{"! Nothing is replayed at all: neither rows nor DDL.", none.With(KeyDDL, "false"), none},
		{"· Which rows are replayed was not told: the service's default holds.", edited(SectionPolicy, mysqlSync()), none},
		{"! A row deleted and inserted anew meets its old self: that stops the job.", policy(put(KeyDML, "i,u"), put(KeyConflict, "stop")), policy(put(KeyDML, "u"), put(KeyConflict, "stop"))},
		{"! A row deleted and inserted anew meets its old self: the old one stays.", policy(put(KeyDML, "i"), put(KeyConflict, "ignore")), policy(put(KeyDML, "i"))},
	})
}

func TestConflictsTopologiesAndDatabases(t *testing.T) {
	policy := func(values ...string) Edit { return edited(SectionPolicy, mysqlSync(), quiet(values...)...) }
	of := func(scenario Scenario, task TaskType, engine string, values ...string) Edit {
		return edited(SectionPolicy, detailOf(scenario, task, engine), values...)
	}
	many := put(KeyTopologyType, "many2one")
	checkSays(t, atMorning(), []saysOnly{
		{"! The job fails at the first row in conflict; its log says which.", policy(put(KeyConflict, "stop")), of(Sync, Full, "mysql-to-mysql", quiet(put(KeyConflict, "stop"))...)},
		{"! A row in conflict keeps what the target has; a compare will report it.", policy(put(KeyConflict, "ignore")), of(Migration, FullIncr, "mysql-to-mysql", put(KeyConflict, "ignore"))},
		{"! Two sources with one key: the second to come fails its job.", policy(put(KeyConflict, "stop"), many), policy(put(KeyConflict, "stop"))},
		{"! Where two sources have one key, the first row stays, others are lost.", policy(put(KeyConflict, "ignore"), many), policy(put(KeyConflict, "ignore"), put(KeyTopologyType, "one2many"))},
		{"! Sources overwrite each other's rows: of one key the last one stays.", policy(many), policy()},
		{"· The full copy does not overwrite: rows that stand there already stay.", policy(), of(Sync, Incr, "mysql-to-mysql", quiet()...)},
		{"! Many to one: every table needs a primary key.", policy(many), policy(put(KeyTopologyType, "one2many"))},
		{"! Names must be mapped apart, or rows told apart by an added column.", policy(many), policy()},
		{"· Start the jobs of many to one one after another. None can be cloned.", policy(many), of(Sync, FullIncr, "oracle-to-gaussdbv5", many)},
		{"! DROP DATABASE on the source drops the database on the target.", of(Migration, FullIncr, "mysql-to-mysql"), of(Migration, Full, "mysql-to-mysql")},
		{"! DROP DATABASE on the source drops the database on the target.", of(Migration, Incr, "mysql-to-mysql"), of(Sync, FullIncr, "mysql-to-mysql")},
		{"! DROP DATABASE on the source drops the database on the target.", of(Migration, "", "mysql-to-mysql"), of(Migration, FullIncr, "mysql-to-mysql", put(KeyDropDatabase, "drop_database"))},
		{"· A full phase alone: conflict, DDL and rows to replay have no effect.", of(Sync, Full, "mysql-to-mysql"), policy()},
		{"· A full phase alone: what DDL does later on is not replayed at all.", of(Migration, Full, "mysql-to-mysql"), of(Migration, FullIncr, "mysql-to-mysql")},
		{"· No full phase: tables and rows must be at the target before the start.", of(Sync, Incr, "mysql-to-mysql"), policy()},
		{"· XStream needs an outbound server on the source, and a licence for it.", of(Sync, FullIncr, "oracle-to-gaussdbv5", put(KeyReadMode, "xstream")), of(Sync, Full, "oracle-to-gaussdbv5", put(KeyReadMode, "xstream"))},
		{"· LogMiner works inside the source database: it costs CPU there.", of(Sync, Incr, "oracle-to-gaussdbv5", put(KeyReadMode, "logminer")), policy(put(KeyReadMode, "logminer"))},
	})
}

func TestKindsOfDDL(t *testing.T) {
	policy := func(values ...string) Edit { return edited(SectionPolicy, mysqlSync(), quiet(values...)...) }
	scoped := func(whole Tri, kinds string) Edit {
		d := mysqlSync()
		d.Scope.Whole = whole
		return edited(SectionPolicy, d, quiet(put(KeyDDLKinds, kinds))...)
	}
	const noCreate = "ADD_COLUMN,MODIFY_COLUMN,CHANGE_COLUMN,DROP_INDEX,ADD_INDEX,CREATE_INDEX,RENAME_INDEX"
	kinds, many := func(v string) string { return put(KeyDDLKinds, v) }, put(KeyTopologyType, "many2one")
	off := put(KeyDDL, "false")
	checkSays(t, atMorning(), []saysOnly{
		{`! Do DDL on the target first, by hand, or the job stops: "table not found".`, policy(off), policy(put(KeyDDL, ""))},
		{`! Do DDL on the target first, by hand, or the job stops: "table not found".`, policy(put(KeyDDL, "FALSE")), edited(SectionPolicy, detailOf(Sync, Full, "mysql-to-mysql"), off)},
		{"· 7 of 8 DDL kinds: a skipped one can stop the job weeks later.", policy(kinds(noCreate)), policy(kinds(noCreate), off)},
		{"· 1 of 8 DDL kinds: a skipped one can stop the job weeks later.", policy(kinds("ADD_COLUMN,ZAP")), policy(kinds("ADD_COLUMN"), many)},
		{"· Which DDL is replayed was not told: the service's default holds.", policy(kinds("")), policy(kinds("")).With(KeyDDLKinds, "ADD_COLUMN")},
		{"· Which DDL is replayed was not told: the service's default holds.", edited(SectionPolicy, mysqlSync()), edited(SectionPolicy, detailOf(Sync, FullIncr, "oracle-to-gaussdbv5"))},
		{"! No kind of DDL is chosen: the first one on the source can stop the job.", policy().With(KeyDDLKinds, ""), policy(kinds(""))},
		{"! Many to one: best only add column; other DDL hits what others write.", policy(many), policy(many, kinds("ADD_COLUMN"))},
		{"! Many to one: best only add column; other DDL hits what others write.", policy(many, kinds("ADD_COLUMN,ZAP")), policy(kinds("ADD_INDEX"))},
		{"! No kind of DDL is chosen: the first one on the source can stop the job.", policy(many).With(KeyDDLKinds, ""), policy(many, kinds("ZAP"))},
		{"! Many to one: best only add column; other DDL hits what others write.", policy(many, kinds("ZAP")), policy(many).With(KeyDDLKinds, "")},
		{"· 0 of 8 DDL kinds: a skipped one can stop the job weeks later.", policy(kinds("ZAP")), policy().With(KeyDDLKinds, "")},
		{"! Tables made later are missing at the target: their rows can stop the job.", scoped(Yes, noCreate), scoped(Yes, eightKinds)},
		{"· Tables are chosen one by one: new ones stay out, and create table with them.", scoped(No, noCreate), scoped(NotTold, noCreate)},
		{"! Indexes dropped on the source go at the target; new ones do not come.", policy(kinds("DROP_INDEX")), policy(kinds("DROP_INDEX,ADD_INDEX"))},
		{"· An index is made by add index or by create index: one is replayed.", policy(kinds("CREATE_INDEX")), policy(kinds("CREATE_INDEX,ADD_INDEX"))},
		{"! Dropping or renaming an index that was not created can stop the job.", policy(put(KeyIndexes, "false")), policy(put(KeyIndexes, "false"), kinds("ADD_INDEX"))},
		{"! Dropping or renaming an index that was not created can stop the job.", policy(put(KeyIndexes, "false"), kinds("RENAME_INDEX")), policy(kinds("RENAME_INDEX"))},
	})
}

func TestWhatTheCopyLeavesOut(t *testing.T) {
	policy := func(values ...string) Edit { return edited(SectionPolicy, mysqlSync(), quiet(values...)...) }
	moves := func(v string) string { return put(KeyMoves, v) }
	built := put(KeyIndexFirst, "true")
	checkSays(t, atMorning(), []saysOnly{
		{"! Rows that are there now are not copied.", policy(moves("tableStructure,constraintData")), policy(moves("supportAllType"))},
		{"! Rows that are there now are not copied.", policy(moves("tableStructure")), edited(SectionPolicy, detailOf(Sync, FullIncr, "oracle-to-gaussdbv5"))},
		{"! Tables are not created: they must be at the target before the start.", policy(moves("tableData")), policy(moves("tableData,tableStructure"))},
		{"! Ordinary indexes are asked for, but indexes are not among what moves.", policy(moves("tableData")), policy(moves("tableData"), put(KeyIndexes, "false"))},
		{"· Indexes and constraints are not moved: make them by hand.", policy(moves("tableData"), put(KeyIndexes, "false")), policy(moves("constraintData"), put(KeyIndexes, "false"))},
		{"· Ordinary indexes are not created: make them before a switchover.", policy(put(KeyIndexes, "false")), policy(put(KeyIndexes, ""))},
		{
			"· Ordinary indexes are not created: make them before a switchover.",
			edited(SectionPolicy, detailOf(Sync, Full, "mysql-to-mysql"), put(KeyIndexes, "false")), edited(SectionPolicy, detailOf(Sync, Incr, "mysql-to-mysql"), put(KeyIndexes, "false")),
		},
		{"· Indexes grow with the tables: the load mostly takes longer.", policy(built), policy(put(KeyIndexFirst, "false"))},
		{
			"· Indexes grow with the tables: the load mostly takes longer.",
			edited(SectionPolicy, detailOf(Sync, FullIncr, "oracle-to-gaussdbv5"), built), edited(SectionPolicy, detailOf(Sync, Incr, "oracle-to-gaussdbv5"), built),
		},
	})
}

func TestWhatDroverDoesNotKnowIsNamed(t *testing.T) {
	policy := func(values ...string) Edit { return edited(SectionPolicy, mysqlSync(), quiet(values...)...) }
	checkSays(t, atMorning(), []saysOnly{
		{"· conflict: drover does not know what stands there; it stays as told.", policy(put(KeyConflict, "merge")), policy(put(KeyConflict, "merge")).With(KeyConflict, "stop")},
		{"· which: 2 kinds that drover does not know stay as told.", policy(put(KeyDDLKinds, "ADD_COLUMN,DROP_TABLE,ZAP")), policy(put(KeyDDLKinds, "ADD_COLUMN,DROP_TABLE"))},
		{"· which: 1 kind that drover does not know stays as told.", policy(put(KeyDDLKinds, "DROP_TABLE")), policy(put(KeyDDLKinds, "DROP_TABLE"), put(KeyDDL, "false"))},
	})
}

func TestAPolicyThatIsSentVoidsThePreCheck(t *testing.T) {
	e := edited(SectionPolicy, mysqlSync(), quiet()...).With(KeyConflict, "stop")
	p := PlanEdit("i", editing(), e, atMorning())
	if !p.Steps[0].Goes() {
		t.Fatalf("it does not go: %s", p.Steps[0].Why)
	}
	got := sentences(Effects(p.Wish, Sum{Tally: Tally{Goes: 1}}, begun, nil))
	want := []string{
		"! The job fails at the first row in conflict; its log says which.",
		"· The pre-check result is void: run it again.", "· Nothing moves for it: the policy acts from the start on.",
	}
	if !slices.Equal(got, want) {
		t.Errorf("%s", strings.Join(got, "\n"))
	}
	for name, c := range map[string]struct {
		edit Edit
		want string
	}{
		"nothing is changed": {e.Undo(KeyConflict), "nothing is changed"},
		"a wrong value":      {e.With(KeyConflict, "merge"), "1 field is wrong or empty"},
		"a running job": {edited(SectionPolicy, func() Detail {
			d := mysqlSync()
			d.Job = d.Job.WithStatus(NewText("INCRE_TRANSFER_STARTED"))
			return d
		}(), quiet()...).With(KeyConflict, "stop"), "the policy is changed in configuration, before a start"},
	} {
		if s := PlanEdit("i", editing(), c.edit, atMorning()).Steps[0]; s.Why != c.want || s.Goes() {
			t.Errorf("%s: %q", name, s.Why)
		}
	}
	if w := EditWord(e); w != "" {
		t.Errorf("a word is asked for: %s", w)
	}
}
