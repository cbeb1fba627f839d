package model_test

import (
	"strings"
	"testing"

	. "drover/model"
)

// optionWhy is why an option cannot be chosen, "" if it can, "none" if it is not
// listed.
func optionWhy(f Field, value string) string {
	o, ok := f.Option(value)
	if !ok {
		return "none"
	}
	return o.Why
}

func TestScenarioAndLinkRules(t *testing.T) {
	dr := func(more ...string) Draft {
		return drafted(append([]string{put(KeyScenario, string(DR)), put(KeyDirection, "up")}, more...)...)
	}
	o := offered()
	none := Offer{}
	two := "source_endpoint[1].endpoint.ip=10.0.0.2"
	checkRules(t, []rule{
		{"a scenario is needed", drafted(), o, KeyScenario, "wrong: needed here"},
		{"a scenario that nobody knows is flagged", drafted(put(KeyScenario, "replay")), o, KeyScenario, "wrong: replay is not offered here"},
		{"sync is right", drafted(put(KeyScenario, "sync")), o, KeyScenario, "right"},
		{"a direction is needed", drafted(put(KeyScenario, "sync")), o, KeyDirection, "wrong: needed here"},
		{"a direction without a link is flagged", drafted(put(KeyScenario, "sync"), put(KeyDirection, "non-dbs")), o, KeyDirection, "wrong: not offered for sync"},
		{"a direction is right while the links are unread", drafted(put(KeyScenario, "sync"), put(KeyDirection, "non-dbs")), none, KeyDirection, "right"},
		{"active sides are for disaster recovery alone", upMySQL(), o, KeyMultiWrite, "grey: only disaster recovery"},
		{"active sides are needed for disaster recovery", dr(), o, KeyMultiWrite, "wrong: needed here"},
		{"dual-active says what it risks", dr(put(KeyMultiWrite, "true")), o, KeyMultiWrite, "risk: a row changed on both sides ends in conflict"},
		{"single-active is right", dr(put(KeyMultiWrite, "false")), o, KeyMultiWrite, "right"},

		{"an engine waits for the scenario", drafted(), o, KeyEngine, "wrong: needs a scenario"},
		{"an engine waits for the links", drafted(put(KeyScenario, "sync")), none, KeyEngine, "wrong: what is offered is being read"},
		{"an engine that was typed stays right while the links are unread", upMySQL(), none, KeyEngine, "right"},
		{"an engine is needed", drafted(put(KeyScenario, "sync")), o, KeyEngine, "wrong: needed here"},
		{"an engine that is not listed is flagged", upMySQL(put(KeyEngine, "db2-to-mysql")), o, KeyEngine, "wrong: db2-to-mysql is not offered here"},
		{"an engine of v3 alone is flagged", upMySQL(put(KeyEngine, "mongodb")), o, KeyEngine, "wrong: only v3 creates it: use the console"},
		{"an engine of another direction is flagged", upMySQL(put(KeyDirection, "down"), put(KeyEngine, "oracle-to-gaussdbv5")), o, KeyEngine, "wrong: only into this cloud"},
		{"the only engine out of the cloud needs no choice", drafted(put(KeyScenario, "sync"), put(KeyDirection, "down")), o, KeyEngine, "fixed mysql-to-mysql: the only one offered"},

		{"a network that the link has not is flagged", upMySQL(put(KeyNet, "vpc")), o, KeyNet, "wrong: not offered for mysql > mysql"},
		{"a network of the link is right", upMySQL(), o, KeyNet, "right"},
		{"a wrong engine does not make its network wrong", upMySQL(put(KeyEngine, "db2-to-mysql")), o, KeyNet, "right"},
		{"the public network says what it risks", upMySQL(put(KeyNet, "eip")), o, KeyNet, "risk: public, so use tls"},
		{"the only network needs no choice", drafted(put(KeyScenario, "sync"), put(KeyDirection, "up"), put(KeyEngine, "oracle-to-gaussdbv5")), o, KeyNet, "fixed eip: the only one offered"},
		{"vpc is not for disaster recovery, whatever was read", dr(put(KeyNet, "vpc")), none, KeyNet, "wrong: not for disaster recovery"},
		{"vpn is for disaster recovery", dr(put(KeyNet, "vpn")), none, KeyNet, "right"},

		{"phases that the network has not are flagged", upMySQL(put(KeyTask, string(Incr))), o, KeyTask, "wrong: not offered for mysql > mysql over vpn"},
		{"the full copy alone says what it leaves out", upMySQL(), o, KeyTask, "risk: what is written while it runs is not copied"},
		{"phases of the link are right", upMySQL(put(KeyNet, "eip"), put(KeyTask, string(Incr))), o, KeyTask, "right"},
		{"single-active is full+incr alone", dr(put(KeyMultiWrite, "false"), put(KeyTask, string(Full))), none, KeyTask, "wrong: single-active is full+incr alone"},
		{"single-active leaves no choice of phases", dr(put(KeyMultiWrite, "false")), none, KeyTask, "fixed FULL_INCR_TRANS: the only one offered"},
		{"dual-active leaves a choice of phases", dr(put(KeyMultiWrite, "true")), none, KeyTask, "wrong: needed here"},

		{"mysql sync takes several sources", upMySQL(put(KeyTopology, "many2one")), o, KeyTopology, "right"},
		{"several sources that are there fix the topology", upMySQL(two), o, KeyTopology, "fixed many2one: there are 2 sources, step 3"},
		{"oracle takes one source", upMySQL(put(KeyEngine, "oracle-to-gaussdbv5")), o, KeyTopology, "grey: only mysql takes several sources"},
		{"disaster recovery takes one source", dr(), o, KeyTopology, "grey: only sync takes several sources"},
		{"several sources that a scenario does not take are flagged, not lost", dr(two), o, KeyTopology, "wrong: only sync takes several sources: take out all but one in step 3"},
	})
}

