package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"drover/model"
)

// read asks for what the tab in sight shows. The detail comes first: it says
// whether there is more to ask for.
func (p *jobPane) read() tea.Cmd {
	if p.job.ID.Empty() {
		return nil
	}
	c, id := p.env.client, p.job.ID
	detail := ask(p.env, p.owner, &p.detail, func(ctx context.Context) (model.Detail, error) { return c.Job(ctx, id) })
	return tea.Batch(detail, p.readTab())
}

// lacks is why the service has nothing of a kind to tell, "" if it has.
func (p *jobPane) lacks(f model.Facet) string { return p.env.can().Lacks(f) }

// readTab asks for what a tab shows beyond the detail.
func (p *jobPane) readTab() tea.Cmd {
	c, id := p.env.client, p.job.ID
	switch p.tab {
	case tabRun:
		return p.run.read()
	case tabCheck:
		if p.lacks(model.FacetChecks) != "" {
			return nil
		}
		return ask(p.env, p.owner, &p.check, func(ctx context.Context) (model.PreCheck, error) { return c.PreCheck(ctx, id) })
	}
	return nil
}

// begun reports whether what the tab in sight shows beyond the detail was
// asked for.
func (p *jobPane) begun() bool {
	switch p.tab {
	case tabRun:
		return p.run.begun() || p.run.list() == nil && p.job.State.Family != model.Running
	case tabCheck:
		return p.lacks(model.FacetChecks) != "" || p.check.have || p.check.loading() || p.check.err != nil
	}
	return true
}

// readMore asks for what the overview shows of a job whose detail has come.
func (p *jobPane) readMore() tea.Cmd {
	if p.tab != tabOverview || p.job.Generation == "v3" {
		return nil
	}
	return tea.Batch(p.readEvents(3), p.readMonitor())
}

func (p *jobPane) readEvents(n int) tea.Cmd {
	c, id := p.env.client, p.job.ID
	return ask(p.env, p.owner, &p.events, func(ctx context.Context) (model.Listed[model.Event], error) {
		return c.Timeline(ctx, id, model.Page{Limit: n})
	})
}

func (p *jobPane) readMonitor() tea.Cmd {
	if p.job.State.Family != model.Running || p.lacks(model.FacetMeasures) != "" {
		return nil
	}
	c, id := p.env.client, p.job.ID
	return ask(p.env, p.owner, &p.monitor, func(ctx context.Context) (model.Monitor, error) { return c.Monitor(ctx, id) })
}

// take accepts an answer that belongs to the pane; ok is false for any other
// message.
func (p *jobPane) take(msg tea.Msg) (cmd tea.Cmd, ok bool) {
	switch m := msg.(type) {
	case answer[model.Detail]:
		if m.take() && m.err == nil {
			cmd = p.detailed()
		}
	case answer[model.Monitor]:
		m.take()
	case answer[model.PreCheck]:
		cmd = p.checks.take(m)
	case checkDue:
		cmd = p.checks.due(m)
	case answer[model.Listed[model.Event]]:
		if m.slot != &p.events {
			return p.run.take(msg)
		}
		if m.take() && p.known.since.IsZero() {
			p.known.id, p.known.since = p.job.ID, model.EnteredAt(p.job, p.events.value.Rows)
			p.env.told(p.known, nil)
		}
	default:
		return p.run.take(msg)
	}
	return cmd, true
}

// detailed takes up what the detail knows better than the list.
func (p *jobPane) detailed() tea.Cmd {
	d := &p.detail.value
	if !d.Job.Actions.Told && d.Job.Status == p.job.Status { // only the list tells what a state allows
		d.Job.Actions = p.job.Actions
	}
	p.job, p.sample = d.Job, d.Sample.Over(p.sample)
	p.known, p.unfolded = p.known.with(d), false
	p.env.told(p.known, d)
	return p.readMore()
}

// with adds what a detail tells.
func (l learned) with(d *model.Detail) learned {
	l.id, l.begins = d.Job.ID, d.ScheduledAt
	if d.ExpiredDays > 0 {
		l.expires = d.ExpiredDays
	}
	if !d.NodeType.Empty() {
		l.spec = d.NodeType.String()
	}
	return l
}

// moved is what a run tells of the job meanwhile.
func (p *jobPane) moved(r model.Result) tea.Cmd {
	if r.Job() != p.job.ID {
		return nil
	}
	p.job = p.job.WithStatus(r.Now.Status)
	if r.Shows != nil { // an update may have given it another name
		p.job.Name, p.job.Description = r.Now.Name, r.Now.Description
		p.job.Mode, p.job.NextRun = r.Now.Mode, r.Now.NextRun
	}
	p.sample = r.Sample.Over(p.sample)
	return p.checks.told(r)
}

// turnTo opens a tab and asks for what it shows, if that was not read yet.
func (p *jobPane) turnTo(tab int) tea.Cmd {
	p.tab = tab
	switch {
	case tab == tabOverview && p.detail.have && !p.events.have:
		return p.readMore()
	case p.begun():
		return p.checks.later()
	}
	return p.readTab()
}
