package model_test

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"

	. "drover/model"
)

// atMorning is the service's clock of these tests.
func atMorning() Around { return Around{Now: time.Date(2026, 11, 26, 3, 12, 9, 0, time.UTC)} }

// editing is a service that updates jobs.
func editing() Capabilities {
	return Capabilities{Service: "DRS", Verbs: map[Verb]string{Update: ""}}
}

// edited is a section of a job that was read with some values: "key=value" each.
func edited(s Section, d Detail, values ...string) Edit {
	p := Part{Section: s, Values: map[FieldKey]string{}}
	for _, v := range values {
		key, value, _ := strings.Cut(v, "=")
		p.Values[FieldKey(key)] = value
	}
	return NewEdit(d, p)
}

// detailOf is a job in configuration.
func detailOf(scenario Scenario, task TaskType, engine string) Detail {
	return Detail{Job: with(job("a"), func(j *Job) {
		j.Scenario, j.Task, j.Engine, j.Direction = scenario, task, NewText(engine), NewText("up")
	}).WithStatus(NewText("CONFIGURATION"))}
}

func mysqlSync() Detail { return detailOf(Sync, FullIncr, "mysql-to-mysql") }

const eightKinds = "CREATE_TABLE,ADD_COLUMN,MODIFY_COLUMN,CHANGE_COLUMN,DROP_INDEX,ADD_INDEX,CREATE_INDEX,RENAME_INDEX"

// quiet is a policy of which there is nothing to say but that overwriting begins
// after the full copy.
func quiet(more ...string) []string {
	return append([]string{
		put(KeyConflict, "overwrite"), put(KeyDropDatabase, "drop_database"), put(KeyIndexes, "true"), put(KeyDDL, "true"),
		put(KeyDDLKinds, eightKinds), put(KeyDML, "i,u,d"), put(KeyTopologyType, "one2one"),
	}, more...)
}

func fieldOf(t *testing.T, e Edit, a Around, key FieldKey) Field {
	t.Helper()
	for _, f := range e.Form(a).Fields {
		if f.Key == key {
			return f
		}
	}
	t.Fatalf("the form has no %s", key)
	return Field{}
}

func TestPolicyStandsInTheOrderOfThePage(t *testing.T) {
	var got []string
	for _, f := range edited(SectionPolicy, mysqlSync(), quiet()...).Form(atMorning()).Fields {
		got = append(got, f.Label)
	}
	want := "conflict, drop database, ordinary indexes, replay DDL, which, replay rows, topology, read mode, moves, indexes built"
	if s := strings.Join(got, ", "); s != want {
		t.Errorf("%s", s)
	}
}

