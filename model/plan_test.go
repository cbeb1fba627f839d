package model_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	. "drover/model"

	"pgregory.net/rapid"
)

var passed = &PreCheck{Ran: true, Process: 100, PassedRate: 100}

func ids(steps []Step) string {
	var out []string
	for _, s := range steps {
		out = append(out, s.Job.ID.Raw())
	}
	return strings.Join(out, " ")
}

func TestPlanStartPutsHiddenFirst(t *testing.T) {
	p := NewPlan("i", drs, Wish{Verb: Start, When: AtOnce()}, []Pick{
		{Job: job("a"), Check: passed}, {Job: job("b"), Check: passed, Hidden: true},
		{Job: job("c").WithStatus(NewText("PAUSING"))}, {Job: job("d"), Hidden: true},
	})
	if got := ids(p.Steps); got != "b d a c" {
		t.Errorf("steps are %s", got)
	}
	if got := ids(p.Go()); got != "b a" || p.Pending() != 1 || len(p.Changes()) != 2 {
		t.Errorf("%s go, %d pending, %d changes", got, p.Pending(), len(p.Changes()))
	}
	if p.ID != "i" || p.Verb != Start || !p.When.Now() {
		t.Errorf("the plan is %+v", p)
	}
}

func TestPlanStartReasons(t *testing.T) {
	item := func(result, name, reason string) CheckItem {
		return CheckItem{Result: NewText(result), Item: NewText(name), Reason: NewText(reason)}
	}
	check := func(process, rate int, items ...CheckItem) *PreCheck {
		return &PreCheck{Ran: true, Process: process, PassedRate: rate, Items: items}
	}
	for name, c := range map[string]struct {
		pick      Pick
		why, mend string
	}{
		"passed":         {Pick{Check: passed}, "", ""},
		"warnings":       {Pick{Check: check(100, 100, item("ALARM", "x", "y"))}, "", ""},
		"none run":       {Pick{Check: &PreCheck{}}, "no pre-check was run", "run the pre-check first"},
		"still running":  {Pick{Check: check(40, -1)}, "still running, 40 %", "r reads it again"},
		"begun":          {Pick{Check: check(0, 0)}, "still running, 0 %", "r reads it again"},
		"not told":       {Pick{Check: check(-1, 100)}, "tells no result", "again"},
		"no rate":        {Pick{Check: check(100, -1)}, "tells no result", "again"},
		"92":             {Pick{Check: check(100, 92)}, "passed only 92 %", "again"},
		"one failed":     {Pick{Check: check(100, 92, item("FAILED", "x", "binlog is off"))}, "binlog is off", "mend it"},
		"two failed":     {Pick{Check: check(100, 80, item("FAILED", "x", "a"), item("PASSED", "p", ""), item("FAILED", "y", "b"))}, "a, and 1 more", "mend it"},
		"item only":      {Pick{Check: check(100, 92, item("FAILED", "binlog", ""))}, "binlog", "mend it"},
		"failed, no why": {Pick{Check: check(100, 100, item("FAILED", "", ""))}, "does not say which", "mend it"},
		"hostile reason": {Pick{Check: check(100, 92, item("FAILED", "", "a\x1b[1m"))}, "a^[[1m", "mend it"},
		"not readable":   {Pick{CheckEr: "403"}, "could not be read: 403", "r reads it again"},
	} {
		c.pick.Job = job("1")
		s := NewPlan("i", drs, Wish{Verb: Start, When: AtOnce()}, []Pick{c.pick}).Steps[0]
		if !strings.Contains(s.Why, c.why) || !strings.Contains(s.Mend, c.mend) || s.Goes() != (c.why == "") || s.Pending {
			t.Errorf("%s: goes %v because %q, mend %q", name, s.Goes(), s.Why, s.Mend)
		}
		if c.pick.Check != nil && c.pick.Check.Passed() != s.Goes() {
			t.Errorf("%s: the plan and PreCheck.Passed disagree", name)
		}
	}
}

