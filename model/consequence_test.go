package model_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	. "drover/model"
)

// at is a job in a status, with its lag or percent.
func at(id, wire string, s Sample) Pick {
	return Pick{Job: job(id).WithStatus(NewText(wire)), Sample: &s}
}

func lag(d time.Duration) Sample { return Sample{Percent: -1, Lag: d} }
func percent(n int) Sample       { return Sample{Percent: n, Lag: -1} }
func period(p Pick) Pick         { p.Job.Charging = Period; return p }
func migration(p Pick) Pick      { p.Job.Scenario = Migration; return p }
func parentOf(p Pick, ids ...string) Pick {
	p.Job.Scenario, p.Job.Role = DR, RoleParent
	for _, id := range ids {
		p.Job.Children = append(p.Job.Children, NewJobID(id))
	}
	return p
}
func half(p Pick) Pick { p.Job.Scenario, p.Job.Parent = DR, NewJobID("1"); return p }
func every(verbs ...Verb) (c Capabilities) {
	c = Capabilities{Service: "DRS", Verbs: map[Verb]string{}}
	for _, v := range verbs {
		c.Verbs[v] = ""
	}
	return c
}

// TestEffects says what sending does, for one job and for several.
func TestEffects(t *testing.T) {
	now := time.Date(2026, 3, 14, 3, 12, 0, 0, time.UTC)
	zone := time.FixedZone("CST", 8*3600)
	incr, full, stopped := "INCRE_TRANSFER_STARTED", "FULL_TRANSFER_STARTED", "PAUSING"
	for _, c := range []struct {
		name  string
		wish  Wish
		picks []Pick
		want  []string // sentences, "!" before a risk
	}{
		{"an end of a running job", Wish{Verb: End}, []Pick{at("1", incr, lag(41*time.Second))}, []string{
			"Ending cannot be undone: replication stops and the node is released.", "Rows written on the source from now on do not arrive.",
			"!lag is 41s: 41 seconds of changes are still on their way.",
		}},
		{"an end of one far behind", Wish{Verb: End}, []Pick{at("1", incr, lag(200*time.Second))}, []string{"!lag is 3m20s: 3m20s of changes are still on their way."}},
		{"an end of a copy", Wish{Verb: End}, []Pick{at("1", full, percent(62))}, []string{"!the full copy is at 62 %: what is not copied yet never arrives."}},
		{"an end of a copy nobody measured", Wish{Verb: End}, []Pick{at("1", full, NoSample())}, []string{"!the full copy is under way: what is not copied yet never arrives."}},
		{"an end of a paused job", Wish{Verb: End}, []Pick{at("1", stopped, NoSample())}, []string{"!What was written on the source since it stopped has not arrived, and never will."}},
		{"an end of what never ran", Wish{Verb: ForceEnd}, []Pick{at("1", "CONFIGURATION", NoSample())}, []string{
			"A forced end cannot be undone: the node is released.", "Nothing was copied yet; what was configured is lost.",
		}},
		{"an end of a scheduled job", Wish{Verb: End}, []Pick{at("1", "WAITING_FOR_START", NoSample())}, []string{"Its start is dropped."}},
		{"an end of many", Wish{Verb: End}, []Pick{at("1", incr, lag(41*time.Second)), at("2", incr, lag(200*time.Second)), at("3", full, percent(3)), at("4", stopped, NoSample())}, []string{
			"the nodes are released.", "Rows written on the sources from now on do not arrive.", "!3 of 4 are running; the longest lag is 3m20s (job-2).",
			"!1 still copies: what is not copied yet never arrives.", "!1 of 4 is paused or failed: what was written since never arrives.",
		}},
		{"an end of many of unknown lag", Wish{Verb: End}, []Pick{at("1", incr, NoSample()), at("2", incr, NoSample())}, []string{"!2 of 2 are running; the lag is not known."}},
		{"an end of a migration", Wish{Verb: End}, []Pick{migration(at("1", incr, lag(0)))}, []string{"Triggers and events of a migration are moved last, as part of the end."}},
		{"a forced end", Wish{Verb: ForceEnd}, []Pick{at("1", incr, lag(0))}, []string{"!It leaves undone what a plain end does last: triggers and events of a migration."}},
		{"an end of an order", Wish{Verb: End}, []Pick{period(at("1", incr, lag(0)))}, []string{"!1 job is billed by the month or year: ending returns the order (unsubscribe)."}},
		{"a pause of the replay", Wish{Verb: Pause, Pause: PauseReplay}, []Pick{at("1", incr, lag(41*time.Second))}, []string{
			"Replication stops until it is resumed.", "The source's log goes on being read", "Its lag, 41s, grows until then.",
		}},
		{"a pause of everything", Wish{Verb: Pause, Pause: PauseAll}, []Pick{at("1", full, percent(3)), at("2", incr, NoSample())}, []string{
			"until they are resumed", "!Resume by 15 Mar 03:12Z  15 Mar 11:12+08, about 24h: after that the source's log may be gone.", "A full copy stops where it is",
		}},
		{"a resume", Wish{Verb: Resume}, []Pick{at("1", stopped, NoSample())}, []string{"goes on where it stopped", "!If the source's log is gone by now, it fails and only a reset helps."}},
		{"a retry", Wish{Verb: TryAgain}, []Pick{at("1", "INCRE_TRANSFER_FAILED", NoSample())}, []string{"It goes on where it failed.", "three times by itself", "it fails again."}},
		{"a start now", Wish{Verb: StartNow}, []Pick{period(at("1", "WAITING_FOR_START", NoSample()))}, []string{
			"Its schedule is dropped. The full copy begins at once.", "!1 job is billed by the month or year: starting places and pays the order.",
		}},
		{"starts now", Wish{Verb: StartNow}, []Pick{at("1", "WAITING_FOR_START", NoSample()), at("2", "WAITING_FOR_START", NoSample())}, []string{"Their schedules are dropped.", "Both are billed"}},
		{"a delete", Wish{Verb: Delete}, []Pick{at("1", "RELEASE_RESOURCE_COMPLETE", NoSample())}, []string{"Its record goes from the service", "nothing is to be seen of it"}},
		{"a pre-check", Wish{Verb: RunCheck}, []Pick{at("1", "CONFIGURATION", NoSample())}, []string{"the old result is void", "Nothing moves"}},
		{"an end of a parent", Wish{Verb: End}, []Pick{parentOf(at("1", incr, lag(0)), "2", "3")}, []string{"!Its 2 jobs end with it."}},
		{"an end of a parent and its halves", Wish{Verb: End}, []Pick{parentOf(at("1", incr, lag(0)), "2", "3"), half(at("2", incr, lag(0))), half(at("3", incr, lag(0)))}, []string{
			"!Its 2 jobs end with it: job-2, job-3.",
		}},
		{"an end of a parent among others", Wish{Verb: End}, []Pick{parentOf(at("1", incr, lag(0)), "2", "3"), at("4", incr, lag(0))}, []string{"!The parent's 2 jobs end with it."}},
		{"a forced end of parents", Wish{Verb: ForceEnd}, []Pick{parentOf(at("1", incr, lag(0)), "2", "3"), parentOf(at("4", incr, lag(0)), "5", "6")}, []string{"!The parents' 4 jobs end with them."}},
		{"an end of a parent whose jobs are not told", Wish{Verb: End}, []Pick{parentOf(at("1", incr, lag(0)))}, []string{"!Its jobs end with it."}},
		{"a delete of a parent", Wish{Verb: Delete}, []Pick{parentOf(at("1", "RELEASE_RESOURCE_COMPLETE", NoSample()), "2", "3")}, []string{"!Its 2 jobs go with it."}},
		{"nothing at all", Wish{Verb: Delete}, []Pick{at("1", incr, lag(0))}, []string{"Nothing would be sent."}},
	} {
		p := NewPlanner("i", every(Verbs()...), c.wish, c.picks)
		got := said(Effects(c.wish, p.Sum(), now, zone))
		for _, w := range c.want {
			if !strings.Contains(got, w) {
				t.Errorf("%s: %q is not said in\n%s", c.name, w, got)
			}
		}
	}
}