func TestPolicyFieldsLiveByScenarioAndLink(t *testing.T) {
	type row map[FieldKey]string
	jobs := map[string]struct {
		detail Detail
		values []string
		want   row
	}{
		"mysql sync": {mysqlSync(), quiet(), row{
			KeyConflict: "right", KeyDropDatabase: "right", KeyIndexes: "right", KeyDDL: "right", KeyDDLKinds: "right", KeyDML: "right",
			KeyTopologyType: "right", KeyReadMode: "grey: only oracle to gaussdb", KeyMoves: "grey: engines not documented", KeyIndexFirst: "grey: engines not documented",
		}},
		"mysql sync, told of the undocumented": {mysqlSync(), quiet(put(KeyMoves, "tableData"), put(KeyIndexFirst, "false")), row{KeyMoves: "right", KeyIndexFirst: "right"}},
		"mysql sync, DDL off":                  {mysqlSync(), quiet(put(KeyDDL, "false")), row{KeyDDLKinds: "grey: replay DDL is off", KeyDML: "right"}},
		"mysql sync, DDL not told":             {mysqlSync(), nil, row{KeyDDLKinds: "right", KeyDDL: "right"}},
		"oracle": {detailOf(Sync, FullIncr, "oracle-to-gaussdbv5"), nil, row{
			KeyConflict: "right", KeyDropDatabase: "grey: only MySQL", KeyDDLKinds: "grey: only MySQL", KeyReadMode: "right", KeyMoves: "right", KeyIndexFirst: "right",
		}},
		"oracle to mysql":  {detailOf(Sync, FullIncr, "oracle-to-mysql"), nil, row{KeyReadMode: "grey: only oracle to gaussdb", KeyMoves: "grey: engines not documented"}},
		"mysql to gaussdb": {detailOf(Sync, FullIncr, "mysql-to-gaussdbv5"), nil, row{KeyReadMode: "grey: only oracle to gaussdb", KeyDDLKinds: "right"}},
		"gaussdb to kafka": {detailOf(Sync, Incr, "gaussdbv5ha-to-kafka"), nil, row{KeyDropDatabase: "grey: only MySQL", KeyReadMode: "grey: only oracle to gaussdb", KeyDML: "right"}},
		"mysql migration": {detailOf(Migration, FullIncr, "mysql-to-mysql"), nil, row{
			KeyConflict: "grey: only sync", KeyDropDatabase: "right", KeyIndexes: "grey: only sync", KeyDDL: "grey: only sync", KeyDDLKinds: "grey: only sync",
			KeyDML: "grey: only sync", KeyTopologyType: "grey: only sync", KeyReadMode: "grey: only sync", KeyMoves: "grey: only sync", KeyIndexFirst: "grey: only sync",
		}},
		"redis migration": {detailOf(Migration, FullIncr, "redis-to-gaussredis"), nil, row{KeyDropDatabase: "grey: only MySQL"}},
		"disaster recovery": {detailOf(DR, FullIncr, "cloudDataGuard-mysql"), nil, row{
			KeyConflict: "grey: a disaster recovery replicates all", KeyDropDatabase: "grey: a disaster recovery replicates all",
		}},
	}
	for name, c := range jobs {
		for key, want := range c.want {
			if got := told(fieldOf(t, edited(SectionPolicy, c.detail, c.values...), atMorning(), key)); got != want {
				t.Errorf("%s, %s: %q, want %q", name, key, got, want)
			}
		}
	}
}

func TestTopologyIsFixedAfterAStart(t *testing.T) {
	e := edited(SectionPolicy, mysqlSync(), quiet()...)
	if f := fieldOf(t, e, atMorning(), KeyTopologyType); f.Fixed != "" {
		t.Errorf("before: %q", f.Fixed)
	}
	for name, change := range map[string]func(*Detail){
		"begun":   func(d *Detail) { d.Started = begun },
		"running": func(d *Detail) { d.Job = d.Job.WithStatus(NewText("INCRE_TRANSFER_STARTED")) },
	} {
		d := mysqlSync()
		change(&d)
		e := edited(SectionPolicy, d, quiet()...)
		if f := fieldOf(t, e, atMorning(), KeyTopologyType); f.Fixed != "fixed after start" || f.Live() {
			t.Errorf("%s: %+v", name, f)
		}
		if got := e.With(KeyTopologyType, "many2one").Get(KeyTopologyType); got != "one2one" {
			t.Errorf("%s: it became %s", name, got)
		}
	}
}

