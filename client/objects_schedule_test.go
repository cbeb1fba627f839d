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
	"drover/model/objects"
)

// The same for the objects of a job, in configuration and while it replays, whose
// saving takes the service its time and may fail.
func TestSchedulesOfObjects(t *testing.T) {
	everySchedule(t, func(t *testing.T, seed uint64, y *tally) {
		t.Helper()
		if seed%11 == 0 { // they take longer than others
			scheduleOfObjects(t, seed, y)
		}
	},
		"done", "refused", "not sent", "unknown", "elsewhere", "crash", "settled", "stopped", "retried", "second window", "done while it replays",
		"rarely skipped", "rarely absent", "rarely carried over", "rarely a saving failed")
}

func scheduleOfObjects(t *testing.T, seed uint64, y *tally) {
	t.Helper()
	service, err := sim.New(sim.Options{Tables: 10, Latency: 40 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	e := errand{wish: model.Wish{Verb: model.SaveObjects}, ops: []string{"UpdateJob"}, names: []string{"orders-prod-sync-02", "wave2-shop-01", "wave2-shop-02", "hr-payroll"}}
	b := &objectsBench{
		bench:  &bench{T: t, seed: seed, dice: rand.New(rand.NewPCG(seed, 1)), sim: service, dir: ramDir(t), errand: e},
		tokens: map[string]string{}, theirs: map[string]bool{},
	}
	b.watch = func(backend *drs.Backend, j *journal.Journal) client.Backend {
		return &objectsSpy{Backend: backend, bench: b, journal: j}
	}
	running := b.pickJob()
	s := b.open()
	b.storyOfObjects(&s, y)
	b.quiet()
	b.others.Wait()
	b.settleAll(s)
	time.Sleep(10 * time.Minute) // whatever comes late has come by now
	entries, err := s.journal.Entries()
	if err != nil {
		t.Fatal(err)
	}
	b.judgeObjects(entries)
	for _, run := range b.runs {
		for _, row := range run.Report().Rows {
			y.add(row.Outcome.Kind.String())
			if row.Outcome.Elsewhere {
				y.add("elsewhere")
			}
			if running && row.Outcome.Kind == model.Done {
				y.add("done while it replays")
			}
		}
	}
	if b.failing > 0 {
		y.add("a saving failed")
	}
	s.leave()
	if err := service.Close(); err != nil {
		t.Error(err)
	}
	for _, w := range b.wrong {
		t.Errorf("schedule %d: %s", seed, w)
	}
}

// pickJob takes a job and brings it to where its objects can be chosen.
func (b *objectsBench) pickJob() (running bool) {
	id := b.sim.ID(b.errand.names[b.dice.IntN(len(b.errand.names))])
	b.id, b.errand.from = model.NewJobID(id), "CONFIGURATION"
	if running = b.dice.IntN(2) == 0; running {
		b.errand.from = []string{"INCRE_TRANSFER_STARTED", "INCRE_TRANSFER_FAILED"}[b.dice.IntN(2)]
	}
	b.sim.Set(id, b.errand.from)
	heat := b.dice.Float64()
	b.sim.Script(func(op string, n int) string {
		if op == "ShowUpdateObjectSavingStatus" && b.roll("a saving fails", uint64(n)) < 0.15*heat {
			b.mu.Lock()
			b.failing++
			b.mu.Unlock()
			return "fail:DRS.M00004"
		}
		return b.trouble(op, n, heat)
	})
	return running
}

// storyOfObjects is what the user does, and somebody else.
func (b *objectsBench) storyOfObjects(s **session, y *tally) {
	for range 3 {
		held, ok := b.openObjects(*s)
		if !ok {
			continue
		}
		want := b.chooses(held)
		if b.dice.IntN(3) == 0 {
			b.somebodyChooses()
		}
		if b.dice.IntN(3) == 0 {
			b.choosesSoon()
		}
		if b.dice.IntN(12) == 0 {
			all := model.Statuses()
			b.sim.Set(b.id.Raw(), all[b.dice.IntN(len(all))])
			b.blind = true
		}
		run := b.sendObjects(*s, b.planObjects(*s, held, want))
		if run == nil {
			continue
		}
		run = b.whileSaving(s, y, run, held, want)
		<-run.Done()
		b.afterSaving(s, y, run)
		if b.dice.IntN(2) == 0 {
			b.settle(*s, y)
		}
	}
}

// openObjects reads what the job holds as a page does, until it is there.
func (b *objectsBench) openObjects(s *session) (*objects.Listing, bool) {
	for range 6 {
		s.logIn()
		d, err := s.client.Job(b.Context(), b.id)
		if err == nil {
			var r objects.Reading
			if r, err = b.watchedObjects(s, d.Job); err == nil {
				b.job = d.Job
				return r.Listing, model.Can(s.client.Capabilities(), d.Job, model.SaveObjects) == ""
			}
		}
		time.Sleep(b.between(time.Second, 20*time.Second))
	}
	return nil, false
}

func (b *objectsBench) watchedObjects(s *session, job model.Job) (objects.Reading, error) {
	return s.client.Objects(b.Context(), job, objects.Ask{Which: objects.Held}, nil)
}

// choosesSoon has somebody choose while drover is at it, or a while later.
func (b *objectsBench) choosesSoon() {
	after := b.between(0, []time.Duration{300 * time.Millisecond, 10 * time.Second, 3 * time.Minute}[b.dice.IntN(3)])
	b.others.Add(1)
	time.AfterFunc(after, func() {
		defer b.others.Done()
		b.somebodyChooses()
	})
}

func (b *objectsBench) planObjects(s *session, base, want *objects.Listing) model.Plan {
	set := model.SetObjects{Job: b.job, Base: base, Want: want}
	return model.PlanObjects(s.client.NewIntent(), s.client.Capabilities(), set, model.ObjectsAs{})
}

// sendObjects sends what goes.
func (b *objectsBench) sendObjects(s *session, p model.Plan) *client.Run {
	if len(p.Go()) == 0 {
		return nil
	}
	b.mu.Lock()
	b.tokens[p.ID] = tokenInObjects(p.Steps[0].Change.(model.SetObjects).Want)
	b.mu.Unlock()
	return s.send(p)
}

// whileSaving is what happens while a run goes on.
func (b *objectsBench) whileSaving(s **session, y *tally, run *client.Run, held, want *objects.Listing) *client.Run {
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
		if again := b.sendObjects(*s, b.planObjects(*s, held, want)); again != nil { // from a draft that was kept
			run = again
		}
	case 3: // a second window, with another wish
		if second := b.sendObjects(*s, b.planObjects(*s, held, b.chooses(held))); second != nil {
			<-second.Done()
			y.add("second window")
		}
	}
	return run
}

// afterSaving is what the report offers: the same again, or, where somebody else has
// chosen, the same upon that.
func (b *objectsBench) afterSaving(s **session, y *tally, run *client.Run) {
	r := run.Report()
	again := model.Retry((*s).client.NewIntent(), (*s).client.Capabilities(), r.Plan, r)
	if len(again.Steps) == 0 {
		return
	}
	if !r.Rows[0].Outcome.Elsewhere {
		if next := b.sendObjects(*s, again); next != nil {
			y.add("retried")
			<-next.Done()
		}
		return
	}
	if again.Steps[0].Goes() {
		b.fail("a choice upon what somebody else has changed is offered again")
	}
	now, ok := b.openObjects(*s)
	if !ok {
		return
	}
	set := r.Plan.Steps[0].Change.(model.SetObjects)
	if next := b.sendObjects(*s, b.planObjects(*s, now, withToken(now, tokenInObjects(set.Want)))); next != nil {
		y.add("carried over")
		<-next.Done()
	}
}
