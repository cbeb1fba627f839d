package drs_test

import (
	"maps"
	"slices"
	"testing"

	"drover/client/drs"
	"drover/client/sim"
	"drover/model"
)

// change reads a section of a job of the simulator, sends an edit of it, and gives
// what the service shows before and after it.
func change(t *testing.T, b *drs.Backend, id string, s model.Section, values map[model.FieldKey]string, secrets map[model.FieldKey]model.Secret) (before, after model.Part) {
	t.Helper()
	d, parts, err := b.Sections(t.Context(), model.NewJobID(id), s)
	if err != nil || parts[0].Lacks != "" {
		t.Fatalf("%s: %v %q", s, err, parts[0].Lacks)
	}
	want := maps.Clone(parts[0].Values)
	maps.Copy(want, values)
	maps.DeleteFunc(want, func(_ model.FieldKey, v string) bool { return v == "" })
	out := b.Apply(t.Context(), []model.Change{model.EditJob{Job: d.Job, Section: s, Base: parts[0], Want: want, Secrets: secrets}})
	if out[0].Kind != model.Accepted {
		t.Errorf("%s %v: %+v", s, values, out)
	}
	_, again, err := b.Sections(t.Context(), model.NewJobID(id), s)
	if err != nil || again[0].Lacks != "" {
		t.Fatalf("%s: %v %q", s, err, again[0].Lacks)
	}
	return parts[0], again[0]
}

// TestTheSimulatorShowsWhatWasSent, section by section: what was asked for, and
// what was there before beside it. Requests and answers are held against the
// contract, but for the job that is told with members that the contract lacks.
func TestTheSimulatorShowsWhatWasSent(t *testing.T) {
	const shop, move, stream = "wave2-shop-01", "wave4-crm-move", "wave4-crm-stream"
	type values = map[model.FieldKey]string
	for name, c := range map[string]struct {
		job     string
		section model.Section
		values  values
	}{
		"name":                  {shop, model.SectionName, values{model.KeyName: "wave2-shop-new"}},
		"description":           {shop, model.SectionDescription, values{model.KeyDescription: "for the shop"}},
		"no description":        {shop, model.SectionDescription, values{model.KeyDescription: ""}},
		"expiry":                {shop, model.SectionExpiry, values{model.KeyExpired: "30"}},
		"policy":                {shop, model.SectionPolicy, values{model.KeyConflict: "stop", model.KeyDML: "i,d", model.KeyDDLKinds: "ADD_COLUMN"}},
		"rows of no kind":       {shop, model.SectionPolicy, values{model.KeyDML: ""}},
		"let through":           {move, model.SectionPolicy, values{model.KeyDropDatabase: ""}},
		"flow":                  {shop, model.SectionFlow, values{model.KeyWindows: "02:00-05:59=80,22:00-01:59=9"}},
		"no flow":               {shop, model.SectionFlow, values{model.KeyWindows: ""}},
		"alarm":                 {shop, model.SectionAlarm, values{model.KeyAlarmOn: "false", model.KeyAlarmDelay: ""}},
		"tuning":                {shop, model.SectionTuning, values{model.TuningKey("incre_apply", "apply_threads"): "17", model.KeyRecovery: ""}},
		"tags that come":        {shop, model.SectionTags, values{model.KeyTags: "team=x, tier=9, more=1"}},
		"users":                 {move, model.SectionUsers, values{model.KeyMoveUsers: "true", model.KeyUsers: "1,5", model.KeyRoles: "reader"}},
		"common parameter":      {move, model.SectionParams, values{model.ParamKey("common", "group_concat_max_len"): "4096"}},
		"performance":           {move, model.SectionParams, values{model.ParamKey("performance", "sync_binlog"): "100"}},
		"a position":            {stream, model.SectionPosition, values{model.KeyPosition: "mysql-bin.000012:4", model.KeyGTID: "3E11FA47-71CA-11E1-9E33-C80AA9429562:1-5"}},
		"a position and no set": {stream, model.SectionPosition, values{model.KeyPosition: "mysql-bin.000013:4"}},
	} {
		t.Run(name, func(t *testing.T) {
			b, s := simulated(t, sim.Options{Prepared: true})
			before, after := change(t, b, s.ID(c.job), c.section, c.values, nil)
			want := maps.Clone(before.Values)
			maps.Copy(want, c.values)
			keys := slices.Concat(slices.Collect(maps.Keys(want)), after.Keys())
			for _, key := range keys {
				if !model.SameValue(key, want[key], after.Get(key)) {
					t.Errorf("%s: asked %q, shown %q", key, want[key], after.Get(key))
				}
			}
		})
	}
}

// TestTagsGo, but for those that stay.
func TestTagsGo(t *testing.T) {
	b, s := simulated(t, sim.Options{})
	id := s.ID("wave2-shop-01")
	for _, want := range []string{"team=x, more=1", "more=1", "more=2", ""} {
		if _, after := change(t, b, id, model.SectionTags, map[model.FieldKey]string{model.KeyTags: want}, nil); after.Get(model.KeyTags) != want {
			t.Errorf("asked %q, shown %q", want, after.Get(model.KeyTags))
		}
	}
}