func TestPolicyValuesRightAndWrong(t *testing.T) {
	migration, oracle := detailOf(Migration, FullIncr, "mysql-to-mysql"), detailOf(Sync, FullIncr, "oracle-to-gaussdbv5")
	for _, c := range []struct {
		says   string
		detail Detail
		base   []string
		key    FieldKey
		value  string
		want   string
	}{
		{"a conflict rule", mysqlSync(), quiet(), KeyConflict, "stop", "right"},
		{"no conflict rule", mysqlSync(), quiet(), KeyConflict, "", "wrong: choose one"},
		{"an unknown rule", mysqlSync(), quiet(), KeyConflict, "merge", "wrong: drover does not know merge"},
		{"an unknown rule that the service told", mysqlSync(), quiet(put(KeyConflict, "merge\x1b")), KeyConflict, "merge\x1b", "right"},
		{"one rule instead of the unknown", mysqlSync(), quiet(put(KeyConflict, "merge")), KeyConflict, "ignore", "right"},
		{"let through in a migration", migration, []string{put(KeyDropDatabase, "drop_database")}, KeyDropDatabase, "", "right"},
		{"let through in a sync", mysqlSync(), quiet(), KeyDropDatabase, "", "wrong: only a migration lets it through"},
		{"hold back where nothing was told", mysqlSync(), nil, KeyDropDatabase, "drop_database", "right"},
		{"many to one of mysql", mysqlSync(), quiet(), KeyTopologyType, "many2one", "right"},
		{"many to one of oracle", oracle, nil, KeyTopologyType, "many2one", "wrong: only MySQL"},
		{"one to many of oracle", oracle, nil, KeyTopologyType, "one2many", "right"},
		{"DDL neither on nor off", mysqlSync(), quiet(), KeyDDL, "perhaps", "wrong: on or off"},
		{"DDL emptied", mysqlSync(), quiet(), KeyDDL, "", "wrong: on or off"},
		{"DDL as it came", mysqlSync(), quiet(put(KeyDDL, "perhaps")), KeyDDL, "perhaps", "right"},
		{"DDL in capitals", mysqlSync(), quiet(), KeyDDL, "FALSE", "right"},
		{"a kind of DDL more", mysqlSync(), quiet(), KeyDDLKinds, "ADD_COLUMN", "right"},
		{"a kind that nobody knows", mysqlSync(), quiet(), KeyDDLKinds, "ADD_COLUMN,DROP_TABLE", "wrong: drover does not know DROP_TABLE"},
		{"a kind that the service told", mysqlSync(), quiet(put(KeyDDLKinds, "DROP_TABLE")), KeyDDLKinds, "DROP_TABLE,ADD_COLUMN", "right"},
		{"rows", mysqlSync(), quiet(), KeyDML, "d", "right"},
		{"rows by letters nobody knows", mysqlSync(), quiet(), KeyDML, "i,x", "wrong: drover does not know x"},
		{"a read mode", oracle, nil, KeyReadMode, "xstream", "right"},
		{"nothing moves", oracle, []string{put(KeyMoves, "tableData")}, KeyMoves, "", "wrong: at least one"},
		{"two move", oracle, []string{put(KeyMoves, "tableData")}, KeyMoves, "tableData,constraintData", "right"},
		{"indexes built", oracle, nil, KeyIndexFirst, "true", "right"},
	} {
		e := edited(SectionPolicy, c.detail, c.base...).With(c.key, c.value)
		if got := told(fieldOf(t, e, atMorning(), c.key)); got != c.want {
			t.Errorf("%s: %q, want %q", c.says, got, c.want)
		}
	}
}

