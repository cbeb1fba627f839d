package drs

import (
	"context"
	"fmt"
	"strings"

	"drover/client/rest"
	"drover/model"
)

// copyRequest is the request of CopyJob.
type copyRequest struct {
	JobID   string `json:"job_id"`
	Name    string `json:"name"`
	Version string `json:"task_version,omitempty"` // "2.0", or none
}

// version2 is the only value that task_version is documented to take.
const version2 = "2.0"

func copyBody(changes []model.Change) (any, error) {
	var body copyRequest
	err := each(changes, func(id string, c model.Change) error {
		copying, ok := c.(model.CloneJob)
		switch {
		case !ok || len(changes) != 1:
			return fmt.Errorf("one call makes one copy")
		case copying.Version != "" && copying.Version != version2:
			return fmt.Errorf("the task version is %s or none", version2)
		}
		if err := model.CheckName(copying.Name); err != nil {
			return fmt.Errorf("the name of the copy: %w", err)
		}
		body = copyRequest{JobID: id, Name: copying.Name, Version: copying.Version}
		return nil
	})
	return body, err
}

// made reads the answer of CopyJob or CreateJob, which stands in job or is the
// whole. Its name is not looked at: the service's own example of a copy answers
// with another one. Without an id, or with that of the job that was copied,
// nobody knows what was made.
func made(c model.Change, answer *rest.Answer) model.Outcome {
	body := unwrapped(answer.Body)
	refused := refusedSample(body)
	o := model.Outcome{ID: c.Target(), Kind: model.UnknownOutcome, RequestID: answer.RequestID, Code: refused.Code, Message: refused.Message}
	id := model.NewJobID(body.Get("id").String())
	name, twice := answer.Body.Twice()
	switch {
	case twice:
		o.Why = "the answer says " + model.Clean(name) + " twice"
	case !o.Code.Empty():
		o.Why = "the answer says success and names an error"
	case id.Empty():
		o.Why = "the answer tells no id"
	case id == c.Target():
		o.Why = "the answer names the job that was copied"
	default:
		o.Kind, o.Made = model.Accepted, id
	}
	return o
}

// nameTaken is the service's code for a name that another job has.
const nameTaken = "DRS.M00277"

// nameRequest is the request of ValidateJobName.
type nameRequest struct {
	Name string `json:"name"`
	Type string `json:"type"`
}

// CheckName asks whether a new job may have a name (ValidateJobName). Where v5
// is not offered nobody can be asked.
func (b *Backend) CheckName(ctx context.Context, name string) (model.NameCheck, error) {
	out := model.NameCheck{Name: name, At: b.conn.Now()}
	if !b.memory.offers(v5) {
		out.Unasked = "only the v5 API checks names, which " + b.memory.why(v5)
		return out, nil
	}
	answer, err := b.read(ctx, b.call(checkName, nameRequest{Name: name, Type: "trans"}))
	if answer != nil {
		out.Code, out.Why = answer.Body.Get("error_code").Text(), answer.Body.Get("error_msg").Text()
	}
	if out.Code.Raw() == nameTaken { // whichever status says so
		out.Asked = true
		return out, nil
	}
	if err != nil {
		return out, err
	}
	switch valid := answer.Body.Get("is_valid"); strings.ToLower(valid.String()) {
	case "true":
		out.Asked, out.Free = true, out.Code.Empty()
	case "false":
		out.Asked = true
	default:
		out.Unasked = "the answer does not say whether the name is free"
	}
	return out, nil
}
