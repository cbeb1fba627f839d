package dryviq

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"drover/client/rest/wire"
	"drover/model"
)

// scheduleValues reads a schedule by its keys. What the documents disagree on is read
// in every form: days as one word or a list, moments as numbers or text, an end by two
// names.
func scheduleValues(v wire.Value, put func(model.FieldKey, string)) {
	put(model.KeyScheduleMode, v.Get("mode").String())
	put(model.KeyScheduleDays, words(v.Get("days")))
	put(model.KeyScheduleStart, v.Get("start_date").String())
	end := v.Get("end_date")
	if end.Absent() {
		end = v.Get("end")
	}
	put(model.KeyScheduleEnd, end.String())
	put(model.KeyScheduleRepeat, v.Get("repeat_count").String())
	put(model.KeyScheduleEvery, length(v.Get("repeat_interval")))
	put(model.KeyScheduleFrom, clock(v.Get("start_window")))
	put(model.KeyScheduleTo, clock(v.Get("end_window")))
	put(model.KeyScheduleRunAt, clock(v.Get("run_at")))
	put(model.KeyScheduleMost, length(v.Get("max_execution")))
}

// words are a list, or one word, joined by commas.
func words(v wire.Value) string {
	if v.IsArray() {
		return strings.Join(v.Strings(), ",")
	}
	return v.String()
}

// length reads a number and its unit: 15m. What is neither is as it came.
func length(v wire.Value) string {
	if !v.IsObject() {
		return v.String()
	}
	n, unit := v.Get("value").String(), v.Get("unit").String()
	if n == "" || unit == "" {
		return ""
	}
	if f, err := strconv.ParseFloat(n, 64); err == nil {
		n = strconv.FormatFloat(f, 'f', -1, 64)
	}
	return n + unit
}

// clock reads a time of a day: 02:00, with seconds where there are any.
func clock(v wire.Value) string {
	if v.IsString() || !v.IsObject() {
		return v.String()
	}
	at := func(name string) int64 { n, _ := v.Get(name).Int(); return n }
	text := fmt.Sprintf("%02d:%02d", at("hr"), at("min"))
	if at("sec") != 0 || at("ms") != 0 {
		text += fmt.Sprintf(":%02d", at("sec"))
	}
	if at("ms") != 0 {
		text += fmt.Sprintf(".%03d", at("ms"))
	}
	return text
}

// schedulePart is the schedule of a job, to be edited.
func schedulePart(job wire.Value) model.Part {
	p := model.Part{Section: model.SectionSchedule, Values: map[model.FieldKey]string{}, Raw: job.Get("schedule").Bytes()}
	scheduleValues(job.Get("schedule"), putIn(p.Values))
	if status := job.Get("status").String(); status == "paused" {
		p.Values[model.KeyScheduleHold] = status
	}
	return p
}

// scheduleMembers are the members of a schedule that drover knows, by either name.
func scheduleMembers() []string {
	return []string{
		"mode", "days", "start_date", "end_date", "end", "repeat_count", "repeat_interval", "start_window", "end_window", "run_at", "max_execution",
	}
}

// scheduleBody writes a schedule whole: what drover knows as it is to be, the rest as
// it came. One without a time of its own is its mode alone, as the documents write it.
func scheduleBody(raw []byte, want map[model.FieldKey]string) (json.RawMessage, error) {
	mode := want[model.KeyScheduleMode]
	if mode == "" {
		return nil, errors.New("a schedule without a mode cannot be sent")
	}
	came, err := readBack(raw)
	if err != nil {
		return nil, err
	}
	o := &object{}
	o.text("mode", mode)
	if mode == model.ScheduleManual || mode == model.ScheduleAdHoc {
		return o.bytes(), nil
	}
	was := map[model.FieldKey]string{}
	scheduleValues(came, putIn(was))
	for _, m := range []struct {
		name  string
		key   model.FieldKey
		write func(name, value string) error
	}{
		{"days", model.KeyScheduleDays, o.days},
		{"start_date", model.KeyScheduleStart, o.number}, {"end_date", model.KeyScheduleEnd, o.number},
		{"repeat_count", model.KeyScheduleRepeat, o.number}, {"repeat_interval", model.KeyScheduleEvery, o.length},
		{"start_window", model.KeyScheduleFrom, o.clock}, {"end_window", model.KeyScheduleTo, o.clock},
		{"run_at", model.KeyScheduleRunAt, o.clock}, {"max_execution", model.KeyScheduleMost, o.length},
	} {
		there := came.Get(m.name)
		if !there.Absent() && model.SameValue(m.key, was[m.key], want[m.key]) && !asMoment(m.key, there) { // also what drover cannot read
			o.add(m.name, json.RawMessage(there.Bytes()))
			continue
		}
		if err := m.write(m.name, want[m.key]); err != nil {
			return nil, err
		}
	}
	return o.rest(raw, scheduleMembers())
}

// asMoment reports a moment that is told as a text: it goes back as a number.
func asMoment(key model.FieldKey, v wire.Value) bool {
	_, whole := v.Int()
	return v.IsString() && whole && (key == model.KeyScheduleStart || key == model.KeyScheduleEnd)
}

// readBack is what was read, if it can go back.
func readBack(raw []byte) (wire.Value, error) {
	if len(raw) == 0 {
		return wire.Value{}, nil
	}
	v, err := wire.Parse(raw)
	if err != nil {
		return wire.Value{}, fmt.Errorf("what was read cannot be sent back: %w", err)
	}
	if name, twice := v.Twice(); twice {
		return wire.Value{}, errors.New("what was read holds " + model.Clean(name) + " twice: it cannot be sent back")
	}
	return v, nil
}

func patchBody(edit model.EditJob) ([]byte, error) {
	switch {
	case edit.Section != model.SectionSchedule:
		return nil, errors.New("drover changes the schedule of a transfer alone")
	case edit.Job.Scenario != model.Transfer:
		return nil, errors.New("drover changes transfers alone")
	}
	schedule, err := scheduleBody(edit.Base.Raw, edit.Want)
	if err != nil {
		return nil, err
	}
	o := &object{}
	o.text("kind", string(edit.Job.Scenario))
	o.text("transfer_type", string(edit.Job.Task))
	o.add("schedule", schedule)
	if hold := edit.Want[model.KeyScheduleHold]; hold == "paused" && edit.Want[model.KeyScheduleMode] != model.ScheduleManual {
		o.text("status", hold)
	}
	return bytes.Clone(o.bytes()), nil
}