func TestWhatWasNotToldIsSaidSo(t *testing.T) {
	labels := func(e Edit, key FieldKey) string {
		var out []string
		for _, o := range fieldOf(t, e, atMorning(), key).Options {
			out = append(out, o.Value+"="+o.Words())
		}
		return strings.Join(out, " ")
	}
	none := edited(SectionPolicy, mysqlSync())
	for _, c := range []struct {
		edit Edit
		key  FieldKey
		want string
	}{
		{none, KeyConflict, "=not told ignore=ignore overwrite=overwrite stop=stop"},
		{none, KeyDropDatabase, "=not told drop_database=hold back"},
		{none, KeyReadMode, "=logminer, xstream logminer=logminer xstream=xstream"},
		{edited(SectionPolicy, mysqlSync(), put(KeyConflict, "a\x1bb")), KeyConflict, "a\x1bb=a^[b ignore=ignore overwrite=overwrite stop=stop"},
		{edited(SectionPolicy, mysqlSync(), put(KeyDropDatabase, "drop_database")), KeyDropDatabase, "drop_database=hold back =let through"},
		{edited(SectionPolicy, detailOf(Migration, FullIncr, "mysql-to-mysql")), KeyDropDatabase, "drop_database=hold back =let through"},
		{edited(SectionPolicy, mysqlSync(), put(KeyDML, "i,ZAP")), KeyDML, "i=insert u=update d=delete ZAP=ZAP"},
	} {
		if got := labels(c.edit, c.key); got != c.want {
			t.Errorf("%s: %s", c.key, got)
		}
	}
	for key, want := range map[FieldKey]string{
		KeyIndexes: "not told: on by default", KeyDDL: "not told: on by default", KeyTopologyType: "not told: one to one by default", KeyConflict: "incr only; full always ignores",
	} {
		if got := fieldOf(t, none, atMorning(), key).Hint; got != want {
			t.Errorf("%s: %q", key, got)
		}
	}
	for _, key := range []FieldKey{KeyIndexes, KeyDDL, KeyTopologyType} {
		if got := fieldOf(t, edited(SectionPolicy, mysqlSync(), quiet()...), atMorning(), key).Hint; got != "" {
			t.Errorf("%s: %q", key, got)
		}
	}
	emptied := edited(SectionPolicy, mysqlSync(), quiet()...).With(KeyDDL, "").With(KeyConflict, "")
	odd := edited(SectionPolicy, mysqlSync(), quiet()...).With(KeyDDL, "x").With(KeyConflict, "x")
	for _, key := range []FieldKey{KeyDDL, KeyConflict} {
		if f := fieldOf(t, emptied, atMorning(), key); !f.Missing {
			t.Errorf("%s is emptied, and not missing: %+v", key, f)
		}
		if f := fieldOf(t, odd, atMorning(), key); f.Missing || f.Wrong == "" {
			t.Errorf("%s is missing: %+v", key, f)
		}
	}
	if f := fieldOf(t, edited(SectionPolicy, mysqlSync(), put(KeyDML, "i,ZAP")), atMorning(), KeyDML); f.Options[3].Why != "drover does not know it: it stays" {
		t.Errorf("%+v", f.Options)
	}
}

func TestEverythingStandsAlone(t *testing.T) {
	for _, c := range []struct{ was, value, want string }{
		{"tableData", "tableData,supportAllType", "supportAllType"},
		{"supportAllType", "supportAllType,tableData", "tableData"},
		{"supportAllType,rowData", "supportAllType,tableData,rowData", "tableData,rowData"},
		{"tableData", "tableData,tableStructure", "tableData,tableStructure"},
		{"supportAllType", "supportAllType,rowData", "supportAllType,rowData"},
	} {
		e := edited(SectionPolicy, mysqlSync(), quiet(put(KeyMoves, c.was))...)
		if got := e.With(KeyMoves, c.value).Get(KeyMoves); got != c.want {
			t.Errorf("%s to %s: %s, want %s", c.was, c.value, got, c.want)
		}
	}
	e := edited(SectionPolicy, mysqlSync(), quiet(put(KeyMoves, "tableData"))...).Put(KeyMoves, "supportAllType,tableData")
	if got := told(fieldOf(t, e, atMorning(), KeyMoves)); got != "wrong: everything stands alone" {
		t.Errorf("put both: %q", got)
	}
}

func TestDDLOffGivesItsKindsBack(t *testing.T) {
	e := edited(SectionPolicy, mysqlSync(), quiet()...).With(KeyDDLKinds, "ADD_COLUMN").With(KeyDDL, "false")
	if got := e.Changed(); len(got) != 1 || got[0] != KeyDDL {
		t.Errorf("changed: %v", got)
	}
	if e = e.With(KeyDDLKinds, "ADD_COLUMN"); len(e.Changed()) != 1 {
		t.Errorf("a grey field took a value: %v", e.Changed())
	}
	if e = e.Undo(KeyDDL); len(e.Changed()) != 0 {
		t.Errorf("undone: %v", e.Changed())
	}
}

