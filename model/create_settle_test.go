package model_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	. "drover/model"
)

// dropped are drops in a line each: key value: why.
func dropped(drops []Drop) string {
	var out []string
	for _, d := range drops {
		out = append(out, d.Label+" "+d.Value+": "+d.Why)
	}
	return strings.Join(out, "\n")
}

func TestAnEarlierChoiceDropsWhatItMakesIllegalAndSaysWhy(t *testing.T) {
	o := offered()
	withZones := offered()
	withZones.Zones = []Zone{{Code: "a"}, {Code: "b"}}
	for _, c := range []struct {
		says  string
		draft Draft
		offer Offer
		key   FieldKey
		value string
		want  string
		after map[FieldKey]string
	}{
		{"nothing goes that is still legal", upMySQL(), o, KeyNet, "eip", "",
			map[FieldKey]string{KeyEngine: "mysql-to-mysql", KeyTask: string(Full)}},
		{"another direction takes the network along, not the engine, and sets the only one left",
			upMySQL(), o, KeyDirection, "down", "network vpn: not offered for mysql > mysql",
			map[FieldKey]string{KeyEngine: "mysql-to-mysql", KeyNet: "vpc", KeyTask: string(Full)}},
		{"another engine takes its network and phases along, and sets those there is no choice of",
			upMySQL(), o, KeyEngine, "oracle-to-gaussdbv5",
			"network vpn: not offered for oracle > gaussdb\nphases full: not offered for oracle > gaussdb over eip",
			map[FieldKey]string{KeyNet: "eip", KeyTask: string(FullIncr)}},
		{"another network takes the phases along that it has not", upMySQL(put(KeyNet, "eip"), put(KeyTask, string(Incr))), o, KeyNet, "vpn",
			"phases incr: not offered for mysql > mysql over vpn", map[FieldKey]string{KeyTask: ""}},
		{"a network without public addresses drops them", upMySQL(put(KeyNet, "eip"), put(masterID, "e1"), put(masterIP, "203.0.113.5")), o, KeyNet, "vpn",
			"public ip id e1: only over eip\npublic ip 203.0.113.5: only over eip", map[FieldKey]string{masterID: "", masterIP: ""}},
		{"one node drops the standby's address", upMySQL(put(KeyNet, "eip"), put(KeyInstanceType, "ha"), put(masterID, "e1"), put(masterIP, "203.0.113.5"), put(standbyID, "e2"), put(standbyIP, "203.0.113.6")),
			o, KeyInstanceType, "single", "standby ip id e2: only with two nodes\nstandby ip 203.0.113.6: only with two nodes", map[FieldKey]string{masterID: "e1"}},
		{"one node drops two zones of a list", upMySQL(put(KeyInstanceType, "ha"), put(KeyZones, "a,b")), withZones, KeyInstanceType, "single",
			"zones a,b: one node, one zone", nil},
		{"one node keeps two zones that nobody can judge, and flags them", upMySQL(put(KeyInstanceType, "ha"), put(KeyZones, "a,b")), o, KeyInstanceType, "single",
			"", map[FieldKey]string{KeyZones: "a,b"}},
		{"pay per use drops the order", upMySQL(put(KeyCharging, "period"), put(KeyPeriodType, "2"), put(KeyPeriodNum, "3"), put(KeyAutoRenew, "0")), o, KeyCharging, "on_demand",
			"period months: only yearly or monthly\nhow many 3: only yearly or monthly\nrenew no: only yearly or monthly", map[FieldKey]string{KeyPeriodType: ""}},
		{"years keep a number of months, and flag it", upMySQL(put(KeyCharging, "period"), put(KeyPeriodType, "2"), put(KeyPeriodNum, "9")), o, KeyPeriodType, "3",
			"", map[FieldKey]string{KeyPeriodNum: "9"}},
		{"single-active fixes the phases, and says what it changed", drafted(put(KeyScenario, string(DR)), put(KeyMultiWrite, "true"), put(KeyTask, string(Full))), Offer{}, KeyMultiWrite, "false",
			"phases full: single-active is full+incr alone", map[FieldKey]string{KeyTask: string(FullIncr)}},
		{"another scenario drops active sides", drafted(put(KeyScenario, string(DR)), put(KeyMultiWrite, "true")), o, KeyScenario, "sync",
			"active sides dual-active: only disaster recovery", nil},
		{"disaster recovery drops vpc", drafted(put(KeyScenario, "sync"), put(KeyNet, "vpc")), Offer{}, KeyScenario, string(DR),
			"network vpc: not for disaster recovery", map[FieldKey]string{KeyNet: ""}},
		{"disaster recovery drops a topology of one source", upMySQL(put(KeyTopology, "many2one")), Offer{}, KeyScenario, string(DR),
			"topology many to one: only sync takes several sources", nil},
		{"redis cluster has no port apart, at either end", drafted(put(KeyScenario, "migration"), put(KeyEngine, "mysql-to-mysql"), so+"endpoint.db_port=1521", ta+"endpoint.db_port=3306"), Offer{}, KeyEngine, "rediscluster-to-gaussredis",
			"source port 1521: redisc takes host:port in the address", map[FieldKey]string{so + "endpoint.db_port": "", ta + "endpoint.db_port": "3306"}},
		{"of several sources it is said which one", drafted(put(KeyScenario, "sync"), so+"endpoint_type=offline", "source_endpoint[1].endpoint.db_port=1521"), Offer{}, KeyEngine, "mongodb",
			"source 2 port 1521: mongodb takes host:port in the address", nil},
		{"a source that is not in the cloud drops the clearing of binlogs", upMySQL(put(sourceKind, "cloud"), put(KeyFastClean, "true")), Offer{}, sourceKind, "offline",
			"clear binlog on: only a cloud source", nil},
		{"a scenario that was not read drops nothing of the link", upMySQL(), o, KeyScenario, "migration", "",
			map[FieldKey]string{KeyEngine: "mysql-to-mysql", KeyNet: "vpn", KeyTask: string(Full)}},
		{"what was wrong before stays, and is flagged", upMySQL(put(KeyNet, "vpc"), put(KeyNodeType, "huge")), o, KeyName, "orders", "",
			map[FieldKey]string{KeyNet: "vpc", KeyNodeType: "huge"}},
		{"a wrong value that was just set stays, and is flagged", upMySQL(), o, KeyNet, "pigeon", "", map[FieldKey]string{KeyNet: "pigeon"}},
	} {
		t.Run(c.says, func(t *testing.T) {
			d, drops := c.draft.With(c.offer, c.key, c.value)
			if got := dropped(drops); got != c.want {
				t.Errorf("dropped:\n%s\nwant:\n%s", got, c.want)
			}
			for key, want := range c.after {
				if got := d.Get(key); got != want {
					t.Errorf("%s is %q, want %q", key, got, want)
				}
			}
			for _, drop := range drops {
				if d.Get(drop.Key) == c.draft.Get(drop.Key) {
					t.Errorf("%s was told as dropped and stands there", drop.Key)
				}
			}
		})
	}
}

