package drs

import (
	"errors"
	"fmt"
	"strconv"
	"unicode/utf8"

	"drover/model"
)

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
func startBodyOf(changes []model.Change) (startBody, error) {
	var body startBody
	if len(changes) == 0 || len(changes) > perCall {
		return body, fmt.Errorf("one call starts 1 to %d jobs, not %d", perCall, len(changes))
	}
	named := map[model.JobID]bool{}
	for _, c := range changes {
		item, err := startItemOf(c)
		if err != nil {
			return startBody{}, err
		}
		if named[c.Target()] {
			return startBody{}, fmt.Errorf("job %s is named twice", c.Target())
		}
		named[c.Target()] = true
		body.Jobs = append(body.Jobs, item)
	}
	return body, nil
}

func startItemOf(c model.Change) (startItem, error) {
	start, ok := c.(model.StartJob)
	if !ok {
		return startItem{}, fmt.Errorf("DRS cannot send a %T", c)
	}
	id := start.ID.Raw()
	if id == "" || !utf8.ValidString(id) {
		return startItem{}, errors.New("a job's id cannot be sent as it is")
	}
	if start.At.Now() {
		return startItem{JobID: id}, nil
	}
	at, ok := start.At.Time()
	if !ok || at.UnixMilli() <= 0 {
		return startItem{}, fmt.Errorf("job %s has no time to start at", start.ID)
	}
	return startItem{JobID: id, StartTime: strconv.FormatInt(at.UnixMilli(), 10)}, nil
}
