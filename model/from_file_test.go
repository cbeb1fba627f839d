package model

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// against is the rows of a comparison, one a line.
func against(e Edit, told map[FieldKey]string, mistaken ...FieldKey) string {
	rows, same := e.Against(told, mistaken, Around{})
	var b strings.Builder
	for _, t := range rows {
		word := "take"
		if t.Remove {
			word = "stays"
		}
		fmt.Fprintf(&b, "%s %s %s: %q > %q %s\n", word, t.Key, t.Item, t.Was, t.Is, t.Why)
	}
	return b.String() + fmt.Sprint(same)
}

// syncOfMySQL is a job in configuration that has every value of a policy.
func syncOfMySQL() Detail {
	job := Job{Scenario: Sync, Engine: NewText("mysql-to-mysql"), Direction: NewText("up"), Task: FullIncr}
	return Detail{Job: job.WithStatus(NewText("CONFIGURATION"))}
}

func part(s Section, pairs ...string) Part {
	p := Part{Section: s, Values: map[FieldKey]string{}}
	for i := 0; i+1 < len(pairs); i += 2 {
		p.Values[FieldKey(pairs[i])] = pairs[i+1]
	}
	return p
}

func TestAFileAgainstASection(t *testing.T) {
	type told = map[FieldKey]string
	tuned := part(SectionTuning, string(TuningKey("full_sync", "a")), "1", string(TuningKey("full_sync", "b")), "2")
	tuned.Settings = []Setting{{Key: TuningKey("full_sync", "a")}, {Key: TuningKey("full_sync", "b"), Fixed: "it is read only"}}
	moving := part(SectionUsers, string(KeyUsers), "1,2", string(KeyMoveUsers), "true")
	moving.Users = []SourceUser{{ID: NewText("1")}, {ID: NewText("2")}, {ID: NewText("3")}}
	policy := part(SectionPolicy, string(KeyConflict), "stop", string(KeyDML), "i,u,d", string(KeyTopologyType), "one2one")
	for name, c := range map[string]struct {
		base Part
		told told
		want string
	}{
		"another value, the same in another order, and one that the file lacks": {
			policy, told{KeyConflict: "ignore", KeyDML: "d,i,u"},
			`take policy_config.conflict_policy : "stop" > "ignore" ` + "\n" + `stays policy_config.data_sync_topology_type : "one to one" > "" ` + "\n1",
		},
		"told to be none": {
			policy, told{KeyConflict: "stop", KeyDML: "i,u,d", KeyTopologyType: ""},
			`take policy_config.data_sync_topology_type : "one to one" > "" ` + "\n2",
		},
		"a tag of the same key is another value, one that the file lacks stays": {
			part(SectionTags, string(KeyTags), "a=1, b=2, drover-intent=x"), told{KeyTags: "a=3"},
			`take base_info.tags : "a=1, b=2, drover-intent=x" > "a=3, b=2, drover-intent=x" ` + "\n" + `stays base_info.tags b=2: "b=2" > "" ` + "\n0",
		},
		"a window gives way to one that overlaps it, another one stays": {
			part(SectionFlow, string(KeyWindows), "02:00-05:59=80,22:00-01:59=5"), told{KeyWindows: "04:00-06:59=9"},
			`take speed_limit : "02:00-05:59Z at 80 MB/s, 22:00-01:59Z at 5 MB/s" > "04:00-06:59Z at 9 MB/s, 22:00-01:59Z at 5 MB/s" ` + "\n" + `stays speed_limit 22:00-01:59=5: "22:00-01:59Z at 5 MB/s" > "" ` + "\n0",
		},
		"no windows": {
			part(SectionFlow, string(KeyWindows), "02:00-05:59=80"), told{KeyWindows: ""},
			`stays speed_limit 02:00-05:59=80: "02:00-05:59Z at 80 MB/s" > "" ` + "\n1",
		},
		"a parameter always has a value, and only one that there is can be taken": {
			tuned, told{TuningKey("full_sync", "b"): "3", TuningKey("full_sync", "c"): "4"},
			`take tuning_params.full_sync.b : "2" > "3" it is read only` + "\n" + `take tuning_params.full_sync.c : "" > "4" this job has no such parameter` + "\n0",
		},
		"users of another source": {
			moving, told{KeyUsers: "2,3,9", KeyMoveUsers: "true"},
			`take user_migration.user_list : "1, 2" > "1, 2, 3" ` + "\n" + `stays user_migration.user_list 1: "1" > "" ` + "\n" +
				`take user_migration.user_list : "" > "9" the source has no such user` + "\n1",
		},
		"a name cannot go":  {part(SectionName, string(KeyName), "orders"), nil, `stays base_info.name : "orders" > "" it cannot be empty` + "\n0"},
		"nothing is spoken": {part(SectionDescription), nil, "0"},
	} {
		if got := against(NewEdit(syncOfMySQL(), c.base), c.told); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", name, got, c.want)
		}
	}
}

// Whatever the file says wrong of a value, the job does not lose it for that.
func TestAMistakenValueIsNotOneThatTheFileLacks(t *testing.T) {
	e := NewEdit(syncOfMySQL(), part(SectionPolicy, string(KeyConflict), "stop", string(KeyDML), "i"))
	for mistaken, want := range map[FieldKey]int{KeyConflict: 1, "policy_config": 0, "policy_config.conflict": 2, KeyAlarmOn: 2} {
		if rows, _ := e.Against(nil, []FieldKey{mistaken}, Around{}); len(rows) != want {
			t.Errorf("%s: %d rows, want %d", mistaken, len(rows), want)
		}
	}
}