func TestWhatIsGreyAndChangedIsWrong(t *testing.T) {
	e := edited(SectionPolicy, mysqlSync(), quiet()...).Put(KeyReadMode, "xstream")
	if f := fieldOf(t, e, atMorning(), KeyReadMode); f.Wrong != "it cannot be changed here: undo it" {
		t.Errorf("%+v", f)
	}
	if s := PlanEdit("i", editing(), e, atMorning()).Steps[0]; s.Why != "1 field is wrong or empty" {
		t.Errorf("it says %q", s.Why)
	}
	if got := e.Undo(KeyReadMode).Changed(); len(got) != 0 {
		t.Errorf("undone: %v", got)
	}
}

func TestPolicyChangesAreSaidInWords(t *testing.T) {
	e := edited(SectionPolicy, detailOf(Migration, FullIncr, "mysql-to-mysql"), put(KeyDropDatabase, "drop_database")).With(KeyDropDatabase, "")
	got := e.Differences(atMorning())
	if len(got) != 1 || got[0].Label != "drop database" || got[0].Was != "hold back" || got[0].Is != "let through" {
		t.Errorf("%+v", got)
	}
	e = edited(SectionPolicy, mysqlSync(), quiet(put(KeyDML, "u,i,d,zap"))...).With(KeyDML, "i,d").With(KeyDDL, "false").With(KeyTopologyType, "many2one")
	var lines []string
	for _, d := range e.Differences(atMorning()) {
		lines = append(lines, d.Label+": "+d.Was+" > "+d.Is)
	}
	want := "replay DDL: yes > no\nreplay rows: update, insert, delete, zap > insert, delete, zap\ntopology: one to one > many to one"
	if s := strings.Join(lines, "\n"); s != want {
		t.Errorf("%s", s)
	}
}

func TestAReadModeIsSaidInWords(t *testing.T) {
	e := edited(SectionPolicy, detailOf(Sync, FullIncr, "oracle-to-gaussdbv5")).With(KeyReadMode, "xstream")
	if got := e.Differences(atMorning()); len(got) != 1 || got[0].Was != "not told" || got[0].Is != "xstream" {
		t.Errorf("%+v", got)
	}
}

// Nothing that anybody does to fields changes one that is grey, takes away a token
// that drover does not know, or remains after all is undone.
func TestPolicyLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := somePolicy(t)
		for range rapid.IntRange(0, 8).Draw(t, "changes") {
			e = e.With(someKey(t, e), someValue(t))
			for _, f := range e.Form(atMorning()).Fields {
				if changed := !SameValue(f.Key, e.Base.Get(f.Key), e.Get(f.Key)); changed && !f.Live() {
					t.Fatalf("%s is %q and was %q, though %s%s", f.Key, e.Get(f.Key), e.Base.Get(f.Key), f.Grey, f.Fixed)
				}
			}
			for _, key := range []FieldKey{KeyDDLKinds, KeyDML, KeyMoves} {
				if strings.Contains(e.Base.Get(key), "ZAP") && !strings.Contains(e.Get(key), "ZAP") {
					t.Fatalf("%s lost what drover does not know: %q", key, e.Get(key))
				}
			}
		}
		for _, key := range e.Changed() {
			if once, twice := e.Undo(key), e.Undo(key).Undo(key); !sameWant(once, twice) {
				t.Fatalf("undone twice %s is another edit", key)
			}
			e = e.Undo(key)
		}
		if got := e.Changed(); len(got) != 0 || !sameWant(e, NewEdit(e.Detail, e.Base)) {
			t.Fatalf("undone, there is still %v", got)
		}
		if s := PlanEdit("i", editing(), e, atMorning()).Steps[0]; CanEdit(editing(), e.Detail.Job, SectionPolicy) == "" && s.Why != "nothing is changed" {
			t.Fatalf("nothing is changed, and it says %q", s.Why)
		}
	})
}

