package jobfile_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"drover/client/jobfile"
	"drover/model"
)

// hard are texts that YAML takes for something else, or that want to deceive.
func hard() *rapid.Generator[string] {
	return rapid.SampledFrom([]string{
		"0", "007", "1e3", "0x1F", "true", "no", "~", "null", "- a", "a: b", "#", "*", "&a", "!x", "%", "@", "`", "'", `"`, `\`, "{}", "[", "---", "<<",
		"ü", "😀", "\u202e", "\ufeff", " a ", "2026-01-31", "02:00", "1_000", "=", "|", ">", "?", "\u00a0", "urn:smn:cn-north-4:0123:topic", "ON,OFF",
	})
}

// someSections tells some of the sections, and some of their values.
func someSections() *rapid.Generator[jobfile.Sections] {
	text, truth := rapid.OneOf(hard(), rapid.StringMatching(`[ -~]{1,20}`), rapid.Just("")), rapid.SampledFrom([]string{"true", "false"})
	number := rapid.StringMatching(`0|[1-9][0-9]{0,6}`)
	ids := rapid.Custom(func(t *rapid.T) string {
		return model.Canonical(model.KeyUsers, strings.Join(rapid.SliceOfDistinct(rapid.StringMatching(`[a-z0-9'@%:-]{1,8}`), rapid.ID[string]).Draw(t, "ids"), ","))
	})
	windows := rapid.Custom(func(t *rapid.T) string {
		one := rapid.StringMatching(`([01][0-9]|2[0-3]):00-([01][0-9]|2[0-3]):59=[1-9][0-9]{0,3}`)
		return model.Canonical(model.KeyWindows, strings.Join(rapid.SliceOfN(one, 0, 3).Draw(t, "windows"), ","))
	})
	return rapid.Custom(func(t *rapid.T) jobfile.Sections {
		var out jobfile.Sections
		put := func(key model.FieldKey, value *rapid.Generator[string]) {
			if !rapid.Bool().Draw(t, "there") {
				return
			}
			s, ok := model.SectionOf(key)
			if !ok {
				t.Fatalf("%s is of no section", key)
			}
			if out == nil {
				out = jobfile.Sections{}
			}
			if out[s] == nil {
				out[s] = map[model.FieldKey]string{}
			}
			out[s][key] = value.Draw(t, string(key))
		}
		for _, key := range []model.FieldKey{
			model.KeyDropDatabase, model.KeyConflict, model.KeyDDLKinds, model.KeyDML, model.KeyTopologyType, model.KeyMoves, model.KeyReadMode,
			model.KeyAlarmTopic, model.KeyPosition, model.KeyGTID,
		} {
			put(key, text)
		}
		for _, key := range []model.FieldKey{
			model.KeyIndexes, model.KeyDDL, model.KeyIndexFirst, model.KeyAlarmOn, model.KeyMoveUsers, model.KeyOnePassword, model.KeyRecovery,
		} {
			put(key, truth)
		}
		for _, key := range []model.FieldKey{model.KeyAlarmDelay, model.KeyAlarmRPO, model.KeyAlarmRTO} {
			put(key, number)
		}
		for _, phase := range []string{"full_sync", "incre_capture", "incre_apply", "incre_relay"} {
			for _, name := range rapid.SliceOfNDistinct(rapid.StringMatching(`[A-Za-z0-9_.-]{1,8}`), 0, 3, rapid.ID[string]).Draw(t, phase) {
				put(model.TuningKey(phase, name), text)
			}
		}
		for _, group := range []string{"common", "performance"} {
			for _, name := range rapid.SliceOfNDistinct(rapid.StringMatching(`[A-Za-z0-9_.-]{1,8}`), 0, 3, rapid.ID[string]).Draw(t, group) {
				put(model.ParamKey(group, name), text)
			}
		}
		put(model.KeyWindows, windows)
		put(model.KeyRoles, ids)
		put(model.KeyUsers, ids)
		if moving := out[model.SectionUsers][model.KeyUsers]; moving != "" {
			if first, _, _ := strings.Cut(moving, ","); rapid.Bool().Draw(t, "own") {
				out[model.SectionUsers][model.KeyOwnSecrets] = first
			}
		}
		return out
	})
}

func TestAnySectionsComeBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		job := jobfile.Job{Draft: someDraft().Draw(t, "draft"), Sections: someSections().Draw(t, "sections")}
		asJSON := rapid.Bool().Draw(t, "json")
		text := jobfile.Write(job, asJSON)
		f := jobfile.Read(text)
		if len(f.Mistakes) > 0 || !f.Sections.Same(job.Sections) || !f.Draft.SameValues(job.Draft) {
			t.Fatalf("%s%v, want %v\n%s", lines(f.Mistakes), f.Sections, job.Sections, text)
		}
		if again := jobfile.Write(jobfile.Job{Draft: f.Draft, Sections: f.Sections}, asJSON); !bytes.Equal(again, text) {
			t.Fatalf("%s\nbecame\n%s", text, again)
		}
	})
}