func TestSettlingSetsWhatThereIsNoChoiceOf(t *testing.T) {
	d := drafted(put(KeyScenario, "sync"), put(KeyDirection, "down"), put("source_endpoint[0].endpoint_role", "so"), put("target_endpoint[0].endpoint_role", "ta"))
	if got, drops := d.Settle(Offer{}); !got.SameValues(d) || drops != nil {
		t.Errorf("an unread offer made %v of it, and dropped %v", got.Keys(), drops)
	}
	got, drops := d.Settle(offered())
	if got.Get(KeyEngine) != "mysql-to-mysql" || got.Get(KeyNet) != "vpc" || got.Has(KeyTask) || drops != nil {
		t.Errorf("engine %q, net %q, task %q, dropped %v", got.Get(KeyEngine), got.Get(KeyNet), got.Get(KeyTask), drops)
	}
}

// drawnValue is a value for a key: mostly one that means something there.
func drawnValue(t *rapid.T, key FieldKey) string {
	some := map[FieldKey][]string{
		KeyScenario: {"sync", "migration", string(DR)}, KeyDirection: {"up", "down", "non-dbs"}, KeyMultiWrite: {"true", "false"},
		KeyEngine: {"mysql-to-mysql", "oracle-to-gaussdbv5", "mongodb"}, KeyNet: {"eip", "vpc", "vpn"}, KeyTask: {string(Full), string(FullIncr), string(Incr)},
		KeyTopology: {"one2one", "many2one"}, KeyNodeType: {"small", "medium", "xlarge"}, KeyInstanceType: {"single", "ha"}, KeyArch: {"x86", "arm"},
		KeyZones: {"a", "a,b", "c"}, KeyCharging: {"on_demand", "period"}, KeyPeriodType: {"2", "3"}, KeyPeriodNum: {"1", "9"}, KeyAutoRenew: {"0", "1"},
		KeyEnterprise: {"0", "e1"}, KeyFastClean: {"true", "false"}, sourceKind: {"offline", "ecs", "cloud"}, targetKind: {"offline", "ecs", "cloud"},
		KeyStartAt: {"+48m", "now", "2026-11-26T04:00Z"}, KeyStartTime: {"1795665600000", "soon"}, KeyTags: {"a=1", "a"}, masterIP: {"203.0.113.5"}, standbyID: {"e2"},
		"source_endpoint[1].endpoint_type": {"offline", "cloud"}, "source_endpoint[0].ssl.ssl_link": {"true", "false"}, KeyName: {"orders-1", "x"}, KeyNodeIP: {"10.0.0.1", "10.0.0.1,10.0.0.2"},
	}
	return rapid.OneOf(rapid.SampledFrom(append(some[key], "")), rapid.SampledFrom(append(some[key], "")), rapid.String()).Draw(t, "value of "+string(key))
}

