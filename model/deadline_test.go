package model

import (
	"testing"
	"time"
)

func TestDeadlinesAreOnlyThoseWhoseMomentIsKnown(t *testing.T) {
	now := time.Date(2026, 3, 14, 3, 12, 0, 0, time.UTC)
	for _, c := range []struct {
		name    string
		status  string
		created time.Time
		since   time.Time
		days    int
		period  bool
		want    time.Duration // from now; 0: none
	}{
		{"an unused configuration", "CONFIGURATION", now.Add(-50 * time.Hour), time.Time{}, 0, false, 22 * time.Hour},
		{"one of unknown age", "CONFIGURATION", time.Time{}, now, 0, false, 0},
		{"a failure nobody saw", "INCRE_TRANSFER_FAILED", now.Add(-50 * time.Hour), time.Time{}, 14, false, 0},
		{"a failure that was seen", "INCRE_TRANSFER_FAILED", now.Add(-50 * time.Hour), now.Add(-time.Hour), 20, false, 479 * time.Hour},
		{"one that tells no days", "FULL_TRANSFER_FAILED", now, now, 0, false, 14 * 24 * time.Hour},
		{"one paid by the year", "FULL_TRANSFER_FAILED", now, now, 14, true, 0},
		{"a pause", "PAUSING", now, now.Add(-3 * time.Hour), 14, false, 21 * time.Hour},
		{"a failed creation", "CREATE_FAILED", now, now, 14, false, 72 * time.Hour},
		{"one that runs", "INCRE_TRANSFER_STARTED", now, now, 14, false, 0},
		{"one that nobody knows", "SHARD_REBALANCING", now, now, 14, false, 0},
	} {
		j := Job{Created: c.created}.WithStatus(NewText(c.status))
		if c.period {
			j.Charging = Period
		}
		d, ok := NextDeadline(j, c.since, c.days)
		switch {
		case ok != (c.want != 0):
			t.Errorf("%s: a deadline %v", c.name, ok)
		case ok && d.At.Sub(now) != c.want:
			t.Errorf("%s ends in %v, not %v", c.name, d.At.Sub(now), c.want)
		case ok && d.Near(now) != (c.want < 24*time.Hour):
			t.Errorf("%s: near %v", c.name, d.Near(now))
		}
	}
}

func TestADeadlineThatHasPassedSaysWhatIsSo(t *testing.T) {
	now := time.Date(2026, 3, 14, 3, 12, 0, 0, time.UTC)
	for _, c := range []struct {
		status string
		ago    time.Duration
		want   string
	}{
		{"CONFIGURATION", 19 * 24 * time.Hour, "node gone"}, {"CONFIGURATION", 67 * time.Hour, "node in 5h"},
		{"PAUSING", 25 * time.Hour, "log may be gone"}, {"PAUSING", time.Hour, "log in 23h"}, {"INCRE_TRANSFER_FAILED", 20 * 24 * time.Hour, "end is due"},
	} {
		since := now.Add(-c.ago)
		d, ok := NextDeadline(Job{Created: since}.WithStatus(NewText(c.status)), since, 0)
		if got := d.Due(now); !ok || got != c.want {
			t.Errorf("%s since %v: %q, want %q", c.status, c.ago, got, c.want)
		}
	}
}

func TestCourse(t *testing.T) {
	now := time.Date(2026, 3, 14, 3, 12, 0, 0, time.UTC)
	d := Detail{Job: Job{Task: FullIncr}.WithStatus(NewText("INCRE_TRANSFER_STARTED")), Started: now.Add(-5 * time.Hour), FullDone: now.Add(-time.Hour), IncrStarted: now.Add(-time.Hour)}
	words := func(turns []Turn) (out []string) {
		for _, t := range turns {
			out = append(out, t.Word)
		}
		return out
	}
	if got := words(d.Course(time.Time{})); len(got) != 2 || got[0] != "full running" || got[1] != "incr running" {
		t.Errorf("the course is %v", got)
	}
	d.Job = d.Job.WithStatus(NewText("INCRE_TRANSFER_FAILED"))
	got := d.Course(now.Add(-time.Minute))
	if w := words(got); len(w) != 3 || w[2] != "incr failed" || !got[2].At.Equal(now.Add(-time.Minute)) {
		t.Errorf("after a failure that was seen the course is %v", got)
	}
	if w := words(d.Course(time.Time{})); len(w) != 2 {
		t.Errorf("after one that was not, it is %v", w)
	}
}

func TestEnteredAt(t *testing.T) {
	now := time.Date(2026, 3, 14, 3, 12, 0, 0, time.UTC)
	event := func(name, status string, ago time.Duration) Event {
		return Event{Name: NewText(name), Status: NewText(status), At: now.Add(-ago)}
	}
	history := []Event{event("INCRE_TRANSFER", "FAILED", time.Hour), event("stop", "success", 2*time.Hour), event("INCRE_TRANSFER", "failed", 3*time.Hour), {Status: NewText("FAILED")}}
	for status, want := range map[string]time.Duration{"INCRE_TRANSFER_FAILED": time.Hour, "PAUSING": 2 * time.Hour, "INCRE_TRANSFER_STARTED": 0, "CONFIGURATION": 0} {
		at := EnteredAt(Job{}.WithStatus(NewText(status)), history)
		if want == 0 && !at.IsZero() || want != 0 && !at.Equal(now.Add(-want)) {
			t.Errorf("%s since %v", status, at)
		}
	}
}
