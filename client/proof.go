package client

import (
	"time"

	"drover/model"
)

// proof is what a reading of a job's status says about a start whose answer
// was lost.
type proof uint8

const (
	nothing proof = iota // neither: gone, ended, unreadable, unknown, or not by us
	proven               // the start was taken on
	untaken              // the job is where it was before
)

// prove judges by the life of a job alone. An immediate start is proven by
// STARTJOBING or later; one at a moment by WAITING_FOR_START, and by the
// later states once the service's clock has passed the moment.
func prove(status model.Text, at model.When, clock time.Time) proof {
	moment, scheduled := at.Time()
	switch status.Raw() {
	case "CONFIGURATION":
		return untaken
	case "WAITING_FOR_START":
		if scheduled {
			return proven
		}
	case "STARTJOBING", "START_JOB_FAILED",
		"FULL_TRANSFER_STARTED", "FULL_TRANSFER_FAILED", "FULL_TRANSFER_COMPLETE",
		"INCRE_TRANSFER_STARTED", "INCRE_TRANSFER_FAILED", "PAUSING",
		"CHANGE_JOB_STARTED", "CHANGE_JOB_FAILED",
		"CHILD_TRANSFER_STARTING", "CHILD_TRANSFER_STARTED", "CHILD_TRANSFER_COMPLETE", "CHILD_TRANSFER_FAILED",
		"RELEASE_CHILD_TRANSFER_STARTED", "RELEASE_CHILD_TRANSFER_COMPLETE",
		"REBUILD_NODE_STARTED", "REBUILD_NODE_FAILED",
		"NODE_UPGRADE_START", "NODE_UPGRADE_COMPLETE", "NODE_UPGRADE_FAILED":
		if !scheduled || !clock.Before(moment) {
			return proven
		}
	}
	return nothing
}