// whole is a job with something in every section.
const whole = `job:
  base_info:
    name: DRS-1234
    description: ""
  alarm_notify:
    alarm_to_user: true
    topic_urn: urn:smn:cn-north-4:0123:topic
    delay_time: 60
  speed_limit:
    - begin: "02:00"
      end: "05:59"
      speed: "80"
  user_migration:
    is_migrate_user: true
    is_set_password: false
    user_list:
      - id: app@%
        is_set_password: true
      - id: repl@%
        is_set_password: false
    role_list:
      - role: reader
  policy_config:
    conflict_policy: overwrite
    filter_ddl_policy: drop_database
    index_trans: true
    ddl_trans: true
    dml_types: i,u,d
    data_sync_topology_type: one2one
    support_ddl_info: CREATE_TABLE
  db_param:
    common:
      - key: binlog_cache_size
        target_value: "32768"
    performance: []
  tuning_params:
    incre_apply:
      applier.thread: "8"
  start_position:
    file_and_position: mysql-bin.000012:4
`

func TestEverySectionStandsByItsNamesOnTheWire(t *testing.T) {
	f := jobfile.Read([]byte(whole))
	if len(f.Mistakes) > 0 {
		t.Fatal(lines(f.Mistakes))
	}
	want := jobfile.Sections{
		model.SectionAlarm:    {model.KeyAlarmOn: "true", model.KeyAlarmTopic: "urn:smn:cn-north-4:0123:topic", model.KeyAlarmDelay: "60"},
		model.SectionFlow:     {model.KeyWindows: "02:00-05:59=80"},
		model.SectionUsers:    {model.KeyMoveUsers: "true", model.KeyOnePassword: "false", model.KeyUsers: "app@%,repl@%", model.KeyOwnSecrets: "app@%", model.KeyRoles: "reader"},
		model.SectionParams:   {model.ParamKey("common", "binlog_cache_size"): "32768"},
		model.SectionTuning:   {model.TuningKey("incre_apply", "applier.thread"): "8"},
		model.SectionPosition: {model.KeyPosition: "mysql-bin.000012:4"},
		model.SectionPolicy: {
			model.KeyConflict: "overwrite", model.KeyDropDatabase: "drop_database", model.KeyIndexes: "true", model.KeyDDL: "true", model.KeyDML: "i,u,d",
			model.KeyTopologyType: "one2one", model.KeyDDLKinds: "CREATE_TABLE",
		},
	}
	if !f.Sections.Same(want) {
		t.Errorf("%v\nwant %v", f.Sections, want)
	}
	text := string(jobfile.Write(jobfile.Job{Draft: f.Draft, Sections: f.Sections}, false))
	_, body, _ := strings.Cut(text, "\njob:")
	if got := "job:" + body; got != strings.Replace(whole, "    performance: []\n", "", 1) {
		t.Error(got)
	}
	if got := f.LaterWords(); !strings.HasPrefix(got, "7 sections (policy, flow windows, alarm, tuning, users, parameters, start position) are applied after creation") {
		t.Error(got)
	}
	if at := f.Places[model.KeyConflict]; at != (jobfile.Place{Line: 24, Column: 22}) {
		t.Errorf("%+v", at)
	}
}

