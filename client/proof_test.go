package client

import (
	"testing"
	"time"

	"drover/model"
)

// Every known status, once: a new one must be judged here before it can prove
// anything.
func TestProof(t *testing.T) {
	now := time.Date(2026, 3, 7, 2, 0, 0, 0, time.UTC)
	past, future := model.AtTime(now.Add(-time.Minute)), model.AtTime(now.Add(time.Minute))
	before := map[string]bool{"CREATING": true, "CREATE_FAILED": true, "CONFIGURATION": true, "WAITING_FOR_START": true}
	after := map[string]bool{"RELEASE_RESOURCE_STARTED": true, "RELEASE_RESOURCE_FAILED": true, "RELEASE_RESOURCE_COMPLETE": true, "DELETED": true}
	for _, status := range append(model.Statuses(), "", "SHARD_REBALANCING", "startjobing") {
		known := status != "" && status != "SHARD_REBALANCING" && status != "startjobing"
		started := known && !before[status] && !after[status]
		for _, c := range []struct {
			name string
			at   model.When
			want bool
		}{
			{"now", model.AtOnce(), started},
			{"in a minute", future, status == "WAITING_FOR_START"},
			{"a minute ago", past, started || status == "WAITING_FOR_START"},
		} {
			got := prove(asked{verb: model.Start, at: c.at}, model.Sample{Status: model.NewText(status)}, now)
			if (got == proven) != c.want || (got == untaken) != (status == "CONFIGURATION") {
				t.Errorf("%s, asked for %s: %v", status, c.name, got)
			}
		}
	}
}