func TestPlanStartBilling(t *testing.T) {
	pick := func(c Charging) Pick {
		return Pick{Job: with(job("1"), func(j *Job) { j.Charging = c }), Check: passed}
	}
	all := NewPlanner("i", drs, Wish{Verb: Start, When: AtOnce()}, []Pick{pick(Period), pick(OnDemand), pick(ChargingUnknown)})
	p := all.Plan()
	for i, want := range []struct{ order, noBill bool }{{true, false}, {false, false}, {false, true}} {
		if s := p.Steps[i]; s.Order != want.order || s.NoBill != want.noBill {
			t.Errorf("step %d: order %v, billing unknown %v", i, s.Order, s.NoBill)
		}
	}
	if got := all.Tally(); got.Orders != 1 || got.NoBill != 1 {
		t.Errorf("%+v", got)
	}
	left := all.Pick(0)
	left.Left = true
	if all.Put(0, left); all.Tally().Orders != 0 {
		t.Error("a job that was left out still places an order")
	}
}

func TestPlanStartDualActive(t *testing.T) {
	parent := with(job("p"), func(j *Job) { j.Scenario, j.Role, j.Children = DR, RoleParent, []JobID{NewJobID("f"), NewJobID("b")} })
	child := func(id, direction string) Job {
		return with(job(id), func(j *Job) { j.Scenario, j.Parent, j.Direction = DR, NewJobID("p"), NewText(direction) })
	}
	p := NewPlan("i", drs, Wish{Verb: Start, When: AtOnce()}, []Pick{
		{Job: parent, Check: passed}, {Job: child("f", "up"), Check: passed}, {Job: child("b", "down"), Check: passed},
	})
	if got := ids(p.Go()); got != "f b" {
		t.Errorf("%s go", got)
	}
	if len(p.Steps[1].Warn) != 0 || len(p.Steps[2].Warn) != 1 || !strings.Contains(p.Steps[2].Warn[0], "RPO and RTO under 60 s") {
		t.Errorf("warnings are %q and %q", p.Steps[1].Warn, p.Steps[2].Warn)
	}
}

func TestPlanStartPendingAndLeft(t *testing.T) {
	p := NewPlan("i", drs, Wish{Verb: Start, When: AtOnce()}, []Pick{
		{Job: job("a")}, {Job: job("b"), Left: true}, {Job: job("c"), Left: true, Check: passed},
		{Job: job("d").WithStatus(NewText("DELETED"))},
	})
	if p.Pending() != 1 || len(p.Go()) != 0 {
		t.Errorf("%d pending, %d go", p.Pending(), len(p.Go()))
	}
	if !p.Steps[0].Pending || p.Steps[3].Pending {
		t.Error("only a job that may start waits for its pre-check")
	}
}

func TestChangesCarryTheMoment(t *testing.T) {
	at := AtTime(time.Date(2026, 3, 14, 4, 0, 0, 123_456_789, time.FixedZone("", 8*3600)))
	change := NewPlan("i", drs, Wish{Verb: Start, When: at}, []Pick{{Job: job("a"), Check: passed}}).Changes()[0]
	start, ok := change.(StartJob)
	if !ok || start.At != at || start.Target() != NewJobID("a") {
		t.Fatalf("the change is %#v", change)
	}
	got, ok := start.At.Time()
	if want := time.Date(2026, 3, 13, 20, 0, 0, 123_000_000, time.UTC); !ok || got != want {
		t.Errorf("the moment is %v, want %v", got, want)
	}
}

func TestWhenZeroSaysNothing(t *testing.T) {
	var w When
	if _, ok := w.Time(); w.Set() || w.Now() || ok {
		t.Error("a When nobody set says something")
	}
	if w := AtOnce(); !w.Set() || !w.Now() {
		t.Error("AtOnce is not now")
	}
	if w := AtTime(time.Time{}); !w.Set() || w.Now() {
		t.Error("a zero moment became now")
	}
}