// TestUnknownMembersSurviveTheSimulator, which tells of one job with a member that
// no page names and forgets what an update does not say.
func TestUnknownMembersSurviveTheSimulator(t *testing.T) {
	s, err := sim.New(sim.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	b := over(t, s.Handler()) // its answers are beyond the contract
	id := s.ID("wave2-shop-03")
	for section, values := range map[model.Section]map[model.FieldKey]string{
		model.SectionPolicy: {model.KeyConflict: "stop"}, model.SectionAlarm: {model.KeyAlarmDelay: "77"},
	} {
		before, after := change(t, b, id, section, values, nil)
		if len(before.Raw) == 0 || !before.SameRest(after) || !after.SameRest(before) {
			t.Errorf("%s\nbefore %s\nafter  %s", section, before.Raw, after.Raw)
		}
	}
}

// TestDefaultsComeBack: all of them at once, and they are known as such.
func TestDefaultsComeBack(t *testing.T) {
	b, s := simulated(t, sim.Options{})
	key := model.TuningKey("full_sync", "parallel_threads")
	before, tuned := change(t, b, s.ID("wave2-shop-01"), model.SectionTuning, map[model.FieldKey]string{key: "9", model.KeyRecovery: ""}, nil)
	if before.Get(model.KeyRecovery) != "true" || tuned.Get(model.KeyRecovery) != "" || tuned.Get(key) != "9" {
		t.Errorf("%v\n%v", before.Values, tuned.Values)
	}
	if one, ok := tuned.Setting(key); !ok || one.Default.Raw() != before.Get(key) || one.Range.Empty() || one.Value.Raw() != "9" {
		t.Errorf("%+v", one)
	}
	if _, after := change(t, b, s.ID("wave2-shop-01"), model.SectionTuning, map[model.FieldKey]string{model.KeyRecovery: "true"}, nil); !maps.Equal(after.Values, before.Values) {
		t.Errorf("%v\n%v", before.Values, after.Values)
	}
}

// TestPasswordsOfUsersGo, one for all and one of their own, and are in no reading.
func TestPasswordsOfUsersGo(t *testing.T) {
	b, s := simulated(t, sim.Options{Prepared: true})
	id := s.ID("wave4-crm-move")
	secret := model.NewSecret("S3NT1NEL-one")
	_, after := change(t, b, id, model.SectionUsers, map[model.FieldKey]string{
		model.KeyMoveUsers: "true", model.KeyOnePassword: "true", model.KeyUsers: "1,5",
	}, map[model.FieldKey]model.Secret{model.KeyUsersSecret: secret})
	if after.Get(model.KeyOnePassword) != "true" || after.Get(model.KeyUsers) != "1,5" {
		t.Errorf("%v", after.Values)
	}
	_, after = change(t, b, id, model.SectionUsers, map[model.FieldKey]string{model.KeyOnePassword: "", model.KeyUsers: "2", model.KeyOwnSecrets: "2"},
		map[model.FieldKey]model.Secret{model.UserSecretKey("2"): secret})
	if after.Get(model.KeyOnePassword) != "" || after.Get(model.KeyUsers) != "2" {
		t.Errorf("%v", after.Values)
	}
}

// TestOneDetailServesAllSections, however many are asked for.
func TestOneDetailServesAllSections(t *testing.T) {
	b, s := simulated(t, sim.Options{Prepared: true})
	_, parts, err := b.Sections(t.Context(), model.NewJobID(s.ID("wave4-crm-move")), model.Sections()...)
	if err != nil || len(parts) != len(model.Sections()) {
		t.Fatalf("%v %d", err, len(parts))
	}
	for i, p := range parts {
		if p.Section != model.Sections()[i] || p.Lacks != "" || p.Read.IsZero() {
			t.Errorf("%+v", p)
		}
	}
	details := 0
	for _, r := range s.Requests() {
		if r.Op == "ShowJobDetail" {
			details++
		}
	}
	if details != 1 {
		t.Errorf("%d details", details)
	}
}

// TestAnOrderIsPlaced: the service answers with its id, and the job tells of it.
func TestAnOrderIsPlaced(t *testing.T) {
	b, s := simulated(t, sim.Options{})
	id := model.NewJobID(s.ID("wave2-shop-01"))
	s.Set(id.Raw(), "INCRE_TRANSFER_STARTED")
	d, parts, err := b.Sections(t.Context(), id, model.SectionPeriod)
	if err != nil || len(parts[0].Values) != 0 || d.Job.Charging != model.OnDemand {
		t.Fatalf("%v %+v", err, parts)
	}
	edit := model.EditJob{Job: d.Job, Section: model.SectionPeriod, Base: parts[0], Want: map[model.FieldKey]string{
		model.KeyPeriodType: "2", model.KeyPeriodNum: "3", model.KeyAutoRenew: "true", model.KeyAutoPay: "true",
	}}
	if out := b.Apply(t.Context(), []model.Change{edit}); out[0].Kind != model.Accepted {
		t.Fatalf("%+v", out)
	}
	d, parts, err = b.Sections(t.Context(), id, model.SectionPeriod)
	if err != nil || d.Job.Charging != model.Period || parts[0].Get(model.KeyPeriodNum) != "3" || parts[0].Get(model.KeyAutoRenew) != "true" {
		t.Errorf("%v %v %v", err, d.Job.Charging, parts[0].Values)
	}
}
