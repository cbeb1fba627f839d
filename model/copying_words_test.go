package model_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	. "drover/model"
)

func lines(effects []Effect) []string {
	var out []string
	for _, s := range effects {
		text := s.Text
		if s.Risk {
			text = "! " + text
		}
		out = append(out, text)
	}
	return out
}

func isLines(t *testing.T, name string, got []Effect, want ...string) {
	t.Helper()
	if l := lines(got); !slices.Equal(l, want) {
		t.Errorf("%s:\n%s\nwant\n%s", name, strings.Join(l, "\n"), strings.Join(want, "\n"))
	}
}

func financeCopying() Copying {
	e := financeCopy()
	return NewCopying(e.Detail, "finance-2").With(e)
}

// announced is all that is said of a copying before it is sent: its risks, its steps as
// they are numbered, and what holds for all of them.
func announced(c Copying) []string {
	var out []string
	for _, risk := range c.Risks() {
		out = append(out, "! "+risk)
	}
	for i, step := range c.Steps() {
		out = append(out, strconv.Itoa(i+1)+" "+c.Line(step, atMorning()))
	}
	return append(out, c.Order())
}

func isAnnounced(t *testing.T, name string, c Copying, want ...string) {
	t.Helper()
	if got := announced(c); !slices.Equal(got, want) {
		t.Errorf("%s:\n%s\nwant\n%s", name, strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestACopyingOfFilesInWords(t *testing.T) {
	c := financeCopying()
	isAnnounced(t, "stays", c,
		"! The original stays live over the same paths: once the copy is started, two live jobs over the same paths spoil each other's work.",
		"1 make the copy (mode manual: nothing of it runs)",
		"2 read it back and compare (source and destination first)",
		"A step that fails stops there.")
	c.Fate = FateGoes
	c = c.With(financeCopy().With(KeyScheduleMode, "auto").With(KeyScheduleEvery, "2h"))
	isAnnounced(t, "goes", c,
		"! The original is deleted last, and there is no way back.",
		"! Once its schedule is set the copy is queued: a run of it may begin at once.",
		"1 make the copy (mode manual: nothing of it runs)",
		"2 read it back and compare (source and destination first)",
		"3 take the original off its schedule (auto, every 15m, weekdays)",
		"4 end the original's run (if one is under way)",
		"5 set the copy's schedule (auto, every 2h, weekdays)",
		"6 delete the original (its history stays in the server)",
		"Nothing is done to the original before the copy is verified.")
	if c.Word() != "job-finance" {
		t.Errorf("what must be typed: %q", c.Word())
	}
	c.Fate = FateStays
	if got := c.Risks(); len(got) != 2 || !strings.HasPrefix(got[0], "Both are live over the same paths from then on") || c.Word() != "" {
		t.Errorf("%q", got)
	}
	if got := c.With(financeCopy().With(KeyToPath, "/new")).Risks(); len(got) > 0 {
		t.Errorf("%v", got)
	}
}

func TestACopyingOfDatabasesInWords(t *testing.T) {
	c := NewCopying(mysqlSync(), "orders-2")
	c.Original.Job = c.Original.Job.WithStatus(NewText("INCRE_TRANSFER_STARTED"))
	c.Fate, c.Filters = FateRests, true
	c = c.With(edited(SectionFlow, c.Original).Put(KeyWindows, "00:00-24:00 3MB")).With(edited(SectionPolicy, c.Original, quiet()...).With(KeyConflict, "ignore"))
	got := announced(c)
	for _, want := range []string{
		"1 make the copy (it rests in configuration)", "4 store its endpoints (their passwords are asked for)",
		"5 change its policy (1 value)", "6 change its flow windows (1 value)", "10 pause the original",
	} {
		if !slices.Contains(got, want) {
			t.Errorf("%q is not in\n%s", want, strings.Join(got, "\n"))
		}
	}
	c.Fate = FateStays
	if got := c.Risks(); len(got) != 1 || !strings.Contains(got[0], "two jobs writing one target collide") {
		t.Errorf("%v", got)
	}
}

func TestAScheduleInBrackets(t *testing.T) {
	of := func(values ...string) string {
		got := map[FieldKey]string{}
		for i := 0; i < len(values); i += 2 {
			got[FieldKey(values[i])] = values[i+1]
		}
		return ScheduleBrief(func(key FieldKey) string { return got[key] }, nil)
	}
	for want, got := range map[string]string{
		"manual":                    of("schedule.mode", "manual"),
		"auto, every 15m":           of("schedule.mode", "auto"),
		"auto, every 30m, weekends": of("schedule.mode", "auto", "schedule.repeat_interval", "30m", "schedule.days", "weekends"),
		"auto, at 22:00, a run 8h at most, at most 3 runs a day": of("schedule.mode", "auto", "schedule.run_at", "22:00", "schedule.max_execution", "8h", "schedule.repeat_count", "3"),
		"auto, every 1h, between 22:00 and 05:00":                of("schedule.mode", "auto", "schedule.repeat_interval", "1h", "schedule.start_window", "22:00", "schedule.end_window", "05:00"),
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestWhyACopyingIsNotSent(t *testing.T) {
	caps := filing()
	good := financeCopying()
	if why, _ := good.Why(caps, connected()); why != "" {
		t.Fatalf("%s", why)
	}
	taken := connected()
	taken.NameListed = true
	for name, tt := range map[string]struct {
		copying Copying
		around  Around
		why     string
	}{
		"the original's name": {with2(good, func(c *Copying) { c.Name = "job-finance" }), connected(), "the name is the original's: the copy could not be told from it"},
		"a taken name":        {good, taken, "another job has the name"},
		"no name":             {with2(good, func(c *Copying) { c.Name = "" }), connected(), "the name of the copy: a name is needed"},
		"a wrong field":       {good.With(financeCopy().With(KeyToPath, "")), connected(), "copy: 1 field is wrong or empty"},
		"unread":              {NewCopying(financeCopy().Detail, "finance-2"), connected(), "what the original holds was not read"},
		"a kind of another":   {with2(good, func(c *Copying) { c.Original.Job.Scenario = "convention" }), connected(), "drover changes transfers alone; this is a job of the kind convention"},
		"a deleted one":       {with2(good, func(c *Copying) { c.Original.Job = c.Original.Job.WithStatus(NewText("deleted")) }), connected(), "it is deleted"},
	} {
		if why, _ := tt.copying.Why(caps, tt.around); why != tt.why {
			t.Errorf("%s: %q, want %q", name, why, tt.why)
		}
	}
	delete(caps.Verbs, Delete)
	if why, _ := with2(good, func(c *Copying) { c.Fate = FateGoes }).Why(caps, connected()); why != "the original: DryvIQ has no delete" {
		t.Errorf("%s", why)
	}
}

func with2(c Copying, change func(*Copying)) Copying {
	change(&c)
	return c
}

func TestWhatCanBecomeOfTheOriginal(t *testing.T) {
	caps := Capabilities{Service: "DRS", Verbs: map[Verb]string{}}
	for _, v := range Verbs() {
		caps.Verbs[v] = ""
	}
	for status, want := range map[string][2]bool{ // whether it can rest, and go
		"INCRE_TRANSFER_STARTED": {true, true}, "INCRE_TRANSFER_FAILED": {true, true}, "PAUSING": {true, true},
		"WAITING_FOR_START": {false, false}, "STARTJOBING": {false, false}, "RELEASE_RESOURCE_COMPLETE": {false, true},
	} {
		c := NewCopying(mysqlSync(), "n")
		c.Original.Job = c.Original.Job.WithStatus(NewText(status))
		fates := c.Fates(caps)
		if len(fates) != 3 || fates[0].Why != "" || FateOf(fates[2].Value) != FateGoes {
			t.Fatalf("%+v", fates)
		}
		if got := [2]bool{fates[1].Why == "", fates[2].Why == ""}; got != want {
			t.Errorf("%s: %v %q %q", status, got, fates[1].Why, fates[2].Why)
		}
	}
	files := financeCopying().Fates(filing())
	if files[1].Label != "take it off its schedule" || files[1].Why+files[2].Why != "" {
		t.Errorf("%+v", files)
	}
}

func TestTheCopysOwnSchedule(t *testing.T) {
	c := NewCopying(financeCopy().Detail, "n").With(financeCopy().With(KeyScheduleMode, "auto").With(KeyScheduleEvery, "2h"))
	base := Part{Section: SectionSchedule, Values: map[FieldKey]string{KeyScheduleMode: "manual", KeyScheduleDays: "everyday"}}
	got := c.ScheduleEdit(Detail{Job: transfer("n", "idle")}, base)
	if got.Section != SectionSchedule || got.Get(KeyScheduleMode) != "auto" || got.Get(KeyScheduleEvery) != "2h" || got.Get(KeyScheduleDays) != "weekdays" {
		t.Errorf("%v", got.Want())
	}
	if f := got.Form(atMorning()); f.Wrong != 0 {
		t.Errorf("%+v", f)
	}
	once := NewCopying(financeCopy().Detail, "n").With(financeCopy().With(KeyScheduleMode, "ad-hoc")).ScheduleEdit(Detail{Job: transfer("n", "idle")}, base)
	if !slices.Equal(once.Changed(), []FieldKey{KeyScheduleMode}) {
		t.Errorf("%v", once.Changed())
	}
}

func TestEffectsOnTransfers(t *testing.T) {
	sum := func(statuses ...string) (Sum, func(Wish) []Effect) {
		var picks []Pick
		for i, status := range statuses {
			picks = append(picks, Pick{Job: with(transfer("a", status), func(j *Job) { j.ID, j.Mode = NewJobID(string(rune('a'+i))), NewText("auto") })})
		}
		s := NewPlanner("i", filing(), Wish{Verb: Delete}, picks).Sum()
		return s, func(w Wish) []Effect {
			p := NewPlanner("i", filing(), w, picks)
			return Effects(p.Plan().Wish, p.Sum(), time.Time{}, nil)
		}
	}
	_, one := sum("running")
	isLines(t, "cancel", one(Wish{Verb: Cancel}), "The run ends within seconds; what it moved stays. The job stays.", "A job with the mode auto runs again when its schedule says so.")
	isLines(t, "delete", one(Wish{Verb: Delete}),
		"! It is flagged as deleted and leaves every list; a run is ended within about 5s; its history stays in the server, there is no way back.",
		"! It runs: what is not moved yet stays where it is.")
	isLines(t, "pause", one(Wish{Verb: Pause}), "Its run stops. Until it is resumed nothing of it runs by itself; whether a stopped run goes on from there the server does not say.", "A change of the schedule drops a pause.")
	_, two := sum("idle", "failed")
	isLines(t, "start", two(Wish{Verb: Start, When: AtOnce()}), "A run of each is queued at once, whatever their schedules say.", "Their schedules stay as they are.")
	s, _ := sum("idle", "running", "paused")
	if s.Running != 1 || s.NoBill != 0 || s.Orders != 0 {
		t.Errorf("%+v", s)
	}
	for _, v := range VerbsOf(Files) {
		for _, jobs := range [][]string{{"idle"}, {"running"}, {"paused"}, {"idle", "failed"}, {"running", "running", "idle"}} {
			_, of := sum(jobs...)
			for _, e := range of(Wish{Verb: v, When: AtOnce()}) {
				if strings.Contains(e.Text, "bill") || strings.Contains(e.Text, "node") || strings.Contains(e.Text, "eplication") {
					t.Errorf("%s of files: %s", v, e.Text)
				}
			}
		}
	}
}

func TestJobsThatCollide(t *testing.T) {
	jobs := []Job{}
	for _, j := range []struct{ id, status, mode, paths string }{
		{"a", "idle", "auto", "p"}, {"b", "running", "manual", "p"}, {"c", "paused", "auto", "p"}, {"d", "idle", "manual", "p"},
		{"e", "idle", "auto", ""}, {"f", "idle", "auto", ""}, {"g", "idle", "auto", "q"},
	} {
		jobs = append(jobs, with(transfer(j.id, j.status), func(job *Job) { job.ID, job.Mode, job.Paths = NewJobID(j.id), NewText(j.mode), NewText(j.paths) }))
	}
	a, b := NewJobID("a"), NewJobID("b")
	got := Collisions(jobs)
	if len(got) != 2 || !slices.Equal(got[a], []JobID{b}) || !slices.Equal(got[b], []JobID{a}) {
		t.Errorf("%v", got)
	}
	running := func(id, status string) Job { return job(id).WithStatus(NewText(status)) }
	one, two := running("x", "INCRE_TRANSFER_STARTED"), running("y", "FULL_TRANSFER_STARTED")
	copies := map[JobID]JobID{two.ID: one.ID}
	if got := CollisionsOfCopies([]Job{one, two}, copies); len(got) != 2 || got[one.ID][0] != two.ID {
		t.Errorf("%v", got)
	}
	if got := CollisionsOfCopies([]Job{one, running("y", "PAUSING")}, copies); len(got) != 0 {
		t.Errorf("%v", got)
	}
	if files, databases := Colliding(Files, jobs, copies), Colliding(Databases, jobs, copies); len(files) != 2 || len(databases) != 0 {
		t.Errorf("%v, %v", files, databases)
	}
}

func TestNoClockRunsOutOnATransfer(t *testing.T) {
	for _, status := range append(FileStatuses(), "odd", "") {
		if d, ok := NextDeadline(transfer("a", status), atMorning().Now, 0); ok {
			t.Errorf("%s: %+v", status, d)
		}
	}
}
