package sim

import (
	"encoding/json"
	"regexp"
)

// longestAlarm is the largest threshold of an alarm, in seconds.
const longestAlarm = 3600

type notifyWish struct {
	Topic *string `json:"topic_urn"`
	Delay *int    `json:"delay_time"`
	RPO   *int    `json:"rpo_delay"`
	RTO   *int    `json:"rto_delay"`
}

// notifyShape is AlarmNotifyConfig.
func notifyShape() shape {
	return closed("alarm_to_user", map[string]shape{
		"alarm_to_user": truth(), "topic_urn": text(), "delay_time": whole(), "rpo_delay": whole(), "rto_delay": whole(),
	})
}

// changingNotify reads the update of the alarms. A threshold that it does not say
// is off afterwards.
func (s *Sim) changingNotify(params json.RawMessage, i int) (change, answer) {
	const at = "alarm_notify"
	kept, problem := keeping(params, at, notifyShape().shown(s.extras(i, at)))
	if problem.status != 0 {
		return change{}, problem
	}
	var w notifyWish
	if err := json.Unmarshal(kept.tell().encode(), &w); err != nil {
		return change{}, invalid(err)
	}
	return change{
		letter: 'N',
		bars:   func(i int) answer { return lawfulNotify(w, &s.world.jobs[i]) },
		do:     func(i int) { s.edit(i).notify = kept },
	}, answer{}
}

func lawfulNotify(w notifyWish, j *job) answer {
	const at = "alarm_notify."
	for _, threshold := range []struct {
		at  string
		got *int
	}{{"delay_time", w.Delay}, {"rpo_delay", w.RPO}, {"rto_delay", w.RTO}} {
		if threshold.got != nil && (*threshold.got < 1 || *threshold.got > longestAlarm) {
			return wrong(at+threshold.at, "1 to 3600 seconds")
		}
	}
	switch {
	case w.Topic != nil && !topicShape(*w.Topic):
		return wrong(at+"topic_urn", "urn:smn:, region, project and the name of a topic")
	case w.Delay != nil && j.task != fullIncr:
		return unfit(at+"delay_time", "only a task with a full and an incremental phase has a delay")
	case w.RPO != nil && j.scenario != dr:
		return unfit(at+"rpo_delay", "only disaster recovery has an RPO")
	case w.RTO != nil && j.scenario != dr:
		return unfit(at+"rto_delay", "only disaster recovery has an RTO")
	}
	return answer{}
}

func topicShape(urn string) bool {
	ok, err := regexp.MatchString(`^urn:smn:[A-Za-z0-9_-]+:[A-Za-z0-9_-]+:[A-Za-z0-9][A-Za-z0-9_-]{0,254}$`, urn)
	return ok && err == nil
}

// notifyOf is how a job's alarms are told.
func (s *Sim) notifyOf(i int) section {
	if p := s.editsOf(i).notify; p != nil {
		return p
	}
	o := object{"alarm_to_user": true, "topic_urn": "urn:smn:" + s.options.Region + ":" + s.options.Project + ":dba"}
	if s.world.jobs[i].task == fullIncr {
		o["delay_time"] = 60
	}
	if s.hinted(i) {
		o[hintMember] = json.RawMessage(hintValue)
	}
	return sectionOf(o)
}
