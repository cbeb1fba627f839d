package tui

import (
	"time"

	"drover/model"
	"drover/tui/theme"
)

func (p *jobPane) timeWords() []string {
	th, d := p.env.theme, &p.detail.value
	var parts []string
	for _, t := range []struct {
		word string
		at   time.Time
	}{{"created", p.job.Created}, {"started", d.Started}, {"full done", d.FullDone}, {"updated", d.Updated}} {
		if !t.at.IsZero() {
			parts = append(parts, th.Paint(theme.Muted, t.word+" ")+p.env.at(t.at))
		}
	}
	if len(parts) == 0 {
		return []string{th.Paint(theme.Muted, "not told")}
	}
	return packed(parts, p.room())
}

func (p *jobPane) tagWords() []string {
	var parts []string
	for _, t := range p.detail.value.Tags {
		w := t.Key.String()
		if !t.Value.Empty() {
			w += ":" + t.Value.String()
		}
		parts = append(parts, theme.Safe(w))
	}
	return packed(parts, p.room())
}

// moreWords is what is left: kind, task, network, size, billing.
func (p *jobPane) moreWords() []string {
	d := &p.detail.value
	parts := []string{p.job.Scenario.Short(), p.job.Task.Short(), p.job.Net.String(), p.job.Direction.String()}
	switch {
	case p.job.ByPath():
		parts = []string{p.job.Scenario.String(), p.job.Task.String()}
	case p.job.Charging == model.Period:
		parts = append(parts, "billed by month or year")
	case p.job.Charging == model.OnDemand:
		parts = append(parts, "billed by use")
	default:
		parts = append(parts, "billing not told")
	}
	if !d.TaskVersion.Empty() {
		parts = append(parts, "task version "+d.TaskVersion.String())
	}
	if d.MultiWrite == model.Yes {
		parts = append(parts, "dual-active")
	}
	if !p.job.Description.Empty() {
		parts = append(parts, p.job.Description.String())
	}
	for i, w := range parts {
		parts[i] = theme.Safe(w)
	}
	return packed(parts, p.room())
}
