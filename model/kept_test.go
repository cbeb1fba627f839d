package model_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	. "drover/model"

	"pgregory.net/rapid"
)

// anyJob draws a job whose facts repeat, as those of a fleet do.
func anyJob(t *rapid.T) Job {
	word := func(label string, of ...string) string { return rapid.SampledFrom(of).Draw(t, label) }
	j := Job{
		ID: NewJobID(word("id", "c7de", "C7DE", "", "x\x1by")), Name: NewText(word("name", "orders", "Orders", "数据 É", "e\x1b[31m", "")),
		Scenario: Scenario(word("scenario", "sync", "cloudDataGuard", "")), Task: TaskType(word("task", "FULL_TRANS", "")),
		Engine: NewText(word("engine", "mysql", "oracle-to-gaussdbv5", "")), Net: NewText(word("net", "vpn", "")),
		Direction: NewText(word("direction", "up", "down")), Description: NewText(word("description", "", "Moved with É", "x")),
		Charging: Charging(rapid.IntRange(0, 2).Draw(t, "charging")), Role: Role(word("role", "", "parent", "child")),
		Parent: NewJobID(word("parent", "", "", "p1")), Generation: word("generation", "v5", "v3"),
		Actions: Actions{Told: rapid.Bool().Draw(t, "told"), Current: word("current", "", "START")},
	}
	if rapid.Bool().Draw(t, "dated") {
		j.Created = noon
	}
	if rapid.Bool().Draw(t, "kids") {
		j.Children = []JobID{NewJobID("k1")}
	}
	if rapid.Bool().Draw(t, "acts") {
		j.Actions.Available = []string{word("available", "START", "PAUSE")}
	}
	if rapid.Bool().Draw(t, "files") {
		j.Realm, j.Idle, j.Mode, j.Paths = Files, rapid.Bool().Draw(t, "idle"), NewText(word("mode", "auto", "manual")), NewText(word("paths", "", "a>b"))
		if rapid.Bool().Draw(t, "next") {
			j.NextRun = noon
		}
	}
	return j.WithStatus(NewText(word("status", "PAUSING", "CONFIGURATION", "REBALANCING")))
}

// TestKeptIsTheJob: whatever was kept before, the job comes out as it went in,
// with the haystack of the function Hay.
func TestKeptIsTheJob(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var kinds Kinds
		var former *Kept
		for range rapid.IntRange(1, 6).Draw(t, "jobs") {
			job := anyJob(t)
			kept := kinds.Keep(&job, former)
			if !reflect.DeepEqual(kept.Job(), job) {
				t.Fatalf("kept\n%#v, got\n%#v", job, kept.Job())
			}
			if own, shared := kept.Hay(); own+"\n"+shared != Hay(job) {
				t.Fatalf("the haystack is %q and %q, want %q", own, shared, Hay(job))
			}
			next := anyJob(t)
			if kept.Is(&next) != reflect.DeepEqual(job, next) {
				t.Fatalf("Is says %v of\n%#v and\n%#v", kept.Is(&next), job, next)
			}
			status := NewText("PAUSING")
			if now := kept.WithStatus(status); !reflect.DeepEqual(now.Job(), job.WithStatus(status)) || !kept.Is(&job) {
				t.Fatalf("with another status it is %#v", now.Job())
			}
			former = &kept
		}
	})
}

// TestQueriesAskKeptJobsAlike: the two parts of a haystack and what a kind
// knows answer a query as the whole job does.
func TestQueriesAskKeptJobsAlike(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var kinds Kinds
		job := anyJob(t)
		kept := kinds.Keep(&job, nil)
		q := parse(t, expression(2).Draw(t, "query"))
		whole := Facts{Job: &job, Hay: Hay(job), Sample: NoSample(), Now: noon.Add(time.Hour)}
		parts := whole
		parts.Hay, parts.Shared = kept.Hay()
		if !q.Ages() {
			parts.Job = kept.Common()
		}
		if rapid.Bool().Draw(t, "seen") {
			parts.Seen = q.Seen(kept.Kind)
		}
		if q.Match(whole) != q.Ask(&parts) {
			t.Fatalf("%s: %v of the job, %v of what is kept: %#v", q, q.Match(whole), q.Ask(&parts), job)
		}
		for i := range q.Terms() {
			alone := q.Alone(i)
			if parts.Seen != 0 {
				parts.Seen = alone.Seen(kept.Kind)
			}
			if alone.Match(whole) != alone.Ask(&parts) {
				t.Fatalf("%s alone: %v of the job", alone, alone.Match(whole))
			}
		}
	})
}