func said(effects []Effect) string {
	var out strings.Builder
	for _, e := range effects {
		if e.Risk {
			out.WriteString("!")
		}
		out.WriteString(e.Text + "\n")
	}
	return out.String()
}

// TestResetSaysThatTheTargetKeepsItsRows: a reset goes after its check alone.
func TestResetSaysThatTheTargetKeepsItsRows(t *testing.T) {
	pick := at("1", "INCRE_TRANSFER_FAILED", NoSample())
	pick.Check = &PreCheck{Ran: true, Process: 100, PassedRate: 100}
	wish := Wish{Verb: Reset}
	got := said(Effects(wish, NewPlanner("i", every(Reset), wish, []Pick{pick}).Sum(), time.Time{}, time.UTC))
	if !strings.Contains(got, "begins again with the full phase") || !strings.Contains(got, "!The target is not cleared") {
		t.Errorf("a reset says\n%s", got)
	}
}

// TestSumFollowsThePlan: what is left out counts no more.
func TestSumFollowsThePlan(t *testing.T) {
	p := NewPlanner("i", every(End), Wish{Verb: End}, []Pick{at("1", "INCRE_TRANSFER_STARTED", lag(time.Second)), at("2", "INCRE_TRANSFER_STARTED", lag(time.Minute))})
	if s := p.Sum(); s.Running != 2 || s.Lag != time.Minute || s.LagOf.String() != "job-2" {
		t.Errorf("of two: %+v", s)
	}
	left := p.Pick(1)
	left.Left = true
	p.Put(1, left)
	if s := p.Sum(); s.Goes != 1 || s.Running != 1 || s.Lag != time.Second {
		t.Errorf("of the one that goes: %+v", s)
	}
}

