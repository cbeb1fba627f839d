package model_test

import (
	"testing"
	"time"

	. "drover/model"
)

// Transfers are found by their own words, and by when they run next.
func TestTransfersAreFound(t *testing.T) {
	file := func(name, status string, next time.Duration) Facts {
		j := transfer(name, status)
		j.Task, j.Engine = TaskType("sync"), NewText("box-to-s3")
		if next != 0 {
			j.NextRun = noon.Add(next)
		}
		return Facts{Job: &j, Sample: NoSample(), Now: noon, Hay: Hay(j)}
	}
	all := []Facts{
		file("hr", "idle", time.Hour), file("media", "running", 0), file("legal", "paused", 30*time.Hour), file("tax", "failed-to-start", -time.Minute),
		file("odd", "sleeping", 0),
	}
	for query, want := range map[string]string{
		"status:paused": "legal", "status:failed-to-start": "tax", "status:sleeping": "odd", "type:transfer": "hr media legal tax odd", "type:sync": "",
		"task:sync": "hr media legal tax odd", "engine:s3": "hr media legal tax odd", "next<2h": "hr tax", "next>1d": "legal", "!next<2h": "media legal odd",
		"lag>10s": "",
	} {
		q, err := ParseQuery(query)
		if err != nil {
			t.Errorf("%s: %v", query, err)
			continue
		}
		got := ""
		for i := range all {
			if q.Match(all[i]) {
				if got != "" {
					got += " "
				}
				got += all[i].Job.Name.String()[len("job-"):]
			}
		}
		if got != want {
			t.Errorf("%s finds %q, want %q", query, got, want)
		}
	}
}
