package model_test

import (
	"slices"
	"strings"
	"testing"

	. "drover/model"
)

const someTopic = "urn:smn:cn-north-4:054ba152d480d55b2f5dc0069e7ddef0:drs-ops"

func alarmed(values ...string) Edit { return edited(SectionAlarm, mysqlSync(), values...) }

func TestAlarmFieldsLiveByScenarioAndTask(t *testing.T) {
	for _, c := range []struct {
		scenario Scenario
		task     TaskType
		want     string
	}{
		{Sync, FullIncr, "right, right, right, grey: only disaster recovery, grey: only disaster recovery"},
		{Sync, Full, "right, right, grey: only full+incr, grey: only disaster recovery, grey: only disaster recovery"},
		{Migration, Incr, "right, right, grey: only full+incr, grey: only disaster recovery, grey: only disaster recovery"},
		{DR, FullIncr, "right, right, right, right, right"},
	} {
		var got []string
		for _, f := range edited(SectionAlarm, detailOf(c.scenario, c.task, "mysql-to-mysql")).Form(atMorning()).Fields {
			got = append(got, told(f))
		}
		if s := strings.Join(got, ", "); s != c.want {
			t.Errorf("%s %s: %s", c.scenario, c.task, s)
		}
	}
	e := alarmed(put(KeyAlarmOn, "true")).With(KeyAlarmRPO, "60")
	if len(e.Changed()) != 0 {
		t.Errorf("a grey threshold was set: %v", e.Changed())
	}
}

func TestAlarmValuesRightAndWrong(t *testing.T) {
	off, on := alarmed(put(KeyAlarmOn, "false")), alarmed(put(KeyAlarmOn, "true"), put(KeyAlarmTopic, someTopic), put(KeyAlarmDelay, "7200"))
	for _, c := range []struct {
		says string
		edit Edit
		key  FieldKey
		want string
	}{
		{"off needs no topic", off, KeyAlarmTopic, "right"},
		{"turned on without a topic", off.With(KeyAlarmOn, "true"), KeyAlarmTopic, "wrong: needed here"},
		{"turned on with one", off.With(KeyAlarmOn, "true").With(KeyAlarmTopic, someTopic), KeyAlarmTopic, "right"},
		{"on without one, as it came", alarmed(put(KeyAlarmOn, "true")).With(KeyAlarmDelay, "60"), KeyAlarmTopic, "right"},
		{"on, and its topic is taken out", on.With(KeyAlarmTopic, ""), KeyAlarmTopic, "wrong: needed here"},
		{"off, and its topic is taken out", on.With(KeyAlarmOn, "false").With(KeyAlarmTopic, ""), KeyAlarmTopic, "right"},
		{"a name alone", on.With(KeyAlarmTopic, "drs-ops"), KeyAlarmTopic, "wrong: urn:smn:region:project:name"},
		{"of another service", on.With(KeyAlarmTopic, "urn:drs:a:b:c"), KeyAlarmTopic, "wrong: urn:smn:region:project:name"},
		{"six parts", on.With(KeyAlarmTopic, someTopic+":x"), KeyAlarmTopic, "wrong: urn:smn:region:project:name"},
		{"no region", on.With(KeyAlarmTopic, "urn:smn::p:n"), KeyAlarmTopic, "wrong: the region is missing in it"},
		{"no project", on.With(KeyAlarmTopic, "urn:smn:r::n"), KeyAlarmTopic, "wrong: the project is missing in it"},
		{"no name", on.With(KeyAlarmTopic, "urn:smn:r:p:"), KeyAlarmTopic, "wrong: the name is missing in it"},
		{"a blank", on.With(KeyAlarmTopic, "urn:smn:r:p:a b"), KeyAlarmTopic, "wrong: no blanks, no letters beyond A-z"},
		{"an umlaut", on.With(KeyAlarmTopic, "urn:smn:r:p:für"), KeyAlarmTopic, "wrong: no blanks, no letters beyond A-z"},
		{"a dot in its name", on.With(KeyAlarmTopic, "urn:smn:r:p:a.b"), KeyAlarmTopic, "wrong: its name: letters, digits, - and _ only"},
		{"a short one", on.With(KeyAlarmTopic, " urn:smn:r:p:a_b-9 "), KeyAlarmTopic, "right"},
		{"an odd one, as it came", alarmed(put(KeyAlarmTopic, "drs-ops")), KeyAlarmTopic, "right"},
		{"a long delay, as it came", on, KeyAlarmDelay, "right"},
		{"3600", on.With(KeyAlarmDelay, "3600"), KeyAlarmDelay, "right"},
		{"3601", on.With(KeyAlarmDelay, "3601"), KeyAlarmDelay, "wrong: 1 to 3600"},
		{"1", on.With(KeyAlarmDelay, "1"), KeyAlarmDelay, "right"},
		{"none", on.With(KeyAlarmDelay, ""), KeyAlarmDelay, "right"},
		{"0", on.With(KeyAlarmDelay, "0"), KeyAlarmDelay, "right"},
		{"words", on.With(KeyAlarmDelay, "60s"), KeyAlarmDelay, "wrong: 1 to 3600"},
		{"neither on nor off", on.With(KeyAlarmOn, "x"), KeyAlarmOn, "wrong: on or off"},
	} {
		if got := told(fieldOf(t, c.edit, atMorning(), c.key)); got != c.want {
			t.Errorf("%s: %q, want %q", c.says, got, c.want)
		}
	}
	zero := alarmed(put(KeyAlarmDelay, "0"))
	if got := zero.With(KeyAlarmDelay, "").Changed(); len(got) != 0 {
		t.Errorf("0 to none is no change: %v", got)
	}
	if got := zero.With(KeyAlarmDelay, "60").Differences(atMorning()); len(got) != 1 || got[0].Was != "off" || got[0].Is != "60s" {
		t.Errorf("%+v", got)
	}
}

