package client_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"drover/client"
	"drover/client/drs"
	"drover/client/journal"
	"drover/client/sim"
	"drover/model"
)

// The same for the sections of a job, which somebody else changes, too: before
// drover sends, while it sends, and after.
func TestSchedulesOfUpdates(t *testing.T) {
	everySchedule(t, scheduleOfEdits,
		"done", "skipped", "refused", "not sent", "absent", "unknown", "accepted", "elsewhere", "carried over", "crash", "settled", "stopped", "retried", "second window",
		"done name", "done policy", "done speed_limit", "done notify")
}

func scheduleOfEdits(t *testing.T, seed uint64, y *tally) {
	t.Helper()
	service, err := sim.New(sim.Options{Latency: 40 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	e := errand{wish: model.Wish{Verb: model.Update}, ops: []string{"UpdateJob"}, from: "CONFIGURATION", forced: true, most: 1, names: []string{
		"orders-prod-sync-01", "orders-prod-sync-02", "wave2-shop-01", "wave2-shop-02",
	}}
	b := &editBench{
		bench:  &bench{T: t, seed: seed, dice: rand.New(rand.NewPCG(seed, 1)), sim: service, dir: ramDir(t), errand: e},
		tokens: map[string]string{}, theirs: map[string]bool{}, read: map[model.Section]asRead{}, touched: map[model.Section]bool{},
	}
	b.watch = func(backend *drs.Backend, j *journal.Journal) client.Backend {
		return &editSpy{Backend: backend, bench: b, journal: j}
	}
	b.pick()
	s := b.open()
	b.storyOfEdits(&s, y)
	b.quiet()
	b.others.Wait()
	b.settleAll(s)
	time.Sleep(10 * time.Minute) // whatever comes late has come by now
	entries, err := s.journal.Entries()
	if err != nil {
		t.Fatal(err)
	}
	b.judgeEdits(entries, b.runs)
	for _, run := range b.runs {
		r := run.Report()
		for _, row := range r.Rows {
			y.add(row.Outcome.Kind.String())
			y.add(row.Outcome.Kind.String() + " " + string(r.Plan.Edit.Edit.Section))
			if row.Outcome.Elsewhere {
				y.add("elsewhere")
			}
		}
	}
	s.leave()
	if err := service.Close(); err != nil {
		t.Error(err)
	}
	for _, w := range b.wrong {
		t.Errorf("schedule %d: %s", seed, w)
	}
}

// pick takes a job and brings it to where its sections can be changed.
func (b *editBench) pick() {
	id := b.sim.ID(b.errand.names[b.dice.IntN(len(b.errand.names))])
	b.job = model.NewJobID(id)
	b.sim.Set(id, b.errand.from)
	heat := b.dice.Float64()
	b.sim.Script(func(op string, n int) string { return b.trouble(op, n, heat) })
}

// storyOfEdits is what the user does, and somebody else.
func (b *editBench) storyOfEdits(s **session, y *tally) {
	for range 3 {
		section := editSections()[b.dice.IntN(len(editSections()))]
		d, part, ok := b.open1(*s, section)
		if !ok {
			continue
		}
		e, _ := b.fresh(model.NewEdit(d, part))
		if b.dice.IntN(3) == 0 {
			b.somebodyWrites(b.near(section))
		}
		if b.dice.IntN(3) == 0 {
			b.soon(b.near(section))
		}
		if b.dice.IntN(12) == 0 {
			all := model.Statuses()
			b.sim.Set(b.job.Raw(), all[b.dice.IntN(len(all))])
			b.blind = true
		}
		plan := b.planOf(*s, e)
		run := b.sendEdit(*s, plan)
		if run == nil {
			continue
		}
		run = b.meanwhile(s, y, run, e)
		<-run.Done()
		b.afterwards(s, y, run)
		if b.dice.IntN(2) == 0 {
			b.settle(*s, y)
		}
	}
}

// open1 reads a section as a page does, until it is there.
func (b *editBench) open1(s *session, section model.Section) (model.Detail, model.Part, bool) {
	for range 6 {
		s.logIn()
		d, parts, err := s.client.Sections(b.Context(), b.job, section)
		if err == nil && parts[0].Lacks == "" {
			return d, parts[0], model.CanEdit(s.client.Capabilities(), d.Job, section) == ""
		}
		time.Sleep(b.between(time.Second, 20*time.Second))
	}
	return model.Detail{}, model.Part{}, false
}

// near is mostly the same section.
func (b *editBench) near(section model.Section) model.Section {
	if b.dice.IntN(4) == 0 {
		return editSections()[b.dice.IntN(len(editSections()))]
	}
	return section
}

// soon has somebody write while drover is at it, or a while later.
func (b *editBench) soon(section model.Section) {
	after := b.between(0, []time.Duration{300 * time.Millisecond, 10 * time.Second, 3 * time.Minute}[b.dice.IntN(3)])
	b.others.Add(1)
	time.AfterFunc(after, func() {
		defer b.others.Done()
		b.somebodyWrites(section)
	})
}

// planOf plans an edit whatever its form says: forms have tests of their own.
func (b *editBench) planOf(s *session, e model.Edit) model.Plan {
	p := model.PlanEdit(s.client.NewIntent(), s.client.Capabilities(), e, model.Around{})
	if len(e.Changed()) > 0 && model.CanEdit(s.client.Capabilities(), e.Detail.Job, e.Section) == "" {
		p.Steps[0].Why = ""
	}
	return p
}

// sendEdit sends what goes.
func (b *editBench) sendEdit(s *session, p model.Plan) *client.Run {
	if len(p.Go()) == 0 {
		return nil
	}
	b.mu.Lock()
	b.tokens[p.ID] = tokenIn(p.Edit.Edit.Section, p.Edit.Edit.Get)
	b.mu.Unlock()
	return s.send(p)
}

// meanwhile is what happens while a run goes on.
func (b *editBench) meanwhile(s **session, y *tally, run *client.Run, e model.Edit) *client.Run {
	switch b.dice.IntN(5) {
	case 0:
		time.Sleep(b.between(0, 20*time.Second))
		run.Stop()
		y.add("stopped")
	case 1, 2:
		time.Sleep(b.between(0, []time.Duration{300 * time.Millisecond, 3 * time.Second, 3 * time.Minute}[b.dice.IntN(3)]))
		(*s).crash()
		y.add("crash")
		*s = b.open()
		if b.dice.IntN(2) == 0 { // else the user is faster than the looking
			b.settle(*s, y)
		}
		if again := b.sendEdit(*s, b.planOf(*s, e)); again != nil { // from a draft that was kept
			run = again
		}
	case 3: // a second window, with another wish
		other, _ := b.fresh(e)
		if second := b.sendEdit(*s, b.planOf(*s, other)); second != nil {
			<-second.Done()
			y.add("second window")
		}
	}
	return run
}

// afterwards is what the report offers: the same again, or, where somebody else has
// written, the same upon that.
func (b *editBench) afterwards(s **session, y *tally, run *client.Run) {
	r := run.Report()
	again := model.Retry((*s).client.NewIntent(), (*s).client.Capabilities(), r.Plan, r)
	if len(again.Steps) == 0 {
		return
	}
	step, e := &again.Steps[0], r.Plan.Edit.Edit
	switch {
	case len(r.Rows) != 1:
		b.fail("%d rows", len(r.Rows))
	case r.Rows[0].Outcome.Elsewhere:
		if step.Goes() {
			b.fail("an edit of what somebody else has changed is offered again")
		}
		d, now, ok := b.open1(*s, e.Section)
		if !ok {
			return
		}
		mine := map[model.FieldKey]bool{}
		for _, c := range e.Clashes(now, model.Around{}) {
			mine[c.Key] = true
		}
		onto := e.Onto(d, now, mine)
		if tokenIn(e.Section, onto.Get) != tokenIn(e.Section, e.Get) {
			b.fail("what is mine is %q, not %q", tokenIn(e.Section, onto.Get), tokenIn(e.Section, e.Get))
		}
		if next := b.sendEdit(*s, b.planOf(*s, onto)); next != nil {
			y.add("carried over")
			<-next.Done()
		}
	default:
		if step.Why != "" && model.CanEdit((*s).client.Capabilities(), step.Job, e.Section) == "" {
			step.Why = ""
		}
		if next := b.sendEdit(*s, again); next != nil {
			y.add("retried")
			<-next.Done()
		}
	}
}
