package drs

import (
	"fmt"

	"drover/model"
)

// jobs3 is the request of v3's calls for many jobs.
type jobs3 struct {
	Jobs []job3 `json:"jobs"`
}

// job3 is one job of them; each call has its own word beside the id.
type job3 struct {
	JobID      string `json:"job_id"`
	PauseMode  string `json:"pause_mode,omitempty"`
	CheckMode  string `json:"precheck_mode,omitempty"`
	DeleteType string `json:"delete_type,omitempty"`
}

// jobsBody3 names the jobs and nothing else: V3BatchRestoreTask.
func jobsBody3(changes []model.Change) (any, error) {
	return bodyOf3(changes, func(*job3, model.Change) error { return nil })
}

func pauseBody3(changes []model.Change) (any, error) {
	return bodyOf3(changes, func(j *job3, c model.Change) (err error) {
		act, ok := c.(model.Act)
		if !ok {
			return fmt.Errorf("DRS cannot send a %T", c)
		}
		j.PauseMode, err = pauseMode(act)
		return err
	})
}

func checkBody3(changes []model.Change) (any, error) {
	return bodyOf3(changes, func(j *job3, c model.Change) (err error) {
		check, ok := c.(model.CheckJob)
		if !ok {
			return fmt.Errorf("DRS cannot send a %T", c)
		}
		j.CheckMode, err = checkMode(check)
		return err
	})
}

// deleteBody3 is the request of V3BatchDeleteJobs, which ends jobs or removes
// what has ended.
func deleteBody3(what string) func([]model.Change) (any, error) {
	return func(changes []model.Change) (any, error) {
		return bodyOf3(changes, func(j *job3, _ model.Change) error { j.DeleteType = what; return nil })
	}
}

func bodyOf3(changes []model.Change, fill func(*job3, model.Change) error) (any, error) {
	var body jobs3
	err := each(changes, func(id string, c model.Change) error {
		j := job3{JobID: id}
		err := fill(&j, c)
		body.Jobs = append(body.Jobs, j)
		return err
	})
	return body, err
}