func TestWhatCannotBeChosenSaysWhy(t *testing.T) {
	o := offered()
	o.Links[Migration] = Links{}
	o.Links[DR] = Links{All: []Link{{Engine: "cloudDataGuard-mysql", Direction: "up", OnlyV3: true}}}
	for _, r := range []struct {
		says  string
		draft Draft
		key   FieldKey
		value string
		want  string
	}{
		{"sync can be chosen", drafted(), KeyScenario, "sync", ""},
		{"a scenario without links cannot", drafted(), KeyScenario, "migration", "no link is offered for it here"},
		{"a scenario of v3 alone cannot", drafted(), KeyScenario, string(DR), "only v3 creates such jobs here: use the console"},
		{"into the cloud can be chosen", upMySQL(), KeyDirection, "up", ""},
		{"between own servers cannot", upMySQL(), KeyDirection, "non-dbs", "not offered for sync"},
		{"an engine of v3 alone is listed and cannot", upMySQL(), KeyEngine, "mongodb", "only v3 creates it: use the console"},
		{"an engine of another direction is listed and cannot", upMySQL(put(KeyDirection, "down")), KeyEngine, "oracle-to-gaussdbv5", "only into this cloud"},
		{"an engine of this direction can", upMySQL(), KeyEngine, "oracle-to-gaussdbv5", ""},
		{"a network of another direction cannot", upMySQL(), KeyNet, "vpc", "not offered for mysql > mysql"},
		{"a task of another network cannot", upMySQL(), KeyTask, string(Incr), "not offered for mysql > mysql over vpn"},
		{"one source can be chosen while there is one", upMySQL(put(KeyTopology, "many2one")), KeyTopology, "one2one", ""},
	} {
		t.Run(r.says, func(t *testing.T) {
			if got := optionWhy(field(t, r.draft, o, r.key), r.value); got != r.want {
				t.Errorf("%s %s: got %q, want %q", r.key, r.value, got, r.want)
			}
		})
	}
}

func TestEnginesAreListedOnceThoseFirstThatCanBeChosen(t *testing.T) {
	f := field(t, upMySQL(put(KeyDirection, "down")), offered(), KeyEngine)
	var got []string
	for _, o := range f.Options {
		got = append(got, o.Words())
	}
	if want := "mysql > mysql, mongodb > dds, oracle > gaussdb"; strings.Join(got, ", ") != want {
		t.Errorf("got %s, want %s", strings.Join(got, ", "), want)
	}
}

func TestAnOwnTableOfLinksSaysSo(t *testing.T) {
	o := offered()
	if _, _, ok := FormOf(upMySQL(), o).Field(KeyLinksFrom); ok {
		t.Error("the service's own links are called drover's")
	}
	o.Links[Sync] = Links{All: syncLinks().All, Builtin: "the service answered 404\x1b[2J"}
	if got := told(field(t, upMySQL(), o, KeyLinksFrom)); got != "risk: the service answered 404^[[2J" {
		t.Errorf("got %q", got)
	}
}

func TestAnEngineIsFoundByItsNameInFull(t *testing.T) {
	o := offered()
	o.Links[Migration] = Links{All: []Link{{Engine: "rediscluster-to-gaussredis", Direction: "up"}, {Engine: "mongodb", Direction: "up", OnlyV3: true}, {Engine: "odd\x1bone", Direction: "up"}}}
	for engine, want := range map[string]string{
		"rediscluster-to-gaussredis": "Redis Cluster to GeminiDB Redis, rediscluster-to-gaussredis",
		"mongodb":                    "MongoDB to Document Database Service, mongodb",
		"odd\x1bone":                 "odd^[one",
	} {
		f := field(t, drafted(put(KeyScenario, string(Migration))), o, KeyEngine)
		if opt, _ := f.Option(engine); opt.Help != want {
			t.Errorf("%q has the help %q, want %q", engine, opt.Help, want)
		}
	}
	if opt, _ := field(t, upMySQL(), o, KeyEngine).Option("oracle-to-gaussdbv5"); opt.Help != "Oracle to GaussDB Distributed, oracle-to-gaussdbv5" {
		t.Errorf("oracle has the help %q", opt.Help)
	}
}

func TestAJobWhoseLikeCannotBeCreatedSaysSo(t *testing.T) {
	for engine, want := range map[string]string{
		"mysql-to-mysql": "", "mongodb": "only v3 creates mongodb > dds", "db2-to-mysql": "db2 > mysql is not offered for sync", "": "",
	} {
		if got := CannotCreate(upMySQL(put(KeyEngine, engine)), offered()); got != want {
			t.Errorf("%q: %q, want %q", engine, got, want)
		}
	}
	if got := CannotCreate(upMySQL(put(KeyEngine, "mongodb")), Offer{}); got != "" {
		t.Errorf("links that were not read forbid: %q", got)
	}
}

func TestLeavingOutIsExplainedWhileAFieldIsEmpty(t *testing.T) {
	d := upMySQL(put(KeyInstanceType, "single"), put(KeyNodeGroup, "g"), put(KeyStartAt, "+48m"), put(KeyFastClean, "true"))
	for _, s := range FormOf(d, offered()).Steps {
		for _, f := range s.Fields {
			if f.Value != "" && strings.Contains(f.Hint, "left out") {
				t.Errorf("%s holds %q beside %q", f.Key, f.Value, f.Hint)
			}
		}
	}
	if f := field(t, upMySQL(), offered(), KeyInstanceType); f.Hint != "left out: any" {
		t.Errorf("an empty one says %q", f.Hint)
	}
}
