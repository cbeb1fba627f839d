package drs

import (
	"errors"
	"fmt"
	"strconv"
	"unicode/utf8"

	"drover/model"
)

// actions is the request of BatchExecuteJobActions.
type actions struct {
	Jobs []action `json:"jobs"`
}

// action is one job's, and with a job around it that of ExecuteJobAction.
type action struct {
	JobID  string        `json:"job_id,omitempty"`
	Name   string        `json:"action_name"`
	Params *actionParams `json:"action_params,omitempty"`
}

type actionParams struct {
	Endpoints []endpoint5 `json:"endpoints,omitempty"`
	CheckMode string      `json:"precheck_mode,omitempty"`
	Skip      *skipInfo   `json:"skip_precheck_info,omitempty"`
	PauseMode string      `json:"pause_mode,omitempty"`
	ReEdit    bool        `json:"is_sync_re_edit,omitempty"`
	StartTime string      `json:"start_time,omitempty"` // left out for the explicit wish alone, see startItemOf
}

type skipInfo struct {
	Items  []string `json:"skipped_precheck_list"`
	Reason string   `json:"skip_reason"`
}

// actionsBody encodes changes as one action of v5.
func actionsBody(name string) func([]model.Change) (any, error) {
	return func(changes []model.Change) (any, error) {
		var body actions
		err := each(changes, func(id string, c model.Change) error {
			params, err := paramsOf(c)
			body.Jobs = append(body.Jobs, action{JobID: id, Name: name, Params: params})
			return err
		})
		return body, err
	}
}

// paramsOf is what an action says beside its name; nil for nothing.
func paramsOf(c model.Change) (*actionParams, error) {
	switch c := c.(type) {
	case model.StartJob:
		item, err := startItemOf(c)
		if err != nil || item.StartTime == "" {
			return nil, err
		}
		return &actionParams{StartTime: item.StartTime}, nil
	case model.CheckJob:
		mode, err := checkMode(c)
		return &actionParams{CheckMode: mode}, err
	case model.SkipItems:
		if len(c.Items) == 0 || c.Reason == "" {
			return nil, errors.New("which items are skipped, and why, must be said")
		}
		return &actionParams{Skip: &skipInfo{Items: c.Items, Reason: c.Reason}}, nil
	case model.Act:
		switch {
		case c.Verb == model.ReEdit:
			return &actionParams{ReEdit: true}, nil
		case c.Verb != model.Pause:
			return nil, nil
		}
		mode, err := pauseMode(c)
		return &actionParams{PauseMode: mode}, err
	}
	return nil, fmt.Errorf("DRS cannot send a %T", c)
}

func checkMode(c model.CheckJob) (string, error) {
	if c.Mode != model.ForStart && c.Mode != model.ForRetry {
		return "", errors.New("what the pre-check is for must be said")
	}
	return string(c.Mode), nil
}

func pauseMode(a model.Act) (string, error) {
	if a.Pause != model.PauseReplay && a.Pause != model.PauseAll {
		return "", errors.New("what the pause stops must be said")
	}
	return string(a.Pause), nil
}

// stops is the request of BatchStopJobsAction, which ends jobs.
type stops struct {
	Jobs []stop `json:"jobs"`
}

type stop struct {
	JobID string `json:"job_id"`
	Force bool   `json:"is_force_stop"`
}

func stopBody(force bool) func([]model.Change) (any, error) {
	return func(changes []model.Change) (any, error) {
		var body stops
		err := each(changes, func(id string, _ model.Change) error {
			body.Jobs = append(body.Jobs, stop{JobID: id, Force: force})
			return nil
		})
		return body, err
	}
}

// each goes through the changes of one call: one to perCall of them, every job
// once, every id one that can be sent as it is.
func each(changes []model.Change, add func(id string, c model.Change) error) error {
	if len(changes) == 0 || len(changes) > perCall {
		return fmt.Errorf("one call takes 1 to %d jobs, not %d", perCall, len(changes))
	}
	named := map[model.JobID]bool{}
	for _, c := range changes {
		id := c.Target().Raw()
		if id == "" || !utf8.ValidString(id) {
			return errors.New("a job's id cannot be sent as it is")
		}
		if named[c.Target()] {
			return fmt.Errorf("job %s is named twice", c.Target())
		}
		named[c.Target()] = true
		if err := add(id, c); err != nil {
			return err
		}
	}
	return nil
}

// startBody is the request of V3BatchStartJobs.
type startBody struct {
	Jobs []startItem `json:"jobs"`
}

// startItem starts one job. An absent start_time means "now" to the service,
// so it is left out for the explicit wish alone; see startItemOf.
type startItem struct {
	JobID     string `json:"job_id"`
	StartTime string `json:"start_time,omitempty"` // milliseconds since 1970
}

// startBodyOf encodes one chunk, or says what about it cannot be sent.
func startBodyOf(changes []model.Change) (any, error) {
	var body startBody
	err := each(changes, func(_ string, c model.Change) error {
		item, err := startItemOf(c)
		body.Jobs = append(body.Jobs, item)
		return err
	})
	return body, err
}

func startItemOf(c model.Change) (startItem, error) {
	start, ok := c.(model.StartJob)
	if !ok {
		return startItem{}, fmt.Errorf("DRS cannot send a %T", c)
	}
	if start.At.Now() {
		return startItem{JobID: start.ID.Raw()}, nil
	}
	at, ok := start.At.Time()
	if !ok || at.UnixMilli() <= 0 {
		return startItem{}, fmt.Errorf("job %s has no time to start at", start.ID)
	}
	return startItem{JobID: start.ID.Raw(), StartTime: strconv.FormatInt(at.UnixMilli(), 10)}, nil
}
