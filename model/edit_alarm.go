package model

import (
	"strconv"
	"strings"
	"time"
)

// longestThreshold is the most that a threshold of an alarm can be, in seconds.
const longestThreshold = 3600

// alarmRules are those of the notification (alarm_notify).
func alarmRules() sectionRules {
	return sectionRules{
		fields: func(e Edit, _ Around) []Field { return alarmFields(e) },
		means:  func(e Edit, _ Around) []Effect { return alarmMeans(e) },
		with: func(e Edit, key FieldKey, value string) Edit {
			value = e.trimmed(key, value)
			if threshold(key) && Canonical(key, value) == "" {
				value = "" // 0 is the service's word for off
			}
			return withLive(e, alarmFields(e), key, value)
		},
		effects: func(e Edit, _ Around) []Effect {
			if len(e.Changed()) == 0 {
				return nil
			}
			return []Effect{{Text: "It acts at once; nothing stops for it."}}
		},
		words: func(_ Edit, key FieldKey, value string) string {
			switch {
			case !threshold(key):
				return ""
			case Canonical(key, value) == "":
				return "off"
			}
			return Clean(value) + "s"
		},
	}
}

func threshold(key FieldKey) bool {
	return key == KeyAlarmDelay || key == KeyAlarmRPO || key == KeyAlarmRTO
}

// alarmOn reports whether somebody is told (DRS: default false).
func alarmOn(value string) bool { return Canonical(KeyAlarmOn, value) == "true" }

// alarmFields are the fields of the notification, in the order of the page.
func alarmFields(e Edit) []Field {
	on := Field{
		Key: KeyAlarmOn, Label: "notify", Value: e.Get(KeyAlarmOn), Hint: "not told: off by default",
		Help: "Whether the subscribers of the topic are told when the job fails or a threshold is passed.",
	}
	if e.told(KeyAlarmOn) {
		on.Hint = ""
	}
	boolOf(&on, e.Base.Get(KeyAlarmOn), "yes", "no")
	delay := thresholdField(e, KeyAlarmDelay, "delay over", "How far the target may be behind. It fires after 6 minutes above, and is silent while the first backlog is worked off.")
	if e.Detail.Job.Task != FullIncr {
		delay.Grey, delay.By = "only full+incr", "the phases"
	}
	rpo := thresholdField(e, KeyAlarmRPO, "rpo over", "How many seconds of changes a switchover may lose. It fires after 6 minutes above.")
	rto := thresholdField(e, KeyAlarmRTO, "rto over", "How many seconds a switchover may take. It fires after 6 minutes above.")
	if e.Detail.Job.Scenario != DR {
		rpo.Grey, rpo.By = "only disaster recovery", "the scenario"
		rto.Grey, rto.By = rpo.Grey, rpo.By
	}
	return heldGrey(e, []Field{on, topicField(e), delay, rpo, rto})
}

func topicField(e Edit) Field {
	f := Field{
		Key: KeyAlarmTopic, Label: "topic", Kind: TextField, Value: e.Get(KeyAlarmTopic), Need: alarmOn(e.Get(KeyAlarmOn)),
		Hint: "urn:smn:region:project:name", By: "notify",
		Help: "The topic of the notification service (SMN) that the message goes to. Who has not confirmed the subscription gets none.",
	}
	switch {
	case f.Value == "":
		// one that was on without a topic, as v3 sets it, may stay so
		if f.Need && (e.Base.Get(KeyAlarmTopic) != "" || !alarmOn(e.Base.Get(KeyAlarmOn))) {
			f.Wrong, f.Missing = neededHere, true
		}
	case e.changedKey(KeyAlarmTopic):
		f.Wrong = topicWrong(f.Value)
	}
	return f
}

// topicWrong says what is wrong with the name of a topic, urn:smn:REGION:PROJECT:NAME.
func topicWrong(urn string) string {
	parts := strings.Split(urn, ":")
	switch {
	case len(parts) != 5 || parts[0] != "urn" || parts[1] != "smn":
		return "urn:smn:region:project:name"
	case strings.ContainsFunc(urn, func(r rune) bool { return r <= ' ' || r > 0x7e || r == '"' || r == '\\' }):
		return "no blanks, no letters beyond A-z"
	}
	for i, name := range []string{"region", "project", "name"} {
		if parts[2+i] == "" {
			return "the " + name + " is missing in it"
		}
	}
	if strings.ContainsFunc(parts[4], func(r rune) bool { return !letter(byte(r)) && (r < '0' || r > '9') && r != '-' && r != '_' }) {
		return "its name: letters, digits, - and _ only"
	}
	return ""
}

func thresholdField(e Edit, key FieldKey, label, help string) Field {
	f := Field{
		Key: key, Label: label, Kind: NumberField, Value: e.Get(key), Hint: "1 to " + itoa(longestThreshold) + "s, empty is off",
		Help: help,
	}
	if Canonical(key, f.Value) == "" {
		f.Value = ""
	} else if e.changedKey(key) && !decimal(f.Value, 1, longestThreshold) {
		f.Wrong = "1 to " + itoa(longestThreshold)
	}
	return f
}

// alarmMeans says who is told of what.
func alarmMeans(e Edit) []Effect {
	var s saying
	on := alarmOn(e.Get(KeyAlarmOn))
	set := 0
	if on {
		toldMeans(e, &s)
	}
	for _, f := range alarmFields(e) {
		if !threshold(f.Key) || !f.Live() || f.Value == "" || f.Wrong != "" {
			continue
		}
		set++
		if seconds, err := strconv.Atoi(f.Value); err == nil && on {
			what, _, _ := strings.Cut(f.Label, " ")
			if f.Key != KeyAlarmDelay {
				what = strings.ToUpper(what)
			}
			s.note(first(what) + ": told once it stood over " + Duration(time.Duration(seconds)*time.Second) + " for 6 minutes.")
			if f.Key == KeyAlarmDelay {
				s.note("While the first backlog is worked off, a delay is not told.")
			}
		}
	}
	switch {
	case on && set == 0:
		s.note("No threshold is set: failures alone are told.")
	case on:
	case set > 0:
		s.risk("Nobody is told: without notify the thresholds have no effect.")
	case alarmOn(e.Base.Get(KeyAlarmOn)):
		s.risk("Nobody is told any more, neither of failures nor of delays.")
	default:
		s.note("Nobody is told, neither of failures nor of delays.")
	}
	return s.risksFirst()
}

// toldMeans says who is told.
func toldMeans(e Edit, s *saying) {
	topic := e.Get(KeyAlarmTopic)
	if topic == "" {
		return
	}
	if name := Clean(topic[strings.LastIndexByte(topic, ':')+1:]); topicWrong(topic) == "" && len(name) <= longestTopic {
		s.note("Told are the subscribers of the topic " + name + ".")
	} else {
		s.note("Told are the subscribers of the topic.")
	}
	if e.changedKey(KeyAlarmTopic) && e.Base.Get(KeyAlarmTopic) != "" {
		s.note("The subscribers of the former topic are told no more.")
	}
}

// longestTopic is how much of a topic's name a sentence holds.
const longestTopic = 36