func TestMistakesInSections(t *testing.T) {
	for name, c := range map[string]struct{ text, says string }{
		"a wrong member":         {"policy_config:\n  conflict_polcy: a\n", "[2,3] policy_config: policy_config has no member conflict_polcy: did you mean conflict_policy?"},
		"a truth that is none":   {"policy_config:\n  ddl_trans: maybe\n", "[2,14] policy_config.ddl_trans: ddl_trans is true or false"},
		"a number that is none":  {"alarm_notify:\n  delay_time: 6s\n", "[2,15] alarm_notify.delay_time: delay_time is a whole number"},
		"windows as an object":   {"speed_limit: {begin: a}\n", "[1,14] speed_limit: speed_limit is a list, and no object"},
		"a window without speed": {"speed_limit:\n- {begin: 02:00, end: 05:59}\n", "[2,3] speed_limit: a window has a speed"},
		"a window of no time":    {"speed_limit:\n- {begin: two, end: 05:59, speed: 8}\n", "[2,3] speed_limit: a window has begin and end in UTC"},
		"a window's member":      {"speed_limit:\n- {begins: 02:00, end: 05:59, speed: 8}\n", "speed_limit has no member begins: did you mean begin?"},
		"a password":             {"user_migration:\n  password: hunter2\n", "[2,13] user_migration.password: password does not stand in a file"},
		"a user's password":      {"user_migration:\n  user_list: [{id: a, password: hunter2}]\n", "user_migration.user_list: password does not stand in a file"},
		"a user without id":      {"user_migration:\n  user_list:\n  - account: a\n", "[3,5] user_migration.user_list: a user needs its id"},
		"a role with a comma":    {"user_migration:\n  role_list: [{role: 'a,b'}]\n", "a role needs its role, without commas"},
		"a parameter twice":      {"db_param:\n  common:\n  - {key: a, target_value: 1}\n  - {key: a, target_value: 2}\n", "[4,5] db_param.common.a: a stands here twice"},
		"a parameter's value":    {"db_param:\n  common:\n  - {key: a}\n", "[3,5] db_param.common.a: a parameter has a target_value"},
		"a parameter's name":     {"tuning_params:\n  full_sync: {\"a b\": 1}\n", "[2,15] tuning_params.full_sync: the name of a parameter has"},
		"tuning as a list":       {"tuning_params:\n  full_sync: [1]\n", "tuning_params.full_sync is an object of parameters and their values, and no list"},
		"a deep value":           {"tuning_params:\n  full_sync: {a: {b: c}}\n", "[2,18] tuning_params.full_sync.a: a is one value, and no object"},
		"an evil name":           {"tuning_params:\n  full_sync: {\"\\u202e\\e\": 1}\n", "the name of a parameter has"},
		"a section of no shape":  {"start_position: here\n", "[1,17] start_position: start_position is an object with members"},
		"an alias":               {"policy_config: {conflict_policy: &a stop, dml_types: *a}\n", "aliases (*) are not read here"},
	} {
		got := lines(jobfile.Read([]byte(c.text)).Mistakes)
		if !strings.Contains(got, c.says) || strings.Count(got, "\n") != 1 {
			t.Errorf("%s: %q\nwant %q", name, got, c.says)
		}
		if strings.Contains(got, "hunter2") || model.Clean(strings.TrimSuffix(got, "\n")) != strings.TrimSuffix(got, "\n") {
			t.Errorf("%s: told %q", name, got)
		}
	}
}

