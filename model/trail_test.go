package model

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestTrailKeepsTheLongestOfEachPart(t *testing.T) {
	now := time.Date(2026, 3, 14, 3, 12, 0, 0, time.UTC)
	var tr Trail
	if !tr.Empty() || tr.Spark(now, 15*time.Minute, 10)[9] != -1 {
		t.Fatal("a new trail is not empty")
	}
	tr.Add(now.Add(-20*time.Minute), time.Hour) // older than the span asked for below
	tr.Add(now.Add(-8*time.Minute), 58*time.Second)
	tr.Add(now.Add(-8*time.Minute), 12*time.Second)
	tr.Add(now, -1) // not told
	tr.Add(now, 41*time.Second)
	got := tr.Spark(now, 15*time.Minute, 10)
	if got[9] != 41*time.Second || !slices.Contains(got, 58*time.Second) || slices.Contains(got, time.Hour) {
		t.Errorf("the last fifteen minutes are %v", got)
	}
	lag, at, ok := tr.Max(now, 15*time.Minute)
	if !ok || lag != 58*time.Second || now.Sub(at) < 7*time.Minute || now.Sub(at) > 9*time.Minute {
		t.Errorf("the maximum is %v at %v", lag, at)
	}
	if lag, _, _ := tr.Max(now, time.Hour); lag != time.Hour {
		t.Errorf("the maximum of the hour is %v", lag)
	}
	if !tr.Grew || tr.Fell {
		t.Error("12s to 41s did not grow")
	}
	if tr.Add(now.Add(2*time.Hour), time.Second); slices.ContainsFunc(tr.Spark(now.Add(2*time.Hour), time.Hour, 20)[:19], func(d time.Duration) bool { return d >= 0 }) {
		t.Error("after two hours of silence something old is still there")
	}
}

// TestTrailLaw: whatever is added, in whatever order, a spark shows nothing
// that was not added within its span, and the newest reading is its last part.
func TestTrailLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		base := time.Unix(rapid.Int64Range(1_500_000_000, 2_000_000_000).Draw(t, "base"), 0)
		var tr Trail
		now, n := base, rapid.IntRange(1, 80).Draw(t, "readings")
		longest := time.Duration(0)
		for range n {
			now = now.Add(time.Duration(rapid.Int64Range(0, 300).Draw(t, "pause")) * time.Second)
			lag := time.Duration(rapid.Int64Range(0, 5000).Draw(t, "lag")) * time.Second
			longest = max(longest, lag)
			tr.Add(now, lag)
		}
		parts := rapid.IntRange(1, 20).Draw(t, "parts")
		spark := tr.Spark(now, TrailSpan, parts)
		if len(spark) != parts || spark[parts-1] < 0 {
			t.Fatalf("the spark is %v", spark)
		}
		top, _, ok := tr.Max(now, TrailSpan)
		if !ok || top > longest || slices.Max(spark) != top {
			t.Fatalf("the maximum is %v, the spark %v, the longest added %v", top, spark, longest)
		}
	})
}