func drawnKey(t *rapid.T) FieldKey {
	return rapid.SampledFrom([]FieldKey{
		KeyScenario, KeyDirection, KeyMultiWrite, KeyEngine, KeyNet, KeyTask, KeyTopology, KeyNodeType, KeyInstanceType, KeyArch, KeyZones, KeyNodeIP,
		KeyNodeVPC, KeyNodeSubnet, KeyCharging, KeyPeriodType, KeyPeriodNum, KeyAutoRenew, KeyEnterprise, KeyFastClean, KeyStartAt, KeyStartTime, KeyTags,
		KeyName, KeyDescription, KeyExpired, masterID, masterIP, standbyID, standbyIP, sourceKind, targetKind, "source_endpoint[1].endpoint_type",
		"source_endpoint[0].ssl.ssl_link", "source_endpoint[0].endpoint.ip", "target_endpoint[0].cloud.region", "source_endpoint#at",
	}).Draw(t, "key")
}

func drawnDraft(t *rapid.T) Draft {
	d := NewDraft("d1", begun)
	for range rapid.IntRange(0, 25).Draw(t, "values") {
		key := drawnKey(t)
		d = d.Put(key, drawnValue(t, key))
	}
	return d
}

func drawnOffer(t *rapid.T) Offer {
	o := Offer{Region: "r", Project: "p"}
	if rapid.Bool().Draw(t, "clock") {
		o.Now = begun
	}
	for _, s := range Scenarios() {
		if !rapid.Bool().Draw(t, "read") {
			continue
		}
		var links Links
		for range rapid.IntRange(0, 6).Draw(t, "links") {
			links.All = append(links.All, Link{
				Scenario: s, Engine: rapid.SampledFrom([]string{"mysql-to-mysql", "oracle-to-gaussdbv5", "mongodb", "?"}).Draw(t, "engine"),
				Source: rapid.SampledFrom([]string{"offline", "ecs", "cloud"}).Draw(t, "source"), Target: "cloud",
				Direction: rapid.SampledFrom([]string{"up", "down", "non-dbs"}).Draw(t, "direction"), Net: rapid.SampledFrom([]string{"eip", "vpc", "vpn"}).Draw(t, "net"),
				Tasks: rapid.SampledFrom([][]TaskType{nil, {Full}, {Full, FullIncr}, {Incr}}).Draw(t, "tasks"), OnlyV3: rapid.Bool().Draw(t, "v3"),
			})
		}
		if o.Links == nil {
			o.Links = map[Scenario]Links{}
		}
		o.Links[s] = links
	}
	if rapid.Bool().Draw(t, "sizes") {
		o.Sizes = []NodeSize{{Code: "small", SoldOut: true}, {Code: "medium"}, {Code: "xlarge"}}
	}
	if rapid.Bool().Draw(t, "zones") {
		o.Zones = []Zone{{Code: "a"}, {Code: "b", SoldOut: rapid.Bool().Draw(t, "sold out")}}
	}
	if rapid.Bool().Draw(t, "enterprises") {
		o.Enterprises = []Enterprise{{ID: NewText("e1"), Name: NewText("shop")}}
	}
	return o
}