// TestKindsAreShared: a long list holds one kind for many jobs, and their
// words side by side.
func TestKindsAreShared(t *testing.T) {
	var kinds Kinds
	jobs := make([]Job, 1000)
	for i := range jobs {
		jobs[i] = Job{ID: NewJobID(strings.Repeat("0", 32) + string(rune('a'+i%26)) + "jb"), Name: NewText("orders-prod-eu-01"), Engine: NewText("mysql")}
		jobs[i].Actions.Available = []string{"START", "PAUSE"}
		jobs[i] = jobs[i].WithStatus(NewText("CONFIGURATION"))
	}
	first := kinds.Keep(&jobs[0], nil)
	if second := kinds.Keep(&jobs[1], nil); second.Kind != first.Kind || second.Kin != first.Kin {
		t.Error("two jobs of one kind have a kind each")
	}
	i := 0
	each := testing.AllocsPerRun(len(jobs)-2, func() { i++; _ = kinds.Keep(&jobs[i], nil) })
	if each > 0 { // on average: a piece of the shelf holds many
		t.Errorf("each job that is kept allocates %.0f times", each)
	}
	if again := testing.AllocsPerRun(100, func() { _ = kinds.Keep(&jobs[0], &first) }); again > 0 {
		t.Errorf("a job that says nothing new allocates %.0f times", again)
	}
}

// TestManyKinds: a service that gives each job a kind of its own costs room,
// not time or truth.
func TestManyKinds(t *testing.T) {
	var kinds Kinds
	for i := range 40_000 {
		job := Job{ID: NewJobID("a"), Net: NewText(string(rune('一' + i%20_000)))}
		job.Actions.Current = string(rune('一' + i/7))
		if kept := kinds.Keep(&job, nil); !kept.Is(&job) {
			t.Fatalf("job %d is not what was kept", i)
		}
	}
}

// TestNarrows: where a query says that it narrows another, no row tells
// otherwise; what somebody types letter by letter narrows.
func TestNarrows(t *testing.T) {
	facts := rows()
	rapid.Check(t, func(t *rapid.T) {
		a := expression(2).Draw(t, "a")
		b := rapid.OneOf(expression(2), rapid.Map(expression(1), func(s string) string { return a + " " + s }), rapid.Just(a+"x")).Draw(t, "b")
		former, err := ParseQuery(a)
		if err != nil {
			t.Fatal(err)
		}
		q, err := ParseQuery(b)
		if err != nil || !q.Narrows(former) || former.Ages() {
			return
		}
		for i, f := range facts {
			if q.Match(f) && !former.Match(f) {
				t.Fatalf("%s should narrow %s, but not for row %d", b, a, i)
			}
		}
	})
	typed := []string{"", "o", "or", "ord", "ord ", "ord s", "ord sta", "ord status:failed", "ord status:failed x"}
	want := []bool{true, true, true, true, true, true, false, true}
	var got []bool
	for i := range typed[1:] {
		got = append(got, parse(t, typed[i+1]).Narrows(parse(t, typed[i])))
	}
	if !slices.Equal(got, want) {
		t.Errorf("%q narrow as %v, want %v", typed, got, want)
	}
	for _, c := range [][2]string{{"a b", "a | b"}, {"a", "!a"}, {"!ab", "!a"}, {"ab", `"a"`}, {"age<2h a", "age<2h"}, {"", "a"}, {"a", "ab"}} {
		if parse(t, c[0]).Narrows(parse(t, c[1])) {
			t.Errorf("%s does not narrow %s", c[0], c[1])
		}
	}
}