// What a list says wrong tells nothing of the whole list: half of it is another
// value.
func TestAWrongElementTellsNothingOfItsList(t *testing.T) {
	f := jobfile.Read([]byte("speed_limit: [{begin: 02:00, end: 05:59, speed: 8}, {begin: x}]\npolicy_config: {dml_types: [i], conflict_policy: stop, filter_ddl_policy: ''}\nalarm_notify: null\n"))
	if _, told := f.Sections.Get(model.KeyWindows); told || len(f.Mistakes) != 2 {
		t.Errorf("%v\n%s", f.Sections, lines(f.Mistakes))
	}
	if value, told := f.Sections.Get(model.KeyDropDatabase); value != "" || !told {
		t.Error("a value that is told to be none is not told")
	}
	if _, told := f.Sections.Get(model.KeyDML); told {
		t.Error("a wrong value is told")
	}
	if _, told := f.Sections[model.SectionAlarm]; told {
		t.Error("what is null is told")
	}
}

func TestAJobThatWasReadIsWrittenWhole(t *testing.T) {
	d := model.Detail{Job: model.Job{Name: model.NewText("orders\n# evil: yes"), Scenario: model.Sync}, Read: time.Time{}}
	parts := []model.Part{
		{Section: model.SectionPolicy, Values: map[model.FieldKey]string{model.KeyConflict: "stop"}, Raw: []byte(`{"conflict_policy":"stop","filter_ddl_policy":"","x_hint":{"a":1},"y":2}`)},
		{Section: model.SectionFlow, Values: map[model.FieldKey]string{model.KeyWindows: "02:00-05:59=80"}, Raw: []byte(`[{"begin":"02:00","end":"05:59","speed":"80","x":1}]`)},
		{Section: model.SectionTuning, Values: map[model.FieldKey]string{model.KeyRecovery: "true", model.TuningKey("full_sync", "a"): "1"}},
		{Section: model.SectionUsers, Values: map[model.FieldKey]string{model.KeyUsers: "1"}, Users: []model.SourceUser{{ID: model.NewText("1"), Account: model.NewText("app\x1b[2J")}}},
		{Section: model.SectionParams, Lacks: "the service\nrefused"},
		{Section: model.SectionName, Values: map[model.FieldKey]string{model.KeyName: "orders"}},
	}
	text := string(jobfile.Write(jobfile.Of(d, parts), false))
	for _, want := range []string{
		"# What no create sends is taken after it, by I on the job: policy_config, speed_limit, tuning_params, user_migration\n",
		"# 2 members of policy_config that drover does not know are not in the file: they stay with the job.\n",
		"# 1 member of speed_limit that drover does not know is not in the file: it stays with the job.\n",
		"# db_param is not in the file: the service", "filter_ddl_policy: \"\"", "account: app", "a: \"1\"", "name is not in the file",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in\n%s", want, text)
		}
	}
	if strings.Contains(text, "recovery") || strings.Contains(text, "\n# evil") || strings.ContainsRune(text, '\x1b') {
		t.Error(text)
	}
	f := jobfile.Read([]byte(text))
	if len(f.Mistakes) > 0 || len(f.Sections) != 4 {
		t.Errorf("%s%v", lines(f.Mistakes), f.Sections)
	}
	if asJSON := jobfile.Write(jobfile.Of(d, parts), true); !jobfile.Read(asJSON).Sections.Same(f.Sections) {
		t.Errorf("%s", asJSON)
	}
}

func TestWhatAFileSpeaksOf(t *testing.T) {
	f := jobfile.Read([]byte("base_info: {name: a-job, description: '', tags: [], expired_days: null}\nspeed_limit: []\npolicy_config: {dml_types: [i]}\nalarm_notify: 7\n"))
	for section, want := range map[model.Section]string{
		model.SectionName: "map[base_info.name:a-job] true 0", model.SectionDescription: "map[base_info.description:] true 0", model.SectionTags: "map[base_info.tags:] true 0",
		model.SectionExpiry: "map[] false 0", model.SectionFlow: "map[speed_limit:] true 0", model.SectionPolicy: "map[] true 1", model.SectionAlarm: "map[] false 1",
		model.SectionTuning: "map[] false 0", model.SectionEnds: "map[] false 0",
	} {
		values, ok := f.Tells(section)
		if got := fmt.Sprint(values, ok, len(f.MistakesIn(section))); got != want {
			t.Errorf("%s: %s, want %s", section, got, want)
		}
	}
}
