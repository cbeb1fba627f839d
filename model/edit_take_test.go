package model_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	. "drover/model"
)

func dropsOf(drops []Drop) string {
	var out []string
	for _, d := range drops {
		out = append(out, d.Label+" "+d.Value+": "+d.Why)
	}
	return strings.Join(out, "\n")
}

func policyPart(values ...string) Part {
	return edited(SectionPolicy, Detail{}, values...).Base
}

func TestAPolicyIsTakenFromAnotherJob(t *testing.T) {
	started := mysqlSync()
	started.Started = begun
	for _, c := range []struct {
		says  string
		mine  Edit
		other Part
		takes map[FieldKey]string
		drops string
	}{
		{
			"all of a sync of the same kind", edited(SectionPolicy, mysqlSync(), quiet()...), policyPart(quiet(put(KeyConflict, "stop"), put(KeyDML, "i"))...),
			map[FieldKey]string{KeyConflict: "stop", KeyDML: "i"}, "",
		},
		{
			"the kinds of DDL where DDL is off here", edited(SectionPolicy, mysqlSync(), quiet(put(KeyDDL, "false"), put(KeyDDLKinds, "ADD_INDEX"))...), policyPart(quiet()...),
			map[FieldKey]string{KeyDDL: "true", KeyDDLKinds: eightKinds}, "",
		},
		{
			"no kinds of DDL where DDL is off there", edited(SectionPolicy, mysqlSync(), quiet()...), policyPart(quiet(put(KeyDDL, "false"), put(KeyDDLKinds, "ADD_INDEX"))...),
			map[FieldKey]string{KeyDDL: "false", KeyDDLKinds: eightKinds}, "which add index: replay DDL is off",
		},
		{
			"a topology after the start", edited(SectionPolicy, started, quiet()...), policyPart(quiet(put(KeyTopologyType, "one2many"))...),
			map[FieldKey]string{KeyTopologyType: "one2one"}, "topology one to many: fixed after start",
		},
		{
			"what is of MySQL alone", edited(SectionPolicy, detailOf(Sync, FullIncr, "oracle-to-gaussdbv5"), put(KeyConflict, "stop")),
			policyPart(put(KeyConflict, "ignore"), put(KeyDropDatabase, "drop_database"), put(KeyTopologyType, "many2one"), put(KeyDDLKinds, "ADD_COLUMN")),
			map[FieldKey]string{KeyConflict: "ignore", KeyTopologyType: "", KeyDDLKinds: ""},
			"drop database hold back: only MySQL\nwhich add column: only MySQL\ntopology many to one: many to one: only MySQL",
		},
		{
			"what is of a sync alone", edited(SectionPolicy, detailOf(Migration, FullIncr, "mysql-to-mysql"), put(KeyDropDatabase, "drop_database")), policyPart(put(KeyConflict, "stop")),
			map[FieldKey]string{KeyConflict: "", KeyDropDatabase: "drop_database"}, "conflict stop: only sync",
		},
		{
			"what drover does not know", edited(SectionPolicy, mysqlSync(), quiet(put(KeyDML, "i,MINE"))...), policyPart(quiet(put(KeyConflict, "merge"), put(KeyDML, "u,THEIRS"))...),
			map[FieldKey]string{KeyConflict: "overwrite", KeyDML: "i,MINE"}, "conflict merge: merge is not offered\nreplay rows update, THEIRS: drover does not know THEIRS",
		},
		{
			"a list of nothing that drover knows", edited(SectionPolicy, mysqlSync(), quiet()...), policyPart(quiet(put(KeyDML, "THEIRS"))...),
			map[FieldKey]string{KeyDML: "i,u,d"}, "replay rows THEIRS: drover does not know THEIRS",
		},
	} {
		got, drops := c.mine.Take(c.other, c.other.Keys()...)
		for key, want := range c.takes {
			if got.Get(key) != want {
				t.Errorf("%s: %s is %q, want %q", c.says, key, got.Get(key), want)
			}
		}
		if s := dropsOf(drops); s != c.drops {
			t.Errorf("%s, left:\n%s\nwant:\n%s", c.says, s, c.drops)
		}
	}
}

// What is taken from another job is right here: nothing is wrong after it, and
// every value is now the other one's or listed.
func TestWhatIsTakenIsRight(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		mine, other := somePolicy(t), somePolicy(t)
		got, drops := mine.Take(other.Base, other.Base.Keys()...)
		if form := got.Form(atMorning()); form.Wrong != 0 {
			t.Fatalf("%d are wrong: %+v", form.Wrong, form.Fields)
		}
		left := map[FieldKey]bool{}
		for _, d := range drops {
			left[d.Key] = true
			if d.Why == "" {
				t.Fatalf("%s is left without a reason", d.Label)
			}
		}
		for _, f := range got.Form(atMorning()).Fields {
			same := SameValue(f.Key, got.Get(f.Key), other.Base.Get(f.Key))
			told := other.Base.Get(f.Key) != "" // what is not told stays
			if kept := strings.Contains(mine.Base.Get(f.Key), "ZAP"); told && !same && !left[f.Key] && f.Live() && !kept {
				t.Fatalf("%s is %q, there it is %q, and nothing is said", f.Key, got.Get(f.Key), other.Base.Get(f.Key))
			}
		}
	})
}