// Settling comes to an end: what is settled does not move again.
func TestSettledDraftsStand(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, o := drawnDraft(t), drawnOffer(t)
		once, _ := d.Settle(o)
		twice, drops := once.Settle(o)
		if !once.SameValues(twice) || len(drops) > 0 {
			t.Fatalf("settled again: %s", dropped(drops))
		}
		key := drawnKey(t)
		value := drawnValue(t, key)
		with, _ := once.With(o, key, value)
		again, drops := with.Settle(o)
		if !with.SameValues(again) || len(drops) > 0 {
			t.Fatalf("settled after %s=%q: %s", key, value, dropped(drops))
		}
	})
}

// A choice changes no other value that is right with it: what goes is told, and
// could not have stood there.
func TestAChoiceKeepsWhatIsLegal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o := drawnOffer(t)
		d, _ := drawnDraft(t).Settle(o)
		key := drawnKey(t)
		value := drawnValue(t, key)
		with, drops := d.With(o, key, value)
		goes := map[FieldKey]Drop{}
		for _, drop := range drops {
			goes[drop.Key] = drop
			if drop.Why == "" || drop.Label == "" {
				t.Fatalf("%s went without a reason: %+v", drop.Key, drop)
			}
		}
		for _, k := range d.Keys() {
			was, is := d.Get(k), with.Get(k)
			if k == key || was == is || (k == KeyStartTime || k == KeyStartAt) && (key == KeyStartTime || key == KeyStartAt) {
				continue
			}
			element, _, _ := strings.Cut(string(k), ".")
			if _, told := goes[FieldKey(element)]; told { // a whole source
				continue
			}
			if _, told := goes[k]; !told {
				if f, _, ok := FormOf(d.Show(k), o).Field(k); !ok || f.Fixed == "" {
					t.Fatalf("%s went from %q to %q untold after %s=%q", k, was, is, key, value)
				}
				continue
			}
			if f, _, ok := FormOf(with.Show(k), o).Field(k); ok && f.Fixed == "" && f.Grey == "" && f.Kind == ChoiceField {
				if opt, ok := f.Option(was); ok && opt.Why == "" {
					t.Fatalf("%s lost %q, which can still be chosen", k, was)
				}
			}
		}
	})
}

// Whatever stands in a draft, and whatever the service offers, there is a form,
// whose counts are those of its fields and whose words are clean.
func TestEveryDraftHasAForm(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, o := drawnDraft(t), drawnOffer(t)
		form := FormOf(d, o)
		for _, s := range form.Steps {
			wrong := len(s.Beside)
			for _, f := range s.Fields {
				if f.Wrong != "" {
					wrong++
				}
				if f.Grey != "" && f.Wrong != "" {
					t.Fatalf("%s is grey and wrong", f.Key)
				}
				for _, words := range []string{f.Wrong, f.Hint, f.Risk, f.Grey, f.Fixed, f.Help} {
					if words != Clean(words) {
						t.Fatalf("%s says %q", f.Key, words)
					}
				}
			}
			if wrong != s.Wrong || s.Missing > s.Wrong {
				t.Fatalf("%s counts %d wrong and %d missing of %d", s.Step, s.Wrong, s.Missing, wrong)
			}
		}
		for _, line := range form.Made {
			if line != Clean(line) {
				t.Fatalf("made so far: %q", line)
			}
		}
	})
}

func BenchmarkFormOf(b *testing.B) {
	o := offered()
	links := syncLinks()
	for range 200 { // a region offers about a thousand
		links.All = append(links.All, syncLinks().All...)
	}
	o.Links[Sync] = links
	d := upMySQL(put(KeyName, "orders-1"), put(KeyTags, "a=1, b=2"))
	b.ReportAllocs()
	for b.Loop() {
		FormOf(d, o)
	}
}
