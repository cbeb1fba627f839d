package tui

import (
	"testing"
	"time"

	"drover/client"
	"drover/client/sim"
	"drover/model"
)

// pretended is a copy on its way as a test pretends it.
type pretended struct {
	report  model.CopyReport
	stopped int
}

func (m *pretended) ID() string               { return m.report.ID }
func (m *pretended) Report() model.CopyReport { return m.report }
func (m *pretended) Stop()                    { m.stopped++ }

// copyOf is a report of a copy of a job of the demo: its steps come to the states
// given, the others wait.
func (d *desk) copyOf(name string, change func(*model.Copying), states ...model.CopyResult) *pretended {
	d.Helper()
	row, ok := d.jobs().table.Get(model.NewJobID(d.sim.ID(name)))
	if !ok {
		d.Fatalf("no job %s", name)
	}
	job := row.job.Job()
	c := model.NewCopying(model.Detail{Job: job}, name+"-c7k2m")
	if change != nil {
		change(&c)
	}
	m := &pretended{report: model.CopyReport{ID: "01JZZZZZZZZZZZZZZZZZZC7K2M", Copying: c, Original: job, Begun: sim.FrozenNow().Add(-131 * time.Second)}}
	for i, step := range c.Steps() {
		r := model.CopyResult{Step: step}
		if i < len(states) {
			r = states[i]
			r.Step = step
			if r.State == model.CopyDone {
				r.At = sim.FrozenNow().Add(time.Duration(i-120) * time.Second)
				m.report.Copy = job.WithStatus(model.NewText("CONFIGURATION"))
				m.report.Copy.ID, m.report.Copy.Name = model.NewJobID("94b05766-0000-4000-8000-000000jb201"), model.NewText(c.Name)
			}
		}
		m.report.Steps = append(m.report.Steps, r)
	}
	return m
}

func (d *desk) follow(m *pretended) *desk {

	d.do(d.app.follow(push(newCourse(d.app.env, m))))
	return d
}

func done() model.CopyResult {
	return model.CopyResult{State: model.CopyDone, Outcome: model.Outcome{Kind: model.Done}}
}

func TestCoursePictures(t *testing.T) {
	of := func(rests string, change func(*model.Copying), states ...model.CopyResult) func(*desk) {
		return func(d *desk) {
			d.Sees("jobs 40 of 40")
			m := d.copyOf("orders-prod-sync-02", change, states...)
			m.report.Rests = rests
			d.follow(m)
		}
	}
	all := func(c *model.Copying) { c.Fate = model.FateGoes }
	read := model.CopyResult{State: model.CopyDone}
	pictures := []picture{
		{"under_way", world{}, of("", all, done(), model.CopyResult{State: model.CopyGoes, At: sim.FrozenNow().Add(-80 * time.Second)})},
		{"refused", world{}, of("The service refused the endpoints.", all, done(), read, read, model.CopyResult{
			State: model.CopyRefused, At: sim.FrozenNow(), Outcome: model.Outcome{
				Kind: model.Refused, Code: model.NewText("DRS.M00304"), Message: model.NewText("not allowed in this status"), RequestID: model.NewText("0123456789abcdef0123456789abcdef"),
			},
		})},
		{"asks", world{}, of("The passwords of the ends are needed.", nil, done(), read, read, model.CopyResult{State: model.CopyAsks, Why: "Both ends need their passwords; no copy brings them along."})},
		{"differs", world{}, of("The copy is not as it was asked for.", all, done(), read, model.CopyResult{
			State: model.CopyRefused, Differs: []model.Difference{{Label: "conflict", Was: "stop", Is: "overwrite"}, {Label: "topology", Was: "one to one", Is: ""}},
		})},
		{"checked", world{}, of("The pre-check failed.", nil, done(), read, read, done(), model.CopyResult{State: model.CopyDone, Ends: []model.EndResult{{Source: true, Reached: true}}}, model.CopyResult{
			State: model.CopyRefused, Check: &model.PreCheck{Ran: true, Process: 100, PassedRate: 90, Items: []model.CheckItem{{
				Item: model.NewText("binlog"), Result: model.NewText("FAILED"), Reason: model.NewText("binlog is off on the source"),
			}}},
		})},
		{"unknown", world{}, of("Nobody knows what came of the copy.", all, model.CopyResult{
			State: model.CopyUnknown, Outcome: model.Outcome{Kind: model.UnknownOutcome, Why: "the answer never arrived"}, Row: &model.Result{Next: sim.FrozenNow().Add(150 * time.Second), Look: 3, Looks: 6},
		})},
		{"all_done", world{}, of("", func(c *model.Copying) { c.Check = false }, done(), read, read)},
		{"go_on", world{}, func(d *desk) {
			of("The service refused the endpoints.", all, done(), read, read, model.CopyResult{State: model.CopyRefused, Outcome: model.Outcome{Kind: model.Refused}})(d)
			d.Keys("S").Wait(time.Second)
		}},
		{"on_the_disk", world{}, func(d *desk) {
			d.Sees("jobs 40 of 40")
			on := d.copyOf("orders-prod-sync-02", all, done(), done(), done(), model.CopyResult{State: model.CopyRefused})
			on.report.Rests = "The service refused the endpoints."
			d.do(d.app.follow(push(newKeptCourse(d.app.env, client.CopyKept{
				Report: on.report,
				ID:     "01JZZZZZZZZZZZZZZZZZZC7K2M", OriginalName: "orders-prod-sync-02", Copy: model.NewJobID("94b05766-0000-4000-8000-000000jb201"), CopyName: "orders-prod-sync-02-c7k2m",
				Fate: model.FateGoes, Step: "store both endpoints", Rests: "The service refused the endpoints.", Saved: sim.FrozenNow().Add(-3 * time.Hour),
			}))))
		}},
	}
	draw(t, append(inAllSizes(pictures[:4:4]), pictures[4:]...))
}