var kinds = []OutcomeKind{Waiting, Accepted, Done, Skipped, Refused, NotSent, UnknownOutcome, Absent}

func TestOutcomeWords(t *testing.T) {
	var got []string
	for _, k := range kinds {
		got = append(got, k.String())
	}
	if want := "waiting accepted done skipped refused not sent unknown absent"; strings.Join(got, " ") != want {
		t.Errorf("outcomes are %q", got)
	}
}

func TestRetryTakesOnlyWhatIsSafe(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 12).Draw(t, "jobs")
		var picks []Pick
		var report Report
		want := map[string]bool{}
		for i := range n {
			j := job(strconv.Itoa(i))
			picks = append(picks, Pick{Job: j, Check: passed, Hidden: rapid.Bool().Draw(t, "hidden"), Left: rapid.Bool().Draw(t, "left")})
			if rapid.Bool().Draw(t, "no row") {
				continue
			}
			k := rapid.SampledFrom(kinds).Draw(t, "outcome")
			report.Rows = append(report.Rows, Result{ID: j.ID, Outcome: Outcome{ID: j.ID, Kind: k}})
			if k == Refused || k == NotSent || k == Absent {
				want[j.ID.Raw()] = true
			}
		}
		report.Rows = append(report.Rows, Result{ID: NewJobID("stranger"), Outcome: Outcome{Kind: Refused}})
		when := rapid.SampledFrom([]When{AtOnce(), AtTime(time.UnixMilli(1e12))}).Draw(t, "when")
		plan := NewPlan("first", drs, Wish{Verb: Start, When: when}, picks)
		again := Retry("second", drs, plan, report)
		if again.ID != "second" || again.When != when {
			t.Fatalf("the new plan is %+v", again)
		}
		if len(again.Steps) != len(want) {
			t.Fatalf("%d of %d jobs are tried again", len(again.Steps), len(want))
		}
		for _, s := range again.Steps {
			if !want[s.Job.ID.Raw()] {
				t.Fatalf("%s is tried again", s.Job.ID)
			}
			if !s.Pending || s.Check != nil {
				t.Fatalf("%s goes by its old pre-check", s.Job.ID)
			}
		}
	})
}

func TestCountAddsUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		drawn := rapid.SliceOf(rapid.SampledFrom(kinds)).Draw(t, "outcomes")
		var r Report
		for _, k := range drawn {
			r.Rows = append(r.Rows, Result{Outcome: Outcome{Kind: k}})
		}
		of := func(ks ...OutcomeKind) (n int) {
			for _, k := range drawn {
				if slices.Contains(ks, k) {
					n++
				}
			}
			return n
		}
		want := Counts{
			Sent: of(Accepted, Done, Refused, UnknownOutcome, Absent), Accepted: of(Accepted, Done), Refused: of(Refused),
			Unknown: of(UnknownOutcome), Absent: of(Absent), NotSent: of(NotSent), Waiting: of(Waiting), Skipped: of(Skipped),
		}
		if got := r.Count(); got != want {
			t.Fatalf("counted %+v, want %+v", got, want)
		}
		if got := r.Retryable(); got != of(Refused, NotSent, Absent) {
			t.Fatalf("%d are retryable", got)
		}
	})
}

func TestAStartOfACopyWhoseOriginalRunsIsWarnedOf(t *testing.T) {
	running, ended := job("0").WithStatus(NewText("INCRE_TRANSFER_STARTED")), job("0").WithStatus(NewText("RELEASE_RESOURCE_COMPLETE"))
	warn := "it is a copy of job-0, which still runs: two jobs writing one target collide"
	scheduled := job("1").WithStatus(NewText("WAITING_FOR_START"))
	for name, c := range map[string]struct {
		pick Pick
		verb Verb
		want bool
	}{
		"a start":               {Pick{Job: job("1"), CopyOf: &running}, Start, true},
		"a start of a schedule": {Pick{Job: scheduled, CopyOf: &running}, StartNow, true},
		"an ended original":     {Pick{Job: job("1"), CopyOf: &ended}, Start, false},
		"no copy":               {Pick{Job: job("1")}, Start, false},
		"a pre-check":           {Pick{Job: job("1"), CopyOf: &running}, RunCheck, false},
	} {
		if got := NewPlan("i", all(), Wish{Verb: c.verb}, []Pick{c.pick}).Steps[0].Warn; slices.Contains(got, warn) != c.want {
			t.Errorf("%s: %q", name, got)
		}
	}
}

