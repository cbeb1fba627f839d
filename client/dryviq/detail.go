package dryviq

import (
	"bytes"
	"context"
	"fmt"
	"strings"

	"drover/client/rest"
	"drover/client/rest/wire"
	"drover/model"
)

// Job reads one job whole (getJob), and what it counted (getJobStats), which not every
// account may see: without it the rest is there.
func (b *Backend) Job(ctx context.Context, id model.JobID) (model.Detail, error) {
	_, job, err := b.one(ctx, id, fields("all"))
	if err != nil {
		return model.Detail{}, err
	}
	d := b.detail(job)
	if d.Job.Scenario != model.Transfer {
		return d, nil
	}
	answer, err := b.read(ctx, b.about(getJobStats, id.Raw(), nil))
	if err == nil && answer.Body.IsObject() {
		d.Raw = append(d.Raw, rawOf(string(getJobStats), answer.Body))
		if facts := totals(statsOf(answer.Body)); len(facts) > 0 {
			d.Groups = append(d.Groups, model.FactGroup{Label: "all runs", Facts: facts})
		}
	}
	return d, nil
}

// statsOf are the statistics of an answer, whose name no document tells.
func statsOf(body wire.Value) wire.Value {
	if told := body.Get(body.Get("type").String()); told.IsObject() {
		return told
	}
	return body
}

// totals are what a job has counted over all its runs; the raw answer has the rest.
func totals(stats wire.Value) []model.Fact {
	var out []model.Fact
	if n := stats.Get("executions"); !n.Absent() && !n.IsObject() && !n.IsArray() {
		out = append(out, model.Fact{Label: "runs", Value: n.Text()})
	}
	for name, sides := range stats.Get("by_status").Members() {
		if n := sides.Path("source", "files").Text(); !n.Empty() {
			out = append(out, model.Fact{Label: strings.ReplaceAll(model.Clean(string(name)), "_", " ") + " files", Value: n})
		}
	}
	return out[:min(len(out), mostFigures)]
}

// detail is a job as the pages show it.
func (b *Backend) detail(v wire.Value) model.Detail {
	d := model.Detail{Job: jobRow(v), Sample: sample(v), Read: b.conn.Now(), Raw: []model.RawSection{rawOf(string(getJob), v)}}
	d.Sample.At = d.Read
	d.Runs = d.Sample.Runs
	d.Executing, d.LastRun = execution(v.Get("execution")), execution(v.Get("previous_execution"))
	d.Updated = moment(v.Get("modified_on"))
	transfer := v.Get("transfer")
	for name, into := range map[string]*[]model.Endpoint{"source": &d.From, "destination": &d.To} {
		if s := sideOf(transfer.Get(name)); s.there {
			*into = []model.Endpoint{s.endpoint()}
		}
	}
	d.Policy = policyFacts(transfer)
	d.Groups = groups(v, transfer)
	return d
}

// policyMembers are the members of a transfer that say how it is done, with the labels
// of the page.
func policyFacts(transfer wire.Value) []model.Fact {
	var out []model.Fact
	add := func(label string, v string) {
		if v != "" {
			out = append(out, model.Fact{Label: label, Value: model.NewText(v)})
		}
	}
	add("type", transfer.Get("transfer_type").String())
	add("locks", transfer.Get("lock_propagation").String())
	if p := transfer.Get("permissions"); p.IsObject() {
		add("permissions", p.Get("policy").String())
		add("shared links", truth(p.Get("links")))
		add("permission failures", p.Get("failures").String())
	} else {
		add("permissions", p.String())
	}
	add("versions", transfer.Path("versioning", "preserve").String())
	add("versions taken", transfer.Path("versioning", "select").String())
	add("conflict", transfer.Get("conflict_resolution").String())
	add("deletes", words(transfer.Get("delete_propagation")))
	add("failure", transfer.Get("failure_policy").String())
	for name, m := range transfer.Members() {
		switch n := string(name); n {
		case "type", "transfer_type", "lock_propagation", "permissions", "versioning", "conflict_resolution", "delete_propagation", "failure_policy":
		default:
			if !m.Absent() && !m.IsObject() && !m.IsArray() {
				add(strings.ReplaceAll(model.Clean(n), "_", " "), m.String())
			}
		}
	}
	return out
}

// groups are what a transfer alone has, in the order of the page.
func groups(v, transfer wire.Value) []model.FactGroup {
	var out []model.FactGroup
	add := func(label string, facts []model.Fact) {
		if len(facts) > 0 {
			out = append(out, model.FactGroup{Label: label, Facts: facts})
		}
	}
	schedule := map[model.FieldKey]string{}
	scheduleValues(v.Get("schedule"), putIn(schedule))
	var facts []model.Fact
	for _, key := range model.ScheduleKeys() {
		if value := schedule[key]; value != "" {
			label := strings.ReplaceAll(strings.TrimPrefix(string(key), "schedule."), "_", " ")
			facts = append(facts, model.Fact{Label: label, Value: model.NewText(scheduleShown(key, value))})
		}
	}
	add("schedule", facts)
	add("stop", figures(v.Get("stop_policy"), "", 0))
	if filter := transfer.Get("filter"); filter.IsObject() {
		add("filter", filterFacts(filter))
	}
	add("speed", figures(transfer.Get("performance"), "", 0))
	facts = nil
	for _, name := range []string{"category", "scheduler"} {
		if n := first(v.Path(name, "name").Text(), v.Path(name, "caption").Text()); !n.Empty() {
			facts = append(facts, model.Fact{Label: name, Value: n})
		}
	}
	for _, name := range []string{"health", "priority", "disabled"} {
		if m := v.Get(name); !m.Absent() {
			facts = append(facts, model.Fact{Label: name, Value: m.Text()})
		}
	}
	add("server", facts)
	return out
}

func scheduleShown(key model.FieldKey, value string) string {
	if key != model.KeyScheduleStart && key != model.KeyScheduleEnd {
		return value
	}
	v, err := wire.Parse([]byte(value))
	if at := moment(v); err == nil && !at.IsZero() {
		return at.Format("2006-01-02 15:04Z")
	}
	return value
}

// filterFacts says what a filter takes and leaves, rule by rule, as it came.
func filterFacts(filter wire.Value) []model.Fact {
	var out []model.Fact
	for name, list := range filter.Members() {
		for one := range list.Each() {
			rules := 0
			var extensions []string
			for r := range one.Get("rules").Elements() {
				rules++
				extensions = append(extensions, r.Get("extensions").Strings()...)
			}
			value := strings.TrimSpace(one.Get("action").String() + " " + strings.Join(extensions, " "))
			if len(extensions) == 0 {
				value = fmt.Sprintf("%s, %d rules", one.Get("action").String(), rules)
			}
			out = append(out, model.Fact{Label: model.Clean(string(name)), Value: model.NewText(value)})
		}
	}
	return out[:min(len(out), mostFigures)]
}

// rawCap is how much of one answer is kept for the eyes.
const rawCap = 256 << 10

// rawOf keeps an answer for the eyes: indented, without secrets.
func rawOf(title string, v wire.Value) model.RawSection {
	out := rest.Show(v)
	if len(out) > rawCap {
		end := max(bytes.LastIndexByte(out[:rawCap], '\n'), 0)
		out = fmt.Appendf(out[:end:end], "\n… cut here, %d bytes in all", len(out))
	}
	return model.RawSection{Title: title, JSON: out}
}