// someTold are values for the lists and some single values of a section.
func someTold(section Section) *rapid.Generator[map[FieldKey]string] {
	list := func(pattern, separator string) *rapid.Generator[string] {
		return rapid.Custom(func(t *rapid.T) string {
			return strings.Join(rapid.SliceOfN(rapid.StringMatching(pattern), 0, 4).Draw(t, "list"), separator)
		})
	}
	values := map[Section]map[FieldKey]*rapid.Generator[string]{
		SectionTags: {KeyTags: rapid.Custom(func(t *rapid.T) string {
			keys := rapid.SliceOfNDistinct(rapid.StringMatching(`[a-d]`), 0, 3, rapid.ID[string]).Draw(t, "keys")
			for i := range keys {
				keys[i] += "=" + rapid.StringMatching(`[xy]`).Draw(t, "value")
			}
			return strings.Join(keys, ", ")
		})},
		SectionFlow:  {KeyWindows: list(`(0[0-9]|1[0-9]|2[0-3]):00-(0[0-9]|1[0-9]|2[0-3]):59=[1-3]`, ",")},
		SectionUsers: {KeyUsers: list(`[a-e]`, ","), KeyRoles: list(`[a-e]`, ",")},
		SectionPolicy: {
			KeyConflict: rapid.SampledFrom([]string{"", "stop", "ignore"}), KeyDML: rapid.SampledFrom([]string{"", "i,u", "u,i", "d"}), KeyDDL: rapid.SampledFrom([]string{"", "true", "false"}),
		},
	}[section]
	return rapid.Custom(func(t *rapid.T) map[FieldKey]string {
		out := map[FieldKey]string{}
		for _, key := range slices.Sorted(maps.Keys(values)) {
			if rapid.Bool().Draw(t, "there") {
				out[key] = values[key].Draw(t, string(key))
			}
		}
		return out
	})
}

// Nothing that the job has goes unless its removal was chosen; with every row
// taken the section says what the file says; then nothing is left to take.
func TestTakingAFile(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		section := rapid.SampledFrom([]Section{SectionTags, SectionFlow, SectionUsers, SectionPolicy}).Draw(t, "section")
		base, told := someTold(section).Draw(t, "base"), someTold(section).Draw(t, "told")
		maps.DeleteFunc(base, func(_ FieldKey, v string) bool { return v == "" })
		e := NewEdit(syncOfMySQL(), Part{Section: section, Values: base})
		rows, _ := e.Against(told, nil, Around{})
		if got := e.Taking(told, nil); len(got.Changed()) != 0 {
			t.Fatalf("without a row %v", got.Want())
		}
		kept := e.Taking(told, slices.DeleteFunc(slices.Clone(rows), func(r FileRow) bool { return r.Remove }))
		for key, was := range base {
			_, spoken := told[key]
			if !spoken && !SameValue(key, kept.Get(key), was) {
				t.Fatalf("%s is not spoken of, and becomes %q", key, kept.Get(key))
			}
			for _, one := range elements(key, was) {
				there := func(other string) bool { return samePlace(key, one, other) }
				if inElements(key) && !slices.ContainsFunc(elements(key, kept.Get(key)), there) {
					t.Fatalf("%s of %s is gone", one, key)
				}
			}
		}
		all := e.Taking(told, rows)
		barred := map[FieldKey]bool{}
		for _, r := range rows {
			barred[r.Key] = barred[r.Key] || r.Why != ""
		}
		for _, key := range keysOf(base, told) {
			if !barred[key] && !SameValue(key, all.Get(key), told[key]) {
				t.Fatalf("%s: %q, the file has %q; rows %+v", key, all.Get(key), told[key], rows)
			}
		}
		after := NewEdit(syncOfMySQL(), Part{Section: section, Values: all.Want()})
		rows, _ = after.Against(told, nil, Around{})
		if rows = slices.DeleteFunc(rows, func(r FileRow) bool { return r.Why != "" }); len(rows) > 0 {
			t.Fatalf("left: %+v", rows)
		}
	})
}

func TestWhatNoEditReaches(t *testing.T) {
	d := Detail{Job: Job{Scenario: Sync, Engine: NewText("mysql-to-mysql"), Direction: NewText("up"), Task: FullIncr, Net: NewText("vpn"), Name: NewText("orders")}, NodeType: NewText("medium")}
	d.From = []Endpoint{{Engine: NewText("mysql"), Kind: NewText("offline"), Address: NewText("10.0.0.1"), Port: NewText("3306"), User: NewText("repl")}}
	d.To = []Endpoint{{Engine: NewText("mysql"), Kind: NewText("cloud"), Instance: NewText("in01"), User: NewText("root")}}
	file := DraftOf(d)
	if ends, fixed := Beyond(d, file); len(ends)+len(fixed) > 0 {
		t.Errorf("a job's own file: %+v %+v", ends, fixed)
	}
	file = file.Put(KeyName, "other").Put(KeyDescription, "x").Put(KeyNodeType, "high").Put(KeyNodeVPC, "not told").
		Put("source_endpoint[0].endpoint.ip", "10.0.0.2\x1b").Put("target_endpoint[0].endpoint.db_name", "new").Put("source_endpoint[0].endpoint.id", "record")
	ends, fixed := Beyond(d, file)
	if len(ends) != 2 || ends[0].Label != "source address" || ends[0].Was != "10.0.0.1" || ends[0].Is != "10.0.0.2^[" || ends[1].Is != "new" {
		t.Errorf("%+v", ends)
	}
	if len(fixed) != 1 || fixed[0].Key != KeyNodeType || fixed[0].Is != "high" {
		t.Errorf("%+v", fixed)
	}
}