func TestWhoIsTold(t *testing.T) {
	on := func(values ...string) Edit {
		return alarmed(append([]string{put(KeyAlarmOn, "true"), put(KeyAlarmTopic, someTopic)}, values...)...)
	}
	delay := put(KeyAlarmDelay, "90")
	dr := edited(SectionAlarm, detailOf(DR, FullIncr, "cloudDataGuard-mysql"), put(KeyAlarmOn, "true"), put(KeyAlarmRPO, "60"), put(KeyAlarmRTO, "120"))
	checkSays(t, atMorning(), []saysOnly{
		{"· Told are the subscribers of the topic drs-ops.", on(), on().With(KeyAlarmOn, "false")},
		{"· Told are the subscribers of the topic.", on(put(KeyAlarmTopic, "odd")), on(put(KeyAlarmTopic, ""))},
		{"· Told are the subscribers of the topic.", on(put(KeyAlarmTopic, "urn:smn:r:p:"+strings.Repeat("a", 37))), on(put(KeyAlarmTopic, "urn:smn:r:p:"+strings.Repeat("a", 36)))},
		{"· The subscribers of the former topic are told no more.", on().With(KeyAlarmTopic, "urn:smn:r:p:n"), on(put(KeyAlarmTopic, "")).With(KeyAlarmTopic, "urn:smn:r:p:n")},
		{"· No threshold is set: failures alone are told.", on(), on(delay)},
		{"· No threshold is set: failures alone are told.", on(put(KeyAlarmDelay, "0")), alarmed(put(KeyAlarmOn, "false"))},
		{"· Delay: told once it stood over 1m30s for 6 minutes.", on(delay), on(delay).With(KeyAlarmOn, "false")},
		{"· While the first backlog is worked off, a delay is not told.", on(delay), dr},
		{"· RPO: told once it stood over 1m for 6 minutes.", dr, on(put(KeyAlarmRPO, "60"))},
		{"· RTO: told once it stood over 2m for 6 minutes.", dr, dr.With(KeyAlarmRTO, "9999")},
		{"! Nobody is told: without notify the thresholds have no effect.", alarmed(delay), alarmed(put(KeyAlarmRPO, "60"))},
		{"! Nobody is told any more, neither of failures nor of delays.", on().With(KeyAlarmOn, "false"), alarmed()},
		{"· Nobody is told, neither of failures nor of delays.", alarmed(), on().With(KeyAlarmOn, "false")},
	})
	e := on().With(KeyAlarmDelay, "90")
	p := PlanEdit("i", editing(), e, atMorning())
	got := sentences(Effects(p.Wish, Sum{Tally: Tally{Goes: 1}}, begun, nil))
	if !p.Steps[0].Goes() || !slices.Contains(got, "· It acts at once; nothing stops for it.") {
		t.Errorf("%q, %v", p.Steps[0].Why, got)
	}
	if s := PlanEdit("i", editing(), on(), atMorning()).Steps[0]; s.Why != "nothing is changed" {
		t.Errorf("unchanged: %q", s.Why)
	}
}