// TestEveryVerbSaysWhatItDoes, of one and of two, in whole sentences.
func TestEveryVerbSaysWhatItDoes(t *testing.T) {
	for _, verb := range Verbs() {
		for n := 1; n < 3; n++ {
			for _, e := range Effects(Wish{Verb: verb, When: AtOnce(), Pause: PauseReplay}, Sum{Tally: Tally{Goes: n, Orders: n, NoBill: n}}, time.Time{}, time.UTC) {
				if len(e.Text) < 10 || !strings.HasSuffix(e.Text, ".") && !strings.HasSuffix(e.Text, ":") {
					t.Errorf("%s of %d says %q", verb, n, e.Text)
				}
			}
		}
	}
}

// TestBillingContradictsNothing: of an order nobody hears that it is billed by
// the hour, nor of one whose billing could not be read.
func TestBillingContradictsNothing(t *testing.T) {
	now := time.Date(2026, 3, 14, 3, 12, 0, 0, time.UTC)
	order, unread := "%s billed by the month or year: starting places and pays the order.", "How %s billed cannot be read here: a start may place an order."
	for name, c := range map[string]struct {
		sum  Tally
		when When
		want []string
	}{
		"one by the hour":   {Tally{Goes: 1}, AtOnce(), []string{"The full copy begins at once. It is billed from now until ended."}},
		"an order":          {Tally{Goes: 1, Orders: 1}, AtOnce(), []string{"The full copy begins at once.", fmt.Sprintf(order, "1 job is")}},
		"one nobody knows":  {Tally{Goes: 1, NoBill: 1}, AtOnce(), []string{"The full copy begins at once.", fmt.Sprintf(unread, "1 job is")}},
		"several":           {Tally{Goes: 6, Orders: 1, NoBill: 2}, AtOnce(), []string{"The full copy begins at once. 3 jobs are billed from now until ended.", fmt.Sprintf(order, "1 job is"), fmt.Sprintf(unread, "2 jobs are")}},
		"an order tomorrow": {Tally{Goes: 1, Orders: 1}, AtTime(now.Add(24 * time.Hour)), []string{"Nothing moves before 15 Mar 03:12Z (in 1d).", fmt.Sprintf(order, "1 job is")}},
		"several tomorrow":  {Tally{Goes: 2, Orders: 1}, AtTime(now.Add(24 * time.Hour)), []string{"Nothing moves before 15 Mar 03:12Z (in 1d). 1 job is billed from then until ended.", fmt.Sprintf(order, "1 job is")}},
	} {
		var got []string
		for _, e := range Effects(Wish{Verb: Start, When: c.when}, Sum{Tally: c.sum}, now, time.UTC) {
			got = append(got, e.Text)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