// What is set going again beside its own copy is warned of, too.
func TestAResumeOfAnOriginalWhoseCopyRunsIsWarnedOf(t *testing.T) {
	paused, ready := job("1").WithStatus(NewText("PAUSING")), job("1")
	running, resting := job("2").WithStatus(NewText("INCRE_TRANSFER_STARTED")), job("2").WithStatus(NewText("CONFIGURATION"))
	warn := "its copy job-2 runs: two jobs writing one target collide"
	for copied, want := range map[*Job]bool{&running: true, &resting: false, nil: false} {
		for verb, of := range map[Verb]Job{Resume: paused, Start: ready} {
			if got := NewPlan("i", all(), Wish{Verb: verb}, []Pick{{Job: of, CopiedAs: copied}}).Steps[0].Warn; slices.Contains(got, warn) != want {
				t.Errorf("%s beside %v: %q", verb, copied, got)
			}
		}
	}
}

// A draft goes again as it is, under a new intent; what the journal alone knows
// of has none.
func TestRetryOfADraft(t *testing.T) {
	draft := NewDraft("d1", time.Time{}).Put(KeyName, "orders-mirror")
	create := CreateJob{Intent: "OLD", Draft: draft}
	create.ID = create.Stand()
	store := StoreEnds{ID: NewJobID("job"), Draft: NewDraft("d2", time.Time{}).Put(Element(Sources, 0, "endpoint.ip"), "10.0.0.1")}
	bare := Plan{Wish: Wish{Verb: Create}, Steps: []Step{{Job: Job{ID: create.ID}, Change: create}}}
	for _, c := range []struct {
		name string
		plan Plan
		kind OutcomeKind
		want int
	}{
		{"a create that was refused", Plan{Wish: Wish{Verb: Create, Create: draft}, Steps: bare.Steps}, Refused, 1},
		{"one that is unknown", Plan{Wish: Wish{Verb: Create, Create: draft}, Steps: bare.Steps}, UnknownOutcome, 0},
		{"one that the journal knows", bare, Absent, 0},
		{"endpoints that were refused", Plan{Wish: Wish{Verb: SaveEnds}, Steps: []Step{{Job: Job{ID: store.ID}, Change: store}}}, Refused, 1},
		{"endpoints that the journal knows", Plan{Wish: Wish{Verb: SaveEnds}, Steps: []Step{{Job: Job{ID: store.ID}, Change: StoreEnds{ID: store.ID}}}}, Absent, 0},
	} {
		id := c.plan.Steps[0].Job.ID
		again := Retry("NEW", Capabilities{}, c.plan, Report{Rows: []Result{{ID: id, Outcome: Outcome{ID: id, Kind: c.kind}}}})
		if len(again.Steps) != c.want || again.ID != "NEW" {
			t.Errorf("%s: %+v", c.name, again)
			continue
		}
		for _, s := range again.Steps {
			switch ch := s.Change.(type) {
			case CreateJob:
				if ch.Intent != "NEW" || ch.ID != ch.Stand() || ch.ID == id || !ch.Draft.SameValues(draft) {
					t.Errorf("%s: %+v", c.name, ch)
				}
			case StoreEnds:
				if ch.ID != id || !ch.Draft.SameValues(store.Draft) {
					t.Errorf("%s: %+v", c.name, ch)
				}
			}
		}
	}
}