func sameWant(a, b Edit) bool {
	is, was := a.Want(), b.Want()
	if len(is) != len(was) {
		return false
	}
	for key, value := range is {
		if was[key] != value {
			return false
		}
	}
	return true
}

// somePolicy is a policy of some job, told as a service may tell it.
func somePolicy(t *rapid.T) Edit {
	d := detailOf(rapid.SampledFrom(Scenarios()).Draw(t, "scenario"), rapid.SampledFrom(everyTask).Draw(t, "task"),
		rapid.SampledFrom([]string{"mysql-to-mysql", "oracle-to-gaussdbv5", "mysql-to-kafka", "postgresql", "zap"}).Draw(t, "engine"))
	if rapid.Bool().Draw(t, "started") {
		d.Started = begun
	}
	d.Scope.Whole = Tri(rapid.IntRange(0, 2).Draw(t, "whole"))
	p := Part{Section: SectionPolicy, Values: map[FieldKey]string{}}
	for key, values := range map[FieldKey][]string{
		KeyConflict: {"", "ignore", "stop", "overwrite", "ZAP"}, KeyDropDatabase: {"", "drop_database", "ZAP"}, KeyIndexes: {"", "true", "FALSE", "ZAP"},
		KeyDDL: {"", "true", "false"}, KeyDDLKinds: {"", eightKinds, "ADD_COLUMN, ZAP", "ADD_INDEX"}, KeyDML: {"", "d,u,i", "i,ZAP"},
		KeyTopologyType: {"", "one2one", "many2one", "ZAP"}, KeyReadMode: {"", "xstream", "ZAP"}, KeyMoves: {"", "supportAllType", "tableData,ZAP"},
		KeyIndexFirst: {"", "true", "false"},
	} {
		if value := rapid.SampledFrom(values).Draw(t, string(key)); value != "" {
			p.Values[key] = value
		}
	}
	return NewEdit(d, p)
}

func someKey(t *rapid.T, e Edit) FieldKey {
	var keys []FieldKey
	for _, f := range e.Form(atMorning()).Fields {
		keys = append(keys, f.Key)
	}
	return rapid.SampledFrom(keys).Draw(t, "key")
}

func someValue(t *rapid.T) string {
	return rapid.OneOf(rapid.SampledFrom([]string{
		"", "true", "false", "ignore", "stop", "drop_database", "many2one", "one2one", "logminer", "i,u", "ADD_COLUMN", eightKinds, "supportAllType,tableData", "tableData", " i , d ",
	}), rapid.String()).Draw(t, "value")
}

// Whatever stands there, what is said of it are sentences that fit a line, risks
// in front; and every label fits its column.
func TestPolicySpeaksInShortSentences(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		form := somePolicy(t).Form(atMorning())
		plain := false
		for _, m := range form.Means {
			if n := utf8.RuneCountInString(m.Text); n > 76 || !strings.HasSuffix(m.Text, ".") {
				t.Fatalf("%d cells: %s", n, m.Text)
			}
			if m.Risk && plain {
				t.Fatalf("a risk after what is none: %+v", form.Means)
			}
			plain = plain || !m.Risk
		}
		for _, f := range form.Fields {
			if n := utf8.RuneCountInString(f.Label); n > 16 || n > 14 && f.Label != "ordinary indexes" || !strings.HasSuffix(f.Help, ".") {
				t.Fatalf("%q: %q", f.Label, f.Help)
			}
		}
		if form.Wrong != 0 {
			t.Fatalf("what the service told is wrong: %+v", form.Fields)
		}
	})
}
